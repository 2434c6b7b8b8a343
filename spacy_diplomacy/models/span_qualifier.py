"""Scores the qualifiers of a span from its ends, its neighbours and its label."""

from typing import Dict, List, NamedTuple, Sequence

import numpy
import torch
from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import Model
from thinc.types import Floats2d, Ints2d
from torch import nn

from ..schema import EVENT_TYPES, qualifier_values
from .over_tokens import Rows, over_tokens


class SpanRow(NamedTuple):
    """The columns of the integer row that describes a span: token positions, its label."""

    before: int
    start: int
    last: int
    after: int
    label: int


def span_rows(doc: Doc, spans: Sequence[Span]) -> Ints2d:
    """Describe spans of a document for `SpanModule`.

    RETURNS: shape (spans, 5), columns as in `SpanRow`, positions within the document;
        at the edge of the document a span is its own neighbour.
    """
    ids = {label: i for i, label in enumerate(EVENT_TYPES)}
    rows = [
        SpanRow(
            before=max(span.start - 1, 0),
            start=span.start,
            last=span.end - 1,
            after=min(span.end, len(doc) - 1),
            label=ids.get(span.label_, 0),
        )
        for span in spans
    ]
    return numpy.array(rows, dtype="i").reshape(-1, len(SpanRow._fields))


class SpanModule(nn.Module):
    """One hidden layer over the tokens at a span's ends and beside it, and its label."""

    n_columns = len(SpanRow._fields)

    def __init__(self, n_labels: int, n_out: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.hidden = hidden
        self.dropout = nn.Dropout(dropout)
        self.project = nn.LazyLinear(4 * hidden)
        self.label = nn.Embedding(n_labels, hidden)
        self.normalize = nn.LayerNorm(hidden)
        self.output = nn.Linear(hidden, n_out)

    def forward(self, tokens: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        at = SpanRow(*rows.unbind(dim=1))
        before, start, last, after = self.project(self.dropout(tokens)).split(self.hidden, dim=1)
        span = before[at.before] + start[at.start] + last[at.last] + after[at.after]
        span = self.normalize(span + self.label(at.label))
        return self.output(self.dropout(nn.functional.gelu(span)))


@registry.architectures("spacy_diplomacy.SpanQualifier.v1")
def build_span_qualifier(
    tok2vec: Model[List[Doc], List[Floats2d]],
    layers: List[str],
    hidden_size: int,
    dropout: float,
) -> Model[Rows, Floats2d]:
    """Logits a span, for `qualifiers`: a block for each layer, "none" first in each.

    layers: the same as those of the component.
    """
    blocks = qualifier_blocks(layers)
    module = SpanModule(len(EVENT_TYPES), sum(map(len, blocks.values())), hidden_size, dropout)
    return over_tokens(tok2vec, module, sum(map(len, blocks.values())))


def qualifier_blocks(layers: Sequence[str]) -> Dict[str, List[str]]:
    """The values of each layer in the order of the model's output; "" stands for none."""
    return {layer: ["", *qualifier_values(layer)] for layer in layers}
