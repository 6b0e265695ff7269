"""When something happens that nobody foresaw: the plan is made safe, a report written, a way on offered."""

from __future__ import annotations

import logging
import time
from collections import Counter
from concurrent.futures import TimeoutError as Late
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from app import crash_reports, unforeseen
from layers.progress import Cancelled

if TYPE_CHECKING:
    from app.dialogs.crash import Crash, CrashDialog
    from app.window import MainWindow

log = logging.getLogger(__name__)

#: The writer is waited for so long; it answers in milliseconds unless a drive hangs.
_PATIENCE_S = 5.0
#: The same error is not told again so soon, nor more often than that in all.
_QUIET_S, _MOST_TOLD = 60.0, 3


class CrashControl(QObject):
    """Shows one window for one error, and none for the same error over and over."""

    told = Signal(object)  # the Crash that is shown
    _heard = Signal(object, str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self._is_telling = False
        self._times: Counter[str] = Counter()
        self._last_told_s: dict[str, float] = {}
        # Always queued: what failed is left first, and a painter or a transaction that was open is closed by then.
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def tell(self, error: BaseException, where: str) -> None:
        """Tell of an error; from any thread, and at once back."""
        self._heard.emit(error, where)

    @property
    def dialog(self) -> CrashDialog | None:
        """The window that is open, if one is."""
        if self._dialog is not None and not shiboken6.isValid(self._dialog):
            self._dialog = None
        return self._dialog

    def _on_heard(self, error: BaseException, where: str) -> None:
        if isinstance(error, Cancelled):  # what was asked for is of a plan that is closed
            return
        if not unforeseen.is_unforeseen(error) and not isinstance(error, MemoryError):
            self._window.show_error(error)  # it has words and a way out: a full disk is no fault of the program
            return
        if self._is_telling:
            return
        self._is_telling = True
        try:
            self._tell(error, where)
        except Exception:  # what fails here must not come back here
            log.exception("an unforeseen error could not be told")
        finally:
            self._is_telling = False

    def _tell(self, error: BaseException, where: str) -> None:
        kind, now = _kind(error), time.monotonic()
        if self.dialog is not None:
            self.dialog.add_one()
            return
        is_soon = now - self._last_told_s.get(kind, -_QUIET_S) < _QUIET_S
        if is_soon or self._times[kind] >= _MOST_TOLD:
            return
        self._times[kind] += 1
        self._last_told_s[kind] = now
        text = crash_reports.text_of(error, where)
        report = crash_reports.write(text)
        if not self._window.isVisible():  # it is being closed: the report is all there is to do
            return
        from app.dialogs.crash import Crash

        state, at = self._secured()
        document = self._window.document
        plan = document.path if document.is_open else None
        self._show(Crash(text, report, plan, state, at, is_repeated=self._times[kind] > 1))

    # -- the plan ---------------------------------------------------------------------------------

    def _secured(self) -> tuple[str, str]:
        """See that everything is in the file, and have an earlier version made; return how the plan stands."""
        document = self._window.document
        if not document.is_open:
            return "none", ""
        store = document.store
        at = store.saved_at.astimezone().strftime("%H:%M:%S") if store.saved_at is not None else ""
        if document.is_read_only:
            return "reading", at
        try:
            self._window.sketches.keep_now()
            # Behind whatever is being written, and once round through the file: it answers, and nothing is half done.
            document.writer.submit(store.view_state).result(timeout=_PATIENCE_S)
        except Late:
            return "slow", at
        except Exception:
            log.exception("the plan did not answer")
            return "unsaved", at
        if self._window.keeping.is_in_trouble:
            return "unsaved", at
        self._window.backups.keep_now()
        return "saved", at

    # -- showing ------------------------------------------------------------------------------------

    def tell_fallen(self) -> bool:
        """Say that the run before broke off, when it did; return whether it is said."""
        found = crash_reports.fallen()
        if found is None:
            return False
        from app.dialogs.crash import Crash

        plan = Path(found.plan) if found.plan else None
        if plan is not None and (not plan.exists() or self._window.document.is_open):
            plan = None
        text = found.report.read_text(encoding="utf-8") if found.report is not None else ""
        self._show(Crash(text, found.report, plan, is_native=True))
        return True

    def _show(self, crash: Crash) -> None:
        from app.dialogs.crash import CrashDialog

        host = QApplication.activeModalWidget() or self._window
        dialog = self._dialog = CrashDialog(crash, host)
        dialog.close_asked.connect(self._window.close)
        dialog.copy_asked.connect(self._window.plans.save_copy)
        dialog.plan_asked.connect(self._window.plans.open_path)
        dialog.open()  # over the window it belongs to; everything else goes on
        self.told.emit(crash)


def _kind(error: BaseException) -> str:
    """Return what makes two errors the same: type and place."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__} {place}"
