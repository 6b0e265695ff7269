"""Tools that change areas that are there: divide along a line, cut a hole, show what a change would make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter

from app.canvas.tools import sketch
from app.canvas.tools.base import Tool
from app.canvas.tools.corners import XY, CornerTool
from app.canvas.tools.rings import fingerprint
from layers.errors import UnsoundShape

ShapeOf = Callable[[str], shapely.Geometry | None]


class Targets:
    """The areas a tool works on, and whether they are still as they were when a sketch began."""

    def __init__(self, shape_of: ShapeOf) -> None:
        self._shape_of = shape_of
        self.uids: tuple[str, ...] = ()

    def state(self) -> dict[str, Any]:
        """Return which areas they are and what they look like, as plain data."""
        return {
            "area": self.uids[0] if self.uids else "",
            "areas": list(self.uids),
            "began_from": [fingerprint(self._shape_of(uid)) for uid in self.uids],
        }

    def take(self, state: Mapping[str, Any]) -> bool:
        """Work on the areas of a state; False when one of them is no longer as it was."""
        uids = tuple(str(uid) for uid in state.get("areas", ()))
        marks = list(state.get("began_from", ()))
        if not uids or marks != [fingerprint(self._shape_of(uid)) for uid in uids] or "" in marks:
            return False
        self.uids = uids
        return True


class _OnAreas(CornerTool):
    """A sketch over areas that are there: it is only good for these."""

    can_follow = True

    def __init__(self, parent: QObject | None = None, *, shape_of: ShapeOf) -> None:
        super().__init__(parent)
        self.targets = Targets(shape_of)

    def sketch_state(self) -> dict[str, Any]:
        """Return the points and the areas they are meant for."""
        state = super().sketch_state()
        return {**state, **self.targets.state()} if state else {}

    def restore_sketch(self, state: Mapping[str, Any]) -> bool:
        """Take the points up again, if the areas are as they were."""
        return self.targets.take(state) and super().restore_sketch(state)


class SplitTool(_OnAreas):
    """Click along a line across the areas chosen; right click, double click or Enter divides them."""

    key = "split_area"
    closes = False

    def shape_of(self, points: Sequence[XY]) -> shapely.Geometry:
        """Return the line."""
        if len(points) < 2:
            raise UnsoundShape(reason="few_points")
        return shapely.LineString(points)

    def hint(self) -> str:
        """Return a few words for the first points."""
        if not self.corners:
            return self.tr("Click outside the area, then across it")
        return self.tr("Right click divides") if len(self.corners) >= 2 else ""


class HoleTool(_OnAreas):
    """Click around what does not belong to the area chosen; right click, double click or Enter cuts it out."""

    key = "cut_hole"

    def hint(self) -> str:
        """Return a few words for the first corners."""
        if self._crosses:
            return self.tr("Sides cross")
        if len(self.corners) < 3:
            return self.tr("Click around the hole, inside the area")
        return self.tr("Right click finishes") if len(self.corners) == 3 else ""


class PreviewTool(Tool):
    """Shows what areas would become while values are chosen on a card; Enter does it, Esc leaves them as they are."""

    confirmed = Signal()
    cancelled = Signal()

    key = "reshape"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shapes: list[shapely.Geometry] = []  # EPSG:4490
        self._rings: list[NDArray[np.float64]] | None = None  # metres; None when they have to be worked out

    @property
    def pans_by_drag(self) -> bool:
        """A drag moves the map."""
        return True

    def show_shapes(self, shapes: Sequence[shapely.Geometry]) -> None:
        """Show shapes in EPSG:4490, none for nothing."""
        self._shapes, self._rings = list(shapes), None
        self.update_canvas()

    @property
    def shown(self) -> list[shapely.Geometry]:
        """What is shown, EPSG:4490."""
        return list(self._shapes)

    def deactivate(self) -> None:
        """Show nothing any more."""
        self.show_shapes([])
        super().deactivate()

    def forget(self) -> None:
        """Another plan comes."""
        self.show_shapes([])

    def on_scene_changed(self) -> None:
        """The metric CRS may be another one."""
        self._rings = None

    def on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter does what is shown."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
            return True
        return False

    def on_cancel(self) -> bool:
        """Esc leaves the areas as they are."""
        if not self._shapes:
            return False
        self.cancelled.emit()
        return True

    def paint(self, painter: QPainter) -> None:
        """Draw what would be."""
        if self.canvas is None or not self._shapes:
            return
        if self._rings is None:
            metric = self.canvas.to_metric(np.array(self._shapes, dtype=object))
            rings = shapely.get_rings(shapely.get_parts(metric))
            self._rings = [shapely.get_coordinates(ring)[:-1] for ring in rings]
        sketch.draw_rings(painter, self._rings, self.canvas.view, self.canvas.theme_accent)
