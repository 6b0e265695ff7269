"""Plain data of a plan: what a layer record, a patrol area and an agreement are.

These are the values that travel between the store, the desktop, the command line and the exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from layers.kinds import Origin, Role, Shape


@dataclass(frozen=True)
class SourceInfo:
    """Where a read layer came from and what was done to it."""

    path: str = ""
    sha256: str = ""
    file_date: str = ""  # ISO date of the file, or the vintage its owner states
    crs_found: str = ""  # what the file said, in its own words
    crs_used: str = ""  # what it was read as, e.g. "EPSG:4490"
    encoding: str = ""
    credit: str = ""  # licence and attribution line
    notes: tuple[Mapping[str, Any], ...] = ()  # mending findings: {"code": …, "count": …, …}
    mending: Mapping[str, Any] = field(default_factory=dict)  # layers.sources.mending_report.MendingReport, as stored


@dataclass(frozen=True)
class LayerRecord:
    """One layer of a plan.

    ``speaks_for`` lists the GB/T 2260 codes of the counties the layer speaks for: inside them
    absence means absence.  For every other county the layer is silent and the value unknown.
    ``verified_none`` ⊆ ``speaks_for``: counties whose owner confirmed there is nothing (已核实·无).
    """

    uid: str
    title: str
    role: Role
    shape: Shape
    origin: Origin
    table: str  # feature table in the plan; "" for rasters kept outside
    position: int = 0  # 0 draws last, on top
    visible: bool = True
    opacity: float = 1.0
    style: Mapping[str, Any] = field(default_factory=dict)
    speaks_for: frozenset[str] = frozenset()
    verified_none: frozenset[str] = frozenset()
    is_sample: bool = False
    feature_count: int = 0
    bounds: tuple[float, float, float, float] | None = None  # EPSG:4490
    source: SourceInfo = SourceInfo()
    raster_path: str = ""  # relative to the plan, for rasters
    raster_sha256: str = ""
    raster_bytes: int = 0  # size of the raster file, a quick first look; 0 when it is not known
    content_sha256: str = ""  # of the features as the plan stores them; "" for rasters
    placement: Mapping[str, Any] = field(default_factory=dict)  # layers.georeference.Placement of a placed picture

    @property
    def is_land_cover(self) -> bool:
        """True for a layer that forest can be made from (:mod:`layers.forest_cover`)."""
        return self.role is Role.LAND_COVER and self.shape in (Shape.RASTER, Shape.POLYGON)


@dataclass(frozen=True)
class LayerLook:
    """How a layer that no file holds (zones, borders, patrol areas …) is shown; the defaults are the theme's."""

    visible: bool = True
    opacity: float = 1.0
    style: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanInfo:
    """The plan's own facts."""

    uid: str
    title: str
    reference_date: date  # 基准日: documents, expiry and staleness use it
    format_version: int
    is_sample: bool = False
    metric_epsg: int = 0  # chosen from the counties' centroid; 0 until there are counties
    created_at: str = ""  # UTC, ISO 8601
    program: str = ""  # name and version of the program that made it


@dataclass(frozen=True)
class ChangeRecord:
    """One committed gesture in the history."""

    id: int
    code: str  # what was done, e.g. "patrol_area_added"; the words live in app
    facts: Mapping[str, Any]
    at: datetime  # clock time, UTC
    undone: bool
    discarded: bool = False  # undone, and then something else was done: a record only
    program: str = ""  # name and version of the program that did it
    size_bytes: int = 0  # of its changeset as it is stored
    #: Codes of every change a jump went through, when this is heard of at the end of one; else empty.
    passed: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """What was done, undone or redone: this change's code, or all that a jump went through."""
        return self.passed or frozenset({self.code})
