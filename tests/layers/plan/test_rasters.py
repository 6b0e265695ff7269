"""A raster is found where it went, never taken for another, and never waited for."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from layers.kinds import Origin, Role, Shape
from layers.plan import raster_places, rasters
from layers.plan.model import LayerRecord, SourceInfo
from layers.plan.raster_places import is_on_other_share
from layers.plan.raster_search import find, find_all
from layers.plan.rasters import RasterCode, RasterState, resolve
from layers.plan.store import PlanStore
from layers.progress import Cancelled

CONTENT = b"II*\0" + bytes(range(256)) * 40
MOVED, OK, MISSING, CHANGED = RasterCode.MOVED, RasterCode.OK, RasterCode.MISSING, RasterCode.CHANGED


def record(path: str = "地形 dem.tif", content: bytes = CONTENT, **more) -> LayerRecord:
    fields = {
        "raster_path": path,
        "raster_sha256": hashlib.sha256(content).hexdigest(),
        "raster_bytes": len(content),
        **more,
    }
    return LayerRecord("terrain", "地形", Role.TERRAIN, Shape.RASTER, Origin.READ, "", **fields)


def put(path: Path, content: bytes = CONTENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The place of a plan, in a folder with Chinese letters and a space."""
    folder = tmp_path / "联防 规划"
    folder.mkdir()
    return folder / "计划.lianfang.gpkg"


# --- resolve ----------------------------------------------------------------------------------------


def test_a_raster_in_its_place_is_ok(plan: Path) -> None:
    path = put(plan.parent / "地形 dem.tif")
    assert resolve(record(), plan) == RasterState(path, OK)


def test_a_raster_above_the_plan_is_found_by_its_relative_path(plan: Path) -> None:
    path = put(plan.parent.parent / "数据" / "dem.tif")
    assert resolve(record("../数据/dem.tif"), plan) == RasterState(path, OK)


def test_plan_and_raster_move_together(plan: Path, tmp_path: Path) -> None:
    put(plan.parent / "栅格" / "dem.tif")
    shutil.move(plan.parent, tmp_path / "U盘")
    state = resolve(record("栅格/dem.tif"), tmp_path / "U盘" / plan.name)
    assert state == RasterState(tmp_path / "U盘" / "栅格" / "dem.tif", OK)


@pytest.mark.parametrize("place", ["rasters", ".", "任意 文件夹", "../邻县"])
def test_a_moved_raster_is_found_near_the_plan(plan: Path, place: str) -> None:
    path = put(Path(os.path.normpath(plan.parent / place / "dem.tif")))
    assert resolve(record("../nowhere/dem.tif"), plan) == RasterState(path, MOVED)


def test_the_place_it_was_read_from_is_tried(plan: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "a" / "b" / "c" / "原 名.tif")
    moved = record("copied.tif", source=SourceInfo(path=str(path)))
    assert resolve(moved, plan) == RasterState(path, MOVED)


def test_a_namesake_with_other_content_is_not_taken_for_it(plan: Path) -> None:
    put(plan.parent / "rasters" / "dem.tif", CONTENT[:-1] + b"\0")
    assert resolve(record("gone/dem.tif"), plan) == RasterState(None, MISSING)


def test_nothing_is_found_elsewhere_without_a_checksum(plan: Path) -> None:
    put(plan.parent / "rasters" / "dem.tif")
    assert resolve(record("gone/dem.tif", raster_sha256=""), plan).code is MISSING


@pytest.mark.parametrize("known_size", [len(CONTENT), 0])
def test_one_byte_makes_a_raster_changed(plan: Path, known_size: int) -> None:
    path = put(plan.parent / "地形 dem.tif", CONTENT[:-1] + b"\0")
    assert resolve(record(raster_bytes=known_size), plan) == RasterState(path, CHANGED)


def test_a_change_after_the_first_look_is_seen(plan: Path) -> None:
    path = put(plan.parent / "地形 dem.tif")
    assert resolve(record(), plan).code is OK
    put(path, CONTENT[:-1] + b"\0")
    assert resolve(record(), plan).code is CHANGED
    put(path)
    assert resolve(record(), plan).code is OK


def test_the_true_file_elsewhere_wins_over_a_changed_one_in_place(plan: Path) -> None:
    put(plan.parent / "dem.tif", b"another")
    path = put(plan.parent / "old" / "dem.tif")
    assert resolve(record("dem.tif"), plan) == RasterState(path, MOVED)


