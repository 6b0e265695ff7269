"""The band around shared borders, and which border a piece of hazard belongs to.

Hazards are cut to a band of half width D on both sides of the lines between counties before
anything is compared, or 2,000 hm² across the line of a 50,000 hm² forest would count as local.
Outer lines have no band: nobody is known on their other side.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.model import BorderNetwork
from layers.borders.partition import PIECE_EDGES, line_pieces, of_dimension
from layers.crs import STORAGE_CRS, transform
from layers.parallel import in_threads, query_pairs, united_by

#: Lines are simplified by this much before they are buffered: −0.03 % of the band's area, a third of the time.
SIMPLIFY_M = 50.0
#: Edges of simplified line per buffer: short stretches make small buffers, and those cut fast.
BUFFER_EDGES = 24
#: Segments per quarter circle: at 5 km the outline runs at most 11 m inside the true one.
_QUAD_SEGMENTS = 12

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class BorderLines:
    """Shared borders in the metric CRS, in short pieces with a tree.

    ``pairs[k]`` names the border of ``pieces[k]``; pieces are in the order of the network, which
    does not depend on the order of the county rows.
    """

    lines: Objects
    pieces: Objects
    pairs: Objects
    line_of: Integers  # piece → line
    tree: shapely.STRtree
    stretches: Objects
    stretch_tree: shapely.STRtree
    bands: dict[float, Band] = field(default_factory=dict, repr=False, compare=False)

    def nearest(self, shapes: Objects, within_m: float) -> tuple[NDArray[np.float64], Integers]:
        """Return distance (inf when farther) and index of the nearest piece, ties to the first piece."""
        if len(shapes) == 0 or len(self.pieces) == 0:
            return np.full(len(shapes), np.inf), np.full(len(shapes), -1, dtype=np.int64)

        limit = within_m if np.isfinite(within_m) else None

        def search(some: Objects) -> NDArray[np.float64]:
            distance = np.full(len(some), np.inf)
            piece = np.full(len(some), len(self.pieces), dtype=np.float64)
            (at, found), metres = self.tree.query_nearest(
                some, max_distance=limit, return_distance=True, all_matches=True
            )
            np.minimum.at(piece, at, found)
            distance[at] = metres
            return np.stack([distance, piece], axis=1)

        found = in_threads(search, shapes, chunk=1024)
        piece = found[:, 1].astype(np.int64)
        piece[piece == len(self.pieces)] = -1
        return found[:, 0], piece

    def band(self, half_width_m: float) -> Band:
        """Return the band of a half width, made once."""
        return self.bands.setdefault(half_width_m, Band(self.stretches, self.stretch_tree, half_width_m))

    def nearest_to_middle(self, shapes: Objects) -> tuple[NDArray[np.float64], Integers]:
        """Return distance and index of the border piece nearest to the middle of each shape's box; −1 without any."""
        bounds = shapely.bounds(shapes)
        middle = shapely.points((bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2)
        return self.nearest(np.asarray(middle, dtype=object), np.inf)


class Band:
    """Everything within D of a shared border; a stretch is buffered when the first shape comes near it."""

    def __init__(self, stretches: Objects, tree: shapely.STRtree, half_width_m: float) -> None:
        self.stretches = stretches
        self.half_width_m = half_width_m
        self._tree = tree
        self._buffers = np.full(len(stretches), None, dtype=object)

    def clip(self, shapes: Objects, middle_m: NDArray[np.float64]) -> Objects:
        """Cut shapes to the band.

        Parameters
        ----------
        shapes : ndarray of polygons or lines, metric CRS
        middle_m : ndarray
            Distance of the middle of each shape's box to the nearest shared border
            (:meth:`BorderLines.nearest_to_middle`).

        Returns
        -------
        ndarray, the same length; empty where nothing is left.
        """
        bounds = shapely.bounds(shapes)
        half = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) / 2
        result = shapes.copy()
        empty = shapely.Polygon()
        result[middle_m - half > self.half_width_m] = empty
        # A shape whose far side cannot leave the band needs no cut, however its outline runs.
        doubtful = np.flatnonzero((middle_m + half > self.half_width_m) & (middle_m - half <= self.half_width_m))
        result[doubtful] = self._cut(shapes[doubtful])
        return result

    def _cut(self, shapes: Objects) -> Objects:
        if len(shapes) == 0:
            return shapes
        at, beside = query_pairs(self._tree, shapes, "dwithin", distance=self.half_width_m)
        buffers = self._buffered(np.unique(beside))
        inside = np.zeros(len(shapes), dtype=bool)
        inside[query_pairs(shapely.STRtree(shapes), buffers[np.unique(beside)], "covers")[1]] = True
        result = np.where(inside, shapes, shapely.Polygon())
        order = np.lexsort([beside, at])
        order = order[~inside[at[order]]]
        at, beside = at[order], beside[order]
        parts = in_threads(shapely.intersection, shapes[at], buffers[beside], chunk=256)
        filled = ~shapely.is_empty(parts)
        at, parts = at[filled], parts[filled]
        measured = shapely.area(parts) + shapely.length(parts)
        whole = shapely.area(shapes) + shapely.length(shapes)
        held = at[(measured >= whole[at] * (1.0 - 1e-12)) & (np.bincount(at, minlength=len(shapes))[at] > 1)]
        result[held] = shapes[held]  # one stretch of the band holds all of it
        several = ~np.isin(at, held)
        touched, united = united_by(at[several], parts[several])
        result[touched] = united
        return of_dimension(result, shapely.get_dimensions(shapes))

    def _buffered(self, wanted: Integers) -> Objects:
        """Return the buffers by stretch, those of the wanted ones made."""
        new = wanted[shapely.is_missing(self._buffers[wanted])]
        if len(new):
            width = self.half_width_m
            self._buffers[new] = in_threads(
                lambda lines: shapely.buffer(lines, width, quad_segs=_QUAD_SEGMENTS), self.stretches[new], chunk=64
            )
        return self._buffers


def border_lines(network: BorderNetwork) -> BorderLines:
    """Return the shared borders of a network in its metric CRS."""
    shared = network.segments[network.segments["right"].notna()]
    pairs = shared["pair"].to_numpy(dtype=object)
    lines = transform(np.asarray(shared.geometry.array, dtype=object), STORAGE_CRS, f"EPSG:{network.metric_epsg}")
    pieces, line_of = line_pieces(lines, PIECE_EDGES)
    simple = in_threads(lambda some: shapely.simplify(some, SIMPLIFY_M), lines, chunk=16)
    stretches, _ = line_pieces(simple, BUFFER_EDGES)
    return BorderLines(
        lines,
        pieces,
        pairs[line_of],
        line_of,
        shapely.STRtree(pieces),
        stretches,
        shapely.STRtree(stretches),
    )
