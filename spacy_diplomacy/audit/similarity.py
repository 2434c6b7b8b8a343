"""Stories that say nearly the same in the same words."""

import re
from typing import Iterable, List, NamedTuple, Set

from datasketch import MinHash, MinHashLSH

from ..story import Story

#: Words in a shingle; three find common phrasing, not only common names.
SHINGLE = 3
PERMUTATIONS = 128
#: Pairs below this estimated similarity are not looked at.
FLOOR = 0.1


class SimilarPair(NamedTuple):
    """Two stories and the Jaccard similarity of their sets of shingles, from 0 to 1."""

    similarity: float
    left: str
    right: str


def similar_pairs(stories: Iterable[Story], *, floor: float = FLOOR) -> List[SimilarPair]:
    """Pairs of stories that share wording, the most similar first.

    MinHash with locality-sensitive hashing (datasketch) proposes pairs; their similarity is
    then counted, not estimated.
    """
    shingles = {story.id: shingle(story.text) for story in stories}
    index = MinHashLSH(threshold=floor, num_perm=PERMUTATIONS)
    pairs = []
    for ident, found in shingles.items():
        signature = _minhash(found)
        pairs += [SimilarPair(jaccard(found, shingles[other]), other, ident) for other in index.query(signature)]
        index.insert(ident, signature)
    return sorted((pair for pair in pairs if pair.similarity >= floor), reverse=True)


def shingle(text: str, size: int = SHINGLE) -> Set[str]:
    """The text's sequences of `size` words, in lower case; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}


def jaccard(left: Set[str], right: Set[str]) -> float:
    return len(left & right) / len(left | right)


def _minhash(shingles: Set[str]) -> MinHash:
    signature = MinHash(num_perm=PERMUTATIONS)
    signature.update_batch([item.encode("utf8") for item in shingles])
    return signature
