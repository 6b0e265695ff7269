"""Start-up: ``main.py --help`` from process to exit, and what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.timing import alternating, load

NAME = "start"
ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("PySide6", "geopandas", "pandas", "numpy", "shapely", "pyogrio", "pyproj", "rasterio", "docx", "folium")


def run() -> dict[str, float]:
    """Measure and print; median seconds."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import geopandas": [sys.executable, "-c", "import geopandas"],
        "main.py --help": [sys.executable, "main.py", "--help"],
    }
    found = alternating({name: _runner(command) for name, command in commands.items()})
    print(f"process to exit, warm, {load()}")
    for name, one in found.items():
        print(f"  {name:24}{one.median_s:8.3f} s median of {len(one.wall_s)}")
    print(f"  main.py --help imports {_imports()}")
    return {name: one.median_s for name, one in found.items()}


def _runner(command: list[str]):
    def call() -> None:
        subprocess.run(command, cwd=ROOT, env=_environment(), check=True, capture_output=True)

    return call


def _imports() -> str:
    """Return how many modules the command line loads, and which heavy packages are among them."""
    code = (
        "import runpy, sys; sys.argv = ['main.py', '--help']\n"
        "try: runpy.run_path('main.py', run_name='__main__')\n"
        "except SystemExit: pass\n"
        f"print(); print(len(sys.modules), *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=_environment(), check=True, capture_output=True, text=True
    )
    count, *heavy = done.stdout.splitlines()[-1].split()
    return f"{count} modules; heavy ones: {', '.join(heavy) or 'none'}"


def _environment() -> dict[str, str]:
    return os.environ | {"QT_QPA_PLATFORM": "offscreen"}
