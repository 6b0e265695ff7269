"""The line of a swiped map: dragged with the mouse, moved with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app import theme

_WIDTH_PX = 28
_STEP, _LEAP = 0.01, 0.1
_GRIP_PX = 13.0


class SwipeDivider(QWidget):
    """Stands over its host from top to bottom; ``share`` of the host's width lies left of it."""

    moved = Signal(float)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.share = 0.5
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Line between the two proposals"))
        self.setToolTip(self.tr("Drag the line, or move it with the arrow keys (Shift: faster)"))
        host.installEventFilter(self)
        self.hide()

    def show_at(self, share: float) -> None:
        """Show the line at a share of the width."""
        self.share = min(max(share, 0.0), 1.0)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Stand where the share says."""
        x = round(self._host.width() * self.share)
        self.setGeometry(x - _WIDTH_PX // 2, 0, _WIDTH_PX, self._host.height())

    def move_to(self, share: float) -> None:
        """Move the line and tell."""
        self.share = min(max(share, 0.0), 1.0)
        self.place()
        self.moved.emit(self.share)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the line."""
        self.setFocus()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._host.width() > 0:
            self.move_to(self.mapTo(self._host, event.position().toPoint()).x() / self._host.width())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move it, Home and End take it to the edges."""
        step = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        to = {
            Qt.Key.Key_Left: self.share - step,
            Qt.Key.Key_Right: self.share + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self.move_to(to)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the map is resized."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line and its grip."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = self.width() / 2, self.height() / 2
        for color, wide in ((tokens.surface, 5.0), (tokens.accent if self.hasFocus() else tokens.text, 2.0)):
            painter.setPen(QPen(QColor(color), wide))
            painter.drawLine(QLineF(x, 0, x, self.height()))
        painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.text), 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(QRectF(x - _GRIP_PX, middle - _GRIP_PX, 2 * _GRIP_PX, 2 * _GRIP_PX))
        for sign in (-1, 1):
            tip = QPointF(x + sign * 8, middle)
            painter.drawPolyline([tip + QPointF(-sign * 4, -4), tip, tip + QPointF(-sign * 4, 4)])
        painter.end()
