"""Work that must be done before anything else: the window stays alive, and a bar shows when it takes long."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.jobs import Job, Jobs
from layers.progress import Cancelled

#: Shorter work shows no bar.
_SHOWN_AFTER_MS = 500


def wait_for(job: Job, jobs: Jobs, parent: QWidget) -> Any:
    """Run a job and return what it returns.

    Raises
    ------
    Cancelled
        The planner cancelled it, or the window is being closed.
    Exception
        Whatever the job raises.
    """
    outcome: list[tuple[Any, BaseException | None]] = []
    job.finished.connect(lambda value: outcome.append((value, None)))
    job.failed.connect(lambda error: outcome.append((None, error)))
    job.cancelled.connect(lambda: outcome.append((None, Cancelled())))
    bar = QProgressDialog(job.title, QCoreApplication.translate("Ask", "Cancel"), 0, 1000, parent)
    bar.setWindowTitle(QCoreApplication.translate("Ask", "Lianfang"))
    bar.setWindowModality(Qt.WindowModality.WindowModal)
    bar.setMinimumDuration(_SHOWN_AFTER_MS)
    bar.setAutoClose(False)
    bar.setAutoReset(False)
    bar.setMinimumWidth(360)
    bar.canceled.connect(job.cancel)
    job.progressed.connect(lambda fraction, _step: bar.setValue(round(1000 * fraction)))
    loop = QEventLoop()
    job.ended.connect(loop.quit)
    jobs.start(job)
    if not outcome:
        loop.exec()
    bar.canceled.disconnect(job.cancel)
    bar.hide()
    bar.deleteLater()
    value, error = outcome[0]
    if error is not None:
        raise error
    return value
