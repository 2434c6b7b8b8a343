import pytest
import spacy

from spacy_diplomacy.sentences import sentence_indices
from spacy_diplomacy.windows import SentenceWindows


@pytest.fixture
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentencizer")
    return nlp


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("He came. She left.", ["He came.", "She left."]),
        ("Envoys meet\n\nThey met.", ["Envoys meet\n\n", "They met."]),
        ("One.\n  - two\n  - three", ["One.\n  ", "- two\n  ", "- three"]),
        ("The U.S. envoy came.", ["The U.S. envoy came."]),
        ("\nOne", ["\nOne"]),
        ("", []),
        ("Word", ["Word"]),
    ],
)
def test_lines_and_full_stops_end_sentences(nlp, text, sentences):
    assert [sent.text for sent in nlp(text).sents] == sentences


def test_sentence_indices_count_from_zero(nlp):
    assert sentence_indices(nlp("He came. She left.")).tolist() == [0, 0, 0, 1, 1, 1]
    assert len(sentence_indices(nlp(""))) == 0


def test_missing_boundaries_are_named(nlp):
    with pytest.raises(ValueError, match="news_sentencizer"):
        sentence_indices(nlp.make_doc("No boundaries here."))


@pytest.mark.parametrize("window", [1, 3, 7, 1000])
@pytest.mark.parametrize("text", ["", "Word", "One two three. Four. " * 5, "no stop " * 40])
def test_windows_cover_each_token_once(nlp, text, window):
    for doc in (nlp(text), nlp.make_doc(text)):
        (spans,) = SentenceWindows(window)([doc])
        assert [token.i for span in spans for token in span] == list(range(len(doc)))
        assert all(0 < len(span) <= window for span in spans)


def test_windows_keep_sentences_whole(nlp):
    (spans,) = SentenceWindows(8)([nlp("One two three. Four five. Six seven eight.")])
    assert [span.text for span in spans] == ["One two three. Four five.", "Six seven eight."]
