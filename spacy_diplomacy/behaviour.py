"""Tests of behaviour: short texts with events that must and events that must not be found.

After the idea of CheckList (Ribeiro et al. 2020): many small cases, each about one ability,
and the share that passes a group.
"""

import random
from itertools import chain
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Sequence

import srsly
from spacy.language import Language

from . import schema
from .augment.names import names_from_faker, swap_names
from .docs import to_story
from .evaluation import predict
from .facts import LAYERS
from .scorer import score_layer
from .story import Event, Story

#: Fields of an event by the key of a pattern; the other keys are roles.
FIELDS = ("type", "trigger", "status", "mode")
#: What a field may say, where the schema decides it.
KNOWN = {
    "type": tuple(schema.EVENT_TYPES),
    "status": ("none", *schema.STATUSES),
    "mode": ("none", *chain.from_iterable(schema.MODES.values())),
}
#: Names that no training saw: augmentation draws with other seeds.
SWAP_SEED = 1000

#: What an event must have: of `FIELDS` a word each ("none" for no status or mode), of each
#: role the words of mentions that must be among its arguments. An empty one fits any event.
Pattern = Dict[str, Any]


class Case(NamedTuple):
    """A text, what some event of it must match, and what none may."""

    id: str
    text: str
    expect: Sequence[Pattern]
    forbid: Sequence[Pattern]


def read_cases(path: Path) -> List[Case]:
    """The cases of a YAML file: a list of ``id``, ``text``, and ``expect`` or ``forbid`` or both.

    RAISES: ValueError, naming the file and the case, for what cannot be a case.
    """
    cases = []
    for number, item in enumerate(srsly.read_yaml(path), start=1):
        try:
            case = Case(item["id"], item["text"], item.get("expect", ()), item.get("forbid", ()))
            faults = [*_faults(case), *(f"unknown key {key}" for key in set(item) - set(Case._fields))]
        except KeyError as error:
            faults, case = [f"{error} is missing"], Case(f"number {number}", "", (), ())
        if faults:
            raise ValueError(f"{path}: case {case.id}: {'; '.join(faults)}")
        cases.append(case)
    return cases


def failures(case: Case, story: Story) -> List[str]:
    """What is wrong with a reading of the case's text; nothing for a good one."""
    missed = [f"missed {p}" for p in case.expect if not any(matches(e, story.text, p) for e in story.events)]
    wrong = [f"found {p}" for p in case.forbid if any(matches(e, story.text, p) for e in story.events)]
    return missed + wrong


def matches(event: Event, text: str, pattern: Pattern) -> bool:
    """Whether the event has all that the pattern names."""
    trigger = event.trigger
    fields = {
        "type": trigger.label,
        "trigger": text[trigger.start : trigger.end],
        "status": event.status or "none",
        "mode": event.mode or "none",
    }
    arguments = {(role, text[mention.start : mention.end]) for role, mention in event.arguments}
    return all(
        fields[key] == value if key in FIELDS else {(key, words) for words in value} <= arguments
        for key, value in pattern.items()
    )


def run_cases(nlp: Language, cases: Sequence[Case]) -> Dict[str, List[str]]:
    """RETURNS: by the id of each case what its reading got wrong."""
    docs = nlp.pipe(case.text for case in cases)
    return {case.id: failures(case, to_story(doc, case.id)) for case, doc in zip(cases, docs)}


def run_name_swap(nlp: Language, stories: Sequence[Story], *, draws: int = 3) -> Dict[str, Dict[str, float]]:
    """Score the stories as they are, and with every person and country replaced.

    draws: other names for each story, so often; their F is the mean.
    RETURNS: by layer ``f`` and ``swapped_f``.
    """
    names = names_from_faker(SWAP_SEED)
    rng = random.Random(SWAP_SEED)
    before = _scores(nlp, stories)
    after = [_scores(nlp, [swap_names(story, names, rng) for story in stories]) for _ in range(draws)]
    return {
        layer: {"f": f, "swapped_f": sum(scores[layer] for scores in after) / draws}
        for layer, f in before.items()
        if f is not None
    }


def _scores(nlp: Language, stories: Sequence[Story]) -> Dict[str, Any]:
    pairs = list(zip(stories, predict(nlp, stories), strict=True))
    return {layer: score_layer(pairs, layer)["f"] for layer in LAYERS}


def _faults(case: Case) -> Iterator[str]:
    if not case.expect and not case.forbid:
        yield "it expects nothing and forbids nothing"
    for pattern in (*case.expect, *case.forbid):
        for key, value in pattern.items():
            words = value if key in schema.ROLES else [value] if key == "trigger" else ()
            yield from (f"no {word!r} in the text" for word in words if word not in case.text)
            if key not in (*schema.ROLES, *FIELDS):
                yield f"unknown key {key} in a pattern"
            elif value not in KNOWN.get(key, (value,)):
                yield f"no such {key}: {value}"
