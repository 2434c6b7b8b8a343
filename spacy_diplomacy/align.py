"""Gold spans on the tokens of the predicted document."""

from typing import Dict, List, Sequence, Tuple

from spacy.tokens import Span
from spacy.training import Example


def align_spans(example: Example, spans: Sequence[Span]) -> Tuple[List[Span], Dict[Tuple[int, int], int]]:
    """Align gold spans one by one, so that each is known by its place.

    RETURNS: the aligned spans, and by (start, end) of a gold span the position of its
        counterpart; spans that cut a predicted token are in neither.
    """
    aligned: List[Span] = []
    position: Dict[Tuple[int, int], int] = {}
    for span in spans:
        counterpart = example.get_aligned_spans_y2x([span], allow_overlap=True)
        if counterpart:
            position[span.start, span.end] = len(aligned)
            aligned.append(counterpart[0])
    return aligned, position
