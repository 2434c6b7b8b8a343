import pytest
import spacy
from spacy.util import load_model_from_config
from thinc.api import Config

TOKENIZER = {"tokenizer": {"@tokenizers": "spacy_diplomacy.NewsTokenizer.v1"}}


@pytest.fixture(scope="module")
def nlp():
    return load_model_from_config(Config({"nlp": {"lang": "en", **TOKENIZER}}), auto_fill=True)


@pytest.mark.parametrize(
    "text, tokens",
    [
        ("U.S.-imposed curbs", ["U.S.", "-", "imposed", "curbs"]),
        ("a U.S.–Iraqi pact", ["a", "U.S.", "–", "Iraqi", "pact"]),
        ("U.S./UK raids", ["U.S.", "/", "UK", "raids"]),
        ("Lt. Col. Ahmed left.", ["Lt.", "Col.", "Ahmed", "left", "."]),
        ("Russia-imposed", ["Russia", "-", "imposed"]),
        ("Prison No. 13.", ["Prison", "No.", "13", "."]),
        ("mid-2024", ["mid-2024"]),
        ("", []),
    ],
)
def test_news_tokens(nlp, text, tokens):
    assert [token.text for token in nlp.make_doc(text)] == tokens


def test_the_rest_is_spacys(nlp):
    text = "The E.U. won't pay €3bn to St. Kitts' 10:30 a.m. envoys, said Mr. O'Neill."
    assert [token.text for token in nlp.make_doc(text)] == [token.text for token in spacy.blank("en").make_doc(text)]


def test_a_rank_ends_no_sentence(nlp):
    if "sentencizer" not in nlp.pipe_names:
        nlp.add_pipe("news_sentencizer", name="sentencizer")
    assert len(list(nlp("He met Brig. Gen. Ali Khan.").sents)) == 1


def test_rules_survive_the_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path).make_doc("U.S.-led")] == ["U.S.", "-", "led"]
