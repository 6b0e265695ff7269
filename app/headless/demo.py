"""``demo --out DIR``: the main job on the built-in sample, with or without a display."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.headless.analysing import analyse, list_zones
from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt
from app.headless.exporting import export_areas, stamp_of
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

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
        _write_agreement(store, arguments, can_draw=not problem)
        _write_year(store, arguments)
        if not problem:
            _write_plates(store, arguments)
    if problem:
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.OK


def _write_agreement(store: PlanStore, arguments: argparse.Namespace, *, can_draw: bool) -> None:
    """Write the forest agreement over the sample's area, with its annexes in one file."""
    from app.headless.agreement import tell
    from app.tasks.agreement import AgreementRequest, write_agreement
    from layers.documents.kinds import Choices, DocumentKind

    request = AgreementRequest(
        choices=Choices(DocumentKind.FOREST),
        stamp=stamp_of(arguments),
        folder=arguments.out,
        language=arguments.lang,
        formats=("docx", "pdf") if can_draw else ("docx",),
        alone=False,
    )
    tell(write_agreement(store, request, can_draw=can_draw), arguments.lang)


def _write_year(store: PlanStore, arguments: argparse.Namespace) -> None:
    """Write the sample's calendar, annual plan and evaluation."""
    from app.tasks.year_writing import YearRequest, write_year

    year = store.info().reference_date.year
    request = YearRequest(year, arguments.out, arguments.lang, stamp_of(arguments), ("ics", "xlsx", "docx"))
    for path in write_year(store, request, can_draw=False):
        say(str(path))


def _write_plates(store: PlanStore, arguments: argparse.Namespace) -> None:
    """Write a plate of the sample's area, and the gap map of agreements."""
    from app.sheets.words import load_words
    from app.tasks.plates import write_plates
    from layers.plates.model import Paper, PlateSpec, Subject, SubjectKind

    words = load_words(arguments.lang)
    stamp = stamp_of(arguments)
    usual = PlateSpec(
        paper=Paper.A3,
        purpose=stamp.purpose,
        classification=stamp.classification,
        review_number=stamp.review_number,
        language=arguments.lang,
    )
    uids = [str(uid) for uid in store.patrol_areas()["uid"]]
    wanted = [("plate.file_area", replace(usual, subject=Subject(SubjectKind.AREA, uid))) for uid in uids[:1]]
    wanted.append(("plate.file_gaps", replace(usual, gaps="forest")))
    for key, spec in wanted:
        for path in write_plates(store, spec, arguments.out / f"{words[key]}.pdf"):
            say(str(path))


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
