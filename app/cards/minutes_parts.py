"""Parts of the card of minutes: pages, the field one writes in, the list of entries."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QPlainTextEdit, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app import theme

_INPUT_ROWS, _LIST_ROWS = 2, 6
#: What the frame around the text takes, in lines.
_AROUND_ROWS = 0.85


class Writing(Protocol):
    """What the keys of the parts do."""

    def confirm(self) -> None:
        """Write it down."""
        ...

    def step_kind(self, step: int, /) -> None:
        """Go to the kind before or after."""
        ...

    def correct(self) -> None:
        """Take the entry chosen into the fields."""
        ...

    def remove(self) -> None:
        """Take the entry chosen away."""
        ...


class Pages(QStackedWidget):
    """As high as the page shown wants to be; in a low window the page scrolls."""

    def add(self, page: QWidget) -> None:
        """Add a page."""
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        for widget in (area, area.viewport(), page):  # the card's own ground
            widget.setAutoFillBackground(False)
        self.addWidget(area)

    def show_page(self, page: QWidget) -> None:
        """Bring a page forward."""
        for at in range(self.count()):
            area = self.widget(at)
            if isinstance(area, QScrollArea) and area.widget() is page:
                self.setCurrentIndex(at)
        self.updateGeometry()

    @property
    def shown(self) -> QWidget:
        """The page that is shown."""
        area = self.currentWidget()
        assert isinstance(area, QScrollArea)
        return area.widget()

    def sizeHint(self) -> QSize:
        """Ask for what the page shown needs."""
        return self.shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Be as low as need be."""
        return QSize(0, theme.row_px() * 3)


class Words(QPlainTextEdit):
    """Enter writes down, Shift+Enter begins a line, Ctrl with the arrows changes what it is."""

    def __init__(self, card: Writing) -> None:
        super().__init__()
        self._card = card
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("What was said"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a few lines of the letters there are: on a wall they are larger."""
        return QSize(super().sizeHint().width(), round(self.fontMetrics().lineSpacing() * (_INPUT_ROWS + _AROUND_ROWS)))

    def minimumSizeHint(self) -> QSize:
        """Never fewer."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the card."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & Qt.KeyboardModifier.ShiftModifier:
            self._card.confirm()
        elif held & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._card.step_kind(-1 if key is Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class Entries(QListWidget):
    """Enter corrects, Delete takes away."""

    def __init__(self, card: Writing) -> None:
        super().__init__()
        self._card = card

    def sizeHint(self) -> QSize:
        """Ask for a few rows; a low window leaves fewer."""
        return QSize(super().sizeHint().width(), theme.row_px() * _LIST_ROWS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the card."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Delete:
            self._card.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._card.correct()
        else:
            super().keyPressEvent(event)
