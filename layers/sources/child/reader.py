"""The program's side: asks the reader, listens to its progress, and ends it when it must be ended."""

from __future__ import annotations

import atexit
import contextlib
import io
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from layers.errors import ReaderCrashed, ReadingTooHungry, ReadingTooSlow
from layers.progress import Cancelled, Progress, silent
from layers.sources.child import process, values, wire
from layers.sources.child.limits import Limits, resident_bytes
from layers.sources.child.process import Process

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.sources.model import Inspection, ReadChoice, ReadLayer
    from layers.sources.previewing import TablePreview

log = logging.getLogger(__name__)

#: How often cancelling and memory are looked at while the reader is silent.
_TICK_S = 0.03
#: What starting may take on a busy machine with a slow disk.
_START_S = 90.0


class Reader:
    """Reads files in one process, one after another; a new one takes its place when it had to be ended.

    Parameters
    ----------
    command : sequence of str, optional
        How the process is started.
    limits : callable, optional
        Path → limits; the default grows with the file.
    """

    def __init__(
        self, command: Sequence[str] | None = None, limits: Callable[[Path], Limits] = Limits.for_source
    ) -> None:
        self._command = list(command) if command is not None else None
        self._limits = limits
        self._turn = threading.Lock()
        self._swap = threading.Lock()
        self._process: Process | None = None
        self._is_closed = False
        self._is_kept_warm = False

    def inspect(
        self,
        path: str | Path,
        *,
        crs: str | None = None,
        encoding: str | None = None,
        layer: str | None = None,
        counties: gpd.GeoDataFrame | None = None,
        progress: Progress = silent,
    ) -> Inspection:
        """Look at a file, as :func:`layers.sources.inspect`."""
        found: Inspection = self.ask(
            "inspect", path, progress=progress, crs=crs, encoding=encoding, layer=layer, counties=_slim(counties)
        )
        return found

    def read(
        self,
        path: str | Path,
        choice: ReadChoice | None = None,
        *,
        counties: gpd.GeoDataFrame | None = None,
        progress: Progress = silent,
    ) -> list[ReadLayer]:
        """Read a file, as :func:`layers.sources.read`."""
        found: list[ReadLayer] = self.ask("read", path, progress=progress, choice=choice, counties=_slim(counties))
        return found

    def read_patrol_areas(
        self, path: str | Path, choice: ReadChoice | None = None, *, progress: Progress = silent
    ) -> gpd.GeoDataFrame:
        """Read patrol areas, as :func:`layers.sources.read_patrol_areas`."""
        return self.ask("read_patrol_areas", path, progress=progress, choice=choice)

    def preview_tables(
        self, path: str | Path, encoding: str | None = None, *, progress: Progress = silent
    ) -> list[TablePreview]:
        """Return the heads of tables, as :func:`layers.sources.previewing.preview_tables`."""
        found: list[TablePreview] = self.ask("preview_tables", path, progress=progress, encoding=encoding)
        return found

    def ask(
        self,
        operation: str,
        path: str | Path,
        *,
        progress: Progress = silent,
        idle_s: float | None = None,
        **arguments: Any,
    ) -> Any:
        """Have the reader do one of ``worker.operations`` and return its result; ``idle_s`` is for what must be quick.

        Raises
        ------
        ReadingTooSlow, ReadingTooHungry, ReaderCrashed
            The file had to be given up; the next one finds a new reader.
        LianfangError, OSError
            As the operation raises them.
        Cancelled
            By ``progress``; the reader is killed.
        """
        where = Path(path)
        with self._my_turn(progress):
            one = self._current()
            may_have_died_before = one.is_ready
            try:
                found, error = self._asked(one, operation, where, progress, arguments, idle_s)
            except ReaderCrashed:
                self._replace(one)
                if not may_have_died_before or one.has_begun:
                    raise
                # It may have been killed in its sleep, a moment before it was noticed: that is not the file's fault.
                one = self._current()
                try:
                    found, error = self._asked(one, operation, where, progress, arguments, idle_s)
                except BaseException:
                    self._replace(one)
                    raise
            except wire.BadAnswer as bad:
                self._replace(one)
                log.error("reader of %s gave a bad answer: %s", where, bad)
                raise ReaderCrashed(path=str(where), reason=str(bad)) from bad
            except BaseException:
                self._replace(one)
                raise
        if error is not None:
            raise error
        return found

    def warm(self, *, keep: bool = True) -> None:
        """Start the process, so that the first file does not wait for it; returns at once.

        With ``keep``, one that had to be ended is followed by the next from now on, without being asked.
        """
        self._is_kept_warm = self._is_kept_warm or keep
        self._current()

    def close(self) -> None:
        """End the process; a call that waits for it fails, and later ones too."""
        with self._swap:
            self._is_closed = True
            one, self._process = self._process, None
        if one is not None:
            one.end()

    @property
    def pid(self) -> int | None:
        """The number of the process that waits or works, None without one."""
        one = self._process
        return one.pid if one is not None else None

    @contextmanager
    def _my_turn(self, progress: Progress) -> Iterator[None]:
        while not self._turn.acquire(timeout=_TICK_S):
            progress(0.0, "waiting")
        try:
            yield
        finally:
            self._turn.release()

    def _current(self) -> Process:
        with self._swap:
            if self._is_closed:
                raise RuntimeError("the reader is closed")
            if self._process is not None and not self._process.is_alive:
                self._process.end()  # died in its sleep
                self._process = None
            if self._process is None:
                self._process = Process(self._command or process.command())
            return self._process

    def _replace(self, one: Process) -> None:
        """Kill a reader and start the next, which warms up while the planner reads what happened."""
        one.end()
        with self._swap:
            if self._process is one:
                again = self._is_kept_warm and not self._is_closed
                self._process = Process(self._command or process.command()) if again else None

    def _asked(
        self,
        one: Process,
        operation: str,
        path: Path,
        progress: Progress,
        arguments: dict[str, Any],
        idle_s: float | None,
    ) -> tuple[Any, Exception | None]:
        """Return what the reader found, or what it raised while it stayed well."""
        limits = self._limits(path)
        if idle_s is not None:
            limits = Limits(limits.memory_bytes, idle_s)
        parts = wire.Parts(limits.memory_bytes)
        if not one.is_ready:
            self._listen(one, path, progress, Limits(limits.memory_bytes, _START_S), parts, until="ready")
            one.is_ready = True
        one.has_begun = False
        written = io.BytesIO()
        place = values.dumped({"path": path, **arguments}, wire.Sink(written))
        request = {"operation": operation, "arguments": place, "memory_bytes": limits.memory_bytes}
        wire.send(written, request)
        # A reader that takes nothing in (stopped by somebody, or swapped out) must not keep a cancel from being heard.
        threading.Thread(target=_write, args=(one.requests, written.getbuffer()), daemon=True).start()
        answer = self._listen(one, path, progress, limits, parts)
        if "done" in answer:
            return values.loaded(answer["done"], parts), None
        return None, self._told(answer, path, limits, parts)

    def _listen(
        self,
        one: Process,
        path: Path,
        progress: Progress,
        limits: Limits,
        parts: wire.Parts,
        until: str | None = None,
    ) -> dict[str, Any]:
        """Return the answer of a reader, or raise why there will be none; parts and progress come on the way."""
        fraction, step = 0.0, "reading"
        deadline = time.monotonic() + limits.idle_s
        looked = 0.0
        while True:
            try:
                heard = one.messages.get(timeout=_TICK_S)
            except queue.Empty:
                heard = {}, b""
            now = time.monotonic()
            if now - looked >= _TICK_S:
                looked = now
                _require_memory(one, path, limits)
                progress(fraction, step)
            if heard is None:
                raise self._crashed(one, path, limits)
            message, payload = heard
            if message:
                one.has_begun = True
                deadline = now + limits.idle_s
            if "part" in message:
                parts.take(message, payload)
            elif "fraction" in message:
                fraction, step = min(max(float(message["fraction"]), 0.0), 1.0), str(message.get("step", ""))
                progress(fraction, step)
            elif message and (until is None or until in message):
                return message
            if now > deadline:
                raise ReadingTooSlow(path=str(path), seconds=round(limits.idle_s))

    def _crashed(self, one: Process, path: Path, limits: Limits) -> Exception:
        if self._is_closed:
            return Cancelled()
        reason, words = one.how_it_ended(), one.last_words()
        log.error("reader of %s ended (%s)\n%s", path, reason, words)
        if "MemoryError" in words or "bad_alloc" in words:  # the system refused more
            return ReadingTooHungry(path=str(path), limit_mb=limits.memory_bytes >> 20)
        return ReaderCrashed(path=str(path), reason=reason)

    def _told(self, answer: dict[str, Any], path: Path, limits: Limits, parts: wire.Parts) -> Exception:
        """Return what a reader that is well raised."""
        if "refused" in answer:
            found = values.loaded(answer["refused"], parts)
            if not isinstance(found, Exception):
                raise wire.BadAnswer("no error")
            return found
        if "out_of_memory" in answer:
            return ReadingTooHungry(path=str(path), limit_mb=limits.memory_bytes >> 20)
        if "system" in answer:
            number, text, name = answer["system"]
            return OSError(int(number), str(text), str(name)) if number else OSError(str(text))
        log.error("reading %s failed\n%s", path, answer.get("trace"))
        return ReaderCrashed(path=str(path), reason=str(answer.get("failed", "?")))


def _write(stream: BinaryIO, request: memoryview) -> None:
    """Write a request; a reader that has ended is noticed when its answer is waited for."""
    with contextlib.suppress(OSError, ValueError):
        stream.write(request)
        stream.flush()


def _require_memory(one: Process, path: Path, limits: Limits) -> None:
    if resident_bytes(one.pid) > limits.memory_bytes:
        raise ReadingTooHungry(path=str(path), limit_mb=limits.memory_bytes >> 20)


def _slim(counties: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Return the two columns of counties that reading asks for."""
    return None if counties is None else counties[["code", counties.geometry.name]]


_shared: list[Reader] = []
_sharing = threading.Lock()


def shared() -> Reader:
    """Return the one reader of this program; it ends with it, or by :func:`end_shared`."""
    with _sharing:
        if not _shared:
            process.sweep()
            _shared.append(Reader())
        return _shared[0]


def end_shared() -> None:
    """End the reader of this program, if there is one, and what is being read with it."""
    with _sharing:
        ended = [_shared.pop() for _ in range(len(_shared))]
    for reader in ended:
        reader.close()


atexit.register(end_shared)
