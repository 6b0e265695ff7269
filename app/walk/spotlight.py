"""A ring around what a step speaks of: it follows it, and the mouse does not notice."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app import theme

_OUT_PX = 7
_ROUND_PX = 8
#: Strokes from outside in: width in pixels, how opaque (0–255).
_STROKES = ((9.0, 38), (6.0, 70), (2.5, 255))
_MOVES = frozenset(
    {
        *(QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide),
        *(QEvent.Type.LayoutRequest, QEvent.Type.ParentChange),
    }
)


class Spotlight(QWidget):
    """Lies over the whole window's children, around one of them; ``moved`` is told when that one moves."""

    def __init__(self, host: QWidget, moved: Callable[[], object]) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host = host
        self._moved = moved
        self._about: QWidget | None = None
        self._watched: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._follow)
        self.hide()

    @property
    def about(self) -> QWidget | None:
        """What the ring is around."""
        if self._about is not None and not shiboken6.isValid(self._about):
            self._about = None
        return self._about

    @property
    def rect_about(self) -> QRect:
        """What is to be seen of it, in the host's pixels; empty while it is out of sight."""
        about = self.about
        if about is None or not about.isVisibleTo(self._host):
            return QRect()
        seen = QRect(about.mapTo(self._host, QPoint(0, 0)), about.size())
        outer = about.parentWidget()
        while outer is not None and outer is not self._host:  # what scrolls or is folded shows a part of it
            seen &= QRect(outer.mapTo(self._host, QPoint(0, 0)), outer.size())
            outer = outer.parentWidget()
        return seen & self._host.rect()

    def point_at(self, about: QWidget | None) -> None:
        """Put the ring around a widget, or around nothing."""
        self.let_go()
        self._about = about
        one = about
        while one is not None:
            one.installEventFilter(self)
            self._watched.append(one)
            one = None if one is self._host else one.parentWidget()
        self._follow()

    def let_go(self) -> None:
        """Watch nothing any more."""
        for one in self._watched:
            if shiboken6.isValid(one):
                one.removeEventFilter(self)
        self._watched.clear()
        self._about = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is watched, once all of a change has happened."""
        if event.type() in _MOVES:
            self._timer.start(0)
        return False

    def _follow(self) -> None:
        around = self.rect_about
        if around.isEmpty():
            self.hide()
        else:
            out = around.adjusted(-_OUT_PX, -_OUT_PX, _OUT_PX, _OUT_PX).intersected(self._host.rect())
            self.setGeometry(out)
            self.show()
            self.raise_()
            self.update()
        self._moved()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, soft outside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = _STROKES[0][0] / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        for width, alpha in _STROKES:
            color = QColor(theme.tokens().accent)
            color.setAlpha(alpha)
            painter.setPen(QPen(color, width))
            painter.drawRoundedRect(box, _ROUND_PX, _ROUND_PX)
        painter.end()
