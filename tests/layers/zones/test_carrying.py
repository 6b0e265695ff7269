"""An analysis made again meets edits: squares on a line, each case worked out by hand."""

from __future__ import annotations

import pytest
import shapely

from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.carrying import (
    DROPPED,
    MERGED,
    VANISHED,
    aside_row,
    back_from_aside,
    carry,
    conflicts,
    no_aside,
    previous,
)
from layers.zones.carrying import _aside_frame as aside_frame
from layers.zones.edits import edit, edits_of
from layers.zones.outlines import Outline, count
from tests.layers.shapes import box_km, counties, forests, frame, settlements

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 60), B: box_km(20, 0, 40, 60)}
AT = "2026-11-29T04:00:00+00:00"
NOBODY = settlements([], [])
NORTH, SOUTH = box_km(19, 40, 21, 42), box_km(19, 10, 21, 12)


def inputs(*woods, people=NOBODY):
    return ZoneInputs(counties(TWO), (forests(list(woods)), people))


def recounted(given, parameters=None):
    used = parameters or Parameters()
    return lambda row, shape, parts: count(shape, given, used, parts)


def again(result_or_frames, given, aside=None, **numbers):
    """Derive once more over what the plan holds, and carry the hands' work over."""
    zones, parts = result_or_frames
    kept = no_aside() if aside is None else aside
    parameters = Parameters(**numbers)
    fresh = derive(given, parameters, previous=previous(zones, kept))
    return carry(fresh, zones, parts, kept, recount=recounted(given, parameters))


def with_edit(zones, at, columns):
    """Return the zones with the columns of one row replaced."""
    rows = zones.copy()
    for name, value in columns.items():
        if name in rows.columns:
            rows[name] = [value if k == at else old for k, old in enumerate(rows[name])]
    return rows


def row_of(zones, uid):
    return next(row for row in zones.to_dict("records") if row["uid"] == uid)


@pytest.fixture(scope="module")
def two_woods():
    given = inputs(NORTH, SOUTH)
    result = derive(given)
    assert len(result.zones) == 2
    return given, result


def edited(result, uid, **values):
    at = list(result.zones["uid"]).index(uid)
    row = row_of(result.zones, uid)
    return with_edit(result.zones, at, edit(row, values, at=AT, by="Li"))


def test_the_same_analysis_again_keeps_states_and_edits_to_the_letter(two_woods):
    given, result = two_woods
    uid = result.zones["uid"].iloc[0]
    zones = edited(result, uid, zone_class="S3", supports=[])
    zones = with_edit(
        zones, 0, {"states": [{"state": "assessed", "at": AT, "note": "", "by": ""}], "status": "assessed"}
    )
    made = again((zones, result.parts), given)
    row = row_of(made.result.zones, uid)
    assert (row["zone_class"], row["supports"], row["status"]) == ("S3", [], "assessed")
    assert row["states"][0]["state"] == "assessed"
    assert edits_of(row) == edits_of(row_of(zones, uid))
    assert made.conflicts == []
    other = row_of(made.result.zones, result.zones["uid"].iloc[1])
    assert other["zone_class"] == "S1" and not other["edited"]


def test_what_changed_underneath_is_listed_unless_the_hand_said_so_first(two_woods):
    _, result = two_woods
    south = next(row["uid"] for row in result.zones.to_dict("records") if row["geometry"].centroid.y < 40.3)
    assert row_of(result.zones, south)["lead"] == A and row_of(result.zones, south)["rotation"]  # half in each
    moved = inputs(NORTH, box_km(19.5, 10, 21.5, 12))  # three quarters in B: now B leads

    agreeing = again((edited(result, south, lead=B), result.parts), moved)
    row = row_of(agreeing.result.zones, south)
    assert (row["lead"], agreeing.conflicts) == (B, [])
    assert edits_of(row)["lead"]["derived"] == B

    made = again((edited(result, south, supports=[]), result.parts), moved)
    (found,) = made.conflicts
    assert (found.uid, found.kind, found.field, found.mine) == (south, "changed", "supports", [])
    assert (found.before, found.now) == ([B], [A])
    assert row_of(made.result.zones, south)["supports"] == []


