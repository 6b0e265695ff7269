"""A plan written anew from what the program still holds: with and without an earlier version to build on."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from layers.plan import PlanStore, backups
from layers.plan.from_memory import Remembered, rebuild
from tests.layers.plan.builders import add_counties, county_frame, county_record, make_plan, make_result

BOX = shapely.box(116.9, 40.4, 117.1, 40.6)


def remembered(store: PlanStore, *frames: str) -> Remembered:
    return Remembered(
        info=store.info(),
        layers=tuple(store.layers()),
        frames={uid: store.frame(uid) for uid in frames},
        patrol_areas=store.patrol_areas(),
        agreements=store.agreements(),
        contacts=store.contacts(),
        parameters=store.parameters(),
        zone_status=dict(zip(store.zones()["uid"], store.zones()["status"], strict=True)),
    )


def test_without_an_earlier_version_it_holds_what_was_on_screen(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        counties = add_counties(store)
        with store.change("layers_added"):
            store.add_layer(county_record(title="丢失的"), county_frame())
        with store.change("patrol_area_added"):
            uid = store.add_patrol_area("一号", BOX)
        known = remembered(store, counties.uid)
    done = rebuild(tmp_path / "new.lianfang.gpkg", known)
    assert (done.areas, done.layers, done.missing, done.ground, done.has_zones) == (1, 1, ("丢失的",), None, False)
    with PlanStore.open(done.path) as found:
        assert found.info().uid == known.info.uid and found.info().title == known.info.title
        (area,) = found.patrol_areas().itertuples()
        assert (area.uid, area.name) == (uid, "一号") and area.geometry.equals_exact(BOX, 0.0)
        assert len(found.frame(counties.uid)) == 2
        assert [record.code for record in found.history()] == ["rebuilt_from_memory"]


def test_on_an_earlier_version_it_is_brought_up_to_what_was_on_screen(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        counties = add_counties(store)
        with store.change("x"):
            store.save_result(make_result(), {})
            kept, gone = store.add_patrol_area("留", BOX), store.add_patrol_area("删", BOX)
        ground = backups.make(store, tmp_path / "versions", reason="worked")
        with store.change("x"):
            store.remove_patrol_area(gone)
            store.update_patrol_area(kept, name="改", geometry=BOX.buffer(0.01))
            store.add_patrol_area("新", BOX, note="沟口")
            store.set_zone_status("z1", "treatment")
        known = remembered(store)
        areas = store.patrol_areas()
    done = rebuild(tmp_path / "new.lianfang.gpkg", known, ground=ground)
    assert (done.areas, done.layers, done.missing, done.has_zones) == (2, 1, (), True)
    with PlanStore.open(done.path) as found:
        assert sorted(found.patrol_areas()["name"]) == ["改", "新"]
        for row in areas.itertuples():
            (same,) = found.patrol_areas().loc[lambda frame, uid=row.uid: frame["uid"] == uid].itertuples()
            assert same.geometry.equals_exact(row.geometry, 0.0)
        assert len(found.frame(counties.uid)) == 2
        assert list(found.zones()["status"]) == ["treatment"] and "沟口" in set(found.patrol_areas()["note"])
        assert found.undo() is not None, "as it was in the earlier version"
        assert sorted(found.patrol_areas()["name"]) == ["删", "留"]


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        known = remembered(store)
    with pytest.raises(FileExistsError):
        rebuild(store.path, known)
