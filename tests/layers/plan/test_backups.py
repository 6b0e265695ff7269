from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shapely

from layers.errors import BackupFailed, PlanDamaged, PlanNotSaved
from layers.kinds import Origin, Role, Shape
from layers.plan import FORMAT_VERSION, LayerRecord, PlanStore, backup_list, backups, files, rasters
from layers.progress import Cancelled
from tests.layers.plan.builders import REFERENCE, county_frame, county_record, make_plan

NOW = datetime(2026, 11, 21, 6, 3, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "保管" / "backups"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "U 盘").mkdir()
    return tmp_path / "U 盘"


@pytest.fixture
def store(home: Path):
    with make_plan(home) as made:
        with made.change("layers_added", titles=["县界"]):
            made.add_layer(county_record(), county_frame())
        yield made


def draw(store: PlanStore, name: str) -> None:
    with store.change("patrol_area_added", name=name):
        store.add_patrol_area(name, shapely.box(116.9, 40.4, 117.1, 40.6))


def keep(store: PlanStore, folder: Path, **options) -> backups.Backup | None:
    return backups.make(store.path, folder, reason="worked", now=NOW, **options)


def test_the_suffix_is_that_of_plans():
    assert backup_list.SUFFIX == files.SUFFIX


def test_a_version_of_an_open_plan_says_what_the_plan_said(store, folder):
    draw(store, "一区")
    made = keep(store, folder, picture=b"\x89PNG")
    assert made is not None
    assert backups.all_backups(folder) == [made]
    assert made.plan_uid == store.info().uid and made.title == "怀柔–丰宁 2026" and made.plan_path == store.path
    assert (made.generation, made.reason, made.when, made.changes) == (1, "worked", NOW, 2)
    assert made.last_change["code"] == "patrol_area_added" and made.last_change["facts"] == {"name": "一区"}
    assert made.size_bytes == made.path.stat().st_size and not made.is_damaged
    assert made.thumbnail.read_bytes() == b"\x89PNG"
    files.check(made.path)
    assert {entry.suffix for entry in made.path.parent.iterdir()} == {".gpkg", ".json", ".png"}, (
        "no log, nothing passing"
    )


def test_a_reader_gives_the_state_it_shows(store, folder):
    with store.reader() as reader:
        draw(store, "一区")
        made = backups.make(reader, folder, reason="worked", now=NOW)
    assert made is not None and made.changes == 1 and made.plan_path == store.path


def test_a_plan_that_is_written_all_the_time_is_copied_once(store, folder, monkeypatch):
    monkeypatch.setattr(files, "_PAGES_A_STEP", 4)
    steps: list[float] = []

    def write_meanwhile(fraction: float, _step: str) -> None:
        steps.append(fraction)
        if len(steps) < 200:
            draw(store, f"{len(steps)}")

    made = keep(store, folder, progress=write_meanwhile)
    assert made is not None and made.changes == 1, "the state when it began"
    assert steps == sorted(steps) and len(steps) > 5


def test_where_there_is_no_log_a_plan_that_is_written_all_the_time_is_left_for_later(store, folder, monkeypatch):
    monkeypatch.setattr(files, "_PAGES_A_STEP", 4)
    store._db.execute("PRAGMA journal_mode = DELETE").fetchall()
    count = 0

    def write_meanwhile(_fraction: float, _step: str) -> None:
        nonlocal count
        count += 1
        draw(store, f"{count}")

    with pytest.raises(Cancelled):
        keep(store, folder, progress=write_meanwhile)
    assert backups.all_backups(folder) == [] and list(folder.rglob("*.*")) == []
    assert keep(store, folder) is not None


def test_nothing_is_kept_when_nothing_was_done(store, folder, home):
    assert keep(store, folder) is not None
    store.set_view_state({"scale": 5000})
    store.set_sketch_state({"points": [[116.0, 40.0]]})
    assert keep(store, folder) is None
    draw(store, "一区")
    assert keep(store, folder) is not None
    store.undo()
    third = keep(store, folder)
    assert third is not None and third.generation == 3 and third.changes == 1
    with PlanStore.create(home / "empty.lianfang.gpkg", title="空", reference_date=REFERENCE) as empty:
        assert keep(empty, folder) is None, "a plan just made holds nothing yet"


def test_a_damaged_last_version_does_not_stand_for_the_plan(store, folder):
    first = keep(store, folder)
    first.path.write_bytes(first.path.read_bytes()[:5000])
    second = keep(store, folder)
    assert second is not None and second.generation == 2


