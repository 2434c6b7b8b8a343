"""Gradients that pass through our own code, against numeric ones."""

import numpy
import pytest
import spacy
import torch
from thinc.api import Model, fix_random_seed

from spacy_diplomacy.candidates import argument_rules
from spacy_diplomacy.models.over_tokens import over_tokens
from spacy_diplomacy.models.pair_scorer import PairModule, build_pair_scorer
from spacy_diplomacy.models.pooled_pairs import PooledPairModule
from spacy_diplomacy.models.span_qualifier import SpanModule, build_span_qualifier

WIDTH = 6


def table(lengths):
    """A tok2vec layer whose vectors are free parameters, to be differentiated."""
    vectors = [numpy.random.default_rng(i).normal(size=(n, WIDTH)).astype("f") for i, n in enumerate(lengths)]
    gradients = []

    def forward(model, docs, is_train):
        def backprop(d_vectors):
            gradients[:] = d_vectors
            return docs

        return vectors, backprop

    return Model("table", forward, dims={"nO": WIDTH}), vectors, gradients


@pytest.mark.parametrize(
    "module, rows",
    [
        (
            PairModule(2, 3, 4, 5, 0.0),
            [[0, 1, 4, 4, 1, 2, 3, 1, 2], [5, 5, 0, 0, 0, 0, 12, 4, 0], [6, 7, 6, 7, 1, 1, 9, 0, 5]],
        ),
        (PooledPairModule(4), [[0, 1, 4, 4, 0, 0, 0, 0, 0], [5, 7, 0, 0, 0, 0, 0, 0, 0]]),
        (SpanModule(3, 4, 5, 0.0), [[0, 1, 2, 3, 1], [6, 7, 7, 7, 2]]),
    ],
)
def test_gradient_is_the_numeric_one(module, rows):
    fix_random_seed(0)
    tok2vec, vectors, gradients = table([5, 0, 3])
    model = over_tokens(tok2vec, module, 4)
    rows = numpy.array(rows, dtype="i")
    model.initialize()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.normal_(std=0.5)
    docs = [spacy.blank("en").make_doc("x")] * 3
    weights = numpy.random.default_rng(9).normal(size=(len(rows), 4)).astype("f")
    _, backprop = model.begin_update((docs, rows))
    backprop(weights)
    for vector, gradient in zip(vectors, [g.copy() for g in gradients], strict=True):
        for place in numpy.ndindex(vector.shape):
            kept, step = vector[place], 1e-2
            values = []
            for vector[place] in (kept + step, kept - step):
                values.append(float((model.predict((docs, rows)) * weights).sum()))
            vector[place] = kept
            assert gradient[place] == pytest.approx((values[0] - values[1]) / (2 * step), abs=2e-2, rel=5e-2)


@pytest.mark.parametrize(
    "build",
    [
        lambda tok2vec: build_pair_scorer(tok2vec, rules=argument_rules({}), hidden_size=4, dropout=0.0),
        lambda tok2vec: build_span_qualifier(tok2vec, layers=["status"], hidden_size=4, dropout=0.0),
    ],
)
def test_no_rows_give_no_scores_and_zero_gradients(build):
    tok2vec, vectors, gradients = table([2, 0])
    model = build(tok2vec)
    model.initialize()
    docs = [spacy.blank("en").make_doc("x")] * 2
    scores, backprop = model.begin_update((docs, numpy.zeros((0, 0), dtype="i")))
    assert scores.shape == (0, model.get_dim("nO"))
    backprop(scores)
    assert [g.shape for g in gradients] == [v.shape for v in vectors]
    assert all((g == 0).all() for g in gradients)
