"""Waiting for another thread without the window standing still."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

_T = TypeVar("_T")

#: What is done sooner is waited for on the spot: nobody sees it.
AT_ONCE_S = 0.03
_LOOK_EVERY_MS = 5


class _Spared(QObject):
    """Lets nothing be destroyed while a gesture waits.

    What is replaced meanwhile may be what the gesture came from: the form whose Enter key is still under way would be
    destroyed by the loop within, since Qt holds off only deletions asked for outside of that loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waits = 0
        self._spared: list[QObject] = []

    def begin(self) -> None:
        self._waits += 1
        if self._waits == 1:
            _application().installEventFilter(self)

    def end(self) -> None:
        self._waits -= 1
        if self._waits == 0:
            _application().removeEventFilter(self)
            if self._spared:
                QTimer.singleShot(0, self, self._let_go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self._spared.append(watched)
            return True
        return False

    def _let_go(self) -> None:
        if self._waits:  # the same gesture waits again: its end comes back here
            return
        spared, self._spared = self._spared, []
        for one in spared:
            if shiboken6.isValid(one):
                shiboken6.delete(one)


#: How often it is looked whether a question has been answered.
_ANSWERED_MS = 100


def when_answered(owner: QObject, step: Callable[[], object]) -> None:
    """Do something at once, or as soon as no modal dialog is open any more, as long as its owner lives.

    A plan must not be opened beneath a question: what is answered would go into the plan that was not asked about.
    """
    if QApplication.activeModalWidget() is None:
        step()
        return
    timer = QTimer(owner, interval=_ANSWERED_MS)

    def look() -> None:
        if QApplication.activeModalWidget() is None:
            timer.stop()
            timer.deleteLater()
            step()

    timer.timeout.connect(look)
    timer.start()


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None
    return found


_spared: list[_Spared] = []  # one, made with the first wait: it must live in the thread of the window


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
        if not _spared:
            _spared.append(_Spared())
        look.start(_LOOK_EVERY_MS)
        _spared[0].begin()
        try:
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        finally:
            _spared[0].end()
        look.stop()
    return future.result()  # the loop also ends when the program does
