"""Reading a file with 200,000 polygons: pyogrio, Fiona, GDAL's own command."""

from __future__ import annotations

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting, run_command

_FILES = {"GeoPackage": names.MANY_GPKG, "shapefile": names.MANY_SHP}


def pyogrio(setting: Setting) -> Calls:
    """``pyogrio.read_dataframe``: nothing is checked; the same for each of our ways to read."""
    import pyogrio as library

    calls = {}
    for kind, name in _FILES.items():
        path = setting.folder / name
        for task in ("reading after a look", "reading alone"):
            calls[f"{kind}: {task}"] = lambda path=path: len(library.read_dataframe(path))
    return calls


def fiona(setting: Setting) -> Calls:
    """Fiona, one feature after the other, into shapes."""
    import fiona as library
    import shapely.geometry

    def read() -> int:
        with library.open(setting.folder / names.MANY_GPKG) as source:
            return len([shapely.geometry.shape(one["geometry"]) for one in source])

    return {"GeoPackage: reading alone": read}


def ogr2ogr(setting: Setting) -> Calls:
    """``ogr2ogr`` into another GeoPackage: it writes what it has read, as an import does."""
    out = setting.folder / "copied.gpkg"

    def copy() -> None:
        out.unlink(missing_ok=True)
        run_command(["ogr2ogr", "-f", "GPKG", str(out), str(setting.folder / names.MANY_GPKG)])

    return {"GeoPackage: reading alone": copy}


def pyogrio_metric(setting: Setting) -> Calls:
    """Read and transform to degrees."""
    import pyogrio as library

    path = setting.folder / "many_metric.gpkg"
    tasks = ("in metres: reading after a look", "in metres: reading alone")
    return {task: lambda: len(library.read_dataframe(path).to_crs(epsg=4490)) for task in tasks}
