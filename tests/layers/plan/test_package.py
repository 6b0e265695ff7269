"""Packing a plan and unpacking it again: what goes in comes out, whatever happens on the way."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from layers.errors import PackageNotSaved, PlanNotSaved
from layers.kinds import Role, Shape
from layers.plan import PlanStore, package, package_writing
from layers.plan.content_hash import content_hash
from layers.plan.rasters import RasterCode, resolve_all
from layers.progress import Cancelled
from tests.layers.plan.builders import REFERENCE, add_counties, county_record, make_plan


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_raster(path: Path, *, seed: int = 1, compress: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = np.random.default_rng(seed).integers(0, 50, (64, 64), dtype="int16")
    profile = {"driver": "GTiff", "width": 64, "height": 64, "count": 1, "dtype": "int16", "crs": "EPSG:4490"}
    if compress:
        profile["compress"] = compress
    with rasterio.open(path, "w", transform=from_origin(116, 41, 0.01, 0.01), **profile) as dataset:
        dataset.write(cells, 1)
    return path


def add_raster(store: PlanStore, path: Path, *, stored: str = "", title: str = "地形"):
    record = county_record(
        title=title,
        role=Role.TERRAIN,
        shape=Shape.RASTER,
        raster_path=stored or os.path.relpath(path, store.path.parent),
        raster_sha256=sha256(path) if path.exists() else "0" * 64,
        raster_bytes=path.stat().st_size if path.exists() else 1,
    )
    with store.change("layers_added", titles=[title]):
        return store.add_layer(record, None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A planner's folder with Chinese and a space in its name."""
    folder = tmp_path / "联防 资料" / "规划"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def plan(home: Path) -> Path:
    with make_plan(home, "怀柔 丰宁.lianfang.gpkg") as store:
        add_counties(store)
        add_raster(store, write_raster(home.parent / "地形" / "dem.tif"))
    return store.path


def hash_of(path: Path) -> str:
    with PlanStore.open(path, read_only=True) as store:
        return content_hash(store)


def leftovers(folder: Path) -> list[str]:
    return [entry.name for entry in folder.rglob(".*")] + [entry.name for entry in folder.rglob("*.lock")]


# --- there and back ---------------------------------------------------------------------------------


def test_what_goes_in_comes_out(plan: Path, tmp_path: Path) -> None:
    raster = plan.parent.parent / "地形" / "dem.tif"
    made = package.pack(plan, tmp_path / "给邻县")
    assert made.path.name == "给邻县.联防包"
    assert (made.left_out, made.changed) == ((), ())
    assert made.bytes == made.path.stat().st_size

    shutil.rmtree(plan.parent.parent / "地形")  # nothing of the sender's disk may help
    kept = raster.name
    unpacked = package.unpack(made.path, tmp_path / "收到" / "包")
    assert unpacked == tmp_path / "收到" / "包" / "怀柔 丰宁.lianfang.gpkg"
    assert hash_of(unpacked) == hash_of(plan) == made.manifest.content_hash
    with PlanStore.open(unpacked) as store:
        (state,) = resolve_all(store).values()
        assert state.code is RasterCode.OK
        assert state.path == unpacked.parent / "rasters" / kept
        assert store.raster_homes() == ()
    assert leftovers(tmp_path) == []


def test_rasters_are_the_same_to_the_bit_with_their_side_files(home: Path, tmp_path: Path) -> None:
    raster = write_raster(home / "dem.tif")
    with rasterio.open(raster, "r+") as dataset:
        dataset.build_overviews([2, 4])
    (home / "dem.tfw").write_text("0.01\n0\n0\n-0.01\n116\n41\n")
    (home / "dem.tif.aux.xml").write_text("<PAMDataset/>")
    (home / "dem.tif.ovr").write_bytes(b"II*\0")
    (home / "dem2.tif").write_bytes(b"another raster")
    with make_plan(home) as store:
        add_raster(store, raster)
    before = {path.name: sha256(path) for path in home.glob("dem.*")}
    unpacked = package.unpack(package.pack(store.path, tmp_path).path, tmp_path / "out")
    after = {path.name: sha256(path) for path in (unpacked.parent / "rasters").iterdir()}
    assert after == before
    assert set(before) == {"dem.tif", "dem.tfw", "dem.tif.aux.xml", "dem.tif.ovr"}


