import csv
import json

import pytest

from spacy_diplomacy.io.events import EventFile, parquet_schema, read_records, write_csv, write_parquet

from ..coder.test_records import coded, nlp  # noqa: F401
from ..markup import STORIES


@pytest.fixture
def records(nlp):  # noqa: F811
    return {story.id: coded(nlp, story) for story in STORIES}


def write(path, records, *, until=None):
    with EventFile(path) as file:
        for story in records:
            if story not in file.done:
                file.add(story, records[story])
            if story == until:
                return


def test_an_interruption_neither_loses_nor_doubles(tmp_path, records):
    whole = tmp_path / "whole.jsonl"
    write(whole, records)
    path = tmp_path / "cut.jsonl"
    for cut in range(0, whole.stat().st_size, 97):
        path.write_bytes(whole.read_bytes()[:cut])
        journal = (tmp_path / "whole.jsonl.progress").read_text().splitlines(keepends=True)
        kept = [line for line in journal if json.loads(line)[1] <= cut]
        # The journal's last line may be cut, too.
        (tmp_path / "cut.jsonl.progress").write_text("".join(kept) + '["half')
        write(path, records)
        assert path.read_bytes() == whole.read_bytes()


def test_a_finished_file_begins_anew(tmp_path, records):
    path = tmp_path / "events.jsonl"
    for _ in range(2):
        write(path, records)
        with EventFile(path) as file:
            file.finish()
    assert len(list(read_records(path))) == sum(map(len, records.values()))


def test_csv(tmp_path, records):
    write(tmp_path / "e.jsonl", records)
    write_csv(tmp_path / "e.jsonl", tmp_path / "e.csv")
    with (tmp_path / "e.csv").open(newline="", encoding="utf8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(map(len, records.values()))
    assert rows[0]["actor_country"] == "NOR; BRA" and rows[0]["trigger_text"] == "met"
    assert json.loads(rows[0]["actor"]) == records["oslo-visit"][0]["actor"]


def test_parquet_keeps_every_field(tmp_path, records):
    parquet = pytest.importorskip("pyarrow.parquet")
    write(tmp_path / "e.jsonl", records)
    write_parquet(tmp_path / "e.jsonl", tmp_path / "e.parquet")
    rows = parquet.read_table(tmp_path / "e.parquet").to_pylist()
    assert rows == [record for story in records.values() for record in story]
    assert set(parquet_schema().names) == set(rows[0])
