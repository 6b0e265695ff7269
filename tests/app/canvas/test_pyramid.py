from itertools import pairwise

import numpy as np
import pytest
import shapely

from app.canvas.levels import Lines
from app.canvas.outlines import shared_outlines
from app.canvas.paths import geometry_path
from app.canvas.plane import Plane
from app.canvas.pyramid import (
    CHUNK_VERTICES,
    PATH_VERTICES,
    RUN_VERTICES,
    Pyramid,
    level_for,
    spatial_order,
    tolerance_m,
)
from app.canvas.pyramid import simplified as simplified_lines
from layers.flat import flat_shapes


def circle(x, y, r, quad=16):
    return shapely.Point(x, y).buffer(r, quad_segs=quad)


def pyramid_of(geometries):
    return Pyramid(lambda: flat_shapes(np.array(geometries, dtype=object)), Plane(0))


def simplified(geometries, tolerance):
    """Rings and lines in metres, simplified, as shapely lines."""
    flat = flat_shapes(np.array(geometries, dtype=object))
    line = np.arange(len(flat.kind))
    length = (flat.ends - flat.starts).astype(np.intp)
    out = simplified_lines(Lines(flat.vertices, length, flat.kind > 0, line), tolerance)
    return shapely.linestrings(out.xy, indices=np.repeat(np.arange(len(out.length)), out.length))


def test_tolerance_is_at_most_half_a_pixel():
    for mpp in (0.01, 0.3, 1.0, 1.9, 2.0, 37.0, 1000.0):
        assert tolerance_m(level_for(mpp)) <= 0.5 * mpp


def test_the_finest_level_is_the_data_itself():
    shapes = np.array([circle(0, 0, 10)])
    assert shapely.Polygon(simplified(shapes, tolerance_m(level_for(0.05)))[0]).normalize() == shapes[0].normalize()


def test_simplified_lines_stay_within_the_tolerance():
    wiggle = shapely.LineString([(i, np.sin(i)) for i in range(2000)])
    out = simplified(np.array([wiggle]), 4.0)[0]
    assert shapely.get_num_coordinates(out) < 200
    assert shapely.hausdorff_distance(out, wiggle) <= 4.0 + 1e-9


def test_features_smaller_than_the_tolerance_are_left_out_and_collapsed_ones_become_their_box():
    speck, small = circle(0, 0, 0.2), shapely.Polygon([(0, 0), (5, 0.1), (5, 0)])
    out = simplified(np.array([speck, small]), 2.0)
    assert len(out) == 1
    assert out[0].bounds == small.bounds


def test_neighbours_simplified_apart_part_by_less_than_a_pixel():
    rng = np.random.default_rng(3)
    ridge = [(float(x), float(y)) for x, y in zip(range(0, 4001, 4), rng.normal(0, 6, 1001), strict=True)]
    north = shapely.Polygon([*ridge, (4000, 3000), (0, 3000)])
    south = shapely.Polygon([*reversed(ridge), (0, -3000), (4000, -3000)])
    level = 4  # 16 m to the pixel
    a, b = (
        shapely.make_valid(shapely.Polygon(ring)) for ring in simplified(np.array([north, south]), tolerance_m(level))
    )
    band = shapely.LineString(ridge).buffer(2 * tolerance_m(level))
    gap = shapely.box(10, -2990, 3990, 2990).difference(a.union(b))
    assert gap.difference(band).area == pytest.approx(0.0, abs=1e-6)


def test_a_collapsed_hole_stays_a_hole(qapp):
    from PySide6.QtCore import QPointF

    from app.canvas.paths import lines_path

    hole = shapely.Polygon([(40, 40), (44, 40.5), (44, 40)])
    path = lines_path(simplified(np.array([shapely.box(0, 0, 100, 100).difference(hole)]), 3.0))
    assert path.contains(QPointF(20, 20))
    assert not path.contains(QPointF(42, 40.3))


def test_paths_cover_all_features_once_and_only_those_in_sight():
    shapes = np.array([circle(x * 100, y * 100, 30) for x in range(40) for y in range(40)])
    pyramid = pyramid_of(shapes)
    level = level_for(0.1)
    paths = list(pyramid.paths(level, (-100, -100, 5000, 5000)))
    assert sum(path.elementCount() for path in paths) == shapely.get_num_coordinates(shapes).sum()
    assert max(path.elementCount() for path in paths) < 2.2 * PATH_VERTICES
    few = list(pyramid.paths(level, (0, 0, 50, 50)))
    assert 0 < len(few) < len(paths) / 10


def test_a_chunk_is_built_once():
    pyramid = pyramid_of([circle(0, 0, 10)])
    first = next(iter(pyramid.paths(0, (-1, -1, 1, 1))))
    assert next(iter(pyramid.paths(0, (-1, -1, 1, 1)))) is first


