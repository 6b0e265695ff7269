"""Reading 200,000 polygons in the reader process, against ``pyogrio.read_dataframe`` and ``shapely.make_valid``.

Time of each is taken in turn.  Memory is that of this process and of the reader, sampled every 5 ms, beyond what both
had when they were warm; once, with nothing else in this process.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from layers.kinds import Shape
from layers.sources import mending
from layers.sources.child import Reader
from layers.sources.child.limits import resident_bytes
from tests.benchmarks import bench_zones
from tests.benchmarks.generate import forests
from tests.benchmarks.timing import alternating, load

NAME = "sources"
COUNT = 200_000


def run() -> dict[str, float]:
    """Measure and print; median seconds."""
    if not bench_zones.DATA.exists():
        print(f"skipped: {bench_zones.DATA} is not here")
        return {}
    frame = forests(bench_zones.counties("clean"), count=COUNT).drop(columns="uid")
    frame["stock_m3"] = (frame.index % 977).astype(float)
    frame["XBH"] = [f"{index:06d}" for index in frame.index]
    shapes = frame.geometry.to_numpy()
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    wkb_bytes = sum(map(len, shapely.to_wkb(shapes)))
    print(f"{len(frame):,} polygons, {vertices:,} vertices, {wkb_bytes / 1e6:.0f} MB of WKB, {load()}")
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "forest.gpkg", Path(folder) / "forest.shp"]
        pyogrio.write_dataframe(frame, paths[0], layer="forest")
        pyogrio.write_dataframe(frame, paths[1], encoding="UTF-8")
        del frame, shapes
        for path in paths:
            found |= _file(path, wkb_bytes)
    return found


def _file(path: Path, wkb_bytes: int) -> dict[str, float]:
    size = sum(part.stat().st_size for part in path.parent.glob(f"{path.stem}.*") if part.suffix != ".gpkg")
    print(f"{path.name}, {(path.stat().st_size if path.suffix == '.gpkg' else size) / 1e6:.0f} MB")
    reader = Reader()
    try:
        reader.inspect(path)  # warm: the reader, and the file in the system's memory
        reader.read(path)  # which uses up what the look has left in the reader
        _memory("read", lambda: reader.read(path), reader, wkb_bytes)
        _memory("inspect", lambda: reader.inspect(path), reader, wkb_bytes)
        reader.read(path)
        once: dict[str, Callable[[], Any]] = {
            "read_dataframe": lambda: pyogrio.read_dataframe(path),
            "reader.read alone": lambda: reader.read(path),
            "a look": lambda: reader.inspect(path),
            "reader.read after it": lambda: reader.read(path),
        }
        for name, call in once.items():
            began, used = time.perf_counter(), _cpu_s(reader)
            call()
            took, used = time.perf_counter() - began, _cpu_s(reader) - used
            print(f"  once: {name:22} {took:8.3f} s, CPU of both {used:.2f} s")
        shapes = pyogrio.read_dataframe(path).geometry.to_numpy()
        found = alternating(
            {
                "reader.read": lambda: len(reader.read(path)[0].frame),  # type: ignore[arg-type]
                "(a look)": lambda: reader.inspect(path).layers[0].features,
                "reader.read after a look": lambda: len(reader.read(path)[0].frame),  # type: ignore[arg-type]
                "pyogrio.read_dataframe": lambda: len(pyogrio.read_dataframe(path)),
                "mending.make_valid": lambda: _mended(shapes),
                "shapely.make_valid": lambda: len(shapely.make_valid(shapes)),
            },
            runs=3,
        )
    finally:
        reader.close()
    bare, valid = found["pyogrio.read_dataframe"], found["shapely.make_valid"]
    for name, one in found.items():
        assert one.result == COUNT
        against, of = (valid, "make_valid") if name.startswith("mending") else (bare, "read_dataframe")
        ratio = f"{one.median_s / against.median_s:.2f} × {of}" if one not in (bare, valid) else ""
        print(f"  {name:25}{one}  {ratio}")
    mended = found["mending.make_valid"].median_s
    less = (found["reader.read"].median_s - mended) / bare.median_s
    print(f"  reader.read, less mending: {less:.2f} × read_dataframe")  # after a look it was mended before
    return {f"{path.suffix} {name}": one.median_s for name, one in found.items()}


def _cpu_s(reader: Reader) -> float:
    """Return the processor time of this process and of the reader; of this one only where the system does not say."""
    stat = Path(f"/proc/{reader.pid}/stat")
    ticks = stat.read_text().rsplit(")", 1)[1].split()[11:13] if stat.exists() else []
    return time.process_time() + sum(map(int, ticks)) / (os.sysconf("SC_CLK_TCK") if ticks else 1)


def _mended(shapes: Any) -> int:
    return len(mending.make_valid(mending.Mended(Shape.POLYGON, shapes, np.arange(len(shapes)))).geometries)


def _memory(name: str, call: Callable[[], Any], reader: Reader, wkb_bytes: int) -> None:
    """Print the most memory that a call takes, as multiples of the shapes' WKB."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)  # what earlier work left would be used again, and hide what is needed
    pids = {"program": os.getpid(), "reader": reader.pid or 0}
    base = {name: resident_bytes(pid) for name, pid in pids.items()}
    most = dict.fromkeys([*pids, "both"], 0)

    def sample() -> None:
        now = {name: resident_bytes(pid) - base[name] for name, pid in pids.items()}
        for name, value in {**now, "both": sum(now.values())}.items():
            most[name] = max(most[name], value)

    result = _watched(call, sample)
    words = ", ".join(f"{name} {value / wkb_bytes:.2f} ×" for name, value in most.items())
    bases = ", ".join(f"{name} {value / 1e6:.0f} MB" for name, value in base.items())
    print(f"  memory of {name} beyond the processes ({bases}), in WKB: {words}")
    del result


def _watched(call: Callable[[], Any], sample: Callable[[], None]) -> Any:
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            sample()
            time.sleep(0.005)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        return call()
    finally:
        done.set()
        thread.join()
