"""Fires over the region of 199 counties at 250 m: land, matrix of 6 h, lead times; terrain and land cover resampled."""

from __future__ import annotations

import resource
import time

import numpy as np

from layers.spread import assembling
from layers.spread.firesheds import lead_times
from layers.spread.ignitions import lattice
from layers.spread.landscape import Landscape
from layers.spread.rates import Weather
from layers.spread.transmission import transmission
from layers.spread.travel import Fire, travel
from tests.benchmarks import bench_zones

NAME = "fire"
WEATHER = Weather(base_rate_m_min=1.5, wind_ms=8.0, wind_from_deg=315.0)
HOURS, STEP_M = 6.0, 2000.0
#: IGBP 1–10 burn, with the crosswalk's factors.
IGBP = {1: 0.8, 2: 1.2, 3: 0.8, 4: 1.2, 5: 1.0, 6: 1.8, 7: 1.8, 8: 1.6, 9: 1.6, 10: 2.0} | dict.fromkeys(
    [0, *range(11, 18)], 0.0
)


def run() -> dict[str, float]:
    """Measure and print; seconds."""
    figures: dict[str, float] = {}
    land = bench_zones.DATA / "landcover" / "mcd12c1_2019_igbp_wgs84.tif"
    height = bench_zones.DATA / "terrain" / "dem_30s_wgs84.tif"
    if not bench_zones.DATA.exists():
        print(f"skipped: {bench_zones.DATA} is not there")
        return figures
    figures = _measured("region, 250 m", bench_zones.counties("clean"), 4547, 250.0, land, height)
    for name, value in figures.items():
        print(f"{name:<56}{value:>10.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return figures


def _measured(title, counties, epsg, cell_m, land, height) -> dict[str, float]:
    figures = {}

    def took(step: str, started: float) -> float:
        figures[f"{title}: {step}"] = time.perf_counter() - started
        return time.perf_counter()

    travel(
        Fire(Landscape(assembling.Grid(4547, 0, 0, 1, 1, 2), np.ones((1, 2), np.float32)), WEATHER), np.array([0]), 1.0
    )
    at = time.perf_counter()
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
    fire = Fire(landscape, WEATHER)
    transmission(fire, starts, county, list(counties["code"].astype(str)), {"area_ha": area}, [HOURS * 60])
    at = took("matrix, 6 h", at)
    lead_times(fire, county, len(counties), HOURS * 60)
    took("lead times", at)
    return figures
