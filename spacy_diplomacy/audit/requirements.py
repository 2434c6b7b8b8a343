"""What a corpus is to hold, and whether it does."""

from typing import Any, Dict, Iterator, List, NamedTuple

from .. import schema
from .spread import Spread


class Requirement(NamedTuple):
    """One demand on the corpus.

    ``excuse`` says why a demand is waived that is not met; empty where it is not waived.
    """

    name: str
    found: float
    wanted: str
    met: bool
    excuse: str = ""


def check(total: Spread, train: Spread, targets: Dict[str, Any]) -> List[Requirement]:
    """Compare counts with targets, in the form of ``corpus/targets.json``.

    total: over all splits; train: over the training stories.
    RAISES: KeyError for a target that is missing.
    """
    return [
        *_size(total, targets),
        *_shares(total, targets),
        *_countries(total, targets),
        *_train(train, targets["train"]),
    ]


def _size(total: Spread, targets: Dict[str, Any]) -> Iterator[Requirement]:
    sizes = {
        "stories": total.stories,
        "words": total.words,
        "events": sum(total.events.values()),
        "episodes": len(total.episodes),
        "hard_negatives": total.hard_negatives,
    }
    for name, found in sizes.items():
        yield _at_least(name.replace("_", " "), found, targets[name])


def _shares(total: Spread, targets: Dict[str, Any]) -> Iterator[Requirement]:
    for name in ("real", "invented"):
        yield _at_least(f"{name} episodes, share", total.factual[name] / total.stories, targets["factual_share"])
    for names, wanted in targets["styles"].items():
        found = sum(total.styles[style] for style in names.split("+")) / total.stories
        margin = targets["style_margin"]
        yield Requirement(
            f"style {names}, share", found, f"{wanted:.2f} ± {margin:.2f}", abs(found - wanted) <= margin + 1e-9
        )


def _countries(total: Spread, targets: Dict[str, Any]) -> Iterator[Requirement]:
    yield _at_least("countries named", len(total.countries), targets["countries"])
    known = {code: count for code, count in total.actors.items() if code != "-"}
    code, most = max(known.items(), key=lambda item: item[1], default=("-", 0))
    share, limit = most / (sum(total.actors.values()) or 1), targets["country_share"]
    yield Requirement(f"most frequent actor {code}, share", share, f"≤ {limit:.2f}", share <= limit)


def _train(train: Spread, targets: Dict[str, Any]) -> Iterator[Requirement]:
    for kind in schema.EVENT_TYPES:
        yield _at_least(f"event {kind}", train.events[kind], targets["events"])
    for kind in schema.EVENT_TYPES:
        for status in schema.STATUSES:
            name = f"{kind} {status}"
            yield _at_least(f"status {name}", train.status[name], targets["status"], targets["rare_status"].get(name))
    for kind, modes in schema.MODES.items():
        for mode in modes:
            name = f"{kind} {mode}"
            yield _at_least(f"mode {name}", train.modes[name], targets["modes"], targets["rare_modes"].get(name))
    for label in schema.ENTITY_LABELS:
        wanted = targets["rare_entities"].get(label, targets["entities"])
        yield _at_least(f"entity {label}", train.entities[label], wanted)
    for label in schema.RELATIONS:
        yield _at_least(f"relation {label}", train.relations[label], targets["relations"])
    for context in schema.CONTEXTS:
        yield _at_least(f"context {context}", train.contexts[context], targets["contexts"])


def _at_least(name: str, found: float, wanted: float, excuse: Any = None) -> Requirement:
    shown = f"≥ {wanted:.2f}" if isinstance(wanted, float) else f"≥ {wanted:,}"
    met = found >= wanted
    return Requirement(name, found, shown, met, "" if met else excuse or "")
