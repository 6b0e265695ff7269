"""Icons: one line set (Lucide), tinted for the theme when asked for."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

#: Logical size of an icon.
SIZE_PX = 20


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def svg(name: str, color: str, *, stroke: float = 1.75) -> str:
    """Return the text of an icon in one colour."""
    return _source(name).replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{stroke}"')


def pixmap(name: str, color: str, size_px: int = SIZE_PX, dpr: float = 1.0, *, stroke: float = 1.75) -> QPixmap:
    """Draw an icon in one colour."""
    side = round(size_px * dpr)
    image = QPixmap(QSize(side, side))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg(name, color, stroke=stroke).encode("utf-8"))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image


class _Engine(QIconEngine):
    """Draws an icon when it is shown: a window has hundreds, most of them in panels and menus that are closed."""

    def __init__(self, name: str, color: str, disabled: str, on_color: str) -> None:
        super().__init__()
        self._look = name, color, disabled, on_color

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        name, color, disabled, on_color = self._look
        if mode == QIcon.Mode.Disabled:
            color = disabled
        elif state == QIcon.State.On:
            color = on_color
        side = min(size.width(), size.height())
        return _drawn(name, color, side, scale) if side > 0 else QPixmap()  # a tab that has no room yet

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        place = QRect(0, 0, side, side)
        place.moveCenter(rect.center())
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(place, self.scaledPixmap(place.size(), mode, state, scale))

    def availableSizes(self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> list[QSize]:
        return [QSize(side, side) for side in (SIZE_PX, 2 * SIZE_PX, 3 * SIZE_PX)]

    def clone(self) -> QIconEngine:
        engine = _Engine(*self._look)
        _clones.append(engine)
        return engine


#: PySide lets go of what ``clone`` returns, under Qt's hands.  Qt asks for one when an icon is changed: none is here.
_clones: list[_Engine] = []


@lru_cache(maxsize=1024)
def _drawn(name: str, color: str, side_px: int, scale: float) -> QPixmap:
    return pixmap(name, color, side_px, scale)


def drawn() -> int:
    """Return how many looks of icons were drawn so far; what a start costs is counted so."""
    return _drawn.cache_info().currsize


@lru_cache(maxsize=512)
def icon(name: str, color: str, disabled: str, on_color: str = "") -> QIcon:
    """Return an icon in its normal, disabled and checked colours."""
    return QIcon(_Engine(name, color, disabled, on_color or color))
