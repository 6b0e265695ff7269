"""The map of an entry of the minutes: where the map was when it was said, and what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas import Scene, View, build_scene
from app.canvas.reads import Reads, looks_of
from app.canvas.view import Box
from app.sheets.plate import map_words
from app.sheets.small_plate import Ground, SmallPlate
from layers.crs import STORAGE_CRS, transform
from layers.export.words import Words

_SUBJECT, _HALO = "#B3261E", "#FFFFFF"
#: Width of the line around what was decided on, logical pixels.
_LINE_PX, _HALO_PX = 2.4, 5.0


@dataclass(frozen=True)
class MinutePlate(SmallPlate):
    """The plan in print at the place of an entry."""

    ground: Ground
    bounds: Box  # metres
    subject: shapely.Geometry | None  # metres

    def boxes(self) -> Sequence[Box]:
        """Show what was in sight, and what the entry is about."""
        return [self.bounds, *([] if self.subject is None or self.subject.is_empty else [self.subject.bounds])]

    def draw_above(self, painter: QPainter, view: View, family: str) -> None:
        """Draw around what the entry is about."""
        outline(painter, view, self.subject)


def ground_of(reads: Reads, words: Words) -> Ground:
    """Return the whole plan in print, zones and areas too; names of counties are the map's own."""
    return Ground(
        build_scene(reads, theme="print", words=map_words(words), derived=dict(looks_of(reads))), words, counties=()
    )


def plate_of(ground: Ground, bounds: tuple[float, float, float, float], shape: shapely.Geometry | None) -> MinutePlate:
    """Return the plate of an entry.

    Parameters
    ----------
    bounds : (xmin, ymin, xmax, ymax)
        EPSG:4490, degrees.
    shape : shapely geometry or None
        EPSG:4490: what the entry is about.
    """
    box = in_metres(ground.scene, shapely.box(*bounds))
    return MinutePlate(ground, box.bounds, None if shape is None else in_metres(ground.scene, shape))


def in_metres(scene: Scene, shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape in the metres of a scene."""
    return transform(shape, STORAGE_CRS, f"EPSG:{scene.metric_epsg}")


def outline(painter: QPainter, view: View, shape: shapely.Geometry | None) -> None:
    """Draw around a shape, in logical pixels of the view, so that it stands out of whatever the map shows."""
    if shape is None or shape.is_empty:
        return
    lines = shape.boundary if shape.geom_type.endswith("Polygon") else shape
    path = QPainterPath()
    for part in shapely.get_parts(lines):
        xy = [QPointF(*view.to_px(x, y)) for x, y in shapely.get_coordinates(part)]
        if len(xy) > 1:
            path.moveTo(xy[0])
            for point in xy[1:]:
                path.lineTo(point)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for color, width in ((_HALO, _HALO_PX), (_SUBJECT, _LINE_PX)):
        pen = QPen(QColor(color), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
    painter.restore()
