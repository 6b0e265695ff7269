"""Small plans and results made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.borders.model import ISSUE_COLUMNS, SEGMENT_COLUMNS
from layers.crs import STORAGE_CRS
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore, SourceInfo
from layers.zones.model import (
    PART_COLUMNS,
    REACH_COLUMNS,
    STRADDLING_COLUMNS,
    ZONE_COLUMNS,
    Parameters,
    ZoneResult,
)

REFERENCE = date(2026, 4, 1)
WEST, EAST = shapely.box(116.0, 40.0, 117.0, 41.0), shapely.box(117.0, 40.0, 118.0, 41.0)


def make_plan(folder: Path, name: str = "plan.lianfang.gpkg") -> PlanStore:
    return PlanStore.create(folder / name, title="怀柔–丰宁 2026", reference_date=REFERENCE)


def county_frame() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "uid": ["c1", "c2"],
            "code": ["110116", "130826"],
            "name": ["怀柔区", "丰宁满族自治县"],
            "geometry": [WEST, EAST],
        },
        crs=STORAGE_CRS,
    )


def county_record(**changes: Any) -> LayerRecord:
    values: dict[str, Any] = {
        "uid": "",
        "title": "县界",
        "role": Role.COUNTY,
        "shape": Shape.POLYGON,
        "origin": Origin.READ,
        "table": "",
        "speaks_for": frozenset({"110116", "130826"}),
        "style": {"fill": "#F7F6F2"},
        "source": SourceInfo(path="县界.shp", sha256="ab" * 32, notes=({"code": "mended", "count": 1},)),
    }
    return LayerRecord(**{**values, **changes})


def zone_row(**changes: Any) -> dict[str, Any]:
    row = {
        "uid": "z1",
        "number": 1,
        "hazard": "forest",
        "zone_class": "S1",
        "counties": ["110116", "130826"],
        "border": "110116|130826",
        "level": "province",
        "area_ha": 1234.5,
        "people": 300.0,
        "people_unknown_places": 2,
        "villages": 3,
        "forest_ha": 800.25,
        "river_m": 0.0,
        "lead": "110116",
        "supports": ["130826"],
        "rotation": False,
        "rank": 1,
        "score": 0.75,
        "reasons": [{"code": "hazard_crosses", "share": 0.4, "name": "喇叭沟门"}],
        "score_parts": [{"code": "hazard", "value": 0.5, "weight": 0.25, "raw": None, "unit": "ha"}],
        "hazard_share": {"110116": 0.6, "130826": 0.4},
        "exposure_share": {"110116": 1.0, "130826": None},
        "whole_share": {"110116": 0.7, "130826": 0.3},
        "responsibility": {"110116": 0.6, "130826": 0.4},
        "unknown": [{"county": "130826", "role": "settlement"}],
        "agreements": ["a1"],
        "cuts": [[117.0, 40.5]],
        "status": "identified",
        "names": ["喇叭沟门林场"],
        "reach_type": "",
        "legal_band": False,
        "links": [],
        "evidence": {},
        "exposures": {},
        "stability": {},
        "states": [],
        "edited": {},
        "geometry": shapely.MultiPolygon([shapely.box(116.95, 40.4, 117.05, 40.6)]),
    }
    return {**row, **changes}


def part_rows(zone: str = "z1") -> list[dict[str, Any]]:
    common = {
        "zone_uid": zone,
        "area_ha": 617.25,
        "forest_ha": 400.125,
        "river_m": 0.0,
        "people_unknown_places": 1,
        "villages": 1,
        "hazard_share": 0.5,
        "depot_across": "丰宁仓库",
        "depot_across_county": "130826",
        "depot_across_km": 12.5,
        "depot_method": "geodesic",
        "response": {},
    }
    return [
        {
            **common,
            "county": "110116",
            "people": 300.0,
            "exposure_share": 1.0,
            "depot_own": "",
            "depot_own_km": np.nan,
            "depots_unknown": True,
            "geometry": shapely.box(116.95, 40.4, 117.0, 40.6),
        },
        {
            **common,
            "county": "130826",
            "people": np.nan,
            "exposure_share": np.nan,
            "depot_own": "丰宁仓库",
            "depot_own_km": 9.5,
            "depots_unknown": False,
            "geometry": shapely.box(117.0, 40.4, 117.05, 40.6),
        },
    ]


def spatial(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=STORAGE_CRS)


def make_result(*zones: dict[str, Any], straddling: gpd.GeoDataFrame | None = None) -> ZoneResult:
    rows = list(zones) or [zone_row()]
    forest = {
        "uid": "s1",
        "layer_uid": "forest",
        "object_uid": "f1",
        "name": "林班7",
        "counties": ["110116", "130826"],
        "area_ha": 10.0,
        "shares": {"110116": 0.7, "130826": 0.3},
        "areas_ha": {"110116": 7.0, "130826": 3.0},
        "geometry": shapely.box(116.99, 40.5, 117.01, 40.51),
    }
    reach = {
        "uid": "r1",
        "layer_uid": "rivers",
        "object_uid": "w1",
        "name": "汤河",
        "reach_type": "crossing",
        "start_m": 100.0,
        "end_m": 100.0,
        "length_m": 0.0,
        "left": "110116",
        "right": "",
        "upstream": ["130826"],
        "downstream": ["110116"],
        "direction_known": True,
        "level": "province",
        "geometry": shapely.Point(117.0, 40.3),
    }
    line = shapely.LineString([(117, 40), (117, 41)])
    segments = [
        {"uid": "b1", "left": "110116", "right": "130826", "pair": "110116|130826", "level": "province"},
        {"uid": "b2", "left": "110116", "right": None, "pair": "110116|", "level": "outer"},
    ]
    issue = {"kind": "gap", "counties": ["110116", "130826"], "area_m2": 5.0, "width_m": 0.5, "geometry": WEST}
    borders = spatial([{**row, "length_m": 111000.0, "geometry": line} for row in segments], SEGMENT_COLUMNS)
    borders["right"] = pd.Series(["130826", None], dtype=object)
    return ZoneResult(
        zones=spatial(rows, ZONE_COLUMNS),
        parts=spatial([part for row in rows for part in part_rows(row["uid"])], PART_COLUMNS),
        straddling=spatial([forest], STRADDLING_COLUMNS) if straddling is None else straddling,
        reaches=spatial([reach], REACH_COLUMNS),
        borders=borders,
        border_issues=spatial([issue], ISSUE_COLUMNS),
        parameters=Parameters(),
        metric_epsg=4548,
        seconds={"borders": 0.1},
    )


def add_counties(store: PlanStore) -> LayerRecord:
    with store.change("layer_added", title="县界"):
        return store.add_layer(county_record(), county_frame())
