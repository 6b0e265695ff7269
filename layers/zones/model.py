"""What an analysis returns: typed results whose frames have fixed columns.

Frames are EPSG:4490 with a plain ``RangeIndex``.  County codes are GB/T 2260 strings.  ``nan`` in a
number column means *unknown*, never zero.  List and dict columns hold plain Python data that
``json.dumps`` takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.kinds import Role, ZoneClass

#: Columns of :attr:`ZoneResult.zones`.
ZONE_COLUMNS = (
    "uid",  # str; kept across re-derivation by greatest overlap
    "number",  # int, along the border of its county set, from the north-west, 1…
    "hazard",  # Hazard value
    "zone_class",  # ZoneClass value
    "counties",  # list[str], codes in GB/T 2260 order
    "border",  # str, "110116|130826": the county set joined by |
    "level",  # BorderLevel value of the highest border it touches
    "area_ha",  # float, geodesic; equals the sum over its parts
    "people",  # float; sum of the known figures; nan when none is known
    "people_unknown_places",  # int, settlements inside without a figure
    "villages",  # int
    "forest_ha",  # float, forest inside the zone
    "river_m",  # float, river length inside the zone
    "lead",  # str, county code; "" when pending
    "supports",  # list[str]
    "rotation",  # bool: equal shares, lead rotates yearly (轮值)
    "rank",  # int, 1 = first; local zones rank after all others
    "score",  # float 0–1
    "reasons",  # list[dict]: {"code": str, **facts}; facts are numbers, codes, names
    "score_parts",  # list[dict]: {"code": str, "value": float 0–1, "weight": float, "raw": float | None, "unit": str}
    "hazard_share",  # dict[county code, float | None] of what is known in the band; None = unknown
    "exposure_share",  # dict[county code, float | None] of what is known within reach
    "whole_share",  # dict[county code, float | None] of the uncut hazard objects
    "responsibility",  # dict[county code, float], sums to 1 exactly; {} when pending
    "unknown",  # list[dict]: {"county": code, "role": Role value}: files to ask the neighbour for
    "agreements",  # list[str], uids of agreements that cover it, superior ones included
    "cuts",  # list[list[float]]: lon, lat of where a long cluster was cut
    "status",  # ZoneStatus value
    "names",  # list[str]: names of the hazard objects (forest, river), most important first
    "reach_type",  # ReachType value for river zones, "" otherwise
    "legal_band",  # bool: 10 km band of a provincial-boundary river (河道管理条例第十九条)
    "geometry",  # MultiPolygon
)

#: Columns of :attr:`ZoneResult.parts`: one row per zone and county; parts sum to their zone.
PART_COLUMNS = (
    "zone_uid",
    "county",
    "area_ha",
    "forest_ha",
    "river_m",
    "people",  # float, nan unknown
    "people_unknown_places",
    "villages",
    "hazard_share",  # float, nan unknown
    "exposure_share",  # float, nan unknown
    "depot_own",  # str, name of the nearest depot of this county; "" none known
    "depot_own_km",  # float, nan none or unknown
    "depot_across",  # str, nearest depot of any other county of the plan
    "depot_across_county",  # str, its county code
    "depot_across_km",
    "depot_method",  # str code: "geodesic" = straight line on the ellipsoid
    "depots_unknown",  # bool: no depot layer speaks for this county
    "geometry",
)

#: Columns of :attr:`ZoneResult.straddling`: forest patches cut by a county line.
STRADDLING_COLUMNS = (
    "uid",
    "layer_uid",
    "object_uid",
    "name",
    "counties",  # list[str], largest share first
    "area_ha",  # whole patch
    "shares",  # dict[code, share 0–1]; "" is the part outside every county
    "areas_ha",  # dict[code, hm²]; sums to area_ha
    "geometry",
)

#: Columns of :attr:`ZoneResult.reaches`: rivers against the lines.
REACH_COLUMNS = (
    "uid",
    "layer_uid",
    "object_uid",
    "name",
    "reach_type",  # ReachType value
    "start_m",  # chainage along its river
    "end_m",
    "length_m",
    "left",  # county on the left bank, looking along the line's direction; "" outside
    "right",
    "upstream",  # county codes, list; [] when the direction is not known
    "downstream",
    "direction_known",  # bool
    "level",  # BorderLevel value of the line it crosses or follows
    "geometry",  # LineString, or Point for a crossing
)


@dataclass(frozen=True)
class Parameters:
    """Every number of the analysis that a county may change; stored and printed with the result.

    Defaults and sources: domain rule §1.1–1.2, §3.2.  [P] marks our own proposals.
    """

    forest_band_m: float = 5000.0  # D for forest: the national plan's 5 km frontier rule; counties choose
    river_band_m: float = 1000.0  # [P]
    provincial_river_band_m: float = 10000.0  # 河道管理条例第十九条: 10 km outside each bank
    forest_reach_m: float = 1000.0  # [P] distance, not spread
    river_reach_m: float = 1000.0  # [P] corridor, not flood extent
    hazard_share_min: float = 0.05  # θ_H [P]
    exposure_share_min: float = 0.05  # θ_E [P]
    forest_min_ha: float = 1.0  # A_min [P]
    river_min_m: float = 100.0  # [P]
    people_min: float = 1.0  # P_min [P]
    assets_min: int = 1
    cluster_gap_m: float = 500.0  # pieces closer than this join
    cluster_max_m: float = 10000.0  # longer clusters are cut
    origin_weight: float = 0.6  # α in R = α·O + (1−α)·I [P]
    equal_share_tolerance: float = 0.05  # lead shares closer than this rotate yearly
    bank_offset_m: float = 30.0  # tol of the bank rule, or the data's precision
    river_width_m: float = 10.0  # bankfull width where the layer has none
    bordering_min_m: float = 200.0  # L_min
    bordering_gap_m: float = 100.0  # g
    near_parallel_m: float = 300.0  # tol_near
    snap_m: float = 30.0  # coverages that do not quite fit: vertices closer than this are one
    gap_width_m: float = 100.0  # gaps narrower than this are bridged for the network only, and reported
    sliver_report_m: float = 1.0  # gaps and overlaps wider than this are reported
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "hazard": 0.25,
            "people": 0.30,
            "crossing": 0.20,
            "response": 0.15,
            "agreement": 0.10,
        }
    )

    def as_dict(self) -> dict[str, Any]:
        """Return the values as plain data for storing and printing."""
        return {**asdict(self), "weights": dict(self.weights)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Parameters:
        """Build parameters from stored values; unknown names are ignored, missing ones take the default."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        return cls(**known)


