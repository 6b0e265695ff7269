"""Blocks along all lines between 199 real counties: rivers and railways of the data pack, ridges of its terrain, and
20,000 generated roads.

What can be compared is one step, faces between lines.  Ours also mends loose ends, joins pieces that are too small, and
measures every block.
"""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
import shapely

from app.canvas.blocks import BlockSet
from layers import block_workflow
from layers.borders import build_network
from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.patrol.block_model import BlockParameters
from layers.patrol.blocks import joined, make_blocks
from layers.patrol.ridges import Heights, read_heights, ridge_lines
from layers.plan import PlanStore
from layers.zones import LayerInput, ZoneInputs
from tests.benchmarks import file_names as names
from tests.benchmarks import real_data
from tests.benchmarks.bench_fire import TERRAIN
from tests.benchmarks.bench_plan import new_plan
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.generate import METRIC_EPSG, smooth
from tests.benchmarks.measured import Calls, Figure, Setting
from tests.benchmarks.result import Target

NAME = "blocks"
_ROADS = 20_000
_FACES = "faces between lines"
#: What the steps of a division begin with.
_SHARES: dict[str, str | tuple[str, ...]] = {
    "lines and band": ("borders", "blocks_lines"),
    "ridges": "ridges",
    "polygons": "blocks_polygons",
    "figures": "blocks_exposure",
}


def _roads(counties: gpd.GeoDataFrame, count: int) -> gpd.GeoDataFrame:
    """Return wandering roads of 40 vertices, about 12 km long, evenly over the counties' extent."""
    random = np.random.default_rng(20261129)
    xmin, ymin, xmax, ymax = counties.total_bounds
    start = random.uniform((xmin, ymin), (xmax, ymax), (count, 1, 2))
    heading = random.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(random.normal(0, 0.25, (count, 39)), axis=1)
    steps = 0.0033 * np.stack([np.cos(heading), np.sin(heading)], axis=2)
    xy = np.concatenate([start, start + np.cumsum(steps, axis=1)], axis=1)
    lines = shapely.linestrings(xy)
    return gpd.GeoDataFrame({"uid": [f"road{at}" for at in range(count)]}, geometry=lines, crs=STORAGE_CRS)


