"""The map on set S: 199 real counties, 20,000 generated forests with holes, 10,000 generated rivers.

First picture, work of the window's thread per frame, and the time from paint to paint while a sharper
picture is drawn behind.  Frames follow a 60 Hz timer.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from datetime import date

import geopandas as gpd
import numpy as np
import shapely

from layers.kinds import Origin, Role, Shape
from layers.patrol.model import PATROL_COLUMNS
from layers.plan.model import LayerRecord, PlanInfo
from layers.zones.model import PART_COLUMNS, REACH_COLUMNS, STRADDLING_COLUMNS, ZONE_COLUMNS
from tests.benchmarks import bench_zones
from tests.benchmarks.generate import METRIC_EPSG, forests

NAME = "canvas"
SIZE_PX = (1600, 1000)
FRAMES = 300
RUNS = 5
RIVERS, RIVER_VERTICES = 10_000, 105
_TICK_S = 1.0 / 60.0


class BenchmarkPlan:
    """Answers the reads of a plan from frames in memory."""

    def __init__(self) -> None:
        from layers.borders import build_network

        counties = bench_zones.counties("clean")
        counties = counties.assign(code=counties["code"].astype(str), uid=counties["code"].astype(str))
        self._frames = {"county": counties, "forest": forests(counties), "river": rivers(counties)}
        self._borders = build_network(counties).segments
        self._records = [
            LayerRecord(role, role, Role(role), shape, Origin.READ, role, position=position, bounds=_bounds(counties))
            for position, (role, shape) in enumerate(
                (("river", Shape.LINE), ("forest", Shape.POLYGON), ("county", Shape.POLYGON))
            )
        ]

    def info(self) -> PlanInfo:
        """Return the plan's facts."""
        return PlanInfo("bench", "bench", date(2026, 1, 1), 1, metric_epsg=METRIC_EPSG)

    def layers(self) -> list[LayerRecord]:
        """Return the layers."""
        return self._records

    def frame(self, layer_uid: str) -> gpd.GeoDataFrame:
        """Return a layer's features."""
        return self._frames[layer_uid]

    def borders(self) -> gpd.GeoDataFrame:
        """Return the county lines."""
        return self._borders

    def zones(self) -> gpd.GeoDataFrame:
        """Return no zones."""
        return _empty(ZONE_COLUMNS)

    def parts(self) -> gpd.GeoDataFrame:
        """Return no parts."""
        return _empty(PART_COLUMNS)

    def straddling(self) -> gpd.GeoDataFrame:
        """Return no patches."""
        return _empty(STRADDLING_COLUMNS)

    def reaches(self) -> gpd.GeoDataFrame:
        """Return no reaches."""
        return _empty(REACH_COLUMNS)

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return no areas."""
        return _empty(PATROL_COLUMNS)

    @property
    def vertices(self) -> int:
        """Vertices of all layers together, county lines included."""
        frames = [*self._frames.values(), self._borders]
        return sum(int(shapely.get_num_coordinates(frame.geometry.values).sum()) for frame in frames)


def rivers(counties: gpd.GeoDataFrame, *, count: int = RIVERS, seed: int = 7) -> gpd.GeoDataFrame:
    """Return wandering lines over the counties; EPSG:4490."""
    random = np.random.default_rng(seed)
    xmin, ymin, xmax, ymax = counties.to_crs(epsg=METRIC_EPSG).total_bounds
    heading = random.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(
        random.normal(0, 0.25, (count, RIVER_VERTICES)), axis=1
    )
    step = random.uniform(60, 200, (count, 1))
    x = random.uniform(xmin, xmax, (count, 1)) + np.cumsum(step * np.cos(heading), axis=1)
    y = random.uniform(ymin, ymax, (count, 1)) + np.cumsum(step * np.sin(heading), axis=1)
    lines = shapely.linestrings(np.stack([x, y], axis=-1))
    frame = gpd.GeoDataFrame(geometry=lines, crs=f"EPSG:{METRIC_EPSG}").to_crs(epsg=4490)
    frame["uid"] = [f"river-{i}" for i in range(count)]
    frame["name"] = ""
    frame["order"] = random.integers(1, 5, count).astype(float)
    return frame


def run() -> dict[str, float]:
    """Measure and print; milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not bench_zones.DATA.exists():
        print(f"skipped: {bench_zones.DATA} is not there")
        return {}
    from PySide6.QtWidgets import QApplication

    from app.canvas import MapCanvas, build_scene
    from app.fonts import packaged_family

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    plan = BenchmarkPlan()
    print(f"{plan.vertices:,} vertices, {SIZE_PX[0]} × {SIZE_PX[1]} px, {FRAMES} frames, median of {RUNS} runs")
    figures: dict[str, float] = {}

    started = time.perf_counter()
    scene = build_scene(plan)
    figures["build the scene"] = _ms(started)
    canvas = MapCanvas(font_family=packaged_family())
    canvas.resize(*SIZE_PX)
    canvas.show()
    application.processEvents()
    pictures: list[float] = []
    canvas._pictures.worker.drawn.connect(lambda _: pictures.append(time.perf_counter()))
    started = time.perf_counter()
    canvas.set_scene(scene)
    figures["set_scene returns after"] = _ms(started)
    _wait(application, lambda: canvas.is_settled)
    figures["first (early) picture, cold"] = (pictures[0] - started) * 1000
    figures["first complete picture, cold"] = _ms(started)
    started = time.perf_counter()
    canvas.request_picture()
    pictures.clear()
    _wait(application, lambda: bool(pictures))
    figures["complete picture again"] = _ms(started)

    for title, zoom in (("full extent", 1.0), ("8 × closer", 8.0)):
        canvas.zoom_full()
        canvas.zoom_by(zoom)
        _wait(application, lambda: canvas.is_settled)
        figures |= _frames(application, canvas, title, "pan", lambda i: canvas.pan_by(*_round_trip(i)))
    canvas.zoom_full()
    _wait(application, lambda: canvas.is_settled)
    figures |= _frames(application, canvas, "full extent ↔ 16 ×", "zoom", lambda i: canvas.zoom_by(*_in_and_out(i)))
    figures |= _snapping(application, canvas)
    canvas.close_worker()
    canvas.close()
    for name, value in figures.items():
        print(f"{name:<52}{value:>10.2f} ms")
    return figures


