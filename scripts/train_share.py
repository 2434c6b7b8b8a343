"""Train a pipeline on a share of the training stories and score it: one run of the learning curve."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Dict, List

import spacy
import typer
from spacy.tokens import DocBin
from spacy.util import load_config

from scripts.corpus import read_stories
from spacy_diplomacy.evaluation import predict
from spacy_diplomacy.facts import LAYERS
from spacy_diplomacy.scorer import score_layer

#: Fewer training steps than this share of the config's would not get past the warm-up.
FEWEST_STEPS = 0.2


def main(
    data: Annotated[Path, typer.Argument(help="Folder of train.spacy and dev.spacy")],
    output: Annotated[Path, typer.Argument(help="Folder for the pipeline and its scores.json")],
    stories: Annotated[List[Path], typer.Option(help="Folder of brat stories to score on, may be repeated")],
    config: Annotated[Path, typer.Option(help="Training config")],
    encoder: Annotated[str, typer.Option(help="Folder or name of the encoder")],
    share: Annotated[float, typer.Option(help="Share of the training stories")] = 1.0,
    seed: Annotated[int, typer.Option(help="Decides which stories, and the training's own seed")] = 0,
    gpu: Annotated[int, typer.Option(help="GPU to run on, -1 for none")] = -1,
) -> None:
    output.mkdir(parents=True, exist_ok=True)
    _choose(data / "train.spacy", share, seed).to_disk(output / "train.spacy")
    # The pipeline is scored once, at the end.
    steps = round(load_config(config)["training"]["max_steps"] * max(share, FEWEST_STEPS))
    options = {
        "output": output,
        "paths.train": output / "train.spacy",
        "paths.dev": data / "dev.spacy",
        "paths.encoder": encoder,
        "system.seed": seed,
        "training.max_steps": steps,
        "training.eval_frequency": steps,
        "gpu-id": gpu,
    }
    flags = [str(item) for name, value in options.items() for item in (f"--{name}", value)]
    subprocess.run([sys.executable, "-m", "spacy", "train", str(config), *flags], check=True)
    scores = {folder.name: _score(output / "model-last", folder) for folder in stories}
    (output / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf8")


def _choose(path: Path, share: float, seed: int) -> DocBin:
    """The first stories of a shuffle that the seed decides, so that smaller shares are parts of larger ones."""
    docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("en").vocab))
    random.Random(seed).shuffle(docs)
    return DocBin(docs=docs[: max(1, round(share * len(docs)))], store_user_data=True)


def _score(model: Path, folder: Path) -> Dict[str, float]:
    stories = read_stories(folder)[0]
    pairs = list(zip(stories, predict(spacy.load(model), stories), strict=True))
    return {layer: score_layer(pairs, layer)["f"] for layer in LAYERS}


if __name__ == "__main__":
    typer.run(main)
