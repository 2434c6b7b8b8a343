"""The cases themselves; `weasel run behaviour` runs them against the trained pipeline."""

from pathlib import Path

import pytest

from spacy_diplomacy.behaviour import read_cases

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases_are_well_formed(path):
    cases = read_cases(path)
    assert len(cases) >= 10
    assert len({case.id for case in cases}) == len({case.text for case in cases}) == len(cases)


def test_they_are_at_least_200():
    assert sum(len(read_cases(path)) for path in FILES) >= 200


def test_nothing_is_ever_expected_where_mere_company_is_tested():
    for group in ("co_occurrence", "look_alikes"):
        cases = read_cases(Path(__file__).parent / f"{group}.yaml")
        assert all(not case.expect and list(case.forbid) == [{}] for case in cases)
