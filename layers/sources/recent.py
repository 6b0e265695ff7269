"""Layers that were read a moment ago: a planner looks at a file, and then has it read.

Only the reader process keeps any (:mod:`layers.sources.child`); elsewhere every look and every reading reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from layers.sources.checksums import sha256_beside

if TYPE_CHECKING:
    from layers.sources.container import Member
    from layers.sources.vector import RawLayer

#: Files as they are now: name, size, time of the last change and number on the disk.
State = tuple[tuple[str, int, int, int], ...]
Key = tuple[str, str | None, State]

_MOST_CHECKSUMS = 100


class Recent:
    """Raw layers of files that have not changed since, within a budget of bytes of their files, and their checksums.

    Layers are given out once: reading uses up their shapes.
    """

    def __init__(self, budget_bytes: Callable[[], int], beside: Path) -> None:
        self._budget_bytes = budget_bytes
        self._beside = beside
        self._kept: dict[Key, list[RawLayer]] = {}
        self.checksums: dict[State, str] = {}

    def take(self, key: Key) -> list[RawLayer] | None:
        """Return the layers under a key and forget them."""
        return self._kept.pop(key, None)

    def keep(self, key: Key, layers: list[RawLayer], checksum: str) -> None:
        """Keep layers, the oldest of which go when there is no room, and the checksum of their files."""
        if len(self.checksums) < _MOST_CHECKSUMS:
            self.checksums[key[2]] = checksum
        budget = self._budget_bytes()
        if _size(key) > budget:
            return
        self._kept[key] = layers
        while sum(map(_size, self._kept)) > budget:
            del self._kept[next(iter(self._kept))]

    def may_keep(self, files: Iterable[Path]) -> bool:
        """Tell whether files may be asked for again: scratch copies are not."""
        return not any(file.is_relative_to(self._beside) for file in files)

    def clear(self) -> bool:
        """Forget everything; return whether there was anything."""
        had, self._kept = bool(self._kept), {}
        self.checksums.clear()
        return had


#: What this process keeps; set by the reader.
keeper: Recent | None = None


def key_of(member: Member, encoding: str | None) -> Key:
    """Return what layers are kept under: the files as they are now, and how their text is read."""
    return member.format, encoding, _state(member.files) if keeper is not None else ()


@contextmanager
def kept(member: Member, encoding: str | None) -> Iterator[Callable[[list[RawLayer]], str]]:
    """Give a call that keeps layers whose shapes were not used up, if their files are as they were on entering.

    The checksum of the files is found meanwhile, kept too, and returned.  Where this process keeps nothing, nothing is
    done and "" returned.
    """
    if keeper is None or member.error is not None or not keeper.may_keep(member.files):
        yield lambda layers: ""
        return
    own, key = keeper, key_of(member, encoding)
    with checksum_beside(member.files) as checksum:

        def keep(layers: list[RawLayer]) -> str:
            found = checksum()
            if key_of(member, encoding) == key:
                own.keep(key, layers, found)
            return found

        yield keep


@contextmanager
def checksum_beside(files: Sequence[Path]) -> Iterator[Callable[[], str]]:
    """Give a call that returns the checksum of files, which is known or found meanwhile."""
    known = keeper.checksums.get(_state(files)) if keeper is not None and keeper.checksums else None
    if known is not None:
        yield lambda: known
        return
    with sha256_beside(files) as found:
        yield found


def taken(key: Key) -> list[RawLayer] | None:
    """Return the layers that were kept, and forget them."""
    return keeper.take(key) if keeper is not None else None


def _state(files: Iterable[Path]) -> State:
    states = [(file, file.stat()) for file in files]
    return tuple((str(file), s.st_size, s.st_mtime_ns, s.st_ino) for file, s in states)


def _size(key: Key) -> int:
    return sum(size for _name, size, *_rest in key[2])
