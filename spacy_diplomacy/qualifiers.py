"""Qualifies events: their status (realis) and PLOVER's mode, as the event type allows."""

from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model
from thinc.types import Floats2d

from .align import align_spans
from .models.defaults import TOK2VEC
from .models.over_tokens import Rows
from .models.span_qualifier import qualifier_blocks, span_rows
from .schema import QUALIFIERS
from .trainable import RowsPipe

LAYERS = ["status", "modes"]

DEFAULT_MODEL = {
    "@architectures": "spacy_diplomacy.SpanQualifier.v1",
    "layers": LAYERS,
    "hidden_size": 128,
    "dropout": 0.1,
    "tok2vec": TOK2VEC,
}


class Qualifiers(RowsPipe):
    """Gives each event at most one value a layer, of those its type allows.

    vocab: the shared vocabulary.
    model: from documents and span rows to logits, see `SpanQualifier.v1`.
    spans_key: the group of triggers, labelled with the event type.
    layers: keys of `schema.QUALIFIERS`; each names the span group that is written: the
        trigger again, labelled with the value. ``attrs["scores"]`` hold probabilities.

    In training the triggers are the gold ones, aligned to the predicted tokens.
    """

    def __init__(
        self,
        vocab: Vocab,
        model: Model[Rows, Floats2d],
        name: str = "qualifiers",
        *,
        spans_key: str = "events",
        layers: List[str],
        scorer: Optional[Callable] = None,
    ) -> None:
        super().__init__(vocab, model, name, scorer=scorer, spans_key=spans_key, layers=layers)
        self.blocks = qualifier_blocks(layers)
        for label in self.labels:
            vocab.strings.add(label)

    @property
    def labels(self) -> Tuple[str, ...]:
        return tuple(value for values in self.blocks.values() for value in values if value)

    def predict(self, docs: Iterable[Doc]) -> List[Dict[str, Floats2d]]:
        """RETURNS: for each document and layer the probabilities of the layer's values, shape
        (triggers, values), 0 for what the type of the trigger does not allow.
        """
        docs = list(docs)
        spans = [self._triggers(doc) for doc in docs]
        rows = self._rows(docs, spans)
        logits = self.model.predict((docs, rows)) if len(rows) else None
        predictions, start = [], 0
        for triggers in spans:
            end = start + len(triggers)
            predictions.append(
                {
                    layer: self.model.ops.to_numpy(self._probabilities(logits[start:end, columns], triggers, layer))
                    for layer, columns in self._columns()
                    if len(triggers)
                }
            )
            start = end
        return predictions

    def set_annotations(self, docs: Iterable[Doc], predictions: List[Dict[str, Floats2d]]) -> None:
        for doc, by_layer in zip(docs, predictions):
            triggers = self._triggers(doc)
            for layer, values in self.blocks.items():
                spans, scores = [], []
                for trigger, probs in zip(triggers, by_layer.get(layer, ())):
                    best = int(probs.argmax())
                    if best:
                        spans.append(Span(doc, trigger.start, trigger.end, label=values[best]))
                        scores.append(float(probs[best]))
                doc.spans[layer] = SpanGroup(doc, name=layer, spans=spans, attrs={"scores": scores})

    def accumulate(self, examples: List[Example]) -> float:
        docs = [example.predicted for example in examples]
        gold = [self._gold(example) for example in examples]
        logits, backprop = self.model.begin_update((docs, self._rows(docs, [spans for spans, _ in gold])))
        loss, gradient = self.get_loss(logits, gold)
        backprop(gradient)
        return loss

    def get_loss(
        self, logits: Floats2d, gold: Sequence[Tuple[List[Span], List[Dict[str, str]]]]
    ) -> Tuple[float, Floats2d]:
        """Cross entropy of each layer over the values that the type allows, summed."""
        xp = self.model.ops.xp
        triggers = [span for spans, _ in gold for span in spans]
        values = [value for _, found in gold for value in found]
        gradient = self.model.ops.alloc2f(*logits.shape)
        loss = 0.0
        if triggers:
            rows = xp.arange(len(triggers))
            for layer, columns in self._columns():
                probs = self._probabilities(logits[:, columns], triggers, layer)
                targets = xp.asarray([self.blocks[layer].index(value[layer]) for value in values])
                loss -= float(xp.log(probs[rows, targets] + 1e-12).sum())
                probs[rows, targets] -= 1.0
                gradient[:, columns] = probs
        return loss, gradient

    def _columns(self) -> Iterable[Tuple[str, slice]]:
        start = 0
        for layer, values in self.blocks.items():
            yield layer, slice(start, start + len(values))
            start += len(values)

    def _probabilities(self, logits: Floats2d, triggers: Sequence[Span], layer: str) -> Floats2d:
        allowed = numpy.array(
            [
                [not value or value in QUALIFIERS[layer].get(trigger.label_, ()) for value in self.blocks[layer]]
                for trigger in triggers
            ]
        )
        ops = self.model.ops
        return ops.softmax(ops.xp.where(ops.asarray(allowed), logits, -1e9).astype("f"), axis=-1)

    def _gold(self, example: Example) -> Tuple[List[Span], List[Dict[str, str]]]:
        """Aligned gold triggers, and the value of each layer ("" for none) of each."""
        triggers, position = align_spans(example, self._triggers(example.reference))
        values = [{layer: "" for layer in self.blocks} for _ in triggers]
        for layer in self.blocks:
            for span in example.reference.spans.get(layer, ()):
                where = position.get((span.start, span.end))
                if where is not None:
                    values[where][layer] = span.label_
        return triggers, values

    def _triggers(self, doc: Doc) -> List[Span]:
        return list(doc.spans.get(self.cfg["spans_key"], ()))

    def _rows(self, docs: Sequence[Doc], spans: Sequence[Sequence[Span]]) -> Any:
        rows, offset = [], 0
        for doc, triggers in zip(docs, spans):
            described = span_rows(doc, triggers)
            described[:, :4] += offset
            rows.append(described)
            offset += len(doc)
        return self.model.ops.asarray2i(numpy.concatenate(rows))


@Language.factory(
    "qualifiers",
    default_config={
        "model": DEFAULT_MODEL,
        "spans_key": "events",
        "layers": LAYERS,
        "scorer": {"@scorers": "spacy_diplomacy.layer_scorer.v1", "layers": LAYERS},
    },
    default_score_weights={"status_f": 0.5, "modes_f": 0.5},
)
def make_qualifiers(
    nlp: Language,
    name: str,
    model: Model[Rows, Floats2d],
    spans_key: str,
    layers: List[str],
    scorer: Optional[Callable],
) -> Qualifiers:
    return Qualifiers(nlp.vocab, model, name, spans_key=spans_key, layers=layers, scorer=scorer)
