"""Markings that look forgotten or at odds with the rest of the corpus."""

import re
from collections import Counter, defaultdict
from typing import Dict, Iterable, Iterator, List, NamedTuple, Sequence, Set, Tuple

import simplemma

from ..story import Event, Mention, Story

#: Capitalised, but part of no name that is marked.
FORMS_OF_ADDRESS = frozenset(
    ("Mr", "Mrs", "Ms", "Dr", "Hon", "Honourable", "Sir", "Madam", "Excellency", "Majesty", "I")
)
#: Characters around a finding that are shown with it.
AROUND = 45
WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: A word starts a sentence after one of these, so that its capital says nothing.
SENTENCE_START = re.compile(r"(?:\A|[.!?:;\n\"“”‘(•*–—-])[\s\"“‘(]*\Z")


class Finding(NamedTuple):
    """A place to look at: what is odd, the story, the offset, and the words around."""

    what: str
    story: str
    start: int
    around: str


class TypedLemma(NamedTuple):
    """A trigger's lemma and how often it has each event type, in order of frequency."""

    lemma: str
    types: str
    rare: str


def capitalised_unmarked(stories: Sequence[Story]) -> List[Finding]:
    """Capitalised words inside a sentence that no span covers."""
    return [
        _finding(word[0], story, word.start())
        for story in stories
        for word in _unmarked(story)
        if word[0][0].isupper()
        and word[0] not in FORMS_OF_ADDRESS
        and not SENTENCE_START.search(story.text[: word.start()][-8:])
    ]


def marked_elsewhere(stories: Sequence[Story], *, least: int = 4, share: float = 0.8) -> List[Finding]:
    """Words without a mark that are an entity nearly everywhere else.

    least, share: a phrase counts if it is marked at least so often, and in at least this
        share of its occurrences.
    """
    marked = Counter(_words(story, mention).lower() for story in stories for mention in story.entities)
    phrases = {phrase for phrase, count in marked.items() if count >= least}
    bare: Dict[str, List[Tuple[Story, int]]] = defaultdict(list)
    for story in stories:
        for phrase, start in _bare_phrases(story, phrases):
            bare[phrase].append((story, start))
    return [
        _finding(f"{phrase} (marked {marked[phrase]}, not {len(places)})", story, start)
        for phrase, places in sorted(bare.items())
        if marked[phrase] >= share * (marked[phrase] + len(places))
        for story, start in places
    ]


def lemmas_of_several_types(stories: Iterable[Story], *, least: int = 2) -> List[TypedLemma]:
    """Trigger lemmas (simplemma) with more than one event type, the frequent first.

    least: how often a lemma must occur.
    RETURNS: for each the types with their counts, and where the rarest type stands.
    """
    uses: Dict[str, Dict[str, List[str]]] = defaultdict(lambda: defaultdict(list))
    for story in stories:
        for event in story.events:
            uses[trigger_lemma(story, event)][event.trigger.label].append(f"{story.id}:{event.trigger.start}")
    found = []
    for lemma, types in uses.items():
        order = sorted(types, key=lambda kind: -len(types[kind]))
        if len(order) > 1 and sum(map(len, types.values())) >= least:
            counts = ", ".join(f"{kind} {len(types[kind])}" for kind in order)
            found.append((sum(map(len, types.values())), TypedLemma(lemma, counts, " ".join(types[order[-1]][:4]))))
    return [lemma for _, lemma in sorted(found, key=lambda item: (-item[0], item[1]))]


def without_actor(stories: Iterable[Story]) -> List[Finding]:
    """Events that nobody does."""
    return [
        _finding(f"{event.trigger.label} {_words(story, event.trigger)}", story, event.trigger.start)
        for story in stories
        for event in story.events
        if not any(role == "Actor" for role, _ in event.arguments)
    ]


def trigger_lemma(story: Story, event: Event) -> str:
    words = _words(story, event.trigger).lower().split()
    return " ".join([simplemma.lemmatize(words[0], lang="en"), *words[1:]])


def _unmarked(story: Story) -> Iterator[re.Match]:
    covered = _covered(story)
    return (word for word in WORD.finditer(story.text) if word.start() not in covered)


def _bare_phrases(story: Story, phrases: Set[str]) -> Iterator[Tuple[str, int]]:
    covered = _covered(story)
    tokens = [(word.start(), word.end()) for word in re.finditer(r"\w[\w’'.-]*\w|\w", story.text)]
    for i, (start, _) in enumerate(tokens):
        for _, end in reversed(tokens[i : i + 4]):
            phrase = story.text[start:end].lower()
            if phrase in phrases:
                if covered.isdisjoint(range(start, end)):
                    yield phrase, start
                break


def _covered(story: Story) -> Set[int]:
    return {at for span in (*story.entities, *story.triggers) for at in range(span.start, span.end)}


def _words(story: Story, mention: Mention) -> str:
    return " ".join(story.text[mention.start : mention.end].split())


def _finding(what: str, story: Story, start: int) -> Finding:
    around = story.text[max(0, start - AROUND) : start + AROUND]
    return Finding(what, story.id, start, " ".join(around.split()))
