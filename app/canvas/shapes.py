"""Features as the canvas holds them: stored geometry, projected and indexed when first needed.

Building a scene happens in the window's thread and must not wait for a projection of a million
vertices; so a scene only points at the stored arrays, and whoever draws first (the render worker)
pays for the metric copy, the search tree and the detail levels.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.pyramid import Pyramid
from app.canvas.view import Box
from layers.crs import STORAGE_CRS, transform, transformer

#: Features projected at a time: a slice holds the interpreter's lock for a few milliseconds only.
_SLICE = 500


class Shapes:
    """An array of features of one dimension with their identities.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, EPSG:4490
    epsg : int
        The plan's metric CRS.
    uids, names : sequences of str
        Who the features are; ``names`` may be empty.
    """

    def __init__(
        self, geometries: NDArray[np.object_], epsg: int, uids: Sequence[str], names: Sequence[str] = ()
    ) -> None:
        self.stored = np.asarray(geometries, dtype=object)
        self.epsg = epsg
        self.uids = np.asarray(uids, dtype=object)
        self.names = np.asarray(names, dtype=object) if len(names) else np.full(len(self.stored), "", dtype=object)
        self._lock = threading.RLock()
        self._metric: NDArray[np.object_] | None = None
        self._pyramid: Pyramid | None = None
        self._tree: shapely.STRtree | None = None
        self._whole: tuple[Shapes, NDArray[np.intp]] | None = None
        #: What others derive from the shapes and want to keep as long as they live (snap index).
        self.kept: dict[str, object] = {}
        #: Where each feature's label belongs, by its index, in metres.
        self.anchors: dict[int, tuple[float, float]] = {}

    @classmethod
    def of_metric(cls, geometries: NDArray[np.object_]) -> Shapes:
        """Return shapes that are in the metric CRS already and stored nowhere (samples of a legend)."""
        shapes = cls(geometries, 0, [""] * len(geometries))
        shapes._metric = shapes.stored
        return shapes

    def subset(self, rows: NDArray[np.intp]) -> Shapes:
        """Return some of the features; they are projected once, with the whole."""
        part = Shapes(self.stored[rows], self.epsg, self.uids[rows].tolist(), self.names[rows].tolist())
        part._whole = (self, rows)
        return part

    def rows_of(self, whole: Shapes) -> NDArray[np.intp] | None:
        """Return which features of a whole these are; None when they are no subset of it."""
        return self._whole[1] if self._whole is not None and self._whole[0] is whole else None

    def equals(self, other: Shapes) -> bool:
        """Return whether both hold the same features: identities, names and every vertex."""
        return (
            self.epsg == other.epsg
            and len(self) == len(other)
            and np.array_equal(self.uids, other.uids)
            and np.array_equal(self.names, other.names)
            and bool(shapely.equals_identical(self.stored, other.stored).all())
        )

    def __len__(self) -> int:
        return len(self.stored)

    @property
    def metric(self) -> NDArray[np.object_]:
        """The features in the metric CRS, projected on first use."""
        with self._lock:
            if self._metric is None and self._whole is not None:
                whole, rows = self._whole
                self._metric = whole.metric[rows]
            if self._metric is None:
                slices = [
                    transform(self.stored[i : i + _SLICE], STORAGE_CRS, f"EPSG:{self.epsg}")
                    for i in range(0, len(self.stored), _SLICE)
                ]
                self._metric = np.concatenate(slices) if slices else self.stored
            return self._metric

    @property
    def pyramid(self) -> Pyramid:
        """Detail levels of lines and polygons."""
        with self._lock:
            if self._pyramid is None:
                self._pyramid = Pyramid(self.metric)
            return self._pyramid

    @property
    def tree(self) -> shapely.STRtree:
        """The search tree over the metric features."""
        with self._lock:
            if self._tree is None:
                self._tree = shapely.STRtree(self.metric)
            return self._tree

    @property
    def is_ready(self) -> bool:
        """Whether a search would answer at once (the worker has been here)."""
        return self._tree is not None

    @cached_property
    def xy(self) -> NDArray[np.float64]:
        """Coordinates (n, 2) of point features in metres."""
        return shapely.get_coordinates(shapely.centroid(self.metric))

    @cached_property
    def extent(self) -> Box | None:
        """The box of all features in metres; None when there are none.

        Before the features are projected it is the projected box of the stored ones, a little larger: the
        window asks for it and must not wait for a million vertices.
        """
        with_metric = self._metric is not None
        bounds = shapely.total_bounds(self._metric if with_metric else self.stored) if len(self) else np.full(4, np.nan)
        if not np.isfinite(bounds).all():
            return None
        xmin, ymin, xmax, ymax = (float(value) for value in bounds)
        if not with_metric:
            to_metric = transformer(STORAGE_CRS, f"EPSG:{self.epsg}")
            xmin, ymin, xmax, ymax = to_metric.transform_bounds(xmin, ymin, xmax, ymax, densify_pts=21)
        return xmin, ymin, xmax, ymax

    def index_of(self, uid: str) -> int | None:
        """Return the position of a feature; None when it is not here."""
        return self._places.get(uid)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The position of each feature; of two with one uid the first."""
        return {uid: place for place, uid in reversed(list(enumerate(self.uids.tolist())))}

    def near(self, x: float, y: float, tolerance_m: float) -> list[int]:
        """Return the features within a distance of a point, nearest first, smallest area first among equals."""
        point = shapely.Point(x, y)
        found = self.tree.query(point, predicate="dwithin", distance=tolerance_m)
        if len(found) == 0:
            return []
        hits = self.metric[found]
        order = np.lexsort((shapely.area(hits), shapely.distance(hits, point)))
        return [int(i) for i in found[order]]
