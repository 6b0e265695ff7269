"""Built paths of all layers together, the ones not drawn for longest let go first."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque

from app.canvas.paths import BoxedPaths

#: Whose, which level, which chunk: from 0, or from −1 downwards of its rings in pieces.
Key = tuple[int, int, int]

#: Vertices kept at most, 24 bytes each.  A whole map of ten million vertices shows a million and a half: copying what
#: the picture before shows spares most of them, and making the others again takes less than a tenth of a second.
CACHE_VERTICES = 600_000
#: What the last pictures did not show is kept up to so many.
IDLE_VERTICES = 400_000
#: Lately: a view and its surroundings are two pictures.
_PICTURES = 2


class PathCache:
    """Keeps paths up to a number of vertices, and fewer of those not shown lately; thread-safe."""

    def __init__(self, vertices: int = CACHE_VERTICES, idle: int = IDLE_VERTICES) -> None:
        self._most, self._most_idle = vertices, min(idle, vertices)
        self._held = 0
        self._picture = 0
        #: Of each its paths, their vertices, and the picture that showed it last.
        self._paths: OrderedDict[Key, tuple[BoxedPaths, int, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._gone: deque[int] = deque()

    def begin_picture(self) -> None:
        """Count one picture more: what has not been shown for some may go."""
        with self._lock:
            self._picture += 1
            self._drop_gone()
            self._drop_old()

    def get(self, key: Key) -> BoxedPaths | None:
        """Return paths that are kept."""
        with self._lock:
            found = self._paths.get(key)
            if found is None:
                return None
            self._paths[key] = (*found[:2], self._picture)
            self._paths.move_to_end(key)
            return found[0]

    def holds(self, key: Key) -> bool:
        """Return whether paths are kept."""
        with self._lock:
            return key in self._paths

    def put(self, key: Key, paths: BoxedPaths) -> None:
        """Keep paths."""
        size = _elements(paths)
        with self._lock:
            self._drop_gone()
            if key in self._paths:
                return
            self._paths[key] = (paths, size, self._picture)
            self._held += size
            self._drop_old()

    def forget(self, owner: int) -> None:
        """Let go of all paths of one owner, soon: the collector may call this while the lock is held."""
        self._gone.append(owner)

    def _drop_old(self) -> None:
        while len(self._paths) > 1:
            _, _, shown = next(iter(self._paths.values()))
            is_idle = self._picture - shown >= _PICTURES
            if self._held <= (self._most_idle if is_idle else self._most):
                return
            self._held -= self._paths.popitem(last=False)[1][1]

    def _drop_gone(self) -> None:
        while self._gone:
            owner = self._gone.popleft()
            for key in [key for key in self._paths if key[0] == owner]:
                self._held -= self._paths.pop(key)[1]


def _elements(paths: BoxedPaths) -> int:
    return sum(path.elementCount() for path in paths.paths)


#: The one of the program: what is on screen may have all of it, whichever layer it is.
shared = PathCache()
