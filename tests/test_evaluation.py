import json

import pytest

from spacy_diplomacy import report
from spacy_diplomacy.evaluation import ORACLE_LAYERS, evaluate, predict_from_mentions
from spacy_diplomacy.facts import LAYERS, facts

from .markup import STORIES, story


@pytest.fixture(scope="module")
def results(trained):
    return evaluate(trained, STORIES)


def test_every_layer_is_scored_both_ways(results):
    assert tuple(results["end_to_end"]) == tuple(LAYERS)
    assert tuple(results["oracle"]) == ORACLE_LAYERS
    assert results["stories"] == len(STORIES)
    for layers in (results["end_to_end"], results["oracle"]):
        for scores in layers.values():
            assert scores["strict"]["f"] <= scores["relaxed"]["f"] + 1e-9
    json.dumps(results)


def test_oracle_starts_from_gold_mentions(make_nlp):
    """An untrained pipeline predicts none of them, so they can only come from gold."""
    nlp = make_nlp()
    for gold, found in zip(STORIES, predict_from_mentions(nlp, STORIES), strict=True):
        for layer in ("entities", "events"):
            assert facts(found, layer) == facts(gold, layer)


def test_a_gold_span_that_cuts_a_token_counts_as_missed(trained):
    cut = story("cut", "[Pe|GPE|t1]ru rejoiced.")
    scores = evaluate(trained, [cut])["end_to_end"]["entities"]["strict"]
    assert scores["support"] == 1 and scores["r"] == 0.0


def test_tables_show_the_scores(results):
    text = report.markdown(results)
    assert "**End to end**" in text and f"{len(STORIES)} stories" in text
    row = next(line for line in text.splitlines() if line.startswith("| arguments"))
    assert f"{results['end_to_end']['arguments']['strict']['f']:.3f}" in row
    labels = report.label_rows(results, "end_to_end", "entities")
    assert labels[0][0] == "GPE" and int(labels[0][-1]) == 10


def test_missing_scores_show_as_dashes(trained):
    results = evaluate(trained, [story("none", "It rained.")])
    assert "| modes | – | – | – | –" in report.markdown(results)
