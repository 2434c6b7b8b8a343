"""Labelled pairs of spans, kept in a span group of the `Doc`.

A group holds two spans a pair, head then tail, both labelled with the pair's label; the
scores are in ``group.attrs["scores"]``. So pairs survive `DocBin`, ``Doc.copy`` and
``nlp.pipe(n_process=2)`` without user data; after ``Doc.from_docs``, which drops the
attrs of groups, only the scores are gone.
"""

from typing import Iterable, List, NamedTuple, Optional

from spacy.tokens import Doc, Span, SpanGroup

from .schema import ROLES


class Pair(NamedTuple):
    """A directed link between two spans of a `Doc`; no score in gold data."""

    label: str
    head: Span
    tail: Span
    score: Optional[float] = None


def set_pairs(doc: Doc, key: str, pairs: Iterable[Pair]) -> None:
    """Store pairs as the span group `key`, in the place of what was there."""
    pairs = list(pairs)
    spans = [Span(doc, span.start, span.end, label=pair.label) for pair in pairs for span in (pair.head, pair.tail)]
    attrs = {"scores": [pair.score for pair in pairs]}
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs=attrs)


def get_pairs(doc: Doc, key: str) -> List[Pair]:
    """The pairs of the span group `key`; none where there is no such group.

    The spans come back with the labels of the mentions that they are: a trigger's type
    from ``doc.spans["events"]``, an entity's label from ``doc.ents``.
    """
    if key not in doc.spans:
        return []
    group = doc.spans[key]
    spans = list(group)
    scores = group.attrs.get("scores") or [None] * (len(spans) // 2)
    entities = {(span.start, span.end): span for span in doc.ents}
    triggers = {(span.start, span.end): span for span in doc.spans.get("events", ())}
    # Predicted, a trigger and an entity may lie on the same words.
    of_events = {**entities, **triggers}
    return [
        Pair(
            head.label_,
            (of_events if head.label_ in ROLES else entities).get((head.start, head.end), head),
            entities.get((tail.start, tail.end), tail),
            score,
        )
        for head, tail, score in zip(spans[::2], spans[1::2], scores)
    ]
