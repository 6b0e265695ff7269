"""Enter a fire on the map: tool, card, job, and the picture of where it gets to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import words
from app.canvas.arrivals import Arrivals
from app.cards.fire import FireCard
from app.messages import error_message
from app.tasks.fire import FireTask, Ran, Wish, run_fire
from layers.crs import STORAGE_CRS, transformer
from layers.sources.typed_place import typed_place

if TYPE_CHECKING:
    from app.window import MainWindow


class FireControl(QObject):
    """One fire at a time; it is looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = FireTask(window.document, window.jobs, window.fire_lands, self)
        self.card: FireCard
        self._at: tuple[float, float] | None = None  # degrees
        self._arrivals: Arrivals | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_failed(error_message(error).sentence))
        window.document.closed.connect(self._close)

    def attach(self) -> None:
        """Make the card of a new map and listen to its tool."""
        side = self._window.map
        self.card = FireCard(side)
        self.card.wanted.connect(self._run)
        self.card.time_changed.connect(self._show_until)
        self.card.closed.connect(self._clear)
        self.card.place_typed.connect(self._type)
        side.fire_tool.placed.connect(self._place)
        self._at, self._arrivals = None, None

    def enter_fire(self, _checked: bool = True) -> None:
        """Ask for the place of a fire."""
        self._window.hands.use_tool("enter_fire")
        self.card.open_card()

    def _place(self, x: float, y: float) -> None:
        epsg = self._window.document.info().metric_epsg
        lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
        self._at = (float(lon), float(lat))
        self.card.show_place(words.coordinates(lon, lat, y, x, "dms"))
        self._run()

    def _type(self, text: str) -> None:
        epsg = self._window.document.info().metric_epsg
        place = typed_place(text, epsg)
        if place is None:
            said = self.tr("“{text}” is no coordinate here. Type 116°38′12.5″ 40°52′, 116.6368 40.8667, or X and Y.")
            self.card.show_failed(said.format(text=text))
            return
        x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(place.lon, place.lat)
        # Some kilometres around it, more to the east, where the card lies.
        self._window.map.canvas.zoom_to((x - 8_000.0, y - 8_000.0, x + 24_000.0, y + 8_000.0))
        self._place(x, y)

    def _run(self) -> None:
        if self._at is None:
            return
        self.card.show_running()
        wish = Wish(*self._at, self.card.fields.weather, self.card.fields.hours.value())
        self.task.run(partial(run_fire, wish=wish))

    def _show(self, ran: Ran) -> None:
        if not self.card.isVisible():
            return
        window = self._window
        grid, minutes = ran.land.landscape.grid, ran.incident.minutes
        epsg = window.map.canvas.scene.metric_epsg
        start = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(ran.wish.lon, ran.wish.lat)
        self.card.show_ran(ran, window.document.county_names())
        if grid.epsg != epsg:  # the map has gone on to another zone meanwhile
            return
        self._arrivals = Arrivals(grid, minutes, start, self.tr("Minutes since the start"))
        window.map.canvas.lay_over(self._arrivals)

    def _show_until(self, minutes: float) -> None:
        if self._arrivals is not None:
            self._arrivals.show_until(minutes)
            self._window.map.canvas.lay_over(self._arrivals)

    def _clear(self) -> None:
        self.task.stop()
        if self._window.map.canvas.over is self._arrivals:
            self._window.map.canvas.lay_over(None)
        self._arrivals = None
        if self._window.map.canvas.tool.key == "enter_fire":
            self._window.hands.use_tool("select")

    def _close(self, *_unused: Any) -> None:
        self._at = None
        self.card.close_card()
