"""What is exposed on both sides of a line: two square counties, figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, box

from layers.crs import STORAGE_CRS
from layers.exposure.amounts import gather
from layers.exposure.by_county import AMOUNTS, by_side, exposures, zone_exposures
from layers.exposure.cell_layers import CellLayer, cell_value
from layers.exposure.rasters import CellValue
from layers.kinds import BorderLevel, Role
from layers.zones.model import LayerInput, Parameters, ZoneInputs
from tests.layers.exposure.test_exposure import EPSG, METRIC, X0, Y0, A, B, frame, villages
from tests.layers.exposure.test_rasters import raster

P50 = Parameters(line_precision_m=50.0)


def square(xmin, ymin, xmax, ymax):
    """A box in metres from the lower end of the line; A lies to the west, B to the east."""
    return box(X0 + xmin, Y0 + ymin, X0 + xmax, Y0 + ymax)


@pytest.fixture
def counties():
    shapes = [square(-10_000, 0, 0, 10_000), square(0, 0, 10_000, 10_000)]
    return gpd.GeoDataFrame({"code": [A, B]}, geometry=shapes, crs=METRIC)


def inputs(counties, *layers, cells=()):
    stored = counties.assign(name=counties["code"]).to_crs(STORAGE_CRS)
    return ZoneInputs(counties=stored, layers=layers, metric_epsg=EPSG, cells=tuple(cells))


def layer(role, *shapes, uid="x", speaks_for=None):
    rows = [(f"{uid}-{k}", f"{uid} {k}", shape) for k, shape in enumerate(shapes)]
    return LayerInput(uid, role, frame(rows, ["uid", "name"]), speaks_for)


def told(counties, given, parameters=P50, west=None, east=None):
    """The entries of one area that reaches 2 km into A and 1 km into B."""
    west, east = west or square(-2000, 0, 0, 2000), east or square(0, 0, 1000, 2000)
    areas = gpd.GeoDataFrame({"key": ["z", "z"], "county": [A, B]}, geometry=[west, east], crs=METRIC)
    return exposures(areas, counties, gather(given, counties), parameters)["z"]


def test_villages_near_the_line_may_be_on_either_side(counties):
    """30 m from the line is nearer than 50 m, 60 m is not; 900 m into B is inside the area, 1,500 m is not."""
    layer_ = villages(
        ("a", 100, -900, 500), ("near a", 10, -30, 500), ("near b", 7, 30, 900), ("b", 20, 60, 500), ("out", 5, 1500, 5)
    )
    found = told(counties, inputs(counties, layer_))
    a, b = found[A], found[B]
    assert (a["people"], a["people_low"], a["people_high"]) == (110, 100, 117)
    assert (b["people"], b["people_low"], b["people_high"]) == (27, 20, 37)
    assert (a["villages"], a["villages_low"], a["villages_high"]) == (2, 1, 3)
    assert (a["people_from"], b["people_from"]) == ("places", "places")
    assert a["unknown"] == ["farmland", "building", "installation", "water_intake"]
    exact = told(counties, inputs(counties, layer_), replace(P50, line_precision_m=0.0))[A]
    assert (exact["people_low"], exact["people_high"]) == (110, 110)


def test_the_area_is_not_made_larger_by_a_moved_line(counties):
    """A village near the line but outside the area belongs to no figure; nor does a line far from the area."""
    found = told(counties, inputs(counties, villages(("out", 9, 20, 3000), ("in", 4, -800, 100))))
    assert (found[A]["people"], found[A]["people_low"], found[A]["people_high"]) == (4, 4, 4)
    far = told(
        counties,
        inputs(counties, villages(("v", 4, -800, 100))),
        west=square(-2000, 0, -700, 2000),
        east=square(500, 0, 600, 9),
    )
    assert (far[A]["people_low"], far[A]["people_high"]) == (4, 4)


def test_farmland_polygons_count_ground_once_and_by_share(counties):
    """Two fields of 200 × 100 m over each other from −100 to 100 m: 1 ha on each side; 0.5 ha nearer than 50 m."""
    field = square(-100, 100, 100, 200)
    found = told(counties, inputs(counties, layer(Role.FARMLAND, field, field)))
    for code in (A, B):
        assert found[code]["farmland_ha"] == pytest.approx(1.0, rel=1e-5)
        assert found[code]["farmland_ha_low"] == pytest.approx(0.5, rel=1e-4)
        assert found[code]["farmland_ha_high"] == pytest.approx(1.5, rel=1e-4)
        assert found[code]["farmland_from"] == "polygons"


def test_buildings_installations_and_lines(counties):
    """A house of 20 × 20 m counts once where its middle is; its ground by share.  A line of 3 km lies 2 km in A."""
    house = square(-15, 500, 5, 520)
    works = layer(
        Role.INSTALLATION,
        Point(X0 + 500, Y0 + 500),
        LineString([(X0 + x, Y0 + 50) for x in (-2500, -1000, 500)]),
        uid="w",
    )
    found = told(counties, inputs(counties, layer(Role.BUILDING, house, uid="h"), works))
    a, b = found[A], found[B]
    assert (a["buildings"], b["buildings"]) == (1, 0)
    assert a["buildings_ha"] == pytest.approx(0.03, abs=1e-4)
    assert b["buildings_ha"] == pytest.approx(0.01, abs=1e-4)
    assert (a["installations"], b["installations"]) == (1, 1)  # a line stands at its middle corner
    assert a["lines_m"] == pytest.approx(2000.0, abs=1.0)
    assert b["lines_m"] == pytest.approx(500.0, abs=1.0)
    assert a["lines_m_low"] == pytest.approx(1950.0, abs=1.0)


def test_unknown_is_never_zero(counties):
    """B has no layer of people: its figure is unknown, and A's largest figure with it."""
    only_a = villages(("a", 100, -900, 500), ("near", 10, -20, 500), speaks_for=frozenset({A}))
    found = told(counties, inputs(counties, only_a))
    assert found[A]["people"] == 110
    assert (found[A]["people_low"], found[A]["people_high"]) == (100, None)
    assert found[B]["people"] is None
    assert "people_low" not in found[B]
    assert "population" in found[B]["unknown"]
    assert all(found[B][name] is None for name in AMOUNTS)
    nobody = told(counties, inputs(counties, villages(("a", np.nan, -900, 500))))[A]
    assert nobody["people"] is None
    assert (nobody["people_unknown_places"], nobody["villages"]) == (1, 1)


