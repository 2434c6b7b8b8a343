"""Unannotated stories to be coded: text files, folders, JSONL, Parquet, standard input."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Iterable, Iterator, NamedTuple, Optional, Sequence, TextIO, Union

#: What a folder is searched for.
SUFFIXES = (".txt", ".jsonl", ".parquet")
#: Stands for standard input among paths.
STDIN = "-"


class Text(NamedTuple):
    """A story to be coded; the day of its publication as ISO text, or None."""

    id: str
    text: str
    date: Optional[str]


class BadText(NamedTuple):
    """A story that cannot be coded: where it stands, and why."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def read_texts(paths: Sequence[str], stdin: TextIO) -> Iterator[Union[Text, BadText]]:
    """Every story of the paths, in their order; a bad one, or a second of the same id, as such.

    paths: files ending in ``.jsonl`` or ``.parquet`` hold a story a row, with ``text`` and if
        they like ``id`` and ``date``; any other file is one story. A folder stands for the
        files in it, by name. "-" is standard input: JSONL if it begins with "{", else one story.
    """
    seen = set()
    for where, found in _read_all(paths, stdin):
        if isinstance(found, Text) and found.id in seen:
            found = BadText(where, f"the id {found.id!r} stands twice; only its first story is coded")
        if isinstance(found, Text):
            seen.add(found.id)
        yield found


def _read_all(paths: Sequence[str], stdin: TextIO) -> Iterator[tuple[str, Union[Text, BadText]]]:
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield from _from_stdin(stdin.read())
        elif path.is_dir():
            inside = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
            if not inside:
                yield name, BadText(name, f"the folder holds no file ending in {', '.join(SUFFIXES)}")
            for file in inside:
                yield from _from_file(file)
        else:
            yield from _from_file(path)


def _from_file(path: Path) -> Iterator[tuple[str, Union[Text, BadText]]]:
    where = str(path)
    try:
        if path.suffix == ".parquet":
            yield from _from_parquet(path)
        elif path.suffix == ".jsonl":
            with path.open(encoding="utf-8-sig") as file:
                yield from _from_lines(file, path.stem, where)
        else:
            yield where, _checked(where, path.stem, {"text": path.read_text(encoding="utf-8-sig")})
    except FileNotFoundError:
        yield where, BadText(where, "there is no such file or folder")
    except UnicodeDecodeError as error:
        yield where, BadText(where, f"the text is no UTF-8 ({error.reason}); save it as UTF-8")
    except OSError as error:
        yield where, BadText(where, error.strerror or str(error))


def _from_stdin(text: str) -> Iterator[tuple[str, Union[Text, BadText]]]:
    if text.lstrip().startswith("{"):
        yield from _from_lines(text.splitlines(), "stdin", "standard input")
    else:
        yield "standard input", _checked("standard input", "stdin", {"text": text})


def _from_lines(lines: Iterable[str], stem: str, where: str) -> Iterator[tuple[str, Union[Text, BadText]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            yield place, BadText(place, f"the line is no JSON ({error})")
            continue
        if not isinstance(row, dict):
            yield place, BadText(place, "the line is no JSON object with a text")
        else:
            yield place, _checked(place, f"{stem}-{number}", row)


def _from_parquet(path: Path) -> Iterator[tuple[str, Union[Text, BadText]]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield str(path), BadText(str(path), "Parquet needs pyarrow: pip install 'spacy-diplomacy[parquet]'")
        return
    try:
        number = 0
        for batch in ParquetFile(path).iter_batches(batch_size=1000):
            for row in batch.to_pylist():
                number += 1
                place = f"{path}, row {number}"
                yield place, _checked(place, f"{path.stem}-{number}", row)
    except ArrowException as error:
        yield str(path), BadText(str(path), f"the file is no Parquet ({error})")


def _checked(where: str, ident: str, row: dict) -> Union[Text, BadText]:
    text, published = row.get("text"), row.get("date")
    if not isinstance(text, str):
        return BadText(where, "the row has no text" if text is None else "the text is no string")
    if not text.strip():
        return BadText(where, "the text is empty")
    try:
        day = _day(published)
    except ValueError:
        return BadText(where, f"the date {published!r} is no date; write it as 2015-07-31")
    given = row.get("id")
    return Text(ident if given in (None, "") else str(given), text, day)


def _day(published: Any) -> Optional[str]:
    """RAISES: ValueError for what is no date."""
    if published in (None, ""):
        return None
    if isinstance(published, date):  # a datetime is one too
        return published.isoformat()[:10]
    return date.fromisoformat(str(published)[:10]).isoformat()