def _frames(application, canvas, title: str, verb: str, step: Callable[[int], None]) -> dict[str, float]:
    """Return p95 of the window thread's work per frame, and p95 and worst of paint to paint."""
    rows = []
    for _ in range(RUNS):
        work, gaps, last = [], [], None
        due = time.perf_counter()
        for i in range(FRAMES):
            due = max(due + _TICK_S, time.perf_counter() - _TICK_S)
            while time.perf_counter() < due:
                application.processEvents()
                time.sleep(0.0005)
            began = time.perf_counter()
            step(i)
            canvas.repaint()
            now = time.perf_counter()
            work.append((now - began) * 1000)
            if last is not None:
                gaps.append((now - last) * 1000)
            last = now
        rows.append((np.percentile(work, 50), np.percentile(work, 95), np.percentile(gaps, 95), max(gaps)))
    median = np.median(rows, axis=0)
    names = ("work median", "work p95", "paint to paint p95", "paint to paint worst")
    return {f"{verb}, {title}: {name}": float(value) for name, value in zip(names, median, strict=True)}


def _round_trip(i: int) -> tuple[float, float]:
    angle = 2 * math.pi * i / 150.0
    return 24.0 * math.cos(angle), 16.0 * math.sin(angle)


def _in_and_out(i: int) -> tuple[float]:
    return (1.04 if (i // 70) % 2 == 0 else 1 / 1.04,)


def _snapping(application, canvas) -> dict[str, float]:
    _wait(application, lambda: bool(canvas.snapper._targets) and canvas.is_settled and canvas._pictures.worker.is_idle)
    xmin, ymin, xmax, ymax = canvas.scene.extent
    random = np.random.default_rng(1)
    times = []
    for x, y in random.uniform((xmin, ymin), (xmax, ymax), (500, 2)):
        started = time.perf_counter()
        canvas.snapper.snap(x, y, 100.0)
        times.append(_ms(started))
    return {
        "snapping query p50": float(np.percentile(times, 50)),
        "snapping query p99": float(np.percentile(times, 99)),
    }


def _wait(application, done: Callable[[], bool], limit_s: float = 60.0) -> None:
    end = time.perf_counter() + limit_s
    while not done() and time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.0005)


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _empty(columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    data = {name: [] for name in columns if name != "geometry"}
    return gpd.GeoDataFrame(data, geometry=gpd.GeoSeries([], crs=4490))


def _bounds(frame: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    xmin, ymin, xmax, ymax = (float(value) for value in frame.total_bounds)
    return xmin, ymin, xmax, ymax
