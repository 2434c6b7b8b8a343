import re

import pytest

from spacy_diplomacy.behaviour import Case, failures, matches, read_cases, run_cases, run_name_swap

from .markup import STORIES, story

CLASH = STORIES[1]
ACCUSED, SHELLING, NOT_DEPLOYED = CLASH.events


@pytest.mark.parametrize(
    "event, pattern, expected",
    [
        (ACCUSED, {}, True),
        (ACCUSED, {"type": "ACCUSE", "Actor": ["Chad"], "Recipient": ["Sudan"], "status": "none"}, True),
        (ACCUSED, {"Actor": ["Sudan"]}, False),
        (ACCUSED, {"Actor": ["Chad", "Sudan"]}, False),
        (ACCUSED, {"trigger": "accused", "mode": "allege"}, True),
        (ACCUSED, {"trigger": "shelling"}, False),
        (NOT_DEPLOYED, {"status": "Negated"}, True),
        (NOT_DEPLOYED, {"status": "none"}, False),
        (SHELLING, {"type": "ASSAULT", "Date": ["last week"], "Location": ["camp"]}, True),
    ],
)
def test_patterns(event, pattern, expected):
    assert matches(event, CLASH.text, pattern) == expected


def test_a_case_fails_by_what_is_missed_and_by_what_is_found():
    case = Case("c", CLASH.text, [{"type": "AID"}, {"type": "ASSAULT"}], [{"type": "ACCUSE"}, {"type": "AGREE"}])
    assert failures(case, CLASH) == ["missed {'type': 'AID'}", "found {'type': 'ACCUSE'}"]
    assert failures(case, story("s", CLASH.text)) == ["missed {'type': 'AID'}", "missed {'type': 'ASSAULT'}"]
    assert failures(Case("c", CLASH.text, [], [{}]), story("s", CLASH.text)) == []


@pytest.mark.parametrize(
    "content, message",
    [
        ("- {id: a, text: Peru met Chile.}", "case a: it expects nothing"),
        ("- {text: Peru met Chile., forbid: [{}]}", "case number 1: 'id' is missing"),
        ("- {id: a, text: Peru., forbid: [{type: MEET}]}", "case a: no such type: MEET"),
        ("- {id: a, text: Peru., forbid: [{status: Past}]}", "case a: no such status: Past"),
        ("- {id: a, text: Peru., forbid: [{mode: shout}]}", "case a: no such mode: shout"),
        ("- {id: a, text: Peru., forbid: [{Actor: [Chile]}]}", "case a: no 'Chile' in the text"),
        ("- {id: a, text: Peru., forbid: [{trigger: met}]}", "case a: no 'met' in the text"),
        ("- {id: a, text: Peru., forbid: [{Agent: [Peru]}]}", "case a: unknown key Agent"),
        ("- {id: a, text: Peru., forbids: [{}], forbid: [{}]}", "case a: unknown key forbids"),
    ],
)
def test_a_bad_case_is_named(tmp_path, content, message):
    (tmp_path / "group.yaml").write_text(content)
    with pytest.raises(ValueError, match=re.escape(message)):
        read_cases(tmp_path / "group.yaml")


def test_a_pipeline_that_knows_the_stories_passes(trained):
    chad, sudan = {"type": "ACCUSE", "Actor": ["Chad"]}, {"type": "ACCUSE", "Actor": ["Sudan"]}
    events = Case("events", CLASH.text, [chad], [sudan])
    nothing = Case("nothing", STORIES[3].text, [], [{}])
    wrong = Case("wrong", CLASH.text, [], [{}])
    assert run_cases(trained, [events, nothing, wrong]) == {"events": [], "nothing": [], "wrong": ["found {}"]}


def test_names_learnt_by_heart_do_not_survive_the_swap(trained):
    entities = run_name_swap(trained, STORIES, draws=1)["entities"]
    assert entities["f"] == 1.0 and entities["swapped_f"] < 1.0
