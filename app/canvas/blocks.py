"""The blocks of a plan as the map works with them: in its metric CRS, with what finds them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.patrol import faces

#: The lines of blocks are kept at these degrees of simplicity, so that the map need not work them out as it moves.
_TOLERANCES_M = (0.0, 5.0, 20.0, 80.0, 320.0)


@dataclass(frozen=True)
class Edges:
    """Lines between blocks, none of them farther than a tolerance from where it is."""

    tolerance_m: float
    lines: NDArray[np.object_]
    tree: shapely.STRtree

    @classmethod
    def of(cls, lines: NDArray[np.object_], tolerance_m: float) -> Edges:
        """Simplify lines; they still meet at their ends."""
        simple = lines if tolerance_m == 0.0 else np.asarray(shapely.simplify(lines, tolerance_m), dtype=object)
        return cls(tolerance_m, simple, shapely.STRtree(simple))


@dataclass(frozen=True)
class BlockSet:
    """Blocks in the order of their numbers.

    ``frame`` has the columns ``BLOCK_COLUMNS`` in EPSG:4490; ``shapes`` and ``points`` on them are metres of
    EPSG:``epsg``; ``edges`` are all lines between and around them, each once, the finest first.
    """

    frame: gpd.GeoDataFrame
    epsg: int
    shapes: NDArray[np.object_]
    points: NDArray[np.object_]
    edges: tuple[Edges, ...]
    tree: shapely.STRtree
    rows: dict[str, int]

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame, epsg: int) -> BlockSet:
        """Prepare the blocks of a plan; tens of thousands take seconds, so do it in a job."""
        shapes = transform(np.asarray(frame.geometry.array, dtype=object), STORAGE_CRS, f"EPSG:{epsg}")
        shapely.prepare(shapes)
        points = np.asarray(shapely.point_on_surface(shapes), dtype=object)
        rows = {str(uid): row for row, uid in enumerate(frame["uid"])}
        lines = shapely.get_parts(faces.edges(shapes))
        edges = tuple(Edges.of(lines, tolerance_m) for tolerance_m in _TOLERANCES_M)
        return cls(frame, epsg, shapes, points, edges, shapely.STRtree(shapes), rows)

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

    def edges_near(
        self, extent: tuple[float, float, float, float], metres_per_px: float
    ) -> tuple[float, NDArray[np.object_]]:
        """Return lines in an extent, simplified by no more than half a pixel, and by how much."""
        edges = next((one for one in self.edges[::-1] if one.tolerance_m <= 0.5 * metres_per_px), self.edges[0])
        return edges.tolerance_m, edges.lines[edges.tree.query(shapely.box(*extent))]

    def uid(self, row: int) -> str:
        """Return the uid of a block."""
        return str(self.frame["uid"].iloc[row])
