"""The spread of a corpus as Markdown tables."""

from collections import Counter
from statistics import quantiles
from typing import Dict, List, Sequence

from .. import schema
from ..report import markdown_table
from ..splits import principal_pair, shared_pairs
from ..story import Story
from .spread import Spread, spread


def spread_tables(splits: Dict[str, List[Story]]) -> str:
    """Tables of size, registers, labels, types with status, modes, contexts and countries."""
    spreads = {split: spread(stories) for split, stories in splits.items()}
    stories = [story for part in splits.values() for story in part]
    total = spread(stories)
    parts = [
        ("Size", f"{_sizes(spreads, total)}\n\n{_pairs(splits)}"),
        ("Registers and times", _registers(stories)),
        ("Entities, arguments, relations", _labels(spreads)),
        ("Entities and events a 1,000 words, by register", _labels_by_register(stories)),
        ("Event types, with the status of their acts (all splits)", _types(total)),
        ("Modes (all splits)", _listed(total.modes)),
        ("Contexts (all splits)", _listed(total.contexts)),
        ("Countries of actors, the 20 most frequent (all splits)", _actors(total)),
    ]
    return "\n\n".join(f"**{title}**\n\n{table}" for title, table in parts)


def _sizes(spreads: Dict[str, Spread], total: Spread) -> str:
    header = (
        "split",
        "stories",
        "episodes",
        "words",
        "words a story: 10 %, median, 90 %, longest",
        "entities",
        "events",
        "arguments",
        "relations",
        "hard negatives",
    )
    rows = []
    for name, part in {**spreads, "all": total}.items():
        tenths = quantiles(part.lengths, n=10) if len(part.lengths) > 1 else [part.lengths[0]] * 9
        lengths = f"{tenths[0]:.0f}, {tenths[4]:.0f}, {tenths[8]:.0f}, {max(part.lengths)}"
        sums = (sum(counts.values()) for counts in (part.entities, part.events, part.arguments, part.relations))
        rows.append(
            (
                name,
                f"{part.stories:,}",
                f"{len(part.episodes):,}",
                f"{part.words:,}",
                lengths,
                *(f"{number:,}" for number in sums),
                f"{part.hard_negatives}",
            )
        )
    return markdown_table(header, rows)


def _pairs(splits: Dict[str, List[Story]]) -> str:
    pairs = {principal_pair(story) for part in splits.values() for story in part} - {None}
    shared = shared_pairs(splits)
    return (
        f"No episode stands in two splits. Of {len(pairs)} pairs of principal countries (the two that a story names "
        f"most often) {len(shared)} stand in more than one split."
    )


def _registers(stories: Sequence[Story]) -> str:
    rows = []
    for style in schema.STYLES:
        part = spread(story for story in stories if story.meta["style"] == style)
        if part.stories:
            entities, events = (100 * sum(counts.values()) / part.words for counts in (part.entities, part.events))
            rows.append(
                (
                    style,
                    f"{part.stories}",
                    f"{100 * part.stories / len(stories):.1f}",
                    f"{part.words:,}",
                    f"{part.factual['real']}",
                    f"{part.factual['invented']}",
                    f"{entities:.1f}",
                    f"{events:.1f}",
                )
            )
    header = ("register", "stories", "%", "words", "real", "invented", "entities a 100 words", "events a 100 words")
    decades = Counter(f"{story.meta['date'][:3]}0s" for story in stories)
    years = ", ".join(f"{decade}: {decades[decade]}" for decade in sorted(decades))
    return f"{markdown_table(header, rows)}\n\nStories by decade of their date: {years}."


def _labels(spreads: Dict[str, Spread]) -> str:
    rows: List[Sequence[str]] = []
    for layer, labels in (
        ("entities", schema.ENTITY_LABELS),
        ("arguments", schema.ROLES),
        ("relations", schema.RELATIONS),
    ):
        for label in labels:
            rows.append((label, *(f"{getattr(part, layer)[label]:,}" for part in spreads.values())))
    return markdown_table(("label", *spreads), rows)


def _labels_by_register(stories: Sequence[Story]) -> str:
    by_style = {style: spread(story for story in stories if story.meta["style"] == style) for style in schema.STYLES}
    found = {style: part for style, part in by_style.items() if part.words}
    rows = [
        (label, *(f"{1000 * getattr(part, layer)[label] / part.words:.1f}" for part in found.values()))
        for layer, labels in (("entities", schema.ENTITY_LABELS), ("events", schema.EVENT_TYPES))
        for label in labels
    ]
    return markdown_table(("label", *found), rows)


def _types(total: Spread) -> str:
    statuses = ("-", *schema.STATUSES)
    rows = [
        (kind, f"{total.events[kind]:,}", *(f"{total.status[f'{kind} {status}']:,}" for status in statuses))
        for kind in schema.EVENT_TYPES
    ]
    sums = [sum(total.status[f"{kind} {status}"] for kind in schema.EVENT_TYPES) for status in statuses]
    everything = sum(sums) or 1
    rows.append(("share", "", *(f"{number / everything:.2f}" for number in sums)))
    return markdown_table(("type", "events", "done or under way", *schema.STATUSES), rows)


def _listed(counts: Counter) -> str:
    rows = [(label, f"{count:,}") for label, count in counts.most_common() if not label.endswith(" -")]
    return ", ".join(f"{label} {count}" for label, count in rows) + "."


def _actors(total: Spread) -> str:
    everything = sum(total.actors.values()) or 1
    known = [(code, count) for code, count in total.actors.most_common() if code != "-"]
    listed = ", ".join(f"{code} {100 * count / everything:.1f} %" for code, count in known[:20])
    return (
        f"{len(total.countries)} countries and former states are named. Of {everything:,} actors, "
        f"{100 * total.actors['-'] / everything:.0f} % stand for no country that the marks tell; of all: {listed}."
    )
