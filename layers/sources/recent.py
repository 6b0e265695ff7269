"""Layers that were read a moment ago: a planner looks at a file, and then has it read.

Only the reader process keeps any (:mod:`layers.sources.child`); elsewhere every look and every reading reads.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.sources.container import Member
    from layers.sources.vector import RawLayer

Key = tuple[str, str | None, tuple[tuple[str, int, int, int], ...]]


class Recent:
    """Raw layers of files that have not changed since, within a budget of bytes of their files.

    Each is given out once: reading uses up its shapes.
    """

    def __init__(self, budget_bytes: Callable[[], int], beside: Path) -> None:
        self._budget_bytes = budget_bytes
        self._beside = beside  # scratch copies are not asked for again
        self._kept: dict[Key, list[RawLayer]] = {}

    def take(self, key: Key) -> list[RawLayer] | None:
        """Return the layers under a key and forget them."""
        return self._kept.pop(key, None)

    def keep(self, key: Key, layers: list[RawLayer]) -> None:
        """Keep layers; the oldest go when there is no room."""
        budget = self._budget_bytes()
        if any(Path(name).is_relative_to(self._beside) for name, *_rest in key[2]) or _size(key) > budget:
            return
        self._kept[key] = layers
        while sum(map(_size, self._kept)) > budget:
            del self._kept[next(iter(self._kept))]

    def clear(self) -> bool:
        """Forget everything; return whether there was anything."""
        had, self._kept = bool(self._kept), {}
        return had


#: What this process keeps; set by the reader.
keeper: Recent | None = None


def key_of(member: Member, encoding: str | None) -> Key:
    """Return what layers are kept under: the files as they are now, and how their text is read."""
    states = [(file, file.stat()) for file in member.files] if keeper is not None else []
    return member.format, encoding, tuple((str(file), s.st_size, s.st_mtime_ns, s.st_ino) for file, s in states)


def keep(member: Member, key: Key, layers: list[RawLayer]) -> None:
    """Keep layers whose shapes were not used up, if this process keeps any and their files are as they were."""
    if keeper is not None and key_of(member, key[1]) == key:
        keeper.keep(key, layers)


def taken(key: Key) -> list[RawLayer] | None:
    """Return the layers that were kept, and forget them."""
    return keeper.take(key) if keeper is not None else None


def _size(key: Key) -> int:
    return sum(size for _name, size, *_rest in key[2])
