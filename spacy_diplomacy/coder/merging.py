"""Which triggers of a story tell the same act."""

from typing import Dict, Hashable, List, NamedTuple, Optional, Sequence, Set, Tuple

from .actors import Actor
from .dates import EventDate

#: Participants of these sectors stand for the state as a whole, which has none.
_STATE = (None, "GOV")


class Told(NamedTuple):
    """An act as one trigger tells it."""

    type: str
    status: Optional[str]
    mode: Optional[str]
    date: EventDate
    actors: Tuple[Actor, ...]
    recipients: Tuple[Actor, ...]


def merge(told: Sequence[Told]) -> List[List[int]]:
    """Cluster acts that are the same as far as their types, status, dates and participants go.

    An act joins the first cluster with all of whose members it agrees, so that a vague
    mention does not draw two different acts together.
    RETURNS: positions in `told`; clusters in the order of their first member, the member
        that tells most first.
    """
    clusters: List[List[int]] = []
    # Only those of the same type and status can agree.
    alike: Dict[Tuple[str, Optional[str]], List[List[int]]] = {}
    for i, act in enumerate(told):
        known = alike.setdefault((act.type, act.status), [])
        home = next((cluster for cluster in known if all(agree(told[j], act) for j in cluster)), None)
        if home is None:
            home = []
            known.append(home)
            clusters.append(home)
        home.append(i)
    return [sorted(cluster, key=lambda i: (-_content(told[i]), i)) for cluster in clusters]


def agree(one: Told, other: Told) -> bool:
    """Whether two mentions may tell the same act, and share a participant."""
    if one.type != other.type or one.status != other.status:
        return False
    if one.mode and other.mode and one.mode != other.mode:
        return False
    if not _dates_agree(one.date, other.date):
        return False
    pairs = ((one.actors, other.actors), (one.recipients, other.recipients))
    if not all(_covers(left, right) or _covers(right, left) for left, right in pairs):
        return False
    return any(_same(a, b) for left, right in pairs for a in left for b in right)


def _dates_agree(one: EventDate, other: EventDate) -> bool:
    """The coarser of two dates must hold the finer; the day of publication says nothing."""
    if None in (one.value, other.value) or "publication" in (one.source, other.source):
        return True
    return one.value.startswith(other.value) or other.value.startswith(one.value)


def _covers(more: Sequence[Actor], fewer: Sequence[Actor]) -> bool:
    return all(any(_same(a, b) for a in more) for b in fewer)


def _same(one: Actor, other: Actor) -> bool:
    """The same name, or two voices of one state."""
    if one.name.lower() == other.name.lower():
        return True
    return (
        one.country is not None
        and one.country == other.country
        and one.country != "IGO"
        and one.sector in _STATE
        and other.sector in _STATE
    )


def _content(act: Told) -> int:
    dated = act.date.value is not None and act.date.source != "publication"
    return len(act.actors) + len(act.recipients) + dated + (act.mode is not None)


def b_cubed(gold: Dict[Hashable, Hashable], predicted: Dict[Hashable, Hashable]) -> Tuple[float, float, float]:
    """Precision, recall and F of a clustering (Bagga and Baldwin 1998).

    gold, predicted: the cluster of each item; only items that both know count.
    """
    items = sorted(set(gold) & set(predicted))
    if not items:
        return 0.0, 0.0, 0.0
    members = [_members(clusters, items) for clusters in (gold, predicted)]
    shared = [len(members[0][gold[i]] & members[1][predicted[i]]) for i in items]
    precision = sum(n / len(members[1][predicted[i]]) for n, i in zip(shared, items)) / len(items)
    recall = sum(n / len(members[0][gold[i]]) for n, i in zip(shared, items)) / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _members(clusters: Dict[Hashable, Hashable], items: Sequence[Hashable]) -> Dict[Hashable, Set[Hashable]]:
    found: Dict[Hashable, Set[Hashable]] = {}
    for item in items:
        found.setdefault(clusters[item], set()).add(item)
    return found
