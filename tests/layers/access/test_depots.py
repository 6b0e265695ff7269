"""Depots of two counties at distances that GeographicLib gives."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point, Polygon, box

from layers import access, crs, geodesy
from layers.kinds import Role
from layers.zones.model import LayerInput, ZoneInputs

A, B, C = "110116", "130826", "130827"


@pytest.fixture
def counties():
    return gpd.GeoDataFrame(
        {"code": [A, B, C], "name": ["怀柔", "丰宁", "宽城"]},
        geometry=[box(116, 40, 117, 41), box(117, 40, 118, 41), box(118, 40, 119, 41)],
        crs=crs.STORAGE_CRS,
    )


def layer(*rows, role=Role.DEPOT, speaks_for=None, uid="depots"):
    frame = gpd.GeoDataFrame(
        {"uid": [r[0] for r in rows], "name": [r[0] for r in rows], "phone": [None for _ in rows]},
        geometry=gpd.GeoSeries([Point(r[1], r[2]) for r in rows], crs=crs.STORAGE_CRS),
    )
    return LayerInput(uid, role, frame, speaks_for)


def at(*rows):
    return gpd.GeoDataFrame(
        {"county": [r[0] for r in rows]}, geometry=gpd.GeoSeries([r[1] for r in rows], crs=crs.STORAGE_CRS)
    )


def test_depots_get_one_county_and_teams_are_not_depots(counties):
    inputs = ZoneInputs(
        counties, (layer(("west", 116.5, 40.5), ("line", 117.0, 40.5)), layer(("t", 117.5, 40.5), role=Role.TEAM))
    )
    frame = access.depots(inputs)
    assert tuple(frame.columns) == access.DEPOT_COLUMNS
    assert frame["county"].tolist() == [A, A]
    assert frame["phone"].tolist() == ["", ""]
    assert access.silent_counties(inputs, counties) == frozenset()


def test_nearest_own_and_across_with_geodesic_distance(counties):
    depots = access.depots(
        ZoneInputs(
            counties, (layer(("own far", 116.1, 40.5), ("own", 116.8, 40.5), ("b", 117.1, 40.5), ("c", 118.5, 40.5)),)
        )
    )
    row = access.nearest_depots(at((A, Point(116.9, 40.5))), depots).iloc[0]
    assert row["depot_own"] == "own"
    assert row["depot_across"] == "b"
    assert row["depot_across_county"] == B
    assert row["depot_method"] == "geodesic"
    assert not row["depots_unknown"]
    # A tenth of a degree along 40.5° N: N·cos φ·Δλ, N = a/√(1 − e²·sin²φ); the geodesic is 0.4 mm shorter.
    sine, e2 = math.sin(math.radians(40.5)), 0.00669438002290
    parallel_m = 6378137 / math.sqrt(1 - e2 * sine**2) * math.cos(math.radians(40.5)) * math.radians(0.1)
    assert row["depot_own_km"] == pytest.approx(parallel_m / 1000, abs=1e-6)
    assert row["depot_across_km"] == pytest.approx(geodesy.distance_m(116.9, 40.5, 117.1, 40.5) / 1000, abs=1e-9)


def test_polygons_are_measured_from_a_point_inside_and_the_crs_does_not_matter(counties):
    depots = access.depots(ZoneInputs(counties, (layer(("own", 116.8, 40.5)),)))
    ring = Polygon([(116.4, 40.4), (116.6, 40.4), (116.6, 40.6), (116.4, 40.6)])
    places = at((A, ring))
    degrees = access.nearest_depots(places, depots)
    inside = ring.point_on_surface()
    assert degrees["depot_own_km"].iloc[0] == pytest.approx(
        geodesy.distance_m(inside.x, inside.y, 116.8, 40.5) / 1000, abs=1e-9
    )
    metric = access.nearest_depots(places.to_crs(epsg=4548), depots.to_crs(epsg=4548))
    assert metric["depot_own_km"].iloc[0] == pytest.approx(degrees["depot_own_km"].iloc[0], rel=1e-3)


def test_unknown_is_not_far_away(counties):
    inputs = ZoneInputs(counties, (layer(("a", 116.5, 40.5), ("b", 117.5, 40.5), speaks_for=frozenset({A, C})),))
    depots, silent = access.depots(inputs), access.silent_counties(inputs, counties)
    assert silent == {B}
    answer = access.nearest_depots(
        at((A, Point(116.6, 40.5)), (B, Point(117.4, 40.5)), (C, Point(118.5, 40.5)), ("", Point(120, 40.5))),
        depots,
        silent,
    )
    assert answer["depots_unknown"].tolist() == [False, True, False, True]
    assert answer["depot_own"].tolist() == ["a", "", "", ""]
    assert np.isnan(answer["depot_own_km"].to_numpy()[1:]).all()
    assert answer["depot_across"].tolist() == ["b", "a", "b", "b"]


def test_no_depots_at_all_and_no_places(counties):
    none = access.depots(ZoneInputs(counties, ()))
    row = access.nearest_depots(at((A, Point(116.5, 40.5))), none, {A}).iloc[0]
    assert (row["depot_own"], row["depot_across"], row["depot_across_county"]) == ("", "", "")
    assert np.isnan(row["depot_own_km"])
    assert np.isnan(row["depot_across_km"])
    assert tuple(access.nearest_depots(at().assign(county=[]), none).columns) == access.DEPOT_ANSWER_COLUMNS


def test_a_depot_outside_every_county_belongs_to_nobody(counties):
    depots = access.depots(ZoneInputs(counties, (layer(("stray", 119.5, 40.5), ("b", 117.9, 40.5)),)))
    assert access.nearest_depots(at((C, Point(118.9, 40.5))), depots)["depot_across"].tolist() == ["b"]


def test_same_nearest_as_measuring_every_pair_and_order_does_not_matter(counties):
    random = np.random.default_rng(7)
    rows = [(f"d{i}", *xy) for i, xy in enumerate(random.uniform([116, 40], [119, 41], (60, 2)))]
    depots = access.depots(ZoneInputs(counties, (layer(*rows),)))
    places = [(f"{[A, B, C][int(x - 116)]}", Point(x, y)) for x, y in random.uniform([116, 40], [119, 41], (80, 2))]
    answer = access.nearest_depots(at(*places), depots)
    for (county, point), row in zip(places, answer.itertuples(), strict=True):
        metres = [geodesy.distance_m(point.x, point.y, d.x, d.y) / 1000 for d in depots.geometry]
        own = min(m for m, c in zip(metres, depots["county"], strict=True) if c == county)
        across = min(m for m, c in zip(metres, depots["county"], strict=True) if c != county)
        assert row.depot_own_km == pytest.approx(own, abs=1e-9)
        assert row.depot_across_km == pytest.approx(across, abs=1e-9)
    shuffled = access.nearest_depots(at(*places), depots.sample(frac=1, random_state=3))
    assert shuffled.equals(answer)
