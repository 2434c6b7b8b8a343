import json
from pathlib import Path

import pytest

from spacy_diplomacy.audit.requirements import check
from spacy_diplomacy.audit.spread import actor_country, few_events, spread
from spacy_diplomacy.audit.tables import spread_tables

from ..markup import STORIES, story

TARGETS = json.loads(Path("corpus/targets.json").read_text(encoding="utf8"))


def test_counts():
    found = spread(STORIES)
    assert found.stories == 4 and found.words == sum(len(story.text.split()) for story in STORIES)
    assert found.events["AGREE"] == 1 and sum(found.events.values()) == 12
    assert found.status["AID Future"] == 1 and found.status["CONSULT -"] == 1
    assert found.modes["ASSAULT heavy-weapons"] == 1
    assert found.relations["Represents"] == 3
    assert found.contexts["migration"] == 1
    assert found.countries["TCD"] == 1 and found.countries["BRA"] == 1
    # Chad twice; its army acts in no event.
    assert found.actors["TCD"] == 1 and found.actors["SDN"] == 2


def test_no_story():
    assert spread([]).stories == 0


def test_country_of_an_actor_follows_the_relations():
    visit = STORIES[0]
    person, envoy = (
        next(m for m in visit.entities if visit.text[m.start : m.end] == words) for words in ("Kari Lund", "envoy")
    )
    assert actor_country(person, visit) == "NOR"
    assert actor_country(envoy, visit) == "BRA"


def test_a_circle_of_relations_ends():
    circle = story("circle", "[A|GOV|t1] and [B|GOV|t2]", relations=["Represents t1 t2", "Represents t2 t1"])
    assert actor_country(circle.entities[0], circle) is None


def test_hard_negative_has_few_events():
    assert few_events(STORIES[3]) and not few_events(STORIES[0])


def test_demands_met_and_missed():
    required = {item.name: item for item in check(spread(STORIES), spread(STORIES[:1]), TARGETS)}
    assert not required["stories"].met and required["stories"].found == 4
    assert required["invented episodes, share"].met and not required["real episodes, share"].met
    assert required["event AGREE"].found == 0


@pytest.mark.parametrize("excuse", ["", "no such act"])
def test_a_waiver_says_why_and_only_where_it_is_needed(excuse):
    rare = {"status": 1, "rare_status": {"AGREE Future": excuse, "CONSULT Future": excuse, "SUPPORT Future": excuse}}
    targets = {**TARGETS, "train": {**TARGETS["train"], **rare}}
    required = {item.name: item for item in check(spread(STORIES), spread(STORIES), targets)}
    assert not required["status AGREE Future"].met and required["status AGREE Future"].excuse == excuse
    assert required["status SUPPORT Future"].met and not required["status SUPPORT Future"].excuse


def test_tables_show_the_counts():
    tables = spread_tables({"train": STORIES[:3], "dev": STORIES[3:]})
    assert "| train | 3 | 3 |" in tables and "| dev | 1 | 1 |" in tables
    assert "| GPE | 8 | 2 |" in tables
    assert "ASSAULT heavy-weapons 1" in tables
