"""Named scenes: where the map was, and which layers were seen how, under a name to come back to.

A scene says nothing about the counties: it is a way of looking, kept with the plan, undone and redone like every
other edit, and no part of the content hash.  It outlives the layers it was made with; what is gone is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

from layers.plan.frames import to_json
from layers.plan.model import LayerLook, LayerRecord
from layers.plan.records import json_object
from layers.plan.schema import Table


@dataclass(frozen=True)
class NamedScene:
    """One scene.

    Attributes
    ----------
    uid, name, position : its key, its name, its place in the list (0 is first)
    center : (longitude, latitude) in degrees, EPSG:4490
    size_m : (width, height) of what was seen, in metres of the plan's metric CRS
    layers : layer uid → how it was shown
    titles : layer uid → its title then, to name one that is gone
    derived : layer that no file holds (``zones`` …) → how it was shown
    """

    uid: str
    name: str
    position: int
    center: tuple[float, float]
    size_m: tuple[float, float]
    layers: Mapping[str, LayerLook] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, LayerLook] = field(default_factory=dict)


@dataclass(frozen=True)
class SceneChanges:
    """What going to a scene does to a plan.

    Attributes
    ----------
    layers : layer uid → how it is to be shown, only those that change
    derived : the same for layers that no file holds
    missing : titles of layers the scene knows and the plan no longer has
    newer : titles of shown layers that came after the scene and are hidden by it
    """

    layers: Mapping[str, LayerLook]
    derived: Mapping[str, LayerLook]
    missing: tuple[str, ...]
    newer: tuple[str, ...]


def look_of(record: LayerRecord) -> LayerLook:
    """Return how a read layer is shown."""
    return LayerLook(record.visible, record.opacity, record.style)


def changes_to(scene: NamedScene, layers: Sequence[LayerRecord], derived: Mapping[str, LayerLook]) -> SceneChanges:
    """Return what must change for a plan to look as in a scene.

    Parameters
    ----------
    scene : NamedScene
    layers : sequence of LayerRecord
        Those of the plan.  One the scene does not know came later and is hidden.
    derived : mapping
        How the plan's other layers are shown; one that is missing has the defaults.
    """
    here = {record.uid: record for record in layers}
    wanted = {uid: look for uid, look in scene.layers.items() if uid in here and look != look_of(here[uid])}
    newer = [record for record in layers if record.uid not in scene.layers and record.visible]
    wanted |= {record.uid: LayerLook(False, record.opacity, record.style) for record in newer}
    return SceneChanges(
        wanted,
        {uid: look for uid, look in scene.derived.items() if look != derived.get(uid, LayerLook())},
        tuple(scene.titles.get(uid) or uid for uid in scene.layers if uid not in here),
        tuple(record.title for record in newer),
    )


# --- rows -------------------------------------------------------------------------------------------------


def read(db: apsw.Connection) -> list[NamedScene]:
    """Return the scenes in their order; one whose row makes no sense is left out, it is only a way of looking."""
    found: list[NamedScene] = []
    rows = db.execute(f"SELECT uid, name, state FROM {Table.SCENE} ORDER BY position, fid")
    for uid, name, state in rows:
        try:
            found.append(_scene(str(uid), str(name or ""), len(found), json_object(state)))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return found


def write(db: apsw.Connection, scene: NamedScene) -> None:
    """Add a scene, or replace the one of its uid."""
    db.execute(
        f"INSERT INTO {Table.SCENE} (uid, name, position, state) VALUES (?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE"
        " SET name = excluded.name, position = excluded.position, state = excluded.state",
        (scene.uid, scene.name, scene.position, to_json(_state(scene))),
    )


def delete(db: apsw.Connection, uid: str) -> None:
    """Take a scene away; ``KeyError`` when there is none."""
    db.execute(f"DELETE FROM {Table.SCENE} WHERE uid = ?", (uid,))
    if not db.changes():
        raise KeyError(uid)


def _state(scene: NamedScene) -> dict[str, Any]:
    return {
        "center": list(scene.center),
        "size_m": list(scene.size_m),
        "layers": {
            uid: {"title": scene.titles.get(uid, ""), **_look_values(look)} for uid, look in scene.layers.items()
        },
        "derived": {uid: _look_values(look) for uid, look in scene.derived.items()},
    }


def _look_values(look: LayerLook) -> dict[str, Any]:
    return {"visible": look.visible, "opacity": look.opacity, "style": dict(look.style)}


def _scene(uid: str, name: str, position: int, state: Mapping[str, Any]) -> NamedScene:
    (lon, lat), (width, height) = state["center"], state["size_m"]
    layers, derived = state.get("layers", {}), state.get("derived", {})
    if not (float(width) > 0.0 and float(height) > 0.0):
        raise ValueError("a scene without a size")
    return NamedScene(
        uid,
        name,
        position,
        (float(lon), float(lat)),
        (float(width), float(height)),
        {key: _look(values) for key, values in layers.items()},
        {key: str(values.get("title") or "") for key, values in layers.items()},
        {key: _look(values) for key, values in derived.items()},
    )


def _look(values: Mapping[str, Any]) -> LayerLook:
    style = values.get("style")
    opacity = min(max(float(values.get("opacity", 1.0)), 0.0), 1.0)
    return LayerLook(bool(values.get("visible", True)), opacity, dict(style) if isinstance(style, dict) else {})
