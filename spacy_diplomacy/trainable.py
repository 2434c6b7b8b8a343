"""The training step that our components share."""

from itertools import islice
from typing import Any, Callable, Dict, Iterable, List, Optional

from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.training import Example, validate_examples, validate_get_examples
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer, set_dropout_rate


class LearningPipe(TrainablePipe):
    """A trainable pipe whose subclasses say only how they learn from a batch.

    They implement `accumulate`, and `predict` and `set_annotations` as any pipe.
    """

    def __init__(self, vocab: Vocab, model: Model, name: str, *, scorer: Optional[Callable], **cfg: Any) -> None:
        super().__init__(vocab, model, name, **cfg)
        self.scorer = scorer

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optional[Optimizer] = None,
        losses: Optional[Dict[str, float]] = None,
    ) -> Dict[str, float]:
        """Learn from a batch; where no document of it has a token, nothing is learnt."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        validate_examples(examples, f"{self.name}.update")
        if any(len(example.predicted) for example in examples):
            set_dropout_rate(self.model, drop)
            losses[self.name] += self.accumulate(examples)
            if sgd is not None:
                self.finish_update(sgd)
        return losses

    def accumulate(self, examples: List[Example]) -> float:
        """Run the model forward and backward on a batch, and return the loss."""
        raise NotImplementedError


class RowsPipe(LearningPipe):
    """A learning pipe whose model takes documents and rows that describe spans of them.

    Its labels come from the schema or from rules, never from data.
    """

    @property
    def label_data(self) -> None:
        return None

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Optional[Language] = None,
    ) -> None:
        validate_get_examples(get_examples, f"{self.name}.initialize")
        docs = [example.reference for example in islice(get_examples(), 10)]
        self.model.initialize(X=(docs, self.model.ops.alloc2i(0, 0)))
