"""Alternatives in one table, on a plan of squares: what is told, what is not known, what is marked as better."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import box

from layers.crs import STORAGE_CRS, transform
from layers.kinds import Origin, Role, Shape
from layers.patrol.alternative_land import alternative_land
from layers.patrol.alternative_table import Row, alternative_table
from layers.plan.model import LayerRecord
from layers.plan.store import PlanStore
from layers.zones.model import PART_COLUMNS, ZONE_COLUMNS
from tests.layers.plan.builders import make_result, part_rows, spatial, zone_row

WEST, EAST = "110116", "130826"
EPSG = 4548
MIDDLE_M, NORTH_M = 500_000.0, 4_500_000.0


def stored(shape: shapely.Geometry) -> shapely.Geometry:
    """From metres east of the county line and north of the middle to EPSG:4490."""
    moved = shapely.transform(shape, lambda xy: np.add(xy, (MIDDLE_M, NORTH_M)))
    return transform(moved, f"EPSG:{EPSG}", STORAGE_CRS)


def frame(uid: str, shapes: list[shapely.Geometry], **columns: list) -> gpd.GeoDataFrame:
    uids = [f"{uid}{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"uid": uids, **columns}, geometry=[stored(one) for one in shapes], crs=STORAGE_CRS)


def layer(title: str, role: Role, shape: Shape, speaks_for: set[str]) -> LayerRecord:
    return LayerRecord("", title, role, shape, Origin.READ, "", speaks_for=frozenset(speaks_for))


@pytest.fixture(scope="module")
def land(tmp_path_factory):
    """Counties of 20 km × 20 km on either side of the line; a wood of 2 km × 2 km over it, half in each.

    A zone of 4 km × 2 km on the wood's northing; depots of both, lookouts of the west alone.
    """
    path = Path(tmp_path_factory.mktemp("plan")) / "比选.lianfang.gpkg"
    both = {WEST, EAST}
    with PlanStore.create(path, title="比选", reference_date=date(2026, 5, 1)) as store:
        counties = frame("c", [box(-20_000, -10_000, 0, 10_000), box(0, -10_000, 20_000, 10_000)])
        counties = counties.assign(code=[WEST, EAST], name=["怀柔区", "丰宁县"])
        wood = frame("f", [box(-1000, 0, 1000, 2000)], name=["林"])
        villages = frame(
            "s", [shapely.Point(-500, 500), shapely.Point(3000, 500)], name=["西村", "东村"], people=[120.0, 80.0]
        )
        depots = frame("d", [shapely.Point(-100, 100), shapely.Point(5000, 0)], name=["西库", "东库"])
        lookouts = frame("l", [shapely.Point(-100, 1900)], name=["瞭望台"])
        with store.change("layers_added"):
            store.add_layer(layer("县界", Role.COUNTY, Shape.POLYGON, both), counties)
            store.add_layer(layer("林", Role.FOREST, Shape.POLYGON, both), wood)
            store.add_layer(layer("村", Role.SETTLEMENT, Shape.POINT, both), villages)
            store.add_layer(layer("库", Role.DEPOT, Shape.POINT, both), depots)
            store.add_layer(layer("台", Role.LOOKOUT, Shape.POINT, {WEST}), lookouts)
        with store.change("analysed"):
            store.save_result(result())
        yield alternative_land(store)


def result():
    zone = zone_row(
        geometry=shapely.MultiPolygon([stored(box(-2000, 0, 2000, 2000))]),
        area_ha=800.0,
        responsibility={WEST: 0.75, EAST: 0.25},
        links=[{"from": WEST, "to": EAST, "area_ha": [0.0, 30.0]}, {"from": EAST, "to": WEST, "area_ha": [0.0, 10.0]}],
    )
    sides = [
        {"geometry": stored(box(-2000, 0, 0, 2000)), "response": {"own_min": 25.0, "across_min": 40.0}},
        {"geometry": stored(box(0, 0, 2000, 2000)), "response": {"own_min": None, "across_min": 55.0}},
    ]
    parts = [{**row, **side} for row, side in zip(part_rows(), sides, strict=True)]
    made = make_result(zone)
    line = stored(shapely.LineString([(0, -10_000), (0, 10_000)]))
    borders = made.borders.iloc[:1].assign(geometry=gpd.GeoSeries([line], crs=STORAGE_CRS))
    return made.__class__(
        **{
            **made.__dict__,
            "zones": spatial([zone], ZONE_COLUMNS),
            "parts": spatial(parts, PART_COLUMNS),
            "borders": borders,
        }
    )


#: A: 2 km × 2 km over the line on the wood; B: its western half and 1 km more to the west.
A, B = stored(box(-1000, 0, 1000, 2000)), stored(box(-2000, 0, 0, 2000))


def test_squares_by_hand(land):
    table = alternative_table(land, {"a": A, "b": B})
    near = lambda values: pytest.approx(values, rel=3e-6)  # noqa: E731
    assert table.row("area_ha").values == near((400.0, 400.0))
    assert table.row("area_mu").values == near((6000.0, 6000.0))
    assert table.row("share", WEST).values == near((0.5, 1.0))
    assert table.row("share", EAST).values == near((0.5, 0.0))
    assert table.row("perimeter_km").values == near((8.0, 8.0))
    assert table.row("zones").values == (1.0, 1.0)
    assert table.row("zones_share").values == near((0.5, 0.5))
    assert table.row("forest_ha", WEST).values == near((200.0, 200.0))
    assert table.row("forest_ha", EAST).values == near((200.0, 0.0))
    assert table.row("villages", WEST).values == (1.0, 1.0)
    assert table.row("people", WEST).values == (120.0, 120.0)
    assert table.row("people", EAST).values == (0.0, 0.0)
    assert table.row("depots").values == (1.0, 1.0)
    assert table.row("border_km").values == near((2.0, 2.0))
    assert table.row("first_reach_min").values == (55.0, 25.0), "the east is first reached from across the line"
    assert table.row("cost_responsibility", WEST).values == near((0.75, 0.75))
    assert table.row("cost_net", WEST).values == (1.0, 1.0), "30 against 10 hm²: the west sends more than it receives"
    assert table.row("cost_net", EAST).values == (0.0, 0.0)


def test_what_is_not_known_is_no_zero(land):
    row = alternative_table(land, {"a": A, "b": B}).row("lookouts")
    assert row.values == (None, 1.0), "the east says nothing of its lookouts, and A lies in it too"
    assert row.differences(1) == (None, 0.0)
    apart = alternative_table(land, {"far": stored(box(5000, 5000, 6000, 6000))})
    assert apart.row("zones_share").values == apart.row("first_reach_min").values == (None,)
    with pytest.raises(KeyError):
        apart.row("cost_net", WEST)


def test_better_is_marked_only_where_nobody_can_doubt_it(land):
    wide = stored(box(-2000, 0, 2000, 2000))
    table = alternative_table(land, {"a": A, "wide": wide})
    assert table.row("zones_share").best == frozenset({1})
    assert table.row("first_reach_min").best == frozenset(), "both wait 55 minutes"
    assert table.row("area_ha").best == frozenset(), "larger is not better"
    assert table.row("area_ha").differences(0) == pytest.approx((0.0, 400.0), rel=1e-5)
    assert Row("first_reach_min", "", (10.0, None)).best == frozenset()
    assert Row("first_reach_min", "", (10.0, 12.0, 10.0)).best == frozenset({0, 2})


def test_the_order_of_columns_does_not_matter(land):
    there, back = (alternative_table(land, dict(pairs)) for pairs in ([("a", A), ("b", B)], [("b", B), ("a", A)]))
    assert [(row.measure, row.county, row.values[::-1]) for row in back.rows] == [
        (row.measure, row.county, row.values) for row in there.rows
    ]
    assert np.all(pd.Series([row.measure for row in there.rows]).value_counts() >= 1)
