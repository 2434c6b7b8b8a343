"""Delete what the commands made in a folder; the folder and its .gitkeep stay."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from scripts import console


def main(folder: Annotated[Path, typer.Argument(help="Folder of the project to empty")]) -> None:
    if not folder.resolve().is_relative_to(Path.cwd()) or folder.resolve() == Path.cwd():
        console.fail(f"{folder} is no folder inside the project; nothing was deleted", exits=1)
    found = [path for path in sorted(folder.glob("*")) if path.name != ".gitkeep"]
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    console.good(f"Deleted {len(found)} files and folders in {folder}")


if __name__ == "__main__":
    typer.run(main)
