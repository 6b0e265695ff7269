"""Identify, measure and the ways to draw: which tool is in hand and which card says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.cards.identify import IdentifyCard
from app.cards.measure import MeasureCard

if TYPE_CHECKING:
    from app.window import MainWindow


class LookControl(QObject):
    """Tools that only look, and their cards over the map."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.identify_card: IdentifyCard
        self.measure_card: MeasureCard
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._close)

    def attach(self) -> None:
        """Make the cards of a new map and listen to its tools."""
        side = self._window.map
        self.identify_card = IdentifyCard(side, self._window.document)
        self.measure_card = MeasureCard(side)
        side.identify_tool.identified.connect(self.identify_card.show_hits)
        self.identify_card.chosen.connect(side.canvas.highlight)
        self.identify_card.closed.connect(self._let_go)
        side.measure_tool.measured.connect(self._show_measure)
        self.measure_card.closed.connect(side.measure_tool.clear)
        side.canvas.tool_changed.connect(lambda _tool: self.identify_card.close_card())

    def identify(self, _checked: bool = True) -> None:
        """Ask the map what lies where."""
        self._window.hands.use_tool("identify")

    def measure(self, _checked: bool = True) -> None:
        """Measure on the map."""
        self._window.hands.use_tool("measure")

    def draw_rectangle(self, _checked: bool = True) -> None:
        """Draw a patrol area as a rectangle."""
        self._window.hands.draw("draw_rectangle")

    def draw_circle(self, _checked: bool = True) -> None:
        """Draw a patrol area as a circle."""
        self._window.hands.draw("draw_circle")

    def draw_freehand(self, _checked: bool = True) -> None:
        """Draw a patrol area with a free hand."""
        self._window.hands.draw("draw_freehand")

    def _show_measure(self, found: Any) -> None:
        if found is None:
            self.measure_card.hide()
        else:
            self.measure_card.show_measure(found)

    def _let_go(self) -> None:
        """Light up what the lists have chosen, no longer what the card named."""
        window = self._window
        for layer, uid in (("patrol_areas", window.patrol.chosen), ("zones", window.zones.chosen)):
            if uid:
                window.map.select(layer, uid)
                return
        window.map.select("", "")

    def _on_changed(self, _change: Any) -> None:
        # What the card says may no longer be so.
        self.identify_card.close_card()

    def _close(self) -> None:
        for card in (self.identify_card, self.measure_card):
            card.close_card()
