"""GeoPandas as its documentation shows it."""

from __future__ import annotations

import geopandas as gpd
import pyogrio
import shapely

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting


def borders(setting: Setting) -> Calls:
    """Pairs of counties by ``overlay`` of the outlines with the counties: lines only."""
    counties = pyogrio.read_dataframe(setting.folder / names.COUNTIES)[["code", "geometry"]]

    def pairs() -> int:
        outlines = counties.set_geometry(counties.boundary)
        found = gpd.overlay(outlines, counties, how="intersection", keep_geom_type=True)
        other = found[(found["code_1"] != found["code_2"]) & (shapely.length(found.geometry.to_numpy()) > 0.0)]
        return len({frozenset(pair) for pair in other[["code_1", "code_2"]].astype(str).to_numpy().tolist()})

    return {"shared borders": pairs}


def topojson_borders(setting: Setting) -> Calls:
    """Pairs of counties by the arcs of a topology that two of them use."""
    import topojson

    counties = pyogrio.read_dataframe(setting.folder / names.COUNTIES)[["code", "geometry"]]

    def pairs() -> int:
        made = topojson.Topology(counties, prequantize=False).to_dict()
        users: dict[int, set[int]] = {}
        for row, shape in enumerate(made["objects"]["data"]["geometries"]):
            for arc in _flat(shape["arcs"]):
                users.setdefault(arc if arc >= 0 else ~arc, set()).add(row)
        return len({frozenset(rows) for rows in users.values() if len(rows) == 2})

    return {"shared borders": pairs}


def _flat(arcs: list) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [one for part in arcs for one in _flat(part)]


def straddling(setting: Setting) -> Calls:
    """Patches in two counties or more with their area in each, by ``overlay``; planar, already in metres."""
    counties, forests = (
        pyogrio.read_dataframe(setting.folder / name)[[column, "geometry"]]
        for name, column in ((names.COUNTIES_METRIC, "code"), (names.FORESTS_METRIC, "uid"))
    )

    def areas() -> int:
        parts = gpd.overlay(forests, counties, how="intersection", keep_geom_type=True)
        table = parts.assign(ha=parts.area / 1e4).groupby(["uid", "code"])["ha"].sum().reset_index()
        return int((table.groupby("uid")["code"].nunique() >= 2).sum())

    return {"straddling patches, areas by county": areas}


def straddling_without_areas(setting: Setting) -> Calls:
    """Which patches lie in two counties or more, by ``sjoin``; planar."""
    counties, forests = (
        pyogrio.read_dataframe(setting.folder / name)[[column, "geometry"]]
        for name, column in ((names.COUNTIES_METRIC, "code"), (names.FORESTS_METRIC, "uid"))
    )

    def several() -> int:
        found = gpd.sjoin(forests, counties, predicate="intersects")
        return int((found.groupby("uid")["code"].nunique() >= 2).sum())

    return {"straddling patches, areas by county": several}


def layer_on_disk(setting: Setting) -> Calls:
    """Write the polygons to a GeoPackage, without checksum or history, and read them."""
    frame = pyogrio.read_dataframe(setting.folder / names.POLYGONS)
    path = setting.folder / "written_by_geopandas.gpkg"

    def write() -> int:
        path.unlink(missing_ok=True)
        frame.to_file(path)
        return len(frame)

    return {"write the polygons": write, "read them": lambda: len(gpd.read_file(path))}
