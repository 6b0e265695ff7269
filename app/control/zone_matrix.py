"""Who threatens whom, out of the stored zones: card and arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.cards.zone_matrix import ZoneMatrixCard
from app.control.flow_map import FlowMap
from app.document import Change
from layers.hazards.registry import REGISTRY
from layers.zones.matrix import zone_matrix

if TYPE_CHECKING:
    from app.window import MainWindow


class ZoneMatrixControl(QObject):
    """The action *Who threatens whom*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.card: ZoneMatrixCard
        self.arrows: FlowMap
        self._hazard = ""
        window.document.closed.connect(lambda *_unused: self.card.close_card())
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Make the card of a new map."""
        self.card = ZoneMatrixCard(self._window.map)
        self.arrows = FlowMap(self._window, self.card)
        self.card.hazard_chosen.connect(self._choose)
        self.card.closed.connect(self.arrows.clear)

    def hazard_matrix(self, _checked: bool = True) -> None:
        """Show the card."""
        self.card.open_card()
        self._show()
        self.arrows.show_all()

    def _choose(self, hazard: str) -> None:
        self._hazard = hazard
        self._show()

    def _show(self) -> None:
        document = self._window.document
        zones = document.zones()
        there = set(zones["hazard"].astype(str)) if len(zones) else set()
        codes = [code for code in REGISTRY if code in there]
        self._hazard = self._hazard if self._hazard in codes else ""
        self.card.show_hazards(codes, self._hazard)
        found = zone_matrix(zones, self._hazard) if len(zones) else None
        names = {code: document.short_county_name(code) for code in document.county_names()}
        if found is not None:
            self.arrows.show_plan_counties(found.counties)
        self.card.show_found(found, names)

    def _on_changed(self, change: Change) -> None:
        if change.touches("zone", "result") and self.card.isVisible():
            self._show()
