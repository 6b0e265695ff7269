"""Workbooks: asking where to, and saying that they are there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.control.plans import file_name
from app.dialogs.ask import ask_overwrite
from app.jobs import Job

if TYPE_CHECKING:
    from app.window import MainWindow


def ask_book(window: MainWindow, title: str) -> Path | None:
    """Ask where a workbook goes; None when nowhere."""
    translate = QCoreApplication.translate
    start = str(window.plans.folder() / f"{file_name(title)}.xlsx")
    chosen, _ = QFileDialog.getSaveFileName(
        window, translate("Books", "Save as a workbook"), start, translate("Books", "Workbook (*.xlsx)")
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(path.name + ".xlsx")
        if os.path.lexists(path) and not ask_overwrite(window, path):
            return None
    return path


def start_book(window: MainWindow, job: Job) -> None:
    """Write a workbook in the background and say when it is there; the job returns its path."""

    def say(path: Path) -> None:
        translate = QCoreApplication.translate
        url = QUrl.fromLocalFile(str(path.parent))
        text = translate("Books", "Written: {name}").format(name=path.name)
        window.toast.say(text, translate("Books", "Open folder"), lambda: QDesktopServices.openUrl(url))

    job.finished.connect(say)
    job.failed.connect(window.show_error)
    window.jobs.start(job)
