"""What a zone would be if origin and affected changed places: a question, never a change.

The shares of hazard H and of exposure E trade places, and so do O and I of the responsibility rule
R = α·O + (1 − α)·I ([P], from 发生地为主、波及地为辅).  The truth table is read again on the traded
shares.  Only shares are stored with a zone, so its absolute minimums (1 hm², 1 person …) are taken as passed
wherever there is a share at all; they were checked when the zone was derived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layers.kinds import Hazard, ZoneClass
from layers.zones.classification import Classification, classify
from layers.zones.model import Parameters
from layers.zones.responsibility import Responsibility, responsibility

Shares = Mapping[str, float | None]

#: Stands for the amount behind a whole share, so that a share that passes θ passes every absolute minimum.
_PLENTY = 1e9


@dataclass(frozen=True)
class Roles:
    """Who a zone makes answer for what.

    Attributes
    ----------
    zone_class : ZoneClass or None
        None when there is nothing that could start anywhere: nobody is exposed, and the roles were traded.
    origin : str
        County the hazard starts from; "" when that is open.
    lead : str
    supports : tuple of str
    rotation : bool
        Equal shares: the lead rotates yearly.
    shares : mapping of county code → 0–1
        Sum to 1 exactly; empty while the zone waits for data.
    """

    zone_class: ZoneClass | None
    origin: str
    lead: str
    supports: tuple[str, ...]
    rotation: bool
    shares: Mapping[str, float]


def as_derived(
    zone_class: ZoneClass | str,
    counties: Sequence[str],
    hazard_share: Shares,
    exposure_share: Shares,
    parameters: Parameters,
    *,
    alpha: float | None = None,
) -> Roles:
    """Return the roles of a zone of a given class, at another weight of the origin.

    Parameters
    ----------
    zone_class, counties : str, sequence of str
        As the zone has them.
    hazard_share, exposure_share : mapping of county code → 0–1 or None
        None is unknown.
    parameters : Parameters
        θ and the tolerance of equal shares.
    alpha : float, 0–1, optional
        Weight of the origin in R; that of the parameters when None.
    """
    used = _with_alpha(parameters, alpha)
    kind = ZoneClass(zone_class)
    ordered = tuple(sorted(counties))
    passing = tuple(
        code for code in ordered if float(hazard_share.get(code) or 0.0) >= parameters.hazard_share_min - 1e-12
    )
    known = {code: float(share or 0.0) for code, share in hazard_share.items()}
    origin = "" if kind is ZoneClass.PENDING or not known else min(known, key=lambda code: (-known[code], code))
    outcome = Classification(kind, origin, ordered, passing or ordered, ())
    return _roles(outcome, responsibility(outcome, hazard_share, exposure_share, used))


def exchanged(
    hazard_share: Shares,
    exposure_share: Shares,
    parameters: Parameters,
    *,
    hazard: str = Hazard.FOREST,
    alpha: float | None = None,
) -> Roles:
    """Return the roles with origin and affected exchanged.

    Parameters
    ----------
    hazard_share, exposure_share : mapping of county code → 0–1 or None
        As the zone has them; they are traded here.
    parameters : Parameters
    hazard : str
        Of the zone.
    alpha : float, 0–1, optional
        Weight of the origin in R; that of the parameters when None.

    Notes
    -----
    Trading twice gives the roles that the untraded shares give.
    """
    return of_shares(exposure_share, hazard_share, parameters, hazard=hazard, alpha=alpha)


def of_shares(
    hazard_share: Shares,
    exposure_share: Shares,
    parameters: Parameters,
    *,
    hazard: str = Hazard.FOREST,
    alpha: float | None = None,
) -> Roles:
    """Return the roles that follow from shares alone, as :func:`exchanged` reads them."""
    used = _with_alpha(parameters, alpha)
    outcome = classify(
        hazard_share,
        exposure_share,
        _amounts(hazard_share),
        _amounts(exposure_share),
        used,
        hazard=hazard,
    )
    return _roles(outcome, responsibility(outcome, hazard_share, exposure_share, used))


def differences(before: Roles, after: Roles) -> tuple[str, ...]:
    """Return what differs between two sets of roles: names of :class:`Roles`' fields."""
    return tuple(
        name
        for name in ("zone_class", "origin", "lead", "supports", "rotation", "shares")
        if _said(getattr(before, name)) != _said(getattr(after, name))
    )


def _said(value: object) -> object:
    if isinstance(value, Mapping):
        return sorted((code, round(float(share), 6)) for code, share in value.items())
    return value


def _with_alpha(parameters: Parameters, alpha: float | None) -> Parameters:
    if alpha is None:
        return parameters
    if not 0.0 <= alpha <= 1.0:
        raise ValueError(f"the weight of the origin is between 0 and 1, not {alpha}")
    return replace(parameters, origin_weight=float(alpha))


def _amounts(shares: Shares) -> dict[str, float]:
    return {code: share * _PLENTY for code, share in shares.items() if share}


def _roles(outcome: Classification, duty: Responsibility) -> Roles:
    return Roles(outcome.zone_class, outcome.origin, duty.lead, duty.supports, duty.rotation, dict(duty.shares))
