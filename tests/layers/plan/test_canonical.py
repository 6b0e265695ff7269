"""Values in canonical form, worked out by hand."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.plan import canonical, canonical_geometry, geometry_blob


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, 9, b"d0;"),
        (-0.0, 9, b"d0;"),
        (-0.0004, 3, b"d0;"),
        (5, 9, b"d5;"),
        (5.0, 9, b"d5;"),
        (100.0, 0, b"d100;"),
        (1200, 2, b"d1200;"),
        (0.1 + 0.2, 9, b"d0.3;"),
        (-1.23456, 3, b"d-1.235;"),
        (0.125, 2, b"d0.12;"),  # half to even
        (1e21, 3, b"d1000000000000000000000;"),
        (2**63 - 1, 0, b"d9223372036854775807;"),
    ],
)
def test_numbers(value: float, decimals: int, expected: bytes) -> None:
    assert canonical.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("name", "decimals"),
    [("area_m2", 2), ("length_m", 3), ("area_ha", 6), ("areas_ha", 6), ("depot_own_km", 6), ("score", 9), ("m", 9)],
)
def test_decimals_follow_the_unit_in_the_name(name: str, decimals: int) -> None:
    assert canonical.decimals_of(name) == decimals


def test_text_is_taken_as_it_is() -> None:
    assert canonical.text("怀柔") == b"t6:\xe6\x80\x80\xe6\x9f\x94"
    assert canonical.text("é") != canonical.text("e\u0301")
    assert canonical.text("\ud800") == b"t3:\xed\xa0\x80"


def test_nothing_zero_and_empty_are_three_things() -> None:
    assert [canonical.stored(value) for value in (None, 0, "", b"")] == [b"n", b"d0;", b"t0:", b"x0:"]
    assert [canonical.json_text(value) for value in (None, "null", '""', "0", "[]", "{}", "false")] == [
        b"n",
        b"jn",
        b"jt0:",
        b"jd0;",
        b"j[]",
        b"j{}",
        b"jf",
    ]


def test_json_by_what_it_says() -> None:
    one = canonical.json_text('{"b": [1.0, true, null], "a_m": {"x": 0.00049, "y_ha": 1.23456789}}')
    assert one == b"j{t3:a_m{t1:xd0;t4:y_had1.234568;}t1:b[d1;yn]}"
    assert one == canonical.json_text('{"a_m":{"y_ha":1.23456789,"x":0},"b":[1,true,null]}')
    assert canonical.json_text("{broken") == b"x7:{broken"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([0.5, -1.25, 3.0]) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN, PLAIN)
def test_what_differs_is_written_differently(one: object, other: object) -> None:
    def same_in_json(a: object, b: object) -> bool:  # 1 and 1.0 are one number, 1 and true are not
        if isinstance(a, bool) or isinstance(b, bool):
            return a is b
        if isinstance(a, list) and isinstance(b, list):
            return len(a) == len(b) and all(map(same_in_json, a, b))
        if isinstance(a, dict) and isinstance(b, dict):
            return a.keys() == b.keys() and all(same_in_json(a[key], b[key]) for key in a)
        return (type(a) in (int, float) and type(b) in (int, float) and a == b) or (type(a) is type(b) and a == b)

    written = [canonical.json_text(json.dumps(value)) for value in (one, other)]
    assert (written[0] == written[1]) == same_in_json(one, other)


# --- geometry -----------------------------------------------------------------------------------------


def sequence(*steps: tuple[int, int]) -> bytes:
    return struct.pack("<I", len(steps)) + b"".join(struct.pack("<qq", *step) for step in steps)


def body(shape: shapely.Geometry) -> bytes:
    (found,) = canonical_geometry.bodies(np.array([shape], dtype=object))
    assert found is not None
    return found


def test_a_square_by_hand() -> None:
    square = shapely.Polygon([(117.1, 40.0), (117.1, 40.1), (117.0, 40.1), (117.0, 40.0)])
    west, east, south, north = 117_000_000_000, 117_100_000_000, 40_000_000_000, 40_100_000_000
    ring = sequence((west, south), (west, north), (east, north), (east, south))
    assert body(square) == b"\x03" + struct.pack("<I", 1) + ring
    assert body(shapely.MultiPolygon([square])) == b"\x06" + struct.pack("<II", 1, 1) + ring
    (blob,) = canonical_geometry.column(geometry_blob.encode([square]))
    assert blob == b"g73:" + body(square)


def test_points_and_lines_keep_their_order() -> None:
    line = shapely.LineString([(1, 2), (3, 4)])
    steps = (1_000_000_000, 2_000_000_000), (3_000_000_000, 4_000_000_000)
    assert body(line) == b"\x01" + sequence(*steps)
    assert body(line.reverse()) == b"\x01" + sequence(*reversed(steps))
    assert body(shapely.Point(1, 2)) == b"\x00" + sequence(steps[0])
    assert body(shapely.MultiPoint([(3, 4), (1, 2)])) == b"\x04" + struct.pack("<I", 2) + sequence(steps[1]) + sequence(
        steps[0]
    )
    collection = shapely.GeometryCollection([shapely.Point(1, 2), line])
    assert body(collection) == b"\x07" + struct.pack("<I", 2) + body(shapely.Point(1, 2)) + body(line)


def test_empty_shapes_of_each_kind_differ() -> None:
    kinds = ("POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION")
    shapes = np.array([shapely.from_wkt(f"{kind} EMPTY") for kind in kinds], dtype=object)
    assert len(set(canonical_geometry.bodies(shapes))) == len(kinds)
    assert canonical_geometry.bodies(np.array([None], dtype=object)) == [None]


def test_what_is_no_geometry_is_hashed_byte_for_byte() -> None:
    good = geometry_blob.encode([shapely.Point(1, 2)])[0]
    found = canonical_geometry.column([good, None, b"GP", b"other", "text", good])
    assert found[0] == found[5] and found[0].startswith(b"g")
    assert found[1:5] == [b"n", b"x2:GP", b"x5:other", b"t4:text"]


@pytest.mark.filterwarnings("ignore:invalid value")
def test_numbers_that_are_none_have_one_value() -> None:
    shapes = [shapely.LineString([(x, 0.0), (1.0, 1.0)]) for x in (np.nan, np.inf, -np.inf, 1e300, 0.0)]
    found = [body(shape) for shape in shapes]
    assert found[1] == found[3] and len(set(found)) == 4


STEPS = st.integers(-4, 4)
RING = st.lists(st.tuples(STEPS, STEPS), min_size=3, max_size=9)


def ring_body(vertices: list[tuple[int, int]]) -> bytes:
    return body(shapely.Polygon(vertices))


@given(RING, st.integers(0, 8), st.booleans())
def test_a_ring_has_neither_start_nor_direction(vertices: list[tuple[int, int]], turn: int, back: bool) -> None:
    if vertices[0] == vertices[-1] or len(vertices) < 3:
        vertices = [*vertices, (9, 9)]
    turn %= len(vertices)
    turned = vertices[turn:] + vertices[:turn]
    if turned[0] == turned[-1]:  # would be taken for closed: the last vertex is left out then
        return
    assert ring_body(turned[::-1] if back else turned) == ring_body(vertices)


@given(RING)
def test_a_ring_is_the_smallest_of_its_rotations(vertices: list[tuple[int, int]]) -> None:
    if vertices[0] == vertices[-1]:
        vertices = [*vertices, (9, 9)]
    turns = [order[k:] + order[:k] for order in (vertices, vertices[::-1]) for k in range(len(vertices))]
    least = min(turns)
    scaled = [(x * 10**9, y * 10**9) for x, y in least]
    assert ring_body(vertices) == b"\x03" + struct.pack("<I", 1) + sequence(*scaled)


def test_holes_and_parts_have_no_order() -> None:
    holes = [shapely.box(x, 1, x + 1, 2).exterior.coords[:] for x in (1, 3, 5)]
    whole = shapely.box(0, 0, 9, 9).exterior.coords[:]
    assert body(shapely.Polygon(whole, holes)) == body(shapely.Polygon(whole[::-1], holes[::-1]))
    parts = [shapely.box(x, 0, x + 1, 1) for x in (7, 3, 5)]
    assert body(shapely.MultiPolygon(parts)) == body(shapely.MultiPolygon(parts[::-1]))
    assert body(shapely.MultiPolygon(parts)) != body(shapely.MultiPolygon(parts[:2]))
    # the outer ring stays apart from the holes
    assert body(shapely.Polygon(whole, holes[:1])) != body(shapely.Polygon(holes[0], [whole]))


def test_a_chunk_gives_what_each_shape_gives() -> None:
    shapes = [
        shapely.Point(1, 2),
        None,
        shapely.Polygon(),
        shapely.box(0, 0, 1, 1),
        shapely.MultiPolygon(
            [shapely.box(4, 0, 5, 1), shapely.Point(0, 0).buffer(1).difference(shapely.Point(0, 0).buffer(0.5))]
        ),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.MultiLineString([[(5, 5), (6, 6)], [(1, 1), (2, 2)]]),
        shapely.GeometryCollection([shapely.MultiPoint([(1, 1), (0, 0)]), shapely.box(0, 0, 1, 1)]),
        shapely.box(2, 2, 3, 3),
    ]
    together = canonical_geometry.column(geometry_blob.encode(shapes))
    assert together == [canonical_geometry.column(geometry_blob.encode([shape]))[0] for shape in shapes]


def test_a_vertex_is_told_apart_at_a_nanodegree() -> None:
    def moved(by: float) -> bytes:
        return ring_body([(117.1 + by, 40.0), (117.2, 40.0), (117.2, 40.1)])

    assert moved(4e-10) == moved(-4e-10) == moved(0.0)
    assert moved(2e-9) != moved(0.0)
