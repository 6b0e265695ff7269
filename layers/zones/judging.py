"""From what was found of a hazard to its shares and its class: pure, so it can be done again from a stored zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layers.zones.classification import Classification, classify
from layers.zones.model import Parameters


@dataclass(frozen=True)
class Reached:
    """What a hazard reaches in one county: people where they are known, places where they are not, all places."""

    people: float = 0.0
    unknown: int = 0
    assets: int = 0


@dataclass(frozen=True)
class Found:
    """What was found of one hazard object or zone; counties by code.

    Attributes
    ----------
    hazard_amount : dict of str to float
        Within the band, in the unit of the hazard.
    reached : dict of str to Reached
        Counties in which something is reached.
    silent_hazard : frozenset of str
        Counties it comes so close to that it may go on there, of which no layer of the hazard speaks.
    silent_places : frozenset of str
        Counties it reaches and of which nobody has said where people live.
    silent_fuel : frozenset of str
        Counties whose line a fire reaches and of which no layer tells what burns: what it reaches there is unknown.
    """

    hazard_amount: Mapping[str, float]
    reached: Mapping[str, Reached]
    silent_hazard: frozenset[str] = frozenset()
    silent_places: frozenset[str] = frozenset()
    silent_fuel: frozenset[str] = frozenset()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data: the ``evidence`` of a zone."""
        return {
            "hazard_amount": dict(self.hazard_amount),
            "reached": {
                code: {"people": what.people, "unknown": what.unknown, "assets": what.assets}
                for code, what in self.reached.items()
            },
            "silent_hazard": sorted(self.silent_hazard),
            "silent_places": sorted(self.silent_places),
            "silent_fuel": sorted(self.silent_fuel),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Found:
        """Build it from its stored form.

        Raises
        ------
        KeyError
            Something is not there.
        """
        return cls(
            {code: float(amount) for code, amount in values["hazard_amount"].items()},
            {
                code: Reached(float(what["people"]), int(what["unknown"]), int(what["assets"]))
                for code, what in values["reached"].items()
            },
            *(frozenset(values[name]) for name in ("silent_hazard", "silent_places", "silent_fuel")),
        )


@dataclass(frozen=True)
class Judged:
    """Shares by county, None unknown, and the class they give."""

    classification: Classification
    hazard_share: Mapping[str, float | None]
    exposure_share: Mapping[str, float | None]


def judge(found: Found, hazard: str, parameters: Parameters) -> Judged:
    """Return shares and class of what was found.

    Notes
    -----
    H_k is the share of the hazard, E_k that of people reached; where nobody lives, of places reached.  A place without
    a figure makes its county's share unknown and counts as one person in what is known at least.
    """
    amount, reached = found.hazard_amount, found.reached
    hazard_share = _with_unknown(amount, found.silent_hazard)
    unknown = found.silent_places | found.silent_fuel | {code for code, what in reached.items() if what.unknown}
    people = {code: what.people + what.unknown for code, what in reached.items()}
    if sum(people.values()) <= 0.0:  # nobody lives there: things are what is exposed
        people = {code: float(what.assets) for code, what in reached.items()}
    for code in amount:
        people.setdefault(code, 0.0)
    exposure_share = _with_unknown(people, unknown)
    enough = {
        code: max(people[code], float(what.assets))
        if people[code] >= parameters.people_min or what.assets >= parameters.assets_min
        else 0.0
        for code, what in reached.items()
    }
    if not unknown:
        exposure_amount = {code: enough.get(code, 0.0) for code in people}
    else:
        exposure_amount = {code: people[code] if enough.get(code) else 0.0 for code in people}
    outcome = classify(hazard_share, exposure_share, amount, exposure_amount, parameters, hazard=hazard)
    return Judged(outcome, hazard_share, exposure_share)


def _with_unknown(amount: Mapping[str, float], unknown: frozenset[str]) -> dict[str, float | None]:
    """Return shares of what is known, None for unknown counties: nothing is summed across them."""
    total = sum(value for code, value in amount.items() if code not in unknown)
    shares: dict[str, float | None] = {}
    for code in sorted({*amount, *unknown}):
        known = total > 0.0 and code not in unknown
        shares[code] = None if code in unknown else (amount[code] / total if known else 0.0)
    return shares
