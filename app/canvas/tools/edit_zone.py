"""Move, insert and delete the corners of a zone: an outline by hand in place of the derived one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from PySide6.QtCore import QObject

from app.canvas.scene import ZONES
from app.canvas.tools.edit_vertices import EditVerticesTool


class EditZoneTool(EditVerticesTool):
    """As for a patrol area; zones do not follow each other, for each is what its own hazard reaches."""

    key = "edit_zone_outline"
    layer_uid = ZONES

    def __init__(self, parent: QObject | None, *, stored_shape: Callable[[str], shapely.Geometry | None]) -> None:
        super().__init__(parent, stored_shape=stored_shape)

    def _shape_on_map(self, uid: str) -> shapely.Geometry | None:
        # A zone is drawn in several parts, and simplified; what is edited is the outline the plan holds.
        stored = self._stored_shape(uid)
        if stored is None or self.canvas is None:
            return None
        (metric,) = self.canvas.to_metric(np.array([stored], dtype=object))
        return metric
