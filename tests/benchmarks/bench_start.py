"""Programs from start to end, warm: the command line, a window, a check of a small file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.measured import Calls, Figure, Setting, run_command
from tests.benchmarks.result import Target

NAME = "start"
_ROOT = Path(__file__).resolve().parents[2]
_HEAVY = ("PySide6", "geopandas", "pandas", "numpy", "shapely", "pyogrio", "pyproj", "rasterio", "docx", "folium")
_SMALL = '{"type": "Point", "coordinates": [116.4, 40.2]}'
# The program as it is started, up to the line that says that the window is painted.
_WINDOW = """
import os, runpy, sys
class Told:
    def write(self, text): text.startswith("window") and os._exit(0)
    def flush(self): pass
sys.stdout, sys.argv = Told(), ["main.py", "open", "--probe"]
runpy.run_path("main.py", run_name="__main__")
raise SystemExit("the window was not painted")
"""
_IMPORTS = f"""
import runpy, sys
sys.argv = ["main.py", "--help"]
try: runpy.run_path("main.py", run_name="__main__")
except SystemExit: pass
print()
print(len(sys.modules), *[name for name in {_HEAVY!r} if name in sys.modules])
"""


def program(setting: Setting) -> Calls:
    home = {
        name: str(setting.folder / "home" / name)
        for name in ("LIANFANG_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    }
    small = setting.folder / "small.geojson"
    small.write_text(_SMALL, "utf-8")

    def run(*arguments: str) -> str:
        return run_command([sys.executable, *arguments], cwd=_ROOT, env={**os.environ, **home})

    def imports() -> dict[str, Figure]:
        count, *heavy = run("-c", _IMPORTS).splitlines()[-1].split()
        return {"modules": Figure(float(count), "modules"), "heavy ones": Figure(float(len(heavy)), "modules")}

    return {
        "command line: help": lambda: run("main.py", "--help") and None,
        "command line: help, what it imports": imports,
        "command line: check of a small file": lambda: run("main.py", "check", str(small)) and None,
        "window shown": lambda: run("-c", _WINDOW) or None,
    }


COMPARISONS = (
    Comparison(
        (
            ours("lianfang", program),
            other("bare Python", "starting:python"),
            other("import geopandas", "starting:geopandas"),
            qgis("library, empty canvas", "starting:qgis"),
        ),
        targets={"window shown": Target(1.0), "command line: help, what it imports: heavy ones": Target(0.0)},
        runs=5,
    ),
)
