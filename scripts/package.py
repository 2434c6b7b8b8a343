"""Build the two wheels: the library, and the pipeline that requires it."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from spacy.cli.package import package

import spacy_diplomacy
from scripts import console
from spacy_diplomacy import schema

META = Path("configs/meta.json")


def main(
    model: Annotated[Path, typer.Argument(help="Folder of the trained pipeline")],
    metrics: Annotated[Path, typer.Argument(help="Scores of that pipeline, as written by the evaluation")],
    output: Annotated[Path, typer.Argument(help="Folder for the built packages; the wheels go to its dist/")],
    name: Annotated[str, typer.Option(help="Name of the package, without the language")] = "diplomacy_news_trf",
    version: Annotated[str, typer.Option(help="Version of the package")] = spacy_diplomacy.__version__,
) -> None:
    dist = output / "dist"
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder)
        # The trained folder stays as it is: packaging must not make the training look changed.
        meta = build_meta(json.loads((model / "meta.json").read_text()), json.loads(metrics.read_text()))
        (staged / "meta.json").write_text(json.dumps(meta, indent=2))
        package(model, staged, meta_path=staged / "meta.json", name=name, version=version, create_sdist=False)
        (built,) = (path.parent for path in staged.glob("*/setup.py"))
        for title, source in (("the pipeline", built), ("the library", Path("."))):
            console.info(f"Building the wheel of {title}")
            build_wheel(source, staged)
        if dist.exists():
            shutil.rmtree(dist)
        dist.mkdir(parents=True)
        for wheel in staged.glob("*.whl"):
            shutil.move(wheel, dist / wheel.name)
    for wheel in sorted(dist.iterdir()):
        console.good(f"{wheel} ({wheel.stat().st_size / 1e6:.1f} MB)")
    console.info(f"Install with: pip install {dist}/*.whl")


def build_meta(trained: dict, metrics: dict) -> dict:
    """The pipeline's meta.json: what it is, and the scores of the test stories only.

    `spacy package` shows every number of ``performance`` as a percentage, so training
    losses are left out.
    """
    performance = {
        f"{layer}_{short}": scores["strict"][key]
        for layer, scores in metrics["end_to_end"].items()
        for short, key in (("p", "p"), ("r", "r"), ("f", "f"))
    }
    performance.update({f"oracle_{layer}_f": scores["strict"]["f"] for layer, scores in metrics["oracle"].items()})
    about = json.loads(META.read_text())
    labels = {**trained.get("labels", {})}
    labels["arguments"], labels["relations"] = list(schema.ROLES), list(schema.RELATIONS)
    labels["qualifiers"] = [*schema.STATUSES, *schema.qualifier_values("modes")]
    return {**trained, **about, "labels": labels, "performance": performance}


def build_wheel(source: Path, folder: Path) -> None:
    """Build with the setuptools of this environment, so that no network is needed."""
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    done = subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(source)])
    if done.returncode:
        console.fail(f"pip could not build a wheel of {source}; its messages above say why", exits=1)


if __name__ == "__main__":
    typer.run(main)
