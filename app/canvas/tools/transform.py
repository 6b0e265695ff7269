"""Move, turn and scale areas by hand: a box with handles, in step with the numbers on the card."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
import shapely.affinity
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app import words
from app.canvas import overlay
from app.canvas.tools import sketch
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.reshape import ShapeOf, Targets

_GRAB_PX = 10.0
_TURN_PX = 34.0  # how far the turning handle stands above the box
_SMALLEST, _LARGEST = 0.01, 100.0


class Grip(StrEnum):
    """What is in the hand."""

    BODY = "body"
    CORNER = "corner"
    TURN = "turn"


@dataclass(frozen=True)
class Change:
    """Turned clockwise and scaled about the centre of the areas, then moved by grid metres."""

    east_m: float = 0.0
    north_m: float = 0.0
    clockwise_deg: float = 0.0
    factor: float = 1.0

    @property
    def is_nothing(self) -> bool:
        """Whether the areas stay as they are."""
        return self == Change()

    @property
    def is_move(self) -> bool:
        """Whether the areas are only moved."""
        return self.clockwise_deg == 0.0 and self.factor == 1.0


class TransformTool(Tool):
    """Drag the area to move it, a corner of the box to scale it, the round handle to turn it (Shift: 15° steps).

    Enter or right click does it in one step, Esc leaves the areas as they are.
    """

    changed = Signal(object)  # Change in hand
    progressed = Signal(object)  # what the first area would be, EPSG:4490; None for nothing
    confirmed = Signal()

    key = "transform"

    def __init__(self, parent: QObject | None = None, *, shape_of: ShapeOf) -> None:
        super().__init__(parent)
        self.targets = Targets(shape_of)
        self._stored_shape = shape_of
        self.change = Change()
        self._dropped: dict[str, Any] = {}
        self._base: shapely.Geometry | None = None  # the areas as they are, metres
        self._hot: Grip | None = None
        self._held: tuple[Grip, tuple[float, float], Change] | None = None

    # -- state ---------------------------------------------------------------------------------------

    @property
    def pans_by_drag(self) -> bool:
        """A drag on bare ground moves the map."""
        return self._hot is None and self._held is None

    @property
    def has_sketch(self) -> bool:
        """Whether a change is in hand."""
        return not self.change.is_nothing

    @property
    def center(self) -> tuple[float, float]:
        """What the areas turn about, metres."""
        assert self._base is not None
        return self._base.centroid.x, self._base.centroid.y

    def begin(self, uids: tuple[str, ...]) -> None:
        """Take areas."""
        self.targets.uids = uids
        self._dropped = {}
        self._load()
        self.set_change(Change())

    def set_change(self, change: Change) -> None:
        """Take a change in hand, from the mouse or from the card."""
        self.change = change
        self.changed.emit(change)
        self.sketched.emit()
        self._announce()
        self.update_canvas()

    def on_scene_changed(self) -> None:
        """The areas, or the metric CRS, may be others."""
        self._load()

    def deactivate(self) -> None:
        """Let go; a change in hand is one undo away as long as the tool is not taken for other areas."""
        super().deactivate()
        self._base, self._hot, self._held = None, None, None

    def forget(self) -> None:
        """Another plan comes."""
        self.targets.uids, self._dropped, self._base = (), {}, None
        self._hot = self._held = None
        self.change = Change()
        self.sketched.emit()

    def _load(self) -> None:
        shapes = [shape for uid in self.targets.uids if (shape := self._stored_shape(uid)) is not None]
        if self.canvas is None or not shapes:
            self._base = None
            return
        metric = self.canvas.to_metric(np.array(shapes, dtype=object))
        self._base = shapely.GeometryCollection(list(metric))

    # -- events --------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Take hold, or finish with the right button."""
        if event.button == Qt.MouseButton.RightButton:
            self.confirmed.emit()
            return True
        if event.button != Qt.MouseButton.LeftButton or self._base is None:
            return False
        self._hot = self._grip_at(event.px)
        if self._hot is None:
            return False
        self._held = (self._hot, (event.x, event.y), self.change)
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Carry on, or show what could be taken."""
        if self._base is None:
            return False
        if self._held is None:
            hot = self._grip_at(event.px)
            if hot is not self._hot:
                self._hot = hot
                self._show_cursor()
                self.update_canvas()
            return hot is not None
        grip, start, before = self._held
        self.set_change(self._carried(grip, start, before, event))
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Let go of the handle; the change stays in hand."""
        if event.button != Qt.MouseButton.LeftButton or self._held is None:
            return False
        self._held = None
        return True

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter does it; Ctrl+Z takes it back or brings it back."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
            return True
        is_undo = key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        return is_undo and self.undo()

    def on_cancel(self) -> bool:
        """Put the areas back; undo takes the change in hand again."""
        self._held = None
        if self.change.is_nothing:
            return False
        self._dropped = {**self.sketch_state(), "cancelled": True}
        self.set_change(Change())
        return True

    def undo(self) -> bool:
        """Put the areas back, or take the change dropped last in hand again."""
        if self.on_cancel():
            return True
        dropped, self._dropped = self._dropped, {}
        return bool(dropped) and self.restore_sketch({**dropped, "cancelled": False})

    def done(self) -> None:
        """The change goes into the plan: nothing is in hand any more."""
        self.change, self._dropped, self._held = Change(), {}, None

    def take_back(self) -> bool:
        """The change was not kept: it is still in hand."""
        return self.has_sketch

    # -- the sketch in hand --------------------------------------------------------------------------

    def sketch_state(self) -> dict[str, Any]:
        """Return the change and the areas it is meant for."""
        if self.change.is_nothing:
            return dict(self._dropped)
        return {**self.targets.state(), **asdict(self.change), "cancelled": False}

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take the change in hand again, if the areas are as they were."""
        if not self.targets.take(state):
            return False
        if state.get("cancelled"):
            self._dropped = dict(state)
            return True
        self._load()
        values = {name: float(state[name]) for name in asdict(Change())}
        self.set_change(Change(**values))
        return self._base is not None

    def tell_progress(self) -> None:
        """Say again what the areas would be."""
        self._announce()

    # -- painting ------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draw the areas as they would be, the box, its handles and the figures."""
        canvas, made = self.canvas, self.made()
        if canvas is None or made is None:
            return
        ink = canvas.scene.theme.style("patrol").line
        rings = shapely.get_rings(shapely.get_parts(shapely.get_parts(made)))
        sketch.draw_rings(painter, [shapely.get_coordinates(ring)[:-1] for ring in rings], canvas.view, ink)
        corners, turn = self._handles()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 1.2, Qt.PenStyle.DashLine))
        painter.drawPolygon(QPolygonF(corners))
        painter.drawLine(QLineF(QLineF(corners[2], corners[3]).center(), turn))
        painter.setPen(QPen(QColor(ink), 2.0))
        for at in corners:
            painter.setBrush(QColor(ink if self._hot is Grip.CORNER else "#FFFFFF"))
            painter.drawRect(QRectF(at.x() - 4.5, at.y() - 4.5, 9.0, 9.0))
        painter.setBrush(QColor(ink if self._hot is Grip.TURN else "#FFFFFF"))
        painter.drawEllipse(turn, 5.5, 5.5)
        painter.restore()
        if self._held is not None and canvas.cursor_px is not None:
            area = canvas.room
            overlay.draw_bubble(
                painter, canvas.cursor_px, self._figures(), area, canvas.scene.theme, canvas.font_family
            )

    def made(self) -> shapely.Geometry | None:
        """Return the areas as they would be, metres."""
        if self._base is None:
            return None
        change, center = self.change, self.center
        turned = shapely.affinity.rotate(self._base, -change.clockwise_deg, origin=center)
        scaled = shapely.affinity.scale(turned, change.factor, change.factor, origin=center)
        return shapely.affinity.translate(scaled, change.east_m, change.north_m)

    # -- helpers -------------------------------------------------------------------------------------

    def _figures(self) -> str:
        assert self._held is not None
        if self._held[0] is Grip.TURN:
            return self.tr("Turned {degrees}°").format(degrees=f"{self.change.clockwise_deg:.1f}")
        if self._held[0] is Grip.CORNER:
            return self.tr("Scaled to {percent} %").format(percent=f"{self.change.factor * 100:.1f}")
        length = math.hypot(self.change.east_m, self.change.north_m)
        return self.tr("Moved {length}").format(length=words.fine_length(length))

    def _carried(self, grip: Grip, start: tuple[float, float], before: Change, event: ToolEvent) -> Change:
        if grip is Grip.BODY:
            return Change(
                before.east_m + event.x - start[0],
                before.north_m + event.y - start[1],
                before.clockwise_deg,
                before.factor,
            )
        cx, cy = self.center[0] + before.east_m, self.center[1] + before.north_m
        if grip is Grip.CORNER:
            reach = max(math.hypot(start[0] - cx, start[1] - cy), 1e-9)
            factor = before.factor * math.hypot(event.x - cx, event.y - cy) / reach
            factor = min(max(factor, _SMALLEST), _LARGEST)
            return Change(before.east_m, before.north_m, before.clockwise_deg, factor)
        bearing = [math.degrees(math.atan2(x - cx, y - cy)) for x, y in (start, (event.x, event.y))]
        degrees = before.clockwise_deg + bearing[1] - bearing[0]
        if event.modifiers & Qt.KeyboardModifier.ShiftModifier:
            degrees = round(degrees / 15.0) * 15.0
        degrees = (degrees + 180.0) % 360.0 - 180.0
        return Change(before.east_m, before.north_m, degrees, before.factor)

    def _handles(self) -> tuple[list[QPointF], QPointF]:
        """Return the corners of the turned box, from the lower left anticlockwise, and the turning handle, pixels."""
        assert self.canvas is not None and self._base is not None
        xmin, ymin, xmax, ymax = self._base.bounds
        change, (cx, cy) = self.change, self.center
        angle = math.radians(-change.clockwise_deg)
        cos, sin = math.cos(angle) * change.factor, math.sin(angle) * change.factor
        corners: NDArray[np.float64] = np.array([(xmin, ymin), (xmax, ymin), (xmax, ymax), (xmin, ymax)]) - (cx, cy)
        turned = corners @ np.array([[cos, sin], [-sin, cos]])
        moved = turned + np.array([cx + change.east_m, cy + change.north_m])
        pixels = [QPointF(*self.canvas.view.to_px(x, y)) for x, y in moved]
        top = QLineF(pixels[2], pixels[3]).center()
        return pixels, QPointF(top.x() - math.sin(angle) * _TURN_PX, top.y() - math.cos(angle) * _TURN_PX)

    def _grip_at(self, px: QPointF) -> Grip | None:
        if self._base is None or self.canvas is None:
            return None
        corners, turn = self._handles()
        if math.hypot(px.x() - turn.x(), px.y() - turn.y()) <= _GRAB_PX:
            return Grip.TURN
        if any(math.hypot(px.x() - one.x(), px.y() - one.y()) <= _GRAB_PX for one in corners):
            return Grip.CORNER
        point, near_m = shapely.Point(self.canvas.view.to_map(px.x(), px.y())), 3.0 * self.canvas.view.metres_per_px
        return Grip.BODY if shapely.dwithin(self.made(), point, near_m) else None

    @property
    def areas_in_hand(self) -> frozenset[str]:
        """The areas that are moved."""
        return frozenset(self.targets.uids)

    def _announce(self) -> None:
        made = self.made() if self.has_sketch else None
        first = shapely.get_geometry(made, 0) if made is not None else None
        self.progressed.emit(None if first is None or self.canvas is None else self.canvas.to_storage(first))

    def _show_cursor(self) -> None:
        shapes = {
            Grip.BODY: Qt.CursorShape.SizeAllCursor,
            Grip.CORNER: Qt.CursorShape.SizeBDiagCursor,
            Grip.TURN: Qt.CursorShape.PointingHandCursor,
        }
        self.cursor = shapes[self._hot] if self._hot is not None else Qt.CursorShape.ArrowCursor
        if self.canvas is not None:
            self.canvas.refresh_cursor()
