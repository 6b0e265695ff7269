"""Colours at known pixels of hand-made squares, at 20 m to the pixel on an 80 × 60 km-free picture."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas import Look, RenderOptions, View, build_scene, render, render_image
from app.canvas.patterns import pattern_brush
from app.canvas.render import RenderCancelled
from app.canvas.scene import Group, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import THEMES, Style, theme

from .conftest import at, box, frame


def view_at(x_km, y_km, mpp=20.0, size=(200.0, 200.0), dpr=1.0):
    return View(at(x_km, y_km), mpp, size, dpr)


def color_at(image, view, x_km, y_km):
    px, py = view.to_px(*at(x_km, y_km))
    return image.pixelColor(round(px * view.dpr), round(py * view.dpr)).name().upper()


def pixels(image, view, x1, y1, x2, y2):
    """The colours in a box of kilometres as an array (rows, columns, 3)."""
    left, top = view.to_px(*at(x1, y2))
    right, bottom = view.to_px(*at(x2, y1))
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    whole = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    k = view.dpr
    return whole[round(top * k) : round(bottom * k), round(left * k) : round(right * k)].copy()


def draw(scene, view, family, **options):
    return render_image(scene, view, RenderOptions(family, **options))


def one_area(style, geometry, theme_name="light"):
    shapes = Shapes.of_metric(np.array([geometry], dtype=object))
    layer = SceneLayer("a", "other", "", Group.AREA, parts=(Part("other", style, shapes),))
    return Scene((layer,), 4548, theme(theme_name))


@pytest.mark.parametrize("theme_name", THEMES)
def test_land_wood_clearing_and_ground_have_their_colours(plan, qapp, family, theme_name):
    scene = build_scene(plan, theme=theme_name)
    view = view_at(5, 8, size=(600.0, 300.0))
    image = draw(scene, view, family, with_labels=False)
    look = scene.theme
    assert color_at(image, view, 2, 8) == look.style("forest").fill
    assert color_at(image, view, 5, 7.8) == look.style("county").fill, "the clearing is a hole"
    assert color_at(image, view, 0.5, 8) == look.style("county").fill
    assert color_at(image, view, 5, 10.6) == look.ground


def test_pixels_double_on_a_fine_screen_and_colours_stay(scene, family):
    view = view_at(2, 8, dpr=2.0)
    image = draw(scene, view, family, with_labels=False)
    assert (image.width(), image.height()) == (400, 400)
    assert color_at(image, view, 2, 8) == scene.theme.style("forest").fill


def test_a_local_zone_is_not_highlighted_and_a_pending_one_is_hatched(scene, family):
    view = view_at(16, 4, size=(400.0, 200.0))
    image = draw(scene, view, family, with_labels=False)
    land = QColor(scene.theme.style("county").fill)
    local = pixels(image, view, 16.3, 3.3, 17.7, 4.7)
    assert (local == [land.red(), land.green(), land.blue()]).all()
    pending = pixels(image, view, 13.3, 3.3, 14.7, 4.7)
    colors, counts = np.unique(pending.reshape(-1, 3), axis=0, return_counts=True)
    between = colors[counts.argmax()]
    hatched = (pending != between).any(axis=2).mean()
    assert 0.1 < hatched < 0.6


def test_zone_fill_is_laid_over_once_with_its_opacity(scene, family):
    view = view_at(9, 4)
    image = draw(scene, view, family, with_labels=False)
    style = next(part.style for part in scene.layer("zones").parts if part.key == "zone_S1")
    land, fill = QColor(scene.theme.style("county").fill), QColor(style.fill)
    assert style.fill_opacity > scene.theme.style("zone_S1").fill_opacity, "the first ranks are tinted deeper"
    for channel in ("red", "green", "blue"):
        below, above = getattr(land, channel)(), getattr(fill, channel)()
        expected = below + (above - below) * style.fill_opacity
        px, py = view.to_px(*at(9, 4.5))
        assert getattr(image.pixelColor(round(px), round(py)), channel)() == pytest.approx(expected, abs=3)


def test_overlapping_faint_areas_do_not_add_up(family, qapp):
    style = Style(fill="#FF0000", fill_opacity=0.4, line="")
    two = shapely.MultiPolygon([shapely.box(-300, -300, 100, 300), shapely.box(200, -300, 300, 300)])
    both = Shapes.of_metric(np.array([two, shapely.box(-100, -300, 250, 300)], dtype=object))
    scene = Scene((SceneLayer("a", "o", "", Group.AREA, parts=(Part("o", style, both),)),), 4548, theme("light"))
    view = View((0.0, 0.0), 5.0, (100.0, 100.0))
    image = draw(scene, view, family)
    assert image.pixelColor(50, 50) == image.pixelColor(10, 50)


def test_the_rank_widens_the_outline(scene):
    parts = {part.key: part for part in scene.layer("zones").parts}
    assert parts["zone_S1"].style.width > scene.theme.style("zone_S1").width


def test_the_zone_number_stands_in_a_disc_of_its_class(scene, family):
    view = view_at(10, 4)
    disc = QColor(scene.theme.style("zone_S1").line).name()
    image = draw(scene, view, family)
    px, py = view.to_px(*at(10, 4))
    ring = {image.pixelColor(round(px) + dx, round(py)).name() for dx in (-8, 8)}
    assert ring == {disc}
    assert any(image.pixelColor(round(px) + dx, round(py)).name() == "#ffffff" for dx in range(-4, 5))


def test_hatches_stick_to_the_ground_while_panning(scene, family):
    view = view_at(14, 4)
    moved = view.panned(37, -11)
    a = draw(scene, view, family, with_labels=False)
    b = draw(scene, moved, family, with_labels=False)
    assert (pixels(a, view, 13.2, 3.2, 14.8, 4.8) == pixels(b, moved, 13.2, 3.2, 14.8, 4.8)).all()


def test_hatches_keep_their_pixel_size_at_every_zoom(family, qapp):
    style = Style(pattern="hatch", pattern_color="#000000")
    scene = one_area(style, shapely.box(-1e5, -1e5, 1e5, 1e5))
    periods = []
    for mpp in (1.0, 7.0, 100.0):
        image = draw(scene, View((0.0, 0.0), mpp, (120.0, 40.0)), family)
        row = [image.pixelColor(x, 20).lightness() for x in range(120)]
        dark = [x for x in range(1, 119) if row[x] < row[x - 1] and row[x] <= row[x + 1] and row[x] < 150]
        periods.append(np.diff(dark).mean())
    assert periods == pytest.approx([9.0] * 3, abs=0.4)


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("pattern", ["hatch", "wide", "diagonal", "sparse", "fine", "dots"])
def test_pattern_tiles_are_not_empty_and_not_full(qapp, pattern, dpr):
    brush, period = pattern_brush(pattern, "#000000", dpr)
    image = brush.textureImage()
    alpha = np.array([[image.pixelColor(x, y).alpha() for x in range(period)] for y in range(period)])
    assert 0.03 < (alpha > 60).mean() < 0.6


def test_layers_hide_and_fade(plan, qapp, family):
    view = view_at(2, 8)
    plan.change_record("wood", visible=False)
    hidden = draw(build_scene(plan), view, family)
    plan.change_record("wood", visible=True, opacity=0.5)
    faded = draw(build_scene(plan), view, family)
    land = build_scene(plan).theme.style("county").fill
    assert color_at(hidden, view, 2, 8.9) == land
    assert color_at(faded, view, 2, 8.9) not in (land, build_scene(plan).theme.style("forest").fill)


def test_derived_layers_hide_too(plan, qapp, family):
    view = view_at(11.3, 4.3)
    land = build_scene(plan).theme.style("county").fill
    image = draw(build_scene(plan, derived={"zones": Look(visible=False)}), view, family, with_labels=False)
    assert color_at(image, view, 11.3, 4.3) == land


def test_labels_are_drawn_with_a_halo_and_can_be_left_out(scene, family):
    view = view_at(5, 5, mpp=30.0, size=(300.0, 300.0))
    with_text = draw(scene, view, family)
    without = draw(scene, view, family, with_labels=False)
    assert with_text != without


def test_the_same_scene_gives_the_same_picture(plan, qapp, family):
    view = view_at(10, 5, size=(400.0, 300.0))
    assert draw(build_scene(plan), view, family) == draw(build_scene(plan), view, family)


def test_an_empty_scene_is_plain_ground(qapp, family):
    image = draw(Scene((), 4548, theme("light")), View((0, 0), 1.0, (20.0, 10.0)), family)
    assert image.pixelColor(3, 3).name().upper() == theme("light").ground


def test_the_painter_is_as_before_even_when_drawing_stops(scene, family):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.translate(3, 4)
    before = painter.worldTransform()
    with pytest.raises(RenderCancelled):
        render(painter, scene, view_at(5, 5), RenderOptions(family, cancelled=lambda: True))
    assert painter.worldTransform() == before
    assert painter.end()


def test_a_plate_may_place_the_map_anywhere(scene, family):
    view = view_at(2, 8, size=(50.0, 50.0))
    image = QImage(120, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    painter = QPainter(image)
    painter.translate(60, 60)
    render(painter, scene, view, RenderOptions(family, with_labels=False))
    painter.end()
    assert image.pixelColor(30, 30).name() == "#123456"
    assert image.pixelColor(115, 115).name() == "#123456"
    assert image.pixelColor(85, 85).name().upper() == scene.theme.style("forest").fill


def test_a_pdf_keeps_lines_and_text(scene, family):
    from PySide6.QtGui import QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(144)
    painter = QPainter(writer)
    render(
        painter, scene, view_at(10, 5, mpp=40.0, size=(500.0, 300.0), dpr=1.5), RenderOptions(family, is_vector=True)
    )
    assert painter.end()
    data = bytes(buffer.data().data())
    assert data.startswith(b"%PDF")
    assert b"/Font" in data


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_every_look(name):
    from app.canvas.legend import TEXTS
    from layers.kinds import Role

    styles = theme(name).styles
    drawn = {role.value for role in Role} - {"terrain", "river"}
    assert drawn <= set(styles)
    assert set(TEXTS) <= set(styles)


def test_an_unknown_theme_is_named(qapp):
    with pytest.raises(ValueError, match="neon"):
        theme("neon")


def test_glyphs_of_all_symbols_load(qapp):
    from app.canvas.symbols import symbol_image

    for style in theme("light").styles.values():
        if style.glyph:
            plain = symbol_image(replace(style, glyph=""), 36.0)
            assert symbol_image(style, 36.0) != plain, style.glyph


def test_unchanged_frames_keep_their_detail_levels(plan, qapp, family):
    first = build_scene(plan)
    draw(first, view_at(5, 5), family)
    plan.patrol = frame(
        plan.patrol.columns, [{"uid": "p1", "number": 1, "name": "一号联防区", "geometry": box(12, 6, 16, 8)}]
    )
    plan.frames["wood"] = plan.frames["wood"].copy()  # read again from the file: another object, the same features
    second = build_scene(plan, theme="dark", previous=first)
    assert second.layer("wood").parts[0].shapes is first.layer("wood").parts[0].shapes
    assert second.layer("patrol_areas").parts[0].shapes is not first.layer("patrol_areas").parts[0].shapes


def test_terrain_is_drawn_as_relief_and_a_missing_raster_does_no_harm(plan, qapp, family, tmp_path):
    import rasterio
    from rasterio.transform import from_origin

    from layers.kinds import Role, Shape

    from .conftest import record

    x, y = at(0, 10)
    _, columns = np.mgrid[0:100, 0:200]
    heights = (np.abs(columns % 40 - 20) * 40.0).astype(np.float32)
    path = tmp_path / "dem.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=200, height=100, count=1, dtype="float32", crs="EPSG:4548",
        transform=from_origin(x, y, 100.0, 100.0), nodata=-999.0,
    ) as target:  # fmt: skip
        target.write(heights, 1)
    terrain = record("dem", Role.TERRAIN, Shape.RASTER, 9)
    plan.records = [*plan.records, replace(terrain, raster_path=str(path))]
    view = view_at(14, 2.2)
    image = draw(build_scene(plan), view, family, with_labels=False)
    flat = draw(build_scene(type(plan)()), view, family, with_labels=False)
    assert image != flat
    plan.records[-1] = replace(terrain, raster_path=str(tmp_path / "gone.tif"))
    scene = build_scene(plan)
    assert draw(scene, view, family, with_labels=False) == flat
    assert "gone.tif" in scene.layer("dem").raster.problem


def test_tiles_are_read_no_finer_than_the_file_and_overlap_what_they_show(qapp, tmp_path):
    import rasterio
    from rasterio.transform import from_origin

    from app.canvas.rasters import RasterLayer

    x, y = at(0, 10)
    path = tmp_path / "classes.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=50, height=50, count=1, dtype="uint8", crs="EPSG:4548",
        transform=from_origin(x, y, 100.0, 100.0),
    ) as target:  # fmt: skip
        target.write(np.full((1, 50, 50), 3, dtype=np.uint8))
    raster = RasterLayer(path, 4548, "picture")
    tiles = list(raster.tiles((x, y - 5000, x + 5000, y), 0.5))
    assert 1 <= len(tiles) <= 4, "64 m cells, not half a metre"
    assert not raster.is_smooth, "classes must not blend"
    for tile in tiles:
        assert tile.box[0] < tile.core[0] and tile.box[3] > tile.core[3]


def test_relief_is_clear_on_flat_ground_and_dark_in_the_south_east():
    from app.canvas.rasters import relief

    known = np.ones((9, 9), dtype=bool)
    assert (relief(np.full((9, 9), 50.0), known, 30.0)[..., 3] == 0).all()
    columns = np.tile(np.arange(9) * 30.0, (9, 1))
    assert relief(-columns, known, 30.0)[4, 4, 0] == 0, "falls to the east: in the shade"
    assert relief(columns, known, 30.0)[4, 4, 0] == 255, "rises to the east: lit"


def test_swatches_are_drawn_by_the_renderer(scene, family):
    from PySide6.QtCore import QSize

    from app.canvas.legend import legend_entries, swatch_image, word

    entries = legend_entries(scene)
    keys = [entry.key for entry in entries]
    assert keys[:3] == ["patrol", "zone_S1", "zone_pending"]
    assert {"forest", "river_1", "depot", "border_county"} <= set(keys)
    assert "county" not in keys and len(keys) == len(set(keys))
    for entry in entries:
        assert word(entry.key)
        image = swatch_image(entry, scene.theme, family, QSize(28, 18), 2.0)
        assert (image.width(), image.height()) == (56, 36)
        seen = {
            image.pixelColor(x, y).name() for x in range(56) for y in range(36) if image.pixelColor(x, y).alpha() > 200
        }
        assert seen, entry.key
    forest = next(entry for entry in entries if entry.key == "forest")
    swatch = swatch_image(forest, scene.theme, family, QSize(28, 18))
    assert swatch.pixelColor(14, 9).name().upper() == scene.theme.style("forest").fill


def test_the_legend_of_a_view_names_only_what_is_seen(scene, family):
    from app.canvas.legend import legend_entries

    keys = {entry.key for entry in legend_entries(scene, view_at(2, 8, mpp=5.0))}
    assert "forest" in keys
    assert not keys & {"zone_S1", "patrol", "river_1", "depot"}


def test_the_first_picture_of_a_size_is_like_the_later_ones(scene, family):
    from app.canvas import labels

    view = View(at(10, 5), 45.0, (500.0, 300.0), 2.0)
    pictures = []
    for _ in range(2):
        labels._image.cache_clear()  # set every label anew
        pictures.append(draw(scene, view, family))
    assert pictures[0] == pictures[1]


def test_labels_kept_as_pictures_look_like_labels_drawn_in_place(scene, family):
    view = View(at(9, 4), 20.0, (300.0, 200.0), 1.0)
    kept = draw(scene, view, family)
    image = QImage(kept.size(), kept.format())
    painter = QPainter(image)
    painter.translate(0.0, 1e-9)  # no plain picture any more: labels are drawn as outlines
    render(painter, scene, view, RenderOptions(family))
    painter.end()
    a, b = (pixels(one, view, 6.1, 2.1, 11.9, 5.9).astype(int) for one in (kept, image))
    assert abs(a - b).mean() < 1.5, "apart by less than a pixel"
    bare = pixels(draw(scene, view, family, with_labels=False), view, 6.1, 2.1, 11.9, 5.9).astype(int)
    assert abs(a - bare).mean() > 2 * abs(a - b).mean()
