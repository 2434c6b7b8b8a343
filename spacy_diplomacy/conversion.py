"""From annotated stories to spaCy's binary training format, with an account of each loss."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, Iterable, List

from spacy.tokens import Doc, DocBin

from .docs import LostMention, to_doc
from .story import Story


@dataclass
class SplitReport:
    """What went into a split, and what did not."""

    stories: int = 0
    words: int = 0
    tokens: int = 0
    counts: Counter = field(default_factory=Counter)
    lost: List[LostMention] = field(default_factory=list)


def convert(stories: Iterable[Story], make_doc: Callable[[str], Doc]) -> tuple[DocBin, SplitReport]:
    """Convert the stories of a split.

    make_doc: the tokeniser, ``nlp.make_doc``.
    RETURNS: the documents, with the metadata of their stories, and the report.
    """
    report = SplitReport()
    docbin = DocBin(store_user_data=True)
    for story in stories:
        doc, lost = to_doc(story, make_doc)
        docbin.add(doc)
        report.lost += lost
        report.stories += 1
        report.words += len(story.text.split())
        report.tokens += len(doc)
        report.counts.update(
            entities=len(story.entities),
            events=len(story.events),
            status=sum(event.status is not None for event in story.events),
            modes=sum(event.mode is not None for event in story.events),
            arguments=sum(len(event.arguments) for event in story.events),
            relations=len(story.relations),
        )
    return docbin, report


def write_docbin(docbin: DocBin, path: Path) -> None:
    """Write a split whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    docbin.to_disk(unfinished)
    unfinished.replace(path)


def shared_episodes(splits: Dict[str, List[Story]]) -> Dict[str, List[str]]:
    """Episodes whose stories stand in more than one split, with the splits' names."""
    found: Dict[str, List[str]] = {}
    for split, stories in splits.items():
        for episode in {story.meta["episode"] for story in stories if story.meta.get("episode")}:
            found.setdefault(episode, []).append(split)
    return {episode: names for episode, names in sorted(found.items()) if len(names) > 1}
