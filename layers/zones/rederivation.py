"""A stored zone judged again: class, lead, support, shares and score from what the zone itself holds.

No layer is read.  A figure that comes out as it is stored holds; with other parameters the same says what they would
change, as far as the hazard pieces stay the zone's own: thresholds, α, the tolerance of equal shares, weights of
the score.  What decides how pieces are cut, joined and reached (bands, wind, fuel, gaps) needs an analysis.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from layers.errors import AnalysisError
from layers.zones.edits import as_derived
from layers.zones.judging import Found, judge
from layers.zones.model import Parameters
from layers.zones.ranking import score
from layers.zones.responsibility import responsibility

#: Shares and scores that differ by less say the same: they are stored to six decimals.
TOLERANCE = 2e-6


@dataclass(frozen=True)
class Rederived:
    """What follows from a stored zone; the names are those of its columns.

    ``zone_class`` is None when under these parameters there is not enough hazard for a zone.
    """

    zone_class: str | None
    counties: tuple[str, ...]
    hazard_share: Mapping[str, float | None]
    exposure_share: Mapping[str, float | None]
    lead: str
    supports: tuple[str, ...]
    rotation: bool
    responsibility: Mapping[str, float]
    score_parts: tuple[Mapping[str, Any], ...]
    score: float

    def differing(self, zone: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the columns of a stored zone that say something else, in the order of the fields.

        What a hand changed is compared as the analysis had it.
        """
        stored = as_derived(zone)
        return tuple(name for name in COLUMNS if not _is_same(getattr(self, name), stored[name]))


#: Columns that are derived again.
COLUMNS = (
    "zone_class",
    "counties",
    "hazard_share",
    "exposure_share",
    "lead",
    "supports",
    "rotation",
    "responsibility",
    "score_parts",
    "score",
)


def can_rederive(zone: Mapping[str, Any]) -> bool:
    """Return whether a zone holds what it was judged by: those derived by older programs do not."""
    return bool(zone.get("evidence"))


def rederive(zone: Mapping[str, Any], parameters: Parameters) -> Rederived:
    """Judge a stored zone again.

    Parameters
    ----------
    zone : mapping
        A row of ``ZONE_COLUMNS``.
    parameters : Parameters
        Those it was derived with, to see whether it still holds; others, to see what they would change.

    Raises
    ------
    AnalysisError
        The zone was derived by a program that did not keep what it was judged by.
    """
    if not can_rederive(zone):
        raise AnalysisError(zone=str(zone.get("uid", "")), missing="evidence")
    judged = judge(Found.from_dict(zone["evidence"]), str(zone["hazard"]), parameters)
    outcome = judged.classification
    who = responsibility(outcome, judged.hazard_share, judged.exposure_share, parameters)
    parts = tuple(_weighted(part, parameters) for part in zone["score_parts"])
    return Rederived(
        zone_class=None if outcome.zone_class is None else outcome.zone_class.value,
        counties=outcome.counties,
        hazard_share=judged.hazard_share,
        exposure_share=judged.exposure_share,
        lead=who.lead,
        supports=who.supports,
        rotation=who.rotation,
        responsibility=who.shares,
        score_parts=parts,
        score=score(parts),
    )


def _weighted(part: Mapping[str, Any], parameters: Parameters) -> dict[str, Any]:
    """Return a part of the score with the weight it has now; what is unknown has none."""
    known = part["raw"] is not None
    return {**part, "weight": float(parameters.weights.get(str(part["code"]), 0.0)) if known else 0.0}


def _is_same(found: Any, stored: Any) -> bool:
    if isinstance(found, Mapping):
        return (
            isinstance(stored, Mapping)
            and set(found) == set(stored)
            and all(_is_same(value, stored[name]) for name, value in found.items())
        )
    if isinstance(found, tuple | list):
        return len(found) == len(stored) and all(_is_same(*pair) for pair in zip(found, stored, strict=True))
    if isinstance(found, bool) or not isinstance(found, int | float):
        return bool(found == stored)
    return isinstance(stored, int | float) and math.isclose(found, stored, rel_tol=0.0, abs_tol=TOLERANCE)


def swapped(parameters: Parameters) -> Parameters:
    """Return the parameters with origin and affected swapped: α becomes 1 − α."""
    return replace(parameters, origin_weight=1.0 - parameters.origin_weight)
