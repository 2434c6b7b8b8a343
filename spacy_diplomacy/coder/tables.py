"""The tables of the event coder: sectors of agents, countries of well-known bodies."""

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import Dict, Iterable, NamedTuple, Optional, Tuple

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
    agents = {(row["label"], row["words"]): row["sector"] for row in _rows("agents.csv")}
    bodies = {row["name"].lower(): Body(row["country"], row["sector"]) for row in _rows("organisations.csv")}
    return Tables(agents, bodies)


def sector_of_words(text: str, label: str, tables: Tables) -> Optional[str]:
    """The sector that the words of a mention tell, by the longest listed words in them.

    Looked up from the whole phrase down to the head noun: "deputy foreign minister" by
    "minister", "members of parliament" whole, "captain of the guard" by "captain".
    """
    words = re.sub(r"[’']s\b", "", text.lower()).replace("’", "'").split()
    head = words[: next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))]
    for phrase in _phrases(words, head):
        for form in (phrase, _singular(phrase)):
            if (sector := tables.agents.get((label, form))) is not None:
                return sector
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


def _rows(name: str) -> Iterable[Dict[str, str]]:
    with (files("spacy_diplomacy") / "tables" / name).open(encoding="utf8") as file:
        yield from csv.DictReader(file)
