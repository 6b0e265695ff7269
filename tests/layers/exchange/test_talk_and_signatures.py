"""Comments travel though paper does not print them; what was signed is never mixed or changed by a take-in."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from layers.comments import Comment
from layers.errors import VersionFrozen
from layers.exchange.model import Choice
from layers.plan import PlanStore
from layers.version_workflow import Person, sign
from layers.versions import Thing, ThingKind
from tests.layers.exchange.counties import areas, compared, copy_for, edit, first_plan, hash_of, square, taken_in

WANG = Person("王", "110116", "怀柔区", "主任")
AREA = Thing(ThingKind.PATROL_AREA, "a1")


def say(plan: Path, uid: str, text: str) -> None:
    at = "2026-05-01T00:00:00Z"
    with PlanStore.open(plan) as store, store.change("comment_added"):
        store.put_comments([Comment(uid, text, "李", "130826", at, at, shapely.Point(117.0, 40.1))])


def said(plan: Path) -> dict[str, str]:
    with PlanStore.open(plan, read_only=True) as store:
        return {one.uid: one.text for one in store.comments()}


def test_comments_alone_are_a_difference_and_are_taken_in(tmp_path: Path) -> None:
    ours = first_plan(tmp_path / "a")
    theirs = copy_for(ours, tmp_path / "b")
    say(theirs, "c1", "这里有小路")
    say(ours, "c2", "界桩已移")
    assert hash_of(ours) == hash_of(theirs), "paper stays as it was"
    assert compared(ours, theirs).comparison.differences
    taken_in(ours, theirs)
    assert said(ours) == {"c1": "这里有小路", "c2": "界桩已移"}
    taken_in(theirs, ours)
    assert said(theirs) == said(ours)


def test_a_take_in_does_not_change_what_was_signed(tmp_path: Path) -> None:
    ours = first_plan(tmp_path / "a")
    theirs = copy_for(ours, tmp_path / "b")
    with PlanStore.open(ours) as store, store.change("version_signed"):
        sign(store, AREA, [WANG], on="2026-03-02")
    edit(theirs, "a1", geometry=square(117.5, 40.2))
    before = areas(ours).loc["a1", "geometry"]
    with pytest.raises(VersionFrozen):
        taken_in(ours, theirs, Choice.THEIRS)
    assert areas(ours).loc["a1", "geometry"].equals(before)


def test_a_signature_travels_whole(tmp_path: Path) -> None:
    ours = first_plan(tmp_path / "a")
    theirs = copy_for(ours, tmp_path / "b")
    with PlanStore.open(theirs) as store, store.change("version_signed"):
        sign(store, AREA, [WANG], on="2026-03-02")
    taken_in(ours, theirs)
    assert hash_of(ours) == hash_of(theirs)
