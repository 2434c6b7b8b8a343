from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacy_diplomacy.augment.edits import Edit, edit
from spacy_diplomacy.story import Mention, Story

from ..markup import STORIES, story

TEXT = "abcdefghij"


@st.composite
def edits(draw):
    cuts = sorted(draw(st.lists(st.integers(0, len(TEXT)), max_size=6, unique=True)))
    words = st.text("XYZ", max_size=4)
    return [Edit(start, end, draw(words)) for start, end in zip(cuts[::2], cuts[1::2])]


@st.composite
def mentions(draw):
    start = draw(st.integers(0, len(TEXT) - 1))
    return Mention(start, draw(st.integers(start + 1, len(TEXT))), "GPE")


@given(edits(), mentions())
def test_a_mention_keeps_what_is_left_of_its_words(changes, mention):
    edited = edit(Story("s", TEXT, (mention,)), changes)
    (moved,) = edited.entities
    apart = [change for change in changes if change.end <= mention.start or change.start >= mention.end]
    if len(apart) == len(changes):
        assert edited.text[moved.start : moved.end] == TEXT[mention.start : mention.end]
    else:
        inside = [change for change in changes if change not in apart]
        assert all(change.text in edited.text[moved.start : moved.end] for change in inside)
        kept = set(TEXT[mention.start : mention.end]) - set("".join(TEXT[c.start : c.end] for c in inside))
        assert kept <= set(edited.text[moved.start : moved.end])


@pytest.mark.parametrize("example", STORIES)
def test_no_edit_changes_nothing(example):
    assert edit(example, []) == example


def test_all_layers_move_together():
    before = story(
        "s",
        "[Chad|GPE|t1] [accused|ACCUSE|e1] [Sudan|GPE|t2] of theft. Its [army|GOV|t3] waits.",
        ["e1 Actor=t1 Recipient=t2"],
        ["Represents t3 t1"],
    )
    after = story(
        "s",
        "[Uruguay|GPE|t1] [accused|ACCUSE|e1] [Togo|GPE|t2] of theft. Its [army|GOV|t3] waits.",
        ["e1 Actor=t1 Recipient=t2"],
        ["Represents t3 t1"],
    )
    first, second = (mention for mention in before.entities if mention.label == "GPE")
    changed = edit(before, [Edit(second.start, second.end, "Togo"), Edit(first.start, first.end, "Uruguay")])
    assert replace(changed, meta=after.meta) == after
