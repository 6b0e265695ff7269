"""Features as the canvas holds them: stored coordinates, projected and indexed when first needed.

Building a scene happens in the window's thread and must not wait for a projection of a million
vertices; so a scene only points at what is stored, and whoever draws first (the render worker)
pays for detail levels and searching.  Small layers keep all their shapes in metres and a search tree; a large one
has arrays of coordinates and of boxes, and makes the shape of a feature when somebody asks for it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.lazy import lazy
from app.canvas.levels import ANCHORS_LEVEL, FACTS_LEVEL, LevelDamaged, packed_anchors, unpacked_anchors
from app.canvas.plane import Plane
from app.canvas.pyramid import Pyramid
from app.canvas.view import Box
from layers.crs import STORAGE_CRS, transform, transformer
from layers.flat import FlatShapes, flat_shapes
from layers.flat_later import Facts, LaterFlat

#: Features projected at a time: a slice holds the interpreter's lock for a few milliseconds only.
_SLICE = 500
#: A layer of more vertices is not held as shapes in metres: they would take five times the memory of its arrays.
SMALL_VERTICES = 250_000
#: So many vertices near a view are read for it alone, in some hundredths of a second, when nobody has read all.
_FEW_VERTICES = 400_000
#: Shapes of a large layer in metres that are kept: labels ask for those in sight with every picture.
_MADE = 2_000
#: Of so many areas a plan keeps where their names belong.
ANCHORS_KEPT = 5_000
#: Features of a large layer that are looked at one by one to say whether any shows.
_TRIED = 200


class Shapes:
    """An array of features of one dimension with their identities.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, FlatShapes, or LaterFlat, which is read when its vertices are needed
        EPSG:4490.
    epsg : int
        The plan's metric CRS.
    uids, names : sequences of str
        Who the features are; ``names`` may be empty.
    """

    def __init__(
        self,
        geometries: NDArray[np.object_] | FlatShapes | LaterFlat,
        epsg: int,
        uids: Sequence[str],
        names: Sequence[str] = (),
    ) -> None:
        is_flat, is_later = isinstance(geometries, FlatShapes), isinstance(geometries, LaterFlat)
        self._stored: NDArray[np.object_] | None = None
        if not (is_flat or is_later):
            self._stored = np.asarray(geometries, dtype=object)
        self._flat: FlatShapes | None = geometries if is_flat else None  # type: ignore[assignment]
        self._later: LaterFlat | None = geometries if is_later else None  # type: ignore[assignment]
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
        self.kept_levels: Mapping[int, bytes] = {}
        #: Under which name a plan may keep what is known of these and other features of a layer, and those features.
        self.facts_to_keep: tuple[str, FlatShapes] | None = None
        #: Where each feature's label belongs, by its index, in metres.
        self.anchors: dict[int, tuple[float, float]] = {}
        self._metric_boxes: NDArray[np.float64] | None = None
        self._offers_anchors = False

    @classmethod
    def of_metric(cls, geometries: NDArray[np.object_]) -> Shapes:
        """Return shapes that are in the metric CRS already and stored nowhere (samples of a legend)."""
        return cls(geometries, 0, [""] * len(geometries))

    def subset(self, rows: NDArray[np.intp]) -> Shapes:
        """Return some of the features; they are projected once, with the whole."""
        if self._stored is not None:
            shapes: NDArray[np.object_] | FlatShapes | LaterFlat = self._stored[rows]
        else:
            shapes = (self._unread or self.flat).subset(rows)
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
        if self._later is not None and other._later is not None and self._later is other._later:
            return True
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

    @lazy
    def dimension(self) -> int | None:
        """2, 1 or 0, as the first feature that is not empty has it, or None; nothing is read for it."""
        unread = self._unread
        if unread is not None:
            full = np.flatnonzero(unread.facts.dimension >= 0)
            return int(unread.facts.dimension[full[0]]) if len(full) else None
        if self._stored is not None:
            full = np.flatnonzero(~shapely.is_empty(self._stored))
            return int(shapely.get_dimensions(self._stored[full[0]])) if len(full) else None
        flat = self.flat
        return int(shapely.get_dimensions(flat.shape(int(flat.feature[0])))) if len(flat.feature) else None

    @property
    def flat(self) -> FlatShapes:
        """The features as arrays, EPSG:4490."""
        if self._flat is None and self._later is not None:
            self._flat = self._later.flat  # others need not wait for what they do not ask for
        with self._lock:
            if self._flat is None:
                self._flat = flat_shapes(self.stored)
            return self._flat

    @property
    def _unread(self) -> LaterFlat | None:
        """The features as long as nobody has asked for their vertices."""
        return self._later if self._flat is None else None

    @property
    def to_read(self) -> LaterFlat | None:
        """What is read when somebody asks for vertices; None when that has been done."""
        unread = self._unread
        return None if unread is None or unread.is_read else unread.source

    @property
    def plane(self) -> Plane:
        """The metric plane they are drawn on."""
        return Plane(self.epsg)

    @lazy
    def is_small(self) -> bool:
        """Whether all features may be held as shapes in metres."""
        unread = self._unread
        if unread is not None:
            return unread.facts.vertex_count <= SMALL_VERTICES
        if self._flat is not None:
            return self._flat.vertex_count <= SMALL_VERTICES
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
                self._pyramid = Pyramid(lambda: self.flat, self.plane, self.kept_levels, self._near_flat)
            return self._pyramid

    def _near_flat(self, box: Box) -> FlatShapes | None:
        """Return the features near a stored box while the vertices of all are unread, when these few can be read."""
        unread, boxes = self._unread, self.boxes
        if unread is None or unread.is_read:
            return None
        meets = (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0]) & (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
        near = np.flatnonzero(meets)
        if int(unread.facts.vertices[near].sum()) > _FEW_VERTICES:
            return None
        return unread.some(near)

    def take_levels(self, key: str, kept: Mapping[int, bytes]) -> None:
        """Take what a plan keeps under a key."""
        self.level_key, self.kept_levels = key, kept
        anchors = kept.get(ANCHORS_LEVEL)
        self._offers_anchors = len(self) <= ANCHORS_KEPT
        if anchors is not None:
            with contextlib.suppress(LevelDamaged):
                known = unpacked_anchors(anchors)
                if len(known) == len(self):
                    self.anchors = dict(enumerate(map(tuple, known[:, :2].tolist())))
                    self._metric_boxes, self._offers_anchors = known[:, 2:], False

    @property
    def may_offer_anchors(self) -> bool:
        """Whether a plan would keep where names belong, once all are known."""
        return self._offers_anchors and bool(self.level_key) and self.is_small

    def keep_no_anchors(self) -> None:
        """Offer no anchors: one of them cannot be found."""
        self._offers_anchors = False

    def metric_box(self, index: int) -> Box:
        """Return the box of a feature in metres."""
        if self._metric_boxes is not None:
            xmin, ymin, xmax, ymax = self._metric_boxes[index].tolist()
            return xmin, ymin, xmax, ymax
        return self.shape(index).bounds

    def new_rows(self) -> list[tuple[str, int, bytes]]:
        """Return key, level and bytes of what a plan may keep and has not been offered."""
        if not self.level_key:
            return []
        rows = [(self.level_key, level, data) for level, data in self.pyramid.new_levels().items()]
        if len(self.anchors) == len(self) and self.may_offer_anchors:
            points = np.array([self.anchors[i] for i in range(len(self))])
            boxes = shapely.bounds(self.metric)
            rows.append((self.level_key, ANCHORS_LEVEL, packed_anchors(np.hstack([points, boxes]))))
            self._offers_anchors = False
        if self.facts_to_keep is not None and self.pyramid.levels_to_keep:
            key, flat = self.facts_to_keep
            rows.append((key, FACTS_LEVEL, Facts.of(flat).packed()))
            self.facts_to_keep = None
        return rows

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
                self._boxes = self._later.facts.boxes if self._later is not None else self.flat.feature_boxes()
            return self._boxes

    def rest(self) -> None:
        """Hold as little memory as can be: nobody draws or searches for the moment."""
        if self._flat is not None:
            self._flat.rest()

    @property
    def is_ready(self) -> bool:
        """Whether a search would answer at once (the worker has been here)."""
        return self._tree is not None or self._boxes is not None

    def prepare(self) -> None:
        """Make ready for searching."""
        _ = self.tree if self.is_small else self.boxes

    def in_box(self, box: Box) -> NDArray[np.intp]:
        """Return the features whose boxes meet a box in metres; a few more of a large layer."""
        known = self._metric_boxes
        if self._tree is None and known is not None:
            meets = (known[:, 0] <= box[2]) & (known[:, 2] >= box[0])
            return np.flatnonzero(meets & (known[:, 1] <= box[3]) & (known[:, 3] >= box[1]))
        if self.is_small:
            return np.sort(self.tree.query(shapely.box(*box)))
        return self._boxes_near(box)

    def any_in(self, box: Box) -> bool:
        """Return whether any feature shows in a box in metres."""
        if self._tree is None and (self._flat is not None or not self.is_small):
            # Boxes are at hand without a shape being made, and mostly they say it.
            certain = self._certainly_in(box)
            if certain is not None:
                return certain
        if self.is_small:
            return bool(len(self.tree.query(shapely.box(*box), predicate="intersects")))
        area = shapely.box(*box)
        return any(shapely.intersects(area, self.shape(int(i))) for i in self._boxes_near(box)[:_TRIED])

    def _boxes_near(self, box: Box) -> NDArray[np.intp]:
        """Return the features whose stored boxes meet that of a box in metres, which is a little larger."""
        near, boxes = self.plane.stored_box(box), self.boxes
        meets = (boxes[:, 0] <= near[2]) & (boxes[:, 2] >= near[0])
        return np.flatnonzero(meets & (boxes[:, 1] <= near[3]) & (boxes[:, 3] >= near[1]))

    def _certainly_in(self, box: Box) -> bool | None:
        """Return whether any feature shows in a box as far as boxes tell; None when they do not."""
        found, near, boxes = self._boxes_near(box), self.plane.stored_box(box), self.boxes
        if len(found) == 0:
            return False
        # The stored box of a box in metres is a little larger: what lies well inside it shows for certain.
        margin = 0.1 * min(near[2] - near[0], near[3] - near[1])
        inside = (boxes[found, :2] > np.add(near[:2], margin)) & (boxes[found, 2:] < np.subtract(near[2:], margin))
        return True if inside.all(axis=1).any() else None

    @lazy
    def xy(self) -> NDArray[np.float64]:
        """Coordinates (n, 2) of point features in metres."""
        flat = self._flat
        if flat is not None and self._metric is None and self.epsg and flat.is_single_points:
            lonlat = flat.stretches(flat.starts, flat.ends, np.arange(flat.count))
            return np.column_stack(transformer(STORAGE_CRS, f"EPSG:{self.epsg}").transform(*lonlat.T))
        return shapely.get_coordinates(shapely.centroid(self.metric))

    @lazy
    def extent(self) -> Box | None:
        """The box of all features in metres; None when there are none.

        Before the features are projected it is the projected box of the stored ones, a little larger: the
        window asks for it and must not wait for a million vertices.
        """
        with_metric = self._metric is not None or not self.epsg
        unread = self._unread
        if unread is not None:
            bounds = unread.facts.total_bounds()
        elif self._stored is None:
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

    @lazy
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
