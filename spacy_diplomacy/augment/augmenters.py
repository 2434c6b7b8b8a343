"""spaCy augmenters: varied copies of training stories, in place of the story or beside it."""

import random
from dataclasses import replace
from typing import Callable, Iterator

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

from ..docs import to_doc, to_story
from ..story import Story
from .names import names_from_faker, swap_names

#: Characters for which typists and agencies have more than one.
VARIANTS = {'"': "“”", "'": "’‘", "“": '"', "”": '"', "’": "'", "‘": "'", "–": "-—", "—": "–-"}

Augmenter = Callable[[Language, Example], Iterator[Example]]


@registry.augmenters("spacy_diplomacy.swap_names.v1")
def make_swap_names(level: float, seed: int = 0) -> Augmenter:
    """Replace the people and the countries of a share `level` of the stories; see `swap_names`."""
    names = names_from_faker(seed)
    return _augmenter(level, lambda story: swap_names(story, names, random))


@registry.augmenters("spacy_diplomacy.vary_characters.v1")
def make_vary_characters(level: float, lower: float = 0.2) -> Augmenter:
    """Typographic variants in a share `level` of the stories, of these a share `lower` in lower case."""
    return _augmenter(level, lambda story: _lower(story) if random.random() < lower else _vary(story))


@registry.augmenters("spacy_diplomacy.chain.v1")
def make_chain(first: Augmenter, second: Augmenter) -> Augmenter:
    """What `second` makes of what `first` makes."""

    def chained(nlp: Language, example: Example) -> Iterator[Example]:
        for varied in first(nlp, example):
            yield from second(nlp, varied)

    return chained


def _augmenter(level: float, change: Callable[[Story], Story]) -> Augmenter:
    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if random.random() >= level:
            yield example
            return
        reference = example.reference
        story = change(to_story(reference, reference._.story.get("id", ""), reference._.story))
        doc, _ = to_doc(story, nlp.make_doc)
        yield Example(nlp.make_doc(story.text), doc)

    return augment


def _lower(story: Story) -> Story:
    return _each_character(story, str.lower)


def _vary(story: Story) -> Story:
    swapped = {char: random.choice(forms) for char, forms in VARIANTS.items() if random.random() < 0.5}
    return _each_character(story, lambda char: swapped.get(char, char))


def _each_character(story: Story, change: Callable[[str], str]) -> Story:
    # A few letters have a lower case of two characters: they stay, so that all offsets do.
    changed = ((char, change(char)) for char in story.text)
    return replace(story, text="".join(new if len(new) == 1 else old for old, new in changed))
