from spacy_diplomacy.audit.markings import (
    capitalised_unmarked,
    lemmas_of_several_types,
    marked_elsewhere,
    without_actor,
)
from spacy_diplomacy.audit.phrasing import frequent_openings, frequent_phrases
from spacy_diplomacy.audit.similarity import jaccard, shingle, similar_pairs

from ..markup import STORIES, story


def test_capitalised_words_without_a_mark():
    read = story("read", "He saw [Peru|GPE|t1] and Chile. Then Mr [Li|PERSON|t2] left.\nBolivia slept.")
    (found,) = capitalised_unmarked([read])
    assert (found.what, found.story, found.start) == ("Chile", "read", read.text.index("Chile"))
    assert "saw Peru and Chile" in found.around


def test_words_marked_nearly_everywhere_else():
    often = [story(f"s{i}", "The [two armies|GROUP|t1] met the [king|OFFICE|t2].") for i in range(5)]
    forgot = story("forgot", "The king slept. Two armies, not [three|GROUP|t1].")
    found = marked_elsewhere([*often, forgot])
    assert [(item.what, item.story) for item in found] == [
        ("king (marked 5, not 1)", "forgot"),
        ("two armies (marked 5, not 1)", "forgot"),
    ]
    # A word that is bare as often as it is marked is no entity by nature.
    assert not marked_elsewhere([*often[:4], *(story(f"b{i}", "The king slept.") for i in range(4))])


def test_lemmas_with_several_types():
    texts = ["They [met|CONSULT|e1].", "They [meet|CONSULT|e1].", "It [meets|CONCEDE|e1] demands."]
    found = lemmas_of_several_types([story(f"s{i}", text, ["e1"]) for i, text in enumerate(texts)])
    assert [(lemma.lemma, lemma.types, lemma.rare) for lemma in found] == [("meet", "CONSULT 2, CONCEDE 1", "s2:3")]


def test_events_without_actor():
    assert [(item.what, item.story) for item in without_actor(STORIES)] == []
    (found,) = without_actor([story("s", "A [bomb|ASSAULT|e1] fell on [Oslo|GPE|t1].", ["e1 Recipient=t1"])])
    assert found.what == "ASSAULT bomb"


def test_phrases_and_openings():
    stories = [story(f"s{i}", f"OSLO (NN{i}) — The two sides agreed to meet {i} times.") for i in range(4)]
    assert [(phrase.stories, phrase.words) for phrase in frequent_phrases(stories)] == [
        (4, "the two sides agreed to"),
        (4, "two sides agreed to meet"),
    ]
    assert [phrase.words for phrase in frequent_openings(stories)] == ["the two sides"]


def test_similar_stories_are_found():
    text = "the ministers of both states signed a new treaty on the river and its dams in the old palace at noon"
    stories = [story("one", text), story("two", text + " today"), story("other", "snow fell on the hills of the north")]
    (pair,) = similar_pairs(stories)
    assert {pair.left, pair.right} == {"one", "two"} and 0.9 < pair.similarity < 1


def test_similarity_is_counted():
    assert jaccard(shingle("a b c d"), shingle("a b c e")) == 1 / 3
    assert shingle("a b") == {"a b"} and shingle("") == {""}
