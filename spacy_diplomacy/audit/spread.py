"""How much of what a corpus holds: counts by label, register, country and split."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, Iterable, Iterator, List, Optional, Set

from ..countries import country_code
from ..story import Mention, Story

#: A story with fewer events for each 100 words is a hard negative.
FEW_EVENTS = 1.5


@dataclass
class Spread:
    """Counts over a set of stories.

    ``status`` and ``modes`` are keyed ``"TYPE value"``, ``"TYPE -"`` where there is none.
    ``actors`` counts the countries of actor mentions, ``countries`` in how many stories a
    country is named; both by ISO 3166 code.
    """

    stories: int = 0
    words: int = 0
    hard_negatives: int = 0
    episodes: Set[str] = field(default_factory=set)
    entities: Counter = field(default_factory=Counter)
    events: Counter = field(default_factory=Counter)
    status: Counter = field(default_factory=Counter)
    modes: Counter = field(default_factory=Counter)
    arguments: Counter = field(default_factory=Counter)
    relations: Counter = field(default_factory=Counter)
    contexts: Counter = field(default_factory=Counter)
    styles: Counter = field(default_factory=Counter)
    factual: Counter = field(default_factory=Counter)
    decades: Counter = field(default_factory=Counter)
    actors: Counter = field(default_factory=Counter)
    countries: Counter = field(default_factory=Counter)
    lengths: List[int] = field(default_factory=list)


def spread(stories: Iterable[Story]) -> Spread:
    """Count what the stories hold."""
    found = Spread()
    for story in stories:
        _add(found, story)
    return found


def actor_country(mention: Mention, story: Story) -> Optional[str]:
    """The country that an actor stands for: by its own name, or by whom it represents.

    Follows ``Holds_Office`` and ``Represents`` from the mention as far as a country; None
    where there is none. Only what is marked counts: no name is looked up in other sentences.
    """
    return _country(mention, story, frozenset())


def _country(mention: Mention, story: Story, passed: frozenset) -> Optional[str]:
    if mention.label in ("GPE", "NORP"):
        code = country_code(story.text[mention.start : mention.end])
        if code:
            return code
    for label, head, tail in story.relations:
        if head == mention and label in ("Holds_Office", "Represents") and tail not in passed:
            code = _country(tail, story, passed | {mention})
            if code:
                return code
    return None


def few_events(story: Story) -> bool:
    return len(story.events) * 100 < FEW_EVENTS * len(story.text.split())


def _add(found: Spread, story: Story) -> None:
    words = len(story.text.split())
    found.stories += 1
    found.words += words
    found.lengths.append(words)
    found.hard_negatives += few_events(story)
    found.entities.update(mention.label for mention in story.entities)
    found.relations.update(relation.label for relation in story.relations)
    for event in story.events:
        kind = event.trigger.label
        found.events[kind] += 1
        found.status[f"{kind} {event.status or '-'}"] += 1
        found.modes[f"{kind} {event.mode or '-'}"] += 1
        found.arguments.update(argument.role for argument in event.arguments)
    found.actors.update(_actors(story))
    found.countries.update(_named(story))
    _add_meta(found, story.meta)


def _add_meta(found: Spread, meta: Dict) -> None:
    found.episodes.add(meta["episode"])
    found.contexts.update(meta["contexts"])
    found.styles[meta["style"]] += 1
    found.factual["real" if meta["factual"] else "invented"] += 1
    found.decades[f"{meta['date'][:3]}0s"] += 1


def _actors(story: Story) -> Iterator[str]:
    for event in story.events:
        for role, mention in event.arguments:
            if role == "Actor":
                yield actor_country(mention, story) or "-"


def _named(story: Story) -> Set[str]:
    codes = {
        country_code(story.text[mention.start : mention.end])
        for mention in story.entities
        if mention.label in ("GPE", "NORP")
    }
    return {code for code in codes if code}
