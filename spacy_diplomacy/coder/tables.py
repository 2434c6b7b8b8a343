"""The tables of the event coder: sectors of agents, countries of well-known bodies."""

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, NamedTuple, Optional, Sequence, Tuple

FOLDER = Path(__file__).parent.parent / "tables"

#: PLOVER's sectors of actors, and what each stands for.
SECTORS: Dict[str, str] = {
    "GOV": "government, its heads, ministers, diplomats and bodies",
    "LEG": "parliaments and their members",
    "JUD": "courts, judges and prosecutors",
    "MIL": "armed forces of a state",
    "COP": "police",
    "SPY": "intelligence services",
    "PTY": "political parties",
    "OPP": "political opposition",
    "REB": "armed groups against a state",
    "UAF": "armed people of unknown side",
    "CRM": "criminals",
    "CVL": "civilians, former officials",
    "REF": "refugees and migrants",
    "LAB": "workers and unions",
    "BUS": "companies and business people",
    "EDU": "schools, students, scholars",
    "JRN": "news media and journalists",
    "MED": "medical staff and bodies",
    "REL": "religious bodies and leaders",
    "NGO": "non-governmental organisations",
    "IGO": "bodies of states",
}

#: What ends the head of a phrase: "captain of the guard".
_LINKS = frozenset(("of", "for", "in", "to", "at", "from"))


class Body(NamedTuple):
    """What is known of a named body; an empty string for nothing."""

    country: str
    sector: str


class Tables(NamedTuple):
    """All tables of the coder.

    agents: sector by label and words, lower case.
    bodies: by name, lower case.
    """

    agents: Dict[Tuple[str, str], str]
    bodies: Dict[str, Body]


@lru_cache(maxsize=1)
def default_tables() -> Tables:
    """The tables of the library, `spacy_diplomacy/tables/*.csv`."""
    return read_tables()


def read_tables(agents: Optional[str] = None, bodies: Optional[str] = None) -> Tables:
    """Tables from CSV files; those of the library where no path is given.

    agents: columns words, label, sector. bodies: columns name, country, sector.
    RAISES: ValueError, naming the file, for a missing column or an unknown sector.
    """
    agents, bodies = Path(agents or FOLDER / "agents.csv"), Path(bodies or FOLDER / "organisations.csv")
    by_words = {(row["label"], row["words"]): row["sector"] for row in _rows(agents, ("words", "label", "sector"))}
    by_name = {
        row["name"].lower(): Body(row["country"], row["sector"])
        for row in _rows(bodies, ("name", "country", "sector"))
    }
    return Tables(by_words, by_name)


def tables_to_json(tables: Tables) -> Dict[str, list]:
    return {
        "agents": [[label, words, sector] for (label, words), sector in tables.agents.items()],
        "bodies": [[name, *body] for name, body in tables.bodies.items()],
    }


def tables_from_json(data: Dict[str, list]) -> Tables:
    agents = {(label, words): sector for label, words, sector in data["agents"]}
    return Tables(agents, {name: Body(country, sector) for name, country, sector in data["bodies"]})


def sector_of_words(text: str, label: str, tables: Tables) -> Optional[str]:
    """The sector that the words of a mention tell, by the longest listed words in them.

    A row without a sector says that the words tell none ("parties", which may be states).
    Looked up from the whole phrase down to the head noun: "deputy foreign minister" by
    "minister", "members of parliament" whole, "captain of the guard" by "captain".
    """
    words = re.sub(r"[’']s\b", "", text.lower()).replace("’", "'").split()
    head = words[: next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))]
    for phrase in _phrases(words, head):
        for form in (phrase, _singular(phrase)):
            if (sector := tables.agents.get((label, form))) is not None:
                return sector or None
    return None


def _phrases(words: list, head: list) -> Iterable[str]:
    yield " ".join(words)
    for start in range(len(head)):
        yield " ".join(head[start:])
    # "army chief", "police officers of the border unit": what comes first tells too.
    yield from (" ".join(words[:stop]) for stop in range(len(words) - 1, 0, -1))


def _singular(phrase: str) -> str:
    for end, singular in (("ies", "y"), ("men", "man"), ("sses", "ss"), ("ches", "ch"), ("s", "")):
        if phrase.endswith(end):
            return phrase[: -len(end)] + singular
    return phrase


def _rows(path: Path, columns: Sequence[str]) -> Iterable[Dict[str, str]]:
    with path.open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            missing = [column for column in columns if row.get(column) is None]
            if missing:
                raise ValueError(f"{path}: no column {', '.join(missing)}; the table needs {', '.join(columns)}")
            if row["sector"] and row["sector"] not in SECTORS:
                raise ValueError(f"{path}: no such sector: {row['sector']}; there are {', '.join(SECTORS)}")
            yield row
