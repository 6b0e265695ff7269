"""What a plan says of its year: seasons of each county, how often counties meet, how early to remind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from layers.documents.kinds import PROPOSED
from layers.year.days import on_year

#: Boundary lines are inspected jointly every five years: 行政区域界线管理条例 (国务院令第353号) 第十二条.
INSPECTION_YEARS = 5
#: Most in a year: once a month.
MOST_A_YEAR = 12


class SeasonKind(StrEnum):
    """What a season is of."""

    FIRE = "fire"  # 森林草原防火期
    FLOOD = "flood"  # 汛期


@dataclass(frozen=True)
class Season:
    """A season, from and to a day of the year; one whose end comes before its start goes over New Year.

    Attributes
    ----------
    county : str
        Six-digit code; "" for every county that has none of its own of this kind.
    start, end : str
        ``MM-DD``, both days within.
    basis : str
        Who set it; "" while it is only proposed.
    """

    kind: SeasonKind
    start: str
    end: str
    county: str = ""
    basis: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return plain data for the plan."""
        return {
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "county": self.county,
            "basis": self.basis,
        }


#: Proposed until the counties write their own [P]: seasons are set and made public by each county
#: (森林防火条例 (2008) 第二十三条), and the flood season by the province or the basin (防洪法 第四十一条).
PROPOSED_SEASONS = (
    Season(SeasonKind.FIRE, "11-01", "05-31"),
    Season(SeasonKind.FLOOD, "06-01", "09-15"),
)


@dataclass(frozen=True)
class YearSettings:
    """Numbers of the calendar; all editable, all [P] but for those an agreement fixes.

    Attributes
    ----------
    seasons : tuple of Season
    meetings, drills, patrols : int
        How often a year each agreement of the plan's own borders asks for one; as the agreement's text proposes.
    before_season_days : int
        So long before a season starts the counties consult.
    soon_days : int
        What is due within so many days is *soon*.
    renewal_days : int
        Talks about the next term begin so long before an agreement ends.
    """

    seasons: tuple[Season, ...] = PROPOSED_SEASONS
    meetings: int = PROPOSED["meetings_a_year"]
    drills: int = PROPOSED["drills_a_year"]
    patrols: int = PROPOSED["inspections_a_year"]
    before_season_days: int = 15
    soon_days: int = 30
    renewal_days: int = 180

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> YearSettings:
        """Return the settings a plan stores; what makes no sense is as usual."""
        usual = cls()
        found = {name: _number(values.get(name), getattr(usual, name), most) for name, most in NUMBERS.items()}
        stored = values.get("seasons")
        return cls(_seasons(stored) if isinstance(stored, list) else usual.seasons, **found)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for the plan."""
        return {"seasons": [one.as_dict() for one in self.seasons], **{name: getattr(self, name) for name in NUMBERS}}

    def season_of(self, county: str, kind: SeasonKind) -> Season | None:
        """Return a county's season: its own, else the one of all; None where there is none."""
        every = [one for one in self.seasons if one.kind is kind]
        own = [one for one in every if one.county == county]
        return next(iter(own or [one for one in every if not one.county]), None)


#: Numbers of the settings and the most each may be.
NUMBERS: Mapping[str, int] = {
    "meetings": MOST_A_YEAR,
    "drills": MOST_A_YEAR,
    "patrols": MOST_A_YEAR,
    "before_season_days": 90,
    "soon_days": 180,
    "renewal_days": 730,
}


def is_month_day(text: str) -> bool:
    """Tell whether a text is a day of the year, ``MM-DD``."""
    try:
        on_year(text, 2024)
    except ValueError:
        return False
    return len(text) == 5


def _seasons(stored: Iterable[Any]) -> tuple[Season, ...]:
    found = []
    for one in stored:
        if not isinstance(one, Mapping) or one.get("kind") not in set(SeasonKind):
            continue
        start, end = str(one.get("start", "")), str(one.get("end", ""))
        if is_month_day(start) and is_month_day(end):
            county, basis = str(one.get("county") or ""), str(one.get("basis") or "")
            found.append(Season(SeasonKind(one["kind"]), start, end, county, basis))
    return tuple(found)


def _number(value: Any, usual: int, most: int) -> int:
    is_sound = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return int(value) if is_sound else usual
