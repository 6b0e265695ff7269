"""A label that knows shorter ways to say the same, and says the longest that there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class FormsLabel(QLabel):
    """One text in several forms, the longest first; the last is always shown whole."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.forms: tuple[str, ...] = ("",)

    def say(self, forms: Sequence[str]) -> None:
        """Say one of these; the first is what the pointer and a reader are told."""
        self.forms = tuple(forms) or ("",)
        self.setToolTip(self.forms[0])
        self.setAccessibleName(self.forms[0])
        self._choose()
        self.updateGeometry()

    def _size(self, text: str) -> QSize:
        return self.fontMetrics().size(0, text)

    def _choose(self) -> None:
        fitting = (text for text in self.forms if self._size(text).width() <= self.width())
        self.setText(next(fitting, self.forms[-1]))

    def sizeHint(self) -> QSize:
        """Room for the longest form."""
        return self._size(self.forms[0])

    def minimumSizeHint(self) -> QSize:
        """Room for the shortest form."""
        return self._size(self.forms[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._choose()
            self.updateGeometry()
