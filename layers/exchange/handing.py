"""Hand a plan over: a package with the plan, its rasters, and who gave it when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from layers.exchange import journal
from layers.exchange.journal import Handover
from layers.exchange.lineage import read_lineage
from layers.plan.package import PackResult, pack
from layers.plan.store import PlanStore
from layers.plan.version import program_version
from layers.progress import Progress, silent

#: Keys of the manifest: this hand-over, and those before it.
HANDOVER, EARLIER = "handover", "handovers"


@dataclass(frozen=True)
class Handed:
    """A plan that was handed over; ``is_noted``: the plan itself knows of it (a plan on a locked stick cannot)."""

    packed: PackResult
    handover: Handover
    is_noted: bool


def hand_over(
    store: PlanStore,
    out: str | Path,
    *,
    person: str = "",
    county: str = "",
    county_name: str = "",
    to: str = "",
    note: str = "",
    progress: Progress = silent,
) -> Handed:
    """Pack an open plan for another county, and note in both what was given.

    In the thread that opened the plan; a job calls :func:`pack_for` and lets the writer call :func:`note`.

    Raises
    ------
    PackageNotSaved, FileExistsError
        See :func:`layers.plan.package.pack`; nothing is noted then.
    """
    given = Handover(uid="", at="", person=person, county=county, county_name=county_name, to=to, note=note)
    packed, handover = pack_for(store, out, given, progress=progress)
    return Handed(packed, handover, note_in(store, handover))


def pack_for(
    store: PlanStore, out: str | Path, given: Handover, *, progress: Progress = silent
) -> tuple[PackResult, Handover]:
    """Pack a plan with a note of who gives it; the plan itself is only read, so any thread may do it.

    Parameters
    ----------
    given : Handover
        Person, county, for whom and remark; the rest is filled in.
    """
    made: list[Handover] = []

    def told(db: apsw.Connection, content_hash: str) -> Mapping[str, Any]:
        info = store_info(db)
        handover = replace(
            given,
            uid=uuid.uuid4().hex,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            what=journal.GIVEN,
            state=read_lineage(db).head,
            content_hash=content_hash,
            plan_uid=info[0],
            title=info[1],
            program=program_version(),
        )
        earlier = journal.read(db)
        with db:
            journal.write(db, [*earlier, handover])
        made.append(handover)
        return {HANDOVER: handover.as_dict(), EARLIER: [one.as_dict() for one in earlier]}

    packed = pack(store, out, extra=told, progress=progress)
    return packed, made[-1]


def store_info(db: apsw.Connection) -> tuple[str, str]:
    """Return uid and title of a plan."""
    row: Any = db.execute("SELECT uid, title FROM lf_plan").fetchone()
    return str(row[0]), str(row[1])


def note_in(store: PlanStore, handover: Handover) -> bool:
    """Write a hand-over or a take-in into a plan's list; False where the plan cannot be written."""
    return store.write_beside(lambda db: journal.write(db, [*journal.read(db), handover]))


def handovers(store: PlanStore) -> tuple[Handover, ...]:
    """Return when a plan was handed over and what it took in, oldest first."""
    return journal.read_all(store._db)
