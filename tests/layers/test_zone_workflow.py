"""Zones edited by hand in a plan: gestures, undo, a second analysis, conflicts settled either way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import shapely

from layers import workflow, zone_workflow
from layers.errors import ZonesNotAlike
from layers.kinds import Origin, Role, Shape, ZoneStatus
from layers.plan import LayerRecord, PlanStore
from layers.plan.verify import verify
from tests.layers.plan.reference_hash import reference_hash
from tests.layers.shapes import box_km, counties, forests, frame, settlements

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 60), B: box_km(20, 0, 40, 60)}
AT = "2026-11-29T04:00:00+00:00"
NORTH, SOUTH = box_km(19, 40, 21, 42), box_km(19.5, 10, 21.5, 12)


def record(role, shape, title, every):
    return LayerRecord(
        uid="", title=title, role=role, shape=shape, origin=Origin.READ, table="", speaks_for=frozenset(every)
    )


def put_wood(store, *woods):
    with store.change("layer_added"):
        for layer in store.layers():
            if layer.role is Role.FOREST:
                store.remove_layer(layer.uid)
        store.add_layer(record(Role.FOREST, Shape.POLYGON, "林", [A, B]), forests(list(woods)).frame)


@pytest.fixture
def store(tmp_path: Path):
    made = PlanStore.create(tmp_path / "a.lianfang.gpkg", title="甲", reference_date=date(2026, 4, 1))
    every = [A, B]
    with made.change("layer_added"):
        land = counties(TWO)
        land.insert(0, "uid", ["c1", "c2"])
        made.add_layer(record(Role.COUNTY, Shape.POLYGON, "县", every), land)
        made.add_layer(record(Role.SETTLEMENT, Shape.POINT, "村", every), settlements([(20.4, 41.0)], [50.0]).frame)
        road = frame([shapely.LineString([(16_000, 5_000), (24_000, 5_000)])], uid=["r1"], name=["G1"])
        made.add_layer(record(Role.ROAD, Shape.LINE, "路", every), road)
    put_wood(made, NORTH, SOUTH)
    workflow.analyse(made)
    yield made
    path = made.path
    made.close()
    found = verify(path)
    assert found.is_sound, found
    assert found.content_hash == reference_hash(path)


def rows(store):
    return {row["uid"]: row for row in store.zones().to_dict("records")}


def north(store):
    return next(uid for uid, row in rows(store).items() if row["geometry"].centroid.y > 40.3)


def south(store):
    return next(uid for uid, row in rows(store).items() if row["geometry"].centroid.y < 40.3)


def snapshot(store):
    zones = store.zones()
    return zones.drop(columns="geometry").to_json(), zones.geometry.to_wkb().tolist(), len(store.zones_aside())


def test_an_edit_is_one_gesture_that_undo_takes_back_and_an_analysis_keeps(store):
    uid, before = south(store), snapshot(store)
    with store.change("zone_edited"):
        zone_workflow.edit(store, uid, {"zone_class": "S3", "name": "南梁"}, at=AT, by="李")
    assert rows(store)[uid]["zone_class"] == "S3"
    assert workflow.zone_names(store, store.zones())[uid] == "南梁"
    edited = snapshot(store)
    workflow.analyse(store)
    assert snapshot(store) == edited and zone_workflow.conflicts(store) == []
    store.undo()
    store.undo()
    assert snapshot(store) == before
    store.redo()
    assert snapshot(store) == edited
    with store.change("zone_reverted"):
        zone_workflow.revert(store, uid, ["zone_class", "name"])
    assert snapshot(store) == before


def test_a_conflict_is_settled_either_way_and_both_ways_undo(store):
    uid = south(store)
    was = rows(store)[uid]
    assert (was["lead"], was["zone_class"]) == (B, "S1")
    with store.change("zone_edited"):
        zone_workflow.edit(store, uid, {"lead": A, "supports": [B]}, at=AT)
    put_wood(store, NORTH, box_km(18.0, 10, 19.9, 12))  # all of it in A now, nobody near: local
    workflow.analyse(store)
    found = {one.field: one for one in zone_workflow.conflicts(store)}
    # Derived: lead A and nobody to support.  The analysis now agrees with the lead by hand, not with the support.
    assert set(found) == {"supports"}
    assert found["supports"].kind == "changed" and found["supports"].now == []
    assert rows(store)[uid]["supports"] == [B]
    open_state = snapshot(store)
    with store.change("zone_conflict_kept"):
        zone_workflow.settle(store, found["supports"], mine=True, at=AT)
    assert "supports" not in {one.field for one in zone_workflow.conflicts(store)}
    assert rows(store)[uid]["supports"] == [B]
    store.undo()
    assert snapshot(store) == open_state
    with store.change("zone_conflict_taken"):
        zone_workflow.settle(store, found["supports"], mine=False, at=AT)
    assert rows(store)[uid]["supports"] == [] and "supports" not in rows(store)[uid]["edited"]


def test_states_are_logged_and_survive(store):
    uid = north(store)
    with store.change("zone_status"):
        zone_workflow.add_state(store, uid, ZoneStatus.ASSESSED, at=AT, note="met", by="李")
    with store.change("zone_status"):
        zone_workflow.add_state(store, uid, ZoneStatus.TREATMENT, at=AT)
    workflow.analyse(store)
    row = rows(store)[uid]
    assert row["status"] == "treatment"
    assert [(one["state"], one["note"], one["by"]) for one in row["states"]] == [
        ("assessed", "met", "李"),
        ("treatment", "", ""),
    ]
    store.undo()
    store.undo()
    assert rows(store)[uid]["status"] == "assessed"


def test_no_zone_goes_aside_stays_there_and_comes_back(store):
    before = snapshot(store)
    uid = store.zones()["uid"].iloc[0]
    with store.change("zones_dropped"):
        zone_workflow.drop(store, [uid], at=AT, by="李", note="果园")
    assert uid not in rows(store) and store.zones()["rank"].tolist() == [1]
    assert uid not in set(store.parts()["zone_uid"])
    workflow.analyse(store)
    assert uid not in rows(store)
    assert store.zones_aside()[["uid", "why", "by", "note"]].to_numpy().tolist() == [[uid, "dropped", "李", "果园"]]
    with store.change("zone_restored"):
        zone_workflow.restore(store, uid)
    assert snapshot(store) == before
    store.undo()
    assert uid not in rows(store)


def test_merged_zones_are_one_with_the_figures_of_both_and_separate_again(store):
    first, second = store.zones()["uid"]
    before = snapshot(store)
    together = zone_workflow.union_of(store, [first, second])
    outline = zone_workflow.counted(store, first, together)
    area = store.zones()["area_ha"].sum()
    people = sum(entry["people"] or 0 for found in store.zones()["exposures"] for entry in found.values())
    with store.change("zones_merged"):
        zone_workflow.merge(store, [first, second], outline, at=AT)
    row = rows(store)[first]
    assert list(rows(store)) == [first]
    assert row["area_ha"] == pytest.approx(area, rel=1e-6)
    assert store.parts()["area_ha"].sum() == pytest.approx(area, rel=1e-6)
    assert people > 0 and sum(entry["people"] for entry in row["exposures"].values()) == people
    merged = snapshot(store)
    workflow.analyse(store)
    assert snapshot(store) == merged and zone_workflow.conflicts(store) == []
    with store.change("zone_restored"):
        zone_workflow.restore(store, second)
    assert snapshot(store) == before


def test_zones_of_other_counties_are_not_merged(store):
    first, second = store.zones()["uid"]
    with store.change("x"):
        store.update_zone(second, {"border": "110116|130827"})
    with pytest.raises(ZonesNotAlike, match="differ"):
        zone_workflow.union_of(store, [first, second])


def test_an_edited_zone_that_is_gone_can_be_kept_or_let_go(store):
    uid = south(store)
    with store.change("zone_edited"):
        zone_workflow.edit(store, uid, {"name": "南梁"}, at=AT, by="李")
    row = rows(store)[uid]
    put_wood(store, NORTH)
    workflow.analyse(store)
    (found,) = zone_workflow.conflicts(store)
    assert (found.kind, found.uid) == ("vanished", uid) and uid not in rows(store)
    with store.change("zone_conflict_kept"):
        zone_workflow.settle(store, found, mine=True, at=AT)
    kept = rows(store)[uid]
    assert kept["geometry"].equals(row["geometry"]) and kept["rank"] == 2
    workflow.analyse(store)  # still not derived: kept without asking again
    assert uid in rows(store) and zone_workflow.conflicts(store) == []
    store.undo()
    store.undo()
    with store.change("zone_conflict_taken"):
        zone_workflow.settle(store, found, mine=False, at=AT)
    assert uid not in rows(store) and len(store.zones_aside()) == 0


def test_roads_are_stored_and_marked_by_hand(store):
    roads = store.roads()
    assert roads[["kind", "name", "zone_class"]].to_numpy().tolist() == [["crossing", "G1", "S1"]]
    uid = roads["road_uid"].iloc[0]
    stale = store.analysis_is_stale()
    with store.change("road_marked"):
        zone_workflow.mark_road(store, uid, True, at=AT, by="李")
    assert store.road_marks() == {uid: {"carries": True, "at": AT, "by": "李"}}
    assert store.analysis_is_stale() == stale is False
    store.undo()
    assert store.road_marks() == {}
