"""The BILUO scheme over token positions: spans to tag ids, and the best legal tags back.

Tag 0 is O; label number k has the four tags B, I, L, U at ``1 + 4 * k`` onwards.
"""

from typing import Iterable, List, Sequence, Tuple

import numpy

_B, _I, _L, _U = range(4)
#: A finite stand-in for minus infinity: two of them still compare.
_NEVER = -1e8

IndexedSpan = Tuple[int, int, int]


def n_tags(n_labels: int) -> int:
    return 1 + 4 * n_labels


def encode(spans: Iterable[IndexedSpan], length: int) -> numpy.ndarray:
    """Tag ids for flat spans given as (start, end, label number).

    RETURNS: shape (length,).
    """
    tags = numpy.zeros(length, dtype="i")
    for start, end, label in spans:
        base = 1 + 4 * label
        if end - start == 1:
            tags[start] = base + _U
        else:
            tags[start] = base + _B
            tags[start + 1 : end - 1] = base + _I
            tags[end - 1] = base + _L
    return tags


def decode(log_probs: numpy.ndarray) -> List[IndexedSpan]:
    """The spans of the most probable legal tag sequence (Viterbi).

    log_probs: shape (tokens, tags).
    RETURNS: flat spans as (start, end, label number), in order.
    """
    return _spans(_best_path(log_probs))


def _best_path(log_probs: numpy.ndarray) -> Sequence[int]:
    n_tokens, n_columns = log_probs.shape
    if n_tokens == 0:
        return []
    # Between spans the state is "outside", which any O, B or U may follow; inside a span
    # of label k only its own I or L may. So a step needs 1 + labels states, not tags².
    log_probs = log_probs.astype("f8")  # sums run over whole archives of tokens
    emit = log_probs[:, 1:].reshape(n_tokens, -1, 4)
    n_labels = emit.shape[1]
    outside = 0.0
    inside = numpy.full(n_labels, _NEVER)
    closers = numpy.zeros((n_tokens, 2), dtype="i")  # (tag, label) of the best way to end outside
    opened = numpy.zeros((n_tokens, n_labels), dtype=bool)
    for i in range(n_tokens):
        begin, stay = outside + emit[i, :, _B], inside + emit[i, :, _I]
        last, unit = inside + emit[i, :, _L], outside + emit[i, :, _U]
        options = (outside + log_probs[i, 0], last.max(initial=_NEVER), unit.max(initial=_NEVER))
        choice = int(numpy.argmax(options))
        if choice:
            label = int(numpy.argmax(last if choice == 1 else unit))
            closers[i] = 1 + 4 * label + (_L if choice == 1 else _U), label
        opened[i] = begin > stay
        inside = numpy.where(opened[i], begin, stay)
        outside = options[choice]
    return _backtrack(closers, opened)


def _backtrack(closers: numpy.ndarray, opened: numpy.ndarray) -> Sequence[int]:
    tags = numpy.zeros(len(closers), dtype="i")
    label = None
    for i in range(len(closers) - 1, -1, -1):
        if label is None:
            tags[i] = closers[i, 0]
            if tags[i] and (tags[i] - 1) % 4 == _L:
                label = closers[i, 1]
        else:
            tags[i] = 1 + 4 * label + (_B if opened[i, label] else _I)
            if opened[i, label]:
                label = None
    return tags


def _spans(tags: Sequence[int]) -> List[IndexedSpan]:
    spans = []
    start = 0
    for i, tag in enumerate(tags):
        if tag == 0:
            continue
        label, place = divmod(int(tag) - 1, 4)
        if place in (_B, _U):
            start = i
        if place in (_L, _U):
            spans.append((start, i + 1, label))
    return spans