def _inputs(setting: Setting, *, roads: int = 0) -> ZoneInputs:
    """Return the data pack with its railways as roads; small sets have the counties around the first."""
    given = real_data.inputs("clean")
    rail = gpd.read_file(real_data.DATA / "transport" / "rail.gpkg", layer="rail_dcw").set_crs(
        STORAGE_CRS, allow_override=True
    )
    layers = [*given.layers, LayerInput("rail", Role.ROAD, rail.assign(uid=[f"rail{at}" for at in range(len(rail))]))]
    if roads:
        layers.append(LayerInput("roads", Role.ROAD, _roads(given.counties, setting.size(roads, roads // 20))))
    counties = given.counties
    if setting.is_quick:
        near = shapely.distance(counties.geometry.to_numpy(), counties.geometry.iloc[0].centroid)
        counties = counties.iloc[np.argsort(near)[:15]]
    return ZoneInputs(counties, tuple(layers))


def _terrain(extent: tuple[float, float, float, float], epsg: int) -> list[Heights]:
    found = read_heights(TERRAIN, extent, epsg=epsg)
    return [] if found is None else [found]


def _nearest(blocks: BlockSet, count: int) -> list[int]:
    """Return the blocks nearest to the one in the middle of the list."""
    middle = blocks.points[len(blocks) // 2]
    return [int(row) for row in np.argsort(shapely.distance(blocks.points, middle))[:count]]


def data_pack(setting: Setting) -> Calls:
    return _made("data pack", _inputs(setting), setting)


def with_roads(setting: Setting) -> Calls:
    return _made("and 20,000 roads", _inputs(setting, roads=_ROADS), setting)


def _made(title: str, inputs: ZoneInputs, setting: Setting) -> Calls:
    at: dict[str, Any] = {}
    steps: list[tuple[float, str]] = []

    def make() -> str:
        at["made"] = made = make_blocks(
            inputs,
            BlockParameters(),
            terrain=_terrain,
            progress=lambda _, step: steps.append((time.perf_counter(), step)),
        )
        return f"{len(made.frame):,} blocks, {made.dangles:,} loose ends"

    def shares() -> dict[str, Figure]:
        spent: dict[str, float] = {}
        for (begin, step), (end, _) in pairwise(steps):
            spent[step] = spent.get(step, 0.0) + end - begin
        whole = sum(spent.values())
        return {
            title: Figure(
                100.0 * sum(seconds for step, seconds in spent.items() if step.startswith(starts)) / whole, "%"
            )
            for title, starts in _SHARES.items()
        }

    def ready() -> None:
        at["blocks"] = BlockSet.of(at["made"].frame, at["made"].metric_epsg)

    def join() -> None:
        made = at["made"]
        joined(list(made.frame.geometry.iloc[_nearest(at["blocks"], 500)]), epsg=made.metric_epsg)

    def keep() -> str:
        path = setting.folder / f"blocks_{len(inputs.layers)}.lianfang.gpkg"
        new_plan(path).close()
        before = path.stat().st_size
        with PlanStore.open(path) as store:
            block_workflow.save(store, block_workflow.MadeBlocks(at["made"], "", ()))
        return f"{(path.stat().st_size - before) / 1e6:.1f} MB"

    return {
        f"{title}: make blocks": make,
        f"{title}: make blocks, share of": shares,
        f"{title}: ready for the map": ready,
        f"{title}: join 500 blocks": join,
        f"{title}: keep with the plan": keep,
    }


def ridges(setting: Setting) -> Calls:
    """A raster averaged to at most 2,000 × 2,000 while it is read, and its ridges."""
    path = setting.folder / "hills.tif"
    _write_hills(path, setting.size(5_000, 500))
    at: dict[str, Any] = {}

    def read() -> str:
        at["heights"] = found = read_heights(path, (-1e9, -1e9, 1e9, 1e9), epsg=4548)
        assert found is not None
        return f"{found.values.shape[1]:,} × {found.values.shape[0]:,} cells of {found.step_m:.0f} m"

    return {
        "read 5,000 × 5,000 cells of height": read,
        "ridges of them": lambda: f"{len(ridge_lines(at['heights'])):,} lines",
    }


def _write_hills(path: Path, side: int) -> None:
    """Write random hills, 1.5 km from top to top, as a GeoTIFF of 30 m cells."""
    random = np.random.default_rng(1)
    coarse = random.normal(600.0, 150.0, (side // 50 + 2, side // 50 + 2))
    values = smooth(coarse, side).astype(np.int16)
    grid = rasterio.transform.from_origin(450_000.0, 4_500_000.0, 30.0, 30.0)
    shape = {"width": side, "height": side, "count": 1, "dtype": "int16", "crs": "EPSG:4548", "transform": grid}
    with rasterio.open(path, "w", driver="GTiff", tiled=True, compress="deflate", **shape) as target:
        target.write(values, 1)


def prepare_lines(setting: Setting) -> None:
    """Write the lines that divide, and the band of 5 km along lines between counties, in metres."""
    given = _inputs(setting)
    segments = build_network(given.counties).segments
    between = segments[segments["right"].notna()].to_crs(epsg=METRIC_EPSG).geometry
    roles = (Role.RIVER, Role.ROAD)
    some = [layer.frame.to_crs(epsg=METRIC_EPSG).geometry for layer in given.layers if layer.role in roles]
    lines = gpd.GeoSeries(gpd.pd.concat([between, *some], ignore_index=True), crs=METRIC_EPSG).explode(
        ignore_index=True
    )
    lines = lines[lines.geom_type == "LineString"]
    band = gpd.GeoSeries([shapely.union_all(between.simplify(20.0).buffer(5_000.0).to_numpy())], crs=METRIC_EPSG)
    path = setting.folder / names.LINES
    gpd.GeoDataFrame(geometry=lines).to_file(path, layer="lines")
    gpd.GeoDataFrame(geometry=band).to_file(path, layer="band", mode="a")


def faces(setting: Setting) -> Calls:
    given = _inputs(setting)
    parameters = replace(BlockParameters(), ridges=False)
    return {_FACES: lambda: f"{len(make_blocks(given, parameters).frame):,} blocks of 50 ha or more"}


COMPARISONS = (
    Comparison((ours("blocks", data_pack),), runs=1, needs_data=True),
    Comparison(
        (ours("blocks", with_roads),),
        targets={"and 20,000 roads: make blocks": Target(30.0)},
        runs=1,
        needs_data=True,
    ),
    Comparison((ours("blocks", ridges),), runs=1),
    Comparison(
        (
            ours("blocks, measured", faces),
            other("shapely: union_all, polygonize", "shapely_ways:faces"),
            qgis("clip, polygonize", "qgis_ways:faces"),
        ),
        prepare_lines,
        runs=1,
        needs_data=True,
    ),
)
