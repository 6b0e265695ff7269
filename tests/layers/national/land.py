"""A land of nine counties with forest, a river, villages and a source of danger: small, and everything meets."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import shapely

from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.zones.model import LayerInput, ZoneInputs
from tests.benchmarks.generate import forests

WEST, SOUTH, SIDE = 116.5, 40.0, 0.2
#: Three provinces, a column each.
CODES = [f"{10 + column}01{row + 1:02d}" for column in (1, 2, 3) for row in (1, 2, 3)]


def counties() -> gpd.GeoDataFrame:
    boxes = [
        shapely.box(WEST + column * SIDE, SOUTH + row * SIDE, WEST + (column + 1) * SIDE, SOUTH + (row + 1) * SIDE)
        for column in range(3)
        for row in range(3)
    ]
    return gpd.GeoDataFrame({"code": CODES, "name": [f"县{code}" for code in CODES]}, geometry=boxes, crs=STORAGE_CRS)


def inputs(count: int = 500) -> ZoneInputs:
    land = counties()
    woods = forests(land, count=count, vertices=24, seed=7)
    line = shapely.LineString([(WEST + 0.01, SOUTH + 0.19), (WEST + 0.3, SOUTH + 0.215), (WEST + 0.59, SOUTH + 0.41)])
    river = gpd.GeoDataFrame(
        {"uid": ["river-1"], "name": ["界河"], "width_m": [30.0], "directed": [True]}, geometry=[line], crs=STORAGE_CRS
    )
    random = np.random.default_rng(3)
    points = shapely.points(random.uniform((WEST, SOUTH), (WEST + 0.6, SOUTH + 0.6), (150, 2)))
    villages = gpd.GeoDataFrame(
        {
            "uid": [f"village-{at}" for at in range(150)],
            "name": "",
            "people": np.where(np.arange(150) % 10, 200.0, np.nan),
            "kind": "",
        },
        geometry=points,
        crs=STORAGE_CRS,
    )
    return ZoneInputs(
        land,
        (
            LayerInput("woods", Role.FOREST, woods),
            LayerInput("rivers", Role.RIVER, river),
            LayerInput("villages", Role.SETTLEMENT, villages, frozenset(CODES[:8])),
        ),
        reference_date=date(2026, 1, 1),
    )
