"""Choose blocks: click one, or go around several; what is chosen becomes a joint-patrol area."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas import overlay
from app.canvas.blocks import BlockSet
from app.canvas.overlay import Outline
from app.canvas.paths import geometry_path
from app.canvas.strokes import cosmetic
from app.canvas.tools import sketch
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.corners import DRAG_PX, XY
from app.canvas.view import View

#: More blocks than this are not joined with every click for the panel's numbers: the card sums them.
_MOST_JOINED = 600
_REMOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class BlocksTool(Tool):
    """A click takes a block in or lets it go; a drag goes around some, with Shift as a box, with Ctrl or Alt to let go.

    Right click or Enter finishes, Esc lets all go; undo takes steps back and brings what Esc let go back.
    """

    finished = Signal()
    chosen_changed = Signal()
    progressed = Signal(object)  # what the blocks are together, EPSG:4490, or None

    key = "blocks"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, parent: QObject | None = None, *, has_blocks: Callable[[], bool] = lambda: True) -> None:
        super().__init__(parent)
        self._has_blocks = has_blocks
        self.blocks: BlockSet | None = None
        self.chosen: frozenset[str] = frozenset()
        #: Says what is under the cursor; whoever has the words sets it.
        self.describe: Callable[[BlockSet, int], str] = lambda _blocks, _row: ""
        self._steps: list[frozenset[str]] = []
        self._last_cancelled: frozenset[str] = frozenset()
        self._last_finished: frozenset[str] = frozenset()
        self._pressed: ToolEvent | None = None
        self._path: list[XY] = []  # of a drag; two opposite corners of a box
        self._is_box = False
        self._hovered: int | None = None
        self._cursor: QPointF | None = None
        self._edges: _EdgePath | None = None
        self._together: shapely.Geometry | None = None  # metres; None when it has to be worked out

    # -- what there is -------------------------------------------------------------------------------

    def set_blocks(self, blocks: BlockSet | None) -> None:
        """Work with these; what was chosen and is no longer there is let go."""
        self.blocks, self._hovered, self._together = blocks, None, None
        self._edges = _EdgePath(blocks) if blocks is not None and len(blocks) else None
        if blocks is not None:
            there = frozenset(blocks.rows)
            self._steps, self._last_cancelled = [], self._last_cancelled & there
            self._choose(self.chosen & there)
        self.update_canvas()

    @property
    def rows(self) -> list[int]:
        """The blocks chosen, by number."""
        blocks = self.blocks
        return sorted(blocks.rows[uid] for uid in self.chosen if uid in blocks.rows) if blocks is not None else []

    def shapes(self) -> list[shapely.Geometry]:
        """Return the blocks chosen, EPSG:4490."""
        return [] if self.blocks is None else list(self.blocks.frame.geometry.iloc[self.rows])

    @property
    def takes_shift(self) -> bool:
        """A drag with Shift is a box of this tool."""
        return True

    # -- events ------------------------------------------------------------------------------------

    def on_press(self, event: ToolEvent) -> bool:
        """Begin a click or a drag; the right button finishes."""
        if event.button == Qt.MouseButton.RightButton:
            if self.chosen:
                self.finished.emit()
            return True
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self._pressed, self._path = event, [(event.x, event.y)]
        self._is_box = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        return True

    def on_move(self, event: ToolEvent) -> bool:
        """Go on with a drag, or light up the block under the cursor."""
        self._cursor = event.px
        if self._pressed is not None and event.buttons & Qt.MouseButton.LeftButton:
            self._go_on(event)
        else:
            self._hovered = self.blocks.at(event.x, event.y) if self.blocks is not None else None
        self.update_canvas()
        return True

    def on_release(self, event: ToolEvent) -> bool:
        """End a click or a drag."""
        pressed, self._pressed = self._pressed, None
        if event.button != Qt.MouseButton.LeftButton or pressed is None:
            return False
        path, self._path = self._path, []
        if self.blocks is None:
            return True
        removes = bool(pressed.modifiers & _REMOVING)
        moved = event.px - pressed.px
        if len(path) < 2 and math.hypot(moved.x(), moved.y()) < DRAG_PX:
            self._click(pressed, removes)
        else:
            self._around([*path, (event.x, event.y)], removes)
        self.update_canvas()
        return True

    def on_double_click(self, event: ToolEvent) -> bool:
        """The first click of the two was heard already."""
        return True

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter finishes; Backspace takes the last step back."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen:
            self.finished.emit()
            return True
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.chosen:
            return self.undo()
        is_undo = key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier
        return is_undo and self.undo()

    def on_cancel(self) -> bool:
        """Let all go, but remember it; a drag under way is given up first."""
        if self._path:
            self._pressed, self._path = None, []
            self.update_canvas()
            return True
        if not self.chosen:
            return False
        self._last_cancelled = self.chosen
        self._steps = []
        self._choose(frozenset())
        return True

    def on_scene_changed(self) -> None:
        """The metric CRS may be another one: wait for blocks in it."""
        if self.canvas is not None and self.blocks is not None and self.blocks.epsg != self.canvas.scene.metric_epsg:
            self.set_blocks(None)

    def deactivate(self) -> None:
        """Stop being the tool; what was chosen can be brought back."""
        self._pressed, self._path, self._hovered = None, [], None
        super().deactivate()

    # -- the sketch in hand --------------------------------------------------------------------------

    @property
    def has_sketch(self) -> bool:
        """Whether blocks are chosen."""
        return bool(self.chosen)

    def sketch_state(self) -> dict[str, Any]:
        """Return the blocks chosen by uid, or those that undo could bring back."""
        if self.chosen:
            return {"blocks": sorted(self.chosen), "cancelled": False}
        if self._last_cancelled:
            return {"blocks": sorted(self._last_cancelled), "cancelled": True}
        return {}

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Choose them again; False when the plan has no blocks (any more)."""
        uids = frozenset(str(uid) for uid in state.get("blocks", ()))
        if not uids or self.chosen or not self._has_blocks():
            return False
        if self.blocks is not None:
            uids &= frozenset(self.blocks.rows)
        if state.get("cancelled"):
            self._last_cancelled = uids
        else:
            self._choose(uids)
        return bool(uids)

    def undo(self) -> bool:
        """Take the last step back, or bring back what was let go."""
        if self._steps:
            self._choose(self._steps.pop())
            return True
        if self.chosen:  # brought back as a whole, so it goes as a whole; the next undo is the plan's
            self._choose(frozenset())
            return True
        if not self._last_cancelled:
            return False
        back, self._last_cancelled = self._last_cancelled, frozenset()
        self._choose(back)
        return True

    def done(self) -> None:
        """What was chosen is an area now: nothing is in hand any more."""
        self._last_finished, self._last_cancelled, self._steps = self.chosen, frozenset(), []
        self._choose(frozenset())

    def take_back(self) -> bool:
        """Have in hand again what was finished last."""
        if self.chosen or not self._last_finished:
            return False
        self._choose(self._last_finished)
        return True

    def forget(self) -> None:
        """Another plan comes."""
        self._steps, self._last_cancelled, self._last_finished = [], frozenset(), frozenset()
        self._choose(frozenset())
        self.set_blocks(None)

    def tell_progress(self) -> None:
        """Say again what is chosen."""
        if self.chosen:
            self._announce()

    # -- choosing ------------------------------------------------------------------------------------

    def _click(self, event: ToolEvent, removes: bool) -> None:
        assert self.blocks is not None
        row = self.blocks.at(event.x, event.y)
        if row is None:
            return
        uid = self.blocks.uid(row)
        if removes:
            self._step(self.chosen - {uid})
        elif event.modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._step(self.chosen | {uid})
        else:
            self._step(self.chosen ^ {uid})

    def _go_on(self, event: ToolEvent) -> None:
        assert self._pressed is not None
        moved = event.px - self._pressed.px
        if len(self._path) == 1 and math.hypot(moved.x(), moved.y()) < DRAG_PX:
            return
        self._hovered = None
        point = (event.x, event.y)
        self._path = [self._path[0], point] if self._is_box else [*self._path, point]

    def _around(self, path: list[XY], removes: bool) -> None:
        assert self.blocks is not None
        if self._is_box:
            xy = np.array(path)
            area: shapely.Geometry = shapely.box(*xy.min(axis=0), *xy.max(axis=0))
        elif len(path) >= 3:
            area = shapely.make_valid(shapely.Polygon(path))
        else:
            return
        found = {self.blocks.uid(row) for row in self.blocks.inside(area)}
        self._step(self.chosen - found if removes else self.chosen | found)

    def _step(self, chosen: Collection[str]) -> None:
        if frozenset(chosen) != self.chosen:
            self._steps.append(self.chosen)
            self._last_cancelled = frozenset()
            self._choose(frozenset(chosen))

    def _choose(self, chosen: frozenset[str]) -> None:
        if chosen == self.chosen:
            return
        self.chosen, self._together = chosen, None
        self.sketched.emit()
        self.chosen_changed.emit()
        self._announce()
        self.update_canvas()

    def _announce(self) -> None:
        if self.canvas is None:
            return
        from layers.patrol.blocks import joined

        shapes = self.shapes()
        is_few = self.blocks is not None and 0 < len(shapes) <= _MOST_JOINED
        self.progressed.emit(joined(shapes, epsg=self.blocks.epsg) if is_few and self.blocks else None)

    # -- painting ------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draw the blocks thin, those chosen filled, the one under the cursor stronger, and say what it is."""
        canvas, blocks = self.canvas, self.blocks
        if canvas is None or blocks is None or self._edges is None:
            return
        view, theme = canvas.view, canvas.scene.theme
        ink = theme.style("patrol").line
        # A pen wider than a pixel takes a hundred times as long on ten thousand vertices.
        _stroke(painter, self._edges.path(view), canvas, QColor(theme.ink), 1.0, 0.8)
        if self.chosen:
            rings = shapely.get_rings(shapely.get_parts(self._whole()))
            if len(rings):
                sketch.draw_rings(painter, [shapely.get_coordinates(ring)[:-1] for ring in rings], view, ink)
        if self._hovered is not None:
            outline = Outline(blocks.shapes[self._hovered])
            _stroke(painter, outline.path(view), canvas, QColor(theme.accent), 3.0, 1.0)
        self._paint_drag(painter, ink)
        if self._cursor is not None and not self._path:
            text = self._hint() if self._hovered is None else self.describe(blocks, self._hovered)
            overlay.draw_bubble(painter, self._cursor, text, canvas.room, theme, canvas.font_family)

    def _paint_drag(self, painter: QPainter, ink: str) -> None:
        assert self.canvas is not None
        if len(self._path) < 2:
            return
        view = self.canvas.view
        if self._is_box:
            (x1, y1), (x2, y2) = self._path[0], self._path[-1]
            sketch.draw_area(painter, [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)], view, ink)
        else:
            sketch.draw_area(painter, self._path, view, ink, loose_from=len(self._path))

    def _hint(self) -> str:
        return "" if self.chosen else self.tr("Click blocks on both sides of a county line")

    def _whole(self) -> shapely.Geometry:
        """Return what is chosen as one shape in metres: without the lines between."""
        if self._together is None:
            assert self.blocks is not None
            shapes = self.blocks.shapes[self.rows]
            try:
                self._together = shapely.coverage_union_all(shapes)
            except shapely.errors.GEOSException:
                self._together = shapely.multipolygons(shapely.get_parts(shapes))
        return self._together


