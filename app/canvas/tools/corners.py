"""What is drawn point by point: the part that all such tools share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import shapely
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter

from app.canvas import overlay
from app.canvas.guides import Guide, of_sketch
from app.canvas.snapping import Snap
from app.canvas.tools import sketch
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.following import Follower
from layers.crs import STORAGE_CRS, transformer
from layers.errors import UnsoundShape
from layers.patrol.area_checks import uncrossed

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas

XY = tuple[float, float]

#: Two clicks nearer than this are one corner (the second half of a double click, a trembling hand).
SAME_PX = 3.0
#: A press that moves this far is a drag.
DRAG_PX = 6.0
_REFUSALS = {"few_corners": "too_few_corners", "few_points": "too_few_points", "crossing": "self_crossing"}


class CornerTool(Tool):
    """Click adds a corner, Backspace takes the last away; right click, double click or Enter finishes; Esc cancels.

    A cancelled sketch stays in ``last_cancelled`` until the next one begins; ``restore`` (the window's
    Ctrl+Z while this tool has nothing under way) brings it back.
    """

    finished = Signal(object)  # shapely geometry, EPSG:4490
    progressed = Signal(object)  # shapely geometry, EPSG:4490, or None while there is nothing sound yet
    refused = Signal(str)  # "too_few_corners" | "too_few_points" | "self_crossing"
    corners_changed = Signal(int)

    snaps = True
    cursor = Qt.CursorShape.CrossCursor
    #: Whether the sketch is an area; else a line.
    closes: ClassVar[bool] = True
    #: Whether the tool can follow lines, and whether it does.
    can_follow: ClassVar[bool] = False
    follows = False
    #: Whether the plan keeps what is half drawn; a measurement is nobody's to find again.
    is_kept: ClassVar[bool] = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.corners: list[XY] = []
        self.last_cancelled: tuple[XY, ...] = ()  # EPSG:4490: it may wait longer than the metric CRS lasts
        self._last_finished: tuple[XY, ...] = ()
        self._epsg = 0  # of the corners
        #: The corners in EPSG:4490 as they are kept, to the last digit; None when they have to be worked out.
        self._places: list[list[float]] | None = None
        self._cursor: XY | None = None
        self._snap: Snap | None = None
        self._crosses = False
        self._follower = Follower()
        self._way: list[XY] = []  # corners along lines from the last corner to the cursor, the cursor left out
        self._steps: list[int] = []  # how many corners there were before each step of the hand

    # -- what differs from tool to tool --------------------------------------------------------------

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return what points make, in metres; raise UnsoundShape while they make nothing."""
        if len(points) >= 3:
            polygon = shapely.Polygon(points)
            if polygon.is_valid and polygon.area > 0.0:
                return shapely.orient_polygons(polygon)
            if shapely.MultiPoint(points).convex_hull.area > 0.0:
                raise UnsoundShape(reason="crossing")
        raise UnsoundShape(reason="few_corners")

    def hint(self) -> str:
        """Return a few words, or the figures, beside the cursor."""
        return ""

    # -- state ---------------------------------------------------------------------------------------

    @property
    def is_drawing(self) -> bool:
        """Whether a sketch is under way."""
        return bool(self.corners)

    @property
    def snap_guides(self) -> tuple[Guide, ...]:
        """The last side made longer and a right angle to it; for an area the first side too."""
        return of_sketch(self.corners, closes=self.closes)

    @property
    def crosses(self) -> bool:
        """Whether sides cross with the cursor where it is."""
        return self._crosses

    @property
    def has_sketch(self) -> bool:
        """Whether a sketch is under way that the plan keeps."""
        return self.is_drawing and self.is_kept

    def activate(self, canvas: MapCanvas) -> None:
        """Become the canvas's tool."""
        super().activate(canvas)
        self._follow_crs()

    def on_scene_changed(self) -> None:
        """Counties that were added may have moved the plan into another metric CRS: the corners move with it."""
        self._follower.forget()
        self._way = []
        self._follow_crs()

    # -- events ------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Add a corner, or finish with the right button."""
        if event.button == Qt.MouseButton.LeftButton:
            self.add_corner((event.x, event.y))
            return True
        if event.button == Qt.MouseButton.RightButton:
            if self.corners:
                self.finish()
            return True
        return False

    def on_move(self, event: ToolEvent) -> bool:
        """Let the last side follow the cursor."""
        self._cursor, self._snap = (event.x, event.y), event.snap
        self._way = self._find_way()
        if self.corners:
            self._announce()
        self.update_canvas()
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """Finish; the first click of the two has already added the corner."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self.finish()
        return True

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Finish on Enter, take the last corner away on Backspace or Delete, bring a cancelled sketch back."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.corners:
            self.finish()
            return True
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.corners:
            self.remove_last()
            return True
        is_undo = key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        return is_undo and self.undo()

    def on_cancel(self) -> bool:
        """Drop the sketch but remember it."""
        if not self.corners:
            return False
        self.last_cancelled = tuple(_moved(self.corners, f"EPSG:{self._epsg}", STORAGE_CRS))
        self._set_corners([])
        return True

    # -- gestures ----------------------------------------------------------------------------------

    def add_corner(self, point: XY) -> None:
        """Add a corner; one on the first closes an area."""
        assert self.canvas is not None
        near_m = SAME_PX * self.canvas.view.metres_per_px
        if self.corners and math.dist(self.corners[-1], point) <= near_m:
            return
        if self.closes and len(self.corners) >= 3 and math.dist(self.corners[0], point) <= near_m:
            if self._way:
                self._append(*self._way)
            self.finish()  # a click on the first corner closes the area
            return
        way = [*self._way, point] if self._way and point == self._cursor else [point]
        self._way = []
        self._append(*way)

    def remove_last(self) -> None:
        """Take the last corner away, with a line followed to it all of that."""
        places = self._places
        while self._steps and self._steps[-1] >= len(self.corners):
            self._steps.pop()
        count = self._steps.pop() if self._steps else len(self.corners) - 1
        self._set_corners(self.corners[:count])
        self._places = places[:count] if places is not None else None

    def restore(self) -> bool:
        """Bring the sketch cancelled last back; return whether there was one."""
        if self.corners or not self.last_cancelled or not self._epsg:
            return False
        corners, self.last_cancelled = self.last_cancelled, ()
        self._set_corners(_moved(corners, STORAGE_CRS, f"EPSG:{self._epsg}"))
        self._places = [list(one) for one in corners]
        return True

    def undo(self) -> bool:
        """Take the last corner away, or bring back the sketch cancelled last."""
        if self.corners:
            self.remove_last()
            return True
        return self.restore()

    def finish(self) -> None:
        """Emit what was drawn, or say why it is nothing yet and leave the sketch as it is."""
        ring = self.finishing_corners()
        try:
            shape = self.shape_of(ring)
        except UnsoundShape as error:
            self._refuse(str(error.facts.get("reason", "")))
            return
        assert self.canvas is not None
        stored = self.canvas.to_storage(shape)
        self.last_cancelled = ()
        self._last_finished = tuple(ring)
        self._set_corners([])
        self.finished.emit(stored)

    def uncrossed(self) -> list[shapely.Polygon]:
        """Return the parts of an area whose sides cross, cut there, in metres, the largest first."""
        ring = self.finishing_corners()
        return uncrossed(shapely.Polygon(ring)) if self.closes and len(ring) >= 4 else []

    def finishing_corners(self) -> list[XY]:
        """Return the corners that count when the hand finishes."""
        return list(self.corners)

    def _refuse(self, reason: str) -> None:
        self._crosses = reason == "crossing"
        self.refused.emit(_REFUSALS.get(reason, reason))
        self.update_canvas()

    # -- the sketch in hand --------------------------------------------------------------------------

    def sketch_state(self) -> dict[str, Any]:
        """Return the corners, or those that undo could bring back."""
        if not self.is_kept:
            return {}
        if self.corners:
            if self._places is None:
                self._places = self._stored(self.corners)
            return {"corners": list(self._places), "cancelled": False}
        if self.last_cancelled:
            return {"corners": [list(one) for one in self.last_cancelled], "cancelled": True}
        return {}

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take the corners up again."""
        corners = [(float(lon), float(lat)) for lon, lat in state.get("corners", ())]
        if not corners or self.corners:
            return False
        self.last_cancelled = tuple(corners)
        return bool(state.get("cancelled")) or self.restore()

    def take_back(self) -> bool:
        """Have the corners of what was finished last in hand again."""
        if self.corners or not self._last_finished:
            return False
        corners, self._last_finished = list(self._last_finished), ()
        self._set_corners(corners)
        return True

    def forget(self) -> None:
        """Let go of the sketch and of the one cancelled last."""
        self.last_cancelled = self._last_finished = ()
        self._set_corners([])

    def tell_progress(self) -> None:
        """Say again what is under way."""
        if self.corners:
            self._announce()

    # -- painting ------------------------------------------------------------------------------------

    @property
    def ink(self) -> str:
        """The colour of the sketch."""
        assert self.canvas is not None
        return self.canvas.scene.theme.style("patrol").line

    def points_in_hand(self) -> list[XY]:
        """Return the corners and the point that follows the cursor."""
        loose = [*self.corners, *self._way]
        if self._cursor is not None and loose and self._cursor != loose[-1]:
            loose.append(self._cursor)
        return loose

    def paint(self, painter: QPainter) -> None:
        """Draw the sketch, the side that follows the cursor, the snap, and the words beside the cursor."""
        canvas = self.canvas
        if canvas is None:
            return
        if self.corners:
            self.paint_sketch(painter)
        area, theme, hint = canvas.room, canvas.scene.theme, self.hint()
        if self._snap is not None:
            note = "\n".join(filter(None, (self.figures(), self._following())))
            sketch.draw_snap(painter, self._snap, canvas.view, theme, canvas.font_family, area, note=note)
        elif self._cursor is not None:
            at = QPointF(*canvas.view.to_px(*self._cursor))
            overlay.draw_bubble(painter, at, hint, area, theme, canvas.font_family)

    def figures(self) -> str:
        """Return the figures that stay beside the cursor also when it has snapped."""
        return ""

    def _following(self) -> str:
        """Say that a line is followed, or why not."""
        if not self.follows or not self.corners:
            return ""
        if self._follower.is_crowded:
            return self.tr("Too many lines here to follow: go closer")
        return self.tr("Following") if self._way else ""

    def paint_sketch(self, painter: QPainter) -> None:
        """Draw what is half drawn."""
        assert self.canvas is not None
        loose, view = self.points_in_hand(), self.canvas.view
        if self.closes:
            sketch.draw_area(painter, loose, view, self.ink, loose_from=len(self.corners))
        else:
            sketch.draw_line(painter, loose, view, self.ink, loose_from=len(self.corners))
        sketch.draw_corners(painter, self.corners, view, self.ink)
        if self._crosses:
            sketch.draw_crossings(painter, [loose], view, closes=self.closes)

    # -- helpers -----------------------------------------------------------------------------------

    def _append(self, *points: XY) -> None:
        self.last_cancelled = ()
        before = len(self.corners)
        # With thousands of corners only the new one is worked out: a click must not wait for all.
        places = [] if not self.corners else self._places
        self._set_corners([*self.corners, *points])
        self._steps = [*(count for count in self._steps if count < before), before]
        self._places = None if places is None else [*places, *self._stored(points)]

    def _stored(self, corners: Sequence[XY]) -> list[list[float]]:
        return [list(one) for one in _moved(corners, f"EPSG:{self._epsg}", STORAGE_CRS)]

    def _follow_crs(self) -> None:
        epsg = self.canvas.scene.metric_epsg if self.canvas is not None else 0
        if epsg in (0, self._epsg):
            return
        before, self._epsg = self._epsg, epsg
        if before:
            old, new = f"EPSG:{before}", f"EPSG:{epsg}"
            self.corners = _moved(self.corners, old, new)
            self._last_finished = ()
            self._cursor = None

    def _find_way(self) -> list[XY]:
        """Return the corners along lines between the last corner and the cursor."""
        if not (self.follows and self.corners and self._snap is not None and self._cursor and self.canvas):
            return []
        reach_m = 60.0 * self.canvas.view.metres_per_px
        way = self._follower.way(self.corners[-1], self._cursor, self.canvas.snapper, self.snap_excludes, reach_m)
        return way[:-1] if way else []

    def _set_corners(self, corners: list[XY]) -> None:
        self.corners, self._places = corners, None
        self._way = []
        self.corners_changed.emit(len(corners))
        self.sketched.emit()
        self._announce()
        self.update_canvas()

    def _announce(self) -> None:
        shape, self._crosses = None, False
        if self.corners:
            try:
                shape = self.shape_of(self.points_in_hand())
            except UnsoundShape as error:
                self._crosses = error.facts.get("reason") == "crossing"
        self.progressed.emit(None if shape is None or self.canvas is None else self.canvas.to_storage(shape))


def _moved(points: Sequence[Sequence[float]], source: str, target: str) -> list[XY]:
    """Return points in another CRS, longitude or easting first."""
    if not points:
        return []
    xs, ys = zip(*points, strict=True)
    return list(zip(*transformer(source, target).transform(xs, ys), strict=True))
