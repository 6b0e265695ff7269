"""Blocks along all lines between 199 real counties: rivers and railways of the data pack, ridges of its terrain, and
20,000 generated roads."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely

from app.canvas.blocks import BlockSet
from layers import block_workflow
from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.patrol.block_model import BlockParameters
from layers.patrol.blocks import Blocks, joined, make_blocks
from layers.patrol.ridges import Heights, read_heights, ridge_lines
from layers.plan import PlanStore
from layers.zones import LayerInput, ZoneInputs
from tests.benchmarks import bench_zones
from tests.benchmarks.timing import load, peak_mb, timed

NAME = "blocks"
DEM = bench_zones.DATA / "terrain" / "dem_30s_wgs84.tif"
ROADS = 20_000


def roads(counties: gpd.GeoDataFrame, count: int = ROADS) -> gpd.GeoDataFrame:
    """Return wandering roads of 40 vertices, about 12 km long, evenly over the counties' extent."""
    random = np.random.default_rng(20261129)
    xmin, ymin, xmax, ymax = counties.total_bounds
    start = random.uniform((xmin, ymin), (xmax, ymax), (count, 1, 2))
    heading = random.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(random.normal(0, 0.25, (count, 39)), axis=1)
    steps = 0.0033 * np.stack([np.cos(heading), np.sin(heading)], axis=2)
    xy = np.concatenate([start, start + np.cumsum(steps, axis=1)], axis=1)
    lines = shapely.linestrings(xy)
    return gpd.GeoDataFrame({"uid": [f"road{at}" for at in range(count)]}, geometry=lines, crs=STORAGE_CRS)


def terrain(extent: tuple[float, float, float, float], epsg: int) -> list[Heights]:
    """Read the data pack's terrain."""
    found = read_heights(DEM, extent, epsg=epsg)
    return [] if found is None else [found]


def _nearest(blocks: BlockSet, count: int) -> list[int]:
    """Return the blocks nearest to the one in the middle of the list."""
    middle = blocks.points[len(blocks) // 2]
    return [int(row) for row in np.argsort(shapely.distance(blocks.points, middle))[:count]]


def run() -> dict[str, float]:
    """Time the data pack alone and with roads, what the map needs, and a large terrain; seconds and peak memory."""
    if not DEM.exists():
        print(f"skipped: {DEM} is not here")
        return {}
    given = bench_zones.inputs("clean")
    rail = gpd.read_file(bench_zones.DATA / "transport" / "rail.gpkg", layer="rail_dcw").set_crs(
        STORAGE_CRS, allow_override=True
    )
    rail = LayerInput("rail", Role.ROAD, rail.assign(uid=[f"rail{at}" for at in range(len(rail))]))
    pack = ZoneInputs(given.counties, (*given.layers, rail))
    many = ZoneInputs(given.counties, (*pack.layers, LayerInput("roads", Role.ROAD, roads(given.counties))))
    figures: dict[str, float] = {}
    for name, inputs in (("data pack", pack), (f"and {ROADS:,} roads", many)):
        steps: list[tuple[float, str]] = []

        def note(_fraction: float, step: str, steps: list[tuple[float, str]] = steps) -> None:
            steps.append((time.perf_counter(), step))

        found = timed(
            lambda inputs=inputs, note=note: make_blocks(inputs, BlockParameters(), terrain=terrain, progress=note),
            runs=1,
        )
        made = found.result
        print(f"{name}: {found}   {len(made.frame):,} blocks, {made.dangles:,} loose ends, {load()}")
        spent: dict[str, float] = {}
        for (begin, step), (end, _) in pairwise(steps):
            spent[step] = spent.get(step, 0.0) + end - begin
        print("  steps    " + ", ".join(f"{step} {seconds:.2f}" for step, seconds in spent.items()))
        print(f"  lines    {dict(made.used)}; peak memory so far {peak_mb():.0f} MB")
        figures[f"{name}_s"] = found.median_s
        blocks = timed(lambda made=made: BlockSet.of(made.frame, made.metric_epsg), runs=1)
        near = _nearest(blocks.result, 500)
        one = timed(lambda made=made, near=near: joined(list(made.frame.geometry.iloc[near]), epsg=made.metric_epsg))
        print(f"  ready for the map {blocks}; 500 blocks joined {one}")
        with tempfile.TemporaryDirectory() as folder:
            kept = timed(lambda made=made, folder=folder: _keep(made, Path(folder)), runs=1)
        print(f"  kept with a plan {kept}   {kept.result / 1e6:.1f} MB")
        figures |= {f"{name}_map_s": blocks.median_s, f"{name}_join_s": one.median_s, f"{name}_keep_s": kept.median_s}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dem.tif"
        _terrain_file(path, 5_000)
        read = timed(lambda: read_heights(path, (-1e9, -1e9, 1e9, 1e9), epsg=4548), runs=1)
        assert read.result is not None
        ridges = timed(lambda: ridge_lines(read.result), runs=1)
    cells = read.result.values.shape
    print(f"5,000 × 5,000 cells of 30 m read as {cells[1]:,} × {cells[0]:,} of {read.result.step_m:.0f} m: {read}")
    print(f"  ridges {ridges}   {len(ridges.result):,} lines, peak {peak_mb():.0f} MB")
    return figures | {"read_25m_s": read.median_s, "ridges_s": ridges.median_s}


def _keep(made: Blocks, folder: Path) -> float:
    """Store blocks in a new plan as one gesture; return what the file grew by, bytes."""
    path = folder / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="", reference_date=date(2026, 1, 1)) as store:
        pass
    before = path.stat().st_size
    with PlanStore.open(path) as store:
        block_workflow.save(store, block_workflow.MadeBlocks(made, "", ()))
    return float(path.stat().st_size - before)


def _terrain_file(path: Path, side: int) -> None:
    """Write random hills, 1.5 km from top to top, as a GeoTIFF of 30 m cells."""
    random = np.random.default_rng(1)
    coarse = random.normal(600.0, 150.0, (side // 50 + 2, side // 50 + 2))
    x = np.arange(side) / 50
    rows = np.array([np.interp(x, np.arange(coarse.shape[1]), row) for row in coarse])
    values = np.array([np.interp(x, np.arange(coarse.shape[0]), column) for column in rows.T]).T.astype(np.int16)
    grid = rasterio.transform.from_origin(450_000.0, 4_500_000.0, 30.0, 30.0)
    shape = {"width": side, "height": side, "count": 1, "dtype": "int16", "crs": "EPSG:4548", "transform": grid}
    with rasterio.open(path, "w", driver="GTiff", tiled=True, compress="deflate", **shape) as target:
        target.write(values, 1)
