"""Where a card leads the map to, and the way back once it is closed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.canvas.canvas import MapCanvas
from app.canvas.view import Box, View
from app.canvas.view_history import is_same_place


class Detour:
    """The map shows what a card is about, and afterwards what it showed before.

    Somebody who moved the map meanwhile has chosen a place: there it stays.
    """

    def __init__(self, host: QWidget) -> None:
        """``host`` is what the card lies on; without a map nothing is led anywhere."""
        self._host = host
        self._before: View | None = None
        self._led_to: View | None = None
        self._epsg = 0

    def _canvas(self) -> MapCanvas | None:
        canvas = getattr(self._host, "canvas", None)
        return canvas if isinstance(canvas, MapCanvas) else None

    def lead(self, extent: Box, *, margin: float = 0.08, animated: bool = True) -> None:
        """Show a box (metres) whole."""
        canvas = self._canvas()
        if canvas is None:
            return
        if not self._is_where_led(canvas):  # the first step, or one from a place that somebody chose
            self._before, self._epsg = canvas.heading, canvas.scene.metric_epsg
        canvas.zoom_to(extent, margin=margin, animated=animated)
        self._led_to = canvas.heading

    def go_back(self) -> None:
        """Show what was there before, if the map still is where it was led to."""
        canvas, before = self._canvas(), self._before
        is_there = canvas is not None and self._is_where_led(canvas)
        self._before = self._led_to = None
        if is_there and canvas is not None and before is not None and canvas.isVisible():
            canvas.go_to(before, animated=True)

    def _is_where_led(self, canvas: MapCanvas) -> bool:
        led_to = self._led_to
        return led_to is not None and self._epsg == canvas.scene.metric_epsg and is_same_place(led_to, canvas.heading)
