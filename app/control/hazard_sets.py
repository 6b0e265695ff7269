"""Sets of numbers of hazards side by side: the window, its job, and what it keeps with the plan."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from app import i18n
from app.canvas.marks import Area, Marks
from app.control.books import ask_book
from app.control.side_by_side import SideControl
from app.control.writing import start_writing
from app.jobs import Job
from app.messages import error_message
from app.tasks.hazards import HazardTask, RanSets, run_sets, write_rows
from layers.crs import STORAGE_CRS, transform
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.dialogs.hazard_sets import HazardSetsWindow
    from app.window import MainWindow
    from layers.hazards.lists import ScenarioSet


class HazardSetsControl(SideControl):
    """The action *Sets of numbers side by side*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.task = HazardTask(window.document, window.jobs, self)
        self.dialog: HazardSetsWindow | None = None
        self._marks: Marks | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(self._say)

    def hazard_sets(self, _checked: bool = True) -> None:
        """Show the window."""
        self.open()

    def make_dialog(self) -> HazardSetsWindow:
        """Make the window."""
        from app.dialogs.hazard_sets import HazardSetsWindow

        made = HazardSetsWindow(self._window)
        made.run_asked.connect(self._run)
        made.zone_chosen.connect(self._go_to)
        made.closed.connect(self._clear)
        return made

    def show_settings(self) -> None:
        """Show the sets of the plan."""
        document = self._window.document
        if self.dialog is not None:
            sets, rose = document.hazard_lists().sets, document.fire_choices().rose
            self.dialog.show_settings(sets, document.parameters(), rose, is_read_only=document.is_read_only)

    def keep(self, members: tuple[ScenarioSet, ...]) -> None:
        """Keep sets with the plan."""
        document = self._window.document
        try:
            document.set_hazard_lists("hazard_sets_set", replace(document.hazard_lists(), sets=members))
        except LianfangError as error:
            self._window.show_error(error)
        self.show_settings()

    def _run(self, sets: tuple[ScenarioSet, ...], hazards: tuple[str, ...]) -> None:
        self.task.run(partial(run_sets, sets=sets, hazards=hazards))

    def _show(self, ran: RanSets) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            document = self._window.document
            names = {code: document.short_county_name(code) for code in document.county_names()}
            self.dialog.show_ran(ran, names)

    def _say(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_message(error_message(error).sentence)

    def _go_to(self, shape: Any) -> None:
        """Show a zone on the map: its outline under all sets that give it."""
        canvas = self._window.map.canvas
        metric = transform(shape, STORAGE_CRS, f"EPSG:{canvas.scene.metric_epsg}")
        self._marks = Marks([Area(metric, "#7A3E9D")])
        canvas.lay_over(self._marks)
        canvas.zoom_to(metric.bounds, margin=0.3, animated=True)

    def _clear(self, *_unused: Any) -> None:
        canvas = self._window.map.canvas
        if self._marks is not None and canvas.over is self._marks:
            canvas.lay_over(None)
        self._marks = None

    def write_book(self) -> None:
        """Ask where to, and write the workbook in the background."""
        if self.dialog is None or self.dialog.ran is None:
            return
        window = self._window
        path = ask_book(window, self.tr("{plan} sets of numbers").format(plan=window.document.info().title))
        if path is not None:
            work = (path, "sets", self.dialog.ran, window.document.county_names(), i18n.current())
            start_writing(window, Job(write_rows, *work, title=self.tr("Writing files")))
