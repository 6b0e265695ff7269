"""The reader in its own process: the same results, and no file that can take the program with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from layers import sources
from layers.errors import EmptySource, MissingCrs, ReaderCrashed, ReadingTooHungry, ReadingTooSlow, UnreadableSource
from layers.kinds import Role
from layers.progress import Cancelled
from layers.sources import ReadChoice, vector
from layers.sources.child import Limits, Reader
from tests.layers.sources.child_faults import COMMAND
from tests.layers.sources.conftest import shared

ROOT = Path(__file__).resolve().parents[3]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="as Linux does it")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


@pytest.fixture
def faulty() -> Iterator[Reader]:
    made = Reader(COMMAND, lambda path: Limits(1 << 30, 30.0))
    yield made
    made.close()


@pytest.fixture
def good(tmp_path: Path, villages: gpd.GeoDataFrame) -> Path:
    path = tmp_path / "村庄.gpkg"
    villages.to_file(path)
    return path


def named(folder: Path, fault: str) -> Path:
    path = folder / f"{fault}.geojson"
    path.write_text('{"type": "Point", "coordinates": [116.5, 40.5]}', encoding="utf-8")
    return path


def assert_reads(reader: Reader, path: Path) -> None:
    (layer,) = reader.read(path)
    assert layer.frame is not None and len(layer.frame) == 3


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"


def scratch() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob(f"lianfang-reader-{os.getpid()}-*")}


# -- the same results -------------------------------------------------------------------------------


def assert_same(path: Path, reader: Reader, choice: ReadChoice | None = None, **options: Any) -> None:
    assert reader.inspect(path, **options) == sources.inspect(path, **options)
    there, here = reader.read(path, choice, **options), sources.read(path, choice, **options)
    assert len(there) == len(here) > 0
    for one, other in zip(there, here, strict=True):
        assert (one.title, one.role, one.shape, one.raster) == (other.title, other.role, other.shape, other.raster)
        assert one.source == other.source and one.proposed_speaks_for == other.proposed_speaks_for
        if one.frame is not None and other.frame is not None:
            assert_geodataframe_equal(one.frame, other.frame)
            assert isinstance(one.frame, gpd.GeoDataFrame)


def test_results_are_those_of_reading_in_process(
    reader: Reader, good: Path, tmp_path: Path, counties: gpd.GeoDataFrame
) -> None:
    assert_same(good, reader)
    assert_same(good, reader, ReadChoice(role=Role.DEPOT, title="库"))
    assert_same(good, reader, counties=counties)
    lines = tmp_path / "混.geojson"
    shapes = [shapely.Point(116, 40), shapely.LineString([(116, 40), (116, 41)]), None, shapely.box(116, 40, 117, 41)]
    frame = gpd.GeoDataFrame({"名称": ["甲", None, "乙", ""], "n": [1, 2, 3, 4]}, geometry=shapes, crs=4326)
    frame.to_file(lines, driver="GeoJSON")
    assert_same(lines, reader)
    table = tmp_path / "人口.csv"
    table.write_text("区划代码,名称,人口\n110116,怀柔区,400000\n130826,丰宁,\n", encoding="gbk")
    assert_same(table, reader)


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("boundary/counties_amap_wgs84.gpkg", None),
        ("boundary/counties_datav_wgs84_slivers.geojson", None),
        ("dirty/osm_unclosed_rings.geojson", None),
        ("dirty/nfgis_county1999_gbk_noprj", "EPSG:4490"),
        ("settlement/admin_seats_gcj02_gbk.csv", "GCJ-02"),
    ],
)
def test_real_files_read_alike(reader: Reader, name: str, crs: str | None) -> None:
    assert_same(shared(name), reader, ReadChoice(crs=crs))


def test_patrol_areas_and_previews(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "联防区.geojson"
    gpd.GeoDataFrame({"name": ["一区"], "备注": ["夜巡"]}, geometry=[shapely.box(116, 40, 117, 41)], crs=4326).to_file(
        path
    )
    assert_geodataframe_equal(reader.read_patrol_areas(path), sources.read_patrol_areas(path))
    table = tmp_path / "点.csv"
    table.write_text("甲,乙,丙\n116.1,40.1,x\n116.2,40.2,y\n", encoding="utf-8")
    from layers.sources.previewing import preview_tables

    assert reader.preview_tables(table) == preview_tables(table) != []


def test_errors_cross_with_their_facts(reader: Reader, tmp_path: Path) -> None:
    empty = tmp_path / "空.shp"
    empty.touch()
    with pytest.raises(EmptySource) as caught:
        reader.read(empty)
    assert caught.value.facts == {"path": str(empty)}
    with pytest.raises(UnreadableSource):
        reader.inspect(tmp_path / "无.shp")
    bare = tmp_path / "无坐标系.shp"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(39500000, 4400000)]).to_file(bare)
    with pytest.raises(MissingCrs) as there:
        reader.read(bare)
    with pytest.raises(MissingCrs) as here:
        sources.read(bare)
    assert there.value.facts == here.value.facts


# -- files that would take the program with them ----------------------------------------------------


def test_cancel_kills_a_library_that_never_returns(faulty: Reader, good: Path, tmp_path: Path) -> None:
    assert_reads(faulty, good)  # warm
    pid = faulty.pid
    began = time.monotonic()

    def progress(_fraction: float, _step: str) -> None:
        if time.monotonic() - began > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        faulty.read(named(tmp_path, "hang"), progress=progress)
    assert time.monotonic() - began < 0.8
    assert pid is not None and not is_alive(pid)
    assert_reads(faulty, good)


def test_no_progress_for_too_long(tmp_path: Path, good: Path) -> None:
    reader = Reader(COMMAND, lambda path: Limits(1 << 30, 0.6 if path.stem in ("idle", "hang", "slow") else 30.0))
    try:
        assert_reads(reader, good)
        for fault in ("idle", "hang"):
            with pytest.raises(ReadingTooSlow, match=f"{fault}.geojson.* 1 s"):
                reader.read(named(tmp_path, fault))
            assert_reads(reader, good)
        assert len(reader.read(named(tmp_path, "slow"))) == 1  # two seconds, but it moves
    finally:
        reader.close()


@linux
def test_too_much_memory(tmp_path: Path, good: Path) -> None:
    limit = 300 << 20
    reader = Reader(COMMAND, lambda path: Limits(limit, 30.0))
    peaks: list[int] = []
    try:
        assert_reads(reader, good)
        from layers.sources.child.limits import resident_bytes

        def watch(_fraction: float, _step: str) -> None:
            peaks.append(resident_bytes(reader.pid or 0))

        with pytest.raises(ReadingTooHungry, match="300 MB"):
            reader.read(named(tmp_path, "hog"), progress=watch)
        assert max(peaks, default=0) < limit + (1 << 30)  # none where the first moment was too late already
        assert_reads(reader, good)
    finally:
        reader.close()


@linux
def test_a_real_file_that_unfolds_beyond_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "大.geojson"
    ring = ",".join(f"[{116 + i * 1e-6},40]" for i in range(1_500_000))
    path.write_text('{"type": "LineString", "coordinates": [' + ring + "]}", encoding="utf-8")
    reader = Reader(limits=lambda _path: Limits(200 << 20, 30.0))
    try:
        with pytest.raises(ReadingTooHungry):
            reader.read(path)
        with pytest.raises(EmptySource):  # and the next one is answered
            empty = tmp_path / "空.shp"
            empty.touch()
            reader.read(empty)
    finally:
        reader.close()


@posix
@pytest.mark.parametrize(("fault", "said"), [("crash", "SIGSEGV"), ("leave", "7"), ("fault", "ZeroDivisionError")])
def test_a_reader_that_breaks_down(
    faulty: Reader, good: Path, tmp_path: Path, fault: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = named(tmp_path, fault)
    with pytest.raises(ReaderCrashed, match=said) as caught:
        faulty.inspect(path)
    assert caught.value.facts["path"] == str(path)
    assert str(path) in caplog.text
    if fault == "crash":
        assert "Segmentation fault" in caplog.text
    assert_reads(faulty, good)


def test_what_the_reader_raises_itself(faulty: Reader, tmp_path: Path) -> None:
    with pytest.raises(ReadingTooHungry):
        faulty.read(named(tmp_path, "no_memory"))
    with pytest.raises(OSError, match="No space left") as caught:
        faulty.read(named(tmp_path, "disk"))
    assert caught.value.errno == 28


def test_what_libraries_print_is_not_heard(faulty: Reader, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert len(faulty.read(named(tmp_path, "chatter"))) == 1
    assert capfd.readouterr() == ("", "")


@linux
@pytest.mark.parametrize("fault", ["network", "program"])
def test_neither_network_nor_other_programs(faulty: Reader, tmp_path: Path, fault: str) -> None:
    if os.uname().machine not in ("x86_64", "aarch64", "riscv64", "loongarch64"):
        pytest.skip("no filter for this machine")
    with pytest.raises(PermissionError):
        faulty.read(named(tmp_path, fault))


def test_only_the_named_drivers_are_loaded(reader: Reader) -> None:
    wanted = {"GTiff", "PNG", "JPEG"}.union(*vector.DRIVERS.values())
    assert set(reader.ask("drivers", ROOT)) <= wanted
    assert {"GTiff", "GPKG", "ESRI Shapefile", "DXF"} <= set(reader.ask("drivers", ROOT))


@linux
def test_twenty_cancels_leave_nothing_behind(tmp_path: Path, good: Path) -> None:
    before = scratch()
    reader = Reader(COMMAND)
    pids: set[int] = set()
    path = named(tmp_path, "hang")
    try:
        for number in range(20):
            if number % 4 == 0:  # cancelled inside the library; the others while the process starts
                assert_reads(reader, good)
            began = time.monotonic()

            def progress(_fraction: float, _step: str, began: float = began) -> None:
                pids.add(reader.pid or 0)
                if time.monotonic() - began > 0.05:
                    raise Cancelled

            with pytest.raises(Cancelled):
                reader.read(path, progress=progress)
    finally:
        reader.close()
    assert len(pids) == 20
    assert not any(is_alive(pid) for pid in pids)
    assert scratch() == before


@posix
@pytest.mark.parametrize("fault", ["hang", "村庄"])
def test_the_reader_ends_with_the_program(tmp_path: Path, good: Path, fault: str) -> None:
    path = named(tmp_path, "hang") if fault == "hang" else good
    script = (
        "import sys, threading, time\n"
        "from layers.sources.child import Reader\n"
        f"from tests.layers.sources.child_faults import COMMAND\n"
        "reader = Reader(COMMAND)\n"
        f"reader.inspect({str(good)!r})\n"
        "print(reader.pid, flush=True)\n"
        f"reader.read({str(path)!r})\n"
        "time.sleep(600)\n"
    )
    program = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert program.stdout is not None
    pid = int(program.stdout.readline())
    time.sleep(0.3)
    assert is_alive(pid)
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    deadline = time.monotonic() + 3.0
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid)
    # What a killed program could not remove is removed by the next one.
    from layers.sources.child.process import sweep

    sweep()
    left = Path(tempfile.gettempdir()).glob(f"lianfang-reader-{program.pid}-*")
    assert list(left) == []


def test_one_after_another_from_several_threads(reader: Reader, good: Path) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(reader.read(good)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1, 1, 1, 1]


def test_a_reader_killed_while_it_waits_is_replaced(reader: Reader, good: Path) -> None:
    assert_reads(reader, good)
    first = reader.pid
    assert first is not None
    os.kill(first, signal.SIGTERM)
    time.sleep(0.3)
    assert_reads(reader, good)
    assert reader.pid != first


def test_the_reader_knows_nothing_of_the_window() -> None:
    script = (
        "import sys\nfrom layers.sources.child import worker\nworker._load(); worker.operations()\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken', 'app'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_a_frozen_program_starts_itself(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("a script that stands for the program")
    program = tmp_path / "lianfang"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "main.py"}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    reader = Reader()
    try:
        assert_reads(reader, good)
    finally:
        reader.close()


def test_limits_grow_with_the_file_within_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from layers.sources.child import limits

    small, large = tmp_path / "小.shp", tmp_path / "大.shp"
    small.write_bytes(b"x")
    large.write_bytes(b"x")
    with (tmp_path / "大.dbf").open("wb") as stream:
        stream.truncate(400 << 20)
    monkeypatch.setattr(limits, "free_memory", lambda: 64 << 30)
    one, other = Limits.for_source(small), Limits.for_source(large)
    assert one.memory_bytes == pytest.approx(1536 << 20, rel=0.01) and one.idle_s == pytest.approx(60)
    assert other.memory_bytes == pytest.approx((1536 << 20) + 25 * (400 << 20), rel=0.01)
    assert other.idle_s == pytest.approx(60 + (400 << 20) / 4e6)
    assert Limits.for_source(tmp_path).memory_bytes == pytest.approx(other.memory_bytes)  # a folder: all that is in it
    monkeypatch.setattr(limits, "free_memory", lambda: 2 << 30)
    assert Limits.for_source(large).memory_bytes == int(0.8 * (2 << 30))


def test_a_file_that_was_looked_at_is_not_read_again_unless_it_changed(
    good: Path, villages: gpd.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    from layers.sources import preparing, recent

    reads: list[Path] = []
    plain = preparing._raw_layers
    monkeypatch.setattr(
        preparing, "_raw_layers", lambda member, *rest: reads.append(member.path) or plain(member, *rest)
    )
    monkeypatch.setattr(recent, "keeper", recent.Recent(lambda: 1 << 20, Path("/nowhere")))
    wanted = sources.read(good)[0].frame
    assert_geodataframe_equal(sources.read(good)[0].frame, wanted)
    assert len(reads) == 2, "reading uses it up"
    sources.inspect(good)
    sources.inspect(good)
    assert len(reads) == 3
    assert_geodataframe_equal(sources.read(good)[0].frame, wanted)
    assert len(reads) == 3
    sources.inspect(good)
    sources.read(good, ReadChoice(encoding="GBK"))
    assert len(reads) == 5
    villages.iloc[:2].to_file(good)
    assert len(sources.read(good)[0].frame) == 2  # type: ignore[arg-type]
    assert len(reads) == 6
    monkeypatch.setattr(recent, "keeper", recent.Recent(lambda: 10, Path("/nowhere")))
    sources.inspect(good)
    sources.inspect(good)
    assert len(reads) == 8, "a file beyond the budget is not kept"


@posix
def test_a_stopped_reader_hears_no_large_request_but_the_cancel_is_heard(good: Path) -> None:
    """A request beyond what a pipe holds must not be waited for where no cancel is heard."""
    from shapely import Point

    circle = Point(116, 40).buffer(1, quad_segs=4096)
    many = gpd.GeoDataFrame({"code": ["110116"] * 60}, geometry=[circle] * 60, crs=4490)  # some 15 MB
    reader = Reader(limits=lambda path: Limits(1 << 30, 20.0))
    try:
        assert_reads(reader, good)
        stopped = reader.pid
        assert stopped is not None
        os.kill(stopped, signal.SIGSTOP)
        asked = time.monotonic()

        def cancel_after_a_while(fraction: float, step: str) -> None:
            if time.monotonic() - asked > 0.5:
                raise Cancelled

        with pytest.raises(Cancelled):
            reader.read(good, counties=many, progress=cancel_after_a_while)
        assert time.monotonic() - asked < 5.0
        assert not is_alive(stopped)
        assert_reads(reader, good)
    finally:
        reader.close()


@posix
def test_a_reader_killed_a_moment_before_is_not_the_files_fault(good: Path) -> None:
    reader = Reader()
    try:
        for _ in range(3):
            assert_reads(reader, good)
            assert reader.pid is not None
            os.kill(reader.pid, signal.SIGKILL)
            assert_reads(reader, good)  # at once: nobody has noticed
    finally:
        reader.close()
