"""The page of the import dialog that shows which column of a file is which, and asks where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.dialogs.field_table import FieldTable
from app.dialogs.layer_pages import ImportRow, LayerPage
from app.field_memory import FieldMemory, Given
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.sources.choosing import FieldChoice


class FieldsPage(LayerPage):
    """The columns of the layer shown; what was chosen for files of the same layout is chosen again, and told."""

    def __init__(self, rows: Sequence[ImportRow]) -> None:
        super().__init__()
        self._memory = FieldMemory()
        self._row: ImportRow | None = None
        self._remembered: dict[ImportRow, date] = {}
        self._choices: dict[ImportRow, tuple[FieldChoice, ...]] = {}
        self._answered: set[ImportRow] = set()
        self._by_hand: dict[ImportRow, Given] = {}  # in any role
        self.fields = FieldTable()
        self.fields.changed.connect(self._take)
        self.fields.reset.connect(self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        self._rows = [row for row in rows if row.summary.rows is not None]
        for row in self._rows:
            self._recall(row)
            row.role.currentIndexChanged.connect(lambda _index, row=row: self._turn_role(row))

    def title(self) -> str:
        """Return the tab's text."""
        return self.tr("Columns")

    def applies(self, row: ImportRow) -> bool:
        """Return True for a layer that has attributes."""
        return row in self._choices

    def asks(self, row: ImportRow) -> bool:
        """Return True when a column that matters is missing, or two fit as well and differ."""
        return any(choice.asks for choice in self._choices.get(row, ()))

    def show_row(self, row: ImportRow) -> None:
        """Show the columns of a layer in the role chosen for it."""
        self._row = row
        self.fields.show_columns(row.summary.rows, _role(row), _given(row), on=self._remembered.get(row))

    def renew(self, row: ImportRow, before: Sequence[str]) -> None:
        """Choose anew for a layer whose text is read otherwise; a column chosen by hand keeps its place among them."""
        if row not in self._rows:
            return
        if row not in self._answered:
            self._recall(row)
            return
        names = dict(zip(before, map(str, row.summary.rows.columns), strict=False))

        def renamed(given: Given) -> Given:
            return {canonical: None if one is None else names.get(one, one) for canonical, one in given.items()}

        self._by_hand[row] = renamed(self._by_hand.get(row, {}))
        self._decide(row, renamed(_given(row)))

    def remember(self) -> None:
        """Keep what the planner changed about the layers that are read, for the next file of the same layout."""
        for row in self._answered:
            if row.take.isChecked():
                self._memory.remember(row.summary.rows.columns, _role(row), _given(row), date.today())

    def _recall(self, row: ImportRow) -> None:
        """Choose what was chosen for this layout before, or propose."""
        known = self._memory.recall(row.summary.rows.columns, _role(row))
        self._answered.discard(row)
        self._remembered.pop(row, None)
        if known is not None:
            self._remembered[row] = known.on
        self._decide(row, known.given if known is not None else {})

    def _decide(self, row: ImportRow, given: Given) -> None:
        from layers.sources.choosing import choose

        if given:
            row.decisions["fields"] = dict(given)
            self._choices[row] = choose(row.summary.rows, _role(row), given)
        else:
            row.decisions.pop("fields", None)
            self._choices[row] = row.summary.fields_as[_role(row).value]

    def _turn_role(self, row: ImportRow) -> None:
        """Choose for another role; what was chosen by hand stays, in this one and when it is turned back."""
        from layers.sources.aliases import canonical_columns

        self._recall(row)
        columns = canonical_columns(_role(row))
        kept = {name: column for name, column in self._by_hand.get(row, {}).items() if name in columns}
        if kept:
            self._answered.add(row)
            self._decide(row, {**_given(row), **kept})
        if row is self._row:
            self.show_row(row)
        self.changed.emit()

    def _take(self) -> None:
        row = self._row
        if row is None:
            return
        self._remembered.pop(row, None)
        self._answered.add(row)
        from layers.sources.aliases import canonical_columns

        columns = canonical_columns(_role(row))
        elsewhere = {name: one for name, one in self._by_hand.get(row, {}).items() if name not in columns}
        self._by_hand[row] = {**elsewhere, **self.fields.given}
        self._decide(row, self.fields.given)
        self.changed.emit()

    def _reset(self) -> None:
        """Propose anew, and forget what was chosen for this layout."""
        row = self._row
        if row is None:
            return
        self._memory.forget(row.summary.rows.columns, _role(row))
        self._by_hand.pop(row, None)
        self._recall(row)
        self.show_row(row)
        self.changed.emit()


def _role(row: ImportRow) -> Role:
    return Role(row.role.currentData())


def _given(row: ImportRow) -> Given:
    return dict(row.decisions.get("fields") or {})
