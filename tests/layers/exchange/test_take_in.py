"""Two counties and a stick: what each did is in both plans, what both did is asked, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from layers.errors import UndecidedDifferences
from layers.exchange.model import Change, Choice, Decision, Who
from layers.plan import PlanStore
from layers.plan.schema import Table
from tests.layers.exchange.counties import (
    add,
    areas,
    compared,
    copy_for,
    edit,
    first_plan,
    hash_of,
    remove,
    rename,
    square,
    taken_in,
)

AREA = str(Table.PATROL_AREA)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return first_plan(tmp_path / "a")


@pytest.fixture
def theirs(ours: Path, tmp_path: Path) -> Path:
    return copy_for(ours, tmp_path / "b")


def test_two_copies_of_one_plan_do_not_differ(ours: Path, theirs: Path) -> None:
    found = compared(ours, theirs)
    assert found.is_related
    assert found.comparison.differences == ()
    assert taken_in(ours, theirs).change_id == 0


def test_what_each_did_is_in_both_and_both_say_the_same(ours: Path, theirs: Path) -> None:
    rename(ours, "a1", "西段")
    edit(theirs, "a2", geometry=square(116.96, 40.2))
    add(theirs, "b1", square(117.3, 40.3), "丰宁新区")
    remove(theirs, "a3")
    found = compared(ours, theirs)
    assert {(one.uid, one.change) for one in found.comparison.differences} == {
        ("a2", Change.CHANGED),
        ("b1", Change.ADDED),
        ("a3", Change.REMOVED),
    }
    assert dict(found.comparison.ours_only) == {AREA: 1}
    taken_in(ours, theirs)
    after = areas(ours)
    assert set(after.index) == {"a1", "a2", "b1"}
    assert after.loc["a1", "name"] == "西段"
    taken_in(theirs, ours)
    assert hash_of(ours) == hash_of(theirs)


def test_a_take_in_is_one_step_that_undo_takes_back(ours: Path, theirs: Path) -> None:
    before = hash_of(ours)
    rename(theirs, "a1", "新名")
    add(theirs, "b1", square(117.3, 40.3))
    done = taken_in(ours, theirs)
    with PlanStore.open(ours) as store:
        assert store.history()[-1].code == "taken_in"
        store.undo()
    assert hash_of(ours) == before
    assert len(compared(ours, theirs).comparison.differences) == 2  # undone: it is asked again
    with PlanStore.open(ours) as store:
        store.redo()
    assert hash_of(ours) == done.content_hash


def test_taking_in_twice_is_taking_in_once(ours: Path, theirs: Path) -> None:
    rename(theirs, "a1", "新名")
    add(theirs, "b1", square(117.3, 40.3))
    first = taken_in(ours, theirs)
    again = taken_in(ours, theirs)
    assert again.change_id == 0
    assert again.content_hash == first.content_hash == hash_of(ours)


def test_identical_edits_merge_silently(ours: Path, theirs: Path) -> None:
    for plan in (ours, theirs):
        edit(plan, "a1", name="同名", geometry=square(116.5, 40.5))
        remove(plan, "a2")
        add(plan, "n1", square(117.5, 40.5), "同一新区")
    found = compared(ours, theirs)
    assert found.comparison.differences == ()
    assert hash_of(ours) == hash_of(theirs)


def test_an_outline_that_begins_at_another_corner_is_the_same(ours: Path, theirs: Path) -> None:
    ring = list(square(116.5, 40.5).exterior.coords)[:-1]
    edit(ours, "a1", geometry=shapely.Polygon(ring))
    edit(theirs, "a1", geometry=shapely.Polygon([*ring[2:], *ring[:2]][::-1]))
    assert compared(ours, theirs).comparison.differences == ()


def test_different_fields_of_one_row_both_hold(ours: Path, theirs: Path) -> None:
    rename(ours, "a1", "西段")
    edit(theirs, "a1", note="每月会哨", geometry=square(116.5, 40.5))
    (one,) = compared(ours, theirs).comparison.differences
    assert not one.is_conflict
    assert {field.name: field.who for field in one.fields} == {
        "name": Who.OURS,
        "note": Who.THEIRS,
        "geometry": Who.THEIRS,
    }
    taken_in(ours, theirs)
    row = areas(ours).loc["a1"]
    assert (row["name"], row["note"]) == ("西段", "每月会哨")
    assert row["geometry"].equals(square(116.5, 40.5))


def test_a_field_both_changed_is_asked_and_nothing_is_written_before(ours: Path, theirs: Path) -> None:
    rename(ours, "a1", "甲")
    rename(theirs, "a1", "乙")
    before = hash_of(ours)
    with pytest.raises(UndecidedDifferences) as caught:
        taken_in(ours, theirs)
    assert caught.value.facts["count"] == 1
    assert hash_of(ours) == before
    taken_in(ours, theirs, Choice.THEIRS)
    assert areas(ours).loc["a1", "name"] == "乙"


def test_what_was_declined_is_not_asked_again_and_not_undone_by_handing_back(ours: Path, theirs: Path) -> None:
    rename(theirs, "a1", "不同意的名字")
    rename(theirs, "a2", "同意的名字")
    decision = {(AREA, "a1"): Decision(Choice.OURS)}
    taken_in(ours, theirs, decisions=decision)
    assert areas(ours).loc["a1", "name"] == "联防区 1"
    assert compared(ours, theirs).comparison.differences == ()
    (one,) = compared(theirs, ours).comparison.differences  # they see that we kept the old name
    assert (one.uid, one.is_conflict) == ("a1", False)


def test_all_declined_is_remembered_though_nothing_changes(ours: Path, theirs: Path) -> None:
    rename(theirs, "a1", "不同意")
    before = hash_of(ours)
    done = taken_in(ours, theirs, decisions={(AREA, "a1"): Decision(Choice.OURS)})
    assert done.change_id > 0
    assert hash_of(ours) == before
    assert compared(ours, theirs).comparison.differences == ()


def test_what_is_left_for_later_is_asked_again(ours: Path, theirs: Path) -> None:
    rename(ours, "a1", "甲")
    rename(theirs, "a1", "乙")
    rename(theirs, "a2", "丙")
    done = taken_in(ours, theirs, decisions={(AREA, "a1"): Decision(Choice.LATER)})
    assert not done.is_complete
    assert areas(ours).loc["a2", "name"] == "丙"
    (one,) = compared(ours, theirs).comparison.differences
    assert one.uid == "a1"


@pytest.mark.parametrize(("by_us", "expected"), [(True, Change.REMOVED_OURS), (False, Change.REMOVED_THEIRS)])
def test_removing_what_the_other_changed_is_asked(ours: Path, theirs: Path, by_us: bool, expected: Change) -> None:
    remover, editor = (ours, theirs) if by_us else (theirs, ours)
    remove(remover, "a1")
    rename(editor, "a1", "改了名")
    (one,) = compared(ours, theirs).comparison.differences
    assert (one.change, one.is_conflict) == (expected, True)
    with pytest.raises(UndecidedDifferences):
        taken_in(ours, theirs)
    taken_in(ours, theirs, Choice.THEIRS)
    assert ("a1" in areas(ours).index) is by_us


def test_new_areas_with_one_number_get_numbers_of_their_own(ours: Path, theirs: Path) -> None:
    add(ours, "our-new", square(117.2, 40.2))
    add(theirs, "a-their-new", square(117.4, 40.4))
    done = taken_in(ours, theirs)
    taken_in(theirs, ours)
    numbers = areas(ours)["number"].to_dict()
    assert numbers == {"a1": 1, "a2": 2, "a3": 3, "a-their-new": 4, "our-new": 5}
    assert done.merged.renumbered == {"our-new": 5}
    assert hash_of(ours) == hash_of(theirs)


def test_both_take_in_at_the_same_time_and_say_the_same(ours: Path, theirs: Path, tmp_path: Path) -> None:
    rename(ours, "a1", "甲")
    rename(theirs, "a2", "乙")
    add(ours, "n1", square(117.2, 40.2))
    add(theirs, "n2", square(117.4, 40.4))
    sent, received = copy_for(ours, tmp_path / "sent"), copy_for(theirs, tmp_path / "received")
    taken_in(ours, received)
    taken_in(theirs, sent)
    assert hash_of(ours) == hash_of(theirs)
    assert compared(ours, theirs).comparison.differences == ()
    rename(ours, "a3", "丙")
    rename(theirs, "n1", "丁")
    (one,) = compared(theirs, ours).comparison.differences
    assert one.uid == "a3"


# --- shapes ------------------------------------------------------------------------------------------


@pytest.fixture
def disputed(ours: Path, theirs: Path) -> tuple[Path, Path]:
    edit(ours, "a1", geometry=shapely.box(116.90, 40.10, 116.94, 40.12))
    edit(theirs, "a1", geometry=shapely.box(116.92, 40.10, 116.96, 40.12))
    return ours, theirs


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice.OURS, shapely.box(116.90, 40.10, 116.94, 40.12)),
        (Choice.THEIRS, shapely.box(116.92, 40.10, 116.96, 40.12)),
        (Choice.UNION, shapely.box(116.90, 40.10, 116.96, 40.12)),
        (Choice.INTERSECTION, shapely.box(116.92, 40.10, 116.94, 40.12)),
    ],
)
def test_a_shape_both_changed(disputed: tuple[Path, Path], choice: Choice, expected: shapely.Polygon) -> None:
    ours, theirs = disputed
    taken_in(ours, theirs, choice)
    shape = areas(ours).loc["a1", "geometry"]
    assert shapely.symmetric_difference(shape, expected).area < 3e-4 * expected.area  # edges are straight on the map
    taken_in(theirs, ours)  # they see what was decided, and accept it
    assert hash_of(ours) == hash_of(theirs)


def test_a_line_drawn_now(disputed: tuple[Path, Path]) -> None:
    ours, theirs = disputed
    drawn = shapely.Polygon([(116.91, 40.1), (116.95, 40.1), (116.93, 40.13)])
    decision = Decision(None, {"geometry": Choice.DRAWN}, drawn=drawn)
    taken_in(ours, theirs, decisions={(AREA, "a1"): decision})
    assert areas(ours).loc["a1", "geometry"].equals(drawn)


def test_parts_of_a_shape(disputed: tuple[Path, Path]) -> None:
    from layers.exchange.shapes import shape_parts

    ours, theirs = disputed
    found = compared(ours, theirs)
    shape = found.comparison.find(AREA, "a1").shape
    assert shape is not None
    parts = shape_parts(shape.ours, shape.theirs, epsg=found.epsg)
    assert [part.is_added for part in parts] == [True, False]
    accepted = frozenset(part.number for part in parts if part.is_added)
    decision = Decision(None, {"geometry": Choice.PARTS}, parts=accepted)
    taken_in(ours, theirs, decisions={(AREA, "a1"): decision})
    expected = shapely.box(116.90, 40.10, 116.96, 40.12)
    assert shapely.symmetric_difference(areas(ours).loc["a1", "geometry"], expected).area < 3e-4 * expected.area


def test_areas_added_and_removed_sum_up(disputed: tuple[Path, Path]) -> None:
    from layers.exchange.shapes import shape_change

    found = compared(*disputed)
    shape = found.comparison.find(AREA, "a1").shape
    assert shape is not None
    change = shape_change(shape.ours, shape.theirs, epsg=found.epsg)
    assert change.added_ha == pytest.approx(change.removed_ha, rel=1e-6)
    assert change.after_ha - change.before_ha == pytest.approx(change.added_ha - change.removed_ha, abs=1e-4)
    assert change.added_mu == pytest.approx(15 * change.added_ha)
    assert change.added_ha == pytest.approx(377.3, rel=5e-3)  # 0.02° × 0.02° at 40.11° N: 1.704 km × 2.221 km
