"""From where fire can come: tool, card, job, and the pieces of the compass on the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.control.carrying import carry_card
from app.control.late import forget, is_shown, put_away
from app.control.writing import ask_target
from app.county_colors import county_colors
from app.messages import error_message
from app.tasks.directions import DirectionTask, Found, Wish
from layers.crs import STORAGE_CRS, transformer

if TYPE_CHECKING:
    from app.canvas.pathways import Pathways
    from app.cards.directions import DirectionCard
    from app.window import MainWindow
    from layers.spread.directions import Directions

#: A click this near to a village, in pixels, means the village.
_NEAR_PX = 12.0


class DirectionControl(QObject):
    """One place at a time, or all villages; they are looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = DirectionTask(window.document, window.jobs, self)
        self._wish: Wish | None = None
        self._pathways: Pathways | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        self.task.saved.connect(self._say_saved)
        window.document.closed.connect(lambda *_unused: put_away(self))

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        forget(self)
        self._window.map.direction_tool.placed.connect(self._place)
        self._wish, self._pathways = None, None

    @cached_property
    def card(self) -> DirectionCard:
        """The card over the map."""
        from app.cards.directions import DirectionCard

        card = DirectionCard(self._window.map)
        card.wanted.connect(self._look_again)
        card.all_wanted.connect(self._look_at_all)
        card.save_wanted.connect(self._save)
        card.village_chosen.connect(self._choose)
        card.closed.connect(self._clear)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back and looks again, as its fields say."""
        wish = self._wish

        def run() -> None:
            if wish is not None:
                self._run(Wish(self.card.look, wish.at, wish.near_m))

        return carry_card(self._window, self, lambda: self.card.open_card(), run, tool="directions")

    def directions(self, _checked: bool = True) -> None:
        """Ask for a village."""
        self._window.hands.use_tool("directions")
        self.card.open_card()

    def _place(self, x: float, y: float) -> None:
        lon, lat = self._degrees().transform(x, y)
        near_m = _NEAR_PX * self._window.map.canvas.view.metres_per_px
        self._run(Wish(self.card.look, (float(lon), float(lat)), near_m))

    def _look_again(self) -> None:
        if self._wish is not None:
            self._run(Wish(self.card.look, self._wish.at, self._wish.near_m))

    def _look_at_all(self) -> None:
        self._run(Wish(self.card.look))

    def _run(self, wish: Wish) -> None:
        self._wish = wish
        self.card.open_card()
        self.card.show_message(self.tr("Looking…"))
        self._lay(None)
        self.task.run(wish)

    def _show(self, found: Found) -> None:
        if not is_shown(self):
            return
        self.card.show_found(found, self._names())
        if found.wish.at is not None:
            self._show_place(found, found.results[0])

    def _choose(self, place: int) -> None:
        found = self.card.found
        if found is not None:
            self._show_place(found, found.results[place], brings_into_sight=True)

    def _show_place(self, found: Found, one: Directions, *, brings_into_sight: bool = False) -> None:
        from app.canvas.pathways import Pathways

        codes = found.land.counties["code"].tolist()
        own = codes.index(one.county) if one.county in codes else -1
        origins = [row for row in one.by_county() if row >= 0]
        others = [*origins, *sorted({int(row) for row in one.origin.ravel() if row >= 0} - set(origins))]
        colors = county_colors(own, others)
        self.card.show_place(one, colors)
        if found.land.grid.epsg != self._window.map.canvas.scene.metric_epsg:  # the map is in another zone by now
            return
        names = self._names()
        drawn = sorted({int(row) for row in one.origin[one.viable == 1].ravel()}, key=lambda row: (row != own, row))
        outside = self.tr("no county")
        legend = [(colors[row], names.get(codes[row], codes[row]) if row >= 0 else outside) for row in drawn]
        title = self.tr("Ways for fire, begins in") if legend else self.tr("No way for fire")
        self._lay(Pathways(one, colors, legend, title, self.tr("not known")))
        if brings_into_sight:
            self._bring_into_sight()

    def _lay(self, drawn: Pathways | None) -> None:
        canvas = self._window.map.canvas
        if drawn is not None or (self._pathways is not None and canvas.over is self._pathways):
            canvas.lay_over(drawn)
        self._pathways = drawn

    def _bring_into_sight(self) -> None:
        """Show the rings beside the card, not under it."""
        assert self._pathways is not None
        self.card.show_beside(self._pathways.extent)

    def _save(self) -> None:
        found = self.card.found
        if found is None:
            return
        window = self._window
        place = window.plans.folder() / (self.tr("directions of fire") + ".xlsx")
        path = ask_target(window, self.tr("Save the directions"), place, {self.tr("Workbook (*.xlsx)"): ".xlsx"})
        if path is not None:
            self.task.save(found, path, window.document.county_names())

    def _say_saved(self, path: Path) -> None:
        self._window.toast.say(self.tr("Saved: {path}").format(path=path.name))

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def _degrees(self) -> Any:
        return transformer(f"EPSG:{self._window.document.info().metric_epsg}", STORAGE_CRS)

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        self._lay(None)
        tool = self._window.map.canvas.tool
        if tool is self._window.map.direction_tool:
            self._window.hands.use_tool("select")
