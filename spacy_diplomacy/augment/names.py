"""Other people and other countries in the same story."""

import random
import re
from functools import lru_cache
from typing import Dict, Iterator, NamedTuple, Optional, Sequence

from ..countries import CountryForms, country_code, country_forms
from ..story import Mention, Story
from .edits import Edit, edit

#: Faker's locales that have names of their own in Latin script.
LOCALES = (
    *("cs_CZ", "da_DK", "de_DE", "en_GB", "en_IN", "en_KE", "en_NG", "en_PK", "en_TH", "es_CO", "es_ES", "fi_FI"),
    *("fr_DZ", "fr_FR", "ha_NG", "hr_HR", "hu_HU", "id_ID", "ig_NG", "it_IT", "lt_LT", "nl_NL", "no_NO", "pl_PL"),
    *("pt_BR", "ro_RO", "sw", "tr_TR", "tw_GH", "uz_UZ", "yo_NG", "zu_ZA"),
)
_NAME_PART = re.compile(r"[^\s-]+")
_ARTICLE = re.compile(r"\b[Tt]he $")


class Names(NamedTuple):
    """What names may be drawn from."""

    given: Sequence[str]
    family: Sequence[str]
    countries: Sequence[str]


@lru_cache(maxsize=4)
def names_from_faker(seed: int, size: int = 2000) -> Names:
    """People of many languages by the library Faker, and the countries of `country_forms`.

    Raises ImportError where Faker is missing, which is in the extra ``augment``.
    """
    try:
        from faker import Faker
    except ImportError as error:
        raise ImportError("names are made by Faker: pip install 'spacy-diplomacy[augment]'") from error
    fakers = [Faker(locale) for locale in LOCALES]
    for faker in fakers:
        faker.seed_instance(seed)
    rng = random.Random(seed)
    draw = [rng.choice(fakers) for _ in range(size)]
    given = [name for faker in draw if " " not in (name := faker.first_name())]
    family = [name for faker in draw if " " not in (name := faker.last_name())]
    return Names(given, family, sorted(country_forms()))


def swap_names(story: Story, names: Names, rng: random.Random) -> Story:
    """The story with every person and every country that is known by name replaced by another.

    One person keeps one name throughout, and a country, its people and its capital stay
    together. Names inside other mentions, as in the title of a treaty, stay.
    """
    return edit(story, [*_people(story, names, rng), *_countries(story, names, rng)])


def _people(story: Story, names: Names, rng: random.Random) -> Iterator[Edit]:
    mentions = [mention for mention in story.entities if mention.label == "PERSON"]
    parts = {mention: list(_NAME_PART.finditer(story.text, mention.start, mention.end)) for mention in mentions}
    family = {found[-1][0] for found in parts.values() if found}
    new: Dict[str, str] = {}
    for part in (part for mention in mentions for part in parts[mention]):
        old = part[0]
        # Particles (al, de, bin) and initials are no names by themselves.
        if old[0].islower() or len(old.rstrip(".")) < 2:
            continue
        if old not in new:
            drawn = rng.choice(names.family if old in family else names.given)
            new[old] = drawn.upper() if old.isupper() else drawn
        yield Edit(part.start(), part.end(), new[old])


def _countries(story: Story, names: Names, rng: random.Random) -> Iterator[Edit]:
    forms = country_forms()
    coded = [(mention, country_code(_words(story, mention))) for mention in story.entities if mention.label in PLACES]
    old = sorted({code for _, code in coded if code})
    new = dict(zip(old, rng.sample([code for code in names.countries if code not in old], len(old))))
    for mention, code in coded:
        if code:
            words = _words(story, mention)
            form = _like(words, mention, forms.get(code), forms[new[code]])
            article = _ARTICLE.search(story.text, max(0, mention.start - 4), mention.start)
            keeps = article is None or mention.label == "NORP"
            yield Edit(mention.start if keeps else article.start(), mention.end, form)


#: Labels whose mentions may be countries, their peoples or their capitals.
PLACES = ("GPE", "NORP")


def _words(story: Story, mention: Mention) -> str:
    return story.text[mention.start : mention.end]


def _like(words: str, mention: Mention, old: Optional[CountryForms], new: CountryForms) -> str:
    """The form of the new country that answers to the words for the old one."""
    if old and words.lower() == old.capital.lower():
        form = new.capital
    elif mention.label == "NORP":
        plural = words.endswith("ns") and not new.demonym.endswith(("ese", "sh", "ch", "s"))
        form = new.demonym + "s" * plural
    else:
        form = new.name
    # "MOSCOW" is a dateline, "US" an abbreviation.
    dateline = words.isupper() and old and words.lower() in {known.lower() for known in old}
    return form.upper() if dateline else form
