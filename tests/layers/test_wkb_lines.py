"""Rings and lines read from bytes are those that GEOS reads; what is not plain is left to GEOS."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from layers.flat import flat_shapes, from_batches
from layers.plan import geometry_blob
from layers.wkb_lines import WkbLines, lines_of

HOLED = shapely.Polygon(
    [(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (1, 2), (2, 2), (2, 1)], [(5, 5), (6, 5), (6, 6), (5, 6)]]
)
SQUARE = shapely.box(20, 20, 21, 21)
BENT = shapely.LineString([(0, 0), (1, 2), (3, 1)])
PLAIN = [
    SQUARE,
    HOLED,
    BENT,
    shapely.MultiPolygon([SQUARE, HOLED, shapely.box(30, 30, 31, 32)]),
    shapely.MultiLineString([BENT, [(5, 5), (6, 6)]]),
    shapely.MultiPolygon([HOLED]),
]


def read(*shapes: shapely.Geometry) -> WkbLines | None:
    return of_bytes([shapely.to_wkb(shape, byte_order=1) for shape in shapes])


def of_bytes(parts: list[bytes]) -> WkbLines | None:
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return lines_of(b"".join(parts), np.append(0, ends[:-1]), ends)


def test_a_square_with_a_hole_by_hand():
    found = read(shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 0)], [[(1, 1), (2, 1), (2, 2), (1, 1)]]), BENT)
    assert found.length.tolist() == [4, 4, 3]
    assert (found.is_ring.tolist(), found.is_hole.tolist()) == ([True, True, False], [False, True, False])
    assert (found.feature.tolist(), found.count) == ([0, 0, 1], 2)
    assert found.coords[4:6].tolist() == [[1, 1], [2, 1]]


@pytest.mark.parametrize("number", range(4))
def test_arrays_are_the_same_either_way(number):
    chosen = np.random.default_rng(number).permutation(PLAIN * 3)
    shapes = np.array([shapely.transform(one, lambda xy, i=i: xy + i) for i, one in enumerate(chosen)], dtype=object)
    lines = geometry_blob.decoded_lines(geometry_blob.encode(shapes))
    assert lines is not None
    assert from_batches([lines]).equals(flat_shapes(shapes))
    assert from_batches([lines, shapes, lines]).equals(flat_shapes(np.concatenate([shapes] * 3)))


@pytest.mark.parametrize(
    "other",
    [
        shapely.Point(1, 2),
        shapely.MultiPoint([(1, 2), (3, 4)]),
        shapely.GeometryCollection([SQUARE, BENT]),
        shapely.LineString([(0, 0, 1), (1, 1, 2)]),
    ],
)
def test_what_is_not_plain_is_left_to_geos(other):
    assert read(SQUARE, other) is None
    assert of_bytes([shapely.to_wkb(SQUARE, byte_order=0)]) is None, "the other byte order"


def test_blobs_with_gaps_points_or_nothing_are_left_to_geos():
    for odd in (None, shapely.Point(1, 2), shapely.Polygon()):
        assert geometry_blob.decoded_lines(geometry_blob.encode([SQUARE, odd])) is None
    assert geometry_blob.decoded_lines([]) is None


def test_empty_parts_are_passed_over_as_geos_does():
    for empty in (shapely.Polygon(), shapely.LineString(), shapely.MultiPolygon(), shapely.MultiLineString()):
        found = read(SQUARE, empty, BENT)
        assert (found.feature.tolist(), found.count) == ([0, 2], 3)


def test_open_rings_and_lines_of_one_vertex_are_left_to_geos():
    square = bytearray(shapely.to_wkb(SQUARE, byte_order=1))
    square[-16:-8] = np.float64(99.0).tobytes()
    assert of_bytes([bytes(square)]) is None
    with pytest.raises(shapely.GEOSException):
        shapely.from_wkb(bytes(square))
    line = bytearray(shapely.to_wkb(BENT, byte_order=1))[: 9 + 16]
    line[5] = 1
    assert of_bytes([bytes(line)]) is None


def test_damaged_bytes_are_never_taken_for_lines_that_reach_beyond_them():
    whole = shapely.to_wkb(shapely.MultiPolygon([SQUARE, HOLED]), byte_order=1)
    for size in range(len(whole)):
        assert of_bytes([whole[:size], whole]) is None
    assert of_bytes([whole + b"\0"]) is None, "bytes too many"
    random = np.random.default_rng(5)
    for _ in range(400):
        broken = bytearray(whole)
        broken[int(random.integers(0, 40))] = int(random.integers(0, 256))
        found = of_bytes([bytes(broken), whole])
        if found is not None:
            same = shapely.from_wkb([bytes(broken), whole])
            assert from_batches([found]).equals(flat_shapes(same))
