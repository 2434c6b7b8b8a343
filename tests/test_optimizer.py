import numpy
import pytest
from thinc.api import Adam

from spacy_diplomacy.optimizer import make_layered_adam

SCALES = {"encoder.": 0.1, "encoder.frozen.": 0.0}


def step(name, optimizer):
    weights, _ = optimizer((1, name), numpy.ones(4, dtype="f"), numpy.full(4, 0.5, dtype="f"))
    return weights


@pytest.mark.parametrize("name, rate", [("encoder.layer.0", 0.001), ("W", 0.01), ("head.encoder.", 0.01)])
def test_names_decide_the_rate(name, rate):
    expected = step("any", Adam(rate, L2=0.01, L2_is_weight_decay=True, use_averages=False))
    assert step(name, make_layered_adam(0.01, lr_scales=SCALES)) == pytest.approx(expected)


def test_the_longest_name_wins_and_zero_freezes():
    assert (step("encoder.frozen.W", make_layered_adam(0.01, lr_scales=SCALES)) == 1).all()
