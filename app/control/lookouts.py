"""What lookouts see: card, job, and the picture over the map.  It is looked at, not stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QObject

from app import i18n
from app.canvas.seen import SeenPicture, Sight
from app.cards.lookouts import LOOKOUTS, LookoutCard
from app.control.books import ask_book
from app.control.carrying import carry_card
from app.control.late import forget, is_made, is_shown
from app.control.writing import start_writing
from app.document import Change
from app.jobs import Job
from app.messages import error_message
from app.tasks.lookouts import LookoutTask, Seen, raster_of, write_book

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.lookout.study import LookoutSettings

#: How many places are suggested at a time.
_SITES = 5


class LookoutControl(QObject):
    """Follows the card; the newest look counts."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = LookoutTask(window.document, window.jobs, self)
        self.picture: SeenPicture | None = None
        self._sites = 0  # how many are wanted
        self._is_stale = True  # nothing was worked out for the plan as it is
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(lambda *_unused: self._forget())
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)
        self.picture, self._is_stale = None, True

    @cached_property
    def card(self) -> LookoutCard:
        """The card over the map."""
        card = LookoutCard(self._window.map)
        card.wanted.connect(self._run)
        card.sites_wanted.connect(self._suggest)
        card.save_wanted.connect(self._save)
        card.lookout_chosen.connect(self._choose_lookout)
        card.site_chosen.connect(self._choose_site)
        card.county_chosen.connect(self._choose_county)
        card.view_changed.connect(self._on_view)
        card.closed.connect(self._clear)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its numbers, and looks around with them."""
        return carry_card(self._window, self, lambda: self.card.open_card(), self._run)

    def show_lookouts(self, _checked: bool = False) -> None:
        """Show the card, and look around if that has not been done for the plan as it is."""
        self.card.open_card()
        if self._is_stale or self.card.found is None:
            self._run()
        else:
            self._lay_all()

    def settings(self) -> LookoutSettings:
        """What the fields say."""
        from layers.lookout.study import LookoutSettings

        card = self.card
        return LookoutSettings(
            card.cell_m.value(), card.range_km.value() * 1000.0, card.eye_m.value(), card.target_m.value()
        )

    def _run(self) -> None:
        if not is_shown(self):
            return
        self.card.show_message(self.tr("Looking around from the lookouts…"))
        self._lay(None)
        self.task.run(self.settings(), self._sites)

    def _suggest(self) -> None:
        self._sites = _SITES
        self.card.show_sites()
        self._run()

    def _show(self, found: Seen) -> None:
        if not is_shown(self):
            return
        self._is_stale = False
        self.card.show_found(found, self._names())
        self._lay_all()

    # -- the picture ----------------------------------------------------------------------------

    def _lay_all(self) -> None:
        found = self.card.found
        if found is None or found.study.land.grid.epsg != self._window.map.canvas.scene.metric_epsg:
            return  # the map has gone on to another zone meanwhile
        rows = [(Sight.BLIND, self.tr("seen by nobody"))]
        if found.study.land.lookouts:
            rows = [
                (Sight.TWICE, self.tr("from two places or more")),
                (Sight.ONCE, self.tr("from one place")),
                (Sight.ACROSS, self.tr("only from a neighbour")),
                *rows,
            ]
        picture = SeenPicture(found.raster, self.tr("Woods seen from lookouts"), rows)
        picture.sites = [(one.x_m, one.y_m) for one in found.sites]
        self._lay(picture)

    def _on_view(self) -> None:
        if is_shown(self) and self.card.shown_view != LOOKOUTS:
            self._lay_all()

    def _choose_lookout(self, at: int) -> None:
        """Show what one lookout sees of all land."""
        found = self.card.found
        if found is None:
            return
        one = found.study.land.lookouts[at]
        rows = [(Sight.ONCE, self.tr("its own county")), (Sight.ACROSS, self.tr("elsewhere"))]
        title = self.tr("Seen from {name}").format(name=one.name or self.tr("the lookout"))
        picture = SeenPicture(raster_of(found.study, at), title, rows)
        picture.chosen = (one.x_m, one.y_m)
        self._lay(picture)
        self._bring_into_sight(shapely.Point(one.x_m, one.y_m).buffer(found.study.land.settings.range_m))

    def _choose_site(self, at: int) -> None:
        found = self.card.found
        if found is None or self.picture is None:
            return
        one = found.sites[at]
        self.picture.chosen = (one.x_m, one.y_m)
        self._window.map.canvas.lay_over(self.picture)
        self._bring_into_sight(shapely.Point(one.x_m, one.y_m).buffer(found.study.land.settings.range_m))

    def _choose_county(self, row: int) -> None:
        found = self.card.found
        if found is not None:
            self._bring_into_sight(found.study.land.counties.geometry.iloc[row])

    def _bring_into_sight(self, shape: shapely.Geometry) -> None:
        """Show a shape beside the card, not under it."""
        self.card.show_beside(shape.bounds)

    def _lay(self, picture: SeenPicture | None) -> None:
        canvas = self._window.map.canvas
        if picture is not None or (self.picture is not None and canvas.over is self.picture):
            canvas.lay_over(picture)
        self.picture = picture

    # -- the rest -------------------------------------------------------------------------------

    def _save(self) -> None:
        """Ask where to, and write the workbook in the background."""
        found, window = self.card.found, self._window
        if found is None:
            return
        path = ask_book(window, self.tr("{plan} lookouts").format(plan=window.document.info().title))
        if path is None:
            return
        names = window.document.county_names()
        start_writing(window, Job(write_book, found, path, names, i18n.current(), title=self.tr("Writing files")))

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self._is_stale = True
            self._run()

    def _forget(self) -> None:
        self._is_stale, self._sites = True, 0
        if is_made(self):
            self.card.close_card()
            self.card.show_message("")

    def _clear(self) -> None:
        self.task.stop()
        self._lay(None)
