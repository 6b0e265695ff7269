"""Move, insert and delete the corners of a patrol area."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from app.canvas import overlay
from app.canvas.guides import Guide, of_corner
from app.canvas.hit import geometry_of
from app.canvas.scene import PATROL
from app.canvas.snapping import SNAP_PX, Excludes, Snap
from app.canvas.tools import sketch
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.rings import (
    Handle,
    Ring,
    fingerprint,
    handles_in,
    in_sight,
    nearest_handle,
    nearest_side,
    polygon_of,
    rings_of,
    side_middles,
    without_handles,
)
from app.canvas.view import View
from layers.crs import STORAGE_CRS, transformer
from layers.patrol.shared_edges import SharedEdges, Together

_DRAG_PX = 4.0


@dataclass(frozen=True)
class _Given:
    """What was put down last, so that it can be in hand again: the corner held, and both ends of a side."""

    rings: list[Ring]
    before: list[Ring]
    held: Handle
    held_is_new: bool
    side: frozenset[Handle]
    lag: tuple[float, float]


class EditVerticesTool(Tool):
    """Hover shows what can be taken; drag, or click, move, click, moves it; the middle of a side inserts.

    A side is dragged anywhere else along it, both ends alike; a double click there makes a corner.  Shift and drag
    chooses the corners in a box, which then move together.  Delete removes what is chosen, or the corner under the
    cursor.  Areas that share a corner or a side follow, unless Ctrl is held.  Every change is a finished gesture of
    its own.
    """

    edited = Signal(str, object)  # uid, shapely polygon in EPSG:4490
    edited_together = Signal(object)  # uid → polygon in EPSG:4490, the area in hand first, then those that follow it
    progressed = Signal(object)  # the shape while a corner is in hand, EPSG:4490; None when nothing is
    target_changed = Signal(str)  # uid of the area being edited, "" for none
    refused = Signal(str)  # "too_few_corners" | "self_crossing" | "neighbour_crossing" | "corner_held"
    corner_taken = Signal(int, int)  # ring and index of a corner the hand took

    key = "edit_vertices"
    snaps = True
    layer_uid = PATROL  # whose features are edited
    ink = ""  # the colour of the outline in hand; "" is that of patrol areas

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        stored_shape: Callable[[str], shapely.Geometry | None] | None = None,
        shared_edges: Callable[[str], SharedEdges | None] | None = None,
    ) -> None:
        super().__init__(parent)
        #: Gives what an area shares with others; None while areas do not follow each other.
        self._shared_edges = shared_edges or (lambda _uid: None)
        self._made: Together | None = None  # what the corner in hand comes to; None while sides cross
        self._followers: list[Ring] = []  # outlines of the areas that follow, metres
        self._sharers: tuple[str, ...] = ()  # the other areas that share the corner in hand or under the cursor
        self._is_alone = False  # Ctrl is held: the others stay as they are
        #: Says how an area is stored, EPSG:4490: a sketch is only good for the shape it began from.
        self._stored_shape = stored_shape or self._shape_in_scene
        self.target = ""
        self.rings: list[Ring] = []
        self._owners: list[int] = []
        self._before: list[Ring] = []
        self._marked: Handle | None = None  # the corner whose row is chosen in the table
        self._boxed: frozenset[Handle] = frozenset()  # corners chosen together
        self._box_px: tuple[QPointF, QPointF] | None = None  # the box being dragged
        self._hot: Handle | None = None
        self._held: Handle | None = None
        self._held_is_new = False  # the corner in hand did not exist before
        #: The side under the cursor, by the corner it begins at, and its point under the cursor, metres.
        self._hot_side: tuple[Handle, tuple[float, float]] | None = None
        self._side_held = False  # a whole side is in hand: the corner held, and the next one
        self._lag = (0.0, 0.0)  # from the cursor to the corner in hand, metres
        self._began_from = ""
        self._dropped: dict[str, Any] = {}  # what undo would take in hand again
        self._given: _Given | None = None  # what was emitted last
        self._epsg = 0  # of the rings
        self._at: list[float] | None = None  # the corner in hand as it was kept, to the last digit; None when moved
        self._pressed_px: QPointF | None = None
        self._chooses = False  # the press was on bare map: the release chooses an area
        self._cursor_px: QPointF | None = None
        self._snap: Snap | None = None
        self._crosses = False
        self._drawing = sketch.RingDrawing()

    @property
    def pans_by_drag(self) -> bool:
        """A drag moves the map unless it starts on a corner or a side."""
        return self._hot is None and self._held is None and self._hot_side is None

    @property
    def takes_shift(self) -> bool:
        """A drag with Shift chooses corners, once there is an area."""
        return bool(self.target)

    @property
    def boxed(self) -> frozenset[Handle]:
        """The corners chosen together."""
        return self._boxed

    @property
    def snap_excludes(self) -> Excludes:
        """A corner must not snap to the shapes it belongs to."""
        return (self.layer_uid, frozenset({self.target, *(() if self._is_alone else self._sharers)}))

    @property
    def areas_in_hand(self) -> frozenset[str]:
        """The area, and those that follow it."""
        return frozenset({self.target, *(self._made.neighbours if self._made is not None else ())}) - {""}

    @property
    def crosses(self) -> bool:
        """Whether sides cross with the corner where it is."""
        return self._crosses

    @property
    def snap_guides(self) -> tuple[Guide, ...]:
        """The sides before and after those of the corner in hand, made longer."""
        held = self._held
        return () if held is None or self._side_held else of_corner(self.rings[held.ring], held.index)

    # -- target ------------------------------------------------------------------------------------

    def edit(self, uid: str) -> bool:
        """Take a patrol area to be edited; return whether it exists."""
        found = self._shape_on_map(uid) if uid else None
        self._drop_state()
        self._dropped, self._given, self._marked, self._boxed = {}, None, None, frozenset()
        self._epsg = self.canvas.scene.metric_epsg if self.canvas is not None else 0
        self.target = uid if found is not None else ""
        self.rings, self._owners = rings_of(found) if found is not None else ([], [])
        self.target_changed.emit(self.target)
        self.update_canvas()
        return found is not None

    def show_chosen(self, corner: tuple[int, int] | None) -> None:
        """Show a corner, by ring and index, as chosen, in sight; None for none."""
        self._marked = Handle(*corner) if corner is not None else None
        is_there = corner is not None and corner[0] < len(self.rings) and corner[1] < len(self.rings[corner[0]])
        if is_there and corner is not None and self.canvas is not None and self._held is None:
            x, y = (float(value) for value in self.rings[corner[0]][corner[1]])
            xmin, ymin, xmax, ymax = self.canvas.view.extent
            if not (xmin < x < xmax and ymin < y < ymax):
                self.canvas.center_on(x, y)
        self.update_canvas()

    def on_scene_changed(self) -> None:
        """Take the stored shape over, e.g. after undo; a corner in hand stays in hand."""
        if self.canvas is None or not self.target:
            return
        if self._held is not None:
            self._follow_crs()
            return
        self._epsg = self.canvas.scene.metric_epsg
        found = self._shape_on_map(self.target)
        if found is None:
            self.edit("")
        else:
            before = [len(ring) for ring in self.rings]
            self.rings, self._owners = rings_of(found)
            self._hot = None
            if [len(ring) for ring in self.rings] != before:
                self._boxed = frozenset()

    def deactivate(self) -> None:
        """Let go of corner and area."""
        super().deactivate()
        self.forget()

    # -- events ------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Take a corner, or put the one in hand down."""
        if event.button == Qt.MouseButton.RightButton:
            return self.on_cancel()
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self._heed(event.modifiers)
        self._chooses = False
        if self._held is not None:
            self._put_down()
            return True
        self._hot = self._find(event.px)
        if self._hot is None and self.takes_shift and event.modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._box_px = (event.px, event.px)
            return True
        if self._hot is None:
            # Whether the side is taken shows when the hand moves; a mere click leaves everything as it is.
            self._hot_side = self._find_side(event.px)
            self._pressed_px = event.px if self._hot_side is not None else None
            self._chooses = self._hot_side is None
            return not self._chooses
        if event.modifiers & Qt.KeyboardModifier.ShiftModifier and not self._hot.is_new:
            self._boxed ^= {self._hot}  # one more, or one less, of those that move together
            self.update_canvas()
            return True
        if self._hot not in self._boxed:
            self._boxed = frozenset()
        self._pressed_px = event.px
        if not self._hot.is_new:
            self._marked = self._hot
            self.corner_taken.emit(self._hot.ring, self._hot.index)
        self._take(self._hot)
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Carry the corner in hand, or light up the one under the cursor."""
        self._cursor_px = event.px
        self._heed(event.modifiers)
        if self._box_px is not None and self.canvas is not None:
            self._box_px = (self._box_px[0], event.px)
            self._boxed = handles_in(self.rings, self.canvas.view, *self._box_px)
            self.update_canvas()
            return True
        if self._held is None and self._pressed_px is not None and self._hot_side is not None:
            if _length(event.px - self._pressed_px) < _DRAG_PX:
                return True
            self._take_side(*self._hot_side)
        if self._held is None:
            self._snap = None
            self._look_at(event.px)
            return self._hot is not None or self._hot_side is not None
        self._snap = event.snap
        self._carry(self._held, (event.x + self._lag[0], event.y + self._lag[1]))
        self._at = None
        self.sketched.emit()
        self._announce()
        self.update_canvas()
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """Put the corner down after a drag; after a mere click keep it in hand; on bare map choose an area."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self._heed(event.modifiers)
        pressed, self._pressed_px = self._pressed_px, None
        if self._box_px is not None:
            self._box_px = None
            self.update_canvas()
            return True
        if self._held is not None and pressed is not None:
            if _length(event.px - pressed) >= _DRAG_PX or self._side_held:
                self._put_down()
            return True
        if pressed is not None:
            return True  # a click on a side
        if self._chooses and self._held is None:
            self._boxed = frozenset()
            self._choose(event)
            return True
        return False

    def on_double_click(self, event: ToolEvent) -> bool:
        """Make a corner on the side under the cursor; one under the cursor already stays in hand."""
        side = self._find_side(event.px) if self._held is None and self._find(event.px) is None else None
        if side is None or event.button != Qt.MouseButton.LeftButton:
            return False
        self._heed(event.modifiers)
        self._take(replace(side[0], is_new=True))
        assert self._held is not None
        near = event.snap is not None and math.dist((event.x, event.y), side[1]) <= self._reach_m()
        self._carry(self._held, (event.x, event.y) if near else side[1])
        self._put_down()
        return True

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Remove the corner in hand or under the cursor; with Ctrl from this area alone."""
        if key == Qt.Key.Key_Control and self._held is not None:
            self._heed(Qt.KeyboardModifier.ControlModifier)
            self._announce()
            self.update_canvas()
            return False
        if key not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return False
        if self._side_held:
            return True  # what is being moved is not removed
        self._heed(modifiers)
        handle = self._held or self._hot
        if self._boxed and self._held is None:
            self._remove_boxed()
            return True
        if handle is None or handle.is_new:
            return False
        self._remove(handle)
        return True

    def on_cancel(self) -> bool:
        """Put the corner in hand back where it was, or else let go of those chosen together."""
        if self._put_back():
            return True
        had, self._boxed, self._box_px = bool(self._boxed), frozenset(), None
        self.update_canvas()
        return had

    def _put_back(self) -> bool:
        if self._held is None:
            return False
        self.rings = self._before
        self._drop_state()
        self.progressed.emit(None)
        self.sketched.emit()
        self.update_canvas()
        return True

    # -- the sketch in hand --------------------------------------------------------------------------

    @property
    def has_sketch(self) -> bool:
        """Whether a corner is in hand."""
        return self._held is not None

    def sketch_state(self) -> dict[str, Any]:
        """Return which corner of which area is in hand and where it is; the area itself is in the plan."""
        held = self._held
        if held is None:
            return dict(self._dropped)
        if self._at is None:
            x, y = self.rings[held.ring][held.index]
            self._at = list(transformer(f"EPSG:{self._epsg}", STORAGE_CRS).transform(float(x), float(y)))
        return {
            "area": self.target,
            "began_from": self._began_from,
            "ring": held.ring,
            "index": held.index,
            "is_new": self._held_is_new,
            "at": list(self._at),
            **({"together": [[one.ring, one.index] for one in self._boxed]} if held in self._boxed else {}),
            "cancelled": False,
        }

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take the corner in hand again, if the area is still the one it was taken from."""
        area = str(state.get("area", ""))
        if self.canvas is None or not area or fingerprint(self._stored_shape(area)) != state.get("began_from"):
            return False
        if (area != self.target or self._held is not None) and not self.edit(area):
            return False
        ring, index, is_new = int(state["ring"]), int(state["index"]), bool(state["is_new"])
        if ring >= len(self.rings) or index >= len(self.rings[ring]) + is_new:
            return False
        if state.get("cancelled"):
            self._dropped = dict(state)
            return True
        self._take(Handle(ring, index - 1, True) if is_new else Handle(ring, index))
        forward = transformer(STORAGE_CRS, f"EPSG:{self._epsg}")
        self._at = [float(value) for value in state["at"]]
        together = frozenset(Handle(int(one), int(other)) for one, other in state.get("together", ()))
        is_there = all(one.ring < len(self.rings) and one.index < len(self.rings[one.ring]) for one in together)
        self._boxed = together if is_there else frozenset()
        self._carry(Handle(ring, index), forward.transform(self._at[0], self._at[1]))
        self._announce()
        self.sketched.emit()
        self._show_cursor()
        return True

    def tell_progress(self) -> None:
        """Say again what the area is with the corner in hand."""
        if self._held is not None:
            self._announce()

    def discard(self) -> None:
        """Put the corner back where it was; undo takes it in hand again."""
        state = self.sketch_state()
        if self._put_back():
            self._dropped = {**state, "cancelled": True}
            self.sketched.emit()

    def undo(self) -> bool:
        """Put the corner in hand back where it was, or take the one that was discarded in hand again."""
        if self._put_back():
            return True
        dropped, self._dropped = self._dropped, {}
        return bool(dropped) and self.restore_sketch({**dropped, "cancelled": False})

    def take_back(self) -> bool:
        """Have the corner put down last in hand again, where it was put; a removed corner is back."""
        given, self._given = self._given, None
        if self._held is not None:
            return False
        if given is None:
            self.on_scene_changed()
            self.update_canvas()
            return False
        self.rings, self._before = given.rings, given.before
        self._held, self._held_is_new = given.held, given.held_is_new
        if given.side:
            self._boxed, self._side_held, self._lag = given.side, True, given.lag
        self._at = None
        self._hot = self._held
        self._announce()
        self.sketched.emit()
        self._show_cursor()
        return True

    def forget(self) -> None:
        """Let go of corner and area."""
        self._drop_state()
        self.target, self.rings, self._owners, self._dropped, self._given = "", [], [], {}, None
        self._boxed, self._box_px = frozenset(), None
        self.sketched.emit()

    def _follow_crs(self) -> None:
        """The metric CRS has moved under the corner in hand: it and its area move along."""
        assert self.canvas is not None
        epsg = self.canvas.scene.metric_epsg
        if epsg == self._epsg:
            return
        forward = transformer(f"EPSG:{self._epsg}", f"EPSG:{epsg}")
        for rings in (self.rings, self._before):
            rings[:] = [np.column_stack(forward.transform(ring[:, 0], ring[:, 1])) for ring in rings]
        self._epsg, self._given = epsg, None

    def _shape_on_map(self, uid: str) -> shapely.Geometry | None:
        """Return a feature as it is edited, metres; None when there is none."""
        found = geometry_of(self.canvas.scene, self.layer_uid, uid) if self.canvas is not None else None
        return None if found is None else found[0]

    def _shape_in_scene(self, uid: str) -> shapely.Geometry | None:
        found = geometry_of(self.canvas.scene, self.layer_uid, uid) if self.canvas is not None else None
        if found is None:
            return None
        shapes = found[1].shapes
        index = shapes.index_of(uid)
        return None if index is None else shapes.stored_shape(index)

    def paint(self, painter: QPainter) -> None:
        """Draw the area, its handles and the snap."""
        canvas = self.canvas
        if canvas is None or not self.rings:
            return
        view, theme = canvas.view, canvas.scene.theme
        if self._followers:
            sketch.draw_rings(painter, self._followers, view, canvas.theme_accent)
        ink = self.ink or theme.style("patrol").line
        in_hand = self._in_hand()
        self._drawing.paint(painter, self.rings, view, ink, in_hand)
        side = self._side_in_hand()
        if side is not None:
            ring, first = self.rings[side.ring], side.index
            ends = [tuple(ring[k % len(ring)].tolist()) for k in (first, first + 1)]
            sketch.draw_line(painter, ends, view, ink, width=4.5)
        for number, ring in enumerate(self.rings):
            self._paint_handles(painter, number, ring, view, ink)
        if self._crosses:
            # Only what is in hand has moved since the area was sound; who follows is small.
            moved = [sketch.moved_sides(ring, some) for ring, some in zip(self.rings, in_hand, strict=True)]
            lines, sides = [*self.rings, *self._followers], [*moved, *([None] * len(self._followers))]
            sketch.draw_crossings(painter, lines, view, closes=True, moved=sides)
        if self._box_px is not None:
            sketch.draw_box(painter, QRectF(*self._box_px).normalized(), canvas.theme_accent)
        if self._snap is not None and self._held is not None:
            area, note = canvas.room, self.hint()
            sketch.draw_snap(painter, self._snap, view, theme, canvas.font_family, area, note=note)
        elif self._cursor_px is not None:
            overlay.draw_bubble(painter, self._cursor_px, self.hint(), canvas.room, theme, canvas.font_family)

    def hint(self) -> str:
        """Return which areas a change takes along, in the words beside the cursor."""
        if self._held is None:
            if not self._sharers:
                return ""
            return self.tr("Shared with %n other area(s)", "", len(self._sharers))
        if self._is_alone:
            return self.tr("This area alone") if self._sharers else ""
        follow = len(self._made.neighbours) if self._made is not None else 0
        if not follow:
            return ""
        return self.tr("Takes %n other area(s) along", "", follow) + "\n" + self.tr("Ctrl: this area alone")

    # -- helpers -----------------------------------------------------------------------------------

    def _in_hand(self) -> list[set[int]]:
        """Return the corners of each ring that move with the one in hand."""
        held = self._held
        corners: list[set[int]] = [set() for _ in self.rings]
        if held is not None:
            for one in {held, *(self._boxed if held in self._boxed else ())}:
                corners[one.ring].add(one.index)
        return corners

    def _paint_handles(self, painter: QPainter, number: int, ring: Ring, view: View, ink: str) -> None:
        hot = self._held or self._hot
        middles, sides = side_middles(ring, view)
        for points, indices, is_new in ((middles, sides, True), (ring, np.arange(len(ring)), False)):
            seen = in_sight(points, view, self._cursor_px)
            handles = [Handle(number, index, is_new) for index in indices[seen].tolist()]
            lit = np.array([one in (hot, self._marked) or one in self._boxed for one in handles], dtype=bool)
            for is_hot in (False, True):
                chosen = points[seen[lit == is_hot]]
                sketch.draw_handles(painter, chosen, view, ink, is_hot=is_hot, is_new=is_new)

    def _find(self, px: QPointF) -> Handle | None:
        assert self.canvas is not None
        return nearest_handle(self.rings, self.canvas.view, (px.x(), px.y()))

    def _find_side(self, px: QPointF) -> tuple[Handle, tuple[float, float]] | None:
        assert self.canvas is not None
        return nearest_side(self.rings, self.canvas.view, (px.x(), px.y()))

    def _look_at(self, px: QPointF) -> None:
        """Light up what lies under the cursor: a corner, the middle of a side, a side."""
        before = (self._hot, self._side_in_hand())
        self._hot = self._find(px)
        self._hot_side = self._find_side(px) if self._hot is None else None
        side = self._side_in_hand()
        if (self._hot, side) != before:
            self._sharers = self._sharing(self._hot or (replace(side, is_new=True) if side is not None else None))
            self._show_cursor()
        self.update_canvas()

    def _side_in_hand(self) -> Handle | None:
        """The side that is in hand, or under the cursor."""
        if self._side_held:
            return self._held
        return self._hot_side[0] if self._hot_side is not None else None

    def _reach_m(self) -> float:
        assert self.canvas is not None
        return SNAP_PX * self.canvas.view.metres_per_px

    def _choose(self, event: ToolEvent) -> None:
        assert self.canvas is not None
        found = self.canvas.feature_at(event.x, event.y, layer_uid=self.layer_uid)
        self.edit(found.feature_uid if found is not None else "")

    def _take(self, handle: Handle) -> None:
        self._before = [ring.copy() for ring in self.rings]
        self._began_from = fingerprint(self._stored_shape(self.target))
        self._held_is_new, self._dropped, self._at = handle.is_new, {}, None
        if handle.is_new:
            ring = self.rings[handle.ring]
            middle = (ring[handle.index] + ring[(handle.index + 1) % len(ring)]) / 2.0
            self.rings[handle.ring] = np.insert(ring, handle.index + 1, middle, axis=0)
            handle = Handle(handle.ring, handle.index + 1)
        self._held = self._hot = handle
        self._sharers = self._sharing(handle)
        self.sketched.emit()
        self.update_canvas()

    def _take_side(self, first: Handle, at: tuple[float, float]) -> None:
        """Take both ends of a side; the point of it under the hand stays under the cursor, and snaps."""
        ring = self.rings[first.ring]
        corner = ring[first.index]
        self._take(first)
        self._boxed = frozenset({first, Handle(first.ring, (first.index + 1) % len(ring))})
        self._side_held = True
        self._lag = (float(corner[0]) - at[0], float(corner[1]) - at[1])
        self._hot_side = None
        self._sharers = self._sharing(replace(first, is_new=True))

    def _put_down(self) -> None:
        made = self._outcome()
        if made is not None and made.can_be:
            changed = any(len(a) != len(b) or (a != b).any() for a, b in zip(self.rings, self._before, strict=True))
            assert self._held is not None
            rings, side = [ring.copy() for ring in self.rings], self._boxed if self._side_held else frozenset()
            self._given = _Given(rings, self._before, self._held, self._held_is_new, side, self._lag)
            self._drop_state()
            self.progressed.emit(None)
            self.sketched.emit()
            if changed:
                self._emit(made)
        else:
            self.on_cancel()
            self._refuse(made)

    def _carry(self, held: Handle, place: tuple[float, float]) -> None:
        """Put a corner elsewhere; those chosen together with it move along."""
        moved = np.array(place) - self.rings[held.ring][held.index]
        for one in self._boxed if held in self._boxed else ():
            self.rings[one.ring][one.index] += moved
        self.rings[held.ring][held.index] = place

    def _remove_boxed(self) -> None:
        made, before = without_handles(self.rings, self._boxed), self.rings
        if made is None:
            self.refused.emit("too_few_corners")
            return
        self.rings = made
        self._dropped, self._given = {}, None
        self.sketched.emit()
        outcome = self._outcome()
        if outcome is not None and outcome.can_be:
            self._boxed, self._hot = frozenset(), None
            self._emit(outcome)
        else:
            self.rings = before
            self._refuse(outcome)
        self.update_canvas()

    def _remove(self, handle: Handle) -> None:
        rings = self._before if self._held is not None else self.rings
        ring = rings[handle.ring]
        if len(ring) <= 3:
            self.refused.emit("too_few_corners")
            return
        if handle.index >= len(ring):  # a corner that was just inserted: putting it back is enough
            self.on_cancel()
            return
        before = [one.copy() for one in rings]
        self.rings = [one.copy() for one in rings]
        self.rings[handle.ring] = np.delete(ring, handle.index, axis=0)
        self._drop_state()
        self._dropped, self._given = {}, None
        self.sketched.emit()
        made = self._outcome()
        if made is not None and made.can_be:
            self._emit(made)
        else:
            self.rings, self._hot = before, handle
            self._refuse(made)
        self.update_canvas()

    # -- areas that share sides ----------------------------------------------------------------------

    def _heed(self, modifiers: Qt.KeyboardModifier) -> None:
        self._is_alone = bool(modifiers & Qt.KeyboardModifier.ControlModifier)

    def _sharing(self, handle: Handle | None) -> tuple[str, ...]:
        """Return the other areas that share a corner, or the side whose middle it is."""
        shared = self._shared_edges(self.target) if handle is not None else None
        if shared is None or handle is None:
            return ()
        ring = self.rings[handle.ring]
        x, y = (ring[handle.index] + ring[(handle.index + 1) % len(ring)]) / 2 if handle.is_new else ring[handle.index]
        return shared.shared_by(transformer(f"EPSG:{self._epsg}", STORAGE_CRS).transform(float(x), float(y)))

    def _outcome(self) -> Together | None:
        """Return what the outline as it is now comes to for this area and the others; None while its sides cross."""
        polygon = polygon_of(self.rings, self._owners)
        if self.canvas is None or not polygon.is_valid or polygon.area <= 0.0:
            return None
        stored = self.canvas.to_storage(polygon)
        shared = None if self._is_alone else self._shared_edges(self.target)
        return Together({self.target: stored}) if shared is None else shared.follow(stored)

    def _refuse(self, made: Together | None) -> None:
        if made is not None and made.holding:
            self.refused.emit("corner_held")
        elif made is not None and set(made.broken) & set(made.neighbours):
            self.refused.emit("neighbour_crossing")
        else:
            self.refused.emit("self_crossing")

    def _announce(self) -> None:
        made = self._made = self._outcome()
        self._crosses = made is None or bool(made.broken)
        self._followers = []
        if self.canvas is not None:
            if made is not None:
                shapes = self.canvas.to_metric(np.array([made.changed[uid] for uid in made.neighbours], dtype=object))
                self._followers = [ring for shape in shapes for ring in rings_of(shape)[0]]
            self.progressed.emit(None if self._crosses or made is None else made.changed[self.target])

    def _emit(self, made: Together) -> None:
        if made.neighbours:
            self.edited_together.emit(dict(made.changed))
        else:
            self.edited.emit(self.target, made.changed[self.target])

    def _drop_state(self) -> None:
        if self._side_held:
            self._boxed = frozenset()
        self._held = self._hot = self._hot_side = self._snap = self._pressed_px = self._made = None
        self._side_held, self._lag = False, (0.0, 0.0)
        self._followers, self._sharers = [], ()
        self._before, self._crosses = [], False
        self._show_cursor()

    def _show_cursor(self) -> None:
        can_take = self._hot is not None or self._hot_side is not None
        self.cursor = Qt.CursorShape.SizeAllCursor if can_take else Qt.CursorShape.ArrowCursor
        if self.canvas is not None:
            self.canvas.refresh_cursor()


def _length(way: QPointF) -> float:
    return math.hypot(way.x(), way.y())
