"""What crosses between the program and its reader: short messages on a pipe, everything large in one file.

A message is a length and JSON.  The file has no name any more once both hold it open; the program writes a request
into it, the reader its answer, each from the beginning, never at once.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

_HEAD = struct.Struct(">I")
#: Messages are a few words; more is not one of ours.
_MOST_MESSAGE = 1 << 16


class BadAnswer(ValueError):
    """What came from the reader is not what it may send."""


def send(stream: BinaryIO, message: Mapping[str, Any]) -> None:
    """Write a message and flush it."""
    raw = json.dumps(message).encode()
    stream.write(_HEAD.pack(len(raw)) + raw)
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the next message, None at the end of the stream.

    Raises
    ------
    BadAnswer
        It is not one.
    """
    head = _exactly(stream, _HEAD.size)
    if head is None:
        return None
    (length,) = _HEAD.unpack(head)
    if length > _MOST_MESSAGE:
        raise BadAnswer(f"a message of {length} bytes")
    raw = _exactly(stream, length)
    if raw is None:
        return None
    try:
        message = json.loads(raw)
    except ValueError as error:
        raise BadAnswer("not JSON") from error
    if not isinstance(message, dict):
        raise BadAnswer("not an object")
    return message


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    found = b""
    while len(found) < count:
        more = stream.read(count - len(found))
        if not more:
            return None
        found += more
    return found


class Sink:
    """Takes bytes one after another and says where they are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        stream.seek(0)
        stream.truncate()

    def put(self, raw: bytes | memoryview) -> list[int]:
        """Write bytes; return where they begin and how many they are."""
        start = self._at
        self._stream.write(raw)
        self._at += len(raw)
        return [start, self._at - start]

    def close(self) -> None:
        """Hand over to the other side."""
        self._stream.flush()


class Pieces:
    """Gives back what a :class:`Sink` took, copied: the other side may change the file at any time.

    ``beat`` is called with every piece, so that taking in a large result can be cancelled too.
    """

    def __init__(self, stream: BinaryIO, beat: Callable[[], None] = lambda: None) -> None:
        self._stream = stream
        self._beat = beat

    def get(self, place: Any) -> bytes:
        """Return the bytes at a place that :meth:`Sink.put` named.

        Raises
        ------
        BadAnswer
            There is no such place.
        """
        match place:
            case [int(start), int(count)] if start >= 0 and count >= 0:
                return self.part(start, count)
        raise BadAnswer("no place in the file")

    def part(self, start: int, count: int) -> bytes:
        """Return ``count`` bytes from ``start``."""
        self._beat()
        self._stream.seek(0, 2)
        if start + count > self._stream.tell():  # before so much memory is asked for
            raise BadAnswer("a place beyond the end of the file")
        self._stream.seek(start)
        raw = self._stream.read(count)
        if len(raw) != count:
            raise BadAnswer("a place beyond the end of the file")
        return raw
