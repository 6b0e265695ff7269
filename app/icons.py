"""Icons: one line set (Lucide), tinted for the theme when asked for."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

#: Logical size of an icon, and the sizes drawn for denser screens.
SIZE_PX = 20
_SCALES = (1, 2, 3)


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


@lru_cache(maxsize=512)
def icon(name: str, color: str, disabled: str, on_color: str = "", size_px: int = SIZE_PX) -> QIcon:
    """Return an icon in its normal, disabled and checked colours."""
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(pixmap(name, color, size_px, scale), QIcon.Mode.Normal, QIcon.State.Off)
        result.addPixmap(pixmap(name, disabled, size_px, scale), QIcon.Mode.Disabled, QIcon.State.Off)
        result.addPixmap(pixmap(name, disabled, size_px, scale), QIcon.Mode.Disabled, QIcon.State.On)
        result.addPixmap(pixmap(name, on_color or color, size_px, scale), QIcon.Mode.Normal, QIcon.State.On)
    return result
