"""The corpus of the repository: sound, and described as it is."""

import json
from itertools import product
from pathlib import Path

import pytest

from scripts.agreement import agreement_table
from scripts.corpus import SPLITS
from spacy_diplomacy.audit.tables import spread_tables
from spacy_diplomacy.coder.evaluation import ACTORS, DATES, read_gold
from spacy_diplomacy.coder.tables import SECTORS
from spacy_diplomacy.conversion import shared_episodes
from spacy_diplomacy.io.brat import BadStory, read_folder

CORPUS = Path("corpus")
README = (CORPUS / "README.md").read_text(encoding="utf8")


@pytest.fixture(scope="module")
def splits():
    return {split: list(read_folder(CORPUS / split)) for split in SPLITS}


def test_no_story_has_a_fault(splits):
    assert not [story for found in splits.values() for story in found if isinstance(story, BadStory)]


def test_no_episode_stands_in_two_splits(splits):
    assert not shared_episodes(splits)


def test_the_tables_of_the_readme_are_in_step(splits):
    assert spread_tables(splits) in README, "run weasel run audit"
    folders = (list(read_folder(CORPUS / "agreement" / name, require_meta=False)) for name in ("first", "second"))
    assert agreement_table(list(zip(*folders, strict=True))) in README, "run weasel run agreement"


@pytest.mark.parametrize("split, table", [*product(("dev", "test"), (ACTORS, DATES))])
def test_gold_of_the_coder_points_at_the_words(splits, split, table):
    stories = {story.id: story for story in splits[split]}
    rows = [row for found in read_gold(CORPUS / split / table).values() for row in found]
    assert len(rows) > (1500 if table == ACTORS else 400)
    for row in rows:
        story = stories[row["story"]]
        assert story.text[int(row["start"]) : int(row["end"])].replace("\n", " ") == row["text"], row
        if table == ACTORS:
            assert row["sector"] in ("", *SECTORS), row


def test_waivers_are_of_demands_and_say_why():
    train = json.loads((CORPUS / "targets.json").read_text(encoding="utf8"))["train"]
    assert all(len(reason.split()) > 3 for kind in ("rare_status", "rare_modes") for reason in train[kind].values())
