"""The small map of a notice: the plan in print, names of counties and a scale; what it tells lies between or over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen

from app.canvas import RenderOptions, Scene, View, build_scene, render
from app.canvas.reads import Reads, looks_of
from app.canvas.scene import BORDERS, PATROL, STRADDLING, ZONES, Group
from app.canvas.view import METRES_PER_LOGICAL_PX, Box
from app.fonts import packaged_family, sized
from app.sheets.ink import Ink
from app.sheets.paging import INK, Type, width_of
from app.sheets.plate import SCALES, map_words, round_length
from layers.crs import STORAGE_CRS, transform
from layers.export.words import Words
from layers.plan.model import LayerLook

_AROUND = 1.15
#: Ground that is shown at least, metres.
LEAST_M = 6000.0
_PAPER = "#FFFFFF"
_FIGURE, _SCALE = Type(7), Type(8, True)
#: What lies below what is told; lines, borders and points lie above it.
_BELOW = {Group.LAND, Group.COVER, Group.PICTURE, Group.AREA, Group.STRADDLING, Group.RELIEF}
_COUNTY_PX = 15
#: A county is named when it fills this part of the map.
_LEAST_PART = 0.03


@dataclass(frozen=True)
class Ground:
    """The plan in print, and names and shapes of its counties in the scene's metres."""

    scene: Scene
    words: Words
    counties: Sequence[tuple[str, shapely.Geometry]]

    @classmethod
    def of(cls, reads: Reads, counties: gpd.GeoDataFrame, words: Words) -> Ground:
        """Return the plan's layers in print, without zones, shared patches and patrol areas."""
        looks = dict(looks_of(reads))
        looks[BORDERS] = replace(looks.get(BORDERS, LayerLook()), visible=True, opacity=1.0)
        scene = build_scene(reads, theme="print", words=map_words(words), derived=looks)
        scene = replace(scene, layers=tuple(one for one in scene.layers if one.uid not in (ZONES, PATROL, STRADDLING)))
        shapes = transform(np.asarray(counties.geometry.array, dtype=object), STORAGE_CRS, f"EPSG:{scene.metric_epsg}")
        return cls(scene, words, list(zip([str(name) for name in counties["name"]], shapes, strict=True)))


