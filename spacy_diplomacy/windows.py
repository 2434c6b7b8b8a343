"""Encoder windows that respect sentence boundaries."""

from typing import Iterable, List

from spacy.tokens import Doc, Span
from spacy_transformers.util import registry


class SentenceWindows:
    """Cuts documents into windows of whole sentences; each token is in just one.

    window: the most tokens of a window; a longer sentence is cut. A document without
        sentence boundaries, as when the pipeline is initialised, is cut every `window`.
    """

    def __init__(self, window: int) -> None:
        self.window = window

    def __call__(self, docs: Iterable[Doc]) -> List[List[Span]]:
        return [self._cut(doc) for doc in docs]

    def _cut(self, doc: Doc) -> List[Span]:
        has_sents = doc.has_annotation("SENT_START")
        spans = []
        start = end = 0
        for sentence in doc.sents if has_sents else [doc[:]]:
            if sentence.end - start > self.window and end > start:
                spans.append(doc[start:end])
                start = end
            while sentence.end - start > self.window:
                spans.append(doc[start : start + self.window])
                start += self.window
            end = sentence.end
        if end > start:
            spans.append(doc[start:end])
        return spans


@registry.span_getters("spacy_diplomacy.SentenceWindows.v1")
def make_sentence_windows(window: int) -> SentenceWindows:
    """A span getter for the `TransformerModel` of spacy-transformers."""
    return SentenceWindows(window)