def test_rasters_of_one_name_from_two_folders_keep_apart(home: Path, tmp_path: Path) -> None:
    first, second = write_raster(home / "a" / "DEM.tif"), write_raster(home / "b" / "dem.tif", seed=2)
    (home / "b" / "dem.tfw").write_text("0.01\n0\n0\n-0.01\n116\n41\n")
    with make_plan(home) as store:
        uids = [add_raster(store, path).uid for path in (first, second)]
        again = add_raster(store, first, title="又一次").uid
    made = package.pack(store.path, tmp_path)
    unpacked = package.unpack(made.path, tmp_path / "out")
    names = sorted(path.name for path in (unpacked.parent / "rasters").iterdir())
    assert names == ["DEM.tif", "dem (2).tfw", "dem (2).tif"]
    with PlanStore.open(unpacked, read_only=True) as opened:
        found = resolve_all(opened)
    assert [sha256(found[uid].path) for uid in (*uids, again)] == [sha256(first), sha256(second), sha256(first)]
    assert {state.code for state in found.values()} == {RasterCode.OK}


def test_undo_and_redo_go_through_after_unpacking(plan: Path, tmp_path: Path) -> None:
    with PlanStore.open(plan) as store:
        uid = next(layer.uid for layer in store.layers() if layer.raster_path)
        with store.change("layer_renamed", title="高程"):
            store.update_layer(uid, title="高程")
        with store.change("layer_removed", title="高程"):
            store.remove_layer(uid)
        store.undo()
    unpacked = package.unpack(package.pack(plan, tmp_path).path, tmp_path / "out")
    with PlanStore.open(unpacked) as store:
        (path,) = [layer.raster_path for layer in store.layers() if layer.raster_path]
        assert path == "rasters/dem.tif"
        while store.undo():
            pass
        assert store.layers() == []
        while store.redo():
            pass
        assert [layer.raster_path for layer in store.layers() if layer.raster_path] == []
        store.undo()
        assert [layer.raster_path for layer in store.layers() if layer.raster_path] == [path]


def test_a_missing_and_a_changed_raster_are_told_and_do_not_stop_packing(home: Path, tmp_path: Path) -> None:
    gone, other, good = (
        write_raster(home / name, seed=seed) for seed, name in enumerate(("缺.tif", "变.tif", "好.tif"))
    )
    with make_plan(home) as store:
        uids = [add_raster(store, path, title=path.stem).uid for path in (gone, other, good)]
    gone.unlink()
    write_raster(other, seed=99)
    made = package.pack(store.path, tmp_path)
    assert [(raster.layer, raster.title, raster.file) for raster in made.left_out] == [(uids[0], "缺", "")]
    assert [raster.layer for raster in made.changed] == [uids[1]]
    told = json.loads(zipfile.ZipFile(made.path).read("manifest.json"))["rasters"]
    assert {one["title"]: (one["left_out"], one["changed"]) for one in told} == {
        "缺": ("missing", False),
        "变": (None, True),
        "好": (None, False),
    }
    unpacked = package.unpack(made.path, tmp_path / "out")
    with PlanStore.open(unpacked, read_only=True) as opened:
        states = resolve_all(opened)
    assert [states[uid].code for uid in uids] == [RasterCode.MISSING, RasterCode.CHANGED, RasterCode.OK]
    # Put where the plan looks for it, the missing one is found.
    write_raster(unpacked.parent / "rasters" / "缺.tif", seed=0)
    with PlanStore.open(unpacked, read_only=True) as opened:
        assert resolve_all(opened)[uids[0]].code is RasterCode.OK


