"""Minutes to the line from anywhere, and from where a fire reaches a village or county: cards, jobs, pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import words
from app.canvas.arrivals import Arrivals
from app.control.carrying import carry_card
from app.control.late import forget, is_made, is_shown, put_away
from app.document import Change
from app.messages import error_message
from app.tasks.fire import FireTask, Lead, Shed, run_lead, run_shed, run_target
from layers.crs import STORAGE_CRS, transformer

if TYPE_CHECKING:
    from app.cards.reach import ReachCard
    from app.window import MainWindow

#: A click this near a village means it, else its county.
_NEAR_PX = 14.0


class _OverMap(QObject):
    """What both have in common: a card, a task, and a picture of minutes that the slider moves."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = FireTask(window.document, window.jobs, window.fire_lands, self)
        self._arrivals: Arrivals | None = None
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(lambda *_unused: put_away(self))
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)
        self._arrivals = None

    @cached_property
    def card(self) -> ReachCard:
        """The card over the map."""
        card = self._make_card()
        card.fields.take_more(self._window.actions_["fire_parameters"])
        card.time_changed.connect(self._show_until)
        card.closed.connect(self._clear)
        card.wanted.connect(self._run)
        return card

    def _make_card(self) -> ReachCard:
        raise NotImplementedError

    def _run(self) -> None:
        raise NotImplementedError

    def _on_changed(self, change: Change) -> None:
        if change.touches("parameter") and is_made(self):
            self.card.fields.show_settings(self._window.document.fire_choices())

    def _open(self) -> None:
        self.card.fields.show_settings(self._window.document.fire_choices())
        self.card.open_card()

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def _lay(self, arrivals: Arrivals, epsg: int) -> None:
        canvas = self._window.map.canvas
        self._arrivals = arrivals
        if epsg == canvas.scene.metric_epsg:  # the map may have gone on to another zone meanwhile
            canvas.lay_over(arrivals)

    def _show_until(self, minutes: float) -> None:
        if self._arrivals is None:
            return
        self._arrivals.show_until(minutes)
        if self._window.map.canvas.over is self._arrivals:
            self._window.map.canvas.lay_over(self._arrivals)
        self._say(minutes)

    def _say(self, minutes: float) -> None:
        raise NotImplementedError

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        canvas = self._window.map.canvas
        if self._arrivals is not None and canvas.over is self._arrivals:
            canvas.lay_over(None)
        self._arrivals = None


class LeadControl(_OverMap):
    """Minutes to the line from anywhere."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._lead: Lead | None = None
        self.task.ready.connect(self._show)

    def _make_card(self) -> ReachCard:
        from app.cards.reach import ReachCard

        return ReachCard(self._window.map, self.tr("Minutes to the line from anywhere"), "", has_receiver=True)

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its weather, and runs in it."""
        return carry_card(self._window, self, self._open, self._run)

    def lead_times(self, _checked: bool = True) -> None:
        """Show the card and run in the weather the plan has."""
        self._open()
        if (extent := self._window.map.canvas.scene.extent) is not None:
            self.card.show_whole(extent)
        self._run()

    def _run(self) -> None:
        self.card.show_message(self.tr("Running…"))
        settings = self.card.fields.settings
        self.task.run(partial(run_lead, settings=settings), settings)

    def _show(self, lead: Lead) -> None:
        if not is_shown(self):
            return
        self._lead = lead
        self.card.show_found(lead.settings, lead.land, self._names())
        self._lay(Arrivals(lead.raster, None, self.tr("Minutes to another county")), lead.land.landscape.grid.epsg)
        self._say(self.card.time_row.minutes)

    def _say(self, minutes: float) -> None:
        if self._lead is None:
            return
        rows = self._lead.times.within(minutes)
        area = sum(one.area_ha for one in rows)
        text = self.tr("From {area} a fire is in another county within {minutes} min.")
        if not rows:
            text = self.tr("From nowhere is a fire in another county within {minutes} min.")
        self.card.show_rows(text.format(area=words.hectares(area), minutes=words.number(minutes)), rows)


class OriginControl(_OverMap):
    """From where a fire reaches a village or county that is clicked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._shed: Shed | None = None
        self.task.ready.connect(self._show)

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        super().attach()
        self._window.map.origin_tool.placed.connect(self._place)
        self._shed = None

    def _make_card(self) -> ReachCard:
        from app.cards.reach import ReachCard

        hint = self.tr("Click a village, or anywhere in a county.")
        return ReachCard(self._window.map, self.tr("Where a fire must have started"), hint, has_receiver=False)

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its weather, and runs in it for the same place."""
        shed = self._shed

        def run() -> None:
            self._shed = shed
            self._run()

        return carry_card(self._window, self, self._open, run, tool="fire_origins")

    def fire_origins(self, _checked: bool = True) -> None:
        """Ask for the village or county."""
        self._window.hands.use_tool("fire_origins")
        self._open()
        if self._arrivals is None:
            self.card.show_message(self.tr("Click a village, or anywhere in a county."))

    def _place(self, x: float, y: float) -> None:
        window = self._window
        epsg = window.document.info().metric_epsg
        lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
        self.card.open_card()
        self.card.show_message(self.tr("Running…"))
        settings = self.card.fields.settings
        within_m = _NEAR_PX * window.map.canvas.view.metres_per_px
        work = partial(run_shed, settings=settings, at=(float(lon), float(lat)), within_m=within_m)
        self.task.run(work, settings)

    def _run(self) -> None:
        if self._shed is None:
            return
        self.card.show_message(self.tr("Running…"))
        settings = self.card.fields.settings
        self.task.run(partial(run_target, settings=settings, target=self._shed.target), settings)

    def _show(self, shed: Shed) -> None:
        if not is_shown(self):
            return
        self._shed = shed
        epsg, target = shed.land.landscape.grid.epsg, shed.target
        at = None
        if not target.is_county:
            x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(target.lon, target.lat)
            at = (float(x), float(y))
        self.card.show_found(shed.settings, shed.land, self._names())
        self._lay(Arrivals(shed.raster, at, self.tr("Minutes until it is there")), epsg)
        self._say(self.card.time_row.minutes)

    def _say(self, minutes: float) -> None:
        if self._shed is None:
            return
        target, rows = self._shed.target, self._shed.times.within(minutes)
        name = self._names().get(target.county, target.county)
        name = name if target.is_county else self.tr("{place} ({county})").format(place=target.name, county=name)
        if rows:
            area = sum(one.area_ha for one in rows)
            foreign = sum(one.area_ha for one in rows if one.code != target.county)
            text = self.tr("{target} is reached within {minutes} min from {area}, {share} of it in other counties.")
            share = words.percent(foreign / area)
            said = text.format(target=name, minutes=words.number(minutes), area=words.hectares(area), share=share)
        else:
            text = self.tr("{target} is reached from nowhere within {minutes} min, or nothing burns beside it.")
            said = text.format(target=name, minutes=words.number(minutes))
        self.card.show_rows(said, rows)

    def _clear(self, *_unused: Any) -> None:
        super()._clear()
        self._shed = None
        if self._window.map.canvas.tool.key == "fire_origins":
            self._window.hands.use_tool("select")
