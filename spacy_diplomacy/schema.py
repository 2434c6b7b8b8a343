"""The annotation schema: labels, what may link to what, and PLOVER's modes and contexts.

The one place where it is written down. Validation, candidate pairs, constrained outputs
and brat's ``annotation.conf`` are derived from these tables. The event layer follows
PLOVER (https://github.com/openeventdata/PLOVER); ``corpus/GUIDELINES.md`` explains it.
"""

from typing import Dict, FrozenSet, List, NamedTuple, Tuple


class Link(NamedTuple):
    """A directed label between two mentions and the labels it may connect."""

    heads: FrozenSet[str]
    tails: FrozenSet[str]


ENTITY_LABELS: Tuple[str, ...] = (
    "PERSON", "OFFICE", "GPE", "NORP", "IGO", "GOV", "ORG", "GROUP",
    "LOC", "FAC", "DATE", "AGREEMENT", "OCCASION", "WEAPON", "MONEY",
)  # fmt: skip

#: Entities that can act or be acted on.
PARTICIPANTS = frozenset(ENTITY_LABELS[:8])

#: PLOVER's event types and the quad class of each.
EVENT_TYPES: Dict[str, str] = {
    "AGREE": "verbal cooperation",
    "CONSULT": "verbal cooperation",
    "SUPPORT": "verbal cooperation",
    "CONCEDE": "verbal cooperation",
    "COOPERATE": "material cooperation",
    "AID": "material cooperation",
    "RETREAT": "material cooperation",
    "REQUEST": "verbal conflict",
    "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict",
    "THREATEN": "verbal conflict",
    "PROTEST": "material conflict",
    "SANCTION": "material conflict",
    "MOBILIZE": "material conflict",
    "COERCE": "material conflict",
    "ASSAULT": "material conflict",
}

_EVENTS = frozenset(EVENT_TYPES)

ROLES: Dict[str, Link] = {
    "Actor": Link(_EVENTS, PARTICIPANTS),
    "Recipient": Link(_EVENTS, PARTICIPANTS),
    "Location": Link(_EVENTS, frozenset({"GPE", "LOC", "FAC"})),
    "Date": Link(_EVENTS, frozenset({"DATE"})),
    "Theme": Link(_EVENTS, frozenset({"AGREEMENT", "WEAPON", "MONEY", "OCCASION"})),
}

RELATIONS: Dict[str, Link] = {
    "Holds_Office": Link(frozenset({"PERSON"}), frozenset({"OFFICE"})),
    "Represents": Link(
        frozenset({"OFFICE", "GOV", "GROUP", "ORG", "PERSON"}),
        frozenset({"GPE", "NORP", "IGO", "GOV", "ORG"}),
    ),
    "Member_Of": Link(
        frozenset({"GPE", "ORG", "PERSON"}),
        frozenset({"IGO", "ORG"}),
    ),
    "Party_To": Link(
        frozenset({"GPE", "IGO", "GOV", "ORG"}),
        frozenset({"AGREEMENT"}),
    ),
    "Located_In": Link(
        frozenset({"FAC", "GPE", "LOC", "GOV"}),
        frozenset({"GPE", "LOC"}),
    ),
}

STATUSES: Tuple[str, ...] = ("Future", "Hypothetical", "Negated", "Historical")

_ASKED = ("assist", "change", "yield", "meet")

#: PLOVER's modes; a type that is absent has none.
MODES: Dict[str, Tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": _ASKED,
    "REJECT": _ASKED,
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport",
        "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive",
        "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons",
        "crowd-control", "unconventional",
    ),
}  # fmt: skip

#: What may stand beside a trigger, by layer: the values each event type allows.
QUALIFIERS: Dict[str, Dict[str, Tuple[str, ...]]] = {
    "status": {event_type: STATUSES for event_type in EVENT_TYPES},
    "modes": {event_type: MODES.get(event_type, ()) for event_type in EVENT_TYPES},
}

#: PLOVER's general contexts of a story.
CONTEXTS: Tuple[str, ...] = (
    "military", "intelligence", "executive", "legislative", "election",
    "political_institutions", "pro_democracy", "pro_autocracy", "economic", "legal",
    "reparations", "human_rights", "rights_freedoms", "repression", "human_security",
    "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory",
    "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource",
    "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime",
    "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip

STYLES: Tuple[str, ...] = (
    "wire", "readout", "statement", "analysis", "brief", "liveblog", "broadcast", "regional",
)  # fmt: skip


def qualifier_values(layer: str) -> List[str]:
    """Every value of a qualifier layer (``status`` or ``modes``), in schema order."""
    by_type = QUALIFIERS[layer]
    return list(dict.fromkeys(value for values in by_type.values() for value in values))
