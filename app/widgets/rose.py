"""A wind rose: how often the wind comes from each of eight directions, as figures and as a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QWidget

from app import fire_words, theme
from app.widgets.basics import label
from layers.spread.choices import COMPASS

_SIDE_PX = 92


class RoseFields(QWidget):
    """Eight fields beside the rose they make; only their proportions count."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.picture = _Rose()
        row.addWidget(self.picture)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        row.addLayout(grid, 1)
        self.fields: list[QDoubleSpinBox] = []
        for place, name in enumerate(fire_words.directions()):
            field = QDoubleSpinBox()
            field.setRange(0.0, 10_000.0)
            field.setDecimals(1)
            field.setAccessibleName(name)
            field.setToolTip(
                self.tr("How often the wind comes from the {direction}: per cent, days or hours").format(direction=name)
            )
            field.valueChanged.connect(self._on_changed)
            named = label(name)
            named.setBuddy(field)
            grid.addWidget(named, place % 4, 2 * (place // 4))
            grid.addWidget(field, place % 4, 2 * (place // 4) + 1)
            self.fields.append(field)

    @property
    def shares(self) -> tuple[float, ...]:
        """The frequencies as they stand, from the north clockwise."""
        return tuple(field.value() for field in self.fields)

    def show_shares(self, shares: Sequence[float]) -> None:
        """Show frequencies."""
        for field, share in zip(self.fields, shares, strict=True):
            with QSignalBlocker(field):
                field.setValue(share)
        self.picture.show_shares(shares)

    def _on_changed(self) -> None:
        self.picture.show_shares(self.shares)
        self.changed.emit()


class _Rose(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[float, ...] = (0.0,) * len(COMPASS)
        self.setFixedSize(_SIDE_PX, _SIDE_PX)
        self.setAccessibleName(self.tr("Wind rose"))

    def show_shares(self, shares: Sequence[float]) -> None:
        """Draw frequencies as wedges, the longest to the rim."""
        self._shares = tuple(shares)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rim and the wedges."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _SIDE_PX, self.height() / _SIDE_PX)
        middle, rim = QPointF(_SIDE_PX / 2, _SIDE_PX / 2), _SIDE_PX / 2 - 4
        painter.setPen(QPen(QColor(t.border), 1.0))
        for part in (0.5, 1.0):
            side = 2 * rim * part
            painter.drawEllipse(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
        most = max(self._shares, default=0.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        for place, share in enumerate(self._shares if most > 0 else ()):
            length, bearing = rim * share / most, math.radians(45.0 * place)
            wedge = [middle] + [
                middle + QPointF(length * math.sin(bearing + side), -length * math.cos(bearing + side))
                for side in (-0.28, 0.0, 0.28)
            ]
            painter.drawPolygon(QPolygonF(wedge))
        painter.end()
