"""Alternatives of patrol areas in the plan: letters, the chosen one, accepting, freezing, hash, exchange."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from shapely import box

from layers.crs import STORAGE_CRS, transform
from layers.errors import AlternativesAlike, NothingInCommon, VersionFrozen
from layers.patrol.alternatives import combined
from layers.plan.alternatives import JOINT, Alternative, Choice, Origin, chosen_of, letters, next_label, titles
from layers.plan.content_hash import content_hash
from layers.plan.store import PlanStore
from layers.version_workflow import Person, sign
from layers.versions import Thing, ThingKind
from tests.layers.exchange.counties import compared, copy_for, first_plan, hash_of, taken_in
from tests.layers.plan.builders import make_plan

EPSG = 4548
LEFT, RIGHT = box(116.46, 40.63, 116.51, 40.67), box(116.49, 40.64, 116.54, 40.68)
NOV_1 = "2026-11-01T00:00:00.000+00:00"


def alternative(
    uid: str, label: str, outline=LEFT, *, at: str = "2026-11-01T00:00:00.000+00:00", **more
) -> Alternative:
    return Alternative(uid, "p1", label, outline, created_at=at, changed_at=at, **more)


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    with make_plan(tmp_path) as made:
        with made.change("patrol_area_added"):
            made.add_patrol_area("云蒙山联防区", LEFT, uid="p1")
        yield made


def put(store: PlanStore, *alternatives: Alternative) -> None:
    with store.change("alternative_added"):
        store.put_alternatives(alternatives)


def accept(store: PlanStore, uid: str, at: str = "2026-11-02T00:00:00.000+00:00") -> Alternative | None:
    with store.change("alternative_accepted"):
        return store.accept_alternative(uid, at=at)


def outline(store: PlanStore) -> shapely.Geometry:
    return store.patrol_areas().geometry.iloc[0]


def test_letters_run_on_and_twins_are_told_apart():
    assert [letters(number) for number in (0, 1, 25, 26, 27, 702)] == ["A", "B", "Z", "AA", "AB", "AAA"]
    old, young = alternative("y", "B"), alternative("x", "B", at="2026-11-02T00:00:00.000+00:00")
    assert titles([young, old]) == titles([old, young]) == {"y": "B", "x": "B2"}
    assert next_label([old, young]) == "A"
    assert next_label([alternative("a", "A"), old]) == "C"


def test_alternatives_come_back_from_the_plan_as_they_were(store):
    one = alternative("a", "A", RIGHT, county="110116", origin=Origin.COPIED, note="沿防火路")
    two = alternative("b", "B", shapely.union(LEFT, RIGHT), county=JOINT)
    put(store, two, one)
    path = store.path
    store.close()
    with PlanStore.open(path, read_only=True) as again:
        assert again.alternatives() == again.alternatives("p1") == [one, two]
        assert again.alternatives("p2") == []


def test_accepting_puts_the_outline_in_and_keeps_the_former_one(store):
    put(store, alternative("a", "A", RIGHT))
    former = accept(store, "a")
    assert former is not None and former.label == "B" and former.origin is Origin.FORMER
    assert former.outline.equals(LEFT)
    assert outline(store).equals(RIGHT)
    assert chosen_of(store.alternatives(), outline(store)) == Choice("a", True)
    assert accept(store, former.uid, at="2026-11-03T00:00:00.000+00:00") is None  # A has the outline before already
    assert outline(store).equals(LEFT)
    assert chosen_of(store.alternatives(), outline(store)) == Choice(former.uid, True)
    assert [one.uid for one in store.alternatives() if one.chosen_at] == [former.uid]


def test_one_step_takes_accepting_back_to_the_bit(store):
    put(store, alternative("a", "A", RIGHT))
    before = dump(store)
    accept(store, "a")
    after = dump(store)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def dump(store: PlanStore) -> list[tuple]:
    return [
        row
        for table in ("lf_patrol_area", "lf_alternative")
        for row in store._db.execute(f"SELECT * FROM {table} ORDER BY uid").fetchall()
    ]


def test_two_chosen_ones_leave_the_one_the_area_looks_like():
    first = alternative("a", "A", LEFT, chosen_at="2026-11-02")
    later = alternative("b", "B", RIGHT, chosen_at="2026-11-03")
    assert chosen_of([first, later], LEFT) == chosen_of([later, first], LEFT) == Choice("a", True)
    assert chosen_of([first, later], box(116.4, 40.6, 116.5, 40.7)) == Choice("b", False)
    assert chosen_of([replace(first, chosen_at="")], LEFT) == Choice()


def test_drafts_do_not_change_what_the_plan_says(store):
    before = content_hash(store)
    put(store, alternative("a", "A", RIGHT))
    assert content_hash(store) == before
    accept(store, "a")
    assert content_hash(store) != before


def test_removing_an_area_takes_its_alternatives_along_and_undo_brings_them_back(store):
    put(store, alternative("a", "A", RIGHT))
    with store.change("patrol_area_removed"):
        store.remove_patrol_area("p1")
    assert store.alternatives() == []
    store.undo()
    assert [one.uid for one in store.alternatives()] == ["a"]


def test_a_signed_area_takes_proposals_and_refuses_to_become_one(store):
    with store.change("version_signed"):
        sign(store, Thing(ThingKind.PATROL_AREA, "p1"), [Person("王五", "110116", "怀柔区")], on="2026-03-01")
    put(store, alternative("a", "A", RIGHT))
    before = dump(store)
    with pytest.raises(VersionFrozen):
        accept(store, "a")
    assert dump(store) == before


def test_combining_is_the_same_from_either_side():
    for origin in (Origin.UNION, Origin.COMMON):
        one, other = combined(origin, LEFT, RIGHT, epsg=EPSG), combined(origin, RIGHT, LEFT, epsg=EPSG)
        assert shapely.to_wkb(one) == shapely.to_wkb(other)
    rest = combined(Origin.DIFFERENCE, LEFT, RIGHT, epsg=EPSG)
    left, right = transform(rest, STORAGE_CRS, f"EPSG:{EPSG}"), transform(RIGHT, STORAGE_CRS, f"EPSG:{EPSG}")
    assert left.intersection(right).area < 1e-3
    with pytest.raises(AlternativesAlike):
        combined(Origin.UNION, LEFT, box(116.47, 40.64, 116.48, 40.65), epsg=EPSG)
    with pytest.raises(AlternativesAlike):
        combined(Origin.COMMON, LEFT, box(116.47, 40.64, 116.48, 40.65), epsg=EPSG)
    with pytest.raises(NothingInCommon):
        combined(Origin.COMMON, LEFT, box(117.0, 40.64, 117.1, 40.65), epsg=EPSG)


def propose(plan: Path, uid: str, shape: shapely.Geometry, county: str) -> None:
    one = Alternative(uid, "a1", "A", shape, county, created_at=f"2026-05-0{len(uid)}T00:00:00.000+00:00")
    with PlanStore.open(plan) as store, store.change("alternative_added"):
        store.put_alternatives([one])


def proposed(plan: Path) -> dict[str, tuple[str, str]]:
    with PlanStore.open(plan, read_only=True) as store:
        every = store.alternatives("a1")
        return {one.uid: (titles(every)[one.uid], one.county) for one in every}


def test_what_two_counties_propose_lies_side_by_side_after_a_take_in(tmp_path):
    ours = first_plan(tmp_path / "a")
    theirs = copy_for(ours, tmp_path / "b")
    propose(ours, "o", box(116.93, 40.10, 116.95, 40.12), "110116")
    propose(theirs, "tt", box(116.93, 40.10, 116.951, 40.12), "130826")  # nearly the same, and called A too
    assert hash_of(ours) == hash_of(theirs), "paper stays as it was"
    assert compared(ours, theirs).comparison.differences
    taken_in(ours, theirs)
    assert proposed(ours) == {"o": ("A", "110116"), "tt": ("A2", "130826")}
    taken_in(theirs, ours)
    assert proposed(theirs) == proposed(ours)


def test_proposals_of_plans_that_never_met_stay_two(tmp_path):
    ours, theirs = first_plan(tmp_path / "a"), first_plan(tmp_path / "b")
    propose(ours, "o", box(116.93, 40.10, 116.95, 40.12), "110116")
    propose(theirs, "tt", box(116.93, 40.10, 116.95, 40.12), "110116")
    taken_in(ours, theirs)
    assert set(proposed(ours)) == {"o", "tt"}
