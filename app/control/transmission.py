"""What counties send each other: card, job, and arrows on the map."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from PySide6.QtCore import QObject

from app.canvas.flows import Flow, FlowArrows
from app.cards.transmission import TransmissionCard
from app.messages import error_message
from app.tasks.fire import FireTask, Sent, run_matrix

if TYPE_CHECKING:
    from app.window import MainWindow

#: Arrows on the map at most; the largest flows.
_MOST_ARROWS = 60


class TransmissionControl(QObject):
    """The matrix is looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = FireTask(window.document, window.jobs, window.fire_lands, self)
        self.card: TransmissionCard
        self._arrows: FlowArrows | None = None
        self._shapes: np.ndarray = np.empty(0, dtype=object)  # the counties, metres
        self._middles: np.ndarray = np.empty((0, 2))
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(lambda *_unused: self.card.close_card())

    def attach(self) -> None:
        """Make the card of a new map."""
        self.card = TransmissionCard(self._window.map)
        self.card.wanted.connect(self._run)
        self.card.flow_chosen.connect(self._choose)
        self.card.value_changed.connect(self._draw)
        self.card.closed.connect(self._clear)
        self._arrows = None

    def transmission(self, _checked: bool = True) -> None:
        """Show the card and run the fires in the weather it has."""
        self._window.map.zoom_full()  # arrows are between counties
        self.card.open_card()
        self._run()

    def _run(self) -> None:
        self.card.show_message(self.tr("Running fires…"))
        fields = self.card.fields
        work = partial(run_matrix, weather=fields.weather, hours=fields.hours.value(), step_m=self.card.step.value())
        self.task.run(work)

    def _show(self, sent: Sent) -> None:
        if not self.card.isVisible():
            return
        epsg = self._window.map.canvas.scene.metric_epsg
        self._shapes = sent.land.counties.geometry.to_crs(epsg=epsg).to_numpy()
        self._middles = shapely.get_coordinates(shapely.point_on_surface(self._shapes))
        self.card.show_sent(sent, self._names())

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def _draw(self) -> None:
        flows = self.card.flows()[:_MOST_ARROWS]
        most = max((flow.amount for flow in flows), default=0.0)
        arrows = [
            Flow(self._at(one.sender), self._at(one.receiver), one.amount / most, (one.sender, one.receiver))
            for one in flows
        ]
        self._arrows = FlowArrows(arrows)
        self._window.map.canvas.lay_over(self._arrows)

    def _at(self, county: int) -> tuple[float, float]:
        x, y = self._middles[county]
        return float(x), float(y)

    def _choose(self, sender: int, receiver: int) -> None:
        if self._arrows is not None:
            self._arrows.chosen = (sender, receiver)
            self._window.map.canvas.lay_over(self._arrows)
            self._bring_into_sight(sender, receiver)

    def _bring_into_sight(self, *counties: int) -> None:
        """Show counties beside the card, not under it."""
        canvas = self._window.map.canvas
        xmin, ymin, xmax, ymax = shapely.total_bounds(self._shapes[list(counties)])
        free = max(1.0 - (self.card.width() + 24) / max(canvas.width(), 1), 0.3)
        canvas.zoom_to((xmin, ymin, xmin + (xmax - xmin) / free, ymax), animated=True)

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        if self._arrows is not None and self._window.map.canvas.over is self._arrows:
            self._window.map.canvas.lay_over(None)
        self._arrows = None
