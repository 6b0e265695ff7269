"""A list of things to tick."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_USER = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Rows with a box; each carries what it stands for."""

    def add(self, text: str, data: object, is_on: bool) -> QListWidgetItem:
        """Add a row and return it."""
        item = QListWidgetItem(text, self)
        item.setData(_USER, data)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        return item

    def check_all(self, is_on: bool) -> None:
        """Tick every row or none, without a word."""
        self.blockSignals(True)
        for place in range(self.count()):
            self.item(place).setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.blockSignals(False)

    @property
    def checked(self) -> list[Any]:
        """What the ticked rows stand for, in order."""
        items = (self.item(place) for place in range(self.count()))
        return [item.data(_USER) for item in items if item.checkState() is Qt.CheckState.Checked]
