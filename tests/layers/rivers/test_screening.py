"""Who is exposed, on land whose shape is known: a valley with straight sides, and a corridor."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from layers.exposure.cell_layers import CellLayer
from layers.kinds import Role
from layers.patrol.flow import height_above_drainage
from layers.rivers.screening import How, screen
from layers.rivers.settings import RiverSettings
from tests.layers.hazards.test_river import X0, Y0
from tests.layers.rivers import world
from tests.layers.rivers.world import MAIN, A, B, rivers

CELL = 100.0


@pytest.fixture
def valley(tmp_path):
    """Sides of 1 in 100 about y = 5 km, falling eastward by 1 in 10 000."""
    path = tmp_path / "valley.tif"
    x = X0 - 15_000 + (np.arange(400) + 0.5) * CELL
    y = Y0 + 15_000 - (np.arange(200) + 0.5) * CELL
    heights = np.abs(y - Y0 - 5050.0)[:, None] / 100.0 + (X0 + 30_000 - x)[None, :] / 10_000.0
    profile = {"driver": "GTiff", "height": 200, "width": 400, "count": 1, "dtype": "float32", "crs": "EPSG:4548"}
    with rasterio.open(path, "w", transform=from_origin(X0 - 15_000, Y0 + 15_000, CELL, CELL), **profile) as out:
        out.write(heights.astype(np.float32), 1)
    return str(path)


def test_a_valley_of_known_sides(valley):
    # The river runs through the middles of the cells around y = 5 050 m.  Off it the ground is 1 m higher every 100 m:
    # up to 5 m above it are 5 cells to each side, 11 rows of 100 m, all along.
    river = rivers([(-10_000, 5050), (20_000, 5050)])
    people = world.points(Role.SETTLEMENT, (-500, 5400, "low"), (5000, 4500, "low too"), (5000, 6500, "high"))
    land = replace(world.land(river, people), terrain=(valley,))
    found = screen(land, RiverSettings(hand_m=5.2))
    assert (found.how, found.cell_m) == (How.HAND, CELL)
    by_county = found.counties.set_index("county")
    assert by_county["area_ha"].to_numpy() == pytest.approx([1100.0] * 3, rel=1e-3)
    assert by_county.loc[[A, B], "places"].tolist() == [1, 1]
    assert by_county.loc[[A, B], "people"].tolist() == [100.0, 100.0]
    assert found.area_ha == pytest.approx(3300.0, rel=1e-3)


def test_people_by_raster_with_the_range_of_a_line_that_may_lie_elsewhere(tmp_path):
    # 1 person a hectare, cells of 100 m; a corridor of 500 m to each side of 30 km of river is 1 000 ha in each county.
    path = tmp_path / "people.tif"
    profile = {"driver": "GTiff", "height": 200, "width": 400, "count": 1, "dtype": "float32", "crs": "EPSG:4548"}
    with rasterio.open(path, "w", transform=from_origin(X0 - 15_000, Y0 + 15_000, CELL, CELL), **profile) as out:
        out.write(np.ones((200, 400), dtype=np.float32), 1)
    land = world.land(rivers([(-10_000, 5000), (20_000, 5000)]))
    inputs = replace(land.inputs, cells=(CellLayer("pop", Role.POPULATION, "WorldPop", path),))
    found = screen(replace(land, inputs=inputs), RiverSettings(corridor_m=500.0)).counties.set_index("county")
    assert found["people"].to_numpy() == pytest.approx([1000.0] * 3, rel=1e-3)
    # A line 50 m off moves 50 m × 1 000 m = 5 ha; the county in the middle has two of them.
    assert found["people_low"].to_numpy() == pytest.approx([995.0, 990.0, 995.0], rel=1e-3)
    assert found["people_high"].to_numpy() == pytest.approx([1005.0, 1010.0, 1005.0], rel=1e-3)
    assert set(found["people_source"]) == {"WorldPop"}
    silent = screen(land, RiverSettings(corridor_m=500.0)).counties
    assert silent["people"].isna().all() and silent["people_low"].isna().all()


def test_more_height_never_exposes_less(valley):
    land = replace(world.land(rivers(MAIN)), terrain=(valley,))
    areas = [screen(land, RiverSettings(hand_m=h)).area_ha for h in (0.5, 2.0, 5.0, 10.0)]
    assert areas == sorted(areas) and areas[0] > 0


def test_the_counties_sum_to_the_land(valley):
    # Cells that a line cuts count in parts: in halves of a county the same land is the same area.
    land = replace(world.land(rivers(MAIN)), terrain=(valley,))
    whole = screen(land, RiverSettings())
    halves = [(code, half) for code, half in _halves(world.three())]
    cut = replace(land, counties=world.counties(*halves))
    assert screen(cut, RiverSettings()).area_ha == pytest.approx(whole.area_ha, rel=1e-6)


def _halves(frame):
    """Cut each county at y = 5 030 m, through cells."""
    shapes = frame.to_crs("EPSG:4548")
    for code, shape in zip(shapes["code"], shapes.geometry, strict=True):
        xmin, ymin, xmax, ymax = shape.bounds
        for number, (low, high) in enumerate(((ymin, Y0 + 5030.0), (Y0 + 5030.0, ymax))):
            yield f"{code[:-1]}{number}", shapely.box(xmin, low, xmax, high)


def test_without_terrain_a_corridor_stands_in():
    found = screen(world.land(rivers([(-10_000, 5000), (20_000, 5000)])), RiverSettings(corridor_m=500.0))
    assert found.how is How.CORRIDOR and math.isnan(found.cell_m)
    assert found.counties["area_ha"].to_numpy() == pytest.approx([1000.0] * 3, rel=1e-3)
    assert found.people_silent == {A, B, world.C}


def test_height_above_drainage_by_hand():
    # A tilted row between walls; the river is its lowest cell, a pit of 1 m in the middle runs over into it.
    heights = np.full((3, 6), 50.0, dtype=np.float32)
    heights[1] = [50.0, 9.0, 4.0, 6.0, 3.0, 50.0]
    drains = np.zeros((3, 6), dtype=bool)
    drains[1, 4] = True
    above = height_above_drainage(heights, np.ones((3, 6), dtype=bool), drains)
    assert above[1, 1:5].tolist() == [6.0, 1.0, 3.0, 0.0]
    valid = np.ones((3, 6), dtype=bool)
    valid[0, 1] = False
    assert np.isnan(height_above_drainage(heights, valid, drains)[0, 1])


def test_height_above_drainage_agrees_with_pyflwdir():
    pyflwdir = pytest.importorskip("pyflwdir")
    y, x = np.mgrid[0:60, 0:80].astype(np.float32)
    away = np.abs(y - 30.3)
    heights = (0.9 * away + 0.013 * (80 - x) + 0.1 * np.sin(x / 9.1) ** 2 * away).astype(np.float32)
    drains = np.zeros(heights.shape, dtype=bool)
    drains[30, :] = True
    ours = height_above_drainage(heights, np.ones(heights.shape, dtype=bool), drains)
    flow = pyflwdir.from_dem(heights, outlets="edge", transform=from_origin(0, 0, 1, 1), latlon=False)
    theirs = flow.hand(drain=drains, elevtn=heights)
    # Its water follows the flood, ours the steepest slope: they meet the river, which falls 0.013 a cell, up to 30
    # cells apart.  Heights go to 30.
    assert np.abs(ours - theirs).max() < 30 * 0.013
    assert np.median(np.abs(ours - theirs)) < 0.1
