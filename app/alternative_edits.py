"""Alternatives of patrol areas: one method, one gesture."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.editing import Editing
from layers.plan.alternatives import Alternative, Choice, Origin, chosen_of, next_label, titles

if TYPE_CHECKING:
    import shapely


class AlternativeEditing(Editing):
    """The part of :class:`~app.document.Document` that the proposals talk to."""

    def alternatives(self, area: str) -> list[Alternative]:
        """Return what is proposed for a patrol area, oldest first."""
        return [one for one in self._get("alternatives") if one.area == area]

    def alternative(self, uid: str) -> Alternative | None:
        """Return one alternative; None when it is gone."""
        return next((one for one in self._get("alternatives") if one.uid == uid), None)

    def alternative_titles(self, area: str) -> dict[str, str]:
        """Return uid → A, B … of what is proposed for an area."""
        return titles(self.alternatives(area))

    def chosen_alternative(self, area: str) -> Choice:
        """Return which alternative an area came from, and whether it still has its outline."""
        return chosen_of(self.alternatives(area), self.patrol_shape(area))

    def add_alternative(
        self, area: str, outline: shapely.Geometry, *, county: str = "", origin: Origin = Origin.DRAWN, note: str = ""
    ) -> str:
        """Add an alternative of a patrol area (EPSG:4490), under the next free letter.  Returns its uid."""
        now = _now()
        label = next_label(self.alternatives(area))
        made = Alternative(uuid.uuid4().hex, area, label, outline, county, origin, note, "", now, now)
        self._put("alternative_added", made)
        return made.uid

    def reshape_alternative(self, uid: str, outline: shapely.Geometry) -> None:
        """Change the outline of an alternative."""
        before = self._alternative(uid)
        # What is moved is no longer what was put into the area.
        self._put("alternative_reshaped", replace(before, outline=outline, chosen_at="", changed_at=_now()))

    def describe_alternative(self, uid: str, *, label: str, county: str, note: str) -> None:
        """Change what an alternative is called, who proposes it and what is noted."""
        before = self._alternative(uid)
        after = replace(before, label=label.strip() or before.label, county=county, note=note.strip())
        if after != before:
            # Told under the letter it has from now on, which another may have too.
            self._put("alternative_described", replace(after, changed_at=_now()), label=after.label)

    def remove_alternative(self, uid: str) -> None:
        """Take an alternative away; the area keeps its outline."""
        facts = self._facts(self._alternative(uid))
        self._edit("alternative_removed", lambda store: store.remove_alternatives([uid]), **facts)

    def accept_alternative(self, uid: str) -> Alternative | None:
        """Put an alternative into its patrol area; returns the area's former outline where it became one of its own.

        One gesture, told of as ``alternative_accepted`` with ``name`` (of the area), ``label``, ``county``, ``area``
        and ``alternative`` (uids).
        """
        taken = self._alternative(uid)
        facts = {**self._facts(taken), "county": taken.county, "area": taken.area, "alternative": uid}
        at = _now()
        return self._edit("alternative_accepted", lambda store: store.accept_alternative(uid, at=at), **facts)

    def _alternative(self, uid: str) -> Alternative:
        found = self.alternative(uid)
        if found is None:
            raise KeyError(uid)
        return found

    def _put(self, code: str, one: Alternative, **facts: str) -> None:
        self._edit(code, lambda store: store.put_alternatives([one]), **{**self._facts(one), **facts})

    def _facts(self, one: Alternative) -> dict[str, str]:
        label = self.alternative_titles(one.area).get(one.uid, one.label)
        return {"name": self.patrol_name(one.area), "label": label}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
