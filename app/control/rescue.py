"""From a plan that is damaged to one that opens: salvage, or an earlier version."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import ages, messages
from app.control.plans import PLAN_SUFFIX
from app.patience import when_answered
from app.tasks.salvaging import SalvageTask
from layers.errors import NotAPlan, PlanDamaged

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.backups import Backup
    from layers.plan.salvage_report import SalvageReport

#: Why a file that is named like a plan may be one that was damaged.
_PERHAPS_DAMAGED = frozenset({"not_sqlite", "no_plan_table", "truncated", "foreign_objects"})
#: Nothing of it can be saved, but there may be an earlier version.
_BEYOND = frozenset({"empty", "nothing_saved"})


class RescueControl(QObject):
    """Offers what can be done about a damaged plan."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = SalvageTask(window.jobs, self)
        self.task.finished.connect(lambda report: when_answered(self, lambda: self._on_saved(report)))
        self.task.failed.connect(self._on_failed)

    def takes(self, error: BaseException) -> bool:
        """Say what is wrong with a damaged plan and offer a way on; return False for any other error."""
        if not isinstance(error, PlanDamaged | NotAPlan):
            return False
        path, code = Path(str(error.facts.get("path", ""))), str(error.facts.get("reason_code", ""))
        if isinstance(error, NotAPlan) and not (path.name.endswith(PLAN_SUFFIX) and code in _PERHAPS_DAMAGED | _BEYOND):
            return False
        document = self._window.document
        if document.is_open and document.path == path:  # a fault that shows while the plan is in use
            return False
        version = self._newest(path)
        can_salvage = code not in _BEYOND
        if not can_salvage and version is None:
            return False
        self._offer(error, path, version, can_salvage=can_salvage)
        return True

    def _offer(self, error: PlanDamaged | NotAPlan, path: Path, version: Backup | None, *, can_salvage: bool) -> None:
        from app.dialogs.rescue import ask_rescue

        when = ages.moment(version.when) if version is not None else ""
        message = messages.error_message(error)
        if isinstance(error, NotAPlan):  # it is named like a plan: what it is now is no news
            title = self.tr("{name} cannot be opened; it may be damaged").format(name=path.name)
            message = replace(message, title=title)
        answer = ask_rescue(self._window, message, when, can_salvage=can_salvage)
        if answer == "salvage":
            self.salvage(path)
        elif answer == "version" and version is not None:
            self._window.versions.restore(version)

    def salvage(self, path: Path) -> None:
        """Ask for the new plan's name and save there what can be saved."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save what can be saved in a new plan"),
            str(suggested(path, self.tr("salvaged"))),
            self.tr("Lianfang plans (*{suffix})").format(suffix=PLAN_SUFFIX),
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is written over: an existing name is refused
        )
        if not chosen:
            return
        out = Path(chosen if chosen.endswith(PLAN_SUFFIX) else chosen.removesuffix(".gpkg") + PLAN_SUFFIX)
        self.task.start(path, out)
        self._window.status.setVisible(True)

    def _on_saved(self, report: SalvageReport) -> None:
        """Open the new plan and show the list beside it."""
        from app.dialogs.salvage import SalvageDialog

        self._window.show_current_page()
        self._window.plans.open_path(report.out)
        dialog = SalvageDialog(report, self._window)
        dialog.show()

    def _on_failed(self, error: BaseException) -> None:
        from app.dialogs import ask

        ask.show_message(self._window, messages.error_message(error))
        self._window.show_current_page()

    def _newest(self, path: Path) -> Backup | None:
        """Return the newest earlier version of the plan that lies there and is itself sound."""
        from app.settings import backups_dir
        from layers.plan import backups

        return backups.newest_by_place(backups_dir()).get(path)


def suggested(path: Path, word: str) -> Path:
    """Return a free name for the new plan: beside the damaged one, or in the documents where that is refused."""
    from platformdirs import user_documents_path

    folder = path.parent if os.access(path.parent, os.W_OK) else user_documents_path()
    stem = path.name.removesuffix(PLAN_SUFFIX)
    found, number = folder / f"{stem} ({word}){PLAN_SUFFIX}", 1
    while found.exists():
        number += 1
        found = folder / f"{stem} ({word} {number}){PLAN_SUFFIX}"
    return found
