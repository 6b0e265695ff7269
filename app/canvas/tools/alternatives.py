"""Draw and reshape a proposal for a patrol area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QObject

from app.canvas.tools.base import ToolEvent
from app.canvas.tools.draw_patrol import DrawPatrolTool
from app.canvas.tools.edit_vertices import EditVerticesTool


class DrawAlternativeTool(DrawPatrolTool):
    """As for a patrol area."""

    key = "alternative_outline"
    is_kept = False


class EditAlternativeTool(EditVerticesTool):
    """As for a patrol area; a proposal stands for itself, so no other area follows it."""

    key = "alternative_corners"
    layer_uid = "alternatives"

    def __init__(self, parent: QObject | None, *, stored_shape: Callable[[str], shapely.Geometry | None]) -> None:
        super().__init__(parent, stored_shape=stored_shape)

    def _shape_on_map(self, uid: str) -> shapely.Geometry | None:
        # No layer of the map holds proposals: what is edited is the outline the plan holds.
        stored = self._stored_shape(uid)
        if stored is None or self.canvas is None:
            return None
        (metric,) = self.canvas.to_metric(np.array([stored], dtype=object))
        return metric

    def _choose(self, event: ToolEvent) -> None:
        """A click beside the proposal does not let go of it: there is no other to choose."""

    def sketch_state(self) -> dict[str, Any]:
        """The plan keeps nothing of a corner in hand: the proposal is in it as it was."""
        return {}
