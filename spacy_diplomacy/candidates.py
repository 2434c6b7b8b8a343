"""Which pairs of mentions are worth scoring: declarative rules, taken from the schema."""

import warnings
from typing import Dict, FrozenSet, List, NamedTuple, Sequence

import numpy
from spacy.tokens import Doc, Span
from spacy.util import registry

from .schema import RELATIONS, ROLES, Link
from .sentences import sentence_indices

#: How many pairs may be looked at for each that the cap lets through.
_SPARE = 8


class PairRule(NamedTuple):
    """A label, the mentions that it may connect, and how far apart they may stand.

    max_back: how many sentences the tail may stand before the head.
    max_ahead: how many sentences the tail may stand after the head.
    """

    label: str
    heads: FrozenSet[str]
    tails: FrozenSet[str]
    max_back: int
    max_ahead: int


class Candidates(NamedTuple):
    """The candidate pairs of one document.

    index: shape (pairs, 2), positions in the lists of heads and tails.
    legal: shape (pairs, labels), which rule admits the pair.
    """

    index: numpy.ndarray
    legal: numpy.ndarray


@registry.misc("spacy_diplomacy.argument_rules.v1")
def argument_rules(max_back: Dict[str, int]) -> List[PairRule]:
    """Arguments of events: a trigger and an entity that may fill the role.

    max_back: by role, how many sentences back the mention may stand (0 for a role that
        is not named). No argument stands in a later sentence.
    """
    return _rules(ROLES, max_back, {})


@registry.misc("spacy_diplomacy.relation_rules.v1")
def relation_rules(max_back: Dict[str, int], max_ahead: Dict[str, int]) -> List[PairRule]:
    """Relations between entities, by default of one sentence; see `PairRule`."""
    return _rules(RELATIONS, max_back, max_ahead)


def _rules(links: Dict[str, Link], max_back: Dict[str, int], max_ahead: Dict[str, int]) -> List[PairRule]:
    unknown = sorted((set(max_back) | set(max_ahead)) - set(links))
    if unknown:
        raise ValueError(f"no such label: {', '.join(unknown)}; the schema has {', '.join(links)}")
    return [
        PairRule(label, link.heads, link.tails, max_back.get(label, 0), max_ahead.get(label, 0))
        for label, link in links.items()
    ]


def head_labels(rules: Sequence[PairRule]) -> List[str]:
    return sorted(set().union(*(rule.heads for rule in rules)))


def tail_labels(rules: Sequence[PairRule]) -> List[str]:
    return sorted(set().union(*(rule.tails for rule in rules)))


def generate(
    doc: Doc,
    heads: Sequence[Span],
    tails: Sequence[Span],
    rules: Sequence[PairRule],
    *,
    max_pairs: int,
) -> Candidates:
    """All pairs of a document that some rule admits.

    max_pairs: a hard cap; beyond it the pairs that stand farthest apart are dropped, with
        one warning a document.
    """
    if not heads or not tails:
        return Candidates(numpy.zeros((0, 2), dtype="i"), numpy.zeros((0, len(rules)), dtype=bool))
    sentence = sentence_indices(doc)
    index = _within_reach(heads, tails, sentence, rules, max_pairs)
    same = _columns(heads, index[:, 0]) == _columns(tails, index[:, 1])
    index = index[~same.all(axis=1)]
    legal = _legal(heads, tails, index, sentence, rules)
    admitted = legal.any(axis=1)
    found = Candidates(index[admitted], legal[admitted])
    if len(found.index) <= max_pairs:
        return found
    warnings.warn(
        f"A document of {len(doc)} tokens has more than {max_pairs} candidate pairs; the nearest are scored. "
        "Raise max_pairs in the config to score more.",
        stacklevel=2,
    )
    return _nearest(found, heads, tails, max_pairs)


def _nearest(found: Candidates, heads: Sequence[Span], tails: Sequence[Span], max_pairs: int) -> Candidates:
    apart = abs(_columns(heads, found.index[:, 0])[:, 0] - _columns(tails, found.index[:, 1])[:, 0])
    kept = numpy.sort(numpy.argsort(apart, kind="stable")[:max_pairs])
    return Candidates(found.index[kept], found.legal[kept])


def _within_reach(
    heads: Sequence[Span],
    tails: Sequence[Span],
    sentence: numpy.ndarray,
    rules: Sequence[PairRule],
    max_pairs: int,
) -> numpy.ndarray:
    # Tails in text order, so that each head finds its own by bisection: the cost is
    # linear in the length of the story.
    back, ahead = max(rule.max_back for rule in rules), max(rule.max_ahead for rule in rules)
    order = numpy.argsort([tail.start for tail in tails], kind="stable")
    tail_start = numpy.array([tails[i].start for i in order])
    head_start = numpy.array([head.start for head in heads])
    first = numpy.searchsorted(sentence[tail_start], sentence[head_start] - back, side="left")
    last = numpy.searchsorted(sentence[tail_start], sentence[head_start] + ahead, side="right")
    # A text of many mentions without an end of a sentence would have all pairs in reach:
    # look no farther than a few times what the cap lets through.
    place = numpy.searchsorted(tail_start, head_start)
    most = max(_SPARE * max_pairs // len(heads), _SPARE)
    first, last = numpy.maximum(first, place - most), numpy.minimum(last, place + most)
    rows = [
        numpy.stack([numpy.full(end - start, i), order[start:end]], axis=1)
        for i, (start, end) in enumerate(zip(first, last))
    ]
    return numpy.concatenate(rows).astype("i")


def _legal(
    heads: Sequence[Span],
    tails: Sequence[Span],
    index: numpy.ndarray,
    sentence: numpy.ndarray,
    rules: Sequence[PairRule],
) -> numpy.ndarray:
    as_head = _admits(heads, [rule.heads for rule in rules])
    as_tail = _admits(tails, [rule.tails for rule in rules])
    back = sentence[_columns(heads, index[:, 0])[:, 0]] - sentence[_columns(tails, index[:, 1])[:, 0]]
    near = (back[:, None] <= [rule.max_back for rule in rules]) & (-back[:, None] <= [rule.max_ahead for rule in rules])
    return as_head[index[:, 0]] & as_tail[index[:, 1]] & near


def _admits(spans: Sequence[Span], label_sets: Sequence[FrozenSet[str]]) -> numpy.ndarray:
    return numpy.array([[span.label_ in labels for labels in label_sets] for span in spans], dtype=bool)


def _columns(spans: Sequence[Span], picked: numpy.ndarray) -> numpy.ndarray:
    bounds = numpy.array([(span.start, span.end) for span in spans], dtype="i").reshape(-1, 2)
    return bounds[picked]
