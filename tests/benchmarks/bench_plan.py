"""How long a finished gesture takes to be on the disk, and a large layer to be written and read.

Targets: a 5,000-vertex edit in under 5 ms (median) and 30 ms (99th percentile).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore

NAME = "plan"

EDITS = 1000
VERTICES = 5000
POLYGONS = 20_000


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.lianfang.gpkg"
        with PlanStore.create(path, title="bench", reference_date=date(2026, 1, 1)) as store:
            add_edits(store)
            _layer(store)
            _timed("backup copy, fsync, rename", lambda: store.save_copy(Path(folder) / "copy.lianfang.gpkg"))
            print(f"  file {path.stat().st_size / 1e6:.0f} MB after {EDITS} edits and {POLYGONS} polygons")
        _timed("open with integrity check, close", lambda: PlanStore.open(path).close())


def add_edits(store: PlanStore) -> None:
    """Move an area many times, undo some of it, and print how long a gesture takes."""
    ring = shapely.Point(117.0, 40.5).buffer(0.2, quad_segs=VERTICES // 4)
    with store.change("patrol_area_added"):
        uid = store.add_patrol_area("bench", ring)
    edits, undos = [], []
    for step in range(EDITS):
        moved = shapely.transform(ring, lambda xy, step=step: xy + step * 1e-6)  # type: ignore[misc]
        started = time.perf_counter()
        with store.change("vertex_moved", uid=uid):
            store.update_patrol_area(uid, geometry=moved)
        edits.append(time.perf_counter() - started)
    for _ in range(EDITS // 5):
        started = time.perf_counter()
        store.undo()
        undos.append(time.perf_counter() - started)
    _spread(f"edit of {shapely.get_num_coordinates(ring)} vertices, committed and synced", edits)
    _spread("undo of it", undos)


def polygon_frame() -> gpd.GeoDataFrame:
    """Return many polygons in random places, always the same."""
    rng = np.random.default_rng(1)
    angle = np.linspace(0, 2 * np.pi, 54)[:-1]
    ring = 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    rings = rng.uniform([115, 39], [118, 42], (POLYGONS, 1, 2)) + np.vstack([ring, ring[:1]])
    return gpd.GeoDataFrame(
        {"uid": [f"f{row:06d}" for row in range(POLYGONS)], "geometry": shapely.polygons(rings)}, crs=4490
    )


def _layer(store: PlanStore) -> None:
    frame = polygon_frame()
    record = LayerRecord("forest", "forest", Role.FOREST, Shape.POLYGON, Origin.READ, "")

    def write() -> None:
        with store.change("layer_added"):
            store.add_layer(record, frame)

    _timed(f"write {POLYGONS} polygons, {shapely.get_num_coordinates(frame.geometry).sum():,} vertices", write)
    _timed("read them", lambda: store.frame("forest"))


def _spread(what: str, seconds: list[float]) -> None:
    median, p99 = np.percentile(seconds, [50, 99]) * 1e3
    print(f"  {what}: median {median:.2f} ms, p99 {p99:.2f} ms, worst {max(seconds) * 1e3:.2f} ms")


def _timed(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    print(f"  {what}: {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    run()
