from __future__ import annotations

import struct

import numpy as np
import pytest
import shapely

from layers.plan.geometry_blob import decode, encode, total_bounds

SHAPES = [
    shapely.Point(116.5, 40.25),
    shapely.LineString([(116, 40), (117, 41)]),
    shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
    shapely.MultiPoint([(1, 2), (3, 4)]),
    shapely.Polygon(),
]


def test_shapes_come_back_exactly() -> None:
    back = decode(encode(SHAPES))
    assert [shape.geom_type for shape in back] == [shape.geom_type for shape in SHAPES]
    assert all(shapely.equals_exact(a, b, 0) for a, b in zip(back, SHAPES, strict=True))


def test_a_missing_shape_stays_missing() -> None:
    missing, there = decode(encode([None, SHAPES[0]]))
    assert missing is None and there == SHAPES[0]


def test_header_is_what_the_standard_says() -> None:
    (blob,) = encode([shapely.box(1, 2, 3, 5)])
    assert blob is not None
    magic, version, flags, srs, *box = struct.unpack_from("<2sBBi4d", blob)
    assert (magic, version, srs, box) == (b"GP", 0, 4490, [1, 3, 2, 5])
    assert flags == 0b00000011  # xy envelope, little endian, not empty, standard type
    assert blob[40:] == shapely.to_wkb(shapely.box(1, 2, 3, 5), byte_order=1)


def test_an_empty_shape_says_so() -> None:
    (blob,) = encode([shapely.Polygon()])
    assert blob is not None and blob[3] & 0b00010000


def test_heights_are_left_out() -> None:
    (shape,) = decode(encode([shapely.Point(1, 2, 3)]))
    assert not shape.has_z


def test_envelopes_of_other_writers_are_skipped() -> None:
    body = shapely.to_wkb(shapely.Point(1, 2))
    xyzm = struct.pack("<2sBBi8d", b"GP", 0, 0b1001, 4490, *range(8)) + body
    assert decode([xyzm])[0] == shapely.Point(1, 2)


def test_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="GeoPackage"):
        decode([b"not a geometry"])


def test_bounds_from_the_heads() -> None:
    blobs = [blob[:40] for blob in encode([*SHAPES, shapely.Point(-7, 50)]) if blob is not None]
    assert total_bounds(blobs) == (-7, 0, 117, 50)
    assert total_bounds([]) is None


def test_one_point_in_bounds() -> None:
    assert total_bounds(encode([shapely.Point(1, 2)])) == (1, 2, 1, 2)


def test_order_is_kept_for_mixed_rows() -> None:
    shapes = np.array([SHAPES[i % len(SHAPES)] for i in range(50)], dtype=object)
    back = decode(encode(shapes))
    assert all(a.equals_exact(b, 0) for a, b in zip(back, shapes, strict=True))
