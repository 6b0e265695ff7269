"""Names found while one types, and places typed as coordinates."""

from __future__ import annotations

import time

import pytest

from layers.sources.name_index import BEGINS, EXACT, HOLDS, SPELLED, SPELLED_WITHIN, NameIndex
from layers.sources.typed_place import typed_place

NAMES = ["沟门村", "西沟门村", "沟门", "", "Pine Hollow", "汤河口镇", "汤河", "吕家沟"]
INDEX = NameIndex(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("沟门", [(EXACT, "沟门"), (BEGINS, "沟门村"), (HOLDS, "西沟门村")]),
        ("汤河", [(EXACT, "汤河"), (BEGINS, "汤河口镇")]),
        ("hollow", [(HOLDS, "Pine Hollow")]),
        ("tanghe", [(SPELLED, "汤河"), (SPELLED, "汤河口镇")]),
        ("thkz", [(SPELLED, "汤河口镇")]),
        ("tang he", [(SPELLED, "汤河"), (SPELLED, "汤河口镇")]),
        ("lvjia", [(SPELLED, "吕家沟")]),
        ("goumen", [(SPELLED, "沟门"), (SPELLED, "沟门村"), (SPELLED_WITHIN, "西沟门村")]),
        ("没有", []),
        (" ", []),
    ],
)
def test_names_are_met(text: str, found: list[tuple[int, str]]) -> None:
    assert [(how, NAMES[place]) for how, place in INDEX.find(text)] == found


def test_no_names() -> None:
    assert NameIndex([]).find("沟") == []


def test_200_000_names_answer_within_a_keystroke() -> None:
    signs = "东西南北上下大小沟门河口山林家庄石湖峪岭"
    names = [
        signs[k % 20] + signs[k // 20 % 20] + signs[k // 400 % 20] + signs[k // 8000 % 20] + "村"
        for k in range(160_000)
    ]
    names += [f"示例村 {k}" for k in range(40_000)]
    start = time.process_time()
    index = NameIndex(names)
    assert time.process_time() - start < 5.0
    for text in ("村", "东西", "示例村 39999", "dxn", "dongxinan", "qqqq", "无此名"):
        start = time.process_time()
        index.find(text, 12)
        assert time.process_time() - start < 0.05, text


@pytest.mark.parametrize(
    "text",
    [
        "116.75, 40.75",
        "40.75 116.75",
        "116.75 40.75",
        "40°45′N 116°45′E",
        "N40°45′00″ E116°45′00″",
        "东经116度45分，北纬40度45分",
        "116°45'00\" 40°45'00\"",
    ],
)
def test_degrees_in_any_notation(text: str) -> None:
    place = typed_place(text, 4548)
    assert place is not None and (place.lon, place.lat) == pytest.approx((116.75, 40.75), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "epsg"),
    [
        ("X 4512345.6 Y 500000", 4548),  # the plan's zone, 117° E: on its central meridian
        ("4512345.6, 39500000.0", 4548),  # zone 39 says so itself
        ("39500000.0 4512345.6", 4548),  # Y first
        ("X=4512345.6，Y=38500000", 4547),  # zone 38, 114° E
    ],
)
def test_plane_coordinates(text: str, epsg: int) -> None:
    place = typed_place(text, 4548)
    assert place is not None and place.epsg == epsg
    assert place.lon == pytest.approx(117.0 if epsg == 4548 else 114.0, abs=1e-9)
    assert place.lat == pytest.approx(40.746, abs=0.002)  # 4512345.6 m along the meridian


@pytest.mark.parametrize("text", ["", "怀柔", "12", "1 2", "116.75", "999 999", "x" * 500, "46500000 4512345"])
def test_what_is_no_place(text: str) -> None:
    assert typed_place(text, 4548) is None
