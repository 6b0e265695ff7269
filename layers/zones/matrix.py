"""Who threatens whom: county × county out of the zones of any hazards, in people reached.

A zone's hazard lies in counties by their shares H, and reaches people in counties.  What county a
sends to b is T[a, b] = Σ over zones of H_a · people reached in b, so that all cells sum to the people all zones reach.
Fires have a matrix of their own, from fires that start on a lattice (:mod:`layers.spread.transmission`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from layers.spread.transmission import Transmission

#: The one key of ``sent``.
PEOPLE = "people"


def zone_matrix(zones: pd.DataFrame, hazard: str = "") -> Transmission:
    """Return what the hazards of counties reach in others.

    Parameters
    ----------
    zones : DataFrame
        ``ZONE_COLUMNS`` of an analysis or a plan, local zones included: what stays at home is the diagonal.
    hazard : str
        Zones of this hazard alone; of all by default.

    Returns
    -------
    Transmission
        ``sent["people"]``; nan where a zone reaches a county in which nobody says where, or how many, people live, or
        where nobody says how much of the hazard lies in a county.
    """
    every = zones.to_dict("records")
    rows = [zone for zone in every if not hazard or zone["hazard"] == hazard]
    codes = sorted({code for zone in every for code in _codes(zone) if code})  # the same rows for every hazard
    index = {code: at for at, code in enumerate(codes)} | {"": len(codes)}
    matrix = np.zeros((len(codes) + 1, len(codes) + 1))
    for zone in rows:
        for (code, to), people in zone_flows(zone).items():
            matrix[index[code], index[to]] += people
        for code in zone["evidence"]["silent_hazard"]:
            matrix[index[code], :] = np.nan
    weight = np.full(len(codes) + 1, np.nan)
    return Transmission(tuple(codes), {PEOPLE: matrix}, weight, float("nan"), float("nan"), 0)


def zone_flows(zone: Mapping[Any, Any]) -> dict[tuple[str, str], float]:
    """Return (county of the hazard, county reached) → people, H of the one × those reached in the other.

    nan where a county is reached in which nobody says where, or how many, people live.  What a county sends of which
    nobody says how much of the hazard lies in it (``evidence["silent_hazard"]``) is not among them.
    """
    evidence = zone["evidence"]
    amounts: Mapping[str, float] = evidence["hazard_amount"]
    total = sum(amounts.values())
    silent = {*evidence["silent_places"], *evidence["silent_fuel"]}
    flows: dict[tuple[str, str], float] = {}
    for code, amount in amounts.items() if total > 0.0 else ():
        for to, what in evidence["reached"].items():
            flows[code, to] = amount / total * (float("nan") if what["unknown"] else float(what["people"]))
        flows |= {(code, to): float("nan") for to in silent}
    return flows


def _codes(zone: Mapping[Any, Any]) -> set[str]:
    evidence = zone["evidence"]
    every = [evidence[name] for name in ("hazard_amount", "reached", "silent_hazard", "silent_places", "silent_fuel")]
    return {str(code) for some in every for code in some}
