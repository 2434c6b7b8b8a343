"""A pipeline without learning to compare with: word lists from the training stories."""

from collections import Counter, defaultdict
from typing import Callable, Dict, Iterable, List, Optional, Sequence

import simplemma
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, SpanGroup

from spacy_diplomacy.docs import to_doc
from spacy_diplomacy.pairs import Pair, set_pairs
from spacy_diplomacy.schema import ROLES
from spacy_diplomacy.story import Story

#: A listed word is used if at least this share of its places in the training stories is marked.
LEAST_SHARE = 0.5
#: What introduces a place.
PLACE_WORDS = ("in", "at", "near", "outside", "over")

def build(stories: Sequence[Story]) -> Language:
    """Entities by their words, triggers by their lemmas, arguments and relations by nearness.

    The pipes bear the names of the trained pipeline's, so that both are evaluated alike.
    """
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "spacy_diplomacy.NewsTokenizer.v1"}}})
    nlp.add_pipe("news_sentencizer")
    nlp.add_pipe("simple_lemmas")
    docs = [nlp.get_pipe("simple_lemmas")(to_doc(story, nlp.make_doc)[0]) for story in stories]
    entities = _listed(docs, lambda doc: doc.ents, "ORTH")
    triggers = _listed(docs, lambda doc: doc.spans["events"], "LEMMA")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns(_patterns(entities))
    ruler = nlp.add_pipe("span_ruler", name="triggers", config={"spans_key": "events", "phrase_matcher_attr": "LEMMA"})
    ruler.add_patterns(_patterns(triggers))
    nlp.add_pipe("by_nearness", config={"modes": _modes(docs), "frames": _frames(docs)})
    return nlp


@Language.component("simple_lemmas")
def simple_lemmas(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = simplemma.lemmatize(token.text, lang="en").lower()
    return doc


@Language.factory("by_nearness")
def make_by_nearness(nlp: Language, name: str, modes: dict, frames: dict) -> Callable[[Doc], Doc]:
    def link(doc: Doc) -> Doc:
        doc.spans["events"] = SpanGroup(doc, spans=spacy.util.filter_spans(doc.spans.get("events", ())))
        found = {span: modes.get(f"{span.label_} {span.lemma_}") for span in doc.spans["events"]}
        doc.spans["modes"] = [Span(doc, span.start, span.end, label=mode) for span, mode in found.items() if mode]
        doc.spans["status"] = []
        set_pairs(doc, "arguments", [pair for trigger in doc.spans["events"] for pair in _arguments(trigger)])
        set_pairs(doc, "relations", list(_relations(doc, frames)))
        return doc

    return link


def _arguments(trigger: Span) -> Iterable[Pair]:
    """The participants next to the trigger, the one before it acting, and what else stands nearest."""
    entities = list(trigger.sent.ents)
    before = [entity for entity in entities if entity.end <= trigger.start][::-1]
    after = [entity for entity in entities if entity.start >= trigger.end]
    nearest = sorted(entities, key=lambda entity: abs(entity.start - trigger.start))
    places = [entity for entity in nearest if entity.start and entity.doc[entity.start - 1].lower_ in PLACE_WORDS]
    options = {"Actor": before, "Recipient": after, "Location": places, "Date": nearest, "Theme": nearest}
    for role, spans in options.items():
        chosen = next((span for span in spans if span.label_ in ROLES[role].tails), None)
        if chosen is not None:
            yield Pair(role, trigger, chosen)


def _relations(doc: Doc, frames: Dict[str, str]) -> Iterable[Pair]:
    for left, right in zip(doc.ents, doc.ents[1:]):
        label, _, turned = frames.get(_frame(left, right), "").partition("-")
        if label:
            yield Pair(label, right, left) if turned else Pair(label, left, right)


def _frames(docs: Sequence[Doc]) -> Dict[str, str]:
    """The relation that two neighbours have most often, by their labels and the words between."""
    seen: Dict[str, Counter] = defaultdict(Counter)
    for doc in docs:
        known = {(pair.head.start, pair.tail.start): pair.label for pair in doc._.relations}
        for left, right in zip(doc.ents, doc.ents[1:]):
            turned = known.get((right.start, left.start))
            relation = known.get((left.start, right.start)) or (turned and f"{turned}-turned") or ""
            seen[_frame(left, right)][relation] += 1
    return {frame: relations.most_common(1)[0][0] for frame, relations in seen.items()}


def _frame(left: Span, right: Span) -> str:
    return f"{left.label_} {left.doc[left.end : right.start].text.lower()} {right.label_}"


def _modes(docs: Sequence[Doc]) -> Dict[str, Optional[str]]:
    """The mode that a trigger has most often, none included, by its type and lemma."""
    seen: Dict[str, Counter] = defaultdict(Counter)
    for doc in docs:
        modes = {span.start: span.label_ for span in doc.spans["modes"]}
        for span in doc.spans["events"]:
            seen[f"{span.label_} {span.lemma_}"][modes.get(span.start)] += 1
    return {trigger: found.most_common(1)[0][0] for trigger, found in seen.items()}


def _listed(docs: Sequence[Doc], spans: Callable[[Doc], Iterable[Span]], attr: str) -> List[Span]:
    """A span for each wording that is marked in most places, with the label it has most often."""
    labels: Dict[str, Counter] = defaultdict(Counter)
    examples: Dict[str, Dict[str, Span]] = defaultdict(dict)
    matcher = PhraseMatcher(docs[0].vocab, attr=attr)
    for doc in docs:
        for span in spans(doc):
            wording = span.lemma_ if attr == "LEMMA" else span.text
            labels[wording][span.label_] += 1
            examples[wording].setdefault(span.label_, span)
    for wording, found in examples.items():
        matcher.add(wording, [next(iter(found.values())).as_doc()])
    places = Counter(docs[0].vocab.strings[match] for doc in docs for match, _, _ in matcher(doc))
    return [
        examples[wording][counts.most_common(1)[0][0]]
        for wording, counts in labels.items()
        if counts.total() >= LEAST_SHARE * places[wording]
    ]


def _patterns(spans: Sequence[Span]) -> List[dict]:
    return [{"label": span.label_, "pattern": span.text} for span in spans]
