"""Areas and shares as they are printed, so that a printed whole is the sum of its printed parts.

A part is rounded once, to the whole square metre; hm² with four decimals and 亩 with four decimals are
then exact (1 m² = 0.0001 hm² = 0.0015 亩), so sums agree in every unit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from layers.patrol.model import PatrolReport


@dataclass(frozen=True)
class PartFigures:
    """One county's part; ``county`` is "" for what lies in no loaded county."""

    county: str
    name: str
    m2: int
    share_text: str


@dataclass(frozen=True)
class AreaFigures:
    """The parts and their sum."""

    parts: tuple[PartFigures, ...]

    @property
    def total_m2(self) -> int:
        """Return the whole, in m²: the sum of the printed parts."""
        return sum(part.m2 for part in self.parts)


def area_figures(report: PatrolReport) -> AreaFigures:
    """Return the printed areas of a patrol area by county, in the report's order."""
    rows = [(share.county, share.name, round(share.area_ha * 10_000)) for share in report.shares]
    outside_m2 = round(report.outside_ha * 10_000)
    if outside_m2 > 0:
        rows.append(("", "", outside_m2))
    shares = percent_texts([m2 for _, _, m2 in rows])
    return AreaFigures(
        tuple(PartFigures(code, name, m2, text) for (code, name, m2), text in zip(rows, shares, strict=True))
    )


def percent_texts(amounts: Sequence[float], decimals: int = 2) -> list[str]:
    """Return shares in percent that add up to exactly 100 (largest remainders get the last digit)."""
    total = math.fsum(amounts)
    if total <= 0:
        return ["0" if decimals == 0 else "0." + "0" * decimals for _ in amounts]
    units = 100 * 10**decimals
    exact = [amount / total * units for amount in amounts]
    floors = [math.floor(value) for value in exact]
    left = units - sum(floors)
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[:left]:
        floors[i] += 1
    return [str(Decimal(value).scaleb(-decimals)) for value in floors]


def hectares_text(m2: int) -> str:
    """Return square metres as hm² with four decimals, exactly."""
    return f"{Decimal(m2).scaleb(-4):.4f}"


def mu_text(m2: int) -> str:
    """Return square metres as 亩 with four decimals, exactly (1 亩 = 10 000/15 m²)."""
    return f"{(Decimal(m2) * 15).scaleb(-4):.4f}"
