"""Every finding the code can make is listed with its facts, so that words can be found for each."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from layers import errors
from layers.errors import SourceError
from layers.sources import PROBLEM_CODES, REASONS, supported_extensions
from layers.sources.marks import ACTIONS

ROOT = Path(__file__).resolve().parents[3]


def calls(name: str) -> Iterator[ast.Call]:
    for path in (ROOT / "layers" / "sources").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def test_every_finding_is_listed_with_its_facts() -> None:
    seen = set()
    for call in [*calls("Problem"), *calls("Mark")]:
        for code in ast.walk(call.args[0]):
            if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
                continue
            seen.add(code.value)
            assert code.value in PROBLEM_CODES
            if call.func.id == "Problem" and len(call.args) > 2 and isinstance(call.args[2], ast.Dict):
                keys = {key.value for key in call.args[2].keys if isinstance(key, ast.Constant)}
                assert keys == set(PROBLEM_CODES[code.value]), code.value
    assert {code for code in PROBLEM_CODES if not code.startswith("source")} == seen | {
        "rows_without_coordinates",
        "placed_by_points",
    }


def test_every_mark_says_what_is_done() -> None:
    marks = {call.args[0].value for call in calls("Mark") if isinstance(call.args[0], ast.Constant)}
    assert marks | {"rows_without_coordinates"} == set(ACTIONS)
    assert set(ACTIONS) <= set(PROBLEM_CODES)


def test_every_source_error_is_listed() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, SourceError)]
    # A table that somebody typed is no layer: it is refused in its own words.
    assert {kind.code for kind in classes} - {"table"} == {code for code in PROBLEM_CODES if code.startswith("source")}


def test_every_reason_is_listed_and_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "layers" / "sources").glob("*.py"))
    for call in calls("refuse"):
        for node in ast.walk(call.args[2]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.startswith("."):
                assert node.value in REASONS or node.value in ("folder", "geojson"), node.value
    assert all(text.count(f'"{code}"') >= 2 for code in REASONS)


def test_importing_the_room_is_cheap() -> None:
    heavy = ("pyogrio", "geopandas", "rasterio", "pandas", "shapely", "pyproj")
    script = f"import sys, layers.sources; print(any(name in sys.modules for name in {heavy}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"


def test_file_dialog_extensions() -> None:
    assert {".shp", ".gpkg", ".geojson", ".kml", ".kmz", ".gdb", ".csv", ".xlsx", ".tif", ".zip"} <= set(
        supported_extensions()
    )
