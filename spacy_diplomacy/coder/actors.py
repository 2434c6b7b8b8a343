"""Country and sector of each participant, from the story itself and from tables.

Evidence is ranked: what the mention says itself, then whom it represents, then what
stands beside it, then other mentions of the same name, then the same words told earlier.
Where the best evidence names two countries, or there is none, the answer is None.
"""

import re
from typing import Dict, List, NamedTuple, Optional, Set

from ..countries import country_code
from ..schema import PARTICIPANTS
from ..story import Mention, Story
from .names import fullest_mentions
from .tables import Tables, sector_of_words

#: PLOVER's code in the place of a country, for bodies of states.
IGO = "IGO"
#: Words that stand between a mention and the country it belongs to.
_BEFORE = re.compile(r"(?:'s|’s|')? ?(?:[a-z-]+ ){0,2}")
_AFTER = re.compile(r",? (?:of|from|for|in|to) (?:the )?")
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


def resolve_actors(story: Story, tables: Tables) -> Dict[Mention, Actor]:
    """Every participant mention of the story, resolved."""
    return _Resolver(story, tables).resolve()


class _Resolver:
    def __init__(self, story: Story, tables: Tables) -> None:
        self.story = story
        self.tables = tables
        self.fullest = fullest_mentions(story)
        self.mentions = sorted(mention for mention in story.entities if mention.label in PARTICIPANTS)
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
        for mention in self.mentions:
            code = own[mention] or self._by_name(mention, own) or told.get(self._key(mention))
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
            code = country_code(self._text(mention))
            place = self.places.get(mention)
            return code or (self._own_country(place, seen) if place else None)
        if mention.label == "IGO":
            return IGO
        known = self.tables.bodies.get(self._text(mention).lower())
        if known is not None and known.country:
            return known.country
        linked = {self._own_country(other, seen) for other in self.linked.get(mention, ())} - {None}
        if linked:
            return linked.pop() if len(linked) == 1 else None
        return self._beside(mention)

    def _beside(self, mention: Mention) -> Optional[str]:
        """A country or people directly before ("Chad's army") or after ("minister of Peru")."""
        text = self.story.text
        for other in self.mentions:
            if other.label not in ("GPE", "NORP"):
                continue
            if other.end <= mention.start and mention.start - other.end < 25:
                between = other.end, mention.start
                if mention.label != "PERSON" and _BEFORE.fullmatch(text, *between) and not self._marked(*between):
                    return country_code(self._text(other))
            elif (
                mention.end <= other.start
                and mention.label in ("OFFICE", "GOV", "GROUP")
                and _AFTER.fullmatch(text, mention.end, other.start)
            ):
                return country_code(self._text(other))
        return None

    def _marked(self, start: int, end: int) -> bool:
        """Whether an entity or a trigger lies between: what follows belongs to it then."""
        return any(start <= m.start and m.end <= end for m in (*self.story.entities, *self.story.triggers))

    def _by_name(self, mention: Mention, own: Dict[Mention, Optional[str]]) -> Optional[str]:
        """What most of the other mentions of the same name tell."""
        full = self.fullest.get(mention)
        found = [own[other] for other in self.mentions if own[other] and self.fullest.get(other, other) == full]
        best = sorted(set(found), key=found.count)[::-1]
        if not best or (len(best) > 1 and found.count(best[0]) == found.count(best[1])):
            return None
        return best[0]

    def _sector(self, mention: Mention) -> Optional[str]:
        text = self._text(mention)
        if mention.label == "IGO":
            return "IGO"
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
        full = self.fullest.get(mention)
        same = (other for other in self.mentions if self.fullest.get(other, other) == full)
        return next((sectors[other] for other in same if sectors[other]), None)

    def _key(self, mention: Mention) -> str:
        """The head of a common noun, by which *the minister* is found again."""
        return f"{mention.label} {self._text(mention).lower().split(' of ')[0].split()[-1].rstrip('s')}"

    def _text(self, mention: Mention) -> str:
        return self.story.text[mention.start : mention.end]
