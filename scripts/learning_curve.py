"""Train on growing shares of the training stories, and plot what each share buys."""

import json
from pathlib import Path
from statistics import mean
from typing import Annotated, Dict, List, Sequence

import typer
from spacy.tokens import DocBin

from scripts import console
from scripts.curve_plot import plot
from scripts.generated import replace_part
from scripts.side_by_side import Job, run_side_by_side
from spacy_diplomacy.report import figure, markdown_table

LAYERS = ("entities", "events", "status", "arguments", "relations")

#: F of each layer, by the set of stories scored, of one run.
Scores = Dict[str, Dict[str, float]]


def main(
    data: Annotated[Path, typer.Argument(help="Folder of train.spacy and dev.spacy")],
    output: Annotated[Path, typer.Argument(help="Folder for the runs; finished ones are not repeated")],
    stories: Annotated[List[Path], typer.Option(help="Folder of brat stories to score on, may be repeated")],
    config: Annotated[Path, typer.Option(help="Training config")],
    encoder: Annotated[str, typer.Option(help="Folder or name of the encoder")],
    page: Annotated[Path, typer.Option(help="Markdown page to put the table into; the plot goes beside it")],
    share: Annotated[List[float], typer.Option(help="Shares of the training stories")] = [0.1, 0.25, 0.5, 1.0],  # noqa: B006
    seeds: Annotated[int, typer.Option(help="Runs a share")] = 3,
    jobs: Annotated[int, typer.Option(help="Runs side by side, which share the cores")] = 1,
    gpu: Annotated[int, typer.Option(help="GPU to run on, -1 for none")] = -1,
) -> None:
    fixed = [f"--config={config}", f"--encoder={encoder}", f"--gpu={gpu}", *(f"--stories={path}" for path in stories)]
    shares = sorted(share)
    # Long runs first, so that no core waits for one at the end.
    plan = [
        Job(
            f"Training on {part:.0%} of the stories, seed {seed}",
            ["-m", "scripts.train_share", str(data), str(folder), f"--share={part}", f"--seed={seed}", *fixed],
            folder / "scores.json",
        )
        for seed in range(seeds)
        for part in reversed(shares)
        for folder in [_folder(output, part, seed)]
    ]
    run_side_by_side(plan, jobs)
    runs = {part: [_read(_folder(output, part, seed)) for seed in range(seeds)] for part in shares}
    plot(runs, LAYERS, page.parent / "learning-curve.svg")
    replace_part(page, "CURVE", _table(runs, len(DocBin().from_disk(data / "train.spacy"))))
    console.good(f"Table in {page}, plot beside it")


def _folder(output: Path, part: float, seed: int) -> Path:
    return output / f"{round(100 * part)}-{seed}"


def _read(folder: Path) -> Scores:
    return json.loads((folder / "scores.json").read_text(encoding="utf8"))


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
