"""How many objects Qt holds, counted without touching them.

``findChildren`` and ``allWidgets`` make a Python object for each one that had none, and some of those stay: whoever
counts so, once a round, is the leak that he finds.  Here the tree is walked in memory, as ``qobject.h`` of Qt 6 lays
it down (the layout is part of its binary interface): an object is its vtable and a pointer to its data; the
data are vtable, object, parent, the list of children, and bits of which the first says *widget*.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QObject

_WORD = ctypes.sizeof(ctypes.c_void_p)


class _Data(ctypes.Structure):
    _fields_ = (
        ("vtable", ctypes.c_void_p),
        ("q_ptr", ctypes.c_void_p),
        ("parent", ctypes.c_void_p),
        ("children_header", ctypes.c_void_p),
        ("children", ctypes.POINTER(ctypes.c_void_p)),
        ("children_count", ctypes.c_ssize_t),
        ("bits", ctypes.c_uint),
    )


def count(roots: Iterable[QObject]) -> tuple[int, int]:
    """Return how many objects some trees hold, the roots included, and how many of those are widgets."""
    waiting = [int(shiboken6.getCppPointer(root)[0]) for root in roots]
    objects = widgets = 0
    while waiting:
        data = _Data.from_address(ctypes.c_void_p.from_address(waiting.pop() + _WORD).value or 0)
        objects += 1
        widgets += data.bits & 1
        waiting += [child for place in range(data.children_count) if (child := data.children[place])]
    return objects, widgets
