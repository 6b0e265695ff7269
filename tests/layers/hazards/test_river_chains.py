"""Sections of rivers put end to end."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from layers import crs
from layers.hazards.river_chains import joined

EPSG = 4548
X0, Y0 = 500_000.0, 4_480_000.0


def sections(*rows):
    """Rows of (uid, name, directed, coordinates in metres from the corner)."""
    shapes = [LineString([(X0 + x, Y0 + y) for x, y in row[3]]) for row in rows]
    return gpd.GeoDataFrame(
        {
            "layer_uid": "layer",
            "object_uid": [row[0] for row in rows],
            "name": [row[1] for row in rows],
            "width_m": [10.0 * (i + 1) for i in range(len(rows))],
            "directed": np.array([row[2] for row in rows], dtype=bool),
        },
        geometry=gpd.GeoSeries(
            [crs.transform(shape, f"EPSG:{EPSG}", crs.STORAGE_CRS) for shape in shapes], crs=crs.STORAGE_CRS
        ),
    )


def run(*rows, snap_m=30.0):
    return joined(sections(*rows), metric_epsg=EPSG, snap_m=snap_m)


def east(line):
    """First and last easting from the corner, in whole metres."""
    xy = shapely.get_coordinates(crs.transform(line, crs.STORAGE_CRS, f"EPSG:{EPSG}"))
    return round(xy[0, 0] - X0), round(xy[-1, 0] - X0)


def test_two_sections_become_one_river_named_by_its_longest():
    rivers = run(("a", "白河", False, [(0, 0), (1000, 0)]), ("b", "白河", False, [(1010, 0), (4000, 0)]))
    assert rivers["object_uid"].tolist() == ["b"]
    assert east(rivers.geometry.iloc[0]) == (0, 4000)
    assert rivers["width_m"].iloc[0] == pytest.approx((10 * 1000 + 20 * 2990) / 3990, rel=1e-6)


def test_ends_too_far_apart_and_other_names_stay_apart():
    assert len(run(("a", "白河", False, [(0, 0), (1000, 0)]), ("b", "白河", False, [(1040, 0), (4000, 0)]))) == 2
    assert len(run(("a", "白河", False, [(0, 0), (1000, 0)]), ("b", "潮河", False, [(1000, 0), (4000, 0)]))) == 2
    assert len(run(("a", "", False, [(0, 0), (1000, 0)]), ("b", "潮河", False, [(1000, 0), (4000, 0)]))) == 1


def test_at_a_confluence_the_name_goes_on():
    rivers = run(
        ("a", "白河", True, [(0, 0), (1000, 0)]),
        ("b", "白河", True, [(1000, 0), (3000, 0)]),
        ("c", "黑河", True, [(500, 900), (1000, 0)]),
        ("d", "", False, [(500, -900), (1000, 0)]),
    )
    assert sorted(rivers["object_uid"]) == ["b", "c", "d"]


def test_one_known_direction_tells_the_others_and_turns_them():
    rivers = run(("a", "白河", False, [(2000, 0), (1000, 0)]), ("b", "白河", True, [(1000, 0), (0, 0)]))
    assert east(rivers.geometry.iloc[0]) == (2000, 0)
    assert rivers["directed"].tolist() == [True]
    turned = run(("a", "白河", False, [(0, 0), (3000, 0)]), ("b", "白河", True, [(4000, 0), (3000, 0)]))
    assert east(turned.geometry.iloc[0]) == (4000, 0)
    assert turned["directed"].tolist() == [True]


def test_sections_that_contradict_each_other():
    head_on = run(("a", "白河", True, [(0, 0), (1000, 0)]), ("b", "白河", True, [(2000, 0), (1000, 0)]))
    assert len(head_on) == 2
    between = run(
        ("a", "白河", True, [(0, 0), (1000, 0)]),
        ("b", "白河", False, [(1000, 0), (2000, 0)]),
        ("c", "白河", True, [(3000, 0), (2000, 0)]),
    )
    assert between["directed"].tolist() == [False]


def test_two_drawings_of_one_river_are_not_put_end_to_end():
    rivers = run(("a", "白河", False, [(0, 0), (4000, 0)]), ("b", "白河", False, [(0, 10), (4000, 12)]))
    assert len(rivers) == 2


def test_parts_of_one_feature_stay_one_river_with_running_chainage():
    rivers = run(("a", "白河", False, [(0, 0), (1000, 0)]), ("a", "白河", False, [(2000, 0), (5000, 0)]))
    assert rivers["object_uid"].tolist() == ["a", "a"]
    assert rivers["chainage_m"].tolist() == pytest.approx([0.0, 1000.0], abs=0.1)


def test_a_ring_of_sections_ends():
    rivers = run(
        ("a", "湖", False, [(0, 0), (1000, 0)]),
        ("b", "湖", False, [(1000, 0), (1000, 1000), (0, 1000)]),
        ("c", "湖", False, [(0, 1000), (0, 0)]),
    )
    assert len(rivers) == 1
    assert rivers.geometry.iloc[0].is_closed


def test_the_order_of_the_rows_does_not_matter():
    rows = [
        ("a", "白河", False, [(0, 0), (1000, 0)]),
        ("b", "白河", False, [(4000, 0), (1000, 0)]),
        ("c", "", True, [(0, 5), (-3000, 0)]),
        ("d", "黑河", False, [(9000, 0), (9500, 0)]),
    ]

    def shapes(order):
        rivers = run(*(rows[i] for i in order)).sort_values("object_uid")
        return [(uid, east(line)) for uid, line in zip(rivers["object_uid"], rivers.geometry, strict=True)]

    assert (
        shapes([0, 1, 2, 3])
        == shapes([3, 2, 1, 0])
        == shapes([2, 0, 3, 1])
        == [("b", (4000, -3000)), ("d", (9000, 9500))]
    )
