"""The neutral record of one annotated story, and its check against the schema.

Every reader yields a `Story`; the converter and every writer take one. Offsets are
Unicode code points into ``text``, the end exclusive.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Dict, Iterator, NamedTuple, Optional, Tuple, Union

from . import schema


@dataclass(frozen=True, order=True)
class Mention:
    """A labelled stretch of text: an entity, or the trigger of an event."""

    start: int
    end: int
    label: str


class Argument(NamedTuple):
    """A mention in its role."""

    role: str
    mention: Mention


@dataclass(frozen=True)
class Event:
    """A trigger, whose label is the PLOVER type, with its arguments and qualifiers."""

    trigger: Mention
    arguments: Tuple[Argument, ...] = ()
    status: Optional[str] = None
    mode: Optional[str] = None


class Relation(NamedTuple):
    """A directed relation between two entities."""

    label: str
    head: Mention
    tail: Mention


@dataclass(frozen=True)
class Story:
    """A text, its annotation in four layers, and its metadata."""

    id: str
    text: str
    entities: Tuple[Mention, ...] = ()
    events: Tuple[Event, ...] = ()
    relations: Tuple[Relation, ...] = ()
    meta: Dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def triggers(self) -> Tuple[Mention, ...]:
        return tuple(event.trigger for event in self.events)


class Fault(NamedTuple):
    """What is wrong with an annotation, and the item that it is about.

    The item is a mention, an event, a relation, or an event with the name of one of its
    qualifiers, "status" or "mode".
    """

    item: Union[Mention, Event, Relation, Tuple[Event, str]]
    message: str


def check_story(story: Story) -> Iterator[Fault]:
    """Every breach of the schema in the story's annotation; none for a good story."""
    yield from _check_mentions(story)
    for event in story.events:
        yield from _check_event(event, story)
    yield from _check_relations(story)


def check_meta(meta: Dict[str, Any]) -> Iterator[str]:
    """What is missing or wrong in a line of metadata."""
    for key in ("id", "title", "date", "style", "episode"):
        if not isinstance(meta.get(key), str) or not meta[key]:
            yield f"'{key}' is missing"
    try:
        date.fromisoformat(meta.get("date") or "2000-01-01")
    except (TypeError, ValueError):
        yield f"'date' is {meta['date']!r}; write the day of publication as YYYY-MM-DD"
    if not isinstance(meta.get("factual"), bool):
        yield "'factual' must be true (a real episode) or false (an invented one)"
    if meta.get("style") and meta["style"] not in schema.STYLES:
        yield _unknown("style", meta["style"], schema.STYLES)
    contexts = meta.get("contexts", [])
    if not isinstance(contexts, list):
        yield "'contexts' must be a list of PLOVER contexts"
    else:
        for context in contexts:
            if context not in schema.CONTEXTS:
                yield _unknown("context", context, schema.CONTEXTS)


def _check_mentions(story: Story) -> Iterator[Fault]:
    for mentions, kind, known in (
        (story.entities, "entity label", schema.ENTITY_LABELS),
        (story.triggers, "event type", schema.EVENT_TYPES),
    ):
        for mention in mentions:
            if mention.label not in known:
                yield Fault(mention, _unknown(kind, mention.label, known))
            yield from _check_span(mention, story.text)
    ordered = sorted(story.entities + story.triggers)
    for left, right in pairwise(ordered):
        if left.end > right.start:
            yield Fault(right, f"{_quote(right, story)} overlaps {_quote(left, story)}; spans are flat")


def _check_span(mention: Mention, text: str) -> Iterator[Fault]:
    if not 0 <= mention.start < mention.end <= len(text):
        yield Fault(
            mention, f"span {mention.start}-{mention.end} is empty or outside the text of {len(text)} characters"
        )
        return
    words = text[mention.start : mention.end]
    if words != words.strip():
        yield Fault(mention, f"span {words!r} begins or ends with white space")
    if "\n" in words:
        yield Fault(mention, f"span {words!r} crosses a line")


def _check_event(event: Event, story: Story) -> Iterator[Fault]:
    event_type = event.trigger.label
    entities = set(story.entities)
    seen = set()
    for argument in event.arguments:
        what = f"{argument.role} {_quote(argument.mention, story)}"
        if argument.role not in schema.ROLES:
            yield Fault(event, _unknown("role", argument.role, schema.ROLES))
        elif argument.mention not in entities:
            yield Fault(event, f"{what} is no entity of the story")
        elif argument.mention.label not in schema.ROLES[argument.role].tails:
            yield Fault(event, f"{what} is a {argument.mention.label}, which cannot fill that role")
        if argument in seen:
            yield Fault(event, f"{what} is given twice")
        seen.add(argument)
    if event.status is not None and event.status not in schema.STATUSES:
        yield Fault((event, "status"), _unknown("Status", event.status, schema.STATUSES))
    modes = schema.MODES.get(event_type, ())
    if event.mode is not None and event.mode not in modes:
        yield Fault((event, "mode"), _unknown(f"Mode of {event_type}", event.mode, modes))


def _check_relations(story: Story) -> Iterator[Fault]:
    entities = set(story.entities)
    seen = set()
    for relation in story.relations:
        what = f"{relation.label} {_quote(relation.head, story)} -> {_quote(relation.tail, story)}"
        link = schema.RELATIONS.get(relation.label)
        if link is None:
            yield Fault(relation, _unknown("relation", relation.label, schema.RELATIONS))
        elif not {relation.head, relation.tail} <= entities:
            yield Fault(relation, f"{what} connects something that is no entity of the story")
        elif relation.head.label not in link.heads or relation.tail.label not in link.tails:
            yield Fault(relation, f"{what} cannot go {relation.head.label} -> {relation.tail.label}")
        if relation.head == relation.tail:
            yield Fault(relation, f"{what} goes to itself")
        if relation in seen:
            yield Fault(relation, f"{what} is given twice")
        seen.add(relation)


def _quote(mention: Mention, story: Story) -> str:
    return repr(story.text[mention.start : mention.end])


def _unknown(kind: str, value: Any, allowed: Any) -> str:
    choices = ", ".join(allowed) or "none"
    return f"unknown {kind} {value!r}; allowed: {choices}"
