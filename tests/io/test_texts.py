import datetime
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacy_diplomacy.io.texts import BadText, Text, read_texts


def read(*paths, stdin=""):
    return list(read_texts([str(path) for path in paths], io.StringIO(stdin)))


def test_files_folders_and_stdin_in_their_order(tmp_path):
    (tmp_path / "b.txt").write_text("\ufeffPeru met Chad.", encoding="utf8")
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "d.jsonl").write_text('{"id": 7, "text": "x", "date": "2015-07-31T10:00:00"}\n\n{"text": "y"}\n')
    (folder / "c.txt").write_text("Late news.")
    (folder / "notes.md").write_text("no story")
    assert read(tmp_path / "b.txt", folder, "-", stdin="From the wire.") == [
        Text("b", "Peru met Chad.", None),
        Text("c", "Late news.", None),
        Text("7", "x", "2015-07-31"),
        Text("d-3", "y", None),
        Text("stdin", "From the wire.", None),
    ]


def test_jsonl_on_stdin():
    assert read("-", stdin='{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}') == [
        Text("a", "x", None),
        Text("b", "y", None),
    ]


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    rows = [{"id": "a", "text": "x", "date": datetime.date(2015, 7, 31)}, {"id": "b", "text": None, "date": None}]
    write_table(pyarrow.Table.from_pylist(rows), tmp_path / "t.parquet")
    good, bad = read(tmp_path / "t.parquet")
    assert good == Text("a", "x", "2015-07-31")
    assert bad == BadText(f"{tmp_path}/t.parquet, row 2", "the row has no text")
    (tmp_path / "t.parquet").write_bytes(b"no parquet")
    (bad,) = read(tmp_path / "t.parquet")
    assert "is no Parquet" in bad.message


@pytest.mark.parametrize(
    "line, message",
    [
        ("{", "the line is no JSON"),
        ("[1]", "the line is no JSON object"),
        ('{"id": "a"}', "the row has no text"),
        ('{"text": 5}', "the text is no string"),
        ('{"text": "  "}', "the text is empty"),
        ('{"text": "x", "date": "July"}', "the date 'July' is no date"),
        ('{"text": "x", "id": "first"}', "the id 'first' stands twice"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_through(tmp_path, line, message):
    path = tmp_path / "t.jsonl"
    path.write_text(f'{{"id": "first", "text": "x"}}\n{line}\n{{"id": "last", "text": "y"}}\n')
    first, bad, last = read(path)
    assert (first.id, last.id) == ("first", "last")
    assert bad.where == f"{path}:2" and bad.message.startswith(message)


def test_missing_and_unreadable_files(tmp_path):
    (tmp_path / "latin.txt").write_bytes("Brasília".encode("latin1"))
    (tmp_path / "empty").mkdir()
    messages = [bad.message for bad in read(tmp_path / "nowhere.txt", tmp_path / "latin.txt", tmp_path / "empty")]
    assert [message.split(",")[0].split("(")[0].strip() for message in messages] == [
        "there is no such file or folder",
        "the text is no UTF-8",
        "the folder holds no file ending in .txt",
    ]


ROWS = st.dictionaries(st.sampled_from(["id", "text", "date"]), st.text())


@given(st.lists(st.one_of(st.text(), ROWS.map(json.dumps))))
def test_whatever_the_lines_each_is_a_story_or_a_message(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("fuzz") / "t.jsonl"
    path.write_text("\n".join(lines), encoding="utf8", errors="replace")
    assert all(isinstance(found, (Text, BadText)) for found in read(path))
