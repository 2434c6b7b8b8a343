import pytest

from spacy_diplomacy.coder.actors import Actor
from spacy_diplomacy.coder.dates import UNKNOWN, EventDate
from spacy_diplomacy.coder.merging import Told, agree, b_cubed, merge

PERU, CHAD = Actor("Peru", "PER", None), Actor("Chad", "TCD", None)
OSEI = Actor("Ada Osei", "PER", "GOV")
FARMERS = Actor("farmers", "PER", "CVL")
MONDAY, MARCH = EventDate("2015-03-02", "day", "text"), EventDate("2015-03", "month", "text")
APRIL, PUBLISHED = EventDate("2015-04", "month", "text"), EventDate("2015-05-01", "day", "publication")
VISIT = Told("CONSULT", None, "visit", MONDAY, (OSEI,), (CHAD,))


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, True),
        ({"mode": None}, True),
        ({"mode": "phone"}, False),
        ({"type": "AGREE"}, False),
        ({"status": "Future"}, False),
        ({"date": MARCH}, True),
        ({"date": APRIL}, False),
        ({"date": PUBLISHED}, True),
        ({"date": UNKNOWN}, True),
        ({"actors": (PERU,)}, True),
        ({"actors": (PERU, CHAD)}, True),
        ({"actors": (FARMERS,)}, False),
        ({"actors": (), "recipients": ()}, False),
        ({"recipients": ()}, True),
        ({"actors": (CHAD,), "recipients": (PERU,)}, False),
    ],
)
def test_what_agrees(change, expected):
    assert agree(VISIT, VISIT._replace(**change)) == agree(VISIT._replace(**change), VISIT) == expected


def test_two_bodies_of_states_are_not_one():
    eu, un = Actor("EU", "IGO", "IGO"), Actor("UN", "IGO", "IGO")
    assert not agree(VISIT._replace(actors=(eu,)), VISIT._replace(actors=(un,), recipients=()))


def test_the_fullest_mention_comes_first():
    vague = VISIT._replace(mode=None, date=PUBLISHED, recipients=())
    assert merge([vague, VISIT]) == [[1, 0]]


def test_a_vague_mention_does_not_join_two_acts():
    vague = VISIT._replace(date=UNKNOWN)
    assert merge([VISIT, VISIT._replace(date=APRIL), vague]) == [[0, 2], [1]]
    assert merge([]) == []


def test_b_cubed_of_a_worked_example():
    gold = {0: 0, 1: 0, 2: 0, 3: 1}
    predicted = {0: 0, 1: 0, 2: 1, 3: 1}
    precision, recall, f = b_cubed(gold, predicted)
    assert precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert f == pytest.approx(2 * precision * recall / (precision + recall))
    assert b_cubed(gold, gold) == (1.0, 1.0, 1.0)
