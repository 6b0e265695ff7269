"""Borders and zones on 199 real counties with hydrology, their forest and 20,000 generated forests."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.borders import build_network
from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.zones import LayerInput, ZoneInputs, derive
from tests.benchmarks.generate import forests

NAME = "zones"
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
COVERAGES = {"clean": "counties_amap_wgs84.gpkg", "dirty": "counties_datav_wgs84_slivers.geojson"}
RIVERS = ("ne10m_rivers", "wdbii_rivers", "nfgis4m_hyd1_4l", "nfgis4m_hyd2_4l")
REPEATS = 3


def counties(coverage: str) -> gpd.GeoDataFrame:
    """Return 199 counties, ``"clean"`` or ``"dirty"``, read as EPSG:4490."""
    path = DATA / "boundary" / COVERAGES[coverage]
    frame = gpd.read_file(path, layer="county") if path.suffix == ".gpkg" else gpd.read_file(path)
    return _stored(frame)


def inputs(coverage: str) -> ZoneInputs:
    """Return everything the benchmark analyses, in memory."""
    frame = counties(coverage)
    layers = [
        LayerInput("forest_generated", Role.FOREST, forests(frame)),
        LayerInput("forest_modis", Role.FOREST, _layer(DATA / "landcover" / "forest_mcd12c1_2019.gpkg")),
    ]
    for name in RIVERS:
        table = _layer(DATA / "hydro" / "hydro.gpkg", name)
        table = table.assign(width_m=np.nan, order=np.nan, directed=pd.array([pd.NA] * len(table), dtype="boolean"))
        layers.append(LayerInput(name, Role.RIVER, table))
    places = _layer(DATA / "settlement" / "geonames_places.geojson")
    people = pd.to_numeric(places["population"], errors="coerce").replace(0, np.nan)
    layers.append(LayerInput("places", Role.SETTLEMENT, places.assign(people=people, kind="")))
    return ZoneInputs(frame, tuple(layers))


def _layer(path: Path, layer: str | None = None) -> gpd.GeoDataFrame:
    frame = _stored(gpd.read_file(path, layer=layer) if layer else gpd.read_file(path))
    named = [column for column in frame.columns if column.lower() == "name"]
    stem = layer or path.stem
    return frame.assign(
        uid=[f"{stem}-{index}" for index in range(len(frame))], name=frame[named[0]].fillna("") if named else ""
    )


def _stored(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_crs(STORAGE_CRS, allow_override=True)  # WGS84 and CGCS2000 agree to better than a metre


def run() -> dict[str, float]:
    """Time both coverages; wall and CPU seconds, the best of three, and peak memory."""
    if not DATA.exists():
        print(f"skipped: {DATA} is not here")
        return {}
    figures: dict[str, float] = {}
    for coverage in COVERAGES:
        given = inputs(coverage)
        vertices = sum(
            int(shapely.get_num_coordinates(layer.frame.geometry.to_numpy()).sum()) for layer in given.layers
        )
        print(f"{coverage}: {len(given.counties)} counties, {vertices:,} vertices, load {os.getloadavg()[0]:.1f}")
        wall, cpu, _ = _best(lambda given=given: build_network(given.counties))
        figures[f"{coverage}_borders_s"] = wall
        print(f"  borders   {wall:6.2f} s wall  {cpu:6.2f} s CPU")
        wall, cpu, result = _best(lambda given=given: derive(given))
        figures[f"{coverage}_derive_s"] = wall
        print(f"  all       {wall:6.2f} s wall  {cpu:6.2f} s CPU   {len(result.zones):,} zones")
        print("  steps     " + ", ".join(f"{step} {seconds:.2f}" for step, seconds in result.seconds.items()))
    figures["peak_mb"] = _peak_mb()
    print(f"peak memory {figures['peak_mb']:.0f} MB")
    return figures


def _best(call: Callable[[], Any]) -> tuple[float, float, Any]:
    best = (float("inf"), float("inf"))
    result = None
    for _ in range(REPEATS):
        wall, cpu = time.perf_counter(), time.process_time()
        result = call()
        best = min(best, (time.perf_counter() - wall, time.process_time() - cpu))
    return *best, result


def _peak_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
