"""Mending reports of layers in the plan, beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QObject, QPoint

if TYPE_CHECKING:
    from app.dialogs.mending_window import MendingWindow
    from app.document import Change
    from app.window import MainWindow

_MARGIN_PX = 16


class MendingControl(QObject):
    """Shows one report at a time, and its features on the map."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.shown: MendingWindow | None = None
        window.document.closed.connect(self.close)
        window.document.changed.connect(self._on_changed)

    def show_report(self, layer: str) -> None:
        """Open the report of a layer beside the middle of the map."""
        from app.dialogs.mending_window import MendingWindow

        self.close()
        window = self._window
        shown = MendingWindow(window.document.layer(layer), window.jobs, window)
        shown.place_asked.connect(self._show_place)
        shown.destroyed.connect(self._forget)
        # Over the panels on the right, not over the middle of the map, where each feature will appear.
        canvas = window.map.canvas
        shown.resize(shown.width(), min(shown.height(), canvas.height() - 2 * _MARGIN_PX))
        top = canvas.mapToGlobal(QPoint(0, _MARGIN_PX))
        right = window.mapToGlobal(QPoint(window.width() - _MARGIN_PX, 0))
        shown.move(max(0, right.x() - shown.width()), max(0, top.y()))
        shown.show()
        self.shown = shown

    def close(self) -> None:
        """Close the report that is open."""
        shown, self.shown = self.shown, None
        if shown is not None:
            shown.destroyed.disconnect(self._forget)
            shown.close()

    def _forget(self) -> None:
        self.shown = None

    def _on_changed(self, change: Change) -> None:
        shown = self.shown
        if shown is not None and all(record.uid != shown.layer for record in self._window.document.layers()):
            self.close()

    def _show_place(self, layer: str, feature: str, box: tuple[float, float, float, float] | None) -> None:
        if box is None:
            return
        self._window.map.select(layer, feature)
        is_point = box[0] == box[2] and box[1] == box[3]
        self._window.map.zoom_to_shape(shapely.Point(box[:2]) if is_point else shapely.box(*box))
