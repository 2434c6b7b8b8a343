"""The scorer against cases worked out by hand."""

import pytest

from spacy_diplomacy.facts import LAYERS, facts
from spacy_diplomacy.scorer import bootstrap_interval, count, score_layer

from .markup import STORIES, story

GOLD = story(
    "gold",
    "[France|GPE|t1] [met|CONSULT|e1] the [Prime Minister|OFFICE|t2] of [Togo|GPE|t3] and [left|RETREAT|e2].",
    ["e1 Actor=t1,t2 Mode=visit", "e2 Status=Future Actor=t1"],
    ["Represents t2 t3"],
)
#: Misses Togo and the second event, calls France an ORG and cuts the office short.
PREDICTED = story(
    "gold",
    "[France|ORG|t1] [met|CONSULT|e1] the Prime [Minister|OFFICE|t2] of Togo and left.",
    ["e1 Actor=t1,t2 Status=Negated"],
)


@pytest.mark.parametrize(
    "layer, p, r, relaxed_p, relaxed_r",
    [
        # strict: nothing right of 2 predicted, 3 gold; relaxed: the office overlaps.
        ("entities", 0.0, 0.0, 1 / 2, 1 / 3),
        ("triggers", 1.0, 1 / 2, 1.0, 1 / 2),
        ("events", 1.0, 1 / 2, 1.0, 1 / 2),
        ("status", 0.0, 0.0, 0.0, 0.0),
        # an argument is right by role and place; the label of its mention is another layer
        ("arguments", 1 / 2, 1 / 3, 1.0, 2 / 3),
    ],
)
def test_layers_worked_by_hand(layer, p, r, relaxed_p, relaxed_r):
    strict = score_layer([(GOLD, PREDICTED)], layer)
    relaxed = score_layer([(GOLD, PREDICTED)], layer, relaxed=True)
    assert (strict["p"], strict["r"]) == pytest.approx((p, r))
    assert (relaxed["p"], relaxed["r"]) == pytest.approx((relaxed_p, relaxed_r))


def test_missed_relation_counts_as_missed():
    scores = score_layer([(GOLD, PREDICTED)], "relations")
    assert scores["f"] == 0.0 and scores["r"] == 0.0 and scores["support"] == 1
    assert scores["per_label"]["Represents"]["support"] == 1


def test_argument_of_a_wrong_event_type_is_wrong():
    wrong = story("gold", "[France|GPE|t1] [met|SUPPORT|e1] the PM.", ["e1 Actor=t1"])
    assert score_layer([(GOLD, wrong)], "arguments")["p"] == 0.0


@pytest.mark.parametrize("layer", LAYERS)
def test_gold_against_itself_is_perfect(layer):
    scores = score_layer([(s, s) for s in STORIES], layer)
    assert scores["f"] == scores["macro_f"] == scores["low"] == scores["high"] == 1.0


@pytest.mark.parametrize("layer", LAYERS)
def test_nothing_to_score_is_none(layer):
    empty = story("empty", "No news.")
    scores = score_layer([(empty, empty)], layer)
    assert scores["f"] is None and scores["low"] is None and scores["macro_f"] is None


def test_relaxed_pairs_one_to_one():
    gold = story("g", "[New York City|GPE|t1]")
    split = story("g", "[New|GPE|t1] [York City|GPE|t2]")
    score = count(facts(gold, "entities"), facts(split, "entities"), relaxed=True)
    assert (score.tp, score.fp, score.fn) == (1, 1, 0)


def test_macro_is_over_labels_in_gold():
    gold = story("g", "[A|GPE|t1] [B|ORG|t2] [C|ORG|t3]")
    predicted = story("g", "[A|GPE|t1] [B|ORG|t2] [C|LOC|t3]")
    # GPE 1; ORG p 1, r 1/2, so F 2/3; LOC is not in gold.
    assert score_layer([(gold, predicted)], "entities")["macro_f"] == pytest.approx((1 + 2 / 3) / 2)


def test_interval_holds_the_score_and_narrows_with_stories():
    few, many = bootstrap_interval([(8, 2, 2), (5, 5, 5)] * 3), bootstrap_interval([(8, 2, 2), (5, 5, 5)] * 300)
    f = 2 * 13 / (2 * 13 + 14)
    assert few[0] < many[0] < f < many[1] < few[1]
    assert bootstrap_interval([(1, 0, 0)]) == (1.0, 1.0)
