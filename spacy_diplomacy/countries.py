"""Which country a name, a demonym or a capital stands for."""

import csv
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Dict, Iterator, NamedTuple, Optional, Tuple

from countryinfo import all_countries

#: What countryinfo lacks or has wrong, and the names it has for several countries: each row
#: with its source. An empty code means that the name alone does not tell the country.
TABLE = "tables/countries.csv"


def country_code(name: str) -> Optional[str]:
    """The ISO 3166 code of the country that a name, demonym or capital stands for.

    name: as in a text, with or without article and diacritics.
    RETURNS: alpha-3; for a state that is no more the four letters of ISO 3166-3; None for
        an unknown or ambiguous name.
    """
    table, key = _table(), _key(name)
    # "Kenyans" as "Kenyan": the table has the singular.
    return table.get(key, table.get(key.removesuffix("s"))) or None


class CountryForms(NamedTuple):
    """How a text names a country, its people and its seat of power."""

    name: str
    demonym: str
    capital: str


@lru_cache(maxsize=1)
def country_forms() -> Dict[str, CountryForms]:
    """Countries by code, those with plain names: one word, no article, each form the country's alone."""
    forms = {}
    for country in all_countries():
        facts = country.info()
        code, name, capital = facts.get("ISO", {}).get("alpha3"), facts.get("name"), facts.get("capital")
        found = CountryForms(str(name), (facts.get("demonym") or "").split(",")[0], str(capital))
        if code and all(form.isalpha() and country_code(form) == code for form in found):
            forms[code] = found
    return forms


@lru_cache(maxsize=1)
def _table() -> Dict[str, str]:
    found: Dict[str, str] = {}
    ambiguous = set()
    for name, code in _from_countryinfo():
        key = _key(name)
        if found.setdefault(key, code) != code:
            ambiguous.add(key)
    table = {key: code for key, code in found.items() if key not in ambiguous}
    with (files("spacy_diplomacy") / TABLE).open(encoding="utf8") as file:
        table.update((_key(row["name"]), row["code"]) for row in csv.DictReader(file))
    return table


def _from_countryinfo() -> Iterator[Tuple[str, str]]:
    for country in all_countries():
        facts = country.info()
        code = facts.get("ISO", {}).get("alpha3")
        names = (facts.get("name"), facts.get("capital"), *(facts.get("demonym") or "").split(","))
        # Of the other spellings the long ones are official names, the short ones codes.
        official = (name for name in facts.get("altSpellings", ()) if " " in name)
        for name in (*names, *official):
            if code and isinstance(name, str) and name.strip():
                yield name, code


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = plain.lower().replace(".", "").replace("-", " ").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
