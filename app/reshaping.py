"""Changing the shapes of several patrol areas in one gesture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import shapely

    from layers.plan.store import PlanStore

_T = TypeVar("_T")

#: What can be done to shapes; the words are those of :data:`app.change_words.CHANGES`.
RESHAPINGS = frozenset(
    {
        "patrol_areas_split",
        "patrol_areas_merged",
        "patrol_areas_holed",
        "patrol_areas_filled",
        "patrol_areas_buffered",
        "patrol_areas_clipped",
        "patrol_areas_subtracted",
        "patrol_areas_simplified",
        "patrol_areas_smoothed",
        "patrol_areas_moved",
        "patrol_areas_transformed",
        "patrol_areas_typed",
        "patrol_areas_joined",
        "patrol_areas_mended",
        "zone_copied",
        "blocks_joined",
        "blocks_added",
        "blocks_taken",
    }
)


class PlanReshaping:
    """The half of :class:`~app.document.Document` that changes shapes of patrol areas together."""

    def _edit(self, code: str, step: Callable[[PlanStore], _T], **facts: Any) -> _T:
        raise NotImplementedError

    def patrol_name(self, uid: str) -> str:
        """Return the name of a patrol area."""
        raise NotImplementedError

    def reshape_patrol_areas(
        self,
        code: str,
        changed: Mapping[str, shapely.Geometry],
        *,
        added: Sequence[tuple[str, shapely.Geometry]] = (),
        removed: Sequence[str] = (),
    ) -> list[str]:
        """Give areas new shapes, add others by name and take some away, all in one gesture.

        ``code`` is one of :data:`RESHAPINGS` and says what it was; the uids of what was added are returned.
        """
        if code not in RESHAPINGS:
            raise ValueError(code)
        titles = [self.patrol_name(uid) for uid in changed] or [name for name, _ in added]

        def step(store: PlanStore) -> list[str]:
            for uid, shape in changed.items():
                store.update_patrol_area(uid, geometry=shape)
            for uid in removed:
                store.remove_patrol_area(uid)
            return [store.add_patrol_area(name, shape) for name, shape in added]

        return self._edit(code, step, titles=titles)
