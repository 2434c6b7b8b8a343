"""Sixty stories with the triggers that tell one act: how well they are merged."""

from pathlib import Path

import pytest
import spacy
import srsly

from spacy_diplomacy.coder.merging import b_cubed
from spacy_diplomacy.docs import to_doc
from spacy_diplomacy.story import check_story

from ..markup import SPAN, story

CHAINS = srsly.read_yaml(Path(__file__).parent / "chains.yaml")


def gold(case):
    return story(case["id"], case["marked"], case["events"], case.get("relations") or (), date=case["date"])


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("event_coder")
    return nlp


def clusters(nlp, case):
    """The act of each trigger by its place, as written down and as merged."""
    told = gold(case)
    doc, lost = to_doc(told, nlp.make_doc)
    assert not lost, case["id"]
    doc._.pub_date = case["date"]
    records = nlp.get_pipe("event_coder")(doc)._.events
    merged = {mention["start"]: i for i, record in enumerate(records) for mention in record["mentions"]}
    # Triggers in the order of the text: the ids of the marks say which is which.
    marks = [match[3] for match in SPAN.finditer(case["marked"]) if match[3].startswith("e")]
    starts = dict(zip(marks, sorted(trigger.start for trigger in told.triggers)))
    right = {starts[ident]: i for i, act in enumerate(case["acts"]) for ident in act}
    return right, merged


@pytest.mark.parametrize("case", CHAINS, ids=lambda case: case["id"])
def test_chains_are_well_formed(case):
    assert not list(check_story(gold(case)))
    events = [line.split()[0] for line in case["events"]]
    assert sorted(events) == sorted(ident for act in case["acts"] for ident in act)


def test_they_are_sixty():
    assert len({case["id"] for case in CHAINS}) == len(CHAINS) >= 60


def test_merging_is_as_good_as_measured(nlp):
    right, merged = {}, {}
    for number, case in enumerate(CHAINS):
        for into, found in zip((right, merged), clusters(nlp, case)):
            into.update({(number, place): (number, act) for place, act in found.items()})
    precision, recall, f = b_cubed(right, merged)
    alone = b_cubed(right, {place: place for place in right})[2]
    print(f"B³ of merging: precision {precision:.3f}, recall {recall:.3f}, F {f:.3f}; nothing merged {alone:.3f}")
    assert f >= 0.80 and f > alone
