"""Bring the generated parts of the README up to date: the scores, and the table of commands."""

import json
from pathlib import Path
from typing import Annotated

import typer
from weasel.cli.document import project_document

from scripts import console
from scripts.generated import replace_part
from spacy_diplomacy import report


def main(
    metrics: Annotated[Path, typer.Argument(help="Scores as written by the evaluation")],
    behaviour: Annotated[Path, typer.Argument(help="Results as written by the tests of behaviour")],
    readme: Annotated[Path, typer.Argument(help="The README to update")],
) -> None:
    scores, cases = (json.loads(path.read_text(encoding="utf8")) for path in (metrics, behaviour))
    try:
        replace_part(readme, "SCORES", report.markdown(scores))
        replace_part(readme, "BEHAVIOUR", report.behaviour_markdown(cases))
    except ValueError as error:
        console.fail(str(error), exits=1)
    project_document(Path("."), readme)


if __name__ == "__main__":
    typer.run(main)
