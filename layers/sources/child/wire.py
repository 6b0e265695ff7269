"""What crosses between the program and its reader: messages on a pipe, and numbered parts of bytes after them.

Parts come before the value that names them, so shapes are built in the program while the reader still encodes more.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

_HEAD = struct.Struct(">IQ")
#: Messages are a few words, parts some megabytes; more is not one of ours.
_MOST_MESSAGE, _MOST_PART = 1 << 16, 64 << 20

Buffer = bytes | memoryview | NDArray[Any]


class BadAnswer(ValueError):
    """What came from the other side is not what it may send."""


def send(stream: BinaryIO, message: Mapping[str, Any], payload: Sequence[Buffer] = ()) -> None:
    """Write a message, and the bytes that belong to it, and flush them."""
    raw = json.dumps(message).encode()
    views = [view.cast("B") for view in map(_view, payload) if view.nbytes]
    stream.write(_HEAD.pack(len(raw), sum(map(len, views))) + raw)
    for view in views:
        stream.write(view)
    stream.flush()


def _view(buffer: Buffer) -> memoryview:
    return buffer.data if isinstance(buffer, np.ndarray) else memoryview(buffer)


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message with its bytes, None at the end of the stream.

    Raises
    ------
    BadAnswer
        It is not one.
    """
    head = _exactly(stream, _HEAD.size)
    if head is None:
        return None
    length, count = _HEAD.unpack(head)
    if length > _MOST_MESSAGE or count > 2 * _MOST_PART:
        raise BadAnswer(f"a message of {length} and {count} bytes")
    raw, payload = _exactly(stream, length), _exactly(stream, count)
    if raw is None or payload is None:
        return None
    try:
        message = json.loads(raw)
    except ValueError as error:
        raise BadAnswer("not JSON") from error
    if not isinstance(message, dict):
        raise BadAnswer("not an object")
    return message, payload


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    found = stream.read(count)
    return found if len(found) == count else None


class Sink:
    """Sends parts and numbers them.

    With ``lets_go`` shapes are let go of while they are sent, and it is called after each part: what is sent is built
    on the other side, and both together would take twice the memory.
    """

    def __init__(self, stream: BinaryIO, lets_go: Callable[[], None] | None = None) -> None:
        self._stream = stream
        self._count = 0
        self.lets_go = lets_go

    def put(self, raw: bytes) -> list[int]:
        """Send bytes; return the numbers of their parts."""
        return [
            self._send({"is": "bytes"}, [memoryview(raw)[at : at + _MOST_PART]])
            for at in range(0, len(raw), _MOST_PART)
        ]

    def put_shapes(self, kind: str, *buffers: NDArray[Any]) -> int:
        """Send shapes that the other side builds as they come; return the number of the part."""
        return self._send({"is": kind, "sizes": [one.nbytes for one in buffers]}, buffers)

    def _send(self, head: dict[str, Any], payload: Sequence[Buffer]) -> int:
        self._count += 1
        send(self._stream, {"part": self._count, **head}, payload)
        return self._count


class Parts:
    """Takes in the parts of one value, at most ``most_bytes`` of them."""

    def __init__(self, most_bytes: int) -> None:
        self._left = most_bytes
        self._bytes: dict[int, bytes] = {}
        self._shapes: dict[int, NDArray[np.object_]] = {}

    def take(self, message: Mapping[str, Any], payload: bytes) -> None:
        """Keep a part; shapes are built at once.

        Raises
        ------
        BadAnswer
            It is none, or too much.
        """
        self._left -= len(payload)
        if self._left < 0:
            raise BadAnswer("more than may be read")
        number, kind = message.get("part"), message.get("is")
        if not isinstance(number, int):
            raise BadAnswer("a part without a number")
        if kind == "bytes":
            self._bytes[number] = payload
            return
        from layers.sources.child import shapes

        self._shapes[number] = shapes.built(str(kind), _split(payload, message.get("sizes")))

    def get(self, numbers: Any) -> bytes:
        """Return the bytes that :meth:`Sink.put` sent."""
        try:
            found = [self._bytes[number] for number in numbers]
        except (KeyError, TypeError) as error:
            raise BadAnswer("no such part") from error
        return found[0] if len(found) == 1 else b"".join(found)

    def shapes(self, number: Any) -> NDArray[np.object_]:
        """Return the shapes that :meth:`Sink.put_shapes` sent."""
        try:
            return self._shapes[number]
        except (KeyError, TypeError) as error:
            raise BadAnswer("no such part") from error


def _split(payload: bytes, sizes: Any) -> list[memoryview]:
    if not isinstance(sizes, list) or not all(isinstance(size, int) and size >= 0 for size in sizes):
        raise BadAnswer("sizes")
    if sum(sizes) != len(payload):
        raise BadAnswer("sizes that do not fit")
    stops = np.cumsum([0, *sizes]).tolist()
    return [memoryview(payload)[a:b] for a, b in pairwise(stops)]
