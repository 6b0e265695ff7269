"""Older plans are upgraded on a copy; newer ones are read as far as they allow."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

import apsw
import pytest

from layers.errors import PlanFromFuture, PlanReadOnly
from layers.plan import FORMAT_VERSION, PlanStore, files, upgrade
from layers.plan.content_hash import content_hash
from layers.plan.model import LayerLook
from layers.plan.schema import SINCE, SPECS, Table
from layers.plan.verify import verify
from tests.layers.plan.builders import make_plan

FORMAT_1 = Path(__file__).parent / "data" / "format1.lianfang.gpkg.gz"
FORMAT_3 = FORMAT_1.with_name("format3.lianfang.gpkg.gz")
FORMAT_4 = FORMAT_1.with_name("format4.lianfang.gpkg.gz")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A plan written by the program when its format was 1: two layers, an analysis, an area, two changes undone."""
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_1.read_bytes()))
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def columns(db: apsw.Connection, table: str) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def test_an_older_plan_is_upgraded_and_its_original_kept(old: Path) -> None:
    before = sha256(old)
    with PlanStore.open(old) as store:
        assert not store.read_only
        assert store.info().format_version == FORMAT_VERSION
        assert store.original == old.with_name("plan (format 1).lianfang.gpkg")
        assert store.looks() == {"reaches": LayerLook(visible=False)}
        assert store.view_state() == {"center": [1.0, 2.0], "metres_per_px": 10.0, "epsg": 4548}
        assert list(store.patrol_areas()["name"]) == ["联防区一"]
        assert [layer.title for layer in store.layers()] == ["地形", "县界"]
        with store.change("look"):
            store.set_look("zones", opacity=0.5)
    assert files.check(store.original) == 1
    with PlanStore.open(store.original, read_only=True) as original:
        assert list(original.patrol_areas()["name"]) == ["联防区一"]
    assert before != sha256(old)
    assert sorted(entry.name for entry in old.parent.iterdir()) == ["plan (format 1).lianfang.gpkg", old.name]


def test_the_history_of_an_older_plan_runs_both_ways_to_its_ends(old: Path) -> None:
    with PlanStore.open(old) as store:
        steps = len(store.history())
        while store.redo():
            pass
        assert [layer.title for layer in store.layers()] == ["县界"]
        assert list(store.patrol_areas()["name"]) == ["喇叭沟门"]
        undone = 0
        while store.undo():
            undone += 1
        assert undone == steps and store.layers() == [] and len(store.zones()) == 0
        while store.redo():
            pass
        (counties,) = store.layers()
        assert len(store.frame(counties.uid)) == 2 and len(store.zones()) == 1
        assert (counties.content_sha256, counties.raster_bytes) == ("", 0) or counties.content_sha256


def test_an_upgraded_plan_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    PlanStore.open(old).close()
    make_plan(tmp_path, "new.gpkg").close()
    upgraded, new = apsw.Connection(str(old)), apsw.Connection(str(tmp_path / "new.gpkg"))
    for spec in SPECS.values():
        assert columns(upgraded, spec.table) == columns(new, spec.table), spec.table
    for db in (upgraded, new):
        db.close()
    assert files.check(old) == FORMAT_VERSION


def test_reading_an_older_plan_leaves_it_alone(old: Path) -> None:
    before, stamp = sha256(old), old.stat().st_mtime_ns
    with PlanStore.open(old, read_only=True) as store:
        assert store.info().format_version == FORMAT_VERSION and store.looks()
        with store.reader() as reader:
            assert reader.looks() == store.looks()
    assert (sha256(old), old.stat().st_mtime_ns) == (before, stamp)
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


