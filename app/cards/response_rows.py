"""The rows of the tables about who gets there first, made from a study."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from layers.response.measures import rows_of

if TYPE_CHECKING:
    from app.tasks.response import Arriving, Lines
    from layers.response.study import Study


@dataclass(frozen=True)
class ArrivalRow:
    """One responder on the way to a place or a line."""

    who: int
    name: str
    county: str
    minutes: float
    road_min: float
    foot_min: float
    back_min: float
    strength: float


@dataclass(frozen=True)
class CountyRow:
    """Coverage of a county."""

    county: int
    whole: float
    own: float
    joint: float


@dataclass(frozen=True)
class LossRow:
    """What the loss of a responder costs."""

    who: int
    name: str
    county: str
    first_for: float
    later_min: float
    lost: float


@dataclass(frozen=True)
class HelpRow:
    """Who saves whom how much."""

    helper: int
    helped: int
    saved: float
    mean_min: float


def arrival_rows(study: Study, arriving: Arriving) -> list[ArrivalRow]:
    """Return who comes to a place, the first first."""
    coming, who = arriving.coming, study.travel.land.who
    order = np.argsort(coming.minutes, kind="stable")
    return [
        ArrivalRow(
            at,
            str(who["name"].iloc[at]),
            str(who["county"].iloc[at]),
            float(coming.minutes[at]),
            float(coming.road_min[at] + coming.access_min[at]),
            float(coming.foot_min[at]),
            float(coming.back_min[at]),
            float(who["strength"].iloc[at]),
        )
        for at in order.tolist()
        if math.isfinite(coming.minutes[at])
    ]


def line_rows(study: Study, lines: Lines, pair: int) -> list[ArrivalRow]:
    """Return who is at a line when, the first first."""
    who, table = study.travel.land.who, lines.table
    return [
        ArrivalRow(
            int(one.who),
            str(who["name"].iloc[int(one.who)]),
            str(who["county"].iloc[int(one.who)]),
            one.minutes,
            one.road_min,
            one.foot_min,
            math.nan,
            float(who["strength"].iloc[int(one.who)]),
        )
        for one in rows_of(table[table["pair"] == pair])
    ]


def help_rows(study: Study, weight: str) -> list[HelpRow]:
    """Return who helps whom, most first; counties whose weight is not known are left out."""
    aid, unknown, codes = study.mutual_aid(weight), study.unknown_of(weight) | study.unheard, study.basis.codes
    rows = [
        HelpRow(int(a), int(b), float(aid.helped[a, b]), float(aid.helped[a, b] / aid.weight[b]))
        for a, b in zip(*np.nonzero(aid.helped), strict=True)
        if codes[int(b)] not in unknown
    ]
    return sorted(rows, key=lambda one: -one.saved)


def coverage_rows(study: Study, weight: str, minutes: float) -> list[CountyRow]:
    """Return coverage by county within some minutes."""
    table = study.coverage(weight, (minutes,))
    return [CountyRow(int(one.county), one.whole, one.own, one.joint) for one in rows_of(table)]


def loss_rows(study: Study, minutes: float) -> list[LossRow]:
    """Return what the loss of each responder costs, the dearest first."""
    who, table = study.travel.land.who, study.without_each("people", (minutes,))
    rows = [
        LossRow(at, str(who["name"].iloc[at]), str(who["county"].iloc[at]), *map(float, table.iloc[at]))
        for at in range(len(table))
    ]
    return sorted(rows, key=lambda one: -one.first_for * (one.later_min if math.isfinite(one.later_min) else 0.0))


def county_at(study: Study, x: float, y: float) -> str:
    """Return the code of the county a place in metres lies in; "" outside all."""
    land = study.travel.land
    cell = int(land.grid.cell_of(np.array([x]), np.array([y]))[0])
    row = int(land.county.ravel()[cell]) if cell >= 0 else -1
    return study.basis.codes[row] if row >= 0 else ""
