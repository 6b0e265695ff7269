"""Small framed tables of dialogs, whose cells hold texts and widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QWidget


def set_up(table: QTableWidget, heads: Sequence[str], name: str, *, row_px: int) -> None:
    """Give a table its looks and its heads; the rows have no numbers and no grid, and Tab goes on to what follows."""
    table.setColumnCount(len(heads))
    table.setProperty("kind", "framed")
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def in_cell(widget: QWidget, margins_px: tuple[int, int, int, int] = (2, 2, 8, 2)) -> QWidget:
    """Return a widget with room around it (left, top, right, bottom), to be put into a cell."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(*margins_px)
    row.addWidget(widget)
    return holder
