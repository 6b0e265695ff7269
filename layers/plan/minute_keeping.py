"""Minutes of meetings in an open plan."""

from __future__ import annotations

from collections.abc import Collection

from layers.minutes.model import Minute, Picture
from layers.plan import minute_rows, version_rows
from layers.plan.schema import Table
from layers.plan.version_keeping import VersionKeeping
from layers.versions.model import Version


class MinuteKeeping(VersionKeeping):
    """The part of :class:`layers.plan.store.PlanStore` that keeps what was said at meetings.

    It writes what it is told; what goes with it in the register is the business of :mod:`layers.minutes_workflow`.
    """

    def minutes(self) -> list[Minute]:
        """Return the entries of all meetings, by time."""
        return minute_rows.minutes(self._db)

    def put_minutes(self, minutes: Collection[Minute]) -> None:
        """Add entries, or change those of their uids."""
        self._open_change()
        for one in minutes:
            minute_rows.put_minute(self._db, one)

    def remove_minutes(self, uids: Collection[str]) -> None:
        """Take entries away; ``KeyError`` when one is not there."""
        self._open_change()
        version_rows.delete(self._db, Table.MINUTE, uids)

    def area_marks(self) -> tuple[dict[str, bytes], dict[str, str]]:
        """Return uid → 16 bytes that stand for all a patrol area holds, and uid → name."""
        names = {
            str(uid): str(name or "") for uid, name in self._db.execute(f"SELECT uid, name FROM {Table.PATROL_AREA}")
        }
        return version_rows.fingerprints(self._db, Table.PATROL_AREA), names

    def version_heads(self) -> list[Version]:
        """Return versions without what they keep, by thing and number."""
        return version_rows.versions(self._db, whole=False)

    def pictured_minutes(self) -> frozenset[str]:
        """Return the uids of the entries that have a picture."""
        return minute_rows.pictured(self._db)

    def minute_picture(self, uid: str) -> Picture | None:
        """Return the picture of an entry; None when there is none."""
        return minute_rows.picture(self._db, uid)

    def put_minute_picture(self, uid: str, picture: Picture) -> bool:
        """Keep the picture of an entry; False in a plan that cannot be written.

        It comes after the entry, from the background, and is no step of its own in the history: undo takes the entry,
        redo finds the picture again.  When the plan is closed, pictures without an entry go.

        Raises
        ------
        PlanNotSaved
            The disk is full or fails, or the file is no longer where it was.
        """
        return self.write_beside(lambda db: minute_rows.put_picture(db, uid, picture))
