"""Features as the canvas holds them: stored coordinates, projected and indexed when first needed.

Building a scene happens in the window's thread and must not wait for a projection of a million
vertices; so a scene only points at what is stored, and whoever draws first (the render worker)
pays for detail levels and searching.  Small layers keep all their shapes in metres and a search tree; a large one
has arrays of coordinates and of boxes, and makes the shape of a feature when somebody asks for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.plane import Plane
from app.canvas.pyramid import Pyramid
from app.canvas.view import Box
from layers.crs import STORAGE_CRS, transform, transformer
from layers.flat import FlatShapes, flat_shapes

#: Features projected at a time: a slice holds the interpreter's lock for a few milliseconds only.
_SLICE = 500
#: A layer of more vertices is not held as shapes in metres: they would take five times the memory of its arrays.
SMALL_VERTICES = 250_000
#: Shapes of a large layer in metres that are kept: labels ask for those in sight with every picture.
_MADE = 2_000
#: Features of a large layer that are looked at one by one to say whether any shows.
_TRIED = 200


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
        self,
        geometries: NDArray[np.object_] | FlatShapes,
        epsg: int,
        uids: Sequence[str],
        names: Sequence[str] = (),
    ) -> None:
        is_flat = isinstance(geometries, FlatShapes)
        self._stored: NDArray[np.object_] | None = None if is_flat else np.asarray(geometries, dtype=object)
        self._flat: FlatShapes | None = geometries if is_flat else None  # type: ignore[assignment]
        self._count = len(geometries)
        self.epsg = epsg
        self.uids = np.asarray(uids, dtype=object)
        self.names = np.asarray(names, dtype=object) if len(names) else np.full(self._count, "", dtype=object)
        self._lock = threading.RLock()
        self._metric: NDArray[np.object_] | None = None
        self._made: dict[int, shapely.Geometry] = {}
        self._boxes: NDArray[np.float64] | None = None
        self._pyramid: Pyramid | None = None
        self._tree: shapely.STRtree | None = None
        self._whole: tuple[Shapes, NDArray[np.intp]] | None = None
        #: What others derive from the shapes and want to keep as long as they live (snap index).
        self.kept: dict[str, object] = {}
        #: Under which name a plan keeps the detail levels; "" where it does not.
        self.level_key = ""
        #: Reads them: level → bytes.
        self.kept_levels: Callable[[], Mapping[int, bytes]] = dict
        #: Where each feature's label belongs, by its index, in metres.
        self.anchors: dict[int, tuple[float, float]] = {}

    @classmethod
    def of_metric(cls, geometries: NDArray[np.object_]) -> Shapes:
        """Return shapes that are in the metric CRS already and stored nowhere (samples of a legend)."""
        return cls(geometries, 0, [""] * len(geometries))

    def subset(self, rows: NDArray[np.intp]) -> Shapes:
        """Return some of the features; they are projected once, with the whole."""
        shapes = self._stored[rows] if self._stored is not None else self.flat.subset(rows)
        part = Shapes(shapes, self.epsg, self.uids[rows].tolist(), self.names[rows].tolist())
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
            and self._same_places(other)
        )

    def _same_places(self, other: Shapes) -> bool:
        if self._stored is not None and other._stored is not None:
            return bool(shapely.equals_identical(self._stored, other._stored).all())
        return self._stored is other._stored and self.flat.equals(other.flat)

    def __len__(self) -> int:
        return self._count

    @property
    def stored(self) -> NDArray[np.object_]:
        """The features in EPSG:4490; of a large layer :meth:`stored_shape` is cheaper."""
        return self._stored if self._stored is not None else self.flat.shapes()

    def stored_shape(self, index: int) -> shapely.Geometry:
        """Return a feature in EPSG:4490."""
        return self._stored[index] if self._stored is not None else self.flat.shape(index)

    @property
    def flat(self) -> FlatShapes:
        """The features as arrays, EPSG:4490."""
        with self._lock:
            if self._flat is None:
                self._flat = flat_shapes(self.stored)
            return self._flat

    @property
    def plane(self) -> Plane:
        """The metric plane they are drawn on."""
        return Plane(self.epsg)

    @cached_property
    def is_small(self) -> bool:
        """Whether all features may be held as shapes in metres."""
        if self._flat is not None:
            return len(self._flat.vertices) <= SMALL_VERTICES
        return int(shapely.get_num_coordinates(self.stored).sum()) <= SMALL_VERTICES

    @property
    def metric(self) -> NDArray[np.object_]:
        """The features in the metric CRS, projected on first use; of a large layer :meth:`shape` is cheaper."""
        with self._lock:
            if self._metric is None and self._whole is not None and self._whole[0].is_small:
                whole, rows = self._whole
                self._metric = whole.metric[rows]
            if self._metric is None:
                stored = self.stored
                if self.epsg:
                    slices = [
                        transform(stored[i : i + _SLICE], STORAGE_CRS, f"EPSG:{self.epsg}")
                        for i in range(0, len(stored), _SLICE)
                    ]
                    stored = np.concatenate(slices) if slices else stored
                self._metric = stored
            return self._metric

    def shape(self, index: int) -> shapely.Geometry:
        """Return a feature in the metric CRS."""
        if self._metric is not None or self.is_small:
            return self.metric[index]
        with self._lock:
            made = self._made.get(index)
            if made is None:
                made = transform(self.stored_shape(index), STORAGE_CRS, f"EPSG:{self.epsg}")
                if len(self._made) >= _MADE:
                    self._made.clear()
                self._made[index] = made
            return made

    @property
    def pyramid(self) -> Pyramid:
        """Detail levels of lines and polygons."""
        with self._lock:
            if self._pyramid is None:
                self._pyramid = Pyramid(lambda: self.flat, self.plane, self.kept_levels)
            return self._pyramid

    @property
    def tree(self) -> shapely.STRtree:
        """The search tree over the metric features; of a large layer :meth:`in_box` is cheaper."""
        with self._lock:
            if self._tree is None:
                self._tree = shapely.STRtree(self.metric)
            return self._tree

    @property
    def boxes(self) -> NDArray[np.float64]:
        """The box (n, 4) of each feature in stored coordinates; nan when it is empty."""
        with self._lock:
            if self._boxes is None:
                self._boxes = self.flat.feature_boxes()
            return self._boxes

    @property
    def is_ready(self) -> bool:
        """Whether a search would answer at once (the worker has been here)."""
        return self._tree is not None or self._boxes is not None

    def prepare(self) -> None:
        """Make ready for searching."""
        _ = self.tree if self.is_small else self.boxes

    def in_box(self, box: Box) -> NDArray[np.intp]:
        """Return the features whose boxes meet a box in metres; a few more of a large layer."""
        if self.is_small:
            return np.sort(self.tree.query(shapely.box(*box)))
        near, boxes = self.plane.stored_box(box), self.boxes
        meets = (boxes[:, 0] <= near[2]) & (boxes[:, 2] >= near[0])
        return np.flatnonzero(meets & (boxes[:, 1] <= near[3]) & (boxes[:, 3] >= near[1]))

    def any_in(self, box: Box) -> bool:
        """Return whether any feature shows in a box in metres."""
        if self.is_small:
            return bool(len(self.tree.query(shapely.box(*box), predicate="intersects")))
        found, near, boxes = self.in_box(box), self.plane.stored_box(box), self.boxes
        # The stored box of a box in metres is a little larger: what lies well inside it shows for certain.
        margin = 0.1 * min(near[2] - near[0], near[3] - near[1])
        inside = (boxes[found, :2] > np.add(near[:2], margin)) & (boxes[found, 2:] < np.subtract(near[2:], margin))
        if inside.all(axis=1).any():
            return True
        area = shapely.box(*box)
        return any(shapely.intersects(area, self.shape(int(i))) for i in found[:_TRIED])

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
        with_metric = self._metric is not None or not self.epsg
        if self._stored is None:
            bounds = self.flat.total_bounds()
        else:
            bounds = shapely.total_bounds(self._metric if self._metric is not None else self._stored)
        if not np.isfinite(bounds).all():
            return None
        xmin, ymin, xmax, ymax = (float(value) for value in bounds)
        if not with_metric or self._stored is None:
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
        if self.is_small:
            found = self.tree.query(point, predicate="dwithin", distance=tolerance_m)
            hits = self.metric[found]
        else:
            found = self.in_box((x - tolerance_m, y - tolerance_m, x + tolerance_m, y + tolerance_m))
            hits = np.array([self.shape(int(i)) for i in found], dtype=object)
            within = shapely.dwithin(hits, point, tolerance_m)
            found, hits = found[within], hits[within]
        if len(found) == 0:
            return []
        order = np.lexsort((shapely.area(hits), shapely.distance(hits, point)))
        return [int(i) for i in found[order]]
