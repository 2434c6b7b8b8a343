"""What a story claims, layer by layer, as located facts that can be compared."""

from typing import Callable, Dict, Iterator, List, NamedTuple, Tuple

from .story import Mention, Story

#: Start and end of a mention, in code points of the text.
Place = Tuple[int, int]


class Fact(NamedTuple):
    """One claim: the label scored, the places it is about, and what else must agree.

    For an argument the label is the role and ``context`` the type of its event.
    """

    label: str
    places: Tuple[Place, ...]
    context: str = ""


def facts(story: Story, layer: str) -> List[Fact]:
    """The facts of a layer, without repetition, in order of the text.

    RAISES: KeyError for a layer that is not in `LAYERS`.
    """
    return sorted(set(LAYERS[layer](story)), key=lambda fact: (fact.places, fact))


def _place(mention: Mention) -> Place:
    return mention.start, mention.end


def _entities(story: Story) -> Iterator[Fact]:
    return (Fact(mention.label, (_place(mention),)) for mention in story.entities)


def _triggers(story: Story) -> Iterator[Fact]:
    return (Fact("trigger", (_place(trigger),)) for trigger in story.triggers)


def _events(story: Story) -> Iterator[Fact]:
    return (Fact(trigger.label, (_place(trigger),)) for trigger in story.triggers)


def _status(story: Story) -> Iterator[Fact]:
    return (Fact(event.status, (_place(event.trigger),)) for event in story.events if event.status)


def _modes(story: Story) -> Iterator[Fact]:
    return (Fact(event.mode, (_place(event.trigger),)) for event in story.events if event.mode)


def _arguments(story: Story) -> Iterator[Fact]:
    for event in story.events:
        for role, mention in event.arguments:
            yield Fact(role, (_place(event.trigger), _place(mention)), event.trigger.label)


def _relations(story: Story) -> Iterator[Fact]:
    for label, head, tail in story.relations:
        yield Fact(label, (_place(head), _place(tail)))


#: ``triggers`` scores the span alone, ``events`` the span and its PLOVER type,
#: ``arguments`` the typed trigger, the role and the place of the mention, ``status`` and
#: ``modes`` the trigger's place and the value, ``relations`` both places and the label.
LAYERS: Dict[str, Callable[[Story], Iterator[Fact]]] = {
    "entities": _entities,
    "triggers": _triggers,
    "events": _events,
    "status": _status,
    "modes": _modes,
    "arguments": _arguments,
    "relations": _relations,
}