def test_long_lines_are_cut_into_runs_that_meet():
    line = shapely.LineString([(i, 0) for i in range(5000)])
    pyramid = pyramid_of([line])
    every = list(pyramid.paths(-2, (0, -1, 5000, 1)))
    assert sum(path.length() for path in every) == pytest.approx(line.length)
    shown = list(pyramid.paths(-2, (0, -1, 100, 1)))
    assert 1 <= len(shown) <= (CHUNK_VERTICES + RUN_VERTICES) / PATH_VERTICES + 2


def test_long_rings_are_filled_whole_and_stroked_in_short_pieces_that_meet():
    angle = np.linspace(0, 2 * np.pi, 5000, endpoint=False)
    ring = shapely.Polygon(np.column_stack([900 * np.cos(angle), 900 * np.sin(angle)]))
    pyramid = pyramid_of([ring, circle(0, 0, 50)])
    extent = (-1000, -1000, 1000, 1000)
    whole = list(pyramid.paths(-2, extent))
    strokes = list(pyramid.paths(-2, extent, as_lines=True))
    assert max(path.elementCount() for path in whole) == 5001
    assert max(path.elementCount() for path in strokes) < 2.2 * PATH_VERTICES
    assert sum(path.length() for path in strokes) == pytest.approx(sum(path.length() for path in whole))

    short = pyramid_of([circle(0, 0, 50)])
    assert list(short.paths(0, extent, as_lines=True)) == list(short.paths(0, extent))


@pytest.mark.parametrize("geometries", [[], [shapely.Polygon()], [shapely.MultiPolygon()]])
def test_nothing_to_draw(geometries):
    assert list(pyramid_of(geometries).paths(0, (0, 0, 1, 1))) == []


def test_spatial_order_is_a_permutation():
    bounds = np.random.default_rng(1).uniform(0, 100, (57, 2))
    order = spatial_order(np.hstack([bounds, bounds + 1]))
    assert sorted(order) == list(range(57))
    assert len(spatial_order(np.zeros((0, 4)))) == 0


def test_any_stretch_of_the_spatial_order_lies_close_together():
    x, y = (grid.ravel() for grid in np.meshgrid(np.arange(32.0), np.arange(32.0)))
    order = spatial_order(np.column_stack([x, y, x, y]))
    for size in (16, 64, 256):
        for start in range(0, 1024, size):
            own = order[start : start + size]
            # As many squares of a chessboard as fit into a square of twice the side, at most.
            assert max(np.ptp(x[own]), np.ptp(y[own])) < 2 * np.sqrt(size)


def test_paths_fill_holes_right_whatever_the_rings_direction(qapp):
    from PySide6.QtCore import QPointF

    shell = shapely.box(0, 0, 10, 10)
    hole = shapely.box(4, 4, 6, 6)
    for polygon in (shell.difference(hole), shapely.reverse(shell.difference(hole))):
        path = geometry_path(np.array([polygon]))
        assert path.contains(QPointF(2, 2))
        assert not path.contains(QPointF(5, 5))


def test_overlapping_features_in_one_path_stay_filled(qapp):
    from PySide6.QtCore import QPointF

    path = geometry_path(np.array([shapely.box(0, 0, 10, 10), shapely.box(5, 0, 15, 10)]))
    assert path.contains(QPointF(7, 5))


