import itertools

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacy_diplomacy import biluo


@st.composite
def flat_spans(draw, length=12, labels=3):
    spans, at = [], 0
    while at < length:
        start = draw(st.integers(at, length))
        end = draw(st.integers(start, length))
        if end > start:
            spans.append((start, end, draw(st.integers(0, labels - 1))))
        at = max(end, at + 1)
    return spans


@given(flat_spans())
def test_decode_gives_back_what_was_encoded(spans):
    tags = biluo.encode(spans, 12)
    log_probs = numpy.log(numpy.full((12, biluo.n_tags(3)), 1e-3))
    log_probs[numpy.arange(12), tags] = 0.0
    assert biluo.decode(log_probs) == spans


def is_legal(tags):
    inside = None
    for tag in tags:
        label, place = divmod(tag - 1, 4) if tag else (None, None)
        if inside is None:
            if place in (1, 2):
                return False
            inside = label if place == 0 else None
        elif label != inside or place not in (1, 2):
            return False
        elif place == 2:
            inside = None
    return inside is None


@pytest.mark.parametrize("seed", range(20))
def test_decode_finds_the_best_legal_sequence(seed):
    n_tokens, n_labels = 4, 2
    log_probs = numpy.random.default_rng(seed).normal(size=(n_tokens, biluo.n_tags(n_labels)))
    legal = filter(is_legal, itertools.product(range(biluo.n_tags(n_labels)), repeat=n_tokens))
    best = max(legal, key=lambda tags: sum(log_probs[i, tag] for i, tag in enumerate(tags)))
    found = biluo.encode(biluo.decode(log_probs), n_tokens)
    assert tuple(found) == best


def test_no_token_has_no_span():
    assert biluo.decode(numpy.zeros((0, 9))) == []
