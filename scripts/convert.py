"""Check the annotated stories against the schema and convert them, a DocBin a split."""

from pathlib import Path
from typing import Annotated, Callable, Dict, List

import typer
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config
from thinc.api import Config

from scripts import console
from scripts.corpus import read_corpus
from spacy_diplomacy.conversion import SplitReport, convert, shared_episodes, write_docbin


def main(
    corpus: Annotated[
        Path, typer.Argument(help="Folder with a folder of brat stories for each of train, dev and test")
    ],
    output: Annotated[Path, typer.Argument(help="Folder for train.spacy, dev.spacy and test.spacy")],
    config: Annotated[Path, typer.Option(help="Training config, whose tokeniser is used")] = Path(
        "configs/transformer.cfg"
    ),
    skip_invalid: Annotated[bool, typer.Option(help="Leave bad stories out and succeed all the same")] = False,
) -> None:
    good, bad = read_corpus(corpus)
    shared = shared_episodes(good)
    for episode, splits in shared.items():
        console.fail(f"episode {episode!r} stands in {' and '.join(splits)}; all its stories belong into one split")
    if shared:
        raise typer.Exit(1)
    make_doc = tokenizer_of(config)
    reports = {}
    for split, stories in good.items():
        docbin, reports[split] = convert(stories, make_doc)
        write_docbin(docbin, output / f"{split}.spacy")
    _print_reports(reports)
    if bad and not skip_invalid:
        console.fail(
            f"{len(bad)} stories left out for the faults above; mend them, or leave them out with --skip-invalid",
            exits=1,
        )


def tokenizer_of(config: Path) -> Callable[[str], Doc]:
    """The tokeniser that the config's pipeline will have."""
    settings = load_config(config)["nlp"]
    chosen = {name: settings[name] for name in ("lang", "tokenizer") if name in settings}
    return load_model_from_config(Config({"nlp": chosen}), auto_fill=True).make_doc


def _print_reports(reports: Dict[str, SplitReport]) -> None:
    layers = ("entities", "events", "status", "modes", "arguments", "relations")
    header = ("split", "stories", "words", "tokens", *layers, "lost")
    rows: List[tuple] = [
        (split, r.stories, r.words, r.tokens, *(r.counts[layer] for layer in layers), len(r.lost))
        for split, r in reports.items()
    ]
    console.table(rows, header=header, divider=True, aligns=("l", *"r" * (len(header) - 1)))
    for split, report in reports.items():
        for lost in report.lost:
            console.warn(
                f"{split}/{lost.story_id}: {lost.mention.label} {lost.text!r} at {lost.mention.start} cuts the "
                f"token {lost.tokens!r}; it is lost, with what hangs on it"
            )


if __name__ == "__main__":
    typer.run(main)
