"""Which mentions of a story name the same person or body."""

import re
import unicodedata
from bisect import bisect_right
from typing import Dict, List, Sequence, Tuple

from ..story import Mention, Story

#: Labels whose mentions are names; the others are common nouns, each for itself.
NAMED = ("PERSON", "ORG", "IGO", "GOV")
#: A name in lower case, without accents and full stops.
Words = Tuple[str, ...]
#: Words that an acronym leaves out.
_SMALL = frozenset(["of", "the", "for", "and", "in", "on", "to", "de", "la", "des", "du"])


def fullest_mentions(story: Story) -> Dict[Mention, Mention]:
    """For each name of the story the mention that gives it most fully, the earliest of equals.

    A person is found again by the last part of the name, a body by its acronym or by the
    same words. Where two people share a surname, the one named last before is meant.
    """
    found: Dict[Mention, Mention] = {}
    for label in NAMED:
        forms: Dict[Words, List[Mention]] = {}
        for mention in sorted(mention for mention in story.entities if mention.label == label):
            forms.setdefault(_words(story.text[mention.start : mention.end]), []).append(mention)
        for words, mentions in forms.items():
            longer = [full for full in forms if _stands_for(words, full, label)]
            most = max(map(len, longer))
            full = {form: forms[form] for form in longer if len(form) == most}
            found.update((mention, _best(mention, full)) for mention in mentions)
    return found


def _best(mention: Mention, full: Dict[Words, List[Mention]]) -> Mention:
    """The first mention of the full form that stands last before the mention, else of the first form."""
    latest: Dict[int, Words] = {}
    for form, mentions in full.items():
        before = bisect_right(mentions, mention.start, key=lambda other: other.start)
        latest[mentions[before - 1].start if before else -1 - mentions[0].start] = form
    return full[latest[max(latest)]][0]


def _stands_for(short: Words, full: Words, label: str) -> bool:
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


def _words(text: str) -> Words:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace(".", "")
    return tuple(re.findall(r"[a-z0-9]+", plain))
