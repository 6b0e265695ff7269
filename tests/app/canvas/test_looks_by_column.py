"""Layers told apart by a column, from the record to the pixel and to the legend: one says what the other draws."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
import shapely
from PySide6.QtGui import QColor, QImage
from rasterio.transform import from_origin

from app.canvas import RenderOptions, View, build_scene, render_image
from app.canvas.building import COVER_OPACITY
from app.canvas.legend import legend_entries
from app.canvas.reads import Look
from app.canvas.restyling import restyled
from app.canvas.scene import Group
from app.canvas.styles import THEMES, Style, theme
from app.canvas.words import MapWords
from layers.kinds import Role, Shape
from layers.styling.colors import distance
from layers.styling.model import LayerStyle, Mode, Row, write_style
from layers.styling.model import Look as Changes
from layers.styling.presets import DANGER

from .conftest import EPSG, KM, X0, Y0, at, box, frame, record

BLUE = "#4477AA"


def parcels(**columns):
    """Four woods of 2 km beside each other, the last one with nothing known."""
    rows = [{"uid": f"f{i}", "name": f"林{i}", "geometry": box(1 + 2.2 * i, 6, 3 + 2.2 * i, 8)} for i in range(4)]
    for name, values in columns.items():
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    return frame(("uid", "name", *columns), rows)


def by_kind(*values, **more):
    return LayerStyle(Mode.CATEGORIES, column="kind", rows=tuple(Row(v, "", Changes(BLUE)) for v in values), **more)


def styled(plan, style, uid="wood", **changes):
    plan.change_record(uid, style=write_style(style), **changes)
    return build_scene(plan)


def titles(scene, uid="wood"):
    """Words of the parts of a layer, the first in the legend first."""
    return [part.title for part in reversed(scene.layer(uid).parts)]


def test_each_kind_is_a_part_and_unknown_is_none_of_them(plan, qapp):
    plan.frames["wood"] = parcels(kind=["甲", "乙", "丙", None])
    scene = styled(plan, by_kind("甲", "乙"))
    assert titles(scene) == ["甲", "乙", "其他值", "未知"]
    uids = {part.title: part.shapes.uids.tolist() for part in scene.layer("wood").parts}
    assert uids == {"甲": ["f0"], "乙": ["f1"], "其他值": ["f2"], "未知": ["f3"]}


def test_zero_and_unknown_look_different(plan, qapp, family):
    plan.frames["wood"] = parcels(n=[0.0, 5.0, 9.0, np.nan])
    rows = (Row("0", "", Changes("#FF0000", 1.0)), Row("1", "", Changes("#00FF00", 1.0)))
    scene = styled(plan, LayerStyle(Mode.CLASSES, column="n", breaks=(4.0,), rows=rows))
    view = View(at(5, 7), 20.0, (500.0, 200.0))
    image = render_image(scene, view, RenderOptions(family, with_labels=False))
    colors = []
    for i in range(3):
        px, py = view.to_px(*at(2 + 2.2 * i, 7))
        colors.append(image.pixelColor(round(px), round(py)).name())
    assert colors == ["#ff0000", "#00ff00", "#00ff00"]
    left, right = (view.to_px(*at(x, 7))[0] for x in (7.9, 9.3))
    greys = [image.pixelColor(x, 100) for x in range(round(left), round(right))]
    assert all(abs(color.red() - color.blue()) < 24 for color in greys), "grey"
    assert len({color.name() for color in greys}) > 2, "hatched"


def test_hidden_rows_are_not_drawn_nor_named_nor_in_the_legend(plan, qapp):
    plan.frames["wood"] = parcels(kind=["甲", "乙", "甲", "乙"])
    style = replace(by_kind("甲"), rows=(Row("甲", shown=False), Row("乙")))
    scene = styled(plan, style)
    assert titles(scene) == ["乙"]
    assert [text for labels in scene.layer("wood").labels for text in labels.texts] == ["林1", "林3"]
    assert [entry.row for entry in legend_entries(scene) if entry.key == "forest"] == ["乙"]


def test_labels_come_from_the_column_chosen(plan, qapp):
    plan.frames["wood"] = parcels(kind=["甲", "乙", None, "丙"])
    scene = styled(plan, LayerStyle(labels=replace(LayerStyle().labels, column="kind", size_px=20.0)))
    (labels,) = scene.layer("wood").labels
    assert labels.texts == ("甲", "乙", "", "丙") and labels.style.size == 20.0
    off = styled(plan, LayerStyle(labels=replace(LayerStyle().labels, shown=False)))
    assert off.layer("wood").labels == ()


def test_a_colour_costs_no_shape_and_another_column_only_a_choice_of_them(plan, qapp):
    plan.frames["wood"] = parcels(kind=["甲", "乙", "甲", "乙"])
    first = styled(plan, by_kind("甲", "乙"))
    whole = first.layer("wood").parts[0].shapes.rows_of
    plan.change_record("wood", style=write_style(replace(by_kind("甲", "乙"), look=Changes(width_px=3.0))))
    second = build_scene(plan, previous=first)
    for one, other in zip(first.layer("wood").parts, second.layer("wood").parts, strict=True):
        assert one.shapes is other.shapes and one.style != other.style
    assert whole is not None
    metric = first.layer("wood").parts[0].shapes.metric
    assert len(metric) == 2 and metric[0].area == pytest.approx(4 * KM**2, rel=0.01)


def test_rivers_are_sized_by_order_until_somebody_wants_one_look(plan, qapp):
    assert {part.key for part in build_scene(plan).layer("river").parts} == {"river_1"}
    scene = styled(plan, LayerStyle(Mode.SINGLE, Changes(width_px=5.0)), "river")
    assert [(part.key, part.style.width) for part in scene.layer("river").parts] == [("river_2", 5.0)]


def test_a_hazard_map_has_danger_levels_by_itself_and_in_the_language_of_the_map(plan, qapp):
    plan.frames["wood"] = parcels(hazard_class=[1.0, 4.0, 2.0, np.nan])
    plan.change_record("wood", role=Role.HAZARD_MAP)
    scene = build_scene(plan)
    assert titles(scene) == [DANGER[0].zh, DANGER[1].zh, DANGER[3].zh, "未知"]
    fills = {part.title: part.style.fill for part in scene.layer("wood").parts}
    assert fills[DANGER[3].zh] == "#D7263D" and fills[DANGER[0].zh] == "#2F6FDE"
    english = build_scene(plan, words=MapWords(unknown="Unknown", language="en"))
    assert titles(english) == ["Blue (low)", "Yellow (medium)", "Red (high)", "Unknown"]
    own = styled(plan, LayerStyle(look=Changes(BLUE)))
    assert titles(own) == [""], "a colour for the whole keeps it whole"


@pytest.mark.parametrize("name", THEMES)
def test_every_change_of_a_look_changes_the_picture_it_is_meant_to(qapp, name):
    looks = theme(name)
    area = replace(looks.style("forest"), pattern="", pattern_color="")  # on paper it has one of its own
    line, point = replace(looks.style("levee"), fill=""), looks.style("depot")
    cases = [
        (area, Changes(opacity=0.2), {"fill_opacity"}),
        (area, Changes(pattern="dots"), {"pattern", "pattern_color", "pattern_below_mpp"}),
        (area, Changes(line="#123456"), {"line", "line_below_mpp"}),
        (line, Changes(width_px=7.0), {"width"}),
        (line, Changes(dash="dot"), {"dash", "solid_mpp"}),
        (point, Changes(symbol="dot"), {"symbol", "glyph"}),
        (point, Changes(size_px=30.0), {"size", "small_size"}),
    ]
    for base, look, expected in cases:
        base = replace(base, line_below_mpp=30.0, pattern_below_mpp=30.0, solid_mpp=30.0)
        made = restyled(base, look, looks.land)
        changed = {field for field in vars(base) if getattr(base, field) != getattr(made, field)}
        assert changed == expected, look


# -- the legend ------------------------------------------------------------------------------------------


def shown_looks(scene):
    """What each visible part looks like, rank of zones and hidden scales apart."""
    found = set()
    for layer in scene.layers:
        if layer.visible and layer.opacity > 0.0 and layer.group is not Group.LAND:
            for part in layer.parts:
                found.add((part.key, part.title, look_of(part.style), round(layer.opacity, 3)))
    return found


def look_of(style):
    names = ("fill", "pattern", "pattern_color", "line", "dash", "band", "core", "symbol", "glyph", "size")
    return tuple(getattr(style, name) for name in names)


def test_the_legend_has_every_look_that_is_drawn_and_no_other(plan, qapp):
    plan.frames["wood"] = parcels(kind=["甲", "乙", "丙", None])
    plan.frames["other wood"] = parcels(kind=["甲", "乙", "丙", None])
    plan.frames["third wood"] = parcels(kind=["甲", "乙", "丙", None])
    plan.records.append(record("other wood", Role.FOREST, Shape.POLYGON, 4))
    plan.records.append(record("third wood", Role.FOREST, Shape.POLYGON, 5))
    plan.change_record("third wood", opacity=0.5)
    plan.change_record("depots", style={"color": BLUE})
    scene = styled(plan, by_kind("甲", "乙"))
    entries = legend_entries(scene)
    said = {(e.key, e.row, look_of(e.style), round(e.opacity, 3)) for e in entries}
    drawn = shown_looks(scene)
    # A pending zone is drawn in two parts: all of it in wide hatch, the unknown side in hatch.
    drawn = {look for look in drawn if not (look[0] == "zone_pending" and look[2][1] == "wide")}
    assert said == drawn
    words = [entry.text(entry.key) for entry in entries]
    assert len(set(words)) == len(words), "no two looks have the same words"
    assert "third wood · forest" in words and "other wood · forest" in words


def test_hidden_layers_and_those_out_of_sight_are_not_in_the_legend(plan, qapp):
    scene = build_scene(plan)
    keys = {entry.key for entry in legend_entries(scene, View(at(2, 8), 5.0, (100.0, 100.0)))}
    assert keys == {"forest"}
    plan.change_record("wood", visible=False)
    assert "forest" not in {entry.key for entry in legend_entries(build_scene(plan))}


def test_a_faint_layer_has_a_faint_swatch(plan, qapp, family):
    from PySide6.QtCore import QSize

    from app.canvas.legend import swatch_image

    plan.change_record("wood", opacity=0.25)
    scene = build_scene(plan)
    entry = next(one for one in legend_entries(scene) if one.key == "forest")
    image = swatch_image(entry, scene.theme, family, QSize(28, 18))
    assert image.pixelColor(14, 9).alphaF() == pytest.approx(0.25, abs=0.02)


# -- land cover -------------------------------------------------------------------------------------------


@pytest.fixture
def cover(plan, tmp_path):
    """A raster of CLCD over both counties: forest in the west, cropland in the east, one strange value."""
    values = np.full((100, 200), 2, dtype=np.uint8)
    values[:, 100:] = 1
    values[20:25, 20:35] = np.repeat([4, 5, 7], 5)
    values[:5, :5] = 77
    values[50:, 150:] = 0
    path = tmp_path / "CLCD_v01_2022.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=200, height=100, count=1, dtype="uint8", crs=f"EPSG:{EPSG}",
        transform=from_origin(X0, Y0 + 10 * KM, 100.0, 100.0), nodata=0,
    ) as target:  # fmt: skip
        target.write(values, 1)
    row = replace(record("cover", Role.LAND_COVER, Shape.RASTER, 0), table="", raster_path=path.name)
    plan.records = [row, *(replace(one, position=one.position + 1) for one in plan.records)]
    plan.path = tmp_path / "plan.gpkg"
    return plan


def test_land_cover_has_its_published_colours_below_everything_and_in_the_legend(cover, family):
    scene = build_scene(cover)
    assert [layer.uid for layer in scene.layers][:2] == ["counties", "cover"], "on the land, whatever the list says"
    view = View(at(14, 8), 20.0, (61.0, 61.0))
    image = render_image(scene, view, RenderOptions(family, with_labels=False))
    land, crops = QColor(scene.theme.land), QColor("#FAE39C")
    for channel in ("red", "green", "blue"):
        expected = getattr(land, channel)() * (1 - COVER_OPACITY) + getattr(crops, channel)() * COVER_OPACITY
        assert getattr(image.pixelColor(10, 30), channel)() == pytest.approx(expected, abs=2)
    rows = {entry.row: entry for entry in legend_entries(scene) if entry.key == "land_cover"}
    assert list(rows) == ["耕地", "森林", "草地", "水体", "荒地", "未列入的值"]
    assert rows["森林"].style.fill == "#446F33" and rows["森林"].opacity == pytest.approx(COVER_OPACITY)


def test_the_legend_of_a_view_has_the_classes_in_it_only(cover, family):
    scene = build_scene(cover)
    view = View(at(15, 8), 20.0, (61.0, 61.0))
    render_image(scene, view, RenderOptions(family))
    assert [entry.row for entry in legend_entries(scene, view) if entry.key == "land_cover"] == ["耕地"]


def test_void_cells_are_clear(cover, family):
    scene = build_scene(cover)
    view = View(at(17.5, 2.5), 20.0, (41.0, 41.0))
    image = render_image(scene, view, RenderOptions(family, with_labels=False))
    assert image.pixelColor(20, 20).name().upper() == scene.theme.style("county").fill


def test_a_measurement_is_no_land_cover(cover, tmp_path, qapp):
    path = tmp_path / "CLCD_v01_2022.tif"
    with rasterio.open(path, "r+") as target:
        target.write(np.random.default_rng(1).integers(0, 255, (1, 100, 200)).astype(np.uint8))
    cover.change_record("cover", title="高程", raster_path="other.tif")
    path.rename(tmp_path / "other.tif")
    layer = build_scene(cover).layer("cover")
    assert layer.group is Group.PICTURE and layer.cells == ()


def test_a_classification_that_was_chosen_holds(cover, qapp):
    cover.change_record("cover", style={"classification": "own"})
    titles_found = [cell.title for cell in build_scene(cover).layer("cover").cells]
    assert titles_found[:3] == ["1", "2", "4"]


# -- derived layers ---------------------------------------------------------------------------------------


def test_derived_layers_take_a_look_but_zones_keep_their_colours(plan, qapp):
    looks = {
        "patrol_areas": Look(style=write_style(LayerStyle(look=Changes(width_px=5.0, pattern="")))),
        "zones": Look(style={"color": BLUE, "labels": {"shown": False}}),
    }
    scene = build_scene(plan, derived=looks)
    (patrol,) = scene.layer("patrol_areas").parts
    assert patrol.style.width == 5.0 and patrol.style.pattern == ""
    zones = scene.layer("zones")
    assert zones.labels == () and all(part.style.line != BLUE for part in zones.parts)


def test_patterns_of_danger_are_drawn_over_their_colour(qapp, family):
    from app.canvas.scene import Part, Scene, SceneLayer
    from app.canvas.shapes import Shapes

    style = restyled(Style(fill="#EEEEEE", line="#777777"), DANGER[3].look, "#FFFFFF", is_row=True)
    shapes = Shapes.of_metric(np.array([shapely.box(-400, -400, 400, 400)], dtype=object))
    scene = Scene((SceneLayer("a", "", "", Group.AREA, parts=(Part("a", style, shapes),)),), 4548, theme("light"))
    image = render_image(scene, View((0.0, 0.0), 5.0, (60.0, 60.0)), RenderOptions(family))
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    colors = {image.pixelColor(x, 30).name() for x in range(5, 55)}
    reds = [distance(color, DANGER[3].look.color) for color in colors]
    assert min(reds) < 0.01 < 0.1 < max(reds), "its own colour in the hatch, paler between"
