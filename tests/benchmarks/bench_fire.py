"""Fires over the region of 199 counties at 250 m: land, matrix of 6 h in one wind and in a rose of 8, lead times,
zones; terrain and land cover resampled.  The sample at 200 m: zones cold, after one fuel factor, after α.

Wall and processor seconds: on a machine that does other things beside, only the latter can be compared.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from layers import workflow
from layers.kinds import Role
from layers.memory import Memory
from layers.sample import build_sample_plan
from layers.spread import assembling
from layers.spread.choices import rose_winds
from layers.spread.firesheds import lead_times
from layers.spread.ignitions import lattice
from layers.spread.landscape import Landscape
from layers.spread.rates import Weather
from layers.spread.transmission import combined, transmission
from layers.spread.travel import Fire, travel
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.model import RasterInput
from tests.benchmarks import bench_zones

NAME = "fire"
T = TypeVar("T")
#: Zones by spread in the weather of the matrix.
BY_SPREAD = Parameters(forest_reach="spread", wind_ms=8.0, wind_from_deg=315.0, base_rate_m_min=1.5, fire_hours=6.0)
WEATHER = Weather(base_rate_m_min=1.5, wind_ms=8.0, wind_from_deg=315.0)
HOURS, STEP_M = 6.0, 2000.0
#: IGBP 1–10 burn, with the crosswalk's factors.
IGBP = {1: 0.8, 2: 1.2, 3: 0.8, 4: 1.2, 5: 1.0, 6: 1.8, 7: 1.8, 8: 1.6, 9: 1.6, 10: 2.0} | dict.fromkeys(
    [0, *range(11, 18)], 0.0
)


def run() -> dict[str, float]:
    """Measure and print; seconds."""
    figures = sample_zones()
    land = bench_zones.DATA / "landcover" / "mcd12c1_2019_igbp_wgs84.tif"
    height = bench_zones.DATA / "terrain" / "dem_30s_wgs84.tif"
    if bench_zones.DATA.exists():
        figures |= _measured("region, 250 m", bench_zones.counties("clean"), 4547, 250.0, land, height)
        figures |= region_zones(land, height)
    else:
        print(f"region skipped: {bench_zones.DATA} is not there")
    for name, value in figures.items():
        print(f"{name:<64}{value:>10.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return figures


def _clocked(figures: dict[str, float], name: str, work: Callable[[], T]) -> T:
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    figures[f"{name}, s"] = time.perf_counter() - wall
    figures[f"{name}, processor s"] = time.process_time() - cpu
    return made


def sample_zones() -> dict[str, float]:
    """Return seconds of the sample's analysis by spread: cold, after one fuel factor, after α."""
    figures: dict[str, float] = {}
    memory = Memory()
    with (
        tempfile.TemporaryDirectory() as folder,
        build_sample_plan(Path(folder) / "sample.lianfang.gpkg", date(2026, 4, 1)) as store,
    ):

        def zones(parameters: Parameters) -> None:
            derive(workflow.analysis_inputs(store, memory), parameters, memory=memory)

        _clocked(figures, "sample, 200 m: zones by spread, cold", lambda: zones(BY_SPREAD))
        fuel = replace(BY_SPREAD, fuel_ks={"needle_litter": 0.9})
        _clocked(figures, "sample, 200 m: zones after one fuel factor", lambda: zones(fuel))
        _clocked(figures, "sample, 200 m: zones after α", lambda: zones(replace(fuel, origin_weight=0.4)))
    return figures


def region_inputs(land: Path, height: Path) -> ZoneInputs:
    """Return the region's counties, its forest of 2019, rivers and places, over land cover and terrain."""
    given = bench_zones.inputs("clean")
    layers = tuple(layer for layer in given.layers if layer.uid != "forest_generated")
    fuels = {float(value): (f"igbp_{value}", ks) for value, ks in IGBP.items()}
    rasters = (
        RasterInput("land", Role.LAND_COVER, str(land), "land", fuels=fuels),
        RasterInput("height", Role.TERRAIN, str(height), "height"),
    )
    return replace(given, layers=layers, rasters=rasters)


def region_zones(land: Path, height: Path) -> dict[str, float]:
    """Return seconds of the region's analysis by spread at 250 m: cold, and after one fuel factor."""
    figures: dict[str, float] = {}
    given, memory = region_inputs(land, height), Memory()
    parameters = replace(BY_SPREAD, fire_cell_m=250.0)
    title = "region, 250 m: zones by spread"
    result = _clocked(figures, f"{title}, cold", lambda: derive(given, parameters, memory=memory))
    figures[f"{title}: thousand zones"] = len(result.zones) / 1e3
    print("  steps " + ", ".join(f"{step} {seconds:.1f}" for step, seconds in result.seconds.items()))
    fuel = replace(parameters, fuel_ks={"igbp_5": 1.1})
    _clocked(figures, f"{title}, after one fuel factor", lambda: derive(given, fuel, memory=memory))
    return figures


def _measured(title, counties, epsg, cell_m, land, height) -> dict[str, float]:
    figures = {}

    def took(step: str, started: tuple[float, float]) -> tuple[float, float]:
        figures[f"{title}: {step}, s"] = time.perf_counter() - started[0]
        figures[f"{title}: {step}, processor s"] = time.process_time() - started[1]
        return _now()

    travel(
        Fire(Landscape(assembling.Grid(4547, 0, 0, 1, 1, 2), np.ones((1, 2), np.float32)), WEATHER), np.array([0]), 1.0
    )
    at = _now()
    grid = assembling.grid_around(counties, epsg, cell_m)
    county = assembling.counties_in(counties, grid)
    area = assembling.cell_areas_ha(grid)
    fuel = assembling.classes_in(land, grid, IGBP)
    landscape = Landscape(grid, fuel, assembling.heights_in(height, grid))
    figures[f"{title}: million cells"] = grid.cells / 1e6
    at = took("landscape", at)
    starts = lattice(landscape, STEP_M)
    figures[f"{title}: thousand fires"] = len(starts.cells) / 1e3
    at = took("lattice", at)
    fire, codes = Fire(landscape, WEATHER), list(counties["code"].astype(str))
    transmission(fire, starts, county, codes, {"area_ha": area}, [HOURS * 60])
    at = took("matrix, one wind, 6 h", at)
    winds = rose_winds(WEATHER, (1.0,) * 8)
    by_wind = [
        transmission(Fire(landscape, wind), starts, county, codes, {"area_ha": area}, [HOURS * 60])[0]
        for wind, _ in winds
    ]
    combined(by_wind, [share for _, share in winds])
    at = took("matrix, rose of 8 winds, 6 h", at)
    lead_times(fire, county, len(counties), HOURS * 60)
    took("lead times", at)
    return figures


def _now() -> tuple[float, float]:
    """Return the clock's time and the processor's, seconds."""
    return time.perf_counter(), time.process_time()
