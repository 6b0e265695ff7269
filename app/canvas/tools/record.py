"""Placing points recorded by hand with a click, and what the tools for lines and areas share with that.

A tool holds a *draft*: what is being recorded or changed, with its place and what was typed so far.  The draft is a
sketch like any other: the plan keeps it, Esc drops it, and Ctrl+Z brings it back.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas import overlay
from app.canvas.snapping import Snap
from app.canvas.tools import sketch
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.corners import DRAG_PX, XY
from layers.kinds import RecordKind
from layers.wkb import shape_of_text

#: A press as near as this to a point of the draft takes hold of it.
GRIP_PX = 9.0
_DOT_PX = 9.0


@dataclass(frozen=True)
class Draft:
    """What is in hand: a new record, or the one with ``layer`` and ``uid`` being changed.  ``shape`` is EPSG:4490."""

    kind: RecordKind
    layer: str = ""
    uid: str = ""
    shape: shapely.Geometry | None = None
    values: Mapping[str, str] = field(default_factory=dict)  # as typed

    @property
    def is_new(self) -> bool:
        """Whether it is no record of the plan yet."""
        return not self.uid

    def as_state(self) -> dict[str, Any]:
        """Return plain data, coordinates to the last digit."""
        place = "" if self.shape is None else shapely.to_wkt(self.shape, rounding_precision=-1)
        return {
            "kind": self.kind.value,
            "layer": self.layer,
            "uid": self.uid,
            "place": place,
            "values": dict(self.values),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Draft:
        """Return the draft of a state; ValueError when it is none."""
        place = str(state.get("place", ""))
        try:
            shape = shape_of_text(place) if place else None
        except ValueError as error:
            raise ValueError(place) from error
        values = {str(name): str(value) for name, value in dict(state.get("values") or {}).items()}
        kind, layer, uid = RecordKind(state["kind"]), str(state.get("layer", "")), str(state.get("uid", ""))
        return cls(kind, layer, uid, shape, values)


class Drafting:
    """What the three tools share; a tool that takes this in is a :class:`Tool` with the signals named here."""

    drafted: Any  # Signal: the draft in hand, or None
    confirmed: Any  # Signal: the hand has finished: keep the draft
    sketched: Any
    canvas: Any
    update_canvas: Callable[[], None]

    def __init__(self) -> None:
        self.kind = RecordKind.DEPOT
        self.draft: Draft | None = None
        self.prompt = ""  # what to do, beside the cursor
        #: Whether a record is still in the plan: a sketch of one that is gone cannot be taken up again.
        self.is_there: Callable[[str, str], bool] = lambda _layer, _uid: True
        self._dropped: Draft | None = None
        self._past: list[Draft | None] = []  # places of the hand, for undo

    def begin(self, draft: Draft | None, kind: RecordKind) -> None:
        """Take a record in hand, or wait for a new one of a kind."""
        self.kind, self._past = kind, []
        self._set_draft(draft)

    def put(self, draft: Draft) -> None:
        """Take what was typed; a change of the place is a step that undo takes back."""
        before = self.draft
        if before is None or before.shape is not draft.shape:
            self._past.append(before)
        self._set_draft(draft)

    def take(self) -> Draft | None:
        """Let go of the draft, because it is about to be kept in the plan; :meth:`begin` has it back."""
        draft, self._past, self._dropped = self.draft, [], None
        self._set_draft(None)
        return draft

    def place(self, shape: shapely.Geometry | None) -> None:
        """Put the draft at a place (EPSG:4490), as a step that undo takes back."""
        self._past.append(self.draft)
        self._set_draft(replace(self.draft or Draft(self.kind), shape=shape))

    def _set_draft(self, draft: Draft | None) -> None:
        self.draft = draft
        if draft is not None:
            self._dropped = None
        self.sketched.emit()
        self.drafted.emit(draft)
        self.update_canvas()

    def _drop(self) -> bool:
        if self.draft is None:
            return False
        dropped, self._past = self.draft, []
        self._set_draft(None)
        self._dropped = dropped
        self.sketched.emit()
        return True

    def _undo_draft(self) -> bool:
        if self._past:
            before, typed = self._past.pop(), self.draft.values if self.draft is not None else {}
            if before is not None or typed:  # only the place goes back: fields have an undo of their own
                before = replace(before or Draft(self.kind), values=typed)
            self._set_draft(before)
            return True
        if self.draft is None and self._dropped is not None:
            self.begin(self._dropped, self._dropped.kind)
            return True
        return False

    def _draft_state(self) -> dict[str, Any]:
        if self.draft is not None:
            return {"draft": self.draft.as_state(), "cancelled": False}
        return {"draft": self._dropped.as_state(), "cancelled": True} if self._dropped is not None else {}

    def _restore_draft(self, state: Mapping[str, Any]) -> bool:
        """Take a draft of a state up; ValueError, TypeError or KeyError when it makes no sense."""
        if not isinstance(state.get("draft"), Mapping):
            return False
        draft = Draft.from_state(state["draft"])
        if draft.uid and not self.is_there(draft.layer, draft.uid):
            return False
        if state.get("cancelled"):
            self.kind, self._dropped = draft.kind, draft
            self.sketched.emit()
        else:
            self.begin(draft, draft.kind)
        return True

    def _forget_draft(self) -> None:
        self._dropped, self._past = None, []
        self._set_draft(None)

    def _points(self) -> list[XY]:
        """Return the points of the draft in metres, a ring without its last."""
        if self.draft is None or self.draft.shape is None or self.canvas is None:
            return []
        points = [(float(x), float(y)) for x, y in shapely.get_coordinates(self.canvas.to_metric(self.draft.shape))]
        return points[:-1] if self.draft.shape.geom_type == "Polygon" else points

    def _grip_at(self, px: QPointF) -> int | None:
        """Return the point of the draft under a pixel."""
        assert self.canvas is not None
        away = [math.dist((px.x(), px.y()), self.canvas.view.to_px(*point)) for point in self._points()]
        nearest = int(np.argmin(away)) if away else -1
        return nearest if away and away[nearest] <= GRIP_PX else None


class RecordPointTool(Drafting, Tool):
    """A click places the record; a point that is there is dragged to move it, and clicked to change it."""

    drafted = Signal(object)
    confirmed = Signal()
    moved = Signal(str, str, object)  # layer and uid of a record, its new place in EPSG:4490
    picked = Signal(str, str)  # a record that is there was clicked

    key = "record_point"
    snaps = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, parent: QObject | None = None) -> None:
        Tool.__init__(self, parent)
        Drafting.__init__(self)
        #: Which record lies at a point in metres: its layer and uid.
        self.record_at: Callable[[float, float], tuple[str, str] | None] = lambda _x, _y: None
        self._cursor: XY | None = None
        self._snap: Snap | None = None
        self._grip: tuple[str, str] | None = None  # the record that is held; ("", "") for the draft
        self._pressed = QPointF()
        self._is_dragging = False

    @property
    def snap_excludes(self) -> tuple[str, str]:
        """What is dragged does not snap to itself."""
        return self._grip or ("", "")

    @property
    def has_sketch(self) -> bool:
        """Whether something is in hand."""
        return self.draft is not None

    # -- events ------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Take hold of what is there, or place the record; the right button finishes."""
        if event.button == Qt.MouseButton.RightButton:
            if self.draft is not None:
                self.confirmed.emit()
            return True
        if event.button != Qt.MouseButton.LeftButton or self.canvas is None:
            return False
        self._pressed, self._is_dragging = event.px, False
        if self._grip_at(event.px) is not None:
            self._grip = ("", "")
            return True
        self._grip = self.record_at(*self.canvas.view.to_map(event.px.x(), event.px.y()))
        if self._grip is None:
            self.place(self.canvas.to_storage(shapely.Point(event.x, event.y)))
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Let what is held follow."""
        self._cursor, self._snap = (event.x, event.y), event.snap
        if self._grip is not None and not self._is_dragging:
            gone = event.px - self._pressed
            self._is_dragging = math.hypot(gone.x(), gone.y()) >= DRAG_PX
        self.update_canvas()
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Put down what is held."""
        grip, was_dragged = self._grip, self._is_dragging
        self._grip, self._is_dragging = None, False
        if grip is None or self.canvas is None:
            return event.button == Qt.MouseButton.LeftButton
        if was_dragged:
            shape = self.canvas.to_storage(shapely.Point(event.x, event.y))
            self.place(shape) if grip == ("", "") else self.moved.emit(*grip, shape)
        elif grip != ("", ""):
            self.picked.emit(*grip)
        self.update_canvas()
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """The second click of two is no second place."""
        return event.button == Qt.MouseButton.LeftButton

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter finishes; Backspace takes the place back."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.draft is not None:
            self.confirmed.emit()
            return True
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return bool(self._past) and self._undo_draft()
        is_undo = key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        return is_undo and self.undo()

    def on_cancel(self) -> bool:
        """Let go of what is held, else drop the draft but remember it."""
        if self._grip is not None and self._is_dragging:
            self._grip, self._is_dragging = None, False
            self.update_canvas()
            return True
        self._grip = None
        return self._drop()

    # -- the sketch in hand --------------------------------------------------------------------------

    def sketch_state(self) -> dict[str, Any]:
        """Return the draft, or the one that undo could bring back."""
        return self._draft_state()

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take the draft up again."""
        return self.draft is None and self._restore_draft(state)

    def undo(self) -> bool:
        """Take the last place back, or bring a dropped draft back."""
        return self._undo_draft()

    def forget(self) -> None:
        """Let go of everything."""
        self._forget_draft()

    # -- painting ------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draw the place of the draft, what is dragged, the snap, and a hint."""
        canvas = self.canvas
        if canvas is None:
            return
        theme, area = canvas.scene.theme, canvas.room
        ink = theme.style("patrol").line
        dragged = self._cursor if self._is_dragging else None
        if self._grip != ("", "") or dragged is None:
            for point in self._points():
                draw_place(painter, QPointF(*canvas.view.to_px(*point)), ink)
        if dragged is not None:
            draw_place(painter, QPointF(*canvas.view.to_px(*dragged)), ink)
        hint = "" if self.draft is not None else self.prompt
        if self._snap is not None:
            sketch.draw_snap(painter, self._snap, canvas.view, theme, canvas.font_family, area, note=hint)
        elif self._cursor is not None and not self._is_dragging:
            at = QPointF(*canvas.view.to_px(*self._cursor))
            overlay.draw_bubble(painter, at, hint, area, theme, canvas.font_family)


def draw_place(painter: QPainter, at: QPointF, ink: str) -> None:
    """Draw where a record in hand lies: a disc in a ring that stands out from every symbol."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((QColor("#FFFFFF"), 5.0), (QColor(ink), 2.4)):
        painter.setPen(QPen(color, width))
        painter.drawEllipse(at, _DOT_PX, _DOT_PX)
    painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
    painter.setBrush(QColor(ink))
    painter.drawEllipse(at, _DOT_PX / 2.2, _DOT_PX / 2.2)
    painter.restore()
