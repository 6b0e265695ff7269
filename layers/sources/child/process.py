"""One reader process from outside: started without the window's state, heard, killed, and cleaned up after."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from layers.sources.child import wire

log = logging.getLogger(__name__)

#: The first argument with which a frozen program becomes a reader (see ``main.py``).
ENTRY = "--lianfang-reader"
Heard = tuple[dict[str, Any], bytes]
#: Messages that may wait to be taken in; the reader waits beyond that.
_WAITING = 4
_PREFIX = "lianfang-reader-"
#: The end of what it prints is kept for the log.
_MOST_WORDS = 16_000
#: Folders of a program that was killed, where its number does not tell whether it still lives.
_STALE_S = 86_400.0


def command() -> list[str]:
    """Return how a reader is started: with the interpreter that runs, or by the frozen program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ENTRY]
    return [sys.executable, "-m", "layers.sources.child"]


class Process:
    """A running reader.  ``messages`` gives what it says, and None when it has ended."""

    def __init__(self, how: Sequence[str]) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self.messages: queue.Queue[Heard | None] = queue.Queue(_WAITING)
        self.is_ready = False
        self.has_begun = False  # it has said something about the file it was asked for
        self._said = bytearray()
        self._lifeline: int | None = None
        try:
            self._popen = self._start([*how, str(self.scratch)])
        except BaseException:
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise
        self._finalize = weakref.finalize(self, _end, self._popen, self.scratch)  # at the end of the program at last
        self._threads = [
            threading.Thread(target=_hear, args=(self._popen.stdout, self.messages), daemon=True),
            threading.Thread(target=_overhear, args=(self._popen.stderr, self._said), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _start(self, how: list[str]) -> subprocess.Popen[bytes]:
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
            started = subprocess.Popen(how, env=_environment(), creationflags=flags, **pipes)
            from layers.sources.child import windows

            self._job = windows.tie(started)
            return started
        ours, theirs = os.pipe()[::-1]
        try:
            # A session of its own: Ctrl+C on the console is the program's to handle.
            started = subprocess.Popen(
                [*how, str(theirs)], env=_environment(), pass_fds=(theirs,), start_new_session=True, **pipes
            )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        self._lifeline = ours
        return started

    @property
    def pid(self) -> int:
        """Its number."""
        return self._popen.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._popen.poll() is None

    @property
    def requests(self) -> BinaryIO:
        """Where requests are written; one that has ended is noticed when its answer is waited for."""
        assert self._popen.stdin is not None
        return self._popen.stdin  # type: ignore[return-value]

    def end(self) -> None:
        """Kill it at once, wherever it is, and remove all it has left."""
        self._finalize()
        while self._threads[0].is_alive():  # it may wait for room
            with contextlib.suppress(queue.Empty):
                self.messages.get(timeout=0.05)
        self._threads[1].join(timeout=1.0)
        for stream in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None

    def last_words(self) -> str:
        """Return the end of what it, or a library in it, printed."""
        self._threads[1].join(timeout=0.5)
        return bytes(self._said).decode("utf-8", errors="replace").strip()

    def how_it_ended(self) -> str:
        """Return the name of the signal or the code with which it ended."""
        code = self._popen.wait()
        if code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return str(code) if abs(code) < 0x10000 else hex(code & 0xFFFFFFFF)


def _hear(stream: BinaryIO, messages: queue.Queue[Heard | None]) -> None:
    try:
        while (message := wire.receive(stream)) is not None:
            messages.put(message)
    except (OSError, ValueError) as error:
        log.error("the reader's message cannot be read: %s", error)
    messages.put(None)


def _overhear(stream: BinaryIO, said: bytearray) -> None:
    with contextlib.suppress(OSError, ValueError):
        while raw := stream.read1(4096):  # type: ignore[attr-defined]
            said += raw
            del said[:-_MOST_WORDS]


def _end(popen: subprocess.Popen[bytes], scratch: Path) -> None:
    with contextlib.suppress(OSError):
        popen.kill()
    popen.wait()
    shutil.rmtree(scratch, ignore_errors=True)


def _environment() -> dict[str, str]:
    """Return the environment without what belongs to the window, and with the place of this program's packages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "QML", "QSG_"))}
    root = str(Path(__file__).resolve().parents[3])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [root, kept.get("PYTHONPATH")]))
    kept["PYTHONIOENCODING"] = "utf-8"
    # A third of a read is page faults otherwise, and each thread would keep free memory for itself.
    kept.setdefault("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1")
    return kept


def sweep() -> None:
    """Remove the scratch folders of programs that were killed and could not."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and int(owner) != os.getpid() and not _may_live(int(owner), folder):
            shutil.rmtree(folder, ignore_errors=True)


def _may_live(pid: int, folder: Path) -> bool:
    if sys.platform == "win32":  # where asking would end the process
        with contextlib.suppress(OSError):
            return time.time() - folder.stat().st_mtime < _STALE_S
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
