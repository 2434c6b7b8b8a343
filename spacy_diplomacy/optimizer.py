"""Adam with learning rates by layer."""

from typing import Dict, Tuple

from spacy.util import registry
from thinc.api import Optimizer
from thinc.optimizers import FloatOrSeq
from thinc.types import FloatsXd


class LayeredOptimizer(Optimizer):
    """Thinc's optimizer, which scales the learning rate of a parameter by its name.

    lr_scales: factors by the beginning of a parameter's name, the longest match wins and
        a name that matches none has the factor 1. The names of a Hugging Face encoder are
        those of its PyTorch modules, "embeddings." and "encoder." in most. A factor of 0
        freezes the parameter and spares the cost of its update.
    """

    __slots__ = ["lr_scales"]

    def __init__(self, learn_rate: FloatOrSeq, *, lr_scales: Dict[str, float], **settings) -> None:
        super().__init__(learn_rate, **settings)
        self.lr_scales = dict(sorted(lr_scales.items(), key=lambda item: -len(item[0])))

    def __call__(
        self,
        key: Tuple[int, str],
        weights: FloatsXd,
        gradient: FloatsXd,
        *,
        lr_scale: float = 1.0,
    ) -> Tuple[FloatsXd, FloatsXd]:
        name = str(key[1])
        scale = next((s for prefix, s in self.lr_scales.items() if name.startswith(prefix)), 1.0)
        if scale == 0.0:
            return weights, gradient
        return super().__call__(key, weights, gradient, lr_scale=lr_scale * scale)


@registry.optimizers("spacy_diplomacy.LayeredAdam.v1")
def make_layered_adam(
    learn_rate: FloatOrSeq,
    lr_scales: Dict[str, float],
    L2: FloatOrSeq = 0.01,
    beta1: FloatOrSeq = 0.9,
    beta2: FloatOrSeq = 0.999,
    eps: FloatOrSeq = 1e-8,
    grad_clip: FloatOrSeq = 1.0,
) -> LayeredOptimizer:
    """AdamW, the settings as in Thinc's ``Adam.v1``; see `LayeredOptimizer`."""
    return LayeredOptimizer(
        learn_rate,
        lr_scales=lr_scales,
        L2=L2,
        beta1=beta1,
        beta2=beta2,
        eps=eps,
        grad_clip=grad_clip,
        use_averages=False,
        L2_is_weight_decay=True,
    )
