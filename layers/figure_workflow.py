"""Whether the figures of a plan still hold: what desktop and command line share.  The plan is only read."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from layers import workflow, zone_workflow
from layers.errors import AnalysisError
from layers.progress import Progress, part, silent
from layers.zones.causes import Basis
from layers.zones.model import Parameters

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.figures import Stored, ZoneCheck


def stored_zones(store: PlanStore) -> Stored:
    """Return what a plan holds of its zones.

    Raises
    ------
    AnalysisError
        The plan was never analysed.
    """
    from layers.zones.figures import Stored

    facts = store.result_facts()
    if not facts:
        raise AnalysisError(missing="zones")
    aside = frozenset(store.zones_aside()["uid"].astype(str))
    return Stored(store.zones(), store.parts(), Basis.from_facts(facts), int(facts["metric_epsg"]), aside)


def basis_now(store: PlanStore) -> Basis:
    """Return what an analysis of a plan would be made from now; rasters count where the stored one read them."""
    then = Parameters.from_dict(store.result_facts().get("parameters", {}))
    return Basis.from_facts({**workflow.input_facts(store, then), "parameters": store.parameters().as_dict()})


def check_figures(
    store: PlanStore,
    *,
    uids: Collection[str] | None = None,
    groups: Collection[str] | None = None,
    progress: Progress = silent,
) -> list[ZoneCheck]:
    """Work the figures of a plan's zones out again, from their outlines, their evidence and the layers of now.

    Parameters
    ----------
    uids : collection of str, optional
        Zones; all by default.
    groups : collection of str, optional
        Keys of :data:`layers.zones.figures.GROUPS`; all by default.

    Raises
    ------
    AnalysisError
        The plan was never analysed, or has no counties.
    """
    from layers.zones.figures import GROUPS, check

    stored = stored_zones(store)
    progress(0.0, "reading")
    inputs, now = workflow.with_terrain(store, workflow.build_inputs(store)), basis_now(store)
    rest = part(progress, 0.2, 1.0)
    return check(stored, inputs, now, uids=uids, groups=tuple(GROUPS) if groups is None else groups, progress=rest)


def compare_figures(store: PlanStore, *, progress: Progress = silent) -> list[ZoneCheck]:
    """Derive the zones of a plan again, and say what comes out otherwise than it is stored; nothing is replaced.

    Raises
    ------
    AnalysisError
        The plan was never analysed, or has no counties.
    """
    from layers.zones import derive
    from layers.zones.comparing import compared

    stored = stored_zones(store)
    progress(0.0, "reading")
    inputs, parameters = workflow.analysis_inputs(store), store.parameters()
    fresh = derive(inputs, parameters, previous=zone_workflow.previous(store), progress=part(progress, 0.05, 0.95))
    return compared(stored, fresh, basis_now(store))
