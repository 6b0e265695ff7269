"""Places in two square counties whose numbers can be worked out by hand."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from layers import crs, exposure
from layers.kinds import Role
from layers.zones.model import LayerInput, ZoneInputs

A, B = "110116", "130826"
EPSG = 4548  # 3° zone about 117° E
METRIC = f"EPSG:{EPSG}"
X0, Y0 = 500_000.0, 4_480_000.0  # the shared corner of the two squares, on the central meridian


def lonlat(shape):
    return crs.transform(shape, METRIC, crs.STORAGE_CRS)


def frame(rows, columns):
    table = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    shapes = [lonlat(row[-1]) for row in rows]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=crs.STORAGE_CRS))


@pytest.fixture
def counties():
    west = box(X0 - 10_000, Y0, X0, Y0 + 10_000)
    east = box(X0, Y0, X0 + 10_000, Y0 + 10_000)
    return frame([(B, "丰宁", east), (A, "怀柔", west)], ["code", "name"])


def villages(*rows, uid="villages", speaks_for=None, role=Role.SETTLEMENT):
    """Rows of (uid, people, x from the line in m, y in m)."""
    data = [(u, u, people, Point(X0 + x, Y0 + y)) for u, people, x, y in rows]
    return LayerInput(uid, role, frame(data, ["uid", "name", "people"]), speaks_for)


def inputs(counties, *layers):
    return ZoneInputs(counties=counties, layers=layers, metric_epsg=EPSG)


def areas(*rows):
    return gpd.GeoDataFrame(
        {"key": [r[0] for r in rows], "county": [r[1] for r in rows]},
        geometry=gpd.GeoSeries([r[2] for r in rows], crs=METRIC),
    )


def test_each_place_has_one_county_and_the_lowest_code_takes_the_line(counties):
    layer = villages(("west", 10, -500, 500), ("east", 20, 500, 500), ("line", 30, 0, 500), ("out", 40, 99_000, 500))
    places = exposure.places(inputs(counties, layer))
    assert tuple(places.columns) == exposure.PLACE_COLUMNS
    assert places.crs == crs.STORAGE_CRS
    assert dict(zip(places["uid"], places["county"], strict=True)) == {"west": A, "east": B, "line": A, "out": ""}


def test_county_does_not_depend_on_the_order_of_the_counties(counties):
    layer = villages(("line", 30, 0, 500))
    for frame_ in (counties, counties.iloc[::-1].reset_index(drop=True)):
        assert list(exposure.places(inputs(frame_, layer))["county"]) == [A]


def test_figures_that_are_no_counts_are_unknown(counties):
    layer = villages(("a", None, -1, 1), ("b", -5, -1, 2), ("c", math.inf, -1, 3), ("d", 0, -1, 4))
    people = exposure.places(inputs(counties, layer)).set_index("uid")["people"]
    assert people[["a", "b", "c"]].isna().all()
    assert people["d"] == 0.0


def test_a_layer_without_people_or_name_is_still_assets(counties):
    bare = LayerInput("b", Role.BUILDING, frame([("u1", box(X0 - 30, Y0 + 10, X0 - 10, Y0 + 30))], ["uid"]))
    places = exposure.places(inputs(counties, bare))
    assert places.loc[0, ["role", "name", "county"]].tolist() == ["building", "", A]
    assert places.geometry.iloc[0].geom_type == "Point"
    assert np.isnan(places.loc[0, "people"])


def test_a_feature_in_two_layers_counts_once(counties):
    one, two = villages(("v", 10, -5, 5), uid="one"), villages(("v", 10, -5, 5), uid="two")
    assert len(exposure.places(inputs(counties, one, two))) == 1


def test_roles_that_are_no_assets_are_left_out_and_inputs_stay_as_they_were(counties):
    depot = villages(("d", 10, -5, 5), role=Role.DEPOT)
    before = depot.frame.copy()
    places = exposure.places(inputs(counties, depot))
    assert len(places) == 0
    assert tuple(places.columns) == exposure.PLACE_COLUMNS
    assert depot.frame.equals(before)


def test_missing_and_empty_geometry_is_no_place(counties):
    layer = villages(("a", 1, -5, 5), ("b", 2, -5, 6), ("c", 3, -5, 7))
    layer.frame.loc[0, "geometry"] = None
    layer.frame.loc[1, "geometry"] = Point()
    assert list(exposure.places(inputs(counties, layer))["uid"]) == ["c"]


def test_summary_of_parts_sums_to_the_whole_and_the_line_is_counted_once(counties):
    layer = villages(("west", 10, -500, 500), ("east", 20, 500, 500), ("line", 30, 0, 500), ("blank", None, 700, 500))
    places = exposure.places(inputs(counties, layer))
    west, east = box(X0 - 1000, Y0, X0, Y0 + 1000), box(X0, Y0, X0 + 1000, Y0 + 1000)
    parts = exposure.summarise(areas(("z", A, west), ("z", B, east)), places)
    assert parts["people"].tolist() == [40.0, 20.0]
    assert parts["villages"].tolist() == [2, 2]
    assert parts["people_unknown_places"].tolist() == [0, 1]
    whole = exposure.total(parts).loc["z"]
    assert (whole["people"], whole["villages"], whole["people_unknown_places"]) == (60.0, 4, 1)


def test_zero_nan_and_silence_are_three_different_things(counties):
    layer = villages(("blank", None, -500, 500), ("known", 9, 500, 500), speaks_for=frozenset({A}))
    given_ = inputs(counties, layer)
    places, silent = exposure.places(given_), exposure.silent_counties(given_, counties)
    assert silent == {B}
    west, empty = box(X0 - 1000, Y0, X0, Y0 + 1000), box(X0 - 3000, Y0, X0 - 2000, Y0 + 1000)
    east = box(X0, Y0, X0 + 1000, Y0 + 1000)
    outside = box(X0 + 50_000, Y0, X0 + 51_000, Y0 + 1000)
    rows = areas(("no figure", A, west), ("nobody", A, empty), ("silent", B, east), ("outside", "", outside))
    summary = exposure.summarise(rows, places, silent=silent).set_index("key")
    assert np.isnan(summary.loc["no figure", "people"])
    assert summary.loc["nobody", "people"] == 0.0
    assert np.isnan(summary.loc["silent", "people"])  # one village is known there, the rest is not
    assert summary.loc["silent", "villages"] == 1
    assert np.isnan(summary.loc["outside", "people"])
    assert np.isnan(exposure.total(summary.reset_index()).loc["silent", "people"])


def test_silence_none_speaks_for_all_and_verified_none_counts_as_speaking(counties):
    assert exposure.silent_counties(inputs(counties), counties) == {A, B}
    assert exposure.silent_counties(inputs(counties, villages(("v", 1, 5, 5))), [A, B]) == frozenset()
    nothing = villages(("v", 1, 5, 5), speaks_for=frozenset({B}))
    nothing = LayerInput("none", Role.SETTLEMENT, nothing.frame.iloc[:0], frozenset({A, B}))
    assert exposure.silent_counties(inputs(counties, nothing), counties) == frozenset()


def test_buildings_are_assets_but_their_people_are_not_asked_for(counties):
    building = villages(("b", None, -500, 500), uid="b", role=Role.BUILDING)
    places = exposure.places(inputs(counties, building))
    row = exposure.summarise(areas(("z", A, box(X0 - 1000, Y0, X0, Y0 + 1000))), places).iloc[0]
    assert (row["assets"], row["villages"], row["people_unknown_places"]) == (1, 0, 0)


def population(people, polygon, speaks_for=None):
    return LayerInput(
        "pop", Role.POPULATION, frame([("p", "乡", people, polygon)], ["uid", "name", "people"]), speaks_for
    )


def test_population_polygon_keeps_its_total_and_gives_each_side_its_share(counties):
    across = box(X0 - 3000, Y0 + 2000, X0 + 1000, Y0 + 6000)  # three quarters west
    places = exposure.places(inputs(counties, population(8000.0, across)))
    assert places["people"].sum() == pytest.approx(8000.0, abs=1e-6)
    assert places["uid"].is_unique
    west, east = box(X0 - 9000, Y0, X0, Y0 + 9000), box(X0, Y0, X0 + 9000, Y0 + 9000)
    parts = exposure.summarise(areas(("z", A, west), ("z", B, east)), places)
    assert parts["people"].sum() == pytest.approx(8000.0, abs=1e-6)
    assert parts["people"].iloc[0] == pytest.approx(6000.0, rel=0.05)
    assert parts["villages"].sum() == 0


def test_population_replaces_the_villages_figures_where_it_speaks(counties):
    pop = population(800.0, box(X0 - 3000, Y0, X0 - 1000, Y0 + 3000), frozenset({A}))
    layer = villages(("west", 500, -2000, 500), ("blank", None, -2000, 900), ("east", 70, 500, 500))
    places = exposure.places(inputs(counties, pop, layer))
    assert places.set_index("uid").loc[["west", "east"], "people"].tolist() == [500.0, 70.0]
    parts = exposure.summarise(
        areas(("z", A, box(X0 - 9000, Y0, X0, Y0 + 9000)), ("z", B, box(X0, Y0, X0 + 9000, Y0 + 9000))), places
    )
    assert parts["people"].tolist() == pytest.approx([800.0, 70.0])
    assert parts["villages"].tolist() == [2, 1]
    assert parts["people_unknown_places"].sum() == 0


def test_population_polygon_without_figure_is_one_unknown_place(counties):
    places = exposure.places(inputs(counties, population(None, box(X0 - 3000, Y0, X0 - 1000, Y0 + 3000))))
    assert len(places) == 1
    row = exposure.summarise(areas(("z", A, box(X0 - 9000, Y0, X0, Y0 + 9000))), places).iloc[0]
    assert np.isnan(row["people"])
    assert row["people_unknown_places"] == 1


def test_no_areas_and_no_places(counties):
    places = exposure.places(inputs(counties))
    none = areas(("z", A, Polygon())).iloc[:0]
    assert len(exposure.summarise(none, places)) == 0
    row = exposure.summarise(areas(("z", A, box(X0 - 9, Y0, X0, Y0 + 9))), places).iloc[0]
    assert row["people"] == 0.0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(0, 40), st.one_of(st.none(), st.integers(0, 99))),
        min_size=1,
        max_size=30,
        unique_by=lambda p: p[:2],
    ),
    st.integers(-39, 39),
)
def test_any_partition_sums_to_the_whole(points, cut):
    """However the square is cut, each person is counted exactly once per county."""
    squares = frame([(A, box(X0 - 5000, Y0, X0, Y0 + 5000)), (B, box(X0, Y0, X0 + 5000, Y0 + 5000))], ["code"])
    layer = villages(*((f"v{i}", people, x * 100, y * 100) for i, (x, y, people) in enumerate(points)))
    places = exposure.places(inputs(squares, layer))
    whole = areas(("z", A, box(X0 - 5000, Y0, X0, Y0 + 5000)), ("z", B, box(X0, Y0, X0 + 5000, Y0 + 5000)))
    summary = exposure.total(exposure.summarise(whole, places)).loc["z"]
    figures = [p for _, _, p in points]
    known = [p for p in figures if p is not None]
    assert summary["villages"] == len(points)
    assert summary["people_unknown_places"] == figures.count(None)
    assert (summary["people"] == sum(known)) or (not known and not (summary["people"] > 0))
    line = X0 + cut * 100 + 50.0  # between villages: no village lies on the cut
    halves = []
    for row in whole.itertuples():
        for side in (box(X0 - 9e4, Y0, line, Y0 + 9e4), box(line, Y0, X0 + 9e4, Y0 + 9e4)):
            halves.append(("z", row.county, shapely.intersection(row.geometry, side)))
    again = exposure.total(exposure.summarise(areas(*halves), places)).loc["z"]
    assert again["villages"] == summary["villages"]
    assert np.nansum([again["people"]]) == np.nansum([summary["people"]])
