import random

import pytest

from spacy_diplomacy.augment.names import Names, names_from_faker, swap_names
from spacy_diplomacy.countries import country_code, country_forms
from spacy_diplomacy.story import check_story

from ..markup import STORIES, story

NAMES = Names(["Ada"], ["Osei"], ["PER"])


@pytest.mark.parametrize(
    "marked, expected",
    [
        ("[Kari Lund|PERSON|t1] left. [Lund|PERSON|t2] wept.", "Ada Osei left. Osei wept."),
        ("[Ali al-Sadi|PERSON|t1] left.", "Ada al-Osei left."),
        ("[J. Lund|PERSON|t1] left.", "J. Osei left."),
        ("[Oslo|GPE|t1] and [Norway|GPE|t2] and a [Norwegian|NORP|t3]", "Lima and Peru and a Peruvian"),
        ("[OSLO|GPE|t1]. [Norwegians|NORP|t2] left the [Netherlands|GPE|t3]", "LIMA. Peruvians left Bolivia"),
        ("the [Norwegian|NORP|t1] army in [Atlantis|GPE|t2]", "the Peruvian army in Atlantis"),
    ],
)
def test_swap(marked, expected):
    names = NAMES._replace(countries=["PER", "BOL"]) if "Netherlands" in marked else NAMES
    found = {swap_names(story("s", marked), names, random.Random(seed)).text for seed in range(9)}
    assert expected in found


def test_faker_names_are_many_and_given_by_the_seed():
    names = names_from_faker(1)
    assert len(set(names.given)) > 500 and len(set(names.family)) > 500
    assert names == names_from_faker.__wrapped__(1) != names_from_faker(2)


@pytest.mark.parametrize("example", STORIES)
def test_a_swapped_story_stays_good(example):
    changed = swap_names(example, names_from_faker(1), random.Random(0))
    assert not list(check_story(changed))
    assert [m.label for m in changed.entities] == [m.label for m in example.entities]


def test_forms_are_the_country_s_own():
    forms = country_forms()
    assert len(forms) > 120
    assert all(country_code(form) == code for code, found in forms.items() for form in found)
