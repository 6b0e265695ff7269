"""Rivers at the line: the lists, what they show on the map, directions given from a row, and the lists as a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import i18n
from app.canvas.river_findings import RiverFindings
from app.control.plans import file_name
from app.control.writing import ask_target, start_writing
from app.document import Change
from app.jobs import Job
from app.panels.rivers import RiversPanel
from app.river_rows import LISTS, RiverRows
from app.tasks.rivers import RiverLists, RiverTask, run_lists, write_lists
from layers.errors import AnalysisError
from layers.rivers.settings import RiverSettings, Verdict

if TYPE_CHECKING:
    from app.window import MainWindow

_KEY = "rivers"
#: Ground that is shown about a row at least, metres.
_LEAST_M = 4000.0


class RiverListControl(QObject):
    """Worked out in a job once somebody opens the list, and again after a change while it is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel: RiversPanel | None = None
        self._lists: RiverLists | None = None
        self._drawn: RiverFindings | None = None
        self._is_stale = True
        self._with_exposed = False
        self.task = RiverTask(window.document, window.jobs, window.river_lands, self)
        self.task.ready.connect(self._on_ready)
        self.task.failed.connect(self._on_failed)
        window.document.changed.connect(self._on_changed)
        window.document.opened.connect(self._forget)
        window.document.closed.connect(self._forget)

    @property
    def panel(self) -> RiversPanel:
        """The panel of the window as it is built now."""
        self._window.right.page("straddling")
        assert self._panel is not None
        return self._panel

    @property
    def drawn(self) -> RiverFindings | None:
        """What is shown over the map."""
        return self._drawn

    def make_panel(self) -> RiversPanel:
        """Make the panel; the window does so again in another language or theme."""
        panel = RiversPanel(self._window.actions_)
        panel.row_chosen.connect(self._on_row)
        panel.list_chosen.connect(self._on_list)
        panel.direction_given.connect(self._judge)
        panel.exposed_wanted.connect(self._screen)
        panel.export_asked.connect(self._export)
        panel.on_map.connect(lambda _on: self._lay())
        self._panel = panel
        if self._lists is not None:
            self._fill(self._lists)
        return panel

    def attach(self) -> None:
        """Follow the pages of a new window."""
        self._window.right.page_changed.connect(lambda _page: self._on_page())
        self._window.right.toggled.connect(lambda _on: self._on_page())
        self._drawn = None
        self._on_page()

    def on_choice(self) -> None:
        """Another list came forward."""
        self._on_page()

    def show_rivers(self) -> None:
        """Bring the lists forward."""
        self._window.across.show_list("rivers")
        self._window.right.show_page("straddling")
        self._on_page()

    # -- work ---------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the lists are in front."""
        window = self._window
        is_front = window.right.current == "straddling" and window.across.choice.currentData() == "rivers"
        return is_front and not window.right.is_collapsed

    def _on_page(self) -> None:
        if self.is_open:
            self._look()
        self._lay()

    def _look(self) -> None:
        document = self._window.document
        if not document.is_open or not document.has_counties():
            self.panel.show_nothing()
        elif self._is_stale:
            self._is_stale = False
            self.panel.show_waiting()
            self._run()

    def _run(self) -> None:
        document = self._window.document
        settings = RiverSettings.from_dict(document.stored_river_settings())
        epsg = document.info().metric_epsg
        self.task.run(partial(run_lists, settings=settings, with_exposed=self._with_exposed, epsg=epsg))

    def _screen(self) -> None:
        self._with_exposed = True
        self.panel.screen_button.setEnabled(False)
        self._run()

    def _on_ready(self, lists: RiverLists) -> None:
        self._lists = lists
        self._fill(lists)
        self._lay()

    def _fill(self, lists: RiverLists) -> None:
        from app.sheets.words import load_words

        document = self._window.document
        if not document.is_open:
            return
        names = {code: document.short_county_name(code) for code in document.county_names()}
        terms = load_words(i18n.current())
        self.panel.screen_button.setEnabled(True)
        self.panel.show_rows(lists.rows, RiverRows(names, terms, lists.settings), can_edit=not document.is_read_only)
        legend = {name: terms[f"river_sheet.{name}"] for name in LISTS}
        legend |= {
            "title": self.tr("Rivers"),
            "orange": self.tr("Standards apart, orange"),
            "yellow": self.tr("Standards apart, yellow"),
            "bands": self.tr("10 km of provincial rivers"),
            "whole": self.tr("Direction not known, or a loose piece"),
        }
        chosen = self.panel.chosen
        self._drawn = RiverFindings(
            lists.drawn, legend, front=self.panel.front, chosen="" if chosen is None else chosen["key"]
        )

    def _on_failed(self, error: Exception) -> None:
        self.panel.screen_button.setEnabled(True)
        self._lists, self._drawn = None, None
        self._lay()
        self.panel.show_nothing()
        if not isinstance(error, AnalysisError):  # no rivers or no counties: the page says what to do
            self._window.show_error(error)

    def _on_changed(self, change: Change) -> None:
        if change.is_look or not (change.touches("layer") or change.touches("parameter")):
            return
        self._is_stale = True
        if self.is_open:
            self._look()

    def _forget(self, *_unused: Any) -> None:
        self.task.stop()
        self._lists, self._drawn, self._is_stale, self._with_exposed = None, None, True, False
        if self._window.right.is_made("straddling"):
            self.panel.show_nothing()
            self._lay()

    # -- on the map ---------------------------------------------------------------------------

    def _lay(self) -> None:
        wanted = self._drawn if self.is_open and self.panel.map_box.isChecked() else None
        canvas = self._window.map.canvas
        if canvas.beneath(_KEY) is not wanted:
            canvas.lay_beneath(_KEY, wanted)

    def _on_list(self, name: str) -> None:
        if self._drawn is not None:
            self._drawn.front, self._drawn.chosen = name, ""
            self._window.map.canvas.update()

    def _on_row(self, name: str, row: Any) -> None:
        """Mark what a row is about, and go there."""
        if self._drawn is None:
            return
        self._drawn.front, self._drawn.chosen = name, "" if row is None else row["key"]
        self._window.map.canvas.update()
        if row is not None:
            canvas = self._window.map.canvas
            xmin, ymin, xmax, ymax = canvas.to_metric(row["geometry"]).bounds
            grow = max(_LEAST_M - max(xmax - xmin, ymax - ymin), 0.0) / 2.0
            canvas.zoom_to((xmin - grow, ymin - grow, xmax + grow, ymax + grow), animated=True)

    # -- directions ---------------------------------------------------------------------------

    def _judge(self, row: dict[str, Any], from_first: bool) -> None:
        """Keep which way a river runs; the lists follow."""
        lon, lat = row["ends"][0 if from_first else 1]
        document = self._window.document
        kept = RiverSettings.from_dict(document.stored_river_settings())
        others = tuple(one for one in kept.verdicts if one.object_uid != row["object_uid"])
        verdict = Verdict(str(row["object_uid"]), round(float(lon), 7), round(float(lat), 7))
        document.set_river_settings("river_judged", replace(kept, verdicts=(*others, verdict)))

    # -- as a file ----------------------------------------------------------------------------

    def _export(self) -> None:
        window, lists = self._window, self._lists
        if lists is None:
            return
        kinds = {self.tr("Excel workbook (*.xlsx)"): ".xlsx", self.tr("GeoPackage, map layers (*.gpkg)"): ".gpkg"}
        stem = self.tr("{plan} rivers").format(plan=file_name(window.document.info().title))
        path = ask_target(window, self.tr("Save the lists"), window.plans.folder() / f"{stem}.xlsx", kinds)
        if path is None:
            return
        job = Job(write_lists, path, lists, i18n.current(), title=self.tr("Writing files"))
        start_writing(window, job, opens_folder=False)
