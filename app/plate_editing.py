"""Edits of the map plates that a plan keeps: one method, one gesture."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from app.editing import Editing

if TYPE_CHECKING:
    from layers.plates.model import PlateSpec


class PlateEditing(Editing):
    """The part of :class:`~app.document.Document` that keeps map plates."""

    def plates(self) -> list[PlateSpec]:
        """Return the plates in their order."""
        from layers.plates.model import PlateSpec

        return [PlateSpec.of(one.state, uid=one.uid, name=one.name) for one in self._get("plates")]

    def keep_plate(self, spec: PlateSpec) -> PlateSpec:
        """Keep a plate; one without a uid is added after the others.  Returns it as kept."""
        from layers.plan.plates import StoredPlate

        places = {one.uid: one.position for one in self._get("plates")}
        kept = spec if spec.uid else replace(spec, uid=uuid.uuid4().hex)
        if kept not in self.plates():
            made = StoredPlate(kept.uid, kept.name, places.get(kept.uid, len(places)), kept.as_dict())
            self._edit("plate_kept", lambda store: store.put_plate(made), name=kept.name)
        return kept

    def remove_plate(self, uid: str) -> None:
        """Take a plate away."""
        name = next(one.name for one in self.plates() if one.uid == uid)
        self._edit("plate_removed", lambda store: store.remove_plate(uid), name=name)
