"""Reports of what nobody foresaw, and the mark by which the next start knows that the program fell over.

A report is a text file in the user's own folder for data: versions, the traceback, the end of the log; nothing
personal (:mod:`app.discreet`), no name of a plan either.  It leaves the computer only in somebody's hand.

A crash of native code takes Python along: the interpreter's fault handler then writes where every thread was into
``running-<process>.txt``, which an orderly end removes.  Beside it lies which plan was open, to be offered again.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import logging
import os
import platform
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from app import heavy, logs
from app.discreet import discreet, discreet_traceback

log = logging.getLogger(__name__)

#: The newest so many are kept.
KEPT = 20
#: Lines of the log that go along.
LOG_LINES = 100
#: A fault may write about many threads, but a file without bounds is never read whole.
_MOST_NATIVE_BYTES = 200_000


def reports_dir() -> Path:
    """Return the folder of reports; ``LIANFANG_CONFIG`` moves it with everything else."""
    moved = os.environ.get("LIANFANG_CONFIG")
    if moved:
        return Path(moved) / "reports"
    from platformdirs import user_data_path

    return user_data_path("lianfang", appauthor=False) / "reports"


@dataclass(frozen=True)
class Fallen:
    """A crash of the last run: its report, and the plan that was open ("" for none)."""

    report: Path | None
    plan: str


def text_of(error: BaseException, where: str) -> str:
    """Return the report on an error; ``where`` says in English what the program was doing."""
    return _text(where, discreet_traceback(error))


def write(text: str) -> Path | None:
    """Keep a report; return where, or None where nothing can be written."""
    folder = reports_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"report-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        log.warning("a report could not be written: %s", error)
        return None
    for old in sorted(folder.glob("report-*.txt"))[:-KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path


def _text(where: str, trace: str) -> str:
    lines = ["Lianfang: something unforeseen", f"when: {datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}"]
    lines += [f"where: {discreet(where)}", *versions(), "", "what:", trace, "", "the log before it:"]
    return "\n".join([*lines, *(discreet(line) for line in logs.last_lines(LOG_LINES)), ""])


def versions() -> list[str]:
    """Return what the program runs on, of libraries those that are loaded already."""
    from layers.plan.version import program_version

    rows = [f"program: {program_version()}{' (handed out as a folder)' if getattr(sys, 'frozen', False) else ''}"]
    rows.append(f"system: {platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} processors")
    rows.append(f"python: {platform.python_version()}")
    names = ("PySide6", "numpy", "pandas", "geopandas", "shapely", "pyproj", "pyogrio", "apsw")
    loaded = {name: sys.modules[name] for name in names if name in sys.modules and heavy.is_loaded(name)}
    rows += [f"{name}: {getattr(loaded[name], '__version__', '?')}" for name in names[:-2] if name in loaded]
    shapely, pyproj, pyogrio, apsw = map(loaded.get, ("shapely", "pyproj", "pyogrio", "apsw"))
    if shapely is not None:
        rows.append(f"GEOS: {shapely.geos_version_string}")
    if pyproj is not None:
        rows.append(f"PROJ: {pyproj.proj_version_str}")
    if pyogrio is not None:
        rows.append(f"GDAL: {pyogrio.__gdal_version_string__}")
    if apsw is not None:
        rows.append(f"SQLite: {apsw.sqlite_lib_version()}")
    return rows


class Running:
    """The mark of a running program; made once, in the process of the window."""

    def __init__(self) -> None:
        self._path = reports_dir() / f"running-{os.getpid()}.txt"
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb", buffering=0)
            faulthandler.enable(self._file, all_threads=True)
        except (OSError, RuntimeError, ValueError) as error:
            log.warning("a crash of native code will leave no report: %s", error)

    def set_plan(self, path: Path | None) -> None:
        """Note which plan is open, None for none."""
        with self._lock, contextlib.suppress(OSError):
            if path is None:
                _plan_of(self._path).unlink(missing_ok=True)
            else:
                _plan_of(self._path).write_text(json.dumps({"plan": str(path)}), encoding="utf-8")

    def end(self) -> None:
        """Take the mark away: the program ends as it should."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        for path in (self._path, _plan_of(self._path)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def fallen() -> Fallen | None:
    """Return what an earlier run left that fell over, the last one, as a report; its marks are taken away.

    A program that still runs has a mark too, an empty one; so has one that was killed, whose plan needs no word.
    """
    found: list[Fallen] = []
    for path in _marks():
        pid = int(path.stem.removeprefix("running-"))
        if _runs(pid):
            continue
        try:
            with path.open("rb") as file:
                trace = file.read(_MOST_NATIVE_BYTES).decode("utf-8", errors="replace")
            plan = _read_plan(_plan_of(path))
            if trace.strip():
                lines = "\n".join(discreet(line) for line in trace.splitlines())
                found.append(Fallen(write(_text("native code, in the run before", lines)), plan))
            for one in (path, _plan_of(path)):
                one.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the mark of an earlier run stays: %s", error)
    return found[-1] if found else None


def _marks() -> Iterable[Path]:
    try:
        found = [one for one in reports_dir().glob("running-*.txt") if one.stem.removeprefix("running-").isdigit()]
        return sorted(found, key=lambda path: path.stat().st_mtime)
    except OSError:
        return ()


def _plan_of(mark: Path) -> Path:
    return mark.with_suffix(".json")


def _read_plan(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["plan"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _runs(pid: int) -> bool:
    """Whether a process of that number runs; one that took over the number counts, and is asked again next time."""
    if pid == os.getpid():
        return True
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259  # STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
