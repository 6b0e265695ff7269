"""Moving about: wheel, drag, Space, Shift-box, keys.  Works with every tool and asks the canvas for views."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas

#: One notch of a wheel (120 units) magnifies by this; with Ctrl by the fine one.
_NOTCH, _FINE_NOTCH = 1.5, 1.1
#: A touchpad reports pixels: this many double the scale.
_PIXELS_TO_DOUBLE = 160.0
#: A press becomes a drag after this many logical pixels.
DRAG_PX = 4.0
_ARROW_SHARE = 0.15
_KEY_ZOOM = 1.5
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_IN_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_OUT_KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_Minus)


class Navigator:
    """Holds the state of one pan or one zoom box."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._pressed_at: QPointF | None = None
        self._last: QPointF | None = None
        self._box_from: QPointF | None = None
        self._box_to: QPointF | None = None
        self._space = False
        self.is_panning = False

    # -- mouse -------------------------------------------------------------------------------------

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom about the cursor; finer with Ctrl; smoothly on a touchpad."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        # Alt turns a vertical wheel into a horizontal one on some systems.
        delta = angle.y() or angle.x()
        if not pixels.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            factor = 2.0 ** ((pixels.y() or pixels.x()) / _PIXELS_TO_DOUBLE)
        else:
            factor = (_FINE_NOTCH if is_fine else _NOTCH) ** (delta / 120.0)
        if factor != 1.0:
            self._canvas.zoom_by(factor, event.position())

    def press(self, event: QMouseEvent) -> bool:
        """Begin a pan or a zoom box; return whether the press is ours alone."""
        at, button = event.position(), event.button()
        if button in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            history = self._canvas.history
            history.back() if button == Qt.MouseButton.BackButton else history.forward()
            return True
        tool = self._canvas.tool
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        drags = tool.pans_by_drag and not (has_shift and tool.takes_shift)
        if button == Qt.MouseButton.LeftButton and has_shift and (drags or tool.boxes_by_shift):
            self._box_from, self._box_to = at, at
            return True
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._space):
            self._start_pan(at)
            return True
        if button == Qt.MouseButton.LeftButton and drags:
            self._pressed_at = self._last = at
        return False

    def move(self, event: QMouseEvent) -> bool:
        """Go on with a pan or a box; return whether the move is ours."""
        at = event.position()
        if self._box_from is not None:
            self._box_to = at
            self._canvas.update()
            return True
        if self._space and self._last is None:
            self._start_pan(at)
            return True
        if self._pressed_at is not None and not self.is_panning:
            moved = at - self._pressed_at
            if math.hypot(moved.x(), moved.y()) < DRAG_PX:
                return True
            self._start_pan(self._pressed_at)
        if self.is_panning and self._last is not None:
            step = at - self._last
            self._last = at
            self._canvas.pan_by(step.x(), step.y())
            return True
        return False

    def release(self, event: QMouseEvent) -> bool:
        """End a pan or a box; return whether the release was ours."""
        if self._box_from is not None:
            self._finish_box(event)
            return True
        was_panning = self.is_panning
        self._pressed_at = None
        if not self._space:
            self._stop_pan()
        return was_panning or self._space

    # -- keys --------------------------------------------------------------------------------------

    def key_press(self, event: QKeyEvent) -> bool:
        """Move by keys; return whether the key was one of ours."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        canvas = self._canvas
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            if canvas.cursor_px is not None:
                self._start_pan(canvas.cursor_px)
            canvas.refresh_cursor()
            return True
        if key in _ARROWS:
            right, down = _ARROWS[key]
            wide, high = canvas.view.size_px
            canvas.pan_by(right * wide * _ARROW_SHARE, down * high * _ARROW_SHARE)
            return True
        if key in _IN_KEYS or key in _OUT_KEYS:
            canvas.zoom_by(_KEY_ZOOM if key in _IN_KEYS else 1.0 / _KEY_ZOOM)
            return True
        if key == Qt.Key.Key_F and modifiers & _CTRL_SHIFT == _CTRL_SHIFT:
            canvas.zoom_full()
            return True
        if key == Qt.Key.Key_Escape and self._box_from is not None:
            self._box_from = None
            canvas.update()
            return True
        return key == Qt.Key.Key_Space

    def key_release(self, event: QKeyEvent) -> bool:
        """End a Space pan."""
        if Qt.Key(event.key()) != Qt.Key.Key_Space or event.isAutoRepeat():
            return False
        self._release_space()
        return True

    def focus_lost(self) -> None:
        """Forget keys whose release will never be heard."""
        self._release_space()

    @property
    def wants_hand(self) -> bool:
        """Whether the cursor should be a hand."""
        return self._space or self.is_panning

    def paint(self, painter: QPainter) -> None:
        """Draw the zoom box."""
        if self._box_from is None or self._box_to is None:
            return
        accent = QColor(self._canvas.theme_accent)
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        accent.setAlphaF(0.10)
        painter.setBrush(accent)
        painter.drawRect(QRectF(self._box_from, self._box_to).normalized())

    # -- helpers -----------------------------------------------------------------------------------

    def _start_pan(self, at: QPointF) -> None:
        self.is_panning, self._last = True, at
        self._canvas.refresh_cursor()

    def _stop_pan(self) -> None:
        if self.is_panning or self._last is not None:
            self.is_panning, self._last = False, None
            self._canvas.refresh_cursor()
            self._canvas.pan_finished()

    def _release_space(self) -> None:
        self._space = False
        self._pressed_at = None
        self._stop_pan()
        self._canvas.refresh_cursor()

    def _finish_box(self, event: QMouseEvent) -> None:
        assert self._box_from is not None
        box = QRectF(self._box_from, event.position()).normalized()
        self._box_from = self._box_to = None
        if box.width() > DRAG_PX and box.height() > DRAG_PX:
            view = self._canvas.view
            xmin, ymax = view.to_map(box.left(), box.top())
            xmax, ymin = view.to_map(box.right(), box.bottom())
            self._canvas.zoom_to((xmin, ymin, xmax, ymax), margin=0.0)
        self._canvas.update()
