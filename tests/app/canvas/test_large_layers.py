"""A layer too large for a shape of each feature answers as a small one does, and draws as its shapes would."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QApplication

from app.canvas import RenderOptions, View, shapes
from app.canvas.paths import geometry_path
from app.canvas.render import blank_image, render_image
from app.canvas.scene import Group, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.snapping import SnapIndex, SnapKind, index_of
from app.canvas.strokes import stroke, stroke_paths, thinned
from app.canvas.styles import theme
from layers.flat import flat_shapes

from .conftest import EPSG, X0, Y0, stored

EXTENT = (X0, Y0, X0 + 40_000.0, Y0 + 30_000.0)


def woods(count=400):
    rng = np.random.default_rng(11)
    made = np.empty(count, dtype=object)
    for i, (x, y) in enumerate(rng.uniform(EXTENT[:2], EXTENT[2:], (count, 2))):
        wood = shapely.Point(x, y).buffer(rng.uniform(150, 900), quad_segs=7)
        made[i] = wood.difference(shapely.Point(x, y).buffer(60)) if i % 5 == 0 else wood
    return made


@pytest.fixture
def both(monkeypatch):
    """The same woods as a small layer and as a large one."""
    metric = woods()
    degrees = np.array([stored(one) for one in metric], dtype=object)
    uids = [f"w{i}" for i in range(len(metric))]
    small = Shapes(degrees, EPSG, uids)
    assert small.is_small
    small.prepare()
    monkeypatch.setattr(shapes, "SMALL_VERTICES", 0)
    large = Shapes(flat_shapes(degrees), EPSG, uids)
    assert not large.is_small
    assert not large.is_ready
    large.prepare()
    assert large.is_ready
    return small, large


def test_a_point_finds_the_same_features(both):
    small, large = both
    for x, y in np.random.default_rng(2).uniform(EXTENT[:2], EXTENT[2:], (200, 2)):
        assert large.near(x, y, 150.0) == small.near(x, y, 150.0)
    assert large._metric is None, "no shape was made of what is not near"


def test_a_box_finds_at_least_the_same_features(both):
    small, large = both
    for x, y in np.random.default_rng(3).uniform(EXTENT[:2], EXTENT[2:], (50, 2)):
        box = (x, y, x + 3000.0, y + 2000.0)
        found, more = set(small.in_box(box).tolist()), set(large.in_box(box).tolist())
        assert found <= more
        assert len(more) <= len(found) + 3
        assert large.any_in(box) == small.any_in(box)
    assert not large.any_in((X0 - 9000.0, Y0, X0 - 8000.0, Y0 + 1000.0))


def test_shapes_and_extents_are_the_same(both):
    small, large = both
    assert large.extent == pytest.approx(small.extent, abs=60.0)
    assert shapely.equals_exact(large.shape(7).normalize(), small.shape(7).normalize(), 1e-6)
    assert large.shape(7) is large.shape(7), "kept for the next picture"
    some = large.subset(np.array([3, 7, 9]))
    assert shapely.equals_exact(some.shape(1), large.shape(7), 1e-6)
    assert some.rows_of(large).tolist() == [3, 7, 9]


def test_snapping_finds_the_same_corners_and_edges(both):
    small, large = both
    of_small, of_large = index_of(small), index_of(large)
    kinds = set()
    for x, y in np.random.default_rng(4).uniform(EXTENT[:2], EXTENT[2:], (300, 2)):
        a, b = of_small.snap(x, y, 120.0), of_large.snap(x, y, 120.0)
        assert (a is None) == (b is None)
        if a is not None and b is not None:
            kinds.add(a[0].kind)
            assert (b[0].x, b[0].y) == pytest.approx((a[0].x, a[0].y), abs=1e-3)
            assert (b[0].kind, b[0].target) == (a[0].kind, a[0].target)
    assert {SnapKind.VERTEX, SnapKind.EDGE} <= kinds
    box = (X0 + 5000.0, Y0 + 5000.0, X0 + 9000.0, Y0 + 9000.0)
    # A ring may run the other way round.
    middles = [one.edges_in(box).mean(axis=1) for one in (of_small, of_large)]
    ordered = [one[np.lexsort(one.T)] for one in middles]
    assert len(ordered[0]) > 100
    assert ordered[0] == pytest.approx(ordered[1], abs=1e-3)


def test_boxes_of_runs_hold_the_straight_edges_between_far_vertices():
    far = np.array([stored(shapely.LineString([(X0 - 60_000, Y0), (X0 + 60_000, Y0)]))], dtype=object)
    index = SnapIndex.of_shapes(Shapes(flat_shapes(far), EPSG, ["a"]))
    for x in np.linspace(X0 - 59_000, X0 + 58_000, 21):
        found = index.snap(float(x), Y0 + 1.0, 2.0)
        assert found is not None and found[0].kind is SnapKind.EDGE


def test_the_picture_is_that_of_the_shapes_themselves(both, qapp, family):
    """Drawn once by the renderer and once as plain paths of every vertex; 20 m to the pixel."""
    _, large = both
    style = replace(theme("print").style("forest"), pattern="")
    layers = (SceneLayer("f", "forest", "", Group.AREA, (Part("forest", style, large),)),)
    scene = Scene(layers, EPSG, theme("print"))
    view = View((X0 + 20_000, Y0 + 15_000), 40.0, (1000.0, 750.0))
    shown = render_image(scene, view, RenderOptions(family))

    plain = blank_image(view)
    plain.fill(QColor(theme("print").ground))
    painter = QPainter(plain)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform(view.device_transform()))
    for wood in woods():
        painter.fillPath(geometry_path(np.array([wood], dtype=object)), QBrush(QColor(style.fill)))
    painter.end()

    a, b = (np.frombuffer(image.constBits(), np.uint8).reshape(750, 1000, 4).astype(int) for image in (shown, plain))
    off = np.abs(a - b)[..., :3].max(axis=2)
    # Simplified to half a pixel: outlines differ by a shade here and there, nothing else does.
    assert off.mean() < 1.0
    assert (off > 24).mean() < 0.004
    assert (np.abs(a - a[0, 0])[..., :3].max(axis=2) > 10).mean() > 0.2, "there is something to see"


# --- lines over the picture --------------------------------------------------------------------------


def test_a_long_line_is_thinned_to_what_can_be_seen_and_stroked_in_short_pieces(qapp):
    angle = np.linspace(0, 2 * np.pi, 10_001)
    ring = np.column_stack([500 + 300 * np.cos(angle), 400 + 300 * np.sin(angle)])
    thin = thinned(ring)
    assert len(thin) < 500
    assert shapely.hausdorff_distance(shapely.LinearRing(thin), shapely.LinearRing(ring)) <= 0.26
    paths = stroke_paths([ring])
    assert max(path.elementCount() for path in paths) <= 101
    assert sum(path.length() for path in paths) == pytest.approx(shapely.LineString(ring).length)


def test_a_translucent_line_is_nowhere_darker_where_its_pieces_meet(qapp):
    assert isinstance(qapp, QApplication)
    line = np.column_stack([np.linspace(20, 380, 1000), np.full(1000, 50.0)])

    def drawn(paths: list[QPainterPath]):
        view = View((0.0, 0.0), 1.0, (400.0, 100.0))
        image = blank_image(view)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        stroke(painter, paths, QColor(255, 0, 0, 100), 8.0)
        painter.end()
        return np.frombuffer(image.constBits(), np.uint8).reshape(100, 400, 4)[50, 40:360, 0]

    pieces = stroke_paths([line])
    assert len(pieces) == 10
    whole = stroke_paths([line[[0, -1]]])
    assert np.abs(drawn(pieces).astype(int) - drawn(whole)).max() <= 2
