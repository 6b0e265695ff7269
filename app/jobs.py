"""Background work: one function in a worker thread, progress, cancel, and exactly one outcome.

    job = Job(read_files, paths, choices, title=self.tr("Reading files"))
    job.finished.connect(self._on_read)
    jobs.start(job)                     # connect first: a quick job may end at once

The function takes ``progress`` as a keyword; cancelling makes that call raise
:class:`~layers.progress.Cancelled`.  Signals always arrive in the thread that made the job.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app import unforeseen
from layers.errors import LianfangError
from layers.progress import Cancelled

log = logging.getLogger(__name__)

#: Progress is announced at most this often, so that a chatty loop does not flood the event queue.
_REPORT_EVERY_S = 0.05


class Job(QObject):
    """One call of ``function(*args, progress=…, **kwargs)`` in a worker thread.

    Ends in exactly one of ``finished(result)``, ``failed(exception)`` and ``cancelled()``; ``ended()``
    follows each of them.
    """

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    _reported = Signal(float, str)
    _returned = Signal(object)

    def __init__(self, function: Callable[..., Any], *args: Any, title: str = "", **kwargs: Any) -> None:
        super().__init__()
        self.title = title
        #: What it writes to, as far as its arguments say so.
        self.target = next((path for one in args if (path := _place(one)) is not None), None)
        #: Somebody asked for the files it writes: whoever would stop it asks first.
        self.writes = any(getattr(one, "asks_for_files", False) is True for one in args)
        self._call = (function, args, kwargs)
        self._cancel = threading.Event()
        self._is_forgotten = False
        self._last_report = 0.0
        # Queued through this object: whoever listens is called in the thread the job was made in,
        # also when the listener is a plain function.
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._returned.connect(self._on_returned, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._cancel.set()

    def forget(self) -> None:
        """Ask the work to stop, and tell nobody how it ended: whoever listens is going."""
        self._is_forgotten = True
        self._cancel.set()

    def run(self) -> None:
        """Do the work; called by :class:`Jobs` in a worker thread."""
        function, args, kwargs = self._call
        try:
            if self._cancel.is_set():
                raise Cancelled
            outcome: tuple[str, Any] = ("finished", function(*args, progress=self._progress, **kwargs))
        except Cancelled:
            outcome = ("cancelled", None)
        except Exception as error:  # every failure must reach the window
            told = getattr(function, "__qualname__", "")
            if unforeseen.is_unforeseen(error):
                unforeseen.tell(error, f"the job {told}")
            elif not isinstance(error, LianfangError):
                log.exception("the job %s failed", told)
            outcome = ("failed", error)
        self._call = (function, (), {})  # let go of frames before the listeners run
        with contextlib.suppress(RuntimeError):  # the program ended meanwhile, and nobody listens
            self._returned.emit(outcome)

    def _progress(self, fraction: float, step: str) -> None:
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last_report >= _REPORT_EVERY_S or fraction >= 1.0:
            self._last_report = now
            self._reported.emit(float(fraction), str(step))

    def _on_reported(self, fraction: float, step: str) -> None:
        if not self._cancel.is_set():
            self.progressed.emit(fraction, step)

    def _on_returned(self, outcome: tuple[str, Any]) -> None:
        kind, value = outcome
        self.writes = False  # it has: whoever hears of it may leave the plan at once
        if self._is_forgotten:
            self.deleteLater()
        elif kind == "finished":
            self.finished.emit(value)
        elif kind == "failed":
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        if not self._is_forgotten:  # not even by a listener just now
            self.ended.emit()


def _place(argument: Any) -> Path | None:
    """Return the file or folder that an argument names, itself or as a request for files."""
    found = argument if isinstance(argument, Path) else getattr(argument, "folder", None)
    return found if isinstance(found, Path) else None


class Jobs(QObject):
    """The pool that runs jobs and knows which are under way."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, workers: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="job")
        self.active: list[Job] = []
        self._futures: dict[Job, Future[None]] = {}
        self.is_shut_down = False

    def start(self, job: Job, *, on: Executor | None = None) -> Job:
        """Run a job, in the pool or on the executor given; it is kept alive until it has ended."""
        self.active.append(job)
        job.ended.connect(lambda: self._on_ended(job))
        self.started.emit(job)
        self._futures[job] = (on or self._pool).submit(job.run)
        return job

    @property
    def writing(self) -> list[Job]:
        """Those under way that write files somebody asked for."""
        return [job for job in self.active if job.writes]

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.active:
            job.cancel()

    def shut_down(self) -> None:
        """Cancel what runs and let the program end; nothing new is taken."""
        self.is_shut_down = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for job, future in self._futures.items():
            job.forget()
            if future.cancelled():  # it will never end
                job.deleteLater()
        self._futures.clear()
        self.active.clear()

    def _on_ended(self, job: Job) -> None:
        self.active.remove(job)
        del self._futures[job]
        self.ended.emit(job)
        # Its listeners hold whatever they show, and Python's collector does not see through Qt's connections.
        job.deleteLater()
