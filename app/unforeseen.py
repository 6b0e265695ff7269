"""One place for errors that nobody foresaw, from whichever thread: the window's slots, jobs, threads, the drawing.

They are logged, told once each, and given to whoever shows them; without a window to show them they leave a
report and a line on standard error.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from typing import Any

from app import crash_reports, logs
from layers.errors import LianfangError
from layers.progress import Cancelled

log = logging.getLogger(__name__)

Listener = Callable[[BaseException, str], None]

_listener: Listener | None = None
_TOLD = "_lianfang_told"


def is_unforeseen(error: BaseException) -> bool:
    """Whether an error has no words of its own: it is neither ours nor one of files and drives."""
    if isinstance(error, LianfangError | Cancelled | OSError | KeyboardInterrupt | SystemExit | MemoryError):
        return False
    return type(error).__module__ != "apsw"


def listen(listener: Listener | None) -> None:
    """Give errors to a function from now on, which is called in the thread of the error and must not wait."""
    global _listener
    _listener = listener


def is_heard() -> bool:
    """Whether somebody shows what is told."""
    return _listener is not None


def tell(error: BaseException, where: str) -> None:
    """Tell of an error that was caught; ``where`` says in English what the program was doing.  The same one once."""
    if getattr(error, _TOLD, False):
        return
    with contextlib.suppress(AttributeError):  # one with slots is told twice at worst
        setattr(error, _TOLD, True)
    log.error("unforeseen, in %s", where, exc_info=logs.exception_info(error))
    if _listener is not None:
        try:
            _listener(error, where)
        except Exception:
            log.exception("an error could not be told")


def install() -> Callable[[], None]:
    """Hear of whatever nobody catches; return what puts the hooks of before back."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def on_error(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _tell_or_leave(error, "the window")

    def in_thread(news: threading.ExceptHookArgs) -> None:
        if news.exc_value is not None and not isinstance(news.exc_value, SystemExit):
            name = news.thread.name if news.thread is not None else ""
            _tell_or_leave(news.exc_value, f"the thread {name}")

    def unraisable(news: Any) -> None:
        if isinstance(news.exc_value, BaseException):  # while something is destroyed: nothing is lost by it
            log.error("not raised: %s", news.err_msg, exc_info=logs.exception_info(news.exc_value))

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_error, in_thread, unraisable

    def put_back() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return put_back


def _tell_or_leave(error: BaseException, where: str) -> None:
    tell(error, where)
    if _listener is None:
        path = crash_reports.write(crash_reports.text_of(error, where))
        if sys.stderr is not None:
            sys.__excepthook__(type(error), error, error.__traceback__)
            print(f"report: {path}", file=sys.stderr)
