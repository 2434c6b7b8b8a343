"""The commands about the corpus: audit and agreement."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from spacy_diplomacy.io.brat import read_folder, write_folder

from ..markup import STORIES, story

PAGE = """# Corpus

<!-- SPREAD START (generated) -->
<!-- SPREAD END -->
<!-- AGREEMENT START (generated) -->
old
<!-- AGREEMENT END -->
after
"""


def run(script, *arguments):
    command = [sys.executable, "-m", f"scripts.{script}", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def audit(corpus, output):
    return run("audit", corpus, output, "--targets", corpus / "targets.json", "--page", corpus / "README.md")


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    for split, stories in {"train": STORIES[:2], "dev": STORIES[2:3], "test": STORIES[3:]}.items():
        write_folder(stories, folder / split)
    (folder / "targets.json").write_text(Path("corpus/targets.json").read_text(encoding="utf8"), encoding="utf8")
    (folder / "README.md").write_text(PAGE, encoding="utf8")
    return folder


def test_audit_lists_demands_and_renews_the_tables(corpus, tmp_path):
    done = audit(corpus, tmp_path / "audit")
    assert done.returncode == 1, done.stderr  # far from 600 stories
    with (tmp_path / "audit/demands.tsv").open(encoding="utf8") as file:
        demands = {row["name"]: row for row in csv.DictReader(file, delimiter="\t")}
    assert demands["stories"]["found"] == "4" and demands["stories"]["met"] == "False"
    assert demands["stories with schema faults"]["met"] == "True"
    assert "| all | 4 | 4 |" in (corpus / "README.md").read_text(encoding="utf8")


def test_audit_passes_a_corpus_that_holds_what_it_is_to_hold(corpus, tmp_path):
    def lowered(value):
        if isinstance(value, dict):
            return {key: lowered(item) for key, item in value.items()}
        return 0

    targets = lowered(json.loads((corpus / "targets.json").read_text()))
    targets.update(style_margin=1, country_share=1, similarity=1)
    (corpus / "targets.json").write_text(json.dumps(targets))
    done = audit(corpus, tmp_path / "audit")
    assert done.returncode == 0, done.stdout + done.stderr


def test_audit_counts_schema_faults(corpus, tmp_path):
    bad = corpus / "train" / f"{STORIES[0].id}.ann"
    bad.write_text(bad.read_text().replace("PERSON", "HERO"))
    done = audit(corpus, tmp_path / "audit")
    assert f"{bad}:3: unknown entity label 'HERO'" in done.stdout
    assert "stories with schema faults" in done.stdout


def test_audit_of_a_corpus_without_targets(corpus, tmp_path):
    done = run("audit", corpus, tmp_path / "audit")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 of 3 demands met" in done.stdout
    assert "| all | 4 | 4 |" in (tmp_path / "audit/spread.md").read_text(encoding="utf8")


def test_missing_targets_are_named(corpus, tmp_path):
    done = run("audit", corpus, tmp_path / "audit", "--targets", tmp_path / "none.json")
    assert done.returncode == 1 and "there is no file" in done.stdout


def test_agreement_scores_and_writes(tmp_path):
    second = [replace(STORIES[0], events=STORIES[0].events[:-1]), STORIES[1], story("alone", "No pair.")]
    write_folder(STORIES[:2], tmp_path / "first")
    write_folder(second, tmp_path / "second")
    page = tmp_path / "README.md"
    page.write_text(PAGE, encoding="utf8")
    done = run("agreement", tmp_path / "first", tmp_path / "second", "--page", page)
    assert done.returncode == 0, done.stderr
    assert "alone stands only in" in done.stdout
    text = page.read_text(encoding="utf8")
    # 8 events against 7 that agree: F1 = 14 / 15.
    assert "| events | 0.933 |" in text and "| entities | 1.000 |" in text
    assert "old" not in text and text.endswith("after\n")


def test_agreement_needs_common_stories(tmp_path):
    write_folder(STORIES[:1], tmp_path / "first")
    write_folder([replace(STORIES[0], text=STORIES[0].text + " More.")], tmp_path / "second")
    done = run("agreement", tmp_path / "first", tmp_path / "second")
    assert done.returncode == 1
    assert "has another text" in done.stdout and "no story in common" in done.stdout


def test_stories_are_added_and_corrected_in_place(corpus, tmp_path):
    corrected = replace(STORIES[0], events=STORIES[0].events[:1])
    twin = story("twin", "It rained.", episode=STORIES[2].id)
    write_folder([corrected, twin], tmp_path / "new")
    untouched = (corpus / "train" / f"{STORIES[1].id}.ann").stat().st_mtime_ns
    done = run("add_stories", tmp_path / "new", corpus)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "train: 0 stories added, 1 renewed" in done.stdout and "dev: 1 stories added" in done.stdout
    assert (corpus / "train" / f"{STORIES[1].id}.ann").stat().st_mtime_ns == untouched
    found = {found.id: found for split in ("train", "dev") for found in read_folder(corpus / split)}
    assert found[STORIES[0].id] == corrected and found["twin"].meta["episode"] == STORIES[2].id
