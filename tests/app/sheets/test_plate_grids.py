"""The grids of a plate: round lines, figures where the lines meet the frame."""

import pytest
import shapely

from app.canvas.view import METRES_PER_LOGICAL_PX, View
from app.sheets.plate_grids import GK, GRATICULE, grid_layer, plate_grids
from layers.crs import STORAGE_CRS, transform
from layers.grids import crossings_at

EXTENT = (460_000.0, 4_500_000.0, 480_000.0, 4_515_000.0)  # 20 × 15 km in EPSG:4548
FRAME_MM = (200.0, 150.0)


def grids(scale=100_000.0, **which):
    px = (FRAME_MM[0] / 25.4 * 96, FRAME_MM[1] / 25.4 * 96)
    middle = ((EXTENT[0] + EXTENT[2]) / 2, (EXTENT[1] + EXTENT[3]) / 2)
    view = View(middle, scale * METRES_PER_LOGICAL_PX, px)
    wanted = {"graticule": True, "gk": True, **which}
    return view, plate_grids(view, 4548, FRAME_MM, **wanted)


def test_degrees_stand_above_and_left_the_grid_below_and_right_and_one_alone_all_around():
    _, both = grids()
    assert [(one.key, one.sides) for one in both] == [(GRATICULE, "NW"), (GK, "SE")]
    assert [one.sides for one in grids(gk=False)[1]] == ["NSWE"]
    assert [one.sides for one in grids(graticule=False)[1]] == ["NSWE"]
    assert grids(graticule=False, gk=False)[1] == []


def test_figures_say_where_the_line_meets_the_frame():
    view, (degrees, kilometres) = grids()
    meridian = next(line for line in degrees.lines if line.text == "116°40′E")
    (x,) = crossings_at(meridian, "N", view.extent)
    top = transform(shapely.Point(x, view.extent[3]), "EPSG:4548", STORAGE_CRS)
    assert top.x == pytest.approx(116 + 40 / 60, abs=1e-6)
    # The easting carries the number of the zone: 39 for 117°E.
    texts = {line.text: line for line in kilometres.lines}
    assert crossings_at(texts["Y 39470 km"], "S", view.extent) == [pytest.approx(470_000.0, abs=0.01)]
    assert crossings_at(texts["X 4505 km"], "E", view.extent) == [pytest.approx(4_505_000.0, abs=0.01)]


@pytest.mark.parametrize("scale", [2_000.0, 50_000.0, 1_000_000.0])
def test_there_are_some_lines_at_any_scale(scale):
    view, drawn = grids(scale)
    for grid in drawn:
        for side in grid.sides:
            hits = [
                at
                for line in grid.lines
                if line.goes_up is (side in "NS")
                for at in crossings_at(line, side, view.extent)
            ]
            assert 1 <= len(hits) <= 9, (grid.key, side)
        assert grid_layer(grid).parts[0].key == grid.key
