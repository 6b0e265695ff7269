"""The features of a read layer made ready to be written: the longest part of adding one needs no open plan."""

from __future__ import annotations

from dataclasses import dataclass

import apsw
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.plan import content_hash, frames

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
    db = apsw.Connection(":memory:")
    try:
        with db:
            frames.write_layer(db, "features", layer)
        sha256 = content_hash.features_sha256(db, "features", layer.columns)
    finally:
        db.close()
    bounds = _bounds(frame.geometry.to_numpy()) if isinstance(frame, gpd.GeoDataFrame) else None
    return FeatureTable(layer, sha256, bounds)


def _bounds(geometries: NDArray[np.object_]) -> Bounds | None:
    if len(geometries) == 0:
        return None
    box = shapely.total_bounds(geometries)
    if not (box == box).all():  # nan: only empty shapes
        return None
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])
