"""The closed list of reasons a zone may give, and the facts that come with each.

A reason is ``{"code": …, **facts}``.  Facts are numbers with their unit in the name, county codes,
names, or lists of those; words live in ``app`` and in the document templates.
"""

from __future__ import annotations

from typing import Any

#: code → names of its facts.
REASON_CODES: dict[str, tuple[str, ...]] = {
    # why it has its class
    "forest_crosses": ("counties", "amount_ha", "county", "share"),  # S1: most of it lies in county, share
    "river_crosses": ("counties", "amount_m", "county", "share"),  # S1
    # S1 of any other hazard: its code, how much lies in the band and in what unit (ha, m, count)
    "hazard_crosses": ("hazard", "counties", "amount", "unit", "county", "share"),
    "river_borders": ("counties", "amount_m"),  # S1 along the line: one bank each
    "origin_exposes_several": ("origin", "counties", "outside_share"),  # S2
    "origin_exposes_other": ("origin", "counties", "outside_share"),  # S3
    "stays_local": ("county",),  # L
    "waits_for_hazard_layer": ("county", "role"),  # pending: the neighbour's hazard layer is not loaded
    "waits_for_settlements": ("county", "role"),  # pending: nobody says where people live there
    "waits_for_people": ("county", "role", "places"),  # pending: places without a figure could tip the share
    "waits_for_fuel": ("county", "role"),  # pending: fire comes to its line, and nobody says what burns beyond
    # what it is measured by
    # travel time of fire; wind at 10 m and where it comes from, R0, how long it runs, side of a cell
    "reach_is_spread": ("wind_ms", "wind_from_deg", "rate_m_min", "hours", "cell_m"),
    "hazard_reach": ("hazard", "facts"),  # the hazard's own sentence, with these facts in its blanks
    "reach_is_distance": ("reach_m",),  # distance, not spread or flood extent
    "legal_band": ("band_m",),  # provincial-boundary river: 10 km outside each bank
    "cut_along_border": ("limit_m", "cuts"),  # one of several pieces of a long cluster
    # who is hurt
    "people_inside": ("people", "villages"),
    "people_partly_unknown": ("people", "places"),  # known sum, places without a figure
    "people_unknown": ("places",),
    "nobody_inside": (),
    # who leads
    "lead_largest_share": ("county", "share"),
    "lead_origin": ("county",),
    "lead_rotates": ("counties", "tolerance"),  # equal within the tolerance: yearly, in code order
    "supports_exposed": ("counties",),
    # response and agreement
    "depot_across_nearer": ("county", "depot_county", "depot", "own_km", "across_km"),
    "depot_only_across": ("county", "depot_county", "depot", "across_km"),
    "depot_own_nearest": ("county", "depot", "own_km"),
    "depot_own_first": ("county", "depot", "own_min"),
    "depot_across_sooner": ("county", "depot_county", "depot", "own_min", "across_min"),
    "depot_across_in_time": ("county", "depot_county", "depot", "across_min", "limit_min"),  # its own are later
    "depot_across_alone": ("county", "depot_county", "depot", "across_min"),  # it has none
    "response_no_roads": ("counties",),  # straight lines, because no road layer speaks for them
    "response_out_of_reach": ("counties", "limit_min"),  # straight lines, because nobody is there by then
    "depots_unknown": ("counties",),
    "agreement_covers": ("count",),
    "agreement_superior_only": ("count",),
    "agreement_lapsed": ("count",),  # there were agreements; none is in force on the reference date
    "agreement_undated": ("count",),  # signed, but the dates do not say whether it is in force
    "agreement_missing": (),
}

#: Codes of ``score_parts``; the keys of ``Parameters.weights``.
SCORE_CODES = ("transmission", "hazard", "people", "crossing", "response", "agreement")


def reason(code: str, **facts: Any) -> dict[str, Any]:
    """Return one reason as plain data.

    Raises
    ------
    ValueError
        The code is not listed, or its facts are not the listed ones.
    """
    expected = REASON_CODES.get(code)
    if expected is None or set(facts) != set(expected):
        raise ValueError(f"reason {code!r} takes facts {expected}, got {sorted(facts)}")
    return {"code": code, **facts}
