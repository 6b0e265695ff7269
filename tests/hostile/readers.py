"""Every reader of :mod:`tests.hostile.targets`, given sound files that were changed here and there."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.hostile import changing, targets
from tests.hostile.fuzzing import MOST_S, Figures
from tests.hostile.targets import Target

#: Memory beyond this and four times the file is too much.
MOST_BYTES = 500 << 20
_FORBIDDEN = ("socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")


class Watch:
    """What a reader did that it must not: reached out, or wrote beyond the folders that are its own."""

    def __init__(self) -> None:
        self._own: tuple[str, ...] | None = None
        self._thread = 0
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    @contextmanager
    def over(self, *own: Path) -> Iterator[None]:
        """Watch while a reader works; ``own`` are the folders it may write in."""
        self.seen.clear()
        self._thread = threading.get_ident()
        self._own = tuple(str(one) for one in own)
        try:
            yield
        finally:
            self._own = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._own is None or threading.get_ident() != self._thread:
            return
        if event in _FORBIDDEN:
            self.seen.append(f"{event} {arguments!r:.80}")
        elif event == "open" and isinstance(arguments[0], str) and _writes(arguments):
            if not arguments[0].startswith((*self._own, "/dev/", "/proc/self/")):
                self.seen.append(f"wrote {arguments[0]}")
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink"):
            names = [os.fspath(one) for one in arguments[:2] if isinstance(one, str | os.PathLike)]
            if any(str(name).startswith("/") and not str(name).startswith(self._own) for name in names):
                self.seen.append(f"{event} {names}")


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


_watches: list[Watch] = []


def watch() -> Watch:
    """The watch of this process; hooks cannot be taken off again."""
    if not _watches:
        _watches.append(Watch())
    return _watches[0]


def attempt(name: str, target: Target, folder: Path, ending: str, raw: bytes, figures: Figures, told: str = "") -> str:
    """Let a target read one file; return what was wrong, "" for nothing."""
    import tempfile

    path = targets.given(target, folder, ending, raw)
    figures.cases += 1
    wrong = ""
    before = _memory()
    began, worked = time.monotonic(), time.process_time()
    own = (folder, Path(tempfile.gettempdir()))
    with watch().over(*own):
        try:
            target.read(path)
            figures.taken += 1
        except target.refusals as error:
            figures.refused[type(error).__name__] += 1
            if "{" in str(error) and "{" not in str(getattr(error, "facts", "{")):
                wrong = f"a sentence without its facts: {error}"
        except Exception as error:
            wrong = _where(error)
    # What others do on this machine is no fault of the file: work is counted, and waiting only when it has no end.
    took = max(time.process_time() - worked, (time.monotonic() - began) / 6)
    grown = _memory(peak=True) - before
    figures.longest_s = max(figures.longest_s, took)
    if took > MOST_S:
        wrong = wrong or f"{took:.0f} s"
    if before and grown > MOST_BYTES + 4 * len(raw):
        wrong = wrong or f"{grown >> 20} MB"
    if watch().seen:
        wrong = wrong or watch().seen[0]
    left = sorted(one.name for one in folder.iterdir() if one != path)
    if left:
        wrong = wrong or f"left behind: {left}"
    with suppress(OSError):
        if path.read_bytes() != raw:
            wrong = wrong or "the file was changed"
    targets.emptied(folder)
    if wrong:
        figures.failures.append(f"{told}{name}: {wrong}")
    return wrong


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "/layers/" in one.filename or "/app/" in one.filename]
    at = (ours or frames)[-1]
    return f"{type(error).__name__} at {'/'.join(Path(at.filename).parts[-2:])}:{at.lineno}: {str(error)[:100]}"


def _memory(*, peak: bool = False) -> int:
    """Return the memory of this process in bytes, and begin to measure its peak; 0 where the system does not say."""
    try:
        if not peak:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    key = "VmHWM:" if peak else "VmRSS:"
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith(key)), 0)


def files(
    cases: int, seed: int, names: Collection[str] = (), *, seconds: float = float("inf"), finds: Path | None = None
) -> Figures:
    """Give each reader so many changed files, whatever their names say; what failed is kept in ``finds``."""
    figures = Figures()
    known = targets.targets()
    chosen = sorted(names or known)
    folder = targets.scratch()
    until = time.monotonic() + seconds
    try:
        for name in chosen:  # what is loaded once is not the file's
            for ending, raw in known[name].seeds():
                targets.given(known[name], folder, ending, raw)
                with suppress(Exception):
                    known[name].read(folder / f"资料{ending}")
                targets.emptied(folder)
        for number in range(cases):
            if time.monotonic() > until:
                break
            choice = random.Random(f"{seed}-{number}")
            name = chosen[number % len(chosen)]
            target = known[name]
            given = target.seeds()
            ending, raw = choice.choice(given)
            raw = changing.changed(raw, choice)
            if choice.random() < 0.1:
                ending = choice.choice(given)[0]
            if attempt(name, target, folder, ending, raw, figures, f"case {number}: ") and finds is not None:
                (finds / f"{name}-{seed}-{number}{ending}").write_bytes(raw)
    finally:
        targets.emptied(folder)
        folder.rmdir()
    return figures