def test_the_number_orders_not_the_clock(store, folder):
    keep(store, folder)
    draw(store, "一区")
    made = backups.make(store.path, folder, reason="worked", now=datetime(2001, 1, 1, tzinfo=UTC))
    assert [one.generation for one in backups.all_backups(folder)] == [2, 1]
    assert backups.newest(folder, made.plan_uid, store.path) == made


def test_the_last_sound_version_of_each_place(store, folder, home):
    first = keep(store, folder)
    draw(store, "一区")
    second = backups.make(store.path, folder, reason="worked", now=datetime(2001, 1, 1, tzinfo=UTC))
    assert backups.newest_by_place(folder) == {store.path: second}
    second.path.write_bytes(b"x")
    assert backups.newest_by_place(folder) == {store.path: first}
    path = store.path
    store.close()
    path.unlink()
    with PlanStore.create(path, title="另一个规划", reference_date=REFERENCE) as other:
        draw(other, "一区")
        third = backups.make(path, folder, reason="worked", now=NOW + timedelta(days=1))
    assert backups.newest_by_place(folder) == {path: third}


def test_versions_are_let_go_as_they_age_and_their_side_files_with_them(store, folder):
    for number in range(8):
        draw(store, f"{number}")
        backups.make(store.path, folder, reason="worked", now=NOW + timedelta(minutes=number), picture=b"x")
    left = backups.all_backups(folder)
    assert [one.generation for one in left] == [8, 7, 6, 5, 4]
    assert len(list(left[0].path.parent.iterdir())) == 15


def test_all_plans_share_the_room(store, folder, home):
    for number in range(4):
        draw(store, f"{number}")
        last = keep(store, folder)
    with make_plan(home, "small.lianfang.gpkg") as other:
        draw(other, "一区")
        keep(other, folder, limit_bytes=2 * last.size_bytes)
    left = backups.all_backups(folder)
    assert sum(one.size_bytes for one in left) <= 2 * last.size_bytes == backups.room_bytes(folder) or len(left) == 2
    assert {one.plan_path.name for one in left} == {"plan.lianfang.gpkg", "small.lianfang.gpkg"}


def test_two_copies_of_a_plan_do_not_thin_each_other(store, folder, home):
    keep(store, folder)
    copy = store.save_copy(home / "copy.lianfang.gpkg")
    assert backups.make(copy, folder, reason="opened", now=NOW).generation == 2
    for number in range(7):
        draw(store, f"{number}")
        keep(store, folder)
    assert {one.plan_path for one in backups.all_backups(folder)} == {store.path, copy}


def test_the_room_is_a_fifth_of_what_is_free_and_at_most_two_gigabytes(tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 900})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    assert backups.default_limit(tmp_path, 100) == 200
    usage.free = 10**12
    assert backups.default_limit(tmp_path, 100) == 2_000_000_000


# --- restoring ------------------------------------------------------------------------------------------


def test_a_restored_plan_is_the_plan_of_that_time_with_its_history(store, folder, home):
    draw(store, "一区")
    store.set_sketch_state({"points": [[116.0, 40.0]]})
    made = keep(store, folder)
    draw(store, "二区")
    uid = store.info().uid
    store.close()
    store.path.unlink()

    target = backups.restore(made, home / "恢复.lianfang.gpkg")
    assert list(home.iterdir()) == [target]
    with PlanStore.open(target) as restored:
        assert restored.info().uid == uid
        assert list(restored.patrol_areas()["name"]) == ["一区"]
        assert restored.sketch_state() == {"points": [[116.0, 40.0]]}
        assert restored.frame(restored.layers()[0].uid).equals(county_frame())
        assert [change.code for change in restored.history()] == ["layers_added", "patrol_area_added"]
        restored.undo()
        assert restored.patrol_areas().empty
        restored.undo()
        assert restored.layers() == []
        restored.redo()
        restored.redo()
        assert list(restored.patrol_areas()["name"]) == ["一区"]
    assert made.path.exists(), "what was restored can be restored again"


def test_rasters_are_found_from_a_version_and_from_a_restored_plan(store, folder, home, tmp_path):
    content = b"II*\0" + bytes(range(256))
    raster = home / "栅格" / "dem.tif"
    raster.parent.mkdir()
    raster.write_bytes(content)
    record = LayerRecord(
        "terrain",
        "地形",
        Role.TERRAIN,
        Shape.RASTER,
        Origin.READ,
        "",
        raster_path="栅格/dem.tif",
        raster_sha256=hashlib.sha256(content).hexdigest(),
        raster_bytes=len(content),
    )
    with store.change("layers_added", titles=["地形"]):
        store.add_layer(record, None)
    made = keep(store, folder)
    store.close()
    store.path.unlink()
    elsewhere = tmp_path / "别处" / "深"
    elsewhere.mkdir(parents=True)
    target = backups.restore(made, elsewhere / "恢复.lianfang.gpkg")
    for path, read_only in ((made.path, True), (target, False)):
        with PlanStore.open(path, read_only=read_only) as opened:
            (state,) = rasters.resolve_all(opened).values()
            assert state == rasters.RasterState(raster, rasters.RasterCode.OK)
    with PlanStore.open(target) as restored:
        restored.undo()
        assert [layer.title for layer in restored.layers()] == ["县界"], "the row is as its change left it"