def test_a_raster_that_changes_while_it_is_packed_is_left_out(plan: Path, tmp_path: Path, monkeypatch) -> None:
    raster = plan.parent.parent / "地形" / "dem.tif"
    method = package_writing._method

    def meddle(path: Path, size: int) -> int:
        found = method(path, size)
        raster.write_bytes(raster.read_bytes()[:-1] + b"?")
        return found

    monkeypatch.setattr(package_writing, "_method", meddle)
    made = package.pack(plan, tmp_path)
    assert [(raster.title, raster.left_out) for raster in made.left_out] == [("地形", "unreadable")]
    package.unpack(made.path, tmp_path / "out")


def test_the_sketch_and_what_was_removed_stay_at_home(home: Path, tmp_path: Path) -> None:
    with make_plan(home) as store:
        add_counties(store)
        with store.change("patrol_area_added"):
            store.add_patrol_area("绝密地点", county_box())
        store.set_sketch_state({"points": [[116.5, 40.5]]})
    unpacked = package.unpack(package.pack(store.path, tmp_path).path, tmp_path / "out")
    with PlanStore.open(unpacked, read_only=True) as opened:
        assert opened.sketch_state() == {}
    with PlanStore.open(store.path, read_only=True) as opened:
        assert opened.sketch_state() != {}


def county_box() -> shapely.Polygon:
    return shapely.box(116.9, 40.4, 117.1, 40.6)


def test_a_plan_open_elsewhere_is_packed_as_it_is_on_the_disk(plan: Path, tmp_path: Path) -> None:
    with PlanStore.open(plan) as store:
        with store.change("patrol_area_added"):
            store.add_patrol_area("一号", county_box())
        wanted = content_hash(store)
        by_path = package.pack(plan, tmp_path / "a")
        by_store = package.pack(store, tmp_path / "b")
        with store.reader() as reader:
            by_reader = package.pack(reader, tmp_path / "c")
        assert store.can_undo
    assert {made.manifest.content_hash for made in (by_path, by_store, by_reader)} == {wanted}
    assert hash_of(package.unpack(by_path.path, tmp_path / "out")) == wanted


@pytest.mark.parametrize("is_open", [False, True])
def test_the_same_plan_gives_the_same_bytes(plan: Path, tmp_path: Path, is_open: bool) -> None:
    def packed(name: str) -> dict[str, bytes]:
        made = package.pack(store if is_open else plan, tmp_path / name / "p.联防包")
        with zipfile.ZipFile(made.path) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.namelist()[0] == "manifest.json"
            return {name: archive.read(name) for name in archive.namelist()}

    with PlanStore.open(plan, read_only=not is_open) as store:
        if is_open:
            with store.change("patrol_area_added"):
                store.add_patrol_area("一号", county_box())
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
        first, second = packed("a"), packed("b")
    times = [json.loads(one.pop("manifest.json")) for one in (first, second)]
    assert all(time.pop("made_at") for time in times)
    assert times[0] == times[1]
    assert first == second


def test_compressed_rasters_are_stored_and_others_deflated(home: Path, tmp_path: Path) -> None:
    plain, dense = write_raster(home / "plain.tif"), home / "dense.tif"
    dense.write_bytes(b"II*\0" + np.random.default_rng(1).bytes(100_000))
    with make_plan(home) as store:
        for path in (plain, dense):
            add_raster(store, path)
    with zipfile.ZipFile(package.pack(store.path, tmp_path).path) as archive:
        methods = {info.filename: info.compress_type for info in archive.infolist()}
    assert methods["rasters/plain.tif"] == methods["plan.lianfang.gpkg"] == zipfile.ZIP_DEFLATED
    assert methods["rasters/dense.tif"] == zipfile.ZIP_STORED


