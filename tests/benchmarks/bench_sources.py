"""Reading 200,000 polygons in the reader process, beside what only reads.

Ours checks, mends and marks every shape, finds repeats, checksum and uids, and holds a file that means ill away from
the window.  Memory is that of program and reader together.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import shapely

from layers.sources.child import Reader
from layers.sources.child.limits import resident_bytes
from layers.sources.speaking import propose_speaks_for
from tests.benchmarks import file_names as names
from tests.benchmarks import real_data
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.generate import forests
from tests.benchmarks.measured import Calls, Figure, Setting
from tests.benchmarks.result import Target

NAME = "sources"
_METRIC, _CSV = "many_metric.gpkg", "rows.csv"
_FILES = {"GeoPackage": names.MANY_GPKG, "shapefile": names.MANY_SHP}
_AFTER, _ALONE = "reading after a look", "reading alone"


def prepare(setting: Setting) -> None:
    frame = forests(real_data.counties("clean"), count=setting.size(200_000, 2_000)).drop(columns="uid")
    frame["stock_m3"] = (frame.index % 977).astype(float)
    frame["XBH"] = [f"{index:06d}" for index in frame.index]
    pyogrio.write_dataframe(frame, setting.folder / names.MANY_GPKG, layer="forest")
    pyogrio.write_dataframe(frame, setting.folder / names.MANY_SHP, encoding="UTF-8")
    pyogrio.write_dataframe(frame.to_crs(epsg=4547), setting.folder / _METRIC, layer="forest")
    count = setting.size(300_000, 1_000)
    random = np.random.default_rng(3)
    columns: dict[str, Any] = {f"值{number}": random.integers(0, 1_000, count) for number in range(4)}
    table = {
        "名称": [f"点{row}" for row in range(count)],
        "经度": 116 + random.random(count),
        "纬度": 40 + random.random(count),
    }
    pd.DataFrame(table | columns).to_csv(setting.folder / _CSV, index=False)


def read(setting: Setting) -> Calls:
    """The reader is warm, as in the window; a look keeps what reading then need not do again."""
    reader = Reader()
    calls: dict[str, Callable[[], Any]] = {}
    for kind, name in _FILES.items():
        path = setting.folder / name
        reader.inspect(path)
        _rows(reader, path)  # which uses up what the look has left in the reader
        calls |= {
            f"{kind}: {_ALONE}": partial(_rows, reader, path),
            f"{kind}: a look": partial(_look, reader, path),
            f"{kind}: {_AFTER}": partial(_rows, reader, path),
        }
    return calls


def read_metric(setting: Setting) -> Calls:
    """Gauss–Krüger: shapes must be transformed too."""
    reader, path = Reader(), setting.folder / _METRIC
    reader.inspect(path)
    _rows(reader, path)
    return {
        f"in metres: {_ALONE}": lambda: _rows(reader, path),
        "in metres: a look": lambda: reader.inspect(path).layers[0].features,
        f"in metres: {_AFTER}": lambda: _rows(reader, path),
    }


def memory(setting: Setting) -> Calls:
    """Beyond both processes when they were warm, sampled every 5 ms, as multiples of the shapes' WKB."""
    reader = Reader()
    path = setting.folder / names.MANY_GPKG
    wkb_bytes = int(sum(map(len, shapely.to_wkb(pyogrio.read_dataframe(path).geometry.to_numpy()))))
    reader.inspect(path)
    _rows(reader, path)

    def both() -> dict[str, Figure]:
        looked = _most_bytes(lambda: reader.inspect(path), reader) / wkb_bytes
        _rows(reader, path)
        alone = _most_bytes(lambda: reader.read(path), reader) / wkb_bytes
        return {"a look": Figure(looked, "× WKB"), "reading": Figure(alone, "× WKB")}

    return {"memory beyond the processes": both}


def small_things(setting: Setting) -> Calls:
    """A long table looked at; which counties a large layer speaks for."""
    reader = Reader()
    frame = pyogrio.read_dataframe(setting.folder / names.MANY_GPKG)
    counties = real_data.counties("clean")
    return {
        "a look at a CSV of 300,000 rows": lambda: reader.inspect(setting.folder / _CSV).layers[0].features,
        "counties that a layer speaks for": lambda: len(propose_speaks_for(frame, counties)),
    }


def _look(reader: Reader, path: Path) -> int | None:
    return reader.inspect(path).layers[0].features


def _rows(reader: Reader, path: Path) -> int:
    return len(reader.read(path)[0].frame)  # type: ignore[arg-type]


def _most_bytes(call: Callable[[], Any], reader: Reader) -> int:
    """Return the most that a call takes in this process and the reader beyond what both hold."""
    gc.collect()
    pids = [os.getpid(), reader.pid or 0]
    base, most = sum(map(resident_bytes, pids)), 0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.is_set():
            most = max(most, sum(map(resident_bytes, pids)) - base)
            time.sleep(0.005)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        kept = call()
    finally:
        done.set()
        thread.join()
    del kept
    return most


COMPARISONS = (
    Comparison(
        (
            ours("reader", read),
            other("pyogrio.read_dataframe", "readers:pyogrio"),
            other("ogr2ogr to a GeoPackage", "readers:ogr2ogr", command="ogr2ogr"),
            qgis("every feature looked at", "qgis_ways:reading"),
        ),
        prepare,
        {f"{kind}: {_AFTER}": Target(ratio=1.2) for kind in _FILES},
        runs=2,
        needs_data=True,
    ),
    Comparison((other("Fiona", "readers:fiona", "fiona"),), runs=1, needs_data=True, is_long=True),
    Comparison(
        (ours("reader", read_metric), other("pyogrio.read_dataframe, to_crs", "readers:pyogrio_metric")),
        runs=1,
        needs_data=True,
    ),
    Comparison(
        (ours("reader", memory),),
        targets={f"memory beyond the processes: {one}": Target(3.0) for one in ("a look", "reading")},
        runs=1,
        needs_data=True,
    ),
    Comparison((ours("reader", small_things),), runs=1, needs_data=True),
)
