"""Plans come and go: new, open, save, close."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import thumbnails
from app.control.packing import PACKAGE_SUFFIX, is_named_package
from app.dialogs.ask import ask_overwrite, run
from app.tasks.saving import SaveTask
from layers.progress import Cancelled

if TYPE_CHECKING:
    from app.window import MainWindow

PLAN_SUFFIX = ".lianfang.gpkg"


class PlanControl(QObject):
    """The actions on the plan as a file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.saver = SaveTask(window.document, window.jobs, self)
        self.saver.copied.connect(self._on_copied)
        self.saver.failed.connect(window.show_error)

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
            self.tr("Plans and packed plans (*{suffix} *{package})").format(suffix=PLAN_SUFFIX, package=PACKAGE_SUFFIX),
        )
        if not path:
            return
        if is_named_package(Path(path)):
            self._window.packing.open_package(Path(path))
        else:
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
            self.save_to(path)

    def save_as(self) -> None:
        """Ask for another place and go on there."""
        path = self.ask_path(self.tr("Save the plan as"))
        if path is None:
            return
        if self._is_here(path):
            self._window.toast.say(self.tr("Every change is saved already: {path}").format(path=path.name))
        elif self.save_to(path):
            self._window.toast.say(self.tr("You go on in {name}.").format(name=path.name))

    def save_to(self, path: Path) -> bool:
        """Write the plan to another place and go on there; return whether that is done.

        The window stays alive, with a bar when it takes long; recent plans and pictures follow.
        """
        from app.dialogs.waiting import wait_for

        if self._refuses_itself(path):
            return False
        window = self._window
        old, was_untitled = window.document.path, window.document.is_untitled
        try:
            wait_for(self.saver.move_job(path), window.jobs, window)
        except Cancelled:
            return False
        except Exception as error:
            window.show_error(error)
            return False
        if was_untitled:
            window.settings.forget_recent(old)
            thumbnails.forget(old)
        window.settings.add_recent(path)
        window.document.announce_place()
        window.keep_picture()
        window.show_facts()
        window.refresh_actions()
        return True

    def save_copy(self) -> None:
        """Write a clean copy elsewhere, in the background."""
        path = self.ask_path(self.tr("Save a copy"))
        if path is not None and not self._refuses_itself(path):
            self.saver.copy(path)

    def _on_copied(self, path: Path) -> None:
        self._window.toast.say(self.tr("A copy was saved: {path}").format(path=path.name))

    def _is_here(self, path: Path) -> bool:
        here = self._window.document.path
        try:
            return path.exists() and here.exists() and path.samefile(here)
        except OSError:  # a name that is too long is nowhere; whoever writes there says so
            return False

    def _refuses_itself(self, path: Path) -> bool:
        """Say that a plan cannot be copied onto itself, if that is what was chosen."""
        if not self._is_here(path):
            return False
        self._window.toast.say(self.tr("{name} is the plan that is open. Choose another name.").format(name=path.name))
        return True

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
        """Ask about files that are still being written, and about an untitled plan that holds work.

        Anything else is in its file.
        """
        from app.dialogs.waiting import may_go

        if not may_go(self._window.jobs, self._window):
            return False
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
        if chosen.endswith(PLAN_SUFFIX):
            return Path(chosen)
        path = Path(chosen.removesuffix(".gpkg") + PLAN_SUFFIX)  # a name the dialog has not asked about
        return path if not path.exists() or ask_overwrite(self._window, path) else None

    def folder(self) -> Path:
        """Return where file dialogs begin: beside the plan, or where the last one was."""
        from platformdirs import user_documents_path

        if self._window.document.is_open and not self._window.document.is_untitled:
            return self._window.document.path.parent
        folders = (path.parent for path in self._window.settings.recent_plans())
        return next((folder for folder in folders if folder.is_dir()), user_documents_path())


def file_name(title: str) -> str:
    """Return a title as a file name that every system takes."""
    return "".join("_" if character in '\\/:*?"<>|\n\t' else character for character in title).strip(" .") or "plan"
