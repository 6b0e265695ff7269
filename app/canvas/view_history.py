"""Where the map has been: back and forward, as the side buttons of a mouse do in a browser."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.canvas.view import View

if TYPE_CHECKING:
    from app.canvas.canvas import MapCanvas

#: A view that rests this long is one to come back to; a drag or a few turns of the wheel make one, not many.
_REST_MS = 350
_MOST = 100


class ViewHistory(QObject):
    """Keeps the views that rested; another plan's metric CRS starts anew."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._views: list[View] = []
        self._place = -1
        self._epsg = 0
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._keep)
        canvas.view_changed.connect(lambda _view: self._rest.start())

    def back(self) -> bool:
        """Go to the view before; return whether there is one."""
        return self._step(-1)

    def forward(self) -> bool:
        """Go to the view after; return whether there is one."""
        return self._step(1)

    def _keep(self) -> None:
        view, epsg = self._canvas.view, self._canvas.scene.metric_epsg
        if epsg != self._epsg:
            self._views, self._place, self._epsg = [], -1, epsg
        if self._place >= 0 and is_same_place(self._views[self._place], view):
            return
        self._views = [*self._views[: self._place + 1], view][-_MOST:]
        self._place = len(self._views) - 1

    def _step(self, step: int) -> bool:
        if self._rest.isActive():  # what is seen now is one to come back to as well
            self._rest.stop()
            self._keep()
        place = self._place + step
        if not 0 <= place < len(self._views) or self._epsg != self._canvas.scene.metric_epsg:
            return False
        self._place = place
        self._canvas.set_view(self._views[place])
        self._rest.stop()
        return True


def is_same_place(a: View, b: View) -> bool:
    """Whether two views show the same, to half a pixel."""
    near = 0.5 * min(a.metres_per_px, b.metres_per_px)
    return math.isclose(a.metres_per_px, b.metres_per_px, rel_tol=1e-6) and math.dist(a.center, b.center) < near
