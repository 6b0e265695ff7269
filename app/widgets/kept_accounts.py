"""Accounts that were kept, and which of their figures are others now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import ledger_words as said
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.agreements.accounts import Difference


class KeptAccounts(QWidget):
    """One row for each account; a row says whether its figures hold, and below which do not."""

    removal_asked = Signal(str)  # uid

    def __init__(self, county_name: Callable[[str], str]) -> None:
        super().__init__()
        self._county_name = county_name
        self._differing: Mapping[str, tuple[Difference, ...]] = {}
        self._is_read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.table = RowTable(
            [
                Column(self.tr("Kept on"), lambda row: row["date"] or "", width_px=96),
                Column(self.tr("As it is now"), self.verdict, tip=self._changes, width_px=300, stretch=True),
            ],
            self.tr("Kept accounts"),
            key=lambda row: row["uid"],
        )
        self.table.row_selected.connect(self._choose)
        column.addWidget(self.table, 1)
        self.changes = label("", "small", wrap=True, selectable=True)
        self.changes.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.changes)
        row = QHBoxLayout()
        row.addStretch(1)
        self.drop_button = button(self.tr("Remove the kept account"), self._drop, icon="trash-2")
        row.addWidget(self.drop_button)
        column.addLayout(row)

    def show_rows(
        self,
        rows: Sequence[Mapping[str, Any]],
        differing: Mapping[str, tuple[Difference, ...]],
        *,
        is_read_only: bool,
    ) -> None:
        """Show the kept accounts of a pair."""
        self._differing, self._is_read_only = differing, is_read_only
        self.table.set_rows(list(rows))
        self._choose(None)

    def verdict(self, row: Mapping[str, Any]) -> str:
        """Return whether the figures of an account hold."""
        found = self._differing.get(str(row["uid"]))
        if found is None:
            return self.tr("cannot be read")
        if not found:
            return self.tr("✓ every figure holds")
        return self.tr("△ %n figure(s) are others now", "", len(found))

    def _changes(self, row: Mapping[str, Any]) -> str:
        names = {code: self._county_name(code) for code in str(row["pair"]).split("|")}
        note = [str(row["note"])] if row["note"] else []
        found = self._differing.get(str(row["uid"]), ())
        return "\n".join([*note, *(said.difference_text(one, names) for one in found)])

    def _choose(self, row: Mapping[str, Any] | None) -> None:
        self.changes.setText("" if row is None else self._changes(row))
        self.drop_button.setEnabled(row is not None and not self._is_read_only)

    def _drop(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.removal_asked.emit(str(rows[0]["uid"]))
