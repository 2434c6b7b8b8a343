"""`python -m spacy_diplomacy code`, as a user runs it."""

import json
import subprocess
import sys

import pytest

from spacy_diplomacy.docs import to_story
from spacy_diplomacy.io.brat import read_folder

from .markup import STORIES


@pytest.fixture(scope="module")
def model(trained, tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    trained.to_disk(folder)
    return folder


@pytest.fixture
def stories(tmp_path):
    rows = [{"id": story.id, "text": story.text, "date": "2020-05-01"} for story in STORIES]
    (tmp_path / "stories.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "stories.jsonl"


def run(*arguments, stdin=""):
    command = [sys.executable, "-m", "spacy_diplomacy", "code", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, input=stdin)


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_stories_become_records_in_order(model, stories, trained, tmp_path):
    done = run(stories, "-o", tmp_path / "events.jsonl", "--model", model, "--brat", tmp_path / "brat")
    assert done.returncode == 0, done.stderr
    records = read(tmp_path / "events.jsonl")
    told = [story.id for story in STORIES if story.events]
    assert list(dict.fromkeys(record["story_id"] for record in records)) == told
    assert sum(len(record["mentions"]) for record in records) == sum(len(story.events) for story in STORIES)
    assert records[0]["pub_date"] == "2020-05-01"
    assert not (tmp_path / "events.jsonl.progress").exists()
    back = {story.id: story for story in read_folder(tmp_path / "brat", require_meta=False)}
    for story in STORIES:
        again = to_story(trained(story.text), story.id)
        assert set(back[story.id].entities) == set(again.entities)
        assert set(back[story.id].relations) == set(again.relations)


def test_bad_stories_are_named_and_the_rest_is_coded(model, stories, tmp_path):
    stories.write_text(stories.read_text() + '\n{"id": "x"}\n')
    done = run(stories, "-o", tmp_path / "events.csv", "--model", model)
    assert done.returncode == 1
    assert "stories.jsonl:5: the row has no text" in done.stderr and "1 stories were left out" in done.stderr
    assert (tmp_path / "events.csv").read_text().startswith("id,story_id,")


def test_a_killed_run_goes_on(model, stories, tmp_path):
    run(stories, "-o", tmp_path / "whole.jsonl", "--model", model)
    records = read(tmp_path / "whole.jsonl")
    first = [json.dumps(record, ensure_ascii=False) + "\n" for record in records if record["story_id"] == STORIES[0].id]
    size = len("".join(first).encode())
    (tmp_path / "cut.jsonl").write_text("".join(first) + '{"half')
    (tmp_path / "cut.jsonl.progress").write_text(json.dumps([STORIES[0].id, size]) + "\n")
    done = run(stories, "-o", tmp_path / "cut.jsonl", "--model", model)
    assert "Going on after 1 stories" in done.stderr
    assert read(tmp_path / "cut.jsonl") == records


def test_plain_text_from_stdin(model, tmp_path):
    done = run("-", "-o", tmp_path / "e.jsonl", "--model", model, "--date", "2020-05-01", stdin=STORIES[1].text)
    assert done.returncode == 0, done.stderr
    assert {record["story_id"] for record in read(tmp_path / "e.jsonl")} == {"stdin"}


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["-o", "e.xlsx"], "e.xlsx: the ending must be one of .jsonl, .csv, .parquet"),
        (["-o", "e.jsonl", "--model", "en_no_such"], "there is no pipeline 'en_no_such' here"),
    ],
)
def test_what_cannot_run_says_why(stories, tmp_path, arguments, message):
    done = run(stories, *arguments)
    assert done.returncode == 1 and message in done.stderr
