from datetime import date

import pytest

from spacy_diplomacy.coder.dates import EventDate, publication, resolve_date

#: A Wednesday.
PUBLISHED = date(2015, 7, 15)


@pytest.mark.parametrize(
    "text, status, expected",
    [
        ("March 7, 1975", None, "1975-03-07"),
        ("7 March 1975", "Historical", "1975-03-07"),
        ("Sept. 4", None, "2014-09-04"),
        ("Sept. 4", "Future", "2015-09-04"),
        ("June 3", None, "2015-06-03"),
        ("17 to 19 September 2012", None, "2012-09-17"),
        ("10 and 11 March 2014", None, "2014-03-10"),
        ("August 2005", None, "2005-08"),
        ("late February", None, "2015-02"),
        ("end of September", "Future", "2015-09"),
        ("last July", None, "2014-07"),
        ("last May", None, "2015-05"),
        ("next April", "Future", "2016-04"),
        ("May last year", None, "2014-05"),
        ("1994", "Historical", "1994"),
        ("spring of 2007", None, "2007"),
        ("early 2006", None, "2006"),
        ("this autumn", "Future", "2015"),
        ("last winter", None, "2014"),
        ("Wednesday", None, "2015-07-15"),
        ("Tuesday night", None, "2015-07-14"),
        ("Thursday", None, "2015-07-09"),
        ("Thursday", "Future", "2015-07-16"),
        ("last Wednesday", None, "2015-07-08"),
        ("next Wednesday", "Future", "2015-07-22"),
        ("before dawn on Monday", None, "2015-07-13"),
        ("Friday at noon", "Future", "2015-07-17"),
        ("Monday, 00:50", None, "2015-07-13"),
        ("today", None, "2015-07-15"),
        ("yesterday", None, "2015-07-14"),
        ("tomorrow", "Future", "2015-07-16"),
        ("this morning", None, "2015-07-15"),
        ("17:50", None, "2015-07-15"),
        ("9.30 p.m.", None, "2015-07-15"),
        ("last night", None, "2015-07-14"),
        ("three days ago", None, "2015-07-12"),
        ("two decades ago", "Historical", "1995"),
        ("last week", None, "2015-07"),
        ("next week", "Future", "2015-07"),
        ("last month", None, "2015-06"),
        ("later this month", "Future", "2015-07"),
        ("next year", "Future", "2016"),
        ("end of the year", "Hypothetical", "2015"),
    ],
)
def test_expressions(text, status, expected):
    assert resolve_date(text, PUBLISHED, status=status).value == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("the next day", "2011-03-02"),
        ("two days later", "2011-03-03"),
        ("a month later", "2011-04"),
        ("five years after", "2016"),
        ("the day before", "2011-02-28"),
        ("that day", "2011-03-01"),
        ("same year", "2011"),
        ("the following year", "2012"),
        ("that month", "2011-03"),
    ],
)
def test_what_counts_from_a_date_told_before(text, expected):
    assert resolve_date(text, PUBLISHED, told_before=date(2011, 3, 1)).value == expected
    assert resolve_date(text, PUBLISHED).value is None


@pytest.mark.parametrize(
    "text",
    ["the 1990s", "recent years", "Ramadan", "coming weeks", "polling day", "13", "", "2006 to", "9000 years ago"],
)
def test_what_does_not_tell_is_unknown_or_as_coarse_as_it_is(text):
    found = resolve_date(text, PUBLISHED)
    assert found.value in (None, "2006") and found.granularity in ("unknown", "year")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("7 March 1975", EventDate("1975-03-07", "day", "text")),
        ("March", EventDate("2015-03", "month", "text")),
        ("yesterday", EventDate("2015-07-14", "day", "relative")),
        ("last year", EventDate("2014", "year", "relative")),
    ],
)
def test_granularity_and_source(text, expected):
    assert resolve_date(text, PUBLISHED) == expected
    assert publication(PUBLISHED) == EventDate("2015-07-15", "day", "publication")
