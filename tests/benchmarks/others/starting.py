"""Programs from start to end: bare Python, a library, QGIS."""

from __future__ import annotations

import sys

from tests.benchmarks.measured import Calls, Setting, run_command

_TASK = "command line: help"
_QGIS = """
import os, sys
from qgis.core import QgsApplication
application = QgsApplication([], {gui})
application.initQgis()
{more}
os._exit(0)
"""


def python(_: Setting) -> Calls:
    """Python that does nothing: no program written in it can start sooner."""
    return {_TASK: lambda: run_command([sys.executable, "-c", "pass"]) or None}


def geopandas(_: Setting) -> Calls:
    """``import geopandas`` alone."""
    return {_TASK: lambda: run_command([sys.executable, "-c", "import geopandas"]) or None}


def qgis(_: Setting) -> Calls:
    """QGIS's library made ready without a window, and with one that is empty: a canvas, no panels."""
    empty = "from qgis.gui import QgsMapCanvas\ncanvas = QgsMapCanvas()\ncanvas.show()\napplication.processEvents()"
    return {
        _TASK: lambda: run_command([sys.executable, "-c", _QGIS.format(gui=False, more="")]) or None,
        "window shown": lambda: run_command([sys.executable, "-c", _QGIS.format(gui=True, more=empty)]) or None,
    }
