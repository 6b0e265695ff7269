"""A big soft dot with a fading trail, to point at the wall without a word; it lies over everything, takes nothing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

#: How long the trail is seen.
TRAIL_S = 0.7
_FRAME_MS = 33
#: A step of more than this share of the width is no movement.
_JUMP_SHARE = 0.25
#: Sizes before they are magnified.
_DOT_PX, _GLOW_PX, _TRAIL_PX = 7.0, 22.0, 6.0
#: Seen on pale and on dark ground by colour-blind eyes too, for its white rim.
_INK, _RIM = QColor("#E3007B"), QColor("#FFFFFF")


class Laser(QWidget):
    """Follows the hand over its host while it is on."""

    def __init__(self, host: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(host)
        self._host = host
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scale = 1.0
        self._clock = clock
        self.trail: deque[tuple[QPointF, float]] = deque()
        self._fade = QTimer(self, interval=_FRAME_MS)
        self._fade.timeout.connect(self._forget_old)
        self.hide()

    @property
    def is_on(self) -> bool:
        """Whether it points."""
        return self.isVisibleTo(self._host)

    def switch(self, on: bool, at: QPointF | None = None) -> None:
        """Point, at a place of the host if one is known, or stop."""
        self.trail.clear()
        if on:
            self.setGeometry(self._host.rect())
            self.show()
            self.raise_()
            if at is not None:
                self.point(at)
        else:
            self._fade.stop()
            self.hide()

    def point(self, at: QPointF) -> None:
        """Go on to a place of the host."""
        self._renew()
        if self.trail and (at - self.trail[-1][0]).manhattanLength() > self.width() * _JUMP_SHARE:
            self.trail.clear()  # the hand came back somewhere else
        self.trail.append((QPointF(at), self._clock()))
        self._fade.start()
        self._renew()

    def _forget_old(self) -> None:
        self._renew()
        oldest = self._clock() - TRAIL_S
        while len(self.trail) > 1 and self.trail[0][1] < oldest:
            self.trail.popleft()
        if len(self.trail) <= 1:
            self._fade.stop()
        self._renew()

    def _renew(self) -> None:
        """Have no more painted than the trail takes: the map below is large."""
        if self.trail:
            xs, ys = [at.x() for at, _ in self.trail], [at.y() for at, _ in self.trail]
            reach = (_GLOW_PX + 2.0) * self.scale
            box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            self.update(box.adjusted(-reach, -reach, reach, reach).toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw trail, glow and dot."""
        if not self.trail:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._clock()
        places = list(self.trail)
        for (start, when), (end, _) in pairwise(places):
            share = max(0.0, 1.0 - (now - when) / TRAIL_S)
            ink = QColor(_INK)
            ink.setAlphaF(0.75 * share)
            width = _TRAIL_PX * self.scale * (0.3 + 0.7 * share)
            painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, end)
        at = places[-1][0]
        glow, radius = QColor(_INK), _GLOW_PX * self.scale
        gradient = QRadialGradient(at, radius)
        for stop, opacity in ((0.0, 0.6), (0.5, 0.25), (1.0, 0.0)):
            glow.setAlphaF(opacity)
            gradient.setColorAt(stop, glow)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawEllipse(at, radius, radius)
        painter.setBrush(_INK)
        painter.setPen(QPen(_RIM, 2.0 * self.scale))
        painter.drawEllipse(at, _DOT_PX * self.scale, _DOT_PX * self.scale)
        painter.end()
