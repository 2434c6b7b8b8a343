"""PLOVER event records of a document, ready for a data frame."""

from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Dict, List, Optional, Sequence, Tuple

import srsly
from spacy.tokens import Doc

from ..docs import to_story
from ..events import get_events
from ..schema import EVENT_TYPES
from ..story import Event, Mention, Story
from .actors import Actor, resolve_actors
from .dates import UNKNOWN, EventDate, publication, resolve_date
from .merging import Told, merge
from .tables import FOLDER, Tables

#: What an act that lies ahead is in PLOVER: the agreement to it, or the promise of it.
REDUCED_AHEAD = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}

#: PLOVER's conflict-cooperation scale, from -10 to 10: the intensity of each type in version
#: 1.1 of POLECAT's data dictionary, as listed in philip-schrodt/NGEC, PLOVER_lists.txt.
INTENSITY = {
    "AGREE": 4.2,
    "CONSULT": 2.1,
    "SUPPORT": 4.6,
    "CONCEDE": 5.0,
    "COOPERATE": 6.8,
    "AID": 7.4,
    "RETREAT": 7.6,
    "REQUEST": -5.0,
    "ACCUSE": -2.0,
    "REJECT": -4.2,
    "THREATEN": -5.1,
    "PROTEST": -6.6,
    "SANCTION": -5.2,
    "MOBILIZE": -5.3,
    "COERCE": -7.2,
    "ASSAULT": -9.3,
}

#: Stands in for an unknown day of publication; what depends on it is not told.
ANY_DAY = date(2000, 1, 1)


def code_events(doc: Doc, tables: Tables, *, merging: bool = True) -> List[Dict[str, Any]]:
    """The events of a document as PLOVER records; the pipe adds its name and version.

    doc: with entities, triggers and arguments; ``doc._.pub_date`` (a `date` or ISO text) is
        what relative dates count from, without it they stay unknown.
    merging: whether triggers that tell the same act become one record.
    RETURNS: records in order of their first trigger.
    RAISES: ValueError for a publication date that is none.
    """
    about = doc._.story or {}
    story = to_story(doc, str(about.get("id", "")))
    pub_date = publication_date(doc)
    mentions = get_events(doc)
    resolved = resolve_actors(story, tables, pub_date)
    dates = dates_of(story, pub_date)
    by_trigger = {(event.trigger.start, event.trigger.end): event for event in story.events}
    told = [_told(mention, by_trigger, resolved, dates, pub_date) for mention in mentions]
    clusters = merge(told) if merging else [[i] for i in range(len(told))]
    return [
        {
            "id": f"{story.id or 'doc'}-{number}",
            "story_id": story.id or None,
            "pub_date": pub_date.isoformat() if pub_date else None,
            **_record([mentions[i] for i in cluster], [told[i] for i in cluster], resolved),
            "contexts": sorted(about.get("contexts") or [name for name, score in doc.cats.items() if score >= 0.5]),
        }
        for number, cluster in enumerate(clusters, start=1)
    ]


@lru_cache(maxsize=1)
def record_schema() -> Dict[str, Any]:
    """The JSON Schema that every record of the pipe `event_coder` is valid under."""
    return srsly.read_json(FOLDER / "event.schema.json")


def publication_date(doc: Doc) -> Optional[date]:
    """``doc._.pub_date``, or the date of the story's metadata."""
    given = doc._.pub_date or (doc._.story or {}).get("date")
    try:
        return date.fromisoformat(given[:10]) if isinstance(given, str) else given
    except ValueError:
        raise ValueError(f"the publication date {given!r} is no date; write it as 2015-07-31") from None


