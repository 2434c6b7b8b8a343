"""Named entities by a token-classification head."""

from typing import Callable, Iterable, List, Optional, Tuple

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example, validate_get_examples
from spacy.vocab import Vocab
from thinc.api import Model
from thinc.types import Floats2d

from . import biluo
from .models.defaults import TOK2VEC
from .trainable import LearningPipe

DEFAULT_MODEL = {
    "@architectures": "spacy.Tagger.v2",
    "normalize": True,
    "tok2vec": TOK2VEC,
}


class EntityTagger(LearningPipe):
    """Writes ``doc.ents`` by a BILUO tag per token and the best legal tag sequence.

    vocab: the shared vocabulary.
    model: from documents to tag probabilities per token, as `spacy.Tagger.v2` with
        ``normalize = true``.
    scorer: see `spacy_diplomacy.scorer`.

    On our dev stories better than spaCy's transition-based ``ner``, see docs/experiments.md.
    """

    def __init__(
        self,
        vocab: Vocab,
        model: Model[List[Doc], List[Floats2d]],
        name: str = "entity_tagger",
        *,
        scorer: Optional[Callable] = None,
    ) -> None:
        super().__init__(vocab, model, name, scorer=scorer, labels=[])

    @property
    def labels(self) -> Tuple[str, ...]:
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> List[str]:
        return list(self.labels)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Optional[Language] = None,
        labels: Optional[List[str]] = None,
    ) -> None:
        """Take the labels from the data, or as given, and size the model by them."""
        validate_get_examples(get_examples, f"{self.name}.initialize")
        sample = []
        found = set()
        for example in get_examples():
            found.update(span.label_ for span in example.reference.ents)
            if len(sample) < 10:
                sample.append(example)
        self.cfg["labels"] = list(labels) if labels is not None else sorted(found)
        if not self.cfg["labels"]:
            raise ValueError(f"'{self.name}' found no entity in the training data")
        for label in self.labels:
            self.vocab.strings.add(label)
        docs = [example.predicted for example in sample]
        targets = [self.model.ops.alloc2f(len(doc), biluo.n_tags(len(self.labels))) for doc in docs]
        self.model.initialize(X=docs, Y=targets)

    def predict(self, docs: Iterable[Doc]) -> List[Floats2d]:
        """RETURNS: tag probabilities a document, each of shape (tokens, tags)."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [numpy.zeros((0, biluo.n_tags(len(self.labels))), dtype="f") for _ in docs]
        return [self.model.ops.to_numpy(probs) for probs in self.model.predict(docs)]

    def set_annotations(self, docs: Iterable[Doc], probabilities: List[Floats2d]) -> None:
        for doc, probs in zip(docs, probabilities):
            indexed = biluo.decode(numpy.log(probs + 1e-12)) if len(doc) else []
            doc.set_ents([Span(doc, start, end, label=self.labels[k]) for start, end, k in indexed])

    def accumulate(self, examples: List[Example]) -> float:
        probabilities, backprop = self.model.begin_update([eg.predicted for eg in examples])
        loss, gradients = self.get_loss(examples, probabilities)
        backprop(gradients)
        return loss

    def get_loss(self, examples: Iterable[Example], probabilities: List[Floats2d]) -> Tuple[float, List[Floats2d]]:
        """Cross entropy of the tags; tokens of a gold span that does not align count nothing."""
        loss = 0.0
        gradients = []
        for example, probs in zip(examples, probabilities):
            tags, known = (self.model.ops.asarray(a) for a in self._gold_tags(example))
            gradient = probs.copy()
            rows = self.model.ops.xp.arange(len(tags))
            loss -= float((self.model.ops.xp.log(probs[rows, tags] + 1e-12) * known).sum())
            gradient[rows, tags] -= 1.0
            gradients.append(gradient * known[:, None])
        return loss, gradients

    def _gold_tags(self, example: Example) -> Tuple[numpy.ndarray, numpy.ndarray]:
        """Tag ids on the predicted tokens, shape (tokens,), and 1.0 where they are known."""
        ids = {label: k for k, label in enumerate(self.labels)}
        length = len(example.predicted)
        gold = [span for span in example.reference.ents if span.label_ in ids]
        aligned = example.get_aligned_spans_y2x(gold)
        tags = biluo.encode([(s.start, s.end, ids[s.label_]) for s in aligned], length)
        known = numpy.ones(length, dtype="f")
        if len(aligned) < len(gold):
            for span in gold:
                known[example.alignment.y2x[span.start : span.end]] = 0.0
            for span in aligned:
                known[span.start : span.end] = 1.0
        return tags, known


@Language.factory(
    "entity_tagger",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "model": DEFAULT_MODEL,
        "scorer": {"@scorers": "spacy_diplomacy.layer_scorer.v1", "layers": ["entities"]},
    },
    default_score_weights={"entities_f": 1.0},
)
def make_entity_tagger(
    nlp: Language,
    name: str,
    model: Model[List[Doc], List[Floats2d]],
    scorer: Optional[Callable],
) -> EntityTagger:
    return EntityTagger(nlp.vocab, model, name, scorer=scorer)