def test_an_older_plan_on_a_full_disk_opens_for_reading(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sha256(old)
    monkeypatch.setattr(upgrade.files.placing, "sync", full)
    monkeypatch.setattr(upgrade, "scratch_copy", lambda path: _upgraded_elsewhere(path, monkeypatch))
    with PlanStore.open(old) as store:
        assert store.read_only and store.refusal.facts["reason_code"] == "no_room_to_upgrade"
        with pytest.raises(PlanReadOnly, match="No space left"), store.change("x"):
            pass
    assert sha256(old) == before
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


def _upgraded_elsewhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.undo()
    return upgrade.scratch_copy(path)


def test_a_step_that_fails_leaves_the_older_plan_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(db: apsw.Connection) -> None:
        db.execute("CREATE TABLE half_done (x)")
        raise ZeroDivisionError

    before = sha256(old)
    monkeypatch.setattr(upgrade, "_STEPS", {1: failing})
    with pytest.raises(ZeroDivisionError):
        PlanStore.open(old)
    assert sha256(old) == before
    assert not list(old.parent.glob(".*")) and not list(old.parent.glob("*.lock"))


def test_a_second_upgrade_never_writes_over_a_kept_original(old: Path) -> None:
    data = old.read_bytes()
    PlanStore.open(old).close()
    old.write_bytes(data)
    with PlanStore.open(old) as store:
        assert store.original is not None and store.original.name == "plan (format 1 2).lianfang.gpkg"
        assert store.original.exists()


def make_newer(folder: Path, readable_by: int, *also: str) -> Path:
    with make_plan(folder) as store, store.change("x"):
        store.set_look("zones", visible=False)
    db = apsw.Connection(str(store.path))
    db.execute("UPDATE lf_plan SET format_version = 9, readable_by = ?", (readable_by,))
    for statement in also:
        db.execute(statement)
    db.close()
    return store.path


def test_a_newer_plan_that_allows_it_opens_for_reading(tmp_path: Path) -> None:
    path = make_newer(
        tmp_path,
        FORMAT_VERSION,
        "ALTER TABLE lf_layer ADD COLUMN tomorrow TEXT",
        "CREATE TABLE lf_tomorrow (fid INTEGER PRIMARY KEY, uid TEXT)",
    )
    before = sha256(path)
    with PlanStore.open(path) as store:
        assert store.read_only
        assert store.refusal.facts | {"path": ""} == {
            "path": "",
            "reason": f"a newer version made it (format 9, this program knows {FORMAT_VERSION})",
            "reason_code": "newer",
            "who": None,
            "found": 9,
            "known": FORMAT_VERSION,
        }
        assert store.looks() == {"zones": LayerLook(visible=False)}
        with pytest.raises(PlanReadOnly, match="newer version"), store.change("x"):
            pass
    assert sha256(path) == before and [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("readable_by", "also"),
    [(FORMAT_VERSION + 1, ""), (FORMAT_VERSION, "ALTER TABLE lf_layer DROP COLUMN opacity")],
)
def test_a_newer_plan_that_cannot_be_read_is_refused(tmp_path: Path, readable_by: int, also: str) -> None:
    path = make_newer(tmp_path, readable_by, *([also] if also else []))
    with pytest.raises(PlanFromFuture):
        PlanStore.open(path)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_second_program_may_look_and_knows_who_works(tmp_path: Path) -> None:
    with make_plan(tmp_path) as first:
        with pytest.raises(PlanReadOnly):
            PlanStore.open(first.path)
        with PlanStore.open(first.path, or_read_only=True) as second:
            assert second.read_only and second.refusal.facts["reason_code"] == "locked"
            assert second.refusal.facts["who"]["pid"] == os.getpid()
            with first.change("x"):
                first.set_look("zones", opacity=0.25)
            assert second.looks()["zones"].opacity == 0.25
    with PlanStore.open(first.path) as alone:
        assert not alone.read_only


def test_a_plan_of_format_3_is_upgraded_and_says_the_same(tmp_path: Path) -> None:
    """Written by the program of commit abeb523: an analysis, an area, a verdict; two changes undone."""
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_3.read_bytes()))
    with PlanStore.open(path) as store:
        assert store.original == path.with_name("plan (format 3).lianfang.gpkg")
        assert content_hash(store) == "dbff7b6a1ed8feebc217a8d1247d0282a4f775947dd6dc29943df3a114c1316b"
        assert [layer.title for layer in store.layers()] == ["地形", "县界"]
        assert len(store.border_verdicts()) == 1 and store.looks() == {"reaches": LayerLook(visible=False)}
        assert store.sketch_state() == {"tool": "draw_patrol", "corners": []}
        while store.redo():
            pass
        assert list(store.patrol_areas()["name"]) == ["喇叭沟门"] and store.layers()[0].opacity == 0.5
        while store.undo():
            pass
        assert store.layers() == [] and len(store.zones()) == 0
        while store.redo():
            pass
    assert files.check(path) == FORMAT_VERSION
    assert verify(path).is_sound


def test_a_plan_of_format_4_says_the_same_and_its_zones_have_room_for_more(tmp_path: Path) -> None:
    """Written by the program of commit bf8791c: an analysis, an area, a parameter; one change undone."""
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_4.read_bytes()))
    with PlanStore.open(path) as store:
        assert content_hash(store) == "d543b64a04363562eb6bff976cf1d7a93eea1b25e8a2a21cc45b27956153902e"
        zone = store.zones().iloc[0]
        assert (zone["links"], zone["states"]) == ([], [])
        assert zone["evidence"] == zone["exposures"] == zone["stability"] == zone["edited"] == {}
        while store.redo():
            pass
        assert store.zones()["status"].iloc[0] == "negotiating" and store.zones()["links"].iloc[0] == []
        assert len(store.zones_aside()) == len(store.roads()) == 0 and store.road_marks() == {}
        while store.undo():
            pass
        assert len(store.zones()) == 0
        while store.redo():
            pass
        assert store.zones()["evidence"].iloc[0] == {} and store.parameters().forest_band_m == 4000.0
    assert files.check(path) == FORMAT_VERSION
    assert verify(path).is_sound


def test_a_plan_of_format_6_keeps_its_registers_and_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_1.with_name("format6.lianfang.gpkg.gz").read_bytes()))
    with PlanStore.open(path) as store:
        assert content_hash(store) == "29a460cc462be58ff31abd8c6515855b4dd1a9fc9e29f2dcdb1ffe33da374dad"
        assert len(store.inventory(Table.STOCK)) == 2 and list(store.patrol_areas()["name"]) == ["一号"]
        assert store.redo() and list(store.patrol_areas()["name"]) == ["一号", "二号"]
        while store.undo():
            pass
        assert store.layers() == [] and len(store.inventory(Table.STOCK)) == 0
        while store.redo():
            pass
        for table, since in SINCE.items():
            if since == FORMAT_VERSION:
                assert columns(store._db, table) == {"fid", "uid", *SPECS[table].columns} | (
                    {"geom"} if SPECS[table].geometry else set()
                )
    assert files.check(path) == FORMAT_VERSION and verify(path).is_sound
