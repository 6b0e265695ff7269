"""Two packages of 500 areas: handed over, compared, taken in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
from tests.benchmarks.timing import load, timed
from tests.layers.plan.builders import add_counties, make_plan

NAME = "exchange"
AREAS, CORNERS = 500, 200


def outline(number: int, shift: float = 0.0) -> shapely.Polygon:
    """A round area of 200 corners in a raster of 25 by 20."""
    turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    radius = 0.012 * (1 + 0.1 * np.sin(5 * turn + number))
    x, y = 116.2 + 0.04 * (number % 25) + shift, 40.1 + 0.04 * (number // 25)
    return shapely.Polygon(np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)]))


def change(path: Path, first: int, shift: float) -> None:
    """Move 200 areas, rename 50 others, add ten and take five away, each a gesture of its own."""
    with PlanStore.open(path) as store:
        for number in range(first, first + 200):
            with store.change("patrol_area_reshaped", name=str(number)):
                store.update_patrol_area(f"a{number}", geometry=outline(number, shift))
        for number in range(first + 200, first + 250):
            with store.change("patrol_area_renamed", name=str(number)):
                store.update_patrol_area(f"a{number}", name=f"改名 {number}")
        for number in range(10):
            with store.change("patrol_area_added", name=str(number)):
                store.add_patrol_area(f"新 {number}", outline(number, 0.5 + shift), uid=f"new-{first}-{number}")
        for number in range(first + 245, first + 250):
            with store.change("patrol_area_removed", name=str(number)):
                store.remove_patrol_area(f"a{number}")


def measured(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return the wall seconds of one run, which cannot be repeated, and what it returned."""
    found = timed(call, runs=1)
    return found.median_s, found.result


def run() -> dict[str, float]:
    """Print and return seconds by step."""
    print(f"  {AREAS} areas of {CORNERS} corners; {load()}")
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with make_plan(home) as store:
            add_counties(store)
            with store.change("patrol_areas_added"):
                for number in range(AREAS):
                    store.add_patrol_area(f"联防区 {number}", outline(number), uid=f"a{number}")
            ours = store.path
        theirs = Path(shutil.copyfile(ours, home / "theirs.lianfang.gpkg"))
        change(ours, 0, 0.002)
        change(theirs, 100, -0.002)  # 150 areas moved by both, 100 more touched by both
        with PlanStore.open(theirs) as store:
            figures["hand over"], given = measured(lambda: hand_over(store, home / "b.联防包"))
        with PlanStore.open(ours) as store:
            figures["open the package"], other = measured(lambda: OtherPlan.open(given.packed.path))
            with other:
                figures["compare"], found = measured(lambda: compare_plans(store, other.store))
                shapes = [one.shape for one in found.comparison.differences if one.shape is not None]
                figures["areas added and removed"], _ = measured(
                    lambda: [shape_change(one.ours, one.theirs, epsg=found.epsg) for one in shapes]
                )
                decisions = decide_all(found.comparison, Choice.UNION)
                figures["take in"], done = measured(lambda: take_in(store, found, decisions, other.store))
    figures["all"] = sum(figures.values())
    print(f"  {len(found.comparison.differences)} differences, {len(found.comparison.conflicts)} to decide;", end=" ")
    print(f"{done.merged.accepted} taken in")
    for name, seconds in figures.items():
        print(f"  {name}: {seconds:.2f} s")
    return figures
