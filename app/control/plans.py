"""Plans come and go: new, open, save, close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.dialogs.ask import run

if TYPE_CHECKING:
    from app.window import MainWindow

PLAN_SUFFIX = ".lianfang.gpkg"


class PlanControl(QObject):
    """The actions on the plan as a file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def new_plan(self) -> None:
        """Ask for title, date and counties, and begin a plan."""
        from app.dialogs.new_plan import NewPlanDialog

        dialog = NewPlanDialog(self._window)
        if not run(dialog) or not self.may_leave():
            return
        facts = dialog.facts
        try:
            facts.path.parent.mkdir(parents=True, exist_ok=True)
            self._window.document.create(facts.path, title=facts.title, reference_date=facts.reference_date)
        except Exception as error:
            self._window.show_error(error)
            return
        if facts.counties:
            self._window.importer.add_counties(facts.counties, self.tr("Counties"))

    def open_plan(self) -> None:
        """Ask for a plan and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a plan"),
            str(self.folder()),
            self.tr("Lianfang plans (*{suffix})").format(suffix=PLAN_SUFFIX),
        )
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Open a plan; when that fails the open one stays."""
        if not self.may_leave():
            return
        try:
            self._window.document.open(path)
        except Exception as error:
            self._window.show_error(error)

    def open_sample(self) -> None:
        """Build the sample plan and open it."""
        if self.may_leave():
            self._window.opener.open_sample()
            self._window.status.setVisible(True)

    def close_plan(self) -> None:
        """Close the plan and show the start page."""
        if self.may_leave():
            self._window.document.close()

    def save(self) -> None:
        """Give an untitled plan a place; any other is saved already."""
        if not self._window.document.is_untitled:
            self._window.toast.say(
                self.tr("Every change is saved already: {path}").format(path=self._window.document.path.name)
            )
            return
        path = self.ask_path(self.tr("Save the plan"))
        if path is not None:
            if not self._attempt(lambda: self._window.document.save_as(path)):
                return
            self._window.settings.add_recent(path)
            self._window.keep_picture()
            self._window.show_facts()

    def save_copy(self) -> None:
        """Write a clean copy elsewhere."""
        path = self.ask_path(self.tr("Save a copy"))
        if path is not None and self._attempt(lambda: self._window.document.save_copy(path)):
            self._window.toast.say(self.tr("A copy was saved: {path}").format(path=path.name))

    def plan_facts(self) -> None:
        """Change title and reference date."""
        from app.dialogs.new_plan import FactsDialog

        info = self._window.document.info()
        dialog = FactsDialog(info.title, info.reference_date, self._window)
        if run(dialog):
            self._window.document.set_facts(dialog.title, dialog.reference_date)

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def may_leave(self) -> bool:
        """Ask only about an untitled plan that holds work; anything else is in its file."""
        if not self._window.document.is_untitled or self._window.document.is_pristine:
            return True
        from app.dialogs.ask import ask_keep

        answer = ask_keep(self._window)
        if answer == "keep":
            self.save()
            return not self._window.document.is_untitled
        if answer == "discard":
            self._window.document.discard_untitled()
        return answer == "discard"

    def ask_path(self, title: str) -> Path | None:
        """Ask where a plan is to be written; None when the planner thinks better of it."""
        name = file_name(self._window.document.info().title) + PLAN_SUFFIX
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            title,
            str(self.folder() / name),
            self.tr("Lianfang plans (*{suffix})").format(suffix=PLAN_SUFFIX),
        )
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(PLAN_SUFFIX) else chosen.removesuffix(".gpkg") + PLAN_SUFFIX)

    def folder(self) -> Path:
        """Return where file dialogs begin: beside the plan, or where the last one was."""
        from platformdirs import user_documents_path

        if self._window.document.is_open and not self._window.document.is_untitled:
            return self._window.document.path.parent
        folders = (path.parent for path in self._window.settings.recent_plans())
        return next((folder for folder in folders if folder.is_dir()), user_documents_path())

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Exception as error:
            self._window.show_error(error)
            return False
        return True


def file_name(title: str) -> str:
    """Return a title as a file name that every system takes."""
    return "".join("_" if character in '\\/:*?"<>|\n\t' else character for character in title).strip(" .") or "plan"
