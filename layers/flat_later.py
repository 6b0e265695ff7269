"""Features whose vertices are read only when somebody asks for them: what is said of each of them is known before.

A plan keeps the detail levels of large layers.  Whoever opens it again needs how many vertices a feature has and where
it lies, and hardly ever the vertices themselves.
"""

from __future__ import annotations

import struct
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.flat import FlatShapes

_HEAD = struct.Struct("<4sII")  # magic, checksum of the rest, features
_MAGIC = b"LFF1"
_ROW_BYTES = 8 * 4 + 4 + 1

#: Who stands still looks so often whether to go on.
_PAUSE_S = 0.01

_INDEX = NDArray[np.intp]
#: Reads all features; what it is given is called now and then, and may wait.
Read = Callable[[Callable[[], None]], FlatShapes]
#: Reads the features at some places of so many; None where it cannot tell them apart.
ReadSome = Callable[[Sequence[int], int], FlatShapes | None]


class FactsDamaged(ValueError):
    """Bytes are not those of facts."""


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of features without their vertices.

    Attributes
    ----------
    dimension : ndarray (n,), int8
        2, 1 or 0; -1 of an empty feature.
    vertices : ndarray (n,), uint32
        How many vertices each has.
    boxes : ndarray (n, 4)
        xmin, ymin, xmax, ymax in degrees, EPSG:4490; nan of an empty feature.
    """

    dimension: NDArray[np.int8]
    vertices: NDArray[np.uint32]
    boxes: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.dimension)

    @classmethod
    def of(cls, flat: FlatShapes) -> Facts:
        """Return the facts of features."""
        lengths = (flat.ends - flat.starts).astype(np.float64)
        vertices = np.bincount(flat.feature, lengths, flat.count).astype(np.uint32)
        return cls(flat.dimensions(), vertices, flat.feature_boxes())

    @property
    def vertex_count(self) -> int:
        """How many vertices all features have."""
        return int(self.vertices.sum(dtype=np.int64))

    def total_bounds(self) -> NDArray[np.float64]:
        """Return xmin, ymin, xmax, ymax over all; nan when there is nothing."""
        full = self.boxes[self.dimension >= 0]
        if len(full) == 0:
            return np.full(4, np.nan)
        return np.concatenate([full[:, :2].min(axis=0), full[:, 2:].max(axis=0)])

    def take(self, features: _INDEX) -> Facts:
        """Return the facts of some features."""
        return Facts(self.dimension[features], self.vertices[features], self.boxes[features])

    def packed(self) -> bytes:
        """Return the facts as bytes."""
        body = b"".join(
            (self.boxes.astype("<f8").tobytes(), self.vertices.astype("<u4").tobytes(), self.dimension.tobytes())
        )
        return _HEAD.pack(_MAGIC, zlib.crc32(body), len(self)) + body

    @classmethod
    def unpacked(cls, data: bytes) -> Facts:
        """Return the facts of :meth:`packed`.

        Raises
        ------
        FactsDamaged
        """
        try:
            magic, checksum, count = _HEAD.unpack_from(data)
        except struct.error as error:
            raise FactsDamaged(str(error)) from error
        body = memoryview(data)[_HEAD.size :]
        if magic != _MAGIC or len(body) != _ROW_BYTES * count or zlib.crc32(body) != checksum:
            raise FactsDamaged("no facts of features, or damaged ones")
        boxes = np.frombuffer(body, "<f8", 4 * count).reshape(-1, 4)
        vertices = np.frombuffer(body, "<u4", count, 32 * count)
        return cls(np.frombuffer(body, np.int8, count, 36 * count), vertices, boxes)


class LaterFlat:
    """Features of which the facts are known; :attr:`flat` reads them, once, whichever threads ask.

    Parameters
    ----------
    facts : Facts
    read : callable
        Reads all of them, in any thread.
    read_some : callable, optional
        Reads some of them, in any thread.
    """

    def __init__(self, facts: Facts, read: Read, read_some: ReadSome | None = None) -> None:
        self.facts = facts
        self._read: Read | None = read
        self._read_some = read_some
        self._whole: tuple[LaterFlat, _INDEX] | None = None
        self._lock = threading.Lock()
        self._found: Future[FlatShapes] | None = None
        self._is_wanted = False

    def __len__(self) -> int:
        return len(self.facts)

    def subset(self, features: _INDEX) -> LaterFlat:
        """Return some features, ascending; they are read with the whole."""
        part = LaterFlat(self.facts.take(features), lambda _: self.flat.subset(features))
        part._whole = (self, features)
        return part

    def some(self, features: _INDEX) -> FlatShapes | None:
        """Read some features, ascending, and keep none; None where that cannot be done."""
        if self._whole is not None:
            whole, own = self._whole
            return whole.some(own[features])
        return None if self._read_some is None else self._read_some(features.tolist(), len(self))

    @property
    def source(self) -> LaterFlat:
        """The whole that is read at once."""
        return self if self._whole is None else self._whole[0].source

    @property
    def is_read(self) -> bool:
        """Whether :attr:`flat` answers at once."""
        found = self.source._found
        return found is not None and found.done()

    @property
    def flat(self) -> FlatShapes:
        """The features with their vertices.

        Raises
        ------
        Exception
            Whatever reading them raised.
        """
        self.source._is_wanted = True
        found = self._claimed()
        if found is not None:
            self._run(found, lambda: None)
        assert self._found is not None
        return self._found.result()

    def begin(self, is_busy: Callable[[], bool]) -> None:
        """Read in a thread of its own, which stands still while others are busy unless somebody waits for it."""
        found = self._claimed()
        if found is None:
            return

        def pause() -> None:
            while not self._is_wanted and is_busy():
                time.sleep(_PAUSE_S)

        threading.Thread(target=self._run, args=(found, pause), name="map-read", daemon=True).start()

    def _claimed(self) -> Future[FlatShapes] | None:
        """Return the future that the caller has to fulfil; None when another does."""
        with self._lock:
            if self._found is not None:
                return None
            self._found = Future()
            return self._found

    def _run(self, found: Future[FlatShapes], pause: Callable[[], None]) -> None:
        assert self._read is not None
        try:
            found.set_result(self._read(pause))
        except BaseException as error:
            found.set_exception(error)
        self._read = None
