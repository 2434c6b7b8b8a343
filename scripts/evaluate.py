"""Evaluate a pipeline on annotated stories, and write the scores."""

import json
from pathlib import Path
from typing import Annotated, Optional

import spacy
import typer

from scripts import console
from scripts.corpus import read_stories
from spacy_diplomacy import report
from spacy_diplomacy.evaluation import evaluate


def main(
    model: Annotated[str, typer.Argument(help="Folder of a pipeline, or the name of an installed one")],
    stories: Annotated[Path, typer.Argument(help="Folder of brat stories")],
    output: Annotated[Optional[Path], typer.Option(help="JSON file for all scores")] = None,
    per_label: Annotated[bool, typer.Option(help="Print the scores of each label too")] = True,
    use_gpu: Annotated[int, typer.Option(help="GPU to run on, -1 for none")] = -1,
) -> None:
    good, bad = read_stories(stories)
    if use_gpu >= 0:
        spacy.require_gpu(use_gpu)
    console.info(f"Evaluating {model} on the {len(good)} stories of {stories}")
    results = evaluate(spacy.load(model), good)
    _print(results, per_label)
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(json.dumps({"corpus": str(stories), **results}, indent=1) + "\n", encoding="utf8")
        console.good(f"Wrote {output}")
    if bad:
        console.fail(f"{len(bad)} stories were left out for the faults above", exits=1)


def _print(results: dict, per_label: bool) -> None:
    for setting, title in report.SETTINGS.items():
        console.divider(title)
        _table(report.headline_rows(results, setting), report.HEADLINE)
    if not per_label:
        return
    for setting, title in report.SETTINGS.items():
        for layer in results[setting]:
            if layer != "triggers":
                console.divider(f"{layer}, {title}")
                _table(report.label_rows(results, setting, layer), ("label", "P", "R", "F", "relaxed F", "support"))


def _table(rows: list, header: tuple) -> None:
    console.table(rows, header=header, divider=True, aligns=("l", *"r" * (len(header) - 1)))


if __name__ == "__main__":
    typer.run(main)
