"""Fire scenarios side by side: the window, its job, and what it keeps with the plan."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app import fire_words, i18n
from app.control.books import ask_book
from app.control.side_by_side import SideControl
from app.control.writing import start_writing
from app.jobs import Job
from app.messages import error_message
from app.tasks.fire import Compared, FireTask, run_scenarios
from app.tasks.fire_books import write_compared
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.dialogs.scenarios import ScenarioWindow
    from app.window import MainWindow
    from layers.spread.choices import FireChoices, Scenario


class CompareControl(SideControl):
    """The action *Fire scenarios*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.task = FireTask(window.document, window.jobs, window.fire_lands, self)
        self.dialog: ScenarioWindow | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(self._say)

    def scenarios(self, _checked: bool = True) -> None:
        """Show the window."""
        self.open()

    def make_dialog(self) -> ScenarioWindow:
        """Make the window."""
        from app.dialogs.scenarios import ScenarioWindow

        made = ScenarioWindow(self._window)
        made.run_asked.connect(self._run)
        return made

    def show_settings(self) -> None:
        """Show the scenarios of the plan."""
        document = self._window.document
        if self.dialog is not None:
            self.dialog.show_settings(document.fire_choices(), is_read_only=document.is_read_only)

    def keep(self, members: tuple[Scenario, ...]) -> None:
        """Keep scenarios with the plan."""
        document = self._window.document
        try:
            document.set_fire_choices("fire_scenarios_set", replace(document.fire_choices(), scenarios=members))
        except LianfangError as error:
            self._window.show_error(error)
        self.show_settings()

    def _run(self, settings: FireChoices, scenarios: tuple[Scenario, ...]) -> None:
        self.task.run(partial(run_scenarios, settings=settings, scenarios=scenarios), settings)

    def _show(self, compared: Compared) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            document = self._window.document
            self.dialog.show_compared(
                compared, {code: document.short_county_name(code) for code in document.county_names()}
            )

    def _say(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_message(error_message(error).sentence)

    def write_book(self) -> None:
        """Ask where to, and write the workbook in the background."""
        if self.dialog is None or self.dialog.compared is None:
            return
        compared, window = self.dialog.compared, self._window
        path = ask_book(window, self.tr("{plan} fire scenarios").format(plan=window.document.info().title))
        if path is None:
            return
        weathers = [fire_words.scenario_weather(one, compared.settings) for one in compared.scenarios]
        worst = [fire_words.wind(one.worst) for one in compared.sendings]
        names = window.document.county_names()
        work = (compared, names, weathers, worst, path, i18n.current())
        start_writing(window, Job(write_compared, *work, title=self.tr("Writing files")))
