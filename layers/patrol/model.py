"""Joint-patrol areas (联防区): what is drawn, and what is reported about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import pandas as pd

#: Columns of a patrol-area frame, EPSG:4490.
PATROL_COLUMNS = ("uid", "number", "name", "note", "geometry")


@dataclass(frozen=True)
class AreaShare:
    """How much of a patrol area lies in one county."""

    county: str
    name: str
    area_ha: float
    share: float


@dataclass(frozen=True)
class PatrolReport:
    """All that documents and the panel say about one patrol area.

    Areas are geodesic on CGCS2000; the parts sum to ``area_ha``; ``outside_ha`` lies in no
    loaded county and is listed so that the sum holds.
    """

    uid: str
    name: str
    area_ha: float
    shares: tuple[AreaShare, ...]
    outside_ha: float
    perimeter_m: float
    corners: Mapping[str, tuple[float, float]]  # "east" "south" "west" "north" → lon, lat (四至)
    zones: gpd.GeoDataFrame  # ZONE_COLUMNS plus "inside_ha": zones it touches, by rank
    villages: gpd.GeoDataFrame  # uid, name, county, people (nan unknown), geometry
    people: float  # sum of known figures; nan when none is known
    people_unknown_places: int
    depots: pd.DataFrame  # name, county, kind, distance_km, method, contact …, nearest first
    agreements: pd.DataFrame  # those that cover a border inside it
    responsibility: pd.DataFrame  # zone, lead, supports, phase, task, time_limit, basis, evidence
    unknown: tuple[Mapping[str, str], ...] = ()  # {"county": …, "role": …}
    townships: pd.DataFrame = field(default_factory=lambda: pd.DataFrame())  # layers.exposure.townships.SHARE_COLUMNS
    zone_townships: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # zone uid → names
    sources: pd.DataFrame = field(default_factory=lambda: pd.DataFrame())  # SOURCE_COLUMNS
    exposures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # county → layers.exposure.by_county entry
