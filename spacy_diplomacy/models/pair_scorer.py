"""Scores pairs of spans from both spans, their labels, and what stands between them."""

from typing import List, NamedTuple, Sequence

import numpy
import torch
from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import Model
from thinc.types import Floats2d, Ints2d
from torch import nn

from ..candidates import PairRule, head_labels, tail_labels
from ..sentences import sentence_indices
from .over_tokens import Rows, over_tokens


class PairRow(NamedTuple):
    """The columns of the integer row that describes a pair: token positions, features."""

    head_start: int
    head_last: int
    tail_start: int
    tail_last: int
    head_label: int
    tail_label: int
    distance: int
    sentences: int
    crossed: int


#: How many values each bucketed feature takes.
DISTANCES, SENTENCES, CROSSED = 24, 9, 6


def pair_rows(
    doc: Doc,
    heads: Sequence[Span],
    tails: Sequence[Span],
    index: numpy.ndarray,
    rules: Sequence[PairRule],
) -> Ints2d:
    """Describe candidate pairs of a document for `PairModule`.

    index: shape (pairs, 2), positions in `heads` and `tails`.
    RETURNS: shape (pairs, 9), columns as in `PairRow`, positions within the document.
    """
    head_ids = {label: i for i, label in enumerate(head_labels(rules))}
    tail_ids = {label: i for i, label in enumerate(tail_labels(rules))}
    head = _bounds(heads, head_ids)[index[:, 0]]
    tail = _bounds(tails, tail_ids)[index[:, 1]]
    sentence = sentence_indices(doc)
    gap = tail[:, 0] - head[:, 0]
    apart = sentence[head[:, 0]] - sentence[tail[:, 0]]
    half = SENTENCES // 2
    # How many heads stand between the two: an entity two triggers away is rarely an argument.
    starts = numpy.sort([span.start for span in heads])
    left, right = numpy.minimum(head[:, 0], tail[:, 0]), numpy.maximum(head[:, 0], tail[:, 0])
    crossed = numpy.searchsorted(starts, right, "left") - numpy.searchsorted(starts, left, "right")
    columns = PairRow(
        head_start=head[:, 0],
        head_last=head[:, 1],
        tail_start=tail[:, 0],
        tail_last=tail[:, 1],
        head_label=head[:, 2],
        tail_label=tail[:, 2],
        distance=_bucket_distance(gap),
        sentences=numpy.clip(apart, -half, half) + half,
        crossed=numpy.clip(crossed, 0, CROSSED - 1),
    )
    return numpy.stack(columns, axis=1).astype("i")


def _bounds(spans: Sequence[Span], ids: dict) -> numpy.ndarray:
    rows = [(span.start, span.end - 1, ids.get(span.label_, 0)) for span in spans]
    return numpy.array(rows, dtype="i").reshape(-1, 3)


def _bucket_distance(gap: numpy.ndarray) -> numpy.ndarray:
    """Signed token distance to a bucket: single steps at first, then doublings."""
    size = numpy.abs(gap)
    bucket = numpy.where(size <= 4, size, 4 + numpy.log2(numpy.maximum(size, 4) / 4) * 2).astype("i")
    half = DISTANCES // 2
    return numpy.clip(numpy.sign(gap) * bucket, -half, half - 1) + half


class PairModule(nn.Module):
    """An additive first layer over both spans' ends, the mean between them, and features.

    Tokens are projected once, not once a pair; pairs then only gather and add, and an
    elementwise product of the two spans lets them be compared.
    """

    n_columns = len(PairRow._fields)

    def __init__(self, n_heads: int, n_tails: int, n_labels: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.hidden = hidden
        self.dropout = nn.Dropout(dropout)
        self.project = nn.LazyLinear(5 * hidden)
        self.head_label = nn.Embedding(n_heads, hidden)
        self.tail_label = nn.Embedding(n_tails, hidden)
        self.distance = nn.Embedding(DISTANCES, hidden)
        self.sentences = nn.Embedding(SENTENCES, hidden)
        self.crossed = nn.Embedding(CROSSED, hidden)
        self.product = nn.Linear(hidden, hidden)
        self.normalize = nn.LayerNorm(hidden)
        self.inner = nn.Linear(hidden, hidden)
        self.output = nn.Linear(hidden, n_labels)

    def forward(self, tokens: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        at = PairRow(*rows.unbind(dim=1))
        first_h, last_h, first_t, last_t, middle = self.project(self.dropout(tokens)).split(self.hidden, dim=1)
        head = first_h[at.head_start] + last_h[at.head_last] + self.head_label(at.head_label)
        tail = first_t[at.tail_start] + last_t[at.tail_last] + self.tail_label(at.tail_label)
        context = self.distance(at.distance) + self.sentences(at.sentences) + self.crossed(at.crossed)
        between = _mean_between(middle, at)
        pair = head + tail + between + context + self.product(torch.tanh(head) * torch.tanh(tail))
        pair = self.dropout(nn.functional.gelu(self.normalize(pair)))
        pair = self.dropout(nn.functional.gelu(self.inner(pair)))
        return self.output(pair)


def _mean_between(tokens: torch.Tensor, at: PairRow) -> torch.Tensor:
    start = torch.minimum(at.head_last, at.tail_last) + 1
    return mean_of(tokens, start, torch.maximum(at.head_start, at.tail_start))


def mean_of(tokens: torch.Tensor, start: torch.Tensor, end: torch.Tensor) -> torch.Tensor:
    """The mean of each row's tokens from `start` up to `end`, zeros where there is none.

    RETURNS: shape (rows, width).
    """
    # Prefix sums in double precision: exact enough for texts of any length.
    sums = nn.functional.pad(tokens.double().cumsum(dim=0), (0, 0, 1, 0))
    end = torch.maximum(start, end)
    length = (end - start).clamp(min=1).unsqueeze(1)
    return ((sums[end] - sums[start]) / length).to(tokens.dtype)


@registry.architectures("spacy_diplomacy.PairScorer.v1")
def build_pair_scorer(
    tok2vec: Model[List[Doc], List[Floats2d]],
    rules: List[PairRule],
    hidden_size: int,
    dropout: float,
) -> Model[Rows, Floats2d]:
    """Logits a pair and label, shape (pairs, rules), for `relation_extractor`.

    rules: the same as those of the component.
    """
    module = PairModule(len(head_labels(rules)), len(tail_labels(rules)), len(rules), hidden_size, dropout)
    return over_tokens(tok2vec, module, len(rules))
