"""Train on growing shares of the training stories, and plot what each share buys."""

import json
import random
import subprocess
import sys
from pathlib import Path
from statistics import mean
from typing import Annotated, Dict, List, Sequence

import spacy
import typer
from spacy.tokens import DocBin
from spacy.util import load_config

from scripts import console
from scripts.corpus import read_stories
from scripts.curve_plot import plot
from scripts.generated import replace_part
from spacy_diplomacy.evaluation import predict
from spacy_diplomacy.report import figure, markdown_table
from spacy_diplomacy.scorer import score_layer
from spacy_diplomacy.story import Story

LAYERS = ("entities", "events", "status", "arguments", "relations")
#: Fewer training steps than this share of the config's would not get past the warm-up.
FEWEST_STEPS = 0.3

#: F of each layer, by the set of stories scored, of one run.
Scores = Dict[str, Dict[str, float]]


def main(
    data: Annotated[Path, typer.Argument(help="Folder of train.spacy and dev.spacy")],
    output: Annotated[Path, typer.Argument(help="Folder for the runs; finished ones are not repeated")],
    dev: Annotated[Path, typer.Option(help="Folder of the dev stories in brat form")],
    other: Annotated[Path, typer.Option(help="Folder of brat stories of another source")],
    config: Annotated[Path, typer.Option(help="Training config")],
    encoder: Annotated[str, typer.Option(help="Folder or name of the encoder")],
    page: Annotated[Path, typer.Option(help="Markdown page to put the table into; the plot goes beside it")],
    share: Annotated[List[float], typer.Option(help="Shares of the training stories")] = [0.1, 0.25, 0.5, 1.0],  # noqa: B006
    seeds: Annotated[int, typer.Option(help="Runs a share")] = 3,
    gpu: Annotated[int, typer.Option(help="GPU to run on, -1 for none")] = -1,
) -> None:
    sets = {"dev": read_stories(dev)[0], other.name: read_stories(other)[0]}
    runs: Dict[float, List[Scores]] = {part: [] for part in share}
    for seed in range(seeds):
        for part in share:
            folder = output / f"{round(100 * part)}-{seed}"
            if not (folder / "scores.json").exists():
                console.info(f"Training on {part:.0%} of the stories, seed {seed}, in {folder}")
                _train(folder, data, part, seed, config, encoder, gpu)
                _score(folder, sets)
            runs[part].append(json.loads((folder / "scores.json").read_text(encoding="utf8")))
    docs = len(DocBin().from_disk(data / "train.spacy"))
    plot(runs, LAYERS, page.parent / "learning-curve.svg")
    replace_part(page, "CURVE", _table(runs, docs))
    console.good(f"Table in {page}, plot beside it")


def _train(folder: Path, data: Path, part: float, seed: int, config: Path, encoder: str, gpu: int) -> None:
    """Train as `weasel run train` does, on the first stories of a shuffle that the seed decides.

    Smaller shares of a seed are parts of its larger ones. The number of steps shrinks with
    the share, and the pipeline is scored once, at the end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    docs = list(DocBin(store_user_data=True).from_disk(data / "train.spacy").get_docs(spacy.blank("en").vocab))
    random.Random(seed).shuffle(docs)
    chosen = docs[: max(1, round(part * len(docs)))]
    DocBin(docs=chosen, store_user_data=True).to_disk(folder / "train.spacy")
    steps = round(load_config(config)["training"]["max_steps"] * max(part, FEWEST_STEPS))
    options = {
        "output": folder,
        "paths.train": folder / "train.spacy",
        "paths.dev": data / "dev.spacy",
        "paths.encoder": encoder,
        "system.seed": seed,
        "training.max_steps": steps,
        "training.eval_frequency": steps,
        "gpu-id": gpu,
    }
    flags = [str(item) for name, value in options.items() for item in (f"--{name}", value)]
    subprocess.run([sys.executable, "-m", "spacy", "train", str(config), *flags], check=True)


def _score(folder: Path, sets: Dict[str, List[Story]]) -> None:
    nlp = spacy.load(folder / "model-last")
    scores = {}
    for name, stories in sets.items():
        pairs = list(zip(stories, predict(nlp, stories), strict=True))
        scores[name] = {layer: score_layer(pairs, layer)["f"] for layer in LAYERS}
    (folder / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf8")


def _table(runs: Dict[float, List[Scores]], docs: int) -> str:
    rows = []
    for part, scores in runs.items():
        for name in scores[0]:
            rows.append(
                (f"{part:.0%}", f"{round(part * docs)}", name, *(_spread(scores, name, layer) for layer in LAYERS))
            )
    seeds = len(next(iter(runs.values())))
    said = f"Mean F end to end, and in brackets the lowest and highest of {seeds} seeds."
    table = markdown_table(("share", "stories", "scored on", *LAYERS), rows)
    return f"{said}\n\n{table}\n\n![F by share of the training stories](learning-curve.svg)"


def _spread(scores: Sequence[Scores], name: str, layer: str) -> str:
    values = [run[name][layer] for run in scores]
    return f"{figure(mean(values))} ({figure(min(values))}–{figure(max(values))})"


if __name__ == "__main__":
    typer.run(main)