def test_an_edited_zone_that_is_gone_waits_to_be_decided_and_an_unedited_one_goes(two_woods):
    given, result = two_woods
    north = next(row["uid"] for row in result.zones.to_dict("records") if row["geometry"].centroid.y > 40.3)
    made = again((result.zones, result.parts), inputs(SOUTH))
    assert len(made.result.zones) == 1 and len(made.aside) == 0 and made.conflicts == []

    zones = edited(result, north, zone_class="S2")
    made = again((zones, result.parts), inputs(SOUTH))
    assert north not in set(made.result.zones["uid"])
    assert made.aside["why"].tolist() == [VANISHED]
    (found,) = made.conflicts
    assert (found.uid, found.kind, found.at) == (north, "vanished", AT)
    # It comes back as it was, and is itself again when the wood is back.
    zone, parts = back_from_aside(made.aside.to_dict("records")[0])
    assert zone["geometry"].equals(row_of(zones, north)["geometry"]) and zone["zone_class"] == "S2"
    assert sum(part["area_ha"] for part in parts) == pytest.approx(zone["area_ha"])
    back = again((made.result.zones, made.result.parts), given, made.aside)
    assert row_of(back.result.zones, north)["zone_class"] == "S2"
    assert len(back.aside) == 0 and back.conflicts == []


def test_a_zone_divided_is_listed_with_what_took_its_part():
    ridge = box_km(19, 10, 21, 20)
    given = inputs(ridge)
    result = derive(given)
    assert len(result.zones) == 1
    uid = result.zones["uid"].iloc[0]
    zones = edited(result, uid, zone_class="S2")
    made = again((zones, result.parts), inputs(box_km(19, 10, 21, 14.5), box_km(19, 18, 21, 20)))
    (found,) = made.conflicts
    assert (found.uid, found.kind) == (uid, "split")
    (other,) = set(made.result.zones["uid"]) - {uid}
    assert found.into == (other,)
    assert row_of(made.result.zones, uid)["zone_class"] == "S2"


def test_no_zone_stays_no_zone_and_the_ranks_close_up(two_woods):
    given, result = two_woods
    uid = result.zones["uid"].iloc[0]
    row = row_of(result.zones, uid)
    parts = result.parts[result.parts["zone_uid"] == uid].to_dict("records")
    aside = aside_frame([aside_row(row, parts, DROPPED, at=AT, by="Li", note="an orchard")])
    rest = result.zones[result.zones["uid"] != uid].reset_index(drop=True)
    made = again((rest, result.parts[result.parts["zone_uid"] != uid]), given, aside)
    assert set(made.result.zones["uid"]) == set(rest["uid"])
    assert made.result.zones["rank"].tolist() == [1]
    assert uid not in set(made.result.parts["zone_uid"])
    assert made.aside["note"].tolist() == ["an orchard"] and made.conflicts == []


def test_a_zone_set_aside_whose_class_is_another_now_is_listed(two_woods):
    _, result = two_woods
    south = next(row["uid"] for row in result.zones.to_dict("records") if row["geometry"].centroid.y < 40.3)
    row = row_of(result.zones, south)
    aside = aside_frame([aside_row(row, [], DROPPED, at=AT)])
    rest = result.zones[result.zones["uid"] != south].reset_index(drop=True)
    # All of the southern wood in A now, and somebody lives in B within its reach: S3.
    changed = inputs(NORTH, box_km(18.5, 10, 19.9, 12), people=settlements([(20.3, 11)], [50.0]))
    made = again((rest, result.parts), changed, aside, forest_reach="distance")
    (found,) = made.conflicts
    assert (found.uid, found.kind, found.field) == (south, "aside", DROPPED)
    assert (found.before["zone_class"], found.now["zone_class"]) == ("S1", "S3")
    assert conflicts(made.result.zones, made.aside) == made.conflicts


