"""Which layer lies on which: the planner's own order, with what the program adds put in between.

Layers that were read lie as the layer list has them.  Four things do not follow the list: the counties'
land is always lowest; classes of land cover lie right on it, for they fill the map; relief shades the areas
that lie directly on it, or terrain at the bottom of the list would never be seen; and derived and drawn
layers lie on everything but the points at the top, so that a depot is never under a zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.canvas.scene import Group, SceneLayer

_COVERING = frozenset({Group.AREA, Group.PICTURE})


def stacked(read: Iterable[SceneLayer], derived: Iterable[SceneLayer]) -> tuple[SceneLayer, ...]:
    """Return all layers, the lowest first; ``position`` 0 is the top of the planner's list."""
    ordered = sorted(read, key=lambda layer: (-layer.position, layer.group))
    land = [layer for layer in ordered if layer.group is Group.LAND]
    cover = [layer for layer in ordered if layer.group is Group.COVER]
    others = _relief_lifted([layer for layer in ordered if layer.group not in (Group.LAND, Group.COVER)])
    top = next((i for i in range(len(others), 0, -1) if others[i - 1].group is not Group.POINT), 0)
    between = sorted(derived, key=lambda layer: layer.group)
    return (*land, *cover, *others[:top], *between, *others[top:])


def _relief_lifted(layers: Sequence[SceneLayer]) -> list[SceneLayer]:
    """Return the layers with relief above the run of areas and pictures that lies directly on it."""
    out: list[SceneLayer] = []
    waiting: list[SceneLayer] = []
    for layer in layers:
        if layer.group is Group.RELIEF:
            waiting.append(layer)
            continue
        if layer.group not in _COVERING:
            out += waiting
            waiting = []
        out.append(layer)
    return out + waiting
