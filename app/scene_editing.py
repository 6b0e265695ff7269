"""Edits of named scenes, and going to one: one method, one gesture."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.editing import Editing

if TYPE_CHECKING:
    from layers.plan.scenes import NamedScene, SceneChanges

Pair = tuple[float, float]


class SceneEditing(Editing):
    """The part of :class:`~app.document.Document` that keeps scenes."""

    def scenes(self) -> list[NamedScene]:
        """Return the named scenes in their order."""
        return self._get("scenes")  # type: ignore[no-any-return]

    def scene(self, uid: str) -> NamedScene:
        """Return one scene."""
        for one in self.scenes():
            if one.uid == uid:
                return one
        raise KeyError(uid)

    def add_scene(self, name: str, center: Pair, size_m: Pair, *, derived: Iterable[str]) -> str:
        """Keep how the plan looks now under a name, after the other scenes.

        Parameters
        ----------
        center : (longitude, latitude), EPSG:4490
        size_m : (width, height) of what is seen, metres
        derived : the layers that no file holds
        """
        made = self._present(uuid.uuid4().hex, name, len(self.scenes()), center, size_m, derived)
        self._edit("scene_added", lambda store: store.put_scene(made), name=name)
        return made.uid

    def update_scene(self, uid: str, center: Pair, size_m: Pair, *, derived: Iterable[str]) -> None:
        """Let a scene show what is seen now."""
        old = self.scene(uid)
        made = self._present(uid, old.name, old.position, center, size_m, derived)
        self._edit("scene_updated", lambda store: store.put_scene(made), name=old.name)

    def rename_scene(self, uid: str, name: str) -> None:
        """Rename a scene."""
        old = self.scene(uid)
        if name and name != old.name:
            self._edit("scene_renamed", lambda store: store.put_scene(replace(old, name=name)), name=name)

    def remove_scene(self, uid: str) -> None:
        """Take a scene away."""
        name = self.scene(uid).name
        self._edit("scene_removed", lambda store: store.remove_scene(uid), name=name)

    def set_scene_order(self, uids: Sequence[str]) -> None:
        """Put the scenes in this order."""
        places = {uid: place for place, uid in enumerate(uids)}
        if any(places[one.uid] != place for place, one in enumerate(self.scenes())):
            # All of them: the stored positions may have gaps where scenes were removed.
            every = [replace(one, position=places[one.uid]) for one in self.scenes()]
            self._edit("scenes_ordered", lambda store: store.put_scenes(every))

    def show_scene(self, uid: str) -> SceneChanges:
        """Show layers as in a scene, in one gesture; return what that was, also where nothing can be written."""
        from layers.plan.scenes import changes_to

        scene = self.scene(uid)
        changes = changes_to(scene, self.layers(), self.looks())
        if (changes.layers or changes.derived) and not self.store.read_only:
            self._edit("scene_shown", lambda store: store.apply_scene(changes), name=scene.name)
        return changes

    def _present(
        self, uid: str, name: str, position: int, center: Pair, size_m: Pair, derived: Iterable[str]
    ) -> NamedScene:
        from layers.plan.scenes import NamedScene, look_of

        records = self.layers()
        return NamedScene(
            uid,
            name,
            position,
            center,
            size_m,
            {record.uid: look_of(record) for record in records},
            {record.uid: record.title for record in records},
            {layer: self.look(layer) for layer in derived},
        )