def test_a_flat_raster_does_not_make_a_package_that_looks_like_a_bomb(home: Path, tmp_path: Path, monkeypatch) -> None:
    from layers.plan import package_reading

    monkeypatch.setattr(package_reading, "MOST_UNQUESTIONED_BYTES", 1 << 20)
    flat = home / "flat.tif"
    flat.write_bytes(b"II*\0" + bytes(32 << 20))
    with make_plan(home) as store:
        add_raster(store, flat)
    made = package.pack(store.path, tmp_path)
    assert sha256(package.unpack(made.path, tmp_path / "out").parent / "rasters" / "flat.tif") == sha256(flat)


# --- names ------------------------------------------------------------------------------------------


def test_names_no_other_system_takes_are_made_safe(home: Path, tmp_path: Path) -> None:
    raster = write_raster(home / "CON.tif")
    odd = write_raster(home / 'a:b*"c?.tif', seed=2)
    with make_plan(home, "规划: 一|二.lianfang.gpkg") as store:
        for path in (raster, odd):
            add_raster(store, path)
    made = package.pack(store.path, tmp_path)
    assert [file.name for file in made.manifest.files] == [
        "规划_ 一_二.lianfang.gpkg",
        "rasters/_CON.tif",
        "rasters/a_b__c_.tif",
    ]
    package.unpack(made.path, tmp_path / "out")


def test_an_untitled_plan_is_named_by_its_title(tmp_path: Path) -> None:
    with PlanStore.temporary(title="怀柔/丰宁", reference_date=REFERENCE, directory=tmp_path) as store:
        made = package.pack(store, tmp_path / "out")
        assert made.manifest.plan_file == "怀柔_丰宁.lianfang.gpkg"


def test_long_names_and_paths(tmp_path: Path) -> None:
    folder = tmp_path / "联防 资料"
    folder = folder / ("plans of two counties " * 20)[: 200 - len(str(folder))]
    folder.mkdir(parents=True)
    name = ("怀柔 丰宁 " * 20)[: 250 - len(str(folder)) - len("/.lianfang.gpkg")]
    with make_plan(folder, f"{name}.lianfang.gpkg") as store:
        add_raster(store, write_raster(folder / f"{name}.tif"))
    assert len(str(store.path)) == 250
    made = package.pack(store.path, folder / name)
    unpacked = package.unpack(made.path, folder / name)
    assert len(str(unpacked)) > 280
    with PlanStore.open(unpacked, read_only=True) as opened:
        assert {state.code for state in resolve_all(opened).values()} == {RasterCode.OK}


