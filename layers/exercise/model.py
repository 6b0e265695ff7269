"""What an exercise is: its facts, sites, injects and the log of how it was played.  Light to import."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any


class SiteKind(StrEnum):
    """Kinds of sites, in the order they are placed and listed.  The value is stored in files: never rename one."""

    IGNITION = "ignition"  # 模拟起火点, 险情点
    COMMAND = "command"  # 前线指挥部
    STAGING = "staging"  # 集结地
    LANDING = "landing"  # 直升机起降点
    WATER = "water"  # 取水点
    SAFETY = "safety"  # 安全区
    OBSERVERS = "observers"  # 观摩区
    CLOSED_ROAD = "closed_road"  # 管制路段


#: Where people stand who have nothing to do at the fire; a safety zone is for its crews, close to them on purpose.
PEOPLED = frozenset({SiteKind.COMMAND, SiteKind.STAGING, SiteKind.LANDING, SiteKind.OBSERVERS})


class Physics(StrEnum):
    """What runs from the ignition."""

    FIRE = "fire"
    FLOOD = "flood"  # 洪水波 down the rivers
    SPILL = "spill"  # 水污染
    PLUME = "plume"


class Purpose(StrEnum):
    """Why an exercise is held (突发事件应急演练指南, 国务院应急办, 2009)."""

    CHECKING = "checking"  # 检验性
    SHOWING = "showing"  # 示范性
    STUDYING = "studying"  # 研究性


@dataclass(frozen=True)
class Fact:
    """A number of a site that only somebody who was there can tell.

    ``unit`` is printed; ``least`` and ``most`` bound what may be typed.
    """

    name: str
    unit: str
    least: float
    most: float


#: What can be typed of each kind of site.  A yes or no is 1 or 0.
FACTS: Mapping[SiteKind, tuple[Fact, ...]] = {
    SiteKind.IGNITION: (),
    SiteKind.COMMAND: (Fact("signal", "", 0, 1), Fact("mast_m", "m", 0, 50)),
    SiteKind.STAGING: (),
    SiteKind.LANDING: (
        Fact("pad_slope_percent", "%", 0, 100),
        Fact("pad_surface", "", 1, 3),  # concrete, compacted, grass
        Fact("pad_length_m", "m", 0, 500),
        Fact("pad_width_m", "m", 0, 500),
        Fact("clear_m", "m", 0, 500),
    ),
    SiteKind.WATER: (Fact("depth_m", "m", 0, 100), Fact("width_m", "m", 0, 10_000)),
    SiteKind.SAFETY: (Fact("radius_m", "m", 1, 500),),
    SiteKind.OBSERVERS: (Fact("radius_m", "m", 1, 500),),
    SiteKind.CLOSED_ROAD: (),
}

#: Numbers of an exercise: name → unit, least, most, default (None: the plan's, or not known).
NUMBERS: Mapping[str, tuple[str, float, float, float | None]] = {
    "duration_min": ("min", 10, 2880, 180.0),
    "hours": ("h", 0.5, 48, 6.0),  # how far ahead physics looks
    "wind_ms": ("m/s", 0, 40, None),
    "wind_from_deg": ("°", 0, 360, None),
    "base_rate_m_min": ("m/min", 0.01, 20, None),
    "notify_margin_min": ("min", 0, 720, None),
    "fuel_load_kg_m2": ("kg/m²", 0.05, 10, 1.0),
    "flame_m": ("m", 0.1, 100, None),  # typed: instead of Byram's
    "vegetation_m": ("m", 0.1, 60, None),
    "slope_wind_factor": ("", 1, 10, None),
    "ring_m": ("m", 50, 10_000, 500.0),  # nobody stands closer to the start
}


@dataclass(frozen=True)
class Subject:
    """A subject (科目) of a phase, with its scenes (场景)."""

    name: str
    scenes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phase:
    """A phase (阶段) with its subjects."""

    name: str
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Party:
    """Who takes part: a county or department, and what it does."""

    code: str  # division code; "" for one that is no county
    name: str
    duty: str = ""  # lead, support, observe


@dataclass(frozen=True)
class Logged:
    """A decision or event while the exercise was played: minutes of its clock."""

    minute: float
    text: str
    by: str = ""  # county code
    inject: str = ""  # uid of the inject it answers


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes
    ----------
    uid, title : str
    day : str
        ISO date; "" not yet fixed.
    start : str
        Time of day, ``HH:MM``, Beijing time.
    physics : Physics
    kind, scope : str
        Values of :class:`layers.agreements.vocabulary.DrillKind` and ``DrillScope``.
    purpose : Purpose
    pattern : str
        How many departments and regions, e.g. 3+3.
    counties : tuple of str
        Codes of the border, the one it starts in first.
    host : str
        Code of the county that holds it.
    rotation : tuple of str
        Who hosts next, and after that.
    parties, phases : tuples
    numbers : mapping
        :data:`NUMBERS` as far as typed.
    drill : str
        uid of its row in the register of drills, once it was held.
    log : tuple of Logged
    remark : str
    """

    uid: str = ""
    title: str = ""
    day: str = ""
    start: str = "09:00"
    physics: Physics = Physics.FIRE
    kind: str = "field"
    scope: str = "full"
    purpose: Purpose = Purpose.CHECKING
    pattern: str = ""
    counties: tuple[str, ...] = ()
    host: str = ""
    rotation: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    phases: tuple[Phase, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    drill: str = ""
    log: tuple[Logged, ...] = ()
    remark: str = ""

    def number(self, name: str) -> float | None:
        """Return a number as typed, else its default; None when there is neither."""
        return self.numbers.get(name, NUMBERS[name][3])

    @property
    def begins(self) -> datetime | None:
        """When it starts; None without a date."""
        try:
            return datetime.combine(date.fromisoformat(self.day), time.fromisoformat(self.start))
        except ValueError:
            return None

    @property
    def scene_count(self) -> int:
        """How many scenes there are."""
        return sum(len(subject.scenes) for phase in self.phases for subject in phase.subjects)

    @property
    def subject_count(self) -> int:
        """How many subjects there are."""
        return sum(len(phase.subjects) for phase in self.phases)


@dataclass(frozen=True)
class Site:
    """A place of an exercise; degrees, CGCS2000.  ``facts`` are those of :data:`FACTS` that somebody typed."""

    uid: str = ""
    exercise: str = ""
    kind: SiteKind = SiteKind.IGNITION
    name: str = ""
    lon: float = math.nan
    lat: float = math.nan
    county: str = ""  # who sets it up
    step: str = ""  # of the script
    facts: Mapping[str, float] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True)