def shared_zones(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the zones that concern more than one county, pending ones included, in the order given."""
    return zones[zones["zone_class"] != ZoneClass.LOCAL.value]


@dataclass(frozen=True)
class LayerInput:
    """One layer as an analysis sees it: features and the counties it speaks for.

    ``frame`` is EPSG:4490 with the columns of its role (see :mod:`layers.sources.fields`) and a
    unique text column ``uid``.  ``speaks_for`` is None when the layer speaks for every county.
    """

    uid: str
    role: Role
    frame: gpd.GeoDataFrame
    speaks_for: frozenset[str] | None = None
    title: str = ""


@dataclass(frozen=True)
class ZoneInputs:
    """Everything a zone analysis reads.  Frames are left as they were."""

    counties: gpd.GeoDataFrame  # columns code, name, geometry; one row per county (parts are dissolved by code)
    layers: tuple[LayerInput, ...] = ()
    agreements: pd.DataFrame | None = None  # columns of layers.agreements.register.AGREEMENT_COLUMNS
    metric_epsg: int | None = None  # chosen from the counties when None
    reference_date: date | None = None  # 基准日: whether an agreement is in force; None leaves it unsaid

    def of_role(self, role: Role) -> tuple[LayerInput, ...]:
        """Return the layers that play a role."""
        return tuple(layer for layer in self.layers if layer.role is role)


@dataclass(frozen=True)
class ZoneResult:
    """Zones with all that explains them."""

    zones: gpd.GeoDataFrame
    parts: gpd.GeoDataFrame
    straddling: gpd.GeoDataFrame
    reaches: gpd.GeoDataFrame
    borders: gpd.GeoDataFrame  # columns of layers.borders.network.SEGMENT_COLUMNS
    border_issues: gpd.GeoDataFrame  # gaps and overlaps between the counties' own lines
    parameters: Parameters
    metric_epsg: int
    seconds: Mapping[str, float] = field(default_factory=dict)  # measured per step; not part of the result's identity