def test_a_path_of_250_chinese_characters(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 220 or len(str(folder).encode()) < 512:
        folder = folder / "联防 规划资料" / "二〇二六年"
    folder.mkdir(parents=True)
    with make_plan(folder, "怀柔 丰宁.lianfang.gpkg") as store:
        add_raster(store, write_raster(folder / "dem.tif"))
        made = package.pack(store, folder / "给邻县")
    assert len(str(made.path).encode()) > 512  # SQLite's own limit
    unpacked = package.unpack(made.path, folder / "收到" / "邻县来的")
    assert hash_of(unpacked) == made.manifest.content_hash


def test_a_name_as_long_as_can_be_is_cut(home: Path, tmp_path: Path) -> None:
    name = "长" * 76  # 228 bytes, and what a plan ends with
    with make_plan(home, f"{name}.lianfang.gpkg") as store:
        add_raster(store, write_raster(home / f"{name}.tif"))
    made = package.pack(store.path, tmp_path / "p")
    assert all(len(Path(file.name).name.encode()) <= 200 for file in made.manifest.files)
    assert package.unpack(made.path, tmp_path / "x").name.endswith("长.lianfang.gpkg")


def test_where_a_package_goes(plan: Path, tmp_path: Path) -> None:
    names = {package.pack(plan, tmp_path / out).path.name for out in ("a.联防包", "b.zip", "c.v2", "")}
    assert names == {"a.联防包", "b.zip", "c.v2.联防包", "怀柔 丰宁.联防包"}


def test_folders_are_made_and_other_files_never_replaced(plan: Path, tmp_path: Path) -> None:
    made = package.pack(plan, tmp_path / "neu" / "tief" / "p.联防包")
    assert made.path.exists()
    with pytest.raises(Cancelled):
        package.pack(plan, tmp_path / "auch" / "tief" / "p", progress=Stopping(0.6))
    assert not (tmp_path / "auch").exists()
    other = tmp_path / "资料.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "mine")
    before = sha256(other)
    with pytest.raises(FileExistsError) as caught:
        package.pack(plan, other)
    assert caught.value.filename == str(other)
    assert sha256(other) == before
    other.unlink()
    package.pack(plan, other)
    package.pack(plan, other)


# --- where it is unpacked ------------------------------------------------------------------------------


def test_what_is_there_is_never_overwritten(plan: Path, tmp_path: Path) -> None:
    made = package.pack(plan, tmp_path).path
    folder = tmp_path / "收到"
    places = [package.unpack(made, folder).parent.name for _ in range(3)]
    assert places == ["收到", "收到 (2)", "收到 (3)"]
    file = tmp_path / "文件"
    file.write_text("我的")
    assert package.unpack(made, file).parent.name == "文件 (2)"
    assert file.read_text() == "我的"


def test_an_empty_folder_is_used_as_it_is(plan: Path, tmp_path: Path) -> None:
    made = package.pack(plan, tmp_path).path
    folder = tmp_path / "空"
    folder.mkdir()
    inode = folder.stat().st_ino
    assert package.unpack(made, folder).parent == folder
    assert folder.stat().st_ino == inode
    assert sorted(entry.name for entry in folder.iterdir()) == ["rasters", "怀柔 丰宁.lianfang.gpkg"]


# --- what goes wrong -------------------------------------------------------------------------------------


class Stopping:
    """A progress that cancels when a share of the work is done."""

    def __init__(self, at: float) -> None:
        self.at, self.seen = at, []

    def __call__(self, fraction: float, step: str) -> None:
        assert not self.seen or fraction >= self.seen[-1] - 1e-9, "progress goes back"
        self.seen.append(fraction)
        if fraction >= self.at:
            raise Cancelled


@pytest.mark.parametrize("at", [0.0, 0.2, 0.45, 0.6, 0.8, 1.0])
def test_cancelling_leaves_nothing_behind(plan: Path, tmp_path: Path, at: float) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Cancelled):
        package.pack(plan, out / "p", progress=Stopping(at))
    assert list(out.iterdir()) == []
    made = package.pack(plan, tmp_path / "p").path
    with pytest.raises(Cancelled):
        package.unpack(made, out / "x", progress=Stopping(min(at, 0.98)))
    assert list(out.iterdir()) == []


def test_progress_rises_to_the_end(plan: Path, tmp_path: Path) -> None:
    packing, unpacking = Stopping(2.0), Stopping(2.0)
    made = package.pack(plan, tmp_path, progress=packing)
    package.unpack(made.path, tmp_path / "x", progress=unpacking)
    assert packing.seen[-1] == 1.0
    assert unpacking.seen[-1] >= 0.98


