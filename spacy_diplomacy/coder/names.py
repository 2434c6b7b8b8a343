"""Which mentions of a story name the same person or body."""

import re
import unicodedata
from typing import Dict, List, Sequence

from ..story import Mention, Story

#: Labels whose mentions are names; the others are common nouns, each for itself.
NAMED = ("PERSON", "ORG", "IGO", "GOV")
#: Words that an acronym leaves out.
_SMALL = frozenset(["of", "the", "for", "and", "in", "on", "to", "de", "la", "des", "du"])


def fullest_mentions(story: Story) -> Dict[Mention, Mention]:
    """For each name of the story the mention that gives it most fully, the earliest of equals.

    A person is found again by the last part of the name, a body by its acronym or by the
    same words. Where two people share a surname, the one named last before is meant.
    """
    found: Dict[Mention, Mention] = {}
    for label in NAMED:
        mentions = sorted(mention for mention in story.entities if mention.label == label)
        words = {mention: _words(story.text[mention.start : mention.end]) for mention in mentions}
        for mention in mentions:
            longer = [other for other in mentions if _stands_for(words[mention], words[other], label)]
            found[mention] = _best(mention, longer, words)
    return found


def _best(mention: Mention, longer: Sequence[Mention], words: Dict[Mention, List[str]]) -> Mention:
    if not longer:
        return mention
    most = max(len(words[other]) for other in longer)
    full = [other for other in longer if len(words[other]) == most]
    if len({tuple(words[other]) for other in full}) == 1:
        return full[0]
    before = [other for other in full if other.start <= mention.start]
    latest = (before or full)[-1 if before else 0]
    return next(other for other in full if words[other] == words[latest])


def _stands_for(short: List[str], full: List[str], label: str) -> bool:
    """Whether the words may be a shorter, or the same, form of the full ones."""
    if short == full:
        return True
    if not short or len(short) >= len(full):
        return False
    if label == "PERSON":
        return short[-1] == full[-1] or (len(short) == 1 and short[0] in full[1:])
    return len(short) == 1 and short[0] == acronym(full)


def acronym(words: Sequence[str]) -> str:
    """The first letters of the words that count."""
    return "".join(word[0] for word in words if word not in _SMALL)


def _words(text: str) -> List[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace(".", "")
    return re.findall(r"[a-z0-9]+", plain)
