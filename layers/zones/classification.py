"""The truth table: which scenario a piece of hazard is, from its shares by county.

On the piece cut to the band, ``H_k`` is the share of the hazard in county k and ``E_k`` the share
of what it exposes.  n_H counts the counties with H_k ≥ θ_H and at least the absolute minimum, n_E
likewise; o is the county with the largest H.

===== ===================================================== =====
order condition                                             class
===== ===================================================== =====
0     n_H = 0                                               none
1     n_H ≥ 2                                               S1
2     n_H = 1, E_o passes, some other county passes         S2
3     n_H = 1, E_o does not pass, some other county passes  S3
4     otherwise                                             L
===== ===================================================== =====

A share of None is unknown.  The table is read for every extreme of the unknown values; where all
agree that is the class, where they differ the class waits for the neighbour's data.

Source: the three situations of 张小明 (城市跨域风险协同治理), made a decision rule [P].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from layers.kinds import Hazard, ZoneClass
from layers.zones.model import Parameters

Shares = Mapping[str, float | None]
Amounts = Mapping[str, float]

#: An unknown exposure may dwarf everything known: a town where the others have hamlets.
_DOMINATING = 1e9
#: Past this many unknowns all are moved together; nine corners of two already show any difference.
_MOST_UNKNOWNS = 4


@dataclass(frozen=True)
class Classification:
    """The class of a piece, or None when there is not enough hazard anywhere.

    Attributes
    ----------
    zone_class : ZoneClass or None
    origin : str
        County with the largest known hazard, ties to the lowest code; "" when pending or without class.
    counties : tuple of str
        Counties that pass a threshold, in code order; when pending also those that might.
    hazard_counties, exposure_counties : tuple of str
        Those that pass the hazard, or the exposure threshold, on what is known.
    waiting_for : tuple of (code, "hazard" or "exposure")
        Unknown values that make the class wait; empty unless pending.
    """

    zone_class: ZoneClass | None
    origin: str
    counties: tuple[str, ...]
    hazard_counties: tuple[str, ...]
    exposure_counties: tuple[str, ...]
    waiting_for: tuple[tuple[str, str], ...] = ()


def classify(
    hazard_share: Shares,
    exposure_share: Shares,
    hazard_amount: Amounts,
    exposure_amount: Amounts,
    parameters: Parameters,
    *,
    hazard: str = Hazard.FOREST,
) -> Classification:
    """Read the truth table for one piece.

    Parameters
    ----------
    hazard_share, exposure_share : mapping of county code → 0–1 or None
        None is unknown.  Counties that are not named have nothing.
    hazard_amount : mapping of county code → amount in the unit of the hazard
        Known amounts; what lies in an unknown county and is known counts as its least.
    exposure_amount : mapping of county code → people or assets, whichever is larger
        Known or least amounts.
    parameters : Parameters
        θ_H, θ_E and the absolute minimums.
    hazard : str
        Says which minimum applies to ``hazard_amount``.

    Notes
    -----
    An unknown hazard lies between what is known of it and as much as all known parts together
    (the band is as wide on both sides); an unknown exposure may also exceed everything known.
    """
    unknown_h = tuple(sorted(code for code, share in hazard_share.items() if share is None))
    unknown_e = tuple(sorted(code for code, share in exposure_share.items() if share is None))
    least_h = _least(hazard_share, hazard_amount)
    least_e = _least(exposure_share, exposure_amount)
    base = _table(
        least_h,
        least_e,
        parameters,
        hazard,
        hazard_share=None if unknown_h else hazard_share,
        exposure_share=None if unknown_e else exposure_share,
    )
    if not unknown_h and not unknown_e:
        return base
    classes = {base.zone_class}
    possible: set[str] = set(base.counties)
    for trial_h in _extremes(least_h, unknown_h, (1.0,)):
        for trial_e in _extremes(least_e, unknown_e, (1.0, _DOMINATING)):
            outcome = _table(trial_h, trial_e, parameters, hazard)
            classes.add(outcome.zone_class)
            possible.update(outcome.counties)
    if len(classes) == 1:
        return base
    waiting = [(code, "hazard") for code in unknown_h if _matters(code, "hazard", least_h, least_e, parameters, hazard)]
    waiting += [
        (code, "exposure") for code in unknown_e if _matters(code, "exposure", least_h, least_e, parameters, hazard)
    ]
    if not waiting:  # only together do they change the class
        waiting = [(code, "hazard") for code in unknown_h] + [(code, "exposure") for code in unknown_e]
    counties = set(base.hazard_counties) | set(base.exposure_counties) | {code for code, _ in waiting}
    counties |= {base.origin} - {""}
    return Classification(
        ZoneClass.PENDING,
        "",
        tuple(sorted(counties)),
        base.hazard_counties,
        base.exposure_counties,
        tuple(waiting),
    )


def _least(shares: Shares, amounts: Amounts) -> dict[str, float]:
    return {code: max(0.0, float(amounts.get(code, 0.0))) for code in sorted({*shares, *amounts})}


def _extremes(
    least: Mapping[str, float], unknown: tuple[str, ...], factors: tuple[float, ...]
) -> Iterable[dict[str, float]]:
    """Yield the amounts with each unknown at its least, and at each factor of everything known."""
    if not unknown:
        yield dict(least)
        return
    known = sum(least.values()) or 1.0
    levels = (0.0, *factors)
    moves = (
        product(levels, repeat=len(unknown))
        if len(unknown) <= _MOST_UNKNOWNS
        else ((f,) * len(unknown) for f in levels)
    )
    for move in moves:
        trial = dict(least)
        for code, factor in zip(unknown, move, strict=True):
            trial[code] = trial.get(code, 0.0) + factor * known
        yield trial


def _matters(
    code: str,
    kind: str,
    least_h: Mapping[str, float],
    least_e: Mapping[str, float],
    parameters: Parameters,
    hazard: str,
) -> bool:
    """Tell whether one unknown alone can change the class."""
    base = _table(least_h, least_e, parameters, hazard).zone_class
    if kind == "hazard":
        trials = [_table(t, least_e, parameters, hazard) for t in _extremes(least_h, (code,), (1.0,))]
    else:
        trials = [_table(least_h, t, parameters, hazard) for t in _extremes(least_e, (code,), (1.0, _DOMINATING))]
    return any(trial.zone_class is not base for trial in trials)


def _table(
    hazard_amount: Mapping[str, float],
    exposure_amount: Mapping[str, float],
    parameters: Parameters,
    hazard: str,
    *,
    hazard_share: Shares | None = None,
    exposure_share: Shares | None = None,
) -> Classification:
    """Read the table for amounts that are all known; shares are taken from the amounts when not given."""
    from layers.hazards.registry import kind_of  # cards read this table before any analysis is loaded

    shares_h = _shares(hazard_amount) if hazard_share is None else hazard_share
    shares_e = _shares(exposure_amount) if exposure_share is None else exposure_share
    least_h = kind_of(hazard).least_amount(parameters)
    least_e = min(parameters.people_min, float(parameters.assets_min))
    with_hazard = _passing(shares_h, hazard_amount, parameters.hazard_share_min, least_h)
    with_exposure = _passing(shares_e, exposure_amount, parameters.exposure_share_min, least_e)
    if not with_hazard:
        return Classification(None, "", (), (), with_exposure)
    origin = min(shares_h, key=lambda code: (-(shares_h[code] or 0.0), code))
    others = tuple(code for code in with_exposure if code != origin)
    if len(with_hazard) >= 2:
        zone_class, counties = ZoneClass.S1, set(with_hazard)
    elif others:
        zone_class = ZoneClass.S2 if origin in with_exposure else ZoneClass.S3
        counties = {origin, *others}
    else:
        zone_class, counties = ZoneClass.LOCAL, {origin}
    return Classification(zone_class, origin, tuple(sorted(counties)), with_hazard, with_exposure)


def _shares(amounts: Amounts) -> dict[str, float]:
    total = sum(amounts.values())
    return {code: amount / total if total > 0.0 else 0.0 for code, amount in amounts.items()}


def _passing(shares: Shares, amounts: Amounts, least_share: float, least_amount: float) -> tuple[str, ...]:
    # What misses a threshold by rounding alone still passes it.
    return tuple(
        sorted(
            code
            for code, share in shares.items()
            if (share or 0.0) >= least_share - 1e-12
            and (share or 0.0) > 0.0
            and amounts.get(code, 0.0) >= least_amount - 1e-9
        )
    )
