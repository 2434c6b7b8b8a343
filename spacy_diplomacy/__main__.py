"""``python -m spacy_diplomacy``: the commands for users of an installed pipeline."""

import sys
from pathlib import Path
from typing import Annotated, Any, Iterator, List, Optional, Sequence

import spacy
import typer
from spacy.language import Language
from spacy.tokens import Doc
from tqdm import tqdm

from .docs import to_story
from .io.brat import add_to_folder
from .io.events import FORMATS, EventFile, write_csv, write_parquet
from .io.texts import BadText, Text, read_texts

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Diplomatic events in the news.")

#: Stories that go through the pipeline together.
CHUNK = 32


@app.callback()
def main() -> None:
    """Commands stand by name, also where there is but one."""


@app.command()
def code(
    stories: Annotated[List[str], typer.Argument(help="Text files, JSONL, Parquet, folders of them, or - for stdin")],
    output: Annotated[Path, typer.Option("--output", "-o", help="events.jsonl, or .csv, or .parquet")],
    model: Annotated[str, typer.Option(help="Folder or name of an installed pipeline")] = "en_diplomacy_news_trf",
    date: Annotated[Optional[str], typer.Option(help="Day of publication of stories that bear none")] = None,
    brat: Annotated[Optional[Path], typer.Option(help="Folder for the annotation, to correct it in brat")] = None,
) -> None:
    """Code stories into PLOVER event records; after an interruption the same command goes on."""
    if output.suffix not in FORMATS:
        _fail(f"{output}: the ending must be one of {', '.join(FORMATS)}")
    try:
        nlp = spacy.load(model)
    except OSError:
        _fail(f"there is no pipeline {model!r} here; install its wheel, or name the folder of one by --model")
    if "event_coder" not in nlp.pipe_names:
        _fail(f"the pipeline {model} has no event_coder; it was made by an older version, train or install it anew")
    records = output if output.suffix == ".jsonl" else output.with_suffix(".jsonl")
    bad = events = coded = 0
    with EventFile(records) as file:
        if file.done:
            typer.secho(f"Going on after {len(file.done)} stories that are done", fg="blue", err=True)
        todo = _todo(stories, file, date)
        for item in tqdm(_coded(nlp, todo), desc="coding", unit=" stories", file=sys.stderr):
            if isinstance(item, BadText):
                bad += 1
                typer.secho(f"✘ {item}", fg="red", err=True)
                continue
            ident, doc = item
            file.add(ident, doc._.events)
            events, coded = events + len(doc._.events), coded + 1
            if brat is not None:
                add_to_folder([to_story(doc, ident, {"id": ident, "date": doc._.pub_date})], brat)
    if output.suffix == ".csv":
        write_csv(records, output)
    elif output.suffix == ".parquet":
        write_parquet(records, output)
    file.finish()
    typer.secho(f"✔ {events} events of {coded} stories in {output}", fg="green", err=True)
    if bad:
        _fail(f"{bad} stories were left out for the faults above")


def _todo(names: Sequence[str], file: EventFile, date: Optional[str]) -> Iterator[Any]:
    for found in read_texts(names, sys.stdin):
        if isinstance(found, Text) and found.id in file.done:
            continue
        yield found._replace(date=found.date or date) if isinstance(found, Text) else found


def _coded(nlp: Language, items: Iterator[Any]) -> Iterator[Any]:
    """(id, document) of each story, in order; a `BadText` for what could not be read or coded."""
    waiting: List[Any] = []
    for item in items:
        waiting.append(item)
        if len(waiting) == CHUNK:
            yield from _chunk(nlp, waiting)
            waiting = []
    yield from _chunk(nlp, waiting)


def _chunk(nlp: Language, items: Sequence[Any]) -> Iterator[Any]:
    texts = [item for item in items if isinstance(item, Text)]
    try:
        docs = iter(list(nlp.pipe(_doc(nlp, text) for text in texts)))
    except Exception:  # noqa: BLE001 - one story must not take the others with it
        docs = (_alone(nlp, text) for text in texts)
    for item in items:
        if isinstance(item, BadText):
            yield item
        else:
            doc = next(docs)
            yield doc if isinstance(doc, BadText) else (item.id, doc)


def _alone(nlp: Language, text: Text) -> Any:
    try:
        return nlp(_doc(nlp, text))
    except Exception as error:  # noqa: BLE001
        return BadText(text.id, f"the pipeline failed on it ({type(error).__name__}: {error})")


def _doc(nlp: Language, text: Text) -> Doc:
    doc = nlp.make_doc(text.text)
    doc._.pub_date = text.date
    doc._.story = {"id": text.id}
    return doc


def _fail(message: str) -> None:
    typer.secho(f"✘ {message}", fg="red", err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app(prog_name="python -m spacy_diplomacy")
