"""The log of a zone's states: what the counties did about it, when, and who wrote it down.

The log is plain data, the oldest entry first: ``{"state", "at", "note", "by"}``.  An empty log means that the zone
was identified by the analysis and nothing more was said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from layers.kinds import ZoneStatus

Log = Sequence[Mapping[str, Any]]


def added(log: Log | None, state: ZoneStatus | str, at: str, *, note: str = "", by: str = "") -> list[dict[str, Any]]:
    """Return a log with one more entry.

    Parameters
    ----------
    log : sequence of mapping or None
        As it is stored.
    state : ZoneStatus or str
    at : str
        UTC, ISO 8601.
    note, by : str
        What there is to say, and who says it.

    Raises
    ------
    ValueError
        There is no such state.
    """
    entry = {"state": ZoneStatus(state).value, "at": at, "note": note.strip(), "by": by.strip()}
    return [*(dict(one) for one in log or ()), entry]


def current(log: Log | None, status: str = "") -> ZoneStatus:
    """Return where a zone stands: its last entry, or the state stored beside an empty log."""
    if log:
        return ZoneStatus(log[-1]["state"])
    return ZoneStatus(status) if status else ZoneStatus.IDENTIFIED
