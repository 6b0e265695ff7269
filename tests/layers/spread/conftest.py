"""A plan whose figures are known: two counties of 10 km side by side, a wood across the line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from tests.layers.shapes import box_km, frame


def add(store: PlanStore, role: Role, shape: Shape, features: gpd.GeoDataFrame) -> None:
    codes = frozenset({"110116", "130826"})
    record = LayerRecord("", role.value, role, shape, Origin.READ, "", speaks_for=codes)
    features["uid"] = [f"{role.value}-{i}" for i in range(len(features))]
    with store.change("layers_added"):
        store.add_layer(record, features)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    """Two counties of 10 km side by side; pine from 5 to 15 km east with a lake in it; two villages."""
    store = PlanStore.create(tmp_path / "fire.lianfang.gpkg", title="火", reference_date=date(2026, 4, 1))
    counties = frame(
        [box_km(0, 0, 10, 10), box_km(10, 0, 20, 10)], code=["110116", "130826"], name=["怀柔区", "丰宁县"]
    )
    add(store, Role.COUNTY, Shape.POLYGON, counties)
    add(store, Role.FOREST, Shape.POLYGON, frame([box_km(5, 2, 15, 8)], name=["林"], species=["油松"]))
    add(store, Role.LAKE, Shape.POLYGON, frame([box_km(7, 4, 8, 5)], name=["湖"]))
    breaks = frame([shapely.LineString([(12_000, 0), (12_000, 10_000)])], name=["防火线"], width_m=[30.0])
    add(store, Role.FIREBREAK, Shape.LINE, breaks)
    villages = frame(
        [shapely.Point(10_500, 5_000), shapely.Point(14_000, 5_000)], name=["近村", "远村"], people=[120.0, 80.0]
    )
    add(store, Role.SETTLEMENT, Shape.POINT, villages)
    teams = frame(
        [shapely.Point(3_000, 5_000), shapely.Point(11_000, 5_000)], name=["西队", "东队"], phone=["110", None]
    )
    add(store, Role.TEAM, Shape.POINT, teams)
    with store:
        yield store
