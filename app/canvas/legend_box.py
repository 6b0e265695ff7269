"""The box that says what lies over the map: a title, and a sample with its words on each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.canvas.styles import Theme
from app.fonts import sized

_LINE_PX = 4.0
_LEFT_PX, _TOP_PX, _SAMPLE_PX = 12.0, 12.0, 18.0


class Sample(StrEnum):
    """What a line of the box shows."""

    LINE = "line"
    DASHED = "dashed"
    DOUBLE = "double"
    BAR = "bar"
    DOT = "dot"
    FILL = "fill"
    CELLS = "cells"


@dataclass(frozen=True)
class Entry:
    """One line of the box."""

    text: str
    color: str
    sample: Sample = Sample.LINE


def draw_ground(painter: QPainter, theme: Theme, box: QRectF) -> None:
    """Draw what lies under a legend, so that it is read over any map."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(theme.land)
    ground.setAlphaF(0.92)
    painter.setPen(QPen(QColor(theme.muted), 0.6))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4.0, 4.0)


def draw_swatches(painter: QPainter, theme: Theme, family: str, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Draw classes, colour and words of each, in the upper left corner; a class without colour is hatched."""
    if not rows:
        return
    font = sized(family, 12)
    metrics = QFontMetricsF(font)
    row = metrics.height() + 4
    width = max(metrics.horizontalAdvance(text) for text in (title, *(text for _, text in rows))) + 52
    box = QRectF(_LEFT_PX, _TOP_PX, width, row * (len(rows) + 1) + 10)
    painter.save()
    draw_ground(painter, theme, box)
    painter.setFont(font)
    painter.setPen(QColor(theme.ink))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(box.left() + 10, box.top() + 5, width - 20, row), flags, title)
    for place, (color, text) in enumerate(rows, start=1):
        y = box.top() + 5 + row * place
        swatch = QRectF(box.left() + 10, y + 3, 22, row - 6)
        if color:
            painter.fillRect(swatch, QColor(color))
        else:
            painter.fillRect(swatch, Qt.BrushStyle.BDiagPattern)
        painter.setPen(QColor(theme.ink))
        painter.drawText(QRectF(box.left() + 40, y, width - 48, row), flags, text)
    painter.restore()


def draw_legend_box(painter: QPainter, theme: Theme, family: str, title: str, entries: Sequence[Entry]) -> None:
    """Draw the box in the upper left corner; without entries there is none."""
    if not entries:
        return
    painter.save()
    font = sized(family, 12)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    row = metrics.height() + 4.0
    width = max(metrics.horizontalAdvance(text) for text in (title, *(one.text for one in entries))) + 44.0
    draw_ground(painter, theme, QRectF(_LEFT_PX, _TOP_PX, width, row * (len(entries) + 1) + 12.0))
    painter.setPen(QColor(theme.ink))
    painter.drawText(QPointF(_LEFT_PX + 10.0, _TOP_PX + row), title)
    for place, one in enumerate(entries):
        base = _TOP_PX + row * (place + 2)
        _draw_sample(painter, theme, one, QPointF(_LEFT_PX + 10.0, base - metrics.ascent() / 3))
        painter.setPen(QColor(theme.ink))
        painter.drawText(QPointF(_LEFT_PX + 34.0, base), one.text)
    painter.restore()


def _draw_sample(painter: QPainter, theme: Theme, one: Entry, at: QPointF) -> None:
    end = at + QPointF(_SAMPLE_PX, 0.0)
    middle = at + QPointF(_SAMPLE_PX / 2, 0.0)
    color = QColor(one.color)
    if one.sample is Sample.DOT:
        painter.setPen(QPen(QColor(theme.halo), 1.0))
        painter.setBrush(color)
        painter.drawEllipse(middle, 4.0, 4.0)
    elif one.sample is Sample.FILL:
        pale = QColor(color)
        pale.setAlphaF(0.3)
        painter.setPen(QPen(color, 1.0))
        painter.setBrush(pale)
        painter.drawRect(QRectF(at.x(), at.y() - 5.0, _SAMPLE_PX, 10.0))
    elif one.sample is Sample.CELLS:
        painter.fillRect(QRectF(at.x(), at.y() - 6.0, _SAMPLE_PX, 12.0), color)
    elif one.sample is Sample.BAR:
        painter.setPen(QPen(color, 3.0))
        painter.drawLine(middle - QPointF(0.0, 6.0), middle + QPointF(0.0, 6.0))
    else:
        pen = QPen(color, _LINE_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if one.sample is Sample.DASHED:
            pen.setDashPattern([1.5, 1.0])
        painter.setPen(pen)
        painter.drawLine(at, end)
        if one.sample is Sample.DOUBLE:
            painter.setPen(QPen(QColor(theme.halo), 1.4))
            painter.drawLine(at, end)
