"""The one result type of every hazard, so that zones need not know which hazard they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd

from layers.hazards.footprint import Footprint


@dataclass(frozen=True)
class HazardResult:
    """Where a hazard is, what it reaches, and what is not known.  Frames are in the plan's metric CRS.

    Attributes
    ----------
    hazard : str
        Code of its kind (:mod:`layers.hazards.registry`).
    pieces : GeoDataFrame
        Hazard objects cut to the band around the borders and by county.  Columns: ``object_uid``,
        ``name``, ``county`` (code; "" outside every county), ``border`` ("a|b" of the nearest
        border within the band), ``amount`` (hm² for areas, metres for lines, geodesic; shares
        of sources for points), ``reach_type`` ("" except for rivers), ``legal_band`` (bool), ``geometry``.
    whole : dict
        ``object_uid`` → {county code: share of the uncut object, 0–1}.
    reach_m : float
        How far the hazard reaches from a piece where reach is a stated distance.
    band_m : float
        Half width D of the band; ``legal_band_m`` where ``legal_band`` is set.
    unit : str
        ``"ha"``, ``"m"`` or ``"count"``: what ``amount`` counts.
    silent : frozenset of str
        Counties no layer of this hazard speaks for: their share is unknown.
    footprints : dict of str to Footprint
        ``object_uid`` → what that object reaches, where reach is no plain distance.
    """

    hazard: str
    pieces: gpd.GeoDataFrame
    whole: Mapping[str, Mapping[str, float]]
    reach_m: float
    band_m: float
    unit: str
    legal_band_m: float = 0.0
    silent: frozenset[str] = frozenset()
    facts: Mapping[str, float] = field(default_factory=dict)
    footprints: Mapping[str, Footprint] = field(default_factory=dict)
