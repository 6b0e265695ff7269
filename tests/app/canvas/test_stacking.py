"""The planner's order is the order on the map: names in order, then colours at known pixels."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from app.canvas import RenderOptions, View, build_scene, render_image
from app.canvas.hit import hit
from app.canvas.scene import Group, SceneLayer
from app.canvas.stacking import stacked
from layers.kinds import Role, Shape

from .conftest import at, box, frame, record

DERIVED = [
    SceneLayer(group.name.lower(), "", "", group)
    for group in (Group.PATROL, Group.ZONE, Group.BORDER, Group.STRADDLING, Group.REACH)
]
DERIVED_ORDER = ["straddling", "zone", "reach", "border", "patrol"]


def order(*top_first):
    """The names of the layers as drawn, the lowest first; derived ones shown as one star."""
    read = [SceneLayer(name, "", "", group, position=i) for i, (name, group) in enumerate(top_first)]
    names = [layer.uid for layer in stacked(read, DERIVED)]
    start = names.index("straddling")
    assert names[start : start + 5] == DERIVED_ORDER
    return [*names[:start], "*", *names[start + 5 :]]


DEPOT, VILLAGE = ("depot", Group.POINT), ("village", Group.POINT)
RIVER, WOOD, LAKE = ("river", Group.LINE), ("wood", Group.AREA), ("lake", Group.AREA)
LAND, PHOTO, RELIEF = ("land", Group.LAND), ("photo", Group.PICTURE), ("relief", Group.RELIEF)


@pytest.mark.parametrize(
    ("top_first", "expected"),
    [
        ([DEPOT, VILLAGE, RIVER, WOOD, LAND], ["land", "wood", "river", "*", "village", "depot"]),
        ([DEPOT, WOOD, VILLAGE, RIVER, LAND], ["land", "river", "village", "wood", "*", "depot"]),
        ([WOOD, RIVER, LAKE, DEPOT], ["depot", "lake", "river", "wood", "*"]),
        ([LAND, DEPOT, RIVER, WOOD], ["land", "wood", "river", "*", "depot"]),
        ([DEPOT, LAND, VILLAGE], ["land", "*", "village", "depot"]),
        ([RIVER, WOOD, LAKE, LAND, RELIEF], ["land", "lake", "wood", "relief", "river", "*"]),
        ([WOOD, RIVER, LAKE, RELIEF], ["lake", "relief", "river", "wood", "*"]),
        ([RELIEF, RIVER, WOOD], ["wood", "river", "relief", "*"]),
        ([DEPOT, PHOTO, RIVER, RELIEF], ["relief", "river", "photo", "*", "depot"]),
        ([RELIEF, DEPOT], ["depot", "relief", "*"]),
        ([], ["*"]),
    ],
)
def test_layers_lie_as_listed(top_first, expected):
    assert order(*top_first) == expected


@pytest.fixture
def colors(plan, qapp, family):
    """What is seen at a point of the plan as it is now."""

    def at_point(x_km, y_km):
        view = View(at(x_km, y_km), 20.0, (41.0, 41.0))
        image = render_image(build_scene(plan), view, RenderOptions(family, with_labels=False))
        return image.pixelColor(20, 20).name().upper()

    return at_point


def order_plan(plan, *uids):
    for position, uid in enumerate(uids):
        plan.change_record(uid, position=position)


def test_a_wood_put_above_a_river_hides_it(plan, colors, qapp):
    plan.frames["wood"] = frame(("uid", "name"), [{"uid": "f1", "name": "林", "geometry": box(1, 0.5, 5, 3.5)}])
    look = build_scene(plan).theme
    water, wood = look.style("river_1").line, look.style("forest").fill
    assert colors(3, 1) == water
    assert colors(1.87, 3) == look.style("depot").fill
    order_plan(plan, "depots", "wood", "river", "counties")
    assert colors(3, 1) == wood
    assert colors(1.87, 3) == look.style("depot").fill
    order_plan(plan, "wood", "depots", "river", "counties")
    assert colors(1.87, 3) == wood


def test_land_stays_lowest_wherever_the_list_has_it(plan, colors):
    before = [colors(2, 8), colors(3, 1), colors(1.87, 3), colors(9, 4)]
    order_plan(plan, "counties", "depots", "river", "wood")
    assert [colors(2, 8), colors(3, 1), colors(1.87, 3), colors(9, 4)] == before


def test_points_at_the_top_lie_on_zones_and_points_below_an_area_do_not(plan, colors, qapp):
    plan.frames["depots"] = frame(
        ("uid", "name"), [{"uid": "d1", "name": "", "geometry": shapely.Point(*at(9.5, 4.5))}]
    )
    depot = build_scene(plan).theme.style("depot").fill
    assert colors(9.37, 4.5) == depot
    order_plan(plan, "river", "depots", "wood", "counties")
    assert colors(9.37, 4.5) != depot, "the zone's tint lies over it"


def test_relief_at_the_bottom_still_shades_the_wood(plan, colors, tmp_path):
    path = tmp_path / "dem.tif"
    x, y = at(0, 10)
    heights = np.tile(np.arange(200, dtype=np.float32) * -60.0, (100, 1))  # falls to the east, away from the light
    with rasterio.open(
        path, "w", driver="GTiff", width=200, height=100, count=1, dtype="float32", crs="EPSG:4548",
        transform=from_origin(x, y, 100.0, 100.0),
    ) as target:  # fmt: skip
        target.write(heights, 1)
    plan.records.append(replace(record("dem", Role.TERRAIN, Shape.RASTER, 9), raster_path=str(path)))
    wood = build_scene(plan).theme.style("forest").fill
    assert colors(2, 8) < wood, "darker"
    river = build_scene(plan).theme.style("river_1").line
    assert colors(3, 1) == river
    plan.change_record("dem", position=0)
    plan.change_record("depots", position=-1)
    assert colors(3, 1) < river, "relief put above rivers shades them too"


def test_a_river_is_chosen_through_a_patch_and_the_patch_before_its_wood(plan, qapp):
    patch = {"uid": "s1", "geometry": box(1, 0.5, 9, 9)}
    plan._empty["straddling"] = frame(plan._empty["straddling"].columns, [patch])
    scene, view = build_scene(plan), View(at(5, 5), 10.0, (2000.0, 1000.0))
    assert hit(scene, view, *at(3, 1)).layer_uid == "river"
    assert hit(scene, view, *at(2, 8)).layer_uid == "straddling"
    assert hit(scene, view, *at(2, 3)).layer_uid == "depots"