class SmallPlate:
    """A map ready to be painted at any size; what it tells is drawn by a subclass, in logical pixels of the view."""

    ground: Ground

    def boxes(self) -> Sequence[Box]:
        """Return what must be in sight, metres."""
        raise NotImplementedError

    def draw_below(self, painter: QPainter, view: View) -> None:
        """Draw what lies on the ground, below lines and borders."""

    def draw_above(self, painter: QPainter, view: View, family: str) -> None:
        """Draw what lies over everything."""

    def png(self, size_mm: tuple[float, float], dpi: int = 200) -> bytes:
        """Return the map as PNG; printed at its size, its scale holds."""
        units = dpi / 25.4
        image = QImage(round(size_mm[0] * units), round(size_mm[1] * units), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(units * 1000))
        image.setDotsPerMeterY(round(units * 1000))
        image.fill(QColor(_PAPER))
        painter = QPainter(image)
        try:
            self.paint(painter, QRectF(image.rect()), units)
        finally:
            painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def png_view(self, size_mm: tuple[float, float], dpi: int = 200) -> View:
        """Return the view that :meth:`png` shows."""
        return self._view(_frame(*size_mm), dpi / 25.4)

    def paint(self, painter: QPainter, rectangle: QRectF, units_per_mm: float, *, is_vector: bool = False) -> None:
        """Paint the map into a rectangle of a painter whose unit is 1/``units_per_mm`` mm."""
        family = packaged_family()
        frame = _frame(rectangle.width() / units_per_mm, rectangle.height() / units_per_mm)
        view = self._view(frame, units_per_mm)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rectangle.topLeft())
        ink = Ink(painter, units_per_mm, family)
        painter.save()
        painter.setClipRect(ink.rectangle(frame))
        painter.translate(ink.rectangle(frame).topLeft())
        self._map(painter, view, family, is_vector=is_vector)
        painter.restore()
        self._scale(ink, frame, view)
        ink.box(frame, line=INK, width_mm=0.3)
        painter.restore()

    def _map(self, painter: QPainter, view: View, family: str, *, is_vector: bool) -> None:
        scene = self.ground.scene
        below = replace(scene, layers=tuple(one for one in scene.layers if one.group in _BELOW))
        above = replace(scene, layers=tuple(one for one in scene.layers if one.group not in _BELOW))
        render(painter, below, view, RenderOptions(family, is_vector=is_vector, with_labels=False))
        painter.save()
        painter.scale(view.dpr, view.dpr)
        self.draw_below(painter, view)
        painter.restore()
        render(painter, above, view, RenderOptions(family, is_vector=is_vector, with_ground=False))
        painter.save()
        painter.scale(view.dpr, view.dpr)
        self._county_names(painter, view, family)
        self.draw_above(painter, view, family)
        painter.restore()

    def _view(self, frame: QRectF, units_per_mm: float) -> View:
        boxes = self.boxes()
        xmin, ymin = (min(box[place] for box in boxes) for place in (0, 1))
        xmax, ymax = (max(box[place] for box in boxes) for place in (2, 3))
        needed = 1000.0 * _AROUND * max((xmax - xmin) / frame.width(), (ymax - ymin) / frame.height())
        scale = next((scale for scale in SCALES if scale >= needed), needed)
        dpr = units_per_mm * 25.4 / 96.0
        size = (frame.width() * units_per_mm / dpr, frame.height() * units_per_mm / dpr)
        return View(((xmin + xmax) / 2, (ymin + ymax) / 2), scale * METRES_PER_LOGICAL_PX, size, dpr)

    def _county_names(self, painter: QPainter, view: View, family: str) -> None:
        window = shapely.box(*view.extent)
        font = sized(family, _COUNTY_PX, bold=True)
        for name, shape in self.ground.counties:
            seen = shapely.intersection(shape, window)
            if seen.is_empty or seen.area < _LEAST_PART * window.area:
                continue
            largest = max(shapely.get_parts(seen), key=lambda part: part.area)
            point = shapely.point_on_surface(largest)
            path = QPainterPath()
            path.addText(0, 0, font, name)
            width = path.boundingRect().width()
            x, y = view.to_px(point.x, point.y)
            x = min(max(x - width / 2, 6.0), view.size_px[0] - width - 6.0)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(QPointF(x, y))
            halo = QPen(QColor(_PAPER), 3.0)
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, halo)
            painter.fillPath(path, QColor("#4A4038"))
            painter.restore()

    def _scale(self, ink: Ink, frame: QRectF, view: View) -> None:
        """Draw scale bar and north on a pale ground in the lower right corner."""
        per_mm = view.scale_denominator / 1000.0
        length_m = round_length(36.0 * per_mm)
        bar = length_m / per_mm
        box = QRectF(frame.right() - bar - 21.0, frame.bottom() - 10.5, bar + 21.0, 10.5)
        ink.box(box, fill="#F4FFFFFF")
        left, y = box.left() + 3.0, box.top() + 4.8
        for place in range(2):
            part = QRectF(left + place * bar / 2, y, bar / 2, 1.2)
            ink.box(part, fill=INK if place == 0 else _PAPER, line=INK, width_mm=0.15)
        unit, factor = ("km", 1000.0) if length_m >= 1000.0 else ("m", 1.0)
        ink.text(left, y - 1.2, f"1:{view.scale_denominator:,.0f}".replace(",", " "), _SCALE)
        for place in (0, 1, 2):
            text = f"{length_m * place / 2 / factor:g}" + (f" {unit}" if place == 2 else "")
            ink.text(left + place * bar / 2 - width_of(text, _FIGURE, ink.family) / 2, y + 4.4, text, _FIGURE)
        x = box.right() - 6.0
        ink.line(x, y + 4.4, x, y - 0.6, INK, 0.35)
        ink.line(x - 1.0, y + 1.0, x, y - 0.6, INK, 0.35)
        ink.line(x + 1.0, y + 1.0, x, y - 0.6, INK, 0.35)
        ink.text(x - width_of("N", _SCALE, ink.family) / 2, y - 1.2, "N", _SCALE)


def _frame(width_mm: float, height_mm: float) -> QRectF:
    return QRectF(0, 0, width_mm, height_mm).adjusted(0.3, 0.3, -0.3, -0.3)


def around(x: float, y: float) -> Box:
    """Return the least that is shown about a place."""
    return (x - LEAST_M / 2, y - LEAST_M / 4, x + LEAST_M / 2, y + LEAST_M / 4)