def test_a_large_file_stays_unchecked_until_it_may_be_read(plan: Path) -> None:
    path = put(plan.parent / "地形 dem.tif")
    assert resolve(record(), plan, hash_up_to=100) == RasterState(path, RasterCode.UNCHECKED)
    assert resolve(record(), plan).code is OK
    assert resolve(record(), plan, hash_up_to=100).code is OK  # read once in a session


def test_a_wrong_size_is_seen_without_reading(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(plan.parent / "地形 dem.tif", CONTENT + b"\0")
    monkeypatch.setattr(rasters, "checksum", lambda *_args, **_more: pytest.fail("it was read"))
    assert resolve(record(), plan, hash_up_to=0) == RasterState(path, CHANGED)


def test_reading_can_be_cancelled(plan: Path) -> None:
    put(plan.parent / "地形 dem.tif")

    def stop(_fraction: float, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        resolve(record(), plan, progress=stop)
    assert resolve(record(), plan).code is OK


# --- other systems ----------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="paths of the other system")
@pytest.mark.parametrize(
    ("stored", "place", "code"),
    [
        ("rasters\\dem.tif", "rasters/dem.tif", OK),
        ("..\\共享\\dem.tif", "../共享/dem.tif", OK),
        ("C:\\Users\\张三\\桌面\\dem.tif", "dem.tif", MOVED),
        ("D:\\GIS\\dem.tif", "rasters/dem.tif", MOVED),
        ("\\\\server\\share\\dem.tif", "dem.tif", MOVED),
        ("Rasters/DEM.TIF", "rasters/dem.tif", OK),
        ("RASTERS\\Dem.tif", "rasters/dem.tif", OK),
        ("caf\u00e9/dem.tif", "cafe\u0301/dem.tif", OK),  # composed by one system, decomposed by another
        ("a\\b.tif", "a\\b.tif", OK),  # a backslash is a letter here
    ],
)
def test_paths_of_another_system(plan: Path, stored: str, place: str, code: RasterCode) -> None:
    path = put(Path(os.path.normpath(plan.parent / place)))
    assert resolve(record(stored), plan) == RasterState(path, code)


@pytest.mark.parametrize("stored", ["a\0b.tif", "x" * 5000, "/dev/zero", "/vsicurl/http://example.org/dem.tif", "."])
def test_no_path_does_harm(plan: Path, stored: str) -> None:
    assert resolve(record(stored, raster_sha256="", raster_bytes=0), plan).code is MISSING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize(
    ("path", "folder", "is_other"),
    [
        (r"\\server\share\dem.tif", r"C:\plans", True),
        ("//server/share/dem.tif", r"C:\plans", True),
        (r"\\?\UNC\server\share\dem.tif", r"C:\plans", True),
        (r"\\.\pipe\dem.tif", r"C:\plans", True),
        (r"\\SERVER\Share\x\dem.tif", r"\\server\share\plans", False),
        (r"\\server\other\dem.tif", r"\\server\share\plans", True),
        (r"Z:\dem.tif", r"C:\plans", False),
    ],
)
def test_no_strangers_server_is_asked(path: str, folder: str, is_other: bool) -> None:
    assert is_on_other_share(PureWindowsPath(path), PureWindowsPath(folder)) is is_other
    assert not is_on_other_share(PurePosixPath("//a/b"), PurePosixPath("/c"))


def test_a_pipe_in_the_place_of_the_raster_is_not_opened(plan: Path) -> None:
    os.mkfifo(plan.parent / "dem.tif")
    assert resolve(record("dem.tif", raster_bytes=0), plan) == RasterState(None, MISSING)
    with pytest.raises(OSError, match="not a regular file"):
        rasters.checksum(plan.parent / "dem.tif")


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="no links here")
def test_a_link_to_a_device_or_to_itself_is_missing(plan: Path) -> None:
    (plan.parent / "zero.tif").symlink_to("/dev/zero")
    (plan.parent / "loop.tif").symlink_to("loop.tif")
    for name in ("zero.tif", "loop.tif"):
        assert resolve(record(name, raster_sha256="", raster_bytes=0), plan).code is MISSING


def test_a_share_that_does_not_answer_is_not_waited_for(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose server is gone blocks every call: the plan looks on, and does not ask again for a while."""
    touch, asked, gone = raster_places._touch, [], threading.Event()

    def never(folder: Path) -> None:
        if "nas" in folder.parts:
            asked.append(folder)
            gone.wait(20)
        touch(folder)

    monkeypatch.setattr(raster_places, "_touch", never)
    monkeypatch.setattr(raster_places, "ANSWER_WITHIN_S", 0.05)
    path = put(plan.parent / "rasters" / "dem.tif")
    started = time.monotonic()
    for _ in range(3):
        assert resolve(record("../../nas/gis/dem.tif"), plan) == RasterState(path, MOVED)
    assert time.monotonic() - started < 5 and len(asked) == 1
    gone.set()


# --- find -------------------------------------------------------------------------------------------


def test_a_renamed_raster_is_found_by_its_content(tmp_path: Path) -> None:
    renamed = put(tmp_path / "深" / "层" / "DEM（旧）.bak")
    put(tmp_path / "深" / "same size.tif", CONTENT[::-1])
    put(tmp_path / "深" / "other.tif", b"short")
    assert find(record(), [tmp_path]) == [renamed]


def test_the_old_name_comes_first(tmp_path: Path) -> None:
    other, same = put(tmp_path / "a.tif"), put(tmp_path / "z" / "地形 dem.tif")
    assert find(record(), [tmp_path]) == [same, other]


def test_without_a_size_only_rasters_are_read(tmp_path: Path) -> None:
    put(tmp_path / "a.doc")
    found = put(tmp_path / "b.TIF")
    assert find(record(raster_bytes=0), [tmp_path]) == [found]


def test_several_are_looked_for_in_one_walk(tmp_path: Path) -> None:
    one, two = record(), replace(record(content=b"basemap"), uid="basemap")
    a, b = put(tmp_path / "a.tif"), put(tmp_path / "b.tif", b"basemap")
    unknown = replace(record(raster_sha256=""), uid="unknown")
    assert find_all([one, two, unknown], [tmp_path, tmp_path / "none"]) == {"terrain": [a], "basemap": [b]}


@pytest.mark.skipif(os.name == "nt", reason="no pipes here")
def test_searching_ends_at_links_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.tif")
    found = put(tmp_path / "a.tif")
    assert find(record(raster_bytes=0), [tmp_path]) == [found]


def test_searching_is_bounded_and_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        put(tmp_path / f"{number}.txt", b"")
    put(tmp_path / "z" / "dem.tif")
    monkeypatch.setattr("layers.plan.raster_search.MOST_FILES", 10)
    assert find(record(), [tmp_path]) == []

    def stop(_fraction: float, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find(record(), [tmp_path], stop)


# --- homes: copies of a plan in other folders -------------------------------------------------------


def test_a_copy_remembers_where_paths_began() -> None:
    old, new = Path("/data/a/p.gpkg"), Path("/data/b/q.gpkg")
    assert rasters.homes_after_copy((), old, new) == ("../a", "/data/a")
    assert rasters.homes_after_copy((), old, Path("/data/a/q.gpkg")) == ()
    third = Path("/data/c/d/r.gpkg")
    assert rasters.homes_after_copy(("../a", "/data/a"), new, third) == ("../../b", "../../a", "/data/b", "/data/a")


def test_homes_stay_few() -> None:
    homes: tuple[str, ...] = ()
    for number in range(40):
        homes = rasters.homes_after_copy(homes, Path(f"/{number}/p"), Path(f"/{number + 1}/p"))
    assert len(homes) == 12 and homes[0] == "../39"


def test_back_in_the_old_folder_the_stored_path_is_enough() -> None:
    homes = rasters.homes_after_copy((), Path("/a/p"), Path("/b/p"))
    back = rasters.homes_after_copy(homes, Path("/b/p"), Path("/a/p"))
    assert back == ("../b", "/b")


@pytest.fixture
def with_raster(tmp_path: Path) -> Callable[[Path], PlanStore]:
    def make(path: Path) -> PlanStore:
        store = PlanStore.create(path, title="地形", reference_date=date(2026, 5, 1))
        put(path.parent / "dem.tif")
        with store.change("layers_added", titles=["地形"]):
            store.add_layer(record("dem.tif"), None)
        return store

    return make


def codes(store: PlanStore) -> list[RasterCode]:
    return [state.code for state in rasters.resolve_all(store).values()]


def test_a_copy_in_another_folder_finds_its_raster(plan: Path, tmp_path: Path, with_raster) -> None:
    with with_raster(plan) as store:
        copy = store.save_copy(tmp_path / "x.lianfang.gpkg")
        assert store.raster_homes() == ()
    with PlanStore.open(copy, read_only=True) as store:
        assert codes(store) == [OK]
        assert store.layers()[0].raster_path == "dem.tif"


def test_the_copy_finds_it_when_all_move_together(plan: Path, tmp_path: Path, with_raster) -> None:
    (tmp_path / "别处").mkdir()
    with with_raster(plan) as store:
        store.save_copy(tmp_path / "别处" / "x.lianfang.gpkg")
    stick = tmp_path / "stick"
    stick.mkdir()
    for folder in (plan.parent, tmp_path / "别处"):
        shutil.move(folder, stick / folder.name)
    with PlanStore.open(stick / "别处" / "x.lianfang.gpkg", read_only=True) as store:
        (state,) = rasters.resolve_all(store).values()
    assert state == RasterState(stick / plan.parent.name / "dem.tif", OK)


def test_a_copy_of_a_copy_finds_it_too(plan: Path, tmp_path: Path, with_raster) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    with with_raster(plan) as store:
        store.save_as(tmp_path / "b" / "one.lianfang.gpkg")
        store.save_as(tmp_path / "b" / "c" / "two.lianfang.gpkg")
        assert codes(store) == [OK]


def test_undo_and_redo_to_both_ends_after_saving_elsewhere(plan: Path, tmp_path: Path, with_raster) -> None:
    """Every gesture that writes, restyles, relinks or removes the raster's row still fits."""
    (tmp_path / "b").mkdir()
    with with_raster(plan) as store:
        (uid,) = [layer.uid for layer in store.layers()]
        with store.change("layer_opacity"):
            store.update_layer(uid, opacity=0.5)
        put(tmp_path / "new" / "dem.tif")
        with store.change("raster_relinked"):
            store.update_layer(uid, raster_path="../new/dem.tif")
        with store.change("layer_removed"):
            store.remove_layer(uid)
        store.save_as(tmp_path / "b" / "x.lianfang.gpkg")
        seen = []
        while store.undo() is not None:
            seen.append(codes(store))
        assert seen == [[OK], [OK], [OK], []]
        seen = []
        while store.redo() is not None:
            seen.append(codes(store))
        assert seen == [[OK], [OK], [OK], []]


def test_why_stored_paths_are_not_rewritten_behind_the_history(plan: Path, with_raster) -> None:
    """Had a copy other paths than its changesets say, taking the layer back would fail."""
    from layers.errors import PlanDamaged

    with with_raster(plan) as store:
        store._db.execute("UPDATE lf_layer SET raster_path = '../a/dem.tif'")
        with pytest.raises(PlanDamaged):
            store.undo()


def test_adding_a_raster_notes_its_size(tmp_path: Path) -> None:
    from layers import workflow
    from layers.sample import build_sample_plan
    from layers.sources import ReadChoice, read

    with build_sample_plan(tmp_path / "sample.lianfang.gpkg", date(2026, 5, 1)) as store:
        (terrain,) = [layer for layer in store.layers() if layer.shape is Shape.RASTER]
        path = tmp_path / terrain.raster_path
        assert terrain.raster_bytes == path.stat().st_size
        (added,) = workflow.add_layers(store, read(path, ReadChoice()))
        assert (added.raster_path, added.raster_bytes) == (terrain.raster_path, terrain.raster_bytes)
        assert codes(store) == [OK, OK]


@pytest.mark.parametrize("state", ["", "[1]", '{"folders": 3}', '{"folders": [1, null, "../a"]}', "{"])
def test_a_spoilt_row_of_homes_does_no_harm(plan: Path, with_raster, state: str) -> None:
    with with_raster(plan) as store:
        store._db.execute("INSERT INTO lf_view (uid, state) VALUES ('raster_homes', ?)", (state,))
        assert set(store.raster_homes()) <= {"../a"}
        assert codes(store) == [OK] and store.view_state() == {}


@pytest.mark.parametrize("way", ["backup", "salvage", "package"])
def test_every_way_a_plan_takes_to_another_folder_finds_its_raster(
    plan: Path, tmp_path: Path, with_raster, way: str
) -> None:
    from layers.plan import backups, package, salvage

    with with_raster(plan):
        pass
    target = tmp_path / "别 处" / "深" / "x.lianfang.gpkg"
    target.parent.mkdir(parents=True)
    if way == "backup":
        made = backups.make(plan, folder=tmp_path / "versions", reason="opened")
        assert made is not None
        target = backups.restore(made, target)
    elif way == "salvage":
        salvage.salvage(plan, target)
    else:
        package.pack(plan, tmp_path / "x.联防包")
        (plan.parent / "dem.tif").unlink()
        target = package.unpack(tmp_path / "x.联防包", target.parent / "out")
    with PlanStore.open(target, read_only=True) as store:
        assert codes(store) == [OK]
