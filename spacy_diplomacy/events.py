"""``doc._.event_mentions``: all layers of a `Doc` put together, one plain dict an event."""

from typing import Any, Dict, List, Optional

import numpy
from spacy.tokens import Doc, Span

from .schema import EVENT_TYPES, ROLES


def get_events(doc: Doc) -> List[Dict[str, Any]]:
    """The events of a document in order of the text, ready for JSON.

    Each holds ``type`` and ``quad_class`` (PLOVER), ``trigger``, ``status`` and ``mode``
    (None for none), ``sentence``, and for each role of the schema in lower case a list of
    mentions. A mention is ``text``, ``label``, ``start`` and ``end`` (code points of the
    text, end exclusive) and ``score`` (a probability; None where nothing was predicted).
    """
    arguments: Dict[tuple, List] = {}
    for pair in doc._.arguments:
        arguments.setdefault((pair.head.start, pair.head.end), []).append(pair)
    status, mode = (_values(doc, layer) for layer in ("status", "modes"))
    group = doc.spans.get("events", ())
    scores = _scores(doc, "events")
    events = []
    for trigger, score in sorted(zip(group, scores), key=lambda item: item[0].start):
        place = (trigger.start, trigger.end)
        event = {
            "type": trigger.label_,
            "quad_class": EVENT_TYPES.get(trigger.label_),
            "trigger": _mention(trigger, score),
            "status": status.get(place),
            "mode": mode.get(place),
            "sentence": trigger.sent.text.strip() if doc.has_annotation("SENT_START") else None,
        }
        for role in ROLES:
            found = [pair for pair in arguments.get(place, ()) if pair.label == role]
            event[role.lower()] = [_mention(pair.tail, pair.score) for pair in found]
        events.append(event)
    return events


def _mention(span: Span, score: Optional[float]) -> Dict[str, Any]:
    return {
        "text": span.text,
        "label": span.label_,
        "start": span.start_char,
        "end": span.end_char,
        "score": None if score is None else round(score, 4),
    }


def _values(doc: Doc, layer: str) -> Dict[tuple, str]:
    return {(span.start, span.end): span.label_ for span in doc.spans.get(layer, ())}


def _scores(doc: Doc, key: str) -> List[Optional[float]]:
    if key not in doc.spans:
        return []
    group = doc.spans[key]
    scores = group.attrs.get("scores")
    # spancat_singlelabel gives an array of shape (spans, 1); gold triggers have none.
    return [None] * len(group) if scores is None else numpy.ravel(scores).tolist()