class Inject:
    """A line of the script (MSEL): what happens when, and who must do what by when.

    Attributes
    ----------
    minute : float
        After the start.
    code : str
        What it is: words ``exercise.inject.<code>``; "hand" for one that a person wrote.
    facts : mapping
        For the sentence.
    text : str
        A person's words in place of the sentence; "" for none.
    expected : str
        What is expected to be done; "" for that of the code.
    by, to : str, tuple of str
        Who says it, and the counties that must be told.
    due_min : float
        Minute by which they must have been told or there; nan without a limit.
    phase : int
        Row of the exercise's phases.
    lon, lat : float
        nan without a place.
    told_min : float
        When it was done, as logged; nan while it is not.
    items : tuple of str
        What the notice said, of :data:`layers.exercise.evaluation.ITEMS`.
    note : str
    is_edited : bool
        A person changed it: working the physics out again leaves it.
    """

    uid: str = ""
    exercise: str = ""
    minute: float = 0.0
    code: str = "hand"
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    expected: str = ""
    by: str = ""
    to: tuple[str, ...] = ()
    due_min: float = math.nan
    phase: int = 0
    lon: float = math.nan
    lat: float = math.nan
    told_min: float = math.nan
    items: tuple[str, ...] = ()
    note: str = ""
    is_edited: bool = False


def new_uid() -> str:
    """Return a uid for a new row."""
    return uuid.uuid4().hex[:16]


def numbered(sites: Sequence[Site], kind: SiteKind) -> int:
    """Return the number the next site of a kind gets."""
    return 1 + sum(site.kind is kind for site in sites)


#: What comes first of what happens in the same minute.
_CODES = ("begin", "tell_home", "tell_county", "warn_place", "crosses", "reaches", "arrive")


def in_order(script: Iterable[Inject]) -> tuple[Inject, ...]:
    """Return lines in time; those of one minute as a story goes."""

    def key(one: Inject) -> tuple[float, int, str, str]:
        place = _CODES.index(one.code) if one.code in _CODES else len(_CODES)
        return one.minute, place, str(one.facts.get("name", "")), one.uid

    return tuple(sorted(script, key=key))
