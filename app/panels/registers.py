"""Two lists that only tell: straddling patches, and the agreements on record."""

from __future__ import annotations

from typing import Any

import pandas as pd
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import theme, words
from app.actions import Actions
from app.document import Change, Document
from app.widgets.basics import EmptyState, button, label
from app.widgets.table import Column, RowTable


class StraddlingPanel(QWidget):
    """Forest patches cut by a county line: share and hm² on each side."""

    patch_chosen = Signal(str)

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Straddling patches"))
        self._document = document
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        short = document.short_county_name

        def side(row: Any, code: str) -> str:
            name = short(code) if code else self.tr("outside")
            return f"{name} {words.hectares(row.areas_ha[code])} ({words.percent(row.shares[code])})"

        def sides(row: Any) -> str:
            return words.joined([side(row, code) for code in row.shares])

        def largest(row: Any) -> str:
            code = max(row.shares, key=row.shares.get)
            return f"{short(code) if code else self.tr('outside')} {words.percent(row.shares[code])}"

        self.table = RowTable(
            [
                Column(self.tr("Patch"), lambda row: row.name or self.tr("unnamed"), tip=sides, width_px=90),
                Column(
                    self.tr("hm²"),
                    lambda row: float(row.area_ha),
                    text=lambda row: words.number(row.area_ha, 1),
                    tip=lambda _row: self.tr("Geodesic area on CGCS2000 of the whole patch"),
                    is_number=True,
                    width_px=80,
                ),
                Column(self.tr("Largest share"), largest, tip=sides, width_px=92, stretch=True),
                Column(self.tr("By side"), sides, tip=sides, width_px=320, is_extra=True),
            ],
            self.tr("Straddling patches"),
            key=lambda row: row.uid,
        )
        self.table.sort_by(1, Qt.SortOrder.DescendingOrder)
        self.table.row_selected.connect(lambda row: self.patch_chosen.emit(row.uid if row is not None else ""))
        empty = EmptyState(
            "trees",
            self.tr("Forest patches that a county line cuts are listed here, with their share on each side."),
            actions["analyse"],
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(empty)
        self.pages.addWidget(self.table)
        layout.addWidget(self.pages)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the plan holds now."""
        rows = list(self._document.straddling().itertuples(index=False)) if self._document.is_open else []
        self.table.set_rows(rows)
        self.pages.setCurrentIndex(1 if rows else 0)

    def _on_changed(self, change: Change) -> None:
        if change.touches("straddling") or (change.touches("layer") and not change.is_look):
            self.refresh()


class AgreementsPanel(QWidget):
    """The register, and whether each agreement is in force on the reference date."""

    row_opened = Signal(str)  # uid
    register_asked = Signal()

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Agreements"))
        self._document = document
        self._apart: dict[str, list[tuple[str, str]]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.table = RowTable(
            [
                Column(self.tr("Year"), lambda row: row.year, text=lambda row: _text(row.year), width_px=50),
                Column(
                    self.tr("Name"), lambda row: row.name, tip=self._tip, icon=self._warning, width_px=150, stretch=True
                ),
                Column(self.tr("Parties"), self._parties, tip=self._parties, width_px=150, is_extra=True),
                Column(self.tr("Number"), lambda row: _text(row.number), width_px=110, is_extra=True),
            ],
            self.tr("Agreements"),
            key=lambda row: row.uid,
        )
        self.table.sort_by(0, Qt.SortOrder.DescendingOrder)
        self.table.row_activated.connect(lambda row: self.row_opened.emit(str(row.uid)))
        empty = EmptyState(
            "handshake",
            self.tr("Agreements between the counties are listed here. Zones they cover say so. This plan holds none."),
            actions["open_register"],
            actions["import_register"],
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(empty)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 6, 10, 8)
        note = label(self.tr("A zone's card names the agreements that cover it."), "small", wrap=True)
        foot.addWidget(note, 1)
        self.open_button = button(self.tr("Register…"), self.register_asked.emit)
        self.open_button.setToolTip(
            self.tr("All columns, bodies, contacts, meetings, drills and the responsibility list")
        )
        foot.addWidget(self.open_button)
        column.addLayout(foot)
        self.pages.addWidget(body)
        layout.addWidget(self.pages)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    def set_apart(self, apart: dict[str, list[tuple[str, str]]]) -> None:
        """Take which agreements bind counties that share no line."""
        self._apart = apart
        self.table.set_rows(self.table.rows_model.all_rows)

    def _gap(self, row: Any) -> str:
        pairs = self._apart.get(str(row.name), [])
        if not pairs:
            return ""
        named = words.joined(["–".join(pair) for pair in pairs])
        return self.tr("Share no line: {counties}").format(counties=named)

    def _warning(self, row: Any) -> QIcon:
        return theme.icon("info", color=theme.tokens().warning) if self._gap(row) else QIcon()

    def _tip(self, row: Any) -> str:
        lines = [row.name, self._gap(row), row.departments, row.content, row.remark]
        return "\n".join(str(line) for line in lines if isinstance(line, str) and line)

    def _parties(self, row: Any) -> str:
        return words.joined([str(party["name"]) for party in row.parties or []])

    def refresh(self) -> None:
        """Show what the plan holds now."""
        rows = list(self._document.agreements().itertuples(index=False)) if self._document.is_open else []
        self.table.set_rows(rows)
        self.pages.setCurrentIndex(1 if rows else 0)

    def _on_changed(self, change: Change) -> None:
        if change.touches("agreement"):
            self.refresh()


def _text(value: Any) -> str:
    """Return what a register says, or a dash where it says nothing."""
    return words.UNKNOWN_SIGN if pd.isna(value) or value == "" else str(value)
