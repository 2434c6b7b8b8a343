import csv
from pathlib import Path

import pycountry
import pytest

from spacy_diplomacy.countries import TABLE, country_code

ROWS = list(csv.DictReader((Path("spacy_diplomacy") / TABLE).open(encoding="utf8")))


@pytest.mark.parametrize(
    "name, code",
    [
        ("France", "FRA"),
        ("French", "FRA"),
        ("PARIS", "FRA"),
        ("the Netherlands", "NLD"),
        ("Kenyans", "KEN"),
        ("U.S.", "USA"),
        ("Republic of Kenya", "KEN"),
        ("Côte d'Ivoire", "CIV"),
        ("Yaounde", "CMR"),
        ("Soviet", "SUHH"),
        ("Congolese", None),  # of either Congo
        ("Dominican", None),  # of Dominica or of the Dominican Republic
        ("Atlantis", None),
        ("", None),
    ],
)
def test_country_code(name, code):
    assert country_code(name) == code


def test_every_code_of_the_table_is_in_iso_3166():
    known = {country.alpha_3 for country in pycountry.countries}
    former = {country.alpha_4 for country in pycountry.historic_countries}
    # Kosovo has no code of its own; this one is in wide use.
    assert {row["code"] for row in ROWS} - {""} <= known | former | {"XKX"}


def test_every_row_of_the_table_has_its_source_and_stands_once():
    assert all(row["source"] for row in ROWS)
    assert len({row["name"] for row in ROWS}) == len(ROWS)
