"""What the process holds at one moment."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import tempfile
import threading
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import memory
from tests.soak import qt_tree

_PROC = Path("/proc/self")
#: What the samples are made of themselves; and dead references that Qt for Python leaves behind with each form.
_OWN = ("collections.Counter", f"{__name__}.Sample", "weakref.ReferenceType")


#: Where a kind's number stands in the array of every sample.
_PLACES: dict[str, int] = {}


class Kinds:
    """How many objects there are of each kind; as arrays, since a dictionary of them would itself be 0.3 MB a round."""

    def __init__(self, counted: Mapping[str, int] | None = None) -> None:
        self._counts = array("q")
        for name, count in (counted or {}).items():
            place = _PLACES.setdefault(name, len(_PLACES))
            if place >= len(self._counts):
                self._counts.extend([0] * (len(_PLACES) - len(self._counts)))
            self._counts[place] = count

    def __getitem__(self, name: str) -> int:
        place = _PLACES.get(name, len(self._counts))
        return self._counts[place] if place < len(self._counts) else 0

    def names(self) -> set[str]:
        """Return the kinds of which there are any."""
        return {name for name in _PLACES if self[name]}


@dataclass(frozen=True)
class Sample:
    """Counts and sizes; memory in MB, None where the system does not tell."""

    at_s: float
    anon_mb: float | None
    rss_mb: float | None
    heap_mb: float | None
    free_mb: float | None
    files: int | None
    threads: int
    children: int | None
    widgets: int
    qobjects: int
    python: int
    scratch: int
    types: Kinds = field(default_factory=Kinds, repr=False)


#: What is told, in the order of the table, and how it is called there.
COLUMNS = {
    "anon_mb": "anonymous MB",
    "rss_mb": "RSS MB",
    "heap_mb": "C heap MB",
    "free_mb": "C free MB",
    "files": "open files",
    "threads": "threads",
    "children": "children",
    "widgets": "widgets",
    "qobjects": "QObjects",
    "python": "Python objects",
    "scratch": "passing files",
}
#: What may grow: of what the C library keeps for later, most pages are not there any more.
NOT_JUDGED = frozenset({"free_mb"})


def take(at_s: float, scratch: Path) -> Sample:
    """Return what the process holds now, after what is nobody's was collected and given back, as in quiet moments.

    Parameters
    ----------
    at_s : float
        The time of the sample.
    scratch : Path
        The folder for passing files of this run, all of which are counted.
    """
    gc.collect()
    memory.give_back()
    types = Counter(_name(type(one)) for one in gc.get_objects())
    for name in _OWN:
        types.pop(name, None)
    anon, rss = _memory()
    heap, free = _c_heap()
    app = QApplication.instance()
    assert app is not None
    tops = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    qobjects, widgets = qt_tree.count([app, *tops])
    passing = sum(1 for _ in scratch.rglob("*")) + sum(1 for _ in Path(tempfile.gettempdir()).glob("*lianfang*"))
    return Sample(
        at_s=at_s,
        anon_mb=anon,
        rss_mb=rss,
        heap_mb=heap,
        free_mb=free,
        files=_count(_PROC / "fd"),
        threads=_count(_PROC / "task") or threading.active_count(),
        children=_children(),
        widgets=widgets,
        qobjects=qobjects,
        python=sum(types.values()),
        scratch=passing,
        types=Kinds(types),
    )


def _name(kind: type) -> str:
    return sys.intern(f"{kind.__module__}.{kind.__qualname__}")  # once, not once a sample


def _memory() -> tuple[float | None, float | None]:
    """Return what of this process belongs to no file, and all of it that is resident, in MB.

    What is its alone (USS) says less: pages of libraries become its own when another program that shared them ends.
    """
    try:
        rows = (_PROC / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None, None
    kb = {row.split(":")[0]: float(row.split()[1]) for row in rows[1:] if row.endswith("kB")}
    return kb["Anonymous"] / 1024.0, kb["Rss"] / 1024.0


class _MallInfo(ctypes.Structure):
    """From glibc's malloc.h; all in bytes, over all arenas."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd")),
        *((name, ctypes.c_size_t) for name in ("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")),
    ]


def _c_heap() -> tuple[float | None, float | None]:
    """Return what the C library has given out, and what it keeps for later, in MB; glibc 2.33 and later only."""
    try:
        ask = ctypes.CDLL(None).mallinfo2
    except (OSError, AttributeError):
        return None, None
    ask.restype = _MallInfo
    info = ask()
    return (info.uordblks + info.hblkhd) / 1048576.0, info.fordblks / 1048576.0


def _count(folder: Path) -> int | None:
    try:
        return len(os.listdir(folder))  # noqa: PTH208 (what is open changes while it is looked at)
    except OSError:
        return None


def _children() -> int | None:
    try:
        return sum(len((task / "children").read_text().split()) for task in (_PROC / "task").iterdir())
    except OSError:
        return None
