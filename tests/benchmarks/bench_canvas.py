"""The map on the sets S and L, and QGIS drawing the same layers with the same symbols in the same run.

"Cold" is a plan as it was written, "saved" the same plan opened again after the program has closed it.  QGIS draws in
several threads, which on a busy machine get a larger share of it than our one.
"""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

from tests.benchmarks import canvas_run, views
from tests.benchmarks import file_names as names
from tests.benchmarks.canvas_sets import SETS, PlanSet, write_plan
from tests.benchmarks.comparison import Comparison, ours, qgis
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.result import Target

NAME = "canvas"
_SMALL, _LARGE = SETS
#: Our halo is a pen of four pixels on the outline of a letter: it leans out by two.
_HALO_PX = 2.0
#: QGIS writes this table's name for the water of each class: the two highest orders are large rivers.
_ORDERS = {1: "river_3", 2: "river_2", 3: "river_1", 4: "river_1"}


def cold_s(setting: Setting) -> Calls:
    return {"S": lambda: _cold(setting, _SMALL)}


def saved_s(setting: Setting) -> Calls:
    return {"S": lambda: _saved(setting, _SMALL)}


def cold_l(setting: Setting) -> Calls:
    return {"L": lambda: _cold(setting, _LARGE)}


def saved_l(setting: Setting) -> Calls:
    return {"L": lambda: _saved(setting, _LARGE)}


def _prepare_s(setting: Setting) -> None:
    _write(setting, _SMALL)


def _prepare_l(setting: Setting) -> None:
    _write(setting, _LARGE)


def _write(setting: Setting, chosen: PlanSet) -> None:
    small = PlanSet(chosen.name, chosen.forests // 20)
    write_plan(_written(setting, chosen), small if setting.is_quick else chosen)


def _written(setting: Setting, chosen: PlanSet) -> Path:
    return setting.folder / f"{chosen.name}_as_written_{names.PLAN}"


def _plan(setting: Setting, chosen: PlanSet) -> Path:
    return setting.folder / f"{chosen.name}_{names.PLAN}"


def _cold(setting: Setting, chosen: PlanSet) -> dict[str, Any]:
    plan = _plan(setting, chosen)
    shutil.copyfile(_written(setting, chosen), plan)
    return dict(views.told(canvas_run.looked_at(plan)["figures"]))


def _saved(setting: Setting, chosen: PlanSet) -> dict[str, Any]:
    """Look at a plan that was closed, and leave the views for QGIS; what editing takes does not depend on the set."""
    plan = _plan(setting, chosen)
    seen = canvas_run.looked_at(plan, frames=setting.size(200, 20), with_editing=chosen is _SMALL)
    job = setting.folder / f"{chosen.name}_{names.JOB}"
    job.write_text(json.dumps(_job(plan, seen["views"])), "utf-8")
    return dict(views.told(seen["figures"]))


def _job(plan: Path, seen: list[dict[str, Any]]) -> dict[str, Any]:
    from app.canvas.styles import theme
    from layers.kinds import Role
    from layers.plan import PlanStore

    with PlanStore.open(plan, read_only=True) as store:
        tables = {record.role: record.table for record in store.layers()}
        epsg = store.info().metric_epsg
    look = theme("light")
    label = look.style("county").label
    assert label is not None

    def symbols(mpp: float) -> list[dict[str, Any]]:
        """Return the looks of rivers, forests and counties at a scale, as the map would draw them."""
        line, forest = look.style("border_county"), look.style("forest")
        edge = {"line": forest.line, "width": forest.width} if mpp <= forest.line_below_mpp else {}
        county: dict[str, Any] = {"fill": look.style("county").fill, "line": line.line, "width": line.width}
        if mpp <= line.solid_mpp:
            county["dash"] = line.dash
        if mpp <= label.max_mpp:
            county["names"] = {"field": "name", "size_px": label.size, "color": label.color}
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
        "size": canvas_run.SIZE_PX,
        "ground": look.ground,
        "font": str(resources.files("paperang_p2_fonts_cjk").joinpath("fonts/wqy-microhei.ttc")),
        "layers": [{"table": tables[role]} for role in (Role.RIVER, Role.FOREST, Role.COUNTY)],
        "views": [{**view, "looks": symbols(view["mpp"])} for view in seen],
    }


def _targets(name: str) -> dict[str, Target]:
    ratios = {
        "load and sharp picture": 1.0,
        "first sharp picture, five zooms": 1.0,
        "pan, whole plan": 0.3,
        "pan, 8 × closer": 0.3,
        "peak memory, shown": 1.0,
        "peak memory, looked around": 1.0,
    }
    gestures = ("pan, full extent", "pan, 8 × closer", "zoom, full ↔ 16 ×")
    seconds = {f"{gesture}: work p95": 0.010 for gesture in gestures}
    seconds |= {f"{gesture}: paint to paint p95": 0.020 for gesture in gestures}
    seconds |= {f"{gesture}: paint to paint worst": 0.050 for gesture in gestures}
    seconds |= {f"{one} a line of 10,000: work p95": 0.033 for one in ("highlight",)}
    seconds |= {"drag a corner of 10,000: work p95": 0.033}
    seconds |= {"first picture after loading": 0.3 if name == "S" else 2.0}
    if name == "S":
        seconds["snapping, 99th percentile"] = 0.005
    return {f"{name}: {task}": Target(ratio=ratio) for task, ratio in ratios.items()} | {
        f"{name}: {task}": Target(value) for task, value in seconds.items()
    }


COMPARISONS = (
    Comparison(
        (
            ours("cold", cold_s, is_fresh=True),
            ours("saved", saved_s, is_fresh=True),
            qgis("map of the same layers", "qgis_map:set_s", is_fresh=True),
        ),
        _prepare_s,
        _targets("S"),
        needs_data=True,
    ),
    Comparison(
        (
            ours("cold", cold_l, is_fresh=True),
            ours("saved", saved_l, is_fresh=True),
            qgis("map of the same layers", "qgis_map:set_l", is_fresh=True),
        ),
        _prepare_l,
        _targets("L"),
        needs_data=True,
    ),
)
