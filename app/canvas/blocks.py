"""The blocks of a plan as the map works with them: in its metric CRS, with what finds them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.patrol import faces


@dataclass(frozen=True)
class BlockSet:
    """Blocks in the order of their numbers.

    ``frame`` has the columns ``BLOCK_COLUMNS`` in EPSG:4490; ``shapes`` and ``points`` on them are metres of
    EPSG:``epsg``; ``edges`` are all lines between and around them, each once.
    """

    frame: gpd.GeoDataFrame
    epsg: int
    shapes: NDArray[np.object_]
    points: NDArray[np.object_]
    edges: shapely.Geometry
    tree: shapely.STRtree
    rows: dict[str, int]

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame, epsg: int) -> BlockSet:
        """Prepare the blocks of a plan; tens of thousands take seconds, so do it in a job."""
        shapes = transform(np.asarray(frame.geometry.array, dtype=object), STORAGE_CRS, f"EPSG:{epsg}")
        shapely.prepare(shapes)
        points = np.asarray(shapely.point_on_surface(shapes), dtype=object)
        rows = {str(uid): row for row, uid in enumerate(frame["uid"])}
        return cls(frame, epsg, shapes, points, faces.edges(shapes), shapely.STRtree(shapes), rows)

    def __len__(self) -> int:
        return len(self.shapes)

    def at(self, x: float, y: float) -> int | None:
        """Return the block at a point in metres."""
        found = self.tree.query(shapely.Point(x, y), predicate="intersects")
        return int(found.min()) if len(found) else None

    def inside(self, area: shapely.Geometry) -> list[int]:
        """Return the blocks whose middle lies in an area in metres, or that lie around it altogether."""
        near = self.tree.query(area, predicate="intersects")
        shapely.prepare(area)
        held = shapely.intersects(area, self.points[near]) | shapely.covers(self.shapes[near], area)
        return [int(row) for row in np.sort(near[held])]

    def uid(self, row: int) -> str:
        """Return the uid of a block."""
        return str(self.frame["uid"].iloc[row])
