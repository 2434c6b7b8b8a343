import pytest

from spacy_diplomacy.coder.evaluation import answers, by_sight, figures, participants, read_gold
from spacy_diplomacy.coder.tables import default_tables

from ..markup import story

STORY = story(
    "s",
    "[Peru|GPE|t1]'s [army|GOV|t2] [met|CONSULT|e1] [farmers|GROUP|t3] on [Monday|DATE|t4].",
    ["e1 Actor=t2 Recipient=t3 Date=t4"],
    ["Represents t2 t1"],
)


@pytest.fixture
def gold(tmp_path):
    """Of three participants one has another country than the coder says, one has one that it does not tell."""
    rows = [("0", "4", "Peru", "PER", ""), ("7", "11", "army", "CHL", "MIL"), ("16", "23", "farmers", "PER", "CVL")]
    lines = ["story\tstart\tend\ttext\tcountry\tsector", *("\t".join(("s", *row)) for row in rows)]
    (tmp_path / "actors.tsv").write_text("\n".join(lines) + "\n")
    (tmp_path / "dates.tsv").write_text("story\tstart\tend\ttext\tdate\ns\t27\t33\tMonday\t2020-04-27\n")
    return tmp_path


def test_answers_are_counted(gold):
    given = answers([STORY], gold, default_tables())
    assert figures(given["country"]) == {
        "mentions": 3,
        "accuracy": pytest.approx(1 / 3),
        "wrong": pytest.approx(1 / 3),
        "untold": pytest.approx(1 / 3),
    }
    assert figures(given["sector"])["accuracy"] == figures(given["date"])["accuracy"] == 1.0


def test_seen_and_unseen_words_part(gold):
    parts = by_sight(answers([STORY], gold, default_tables())["country"], participants([story("t", "[PERU|GPE|t1]")]))
    assert [answer.words for answer in parts["seen"]] == ["Peru"]
    assert [answer.words for answer in parts["unseen"]] == ["army", "farmers"]


def test_a_bad_row_is_named(tmp_path):
    (tmp_path / "actors.tsv").write_text("story\tstart\tend\ttext\tcountry\tsector\ns\tx\t4\tPeru\tPER\t\n")
    with pytest.raises(ValueError, match="actors.tsv:2: start and end must be numbers"):
        read_gold(tmp_path / "actors.tsv")