def test_a_write_that_fails_leaves_the_old_package(plan: Path, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "p.联防包"
    package.pack(plan, target)
    before = sha256(target)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package_writing.placing, "sync", full)
    with pytest.raises(PlanNotSaved) as caught:
        package.pack(plan, target)
    monkeypatch.undo()
    assert caught.value.facts["path"] == str(target)
    assert caught.value.facts["reason_code"] == "disk_full"
    assert sha256(target) == before
    assert leftovers(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of 2 MB, where root may make one."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk(home: Path, small_disk: Path, tmp_path: Path) -> None:
    with make_plan(home) as store:
        add_counties(store)
        small = package.pack(store, small_disk / "p")
        before = sha256(small.path)
        dense = home / "dense.tif"
        dense.write_bytes(b"II*\0" + np.random.default_rng(1).bytes(3 << 20))
        add_raster(store, dense)
        with pytest.raises(PackageNotSaved) as caught:
            package.pack(store, small_disk / "p")
        assert caught.value.facts["path"] == str(small.path)
        assert caught.value.facts["reason_code"] == "disk_full"
        assert sha256(small.path) == before
        large = package.pack(store, tmp_path / "groß")
    assert [entry.name for entry in small_disk.iterdir()] == ["p.联防包"]
    with pytest.raises(PackageNotSaved) as caught:
        package.unpack(large.path, small_disk / "x")
    assert caught.value.facts["reason_code"] == "no_room"
    assert caught.value.facts["needed_bytes"] > 3 << 20
    assert [entry.name for entry in small_disk.iterdir()] == ["p.联防包"]


def as_nobody(action: str, *paths: Path) -> str:
    """Pack or unpack in a process without rights; return the error's code and reason."""
    script = (
        "import encodings.cp437, encodings.gbk, encodings.utf_8_sig, os, sys\n"  # from where nobody may read
        "from layers.errors import LianfangError\nfrom layers.plan import package\n"
        "os.setgid(65534); os.setuid(65534)\n"
        f"try: package.{action}(*sys.argv[1:])\n"
        "except LianfangError as error: print(error.code, error.facts.get('reason_code'), error.facts['path'])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, paths)], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="giving up rights needs root")
def test_a_folder_that_may_not_be_written(plan: Path, tmp_path: Path) -> None:
    made = package.pack(plan, tmp_path).path
    closed = tmp_path / "closed"
    closed.mkdir()
    above = [folder for folder in tmp_path.parents if folder.name.startswith(("pytest-", "popen-"))]  # pytest's own
    for folder in (closed, *tmp_path.rglob("*"), *above, tmp_path):
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    assert as_nobody("pack", plan, closed / "p.联防包") == f"package_not_saved folder {closed / 'p.联防包'}"
    assert as_nobody("unpack", made, closed / "x") == f"package_not_saved folder {closed / 'x'}"
    assert list(closed.iterdir()) == []


@pytest.mark.parametrize("action", ["pack", "unpack"])
def test_killed_midway_and_done_again(plan: Path, tmp_path: Path, action: str) -> None:
    made = package.pack(plan, tmp_path).path
    before = sha256(made)
    source, target = (plan, made) if action == "pack" else (made, tmp_path / "out")
    script = (
        "import sys\nfrom pathlib import Path\nfrom layers.plan import package\n"
        "def stop(fraction, step):\n"
        "    if fraction > 0.7: print('there', flush=True); sys.stdin.read()\n"
        f"package.{action}(Path(sys.argv[1]), Path(sys.argv[2]), progress=stop)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(source), str(target)],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    with pytest.raises(PackageNotSaved) as caught:  # two at once on one target
        getattr(package, action)(source, target)
    assert caught.value.facts["reason_code"] == "locked"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert sha256(made) == before
    assert not (tmp_path / "out").exists()
    done = getattr(package, action)(source, target)
    assert (done.path if action == "pack" else done).exists()
    assert leftovers(tmp_path) == []


def test_a_plan_without_rasters_or_layers(home: Path, tmp_path: Path) -> None:
    with make_plan(home) as store:
        pass
    made = package.pack(store.path, tmp_path)
    assert [file.what for file in made.manifest.files] == ["plan"]
    assert package.inspect_package(made.path).title == "怀柔–丰宁 2026"
    assert hash_of(package.unpack(made.path, tmp_path / "out")) == hash_of(store.path)
