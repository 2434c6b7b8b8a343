"""Files of event records: JSONL that survives an interruption, and tables made of it."""

import csv
import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence

#: Endings of the outputs, and what is written.
FORMATS = {".jsonl": "a record a line", ".csv": "a row an event", ".parquet": "a row an event, lists kept"}

#: Fields of a record that are words.
_PLAIN = (
    *("id", "story_id", "pub_date", "date", "date_granularity", "date_source"),
    *("event_type", "lexical_type", "quad_class", "event_mode", "status"),
)


class EventFile:
    """A JSONL file of records, to which whole stories are added.

    A journal beside it (``NAME.progress``) says after which story the file had which size.
    Opened again, the file is cut back to the last story that was written whole, so that an
    interruption neither loses nor doubles a record.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = path.with_name(path.name + ".progress")
        self.done: Dict[str, int] = {}

    def __enter__(self) -> "EventFile":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.done = dict(_journal_rows(self.journal))
        size = max(self.done.values(), default=0)
        with self.path.open("ab") as file:
            file.truncate(size)
        # A half-written last line of the journal goes, too.
        rows = "".join(json.dumps([story, end]) + "\n" for story, end in self.done.items())
        self.journal.write_text(rows, encoding="utf8")
        self._records = self.path.open("ab")
        self._progress = self.journal.open("a", encoding="utf8")
        return self

    def __exit__(self, *error: Any) -> None:
        self._records.close()
        self._progress.close()

    def add(self, story_id: str, records: Sequence[Dict[str, Any]]) -> None:
        """Write all records of a story, then that it is done."""
        for record in records:
            self._records.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf8"))
        self._records.flush()
        self.done[story_id] = self._records.tell()
        self._progress.write(json.dumps([story_id, self.done[story_id]]) + "\n")
        self._progress.flush()

    def finish(self) -> None:
        """Forget the progress: the next run begins anew."""
        self.journal.unlink(missing_ok=True)


def _journal_rows(path: Path) -> Iterator[tuple[str, int]]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf8").splitlines(keepends=True):
        if line.endswith("\n"):
            story, end = json.loads(line)
            yield story, end


def read_records(path: Path) -> Iterator[Dict[str, Any]]:
    with path.open(encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def write_csv(records: Path, path: Path) -> None:
    """A row an event; lists and objects as JSON in their cells, names and codes also by themselves."""
    with path.open("w", encoding="utf8", newline="") as file:
        writer: Optional[csv.DictWriter] = None
        for record in read_records(records):
            row = _flat(record)
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            writer.writerow(row)


def write_parquet(records: Path, path: Path) -> None:
    """A row an event, with nested columns, a thousand events a time.

    RAISES: ImportError, saying what to install, where pyarrow is missing.
    """
    try:
        from pyarrow import Table
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'spacy-diplomacy[parquet]'") from error
    schema = parquet_schema()
    with ParquetWriter(path, schema) as writer:
        batch: List[Dict[str, Any]] = []
        for record in read_records(records):
            batch.append(record)
            if len(batch) == 1000:
                writer.write_table(Table.from_pylist(batch, schema=schema))
                batch = []
        if batch:
            writer.write_table(Table.from_pylist(batch, schema=schema))


def parquet_schema() -> Any:
    """The columns of a record as a pyarrow schema; the same in every file."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    span = [("text", text), ("label", text), ("start", pa.int64()), ("end", pa.int64()), ("score", number)]
    participant = pa.list_(pa.struct([*span, ("name", text), ("country", text), ("sector", text)]))
    mentions = pa.list_(pa.struct(span))
    return pa.schema(
        [
            *((name, text) for name in _PLAIN),
            ("event_score", number),
            ("actor", participant),
            ("recipient", participant),
            ("location", pa.struct([*span, ("country", text)])),
            ("theme", mentions),
            ("sentence", text),
            ("trigger", pa.struct(span)),
            ("mentions", mentions),
            ("score", number),
            ("contexts", pa.list_(text)),
            ("pipeline", pa.struct([("name", text), ("version", text)])),
        ]
    )


def _flat(record: Dict[str, Any]) -> Dict[str, Any]:
    row: Dict[str, Any] = {}
    for key, value in record.items():
        if key in ("actor", "recipient"):
            for field in ("name", "country", "sector"):
                row[f"{key}_{field}"] = "; ".join(item[field] or "" for item in value)
        if key == "trigger":
            row["trigger_text"] = value["text"]
        if key == "location":
            row["location_text"] = value["text"] if value else None
        row[key] = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
    return row
