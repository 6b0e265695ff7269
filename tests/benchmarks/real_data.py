"""The public data pack as inputs: 199 real counties with hydrology, their forest and 20,000 generated forests."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.zones import LayerInput, ZoneInputs
from tests.benchmarks.file_names import DATA
from tests.benchmarks.generate import forests

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
