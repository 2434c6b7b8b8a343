import pytest
import torch

from .conftest import make_examples
from .markup import STORIES


@pytest.fixture
def seen(monkeypatch):
    """The type in which the encoder multiplies matrices, call by call."""
    types = []
    linear = torch.nn.functional.linear

    def spy(*args):
        product = linear(*args)
        types.append(product.dtype)
        return product

    monkeypatch.setattr(torch.nn.functional, "linear", spy)
    return types


@pytest.mark.parametrize("supported", [True, False])
def test_training_in_bfloat16_where_the_cpu_has_it(make_nlp, seen, monkeypatch, supported):
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: supported)
    nlp = make_nlp()
    encoder = nlp.get_pipe("transformer").model.transformer
    seen.clear()
    nlp.update(make_examples(nlp, STORIES), annotates=["sentencizer"])
    assert (torch.bfloat16 in seen) == supported
    assert all(parameter.dtype == torch.float32 for parameter in encoder.parameters())
    seen.clear()
    nlp("Kenya accused Somalia.")
    assert set(seen) == {torch.float32}
