"""Versions, consents and comments of an open plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from layers.comments.model import Comment
from layers.plan import version_rows
from layers.plan.schema import Table
from layers.plan.zone_editing import ZoneEditing
from layers.versions.content import Content
from layers.versions.ledger import latest
from layers.versions.model import Consent, ThingKind, Version


class VersionKeeping(ZoneEditing):
    """The part of :class:`layers.plan.store.PlanStore` that keeps what was agreed on and what was said about it.

    It writes what it is told; which step leads where is the business of :mod:`layers.version_workflow`.  That nothing
    signed changes is seen to by :mod:`layers.plan.freezing`, whatever is written.
    """

    def versions(self, thing: str = "") -> list[Version]:
        """Return versions by thing and number: all, or those of one thing."""
        return version_rows.versions(self._db, thing=thing)

    def consents(self, thing: str = "") -> list[Consent]:
        """Return who said what, oldest first: to everything, or to one thing."""
        return version_rows.consents(self._db, thing=thing)

    def comments(self) -> list[Comment]:
        """Return all comments and replies, oldest first."""
        return version_rows.comments(self._db)

    def content_now(
        self, kind: ThingKind, uid: str, annex: Sequence[str] = (), clauses: Sequence[str] = ()
    ) -> Content | None:
        """Return what a thing says now; None when there is none of that uid."""
        return version_rows.content_now(self._db, kind, uid, annex, clauses)

    def contents_now(self) -> dict[tuple[str, str], Content]:
        """Return what every area and agreement says now, by kind and uid, areas first."""
        last = latest(version_rows.versions(self._db, whole=False))
        return {
            key: content
            for kind in ThingKind
            for key, content in version_rows.contents_now(self._db, kind, last).items()
        }

    def put_version(self, version: Version) -> None:
        """Add a version, or change the one of its uid."""
        self._open_change()
        version_rows.put_version(self._db, version)

    def remove_version(self, uid: str) -> None:
        """Take a version away; ``KeyError`` when there is none.  A signed one is refused when the gesture ends."""
        self._open_change()
        version_rows.delete(self._db, Table.VERSION, [uid])

    def put_consents(self, consents: Collection[Consent]) -> None:
        """Add what somebody said, or change the rows of their uids."""
        self._open_change()
        for one in consents:
            version_rows.put_consent(self._db, one)

    def remove_consents(self, uids: Collection[str]) -> None:
        """Take back what was written down by mistake; ``KeyError`` when one is not there."""
        self._open_change()
        version_rows.delete(self._db, Table.CONSENT, uids)

    def put_comments(self, comments: Collection[Comment]) -> None:
        """Add comments, or change those of their uids."""
        self._open_change()
        for one in comments:
            version_rows.put_comment(self._db, one)

    def remove_comments(self, uids: Collection[str]) -> None:
        """Take comments away; ``KeyError`` when one is not there."""
        self._open_change()
        version_rows.delete(self._db, Table.COMMENT, uids)