def test_shared_outlines_hold_each_edge_once():
    lines = shared_outlines(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    assert shapely.length(lines).sum() == pytest.approx(7.0)


def split(geometries, vertices):
    from app.canvas.paths import oriented, rings_and_lines, short_paths

    return short_paths(*rings_and_lines(oriented(np.array(geometries, dtype=object))), vertices)


def test_short_paths_of_a_long_line_meet_and_lose_nothing(qapp):
    line = shapely.LineString([(i, i % 3) for i in range(1001)])
    paths = split([line], 100)
    assert len(paths) == 11
    ends = [(path.elementAt(0).x, path.elementAt(path.elementCount() - 1).x) for path in paths]
    assert ends[0][0] == 0 and ends[-1][1] == 1000
    assert all(before[1] == after[0] for before, after in pairwise(ends))


def test_short_paths_keep_a_polygon_with_its_holes(qapp):
    from PySide6.QtCore import QPointF

    rows = []
    for i in range(30):
        x = i * 100.0
        rows.append(circle(x, 0, 40, 8).difference(circle(x, 0, 20, 8)))
    rows.append(shapely.LineString([(0, 200), (3000, 200)]))
    paths = split(rows, 50)
    assert 10 < len(paths) <= 31
    for i in range(30):
        assert sum(path.contains(QPointF(i * 100.0 + 30.0, 0.0)) for path in paths) == 1
        assert not any(path.contains(QPointF(i * 100.0, 0.0)) for path in paths)
    assert sum(path.elementCount() for path in paths) == shapely.get_num_coordinates(np.array(rows)).sum()


def test_short_paths_of_nothing(qapp):
    assert split([], 10) == []


def boxed(*paths):
    from app.canvas.paths import BoxedPaths

    return BoxedPaths(list(paths), np.zeros((len(paths), 4)))


def test_kept_paths_are_bounded_over_all_layers_and_go_with_theirs():
    from app.canvas.path_cache import PathCache

    (path,) = split([circle(0, 0, 10, 25)], 1000)  # 101 vertices
    cache = PathCache(1000)
    for chunk in range(12):
        cache.put((chunk % 2, 0, chunk), boxed(path, path) if chunk % 3 else boxed(path))
        assert cache.get((0, 0, 0)) is not None, "what is looked at stays"
    assert cache._held <= 1000
    assert cache.get((1, 0, 1)) is None
    cache.forget(0)
    cache.put((1, 5, 5), boxed(path))
    assert cache.get((0, 0, 0)) is None
    assert cache._held == sum(size for _, size, _ in cache._paths.values())


def test_what_the_last_pictures_did_not_show_is_kept_up_to_a_smaller_number():
    from app.canvas.path_cache import PathCache

    (path,) = split([circle(0, 0, 10, 25)], 1000)  # 101 vertices
    cache = PathCache(10_000, idle=500)
    cache.begin_picture()
    for chunk in range(20):
        cache.put((0, 0, chunk), boxed(path))
    cache.begin_picture()
    assert cache.get((0, 0, 3)) is not None
    assert len(cache._paths) == 20, "a view and its surroundings are two pictures"
    cache.begin_picture()
    assert cache.holds((0, 0, 3)), "shown by the last picture"
    assert cache._held <= 500


def test_only_paths_that_touch_the_box_are_given(qapp):
    from app.canvas.paths import boxed_paths

    xy = np.array([(0, 0), (1, 0), (1, 1), (0, 0), (10, 10), (11, 10), (11, 11), (10, 10)], dtype=float)
    made = boxed_paths(xy, np.array([4, 4]), np.array([True, True]), np.array([0, 1]), 4)
    assert made.boxes.tolist() == [[0, 0, 1, 1], [10, 10, 11, 11]]
    assert made.touching(-1, -1, 20, 20) is made.paths
    assert made.touching(10.5, 10.5, 12, 12) == [made.paths[1]]
    assert made.touching(1, 1, 1.5, 1.5) == [made.paths[0]], "a box that is only touched counts"
    assert made.touching(2, 2, 9, 9) == []


def test_boxes_of_a_line_that_goes_on_in_the_next_path_share_its_vertex(qapp):
    from app.canvas.paths import boxed_paths

    xy = np.column_stack([np.arange(10.0), np.zeros(10)])
    made = boxed_paths(xy, np.array([10]), np.array([False]), np.array([0]), 4)
    assert made.boxes[:, [0, 2]].tolist() == [[0, 3], [3, 7], [7, 9]]
    for path, box in zip(made.paths, made.boxes, strict=True):
        assert path.controlPointRect().getCoords() == pytest.approx(tuple(box))


def test_scales_at_which_simplifying_would_not_pay_share_the_finest_level(qapp, monkeypatch):
    monkeypatch.setattr("app.canvas.pyramid._KEPT_WHOLE", 0)
    monkeypatch.setattr("app.canvas.pyramid._FINER_KEPT", 3)
    rng = np.random.default_rng(2)
    wavy = [shapely.LineString(np.column_stack([np.arange(400.0) * 50 + x, rng.normal(0, 5, 400)])) for x in range(50)]
    pyramid = pyramid_of(np.array(wavy))
    coarsest = pyramid.levels_to_keep[0]
    assert pyramid._drawn(coarsest) == coarsest, "what is kept is drawn as it is kept"
    assert pyramid._drawn(0) == pyramid._drawn(-1) == -2
    box = (0, -10, 100, 10)
    assert list(pyramid.paths(0, box)) == list(pyramid.paths(-1, box)) == list(pyramid.paths(-2, box))


def test_a_dense_layer_is_simplified_where_it_pays(qapp, monkeypatch):
    monkeypatch.setattr("app.canvas.pyramid._KEPT_WHOLE", 0)
    rng = np.random.default_rng(2)
    dense = [
        shapely.LineString(np.column_stack([np.arange(800.0) * 20 + x, rng.normal(0, 0.1, 800)])) for x in range(60)
    ]
    pyramid = pyramid_of(np.array(dense))
    beyond = min(pyramid.levels_to_keep) - 1
    assert beyond > -2, "else nothing is tested"
    assert pyramid._drawn(beyond) == beyond