def _record(
    mentions: Sequence[Dict[str, Any]], told: Sequence[Told], resolved: Dict[Mention, Actor]
) -> Dict[str, Any]:
    """One record of the mentions of one act, the fullest first."""
    best, act = mentions[0], told[0]
    event_type = REDUCED_AHEAD.get(act.type, act.type) if act.status == "Future" else act.type
    dated = next((t.date for t in told if t.date.value and t.date.source != "publication"), act.date)
    places = [place for mention in mentions for place in mention["location"]]
    return {
        "date": dated.value,
        "date_granularity": dated.granularity,
        "date_source": dated.source,
        "event_type": event_type,
        "lexical_type": act.type,
        "quad_class": EVENT_TYPES[event_type],
        # A mode belongs to the type that the words tell.
        "event_mode": next((t.mode for t in told if t.mode), None) if event_type == act.type else None,
        "status": act.status,
        "event_score": INTENSITY[event_type],
        "actor": _participants(mentions, "actor", resolved),
        "recipient": _participants(mentions, "recipient", resolved),
        "location": _place(places[0], resolved) if places else None,
        "theme": list({item["text"].lower(): item for m in reversed(mentions) for item in m["theme"]}.values()),
        "sentence": best["sentence"],
        "trigger": best["trigger"],
        "mentions": [mention["trigger"] for mention in mentions],
        "score": best["trigger"]["score"],
    }


def _participants(
    mentions: Sequence[Dict[str, Any]], role: str, resolved: Dict[Mention, Actor]
) -> List[Dict[str, Any]]:
    """The participants in a role, each once, as first named by the fullest mention of the act."""
    found: Dict[Tuple[str, Optional[str]], Dict[str, Any]] = {}
    for item in chain.from_iterable(mention[role] for mention in mentions):
        for actor in _known([item], resolved):
            coded = {**item, "name": actor.name, "country": actor.country, "sector": actor.sector}
            found.setdefault((actor.name.lower(), actor.country), coded)
    return list(found.values())


def _place(item: Dict[str, Any], resolved: Dict[Mention, Actor]) -> Dict[str, Any]:
    known = resolved.get(_mention(item))
    return {**item, "country": known.country if known else None}


def _told(
    mention: Dict[str, Any],
    by_trigger: Dict[Tuple[int, int], Event],
    resolved: Dict[Mention, Actor],
    dates: Dict[Mention, EventDate],
    pub_date: Optional[date],
) -> Told:
    event = by_trigger[(mention["trigger"]["start"], mention["trigger"]["end"])]
    own = [dates[_mention(item)] for item in mention["date"]]
    fallback = publication(pub_date) if pub_date and event.status is None and not own else UNKNOWN
    return Told(
        event.trigger.label,
        event.status,
        event.mode,
        next((found for found in own if found.value), own[0] if own else fallback),
        *(_known(mention[role], resolved) for role in ("actor", "recipient")),
    )


def _known(items: Sequence[Dict[str, Any]], resolved: Dict[Mention, Actor]) -> Tuple[Actor, ...]:
    # An argument whose entity somebody took out of ``doc.ents`` is none.
    return tuple(resolved[_mention(item)] for item in items if _mention(item) in resolved)


def dates_of(story: Story, pub_date: Optional[date]) -> Dict[Mention, EventDate]:
    """Each date expression resolved, in the order of the text."""
    status = {m: event.status for event in story.events for role, m in event.arguments if role == "Date"}
    found: Dict[Mention, EventDate] = {}
    told_before: Optional[date] = None
    for mention in sorted(m for m in story.entities if m.label == "DATE"):
        words = story.text[mention.start : mention.end]
        resolved = resolve_date(words, pub_date or ANY_DAY, status=status.get(mention), told_before=told_before)
        # Without a day of publication only what is absolute can be told.
        if pub_date is None and not (resolved.source == "text" and resolved.value and resolved.value[:4] in words):
            resolved = UNKNOWN
        found[mention] = resolved
        if resolved.granularity == "day" and resolved.value:
            told_before = date.fromisoformat(resolved.value)
    return found


def _mention(item: Dict[str, Any]) -> Mention:
    return Mention(item["start"], item["end"], item["label"])
