"""Edits of single zones by hand: one method, one gesture; what they change is settled in ``layers.zone_workflow``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.editing import Editing
from layers import zone_workflow
from layers.kinds import ZoneStatus

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.edits import Conflict
    from layers.zones.outlines import Outline


class ZoneEditing(Editing):
    """The part of :class:`~app.document.Document` that a zone card, the list of conflicts and the roads talk to."""

    #: Who is written down beside an edit; the window keeps it with the preferences.
    planner_name: str = ""

    def set_zone_status(self, uid: str, status: ZoneStatus, note: str = "") -> None:
        """Write down where the counties are with a zone."""
        at, by = _now(), self.planner_name
        self._edit(
            "zone_status",
            lambda store: zone_workflow.add_state(store, uid, status, at=at, note=note, by=by),
            zone=self._called(uid),
        )

    def edit_zone(self, uid: str, values: Mapping[str, Any]) -> None:
        """Change name, class, lead, supports or shares of a zone by hand."""
        at, by = _now(), self.planner_name
        self._edit(
            "zone_edited",
            lambda store: zone_workflow.edit(store, uid, values, at=at, by=by),
            zone=self._called(uid),
        )

    def set_zone_outline(self, uid: str, outline: Outline) -> None:
        """Give a zone the outline that was drawn, with what was counted inside."""
        at, by = _now(), self.planner_name
        self._edit(
            "zone_reshaped",
            lambda store: zone_workflow.set_outline(store, uid, outline, at=at, by=by),
            zone=self._called(uid),
        )

    def revert_zone(self, uid: str, fields: Collection[str]) -> None:
        """Let the analysis have its say again."""
        self._edit("zone_reverted", lambda store: zone_workflow.revert(store, uid, fields), zone=self._called(uid))

    def drop_zones(self, uids: Sequence[str], note: str = "") -> None:
        """Say of zones that they are none."""
        at, by = _now(), self.planner_name
        self._edit(
            "zones_dropped",
            lambda store: zone_workflow.drop(store, uids, at=at, by=by, note=note),
            titles=[self._called(uid) for uid in uids],
        )

    def merge_zones(self, uids: Sequence[str], outline: Outline) -> None:
        """Make one zone of several; the first keeps its name."""
        at, by = _now(), self.planner_name
        self._edit(
            "zones_merged",
            lambda store: zone_workflow.merge(store, uids, outline, at=at, by=by),
            titles=[self._called(uid) for uid in uids],
        )

    def restore_zone(self, uid: str) -> None:
        """Put a zone that was set aside among the zones again."""
        self._edit("zone_restored", lambda store: zone_workflow.restore(store, uid), zone=self._called(uid))

    def settle_conflict(self, conflict: Conflict, *, mine: bool) -> None:
        """Keep what the hand said, or take what the analysis says now."""
        at, by, zone = _now(), self.planner_name, self._called(conflict.uid)

        def settle(store: PlanStore) -> None:
            zone_workflow.settle(store, conflict, mine=mine, at=at, by=by)

        if mine:
            self._edit("zone_conflict_kept", settle, zone=zone)
        else:
            self._edit("zone_conflict_taken", settle, zone=zone)

    def mark_road(self, road_uid: str, carries: bool | None, *, name: str) -> None:
        """Say whether a road carries dangerous goods; None leaves it to the data."""
        at, by = _now(), self.planner_name
        self._edit(
            "road_marked",
            lambda store: zone_workflow.mark_road(store, road_uid, carries, at=at, by=by),
            name=name,
        )

    def zone_conflicts(self) -> list[Conflict]:
        """Return where hands and the last analysis say different things."""
        from layers.zones.carrying import conflicts

        return conflicts(self.zones(), self.zones_aside())

    def _called(self, uid: str) -> str:
        """Return the name of a zone, also of one that is aside."""
        return self.zone_names().get(uid) or self.aside_names().get(uid, uid)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
