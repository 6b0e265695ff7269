"""What cannot be drawn is left out and told once; everything else is drawn, on screen and on paper."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import QPoint, QPointF
from rasterio.transform import from_origin

from app.canvas import RenderOptions, View, build_scene, render_image
from layers.kinds import Role, Shape

from .conftest import at, move, record, shown_color


@pytest.fixture
def truncated(tmp_path):
    """A raster whose file ends early: it opens, and fails when it is read."""
    path = tmp_path / "cut.tif"
    x, y = at(0, 10)
    with rasterio.open(
        path, "w", driver="GTiff", width=400, height=200, count=1, dtype="float32", crs="EPSG:4548",
        transform=from_origin(x, y, 50.0, 50.0),
    ) as target:  # fmt: skip
        target.write(np.random.default_rng(1).random((1, 200, 400)).astype(np.float32))
    path.write_bytes(path.read_bytes()[:20_000])
    return path


def with_raster(plan, path, role=Role.TERRAIN, position=9):
    plan.records.append(replace(record("raster", role, Shape.RASTER, position), raster_path=str(path)))


def settle(qtbot, canvas, plan):
    told = []
    canvas.layer_failed.connect(lambda *args: told.append(args))
    canvas.set_scene(build_scene(plan, previous=canvas.scene))
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)
    return told


@pytest.mark.parametrize("role", [Role.TERRAIN, Role.BASEMAP])
def test_a_truncated_raster_is_told_once_and_the_rest_is_drawn(qtbot, canvas, plan, truncated, role):
    before = canvas.grab().toImage()
    with_raster(plan, truncated, role)
    told = settle(qtbot, canvas, plan)
    canvas.set_scene(build_scene(plan, previous=canvas.scene))
    canvas.request_picture()
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)
    assert [uid for uid, _ in told] == ["raster"]
    assert "raster" in told[0][1] and "{" not in told[0][1]
    assert canvas.grab().toImage() == before


def test_a_missing_raster_is_named_and_drawn_once_it_is_back(qtbot, canvas, plan, tmp_path):
    path = tmp_path / "gone.tif"
    with_raster(plan, path, Role.BASEMAP, -1)
    told = settle(qtbot, canvas, plan)
    assert len(told) == 1 and str(path) in told[0][1]
    x, y = at(0, 10)
    with rasterio.open(
        path, "w", driver="GTiff", width=200, height=100, count=3, dtype="uint8", crs="EPSG:4548",
        transform=from_origin(x, y, 100.0, 100.0),
    ) as target:  # fmt: skip
        target.write(np.full((3, 100, 200), 77, dtype=np.uint8))
    canvas.set_scene(build_scene(plan, previous=canvas.scene))
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)
    px, py = canvas.view.to_px(*at(2, 8))
    assert shown_color(canvas, QPointF(px, py)) == "#4D4D4D"
    assert len(told) == 1


def test_a_missing_library_is_a_problem_of_the_layer(plan, qapp, family, truncated, monkeypatch):
    import sys

    with_raster(plan, truncated)
    monkeypatch.setitem(sys.modules, "rasterio", None)
    failed = []
    view = View(at(5, 5), 40.0, (300.0, 300.0))
    options = RenderOptions(family, failed=lambda layer, error: failed.append((layer.uid, str(error))))
    image = render_image(build_scene(plan), view, options)
    assert [uid for uid, _ in failed] == ["raster"] and "rasterio" in failed[0][1]
    px, py = view.to_px(*at(2, 9))
    assert image.pixelColor(round(px), round(py)).name().upper() == build_scene(plan).theme.style("forest").fill


def test_a_table_that_cannot_be_read_leaves_the_others(plan, qapp, family, monkeypatch):
    read = plan.frame

    def broken(uid):
        if uid == "wood":
            raise OSError("database disk image is malformed")
        return read(uid)

    whole = build_scene(plan)
    monkeypatch.setattr(plan, "frame", broken)
    monkeypatch.setattr(plan, "reaches", lambda: 1 / 0)
    failed = []
    options = RenderOptions(family, with_labels=False, failed=lambda layer, _: failed.append(layer.uid))
    scene = build_scene(plan)
    view = View(at(5, 8), 20.0, (400.0, 400.0))
    image = render_image(scene, view, options)
    assert failed == ["wood", "reaches"]
    assert "malformed" in scene.layer("wood").problem
    assert [layer.uid for layer in scene.layers] == [layer.uid for layer in whole.layers]
    px, py = view.to_px(*at(2, 9))
    assert image.pixelColor(round(px), round(py)).name().upper() == scene.theme.style("county").fill


@pytest.mark.parametrize("is_vector", [False, True])
def test_a_layer_that_breaks_halfway_leaves_the_painter_as_it_was(plan, qapp, family, is_vector, monkeypatch):
    from app.canvas.pyramid import Pyramid

    plan.change_record("wood", opacity=0.5)
    scene = build_scene(plan)
    view = View(at(10, 5), 50.0, (400.0, 300.0))
    for _ in range(2):
        with_wood = render_image(scene, view, RenderOptions(family, is_vector=is_vector))
    without = render_image(scene.with_layers(wood={"visible": False}), view, RenderOptions(family, is_vector=is_vector))
    wood = scene.layer("wood").parts[0].shapes.pyramid
    whole = Pyramid.paths

    def broken(self, level, extent, **how):
        if self is wood:
            raise MemoryError("no room")
        return whole(self, level, extent, **how)

    monkeypatch.setattr(Pyramid, "paths", broken)
    failed = []
    options = RenderOptions(family, is_vector=is_vector, failed=lambda layer, error: failed.append(layer.uid))
    assert render_image(scene, view, options) == without != with_wood
    assert failed == ["wood"]


def test_hovering_gets_ready_although_one_layer_cannot(qtbot, canvas, plan, monkeypatch):
    scene = build_scene(plan)
    broken = scene.layer("wood").parts[0].shapes
    monkeypatch.setattr(type(broken), "metric", property(_raise_for(broken, type(broken).metric)))
    with qtbot.waitSignal(canvas._pictures.prepared, timeout=5000, check_params_cb=lambda one: one is scene):
        canvas.set_scene(scene)
    assert scene.layer("counties").parts[0].shapes.is_ready
    assert not broken.is_ready
    move(canvas, QPoint(300, 200))


def _raise_for(broken, whole):
    def metric(self):
        if self is broken:
            raise ValueError("cannot be projected")
        return whole.fget(self)

    return metric
