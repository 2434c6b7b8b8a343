"""Country and sector of each participant, from the story itself and from tables.

Evidence is ranked: what the mention says itself, then whom it represents, then what
stands beside it, then other mentions of the same name, then the same words told earlier.
Where the best evidence names two countries, or there is none, the answer is None.
"""

import re
from bisect import bisect_left
from collections import Counter
from datetime import date
from typing import Dict, List, NamedTuple, Optional, Set

from ..countries import country_code
from ..schema import PARTICIPANTS
from ..story import Mention, Story
from .names import fullest_mentions
from .tables import Tables, sector_of_words

#: PLOVER's code in the place of a country, for bodies of states.
IGO = "IGO"
#: Labels whose mentions belong to the country where the story plays, if nothing tells another.
PRINCIPAL_LABELS = ("GOV", "OFFICE")
#: Words that stand between a mention and the country it belongs to.
_BEFORE = re.compile(r"(?:'s|’s|')? ?(?:[a-z-]+ ){0,2}")
_AFTER = re.compile(r",? (?:of|from|for|in|to) (?:the )?")
#: Words for states or bodies of several states, whose country is none.
_SEVERAL = re.compile(
    r"\b(?:sides|parties|countries|states|nations|powers|allies|partners|members?|capitals|donors|creditors|signatories"
    r"|delegations|participants|neighbou?rs|governments|leaders|ministers|presidents|ministries|armies|envoys|commissioners"
    r"|sponsors|guarantors|observers|mediators|chiefs|community)$"
)
_COURT = re.compile(r"\b(?:court|tribunal|chamber|prosecution|icj|icc)\b", re.IGNORECASE)
#: States that were, until when, and what news calls by the same names today.
_BEFORE_THAT = {
    "RUS": ("SUHH", date(1991, 12, 26)),
    "CZE": ("CSHH", date(1993, 1, 1)),
    "SRB": ("YUCS", date(2003, 2, 4)),
}
#: A country that holds more than this share of a story's places is the one where it plays.
PRINCIPAL_SHARE = 0.5
_FORMER = re.compile(r"\b(?:former|ex|retired|ousted|deposed|late)[ -](?:[\w-]+ )*$", re.IGNORECASE)


class Actor(NamedTuple):
    """A participant, resolved as far as the story allows.

    name: the fullest form of its name in the story, its own words for a common noun.
    country: ISO 3166 alpha-3, ISO 3166-3 for a state that is no more, "IGO" for a body of
        states, None where the story does not tell.
    sector: one of `SECTORS`, None for a state as a whole and where nothing tells.
    """

    name: str
    country: Optional[str]
    sector: Optional[str]


def resolve_actors(story: Story, tables: Tables, pub_date: Optional[date] = None) -> Dict[Mention, Actor]:
    """Every participant mention of the story, resolved.

    pub_date: before 1991 *Moscow* stands for the Soviet Union, and so on.
    """
    return _Resolver(story, tables, pub_date).resolve()


