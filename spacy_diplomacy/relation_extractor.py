"""Labels pairs of mentions: arguments of events, or relations between entities."""

from typing import Any, Callable, Iterable, List, NamedTuple, Optional, Sequence, Tuple

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model
from thinc.types import Floats2d

from .align import align_spans
from .candidates import Candidates, PairRule, generate
from .models.defaults import TOK2VEC
from .models.over_tokens import Rows
from .models.pair_scorer import pair_rows
from .pairs import Pair, get_pairs, set_pairs
from .trainable import RowsPipe

DEFAULT_RULES = {
    "@misc": "spacy_diplomacy.relation_rules.v1",
    "max_back": {},
    "max_ahead": {},
}

DEFAULT_MODEL = {
    "@architectures": "spacy_diplomacy.PairScorer.v1",
    "rules": DEFAULT_RULES,
    "hidden_size": 128,
    "dropout": 0.1,
    "tok2vec": TOK2VEC,
}


class Mentions(NamedTuple):
    """What may be paired in one document, and which pairs are worth scoring."""

    heads: Sequence[Span]
    tails: Sequence[Span]
    candidates: Candidates


class RelationExtractor(RowsPipe):
    """Scores every candidate pair for every label that its rule admits.

    vocab: the shared vocabulary.
    model: from documents and pair rows to logits, see `PairScorer.v1`.
    rules: which labels connect which mentions, and how far apart; their labels are the
        labels of the component.
    spans_key: the group that the pairs are written to, read by ``doc._.arguments`` and
        ``doc._.relations``.
    heads, tails: ``"ents"`` for ``doc.ents``, else the key of a span group.
    threshold: the least probability of a pair that is kept.
    max_pairs: a cap on the candidates of one document.

    In training the candidates come from the gold mentions, aligned to the predicted
    tokens, so that the component learns whatever the others predict.
    """

    def __init__(
        self,
        vocab: Vocab,
        model: Model[Rows, Floats2d],
        name: str = "relation_extractor",
        *,
        rules: List[PairRule],
        spans_key: str,
        heads: str,
        tails: str,
        threshold: float = 0.5,
        max_pairs: int = 200_000,
        scorer: Optional[Callable] = None,
    ) -> None:
        super().__init__(
            vocab,
            model,
            name,
            scorer=scorer,
            spans_key=spans_key,
            heads=heads,
            tails=tails,
            threshold=threshold,
            max_pairs=max_pairs,
        )
        self.rules = rules
        for label in self.labels:
            vocab.strings.add(label)

    @property
    def labels(self) -> Tuple[str, ...]:
        return tuple(rule.label for rule in self.rules)

    def predict(self, docs: Iterable[Doc]) -> Tuple[List[Mentions], Floats2d]:
        """RETURNS: the mentions of each document, and the probability of each label for all
        candidate pairs of the batch, shape (pairs, labels), 0 where no rule admits it.
        """
        docs = list(docs)
        mentions = [self._mentions(doc) for doc in docs]
        rows = self._rows(docs, mentions)
        if not len(rows):
            return mentions, numpy.zeros((0, len(self.rules)), dtype="f")
        logits = self.model.predict((docs, rows))
        legal = numpy.concatenate([m.candidates.legal for m in mentions])
        return mentions, self.model.ops.to_numpy(_sigmoid(logits)) * legal

    def set_annotations(self, docs: Iterable[Doc], predictions: Tuple[List[Mentions], Floats2d]) -> None:
        all_mentions, probabilities = predictions
        start = 0
        for doc, mentions in zip(docs, all_mentions):
            index = mentions.candidates.index
            probs = probabilities[start : start + len(index)]
            start += len(index)
            kept = zip(*numpy.nonzero(probs >= max(self.cfg["threshold"], 1e-6)))
            pairs = [
                Pair(
                    self.labels[label],
                    mentions.heads[index[row, 0]],
                    mentions.tails[index[row, 1]],
                    float(probs[row, label]),
                )
                for row, label in kept
            ]
            set_pairs(doc, self.cfg["spans_key"], pairs)

    def accumulate(self, examples: List[Example]) -> float:
        docs = [example.predicted for example in examples]
        mentions, targets = zip(*(self._gold(example) for example in examples))
        rows = self._rows(docs, mentions)
        logits, backprop = self.model.begin_update((docs, rows))
        legal = numpy.concatenate([m.candidates.legal for m in mentions])
        loss, gradient = self.get_loss(logits, numpy.concatenate(targets), legal)
        backprop(gradient)
        return loss

    def get_loss(self, logits: Floats2d, targets: numpy.ndarray, legal: numpy.ndarray) -> Tuple[float, Floats2d]:
        """Binary cross entropy, summed over the labels that the rules admit."""
        xp = self.model.ops.xp
        targets, legal = self.model.ops.asarray(targets), self.model.ops.asarray(legal)
        probabilities = _sigmoid(logits)
        likelihood = xp.where(targets > 0, probabilities, 1 - probabilities)
        loss = -float((xp.log(likelihood + 1e-12) * legal).sum())
        return loss, ((probabilities - targets) * legal).astype("f")

    def _mentions(self, doc: Doc) -> Mentions:
        heads, tails = (_spans(doc, self.cfg[side]) for side in ("heads", "tails"))
        return Mentions(heads, tails, self._candidates(doc, heads, tails))

    def _candidates(self, doc: Doc, heads: Sequence[Span], tails: Sequence[Span]) -> Candidates:
        return generate(doc, heads, tails, self.rules, max_pairs=self.cfg["max_pairs"])

    def _gold(self, example: Example) -> Tuple[Mentions, numpy.ndarray]:
        """Candidates from aligned gold mentions, and targets of shape (pairs, labels)."""
        doc = example.predicted
        heads, head_at = align_spans(example, _spans(example.reference, self.cfg["heads"]))
        tails, tail_at = align_spans(example, _spans(example.reference, self.cfg["tails"]))
        candidates = self._candidates(doc, heads, tails)
        row_of = {(h, t): row for row, (h, t) in enumerate(candidates.index.tolist())}
        targets = numpy.zeros(candidates.legal.shape, dtype="f")
        for pair in get_pairs(example.reference, self.cfg["spans_key"]):
            key = (
                head_at.get((pair.head.start, pair.head.end)),
                tail_at.get((pair.tail.start, pair.tail.end)),
            )
            if key in row_of and pair.label in self.labels:
                targets[row_of[key], self.labels.index(pair.label)] = 1.0
        return Mentions(heads, tails, candidates), targets

    def _rows(self, docs: Sequence[Doc], mentions: Sequence[Mentions]) -> Any:
        rows, offset = [], 0
        for doc, found in zip(docs, mentions):
            if len(found.candidates.index):
                described = pair_rows(doc, found.heads, found.tails, found.candidates.index, self.rules)
                described[:, :4] += offset
                rows.append(described)
            offset += len(doc)
        return self.model.ops.asarray2i(numpy.concatenate(rows) if rows else numpy.zeros((0, 0), dtype="i"))


