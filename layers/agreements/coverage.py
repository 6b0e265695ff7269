"""Which agreement covers which border, and what the border's state is on a date.

The rule: an agreement covers a border when both counties, or townships or villages in each, are parties, or
when the border is named in it.  A superior's agreement (a province or prefecture stands for at least one of
the counties) is shown as 上级覆盖 and leaves the state as it is.  No dates means 期限不详: never "in force",
never "expired".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pandas as pd

from layers.agreements.parties import county_codes, reach_of
from layers.agreements.vocabulary import (
    HAZARD_GROUP,
    AgreementState,
    BorderState,
    CoverageKind,
    emergency_of,
)

#: Columns of :func:`covering`.
COVERING_COLUMNS = ("uid", "name", "how", "in_force")
#: An agreement that ends within this many days is 将到期.
EXPIRING_DAYS = 180


@dataclass(frozen=True)
class BorderCover:
    """What stands between counties for one hazard on one date.

    Attributes
    ----------
    state : BorderState
        From the agreements of the counties themselves only.
    agreements : tuple of str
        Uids of the agreements that gave the state.
    superior : tuple of str
        Uids of superiors' agreements that are not over: told beside the state.
    """

    state: BorderState
    agreements: tuple[str, ...] = ()
    superior: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartyGap:
    """Two counties that are parties of one agreement and share no line."""

    first: str
    second: str
    known: bool  # False: a county is neither loaded nor in the gazetteer, so nobody can tell


def applies_to(hazards: Iterable[str], hazard: str) -> bool:
    """Tell whether the hazards listed in an agreement include one.

    ``natural`` alone includes forest fire and rivers; beside a narrower entry it does not widen it.  An
    agreement that lists nothing is taken to include nothing: what it covers has not been said.
    """
    listed = set(hazards)
    if str(hazard) in listed:
        return True
    group = emergency_of(str(hazard))
    narrower = {one for one, its_group in HAZARD_GROUP.items() if its_group is group}
    return group is not None and group in listed and not (listed & narrower)


def in_force(agreement: Mapping[str, Any], on: date) -> bool | None:
    """Tell whether an agreement is in force on a date; None when its dates do not say (期限不详).

    Both first and last day count.  Drafts, talks and ended agreements are not in force whatever their dates.
    """
    if agreement["state"] != AgreementState.SIGNED:
        return False
    start, end = (_day(agreement[name]) for name in ("start", "end"))
    if (start is not None and on < start) or (end is not None and on > end):
        return False
    return None if end is None else True


def covering(agreements: pd.DataFrame | None, counties: Sequence[str], hazard: str, on: date) -> pd.DataFrame:
    """Return the agreements that cover a border, or the meeting point of several counties.

    Parameters
    ----------
    agreements : DataFrame or None
        Columns of :data:`layers.agreements.register.AGREEMENT_COLUMNS`.
    counties : sequence of str
        Six-digit codes of the two counties, or of all counties of a zone; every one must be covered.
    hazard : str
        Only agreements about it count, see :func:`applies_to`.
    on : date
        The plan's reference date.

    Returns
    -------
    DataFrame
        ``uid``, ``name``, ``how`` (:class:`CoverageKind` value), ``in_force`` (True, False, or None for
        期限不详), in the register's order.  Drafts and expired agreements are listed too.
    """
    rows = [
        (row["uid"], row["name"], how.value, in_force(row, on)) for row, how in _covering(agreements, counties, hazard)
    ]
    return pd.DataFrame(rows, columns=list(COVERING_COLUMNS), dtype=object)


def border_state(
    agreements: pd.DataFrame | None,
    counties: Sequence[str],
    hazard: str,
    on: date,
    *,
    expiring_days: int = EXPIRING_DAYS,
) -> BorderCover:
    """Return the state of a border for one hazard on a date: the best that any agreement of the counties gives."""
    order = list(BorderState)
    best = BorderState.NONE
    given: list[str] = []
    superior: list[str] = []
    for row, how in _covering(agreements, counties, hazard):
        state = state_alone(row, on, expiring_days)
        if how is CoverageKind.SUPERIOR:
            if state not in (BorderState.EXPIRED, BorderState.NONE):
                superior.append(str(row["uid"]))
            continue
        if order.index(state) < order.index(best):
            best, given = state, []
        if state is best and best is not BorderState.NONE:
            given.append(str(row["uid"]))
    return BorderCover(best, tuple(given), tuple(superior))


def non_adjacent_parties(agreement: Mapping[str, Any], borders: Iterable[str]) -> tuple[PartyGap, ...]:
    """Return the pairs of an agreement's counties that share no line.

    Such an agreement is valid (门头沟–蔚县) but has no border of its own to stand on, which the planner must be
    told.  Counties of the plan are judged by its borders, others by the gazetteer.

    Parameters
    ----------
    agreement : mapping
        A row of the register.
    borders : iterable of str
        The plan's border pairs, ``"110109|130730"``; an outer line is ``"110109|"``.
    """
    codes = county_codes(agreement["parties"])
    pairs = set(borders)
    loaded = {code for pair in pairs for code in pair.split("|") if code}
    outside = [code for code in codes if code not in loaded]
    shapes = _gazetteer_shapes(codes) if outside else {}
    gaps = []
    for first, second in combinations(codes, 2):
        if {first, second} <= loaded:
            if f"{first}|{second}" not in pairs:
                gaps.append(PartyGap(first, second, known=True))
        elif first not in shapes or second not in shapes:
            gaps.append(PartyGap(first, second, known=False))
        elif shapes[first].boundary.intersection(shapes[second].boundary).length == 0:
            gaps.append(PartyGap(first, second, known=True))
    return tuple(gaps)


def _covering(
    agreements: pd.DataFrame | None, counties: Sequence[str], hazard: str
) -> list[tuple[dict[str, Any], CoverageKind]]:
    """Return the rows about a hazard that cover all the counties, with how."""
    codes = sorted(set(counties))
    if agreements is None or agreements.empty or len(codes) < 2:
        return []
    found = []
    for row in agreements.to_dict("records"):
        if not applies_to(row["hazards"], hazard):
            continue
        how = how_covered(row, codes)
        if how is not None:
            found.append(({str(key): value for key, value in row.items()}, how))
    return found


def how_covered(agreement: Mapping[Any, Any], counties: Sequence[str]) -> CoverageKind | None:
    """Return how an agreement covers a border, whatever it is about; None when it does not.

    Parameters
    ----------
    agreement : mapping
        A row of the register.
    counties : sequence of str
        Codes of the two counties, or of all counties that meet.
    """
    codes = sorted(set(counties))
    reaches = [reach_of(code, agreement["parties"]) for code in codes]
    if all(reach == "own" for reach in reaches):
        return CoverageKind.PARTY
    wanted = {f"{first}|{second}" for first, second in combinations(codes, 2)}
    named = wanted & set(agreement["borders"])
    if {code for pair in named for code in pair.split("|")} == set(codes):
        return CoverageKind.NAMED
    return CoverageKind.SUPERIOR if all(reaches) else None


def state_alone(agreement: Mapping[str, Any], on: date, expiring_days: int = EXPIRING_DAYS) -> BorderState:
    """Return what one agreement alone would make of its border on a date."""
    if agreement["state"] in (AgreementState.DRAFT, AgreementState.NEGOTIATING):
        return BorderState.NEGOTIATING
    if agreement["state"] == AgreementState.ENDED:
        return BorderState.EXPIRED
    start, end = (_day(agreement[name]) for name in ("start", "end"))
    if end is not None and on > end:
        return BorderState.EXPIRED
    if start is not None and on < start:
        return BorderState.NEGOTIATING  # signed, but its time has not come
    if end is None:
        return BorderState.UNDATED
    return BorderState.EXPIRING if end - on <= timedelta(days=expiring_days) else BorderState.IN_FORCE


def _day(text: Any) -> date | None:
    """Read a stored day; one that cannot be read is unknown (the register's checks tell it)."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None


def _gazetteer_shapes(codes: Sequence[str]) -> dict[str, Any]:
    from layers.sources.gazetteer import polygons

    frame = polygons(codes)
    return dict(zip(frame["code"], frame.geometry, strict=True))
