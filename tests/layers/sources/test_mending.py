from __future__ import annotations

import numpy as np
import pytest
import shapely

from layers.kinds import Shape
from layers.sources import mending
from layers.sources.mending import Mended


def array(*geometries: shapely.Geometry | None) -> np.ndarray:
    out = np.empty(len(geometries), dtype=object)
    out[:] = geometries
    return out


def counts(marks: list) -> dict[str, int]:
    return {mark.code: mark.problem.facts["count"] for mark in marks}


def test_bow_tie_becomes_two_triangles_of_the_same_area() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    out = mending.make_valid(Mended(Shape.POLYGON, array(bow), np.arange(1)))
    assert shapely.is_valid(out.geometries).all()
    assert shapely.area(out.geometries[0]) == pytest.approx(0.5)
    assert counts(out.marks) == {"mended_invalid": 1}


def test_valid_shapes_are_left_byte_for_byte() -> None:
    box = shapely.box(0, 0, 1, 1)
    out = mending.make_valid(Mended(Shape.POLYGON, array(box), np.arange(1)))
    assert shapely.to_wkb(out.geometries[0]) == shapely.to_wkb(box)
    assert out.marks == []


def test_polygons_without_area_and_lines_without_length_are_dropped_and_counted() -> None:
    flat = shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    out = mending.make_valid(Mended(Shape.POLYGON, array(flat, shapely.box(0, 0, 1, 1)), np.arange(2)))
    assert out.rows.tolist() == [1]
    assert counts(out.marks) == {"dropped_unusable": 1}
    dot = shapely.LineString([(0, 0), (0, 0)])
    assert counts(mending.make_valid(Mended(Shape.LINE, array(dot), np.arange(1))).marks) == {"dropped_unusable": 1}


def test_z_and_m_fall_away() -> None:
    out, rows, marks = mending.clean(array(shapely.Point(1, 2, 3), shapely.Point(1, 2)))
    assert not shapely.has_z(out).any()
    assert rows.tolist() == [0, 1]
    assert counts(marks) == {"dropped_z": 1}


def test_empty_and_missing_are_dropped_and_counted() -> None:
    out, rows, marks = mending.clean(array(None, shapely.Point(), shapely.Point(1, 2), shapely.MultiPolygon()))
    assert rows.tolist() == [2]
    assert len(out) == 1
    assert counts(marks) == {"dropped_empty": 3}


def test_non_finite_coordinates_are_taken_out_and_shapes_kept_where_possible() -> None:
    inf = float("inf")
    line = shapely.LineString([(0, 0), (inf, 1), (2, 2)])
    ring = shapely.Polygon([(0, 0), (1, 0), (1, inf), (1, 1), (0, 1), (0, 0)])
    point = shapely.Point(inf, 40)
    short = shapely.LineString([(0, 0), (inf, inf)])
    out, rows, marks = mending.clean(array(line, ring, point, short))
    assert rows.tolist() == [0, 1]
    assert shapely.length(out[0]) == pytest.approx(np.hypot(2, 2))
    assert shapely.area(out[1]) == pytest.approx(1.0)
    assert counts(marks) == {"mended_non_finite": 2, "dropped_non_finite": 2}
    assert marks[0].facts["coordinates"] == 2


def test_non_finite_parts_of_multi_shapes() -> None:
    good = shapely.box(0, 0, 1, 1)
    bad = shapely.Polygon([(float("inf"), 0), (1, 0), (1, float("inf")), (1, 0)])
    kept = mending.without_non_finite(shapely.MultiPolygon([good, bad]))
    assert kept is not None
    assert shapely.area(kept) == 1.0


def test_one_wild_vertex_does_not_make_degrees_a_projection() -> None:
    lines = array(*[shapely.LineString([(116 + i, 40), (116.5 + i, 40), (117 + i, 40)]) for i in range(5)])
    wild = shapely.LineString([(116, 40), (1e300, 40), (117, 40)])
    out, rows, marks = mending.clean(mending.without_stray_degrees(array(*lines, wild)))
    assert len(rows) == 6
    assert shapely.get_coordinates(out[5]).tolist() == [[116, 40], [117, 40]]
    assert counts(marks) == {"mended_non_finite": 1}
    metres = array(shapely.LineString([(39.5e6, 4.4e6), (39.6e6, 4.4e6)]))
    assert mending.without_stray_degrees(metres) is metres


def test_unclosed_ring_is_closed_and_counted() -> None:
    closed = shapely.box(0, 0, 1, 1)
    raw = bytearray(shapely.to_wkb(closed))
    raw[9:13] = (4).to_bytes(4, "little")  # one vertex fewer: the closing one
    wkb = np.array([bytes(raw[:-16]), shapely.to_wkb(closed)], dtype=object)
    out, marks = mending.decode(wkb)
    assert shapely.area(out[0]) == pytest.approx(1.0)
    assert counts(marks) == {"rings_closed": 1}


def test_mixed_shapes_are_parted_and_collections_taken_apart() -> None:
    mixed = shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    parts = mending.split(array(shapely.Point(5, 5), mixed, shapely.LineString([(0, 0), (1, 1)])), np.array([7, 8, 9]))
    found = {one.shape: one for one in parts}
    assert found[Shape.POINT].rows.tolist() == [7, 8]
    assert found[Shape.POLYGON].rows.tolist() == [8]
    assert found[Shape.POLYGON].geometries[0].geom_type == "MultiPolygon"
    assert found[Shape.LINE].rows.tolist() == [9]
    assert parts[0].shape is Shape.POINT
    assert all(one.marks[0].code == "split_mixed" for one in parts)
