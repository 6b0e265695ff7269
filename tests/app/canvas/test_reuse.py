"""A picture put together from the one before and what that left bare is the picture drawn afresh."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from app.canvas import build_scene
from app.canvas.render import RenderOptions, render_image
from app.canvas.reuse import Base, bare_parts, part_of, place_in
from app.canvas.view import View
from app.canvas.worker import RenderWorker, Request, _is_useful
from app.fonts import packaged_family
from layers.sample import build_sample_plan


@pytest.fixture(scope="module")
def scene(tmp_path_factory, qapp):
    path = tmp_path_factory.mktemp("reuse") / "sample.lianfang.gpkg"
    with build_sample_plan(path, date(2026, 1, 1)) as store, store.reader() as reader:
        return build_scene(reader)


@pytest.fixture
def worker(qapp):
    worker = RenderWorker()
    worker.close()
    worker._closing = False
    worker._cancel = False
    return worker


def drawn(worker: RenderWorker, scene, view: View) -> QImage:
    got = []
    worker.drawn.connect(got.append)
    worker._draw(Request(scene, view, RenderOptions(packaged_family())))
    worker.drawn.disconnect()
    return got[-1].image


def pixels(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def nearly_same(one: QImage, other: QImage) -> bool:
    """Seams, where curves were cut and dashes begin anew, may differ in a few pixels."""
    return float((np.abs(pixels(one) - pixels(other)).max(axis=2) > 24).mean()) < 0.002


@pytest.mark.parametrize("dpr", [1.0, 1.5])
@pytest.mark.parametrize("moved", [(120, 0), (-90, 0), (0, 80), (60, -48), (300, 200)])
def test_a_dragged_picture_is_the_one_drawn_afresh(scene, worker, moved, dpr):
    view = View.fitting(scene.extent, (600, 400), dpr).zoomed(2.0)
    drawn(worker, scene, view)
    there = view.panned(*moved)
    assert place_in(worker._base, scene, there) == QPoint(round(moved[0] * dpr), round(moved[1] * dpr))
    assert nearly_same(drawn(worker, scene, there), render_image(scene, there, RenderOptions(packaged_family())))


def test_surroundings_are_drawn_around_what_is_there(scene, worker):
    view = View.fitting(scene.extent, (600, 400)).zoomed(3.0)
    drawn(worker, scene, view)
    wide = view.widened(1.5)
    assert nearly_same(drawn(worker, scene, wide), render_image(scene, wide, RenderOptions(packaged_family())))


@pytest.mark.parametrize("zoom", [1.0, 8.0])  # close up names lie along rivers
def test_names_are_written_once(scene, worker, zoom):
    view = View.fitting(scene.extent, (600, 400)).zoomed(zoom)
    first = drawn(worker, scene, view)
    assert worker._base is not None
    bare = QImage(first.size(), QImage.Format.Format_RGB32)
    painter = QPainter(bare)
    worker._base.lay(painter, QPoint(0, 0))
    painter.end()
    assert (pixels(bare) != pixels(first)).any(), "names are on the picture, not in what is copied from it"
    without = render_image(scene, view, RenderOptions(packaged_family(), with_labels=False))
    assert (pixels(bare) == pixels(without)).all(), "nothing is left of a name"
    assert worker._base.image is first, "one picture is kept, not two"
    assert (pixels(drawn(worker, scene, view)) == pixels(first)).all()


def test_another_scale_scene_or_half_a_pixel_is_drawn_afresh(scene, worker):
    view = View.fitting(scene.extent, (600, 400))
    base = Base(QImage(600, 400, QImage.Format.Format_RGB32), view, scene)
    assert place_in(base, scene, view) == QPoint(0, 0)
    assert place_in(None, scene, view) is None
    assert place_in(base, scene, view.zoomed(1.01)) is None
    assert place_in(base, scene, view.panned(0.5, 0.0)) is None
    assert place_in(base, scene, view.panned(700, 0.0)) is None, "nothing in common"
    assert place_in(base, object(), view) is None


def test_bare_parts_and_what_is_covered_make_up_the_view():
    view = View((0.0, 0.0), 10.0, (100.0, 80.0), 1.0)
    for covered in (QRect(20, 0, 100, 80), QRect(-30, 25, 100, 80), QRect(10, 10, 50, 40), QRect(0, 0, 100, 80)):
        parts = bare_parts(covered, view)
        shown = covered.intersected(QRect(0, 0, 100, 80))
        assert sum(part.width() * part.height() for part in parts) + shown.width() * shown.height() == 8000
        boxes = [shapely.box(*part_of(view, part).extent) for part in parts]
        whole = shapely.union_all([*boxes, shapely.box(*part_of(view, shown).extent)])
        assert whole.bounds == pytest.approx(view.extent)
        assert shapely.area(whole) == pytest.approx(8000 * 100)


def test_surroundings_of_a_scale_that_was_left_do_not_keep_the_new_one_waiting(scene):
    view = View.fitting(scene.extent, (600, 400))
    options = RenderOptions(packaged_family())
    margin = Request(scene, view.widened(1.5), options, is_margin=True)
    picture = Request(scene, view, options)
    zoomed, moved = Request(scene, view.zoomed(1.5), options), Request(scene, view.panned(40, 0), options)
    assert not _is_useful(margin, zoomed), "what is seen is on screen already"
    assert _is_useful(margin, moved), "the map is dragged into what is being drawn"
    assert _is_useful(picture, zoomed), "while the wheel turns some picture must get done"
