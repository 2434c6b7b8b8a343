"""The one scorer: precision, recall and F of each layer, from facts, as sets.

Used by the components while training, by ``spacy evaluate``, by the evaluation step and
by the benchmark. A gold fact that was never a candidate counts as missed.
"""

from typing import Any, Callable, Dict, Iterable, List, Sequence, Tuple

import numpy
from spacy.scorer import PRFScore
from spacy.training import Example
from spacy.util import registry

from .docs import to_story
from .facts import Fact, facts
from .story import Story

#: Stories drawn with replacement, this often, give a 95 % interval (percentile bootstrap).
RESAMPLES = 1000

#: Gold and predicted annotation of the same text.
StoryPair = Tuple[Story, Story]


def count(gold: Sequence[Fact], predicted: Sequence[Fact], *, relaxed: bool = False) -> PRFScore:
    """Count agreement between the facts of one story.

    relaxed: spans need only overlap. Facts are then paired one to one, in order of the
        text, an exact partner taking precedence.
    """
    score = PRFScore()
    if not relaxed:
        score.score_set(set(predicted), set(gold))
        return score
    exact = set(gold) & set(predicted)
    open_gold = [fact for fact in gold if fact not in exact]
    for fact in predicted:
        if fact in exact:
            continue
        partner = next((other for other in open_gold if _overlaps(fact, other)), None)
        if partner is not None:
            open_gold.remove(partner)
            score.tp += 1
        else:
            score.fp += 1
    score.tp += len(exact)
    score.fn = len(open_gold)
    return score


def score_layer(pairs: Iterable[StoryPair], layer: str, *, relaxed: bool = False) -> Dict[str, Any]:
    """Score one layer over (gold, predicted) stories.

    RETURNS: ``p``, ``r``, ``f`` (micro), ``low``, ``high`` (the 95 % interval of F over
        stories), ``macro_f`` (mean F of the labels that occur in gold), ``support`` (gold
        facts), ``per_label`` with ``p``, ``r``, ``f`` and ``support`` each. Scores lie
        between 0 and 1; where neither side has a fact they are None.
    """
    totals: Dict[str, PRFScore] = {}
    micro = PRFScore()
    stories = []
    for gold_story, predicted_story in pairs:
        gold, predicted = facts(gold_story, layer), facts(predicted_story, layer)
        story = PRFScore()
        for label in {fact.label for fact in gold + predicted}:
            counted = count(
                [fact for fact in gold if fact.label == label],
                [fact for fact in predicted if fact.label == label],
                relaxed=relaxed,
            )
            totals[label] = totals.get(label, PRFScore()) + counted
            story = story + counted
        micro = micro + story
        stories.append((story.tp, story.fp, story.fn))
    low, high = bootstrap_interval(stories)
    in_gold = [score.fscore for score in totals.values() if score.tp + score.fn]
    return {
        **_figures(micro),
        "low": low,
        "high": high,
        "macro_f": float(numpy.mean(in_gold)) if in_gold else None,
        "per_label": {label: _figures(totals[label]) for label in sorted(totals)},
    }


def bootstrap_interval(
    stories: Sequence[Tuple[int, int, int]], *, resamples: int = RESAMPLES, seed: int = 0
) -> Tuple[Any, Any]:
    """The 95 % interval of micro F when stories are drawn anew with replacement.

    stories: (true positives, false positives, false negatives) of each story.
    RETURNS: (low, high); (None, None) where there is nothing to score.
    """
    counts = numpy.asarray(stories, dtype="i8").reshape(-1, 3)
    if counts.sum() == 0:
        return None, None
    draws = numpy.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    tp, fp, fn = counts[draws].sum(axis=1).T
    f = 2 * tp / numpy.maximum(2 * tp + fp + fn, 1)
    low, high = numpy.percentile(f, [2.5, 97.5])
    return float(low), float(high)


@registry.scorers("spacy_diplomacy.layer_scorer.v1")
def make_layer_scorer(layers: List[str]) -> Callable[..., Dict[str, Any]]:
    """A component's scorer: ``LAYER_p``, ``_r``, ``_f``, ``_macro_f`` and ``_per_type``."""
    return LayerScorer(layers)


class LayerScorer:
    """`score_layer` in the form that `spacy train` and `spacy evaluate` call."""

    def __init__(self, layers: List[str]) -> None:
        self.layers = layers

    def __call__(self, examples: Iterable[Example], **kwargs: Any) -> Dict[str, Any]:
        pairs = [(to_story(example.reference, ""), to_story(example.predicted, "")) for example in examples]
        scores: Dict[str, Any] = {}
        for layer in self.layers:
            result = score_layer(pairs, layer)
            for name in ("p", "r", "f", "macro_f"):
                scores[f"{layer}_{name}"] = result[name]
            scores[f"{layer}_per_type"] = {
                label: {name: figures[name] for name in ("p", "r", "f")}
                for label, figures in result["per_label"].items()
            }
        return scores


def _overlaps(left: Fact, right: Fact) -> bool:
    return left.context == right.context and all(a[0] < b[1] and b[0] < a[1] for a, b in zip(left.places, right.places))


def _figures(score: PRFScore) -> Dict[str, Any]:
    support = score.tp + score.fn
    if not support + score.fp:
        return {"p": None, "r": None, "f": None, "support": 0}
    return {"p": score.precision, "r": score.recall, "f": score.fscore, "support": support}
