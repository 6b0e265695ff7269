"""Who gets there first: the sample, and the region of 199 counties at 250 m with generated roads and 500 depots.

What can be compared is one step: the minutes from 100 depots to every cell of a grid of 2,000 × 2,000 where each cell
has a pace of its own.  Ours takes 32 directions, which are at most 1.3 % too long on level ground; 8 directions are up
to 8 % too long, GRASS's 16 up to 3 %.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio

from layers.response.settings import ResponseSettings
from layers.response.study import Basis, basis_from, basis_of, study
from layers.sample import build_sample_plan
from layers.spread.landscape import Grid, Landscape
from layers.spread.rates import Weather
from layers.spread.travel import Fire, travel
from tests.benchmarks import bench_fire
from tests.benchmarks import file_names as names
from tests.benchmarks.comparison import Comparison, other, ours
from tests.benchmarks.generate import smooth
from tests.benchmarks.generated_roads import EPSG, with_roads
from tests.benchmarks.measured import Calls, Setting, with_sum
from tests.benchmarks.result import Target

NAME = "response"
_COST = "minutes from 100 depots to every cell"
_CELL_M, _WEST_M, _NORTH_M = 100.0, 400_000.0, 4_500_000.0


def sample(setting: Setting) -> Calls:
    _compile()
    home = Path(tempfile.mkdtemp(dir=setting.folder))
    store = build_sample_plan(home / "sample.lianfang.gpkg", date(2026, 4, 1))
    return _steps("sample", lambda: basis_of(store))


def region(setting: Setting) -> Calls:
    _compile()
    given = replace(with_roads(bench_fire.region_inputs()), metric_epsg=EPSG)
    settings = ResponseSettings(cell_m=1_000.0) if setting.is_quick else ResponseSettings()
    return _steps("region at 250 m", lambda: basis_from(given, settings))


def _steps(title: str, begin: Callable[[], Basis]) -> Calls:
    at: dict[str, Any] = {}

    def land() -> str:
        at["basis"] = begin()
        return f"{at['basis'].land.grid.cells / 1e6:.1f} million cells, {len(at['basis'].land.who)} depots and teams"

    def who() -> None:
        at["study"] = study(at["basis"])

    def click() -> None:
        point = at["basis"].land.who.geometry.iloc[0]
        at["study"].coming(point.x + 3000.0, point.y)

    steps = {
        f"{title}: land": land,
        f"{title}: who comes when": who,
        f"{title}: measures": lambda: at["study"].prepare() and None,
        f"{title}: reinforcements of all lines": lambda: at["study"].reinforcements() is None or None,
        f"{title}: one click": click,
    }
    return with_sum(steps, f"{title}: all", without=(f"{title}: one click",))


def _compile() -> None:
    """Let the kernels be compiled (kept on disk after the first time), so that they are not measured."""
    from tests.layers.response.test_travel import random_land

    there = random_land(1)
    there.coming(there.target_at(500_000.0, 4_500_000.0))


def prepare_grid(setting: Setting) -> None:
    """Write minutes per metre, hills of 2–20 m/min with a cell's noise, and the depots."""
    side = setting.size(2_000, 200)
    random = np.random.default_rng(5)
    coarse = random.uniform(0.05, 0.5, (side // 50 + 2, side // 50 + 2))
    values = smooth(coarse, side)
    values = (values * random.uniform(0.9, 1.1, values.shape)).astype(np.float32)
    grid = rasterio.transform.from_origin(_WEST_M, _NORTH_M, _CELL_M, _CELL_M)
    shape = {"width": side, "height": side, "count": 1, "dtype": "float32", "crs": "EPSG:4547", "transform": grid}
    with rasterio.open(setting.folder / names.FRICTION, "w", driver="GTiff", **shape) as target:
        target.write(values, 1)
    at = random.choice(side * side, 100, replace=False)
    row, column = np.divmod(at, side)
    points = gpd.points_from_xy(_WEST_M + (column + 0.5) * _CELL_M, _NORTH_M - (row + 0.5) * _CELL_M)
    gpd.GeoDataFrame({"name": [str(one) for one in at]}, geometry=points, crs=4547).to_file(
        setting.folder / names.DEPOTS
    )


def cost(setting: Setting) -> Calls:
    """The kernel of travel times, in no wind on level ground, with a cell's fuel as its speed."""
    bench_fire.compile_kernel()
    with rasterio.open(setting.folder / names.FRICTION) as source:
        friction = source.read(1)
    grid = Grid(4547, _WEST_M, _NORTH_M, _CELL_M, *friction.shape)
    points = gpd.read_file(setting.folder / names.DEPOTS).geometry
    starts = grid.cell_of(points.x.to_numpy(), points.y.to_numpy())
    land = Landscape(grid, (1.0 / friction).astype(np.float32))

    def spread() -> str:
        minutes = travel(Fire(land, Weather(base_rate_m_min=1.0, wind_ms=0.0)), starts, 1e9).minutes
        return f"mean {np.mean(minutes):.1f} min"

    return {_COST: spread}


COMPARISONS = (
    Comparison(
        (ours("who comes when", sample, is_fresh=True),),
        targets={"sample: one click": Target(0.1), "sample: all": Target(5.0)},
        runs=2,
    ),
    Comparison(
        (ours("who comes when", region),),
        targets={"region at 250 m: one click": Target(0.1), "region at 250 m: all": Target(90.0, peak_mb=2000.0)},
        runs=1,
        needs_data=True,
    ),
    Comparison(
        (
            ours("travel times", cost),
            other("scikit-image MCP_Geometric", "rasters:geometric", "skimage"),
            other("scikit-fmm travel_time", "rasters:marching", "skfmm"),
            other("SciPy dijkstra on a graph", "rasters:graph"),
            other("GRASS r.cost", "rasters:grass", command="grass"),
        ),
        prepare_grid,
    ),
)
