"""brat in and out: nothing is lost, each fault is named by file and line."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacy_diplomacy import schema
from spacy_diplomacy.io import brat
from spacy_diplomacy.io.brat_config import annotation_conf, visual_conf
from spacy_diplomacy.story import Argument, Event, Mention, Relation, Story, check_story

from ..markup import STORIES

TEXT = "Chad accused Sudan on Monday."
GOOD = [
    "T1\tGPE 0 4\tChad",
    "T2\tACCUSE 5 12\taccused",
    "T3\tGPE 13 18\tSudan",
    "T4\tDATE 22 28\tMonday",
    "E1\tACCUSE:T2 Actor:T1 Recipient:T3 Date:T4",
    "A1\tMode E1 allege",
]


@st.composite
def stories(draw):
    """Any story that the schema allows, in any alphabet."""
    line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    words = draw(st.lists(line.map(lambda word: word.strip() or "x"), min_size=1, max_size=25))
    gaps = draw(st.lists(st.sampled_from([" ", "\n", "\r\n", ""]), min_size=len(words), max_size=len(words)))
    labels = st.sampled_from([*schema.ENTITY_LABELS, *schema.EVENT_TYPES, None])
    text, entities, triggers = "", [], []
    for word, gap in zip(words, gaps):
        label = draw(labels)
        if label is not None and word == word.strip():
            mention = Mention(len(text), len(text) + len(word), label)
            (triggers if label in schema.EVENT_TYPES else entities).append(mention)
        text += word + gap
    events = [draw(_event(trigger, entities)) for trigger in triggers]
    relations = [
        Relation(label, head, tail)
        for label, link in schema.RELATIONS.items()
        for head in entities
        for tail in entities
        if head != tail and head.label in link.heads and tail.label in link.tails and draw(st.booleans())
    ]
    return Story("any", text, tuple(entities), tuple(events), tuple(relations))


@st.composite
def _event(draw, trigger, entities):
    arguments = tuple(
        Argument(role, mention)
        for role, link in schema.ROLES.items()
        for mention in entities
        if mention.label in link.tails and draw(st.booleans())
    )
    status = draw(st.sampled_from([None, *schema.STATUSES]))
    return Event(trigger, arguments, status, draw(st.sampled_from([None, *schema.MODES.get(trigger.label, ())])))


@settings(deadline=None)
@given(stories())
def test_written_then_read_is_the_same(tmp_path_factory, story):
    assert list(check_story(story)) == []
    folder = tmp_path_factory.mktemp("brat")
    brat.write_story(story, folder)
    again = brat.read_story(folder / "any.txt")
    assert again == story
    assert brat.format_story(again) == brat.format_story(story)


def test_folder_keeps_metadata(tmp_path):
    brat.write_folder(STORIES, tmp_path)
    again = list(brat.read_folder(tmp_path))
    assert again == sorted(STORIES, key=lambda story: story.id)
    assert [s.meta for s in again] == [s.meta for s in sorted(STORIES, key=lambda story: story.id)]


def write(folder, lines, text=TEXT, name="s"):
    (folder / f"{name}.txt").write_text(text, encoding="utf8", newline="")
    (folder / f"{name}.ann").write_text("\n".join(lines) + "\n", encoding="utf8", newline="")
    return folder / f"{name}.txt"


def test_good_story_has_no_fault(tmp_path):
    story = brat.read_story(write(tmp_path, GOOD))
    (event,) = story.events
    assert (event.trigger.label, event.mode, len(event.arguments)) == ("ACCUSE", "allege", 3)


@pytest.mark.parametrize(
    "number, line, said",
    [
        (1, "T1\tPLACE 0 4\tChad", "unknown entity label 'PLACE'; allowed: PERSON"),
        (1, "T1\tGPE 0 4\tSudan", "says 'Sudan' but the text at 0-4 is 'Chad'"),
        (1, "T1\tGPE 0 40\t" + TEXT, "outside the text"),
        (1, "T1\tGPE 0 2;3 4\tCh d", "discontinuous"),
        (1, "T1\tGPE 0 5\tChad ", "begins or ends with white space"),
        (1, "T1 GPE 0 4 Chad", "is not 'LABEL START END<tab>TEXT'"),
        (3, "T3\tGPE 10 18\ted Sudan", "overlaps 'accused'"),
        (5, "E1\tASSAULT:T2 Actor:T1", "is a ASSAULT but its trigger T2 is marked ACCUSE"),
        (5, "E1\tACCUSE:T2 Actor:T9", "names T9 as Actor"),
        (5, "E1\tACCUSE:T9 Actor:T1", "names the trigger T9"),
        (5, "E1\tACCUSE:T2 Agent:T1", "unknown role 'Agent'; allowed: Actor"),
        (5, "E1\tACCUSE:T2 Date:T1", "is a GPE, which cannot fill that role"),
        (5, "E1\tACCUSE:T2 Actor:T1 Actor2:T1", "is given twice"),
        (5, "E1\tACCUSE:T2 Actor", "is not 'TYPE:T1 ROLE:T2 ...'"),
        (6, "A1\tMode E1 visit", "unknown Mode of ACCUSE 'visit'; allowed: disapprove"),
        (6, "A1\tStatus E1 Perhaps", "unknown Status 'Perhaps'"),
        (6, "A1\tStatus E7 Future", "names E7, which is no event"),
        (6, "A1\tTense E1 past", "is not 'Status E1 VALUE'"),
        (6, "R1\tLikes Arg1:T1 Arg2:T3", "unknown relation 'Likes'"),
        (6, "R1\tHolds_Office Arg1:T1 Arg2:T3", "cannot go GPE -> GPE"),
        (6, "R1\tLocated_In Arg1:T1 Arg2:T1", "goes to itself"),
        (6, "R1\tLocated_In Arg1:T1 Arg2:T8", "names T8, no span"),
        (6, "R1\tLocated_In T1 T3", "is not 'RELATION Arg1:T1 Arg2:T2'"),
        (6, "X1\twhat", "line begins with 'X'"),
    ],
)
def test_fault_is_named_with_file_and_line(tmp_path, number, line, said):
    lines = [*GOOD]
    lines[number - 1] = line
    bad = brat.read_story(write(tmp_path, lines))
    assert isinstance(bad, brat.BadStory)
    named = [fault for fault in bad.faults if said in fault.message]
    assert named, bad.faults
    assert (named[0].path, named[0].line) == (tmp_path / "s.ann", number)
    assert str(named[0]).startswith(f"{tmp_path / 's.ann'}:{number}: ")


def test_trigger_without_event_is_a_fault(tmp_path):
    bad = brat.read_story(write(tmp_path, GOOD[:4]))
    assert [(fault.line, fault.message) for fault in bad.faults] == [(2, "trigger 'accused' has no event line")]


def test_notes_and_normalisations_are_passed_over(tmp_path):
    extra = ["#1\tAnnotatorNotes T1\tcheck", "N1\tReference T1 Wikipedia:1\tChad"]
    assert isinstance(brat.read_story(write(tmp_path, GOOD + extra)), Story)


def test_offsets_count_code_points(tmp_path):
    story = brat.read_story(write(tmp_path, ["T1\tGPE 3 7\tChad"], text="🇹🇩 Chad"))
    assert story.entities == (Mention(3, 7, "GPE"),)


def test_shifted_offsets_are_explained(tmp_path):
    bad = brat.read_story(write(tmp_path, ["T1\tGPE 3 7\tChad"], text="A\r\n\r\nChad"))
    assert "offsets count Unicode code points of the unchanged .txt file" in bad.faults[0].message


def test_one_bad_story_does_not_hide_the_good(tmp_path):
    write(tmp_path, GOOD, name="good")
    write(tmp_path, ["T1\tNOPE 0 4\tChad"], name="bad")
    (tmp_path / "alone.txt").write_text("no annotation")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "binary.ann").write_text("")
    found = {story.id: story for story in brat.read_folder(tmp_path, require_meta=False)}
    assert {name for name, story in found.items() if isinstance(story, Story)} == {"good"}
    assert "missing" in found["alone"].faults[0].message
    assert "UTF-8" in found["binary"].faults[0].message


@pytest.mark.parametrize(
    "change, said",
    [
        ({"date": "May 2020"}, "write the day of publication as YYYY-MM-DD"),
        ({"date": None}, "'date' is missing"),
        ({"factual": "yes"}, "'factual' must be true"),
        ({"style": "poem"}, "unknown style 'poem'"),
        ({"contexts": ["weather"]}, "unknown context 'weather'"),
        ({"contexts": "military"}, "must be a list"),
        ({"episode": ""}, "'episode' is missing"),
    ],
)
def test_metadata_faults_name_their_line(tmp_path, change, said):
    brat.write_folder(STORIES[:2], tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "meta.jsonl").read_text().splitlines()]
    lines[1].update(change)
    (tmp_path / "meta.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    good, bad = sorted(brat.read_folder(tmp_path), key=lambda found: isinstance(found, brat.BadStory))
    assert isinstance(good, Story)
    assert [(fault.line, said in fault.message) for fault in bad.faults] == [(2, True)]


def test_metadata_that_is_no_json_is_named(tmp_path):
    brat.write_folder(STORIES[:1], tmp_path)
    with (tmp_path / "meta.jsonl").open("a") as file:
        file.write("not json\n")
    *good, bad = brat.read_folder(tmp_path)
    assert len(good) == 1 and bad.faults[0].line == 2


def test_missing_folder_is_named(tmp_path):
    with pytest.raises(NotADirectoryError, match="is no folder"):
        list(brat.read_folder(tmp_path / "nowhere"))


def test_configuration_in_the_corpus_is_the_schema():
    for name, text in (("annotation.conf", annotation_conf()), ("visual.conf", visual_conf())):
        assert Path("corpus", name).read_text(encoding="utf8") == text, "run: python -m scripts.brat_config corpus"
