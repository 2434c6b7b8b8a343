"""brat's ``annotation.conf`` and ``visual.conf``, derived from the schema."""

from typing import Dict, FrozenSet, List

from ..schema import ENTITY_LABELS, EVENT_TYPES, RELATIONS, ROLES, qualifier_values

#: By quad class of the event, so that conflict and cooperation can be told at a glance.
QUAD_COLORS = {
    "verbal cooperation": "#c7e9c0",
    "material cooperation": "#74c476",
    "verbal conflict": "#fdd0a2",
    "material conflict": "#fc9272",
}
ATTRIBUTES = {"Status": qualifier_values("status"), "Mode": qualifier_values("modes")}
PARTICIPANT_COLOR, OTHER_COLOR = "#c6dbef", "#e0e0e0"


def annotation_conf() -> str:
    """What brat lets an annotator mark: entities, relations, events, attributes."""
    entities = "\n".join(ENTITY_LABELS)
    roles = ",\t".join(f"{role}*:{_join(link.tails)}" for role, link in ROLES.items())
    relations = "\n".join(
        f"{label}\tArg1:{_join(link.heads)}, Arg2:{_join(link.tails)}" for label, link in RELATIONS.items()
    )
    classes: Dict[str, List[str]] = {}
    for event_type, quad_class in EVENT_TYPES.items():
        classes.setdefault(quad_class, []).append(event_type)
    events = "\n".join(
        "\n".join([f"!{quad_class.replace(' ', '_')}", *(f"\t{event_type}\t{roles}" for event_type in types)])
        for quad_class, types in classes.items()
    )
    attributes = "\n".join(f"{name}\tArg:<EVENT>, Value:{'|'.join(values)}" for name, values in ATTRIBUTES.items())
    return (
        f"[entities]\n{entities}\n\n"
        # The same spans may never overlap: the schema is flat.
        f"[relations]\n{relations}\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<NONE>\n\n"
        f"[events]\n{events}\n\n"
        f"[attributes]\n{attributes}\n"
    )


def visual_conf() -> str:
    """How brat shows it: short labels are the labels themselves, colours by class."""
    labels = "\n".join(
        f"{label} | {label.replace('_', ' ')}" for label in [*ENTITY_LABELS, *EVENT_TYPES, *RELATIONS, *ROLES]
    )
    participants = ROLES["Actor"].tails
    drawing = [
        "SPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
    ]
    drawing += [
        f"{label}\tbgColor:{PARTICIPANT_COLOR if label in participants else OTHER_COLOR}" for label in ENTITY_LABELS
    ]
    drawing += [f"{event_type}\tbgColor:{QUAD_COLORS[quad_class]}" for event_type, quad_class in EVENT_TYPES.items()]
    # An attribute shows as its value.
    drawing += [f"{name}\tglyph:{'|'.join(f'[{value}]' for value in values)}" for name, values in ATTRIBUTES.items()]
    return f"[labels]\n{labels}\n\n[drawing]\n" + "\n".join(drawing) + "\n"


def _join(labels: FrozenSet[str]) -> str:
    return "|".join(label for label in [*ENTITY_LABELS, *EVENT_TYPES] if label in labels)
