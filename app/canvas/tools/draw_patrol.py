"""Draw a joint-patrol area: corner by corner, as a rectangle, as a circle, or with a free hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QPainter

from app import words
from app.canvas.tools import sketch
from app.canvas.tools.base import ToolEvent
from app.canvas.tools.corners import DRAG_PX, XY, CornerTool
from layers.crs import STORAGE_CRS, transform, transformer
from layers.errors import UnsoundShape
from layers.geodesy import distance_m
from layers.patrol import forms

#: A freehand outline may leave the stroke by this much, logical pixels.
_HAND_PX = 2.0
_KEY_DIGITS = {getattr(Qt.Key, f"Key_{digit}"): str(digit) for digit in range(10)} | {Qt.Key.Key_Period: "."}


class DrawPatrolTool(CornerTool):
    """Corner by corner."""

    key = "draw_patrol"
    can_follow = True

    def hint(self) -> str:
        """Return a few words beside the cursor for the first corners only."""
        if self._crosses:
            return self.tr("Sides cross")
        if not self.corners:
            return self.tr("Click the first corner")
        if len(self.corners) < 3:
            return self.tr("Click the next corner")
        if len(self.corners) == 3:
            return self.tr("Right click finishes")
        return ""


class _FormTool(CornerTool):
    """A shape of two or three points; a drag from the first to the second does as well as two clicks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pressed_px: QPointF | None = None

    def on_press(self, event: ToolEvent) -> bool:
        """Begin with the first point, or set the next one."""
        if event.button == Qt.MouseButton.LeftButton:
            self._pressed_px = event.px if not self.corners else None
        return super().on_press(event)

    def on_release(self, event: ToolEvent) -> bool:
        """A drag sets the second point where it ends."""
        pressed, self._pressed_px = self._pressed_px, None
        if event.button != Qt.MouseButton.LeftButton or pressed is None or len(self.corners) != 1:
            return False
        moved = event.px - pressed
        if math.hypot(moved.x(), moved.y()) >= DRAG_PX:
            self.add_corner((event.x, event.y))
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """The clicks of the two were heard already."""
        return True

    def take_back(self) -> bool:
        """Have all but the last point in hand again."""
        is_back = super().take_back()
        if is_back:
            self.remove_last()
        return is_back

    def shape_or_none(self) -> shapely.Geometry | None:
        """Return the shape as the cursor would finish it."""
        try:
            return self.shape_of(self.points_in_hand())
        except UnsoundShape:
            return None

    def paint_sketch(self, painter: QPainter) -> None:
        """Draw the shape as the cursor would finish it, and the points set."""
        assert self.canvas is not None
        view, shape = self.canvas.view, self.shape_or_none()
        if shape is not None:
            sketch.draw_rings(painter, [shapely.get_coordinates(shape.exterior)[:-1]], view, self.ink)
        else:
            sketch.draw_line(painter, self.points_in_hand(), view, self.ink, loose_from=len(self.corners))
        sketch.draw_corners(painter, self.corners, view, self.ink)


