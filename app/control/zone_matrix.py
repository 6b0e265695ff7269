"""Who threatens whom, out of the stored zones: card and arrows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.control.flow_map import FlowMap
from app.control.late import forget, put_away
from app.document import Change
from layers.hazards.registry import REGISTRY
from layers.zones.matrix import zone_matrix

if TYPE_CHECKING:
    from app.cards.zone_matrix import ZoneMatrixCard
    from app.window import MainWindow


class ZoneMatrixControl(QObject):
    """The action *Who threatens whom*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hazard = ""
        window.document.closed.connect(lambda *_unused: put_away(self))
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Follow a new map."""
        forget(self, "card", "arrows")

    @cached_property
    def card(self) -> ZoneMatrixCard:
        """The card over the map."""
        from app.cards.zone_matrix import ZoneMatrixCard

        card = ZoneMatrixCard(self._window.map)
        card.hazard_chosen.connect(self._choose)
        card.closed.connect(lambda: self.arrows.clear())
        return card

    @cached_property
    def arrows(self) -> FlowMap:
        """The arrows over the map."""
        return FlowMap(self._window, self.card)

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
