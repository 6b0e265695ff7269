"""A crosshair on the map for hands without a mouse: arrow keys move it, Space clicks with whatever tool is in hand.

It hands the canvas the mouse events a hand would make, so snapping, hovering and every tool work as they do with one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas
    from app.canvas.styles import Theme

#: One press of an arrow, logical pixels; with Ctrl for the last touch, with Shift to get on.
STEP_PX, FINE_PX, FAR_PX = 10.0, 1.0, 60.0
#: Nearer to the edge than this the map moves, and the crosshair stays.
_EDGE_PX = 40.0
#: The crosshair tells what is under it when it has rested so long.
_REST_MS = 350
_ARM_PX, _GAP_PX = 15.0, 4.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class KeyCursor(QObject):
    """Where the crosshair is, and whether it holds what it is dragging."""

    rested = Signal()
    switched = Signal(bool)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.is_on = False
        self.holds = False
        self.at = QPointF()
        self._place: tuple[float, float] | None = None  # in metres, when it was sent to one
        self._is_hand = False  # the event under way is made here
        self._pause = QTimer(self, singleShot=True, interval=_REST_MS)
        self._pause.timeout.connect(self.rested.emit)

    def switch(self, on: bool) -> None:
        """Take the crosshair in hand in the middle of the map, or put it away."""
        if on == self.is_on:
            return
        if self.holds:
            self._let_go(Qt.KeyboardModifier.NoModifier)
        self.is_on = on
        if on:
            self.at = self._canvas.room.center()
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._move(Qt.KeyboardModifier.NoModifier)
        self._canvas.update()
        self.switched.emit(on)

    def go_to(self, x: float, y: float) -> None:
        """Put the crosshair on a point in metres, exactly; it stays there while the map moves on."""
        self._place = (x, y)
        self.follow()

    def follow(self) -> None:
        """Stay on the place it was sent to."""
        if self.is_on and self._place is not None:
            self.at = QPointF(*self._canvas.view.to_px(*self._place))
            self._move(Qt.KeyboardModifier.NoModifier)

    def heard(self, at: QPointF) -> None:
        """A mouse is somewhere: the crosshair goes on from there."""
        if not self._is_hand:
            self.at, self._place = at, None

    def key_press(self, event: QKeyEvent) -> bool:
        """Move, click, hold; return whether the key was one of ours."""
        if not self.is_on:
            return False
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS:
            self._step(*_ARROWS[key], modifiers)
            return True
        if key is Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._press(modifiers)
            return True
        if key is Qt.Key.Key_Escape:
            self.switch(False)
            return True
        return False

    # -- moving -------------------------------------------------------------------------------------

    def _step(self, right: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        is_fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        is_far = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        step = FINE_PX if is_fine else FAR_PX if is_far else STEP_PX
        wanted = self.at + QPointF(right * step, down * step)
        self._place = None
        room = self._canvas.room.adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
        if room.contains(wanted) or not room.contains(self.at):
            self.at = _within(wanted, self._canvas.room)
        else:
            self._canvas.pan_by(-right * step, -down * step)
        self._move(Qt.KeyboardModifier.NoModifier)

    def _move(self, modifiers: Qt.KeyboardModifier) -> None:
        buttons = _LEFT if self.holds else _NONE
        self._is_hand = True
        self._canvas.mouseMoveEvent(self._event(QEvent.Type.MouseMove, _NONE, buttons, modifiers))
        self._is_hand = False
        self._canvas.update()
        self._pause.start()

    # -- clicking -----------------------------------------------------------------------------------

    def _press(self, modifiers: Qt.KeyboardModifier) -> None:
        """Click; with Shift take hold of what is there, and let go of it with the next press."""
        is_hold = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        kept = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.holds:
            self._let_go(kept)
            return
        self._is_hand = True
        self._canvas.mousePressEvent(self._event(QEvent.Type.MouseButtonPress, _LEFT, _LEFT, kept))
        self._is_hand = False
        self.holds = is_hold
        if not is_hold:
            self._let_go(kept)
        self._pause.start()

    def _let_go(self, modifiers: Qt.KeyboardModifier) -> None:
        self.holds = False
        self._canvas.mouseReleaseEvent(self._event(QEvent.Type.MouseButtonRelease, _LEFT, _NONE, modifiers))
        self._canvas.update()

    def _event(
        self, kind: QEvent.Type, button: Qt.MouseButton, buttons: Qt.MouseButton, modifiers: Qt.KeyboardModifier
    ) -> QMouseEvent:
        stretch = self._canvas.magnification
        at = QPointF(self.at.x() * stretch, self.at.y() * stretch)
        return QMouseEvent(kind, at, QPointF(self._canvas.mapToGlobal(at.toPoint())), button, buttons, modifiers)

    # -- seeing -------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the crosshair, and around the map that the keys are here."""
        if self._canvas.shows_focus:
            painter.setPen(QPen(QColor(theme.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._canvas.room.adjusted(1.0, 1.0, -1.0, -1.0))
        if not self.is_on:
            return
        for color, width in ((theme.halo, 5.0), (theme.accent if self.holds else theme.ink, 2.0)):
            painter.setPen(QPen(QColor(color), width))
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                start = self.at + QPointF(dx * _GAP_PX, dy * _GAP_PX)
                painter.drawLine(start, self.at + QPointF(dx * _ARM_PX, dy * _ARM_PX))
            if self.holds:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(self.at, _ARM_PX, _ARM_PX)


def _within(at: QPointF, room: QRectF) -> QPointF:
    return QPointF(min(max(at.x(), room.left()), room.right()), min(max(at.y(), room.top()), room.bottom()))
