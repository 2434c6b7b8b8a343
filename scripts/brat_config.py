"""Write brat's configuration, derived from the schema, beside the stories."""

from pathlib import Path
from typing import Annotated

import typer

from scripts import console
from spacy_diplomacy.io.brat_config import annotation_conf, visual_conf


def main(
    folder: Annotated[Path, typer.Argument(help="Folder that brat opens; the stories stand in or below it")],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("annotation.conf", annotation_conf()), ("visual.conf", visual_conf())):
        (folder / name).write_text(text, encoding="utf8")
        console.good(f"Wrote {folder / name}")


if __name__ == "__main__":
    typer.run(main)
