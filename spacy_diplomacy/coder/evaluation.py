"""How often the coder's countries, sectors and dates are right, on gold mentions."""

import csv
from datetime import date
from pathlib import Path
from typing import Any, Collection, Dict, Iterable, List, NamedTuple, Optional, Sequence

from ..schema import PARTICIPANTS
from ..story import Story
from .actors import resolve_actors
from .records import dates_of
from .tables import Tables

#: Files of gold beside the stories of a split.
ACTORS, DATES = "actors.tsv", "dates.tsv"


class Answer(NamedTuple):
    """What the coder said of one mention, and what is right; None for not told."""

    words: str
    said: Optional[str]
    right: Optional[str]


def read_gold(path: Path) -> Dict[str, List[Dict[str, str]]]:
    """Rows of a gold table by story: columns story, start, end, text, and the values.

    RAISES: ValueError, naming file and line, for a row whose offsets are no numbers.
    """
    found: Dict[str, List[Dict[str, str]]] = {}
    with path.open(encoding="utf8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
            if not (row["start"].isdigit() and row["end"].isdigit()):
                raise ValueError(f"{path}:{number}: start and end must be numbers")
            found.setdefault(row["story"], []).append(row)
    return found


def answers(stories: Iterable[Story], folder: Path, tables: Tables) -> Dict[str, List[Answer]]:
    """The coder's answers beside the gold of a folder, by "country", "sector" and "date"."""
    actors, dates = read_gold(folder / ACTORS), read_gold(folder / DATES)
    found: Dict[str, List[Answer]] = {"country": [], "sector": [], "date": []}
    for story in stories:
        published = date.fromisoformat(story.meta["date"])
        resolved = {(m.start, m.end): actor for m, actor in resolve_actors(story, tables, published).items()}
        for row in actors.get(story.id, ()):
            actor = resolved.get((int(row["start"]), int(row["end"])))
            for field in ("country", "sector"):
                said = getattr(actor, field) if actor else None
                found[field].append(Answer(row["text"], said, row[field] or None))
        told = {(m.start, m.end): d for m, d in dates_of(story, published).items()}
        for row in dates.get(story.id, ()):
            said = told.get((int(row["start"]), int(row["end"])))
            found["date"].append(Answer(row["text"], said.value if said else None, row["date"] or None))
    return found


def figures(given: Sequence[Answer]) -> Dict[str, Any]:
    """Shares of all answers: right, wrong (another value than the right one), and not told."""
    right = sum(answer.said == answer.right for answer in given)
    wrong = sum(answer.said is not None and answer.said != answer.right for answer in given)
    total = max(len(given), 1)
    return {
        "mentions": len(given),
        "accuracy": right / total,
        "wrong": wrong / total,
        "untold": (len(given) - right - wrong) / total,
    }


def by_sight(given: Sequence[Answer], seen: Collection[str]) -> Dict[str, List[Answer]]:
    """The answers for words that the training stories hold, and for those that they do not."""
    parts: Dict[str, List[Answer]] = {"seen": [], "unseen": []}
    for answer in given:
        parts["seen" if answer.words.lower() in seen else "unseen"].append(answer)
    return parts


def participants(stories: Iterable[Story]) -> Collection[str]:
    """The words of all participants, lower case."""
    return {s.text[m.start : m.end].lower() for s in stories for m in s.entities if m.label in PARTICIPANTS}
