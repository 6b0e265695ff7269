"""Bars of two counties: one that grows away from the middle, and one that is divided between them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme

#: After Okabe and Ito's colours for all eyes, on light and on dark ground: of the first county and of the second.
COLORS = (("#0072B2", "#66B8EE"), ("#CC79A7", "#E8A6CB"))
_HEIGHT_PX = 12


def county_color(place: int) -> QColor:
    """Return the colour of the first (0) or the second (1) county of a pair."""
    return QColor(COLORS[place][int(theme.tokens().is_dark)])


class WayBar(QWidget):
    """What one county gives, as long as its share of the larger of the two ways."""

    def __init__(self, place: int, share: float) -> None:
        super().__init__()
        self.share = min(max(share, 0.0), 1.0)
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(36)

    def sizeHint(self) -> QSize:
        """As wide as there is room, not too much."""
        return QSize(90, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The first county's grows to the left, the second's to the right: both from the middle of the page."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().border))
        height = 2.0
        painter.drawRect(QRectF(0, (self.height() - height) / 2.0, self.width(), height))
        wide = self.width() * self.share
        if wide > 0.0:
            wide = max(wide, 2.0)
            painter.setBrush(county_color(self._place))
            painter.drawRect(QRectF(self.width() - wide if self._place == 0 else 0.0, 0.0, wide, self.height()))
        painter.end()


class ShareBar(QWidget):
    """A whole divided between two counties."""

    def __init__(self, first_share: float) -> None:
        super().__init__()
        self.first_share = min(max(first_share, 0.0), 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, _HEIGHT_PX + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The first on the left, a gap of the ground between them."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.width() * self.first_share
        painter.fillRect(QRectF(0.0, 0.0, middle, self.height()), county_color(0))
        painter.fillRect(QRectF(middle, 0.0, self.width() - middle, self.height()), county_color(1))
        if 0.0 < self.first_share < 1.0:
            painter.fillRect(QRectF(middle - 1.0, 0.0, 2.0, self.height()), QColor(theme.tokens().surface))
        painter.end()
