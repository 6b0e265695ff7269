"""How long a finished gesture takes to be on the disk, and a large layer to be written and read.

Ours keeps a history that can be undone, and a checksum of every layer; others keep neither.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from tests.benchmarks import file_names as names
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.measured import Calls, Figure, Setting
from tests.benchmarks.result import Target

NAME = "plan"
_VERTICES = 5_000
_EDIT, _UNDO = "edit of an outline of 5,001 vertices", "undo of it"


def prepare(setting: Setting) -> None:
    """Write what QGIS edits, and the polygons."""
    gpd.GeoDataFrame({"name": ["bench"]}, geometry=[_outline()], crs=4490).to_file(setting.folder / names.OUTLINE)
    write_polygons(setting)


def write_polygons(setting: Setting) -> None:
    """Write the polygons once."""
    if not (setting.folder / names.POLYGONS).exists():
        polygons(setting).to_file(setting.folder / names.POLYGONS)


def polygons(setting: Setting) -> gpd.GeoDataFrame:
    """Return polygons of 54 vertices in random places, always the same."""
    count = setting.size(20_000, 1_000)
    angle = np.linspace(0, 2 * np.pi, 54)[:-1]
    ring = 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    rings = np.random.default_rng(1).uniform([115, 39], [118, 42], (count, 1, 2)) + np.vstack([ring, ring[:1]])
    return gpd.GeoDataFrame(
        {"uid": [f"f{row:06d}" for row in range(count)], "geometry": shapely.polygons(rings)}, crs=4490
    )


def _outline() -> shapely.Polygon:
    return shapely.Point(117.0, 40.5).buffer(0.2, quad_segs=_VERTICES // 4)


def new_plan(path: Path) -> PlanStore:
    """Return an empty plan."""
    return PlanStore.create(path, title="bench", reference_date=date(2026, 1, 1))


def add_layer(store: PlanStore, frame: gpd.GeoDataFrame) -> str:
    """Add the polygons as a layer, and return the name of its table."""
    with store.change("layer_added"):
        record = LayerRecord("forest", "forest", Role.FOREST, Shape.POLYGON, Origin.READ, "")
        return store.add_layer(record, frame).table


def add_edits(store: PlanStore, count: int) -> dict[str, list[float]]:
    """Move an area many times, undo a fifth of it, and return the seconds of each."""
    ring = _outline()
    with store.change("patrol_area_added"):
        uid = store.add_patrol_area("bench", ring)
    took: dict[str, list[float]] = {_EDIT: [], _UNDO: []}
    for step in range(count):
        moved = shapely.transform(ring, lambda xy, step=step: xy + step * 1e-6)  # type: ignore[misc]
        started = time.perf_counter()
        with store.change("vertex_moved", uid=uid):
            store.update_patrol_area(uid, geometry=moved)
        took[_EDIT].append(time.perf_counter() - started)
    for _ in range(count // 5):
        started = time.perf_counter()
        store.undo()
        took[_UNDO].append(time.perf_counter() - started)
    return took


def plan(setting: Setting) -> Calls:
    path = setting.folder / "edited.lianfang.gpkg"
    path.unlink(missing_ok=True)
    store = new_plan(path)
    frame = polygons(setting)

    def edits() -> dict[str, Figure]:
        took = add_edits(store, setting.size(1_000, 20))
        return {f"{task}: {name}": one for task, values in took.items() for name, one in _spread(values).items()}

    def write() -> int:
        add_layer(store, frame)
        return len(frame)

    def copy() -> str:
        store.save_copy(setting.folder / "copy.lianfang.gpkg")
        return f"{path.stat().st_size / 1e6:.0f} MB"

    def open_and_close() -> None:
        PlanStore.open(path).close()

    return {
        "": edits,
        "write the polygons": write,
        "read them": lambda: len(store.frame("forest")),
        "copy of the plan, synced and renamed": copy,
        "close the plan, which compresses its history": store.close,
        "open the plan, with its check, and close it": open_and_close,
    }


def _spread(seconds: Sequence[float]) -> dict[str, Figure]:
    centiles = statistics.quantiles(seconds, n=100)
    found = {"median": statistics.median(seconds), "99th percentile": centiles[98], "worst": max(seconds)}
    return {name: Figure(value) for name, value in found.items()}


COMPARISONS = (
    Comparison(
        (
            ours("plan", plan, is_fresh=True),
            other("geopandas: to_file, read_file", "geopandas_ways:layer_on_disk"),
            qgis("edit and save", "qgis_ways:edits", is_fresh=True),
            qgis("export and read", "qgis_ways:layer_on_disk"),
            qgis("project", "qgis_ways:project"),
        ),
        prepare,
        {f"{_EDIT}: median": Target(0.005), f"{_EDIT}: 99th percentile": Target(0.030)},
    ),
)
