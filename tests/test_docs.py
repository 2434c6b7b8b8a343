"""Stories to documents and back, and what survives on the way."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span

from spacy_diplomacy.docs import to_doc, to_story
from spacy_diplomacy.events import get_events
from spacy_diplomacy.facts import LAYERS, facts
from spacy_diplomacy.io.brat import read_folder, write_folder
from spacy_diplomacy.pairs import Pair, get_pairs, set_pairs

from .markup import STORIES, story


@pytest.fixture
def nlp():
    return spacy.blank("en")


def claims(one):
    return {layer: facts(one, layer) for layer in LAYERS}


@pytest.mark.parametrize("gold", STORIES, ids=lambda gold: gold.id)
def test_story_to_doc_and_back(nlp, gold):
    doc, lost = to_doc(gold, nlp.make_doc)
    assert lost == []
    assert claims(to_story(doc, gold.id)) == claims(gold)
    assert {context for context, value in doc.cats.items() if value} == set(gold.meta["contexts"])


def test_brat_to_doc_to_brat(nlp, tmp_path):
    write_folder(STORIES, tmp_path / "a")
    docs = [to_doc(story, nlp.make_doc)[0] for story in read_folder(tmp_path / "a")]
    write_folder([to_story(doc, doc._.story["id"], doc._.story) for doc in docs], tmp_path / "b")
    for before, after in zip(read_folder(tmp_path / "a"), read_folder(tmp_path / "b"), strict=True):
        assert claims(before) == claims(after) and before.meta == after.meta


def test_mention_inside_a_token_is_reported(nlp):
    gold = story(
        "cut",
        "A [U.S|GPE|t1].-led [raid|ASSAULT|e1] and [talks|CONSULT|e2].",
        ["e1 Actor=t1", "e2"],
    )
    doc, lost = to_doc(gold, nlp.make_doc)
    assert [(one.story_id, one.text) for one in lost] == [("cut", "U.S")]
    assert "U.S.-led" in lost[0].tokens or "U.S." in lost[0].tokens
    assert [span.text for span in doc.spans["events"]] == ["raid", "talks"] and doc._.arguments == []


def stored(nlp, way):
    docs = [to_doc(gold, nlp.make_doc)[0] for gold in STORIES]
    if way == "copy":
        return [doc.copy() for doc in docs]
    if way == "bytes":
        return [Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in docs]
    docbin = DocBin(docs=docs, store_user_data=way == "docbin with user data")
    return list(DocBin(store_user_data=True).from_bytes(docbin.to_bytes()).get_docs(nlp.vocab))


@pytest.mark.parametrize("way", ["copy", "bytes", "docbin", "docbin with user data"])
def test_every_layer_survives_storage(nlp, way):
    for gold, doc in zip(STORIES, stored(nlp, way), strict=True):
        assert claims(to_story(doc, gold.id)) == claims(gold)


def test_pairs_keep_their_scores(nlp):
    doc = nlp("Chad met Sudan")
    set_pairs(doc, "relations", [Pair("Located_In", doc[0:1], doc[2:3], 0.75)])
    for again in (doc.copy(), Doc(nlp.vocab).from_bytes(doc.to_bytes())):
        ((label, head, tail, score),) = get_pairs(again, "relations")
        assert (label, head.text, tail.text, score) == ("Located_In", "Chad", "Sudan", 0.75)


def test_joined_documents_keep_their_pairs(nlp):
    docs = [to_doc(gold, nlp.make_doc)[0] for gold in STORIES]
    with pytest.warns(UserWarning, match="W101"):  # the metadata of single stories
        joined = Doc.from_docs(docs)
    assert len(joined._.arguments) == sum(len(doc._.arguments) for doc in docs)
    assert [pair.label for pair in joined._.relations] == [pair.label for doc in docs for pair in doc._.relations]


def test_events_are_plain_and_point_at_the_words(nlp):
    doc, _ = to_doc(STORIES[0], nlp.make_doc)
    events = get_events(doc)
    met = events[0]
    assert (met["type"], met["quad_class"], met["mode"], met["status"]) == (
        "CONSULT",
        "verbal cooperation",
        "visit",
        None,
    )
    assert [actor["text"] for actor in met["actor"]] == ["Kari Lund", "envoy"]
    assert met["location"][0]["label"] == "GPE" and met["theme"] == []
    assert events[2]["status"] == "Hypothetical" and events[2]["sentence"] is None
    for event in events:
        for mention in (event["trigger"], *event["actor"], *event["date"]):
            assert doc.text[mention["start"] : mention["end"]] == mention["text"]


def test_a_bare_document_has_no_events(nlp):
    doc = nlp("Nothing was annotated.")
    assert doc._.events == doc._.arguments == doc._.relations == []


def test_a_trigger_on_the_words_of_an_entity_takes_nothing_from_it(nlp):
    doc = nlp("Peru aided Chad.")
    peru, aided, chad = (Span(doc, i, i + 1, label=label) for i, label in enumerate(("GPE", "AID", "GPE")))
    doc.ents = [peru, chad]
    doc.spans["events"] = [aided, Span(doc, 0, 1, label="CONSULT")]
    set_pairs(doc, "arguments", [Pair("Actor", aided, peru), Pair("Actor", doc.spans["events"][1], chad)])
    set_pairs(doc, "relations", [Pair("Represents", peru, chad)])
    assert [(pair.head.label_, pair.tail.label_) for pair in doc._.arguments] == [("AID", "GPE"), ("CONSULT", "GPE")]
    assert doc._.relations[0].head.label_ == "GPE"
