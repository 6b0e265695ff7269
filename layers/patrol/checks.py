"""Is a drawn area fit for an agreement?  Findings are codes with facts; words live elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from layers.geodesy import HA_PER_M2, geodesic_length_m
from layers.patrol.division import NOTHING_M2, CountyIndex, Division

#: A county's piece whose mean width, 2·area / perimeter, is less than this is a sliver: the outline was
#: probably meant to follow the border.
SLIVER_M = 50.0
#: A strip in no county that is narrower than this is a gap between two counties' own versions of a line, as the
#: border network takes it too (``Parameters.gap_width_m``); it is told with the borders.
GAP_M = 100.0

#: Every code with the names of its facts.
FINDING_CODES: dict[str, tuple[str, ...]] = {
    "empty": (),
    "self_crossing": ("lon", "lat"),
    "no_county": (),
    "one_county": ("county",),
    "outside_counties": ("area_ha",),
    "hole": ("count",),
    "sliver": ("county", "area_ha", "width_m"),
}


@dataclass(frozen=True)
class Finding:
    """Something about an area that an agreement should not carry (``error``) or should know (``warning``)."""

    code: str
    severity: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def check_area(
    polygon: shapely.Geometry, counties: gpd.GeoDataFrame | CountyIndex, division: Division | None = None
) -> list[Finding]:
    """Look for what does not belong in a joint-patrol area.

    Parameters
    ----------
    polygon : Polygon or MultiPolygon, EPSG:4490
    counties : GeoDataFrame with ``code``, ``name``, ``geometry`` (EPSG:4490), or an index of them
    division : of the polygon by that index, when it is there already

    Returns
    -------
    list of Finding
        Codes of :data:`FINDING_CODES`; an empty list when nothing was found.
    """
    if polygon.is_empty:
        return [Finding("empty", "error")]
    index = counties if isinstance(counties, CountyIndex) else CountyIndex(counties)
    division = division or index.divide(polygon)
    return [*_crossing(polygon), *_counties(division, index), *_holes(polygon), *_slivers(division, index)]


def _crossing(polygon: shapely.Geometry) -> list[Finding]:
    if polygon.is_valid:
        return []
    found = re.search(r"\[(\S+) (\S+)\]", str(shapely.is_valid_reason(polygon)))
    facts = {"lon": float(found[1]), "lat": float(found[2])} if found else {"lon": None, "lat": None}
    return [Finding("self_crossing", "error", facts)]


def _counties(division: Division, index: CountyIndex) -> list[Finding]:
    codes = [code for code in division.counties if code]
    found = []
    if not codes:
        found.append(Finding("no_county", "error"))
    elif len(codes) == 1:
        found.append(Finding("one_county", "warning", {"county": codes[0]}))
    outside_m2 = sum(m2 for code, m2, width in _pieces(division, index) if not code and width >= GAP_M)
    if codes and outside_m2 > 0:
        found.append(Finding("outside_counties", "warning", {"area_ha": outside_m2 * HA_PER_M2}))
    return found


def _holes(polygon: shapely.Geometry) -> list[Finding]:
    count = int(np.sum(shapely.get_num_interior_rings(shapely.get_parts(polygon))))
    return [Finding("hole", "warning", {"count": count})] if count else []


def _slivers(division: Division, index: CountyIndex) -> list[Finding]:
    return [
        Finding("sliver", "warning", {"county": code, "area_ha": m2 * HA_PER_M2, "width_m": width})
        for code, m2, width in _pieces(division, index)
        if code and width < SLIVER_M
    ]


def _pieces(division: Division, index: CountyIndex) -> list[tuple[str, float, float]]:
    """Return county, area in m² and mean width in m (2·area / perimeter) of each connected piece."""
    rows = []
    for code, part in zip(division.counties, division.parts, strict=True):
        pieces = shapely.get_parts(part)
        for piece, m2 in zip(pieces, index.areas_m2(pieces), strict=True):
            if m2 <= NOTHING_M2:  # an outline along the line, rounded
                continue
            perimeter_m = geodesic_length_m(index.to_degrees(piece))
            rows.append((code, float(m2), 2.0 * float(m2) / perimeter_m if perimeter_m else 0.0))
    return rows
