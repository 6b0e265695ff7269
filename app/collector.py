"""Python's cycle collector runs in the window's thread only, and walks through everything when nobody is at work.

Left alone it runs in whichever thread happens to allocate, also in a worker; widgets that are part of a cycle would
be destroyed there, which Qt does not survive.  Memory that is nobody's any more goes back to the system then, too.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from app import memory

_EVERY_MS = 200
#: A pass over everything takes some tenths of a second: it waits until nobody has done anything for so long …
_QUIET_S = 1.5
#: … but not longer than this.
_AT_MOST_S = 300.0
#: Freed memory goes back to the system in the first quiet moment, and again after so long: jobs free some, too.
_GIVE_BACK_S = 60.0
_ACTS = frozenset(
    (
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    )
)


def spare_what_is_there() -> None:
    """Leave out of every later pass what is there now, for as long as the program runs."""
    gc.freeze()


def collect_what_is_due(*, may_take_long: bool = True) -> bool:
    """Collect the oldest generation whose threshold has been passed, as Python itself would have.

    Returns whether the oldest of all was due and had to wait, because it may not take long.
    """
    due = [n for n in (2, 1, 0) if gc.get_count()[n] > gc.get_threshold()[n]]
    waits = due[:1] == [2] and not may_take_long
    for generation in due[1:2] if waits else due[:1]:
        gc.collect(generation)
    return waits


class Collector(QObject):
    """Collects five times a second, in the thread it lives in, as long as it is not stopped."""

    def __init__(self, parent: QObject | None = None, *, quiet_s: float = _QUIET_S, at_most_s: float = _AT_MOST_S):
        super().__init__(parent)
        gc.disable()
        self._quiet_s, self._at_most_s = quiet_s, at_most_s
        self._acted_at = self._walked_at = time.monotonic()
        self._gave_back_at = 0.0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        # Native windows hear of what is done once; the widgets in them would each tell it again.
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note when somebody does something."""
        if event.type() in _ACTS:
            self._acted_at = time.monotonic()
        return False

    def _collect(self) -> None:
        now = time.monotonic()
        is_quiet = now - self._acted_at >= self._quiet_s
        is_late = now - self._walked_at >= self._at_most_s
        if not collect_what_is_due(may_take_long=is_quiet or is_late):
            self._walked_at = now
        if is_quiet and (self._gave_back_at < self._acted_at or now - self._gave_back_at >= _GIVE_BACK_S):
            self._gave_back_at = now
            memory.give_back()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()
