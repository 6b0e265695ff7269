"""Python's cycle collector runs in the window's thread only.

Left alone it runs in whichever thread happens to allocate, also in a worker; widgets that are part of a cycle would
be destroyed there, which Qt does not survive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


def collect_what_is_due() -> None:
    """Collect the oldest generation whose threshold has been passed, as Python itself would have."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class Collector(QObject):
    """Collects once a second, in the thread it lives in, as long as it is not stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()
