"""When an earlier version is kept: soon after a plan is opened, every ten minutes of work, and after it is closed.

A job copies the plan from its file in a thread of its own; the writer goes on.  The picture is taken here, where
the map is.  Whatever fails is said once and never stops anybody.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from app import thumbnails
from app.document import Document
from app.jobs import Job, Jobs
from app.settings import Settings, backups_dir
from layers.errors import BackupFailed
from layers.progress import Cancelled, Progress, silent

if TYPE_CHECKING:
    from layers.plan.backups import Backup

log = logging.getLogger(__name__)

#: The plan has been drawn and read by then.
AFTER_OPENING_S = 5.0
EVERY_S = 600.0
#: An analysis or an export has the machine: look again after this.
AGAIN_S = 15.0
#: The map is being drawn: so often, and so long each time, a version waits for its picture.
MOST_WAITS, DRAWN_S = 5, 2.0
#: How often it is asked whether the copy made after closing is complete.
LOOK_MS = 200
#: Closing waits no longer for a copy that is being given up.
_GIVING_UP_S = 1.0


class BackupTask(QObject):
    """Keeps versions of the open plan, unless it is untitled (it lies in the user's folder) or open for reading."""

    kept = Signal(object)  # Backup
    failed = Signal(object)  # the error, once until it works again

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        settings: Settings,
        picture: Callable[[], QPixmap],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._settings, self._picture = document, jobs, settings, picture
        self._copier = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        self._job: Job | None = None
        self._path: Path | None = None  # the plan that is watched
        self._has_news = False
        self._reason = "opened"
        self._is_told = False
        self._waits = 0
        self._last: tuple[Path, bytes] | None = None  # what closing leaves to be kept
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)
        self._after: Future[Backup | None] | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)
        document.saved.connect(self._on_saved)
        document.changed.connect(self._on_changed)
        document.closing.connect(self._on_closing)
        document.closed.connect(self._on_closed)

    @property
    def is_wanted(self) -> bool:
        """Whether versions of the open plan are kept."""
        document = self._document
        return (
            document.is_open
            and not document.is_untitled
            and not document.is_read_only
            and self._settings.get("backups") == "yes"
        )

    # -- when ---------------------------------------------------------------------------------

    def _on_saved(self, _when: object) -> None:
        """A plan was opened, or saved under another name."""
        if self._path != self._document.path:
            self._path = self._document.path
            self._reason = "opened"
            self._has_news = True  # its last version may be older than the plan: looked at when it is due
            self._timer.start(round(AFTER_OPENING_S * 1000))

    def _on_changed(self, _change: object) -> None:
        self._has_news, self._reason = True, "worked"
        if not self._timer.isActive():
            self._timer.start(round(EVERY_S * 1000))

    def _on_due(self) -> None:
        if not self.is_wanted or not self._has_news:
            return
        if self._job is not None or any(job.title for job in self._jobs.active):
            self._timer.start(round(AGAIN_S * 1000))
            return
        picture = self._picture()
        if picture.isNull() and self._waits < MOST_WAITS:
            self._waits += 1
            self._timer.start(round(DRAWN_S * 1000))
            return
        self._timer.stop()
        self._begin(self._png(picture))

    def keep_now(self) -> None:
        """Have a version made at once, without a picture: something went wrong, perhaps in drawing."""
        if self.is_wanted and self._has_news and self._job is None:
            self._begin(b"")

    def _begin(self, picture: bytes) -> None:
        self._has_news, self._waits = False, 0
        job = Job(_keep, self._document.path, backups_dir(), self._reason, picture)
        job.finished.connect(self._on_ended)
        job.failed.connect(self._on_ended)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_job_ended)
        self._job = job
        self._jobs.start(job, on=self._copier)

    def _on_cancelled(self) -> None:
        if self._document.is_open:
            self._has_news = True
            self._timer.start(round(EVERY_S * 1000))

    def _on_job_ended(self) -> None:
        self._job = None

    # -- closing ------------------------------------------------------------------------------

    def _on_closing(self) -> None:
        """Let go of the file, so that it can be folded into one; take the last picture."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._has_news = True
            with contextlib.suppress(TimeoutError):
                self._copier.submit(int).result(timeout=_GIVING_UP_S)
        if self.is_wanted and self._has_news:
            self._last = (self._document.path, self._png(self._picture()))

    def _on_closed(self) -> None:
        """Copy the closed file while the start page, or nothing any more, is on the screen.

        Not a job: quitting gives jobs up, but this copy is finished before the process ends.
        """
        last, self._last = self._last, None
        self._path, self._has_news = None, False
        if last is not None:
            path, picture = last
            self._after = self._copier.submit(_keep, path, backups_dir(), "closed", picture, silent)
            self._look.start()

    def _on_look(self) -> None:
        """Hear of the copy made after closing: asked for, because the window may be gone before it is made."""
        if self._after is None or not self._after.done():
            return
        self._look.stop()
        after, self._after = self._after, None
        self._on_ended(after.exception() or after.result())

    # -- outcome ------------------------------------------------------------------------------

    def _png(self, picture: QPixmap) -> bytes:
        """Return the picture of the map; where it is not drawn yet, that of the start page."""
        return thumbnails.as_png(thumbnails.load(self._document.path) if picture.isNull() else picture)

    def _on_ended(self, outcome: Backup | BaseException | None) -> None:
        if not isinstance(outcome, BaseException):
            self._is_told = False
            if outcome is not None:
                self.kept.emit(outcome)
            return
        log.warning("no earlier version kept: %s", outcome)
        is_gone = isinstance(outcome, Cancelled) or (
            isinstance(outcome, BackupFailed) and outcome.facts.get("reason_code") == "missing"
        )
        if self._document.is_open and not self._is_told and not is_gone:  # a plan that is gone says so itself
            self._is_told = True
            self.failed.emit(outcome)
        if self._document.is_open:
            self._has_news = True
            self._timer.start(round(EVERY_S * 1000))


def _keep(path: Path, folder: Path, reason: str, picture: bytes, progress: Progress) -> Backup | None:
    from layers.plan import backups

    return backups.make(path, folder, reason=reason, picture=picture, progress=progress)
