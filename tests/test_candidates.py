import numpy
import pytest
import spacy

from spacy_diplomacy.candidates import argument_rules, generate, relation_rules
from spacy_diplomacy.docs import to_doc

from .markup import STORIES, story

RULES = argument_rules({"Actor": 2, "Recipient": 2})


@pytest.fixture
def annotate():
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentencizer")

    def annotate(gold):
        return nlp.get_pipe("news_sentencizer")(to_doc(gold, nlp.make_doc)[0])

    return annotate


def candidates(doc, rules=RULES, heads="events", max_pairs=1000):
    heads, tails = list(doc.spans["events"]) if heads == "events" else list(doc.ents), list(doc.ents)
    found = generate(doc, heads, tails, rules, max_pairs=max_pairs)
    names = [rule.label for rule in rules]
    return {
        (heads[h].text, tails[t].text): {names[i] for i in numpy.flatnonzero(legal)}
        for (h, t), legal in zip(found.index, found.legal)
    }


@pytest.mark.parametrize("gold", STORIES, ids=lambda gold: gold.id)
def test_gold_arguments_are_candidates(annotate, gold):
    doc = annotate(gold)
    found = candidates(doc)
    for pair in doc._.arguments:
        assert pair.label in found[pair.head.text, pair.tail.text]


def test_labels_and_distance_decide(annotate):
    text = (
        "[Mali|GPE|t1] spoke. [Niger|GPE|t2] waited. It rained. "
        "On [Friday|DATE|t3] they [met|CONSULT|e1] in [Gao|GPE|t4]. [Chad|GPE|t5] left."
    )
    found = candidates(annotate(story("far", text, ["e1"])))
    assert found == {
        ("met", "Niger"): {"Actor", "Recipient"},
        ("met", "Friday"): {"Date"},
        ("met", "Gao"): {"Actor", "Recipient", "Location"},
    }


def test_a_mention_is_not_paired_with_itself(annotate):
    doc = annotate(story("self", "[Gao|GPE|t1], [Mali|GPE|t2]"))
    found = candidates(doc, relation_rules({}, {}), heads="ents")
    assert set(found) == {("Gao", "Mali"), ("Mali", "Gao")}


def test_the_cap_keeps_the_nearest_and_warns_once(annotate):
    doc = annotate(story("cap", "[Mali|GPE|t1] and [Niger|GPE|t2] [met|CONSULT|e1] [Chad|GPE|t3]", ["e1"]))
    with pytest.warns(UserWarning, match="more than 2 candidate pairs") as warned:
        assert set(candidates(doc, max_pairs=2)) == {("met", "Niger"), ("met", "Chad")}
    assert len(warned) == 1


def test_nothing_to_pair(annotate):
    for gold in (story("a", "It rained."), story("b", "[met|CONSULT|e1]", ["e1"]), story("c", "[Chad|GPE|t1]")):
        assert candidates(annotate(gold)) == {}


def test_unknown_labels_in_the_config_are_named():
    with pytest.raises(ValueError, match="no such label: Agent; the schema has Actor"):
        argument_rules({"Agent": 2})
