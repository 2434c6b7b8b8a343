from datetime import date

import pytest

from spacy_diplomacy.coder.actors import resolve_actors
from spacy_diplomacy.coder.tables import SECTORS, default_tables, sector_of_words
from spacy_diplomacy.schema import ENTITY_LABELS

from ..markup import story

TABLES = default_tables()


def resolved(marked, relations=()):
    found = story("s", marked, (), relations)
    return {
        found.text[m.start : m.end]: (a.name, a.country, a.sector) for m, a in resolve_actors(found, TABLES).items()
    }


@pytest.mark.parametrize(
    "marked, relations, mention, expected",
    [
        ("[Peru|GPE|t1] left", [], "Peru", ("Peru", "PER", None)),
        ("[Tokyo|GPE|t1] left", [], "Tokyo", ("Tokyo", "JPN", None)),
        ("the [Soviet Union|GPE|t1]", [], "Soviet Union", ("Soviet Union", "SUHH", None)),
        ("the [EU|IGO|t1] said", [], "EU", ("EU", "IGO", "IGO")),
        ("the [Kremlin|GOV|t1] said", [], "Kremlin", ("Kremlin", "RUS", "GOV")),
        ("[Peruvian|NORP|t1] [police|GOV|t2]", [], "police", ("police", "PER", "COP")),
        ("[Chad|GPE|t1]'s [army|GOV|t2]", [], "army", ("army", "TCD", "MIL")),
        ("the [envoy|OFFICE|t1] of [Peru|GPE|t2]", [], "envoy", ("envoy", "PER", "GOV")),
        (
            "[Peruvian|NORP|t1] [Foreign Minister|OFFICE|t2] [Ada Osei|PERSON|t3]",
            ["Holds_Office t3 t2", "Represents t2 t1"],
            "Ada Osei",
            ("Ada Osei", "PER", "GOV"),
        ),
        (
            "[NATO|IGO|t1] [Secretary-General|OFFICE|t2] [Ada Osei|PERSON|t3]",
            ["Holds_Office t3 t2", "Represents t2 t1"],
            "Ada Osei",
            ("Ada Osei", "IGO", "IGO"),
        ),
        ("former [King|OFFICE|t1] [Ada Osei|PERSON|t2]", ["Holds_Office t2 t1"], "Ada Osei", ("Ada Osei", None, "CVL")),
        ("[farmers|GROUP|t1] near [Lima|GPE|t2]", [], "farmers", ("farmers", None, "CVL")),
        ("[Qwerty|GPE|t1] in [Peru|GPE|t2]", ["Located_In t1 t2"], "Qwerty", ("Qwerty", "PER", None)),
        ("the [sides|GROUP|t1]", [], "sides", ("sides", None, None)),
        ("[Peru|GPE|t1]'s[ |GROUP|t2]", [], " ", (" ", "PER", None)),
    ],
)
def test_a_mention_by_itself_and_its_links(marked, relations, mention, expected):
    assert resolved(marked, relations)[mention] == expected


def test_a_person_keeps_country_and_sector_under_the_surname():
    found = resolved(
        "[Peruvian|NORP|t1] [Foreign Minister|OFFICE|t2] [Ada Osei|PERSON|t3] left. Later [Osei|PERSON|t4] wept.",
        ["Holds_Office t3 t2", "Represents t2 t1"],
    )
    assert found["Osei"] == ("Ada Osei", "PER", "GOV")


def test_a_namesake_of_another_country_gives_no_guess():
    found = resolved(
        "[Ada Osei|PERSON|t1] of [Peru|GPE|t2] met [Kofi Osei|PERSON|t3] of [Chad|GPE|t4]. [Osei|PERSON|t5] wept.",
        ["Represents t1 t2", "Represents t3 t4"],
    )
    assert found["Osei"] == ("Kofi Osei", "TCD", None)


def test_an_acronym_is_the_body_that_it_abbreviates():
    found = resolved(
        "[Peru|GPE|t1]'s [National Police Directorate|GOV|t2] ([NPD|GOV|t3]) left.", ["Represents t2 t1"]
    )
    assert found["NPD"][:2] == ("National Police Directorate", "PER")


def test_the_same_office_told_again_keeps_its_country():
    found = resolved("The [Peruvian|NORP|t1] [army|GOV|t2] left. The [army|GOV|t3] slept.", ["Represents t2 t1"])
    assert found["army"] == ("army", "PER", "MIL")


def test_two_countries_represented_are_none():
    found = resolved(
        "[Peru|GPE|t1] and [Chad|GPE|t2] sent a [delegation|GROUP|t3].", ["Represents t3 t1", "Represents t3 t2"]
    )
    assert found["delegation"] == ("delegation", None, "GOV")


@pytest.mark.parametrize(
    "words, label, sector",
    [
        ("deputy foreign ministers", "OFFICE", "GOV"),
        ("Captain of the guard", "OFFICE", "MIL"),
        ("police officers", "GROUP", "COP"),
        ("militiamen", "GROUP", "REB"),
        ("members of parliament", "GROUP", "LEG"),
        ("parties", "GROUP", None),
        ("ruling party", "GROUP", "PTY"),
        ("zzz", "GROUP", None),
    ],
)
def test_words(words, label, sector):
    assert sector_of_words(words, label, TABLES) == sector


def test_tables_use_the_labels_and_sectors_that_exist():
    assert {label for label, _ in TABLES.agents} <= set(ENTITY_LABELS)
    sectors = {*TABLES.agents.values(), *(body.sector for body in TABLES.bodies.values())}
    assert sectors - {""} <= set(SECTORS)
    assert len(TABLES.agents) > 400


def test_a_body_without_a_country_is_of_the_one_where_the_story_plays():
    marked = "[Lima|GPE|t1] slept. In [Peru|GPE|t2] [police|GOV|t3] and [ministers|OFFICE|t4] met [women|GROUP|t5]."
    found = resolved(marked)
    assert (found["police"][1], found["ministers"][1], found["women"][1]) == ("PER", None, None)
    assert resolved(marked.replace("Lima", "Chad").replace("] [police", "], some [police"))["police"][1] is None


def test_moscow_is_soviet_as_long_as_there_was_a_soviet_union():
    told = story("s", "[Moscow|GPE|t1] and its [army|GOV|t2]", (), ["Represents t2 t1"])
    for day, code in ((date(1979, 1, 1), "SUHH"), (date(1999, 1, 1), "RUS"), (None, "RUS")):
        assert {actor.country for actor in resolve_actors(told, TABLES, day).values()} == {code}


def test_an_international_court_is_a_court():
    assert resolved("the [World Court|IGO|t1]")["World Court"][1:] == ("IGO", "JUD")
