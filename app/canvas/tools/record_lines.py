"""Drawing lines and areas that are recorded by hand: corner by corner, then bent by their points or moved whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
import shapely.affinity
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.tools import sketch
from app.canvas.tools.base import ToolEvent
from app.canvas.tools.corners import DRAG_PX, XY, CornerTool
from app.canvas.tools.record import GRIP_PX, Draft, Drafting
from layers.errors import UnsoundShape
from layers.kinds import RecordKind, Shape

#: The handle that moves all of it stands so far above the middle of a line, and has this radius.
_HANDLE_UP_PX, _HANDLE_PX = 26.0, 10.0


class RecordLineTool(Drafting, CornerTool):
    """A line along clicks; once it is ended its points are dragged, and a click on an edge makes one more.

    The round handle moves all of it; an area is also taken hold of anywhere inside.
    """

    drafted = Signal(object)
    confirmed = Signal()

    key = "record_line"
    closes = False
    can_follow = True
    shape_kind = Shape.LINE

    def __init__(self, parent: QObject | None = None) -> None:
        CornerTool.__init__(self, parent)
        Drafting.__init__(self)
        self.length_words: Callable[[shapely.Geometry], str] = lambda _shape: ""
        self._held: int | None = None
        self._held_points: list[XY] = []
        self._whole_from: XY | None = None  # where the hand took hold of all of it, metres
        self._gone: XY = (0.0, 0.0)  # how far it has been moved since
        self._is_over_whole = False  # a press here would take hold of all of it
        self.finished.connect(self._take_shape)

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the line."""
        if len(points) < 2:
            raise UnsoundShape(reason="few_points")
        return shapely.LineString(points)

    @property
    def has_sketch(self) -> bool:
        """Whether a line is under way or waits to be kept."""
        return self.is_drawing or self.draft is not None

    @property
    def has_place(self) -> bool:
        """Whether the line is ended."""
        return self.draft is not None and self.draft.shape is not None

    def begin(self, draft: Draft | None, kind: RecordKind) -> None:
        """Take a record in hand; a line half drawn gives way to one that is ended."""
        if draft is not None and draft.shape is not None:
            CornerTool.on_cancel(self)
        super().begin(draft, kind)

    def _take_shape(self, shape: shapely.Geometry) -> None:
        self.place(shape)

    def redraw(self) -> None:
        """Draw the line anew; what was typed stays."""
        if self.has_place:
            self.place(None)

    # -- events ------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Add a corner; of an ended line take hold of a point or of an edge."""
        if not self.has_place:
            return super().on_press(event)
        if event.button == Qt.MouseButton.RightButton:
            self.confirmed.emit()
        elif event.button == Qt.MouseButton.LeftButton:
            self._held_points = self._points()
            self._held = None if self._is_on_handle(event.px) else self._grip_at(event.px)
            if self._held is None and not self._is_on_handle(event.px):
                self._held = self._point_on_edge(event)
            if self._held is None and self._takes_whole(event.px):
                self._whole_from, self._gone = self._place_of(event.px), (0.0, 0.0)
        return True

    def _place_of(self, px: QPointF) -> XY:
        assert self.canvas is not None
        return self.canvas.view.to_map(px.x(), px.y())

    def _handle(self) -> QPointF | None:
        """Return where the handle is that moves all of it, in pixels."""
        points = self._points()
        if self.canvas is None or len(points) < 2:
            return None
        view = self.canvas.view
        if self.closes:
            inside = shapely.Polygon(points).representative_point()
            return QPointF(*view.to_px(inside.x, inside.y))
        middle = shapely.LineString(points).interpolate(0.5, normalized=True)
        x, y = view.to_px(middle.x, middle.y)
        return QPointF(x, y - _HANDLE_UP_PX)

    def _is_on_handle(self, px: QPointF) -> bool:
        at = self._handle() if self.has_place else None
        return at is not None and math.hypot(px.x() - at.x(), px.y() - at.y()) <= _HANDLE_PX + 2.0

    def _takes_whole(self, px: QPointF) -> bool:
        """Whether a press there takes hold of all of the line or area."""
        if self._is_on_handle(px):
            return True
        return (
            self.closes
            and self.has_place
            and shapely.Polygon(self._points()).contains(shapely.Point(self._place_of(px)))
        )

    @property
    def _is_moved(self) -> bool:
        assert self.canvas is not None
        return math.hypot(*self._gone) >= DRAG_PX * self.canvas.view.metres_per_px

    def _point_on_edge(self, event: ToolEvent) -> int | None:
        """Make a point on the edge under the cursor and return its number; None when there is none."""
        assert self.canvas is not None
        x, y = self.canvas.view.to_map(event.px.x(), event.px.y())
        points, here = self._held_points, shapely.Point(x, y)
        ends = [*points[1:], points[0]] if self.closes else points[1:]
        edges = shapely.linestrings([[a, b] for a, b in zip(points[: len(ends)], ends, strict=True)])
        away = shapely.distance(edges, here)
        nearest = int(np.argmin(away))
        if away[nearest] > GRIP_PX * self.canvas.view.metres_per_px:
            return None
        points.insert(nearest + 1, (event.x, event.y))
        return nearest + 1

    def on_move(self, event: ToolEvent) -> bool:
        """Let the last side, or the point that is held, follow the cursor."""
        if self._held is not None:
            self._held_points[self._held] = (event.x, event.y)
        if self._whole_from is not None:
            x, y = self._place_of(event.px)
            self._gone = (x - self._whole_from[0], y - self._whole_from[1])
        elif self._held is None and self.has_place:
            self._show_cursor(event.px)
        used = super().on_move(event)
        if self._whole_from is not None or self._is_over_whole:
            self._snap = None  # all of it is moved freely
        return used

    def _show_cursor(self, px: QPointF) -> None:
        grip = None if self._is_on_handle(px) else self._grip_at(px)
        self._is_over_whole = grip is None and self._takes_whole(px)
        cursor = Qt.CursorShape.SizeAllCursor if self._is_over_whole or grip is not None else type(self).cursor
        if cursor is not self.cursor and self.canvas is not None:
            self.cursor = cursor
            self.canvas.refresh_cursor()

    def on_release(self, event: ToolEvent) -> bool:
        """Put the point, or all of it, down."""
        if self._whole_from is not None and self.canvas is not None:
            if self._is_moved and self.draft is not None and self.draft.shape is not None:
                moved = shapely.affinity.translate(self.canvas.to_metric(self.draft.shape), *self._gone)
                self.place(self.canvas.to_storage(moved))
            self._let_go()
            return True
        held, self._held = self._held, None
        if held is None or self.canvas is None:
            return super().on_release(event)
        try:
            shape = self.canvas.to_storage(self.shape_of(self._held_points))
        except UnsoundShape as error:
            self._refuse(str(error.facts.get("reason", "")))
        else:
            if self._held_points != self._points():
                self.place(shape)
        self.update_canvas()
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """Finish the line; an ended one is not ended again."""
        return True if self.has_place else super().on_double_click(event)

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter keeps an ended line, Backspace takes the last step back."""
        if self.has_place and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
            return True
        if self.has_place and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return self._undo_draft()
        return super().on_key(key, modifiers)

    def on_cancel(self) -> bool:
        """Let go of the point that is held, else drop line and draft but remember them."""
        if self._held is not None or self._whole_from is not None:
            self._let_go()
            return True
        had_corners = CornerTool.on_cancel(self)
        return self._drop() or had_corners

    def undo(self) -> bool:
        """Take the last step back: a corner, the end of the line, a moved point; or bring back what was dropped."""
        if self.corners:
            return CornerTool.undo(self)
        is_ended = self.has_place and (not self._past or self._past[-1] is None or self._past[-1].shape is None)
        if is_ended and self._past and self._last_finished:
            self._undo_draft()
            return self.take_back()
        done = self._undo_draft()
        return (not self.has_place and self.restore()) or done

    def _let_go(self) -> None:
        self._held, self._whole_from, self._gone = None, None, (0.0, 0.0)
        self.update_canvas()

    # -- the sketch in hand --------------------------------------------------------------------------

    def sketch_state(self) -> dict[str, Any]:
        """Return corners and draft, or those that undo could bring back."""
        corners, draft = CornerTool.sketch_state(self), self._draft_state()
        if not corners and not draft:
            return {}
        return {**corners, **draft, "kind": self.kind.value, "cancelled": not self.has_sketch}

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take corners and draft up again."""
        if self.has_sketch:
            return False
        self.kind = RecordKind(state["kind"])
        has_draft = self._restore_draft(state)
        if not has_draft and isinstance(state.get("draft"), Mapping):
            return False
        has_corners = bool(state.get("corners")) and CornerTool.restore_sketch(self, state)
        return has_draft or has_corners

    def forget(self) -> None:
        """Let go of everything."""
        CornerTool.forget(self)
        self._forget_draft()

    # -- painting ------------------------------------------------------------------------------------

    def hint(self) -> str:
        """Return what to do, or the length so far."""
        if self._is_over_whole and self._whole_from is None and self.has_place:
            return self.tr("Drag to move all of it")
        return self.figures() or (self.prompt if not self.has_place else "")

    def figures(self) -> str:
        """Return the length or the area of what is in hand, on the ellipsoid."""
        if self.canvas is None or self.has_place or len(self.points_in_hand()) < 2:
            return ""
        try:
            return self.length_words(self.canvas.to_storage(self.shape_of(self.points_in_hand())))
        except UnsoundShape:
            return ""

    def paint(self, painter: QPainter) -> None:
        """Draw the ended line with its points and the handle that moves it, else what is half drawn."""
        if self.canvas is not None and self.has_place:
            points = self._held_points if self._held is not None else self._points()
            if self._whole_from is not None:
                points = [(x + self._gone[0], y + self._gone[1]) for x, y in points]
            if self.closes:
                sketch.draw_area(painter, [*points, points[0]], self.canvas.view, self.ink)
            else:
                sketch.draw_line(painter, points, self.canvas.view, self.ink)
            sketch.draw_corners(painter, points, self.canvas.view, self.ink)
            handle = self._handle() if self._held is None else None
            if handle is not None:
                mpp = self.canvas.view.metres_per_px
                moved = QPointF(self._gone[0] / mpp, -self._gone[1] / mpp)
                _draw_handle(painter, handle + moved, self.ink, is_hot=self._is_over_whole)
        super().paint(painter)


class RecordAreaTool(RecordLineTool):
    """The same around an area."""

    key = "record_area"
    closes = True
    shape_kind = Shape.POLYGON

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the area."""
        return CornerTool.shape_of(self, points)


def _draw_handle(painter: QPainter, at: QPointF, ink: str, *, is_hot: bool) -> None:
    """Draw a disc with arrows to all four sides."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1.6))
    painter.setBrush(QColor(ink if is_hot else "#FFFFFF"))
    painter.drawEllipse(at, _HANDLE_PX, _HANDLE_PX)
    painter.setPen(QPen(QColor("#FFFFFF" if is_hot else ink), 1.5, c=Qt.PenCapStyle.RoundCap))
    reach, head = _HANDLE_PX - 4.0, 2.4
    for dx, dy in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        tip = at + QPointF(dx * reach, dy * reach)
        painter.drawLine(at, tip)
        for side in (-1.0, 1.0):
            painter.drawLine(tip, tip + QPointF(-dx * head + side * dy * head, -dy * head + side * dx * head))
    painter.restore()
