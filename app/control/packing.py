"""Plans for others: packed for a colleague, and packages opened."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app import words
from app.dialogs.ask import ask_overwrite, run
from app.patience import when_answered
from app.tasks.packing import PackTask

if TYPE_CHECKING:
    from app.window import MainWindow

PACKAGE_SUFFIX = ".联防包"


def is_named_package(path: Path) -> bool:
    """Whether a file says by its name that it is a package."""
    return path.name.endswith(PACKAGE_SUFFIX)


class PackControl(QObject):
    """The actions on packages."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = PackTask(window.document, window.jobs, self)
        self.task.packed.connect(self._on_packed)
        self.task.looked.connect(self._on_looked)
        self.task.unpacked.connect(lambda plan: when_answered(self, lambda: self._on_unpacked(plan)))
        self.task.failed.connect(window.show_error)
        self._others: list[Path] = []

    # -- out ----------------------------------------------------------------------------------

    def pack(self) -> None:
        """Ask where to, and pack the plan with its rasters in the background."""
        path = self._ask_path()
        if path is not None:
            self.task.pack(path)

    def _ask_path(self) -> Path | None:
        from app.control.plans import PLAN_SUFFIX, file_name

        window = self._window
        plan = window.document.path
        stem = file_name(window.document.info().title) if window.document.is_untitled else plan.name
        chosen, _ = QFileDialog.getSaveFileName(
            window,
            self.tr("Pack for a colleague"),
            str(window.plans.folder() / (stem.removesuffix(PLAN_SUFFIX) + PACKAGE_SUFFIX)),
            self.tr("Packed plans (*{suffix})").format(suffix=PACKAGE_SUFFIX),
        )
        if not chosen:
            return None
        path = Path(chosen)
        if is_named_package(path):
            return path
        path = path.with_name(path.name + PACKAGE_SUFFIX)
        return path if not os.path.lexists(path) or ask_overwrite(window, path) else None

    def _on_packed(self, made: Any) -> None:
        from app.dialogs.unpacking import size_text

        text = self.tr("Packed: {name} ({size})").format(name=made.path.name, size=size_text(made.bytes))
        stop = self.tr(". ")
        if made.left_out:
            titles = words.joined([raster.title for raster in made.left_out])
            text += stop + self.tr("Not in it, because the file was not found or not readable: {titles}").format(
                titles=titles
            )
        if made.changed:
            titles = words.joined([raster.title for raster in made.changed])
            text += stop + self.tr("Packed as it is now, though it was changed since: {titles}").format(titles=titles)
        url = QUrl.fromLocalFile(str(made.path.parent))
        self._window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))

    # -- in -----------------------------------------------------------------------------------

    def open_package(self, path: Path, others: Sequence[Path] = ()) -> None:
        """Look into a package, ask where to unpack it, open its plan, and look at the files that came with it."""
        self._others = list(others)
        self._window.status.setVisible(True)
        self.task.look(path)

    def _on_looked(self, path: Path, manifest: Any) -> None:
        from app.dialogs.unpacking import UnpackDialog

        document = self._window.document
        offers = document.is_open and not document.is_read_only
        dialog = UnpackDialog(path, manifest, self._window, offers_take_in=offers)
        accepted = run(dialog)
        if accepted and dialog.takes_in:
            self._window.show_current_page()
            self._window.exchange.look_at(path)
        elif accepted:
            self.task.unpack(path, dialog.chosen)
        else:
            self._window.show_current_page()

    def _on_unpacked(self, plan: Path) -> None:
        window = self._window
        window.plans.open_path(plan)
        window.show_current_page()
        others, self._others = self._others, []
        window.work.add_to(plan, others)
        if window.document.is_open and window.document.path != plan:  # the planner stayed with the other plan
            window.toast.say(self.tr("Unpacked to {folder}").format(folder=plan.parent))
