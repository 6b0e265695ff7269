"""Three counties and more: whoever hands to whom, the right common ancestor is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.exchange.lineage import read_lineage
from layers.exchange.model import Choice, Decision
from layers.plan import PlanStore
from layers.plan.schema import Table
from tests.layers.exchange.counties import (
    add,
    areas,
    compared,
    copy_for,
    first_plan,
    hash_of,
    remove,
    rename,
    square,
    taken_in,
)

AREA = str(Table.PATROL_AREA)


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, Path, Path]:
    first = first_plan(tmp_path / "a")
    return first, copy_for(first, tmp_path / "b"), copy_for(first, tmp_path / "c")


def head(plan: Path) -> str:
    with PlanStore.open(plan, read_only=True) as store:
        return read_lineage(store._db).head


def test_the_chair_takes_in_two_and_hands_back(three: tuple[Path, Path, Path]) -> None:
    a, b, c = three
    rename(b, "a1", "乙改")
    rename(c, "a2", "丙改")
    add(c, "c-new", square(117.5, 40.5))
    taken_in(a, b)
    taken_in(a, c)
    for plan in (b, c):
        taken_in(plan, a)
    assert hash_of(a) == hash_of(b) == hash_of(c)
    assert set(areas(a).index) == {"a1", "a2", "a3", "c-new"}


def test_a_ring_of_hand_overs(three: tuple[Path, Path, Path]) -> None:
    a, b, c = three
    rename(a, "a1", "甲改")
    taken_in(b, a)
    rename(b, "a2", "乙改")
    taken_in(c, b)  # c has never seen a, but knows what a did
    rename(c, "a3", "丙改")
    taken_in(a, c)
    assert dict(areas(a)["name"]) == {"a1": "甲改", "a2": "乙改", "a3": "丙改"}
    rename(a, "a1", "甲又改")
    (one,) = compared(c, a).comparison.differences
    assert (one.uid, one.is_conflict) == ("a1", False)


def test_the_ancestor_of_a_chain_is_what_was_passed_on(three: tuple[Path, Path, Path]) -> None:
    a, b, c = three
    rename(b, "a1", "一")
    taken_in(c, b)
    rename(b, "a1", "二")
    taken_in(a, b)
    rename(c, "a2", "丙改")
    found = compared(a, c)  # b handed its first state to c, and its second to a: neither has b's line
    (one,) = found.comparison.differences
    assert (one.uid, one.is_conflict) == ("a2", False)
    (one,) = compared(c, a).comparison.differences
    assert (one.uid, one.is_conflict) == ("a1", False)


def test_what_was_undone_after_handing_over_stays_undone(three: tuple[Path, Path, Path]) -> None:
    a, b, _ = three
    rename(a, "a1", "草稿")
    handed = head(a)
    b = copy_for(a, b.parent)
    with PlanStore.open(a) as store:
        store.undo()
    rename(a, "a2", "甲改")
    rename(b, "a3", "乙改")
    found = compared(a, b)
    assert found.ancestor == (handed,)
    taken_in(a, b)
    assert dict(areas(a)["name"]) == {"a1": "联防区 1", "a2": "甲改", "a3": "乙改"}


def test_both_took_in_earlier_states_of_each_other(three: tuple[Path, Path, Path], tmp_path: Path) -> None:
    a, b, _ = three
    rename(a, "a1", "甲")
    rename(b, "a2", "乙")
    old_a, old_b = copy_for(a, tmp_path / "old-a"), copy_for(b, tmp_path / "old-b")
    rename(a, "a3", "甲三")
    taken_in(a, old_b)
    taken_in(b, old_a)
    found = compared(b, a)
    (one,) = found.comparison.differences
    assert (one.uid, one.is_conflict) == ("a3", False)
    assert len(found.ancestor) in (1, 2)


def test_a_criss_cross_has_an_ancestor_of_both(three: tuple[Path, Path, Path], tmp_path: Path) -> None:
    a, b, _ = three
    rename(a, "a1", "甲一")
    rename(b, "a1", "乙一")
    old_a, old_b = copy_for(a, tmp_path / "old-a"), copy_for(b, tmp_path / "old-b")
    decided = {(AREA, "a1"): Decision(Choice.OURS)}
    taken_in(a, old_b, decisions=decided)  # a says 甲一
    taken_in(b, old_a, decisions=decided)  # b says 乙一
    found = compared(a, b)
    assert len(found.ancestor) == 2
    (one,) = found.comparison.differences
    assert one.is_conflict  # they still do not agree: it is asked, not decided by who took in last
    rename(a, "a2", "甲二")
    remove(b, "a3")
    found = compared(a, b)
    assert {one.uid: one.is_conflict for one in found.comparison.differences} == {"a1": True, "a3": False}


def test_two_copies_from_before_the_first_change(tmp_path: Path) -> None:
    from tests.layers.plan.builders import make_plan

    (tmp_path / "a").mkdir()
    with make_plan(tmp_path / "a") as store:
        a = store.path
    b = copy_for(a, tmp_path / "b")
    add(a, "x", square(116.5, 40.5), "甲")
    add(b, "y", square(117.5, 40.5), "乙")
    found = compared(a, b)
    assert found.is_related
    assert [one.uid for one in found.comparison.differences] == ["y"]


def test_the_history_of_neither_has_to_be_whole(three: tuple[Path, Path, Path]) -> None:
    """Compressed changesets, and a jump back and forth, change nothing about where plans come from."""
    a, b, _ = three
    for number in range(12):
        rename(a, "a1", f"名 {number}")
    with PlanStore.open(a) as store:
        ids = [record.id for record in store.history()]
        store.go_to(ids[-6])
        store.go_to(ids[-1])
    rename(b, "a2", "乙改")
    (one,) = compared(a, b).comparison.differences
    assert one.uid == "a2"
