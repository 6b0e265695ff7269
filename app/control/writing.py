"""Files that are written for somebody: asking where to, writing in the background, saying that they are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dialogs.ask import with_ending
from app.jobs import Job

if TYPE_CHECKING:
    from app.window import MainWindow


def ask_target(
    parent: QWidget, title: str, proposed: Path, kinds: Mapping[str, str], *, endings: Collection[str] = ()
) -> Path | None:
    """Ask where a file goes; None when nowhere.

    A name without an ending that fits gets that of the kind chosen.  The system's dialog has not asked about a file of
    that name, so it is asked here: nothing is written over unasked.

    Parameters
    ----------
    kinds : mapping
        What the dialog calls a kind of file → its ending, the usual one first.
    endings : collection of str
        Further endings that fit, where one kind has several.
    """
    first = next(iter(kinds.values()))
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(proposed), ";;".join(kinds))
    if not chosen:
        return None
    return with_ending(parent, chosen, kinds.get(kind, first), {*kinds.values(), *endings})


def start_writing(window: MainWindow, job: Job, *, opens_folder: bool = True) -> None:
    """Write in the background and say when it is there; the job returns the path."""
    job.writes = True
    job.finished.connect(lambda path: say_written(window, path, opens_folder=opens_folder))
    job.failed.connect(window.show_error)
    window.jobs.start(job)


def say_written(window: MainWindow, path: Path, *, opens_folder: bool = True) -> None:
    """Say that a file is there, and offer to open it or its folder."""
    translate = QCoreApplication.translate
    text = translate("Writing", "Written: {name}").format(name=path.name)
    offer = translate("Writing", "Open folder") if opens_folder else translate("Writing", "Open")
    url = QUrl.fromLocalFile(str(path.parent if opens_folder else path))
    window.toast.say(text, offer, lambda: QDesktopServices.openUrl(url))