@pytest.fixture
def people_raster(tmp_path):
    """100 m cells, 2 people each, 1 km to either side of the line; B's upper half has no cells."""
    cells = np.full((20, 20), 2.0, dtype=np.float32)
    cells[:10, 10:] = -9999.0
    path = raster(tmp_path / "worldpop_ppp.tif", cells, west=X0 - 1000, north=Y0 + 2000, cell=100.0)
    return CellLayer("pop", Role.POPULATION, "WorldPop", path)


def test_people_are_counted_once_by_the_raster_where_it_has_cells(counties, people_raster):
    """A: 200 cells of 2 people, the strip of 50 m holds 20 of them by half; B: half as many."""
    layer_ = villages(("a", 1000, -900, 500), ("b", 500, 900, 500))
    found = told(counties, inputs(counties, layer_, cells=[people_raster]))
    a, b = found[A], found[B]
    assert (a["people"], a["people_low"], a["people_high"]) == (400.0, 380.0, 410.0)
    assert (b["people"], b["people_low"], b["people_high"]) == (200.0, 190.0, 220.0)
    assert (a["people_from"], a["people_source"]) == ("cells", "WorldPop")
    assert a["people_unknown_ha"] == pytest.approx(200.0, rel=1e-3)  # 1 km further west there are no cells
    assert b["people_unknown_ha"] == pytest.approx(100.0, rel=1e-3)
    assert (a["villages"], b["villages"]) == (1, 1)
    places = told(counties, inputs(counties, layer_, cells=[people_raster]), replace(P50, people_from_cells=False))
    assert (places[A]["people"], places[A]["people_from"]) == (1000, "places")


def test_a_county_without_cells_is_counted_by_its_places(counties, people_raster):
    layer_ = villages(("a", 1000, -900, 500), ("b", 500, 900, 500))
    only_b = replace(people_raster, speaks_for=frozenset({B}))
    found = told(counties, inputs(counties, layer_, cells=[only_b]))
    assert (found[A]["people"], found[A]["people_from"]) == (1000, "places")
    assert (found[B]["people"], found[B]["people_from"]) == (200.0, "cells")
    assert found[A]["people_high"] == 1010.0  # B's strip is counted as B is


