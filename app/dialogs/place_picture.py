"""A small map of where a layer lies as its file states, where it would lie otherwise, and the counties around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from app import theme
from app.widgets.small_map import Array, Box, Placing, SmallMap, draw_dots, draw_lines

_LEAST_DEG = 1e-4
#: Lines of one kind that are drawn at most; a picture of this size shows no more.
_MOST_LINES = 800


@dataclass(frozen=True, eq=False)
class Places:
    """What the picture shows, all in longitude and latitude; lines are n × 2 arrays."""

    before: tuple[Array, ...] = ()
    after: tuple[Array, ...] = ()
    dots_before: Array = field(default_factory=lambda: np.empty((0, 2)))
    dots_after: Array = field(default_factory=lambda: np.empty((0, 2)))
    counties: Any = None  # array of shapely polygons, or None

    @property
    def bounds(self) -> Box | None:
        """The extent of what is shown of the layer."""
        found = [*self.before, *self.after, self.dots_before, self.dots_after]
        found = [one for one in found if len(one)]
        if not found:
            return None
        everything = np.vstack(found)
        (west, south), (east, north) = everything.min(axis=0), everything.max(axis=0)
        return float(west), float(south), float(east), float(north)


class PlacePicture(SmallMap):
    """Draws :class:`Places`: counties thin, the layer as stated grey and dashed, the layer as read in the accent."""

    def __init__(self) -> None:
        super().__init__(self.tr("Where the layer lies"), self.tr("Shown here once a coordinate system is chosen"))
        self._places = Places()
        self._counties: list[Array] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumWidth(440)

    def sizeHint(self) -> QSize:
        """Return room for some twenty kilometres or a whole county."""
        return QSize(300, 190)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a shift can be seen."""
        return QSize(260, 160)

    @property
    def places(self) -> Places:
        """What is shown."""
        return self._places

    def show_places(self, places: Places) -> None:
        """Show other places."""
        self._places = places
        self._counties = _lines_within(places)
        self.update()

    def in_sight(self) -> tuple[Box, bool] | None:
        """Return the extent of the layer; a single point with some metres around it."""
        if (bounds := self._places.bounds) is None:
            return None
        west, south, east, north = bounds
        grow = max(0.0, (_LEAST_DEG - max(east - west, north - south)) / 2)
        return (west - grow, south - grow, east + grow, north + grow), True

    def paint(self, painter: QPainter, place: Placing, t: theme.Tokens) -> None:
        """Draw the counties, and above them the layer as stated and as read."""
        places, nothing = self._places, np.empty((0, 2))
        dashed = QPen(QColor(t.muted), 1.4, Qt.PenStyle.DashLine)
        for lines, dots, pen in (
            (self._counties, nothing, QPen(QColor(t.border_strong), 2.0)),
            (places.before, places.dots_before, dashed),
            (places.after, places.dots_after, QPen(QColor(t.accent), 1.8)),
        ):
            painter.setPen(pen)
            draw_lines(painter, place, lines)
            painter.setPen(QPen(pen.color(), 1.4))
            draw_dots(painter, place, dots, 2.5)


def _lines_within(places: Places) -> list[Array]:
    """Return the county lines around a layer, cut to twice its extent."""
    bounds = places.bounds
    if bounds is None or places.counties is None:
        return []
    west, south, east, north = bounds
    margin = max(east - west, north - south, 0.01)
    box = (west - margin, south - margin, east + margin, north + margin)
    shapes = places.counties[shapely.intersects(shapely.envelope(places.counties), shapely.box(*box))]
    lines = shapely.get_parts(shapely.clip_by_rect(shapely.boundary(shapes), *box))
    lines = lines[shapely.get_num_coordinates(lines) > 1][:_MOST_LINES]
    return [shapely.get_coordinates(line) for line in lines]
