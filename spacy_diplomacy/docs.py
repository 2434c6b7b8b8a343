"""From `Story` to annotated `Doc` and back.

Layers of a `Doc`: ``doc.ents``; ``doc.spans["events"]``, labelled with the PLOVER type;
``doc.spans["status"]`` and ``["modes"]``, the trigger again, labelled with the value;
``doc._.arguments`` and ``doc._.relations``, pairs of spans; ``doc.cats``, the contexts;
``doc._.story``, the metadata of the story, which only training data has.
"""

from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from spacy.tokens import Doc, Span, SpanGroup

from .pairs import Pair, set_pairs
from .schema import CONTEXTS
from .story import Argument, Event, Mention, Relation, Story

#: Which field of an event each qualifier layer holds.
QUALIFIER_FIELDS = {"status": "status", "modes": "mode"}


class LostMention(NamedTuple):
    """A mention that has no token boundaries at its offsets, with the tokens it cuts."""

    story_id: str
    mention: Mention
    text: str
    tokens: str


def to_doc(story: Story, make_doc: Callable[[str], Doc]) -> Tuple[Doc, List[LostMention]]:
    """Annotate a fresh `Doc` with the story.

    make_doc: the tokeniser, ``nlp.make_doc``.
    RETURNS: the document, and each mention that was lost because it cuts a token; what
        hangs on a lost mention is lost with it.
    """
    doc = make_doc(story.text)
    spans: Dict[Mention, Span] = {}
    lost = []
    for mention in story.entities + story.triggers:
        span = doc.char_span(mention.start, mention.end, label=mention.label)
        if span is None:
            lost.append(_lost(story, doc, mention))
        else:
            spans[mention] = span
    doc.set_ents([spans[mention] for mention in sorted(story.entities) if mention in spans])
    events = sorted((e for e in story.events if e.trigger in spans), key=lambda e: e.trigger)
    doc.spans["events"] = SpanGroup(doc, name="events", spans=[spans[e.trigger] for e in events])
    for layer, name in QUALIFIER_FIELDS.items():
        doc.spans[layer] = SpanGroup(doc, name=layer, spans=_qualified(doc, events, spans, name))
    set_pairs(
        doc,
        "arguments",
        [
            Pair(argument.role, spans[event.trigger], spans[argument.mention])
            for event in events
            for argument in event.arguments
            if argument.mention in spans
        ],
    )
    set_pairs(
        doc,
        "relations",
        [
            Pair(relation.label, spans[relation.head], spans[relation.tail])
            for relation in story.relations
            if relation.head in spans and relation.tail in spans
        ],
    )
    if "contexts" in story.meta:
        doc.cats = {context: float(context in story.meta["contexts"]) for context in CONTEXTS}
    doc._.story = {**story.meta, "id": story.id}
    return doc, lost


def to_story(doc: Doc, story_id: str, meta: Optional[Dict[str, Any]] = None) -> Story:
    """What a `Doc` is annotated with, gold or predicted, as a `Story`."""
    mention_of = {(span.start, span.end): _mention(span) for span in doc.ents}
    qualifiers = {
        layer: {(span.start, span.end): span.label_ for span in doc.spans.get(layer, ())} for layer in QUALIFIER_FIELDS
    }
    arguments: Dict[Tuple[int, int], List[Argument]] = {}
    for pair in doc._.arguments:
        mention = mention_of.get((pair.tail.start, pair.tail.end))
        if mention is not None:
            key = (pair.head.start, pair.head.end)
            arguments.setdefault(key, []).append(Argument(pair.label, mention))
    events = []
    for trigger in doc.spans.get("events", ()):
        key = (trigger.start, trigger.end)
        fields = {name: qualifiers[layer].get(key) for layer, name in QUALIFIER_FIELDS.items()}
        events.append(Event(_mention(trigger), tuple(arguments.get(key, ())), **fields))
    relations = [Relation(pair.label, _mention(pair.head), _mention(pair.tail)) for pair in doc._.relations]
    return Story(
        story_id,
        doc.text,
        tuple(mention_of.values()),
        tuple(events),
        tuple(relations),
        meta or {},
    )


def _qualified(doc: Doc, events: List[Event], spans: Dict[Mention, Span], name: str) -> List[Span]:
    return [
        Span(doc, spans[event.trigger].start, spans[event.trigger].end, label=getattr(event, name))
        for event in events
        if getattr(event, name) is not None
    ]


def _mention(span: Span) -> Mention:
    return Mention(span.start_char, span.end_char, span.label_)


def _lost(story: Story, doc: Doc, mention: Mention) -> LostMention:
    cut = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    tokens = " ".join(token.text for token in cut) if cut else ""
    return LostMention(story.id, mention, story.text[mention.start : mention.end], tokens)
