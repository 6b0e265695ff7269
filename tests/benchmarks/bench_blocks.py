"""Blocks along all lines between 199 real counties: rivers and railways of the data pack, ridges of its terrain, and
20,000 generated roads."""

from __future__ import annotations

import time
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely

from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.patrol.block_model import BlockParameters
from layers.patrol.blocks import make_blocks
from layers.patrol.ridges import Heights, read_heights, ridge_lines
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


def run() -> dict[str, float]:
    """Time the data pack alone and with roads, and ridges of 5,000 × 5,000 cells; seconds and peak memory."""
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
    side = 5_000
    random = np.random.default_rng(1)
    coarse = random.normal(0.0, 150.0, (side // 50 + 2, side // 50 + 2))
    x = np.arange(side) / 50
    rows = np.array([np.interp(x, np.arange(coarse.shape[1]), row) for row in coarse])
    values = np.array([np.interp(x, np.arange(coarse.shape[0]), column) for column in rows.T]).T.astype(np.float32)
    grid = Heights(values, np.ones(values.shape, dtype=bool), 0.0, 30.0 * side, 30.0)
    ridges = timed(lambda: ridge_lines(grid), runs=1)
    print(f"ridges of {side:,} × {side:,} cells: {ridges}   {len(ridges.result):,} lines, peak {peak_mb():.0f} MB")
    return figures | {"ridges_25m_s": ridges.median_s}
