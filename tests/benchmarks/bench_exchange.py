"""Two plans of 500 areas: handed over, compared, taken in.

Ours knows areas by uid, works the ancestor out from the history, and lets a planner decide; ``pygeodiff`` knows rows by
``fid``, is given the ancestor, and lets the last one win.  It is given the areas alone, as plain GeoPackages.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from layers.exchange.handing import hand_over
from layers.exchange.model import Choice
from layers.exchange.other import OtherPlan
from layers.exchange.plans import compare_plans
from layers.exchange.resolving import decide_all
from layers.exchange.shapes import shape_change
from layers.exchange.taking import take_in
from layers.plan import PlanStore
from tests.benchmarks import file_names as names
from tests.benchmarks.comparison import Comparison, other, ours
from tests.benchmarks.measured import Calls, Setting, with_sum
from tests.benchmarks.result import Target
from tests.layers.plan.builders import add_counties, make_plan

NAME = "exchange"
_AREAS, _CORNERS, _MOVED, _RENAMED, _NEW, _GONE = 500, 200, 200, 50, 10, 5


def _outline(number: int, shift: float = 0.0) -> shapely.Polygon:
    """A round area of 200 corners in a raster of 25 by 20."""
    turn = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    radius = 0.012 * (1 + 0.1 * np.sin(5 * turn + number))
    x, y = 116.2 + 0.04 * (number % 25) + shift, 40.1 + 0.04 * (number // 25)
    return shapely.Polygon(np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)]))


def _change(path: Path, first: int, shift: float) -> None:
    """Move 200 areas, rename 50 others, add ten and take five away, each a gesture of its own."""
    with PlanStore.open(path) as store:
        for number in range(first, first + _MOVED):
            with store.change("patrol_area_reshaped", name=str(number)):
                store.update_patrol_area(f"a{number}", geometry=_outline(number, shift))
        for number in range(first + _MOVED, first + _MOVED + _RENAMED):
            with store.change("patrol_area_renamed", name=str(number)):
                store.update_patrol_area(f"a{number}", name=f"改名 {number}")
        for number in range(_NEW):
            with store.change("patrol_area_added", name=str(number)):
                store.add_patrol_area(f"新 {number}", _outline(number, 0.5 + shift), uid=f"new-{first}-{number}")
        for number in range(first + _MOVED + _RENAMED - _GONE, first + _MOVED + _RENAMED):
            with store.change("patrol_area_removed", name=str(number)):
                store.remove_patrol_area(f"a{number}")


def prepare(setting: Setting) -> None:
    """Write the same areas and changes as plain GeoPackages."""
    frame = gpd.GeoDataFrame(
        {"fid": np.arange(1, _AREAS + 1), "name": [f"联防区 {number}" for number in range(_AREAS)]},
        geometry=[_outline(number) for number in range(_AREAS)],
        crs=4490,
    )
    frame.to_file(setting.folder / names.ANCESTOR, layer="areas", driver="GPKG")
    for name, first, shift in ((names.MINE, 0, 0.002), (names.THEIRS, 100, -0.002)):
        changed = frame.copy()
        moved, renamed = range(first, first + _MOVED), range(first + _MOVED, first + _MOVED + _RENAMED)
        changed.loc[list(moved), "geometry"] = [_outline(number, shift) for number in moved]
        changed.loc[list(renamed), "name"] = [f"改名 {number}" for number in renamed]
        new = gpd.GeoDataFrame(
            {"fid": np.arange(_AREAS + 1, _AREAS + 1 + _NEW), "name": [f"新 {number}" for number in range(_NEW)]},
            geometry=[_outline(number, 0.5 + shift) for number in range(_NEW)],
            crs=4490,
        )
        kept = gpd.pd.concat([changed.drop(list(renamed)[-_GONE:]), new], ignore_index=True)
        kept.to_file(setting.folder / name, layer="areas", driver="GPKG")


def exchanged(setting: Setting) -> Calls:
    """Each step goes on where the one before has ended."""
    home = Path(tempfile.mkdtemp(dir=setting.folder))
    with make_plan(home) as store:
        add_counties(store)
        with store.change("patrol_areas_added"):
            for number in range(_AREAS):
                store.add_patrol_area(f"联防区 {number}", _outline(number), uid=f"a{number}")
        path = store.path
    theirs = Path(shutil.copyfile(path, home / "theirs.lianfang.gpkg"))
    _change(path, 0, 0.002)
    _change(theirs, 100, -0.002)  # 150 areas moved by both, 100 more touched by both
    mine, giver = PlanStore.open(path), PlanStore.open(theirs)
    at: dict[str, Any] = {}

    def hand() -> None:
        at["given"] = hand_over(giver, home / "b.联防包").packed.path

    def open_package() -> None:
        at["other"] = OtherPlan.open(at["given"])

    def compare() -> str:
        at["found"] = compare_plans(mine, at["other"].store)
        comparison = at["found"].comparison
        return f"{len(comparison.differences)} differences, {len(comparison.conflicts)} to decide"

    def shapes() -> None:
        found = at["found"]
        for one in found.comparison.differences:
            if one.shape is not None:
                shape_change(one.shape.ours, one.shape.theirs, epsg=found.epsg)

    def take() -> str:
        found = at["found"]
        done = take_in(mine, found, decide_all(found.comparison, Choice.UNION), at["other"].store)
        return f"{done.merged.accepted} taken in"

    steps = {
        "hand over": hand,
        "open the package": open_package,
        "compare": compare,
        "areas added and removed": shapes,
        "take in": take,
    }
    return with_sum(steps, "all")


COMPARISONS = (
    Comparison(
        (
            ours("exchange", exchanged, is_fresh=True),
            other("pygeodiff", "merging:geodiff", "pygeodiff"),
        ),
        prepare,
        {"all": Target(5.0)},
        runs=2,
    ),
)
