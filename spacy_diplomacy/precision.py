"""Train the encoder in bfloat16 where the CPU computes with it."""

import functools
from typing import Callable

import torch
from spacy.language import Language
from spacy.util import registry
from thinc.api import get_torch_default_device
from transformers.utils import ModelOutput


@registry.callbacks("spacy_diplomacy.bfloat16_training.v1")
def make_bfloat16_training() -> Callable[[Language], None]:
    """For ``[initialize.after_init]``: matrix products of the encoder in bfloat16 while it trains.

    The weights, their update and every prediction stay in single precision. Nothing is
    changed on a GPU, where spacy-transformers has `mixed_precision`, nor on a CPU without
    bfloat16 instructions, where they would be slower than single precision.
    """
    return train_in_bfloat16


def train_in_bfloat16(nlp: Language) -> None:
    if get_torch_default_device().type != "cpu" or not torch.cpu._is_avx512_bf16_supported():
        return
    for _, pipe in nlp.pipeline:
        encoder = getattr(getattr(pipe, "model", None), "transformer", None)
        if isinstance(encoder, torch.nn.Module):
            encoder.forward = _autocast(encoder, encoder.forward)


def _autocast(encoder: torch.nn.Module, forward: Callable[..., ModelOutput]) -> Callable[..., ModelOutput]:
    @functools.wraps(forward)
    def wrapped(*args, **kwargs) -> ModelOutput:
        if not encoder.training:
            return forward(*args, **kwargs)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output = forward(*args, **kwargs)
        return type(output)({name: value.float() for name, value in output.items() if torch.is_tensor(value)})

    return wrapped
