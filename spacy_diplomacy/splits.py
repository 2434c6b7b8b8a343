"""Into which split a new story goes, so that no split knows the others' happenings."""

from collections import Counter
from typing import Dict, Iterable, List, Optional, Tuple

from .countries import country_code
from .story import Story

#: Shares of the stories, as in ``corpus/targets.json`` and most datasets.
SHARES = {"train": 0.7, "dev": 0.15, "test": 0.15}


def assign(
    new: Iterable[Story], placed: Dict[str, List[Story]], *, preferred: Optional[str] = None
) -> Dict[str, List[Story]]:
    """Choose a split for each new story.

    placed: the stories that each split has already; they do not move.
    preferred: the split of every story whose episode is new.
    RETURNS: the new stories by split. A story joins the split of its episode; else the
        preferred one; else the one where its two principal countries stand most often; else
        the one that is furthest below its share. Each placed story counts for those after it.
    """
    held = {split: list(placed.get(split, ())) for split in SHARES}
    chosen: Dict[str, List[Story]] = {split: [] for split in SHARES}
    for story in new:
        split = _of_episode(story, held) or preferred or _of_pair(story, held) or _emptiest(held)
        held[split].append(story)
        chosen[split].append(story)
    return chosen


def principal_pair(story: Story) -> Optional[Tuple[str, str]]:
    """The ISO codes of the two countries named most often, in alphabetical order; None for fewer."""
    named = [story.text[m.start : m.end] for m in sorted(story.entities) if m.label in ("GPE", "NORP")]
    counts = Counter(code for code in map(country_code, named) if code)
    first_two = sorted(code for code, _ in counts.most_common(2))
    return (first_two[0], first_two[1]) if len(first_two) == 2 else None


def shared_pairs(splits: Dict[str, List[Story]]) -> Dict[Tuple[str, str], List[str]]:
    """Pairs of principal countries that stand in more than one split, with the splits' names."""
    found: Dict[Tuple[str, str], List[str]] = {}
    for split, stories in splits.items():
        for pair in {principal_pair(story) for story in stories} - {None}:
            found.setdefault(pair, []).append(split)
    return {pair: names for pair, names in sorted(found.items()) if len(names) > 1}


def _of_episode(story: Story, held: Dict[str, List[Story]]) -> Optional[str]:
    episode = story.meta["episode"]
    return next((split for split in held if any(other.meta["episode"] == episode for other in held[split])), None)


def _of_pair(story: Story, held: Dict[str, List[Story]]) -> Optional[str]:
    pair = principal_pair(story)
    counts = Counter({split: sum(principal_pair(other) == pair for other in held[split]) for split in held})
    split, count = counts.most_common(1)[0]
    return split if pair and count else None


def _emptiest(held: Dict[str, List[Story]]) -> str:
    return min(SHARES, key=lambda split: len(held[split]) / SHARES[split])
