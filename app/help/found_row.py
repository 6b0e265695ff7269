"""One row of what the search of the help has found."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.basics import label

_BAR_PX = 14


class FoundRow(QWidget):
    """A page that was found: its title, and the words around what was looked for."""

    def __init__(self, title: str, around: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 6)
        column.setSpacing(1)
        column.addWidget(label(title, wrap=True))
        column.addWidget(label(around, "small", wrap=True))
        column.addStretch(1)

    def fitting(self, width: int) -> QSize:
        """Return the room the words need at a width, a scroll bar beside them."""
        layout = self.layout()
        width -= _BAR_PX
        height = layout.totalHeightForWidth(max(width, 80)) if layout is not None else 48
        return QSize(max(width, 80), height)
