"""What a briefing says, as frozen facts.  None is *not known*, never zero; areas are hm², geodesic on CGCS2000."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from layers.briefing.choice import By, Choice
from layers.export.printed_version import PrintedVersion
from layers.zones.model import Parameters


@dataclass(frozen=True)
class SideFacts:
    """Who and what lies in one county's part of a zone.

    ``people_partial``: some places have no figure, so ``people`` is the least there can be.  ``unknown`` are the roles
    about which no layer of the county says anything.
    """

    county: str
    area_ha: float
    people: float | None
    people_partial: bool
    villages: int | None
    forest_ha: float | None
    farmland_ha: float | None = None
    buildings: int | None = None
    installations: int | None = None
    intakes: int | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class FlowFacts:
    """What comes from one county into another, and how soon.

    Attributes
    ----------
    first_min : float
        Minutes until it is over the line.
    village_min : float or None
        The first of the stored times at which a village is reached; None: none within ``last_min``, or not known.
    knows_villages : bool
        Some layer tells where people live there.
    last_min : float
        The last of the stored times.
    burnt_ha, people : float or None
        At ``last_min``.
    people_partial : bool
        Places reached have no figure.
    villages : int or None
    zones : int
        Zones whose flows are added up.
    """

    hazard: str
    origin: str
    target: str
    first_min: float
    village_min: float | None
    knows_villages: bool
    last_min: float
    burnt_ha: float | None
    people: float | None
    people_partial: bool
    villages: int | None
    zones: int = 1


@dataclass(frozen=True)
class HelpFacts:
    """Who is there first in one county's part of a zone.

    ``by_road``: minutes are known; without, distances are straight lines.  ``why`` is why they are.
    """

    county: str
    own_name: str
    own_min: float | None
    own_km: float | None
    across_name: str
    across_county: str
    across_min: float | None
    across_km: float | None
    by_road: bool
    own_known: bool
    limit_min: float | None = None
    why: str = ""

    @property
    def is_own_first(self) -> bool | None:
        """Whether the county's own is there first; None when nobody can tell."""
        own, across = (self.own_min, self.across_min) if self.by_road else (self.own_km, self.across_km)
        if not self.own_known or (own is None and across is None):
            return None
        return own is not None and (across is None or own <= across)


@dataclass(frozen=True)
class AgreementFacts:
    """One agreement that covers a border; ``state`` is a ``BorderState`` value for it alone."""

    uid: str
    name: str
    number: str
    state: str
    start: str
    end: str
    is_superior: bool
    version: PrintedVersion | None = None


@dataclass(frozen=True)
class CoverFacts:
    """How a border, or the meeting point of several counties, stands for one hazard."""

    counties: tuple[str, ...]
    hazard: str
    state: str
    agreements: tuple[AgreementFacts, ...]


@dataclass(frozen=True)
class AreaFacts:
    """A joint-patrol area over a zone or border: how much of the zone (hm²) or of the line (km) it covers."""

    uid: str
    name: str
    inside_ha: float | None
    inside_km: float | None
    version: PrintedVersion | None = None


@dataclass(frozen=True)
class TaskFacts:
    """Something that is open: a decision of a meeting, or a question asked on the map."""

    kind: str  # decision, comment
    text: str
    owner: str
    due: str
    is_overdue: bool
    source: str  # the meeting's title, or who asked


@dataclass(frozen=True)
class ZoneFacts:
    """One zone.

    Attributes
    ----------
    origin, others : str, tuple of str
        Where it starts and where it goes, counties; () when nobody can tell.
    reasons : tuple of mapping
        As the zone stores them.
    no_times : str
        Why there are no minutes: ``distance``, ``links_missing``; "" when there are.
    missing : tuple of (county, role)
        Files to ask the neighbour for.
    """

    uid: str
    name: str
    number: int
    hazard: str
    zone_class: str
    counties: tuple[str, ...]
    level: str
    origin: str
    others: tuple[str, ...]
    rank: int
    score: float
    rank_low: int | None
    rank_high: int | None
    area_ha: float
    sides: tuple[SideFacts, ...]
    people: float | None
    people_partial: bool
    flows: tuple[FlowFacts, ...]
    no_times: str
    helps: tuple[HelpFacts, ...]
    lead: str
    supports: tuple[str, ...]
    rotates: bool
    state: str
    cover: CoverFacts
    areas: tuple[AreaFacts, ...]
    tasks: tuple[TaskFacts, ...]
    duties: int
    reasons: tuple[Mapping[str, Any], ...]
    missing: tuple[tuple[str, str], ...]
    edited: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What its picture is called."""
        return f"zone:{self.uid}"


@dataclass(frozen=True)
class ZoneLine:
    """A zone in a border's list or in the summary."""

    uid: str
    name: str
    rank: int
    hazard: str
    zone_class: str
    lead: str
    area_ha: float
    people: float | None
    people_partial: bool
    first_min: float | None
    score: float


@dataclass(frozen=True)
class ContactFacts:
    """Whom to call; ``phone`` and ``backup`` are "" unless they were asked for."""

    county: str
    body: str
    name: str
    duty: str
    phone: str = ""
    backup: str = ""
    callsign: str = ""


@dataclass(frozen=True)
class BorderFacts:
    """One border between two counties.

    Attributes
    ----------
    grade : int
        Of its gap: 1 to take up first … 3 later; 0: covered, little comes across, or nobody can tell.
    reasons : tuple of mapping
        Why (``gap_reason`` of the templates).
    covers : tuple of CoverFacts
        One for each field.
    forest_ha : float or None
        Of the patches the line cuts.
    zones : tuple of ZoneLine
        All on it, by rank.
    """

    pair: str
    counties: tuple[str, str]
    length_m: float
    forest_ha: float | None
    hazard: str
    grade: int
    place: int
    priority: float | None
    reasons: tuple[Mapping[str, Any], ...]
    covers: tuple[CoverFacts, ...]
    drill: str
    zones: tuple[ZoneLine, ...]
    flows: tuple[FlowFacts, ...]
    areas: tuple[AreaFacts, ...]
    tasks: tuple[TaskFacts, ...]
    contacts: tuple[ContactFacts, ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What its picture is called."""
        return f"border:{self.pair}"


@dataclass(frozen=True)
class SourceFacts:
    """A layer behind the figures."""

    title: str
    role: str
    date: str
    credit: str


@dataclass(frozen=True)
class Briefing:
    """All of a briefing.

    Attributes
    ----------
    counties : mapping
        Code → name, of the plan.
    of : int
        How many zones or borders the plan has of which ``items`` were chosen.
    analysed_at : str
        UTC, ISO 8601.
    content_hash : str
        Of the plan, 64 hex digits.
    """

    title: str
    on: date
    choice: Choice
    counties: Mapping[str, str]
    zones: tuple[ZoneFacts, ...]
    borders: tuple[BorderFacts, ...]
    of: int
    content_hash: str
    is_stale: bool
    is_sample: bool
    analysed_by: str
    analysed_at: str
    metric_epsg: int
    parameters: Parameters
    sources: tuple[SourceFacts, ...]

    @property
    def items(self) -> tuple[ZoneFacts | BorderFacts, ...]:
        """Return what has a page."""
        return self.zones if self.choice.by is By.ZONE else self.borders

    @property
    def concerned(self) -> tuple[str, ...]:
        """Return the codes of the counties the items concern, in their order."""
        return tuple(sorted({code for one in self.items for code in one.counties}))

    def county_name(self, code: str) -> str:
        """Return a county's name; its code when the plan does not know it."""
        return self.counties.get(code, code)
