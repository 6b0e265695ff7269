"""What counties send each other as arrows on the map, for the card that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from app.canvas.flows import Flow, FlowArrows
from layers.crs import STORAGE_CRS, transform
from layers.kinds import Role

if TYPE_CHECKING:
    from app.cards.matrix import MatrixCard
    from app.window import MainWindow

#: Arrows on the map at most; the largest flows.
_MOST_ARROWS = 60


class FlowMap:
    """The arrows of one card."""

    def __init__(self, window: MainWindow, card: MatrixCard) -> None:
        self._window, self._card = window, card
        self.arrows: FlowArrows | None = None
        self._shapes: np.ndarray = np.empty(0, dtype=object)  # the counties of the rows, metres; None: nowhere
        self._middles: np.ndarray = np.empty((0, 2))
        card.flow_chosen.connect(self.choose)
        card.value_changed.connect(self.draw)

    def show_counties(self, shapes: Sequence[shapely.Geometry | None]) -> None:
        """Say where the counties of the rows are, in metres; None for what is nowhere on the map."""
        self._shapes = np.array(list(shapes), dtype=object)
        self._middles = np.full((len(self._shapes), 2), np.nan)
        known = ~shapely.is_missing(self._shapes)
        self._middles[known] = shapely.get_coordinates(shapely.point_on_surface(self._shapes[known]))

    def show_plan_counties(self, codes: Sequence[str]) -> None:
        """Say that the rows are counties by code; what the plan does not have is nowhere."""
        document, epsg = self._window.document, self._window.map.canvas.scene.metric_epsg
        found: dict[str, shapely.Geometry] = {}
        middles: dict[str, tuple[float, float]] = {}
        for layer in document.layers():
            if layer.role is not Role.COUNTY:
                continue
            frame = document.frame(layer.uid)
            shapes, names = frame.geometry.to_numpy(dtype=object), frame["code"].astype(str).tolist()
            # Boxes and one place of each are enough, and quick however fine the lines are.
            boxes = transform(shapely.box(*shapely.bounds(shapes).T), STORAGE_CRS, f"EPSG:{epsg}")
            places = transform(shapely.point_on_surface(shapes), STORAGE_CRS, f"EPSG:{epsg}")
            found.update(zip(names, boxes, strict=True))
            middles.update(zip(names, map(tuple, shapely.get_coordinates(places).tolist()), strict=True))
        self.show_counties([found.get(code) for code in codes])
        for at, code in enumerate(codes):
            if code in middles:
                self._middles[at] = middles[code]

    def draw(self) -> None:
        """Draw the largest flows between counties that are on the map."""
        flows = [one for one in self._card.flows() if self._is_there(one.sender) and self._is_there(one.receiver)]
        flows = flows[:_MOST_ARROWS]
        most = max((flow.amount for flow in flows), default=0.0)
        self.arrows = FlowArrows(
            [
                Flow(self._at(one.sender), self._at(one.receiver), one.amount / most, (one.sender, one.receiver))
                for one in flows
            ]
        )
        self._window.map.canvas.lay_over(self.arrows)

    def choose(self, sender: int, receiver: int) -> None:
        """Bring one flow forward and both counties into sight, beside the card, not under it."""
        if self.arrows is None:
            return
        self.arrows.chosen = (sender, receiver)
        canvas = self._window.map.canvas
        canvas.lay_over(self.arrows)
        there = [county for county in (sender, receiver) if self._is_there(county)]
        if there:
            self._show(self._shapes[there])

    def show_all(self) -> None:
        """Bring all counties of the matrix into sight, beside the card."""
        there = [shape for shape in self._shapes if shape is not None]
        if there:
            self._show(np.array(there, dtype=object))

    def _show(self, shapes: np.ndarray) -> None:
        xmin, ymin, xmax, ymax = map(float, shapely.total_bounds(shapes))
        self._card.show_beside((xmin, ymin, xmax, ymax))

    def clear(self) -> None:
        """Take the arrows off the map."""
        if self.arrows is not None and self._window.map.canvas.over is self.arrows:
            self._window.map.canvas.lay_over(None)
        self.arrows = None

    def _is_there(self, county: int) -> bool:
        return county < len(self._shapes) and self._shapes[county] is not None

    def _at(self, county: int) -> tuple[float, float]:
        x, y = self._middles[county]
        return float(x), float(y)
