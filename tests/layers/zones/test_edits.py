"""Edits by hand: what is in force, how to go back, and what a new derivation finds."""

from __future__ import annotations

import json

import pytest
import shapely

from layers.kinds import ZoneStatus
from layers.zones.edits import as_derived, carried, conflicts_of, edit, edits_of, keep, revert, same_outline
from layers.zones.states import added, current

A, B, C = "110116", "130826", "130827"
AT = "2026-11-29T04:00:00+00:00"
LATER = "2026-11-30T04:00:00+00:00"


def zone(**columns):
    return {
        "uid": "z1",
        "zone_class": "S2",
        "counties": [A, B],
        "lead": A,
        "supports": [B],
        "rotation": False,
        "responsibility": {A: 0.7, B: 0.3},
        "edited": {},
        **columns,
    }


def test_an_edit_remembers_what_the_analysis_said_when_and_who():
    row = zone()
    changed = edit(row, {"lead": B}, at=AT, by="Li")
    assert changed == {"lead": B, "edited": {"lead": {"value": B, "derived": A, "at": AT, "by": "Li"}}}
    assert row == zone()  # the row handed in is left as it was
    json.dumps(changed)


def test_a_second_edit_keeps_the_first_derived_value_and_writing_it_again_takes_the_edit_back():
    row = zone()
    row |= edit(row, {"zone_class": "S1"}, at=AT)
    row |= edit(row, {"zone_class": "S3"}, at=LATER)
    assert (row["zone_class"], row["edited"]["zone_class"]["derived"]) == ("S3", "S2")
    row |= edit(row, {"zone_class": "S2"}, at=LATER)
    assert (row["zone_class"], row["edited"]) == ("S2", {})


def test_a_lead_chosen_by_hand_does_not_rotate_and_going_back_lets_it_again():
    row = zone(rotation=True)
    row |= edit(row, {"lead": B}, at=AT)
    assert (row["lead"], row["rotation"]) == (B, False)
    row |= revert(row, ["lead"])
    assert (row["lead"], row["rotation"], row["edited"]) == (A, True, {})


def test_what_the_analysis_said_can_be_had_without_the_hand():
    row = zone(rotation=True)
    row |= edit(row, {"lead": B, "zone_class": "S3", "name": "x"}, at=AT)
    back = as_derived(row)
    assert (back["lead"], back["rotation"], back["zone_class"]) == (A, True, "S2")


def test_the_lead_that_the_analysis_names_can_be_made_to_lead_alone():
    row = zone(rotation=True)
    row |= edit(row, {"lead": A}, at=AT)
    assert (row["lead"], row["rotation"], set(row["edited"])) == (A, False, {"lead", "rotation"})
    assert (zone(rotation=True) | carried(zone(rotation=True), row))["rotation"] is False
    row |= revert(row, ["lead"])
    assert (row["rotation"], row["edited"]) == (True, {})


def test_what_no_hand_may_change_is_refused():
    with pytest.raises(ValueError, match="area_ha"):
        edit(zone(), {"area_ha": 3.0}, at=AT)


def test_the_same_derivation_keeps_the_edit_without_a_word():
    before = zone()
    before |= edit(before, {"lead": B, "supports": [A]}, at=AT)
    row = zone() | carried(zone(), before)
    assert (row["lead"], row["supports"]) == (B, [A])
    assert conflicts_of(row) == []
    assert edits_of(row) == edits_of(before)


def test_another_derived_value_underneath_is_a_conflict_with_mine_in_force():
    before = zone()
    before |= edit(before, {"zone_class": "S1"}, at=AT, by="Li")
    row = zone(zone_class="S3") | carried(zone(zone_class="S3"), before)
    assert row["zone_class"] == "S1"
    (found,) = conflicts_of(row)
    assert (found.kind, found.field, found.mine, found.before, found.now) == ("changed", "zone_class", "S1", "S2", "S3")
    assert (found.at, found.by) == (AT, "Li")

    mine = row | keep(row, "zone_class")
    assert (mine["zone_class"], conflicts_of(mine)) == ("S1", [])
    assert mine["edited"]["zone_class"]["derived"] == "S3"
    # Settled: the same derivation once more asks nothing again.
    assert conflicts_of(zone(zone_class="S3") | carried(zone(zone_class="S3"), mine)) == []

    theirs = row | revert(row, ["zone_class"])
    assert (theirs["zone_class"], theirs["edited"]) == ("S3", {})


def test_a_derivation_that_comes_back_to_what_it_was_ends_the_conflict():
    before = zone()
    before |= edit(before, {"zone_class": "S1"}, at=AT)
    other = zone(zone_class="S3") | carried(zone(zone_class="S3"), before)
    again = zone() | carried(zone(), other)
    assert (again["zone_class"], conflicts_of(again)) == ("S1", [])


def test_a_lead_that_is_no_longer_a_county_of_the_zone_is_a_conflict():
    before = zone()
    before |= edit(before, {"lead": B}, at=AT)
    moved = zone(counties=[A, C], supports=[C])
    (found,) = conflicts_of(moved | carried(moved, before))
    assert (found.field, found.mine, found.now) == ("lead", B, A)


def test_a_name_given_by_hand_stays_whatever_number_the_zone_gets():
    before = zone()
    before |= edit({**before, "name": "怀柔–丰宁 07"}, {"name": "North ridge"}, at=AT)
    row = zone() | carried({**zone(), "name": "怀柔–丰宁 09"}, before)
    assert (row["name"], conflicts_of(row)) == ("North ridge", [])


def test_outlines_are_the_same_up_to_a_thousandth_of_their_area():
    square = shapely.box(117.0, 40.0, 117.1, 40.1)
    assert same_outline(square, shapely.box(117.0, 40.0, 117.1, 40.10005))
    assert not same_outline(square, shapely.box(117.0, 40.0, 117.1, 40.1005))


def test_states_are_a_log_and_old_words_are_understood():
    log = added(added([], ZoneStatus.ASSESSED, AT, note=" met in Fengning ", by="Li"), "monitoring", LATER)
    assert [entry["state"] for entry in log] == ["assessed", "monitoring"]
    assert log[0] == {"state": "assessed", "at": AT, "note": "met in Fengning", "by": "Li"}
    assert current(log) is ZoneStatus.MONITORING
    assert current([]) is ZoneStatus.IDENTIFIED
    former = {"identified": "identified", "negotiating": "communication", "signed": "treatment", "review": "monitoring"}
    assert {old: current([], old).value for old in former} == former
    with pytest.raises(ValueError, match="forgotten"):
        added([], "forgotten", AT)
