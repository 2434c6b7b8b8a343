"""Score two independent annotations of the same stories against each other."""

from pathlib import Path
from typing import Annotated, Dict, List, Optional

import typer

from scripts import console
from scripts.corpus import read_stories
from scripts.generated import replace_part
from spacy_diplomacy.facts import LAYERS
from spacy_diplomacy.report import figure, markdown_table
from spacy_diplomacy.scorer import StoryPair, score_layer
from spacy_diplomacy.story import Story

HEADER = ("layer", "F1", "95 % interval", "relaxed F1", "first", "second", "wanted")
#: What a dataset of this kind is held to; entities with their label, events with their type.
FLOORS = {"entities": 0.93, "events": 0.88, "arguments": 0.80, "relations": 0.85}


def main(
    first: Annotated[Path, typer.Argument(help="Folder of brat stories as annotated first")],
    second: Annotated[Path, typer.Argument(help="The same stories as annotated a second time")],
    page: Annotated[Optional[Path], typer.Option(help="Markdown page to put the table into")] = None,
) -> None:
    left, right = ({story.id: story for story in read_stories(folder)[0]} for folder in (first, second))
    pairs = _pairs(left, right, first, second)
    console.table(_rows(pairs), header=HEADER, divider=True, aligns=("l", *"r" * (len(HEADER) - 1)))
    if page is not None:
        replace_part(page, "AGREEMENT", agreement_table(pairs))
        console.good(f"Wrote the table into {page}")


def agreement_table(pairs: List[StoryPair]) -> str:
    """The agreement of each layer as a Markdown table, with what was compared."""
    words = sum(len(story.text.split()) for story, _ in pairs)
    return f"{len(pairs)} stories, {words:,} words, annotated twice.\n\n{markdown_table(HEADER, _rows(pairs))}"


def _rows(pairs: List[StoryPair]) -> List[tuple]:
    return [_row(pairs, layer) for layer in LAYERS]


def _pairs(left: Dict[str, Story], right: Dict[str, Story], first: Path, second: Path) -> List[StoryPair]:
    for name in sorted(left.keys() ^ right.keys()):
        console.warn(f"{name} stands only in {first if name in left else second}, and is left out")
    pairs = []
    for name in sorted(left.keys() & right.keys()):
        if left[name].text == right[name].text:
            pairs.append((left[name], right[name]))
        else:
            console.fail(f"{name} has another text in {first} than in {second}, and is left out")
    if not pairs:
        console.fail(f"{first} and {second} have no story in common", exits=1)
    return pairs


def _row(pairs: List[StoryPair], layer: str) -> tuple:
    strict = score_layer(pairs, layer)
    relaxed = score_layer(pairs, layer, relaxed=True)
    first, second = (score_layer([(story, story) for story in side], layer)["per_label"] for side in zip(*pairs))
    floor = FLOORS.get(layer)
    return (
        layer,
        figure(strict["f"]),
        f"{figure(strict['low'])}–{figure(strict['high'])}",
        figure(relaxed["f"]),
        *(str(sum(label["support"] for label in side.values())) for side in (first, second)),
        f"≥ {floor:.2f}" if floor else "",
    )


if __name__ == "__main__":
    typer.run(main)
