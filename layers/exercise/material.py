"""All that the papers of an exercise are made from, gathered from a plan once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from layers.exercise.checks import Check, check_all
from layers.exercise.evaluation import Light, Reinforcement, light
from layers.exercise.injects import injects
from layers.exercise.model import Exercise, Inject, Site, SiteKind
from layers.exercise.rings import Ring, rings
from layers.exercise.rows import exercises_of, injects_of, sites_of
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.exercise.reading import PlanLand, Situation
    from layers.plan.store import PlanStore
    from layers.spread.fire_land import FireLand


@dataclass(frozen=True)
class LastDrill:
    """The last drill of a border on record."""

    day: str
    name: str
    days: int


@dataclass(frozen=True)
class Material:
    """An exercise with everything that was worked out for it.

    Attributes
    ----------
    exercise : Exercise
    sites : tuple of Site
    script : tuple of Inject
        As the plan keeps it; worked out from the physics where it keeps none.
    checks : mapping of uid to checks
    rings : tuple of Ring
    light : Light, optional
    reinforcements : tuple of Reinforcement
    situation : Situation, optional
    names : mapping
        County code → name.
    contacts : DataFrame
    last : LastDrill, optional
    plan_title : str
    reference_date : date
    is_sample : bool
    problem : str
        Why nothing could be run, as a sentence; "".
    """

    exercise: Exercise
    sites: tuple[Site, ...]
    script: tuple[Inject, ...]
    checks: Mapping[str, tuple[Check, ...]]
    rings: tuple[Ring, ...]
    light: Light | None
    reinforcements: tuple[Reinforcement, ...]
    situation: Situation | None
    names: Mapping[str, str]
    contacts: pd.DataFrame
    last: LastDrill | None
    plan_title: str
    reference_date: date
    is_sample: bool
    problem: str = field(default="")


def of_plan(store: PlanStore) -> list[Exercise]:
    """Return the exercises of a plan in the order they were made."""
    return exercises_of(store.exercises())


def ordered(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return sites by kind, those of a kind in the order they were placed."""
    order = list(SiteKind)
    return tuple(sorted(sites, key=lambda one: order.index(one.kind)))


def parts_of(store: PlanStore, exercise: str) -> tuple[tuple[Site, ...], tuple[Inject, ...]]:
    """Return the sites and the script of an exercise, sites by kind and in the order they were placed."""
    mine = [one for one in sites_of(store.exercise_sites()) if one.exercise == exercise]
    script = [one for one in injects_of(store.exercise_injects()) if one.exercise == exercise]
    return ordered(mine), tuple(script)


def gather(
    store: PlanStore,
    exercise: Exercise,
    *,
    land: PlanLand | None = None,
    fire: FireLand | None = None,
    progress: Progress = silent,
) -> Material:
    """Work out everything about an exercise; the plan is only read.

    Parameters
    ----------
    store : PlanStore
    exercise : Exercise
    land, fire : optional
        Read before.

    Raises
    ------
    AnalysisError
        The plan has no counties.

    Notes
    -----
    Where nothing can run from the start (:class:`~layers.errors.AnalysisError`), the sites are checked without, and
    ``problem`` says why.
    """
    from layers import workflow
    from layers.agreements.events import latest
    from layers.errors import AnalysisError
    from layers.exercise import reading

    sites, script = parts_of(store, exercise.uid)
    land = land or reading.plan_land(store, part(progress, 0.0, 0.4))
    problem, found = "", None
    try:
        found = reading.situation(store, land, exercise, sites, fire=fire, progress=part(progress, 0.4, 0.8))
    except AnalysisError as error:
        problem = str(error)
        found = reading.without_run(land, exercise, sites, part(progress, 0.4, 0.8))
    info = store.info()
    ground = found.ground if found is not None else None
    if not script:
        script = injects(exercise, sites, found.run if found is not None else None, ground)
    last = None
    if len(exercise.counties) >= 2:
        drills = store.book("lf_drill")
        dated = latest(drills, store.agreements(), exercise.counties[:2], info.reference_date)
        if dated is not None:
            name = str(drills.loc[drills["uid"] == dated.uid, "name"].iloc[0])
            last = LastDrill(dated.day, name, (info.reference_date - date.fromisoformat(dated.day)).days)
    progress(0.9, "exercise")
    made = Material(
        exercise=exercise,
        sites=sites,
        script=script,
        checks=check_all(ground, exercise, sites) if ground is not None else {},
        rings=tuple(rings(ground, exercise, sites)) if ground is not None else (),
        light=light(exercise, sites),
        reinforcements=tuple(reading.reinforcements(land, sites)),
        situation=found,
        names=workflow.county_names(store),
        contacts=store.contacts(),
        last=last,
        plan_title=info.title,
        reference_date=info.reference_date,
        is_sample=info.is_sample or any(layer.is_sample for layer in store.layers()),
        problem=problem,
    )
    progress(1.0, "exercise")
    return made
