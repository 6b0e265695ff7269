"""What lies under the cursor: a pure function of the scene, a point and a tolerance."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.scene import Group, Part, Scene, SceneLayer, union
from app.canvas.shapes import Shapes
from app.canvas.symbols import symbol_size_px
from app.canvas.view import Box, View
from layers.crs import STORAGE_CRS, transformer

#: How near the cursor must come to a line or the edge of a symbol, logical pixels.
TOLERANCE_PX = 5.0
#: Features whose own shapes are asked for their box.
_FEW = 200
#: Background that would answer everywhere; named on a click, never on hover.
QUIET_GROUPS = frozenset({Group.LAND, Group.PICTURE, Group.RELIEF, Group.COVER})


@dataclass(frozen=True)
class Hit:
    """One feature under the cursor."""

    layer_uid: str
    feature_uid: str
    kind: str
    name: str


def hit(
    scene: Scene,
    view: View,
    x: float,
    y: float,
    *,
    tolerance_px: float = TOLERANCE_PX,
    skip: Collection[Group] = (),
    ready_only: bool = False,
) -> Hit | None:
    """Return the topmost visible feature at a point in metres.

    ``ready_only`` leaves out layers whose search tree is not built yet: hovering must never wait.
    """
    patch = None
    for layer in reversed(scene.layers):
        if not layer.visible or not layer.is_pickable or layer.group in skip:
            continue
        if patch is not None and layer.group not in (Group.LINE, Group.POINT):
            continue
        found = _in_layer(layer, view, x, y, tolerance_px, ready_only)
        if found is not None and layer.group is Group.STRADDLING:
            patch = found  # rivers and roads are seen through it, so they can be chosen through it
        elif found is not None:
            return found
    return patch


def hits(scene: Scene, view: View, x: float, y: float, *, tolerance_px: float = TOLERANCE_PX) -> list[Hit]:
    """Return every feature of every visible layer at a point in metres, topmost layer first, each once."""
    found: dict[tuple[str, str], Hit] = {}
    for layer in reversed(scene.layers):
        if not layer.visible or not layer.is_pickable:
            continue
        for part in reversed(layer.parts):
            if view.metres_per_px > part.style.max_mpp:
                continue
            for index in part.shapes.near(x, y, _reach_px(part, view, tolerance_px) * view.metres_per_px):
                uid = str(part.shapes.uids[index])
                one = Hit(layer.uid, uid, layer.kind, str(part.shapes.names[index]))
                found.setdefault((layer.uid, uid), one)
    return list(found.values())


def _in_layer(layer: SceneLayer, view: View, x: float, y: float, tolerance_px: float, ready_only: bool) -> Hit | None:
    for part in reversed(layer.parts):
        if view.metres_per_px > part.style.max_mpp or (ready_only and not part.shapes.is_ready):
            continue
        near = part.shapes.near(x, y, _reach_px(part, view, tolerance_px) * view.metres_per_px)
        if near:
            index = near[0]
            return Hit(layer.uid, str(part.shapes.uids[index]), layer.kind, str(part.shapes.names[index]))
    return None


def _reach_px(part: Part, view: View, tolerance_px: float) -> float:
    if part.style.is_point:
        return symbol_size_px(part.style, view.metres_per_px) / 2.0 + tolerance_px / 2.0
    # An area answers inside and on its outline; outside it only as far as the outline is drawn.
    is_area = bool(part.style.fill or part.style.pattern)
    return part.style.width if is_area else max(tolerance_px, part.style.width)


def rows_of(shapes: Shapes, uids: Collection[str]) -> NDArray[np.intp]:
    """Return the places of features by their uids; those that are not there are left out."""
    if len(uids) < len(shapes) // 8:
        found = [place for uid in uids if (place := shapes.index_of(uid)) is not None]
        return np.array(sorted(found), dtype=np.intp)
    return np.array([place for place, uid in enumerate(shapes.uids.tolist()) if uid in uids], dtype=np.intp)


def extent_of(scene: Scene, features: Iterable[tuple[str, str]]) -> Box | None:
    """Return the box in metres around features; None when there is none of them, a little large for very many."""
    wanted: dict[str, set[str]] = {}
    for layer_uid, uid in features:
        wanted.setdefault(layer_uid, set()).add(uid)
    boxes: list[Box] = []
    for layer_uid, uids in wanted.items():
        layer = scene.layer(layer_uid)
        for part in layer.parts if layer is not None else ():
            rows = rows_of(part.shapes, uids)
            if 0 < len(rows) <= _FEW:
                boxes += [part.shapes.shape(int(row)).bounds for row in rows]
            elif len(rows):
                own = part.shapes.boxes[rows]  # in degrees
                west, south = (float(value) for value in np.nanmin(own[:, :2], axis=0))
                east, north = (float(value) for value in np.nanmax(own[:, 2:], axis=0))
                to_metric = transformer(STORAGE_CRS, f"EPSG:{part.shapes.epsg}")
                boxes.append(to_metric.transform_bounds(west, south, east, north, densify_pts=21))
    return union([box for box in boxes if not math.isnan(box[0])])


def geometry_of(scene: Scene, layer_uid: str, feature_uid: str) -> tuple[shapely.Geometry, Part] | None:
    """Return a feature in the metric CRS and the part it belongs to."""
    layer = scene.layer(layer_uid)
    for part in layer.parts if layer is not None else ():
        index = part.shapes.index_of(feature_uid)
        if index is not None and index < len(part.shapes):
            return part.shapes.shape(index), part
    return None
