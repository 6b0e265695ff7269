"""Progress and cancelling, without threads.

A long function takes ``progress``, a callable of a fraction 0–1 and a short code for what it is
doing.  Cancelling makes that call raise :class:`Cancelled`; nothing else in ``layers`` knows of it.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, str], None]


class Cancelled(Exception):
    """Raised by a progress callable when the user cancelled the work."""


def silent(fraction: float, step: str) -> None:
    """Do nothing: the default progress of every long function."""


def part(progress: Progress, start: float, stop: float) -> Progress:
    """Return a progress callable that maps 0–1 of a sub-task to ``start``–``stop`` of the whole."""

    def report(fraction: float, step: str) -> None:
        progress(start + (stop - start) * fraction, step)

    return report
