"""Fingers and pens on the map: they do what the mouse does, two fingers move and magnify, a long press asks.

A touch that is taken is no mouse to Qt, so the canvas hears the mouse from here: a tap is a click, one finger that
moves is a drag with whatever tool is in hand, and a finger that rests is the right button.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QEventPoint,
    QGuiApplication,
    QInputDevice,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)

from app.canvas.tools.base import ToolEvent

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas

#: A finger trembles by this much, widget pixels; a mouse does not.
FINGER_DRAG_PX = 10.0
#: Two taps this near make a double click.
_TWICE_PX = 30.0
#: Fingers nearer than this say nothing about a scale.
_LEAST_SPREAD_PX = 24.0
_NONE, _LEFT, _RIGHT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_PLAIN = Qt.KeyboardModifier.NoModifier


def scaled(at: QPointF, factor: float) -> QPointF:
    """Return a place, or a step, so many times as far."""
    return QPointF(at.x() * factor, at.y() * factor)


def unmagnified(event: QMouseEvent, magnification: float) -> QMouseEvent:
    """Return a mouse event whose place is in logical pixels of the view."""
    if magnification == 1.0:
        return event
    return QMouseEvent(
        event.type(),
        scaled(event.position(), 1.0 / magnification),
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
    )


def unmagnified_wheel(event: QWheelEvent, magnification: float) -> QWheelEvent:
    """Return a turn of the wheel whose place is in logical pixels of the view."""
    if magnification == 1.0:
        return event
    return QWheelEvent(
        scaled(event.position(), 1.0 / magnification),
        event.globalPosition(),
        event.pixelDelta(),
        event.angleDelta(),
        event.buttons(),
        event.modifiers(),
        event.phase(),
        event.inverted(),
    )


class _Mouse:
    """Tells the canvas of a mouse that is none."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas

    def press(self, at: QPointF, keys: Qt.KeyboardModifier = _PLAIN, button: Qt.MouseButton = _LEFT) -> None:
        self._canvas.mousePressEvent(self._event(QEvent.Type.MouseButtonPress, at, button, button, keys))

    def move(self, at: QPointF, keys: Qt.KeyboardModifier = _PLAIN, buttons: Qt.MouseButton = _LEFT) -> None:
        self._canvas.mouseMoveEvent(self._event(QEvent.Type.MouseMove, at, _NONE, buttons, keys))

    def release(self, at: QPointF, keys: Qt.KeyboardModifier = _PLAIN, button: Qt.MouseButton = _LEFT) -> None:
        self._canvas.mouseReleaseEvent(self._event(QEvent.Type.MouseButtonRelease, at, button, _NONE, keys))

    def twice(self, at: QPointF) -> None:
        event = self._event(QEvent.Type.MouseButtonDblClick, at, _LEFT, _LEFT, _PLAIN)
        self._canvas.mouseDoubleClickEvent(event)

    def _event(
        self,
        kind: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> QMouseEvent:
        return QMouseEvent(kind, at, self._canvas.mapToGlobal(at), button, buttons, keys)


class Fingers(QObject):
    """Fingers on a touch screen, from the first that comes down to the last that goes."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas, self._mouse = canvas, _Mouse(canvas)
        self._from: QPointF | None = None  # where the only finger came down
        self._first = -1  # of the finger that came first
        self._is_dragging = False  # the canvas was told of a press
        self._is_done = False  # what is left of the fingers means nothing any more
        self._two: tuple[QPointF, float] | None = None  # middle and spread of two fingers
        self._last_tap: tuple[int, QPointF] | None = None
        self.rest = QTimer(self, singleShot=True)
        self.rest.timeout.connect(self._rested)

    def hear(self, event: QTouchEvent) -> bool:
        """Take a touch; False for a touchpad, which is a mouse already."""
        if event.device().type() is not QInputDevice.DeviceType.TouchScreen:
            return False
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._give_up()
            return True
        points = [one for one in event.points() if one.state() is not QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchBegin:
            self._forget()
            self._first = event.points()[0].id()
            self._begin(event.points()[0].position())
        if len(points) >= 2 and not self._draws:
            self._move_two(points[0].position(), points[1].position())
        else:  # of several that come down while a line is drawn, only the one that draws counts
            if len(points) < 2:
                self._two = None
            for one in points:
                if one.id() == self._first and one.state() is QEventPoint.State.Updated:
                    self._move_one(one.position())
        if event.type() == QEvent.Type.TouchEnd:
            last = next((one for one in event.points() if one.id() == self._first), event.points()[0])
            self._end(last.position(), event.timestamp())
        return True

    @property
    def _draws(self) -> bool:
        """Whether a finger holds something that must not slip from it."""
        return self._is_dragging and not self._is_done and not self._canvas.tool.pans_by_drag

    def _begin(self, at: QPointF) -> None:
        self._from = at
        self.rest.start(QGuiApplication.styleHints().mousePressAndHoldInterval())

    def _move_one(self, at: QPointF) -> None:
        if self._is_done or self._from is None:
            return
        if not self._is_dragging:
            if _apart(at, self._from) < FINGER_DRAG_PX:
                return
            self.rest.stop()
            self._is_dragging = True
            self._mouse.press(self._from)
        self._mouse.move(at)

    def _move_two(self, one: QPointF, other: QPointF) -> None:
        self.rest.stop()
        canvas = self._canvas
        if self._is_dragging and not self._is_done:
            self._mouse.release(one)
        self._is_done = True
        middle, spread = scaled(one + other, 0.5), _apart(one, other)
        if self._two is not None:
            before, spread_before = self._two
            step = scaled(middle - before, 1.0 / canvas.magnification)
            if not step.isNull():
                canvas.pan_by(step.x(), step.y())
            if min(spread, spread_before) > _LEAST_SPREAD_PX and spread != spread_before:
                canvas.zoom_by(spread / spread_before, scaled(middle, 1.0 / canvas.magnification))
        self._two = (middle, spread)

    def _end(self, at: QPointF, when_ms: int) -> None:
        start, was_two = self._from, self._two is not None
        self.rest.stop()
        if self._is_dragging and not self._is_done:
            self._mouse.release(at)
        elif not self._is_done and start is not None:
            self._tap(start, when_ms)
        self._forget()
        if was_two:
            self._canvas.pan_finished()

    def _tap(self, at: QPointF, when_ms: int) -> None:
        last, self._last_tap = self._last_tap, (when_ms, at)
        is_twice = (
            last is not None
            and 0 < when_ms - last[0] < QGuiApplication.styleHints().mouseDoubleClickInterval()
            and _apart(at, last[1]) < _TWICE_PX
        )
        self._mouse.move(at, buttons=_NONE)  # tools know where the hand is before it clicks
        self._mouse.twice(at) if is_twice else self._mouse.press(at)
        self._mouse.release(at)

    def _rested(self) -> None:
        """A finger that rests is the right button: the menu, or what finishes a shape."""
        at = self._from
        if at is None or self._is_dragging or self._is_done:
            return
        self._is_done = True
        if self._canvas.tool.pans_by_drag:
            self._canvas.ask_context(at)
        else:
            self._mouse.press(at, button=_RIGHT)
            self._mouse.release(at, button=_RIGHT)

    def _give_up(self) -> None:
        """The system took the fingers for itself: what was half done is dropped."""
        self.rest.stop()
        if self._is_dragging and not self._is_done:
            if not self._canvas.tool.pans_by_drag:
                self._canvas.tool.on_cancel()
            self._mouse.release(self._from or QPointF())
        self._forget()

    def _forget(self) -> None:
        self._from, self._two = None, None
        self._is_dragging = self._is_done = False


class Pen(QObject):
    """A pen on a tablet or a screen; its events go to whoever takes them, or are those of a mouse."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas, self._mouse = canvas, _Mouse(canvas)
        #: Asked first: kind of the event, where (metres), whether with the eraser.
        self.taker: Callable[[QEvent.Type, ToolEvent, bool], bool] | None = None

    def hear(self, event: QTabletEvent) -> bool:
        """Take an event of the pen."""
        canvas, at = self._canvas, event.position()
        is_eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
        px = scaled(at, 1.0 / canvas.magnification)
        x, y = canvas.view.to_map(px.x(), px.y())
        told = ToolEvent(x, y, px, event.button(), event.buttons(), event.modifiers())
        if self.taker is not None and self.taker(event.type(), told, is_eraser):
            event.accept()
            return True
        keys = event.modifiers()
        if event.type() == QEvent.Type.TabletPress:
            self._mouse.press(at, keys, event.button())
        elif event.type() == QEvent.Type.TabletRelease:
            self._mouse.release(at, keys, event.button())
        elif event.type() == QEvent.Type.TabletMove:
            self._mouse.move(at, keys, event.buttons())
        event.accept()
        return True


def _apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
