"""What counties did together, with its date, and to which border or agreement each meeting and drill belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from layers.agreements.coverage import how_covered
from layers.agreements.parties import county_codes
from layers.agreements.vocabulary import CoverageKind

_OWN = (CoverageKind.PARTY, CoverageKind.NAMED)


@dataclass(frozen=True)
class Dated:
    """One row with its day."""

    uid: str
    day: str  # ISO date


def held(rows: pd.DataFrame, on: date) -> Iterator[Mapping[str, Any]]:
    """Return the rows that had taken place on a date; one without a readable day has not."""
    for row in rows.to_dict("records"):
        try:
            day = date.fromisoformat(str(row["date"]))
        except ValueError:
            continue
        if day <= on:
            yield {str(key): value for key, value in row.items()}


def latest(
    rows: pd.DataFrame,
    agreements: pd.DataFrame,
    counties: Sequence[str],
    on: date,
    *,
    matters: Callable[[Mapping[str, Any]], bool] = lambda _row: True,
) -> Dated | None:
    """Return the last meeting or drill of two counties, None when none is on record.

    It is theirs when both take part, when it names their border, or when it was held under an agreement of their own.
    """
    own = {
        str(row["uid"]) for row in agreements.to_dict("records") if how_covered(row, counties) in _OWN
    }  # what a superior led is not theirs
    best: Dated | None = None
    for row in held(rows, on):
        if (best is None or row["date"] > best.day) and matters(row) and _belongs(row, counties, own):
            best = Dated(str(row["uid"]), str(row["date"]))
    return best


def of_agreement(
    rows: pd.DataFrame,
    agreement: Mapping[str, Any],
    on: date,
    *,
    matters: Callable[[Mapping[str, Any]], bool] = lambda _row: True,
) -> Dated | None:
    """Return the last row that was held under an agreement."""
    found = [
        Dated(str(row["uid"]), str(row["date"])) for row in held(rows, on) if is_of(row, agreement) and matters(row)
    ]
    return max(found, key=lambda one: one.day, default=None)


def is_of(row: Mapping[str, Any], agreement: Mapping[str, Any]) -> bool:
    """Tell whether a meeting or drill belongs to an agreement.

    It does when it names it.  One that names no agreement does when all counties of the agreement, two or more, took
    part themselves: whoever enters a meeting does not always tick what it was held under.
    """
    if row["agreements"]:
        return agreement["uid"] in row["agreements"]
    counties = county_codes(agreement["parties"])
    return len(counties) > 1 and set(counties) <= set(county_codes(row["parties"]))


def _belongs(row: Mapping[str, Any], counties: Sequence[str], own: set[str]) -> bool:
    return how_covered(row, counties) in _OWN or bool(own & set(row["agreements"]))
