"""What a workbook holds before it is taken over: counts, every problem together, and the county of rows without one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import inventory_words as said
from app import theme
from app.widgets.basics import label
from layers.inventory.reading import InventoryFile


class InventoryImportDialog(QDialog):
    """Asks whether to take it over; another county reads the file again."""

    county_chosen = Signal(str)

    def __init__(self, parent: QWidget, name: str, counties: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import an inventory"))
        self.resize(720, 480)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(label(name, "title", wrap=True))
        self.summary = label("", wrap=True)
        layout.addWidget(self.summary)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("County of rows that name none")))
        self.county = QComboBox()
        self.county.setAccessibleName(self.tr("County of rows that name none"))
        self.county.addItem(self.tr("none: they are left out"), "")
        for code, text in counties.items():
            self.county.addItem(text, code)
        self.county.activated.connect(lambda _place: self.county_chosen.emit(str(self.county.currentData())))
        row.addWidget(self.county)
        row.addStretch(1)
        layout.addLayout(row)
        self.problems = QListWidget()
        self.problems.setAccessibleName(self.tr("What was noticed"))
        self.problems.setWordWrap(True)
        layout.addWidget(self.problems, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self.found: InventoryFile | None = None

    def show_file(self, found: InventoryFile) -> None:
        """Show what the file holds."""
        self.found = found
        told = self.tr(
            "Rows: {rows}, from {sheets}: {new} new, {changed} change rows of the plan; {left} left out; "
            "new to the catalogue: {items}"
        )
        changed = len(found.changed)
        self.summary.setText(
            told.format(
                rows=len(found.rows),
                sheets=self.tr("%n sheet(s)", "", len(found.sheets)),
                new=len(found.rows) - changed,
                changed=changed,
                left=found.left_out,
                items=len(found.own_items),
            )
        )
        self.problems.clear()
        for one in sorted(found.problems, key=lambda some: not some.is_error):
            item = QListWidgetItem(said.problem(one))
            if one.is_error:
                item.setForeground(QColor(theme.tokens().danger))
            self.problems.addItem(item)
        if not found.problems:
            self.problems.addItem(self.tr("Nothing to remark."))
        self.take.setEnabled(bool(found.rows))
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)