def test_an_outline_drawn_by_hand_is_measured_anew_with_the_data_of_now(two_woods):
    given, result = two_woods
    uid = result.zones["uid"].iloc[0]
    row = row_of(result.zones, uid)
    centre = row["geometry"].centroid
    drawn = shapely.box(centre.x - 0.02, centre.y - 0.01, centre.x + 0.02, centre.y + 0.01)
    derived = Outline.of_rows(row, result.parts)
    outline = count(drawn, given, Parameters(), derived.parts)
    columns = edit({**row, "geometry": derived.as_dict()}, {"geometry": outline.shape}, at=AT)
    columns |= {**outline.numbers, "geometry": outline.shape}
    at = list(result.zones["uid"]).index(uid)
    zones = with_edit(result.zones, at, columns)
    assert previous(zones, no_aside()).geometry.iloc[at].equals(row["geometry"])

    lived = settlements([((centre.x - 117.0) * 85.2 + 20.2, 41.0 if centre.y > 40.3 else 11.0)], [120.0])
    made = again((zones, result.parts), inputs(NORTH, SOUTH, people=lived))
    after = row_of(made.result.zones, uid)
    assert after["geometry"].equals(outline.shape)
    assert after["people"] == 120.0 and after["villages"] == 1
    parts = made.result.parts[made.result.parts["zone_uid"] == uid]
    assert parts["area_ha"].sum() == pytest.approx(after["area_ha"])
    assert after["area_ha"] == pytest.approx(outline.numbers["area_ha"])
    assert [one for one in made.conflicts if one.field == "geometry"] == []


def test_counting_the_derived_outline_gives_the_derived_figures(two_woods):
    given, result = two_woods
    for row in result.zones.to_dict("records"):
        outline = Outline.of_rows(row, result.parts)
        counted = count(row["geometry"], given, Parameters(), outline.parts)
        for name in ("area_ha", "forest_ha", "people", "villages"):
            assert counted.numbers[name] == pytest.approx(row[name], rel=1e-6), name
        assert [part["county"] for part in counted.parts] == [part["county"] for part in outline.parts]
        stored = Outline.from_dict(outline.as_dict())
        assert stored.shape.equals(outline.shape) and len(stored.parts) == len(outline.parts)


def test_merged_stays_merged(two_woods):
    given, result = two_woods
    first, second = result.zones["uid"]
    aside = aside_frame([aside_row(row_of(result.zones, second), [], MERGED, into=first, at=AT)])
    rest = result.zones[result.zones["uid"] == first].reset_index(drop=True)
    made = again((rest, result.parts), given, aside)
    assert made.result.zones["uid"].tolist() == [first]
    assert made.aside[["uid", "into"]].to_numpy().tolist() == [[second, first]]


def test_a_merged_zone_whose_survivor_is_gone_stands_for_itself_again(two_woods):
    _, result = two_woods
    south = next(row["uid"] for row in result.zones.to_dict("records") if row["geometry"].centroid.y < 40.3)
    (north,) = set(result.zones["uid"]) - {south}
    aside = aside_frame([aside_row(row_of(result.zones, south), [], MERGED, into=north, at=AT)])
    rest = result.zones[result.zones["uid"] == north].reset_index(drop=True)
    made = again((rest, result.parts), inputs(SOUTH), aside)  # nothing was edited on the survivor: it goes
    assert made.result.zones["uid"].tolist() == [south] and len(made.aside) == 0
    assert set(made.result.parts["zone_uid"]) == {south}


def test_nothing_by_hand_changes_nothing(two_woods):
    given, result = two_woods
    made = again((result.zones, result.parts), given)
    assert made.result.zones.drop(columns="geometry").equals(result.zones.drop(columns="geometry"))
    assert made.result.parts["area_ha"].equals(result.parts["area_ha"])
    assert frame([box_km(0, 0, 1, 1)], uid=["x"]).crs == made.result.zones.crs
