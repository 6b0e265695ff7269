"""Comments travel though paper does not print them; what was signed is never mixed or changed by a take-in."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from layers.comments import Comment
from layers.errors import ExchangeStale, VersionFrozen
from layers.exchange.model import Choice
from layers.exchange.other import OtherPlan
from layers.exchange.taking import take_in
from layers.plan import PlanStore
from layers.version_workflow import Person, agree, begin, sign
from layers.versions import Thing, ThingKind
from tests.layers.exchange.counties import add, areas, compared, copy_for, edit, first_plan, hash_of, square, taken_in

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


def test_words_of_strangers_are_never_taken_for_ours(tmp_path: Path) -> None:
    """The same person under two areas, two comments at one spot: four words, not two."""
    plans = first_plan(tmp_path / "a"), first_plan(tmp_path / "b")  # two plans with nothing in common
    for plan, area, comment in zip(plans, ("a1", "a2"), ("c1", "c2"), strict=True):
        with PlanStore.open(plan) as store, store.change("version_agreed"):
            agree(store, Thing(ThingKind.PATROL_AREA, area), WANG, on="2026-03-02")
        say(plan, comment, comment)
    taken_in(*plans, Choice.OURS)
    assert said(plans[0]) == {"c1": "c1", "c2": "c2"}
    with PlanStore.open(plans[0], read_only=True) as store:
        assert {(one.thing, one.name) for one in store.consents()} == {("a1", "王"), ("a2", "王")}


def test_a_signed_area_keeps_its_number(tmp_path: Path) -> None:
    """Both drew an area and numbered it alike; one of them is signed, so the other gets a number of its own."""
    for signed in ("b-theirs", "a-ours"):
        ours = first_plan(tmp_path / signed / "a")
        theirs = copy_for(ours, tmp_path / signed / "b")
        add(ours, "a-ours", square(117.3, 40.2), "我方")
        add(theirs, "b-theirs", square(117.4, 40.2), "对方")
        assert areas(ours).loc["a-ours", "number"] == areas(theirs).loc["b-theirs", "number"] == 4
        plan = theirs if signed == "b-theirs" else ours
        with PlanStore.open(plan) as store, store.change("version_signed"):
            sign(store, Thing(ThingKind.PATROL_AREA, signed), [WANG], on="2026-03-02")
        taken_in(ours, theirs)
        taken_in(theirs, ours)
        assert areas(ours)["number"].to_dict() == areas(theirs)["number"].to_dict()
        assert areas(ours).loc[signed, "number"] == 4 and areas(ours)["number"].is_unique


def test_a_signature_is_not_taken_in_without_its_version(tmp_path: Path) -> None:
    ours = first_plan(tmp_path / "a")
    theirs = copy_for(ours, tmp_path / "b")
    with PlanStore.open(ours) as store, store.change("version_begun"):
        begin(store, AREA)
    with PlanStore.open(theirs) as store, store.change("version_signed"):
        sign(store, AREA, [WANG], on="2026-03-02")
    with pytest.raises(VersionFrozen):
        taken_in(ours, theirs, Choice.OURS)
    taken_in(ours, theirs, Choice.THEIRS)
    assert hash_of(ours) == hash_of(theirs)


def test_their_plan_changed_since_it_was_compared_is_not_taken_in(tmp_path: Path) -> None:
    ours = first_plan(tmp_path / "a")
    theirs = copy_for(ours, tmp_path / "b")
    edit(theirs, "a1", note="改")
    found = compared(ours, theirs)
    edit(theirs, "a2", note="又改")
    with PlanStore.open(ours) as store, OtherPlan.open(theirs) as other, pytest.raises(ExchangeStale):
        take_in(store, found, {}, other.store)
