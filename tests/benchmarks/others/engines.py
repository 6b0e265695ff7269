"""Spatial SQL: DuckDB with its spatial extension, and SedonaDB.  Both planar, already in metres."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import shapely

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting

_AREAS = """
    SELECT count(*) FROM (
        SELECT uid FROM (
            SELECT f.uid AS uid, c.code AS code, sum(ST_Area(ST_Intersection(f.geom, c.geom))) / 1e4 AS ha
            FROM forests f JOIN counties c ON ST_Intersects(f.geom, c.geom) GROUP BY f.uid, c.code
        ) AS parts WHERE ha > 0 GROUP BY uid HAVING count(*) >= 2
    ) AS several
"""


def duckdb(setting: Setting) -> Calls:
    """Patches in two counties or more with their area in each, by a spatial join; tables in memory."""
    import duckdb as engine
    import duckdb_extension_spatial
    import pandas as pd

    database = engine.connect()
    (extension,) = Path(str(duckdb_extension_spatial.__file__)).parent.glob("extensions/*/spatial.duckdb_extension")
    database.execute(f"LOAD '{extension}'")
    for table, name, column in _TABLES:
        frame = pyogrio.read_dataframe(setting.folder / name)
        plain = pd.DataFrame({column: frame[column].astype(str), "wkb": shapely.to_wkb(frame.geometry.to_numpy())})
        database.register("plain", plain)
        database.execute(f"CREATE TABLE {table} AS SELECT {column}, ST_GeomFromWKB(wkb) AS geom FROM plain")
        database.unregister("plain")
    return {"straddling patches, areas by county": lambda: int(database.execute(_AREAS).fetchone()[0])}


def sedona(setting: Setting) -> Calls:
    """The same by SedonaDB."""
    import sedonadb as engine

    database = engine.connect()
    for table, name, column in _TABLES:
        frame = pyogrio.read_dataframe(setting.folder / name)[[column, "geometry"]]
        frame = frame.rename_geometry("geom").set_crs(None, allow_override=True)
        database.create_data_frame(frame).to_memtable().to_view(table, overwrite=True)
    return {
        "straddling patches, areas by county": lambda: int(database.sql(_AREAS).to_pandas().iloc[0, 0]),
    }


_TABLES = (("counties", names.COUNTIES_METRIC, "code"), ("forests", names.FORESTS_METRIC, "uid"))
