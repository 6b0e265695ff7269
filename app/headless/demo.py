"""``demo --out DIR``: the main job on the built-in sample, with or without a display."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import date
from pathlib import Path

from app.headless.analysing import analyse, list_zones
from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt
from app.headless.exporting import export_areas, stamp_of
from app.qtcore import tr

PLAN_NAME = "sample.lianfang.gpkg"


def run(arguments: argparse.Namespace) -> int:
    """Build the sample plan, derive its zones, export its stored area in every format."""
    problem = start_qt(arguments.lang)
    from layers.export import FORMATS
    from layers.sample import build_sample_plan

    folder: Path = arguments.out
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PLAN_NAME
    _make_room(path)
    on = arguments.date or date.today()
    with closing(build_sample_plan(path, on, console_progress(tr("Building the sample")))) as store:
        result = analyse(store)
        list_zones(store, result)
        say(str(path))
        say("    " + tr("The sample plan: open it here or in any GIS."))
        areas = [str(uid) for uid in store.patrol_areas()["uid"]]
        export_areas(
            store,
            areas,
            list(FORMATS),
            folder,
            stamp=stamp_of(arguments),
            language=arguments.lang,
            reference_date=None,
            can_draw=not problem,
        )
    if problem:
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.OK


def _make_room(path: Path) -> None:
    """Remove an earlier demo's plan; anything else of that name is kept and named in the error.

    Raises
    ------
    PlanError
        The file is not a sample plan.
    """
    if not path.exists():
        return
    from layers.errors import PlanReadOnly
    from layers.plan.store import PlanStore

    with closing(PlanStore.open(path, read_only=True)) as earlier:
        is_sample = earlier.info().is_sample
    if not is_sample:
        raise PlanReadOnly(path=str(path), reason=tr("it is not the sample; choose another folder"))
    path.unlink()