def test_a_version_of_an_older_format_is_restored_in_the_present_one(folder, home):
    old = home / "old.lianfang.gpkg"
    with gzip.open(Path(__file__).parent / "data" / "format1.lianfang.gpkg.gz") as packed:
        old.write_bytes(packed.read())
    made = backups.make(old, folder, reason="closed", now=NOW)
    assert made is not None
    with PlanStore.open(backups.restore(made, home / "new.lianfang.gpkg")) as restored:
        assert restored.info().format_version == FORMAT_VERSION and restored.original is None
    with files.reading(made.path) as db:
        assert db.execute("SELECT format_version FROM lf_plan").fetchall() == [(1,)], "the version stays as it was"


def test_restoring_never_writes_over_a_file(store, folder, home):
    made = keep(store, folder)
    other = home / "letter.gpkg"
    other.write_text("hands off")
    with pytest.raises(FileExistsError):
        backups.restore(made, other)
    assert other.read_text() == "hands off"


def test_a_version_whose_bytes_changed_is_not_restored(store, folder, home):
    made = keep(store, folder)
    content = bytearray(made.path.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    made.path.write_bytes(content)
    with pytest.raises(PlanDamaged):
        backups.restore(made, home / "new.lianfang.gpkg")
    assert not (home / "new.lianfang.gpkg").exists()


# --- damaged versions never break the list -----------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"title": 3}', '{"title":"a","plan_path":7}', "\x00"])
def test_without_its_facts_a_version_is_read_itself(store, folder, text):
    made = keep(store, folder)
    facts = made.path.with_name("000001.json")
    facts.unlink() if text is None else facts.write_text(text)
    (found,) = backups.all_backups(folder)
    assert found.title == made.title and found.changes == made.changes and not found.is_damaged
    assert (found.generation, found.plan_uid) == (1, made.plan_uid)


@pytest.mark.parametrize("content", [b"", b"no plan", b"SQLite format 3\x00" + b"\x00" * 200])
@pytest.mark.parametrize("with_facts", [True, False])
def test_a_damaged_copy_is_marked(store, folder, home, content, with_facts):
    made = keep(store, folder)
    made.path.write_bytes(content)
    if not with_facts:
        made.path.with_name("000001.json").unlink()
    (found,) = backups.all_backups(folder)
    assert found.is_damaged and found.generation == 1
    with pytest.raises(PlanDamaged):
        backups.restore(found, home / "new.lianfang.gpkg")
    backups.forget(found)
    assert backups.all_backups(folder) == [] and not made.path.parent.exists()


def test_strangers_in_the_folder_are_not_listed(store, folder):
    made = keep(store, folder)
    (folder / "read me.txt").write_text("x")
    (folder / "empty").mkdir()
    (made.path.parent / "copy.lianfang.gpkg").write_text("x")
    (made.path.parent / "000009.json").write_text("{}")
    (made.path.parent / ".abc.tmp").write_text("x")
    assert backups.all_backups(folder) == [made]
    assert backups.all_backups(folder / "nowhere") == []


# --- what can go wrong while making one ---------------------------------------------------------------------


def test_a_full_disk_is_told_and_nothing_is_left(store, folder, monkeypatch):
    keep(store, folder)
    draw(store, "一区")

    def fail(*_args, **_options):
        raise PlanNotSaved(path="x", reason="full", reason_code="disk_full")

    monkeypatch.setattr("layers.plan.files.put_in_place", fail)
    with pytest.raises(BackupFailed) as told:
        keep(store, folder)
    assert told.value.facts["reason_code"] == "disk_full"
    (only,) = backups.all_backups(folder)
    assert sorted(entry.name for entry in only.path.parent.iterdir()) == ["000001.json", "000001.lianfang.gpkg"]


def test_room_for_work_is_left_on_the_disk(store, folder, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": backups.RESERVE_BYTES}))
    with pytest.raises(BackupFailed) as told:
        keep(store, folder)
    assert told.value.facts["reason_code"] == "disk_full"


def test_a_folder_that_is_a_file_is_told(store, tmp_path):
    (tmp_path / "backups").write_text("x")
    with pytest.raises(BackupFailed):
        keep(store, tmp_path / "backups")


def test_a_plan_that_is_gone_is_told(tmp_path, folder):
    with pytest.raises(BackupFailed):
        backups.make(tmp_path / "gone.lianfang.gpkg", folder, reason="closed")
    assert not folder.exists()


def test_what_a_kill_left_is_swept_up_after_a_while(store, folder):
    home = folder / store.info().uid
    home.mkdir(parents=True)
    old = time.time() - 2 * backups._STALE_S
    for name in (".x.tmp", "000007.json", "000007.png"):
        (home / name).write_text("x")
        os.utime(home / name, (old, old))
    (home / ".y.tmp").write_text("another program is just writing this")
    made = keep(store, folder)
    assert sorted(entry.name for entry in home.iterdir()) == [
        ".y.tmp",
        made.path.with_suffix("").stem + ".json",
        made.path.name,
    ]


SCRIPT = """
import sys, itertools
from datetime import date
from pathlib import Path
import shapely
from layers.plan import PlanStore, backups
plan, folder = Path(sys.argv[1]), Path(sys.argv[2])
with PlanStore.open(plan) as store:
    print("ready", flush=True)
    for number in itertools.count():
        with store.change("patrol_area_added", name=str(number)):
            store.add_patrol_area(str(number), shapely.Point(117, 40.5).buffer(0.1, 4000))
        backups.make(plan, folder, reason="worked", picture=b"x" * 20000)
"""


def test_a_kill_leaves_no_half_version_under_a_final_name(store, folder):
    path = store.path
    store.close()
    for wait_s in (0.05, 0.11, 0.23):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SCRIPT), str(path), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(wait_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for one in backups.all_backups(folder):
            assert not one.is_damaged
            files.check(one.path)
            facts = json.loads(one.path.with_name(f"{one.generation:06d}.json").read_text(encoding="utf-8"))
            with files.reading(one.path) as db:
                ((done,),) = db.execute("SELECT count(*) FROM lf_change WHERE state = 'done'").fetchall()
            assert facts["changes"] == done
    assert backups.all_backups(folder)


# --- plans that were never saved --------------------------------------------------------------------------


def test_untitled_plans_a_killed_program_left_can_be_restored(tmp_path, home):
    untitled = tmp_path / "untitled"
    left = PlanStore.temporary(title="无名", reference_date=REFERENCE, directory=untitled)
    draw(left, "一区")
    assert backups.never_saved(untitled) == [], "it is open"
    left.close()
    (found,) = backups.never_saved(untitled)
    assert (found.title, found.reason, found.plan_path, found.changes) == ("无名", "untitled", None, 1)
    with PlanStore.open(backups.restore(found, home / "new.lianfang.gpkg")) as restored:
        assert list(restored.patrol_areas()["name"]) == ["一区"]
    backups.forget(found)
    assert list(untitled.iterdir()) == []
    assert backups.never_saved(tmp_path / "nowhere") == []


@pytest.mark.parametrize("uid", ["../../../elsewhere", "/tmp/elsewhere", "", ".", "CON", "a/b", "x" * 300, "\u202eabc"])
def test_the_uid_of_a_strangers_plan_leads_nowhere_else(
    store: PlanStore, folder: Path, tmp_path: Path, uid: str
) -> None:
    store._db.execute("UPDATE lf_plan SET uid = ?", (uid,))
    before = {path for path in tmp_path.rglob("*") if folder not in path.parents and path not in folder.parents}
    made = backups.make(store, folder=folder, reason="opened")
    assert made is not None and made.path.parent.parent == folder and len(made.path.parent.name) == 32
    after = {path for path in tmp_path.rglob("*") if folder not in path.parents and path not in folder.parents}
    assert after - before == {folder}
    draw(store, "一号")
    assert backups.make(store, folder=folder, reason="worked") is not None
    assert backups.make(store, folder=folder, reason="closed") is None, "nothing was done since"
    assert backups.of_plan(folder, uid) == backups.all_backups(folder) and len(backups.all_backups(folder)) == 2


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"when": "0001-01-01T00:00:00+23:59"}', '{"changes": 1e999}', "[1]", "null", ""]
)
def test_no_facts_keep_the_list_from_being_shown(store: PlanStore, folder: Path, text: str) -> None:
    made = backups.make(store, folder=folder, reason="opened")
    assert made is not None
    facts = made.path.with_name("000001.json")
    whole = json.loads(facts.read_text(encoding="utf-8"))
    spoilt = json.dumps({**whole, **json.loads(text)}) if text.startswith("{") else text
    facts.write_text(spoilt, encoding="utf-8")
    (shown,) = backups.all_backups(folder)
    assert (shown.title, shown.changes, shown.is_damaged) == (made.title, made.changes, False)