def _spans(doc: Doc, key: str) -> Sequence[Span]:
    return list(doc.ents if key == "ents" else doc.spans.get(key, ()))


def _sigmoid(logits: Floats2d) -> Floats2d:
    return 0.5 * (1.0 + numpy.tanh(0.5 * logits))


@Language.factory(
    "relation_extractor",
    default_config={
        "model": DEFAULT_MODEL,
        "rules": DEFAULT_RULES,
        "spans_key": "relations",
        "heads": "ents",
        "tails": "ents",
        "threshold": 0.5,
        "max_pairs": 200_000,
        "scorer": {"@scorers": "spacy_diplomacy.layer_scorer.v1", "layers": ["relations"]},
    },
    default_score_weights={"relations_f": 1.0},
)
def make_relation_extractor(
    nlp: Language,
    name: str,
    model: Model[Rows, Floats2d],
    rules: List[PairRule],
    spans_key: str,
    heads: str,
    tails: str,
    threshold: float,
    max_pairs: int,
    scorer: Optional[Callable],
) -> RelationExtractor:
    return RelationExtractor(
        nlp.vocab,
        model,
        name,
        rules=rules,
        spans_key=spans_key,
        heads=heads,
        tails=tails,
        threshold=threshold,
        max_pairs=max_pairs,
        scorer=scorer,
    )
