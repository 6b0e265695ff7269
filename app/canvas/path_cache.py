"""Built paths of all layers together, the ones not drawn for longest let go first."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque

from PySide6.QtGui import QPainterPath

#: Of one chunk: to fill, and to stroke; the same list unless a ring is long.
Paths = tuple[list[QPainterPath], list[QPainterPath]]
#: Whose, which level, which chunk.
Key = tuple[int, int, int]

#: Vertices kept, 24 bytes each: a large window full of the largest layers.
CACHE_VERTICES = 2_500_000


class PathCache:
    """Keeps paths up to a number of vertices; thread-safe."""

    def __init__(self, vertices: int = CACHE_VERTICES) -> None:
        self._most = vertices
        self._held = 0
        self._paths: OrderedDict[Key, tuple[Paths, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._gone: deque[int] = deque()

    def get(self, key: Key) -> Paths | None:
        """Return paths that are kept."""
        with self._lock:
            found = self._paths.get(key)
            if found is None:
                return None
            self._paths.move_to_end(key)
            return found[0]

    def put(self, key: Key, paths: Paths) -> None:
        """Keep paths."""
        size = _elements(paths)
        with self._lock:
            self._drop_gone()
            if key in self._paths:
                return
            self._paths[key] = (paths, size)
            self._held += size
            while self._held > self._most and len(self._paths) > 1:
                self._held -= self._paths.popitem(last=False)[1][1]

    def forget(self, owner: int) -> None:
        """Let go of all paths of one owner, soon: the collector may call this while the lock is held."""
        self._gone.append(owner)

    def _drop_gone(self) -> None:
        while self._gone:
            owner = self._gone.popleft()
            for key in [key for key in self._paths if key[0] == owner]:
                self._held -= self._paths.pop(key)[1]


def _elements(paths: Paths) -> int:
    kinds = paths if paths[0] is not paths[1] else paths[:1]
    return sum(path.elementCount() for kind in kinds for path in kind)


#: The one of the program: what is on screen may have all of it, whichever layer it is.
shared = PathCache()