class _Resolver:
    def __init__(self, story: Story, tables: Tables, pub_date: Optional[date]) -> None:
        self.story = story
        self.tables = tables
        self.pub_date = pub_date
        self.fullest = fullest_mentions(story)
        self.mentions = sorted(mention for mention in story.entities if mention.label in PARTICIPANTS)
        self.same: Dict[Mention, List[Mention]] = {}
        for mention in self.mentions:
            self.same.setdefault(self.fullest.get(mention, mention), []).append(mention)
        self.countries = [mention for mention in self.mentions if mention.label in ("GPE", "NORP")]
        self.marks = sorted(story.entities + story.triggers)
        self.linked: Dict[Mention, List[Mention]] = {}
        for label, head, tail in story.relations:
            if label in ("Holds_Office", "Represents"):
                self.linked.setdefault(head, []).append(tail)
        self.offices = {head: tail for label, head, tail in story.relations if label == "Holds_Office"}
        self.places = {head: tail for label, head, tail in story.relations if label == "Located_In"}

    def resolve(self) -> Dict[Mention, Actor]:
        own = {mention: self._own_country(mention, set()) for mention in self.mentions}
        countries: Dict[Mention, Optional[str]] = {}
        told: Dict[str, str] = {}
        principal = self._principal()
        for mention in self.mentions:
            code = own[mention] or self._by_name(mention, own) or told.get(self._key(mention))
            if code is None and mention.label in PRINCIPAL_LABELS and not _SEVERAL.search(self._text(mention).lower()):
                code = principal
            countries[mention] = code
            if code and mention.label in ("OFFICE", "GOV", "GROUP"):
                told[self._key(mention)] = code
        sectors = {mention: self._sector(mention) for mention in self.mentions}
        return {
            mention: Actor(
                self._text(self.fullest.get(mention, mention)),
                countries[mention],
                sectors[mention] or self._sector_by_name(mention, sectors),
            )
            for mention in self.mentions
        }

    def _own_country(self, mention: Mention, seen: Set[Mention]) -> Optional[str]:
        """What the mention itself and its links tell."""
        if mention in seen:
            return None
        seen = seen | {mention}
        if mention.label in ("GPE", "NORP"):
            code = self._code(mention)
            place = self.places.get(mention)
            return code or (self._own_country(place, seen) if place else None)
        if mention.label == "IGO":
            return IGO
        known = self.tables.bodies.get(self._text(mention).lower())
        if known is not None and known.country:
            return known.country
        linked = {self._own_country(other, seen) for other in self.linked.get(mention, ())} - {None}
        several = _SEVERAL.search(self._text(mention).lower())
        if linked:
            return linked.pop() if len(linked) == 1 and not (several and IGO in linked) else None
        return None if several else self._beside(mention)

    def _code(self, mention: Mention) -> Optional[str]:
        """The country of a name, at the time of the story."""
        code = country_code(self._text(mention))
        before, until = _BEFORE_THAT.get(code, (code, date.min))
        return before if self.pub_date is not None and self.pub_date < until else code

    def _principal(self) -> Optional[str]:
        """The country that the story plays in: most of the places that it names are of this one."""
        codes = Counter(code for m in self.mentions if m.label == "GPE" and (code := self._code(m)))
        if not codes:
            return None
        code, count = codes.most_common(1)[0]
        return code if count > PRINCIPAL_SHARE * codes.total() else None

    def _beside(self, mention: Mention) -> Optional[str]:
        """A country or people directly before ("Chad's army") or after ("minister of Peru")."""
        text = self.story.text
        at = bisect_left(self.countries, mention)
        for other in self.countries[max(0, at - 1) : at + 2]:
            if other.end <= mention.start and mention.start - other.end < 25:
                between = other.end, mention.start
                if mention.label != "PERSON" and _BEFORE.fullmatch(text, *between) and not self._marked(*between):
                    return self._code(other)
            elif (
                mention.end <= other.start
                and mention.label in ("OFFICE", "GOV", "GROUP")
                and _AFTER.fullmatch(text, mention.end, other.start)
            ):
                return self._code(other)
        return None

    def _marked(self, start: int, end: int) -> bool:
        """Whether an entity or a trigger lies between: what follows belongs to it then."""
        at = bisect_left(self.marks, Mention(start, start, ""))
        return at < len(self.marks) and self.marks[at].end <= end

    def _by_name(self, mention: Mention, own: Dict[Mention, Optional[str]]) -> Optional[str]:
        """What most of the other mentions of the same name tell."""
        found = [own[other] for other in self._same(mention) if own[other]]
        best = sorted(set(found), key=found.count)[::-1]
        if not best or (len(best) > 1 and found.count(best[0]) == found.count(best[1])):
            return None
        return best[0]

    def _sector(self, mention: Mention) -> Optional[str]:
        text = self._text(mention)
        if mention.label == "IGO":
            return "JUD" if _COURT.search(text) else "IGO"
        if mention.label in ("GPE", "NORP"):
            return None
        known = self.tables.bodies.get(text.lower())
        if known is not None and known.sector:
            return known.sector
        if mention.label == "PERSON":
            office = self.offices.get(mention)
            return self._sector(office) if office else None
        if mention.label == "OFFICE":
            if _FORMER.search(self.story.text, max(0, mention.start - 30), mention.start):
                return "CVL"
            bodies = [other for other in self.linked.get(mention, ()) if other.label in ("IGO", "ORG", "GOV")]
            if bodies:
                return self._sector(bodies[0])
        found = sector_of_words(text, mention.label, self.tables)
        return found or ("GOV" if mention.label == "GOV" else None)

    def _sector_by_name(self, mention: Mention, sectors: Dict[Mention, Optional[str]]) -> Optional[str]:
        return next((sectors[other] for other in self._same(mention) if sectors[other]), None)

    def _same(self, mention: Mention) -> List[Mention]:
        """The mentions of the same name, this one among them if it has a fuller form."""
        return self.same.get(self.fullest[mention], []) if mention in self.fullest else []

    def _key(self, mention: Mention) -> str:
        """The head of a common noun, by which *the minister* is found again."""
        # A predicted mention may be white space alone.
        words = self._text(mention).lower().split(" of ")[0].split() or [""]
        return f"{mention.label} {words[-1]}"

    def _text(self, mention: Mention) -> str:
        return self.story.text[mention.start : mention.end]
