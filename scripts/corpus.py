"""The corpus folder, read split by split, faults said aloud."""

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
    good: Dict[str, List[Story]] = {split: [] for split in SPLITS}
    bad: List[BadStory] = []
    for split in SPLITS:
        for story in tqdm(read_folder(corpus / split), desc=f"reading {split}", unit=" stories", leave=False):
            if isinstance(story, Story):
                good[split].append(story)
            else:
                bad.append(story)
    for story in bad:
        for fault in story.faults:
            console.fail(str(fault))
    return good, bad
