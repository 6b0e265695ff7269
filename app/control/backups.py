"""Earlier versions: shown, opened as a new plan or for a look, deleted."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog

from app import ages, messages, thumbnails
from app.control.plans import PLAN_SUFFIX, file_name
from app.dialogs.ask import run
from app.jobs import Job
from app.patience import when_answered
from app.settings import backups_dir

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.plan.backups import Backup


class BackupControl(QObject):
    """The actions on earlier versions."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._looked: Backup | None = None
        self._left: Path | None = None  # the plan that was open before a version was looked at
        window.backups.failed.connect(self._on_failed)
        window.backups.kept.connect(self._on_kept)

    def earlier_versions(self, plan_path: Path | None = None) -> None:
        """Show the versions of all plans, beginning with one: the one given, or the one that is open."""
        from app.dialogs.backups import EarlierVersionsDialog

        document = self._window.document
        if plan_path is None and document.is_open:
            plan_path = document.path
        dialog = EarlierVersionsDialog(
            self._read,
            self._window,
            plan_path=plan_path,
            forget=self._forget,
            is_keeping=self._window.settings.get("backups") == "yes",
        )
        is_chosen = run(dialog)
        self._window.start.refresh()
        if is_chosen and dialog.choice is not None:
            what, version = dialog.choice
            (self.restore if what == "restore" else self.look)(version)

    def restore(self, version: Backup) -> None:
        """Ask for a name, write the version there and open it."""
        from layers.plan import backups

        target = self._ask_target(version)
        if target is None:
            return

        def write(progress: Any) -> Path:
            return backups.restore(version, target, progress=progress)

        job = Job(write, title=self.tr("Opening an earlier version"))
        job.finished.connect(lambda path: when_answered(self, lambda: self._on_restored(path, version)))
        job.failed.connect(self._window.show_error)
        job.cancelled.connect(self._window.show_current_page)
        self._window.jobs.start(job)
        self._window.status.setVisible(True)

    def look(self, version: Backup) -> None:
        """Open a version for reading; it stays what it is."""
        window = self._window
        if not window.plans.may_leave():
            return
        from layers.plan.store import PlanStore

        document = window.document
        if self.looked_at is None:
            self._left = document.path if document.is_open and not document.is_untitled else None
        self._looked = version
        try:
            window.document.attach(window.document.on_writer(lambda: PlanStore.open(version.path, read_only=True)))
        except Exception as error:
            window.show_error(error)

    @property
    def looked_at(self) -> Backup | None:
        """The version that is open for a look, if one is."""
        document, version = self._window.document, self._looked
        return version if version is not None and document.is_open and document.path == version.path else None

    def notice(self, version: Backup) -> tuple[str, list[tuple[str, Callable[[], object]]]]:
        """Return what stands above the map while a version is looked at, and the way on."""
        text = self.tr("This is the version of {when}, to look at only. Your plan is not touched.")
        ways: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Open as a new plan…"), lambda: self.restore(version)),
            (self.tr("Back to the plan") if self._left is not None else self.tr("Close"), self._leave),
        ]
        return text.format(when=ages.moment(version.when)), ways

    def _leave(self) -> None:
        """Go back to the plan that was open before the look, or to the start page."""
        plans, left = self._window.plans, self._left
        plans.close_plan() if left is None else plans.open_path(left)

    def named(self, title: str) -> str:
        """Return a plan's title for the window, with its time when it is an earlier version."""
        version = self.looked_at
        return title if version is None else f"{title} ({ages.moment(version.when)})"

    # -- inner workings -----------------------------------------------------------------------

    def _read(self) -> Sequence[Backup]:
        from layers.plan import backups
        from layers.plan.store import untitled_folder

        return [*backups.all_backups(backups_dir()), *backups.never_saved(untitled_folder())]

    def _forget(self, version: Backup) -> None:
        from layers.plan import backups

        try:
            backups.forget(version)
        except OSError as error:
            self._window.show_error(error)

    def _ask_target(self, version: Backup) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Open an earlier version as a new plan"),
            str(self.suggested(version)),
            self.tr("Lianfang plans (*{suffix})").format(suffix=PLAN_SUFFIX),
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is written over: an existing name is refused
        )
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(PLAN_SUFFIX) else chosen.removesuffix(".gpkg") + PLAN_SUFFIX)

    def suggested(self, version: Backup) -> Path:
        """Return a free name beside the plan as it was, or in the documents where its folder is gone."""
        from platformdirs import user_documents_path

        from layers.plan.place import name_excess_bytes

        source = version.plan_path
        folder = source.parent if source is not None else user_documents_path()
        if not os.access(folder, os.W_OK):
            folder = user_documents_path()
        stem = source.name.removesuffix(PLAN_SUFFIX) if source is not None else file_name(version.title)
        time, number = f"{version.when.astimezone():%Y-%m-%d %H-%M}", 1
        while True:
            path = folder / f"{stem} ({time}{f' {number}' if number > 1 else ''}){PLAN_SUFFIX}"
            excess = name_excess_bytes(path)
            if excess > 0 and len(stem) > 1:
                stem = stem.encode()[: -excess or None].decode(errors="ignore")
            elif path.exists():
                number += 1
            else:
                return path

    def _on_restored(self, path: Path, version: Backup) -> None:
        picture = QPixmap(str(version.thumbnail))
        if not picture.isNull():
            thumbnails.store(path, picture)
        self._window.show_current_page()
        self._window.plans.open_path(path)

    def _on_kept(self, _version: Backup) -> None:
        if not self._window.document.is_open:  # the copy made after closing
            self._window.start.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._window.toast.say(messages.error_message(error).sentence)
