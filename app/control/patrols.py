"""Patrols: card, job, what lies over the map, workbook and GPX, tracks that were brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from PySide6.QtWidgets import QFileDialog

from app import i18n
from app.canvas.marks import Area, Dot, Marks, Stretch
from app.control.beside import BesideControl
from app.control.books import ask_book
from app.control.carrying import carry_card
from app.control.late import forget, is_made, is_shown
from app.control.plans import file_name
from app.control.writing import ask_target, start_writing
from app.document import Change
from app.jobs import Job
from app.messages import error_message
from app.tasks.patrols import Patrolled, PatrolTask, matters, write_book, write_gpx, write_patrol_cards
from layers.crs import STORAGE_CRS, transform
from layers.errors import LianfangError
from layers.kinds import RecordKind
from layers.routes.rules import PatrolRules

if TYPE_CHECKING:
    from app.cards.patrols import PatrolCard
    from app.window import MainWindow

#: How many routes are suggested at a time.
_SUGGESTIONS = 5
_ROUTE, _MISSED, _OPEN, _HELD = "#00796B", "#D7263D", "#D55E00", "#0072B2"


class PatrolRouteControl(BesideControl):
    """Follows the card; routes are recorded with the tool for records."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.task = PatrolTask(window.document, window.jobs, self)
        self._tracks: tuple[Path, ...] = ()
        self._suggestions = 0  # how many are wanted
        self._is_stale = True
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(lambda *_unused: self._forget())

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)
        self.marks, self._is_stale = None, True

    @cached_property
    def card(self) -> PatrolCard:
        """The card over the map."""
        from app.cards.patrols import PatrolCard

        card = PatrolCard(self._window.map)
        card.record_wanted.connect(lambda: self._window.actions_["record_patrol_route"].trigger())
        card.tracks_wanted.connect(self._ask_tracks)
        card.book_wanted.connect(self._save_book)
        card.gpx_wanted.connect(self._save_gpx)
        card.cards_wanted.connect(self._save_cards)
        card.route_chosen.connect(self._choose_route)
        card.county_chosen.connect(self._choose_county)
        card.entrance_chosen.connect(self._choose_entrance)
        card.gap_chosen.connect(self._choose_gap)
        card.rules_changed.connect(self._set_rules)
        card.suggest_wanted.connect(self._suggest)
        card.keep_wanted.connect(self._keep)
        card.suggestion_chosen.connect(self._choose_suggestion)
        card.view_changed.connect(self._lay_all)
        card.closed.connect(self._clear)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its numbers, and works patrols out with them."""

        def reopen() -> None:
            self._show_rules()
            self.card.open_card()

        return carry_card(self._window, self, reopen, self._run)

    def patrol_plan(self, _checked: bool = False) -> None:
        """Show the card, and work patrols out if that has not been done for the plan as it is."""
        self.card.open_card()
        if self._is_stale or self.card.found is None:
            self._run()
        else:
            self._lay_all()

    def _run(self) -> None:
        if not is_shown(self):
            return
        self._show_rules()
        self.card.show_message(self.tr("Working patrols out…"))
        self.lay(None)
        self.task.run(self._tracks, self._suggestions, self.card.longest_km.value() * 1000.0)

    def _show(self, found: Patrolled) -> None:
        if not is_shown(self):
            return
        self._is_stale = False
        self.card.show_found(found, self.names())

    def rules(self) -> PatrolRules:
        """What was agreed on."""
        return PatrolRules.from_dict(self._window.document.stored_patrol_rules())

    def _show_rules(self) -> None:
        self.card.show_rules(self.rules(), is_writable=not self._window.document.is_read_only)

    def _set_rules(self, rules: PatrolRules) -> None:
        """Keep what was agreed on; the level and the frequencies need nothing worked out again."""
        self._window.document.set_patrol_rules(rules)

    # -- the map --------------------------------------------------------------------------------

    def _lay_all(self) -> None:
        from app.cards.patrols import BREAKS, ENTRANCES, SUGGESTED

        found = self.card.found
        if found is None or not is_shown(self):
            return
        study = found.study
        if study.epsg != self._window.map.canvas.scene.metric_epsg:
            return  # the map has gone on to another zone meanwhile
        view = self.card.shown_view
        marks = Marks()
        if view == BREAKS:
            marks.lines = [Stretch(one.line, _MISSED) for one in study.gaps]
        elif view == SUGGESTED:
            marks.areas = [Area(shape, _ROUTE, is_filled=False) for shape in study.areas.geometry]
            routes = [Stretch(one.line, _ROUTE) for one in study.routes]
            marks.lines = [*routes, *(Stretch(one.line, _OPEN) for one in found.suggested)]
        elif view == ENTRANCES:
            marks.areas = [Area(shape, _ROUTE, is_filled=False) for shape in study.areas.geometry]
            marks.dots = [Dot(one.x_m, one.y_m, _HELD if one.held else _OPEN) for one in study.entrances]
        else:
            marks.areas = [] if found.corridor.is_empty else [Area(found.corridor, _ROUTE)]
            marks.lines = [Stretch(one.line, _ROUTE) for one in study.routes]
            if found.efforts is not None:
                marks.lines = [*marks.lines, *(Stretch(one.missed, _MISSED) for one in found.efforts)]
            marks.dots = [Dot(at.x_m, at.y_m, _HELD) for one in study.routes for at in one.figures.handovers]
        self.lay(marks)

    def _choose_route(self, at: int) -> None:
        if self.card.found is not None:
            self.choose(self.card.found.study.routes[at].line)

    def _suggest(self) -> None:
        self._suggestions = _SUGGESTIONS
        self._run()

    def _choose_suggestion(self, at: int) -> None:
        if self.card.found is not None:
            self.choose(self.card.found.suggested[at].line)

    def _keep(self, at: int) -> None:
        """Record a suggestion as a route; it is drawn, edited and undone like any other."""
        found = self.card.found
        if found is None:
            return
        line = transform(found.suggested[at].line, f"EPSG:{found.study.epsg}", STORAGE_CRS)
        name = self.tr("Suggested route {number}").format(number=len(found.study.routes) + 1)
        try:
            self._window.document.record_feature(RecordKind.PATROL_ROUTE, line, {"name": name})
        except LianfangError as error:
            self._window.show_error(error)
            return
        text = self.tr("Recorded: {name}.").format(name=name)
        self._window.undo_offer.say(text)

    def _choose_county(self, row: int) -> None:
        if self.card.found is not None:
            self.show_box(self.card.found.study.counties.geometry.iloc[row].bounds)

    def _choose_entrance(self, at: int) -> None:
        if self.card.found is not None:
            one = self.card.found.study.entrances[at]
            self.choose(shapely.Point(one.x_m, one.y_m))

    def _choose_gap(self, at: int) -> None:
        if self.card.found is not None:
            self.choose(self.card.found.study.gaps[at].line)

    # -- files ----------------------------------------------------------------------------------

    def _ask_tracks(self) -> None:
        window = self._window
        chosen, _kind = QFileDialog.getOpenFileNames(
            window, self.tr("Tracks that patrols brought back"), str(window.plans.folder()), self.tr("Tracks (*.gpx)")
        )
        if chosen:
            self._tracks = tuple(Path(one) for one in chosen)
            self._run()

    def _save_book(self) -> None:
        """Ask where to, and write the workbook in the background."""
        found, window = self.card.found, self._window
        if found is None:
            return
        info = window.document.info()
        path = ask_book(window, self.tr("{plan} patrols").format(plan=info.title))
        if path is None:
            return
        work = (found, path, window.document.county_names(), i18n.current(), self.rules(), info.reference_date)
        start_writing(window, Job(write_book, *work, title=self.tr("Writing files")))

    def _save_gpx(self) -> None:
        """Ask where to, and write the routes in the background."""
        found, window = self.card.found, self._window
        if found is None:
            return
        title = window.document.info().title
        place = window.plans.folder() / f"{file_name(title)}.gpx"
        path = ask_target(window, self.tr("Routes for devices"), place, {self.tr("Tracks (*.gpx)"): ".gpx"})
        if path is None:
            return
        start_writing(window, Job(write_gpx, found, path, title, i18n.current(), title=self.tr("Writing files")))

    def _save_cards(self) -> None:
        """Ask where to, and write a card for each route in the background."""
        found, window = self.card.found, self._window
        if found is None:
            return
        title = window.document.info().title
        place = window.plans.folder() / (file_name(self.tr("{plan} patrol cards").format(plan=title)) + ".pdf")
        kinds = {self.tr("Papers (*.pdf *.docx)"): ".pdf"}
        path = ask_target(window, self.tr("Patrol cards"), place, kinds, endings=(".docx",))
        if path is None:
            return
        work = (window.document.store, found, path, i18n.current())
        start_writing(window, Job(write_patrol_cards, *work, title=self.tr("Writing files")))

    # -- the rest -------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if not matters(change):
            return
        found = self.card.found if is_made(self) else None
        only_rules = change.codes == {"patrol_rules_set"}
        if only_rules and found is not None and found.study.settings == self.rules().settings:
            self._show_rules()
            return
        self._is_stale = True
        self._run()

    def _forget(self) -> None:
        self._is_stale, self._tracks, self._suggestions = True, (), 0
        if is_made(self):
            self.card.show_message("")

    def _clear(self) -> None:
        self.task.stop()
        self.lay(None)