class _EdgePath:
    """The lines near the view as one path, made again when the view leaves them or asks for other detail."""

    def __init__(self, blocks: BlockSet) -> None:
        self._blocks = blocks
        self._path = QPainterPath()
        self._metres_per_px = 0.0
        self._extent = (0.0, 0.0, 0.0, 0.0)

    def path(self, view: View) -> QPainterPath:
        """Return the path in metres."""
        xmin, ymin, xmax, ymax = view.extent
        x1, y1, x2, y2 = self._extent
        is_inside = x1 <= xmin and y1 <= ymin and x2 >= xmax and y2 >= ymax
        mpp = view.metres_per_px
        if not (is_inside and 0.5 < mpp / (self._metres_per_px or mpp * 3.0) < 2.0):
            w, h = (xmax - xmin) / 2, (ymax - ymin) / 2
            self._extent, self._metres_per_px = (xmin - w, ymin - h, xmax + w, ymax + h), mpp
            _, lines = self._blocks.edges_near(self._extent, mpp)
            self._path = geometry_path(lines)
        return self._path


def _stroke(painter: QPainter, path: QPainterPath, canvas: Any, ink: QColor, width: float, opacity: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink.setAlphaF(opacity)
    pen = QPen(ink, width)
    cosmetic(pen)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setWorldTransform(overlay.logical_transform(canvas.view), True)
    painter.drawPath(path)
    painter.restore()
