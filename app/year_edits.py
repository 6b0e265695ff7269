"""The calendar in the document: own entries, confirmations, settings, the next year; one method a gesture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.editing import Editing
from layers.agreements.books import Book, normal, records
from layers.plan.schema import Table

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.year.material import Tick
    from layers.year.rolling import Rolled
    from layers.year.settings import YearSettings


class YearEditing(Editing):
    """The part of :class:`~app.document.Document` that keeps the calendar."""

    def year_settings(self) -> YearSettings:
        """Return the seasons and numbers of the calendar."""
        from layers.year.settings import YearSettings

        return YearSettings.from_dict(self._get("year_settings"))

    def stored_year_settings(self) -> Mapping[str, Any]:
        """Return them as the plan stores them; {} for the usual ones."""
        return self._get("year_settings")

    def year_ticks(self) -> tuple[Tick, ...]:
        """Return what was confirmed."""
        from layers.year_workflow import ticks_of

        return ticks_of(self._get("year_ticks"))

    # -- edits ----------------------------------------------------------------------------------

    def put_year_rows(self, code: str, changed: Mapping[Book, Sequence[Mapping[str, Any]]], **facts: Any) -> None:
        """Add or replace rows of tables of the register by their uids: one gesture."""
        frames = {}
        for book, news in changed.items():
            rows = records(self.book(book))
            by_uid = {str(row["uid"]): dict(row) for row in news}
            kept = [by_uid.pop(str(row["uid"]), row) for row in rows]
            frames[book] = normal(book, [*kept, *by_uid.values()])

        def put(store: PlanStore) -> None:
            for book, frame in frames.items():
                store.put_book(book.table, frame)

        self._edit(code, put, **facts)

    def remove_year_rows(self, code: str, uids: Sequence[str], **facts: Any) -> None:
        """Take own entries away: one gesture."""
        kept = [row for row in records(self.book(Book.YEAR)) if str(row["uid"]) not in set(uids)]
        frame = normal(Book.YEAR, kept)
        self._edit(code, lambda store: store.put_book(Book.YEAR.table, frame), **facts)

    def set_year_ticks(self, code: str, ticks: Sequence[Tick], **facts: Any) -> None:
        """Keep confirmations."""
        from layers.year_workflow import tick_frame

        frame = tick_frame(ticks)
        self._edit(code, lambda store: store.put_book(Table.YEAR_TICK, frame), **facts)

    def set_year_settings(self, settings: YearSettings) -> None:
        """Change the seasons and numbers of the calendar."""
        if settings != self.year_settings():
            values = settings.as_dict()
            self._edit("year_settings_set", lambda store: store.set_year_settings(values))

    def roll_year(self, rolled: Rolled) -> None:
        """Carry the plan on into the next year: one gesture."""
        from layers.year_workflow import put_rolled

        self._edit("year_rolled", lambda store: put_rolled(store, rolled), year=rolled.year)
