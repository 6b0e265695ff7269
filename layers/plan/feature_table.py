"""The features of a read layer made ready to be written: the longest part of adding one needs no open plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import apsw
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.plan import content_hash, frames, geometry_blob
from layers.plan.schema import GEOMETRY_COLUMN, quoted

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class FeatureTable:
    """A frame as rows, with its checksum; ``bounds`` is None without shapes, or when all are empty."""

    layer: frames.EncodedLayer
    sha256: str
    bounds: Bounds | None

    @property
    def count(self) -> int:
        """Return the number of features."""
        return len(self.layer.rows)


def prepare(frame: pd.DataFrame) -> FeatureTable:
    """Return the rows of a frame (EPSG:4490, a unique text column ``uid``) and their checksum.

    Any thread may do this.  The checksum is taken from a table in memory: what SQLite makes of the values counts.

    Raises
    ------
    apsw.ConstraintError
        A ``uid`` is there twice.
    """
    layer = frames.encode_layer(frame)
    sha256 = _sha256(layer)
    bounds = _bounds(frame.geometry.to_numpy()) if isinstance(frame, gpd.GeoDataFrame) else None
    return FeatureTable(layer, sha256, bounds)


def from_table(db: apsw.Connection, table: str, columns: Sequence[frames.Column]) -> FeatureTable:
    """Return the features of a layer as another plan keeps them, value for value.

    Raises
    ------
    apsw.Error, ValueError
        Rows cannot be read.
    """
    names = ", ".join(quoted(column.sql) for column in columns)
    rows: Any = db.execute(f"SELECT {names} FROM {quoted(table)} ORDER BY fid").fetchall()
    return from_rows(list(columns), rows, shape_type(db, table))


def from_rows(columns: list[frames.Column], rows: list[tuple[Any, ...]], geometry: str) -> FeatureTable:
    """Return rows as SQLite holds them, in the order of ``columns``, with their checksum and bounds."""
    layer = frames.EncodedLayer(columns, geometry, rows)
    place = next((at for at, column in enumerate(columns) if column.sql == GEOMETRY_COLUMN), None)
    heads = [] if place is None else [None if row[place] is None else row[place][:40] for row in rows]
    return FeatureTable(layer, _sha256(layer), geometry_blob.total_bounds(heads))


def shape_type(db: apsw.Connection, table: str) -> str:
    """Return the GeoPackage geometry type a feature table is registered with; "" for one without shapes."""
    row: Any = db.execute(
        "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,)
    ).fetchone()
    return "" if row is None else str(row[0])


def _sha256(layer: frames.EncodedLayer) -> str:
    db = apsw.Connection(":memory:")
    try:
        with db:
            frames.write_layer(db, "features", layer)
        return content_hash.features_sha256(db, "features", layer.columns)
    finally:
        db.close()


def _bounds(geometries: NDArray[np.object_]) -> Bounds | None:
    if len(geometries) == 0:
        return None
    box = shapely.total_bounds(geometries)
    if not (box == box).all():  # nan: only empty shapes
        return None
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])
