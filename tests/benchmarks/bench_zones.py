"""Borders and zones on 199 real counties with hydrology, their forest and 20,000 generated forests."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.borders import build_network
from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.zones import LayerInput, ZoneInputs, derive
from tests.benchmarks.generate import forests
from tests.benchmarks.timing import load, peak_mb, timed

NAME = "zones"
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
COVERAGES = {"clean": "counties_amap_wgs84.gpkg", "dirty": "counties_datav_wgs84_slivers.geojson"}
RIVERS = ("ne10m_rivers", "wdbii_rivers", "nfgis4m_hyd1_4l", "nfgis4m_hyd2_4l")


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
    """Time both coverages; seconds and peak memory."""
    if not DATA.exists():
        print(f"skipped: {DATA} is not here")
        return {}
    figures: dict[str, float] = {}
    for coverage in COVERAGES:
        given = inputs(coverage)
        vertices = sum(
            int(shapely.get_num_coordinates(layer.frame.geometry.to_numpy()).sum()) for layer in given.layers
        )
        print(f"{coverage}: {len(given.counties)} counties, {vertices:,} vertices, {load()}")
        borders = timed(lambda given=given: build_network(given.counties))
        print(f"  borders  {borders}")
        zones = timed(lambda given=given: derive(given))
        print(f"  all      {zones}   {len(zones.result.zones):,} zones")
        print("  steps    " + ", ".join(f"{step} {seconds:.2f}" for step, seconds in zones.result.seconds.items()))
        figures |= {f"{coverage}_borders_s": borders.median_s, f"{coverage}_derive_s": zones.median_s}
        print(f"  peak memory so far {peak_mb():.0f} MB, {load()}")
    return figures | {"peak_mb": peak_mb()}
