"""What only a screen reader needs: made when one is there, so that nobody else waits for it.

On Linux Qt gives a box of choices the words of its choice for a name; what it is for has to stand in a label that is
its buddy.  Where the eye sees that from the place of a box, an unseen label says it to the ear.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

#: A screen reader that runs already is heard of some time after the window is there.
_LOOKS_MS = (2_000, 10_000)


class Spoken(QObject):
    """Gives boxes of choices their labels, those there are and those that come."""

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self.is_on = False
        application.applicationStateChanged.connect(lambda _state: self.look())
        for wait_ms in _LOOKS_MS:
            QTimer.singleShot(wait_ms, self, self.look)

    def look(self) -> None:
        """Begin when a screen reader asks; it may come long after the program."""
        if QAccessible.isActive() and not self.is_on:
            self.begin()

    def begin(self) -> None:
        """Label what there is, and listen to what comes."""
        self.is_on = True
        for widget in self._application.allWidgets():
            give_label(widget)
        self._application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Label a box before it is first seen."""
        if event.type() in (QEvent.Type.Polish, QEvent.Type.Show) and isinstance(watched, QComboBox):
            give_label(watched)
        return False


def has_label(widget: QWidget) -> bool:
    """Whether a label says what a widget is for."""
    parent = widget.parentWidget()
    near = Qt.FindChildOption.FindDirectChildrenOnly
    return parent is not None and any(
        one.buddy() is widget and one.text() for one in parent.findChildren(QLabel, options=near)
    )


def give_label(widget: QWidget) -> None:
    """Say by an unseen label what a box of choices is for."""
    parent, name = widget.parentWidget(), widget.accessibleName()
    if not isinstance(widget, QComboBox) or parent is None or not name or has_label(widget):
        return
    unseen = QLabel(name.replace("&", "&&"), parent)
    unseen.setTextFormat(Qt.TextFormat.PlainText)
    unseen.setBuddy(widget)
    unseen.hide()
