"""A small picture of land cover: what becomes forest in green, what else burns in straw, the rest in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme

if TYPE_CHECKING:
    from layers.sources.land_raster import LandPicture
    from layers.sources.landcover import Crosswalk

_FOREST = (("#A9D08E", "#5E8C4A"), ("#7FA96B", "#4C7A3B"))  # by Ks, mild to quick: light theme, dark theme
_BURNS, _REST = ("#EFE3B5", "#5C5633"), ("#E4E6E5", "#2B3134")


class LandPictureView(QWidget):
    """Shows a :class:`LandPicture` under a crosswalk."""

    def __init__(self, picture: LandPicture) -> None:
        super().__init__()
        self._picture = picture
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(140)
        self.setAccessibleName(self.tr("Preview: forest in green"))
        self.setToolTip(self.tr("Green becomes forest; straw burns but is no forest; grey does not burn"))

    def sizeHint(self) -> QSize:
        """Return room for the counties of a plan."""
        return QSize(300, 220)

    def show_crosswalk(self, crosswalk: Crosswalk) -> None:
        """Colour the classes."""
        dark = int(theme.tokens().is_dark)
        rgb = np.zeros((*self._picture.values.shape, 4), dtype=np.uint8)
        rgb[self._picture.values >= 0] = _bgra(_REST[dark])
        for row in crosswalk.rows:
            try:
                here = self._picture.values == int(float(row.value))
            except ValueError:
                continue
            if row.forest:
                rgb[here] = _bgra(_FOREST[dark][int(row.ks > 1.0)])
            elif row.ks > 0:
                rgb[here] = _bgra(_BURNS[dark])
        height, width = rgb.shape[:2]
        self._image = QImage(rgb.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells and the county lines above them."""
        painter = QPainter(self)
        height, width = self._picture.values.shape
        scale = min(self.width() / width, self.height() / height)
        frame = QRectF(0, 0, width * scale, height * scale)
        frame.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        painter.drawImage(frame, self._image)
        painter.setClipRect(frame)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens().muted), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._picture.lines:
            placed = line * scale + (frame.x(), frame.y())
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in placed]))
        painter.end()


def _bgra(color: str) -> tuple[int, int, int, int]:
    found = QColor(color)
    return found.blue(), found.green(), found.red(), 255
