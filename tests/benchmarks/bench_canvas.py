"""The map on the sets S and L, and QGIS drawing the same layers with the same symbols in the same run.

Each map is a process of its own.  Beside other work its CPU seconds say more than the clock, all the more as QGIS
draws in several threads, which then get a larger share of the machine than our one.  "Cold" is a plan as it was
written, "saved" the same plan opened again after the program has closed it.  QGIS is Debian's package, asked by
the system's Python; without it its part is left out.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks import bench_zones
from tests.benchmarks.canvas_run import FRAMES, PAN_ZOOMS, PANS, RUNS, SIZE_PX, ZOOMS
from tests.benchmarks.canvas_sets import SETS, PlanSet, write_plan
from tests.benchmarks.timing import load

NAME = "canvas"
_ROOT = Path(__file__).resolve().parents[2]
_QGIS_PYTHON = "/usr/bin/python3"
#: Our halo is a pen of four pixels on the outline of a letter: it leans out by two.
_HALO_PX = 2.0
#: QGIS writes this table's name for the water of each class: the two highest orders are large rivers.
_ORDERS = {1: "river_3", 2: "river_2", 3: "river_1", 4: "river_1"}


def run() -> dict[str, dict[str, float]]:
    """Measure and print; milliseconds and MiB."""
    if not bench_zones.DATA.exists():
        print(f"skipped: {bench_zones.DATA} is not there")
        return {}
    found: dict[str, dict[str, float]] = {}
    for chosen in SETS:
        with tempfile.TemporaryDirectory() as folder:
            found |= _of_set(chosen, Path(folder))
    return found


def _of_set(chosen: PlanSet, folder: Path) -> dict[str, dict[str, float]]:
    plan = folder / f"{chosen.name}.lianfang.gpkg"
    vertices = write_plan(plan, chosen)
    print(
        f"set {chosen.name}: {vertices:,} vertices, {SIZE_PX[0]} × {SIZE_PX[1]} px, "
        f"{FRAMES} frames, median of {RUNS} runs, {load()}"
    )
    cold = _ours(plan)
    # What editing takes does not depend on the set.
    saved = _ours(plan, "frames", *(["editing"] if chosen is SETS[0] else []))
    qgis = _qgis(plan, saved["views"], folder)
    columns = {"cold": cold["figures"], "saved": saved["figures"], "qgis": qgis}
    columns = {name: _with_pans(figures) for name, figures in columns.items()}
    _print(columns)
    return {f"{chosen.name} {name}": figures for name, figures in columns.items()}


def _ours(plan: Path, *what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.canvas_run", str(plan), *what]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _qgis(plan: Path, views: list[dict[str, Any]], folder: Path) -> dict[str, float]:
    problem = _qgis_problem()
    if problem:
        print(f"QGIS is left out: {problem}")
        return {}
    job = folder / "job.json"
    job.write_text(json.dumps(_job(plan, views)))
    script = Path(__file__).with_name("qgis_run.py")
    done = subprocess.run([_QGIS_PYTHON, str(script), str(job)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _qgis_problem() -> str:
    """Return why QGIS cannot be asked; "" when it can."""
    if shutil.which(_QGIS_PYTHON) is None:
        return f"{_QGIS_PYTHON} is not there"
    asked = subprocess.run([_QGIS_PYTHON, "-c", "import qgis.core"], capture_output=True, text=True, check=False)
    return asked.stderr.strip().splitlines()[-1] if asked.returncode else ""


def _job(plan: Path, views: list[dict[str, Any]]) -> dict[str, Any]:
    from app.canvas.styles import theme
    from layers.kinds import Role
    from layers.plan import PlanStore

    with PlanStore.open(plan, read_only=True) as store:
        tables = {record.role: record.table for record in store.layers()}
        epsg = store.info().metric_epsg
    look = theme("light")
    names = look.style("county").label
    assert names is not None

    def symbols(mpp: float) -> list[dict[str, Any]]:
        """Return the looks of rivers, forests and counties at a scale, as the map would draw them."""
        line, forest = look.style("border_county"), look.style("forest")
        edge = {"line": forest.line, "width": forest.width} if mpp <= forest.line_below_mpp else {}
        county: dict[str, Any] = {"fill": look.style("county").fill, "line": line.line, "width": line.width}
        if mpp <= line.solid_mpp:
            county["dash"] = line.dash
        if mpp <= names.max_mpp:
            county["names"] = {"field": "name", "size_px": names.size, "color": names.color}
            county["names"] |= {"halo": look.halo, "halo_px": _HALO_PX}
        classes = []
        for order, key in _ORDERS.items():
            style = look.style(key)
            if mpp <= style.max_mpp:
                width = style.width * style.line_scale(mpp)
                classes.append([float(order), {"kind": "line", "line": style.line, "width": width}])
        return [
            {"field": "order", "classes": classes},
            {"kind": "fill", "fill": forest.fill, **edge},
            {"kind": "fill", **county},
        ]

    return {
        "plan": str(plan),
        "epsg": epsg,
        "size": SIZE_PX,
        "ground": look.ground,
        "font": str(resources.files("paperang_p2_fonts_cjk").joinpath("fonts/wqy-microhei.ttc")),
        "layers": [{"table": tables[role]} for role in (Role.RIVER, Role.FOREST, Role.COUNTY)],
        "views": [{**view, "looks": symbols(view["mpp"])} for view in views],
    }


def _with_pans(figures: dict[str, float]) -> dict[str, float]:
    """Return figures with the pans of one scale as their median."""
    out = {name: value for name, value in figures.items() if not name.startswith("pan at")}
    for zoom in PAN_ZOOMS if figures else ():
        for suffix in ("", ", CPU"):
            times = [figures[f"pan at {zoom:.0f} ×, {number}{suffix}"] for number in range(PANS)]
            out[f"pan out of the margin at {zoom:.0f} ×, sharp{suffix}"] = float(np.median(times))
    for suffix in ("", ", CPU") if figures else ():
        out[f"zoom, all of them{suffix}"] = sum(figures[f"zoom {zoom:.0f} ×, first sharp{suffix}"] for zoom in ZOOMS)
    return out


def _print(columns: dict[str, dict[str, float]]) -> None:
    names = dict.fromkeys(name for figures in columns.values() for name in figures)
    print(f"{'':<46}{'cold':>10}{'saved':>10}{'QGIS':>10}{'cold ÷':>9}{'saved ÷':>9}")
    for name in names:
        cold, saved, qgis = (columns[column].get(name, float("nan")) for column in ("cold", "saved", "qgis"))
        cells = [f"{value:>10.2f}" for value in (cold, saved, qgis)] + [
            f"{value / qgis:>9.2f}" for value in (cold, saved)
        ]
        print(f"{name:<46}" + "".join(cell if "nan" not in cell else " " * (len(cell) - 1) + "–" for cell in cells))
