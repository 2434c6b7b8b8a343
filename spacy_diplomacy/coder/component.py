"""The spaCy pipe that writes ``doc._.events``."""

from pathlib import Path
from typing import Iterable, Optional

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from spacy.util import ensure_path, registry

from .records import code_events
from .tables import Tables, read_tables, tables_from_json, tables_to_json


class EventCoder(Pipe):
    """Sets ``doc._.events`` to PLOVER event records; rules and tables, nothing is learnt.

    tables: see `Tables`; they are saved with the pipeline.
    merging: whether triggers that tell the same act become one record.
    nlp: whose name and version every record bears; read late, since packaging sets them
        after the component is made.
    """

    def __init__(self, name: str, *, nlp: Language, tables: Tables, merging: bool) -> None:
        self.name = name
        self.tables = tables
        self.merging = merging
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        meta = self._nlp.meta
        pipeline = {"name": f"{meta['lang']}_{meta['name']}", "version": meta["version"]}
        records = code_events(doc, self.tables, merging=self.merging)
        doc._.events = [{**record, "pipeline": pipeline} for record in records]
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return srsly.msgpack_dumps(tables_to_json(self.tables))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EventCoder":
        self.tables = tables_from_json(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        path = ensure_path(path)
        path.mkdir(parents=True, exist_ok=True)
        srsly.write_json(path / "tables.json", tables_to_json(self.tables))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "EventCoder":
        self.tables = tables_from_json(srsly.read_json(ensure_path(path) / "tables.json"))
        return self


@registry.misc("spacy_diplomacy.coder_tables.v1")
def make_tables(agents: Optional[str] = None, bodies: Optional[str] = None) -> Tables:
    """The library's tables, or CSV files of the same columns in their place.

    agents: words, label, sector. bodies: name, country, sector.
    """
    return read_tables(agents, bodies)


@Language.factory(
    "event_coder",
    assigns=["doc._.events"],
    default_config={"tables": {"@misc": "spacy_diplomacy.coder_tables.v1"}, "merging": True},
)
def make_event_coder(nlp: Language, name: str, tables: Tables, merging: bool) -> EventCoder:
    return EventCoder(name, nlp=nlp, tables=tables, merging=merging)
