"""Score the event coder on gold mentions: countries, sectors and dates."""

import json
from pathlib import Path
from typing import Annotated, Any, Dict, Optional

import typer

from scripts import console
from scripts.corpus import read_corpus
from scripts.generated import replace_part
from spacy_diplomacy.coder.evaluation import ACTORS, DATES, answers, by_sight, figures, participants
from spacy_diplomacy.coder.tables import read_tables
from spacy_diplomacy.report import figure, markdown_table

SPLITS = ("dev", "test")
HEADER = ("", "mentions", "right", "wrong", "not told")


def main(
    corpus: Annotated[Path, typer.Argument(help="Folder of the corpus")],
    output: Annotated[Path, typer.Argument(help="JSON file for the scores")],
    page: Annotated[Optional[Path], typer.Option(help="Markdown page to put the table into")] = None,
) -> None:
    missing = [corpus / split / name for split in SPLITS for name in (ACTORS, DATES)]
    missing = [path for path in missing if not path.exists()]
    if missing:
        console.fail(f"There is no gold: {', '.join(map(str, missing))}", exits=1)
    splits, _ = read_corpus(corpus)
    seen = participants(splits["train"])
    tables = read_tables()
    results: Dict[str, Any] = {}
    for split in SPLITS:
        given = answers(splits[split], corpus / split, tables)
        results[split] = {field: figures(found) for field, found in given.items()}
        for field in ("country", "sector"):
            for sight, part in by_sight(given[field], seen).items():
                results[split][f"{field}, words {sight} in training"] = figures(part)
    for split, scores in results.items():
        console.divider(split)
        console.table(_rows(scores), header=HEADER, divider=True, aligns=("l", "r", "r", "r", "r"))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf8")
    console.good(f"Wrote {output}")
    if page is not None:
        replace_part(page, "CODER", markdown_table(("test stories", *HEADER[1:]), _rows(results["test"])))


def _rows(scores: Dict[str, Dict[str, Any]]) -> list:
    return [
        (name, str(found["mentions"]), *(figure(found[key]) for key in ("accuracy", "wrong", "untold")))
        for name, found in scores.items()
    ]


if __name__ == "__main__":
    typer.run(main)
