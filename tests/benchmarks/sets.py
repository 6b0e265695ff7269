"""Inputs that several benchmarks share, written into the run's folder once."""

from __future__ import annotations

import geopandas as gpd

from tests.benchmarks import file_names as names
from tests.benchmarks import real_data
from tests.benchmarks.generate import METRIC_EPSG, forests
from tests.benchmarks.measured import Setting


def write_counties(setting: Setting) -> None:
    """Write both coverages of the counties, in degrees, the clean one in metres too."""
    if (setting.folder / names.COUNTIES_DIRTY).exists():
        return
    for coverage, name in (("clean", names.COUNTIES), ("dirty", names.COUNTIES_DIRTY)):
        frame = real_data.counties(coverage)[["code", "name", "geometry"]]
        _write(frame.assign(code=frame["code"].astype(str)), setting, name)
        if coverage == "clean":
            _write(frame.to_crs(epsg=METRIC_EPSG), setting, names.COUNTIES_METRIC)


def write_forests(setting: Setting) -> None:
    """Write the generated forests beside the counties, in degrees and in metres."""
    write_counties(setting)
    if (setting.folder / names.FORESTS_METRIC).exists():
        return
    frame = made_forests(setting)[["uid", "geometry"]]
    _write(frame, setting, names.FORESTS)
    _write(frame.to_crs(epsg=METRIC_EPSG), setting, names.FORESTS_METRIC)


def made_forests(setting: Setting) -> gpd.GeoDataFrame:
    """Return the generated forests."""
    return forests(real_data.counties("clean"), count=setting.size(20_000, 1_000))


def _write(frame: gpd.GeoDataFrame, setting: Setting, name: str) -> None:
    frame.to_file(setting.folder / name, layer=name.removesuffix(".gpkg"))