def test_farmland_from_land_cover_where_no_polygons_speak(counties, tmp_path):
    cells = np.full((20, 20), 12, dtype=np.uint8)
    cells[:, 10:] = 14
    path = raster(tmp_path / "igbp.tif", cells, west=X0 - 1000, north=Y0 + 2000, cell=100.0, nodata=None)
    cover = CellLayer("c", Role.LAND_COVER, "IGBP", path, shares={12.0: 1.0, 14.0: 0.5})
    found = told(counties, inputs(counties, cells=[cover]))
    assert found[A]["farmland_ha"] == pytest.approx(200.0, rel=1e-4)
    assert found[B]["farmland_ha"] == pytest.approx(100.0, rel=1e-4)
    assert found[A]["farmland_from"] == "cells"
    assert Role.FARMLAND.value not in found[A]["unknown"]
    field = layer(Role.FARMLAND, square(-300, 100, -200, 200), speaks_for=frozenset({A}))
    mixed = told(counties, inputs(counties, field, cells=[cover]))
    assert (mixed[A]["farmland_ha"], mixed[A]["farmland_from"]) == (pytest.approx(1.0, rel=1e-4), "polygons")
    assert mixed[B]["farmland_from"] == "cells"


def test_a_raster_that_cannot_be_read_is_no_source(counties, tmp_path):
    (tmp_path / "broken.tif").write_bytes(b"II*\x00 nothing")
    broken = CellLayer("pop", Role.POPULATION, "broken", tmp_path / "broken.tif")
    found = told(counties, inputs(counties, villages(("a", 10, -900, 500)), cells=[broken]))
    assert (found[A]["people"], found[A]["people_from"]) == (10, "places")
    assert found[A]["unread"] == ["broken"]


def test_zones_come_with_their_entries(counties):
    parts = gpd.GeoDataFrame(
        {"zone_uid": ["z1", "z1", "z2"], "county": [A, B, A]},
        geometry=[square(-2000, 0, 0, 2000), square(0, 0, 1000, 2000), square(-2000, 4000, 0, 5000)],
        crs=METRIC,
    ).to_crs(STORAGE_CRS)
    given = inputs(counties, villages(("a", 100, -900, 500), ("b", 20, 60, 500), ("c", 3, -10, 4500)))
    found = zone_exposures(parts, given, counties, P50)
    assert {uid: sorted(entries) for uid, entries in found.items()} == {"z1": [A, B], "z2": [A]}
    assert found["z2"][A]["people_low"] == 0  # the line may lie west of the only village


def test_a_third_county_takes_from_one_and_gives_to_another_once():
    """Three counties about a point: ground near two others is lost once, and may come to either."""
    third = "110118"
    shapes = [square(-10_000, 0, 0, 10_000), square(0, 0, 10_000, 5_000), square(0, 5_000, 10_000, 10_000)]
    counties = gpd.GeoDataFrame({"code": [A, B, third]}, geometry=shapes, crs=METRIC)
    areas = gpd.GeoDataFrame(
        {"key": ["z"] * 3, "county": [A, B, third]},
        geometry=[square(-1000, 4000, 0, 6000), square(0, 4000, 1000, 5000), square(0, 5000, 1000, 6000)],
        crs=METRIC,
    )
    given = inputs(counties, villages(("corner", 10, 20, 4980), ("a", 3, -500, 5000)))
    found = exposures(areas, counties, gather(given, counties), P50)["z"]
    assert (found[B]["people"], found[B]["people_low"]) == (10, 0)
    assert found[A]["people_high"] == 13
    assert found[third]["people_high"] == 10
    sides = by_side(found, BorderLevel.PROVINCE.value)
    assert {side: entry["people"] for side, entry in sides.items()} == {"11": 3, "13": 10}
    assert sides["11"]["counties"] == [A, third]
    assert set(by_side(found, BorderLevel.COUNTY.value)) == {A, B, third}


@pytest.mark.parametrize(
    ("names", "value"),
    [
        (("人口", "chn_ppp_2020.tif"), CellValue.COUNT),
        (("人口密度", "chn_ppp_2020.tif"), CellValue.DENSITY),
        (("人口", "chn_pd_2020_1km.tif"), CellValue.DENSITY),
        (("人口数", "gpw_v4_population_density_2020.tif"), CellValue.DENSITY),
        (("人数 per pixel", "popdens.tif"), CellValue.COUNT),
        (("updated", "landscan.tif"), CellValue.COUNT),
    ],
)
def test_what_a_cell_means_is_read_from_its_names(names, value):
    assert cell_value(*names) is value


def test_nothing_is_asked_of_no_areas(counties):
    areas = gpd.GeoDataFrame({"key": [], "county": []}, geometry=[], crs=METRIC)
    assert exposures(areas, counties, gather(inputs(counties), counties), P50) == {}
    empty = gpd.GeoDataFrame({"key": ["z"], "county": [A]}, geometry=[shapely.Polygon()], crs=METRIC)
    assert exposures(empty, counties, gather(inputs(counties), counties), P50)["z"][A]["people"] is None
