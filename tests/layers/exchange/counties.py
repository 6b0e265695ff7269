"""Counties at a table: plans that were handed over, and what each of them does."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from layers.exchange.model import Choice, Decision
from layers.exchange.other import OtherPlan
from layers.exchange.plans import PlanComparison, compare_plans
from layers.exchange.resolving import decide_all
from layers.exchange.taking import TakenIn, take_in
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from tests.layers.plan.builders import add_counties, make_plan, make_result


def square(x: float, y: float, side: float = 0.02) -> shapely.Polygon:
    return shapely.box(x, y, x + side, y + side)


def first_plan(folder: Path, *, areas: int = 3, analysed: bool = False) -> Path:
    """A plan with counties and areas 联防区 1 … in a row."""
    folder.mkdir(parents=True, exist_ok=True)
    with make_plan(folder) as store:
        add_counties(store)
        if analysed:
            with store.change("analysed"):
                store.save_result(make_result(), {"inputs": []})
        with store.change("patrol_areas_added"):
            for number in range(1, areas + 1):
                x = 116.9 + 0.03 * (number % 100)
                store.add_patrol_area(f"联防区 {number}", square(x, 40.1 + 0.03 * (number // 100)), uid=f"a{number}")
        return store.path


def copy_for(plan: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(plan, folder / plan.name))


def rename(plan: Path, uid: str, name: str) -> None:
    with PlanStore.open(plan) as store, store.change("patrol_area_renamed", name=name):
        store.update_patrol_area(uid, name=name)


def edit(plan: Path, uid: str, **fields: Any) -> None:
    with PlanStore.open(plan) as store, store.change("patrol_area_reshaped", name=uid):
        store.update_patrol_area(uid, **fields)


def add(plan: Path, uid: str, shape: shapely.Polygon, name: str = "新联防区") -> None:
    with PlanStore.open(plan) as store, store.change("patrol_area_added", name=name):
        store.add_patrol_area(name, shape, uid=uid)


def remove(plan: Path, uid: str) -> None:
    with PlanStore.open(plan) as store, store.change("patrol_area_removed", name=uid):
        store.remove_patrol_area(uid)


def compared(ours: Path, theirs: Path) -> PlanComparison:
    with PlanStore.open(ours, read_only=True) as one, OtherPlan.open(theirs) as other:
        return compare_plans(one, other.store)


def taken_in(
    ours: Path,
    theirs: Path,
    conflicts: Choice | None = None,
    decisions: dict[tuple[str, str], Decision] | None = None,
) -> TakenIn:
    """Take a plan in: everything accepted, conflicts by a rule, and decisions of their own."""
    with PlanStore.open(ours) as store, OtherPlan.open(theirs) as other:
        found = compare_plans(store, other.store)
        chosen = {**decide_all(found.comparison, conflicts), **(decisions or {})}
        return take_in(store, found, chosen, other.store, handover=other.handover, person="王")


def areas(plan: Path) -> pd.DataFrame:
    with PlanStore.open(plan, read_only=True) as store:
        return store.patrol_areas().set_index("uid")


def hash_of(plan: Path) -> str:
    with PlanStore.open(plan, read_only=True) as store:
        return content_hash(store)
