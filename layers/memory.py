"""What was worked out before, kept in memory as long as all it depends on stays the same.

Every step of an analysis has one place: the value made last, under the key of everything it depends on.  Nothing is
kept beside it, so memory stays flat; what is kept is handed out again as it is and must not be changed.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import shapely

T = TypeVar("T")


class Memory:
    """Step → key and value of the last time; one for a document, for any number of threads."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Hashable, Any]] = {}
        self._lock = threading.Lock()

    def get(
        self, step: str, key: Hashable, make: Callable[[], T], *, keeps: Callable[[T], bool] = lambda _value: True
    ) -> T:
        """Return what ``make`` gave for this key the last time, else make it now; kept where ``keeps`` says so."""
        with self._lock:
            kept = self._kept.get(step)
        if kept is not None and kept[0] == key:
            value: T = kept[1]
            return value
        with self._lock:
            self._kept.pop(step, None)  # two of a kind are never held at once
        value = make()
        if keeps(value):
            with self._lock:
                self._kept[step] = (key, value)
        return value

    def put(self, step: str, key: Hashable, value: Any) -> None:
        """Keep a value in the place of the last one."""
        with self._lock:
            self._kept[step] = (key, value)

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()


class NoMemory(Memory):
    """Makes everything each time: for one analysis alone."""

    def get(
        self, step: str, key: Hashable, make: Callable[[], T], *, keeps: Callable[[T], bool] = lambda _value: True
    ) -> T:
        """Make it."""
        return make()

    def put(self, step: str, key: Hashable, value: Any) -> None:
        """Keep nothing."""


def checksum(frame: gpd.GeoDataFrame) -> str:
    """Return the SHA-256 over the rows, columns and shapes of a frame, in their order."""
    digest = hashlib.sha256()
    for name in frame.columns:
        values = frame[name]
        digest.update(f"{name}\n".encode())
        if name == frame.geometry.name:
            for blob in shapely.to_wkb(np.asarray(values.array, dtype=object)):
                digest.update(blob or b"-")
        else:
            digest.update(repr(values.tolist()).encode())
    return digest.hexdigest()
