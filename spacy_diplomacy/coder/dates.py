"""The calendar date that a date expression of a story means.

The library dateparser reads the expressions; what stands here is how news uses them: a
bare day name is the last one, or today's; *next* looks ahead; what follows *later* or
*before* counts from the date told last.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, Optional

from dateparser.date import DateDataParser

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Statuses of acts that lie ahead.
AHEAD = ("Future", "Hypothetical")

_SPOKEN = r"(?:(?:early |late )?(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk|daybreak))"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)|\w+ o'clock)(?: (?:gmt|utc|local time))?"
_TODAY = re.compile(
    rf"(?:(?:earlier |later )?(?:in the |this |at |before )?(?:{_SPOKEN}|today|tonight|day)|overnight"
    rf"|earlier today|later today|{_CLOCK}|(?:hours|minutes) (?:later|earlier|after|before|afterwards))"
)
_WEEKDAY = re.compile(
    rf"(?:(?P<which>this|last|next|past|coming|following) )?(?P<day>{'|'.join(WEEKDAYS)})s?"
    rf"(?:'s)?(?:,? (?:at )?(?:{_SPOKEN}|before dawn|{_CLOCK}))?"
)
#: What narrows a period, and is dropped: "late February" is February.
_PART = re.compile(
    r"^(?:the )?(?:(?:very )?(?:early|late|mid)[ -](?:in |on )?|(?:earlier|later) (?:in |on )?(?=this|that|in)"
    r"|(?:end|beginning|start|middle|close|first half|second half|turn) of (?:the )?"
    rf"|(?:shortly |just )?(?:before|after|at|around|about) (?:{_SPOKEN} (?:on )?(?=\w))?"
    rf"|{_SPOKEN} (?:on |of )?(?=\w)|overnight on |{_CLOCK},? (?:on )?(?=\w))"
)
_RANGE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ?(?:to|-|–|and|or) ?\d{1,2}(?:st|nd|rd|th)?(?= [a-z]|$)")
_ANAPHORIC = re.compile(
    r"\b(?:later|afterwards|earlier|before|after|following)\b|^(?:the )?(?:same|that|next (?:day|morning)) ?"
)
_THIS = re.compile(r"(?:the )?(?:this|current|present) (?P<unit>week|month|year)|(?P<bare>week|month|year)")
_SEASON = re.compile(
    r"(?:(?P<which>this|that|same|last|next) )*(?:spring|summer|autumn|fall|winter)(?: of)?(?: (?P<year>\d{4}))?"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_NAMED = re.compile(_MONTH + r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b")
_LAST_MONTH = re.compile(
    rf"(?P<which>last|this|next|that|past) (?P<month>{_MONTH})|(?P<of_year>{_MONTH}) (?P<year>last|this|next) year"
)
_STEP = re.compile(
    r"(?:a |the )?(?P<n>\w+ )?(?P<unit>day|week|month|year)s? (?P<way>later|afterwards|after|earlier|before)"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DECADE = re.compile(r"\d0'?s$")


class EventDate(NamedTuple):
    """A date as precise as the text gives it.

    value: ISO 8601, "1975-03-07", "1975-03" or "1975"; None where nothing is known.
    granularity: "day", "month", "year" or "unknown".
    source: "text" for an absolute date, "relative" for one counted from the publication
        or from a date told before, "publication" where the text gives none.
    """

    value: Optional[str]
    granularity: str
    source: str


UNKNOWN = EventDate(None, "unknown", "text")


def publication(pub_date: date) -> EventDate:
    """The date of an event for which the text gives none."""
    return EventDate(pub_date.isoformat(), "day", "publication")


def resolve_date(
    text: str, pub_date: date, *, status: Optional[str] = None, told_before: Optional[date] = None
) -> EventDate:
    """The date that an expression means in a story.

    status: of the event; what lies ahead prefers coming dates.
    told_before: the date told last before the expression, which *two days later* counts from.
    RETURNS: `UNKNOWN` where the expression does not tell.
    """
    try:
        return _resolve(text, pub_date, status, told_before)
    except OverflowError:  # "500 centuries ago"
        return UNKNOWN


def _resolve(text: str, pub_date: date, status: Optional[str], told_before: Optional[date]) -> EventDate:
    words = " ".join(text.lower().replace("’", "'").split()).strip(" ,.")
    ahead = status in AHEAD
    for rule in (_today, _weekday, _season):
        found = rule(words, pub_date, ahead)
        if found is not None:
            return found
    if _DECADE.search(words):
        return UNKNOWN
    narrowed = _PART.sub("", words)
    if narrowed != words and narrowed:
        return _resolve(narrowed, pub_date, status, told_before)
    if _ANAPHORIC.search(words):
        return _counted(words, told_before)
    return _this(words, pub_date) or _month(words, pub_date) or _parsed(words, pub_date, ahead)


def _today(words: str, pub_date: date, ahead: bool) -> Optional[EventDate]:
    return _day(pub_date, "relative") if _TODAY.fullmatch(words) else None


def _weekday(words: str, pub_date: date, ahead: bool) -> Optional[EventDate]:
    match = _WEEKDAY.fullmatch(words)
    if match is None:
        return None
    back = (pub_date.weekday() - WEEKDAYS.index(match["day"])) % 7
    which = match["which"]
    if which in ("last", "past"):
        days = -(back or 7)
    elif which in ("next", "coming", "following"):
        days = (7 - back) or 7
    else:
        days = (7 - back) % 7 if ahead else -back
    return _day(pub_date + timedelta(days=days), "relative")


def _season(words: str, pub_date: date, ahead: bool) -> Optional[EventDate]:
    match = _SEASON.fullmatch(words)
    if match is None:
        return None
    if match["year"]:
        return EventDate(match["year"], "year", "text")
    shift = {"last": -1, "next": 1}.get(match["which"], 0)
    return EventDate(str(pub_date.year + shift), "year", "relative")


def _this(words: str, pub_date: date) -> Optional[EventDate]:
    match = _THIS.fullmatch(words)
    if match is None:
        return None
    return _cut(pub_date, match["unit"] or match["bare"], "relative")


def _month(words: str, pub_date: date) -> Optional[EventDate]:
    """A month by name with *last* or *next*: the nearest one on that side."""
    match = _LAST_MONTH.fullmatch(words)
    if match is None:
        return None
    month = _MONTH.split("|").index(match["month"] or match["of_year"]) + 1
    if match["of_year"]:
        year = pub_date.year + {"last": -1, "this": 0, "next": 1}[match["year"]]
    elif match["which"] in ("last", "past"):
        year = pub_date.year - (month >= pub_date.month)
    else:
        year = pub_date.year + (match["which"] == "next" and month <= pub_date.month)
    return EventDate(f"{year:04}-{month:02}", "month", "relative")


def _counted(words: str, told_before: Optional[date]) -> EventDate:
    """A date that counts from the one told last."""
    if told_before is None:
        return UNKNOWN
    if re.fullmatch(r"(?:the )?(?:same|that) (?:day|evening|morning|night|afternoon)", words):
        return _day(told_before, "relative")
    if re.fullmatch(r"(?:the )?(?:next|following) (?:day|morning)|(?:a |the |one )?day (?:later|after)", words):
        return _day(told_before + timedelta(days=1), "relative")
    if re.fullmatch(r"(?:the )?(?:day|night) (?:before|earlier)", words):
        return _day(told_before - timedelta(days=1), "relative")
    if match := re.fullmatch(r"(?:the )?(same|that|next|following) (month|year)", words):
        year, month = told_before.year, told_before.month
        if match[1] in ("next", "following"):
            year, month = (year + 1, month) if match[2] == "year" else (year + month // 12, month % 12 + 1)
        return EventDate(f"{year:04}-{month:02}" if match[2] == "month" else f"{year:04}", match[2], "relative")
    if match := _STEP.fullmatch(words):
        way = "in {}" if match["way"] in ("later", "afterwards", "after") else "{} ago"
        counted = way.format(f"{(match['n'] or 'one ').strip()} {match['unit']}s")
        found = _parsed(counted, told_before, False)
        return found._replace(source="relative")
    return UNKNOWN


def _parsed(words: str, pub_date: date, ahead: bool) -> EventDate:
    if words.isdigit() and len(words) < 4:
        return UNKNOWN
    words = _RANGE.sub(r"\1", words).replace("decade ago", "1 decade ago")
    try:
        found = _parser(pub_date, ahead).get_date_data(words)
    except ValueError:
        found = None
    if found is None or found.date_obj is None:
        year = _YEAR.search(words)
        return EventDate(year[0], "year", "text") if year else UNKNOWN
    source = "text" if _YEAR.search(words) or _NAMED.search(words) else "relative"
    return _cut(found.date_obj.date(), found.period, source)


@lru_cache(maxsize=64)
def _parser(pub_date: date, ahead: bool) -> DateDataParser:
    return DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(pub_date, time(12)),
            "PREFER_DATES_FROM": "future" if ahead else "past",
        },
    )


def _day(day: date, source: str) -> EventDate:
    return EventDate(day.isoformat(), "day", source)


def _cut(day: date, granularity: str, source: str) -> EventDate:
    # PLOVER knows no weeks: the month is as precise as a week allows.
    granularity = {"time": "day", "week": "month"}.get(granularity, granularity)
    length = {"day": 10, "month": 7, "year": 4}[granularity]
    return EventDate(day.isoformat()[:length], granularity, source)
