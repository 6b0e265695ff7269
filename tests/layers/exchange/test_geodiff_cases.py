"""The concurrent cases of MerginMaps/geodiff (``test_concurrent_commits.cpp``, and issue #152), told in our words.

Each test has the name of the case.  Where geodiff decides by itself (removing wins over changing, the later of two
values wins), we ask; taking theirs then gives geodiff's outcome.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import shapely

from layers.errors import PlanDamaged, UndecidedDifferences
from layers.exchange.model import Choice, Who
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


def fids(plan: Path) -> dict[str, int]:
    with PlanStore.open(plan, read_only=True) as store:
        return {str(uid): int(fid) for uid, fid in store._db.execute(f"SELECT uid, fid FROM {AREA}")}


def test_2_inserts(ours: Path, theirs: Path) -> None:
    add(ours, "n1", square(117.2, 40.2))
    add(theirs, "n2", square(117.4, 40.4))
    assert fids(ours)["n1"] == fids(theirs)["n2"]  # one row number, two things
    taken_in(ours, theirs)
    assert {"n1", "n2"} < set(areas(ours).index)


def test_2_edits(ours: Path, theirs: Path) -> None:
    edit(ours, "a2", name="甲", geometry=square(116.5, 40.5))
    edit(theirs, "a2", name="乙")
    (one,) = compared(ours, theirs).comparison.differences
    assert {field.name: field.who for field in one.fields} == {"name": Who.BOTH, "geometry": Who.OURS}
    taken_in(ours, theirs, Choice.THEIRS)
    row = areas(ours).loc["a2"]
    assert row["name"] == "乙"
    assert row["geometry"].equals(square(116.5, 40.5))


def test_2_edits_2(ours: Path, theirs: Path) -> None:
    edit(ours, "a2", name="甲")
    edit(theirs, "a2", note="乙的备注")
    assert compared(ours, theirs).comparison.conflicts == ()
    taken_in(ours, theirs)
    assert tuple(areas(ours).loc["a2", ["name", "note"]]) == ("甲", "乙的备注")


def test_2_deletes(ours: Path, theirs: Path) -> None:
    for plan in (ours, theirs):
        remove(plan, "a2")
    assert compared(ours, theirs).comparison.differences == ()


def test_delete_update(ours: Path, theirs: Path) -> None:
    remove(ours, "a2")
    edit(theirs, "a2", geometry=square(116.5, 40.5))
    with pytest.raises(UndecidedDifferences):
        taken_in(ours, theirs)
    taken_in(ours, theirs, Choice.OURS)
    assert "a2" not in areas(ours).index


def test_update_delete(ours: Path, theirs: Path) -> None:
    edit(ours, "a2", geometry=square(116.5, 40.5))
    remove(theirs, "a2")
    with pytest.raises(UndecidedDifferences):
        taken_in(ours, theirs)
    taken_in(ours, theirs, Choice.THEIRS)
    assert "a2" not in areas(ours).index


def test_update_extent(ours: Path, theirs: Path) -> None:
    add(ours, "n1", square(117.2, 40.2))
    add(theirs, "n2", square(117.9, 40.9))  # outside what the GeoPackage's own list says is covered
    taken_in(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        ((east, north),) = store._db.execute("SELECT max_x, max_y FROM gpkg_contents WHERE table_name = ?", (AREA,))
    assert (east, north) == pytest.approx((117.92, 40.92))


def test_update_2_different_tables(ours: Path, theirs: Path) -> None:
    add(ours, "n1", square(117.2, 40.2))
    row = {"uid": "k1", "county": "110116", "body": "林场", "name": "李", "duty": "值班", "phone": "1"}
    with PlanStore.open(theirs) as store, store.change("contacts_changed", count=1):
        store.put_contacts(pd.DataFrame([{**row, "backup": "", "callsign": ""}]))
    taken_in(ours, theirs)
    assert "n1" in areas(ours).index
    with PlanStore.open(ours, read_only=True) as store:
        assert list(store.contacts()["uid"]) == ["k1"]


@pytest.mark.parametrize("count", [3, 5])
def test_insert_multiple(ours: Path, theirs: Path, count: int) -> None:
    for number in range(2):
        add(ours, f"our-{number}", square(117.2 + 0.03 * number, 40.2))
    for number in range(count):
        add(theirs, f"their-{number}", square(117.2 + 0.03 * number, 40.4))
    taken_in(ours, theirs)
    after = areas(ours)
    assert len(after) == 3 + 2 + count
    assert sorted(after["number"]) == list(range(1, 3 + 2 + count + 1))
    taken_in(theirs, ours)
    assert hash_of(ours) == hash_of(theirs)


def test_fk_2_updates(ours: Path, theirs: Path) -> None:
    """Rows that point at rows: geodiff refuses; by uid both come along and still point where they did."""
    for plan, name in ((ours, "甲"), (theirs, "乙")):
        with PlanStore.open(plan) as store, store.change("register_imported"):
            body = {"uid": f"body-{name}", "name": f"{name}联防委员会"}
            store.put_book(Table.BODY, _with(store.book(Table.BODY), body))
            meeting = {"uid": f"meeting-{name}", "title": f"{name}会议", "body": f"body-{name}"}
            store.put_book(Table.MEETING, _with(store.book(Table.MEETING), meeting))
    taken_in(ours, theirs)
    with PlanStore.open(ours, read_only=True) as store:
        meetings, bodies = store.book(Table.MEETING), set(store.book(Table.BODY)["uid"])
    assert len(meetings) == 2
    assert set(meetings["body"]) == bodies


def _with(frame: pd.DataFrame, row: dict[str, str]) -> pd.DataFrame:
    lists = ("parties", "borders", "agreements", "rotation", "roster", "decisions", "files")
    whole = {name: row.get(name, [] if name in lists else "") for name in frame.columns}
    return pd.concat([frame.astype(object), pd.DataFrame([whole], columns=frame.columns)], ignore_index=True)


def test_conflict(ours: Path, theirs: Path) -> None:
    """A change that was made on another base does not fit, and nothing is written."""
    rename(ours, "a2", "甲")
    with PlanStore.open(theirs) as store:
        store._db.execute(f"UPDATE {AREA} SET name = '别处写的' WHERE uid = 'a2'")
    rename(theirs, "a1", "乙")
    with PlanStore.open(theirs) as store:
        store._db.execute(f"UPDATE {AREA} SET name = '又在别处写的' WHERE uid = 'a1'")
        with pytest.raises(PlanDamaged):
            store.undo()
    (first, second) = sorted(compared(ours, theirs).comparison.differences, key=lambda one: one.uid)
    assert (first.uid, first.is_conflict, second.uid, second.is_conflict) == ("a1", False, "a2", True)


@pytest.mark.parametrize(
    ("mine", "other", "conflicts"),
    [
        ({"name": "甲"}, {"note": "乙"}, set()),
        ({"name": "同", "note": "同"}, {"name": "同", "note": "同"}, set()),
        ({"name": "甲", "note": "甲"}, {"name": "乙", "note": "乙"}, {"name", "note"}),
        ({"name": "甲", "note": "同"}, {"name": "乙", "note": "同"}, {"name"}),
    ],
)
def test_rebase_conflict(
    ours: Path, theirs: Path, mine: dict[str, str], other: dict[str, str], conflicts: set[str]
) -> None:
    edit(ours, "a2", **mine)
    edit(theirs, "a2", **other)
    found = compared(ours, theirs).comparison.conflicts
    assert {field.name for one in found for field in one.fields if field.is_conflict} == conflicts


def test_issue_152_identical_edits_are_no_conflict(ours: Path, theirs: Path) -> None:
    turned = shapely.Polygon([(116.7, 40.5), (116.7, 40.7), (116.5, 40.7), (116.5, 40.5)])
    edit(ours, "a2", name="同", geometry=shapely.box(116.5, 40.5, 116.7, 40.7))
    edit(theirs, "a2", name="同", geometry=turned)
    assert compared(ours, theirs).comparison.differences == ()
