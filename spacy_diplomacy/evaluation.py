"""How good a pipeline is on annotated stories: end to end, and given gold mentions."""

from typing import Any, Dict, Iterable, Iterator, List, Sequence, Tuple

from spacy.language import Language
from spacy.tokens import Doc

from .docs import to_doc, to_story
from .facts import LAYERS
from .scorer import score_layer
from .story import Story

#: Layers that rest on mentions, and can be scored with the gold ones given.
ORACLE_LAYERS = ("status", "modes", "arguments", "relations")
#: The pipes that find mentions; in the oracle setting the gold mentions take their place.
MENTION_PIPES = ("ner", "triggers")


def evaluate(nlp: Language, stories: Sequence[Story], *, batch_size: int = 16) -> Dict[str, Any]:
    """Score a pipeline on stories.

    RETURNS: ``stories`` and ``words``, and under ``end_to_end`` (everything predicted) and
        ``oracle`` (gold entities and triggers given) by layer ``strict`` and ``relaxed``,
        each as from `score_layer`. JSON-ready.
    """
    predicted = list(predict(nlp, stories, batch_size=batch_size))
    given = list(predict_from_mentions(nlp, stories, batch_size=batch_size))
    return {
        "stories": len(stories),
        "words": sum(len(story.text.split()) for story in stories),
        "end_to_end": _score(list(zip(stories, predicted, strict=True)), tuple(LAYERS)),
        "oracle": _score(list(zip(stories, given, strict=True)), ORACLE_LAYERS),
    }


def predict(nlp: Language, stories: Iterable[Story], *, batch_size: int = 16) -> Iterator[Story]:
    """The pipeline's own reading of each story, from the bare text."""
    texts = ((story.text, story) for story in stories)
    for doc, story in nlp.pipe(texts, as_tuples=True, batch_size=batch_size):
        yield to_story(doc, story.id, story.meta)


def predict_from_mentions(nlp: Language, stories: Iterable[Story], *, batch_size: int = 16) -> Iterator[Story]:
    """What the pipeline adds to the gold entities and triggers of each story."""
    docs = ((_with_mentions(nlp, story), story) for story in stories)
    disable = [name for name in MENTION_PIPES if name in nlp.pipe_names]
    for doc, story in nlp.pipe(docs, as_tuples=True, batch_size=batch_size, disable=disable):
        yield to_story(doc, story.id, story.meta)


def _with_mentions(nlp: Language, story: Story) -> Doc:
    gold, _ = to_doc(story, nlp.make_doc)
    doc = nlp.make_doc(story.text)
    doc.ents = gold.ents
    doc.spans["events"] = gold.spans["events"].copy(doc=doc)
    return doc


def _score(pairs: List[Tuple[Story, Story]], layers: Sequence[str]) -> Dict[str, Any]:
    return {
        layer: {
            "strict": score_layer(pairs, layer),
            "relaxed": score_layer(pairs, layer, relaxed=True),
        }
        for layer in layers
    }
