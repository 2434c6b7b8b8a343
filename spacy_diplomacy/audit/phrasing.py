"""Phrases and openings that return from story to story: the house voice."""

import re
from collections import defaultdict
from typing import Dict, Iterable, List, NamedTuple, Set

from ..story import Story

#: Words in a phrase, and in an opening.
PHRASE, OPENING = 5, 3
#: A dateline before the first sentence: *LUSAKA (Reuters) — *.
DATELINE = re.compile(r"\A[^\n]{0,60}?\s[—–-]{1,2}\s")


class Phrase(NamedTuple):
    """Words that stand in several stories."""

    stories: int
    words: str
    examples: str


def frequent_phrases(stories: Iterable[Story], *, least: int = 4) -> List[Phrase]:
    """Sequences of five words that stand in at least `least` stories, the commonest first."""
    return _common(((story.id, _ngrams(story.text)) for story in stories), least)


def frequent_openings(stories: Iterable[Story], *, least: int = 3) -> List[Phrase]:
    """First words, after the dateline, that at least `least` stories share."""
    return _common(((story.id, {_opening(story.text)}) for story in stories), least)


def _ngrams(text: str) -> Set[str]:
    found = set()
    for line in text.lower().splitlines():
        words = re.findall(r"[\w'’.-]*\w", line)
        found.update(" ".join(words[i : i + PHRASE]) for i in range(len(words) - PHRASE + 1))
    return found


def _opening(text: str) -> str:
    return " ".join(DATELINE.sub("", text.lstrip(), count=1).lower().split()[:OPENING])


def _common(items: Iterable, least: int) -> List[Phrase]:
    where: Dict[str, List[str]] = defaultdict(list)
    for ident, phrases in items:
        for phrase in phrases:
            where[phrase].append(ident)
    common = [Phrase(len(ids), words, " ".join(ids[:3])) for words, ids in where.items() if len(ids) >= least]
    return sorted(common, key=lambda phrase: (-phrase.stories, phrase.words))
