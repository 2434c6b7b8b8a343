"""Add annotated stories to the corpus, each to the split where its episode belongs."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from scripts import console
from scripts.corpus import SPLITS, read_corpus, read_stories
from spacy_diplomacy.io.brat import add_to_folder
from spacy_diplomacy.splits import assign


def main(
    stories: Annotated[Path, typer.Argument(help="Folder of brat stories with their meta.jsonl")],
    corpus: Annotated[Path, typer.Argument(help="Folder with a folder of brat stories for each split")],
    split: Annotated[Optional[str], typer.Option(help="Put new stories here, where their episode allows it")] = None,
) -> None:
    if split is not None and split not in SPLITS:
        console.fail(f"there is no split {split!r}; choose {', '.join(SPLITS)}", exits=1)
    placed, _ = read_corpus(corpus)
    given, bad = read_stories(stories, require_meta=True)
    by_id = {story.id: story for story in given}
    # A story that the corpus has already comes back corrected: it stays in its split.
    corrected = {split: [by_id.pop(old.id) for old in held if old.id in by_id] for split, held in placed.items()}
    added = assign(by_id.values(), placed, preferred=split)
    for split in placed:
        add_to_folder(corrected[split] + added[split], corpus / split)
        console.good(f"{split}: {len(added[split])} stories added, {len(corrected[split])} renewed")
    if bad:
        console.fail(f"{len(bad)} stories were left out for the faults above", exits=1)


if __name__ == "__main__":
    typer.run(main)
