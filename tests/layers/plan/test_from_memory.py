"""A plan written anew from what the program still holds: with and without an earlier version to build on."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from layers import version_workflow as flow
from layers.plan import PlanStore, backups
from layers.plan.alternatives import Alternative
from layers.plan.from_memory import Remembered, rebuild
from layers.plan.verify import verify
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind, VersionState
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
        versions=store.versions(),
        consents=store.consents(),
        comments=store.comments(),
        alternatives=store.alternatives(),
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


@pytest.mark.parametrize("has_ground", [False, True])
def test_signatures_are_there_again(tmp_path: Path, has_ground: bool) -> None:
    with make_plan(tmp_path) as store:
        with store.change("x"):
            uid = store.add_patrol_area("一号", BOX)
        ground = backups.make(store, tmp_path / "versions", reason="worked") if has_ground else None
        with store.change("version_signed"):
            flow.sign(store, _area(uid), (Person("王五", "110116", "怀柔区", "副区长"),), on="2026-03-01")
        known = remembered(store)
    done = rebuild(tmp_path / "new.lianfang.gpkg", known, ground=ground)
    with PlanStore.open(done.path) as found:
        (version,), (signature,) = found.versions(), found.consents()
        assert version.state is VersionState.SIGNED and signature.name == "王五"
        assert (version.sha256, signature.sha256) == (known.versions[0].sha256,) * 2
    assert "signed_differs" not in {one.code for one in verify(done.path).findings}


def test_what_was_amended_since_the_earlier_version_is_no_obstacle(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        with store.change("x"):
            uid = store.add_patrol_area("一号", BOX)
        with store.change("version_signed"):
            flow.sign(store, _area(uid), (Person("王五", "110116", "怀柔区", "副区长"),), on="2026-03-01")
        ground = backups.make(store, tmp_path / "versions", reason="worked")
        with store.change("version_begun"):
            flow.begin(store, _area(uid), note="扩大")
        with store.change("x"):
            store.update_patrol_area(uid, geometry=BOX.buffer(0.01))
        known = remembered(store)
    done = rebuild(tmp_path / "new.lianfang.gpkg", known, ground=ground)
    with PlanStore.open(done.path) as found:
        assert [one.state for one in found.versions()] == [VersionState.SIGNED, VersionState.DRAFT]
        assert len(found.consents()) == 1


def test_proposals_are_there_again(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        with store.change("x"):
            uid = store.add_patrol_area("一号", BOX)
            store.put_alternatives([Alternative("gone", uid, "A", BOX)])
        ground = backups.make(store, tmp_path / "versions", reason="worked")
        with store.change("x"):
            store.remove_alternatives(["gone"])
            store.put_alternatives([Alternative("new", uid, "B", BOX.buffer(0.01))])
        known = remembered(store)
    with PlanStore.open(rebuild(tmp_path / "new.lianfang.gpkg", known, ground=ground).path) as found:
        assert [one.uid for one in found.alternatives()] == ["new"]


def _area(uid: str) -> Thing:
    return Thing(ThingKind.PATROL_AREA, uid, "一号")
