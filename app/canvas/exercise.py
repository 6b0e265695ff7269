"""Sites and safe distances of an exercise, drawn over the map; a ring that somebody stands in is red."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.styles import Theme
from app.canvas.view import View
from app.fonts import sized
from layers.exercise.checks import Check, Verdict, verdict_of
from layers.exercise.model import Physics, Site, SiteKind
from layers.exercise.rings import Ring
from layers.export.words import Words

#: Colour by kind of site; the sign says the same in grey.
COLORS = {
    SiteKind.IGNITION: "#C0311A",
    SiteKind.COMMAND: "#00695F",
    SiteKind.STAGING: "#8A5A00",
    SiteKind.LANDING: "#5B3F9E",
    SiteKind.WATER: "#1F6FB2",
    SiteKind.SAFETY: "#2E7D32",
    SiteKind.OBSERVERS: "#5A6470",
    SiteKind.CLOSED_ROAD: "#3A3A3A",
}
_BROKEN, _WHOLE = "#D7263D", "#00796B"
_BADGE_PX, _DOT_PX = 22.0, 4.5


@dataclass(frozen=True)
class SiteMark:
    """A site in metres, with what is written at it and how it stands."""

    uid: str
    x: float
    y: float
    kind: SiteKind
    sign: str
    name: str
    verdict: Verdict


@dataclass(frozen=True)
class RingMark:
    """A ring in metres."""

    x: float
    y: float
    radius_m: float
    is_broken: bool


@dataclass
class ExerciseMarks:
    """Everything of one exercise that lies over the map.

    ``below`` is drawn first (times of a fire); ``shapes`` are outlines of what is reached otherwise, in metres.
    """

    sites: Sequence[SiteMark] = ()
    rings: Sequence[RingMark] = ()
    shapes: Sequence[shapely.Geometry] = ()
    below: Callable[[QPainter, View, Theme, str], None] | None = None
    chosen: str = ""
    stamp: str = ""
    stamp_opacity: float = 0.13

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The box of sites and rings, metres."""
        boxes = [(one.x, one.y, one.x, one.y) for one in self.sites]
        boxes += [
            (one.x - one.radius_m, one.y - one.radius_m, one.x + one.radius_m, one.y + one.radius_m)
            for one in self.rings
        ]
        if not boxes:
            return None
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw it in logical pixels."""
        if self.below is not None:
            self.below(painter, view, theme, family)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self.shapes:
            self._shape(painter, view, shape)
        for ring in self.rings:
            self._ring(painter, view, ring)
        taken: list[QRectF] = []
        for site in self.sites:
            self._site(painter, view, theme, family, site, taken)
        if self.stamp:
            self._stamp(painter, view, family)
        painter.restore()

    def _shape(self, painter: QPainter, view: View, shape: shapely.Geometry) -> None:
        color = QColor("#B42318")
        painter.setPen(QPen(color, 2.0))
        soft = QColor(color)
        soft.setAlphaF(0.15)
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                painter.setBrush(soft)
                painter.drawPolygon(_polygon(view, part.exterior))
            elif part.geom_type == "LineString":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(_polygon(view, part))

    def _ring(self, painter: QPainter, view: View, ring: RingMark) -> None:
        color = QColor(_BROKEN if ring.is_broken else _WHOLE)
        soft = QColor(color)
        soft.setAlphaF(0.18 if ring.is_broken else 0.05)
        painter.setBrush(soft)
        painter.setPen(QPen(color, 2.6 if ring.is_broken else 1.4, Qt.PenStyle.DashLine))
        radius = ring.radius_m / view.metres_per_px
        painter.drawEllipse(QPointF(*view.to_px(ring.x, ring.y)), radius, radius)

    def _site(
        self, painter: QPainter, view: View, theme: Theme, family: str, site: SiteMark, taken: list[QRectF]
    ) -> None:
        at = QPointF(*view.to_px(site.x, site.y))
        color = QColor(COLORS[site.kind])
        box = QRectF(at.x() - _BADGE_PX / 2, at.y() - _BADGE_PX - 7, _BADGE_PX, _BADGE_PX)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.4))
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([at, at + QPointF(-4.5, -9), at + QPointF(4.5, -9)]))
        painter.drawRoundedRect(box, 4, 4)
        if site.uid == self.chosen and self.chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.selection), 3.0))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(sized(family, 13, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, site.sign)
        if site.verdict is not Verdict.PASS:
            self._flag(painter, box, site.verdict)
        font = sized(family, 12)
        width = QFontMetricsF(font).horizontalAdvance(site.name)
        for place in (
            QRectF(box.right() + 4, box.top() + 2, width + 4, 16),
            QRectF(box.left() - width - 8, box.top() + 2, width + 4, 16),
            QRectF(at.x() - width / 2, at.y() + 3, width + 4, 16),
        ):
            if not any(place.intersects(other) for other in taken):
                taken.append(place)
                path = QPainterPath()
                path.addText(place.left(), place.bottom() - 3, font, site.name)
                painter.strokePath(path, QPen(QColor(theme.halo), 3.0))
                painter.fillPath(path, QColor(theme.ink))
                break
        taken.append(box)

    def _flag(self, painter: QPainter, box: QRectF, verdict: Verdict) -> None:
        """Mark what fails with a cross, what is not known with a question mark."""
        middle = QPointF(box.right(), box.top())
        painter.setPen(QPen(QColor("#FFFFFF"), 1.2))
        painter.setBrush(QColor(_BROKEN if verdict is Verdict.FAIL else "#8A6D00"))
        painter.drawEllipse(middle, 6.0, 6.0)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.6))
        if verdict is Verdict.FAIL:
            painter.drawLine(middle + QPointF(-2.4, -2.4), middle + QPointF(2.4, 2.4))
            painter.drawLine(middle + QPointF(-2.4, 2.4), middle + QPointF(2.4, -2.4))
        else:
            painter.drawText(QRectF(middle.x() - 6, middle.y() - 7, 12, 14), Qt.AlignmentFlag.AlignCenter, "?")

    def _stamp(self, painter: QPainter, view: View, family: str) -> None:
        """Write 演练 pale across the map."""
        width, height = view.size_px
        font = sized(family, max(min(width, height) / 4.0, 24.0), bold=True)
        path = QPainterPath()
        path.addText(0, 0, font, self.stamp)
        box = path.boundingRect()
        painter.save()
        painter.translate(width / 2, height / 2)
        painter.rotate(-30.0)
        painter.translate(-box.center())
        ink = QColor("#B42318")
        ink.setAlphaF(self.stamp_opacity)
        painter.fillPath(path, ink)
        painter.restore()


def _polygon(view: View, line: shapely.Geometry) -> QPolygonF:
    return QPolygonF([QPointF(*view.to_px(x, y)) for x, y in shapely.get_coordinates(line)])


def marks_of(
    sites: Sequence[Site],
    checks: dict[str, tuple[Check, ...]],
    rings: Sequence[Ring],
    physics: Physics,
    words: Words,
    xy: Callable[[float, float], tuple[float, float]],
) -> ExerciseMarks:
    """Return sites and rings as marks; ``xy`` gives the map's metres."""
    placed = []
    for site in sites:
        sign = site.kind.value
        if site.kind is SiteKind.IGNITION and physics is not Physics.FIRE:
            sign = f"ignition_{physics.value}"
        verdict = verdict_of(checks.get(site.uid, ()))
        placed.append(
            SiteMark(site.uid, *xy(site.lon, site.lat), site.kind, words[f"exercise_sign.{sign}"], site.name, verdict)
        )
    circles = [RingMark(*xy(one.lon, one.lat), one.radius_m, one.is_broken) for one in rings]
    return ExerciseMarks(placed, circles, stamp=words["exercise_kit.watermark"])
