"""Set the trained pipeline beside others: the same stories, the same scorer."""

import time
from pathlib import Path
from statistics import median
from typing import Annotated, Any, Dict, Sequence

import spacy
import typer
from spacy.language import Language
from spacy.util import load_config

from scripts import console, lexicon
from scripts.baselines import BASELINES
from scripts.corpus import read_stories
from scripts.generated import replace_part
from scripts.side_by_side import Job, run_side_by_side
from spacy_diplomacy.evaluation import ORACLE_LAYERS, evaluate
from spacy_diplomacy.report import figure, markdown_table
from spacy_diplomacy.story import Story

LAYERS = ("entities", "events", "status", "modes", "arguments", "relations")
TITLES = {
    "lexicon": "word lists",
    "cnn": "CNN, no transformer",
    "tutorial": "pairs as in spaCy's tutorial",
    "ours": "**this pipeline**",
}


def main(
    model: Annotated[Path, typer.Argument(help="Folder of the trained pipeline")],
    data: Annotated[Path, typer.Argument(help="Folder of train.spacy and dev.spacy")],
    output: Annotated[Path, typer.Argument(help="Folder for the other pipelines; finished ones are not repeated")],
    corpus: Annotated[Path, typer.Option(help="Folder of the corpus: train gives the word lists, test is scored")],
    config: Annotated[Path, typer.Option(help="Training config that the others vary")],
    encoder: Annotated[str, typer.Option(help="Folder or name of the encoder")],
    page: Annotated[Path, typer.Option(help="Markdown page to put the table into")],
    seed: Annotated[int, typer.Option(help="Seed of the trainings")] = 0,
    jobs: Annotated[int, typer.Option(help="Trainings side by side, which share the cores")] = 1,
    gpu: Annotated[int, typer.Option(help="GPU to run on, -1 for none")] = -1,
) -> None:
    fixed = [f"--encoder={encoder}", f"--seed={seed}", f"--gpu={gpu}", f"--stories={corpus / 'dev'}"]
    plan = []
    for name, change in BASELINES.items():
        varied = output / name / "config.cfg"
        varied.parent.mkdir(parents=True, exist_ok=True)
        change(load_config(config, interpolate=False)).to_disk(varied)
        command = ["-m", "scripts.train_share", str(data), str(varied.parent), f"--config={varied}", *fixed]
        plan.append(Job(f"Training {TITLES[name]}", command, varied.parent / "scores.json"))
    run_side_by_side(plan, jobs)
    folders = {name: output / name / "model-last" for name in BASELINES}
    train, test = (read_stories(corpus / split)[0] for split in ("train", "test"))
    pipelines = {
        "lexicon": lexicon.build(train),
        **{name: spacy.load(folder) for name, folder in {**folders, "ours": model}.items()},
    }
    results = {}
    for name in TITLES:
        console.info(f"Evaluating {TITLES[name]} on the {len(test)} stories of {corpus / 'test'}")
        results[name] = {**evaluate(pipelines[name], test), "speed": words_per_second(pipelines[name], test)}
        size = {**folders, "ours": model}.get(name)
        results[name]["megabytes"] = _megabytes(size) if size else None
    replace_part(page, "COMPARE", table(results))
    console.good(f"Table in {page}")


def words_per_second(nlp: Language, stories: Sequence[Story], *, repeats: int = 3) -> float:
    """The median over repeats, after one round to warm up."""
    texts = [story.text for story in stories]
    seconds = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        for _ in nlp.pipe(texts):
            pass
        seconds.append(time.perf_counter() - start)
    return sum(len(text.split()) for text in texts) / median(seconds[1:])


def table(results: Dict[str, Dict[str, Any]]) -> str:
    """Markdown: F end to end and with gold mentions given, speed and size, a row a pipeline."""
    rows = []
    for name, scores in results.items():
        given = {layer: scores["oracle"][layer]["strict"]["f"] for layer in ORACLE_LAYERS}
        size = scores["megabytes"]
        rows.append(
            (
                TITLES[name],
                *(figure(scores["end_to_end"][layer]["strict"]["f"]) for layer in LAYERS),
                *(figure(f) for f in given.values()),
                f"{scores['speed']:,.0f}",
                "–" if size is None else f"{size:.0f}",
            )
        )
    header = ("pipeline", *LAYERS, *(f"{layer} given mentions" for layer in ORACLE_LAYERS), "words/s", "MB")
    said = "F of strict matches on the test stories, the first six columns end to end."
    return f"{said}\n\n{markdown_table(header, rows)}"


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    typer.run(main)
