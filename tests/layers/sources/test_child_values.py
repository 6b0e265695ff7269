"""What crosses between the program and its reader: all of it unchanged, and nothing but data."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from layers.sources.child import values, wire
from layers.sources.model import Problem


def crossed(value: Any) -> Any:
    """Return what arrives of a value on the other side."""
    stream = io.BytesIO()
    place = values.dumped(value, wire.Sink(stream))
    stream.seek(0)
    parts = wire.Parts(1 << 30)
    while (heard := wire.receive(stream)) is not None:
        parts.take(*heard)
    return values.loaded(place, parts)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 2, 3], dtype="int32"),
        pd.Series([1.5, np.nan, np.inf]),
        pd.Series([True, False, True]),
        pd.Series([True, None, False], dtype="boolean"),
        pd.Series(["甲", None, "\ud800\0"], dtype=object),
        pd.Series(["甲", None, "乙"], dtype="string"),
        pd.Series(["甲", None, "乙"]),
        pd.to_datetime(pd.Series(["2026-01-01", None, "2026-05-01T03:04:05.678"], dtype="string"), format="ISO8601"),
        pd.Series([None, None, None], dtype=object),
        pd.Series([1, "甲", 2.5], dtype=object),
        pd.Series([date(2026, 1, 2), datetime(2026, 1, 2, 3), Decimal("1.20")], dtype=object),
        pd.Series([pd.NA, pd.NaT, float("inf")], dtype=object),
    ],
    ids=str,
)
def test_columns_cross_unchanged(column: pd.Series) -> None:
    frame = pd.DataFrame({"a": column})
    assert_frame_equal(crossed(frame), frame)


SHAPES = [
    shapely.Point(1, 2),
    shapely.MultiPoint([(1, 2), (3, 4)]),
    shapely.LineString([(0, 0), (1, 1)]),
    shapely.box(0, 0, 1, 1),
    shapely.Polygon(
        shapely.box(0, 0, 9, 9).exterior, [shapely.box(1, 1, 2, 2).exterior, shapely.box(3, 3, 4, 4).exterior]
    ),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
    shapely.Polygon(),
    shapely.Point(1, 2, 3),
    None,
]


@given(
    st.one_of(
        st.lists(st.sampled_from(range(len(SHAPES))), max_size=20),
        st.lists(st.sampled_from([3, 4]), max_size=20),
    )
)
def test_shapes_cross_unchanged(which: list[int]) -> None:
    frame = gpd.GeoDataFrame({"a": which}, geometry=[SHAPES[number] for number in which], crs=4490)
    back = crossed(frame)
    assert back.crs == frame.crs
    assert back.geometry.to_wkb().tolist() == frame.geometry.to_wkb().tolist()


@pytest.mark.parametrize(
    "tree",
    [
        {"is": "data", "class": "subprocess:Popen", "fields": {"args": "true"}},
        {"is": "data", "class": "layers.sources.model:datetime", "fields": {}},
        {"is": "data", "class": "layers.sources.container:shutil.rmtree", "fields": {"path": "/tmp/x"}},
        {"is": "error", "class": "layers.sources.model:Problem", "facts": {"is": "dict", "items": []}},
        {"is": "error", "class": "builtins:SystemExit", "facts": {"is": "dict", "items": []}},
        {"is": "enum", "class": "layers.kinds:Role", "value": "king"},
        {"is": "array", "type": "|O", "shape": [1], "at": [1]},
        {"is": "array", "type": "<f8", "shape": [1000], "at": [1]},
        {"is": "array", "type": "<f8", "shape": [1], "at": [2]},
        {"is": "array", "type": "<f8", "shape": [1], "at": "all"},
        {"is": "nothing of ours"},
        {"no": "kind"},
        {"is": "table", "rows": 1, "columns": [{"name": "a", "kind": "cells", "type": "object", "at": [1]}]},
        {"is": "table", "rows": 1, "geometry": None, "crs": None,
         "columns": [{"name": "a", "kind": "numbers", "type": "|O", "at": [1]}]},
        {"is": "table", "rows": 1, "geometry": "g", "crs": None,
         "columns": [{"name": "g", "kind": "shapes", "parts": [1]}]},
    ],
    ids=str,
)  # fmt: skip
def test_nothing_but_data_is_taken_from_the_reader(tree: Any) -> None:
    parts = wire.Parts(1 << 20)
    parts.take({"part": 1, "is": "bytes"}, bytes(8))
    with pytest.raises(wire.BadAnswer):
        values.decode(tree, parts)


@pytest.mark.parametrize(
    ("head", "payload"),
    [
        ({"part": "one", "is": "bytes"}, b""),
        ({"part": 1, "is": "bytes"}, bytes(2000)),  # more than may come
        ({"part": 1, "is": "pickle", "sizes": [8]}, bytes(8)),
        ({"part": 1, "is": "wkb"}, bytes(8)),
        ({"part": 1, "is": "wkb", "sizes": [-1, 9]}, bytes(8)),
        ({"part": 1, "is": "wkb", "sizes": [2, 8]}, b"[]" + (2).to_bytes(8, "little")),
        ({"part": 1, "is": "wkb", "sizes": [2, 8]}, b"[]" + (1 << 40).to_bytes(8, "little")),
        ({"part": 1, "is": "polygons", "sizes": [16, 8, 8]}, bytes(16) + (9).to_bytes(8, "little") * 2),
        ({"part": 1, "is": "polygons", "sizes": [16, 8, 8]}, bytes(16) + bytes(16)),
        ({"part": 1, "is": "polygons", "sizes": [16, 8, 8]}, bytes(16) + (1).to_bytes(8, "little") * 2),
    ],
    ids=str,
)
def test_parts_that_are_none(head: dict[str, Any], payload: bytes) -> None:
    with pytest.raises(wire.BadAnswer):
        wire.Parts(1000).take(head, payload)


@pytest.mark.parametrize("raw", [b"\xff" * 12, b"\0\0\0\2" + bytes(8) + b"[]", b"\0\0\0\2" + bytes(8) + b"{"])
def test_messages_that_are_none(raw: bytes) -> None:
    with pytest.raises(wire.BadAnswer):
        wire.receive(io.BytesIO(raw + b" "))


def test_only_our_classes_cross() -> None:
    with pytest.raises(TypeError, match="may not cross"):
        values.encode({"a": object()}, wire.Sink(io.BytesIO()))
    problem = Problem("dropped_empty", "warning", {"count": 3, "of": (1, "二", None, 2.5)})
    assert crossed(problem) == problem
