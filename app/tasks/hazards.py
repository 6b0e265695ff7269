"""Work on hazards beside the zones, in a worker: one piece at a time, the newest counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.jobs import Job
from app.tasks.newest import NewestTask

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.hazards.grades import Compared, Grade
    from layers.hazards.lists import ScenarioSet
    from layers.hazards.release import Release
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.sources.plain_table import PlainTable
    from layers.spread.receptors import ReceptorTable

#: Takes a plan to read and ``progress``.
Work = Callable[..., Any]


class HazardTask(NewestTask):
    """Runs work over the open plan."""

    def run(self, work: Work) -> None:
        """Do some work; what is under way is given up."""
        self._wish(work)

    def _make_job(self, store: PlanStore, wish: Work) -> Job:
        return Job(_run, store, wish, title=self.tr("Working on hazards"))


def _run(store: PlanStore, work: Work, progress: Progress) -> Any:
    with store.reader() as reader:
        return work(reader, progress=progress)


def read_receptor_table(
    _store: PlanStore, *, path: Path, names: Mapping[str, str], progress: Progress
) -> tuple[str, ReceptorTable]:
    """Read a source–receptor table; its name is that of the file."""
    from layers.spread.receptors import read_receptors

    return path.stem, read_receptors(path, names, table=_rows_of(path, progress))


def read_grade_list(_store: PlanStore, *, path: Path, county: str, progress: Progress) -> tuple[str, tuple[Grade, ...]]:
    """Read the grades and standards of a county."""
    from layers.hazards.grades import read_grades

    return county, read_grades(path, table=_rows_of(path, progress))


def read_action_table(_store: PlanStore, *, path: Path, progress: Progress) -> str:
    """Read a county's own table of protective distances; returned as the text a plan keeps.

    Raises
    ------
    UnusableTable
        It is no such table; the message names line and value.
    """
    import csv
    import io

    from layers.errors import UnusableTable
    from layers.hazards import protective_actions

    rows = _rows_of(path, progress)
    written = io.StringIO()
    for note in rows.notes:
        written.write(f"# {note}\n")
    csv.writer(written, lineterminator="\n").writerows(rows.rows)
    text = written.getvalue()
    try:
        protective_actions.parse(text)
    except ValueError as error:
        raise UnusableTable(path=str(path), reason_code="actions", detail=str(error)) from None
    return text


def _rows_of(path: Path, progress: Progress) -> PlainTable:
    """Have the reader's process read a small table: nobody knows the file yet."""
    from layers.sources import child

    progress(0.1, "reading")
    found: PlainTable = child.shared().ask("read_plain_table", path, progress=progress)
    return found


def past_events(store: PlanStore, *, line_m: float, fix_m: float, progress: Progress) -> gpd.GeoDataFrame:
    """Say on which side of the line past events were."""
    from layers.hazards.history import sides_of_plan

    progress(0.1, "hazard_sources")
    return sides_of_plan(store, line_precision_m=line_m, usual_precision_m=fix_m)


def steps_in_class(store: PlanStore, *, progress: Progress) -> gpd.GeoDataFrame:
    """Find where hazard maps of two counties differ along their line."""
    from layers.hazards.class_steps import class_steps_of_plan

    progress(0.1, "hazard_map")
    return class_steps_of_plan(store)


def run_release(
    store: PlanStore,
    *,
    at: tuple[float, float],
    near_m: float,
    numbers: Mapping[str, Any],
    progress: Progress,
) -> Release | None:
    """Follow a release into the air."""
    from layers.hazards.release import release_of_plan

    progress(0.1, "hazard_sources")
    return release_of_plan(store, numbers, *at, near_m=near_m)


@dataclass(frozen=True)
class RanSets:
    """Sets of numbers side by side.

    Attributes
    ----------
    sets : tuple of ScenarioSet
    hazards : tuple of str
        What was derived.
    outcomes, summary : frames of :mod:`layers.zones.scenarios`
    standing : DataFrame
        ``layers.zones.scenarios.standing``: each zone of any set, and under which it is shared.
    """

    sets: tuple[ScenarioSet, ...]
    hazards: tuple[str, ...]
    outcomes: pd.DataFrame
    summary: pd.DataFrame
    standing: gpd.GeoDataFrame


def run_sets(store: PlanStore, *, sets: Sequence[ScenarioSet], hazards: tuple[str, ...], progress: Progress) -> RanSets:
    """Derive the zones of some hazards under every set."""
    from dataclasses import replace

    from layers.workflow import analysis_inputs
    from layers.zones.scenarios import outcomes, run, standing, summary

    progress(0.0, "borders")
    parameters = replace(store.parameters(), hazards=hazards)
    results = run(analysis_inputs(store), parameters, [one.scenario() for one in sets], progress=progress)
    return RanSets(tuple(sets), hazards, outcomes(results), summary(results), standing(results))


def write_rows(
    path: Path, kind: str, rows: Any, names: Mapping[str, str], language: str, *args: Any, progress: Progress
) -> Path:
    """Write a list as a workbook: ``sides``, ``grades``, ``receptors`` or ``class_steps``."""
    from app.sheets.words import load_words
    from layers.export import hazard_lists

    progress(0.1, "export")
    words = load_words(language)
    if kind == "sides":
        return hazard_lists.write_sides(path, rows, names, words, args[0])
    if kind == "grades":
        compared: Sequence[Compared] = rows
        first, second = args
        return hazard_lists.write_grades(path, compared, first, second, words)
    if kind == "receptors":
        return hazard_lists.write_receptors(path, rows, names, words)
    if kind == "sets":
        return hazard_lists.write_sets(path, rows.sets, rows.outcomes, rows.summary, rows.standing, names, words)
    return hazard_lists.write_class_steps(path, rows, names, words)