class DrawRectangleTool(_FormTool):
    """Two opposite corners make a rectangle along the grid; with Shift the first two make a side, a third the width."""

    key = "draw_rectangle"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wants_side = False

    def on_press(self, event: ToolEvent) -> bool:
        """With Shift the second point ends a side."""
        self._wants_side = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        return super().on_press(event)

    def on_move(self, event: ToolEvent) -> bool:
        """Let the shape follow the cursor."""
        self._wants_side = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        return super().on_move(event)

    def add_corner(self, point: XY) -> None:
        """The second point finishes, or ends a side; the third finishes."""
        count = len(self.corners)
        super().add_corner(point)
        if len(self.corners) > max(count, 1) and not (len(self.corners) == 2 and self._wants_side):
            super().finish()
            if self.corners:  # without width it is no area: the point can be set again
                self.remove_last()

    def finish(self) -> None:
        """A side in hand is finished by where the cursor is."""
        if len(self.corners) == 2 and self._cursor is not None:
            self.add_corner(self._cursor)
        else:
            super().finish()

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the rectangle of two opposite corners, or of a side and a point across."""
        if len(points) == 2 and not (self._wants_side and len(self.corners) == 1):
            return forms.rectangle_between(points[0], points[1])
        if len(points) == 3:
            start, end, across = points
            return forms.rectangle_on(start, end, forms.width_to(start, end, across))
        raise UnsoundShape(reason="few_corners")

    def hint(self) -> str:
        """Return what to do first, then length and width."""
        if not self.corners:
            return self.tr("Click a corner")
        return self.figures()

    def figures(self) -> str:
        """Return length × width and the area."""
        shape = self.shape_or_none()
        if self.canvas is None or shape is None:
            return self.tr("Click the end of the side") if self.corners else ""
        ring = shapely.get_coordinates(self.canvas.to_storage(shape).exterior)
        length, width = (words.kilometres(distance_m(*ring[at], *ring[at + 1])) for at in (0, 1))
        text = self.tr("{length} × {width}").format(length=length, width=width)
        return text if len(self.corners) == 2 else text + "\n" + self.tr("Shift: slanting")


class DrawCircleTool(_FormTool):
    """A centre and a point on the circle, or a centre and the radius typed in metres."""

    key = "draw_circle"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.typed = ""

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Take the digits of a radius; Enter finishes with it."""
        if self.corners and key in _KEY_DIGITS and len(self.typed) < 8:
            if not (_KEY_DIGITS[key] == "." and "." in self.typed):
                self.typed += _KEY_DIGITS[key]
            self._announce()
            self.update_canvas()
            return True
        if self.corners and key == Qt.Key.Key_Backspace and self.typed:
            self.typed = self.typed[:-1]
            self._announce()
            self.update_canvas()
            return True
        return super().on_key(key, modifiers)

    def add_corner(self, point: XY) -> None:
        """The second point finishes."""
        count = len(self.corners)
        super().add_corner(point)
        if len(self.corners) > count and len(self.corners) == 2:
            self.typed = ""
            self.finish()

    def finishing_corners(self) -> list[XY]:
        """A typed radius, or where the cursor is, finishes as well as a second click."""
        return list(self.corners) if len(self.corners) == 2 else self.points_in_hand()

    def points_in_hand(self) -> list[XY]:
        """Return the centre and a point on the circle: that of the typed radius goes before the cursor."""
        radius_m = self._typed_m
        if len(self.corners) == 1 and radius_m is not None:
            x, y = self.corners[0]
            return [(x, y), self._at_distance(x, y, radius_m)] if radius_m > 0 else [(x, y)]
        return super().points_in_hand()

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the geodesic circle about the first point through the second."""
        if len(points) != 2:
            raise UnsoundShape(reason="few_corners")
        (lon, lat), (far_lon, far_lat) = self._stored(points)
        radius_m = self._typed_m or distance_m(lon, lat, far_lon, far_lat)
        return transform(forms.circle(lon, lat, radius_m), STORAGE_CRS, f"EPSG:{self._epsg}")

    def _set_corners(self, corners: list[XY]) -> None:
        if not corners:
            self.typed = ""
        super()._set_corners(corners)

    @property
    def _typed_m(self) -> float | None:
        return float(self.typed) if self.typed.strip(".") else None

    def _at_distance(self, x: float, y: float, radius_m: float) -> XY:
        lon, lat = transformer(f"EPSG:{self._epsg}", STORAGE_CRS).transform(x, y)
        north = shapely.get_coordinates(forms.circle(lon, lat, radius_m))[0]
        east, up = transformer(STORAGE_CRS, f"EPSG:{self._epsg}").transform(north[0], north[1])
        return float(east), float(up)

    def hint(self) -> str:
        """Return what to do first, then the radius."""
        return self.figures() if self.corners else self.tr("Click the centre")

    def figures(self) -> str:
        """Return the radius."""
        points = self.points_in_hand()
        if not self.corners or (len(points) < 2 and not self.typed):
            return ""
        if self.typed:
            return self.tr("Radius {metres} m, Enter finishes").format(metres=self.typed)
        (lon, lat), (far_lon, far_lat) = self._stored(points)
        radius = words.kilometres(distance_m(lon, lat, far_lon, far_lat))
        return self.tr("Radius {length}").format(length=radius) + "\n" + self.tr("or type metres")


class DrawFreehandTool(CornerTool):
    """Press, go around, let go."""

    key = "draw_freehand"
    snaps = False

    def on_press(self, event: ToolEvent) -> bool:
        """Begin a stroke."""
        if event.button == Qt.MouseButton.LeftButton:
            self._set_corners([])
            self.add_corner((event.x, event.y))
            return True
        return super().on_press(event)

    def on_move(self, event: ToolEvent) -> bool:
        """Go on with the stroke while the button is down."""
        if self.corners and event.buttons & Qt.MouseButton.LeftButton:
            self.add_corner((event.x, event.y))
        return super().on_move(event)

    def on_release(self, event: ToolEvent) -> bool:
        """The stroke is an area; one that is none is put away, and undo brings it back."""
        if event.button != Qt.MouseButton.LeftButton or not self.corners:
            return False
        self.finish()
        return True

    def _refuse(self, reason: str) -> None:
        super()._refuse(reason)
        self.on_cancel()

    def on_double_click(self, event: ToolEvent) -> bool:
        """A stroke ends when the button is let go."""
        return True

    def add_corner(self, point: XY) -> None:
        """Add a point of the stroke; coming back to the start does not end it."""
        assert self.canvas is not None
        if not self.corners or math.dist(self.corners[-1], point) > self.canvas.view.metres_per_px:
            self._append(point)

    def points_in_hand(self) -> list[XY]:
        """Return the stroke."""
        return list(self.corners)

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the area the stroke goes around."""
        mpp = self.canvas.view.metres_per_px if self.canvas is not None else 1.0
        return forms.freehand(points, _HAND_PX * mpp)

    def paint_sketch(self, painter: QPainter) -> None:
        """Draw the stroke."""
        assert self.canvas is not None
        sketch.draw_area(painter, self.corners, self.canvas.view, self.ink, loose_from=len(self.corners))

    def hint(self) -> str:
        """Return what to do first."""
        if self._crosses:
            return self.tr("Sides cross")
        return "" if self.corners else self.tr("Press and go around the area")
