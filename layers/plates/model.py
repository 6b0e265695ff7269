"""What a planner chooses for a plate or a series of plates, as plain values that a plan keeps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from layers.plates.scales import LEAST_SCALE, MOST_SCALE


class Paper(StrEnum):
    """Sizes of paper (ISO 216)."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"


#: (short, long) side of each paper in mm.
PAPERS_MM: Mapping[Paper, tuple[float, float]] = {
    Paper.A4: (210.0, 297.0),
    Paper.A3: (297.0, 420.0),
    Paper.A2: (420.0, 594.0),
}
#: White around the plate's outer line on every side: wider than what printers cannot print on.
MARGIN_MM = 10.0
#: Neighbouring sheets of a grid share this part of a sheet at most.
MOST_OVERLAP = 0.3


class SubjectKind(StrEnum):
    """What a plate is about."""

    PLAN = "plan"
    AREA = "area"
    ZONE = "zone"
    BORDER = "border"


class Series(StrEnum):
    """Which sheets a series has."""

    NONE = "none"
    ZONES = "zones"
    AREAS = "areas"
    BORDERS = "borders"
    GRID = "grid"


@dataclass(frozen=True)
class Subject:
    """What a plate is about: the whole plan, or one area, zone (by uid) or border (by pair of codes, ``a|b``)."""

    kind: SubjectKind = SubjectKind.PLAN
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else str(self.kind)

    @classmethod
    def of(cls, text: str) -> Subject:
        """Return the subject of ``plan``, ``area:UID``, ``zone:UID``, ``border:PAIR``; the plan for anything else."""
        kind, _, key = text.partition(":")
        known = kind in {one.value for one in SubjectKind} and (bool(key) or kind == SubjectKind.PLAN)
        return cls(SubjectKind(kind), key) if known else cls()


@dataclass(frozen=True)
class PlateSpec:
    """One plate, or one series of them.

    Attributes
    ----------
    uid, name : str
        Its key in the plan and what the planner calls it.
    subject : Subject
        What it is about; of a series of sheets by grid, the ground that the sheets cover.
    series : Series
    paper : Paper
    portrait : bool
    scale : int
        Denominator; 0 is the largest round scale that shows the subject.
    center : (longitude, latitude) or None
        Middle of the map, degrees of EPSG:4490; None is the middle of the subject.
    title, parties, maker, purpose, classification, review_number : str
        Empty texts take what the plan and the templates say.
    layers : mapping
        Layer uid → shown, where that differs from the plan.
    gaps : str
        Hazard whose gap map is drawn; "" for none.
    graticule, grid, inset, code, marks_subject : bool
        Longitude and latitude, the kilometre grid, the overview, the QR code, and whether all but the subject is paled.
    grey : bool
        For printers without colour.
    overlap : float
        Part of a sheet that it shares with the next one of a grid, 0–0.3.
    most : int
        How many zones a series has at most, the first in rank first; 0 for all.
    language : str
        Of the plate, ``"zh_CN"`` or ``"en"``; "" is the window's.
    """

    uid: str = ""
    name: str = ""
    subject: Subject = Subject()
    series: Series = Series.NONE
    paper: Paper = Paper.A4
    portrait: bool = False
    scale: int = 0
    center: tuple[float, float] | None = None
    title: str = ""
    parties: str = ""
    maker: str = ""
    purpose: str = ""
    classification: str = ""
    review_number: str = ""
    layers: Mapping[str, bool] = field(default_factory=dict)
    gaps: str = ""
    graticule: bool = True
    grid: bool = True
    inset: bool = True
    code: bool = True
    marks_subject: bool = True
    grey: bool = False
    overlap: float = 0.05
    most: int = 20
    language: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, without key and name."""
        values = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("uid", "name")}
        return {
            **values,
            "subject": str(self.subject),
            "series": str(self.series),
            "paper": str(self.paper),
            "center": list(self.center) if self.center is not None else None,
            "layers": dict(sorted(self.layers.items())),
        }

    @classmethod
    def of(cls, values: Mapping[str, Any], *, uid: str = "", name: str = "") -> PlateSpec:
        """Return a plate from what was kept; a value that makes no sense takes its default."""
        usual = cls()
        found: dict[str, Any] = {}
        for one in fields(cls):
            if one.name in values:
                default = getattr(usual, one.name)
                if isinstance(default, bool):
                    found[one.name] = bool(values[one.name])
                elif isinstance(default, str) and not isinstance(default, StrEnum):
                    found[one.name] = str(values[one.name] or "")
        found["subject"] = Subject.of(str(values.get("subject", "")))
        found["series"] = _member(Series, values.get("series"), usual.series)
        found["paper"] = _member(Paper, values.get("paper"), usual.paper)
        found["scale"] = _scale(values.get("scale"))
        found["center"] = _center(values.get("center"))
        found["most"] = _count(values.get("most"), usual.most)
        found["overlap"] = _overlap(values.get("overlap"))
        layers = values.get("layers")
        found["layers"] = {str(key): bool(on) for key, on in layers.items()} if isinstance(layers, Mapping) else {}
        return cls(**{**found, "uid": uid, "name": name})


def plate_size_mm(paper: Paper, portrait: bool) -> tuple[float, float]:
    """Return width and height of a plate: the paper less its margins."""
    short, long = PAPERS_MM[paper]
    width, height = (short, long) if portrait else (long, short)
    return width - 2 * MARGIN_MM, height - 2 * MARGIN_MM


def _member(kind: type[Any], value: Any, default: Any) -> Any:
    try:
        return kind(str(value))
    except ValueError:
        return default


def _scale(value: Any) -> int:
    try:
        scale = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return scale if LEAST_SCALE <= scale <= MOST_SCALE else 0


def _count(value: Any, default: int) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError, OverflowError):
        return default


def _center(value: Any) -> tuple[float, float] | None:
    try:
        lon, lat = (float(one) for one in value)
    except (TypeError, ValueError):
        return None
    return (lon, lat) if abs(lon) <= 180.0 and abs(lat) <= 90.0 else None


def _overlap(value: Any) -> float:
    try:
        share = float(value)
    except (TypeError, ValueError):
        return PlateSpec.overlap
    return min(max(share, 0.0), MOST_OVERLAP) if math.isfinite(share) else PlateSpec.overlap
