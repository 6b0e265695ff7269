"""Who gets there first: tool, card, jobs, and the pictures of times on the map."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from PySide6.QtCore import QObject

from app import i18n
from app.canvas.arrivals import Arrivals
from app.canvas.flows import Flow, FlowArrows
from app.canvas.response import ResponsePicture
from app.cards.response import HELP, JOINT, LINES, OWN, SWIPED, TIMES, ResponseCard
from app.cards.response_rows import help_rows
from app.control.books import ask_book
from app.control.carrying import carry_card
from app.control.late import forget, is_made, is_shown, put_away
from app.control.writing import start_writing
from app.document import Change
from app.jobs import Job
from app.messages import error_message
from app.tasks.response import (
    Arriving,
    Closed,
    Lines,
    ResponseTask,
    Times,
    run_arriving,
    run_lines,
    run_times,
    write_study,
)
from layers.response.measures import BANDS_MIN

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.response.study import Study

#: The classes of the picture: the bands, and what is later.
_CLASSES_MIN = (*BANDS_MIN, math.inf)
#: Arrows on the map at most; those who help most.
_MOST_ARROWS = 40


class ResponseControl(QObject):
    """Times are looked at, not stored; what is closed by a click is a question, not a record."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = ResponseTask(window.document, window.jobs, self)
        self.picture = ResponsePicture()
        self.closed: Closed = ()
        self._times: dict[str | int, Arrivals] = {}
        self._is_stale = True  # nothing was worked out for the plan as it is
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(self._forget)
        window.document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        forget(self)
        self._window.map.response_tool.placed.connect(self._place)
        self.picture, self._times, self._is_stale = ResponsePicture(), {}, True
        self.picture.closed = self.closed

    @cached_property
    def card(self) -> ResponseCard:
        """The card over the map."""
        card = ResponseCard(self._window.map)
        card.view_changed.connect(self._on_view)
        card.whose_changed.connect(self._show_whose)
        card.band_changed.connect(self._show_band)
        card.swipe_moved.connect(self._swipe)
        card.closing_toggled.connect(lambda _is_on: self._window.hands.use_tool("response"))
        card.reopened.connect(self._reopen)
        card.book_asked.connect(self._save)
        card.help_chosen.connect(self._choose_help)
        card.line_chosen.connect(self._bring_line)
        card.responder_chosen.connect(self._bring_responder)
        card.closed.connect(self._clear)
        card.show_closed(len(self.closed))
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back as it was looked at, and the times are worked out again."""
        return carry_card(self._window, self, lambda: self.card.open_card(), self._run, tool="response")

    def response(self, _checked: bool = True) -> None:
        """Show the card and work out the times of the plan as it is."""
        self._window.hands.use_tool("response")
        self.card.open_card()
        if self._is_stale or self.card.study is None:
            self._run()
        else:
            self._lay()

    def _run(self) -> None:
        self._times = {}
        self.picture.left = self.picture.right = self.picture.arrows = None
        self.card.show_message(self.tr("Working out who comes when…"))
        works: list[Any] = [run_times]
        if self.picture.place is not None:
            works.append(partial(run_arriving, at=self.picture.place))
        if self.card.shown_view == LINES:
            works.append(run_lines)
        self.task.run(self.closed, *works)

    # -- results --------------------------------------------------------------------------------

    def _show(self, found: Times | Arriving | Lines) -> None:
        if not is_shown(self):
            return
        self._is_stale = False
        if found.study.travel.land.grid.epsg != self._window.map.canvas.scene.metric_epsg:
            return  # the map has gone on to another zone meanwhile
        self.card.show_study(found.study, self._names())
        if isinstance(found, Arriving):
            self.card.show_arriving(found)
        elif isinstance(found, Lines):
            self.card.show_lines(found)
        else:
            title = self.tr("Minutes after the alarm")
            own = {"own": OWN, "joint": JOINT}
            for key, raster in found.rasters.items():
                whose = own.get(key, self.card.shown_whose)
                self._times[whose] = Arrivals(raster, None, title, _CLASSES_MIN)
        self._show_whose()

    def _show_whose(self) -> None:
        whose = self.card.shown_whose
        self.picture.right = None
        if whose == SWIPED:
            self.picture.left, self.picture.right = self._times.get(OWN), self._times.get(JOINT)
        else:
            self.picture.left = self._times.get(whose)
            if self.picture.left is None and isinstance(whose, int) and self.card.study is not None:
                self.task.run(self.closed, partial(run_times, who=whose))
        self.picture.names = (self.tr("own"), self.tr("together"))
        self._show_band(self.card.minutes)

    def _show_band(self, minutes: float) -> None:
        for one in (self.picture.left, self.picture.right):
            if one is not None:
                one.show_until(minutes)
        self._lay()

    def _swipe(self, share: float) -> None:
        self.picture.share = share
        self._lay()

    def _lay(self) -> None:
        if not is_shown(self):
            return
        self.picture.shows_times = self.card.shown_view == TIMES
        self.picture.shows_arrows = self.card.shown_view == HELP
        self._window.map.canvas.lay_over(self.picture)

    def _on_view(self) -> None:
        view, study = self.card.shown_view, self.card.study
        if study is not None:
            if view == LINES:
                self.task.run(self.closed, run_lines)
            if view == HELP:
                self._draw_arrows(study)
        self._lay()

    # -- clicks ---------------------------------------------------------------------------------

    def _place(self, x: float, y: float) -> None:
        study = self.card.study
        if study is None:
            return
        if self.card.close_road.isChecked():
            self._close_road(study, x, y)
            return
        self.picture.place = (x, y)
        self._lay()
        self.task.run(self.closed, partial(run_arriving, at=(x, y)))

    def _close_road(self, study: Study, x: float, y: float) -> None:
        """Close the road nearest to a click, where it is nearest."""
        roads = study.travel.land.roads
        near_m = 16.0 * self._window.map.canvas.view.metres_per_px
        point = shapely.Point(x, y)
        rows = roads.tree.query(point, predicate="dwithin", distance=near_m).tolist() if len(roads.lines) else []
        if not rows:
            self._window.toast.say(self.tr("There is no road here. Zoom in and click nearer to it."))
            return
        row = min(rows, key=lambda one: (shapely.distance(roads.lines[one], point), one))
        foot = roads.lines[row].interpolate(roads.lines[row].project(point))
        self._set_closed((*self.closed, (float(foot.x), float(foot.y))))

    def _reopen(self) -> None:
        self._set_closed(())

    def _set_closed(self, closed: Closed) -> None:
        self.closed = self.picture.closed = closed
        self.card.show_closed(len(closed))
        self._run()
        self._lay()

    # -- who helps whom -------------------------------------------------------------------------

    def _draw_arrows(self, study: Study) -> None:
        shapes = study.travel.land.counties.geometry.to_numpy()
        middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
        rows = help_rows(study, self.card.shown_weight)[:_MOST_ARROWS]
        most = max((one.saved for one in rows), default=0.0)

        def at(county: int) -> tuple[float, float]:
            return float(middles[county, 0]), float(middles[county, 1])

        self.picture.arrows = FlowArrows(
            [Flow(at(one.helper), at(one.helped), one.saved / most, (one.helper, one.helped)) for one in rows]
        )

    def _choose_help(self, helper: int, helped: int) -> None:
        study = self.card.study
        if study is None:
            return
        if self.picture.arrows is None:
            self._draw_arrows(study)
        assert self.picture.arrows is not None
        self.picture.arrows.chosen = (helper, helped)
        self._lay()
        shapes = study.travel.land.counties.geometry.to_numpy()[[helper, helped]]
        self._bring_into_sight(shapely.total_bounds(shapes))

    def _bring_line(self, at: int) -> None:
        study = self.card.study
        if study is not None and 0 <= at < len(study.basis.borders):
            self._bring_into_sight(np.array(study.basis.borders[at].line.bounds))

    def _bring_responder(self, who: int) -> None:
        study = self.card.study
        if study is not None:
            point = study.travel.land.who.geometry.iloc[who]
            self._bring_into_sight(np.array(point.buffer(12_000.0).bounds))

    def _bring_into_sight(self, box: np.ndarray) -> None:
        """Show a box beside the card, not under it."""
        xmin, ymin, xmax, ymax = map(float, box)
        self.card.show_beside((xmin, ymin, xmax, ymax))

    # -- the rest -------------------------------------------------------------------------------

    def _save(self) -> None:
        """Ask where to, and write the workbook in the background."""
        study, window = self.card.study, self._window
        if study is None:
            return
        path = ask_book(window, self.tr("{plan} response").format(plan=window.document.info().title))
        if path is None:
            return
        work = (window.document.store, study, path, window.document.county_names(), i18n.current())
        start_writing(window, Job(write_study, *work, title=self.tr("Writing files")))

    def _names(self) -> dict[str, str]:
        document = self._window.document
        return {code: document.short_county_name(code) for code in document.county_names()}

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer", "parameter"):
            self._is_stale = True
            if is_shown(self):
                self._run()

    def _forget(self, *_unused: Any) -> None:
        put_away(self)
        self.closed = ()
        if is_made(self):
            self.card.show_closed(0)
            self.card.show_message("")
        self.picture, self._times, self._is_stale = ResponsePicture(), {}, True

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        self.card.close_road.setChecked(False)
        canvas = self._window.map.canvas
        if canvas.over is self.picture:
            canvas.lay_over(None)
        if canvas.tool.key == "response":
            self._window.hands.use_tool("select")
