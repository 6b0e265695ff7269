from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import apsw
import pytest
import shapely

from layers.errors import NotAPlan, PlanDamaged, PlanFromFuture, PlanReadOnly
from layers.plan import FORMAT_VERSION, PlanStore
from layers.plan.lock import lock_path
from tests.layers.plan.builders import REFERENCE, add_counties, make_plan, make_result

BOX = shapely.box(116.9, 40.4, 117.1, 40.6)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_plan(tmp_path) as store:
        add_counties(store)
        with store.change("patrol_area_added"):
            store.add_patrol_area("一号", BOX)
        with store.change("zones_derived"):
            store.save_result(make_result(), {"zone_names": {"z1": "怀柔–丰宁 01"}})
    return store.path


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- a sound plan -----------------------------------------------------------------------------------


def test_closing_leaves_one_file(path: Path) -> None:
    assert names(path.parent) == ["plan.lianfang.gpkg"]
    header = path.read_bytes()[:100]
    assert header[18:20] == b"\x01\x01"  # rollback journal, so that any program may open it anywhere
    assert header[68:72] == b"GPKG"
    assert int.from_bytes(header[60:64], "big") == 10300


def test_create_never_overwrites(path: Path) -> None:
    before = sha256(path)
    with pytest.raises(FileExistsError):
        PlanStore.create(path, title="x", reference_date=REFERENCE)
    assert sha256(path) == before


def test_opening_and_closing_changes_nothing(path: Path) -> None:
    before = sha256(path)
    with PlanStore.open(path, read_only=True) as store:
        assert len(store.zones()) == 1
        assert names(path.parent) == ["plan.lianfang.gpkg"]  # nothing beside it either
    assert sha256(path) == before


def test_path_with_chinese_spaces_and_signs(tmp_path: Path) -> None:
    folder = tmp_path / "联防 规划 50%#?&"
    folder.mkdir()
    with make_plan(folder, "怀柔 丰宁#1.lianfang.gpkg") as store:
        add_counties(store)
    with PlanStore.open(store.path) as again:
        assert len(again.layers()) == 1


def test_geopackage_tables_are_as_the_standard_wants(path: Path) -> None:
    db = apsw.Connection(str(path))
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    contents = {
        row[0]: row for row in db.execute("SELECT table_name, data_type, identifier, srs_id FROM gpkg_contents")
    }
    geometry = {row[0]: row for row in db.execute("SELECT * FROM gpkg_geometry_columns")}
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    own = {name for name in tables if name.startswith(("lf_", "layer_"))}
    assert set(contents) == own
    assert all(name.isascii() for name in own)
    assert contents["lf_zone"][1:] == ("features", "共同责任区", 4490)
    assert contents["lf_change"][1:] == ("attributes", "修改历史", None)
    assert set(geometry) == {name for name, row in contents.items() if row[1] == "features"}
    for name in own:
        columns = {row[1]: row for row in db.execute(f"PRAGMA table_info({name})")}
        assert columns["fid"][5] == 1 and columns["uid"][3] == 1, name  # key; not null
    srs = {row[0] for row in db.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    assert srs == {-1, 0, 4326, 4490}


def test_bounds_in_contents_are_right(path: Path) -> None:
    db = apsw.Connection(str(path))
    box = "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE min_x IS NOT NULL"
    rows = {row[0]: row[1:] for row in db.execute(box)}
    assert rows["lf_patrol_area"] == pytest.approx(BOX.bounds)
    assert rows["lf_reach"] == (117.0, 40.3, 117.0, 40.3)
    assert next(value for name, value in rows.items() if name.startswith("layer_")) == (116, 40, 118, 41)


def test_gdal_reads_it(path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    copy = path.with_name("copy.gpkg")
    shutil.copyfile(path, copy)
    zones = pyogrio.read_dataframe(copy, layer="lf_zone")
    assert zones.crs.to_epsg() == 4490
    assert list(zones["name"]) == ["怀柔–丰宁 01"]
    counties = next(name for name, _ in pyogrio.list_layers(copy) if name.startswith("layer_"))
    assert list(pyogrio.read_dataframe(copy, layer=counties)["name"]) == ["怀柔区", "丰宁满族自治县"]
    assert pyogrio.read_info(copy, layer="lf_patrol_area")["total_bounds"] == pytest.approx(BOX.bounds)


# --- files that are no sound plans ----------------------------------------------------------------------


def reason(path: Path, error: type[Exception]) -> str:
    before = sha256(path) if path.is_file() else ""
    with pytest.raises(error) as caught:
        PlanStore.open(path)
    assert str(path) in str(caught.value)
    if before:
        assert sha256(path) == before
    assert not lock_path(path).exists()
    return str(caught.value.facts.get("reason_code"))  # type: ignore[attr-defined]


def test_what_is_not_a_plan_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "none.lianfang.gpkg"
    assert reason(missing, NotAPlan) == "missing"
    assert names(tmp_path) == []
    empty = tmp_path / "empty.gpkg"
    empty.touch()
    assert reason(empty, NotAPlan) == "empty"
    text = tmp_path / "text.gpkg"
    text.write_text("这不是规划" * 100)
    assert reason(text, NotAPlan) == "not_sqlite"
    other = tmp_path / "other.gpkg"
    apsw.Connection(str(other)).execute("CREATE TABLE t (x)")
    assert reason(other, NotAPlan) == "no_plan_table"
    assert reason(tmp_path, NotAPlan) == "missing"  # a folder


def test_a_cut_file_is_damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:50])
    assert reason(path, PlanDamaged) == "truncated"
    path.write_bytes(whole[: len(whole) // 2])
    assert reason(path, PlanDamaged) in ("sqlite", "integrity")


def test_a_scribbled_page_is_damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:12288] = os.urandom(4096)
    path.write_bytes(content)
    assert reason(path, PlanDamaged) in ("sqlite", "integrity", "version", "tables")


def test_a_missing_table_is_damage(path: Path) -> None:
    apsw.Connection(str(path)).execute("DROP TABLE lf_patrol_area")
    assert reason(path, PlanDamaged) == "tables"


def test_a_plan_from_the_future_is_not_touched(path: Path) -> None:
    apsw.Connection(str(path)).execute("UPDATE lf_plan SET format_version = 99, readable_by = 98")
    before, stamp = sha256(path), path.stat().st_mtime_ns
    with pytest.raises(PlanFromFuture) as caught:
        PlanStore.open(path)
    assert caught.value.facts == {"path": str(path), "found": 99, "known": FORMAT_VERSION}
    assert (sha256(path), path.stat().st_mtime_ns) == (before, stamp)
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON lf_patrol_area BEGIN DELETE FROM lf_zone; END",
        "CREATE VIEW v AS SELECT * FROM lf_zone",
        "CREATE VIRTUAL TABLE r USING rtree (id, minx, maxx)",
    ],
)
def test_code_of_others_in_the_file_is_refused(path: Path, statement: str) -> None:
    db = apsw.Connection(str(path))
    db.execute(statement)
    db.close()
    assert reason(path, NotAPlan) == "foreign_objects"


