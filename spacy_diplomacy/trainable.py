"""The training step that our components share."""

from typing import Any, Callable, Dict, Iterable, List, Optional

from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.training import Example, validate_examples
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
