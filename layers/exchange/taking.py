"""Take a plan in: what was decided becomes one gesture of our plan, which undo takes back as a whole."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from layers.errors import ExchangeStale
from layers.exchange.journal import Handover
from layers.exchange.lineage import read_lineage
from layers.exchange.model import Decisions, Merged
from layers.exchange.plans import PlanComparison
from layers.exchange.resolving import resolve
from layers.exchange.writing import copied_rasters, write_merged
from layers.plan.content_hash import content_hash
from layers.plan.frames import to_json
from layers.plan.schema import Table
from layers.plan.store import PlanStore

#: Code of the gesture.
TAKEN_IN = "taken_in"


@dataclass(frozen=True)
class TakenIn:
    """What a take-in did.

    Attributes
    ----------
    change_id : of the gesture; 0 when nothing had to be changed
    merged : what was written
    content_hash : what the plan says now
    missing_rasters : titles of raster layers that came without their file
    is_complete : nothing was left for later, so that what was declined is not asked again
    """

    change_id: int
    merged: Merged
    content_hash: str
    missing_rasters: tuple[str, ...] = ()
    is_complete: bool = True


def take_in(
    store: PlanStore,
    found: PlanComparison,
    decisions: Decisions,
    theirs: PlanStore,
    *,
    handover: Handover | None = None,
    person: str = "",
) -> TakenIn:
    """Write decisions about another plan into ours.

    Parameters
    ----------
    found : PlanComparison
        As the two plans were compared.
    decisions : mapping
        Differences that are no conflict and have no decision are accepted.
    theirs : PlanStore
        Open in this thread.
    handover : Handover, optional
        Who gave it.
    person : str
        Who takes it in.

    Raises
    ------
    ExchangeStale
        One of the plans was changed since they were compared: theirs may be a file that somebody works on.
    UndecidedDifferences, ShapingError
        See :func:`layers.exchange.resolving.resolve`; nothing is written.
    PlanReadOnly, PlanNotSaved
        The plan cannot be written; it is as it was.
    """
    for plan, state in ((store, found.ours_state), (theirs, found.their_state)):
        if read_lineage(plan._db).head != state:
            raise ExchangeStale(path=str(plan.path))
    merged = resolve(found.comparison, decisions, epsg=found.epsg)
    their_layers = {own: uid for (table, uid), own in found.comparison.renamed.items() if table == Table.LAYER}
    files, missing = copied_rasters(store, merged, theirs, their_layers)
    if merged.is_empty and (merged.later or not found.their_known):
        return TakenIn(0, merged, found.our_hash, missing, merged.later == 0)
    with store.change(TAKEN_IN, **_facts(merged, handover)) as change:
        write_merged(store, merged, theirs, files, their_layers)
        store.write_rows(Table.TAKEN, {uuid.uuid4().hex: _row(found, merged, handover, person)})
    return TakenIn(change.id, merged, content_hash(store), missing, merged.later == 0)


def _facts(merged: Merged, handover: Handover | None) -> dict[str, Any]:
    """Return what the history says of it."""
    return {
        "title": "" if handover is None else handover.title,
        "name": "" if handover is None else handover.county_name or handover.person,
        "count": merged.accepted,
        "declined": merged.declined,
        "later": merged.later,
    }


def _row(found: PlanComparison, merged: Merged, handover: Handover | None, person: str) -> dict[str, Any]:
    """Return the row of ``lf_taken``; with something left for later their states stay unknown, so it is asked again."""
    given = handover or Handover("", "")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "person": person,
        "given_at": given.at,
        "given_by": given.person,
        "county": given.county,
        "county_name": given.county_name,
        "title": given.title,
        "our_state": found.ours_state,
        "state": found.their_state,
        "content_hash": found.their_hash,
        "known": to_json(sorted(found.their_known) if merged.later == 0 else []),
        "renamed": to_json(found.pairs),
        "accepted": to_json({"accepted": merged.accepted, "declined": merged.declined, "later": merged.later}),
    }
