"""What lies under the cursor: a pure function of the scene, a point and a tolerance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import shapely

from app.canvas.scene import Group, Part, Scene, SceneLayer
from app.canvas.symbols import symbol_size_px
from app.canvas.view import View

#: How near the cursor must come to a line or the edge of a symbol, logical pixels.
TOLERANCE_PX = 5.0
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


def geometry_of(scene: Scene, layer_uid: str, feature_uid: str) -> tuple[shapely.Geometry, Part] | None:
    """Return a feature in the metric CRS and the part it belongs to."""
    layer = scene.layer(layer_uid)
    for part in layer.parts if layer is not None else ():
        index = part.shapes.index_of(feature_uid)
        if index is not None and index < len(part.shapes):
            return part.shapes.shape(index), part
    return None
