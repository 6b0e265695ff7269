"""What an export is given: the report of one joint-patrol area and what must be declared with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.export.coordinates import CoordinateTable, PolygonLike, coordinate_table
from layers.export.figures import AreaFigures, area_figures
from layers.export.printed_version import PrintedVersion
from layers.export.provenance import Provenance
from layers.export.words import Words
from layers.patrol.model import PatrolReport
from layers.zones.model import Parameters


@dataclass(frozen=True)
class Stamp:
    """What the planner declares before a document leaves (地图管理条例; export preflight).

    An empty text takes the default of the templates: 内部用图, 内部资料, 未经审核 不得公开.
    """

    purpose: str = ""
    classification: str = ""
    review_number: str = ""
    maker: str = ""

    def filled(self, words: Words) -> Stamp:
        """Return the stamp with every empty text replaced by its default."""
        return Stamp(
            **{
                name: getattr(self, name).strip() or words[f"stamp.default_{name}"]
                for name in self.__dataclass_fields__
            }
        )

    @property
    def is_reviewed(self) -> bool:
        """Return whether a review number was given."""
        return bool(self.review_number.strip())


def area_title(name: str) -> str:
    """Return an area's name as titles take it, which add 联防区 themselves."""
    return name.removesuffix("联防区") or name


@dataclass(frozen=True)
class ContextLayer:
    """A layer drawn around the area on the web page.  ``role`` is a :class:`layers.kinds.Role` value."""

    role: str
    title: str
    frame: gpd.GeoDataFrame
    is_sample: bool = False


@dataclass(frozen=True)
class ExportJob:
    """One joint-patrol area on its way out.

    Attributes
    ----------
    report : PatrolReport
    area : Polygon or MultiPolygon, EPSG:4490
    counties : GeoDataFrame
        Columns ``code``, ``name``, ``geometry`` (EPSG:4490): at least those the area touches.
    words : Words
        The document's language.
    reference_date : date
        The plan's 基准日; the only date a document carries of itself.
    is_sample : bool
        Some layer behind the report is generated; every product says so.
    lines_verified : bool
        The county lines come from the official detailed maps.  Until someone declares it, they are 示意.
    context : tuple of ContextLayer
        Layers for the web page.
    provenance : Provenance
        Program, libraries, analysis and plan that the figures come from.
    slivers : GeoDataFrame, optional
        Gaps and overlaps of county lines in and beside the area with the verdicts on them
        (:func:`layers.borders.verdicts.listed`).
    disputed_m : float
        Metres of border inside the area that run along a disputed strip: their course is not agreed.
    with_phones : bool
        Telephone numbers are personal data: without this no product has them.
    stock : tuple of mapping
        What the counties of the area hold, as :meth:`layers.export.registers.Registers.stock_of` says it.
    version : PrintedVersion, optional
        Which version of the area this is, and its hash.
    file_tag : str
        Goes behind the names of files where another area of the plan would get the same.
    """

    report: PatrolReport
    area: PolygonLike
    counties: gpd.GeoDataFrame
    words: Words
    reference_date: date
    plan_title: str = ""
    note: str = ""
    stamp: Stamp = Stamp()
    parameters: Parameters = field(default_factory=Parameters)
    contacts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame())
    is_sample: bool = False
    lines_verified: bool = False
    context: tuple[ContextLayer, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    file_tag: str = ""
    slivers: gpd.GeoDataFrame | None = None
    disputed_m: float = 0.0
    with_phones: bool = False
    stock: tuple[Mapping[str, Any], ...] = ()
    version: PrintedVersion | None = None

    @cached_property
    def figures(self) -> AreaFigures:
        """Return the areas as printed: the parts, and the whole as their sum."""
        return area_figures(self.report)

    @cached_property
    def coordinates(self) -> CoordinateTable:
        """Return the boundary-point table; its area is the one every other table prints."""
        return coordinate_table(self.area, area_m2=float(self.figures.total_m2))

    @cached_property
    def county_names(self) -> Mapping[str, str]:
        """Return county code → name."""
        names = dict(zip(self.counties["code"].astype(str), self.counties["name"].astype(str), strict=True))
        names.update({share.county: share.name for share in self.report.shares})
        return names

    @property
    def area_name(self) -> str:
        """Return the area's name as titles take it, which add 联防区 themselves."""
        return area_title(self.report.name)

    @property
    def declared(self) -> Stamp:
        """Return the stamp with defaults filled in."""
        return self.stamp.filled(self.words)

    def county_name(self, code: str) -> str:
        """Return a county's name; its code when the plan does not know it."""
        return self.county_names.get(code, code)

    def proof_sentences(self) -> list[str]:
        """Return where the figures come from, and how to tell whether the plan still says what is printed."""
        told = self.provenance.sentences(self.words)
        return [*told, *self.version.sentences(self.words)] if self.version is not None else told

    def legal_lines(self) -> tuple[str, ...]:
        """Return the sentences no product may be without, the legal one first."""
        lines = [self.words["legal.line"]]
        if self.is_sample or not self.lines_verified:
            lines.append(self.words["legal.indicative"])
        if self.is_sample:
            lines.append(self.words["legal.sample"])
        return tuple(lines)
