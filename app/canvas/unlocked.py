"""Qt's slow drawing calls without the interpreter's lock.

PySide holds the lock for as long as a painter works: one thread draws and all others wait, the window too.  Called
through ``ctypes`` the same function of the same library lets them run.  Where the library does not have it under the
name it has had since Qt 6.0 (a static build, another compiler), PySide draws as ever: the picture is the same.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import PySide6
from PySide6.QtGui import QPainter, QPainterPath, QPen
from shiboken6 import Shiboken

_log = logging.getLogger(__name__)

#: ``QPainter::strokePath(QPainterPath const &, QPen const &)`` as the compilers write it, Microsoft's and the others.
_STROKE_PATH = (
    "?strokePath@QPainter@@QEAAXAEBVQPainterPath@@AEBVQPen@@@Z",
    "_ZN8QPainter10strokePathERK12QPainterPathRK4QPen",
)
#: ``QPainter::drawPath(QPainterPath const &)``.
_DRAW_PATH = ("?drawPath@QPainter@@QEAAXAEBVQPainterPath@@@Z", "_ZN8QPainter8drawPathERK12QPainterPath")
_LIBRARIES = {"win32": "Qt6Gui.dll", "darwin": "Qt/lib/QtGui.framework/Versions/A/QtGui"}


def stroke_path(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
    """Draw the outline of a path as ``painter.strokePath`` does; other threads go on meanwhile."""
    call = _function(*_STROKE_PATH)
    if call is None or not painter.isActive():
        painter.strokePath(path, pen)
    else:
        call(_address(painter), _address(path), _address(pen))


def draw_path(painter: QPainter, path: QPainterPath) -> None:
    """Draw a path as ``painter.drawPath`` does; other threads go on meanwhile, and must keep off this path."""
    call = _function(*_DRAW_PATH)
    if call is None or not painter.isActive():
        painter.drawPath(path)
    else:
        call(_address(painter), _address(path))


def _address(wrapped: Shiboken.Object) -> int:
    # One that PySide has let go of raises here, before anything is called.
    return int(Shiboken.getCppPointer(wrapped)[0])


@lru_cache(maxsize=2)
def _function(microsoft: str, others: str) -> Callable[..., None] | None:
    """Return a method that takes addresses; None where the library does not give it."""
    library = Path(PySide6.__file__).parent / _LIBRARIES.get(sys.platform, "Qt/lib/libQt6Gui.so.6")
    try:
        found = getattr(ctypes.CDLL(str(library)), microsoft if sys.platform == "win32" else others)
    except (OSError, AttributeError) as error:
        _log.info("drawing holds the interpreter's lock: %s", error)
        return None
    found.restype = None
    return lambda *addresses: found(*map(ctypes.c_void_p, addresses))
