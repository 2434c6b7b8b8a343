"""Sentence boundaries of news text."""

from typing import Iterable, List, Optional

import numpy
from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc


class NewsSentencizer(Sentencizer):
    """spaCy's rule-based sentencizer, which also ends a sentence at a line break.

    Headlines, datelines, list points and live-blog lines end without a full stop. White
    space belongs to the sentence before it.
    """

    def set_annotations(self, docs: Iterable[Doc], batch_tag_ids: List[List[bool]]) -> None:
        for doc, starts in zip(docs, batch_tag_ids):
            pending = False
            for i, token in enumerate(doc):
                if token.is_space and i > 0:
                    pending = pending or starts[i] or "\n" in token.text
                    starts[i] = False
                else:
                    starts[i] = starts[i] or pending
                    pending = False
        super().set_annotations(docs, batch_tag_ids)


@Language.factory(
    "news_sentencizer",
    assigns=["token.is_sent_start", "doc.sents"],
    default_config={"punct_chars": None},
)
def make_news_sentencizer(nlp: Language, name: str, punct_chars: Optional[List[str]]) -> NewsSentencizer:
    return NewsSentencizer(name, punct_chars=punct_chars)


def sentence_indices(doc: Doc) -> numpy.ndarray:
    """For each token the index of its sentence.

    RETURNS: shape (len(doc),), ascending from 0.
    RAISES: ValueError where the document has no sentence boundaries.
    """
    if len(doc) == 0:
        return numpy.zeros(0, dtype="i")
    if not doc.has_annotation("SENT_START"):
        raise ValueError(
            "The document has no sentence boundaries: put 'news_sentencizer' before this "
            "component and, for training, into [training] annotating_components."
        )
    starts = doc.to_array("SENT_START") == 1
    starts[0] = True
    return (numpy.cumsum(starts) - 1).astype("i")
