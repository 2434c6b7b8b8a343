"""The pair scorer of spaCy's well-known relation tutorial, for comparison."""

from typing import List

import torch
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model
from thinc.types import Floats2d
from torch import nn

from ..candidates import PairRule
from .over_tokens import Rows, over_tokens
from .pair_scorer import PairRow, mean_of


class PooledPairModule(nn.Module):
    """The means of both spans' tokens, side by side, and one linear layer: nothing else."""

    n_columns = len(PairRow._fields)

    def __init__(self, n_labels: int) -> None:
        super().__init__()
        self.output = nn.LazyLinear(n_labels)

    def forward(self, tokens: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        at = PairRow(*rows.unbind(dim=1))
        head = mean_of(tokens, at.head_start, at.head_last + 1)
        tail = mean_of(tokens, at.tail_start, at.tail_last + 1)
        return self.output(torch.cat([head, tail], dim=1))


@registry.architectures("spacy_diplomacy.PooledPairScorer.v1")
def build_pooled_pair_scorer(
    tok2vec: Model[List[Doc], List[Floats2d]],
    rules: List[PairRule],
) -> Model[Rows, Floats2d]:
    """Logits a pair and label, shape (pairs, rules), for `relation_extractor`.

    After explosion's project ``rel_component``: mean pooling, concatenation, linear layer.
    """
    return over_tokens(tok2vec, PooledPairModule(len(rules)), len(rules))
