"""Annotated stories, read for a step, their faults said aloud."""

from pathlib import Path
from typing import Dict, List, Tuple

from tqdm import tqdm

from scripts import console
from spacy_diplomacy.io.brat import BadStory, read_folder
from spacy_diplomacy.story import Story

SPLITS = ("train", "dev", "test")


def read_corpus(corpus: Path) -> Tuple[Dict[str, List[Story]], List[BadStory]]:
    """The good stories of each split, and the bad ones, whose faults are printed.

    Ends the command where a split has no folder.
    """
    missing = [split for split in SPLITS if not (corpus / split).is_dir()]
    if missing:
        console.fail(f"{corpus} lacks the folders {', '.join(missing)}; each split needs one", exits=1)
    good: Dict[str, List[Story]] = {}
    bad: List[BadStory] = []
    for split in SPLITS:
        good[split], faulty = _read(corpus / split, require_meta=True)
        bad += faulty
    return good, bad


def read_stories(folder: Path, *, require_meta: bool = False) -> Tuple[List[Story], List[BadStory]]:
    """The good stories of a folder, by default with or without metadata, and the bad ones.

    Ends the command where no story is good.
    """
    good, bad = _read(folder, require_meta=require_meta)
    if not good:
        console.fail(f"{folder} holds no story that can be used", exits=1)
    return good, bad


def _read(folder: Path, *, require_meta: bool) -> Tuple[List[Story], List[BadStory]]:
    good, bad = [], []
    found = read_folder(folder, require_meta=require_meta)
    for story in tqdm(found, desc=f"reading {folder.name}", unit=" stories", leave=False):
        (good if isinstance(story, Story) else bad).append(story)
    for story in bad:
        for fault in story.faults:
            console.fail(str(fault))
    return good, bad
