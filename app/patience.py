"""Waiting for another thread without the window standing still."""

from __future__ import annotations

from concurrent.futures import Future, wait
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

_T = TypeVar("_T")

#: What is done sooner is waited for on the spot: nobody sees it.
AT_ONCE_S = 0.03
_LOOK_EVERY_MS = 5


def wait_awake(future: Future[_T]) -> _T:
    """Return what a future brings; when it takes long, the window goes on painting and keeps clicks and keys for later.

    News of other work are delivered meanwhile, as they would be right after it.
    """
    wait((future,), timeout=AT_ONCE_S)
    if not future.done() and QCoreApplication.instance() is not None:
        loop, look = QEventLoop(), QTimer()

        def end_when_done() -> None:
            if future.done():
                loop.quit()

        look.timeout.connect(end_when_done)
        look.start(_LOOK_EVERY_MS)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        look.stop()
    return future.result()  # the loop also ends when the program does
