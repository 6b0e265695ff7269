"""Work that must be done before anything else: the window stays alive, and a bar shows when it takes long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.dialogs.ask import ask_unfinished
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


def may_go(jobs: Jobs, parent: QWidget) -> bool:
    """Ask about files that are still being written, and wait for them when that is the answer.

    Returns
    -------
    bool
        Nothing is being written any more, or it may be stopped.  False also when one could not be written: that is told
        where the plan is still open to write it again.
    """
    writing = jobs.writing
    if not writing:
        return True
    answer = ask_unfinished(parent, [_told(job) for job in writing])
    if answer == "stop":
        for job in writing:
            job.cancel()
    return answer == "stop" or (answer == "wait" and _wait_until_written(jobs, writing, parent))


def _told(job: Job) -> str:
    if job.target is None:
        return job.title
    return QCoreApplication.translate("Ask", "{work}: {name}").format(work=job.title, name=job.target.name)


def _wait_until_written(jobs: Jobs, writing: Sequence[Job], parent: QWidget) -> bool:
    translate = QCoreApplication.translate
    left = [job for job in writing if job in jobs.active]  # the others ended while it was asked
    failed: list[object] = []
    if not left:
        return True
    bar = QProgressDialog("", translate("Ask", "Cancel"), 0, 0, parent)
    bar.setWindowTitle(translate("Ask", "Lianfang"))
    bar.setWindowModality(Qt.WindowModality.ApplicationModal)
    bar.setMinimumDuration(0)
    bar.setMinimumWidth(360)
    loop = QEventLoop()

    def look(_ended: Job | None = None) -> None:
        left[:] = [job for job in left if job in jobs.active]
        bar.setLabelText("\n".join(_told(job) for job in left))
        if not left:
            loop.quit()

    for job in left:
        job.failed.connect(failed.append)
    jobs.ended.connect(look)
    bar.canceled.connect(loop.quit)
    look()
    bar.show()
    loop.exec()
    jobs.ended.disconnect(look)
    bar.canceled.disconnect(loop.quit)
    bar.hide()
    bar.deleteLater()
    return not left and not failed
