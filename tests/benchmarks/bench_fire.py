"""Fires over the region of 199 counties at 250 m: land, matrix of 6 h in one wind and in a rose of 8, lead times,
zones; terrain and land cover resampled.  The sample at 200 m: zones cold, after one fuel factor, after α.

No program that a county planner has does any of this.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from layers import workflow
from layers.kinds import Role
from layers.memory import Memory
from layers.sample import build_sample_plan
from layers.spread import assembling
from layers.spread.choices import rose_winds
from layers.spread.firesheds import lead_times
from layers.spread.ignitions import lattice
from layers.spread.landscape import Grid, Landscape
from layers.spread.rates import Weather
from layers.spread.transmission import combined, transmission
from layers.spread.travel import Fire, travel
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.model import RasterInput
from tests.benchmarks import real_data
from tests.benchmarks.comparison import Comparison, ours
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.result import Target

NAME = "fire"
#: Zones by spread in the weather of the matrix.
_BY_SPREAD = Parameters(forest_reach="spread", wind_ms=8.0, wind_from_deg=315.0, base_rate_m_min=1.5, fire_hours=6.0)
_WEATHER = Weather(base_rate_m_min=1.5, wind_ms=8.0, wind_from_deg=315.0)
_LIMIT_MIN, _STEP_M, _EPSG = 360.0, 2000.0, 4547
#: IGBP 1–10 burn, with the crosswalk's factors.
_IGBP = {1: 0.8, 2: 1.2, 3: 0.8, 4: 1.2, 5: 1.0, 6: 1.8, 7: 1.8, 8: 1.6, 9: 1.6, 10: 2.0} | dict.fromkeys(
    [0, *range(11, 18)], 0.0
)
LAND_COVER = real_data.DATA / "landcover" / "mcd12c1_2019_igbp_wgs84.tif"
TERRAIN = real_data.DATA / "terrain" / "dem_30s_wgs84.tif"


def _cell_m(setting: Setting) -> float:
    return float(setting.size(250, 2_000))


def compile_kernel() -> None:
    """Let the kernel be compiled (kept on disk after the first time), so that it is not measured."""
    small = Landscape(Grid(_EPSG, 0, 0, 1, 1, 2), np.ones((1, 2), np.float32))
    travel(Fire(small, _WEATHER), np.array([0]), 1.0)


def sample(setting: Setting) -> Calls:
    compile_kernel()
    home = Path(tempfile.mkdtemp(dir=setting.folder))
    store, memory = build_sample_plan(home / "sample.lianfang.gpkg", date(2026, 4, 1)), Memory()
    fuel = replace(_BY_SPREAD, fuel_ks={"needle_litter": 0.9})

    def zones(parameters: Parameters) -> str:
        found = derive(workflow.analysis_inputs(store, memory), parameters, memory=memory)
        return f"{len(found.zones):,} zones"

    return {
        "sample at 200 m: zones by spread, cold": lambda: zones(_BY_SPREAD),
        "sample at 200 m: after one fuel factor": lambda: zones(fuel),
        "sample at 200 m: after α": lambda: zones(replace(fuel, origin_weight=0.4)),
    }


def region_inputs() -> ZoneInputs:
    """Return the region's counties, its forest of 2019, rivers and places, over land cover and terrain."""
    given = real_data.inputs("clean")
    layers = tuple(layer for layer in given.layers if layer.uid != "forest_generated")
    fuels = {float(value): (f"igbp_{value}", ks) for value, ks in _IGBP.items()}
    rasters = (
        RasterInput("land", Role.LAND_COVER, str(LAND_COVER), "land", fuels=fuels),
        RasterInput("height", Role.TERRAIN, str(TERRAIN), "height"),
    )
    return replace(given, layers=layers, rasters=rasters)


def region_zones(setting: Setting) -> Calls:
    compile_kernel()
    given, memory = region_inputs(), Memory()
    parameters = replace(_BY_SPREAD, fire_cell_m=_cell_m(setting))
    fuel = replace(parameters, fuel_ks={"igbp_5": 1.1})

    def zones(chosen: Parameters) -> str:
        return f"{len(derive(given, chosen, memory=memory).zones):,} zones"

    return {
        "region at 250 m: zones by spread, cold": lambda: zones(parameters),
        "region at 250 m: zones, after one fuel factor": lambda: zones(fuel),
    }


class _Region:
    """The region's fires; each step goes on where the one before has ended."""

    def __init__(self, setting: Setting) -> None:
        compile_kernel()
        self._cell_m = _cell_m(setting)
        self._counties = real_data.counties("clean")
        self._at: dict[str, Any] = {}

    def land(self) -> str:
        grid = assembling.grid_around(self._counties, _EPSG, self._cell_m)
        self._at["county"] = assembling.counties_in(self._counties, grid)
        self._at["area"] = assembling.cell_areas_ha(grid)
        fuel = assembling.classes_in(LAND_COVER, grid, _IGBP)
        self._at["landscape"] = Landscape(grid, fuel, assembling.heights_in(TERRAIN, grid))
        return f"{grid.cells / 1e6:.1f} million cells"

    def starts(self) -> str:
        self._at["starts"] = lattice(self._at["landscape"], _STEP_M)
        return f"{len(self._at['starts'].cells):,} fires"

    def _matrix(self, wind: Weather) -> Any:
        at = self._at
        codes = list(self._counties["code"].astype(str))
        fire = Fire(at["landscape"], wind)
        return transmission(fire, at["starts"], at["county"], codes, {"area_ha": at["area"]}, [_LIMIT_MIN])[0]

    def one_wind(self) -> None:
        self._matrix(_WEATHER)

    def rose(self) -> None:
        winds = rose_winds(_WEATHER, (1.0,) * 8)
        combined([self._matrix(wind) for wind, _ in winds], [share for _, share in winds])

    def minutes_to_the_line(self) -> None:
        lead_times(Fire(self._at["landscape"], _WEATHER), self._at["county"], len(self._counties), _LIMIT_MIN)


def region(setting: Setting) -> Calls:
    made = _Region(setting)
    return {
        "region at 250 m: cells of fuel and height": made.land,
        "region at 250 m: lattice of fires": made.starts,
        "region at 250 m: matrix, one wind": made.one_wind,
        "region at 250 m: minutes to the line from everywhere": made.minutes_to_the_line,
    }


def region_rose(setting: Setting) -> Calls:
    made = _Region(setting)
    made.land()
    made.starts()
    return {"region at 250 m: matrix, rose of 8 winds": made.rose}


COMPARISONS = (
    Comparison(
        (ours("fires", sample, is_fresh=True),),
        targets={
            "sample at 200 m: zones by spread, cold": Target(20.0),
            "sample at 200 m: after one fuel factor": Target(3.0),
        },
        runs=2,
    ),
    Comparison(
        (ours("fires", region),),
        targets={"region at 250 m: matrix, one wind": Target(300.0, peak_mb=2000.0)},
        runs=1,
        needs_data=True,
    ),
    Comparison((ours("fires", region_zones),), runs=1, needs_data=True),
    Comparison((ours("fires", region_rose),), runs=1, needs_data=True, is_long=True),
)