# --- one writer, and places that cannot be written -------------------------------------------------------


def test_a_second_writer_is_told_who_has_it(path: Path) -> None:
    with PlanStore.open(path) as first:
        with pytest.raises(PlanReadOnly) as caught:
            PlanStore.open(path)
        assert caught.value.facts["reason_code"] == "locked"
        assert caught.value.facts["who"]["pid"] == os.getpid()
        with PlanStore.open(path, read_only=True) as second:
            assert len(second.patrol_areas()) == 1
            with pytest.raises(PlanReadOnly), second.change("x"):
                pass
            with first.change("patrol_area_added"):
                first.add_patrol_area("二号", BOX)
            assert len(second.patrol_areas()) == 2
    with PlanStore.open(path) as third:
        assert not third.read_only
    assert names(path.parent) == [path.name]


def test_a_lock_of_a_dead_program_does_not_count(path: Path) -> None:
    lock_path(path).write_text('{"pid": 1, "host": "elsewhere"}')
    with PlanStore.open(path) as store:
        assert not store.read_only
    assert names(path.parent) == [path.name]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs root to become an unprivileged user")
def test_a_read_only_folder_opens_for_reading(tmp_path: Path) -> None:
    """Under an unprivileged uid: file modes mean nothing to root."""
    for folder in [tmp_path, *tmp_path.parents][:-1]:
        if folder.stat().st_uid == os.getuid() and folder != Path("/tmp"):
            folder.chmod(0o755)
    with make_plan(tmp_path) as store:
        add_counties(store)
    path = store.path
    path.chmod(0o444)
    code = f"""
import os, sys
sys.path.insert(0, {str(Path.cwd())!r})
from layers.plan import PlanStore, qgis_project  # before the user changes: Python may live in root's home
from layers.errors import PlanReadOnly
import encodings.idna, getpass, pwd, socket, tempfile
os.setgid(65534); os.setuid(65534)
store = PlanStore.open({str(path)!r})
assert store.read_only and store.refusal.facts["reason"], store.refusal
assert len(store.layers()) == 1
try:
    store.set_info(title='x')
except PlanReadOnly as error:
    print('refused:', error.facts['reason'])
try:
    store.save_copy({str(tmp_path / "copy.lianfang.gpkg")!r})
except PlanReadOnly as error:
    print('refused:', error.facts['reason'])
store.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("refused:") == 2
    assert names(tmp_path) == [path.name]


# --- copies -------------------------------------------------------------------------------------------


def test_a_copy_is_whole_and_the_plan_stays(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "副本.lianfang.gpkg"
    target.parent.mkdir()
    with PlanStore.open(path) as store:
        with store.change("patrol_area_added"):
            store.add_patrol_area("二号", BOX)  # still in the log
        assert store.save_copy(target) == target
        assert store.path == path
        with store.change("patrol_area_added"):
            store.add_patrol_area("三号", BOX)
    assert names(target.parent) == [target.name]
    assert target.read_bytes()[18:20] == b"\x01\x01"
    with PlanStore.open(target) as copy:
        assert list(copy.patrol_areas()["name"]) == ["一号", "二号"]
        assert copy.can_undo  # the history goes along


def test_a_copy_replaces_a_file_and_its_stale_log(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "old.lianfang.gpkg"
    shutil.copyfile(path, target)
    db = apsw.Connection(str(target))
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute("UPDATE lf_plan SET title = 'stale'")
    log = target.with_name(target.name + "-wal").read_bytes()
    db.close()
    target.with_name(target.name + "-wal").write_bytes(log)  # as a crash leaves it
    with PlanStore.open(path) as store:
        store.save_copy(target)
    with PlanStore.open(target) as copy:
        assert copy.info().title == "怀柔–丰宁 2026"


def test_a_copy_onto_an_open_plan_is_refused(path: Path, tmp_path: Path) -> None:
    with make_plan(tmp_path, "b.lianfang.gpkg") as other, PlanStore.open(path) as store:
        with pytest.raises(PlanReadOnly):
            store.save_copy(other.path)
        with pytest.raises(ValueError, match="itself"):
            store.save_copy(path)


def test_a_copy_that_fails_leaves_the_old_file(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from layers.errors import PlanNotSaved
    from layers.plan import placing

    target = tmp_path / "t.lianfang.gpkg"
    target.write_text("old")

    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing, "sync", fail)
    with PlanStore.open(path) as store, pytest.raises(PlanNotSaved):
        store.save_copy(target)
    assert target.read_text() == "old"
    assert [name for name in names(tmp_path) if name.endswith(".tmp")] == []


def test_save_as_goes_on_in_the_new_place(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.lianfang.gpkg"
    heard: list[str] = []
    store = PlanStore.open(path)
    store.subscribe(lambda record, *_: heard.append(record.code))
    store.save_as(target)
    with store.change("patrol_area_added"):
        store.add_patrol_area("二号", BOX)
    assert store.path == target and heard == ["patrol_area_added"]
    store.close()
    with PlanStore.open(path) as old, PlanStore.open(target) as new:
        assert (len(old.patrol_areas()), len(new.patrol_areas())) == (1, 2)


def test_a_read_only_plan_goes_on_elsewhere(path: Path, tmp_path: Path) -> None:
    before = sha256(path)
    store = PlanStore.open(path, read_only=True)
    store.save_as(tmp_path / "mine.lianfang.gpkg")
    assert not store.read_only
    store.set_info(title="改")
    store.close()
    assert sha256(path) == before
    with PlanStore.open(tmp_path / "mine.lianfang.gpkg") as mine:
        assert mine.info().title == "改"


def test_a_file_system_without_locks_lets_everybody_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with PlanStore.open(path) as store:
        assert not store.read_only


def test_temporary_plans_move_or_vanish(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    store = PlanStore.temporary(title="未命名", reference_date=REFERENCE, directory=scratch)
    assert store.is_temporary
    store.save_as(tmp_path / "named.lianfang.gpkg")
    assert not store.is_temporary and names(scratch) == []
    store.close()
    other = PlanStore.temporary(title="未命名", reference_date=REFERENCE, directory=scratch)
    other.discard()
    assert names(scratch) == []


def test_closing_twice_is_fine(path: Path) -> None:
    store = PlanStore.open(path)
    store.close()
    before = sha256(path)
    store.close()
    assert sha256(path) == before and names(path.parent) == [path.name]


def test_a_job_that_reads_while_the_plan_moves_waits_for_the_new_file(tmp_path: Path, monkeypatch) -> None:
    found: list[object] = []
    unlink = Path.unlink

    def read() -> None:
        try:
            with store.reader() as reader:
                found.append((reader.path, reader.info().title))
        except Exception as error:
            found.append(error)

    def unlink_and_be_asked(path: Path, *, missing_ok: bool = False) -> None:
        """The old file is gone, the new one is not the store's yet: just then a job wants to read."""
        unlink(path, missing_ok=missing_ok)
        if path == old:
            thread.start()
            thread.join(0.3)

    with PlanStore.temporary(title="搬家", reference_date=REFERENCE, directory=tmp_path) as store:
        add_counties(store)
        old, thread = store.path, threading.Thread(target=read)
        monkeypatch.setattr(Path, "unlink", unlink_and_be_asked)
        store.save_as(tmp_path / "新家.lianfang.gpkg")
        thread.join()
    assert found == [(tmp_path / "新家.lianfang.gpkg", "搬家")]
