"""Audit the corpus: what it holds against its targets, and what deserves a second look."""

import csv
import json
from pathlib import Path
from typing import Annotated, Any, Dict, List, Optional, Sequence

import typer

from scripts import console
from scripts.corpus import SPLITS, read_corpus
from scripts.generated import replace_part
from spacy_diplomacy.audit import markings, phrasing, similarity
from spacy_diplomacy.audit.requirements import Requirement, check
from spacy_diplomacy.audit.spread import spread
from spacy_diplomacy.audit.tables import spread_tables
from spacy_diplomacy.conversion import shared_episodes
from spacy_diplomacy.story import Story

#: How many lines of each list are printed; the files hold all.
SHOWN = 8
#: Two stories at least so similar (Jaccard, of word trigrams) are one story too many.
SIMILARITY = 0.3


def main(
    corpus: Annotated[Path, typer.Argument(help="Folder with a folder of brat stories for each split")],
    output: Annotated[Path, typer.Argument(help="Folder for the lists to review")],
    targets: Annotated[Optional[Path], typer.Option(help="JSON file of what the corpus is to hold")] = None,
    page: Annotated[Optional[Path], typer.Option(help="Markdown page to put the spread tables into")] = None,
) -> None:
    wanted = _read_targets(targets)
    stories, bad = read_corpus(corpus)
    everything = [story for split in SPLITS for story in stories[split]]
    if not everything:
        console.fail(f"{corpus} holds no story that can be used", exits=1)
    lists = {
        "similar": similarity.similar_pairs(everything),
        "phrases": phrasing.frequent_phrases(everything),
        "openings": phrasing.frequent_openings(everything),
        "capitalised": markings.capitalised_unmarked(everything),
        "marked_elsewhere": markings.marked_elsewhere(everything),
        "lemmas": markings.lemmas_of_several_types(everything),
        "without_actor": markings.without_actor(everything),
    }
    output.mkdir(parents=True, exist_ok=True)
    required = _hard_faults(len(bad), stories, lists["similar"], wanted.get("similarity", SIMILARITY))
    if wanted:
        required += check(spread(everything), spread(stories["train"]), wanted)
    for name, rows in {**lists, "demands": required}.items():
        _write_list(output / f"{name}.tsv", rows)
    for name, rows in lists.items():
        _print_list(name, rows)
    _print_required(required)
    tables = spread_tables(stories)
    (output / "spread.md").write_text(tables + "\n", encoding="utf8")
    console.good(f"Lists and spread tables in {output}")
    if page is not None:
        replace_part(page, "SPREAD", tables)
        console.good(f"Wrote the tables into {page}")
    if any(not (item.met or item.excuse) for item in required):
        raise typer.Exit(1)


def _read_targets(path: Optional[Path]) -> Dict[str, Any]:
    if path is None:
        return {}
    if not path.is_file():
        console.fail(f"there is no file {path}: copy corpus/targets.json and change its numbers", exits=1)
    return json.loads(path.read_text(encoding="utf8"))


def _hard_faults(bad: int, stories: Dict[str, List[Story]], similar: list, limit: float) -> List[Requirement]:
    # Below the floor nothing is looked at.
    highest = similar[0].similarity if similar else similarity.FLOOR
    shared = len(shared_episodes(stories))
    return [
        Requirement("stories with schema faults", bad, "0", bad == 0),
        Requirement("episodes in two splits", shared, "0", shared == 0),
        Requirement("highest similarity of two stories, at most", highest, f"< {limit:.2f}", highest < limit),
    ]


def _print_required(required: Sequence[Requirement]) -> None:
    console.divider("demands on the corpus that are not met")
    rows = [
        (item.name, _shown(item.found), item.wanted, f"waived: {item.excuse}" if item.excuse else "missed")
        for item in required
        if not item.met
    ]
    console.table(rows, header=("demand", "found", "wanted", ""), divider=True, aligns=("l", "r", "r", "l"))
    missed = sum(not (item.met or item.excuse) for item in required)
    say = console.fail if missed else console.good
    say(f"{sum(item.met for item in required)} of {len(required)} demands met, {missed} missed, the others waived")


def _shown(item: object) -> str:
    return f"{item:.3f}" if isinstance(item, float) else str(item)


def _print_list(name: str, rows: Sequence[tuple]) -> None:
    console.divider(f"{name.replace('_', ' ')}: {len(rows)}")
    for row in rows[:SHOWN]:
        console.line("  ".join(map(_shown, row)))


def _write_list(path: Path, rows: Sequence[tuple]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        if rows:
            writer.writerow(rows[0]._fields)
        writer.writerows(rows)


if __name__ == "__main__":
    typer.run(main)
