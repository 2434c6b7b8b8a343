"""Change the words of an annotated story, and keep its annotation in place."""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import Dict, List, NamedTuple, Sequence

from ..story import Argument, Event, Mention, Relation, Story


class Edit(NamedTuple):
    """Characters of a text, the end exclusive, and what stands there instead."""

    start: int
    end: int
    text: str


def edit(story: Story, edits: Sequence[Edit]) -> Story:
    """The story with other words, each mention over what its own words became.

    edits: without overlap, in any order. A mention that one covers or cuts reaches over all
        of the new text.
    """
    edits = sorted(edits)
    pieces, at = [], 0
    for change in edits:
        pieces += [story.text[at : change.start], change.text]
        at = change.end
    text = "".join([*pieces, story.text[at:]])
    moved = _moved(story, edits)
    events = tuple(
        Event(
            moved[event.trigger],
            tuple(Argument(role, moved[mention]) for role, mention in event.arguments),
            event.status,
            event.mode,
        )
        for event in story.events
    )
    relations = tuple(Relation(label, moved[head], moved[tail]) for label, head, tail in story.relations)
    entities = tuple(moved[mention] for mention in story.entities)
    return replace(story, text=text, entities=entities, events=events, relations=relations)


def _moved(story: Story, edits: List[Edit]) -> Dict[Mention, Mention]:
    starts, ends = [change.start for change in edits], [change.end for change in edits]
    growth = [0, *accumulate(len(change.text) - (change.end - change.start) for change in edits)]

    def start_at(place: int) -> int:
        before = bisect_right(ends, place)
        inside = before < len(edits) and starts[before] < place
        return (starts[before] if inside else place) + growth[before]

    def end_at(place: int) -> int:
        # The edit that begins before the place, if it also reaches it, moves it to its own end.
        before = bisect_right(starts, place - 1)
        inside = before > 0 and ends[before - 1] > place
        return (ends[before - 1] if inside else place) + growth[before]

    return {
        mention: Mention(start_at(mention.start), end_at(mention.end), mention.label)
        for mention in story.entities + story.triggers
    }
