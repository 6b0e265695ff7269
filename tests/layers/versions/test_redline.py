"""What an amendment changes: areas in hm² on squares one can work out, clauses, columns."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from layers.geodesy import geodesic_area_m2
from layers.versions.content import Content, Part, content_hash
from layers.versions.model import ThingKind
from layers.versions.redline import Mark, clause_changes, redline, shape_change, text_runs

AREA, AGREEMENT = ThingKind.PATROL_AREA, ThingKind.AGREEMENT
SQUARE = box(116.50, 40.60, 116.51, 40.61)


def area(shape: shapely.Geometry, **attributes: object) -> Content:
    return Content(AREA, "a", {"name": "甲", **attributes}, geometry=shape)


def test_a_square_moved_by_half_its_width() -> None:
    found = shape_change(SQUARE, box(116.505, 40.60, 116.515, 40.61))
    half = geodesic_area_m2(SQUARE) / 2
    assert found.mark is Mark.CHANGED
    assert found.added_m2 == pytest.approx(half, rel=1e-4) and found.removed_m2 == pytest.approx(half, rel=1e-4)
    assert found.added.contains(shapely.Point(116.5125, 40.605))
    assert found.removed.contains(shapely.Point(116.5025, 40.605))


def test_the_same_outline_written_otherwise_is_the_same() -> None:
    turned = shapely.Polygon(list(SQUARE.exterior.coords)[2:] + list(SQUARE.exterior.coords)[1:3])
    assert shape_change(SQUARE, turned).mark is Mark.SAME
    assert content_hash(area(SQUARE)) == content_hash(area(turned))
    assert redline(area(SQUARE), area(turned)).is_empty


@given(st.floats(-0.008, 0.008), st.floats(-0.008, 0.008))
@settings(max_examples=25, deadline=None)
def test_before_with_added_and_without_removed_is_after(east: float, north: float) -> None:
    found = shape_change(SQUARE, box(116.50 + east, 40.60 + north, 116.512 + east, 40.61 + north))
    assert found.before_m2 + found.added_m2 - found.removed_m2 == pytest.approx(found.after_m2, abs=0.05)


def test_areas_come_and_go_in_an_annex() -> None:
    left, right = (Part(uid, {"name": uid}, box(x, 40.6, x + 0.01, 40.61)) for uid, x in (("l", 116.5), ("r", 116.6)))
    old = Content(AGREEMENT, "g", {"name": "协议"}, areas=(left,))
    new = Content(AGREEMENT, "g", {"name": "协议"}, areas=(right,))
    marks = {one.uid: one.mark for one in redline(old, new).shapes}
    assert marks == {"r": Mark.ADDED, "l": Mark.REMOVED}
    told = redline(old, new)
    assert told.added_m2 == pytest.approx(geodesic_area_m2(right.geometry), rel=1e-6)
    assert redline(None, new).shapes[0].mark is Mark.ADDED


def test_a_clause_is_compared_sign_by_sign() -> None:
    runs = text_runs("发现火情后10分钟内通报。", "发现火情后5分钟内口头通报。")
    assert [(run.mark, run.text) for run in runs] == [
        (Mark.SAME, "发现火情后"),
        (Mark.REMOVED, "10"),
        (Mark.ADDED, "5"),
        (Mark.SAME, "分钟内"),
        (Mark.ADDED, "口头"),
        (Mark.SAME, "通报。"),
    ]


def test_clauses_that_come_go_and_stay() -> None:
    old = ["第一条 目的", "第二条 发现火情后10分钟内通报对方。", "第三条 每年演练一次。"]
    new = ["第一条 目的", "第二条 发现火情后5分钟内通报对方。", "第四条 有效期三年，期满续签。"]
    marks = [one.mark for one in clause_changes(old, new)]
    assert marks == [Mark.SAME, Mark.CHANGED, Mark.REMOVED, Mark.ADDED]


@given(
    st.lists(st.text("甲乙丙1ab ", max_size=12), max_size=6), st.lists(st.text("甲乙丙1ab ", max_size=12), max_size=6)
)
@settings(deadline=None)
def test_both_texts_can_be_read_from_a_comparison(old: list[str], new: list[str]) -> None:
    found = clause_changes(old, new)
    assert [one.before for one in found if one.mark is not Mark.ADDED] == old
    assert [one.after for one in found if one.mark is not Mark.REMOVED] == new


def test_columns_of_the_thing_and_of_what_is_in_its_annex() -> None:
    part = Part("l", {"name": "西段", "note": "旧"}, SQUARE)
    changed = Part("l", {"name": "西段", "note": "新"}, SQUARE)
    duty = {"uid": "d", "task": "巡护", "lead": "怀柔"}
    old = Content(AGREEMENT, "g", {"name": "协议", "end": "2026-12-31"}, areas=(part,), duties=(duty,))
    new = Content(AGREEMENT, "g", {"name": "协议"}, areas=(changed,), duties=({**duty, "lead": "丰宁"},))
    found = [(one.name, one.before, one.after, one.of) for one in redline(old, new).columns]
    assert found == [
        ("end", "2026-12-31", None, ""),
        ("note", "旧", "新", "西段"),
        ("lead", "怀柔", "丰宁", "巡护"),
    ]
