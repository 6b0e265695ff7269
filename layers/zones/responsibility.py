"""Who leads and who supports: 发生地为主、波及地为辅."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.kinds import ZoneClass
from layers.zones.classification import Classification
from layers.zones.model import Parameters

#: Decimals that responsibility shares are given with.
_DECIMALS = 6


@dataclass(frozen=True)
class Responsibility:
    """Lead, supports and the share of each county.

    ``shares`` sum to 1 exactly; everything is empty while the zone waits for data.
    """

    lead: str
    supports: tuple[str, ...]
    rotation: bool
    shares: Mapping[str, float]


NOBODY = Responsibility("", (), False, {})


def responsibility(
    classification: Classification,
    hazard_share: Mapping[str, float | None],
    exposure_share: Mapping[str, float | None],
    parameters: Parameters,
) -> Responsibility:
    """Assign lead and support.

    R_k = α·O_k + (1 − α)·I_k with O_k the share of outgoing hazard, I_k the share of incoming
    exposure.  Before spread is computed the hazard share stands for O and the exposure share for I;
    where the exposure is nobody's or unknown, R = O.

    S1 without a single origin: the county with the largest H leads; counties within
    ``equal_share_tolerance`` of it share the lead by yearly rotation in code order, and the first
    of them is named.  S2 and S3: the origin leads, exposed counties support.  L: its county alone.

    Source: [P], from 发生地为主、波及地为辅 (docs/method, Zones).
    """
    if classification.zone_class in (None, ZoneClass.PENDING):
        return NOBODY
    counties = classification.counties
    origin_of = {code: float(hazard_share.get(code) or 0.0) for code in counties}
    if classification.zone_class is ZoneClass.LOCAL:
        return Responsibility(classification.origin, (), False, {classification.origin: 1.0})
    shares = _shares(counties, origin_of, exposure_share, parameters.origin_weight)
    lead, rotation = classification.origin, False
    if classification.zone_class is ZoneClass.S1:
        largest = max(origin_of[code] for code in classification.hazard_counties)
        equal = [
            code
            for code in sorted(classification.hazard_counties)
            if largest - origin_of[code] <= parameters.equal_share_tolerance + 1e-12
        ]
        rotation = len(equal) > 1
        lead = equal[0]
    return Responsibility(lead, tuple(code for code in counties if code != lead), rotation, shares)


def _shares(
    counties: tuple[str, ...],
    outgoing: Mapping[str, float],
    exposure_share: Mapping[str, float | None],
    alpha: float,
) -> dict[str, float]:
    incoming = {code: exposure_share.get(code, 0.0) for code in counties}
    known = [value for value in incoming.values() if value is not None]
    total_out, total_in = sum(outgoing.values()), sum(known)
    if len(known) < len(counties) or total_in <= 0.0 or total_out <= 0.0:
        raw = dict(outgoing)
    else:
        raw = {
            code: alpha * outgoing[code] / total_out + (1.0 - alpha) * float(incoming[code] or 0.0) / total_in
            for code in counties
        }
    total = sum(raw.values())
    if total <= 0.0:  # every share is unknown: nobody is known to hold more than another
        raw, total = dict.fromkeys(counties, 1.0), float(len(counties))
    shares: dict[str, float] = {}
    given = 0.0
    for code in counties[:-1]:
        shares[code] = round(raw[code] / total, _DECIMALS)
        given += shares[code]
    # The last share is what the others leave, so that the sum is 1 and not 0.9999….
    shares[counties[-1]] = 1.0 - given
    return shares
