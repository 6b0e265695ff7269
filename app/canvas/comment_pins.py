"""Comments on the map: a pin where each thread is, with how many words were said; the state is colour and shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized

_WIDTH_PX, _HEIGHT_PX, _TAIL_PX = 24.0, 18.0, 7.0
#: Pins nearer than this on the screen are one.
_TOGETHER_PX = 22.0
#: Colours after Okabe and Ito; a settled thread is hollow.
_COLORS = {"open": "#C2410C", "answered": "#0072B2", "settled": "#5B6866"}
#: The worst state of several shows.
_ORDER = ("open", "answered", "settled")


@dataclass(frozen=True)
class Pin:
    """One thread: where it stands, metres; how many comments and replies; how it stands; its first words."""

    uid: str
    x: float
    y: float
    count: int
    state: str
    text: str


@dataclass
class CommentPins:
    """All pins that are shown; ``chosen`` is the uid of the thread in hand, ``hot`` of that under the cursor."""

    pins: Sequence[Pin] = ()
    chosen: str = ""
    hot: str = ""
    _together: tuple[float, list[list[Pin]]] | None = field(default=None, repr=False)

    def at(self, view: View, x: float, y: float) -> str:
        """Return the uid of the thread whose pin is at a point in metres; "" where there is none."""
        px, py = view.to_px(x, y)
        for group in reversed(self._groups(view)):
            if _box(view, group[0]).contains(QPointF(px, py)):
                uids = [pin.uid for pin in group]
                if self.chosen in uids:  # the next of those that stand together
                    return uids[(uids.index(self.chosen) + 1) % len(uids)]
                return uids[0]
        return ""

    @property
    def hint(self) -> str:
        """What the thread under the cursor begins with."""
        return next((pin.text for pin in self.pins if pin.uid == self.hot), "")

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw the pins, the chosen one ringed."""
        if not self.pins:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = sized(family, 11, bold=True)
        for group in self._groups(view):
            self._draw(painter, view, theme, font, group)
        painter.restore()

    def _draw(self, painter: QPainter, view: View, theme: Theme, font: QFont, group: Sequence[Pin]) -> None:
        state = min((pin.state for pin in group), key=_ORDER.index)
        color, is_hollow = QColor(_COLORS[state]), state == "settled"
        box = _box(view, group[0])
        path = QPainterPath()
        path.addRoundedRect(QRectF(box.left(), box.top(), box.width(), _HEIGHT_PX), 5, 5)
        tail = QPainterPath(QPointF(box.center().x() - 5, box.top() + _HEIGHT_PX - 1))
        tail.lineTo(box.center().x(), box.bottom())
        tail.lineTo(box.center().x() + 5, box.top() + _HEIGHT_PX - 1)
        tail.closeSubpath()
        path = path.united(tail)
        if any(pin.uid in (self.chosen, self.hot) for pin in group):
            painter.strokePath(path, QPen(QColor(theme.selection), 6.0))
        painter.strokePath(path, QPen(QColor(theme.halo), 3.0))
        painter.fillPath(path, QColor(theme.land) if is_hollow else color)
        painter.strokePath(path, QPen(color, 1.4))
        painter.setFont(font)
        painter.setPen(color if is_hollow else QColor("#FFFFFF"))
        count = sum(pin.count for pin in group)
        text = str(count) if count < 100 else "99+"
        painter.drawText(QRectF(box.left(), box.top(), box.width(), _HEIGHT_PX), Qt.AlignmentFlag.AlignCenter, text)

    def _groups(self, view: View) -> list[list[Pin]]:
        """Return the pins that stand together at this scale; worked out once for a scale."""
        if self._together is None or self._together[0] != view.metres_per_px:
            reach = _TOGETHER_PX * view.metres_per_px
            groups: list[list[Pin]] = []
            for pin in self.pins:
                near = next((one for one in groups if math.dist((one[0].x, one[0].y), (pin.x, pin.y)) < reach), None)
                if near is None:
                    groups.append([pin])
                else:
                    near.append(pin)
            self._together = (view.metres_per_px, groups)
        return self._together[1]


def _box(view: View, pin: Pin) -> QRectF:
    x, y = view.to_px(pin.x, pin.y)
    return QRectF(x - _WIDTH_PX / 2, y - _HEIGHT_PX - _TAIL_PX, _WIDTH_PX, _HEIGHT_PX + _TAIL_PX)
