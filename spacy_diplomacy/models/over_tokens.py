"""A torch module that scores rows of token positions, on top of any tok2vec layer."""

from typing import Callable, List, Tuple

import torch
from spacy.tokens import Doc
from thinc.api import ArgsKwargs, Model, PyTorchWrapper, torch2xp, xp2torch
from thinc.types import Floats2d, Ints2d

#: Documents, and an integer row for each thing to score: token positions first, counted
#: through the concatenated tokens of all documents, then categorical features.
Rows = Tuple[List[Doc], Ints2d]


def over_tokens(
    tok2vec: Model[List[Doc], List[Floats2d]], module: torch.nn.Module, n_out: int
) -> Model[Rows, Floats2d]:
    """Chain a tok2vec layer and a torch module into a Thinc model.

    tok2vec: token vectors a document, each of shape (tokens, width).
    module: called as ``module(tokens, rows)`` with a float tensor of shape (all tokens,
        width) and a long tensor of rows; returns shape (rows, n_out). It may hold lazy
        layers: they take their size when the model is initialised.
    """
    scorer = PyTorchWrapper(module, convert_inputs=_to_torch, convert_outputs=_from_torch)
    return Model(
        "over_tokens",
        _forward,
        init=_init,
        layers=[tok2vec, scorer],
        refs={"tok2vec": tok2vec, "scorer": scorer},
        dims={"nO": n_out},
    )


def _init(model: Model[Rows, Floats2d], X: Rows | None = None, Y: Floats2d | None = None) -> None:
    tok2vec = model.get_ref("tok2vec")
    tok2vec.initialize(X=X[0] if X else None)
    # A dry run, so that lazy layers have parameters before anything reads or writes them.
    width = tok2vec.get_dim("nO")
    n_columns = model.get_ref("scorer").shims[0]._model.n_columns
    tokens, rows = model.ops.alloc2f(1, width), model.ops.alloc2i(1, n_columns)
    model.get_ref("scorer").predict((tokens, rows))


def _forward(model: Model[Rows, Floats2d], inputs: Rows, is_train: bool) -> Tuple[Floats2d, Callable]:
    docs, rows = inputs
    vectors, backprop_tok2vec = model.get_ref("tok2vec")(docs, is_train)
    # An empty document may come without a width.
    full = [vector for vector in vectors if len(vector)]
    ops = model.ops
    if len(rows):
        tokens = ops.xp.concatenate(full)
        scores, backprop_scorer = model.get_ref("scorer")((tokens, rows), is_train)
    else:
        scores = ops.alloc2f(0, model.get_dim("nO"))

    def backprop(d_scores: Floats2d) -> List[Doc]:
        # Even where nothing was scored the listener must be called: the transformer
        # learns from all components when the last of its listeners reports.
        d_vectors = [ops.alloc2f(*vector.shape) for vector in vectors]
        if len(rows):
            d_tokens, start = backprop_scorer(d_scores), 0
            for i, vector in enumerate(vectors):
                if len(vector):
                    d_vectors[i] = d_tokens[start : start + len(vector)]
                    start += len(vector)
        return backprop_tok2vec(d_vectors)

    return scores, backprop


def _to_torch(model: Model, inputs: Tuple[Floats2d, Ints2d], is_train: bool) -> Tuple[ArgsKwargs, Callable]:
    tokens, rows = inputs
    tensor = xp2torch(tokens, requires_grad=is_train)
    indices = xp2torch(rows).long()

    def backprop(d_inputs: ArgsKwargs) -> Floats2d:
        return torch2xp(d_inputs.args[0])

    return ArgsKwargs(args=(tensor, indices), kwargs={}), backprop


def _from_torch(model: Model, inputs_outputs: tuple, is_train: bool) -> Tuple[Floats2d, Callable]:
    _, output = inputs_outputs

    def backprop(d_scores: Floats2d) -> ArgsKwargs:
        return ArgsKwargs(args=((output,),), kwargs={"grad_tensors": xp2torch(d_scores)})

    return torch2xp(output), backprop
