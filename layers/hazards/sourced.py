"""Recorded or read hazard sources → a result: what plumes, rings and corridors have in common."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.hazards import objects
from layers.hazards.arrival import Arrival
from layers.hazards.footprint import Footprint
from layers.hazards.model import HazardResult
from layers.kinds import Role
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.hazards.kind import HazardKind, Shared
    from layers.zones.model import LayerInput, Parameters, ZoneInputs

_FACTORS = {"km": 1000.0, "公里": 1000.0, "千米": 1000.0, "m": 1.0, "米": 1.0, "kg/s": 1000.0, "g/s": 1.0}


def _said(words: str, units: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s*[:：=]?\s*(\d+(?:\.\d+)?)\s*({units})", re.IGNORECASE)


_LENGTH = "km|公里|千米|m|米"
#: How a note says a number of a source.
_SAID = {
    "protective_m": _said("防护距离|protective distance", _LENGTH),
    "isolation_m": _said("隔离距离|isolation", _LENGTH),
    "radius_m": _said("半径|radius", _LENGTH),
    "reach_m": _said("影响距离|reach", _LENGTH),
    "release_g_s": _said("源强|release", "kg/s|g/s"),
}

#: Convex shapes about the origin, and the facts that say how they were found.
Stamped = tuple[tuple[shapely.Polygon, ...], dict[str, Any]]
#: Attributes of a source, its longitude and latitude, parameters, metric CRS → its stamp; None where nothing says.
StampOf = Callable[["pd.Series", float, float, "Parameters", str], "Stamped | None"]


def sourced(
    kind: HazardKind,
    stamp_of: StampOf,
    inputs: ZoneInputs,
    parameters: Parameters,
    progress: Progress = silent,
    shared: Shared | None = None,
    *,
    dimensions: tuple[int, ...],
    roles: tuple[Role, ...] = (Role.HAZARD_SOURCE,),
    wanted: Callable[[pd.DataFrame, Role], NDArray[np.bool_]] | None = None,
    footprints: dict[str, Footprint] | None = None,
    speed_ms: float = math.nan,
) -> HazardResult:
    """Return the sources a kind recognises, by county in its band, with what each reaches.

    Parameters
    ----------
    kind : HazardKind
        With numbers ``band_m``; ``recognises`` says which sources are its own.
    stamp_of : callable
        A source without a stamp gives no piece and is counted in ``facts["without_reach"]``.
    dimensions : tuple of int
        0 points, 1 lines, 2 areas.
    wanted : callable, optional
        Attributes and role → which rows are its own; ``recognises`` in kind or name otherwise.
    footprints : dict of uid to Footprint, optional
        Where ``stamp_of`` puts footprints it makes itself; the others are made of its stamps.
    speed_ms : float
        How fast it comes: the fact ``line_min`` says when it is at the nearest shared line at the earliest, and
        footprints get their times; nan unknown.
    """
    assert shared is not None
    layers = tuple(layer for layer in inputs.layers if layer.role in roles)
    crs = shared.partition.crs

    def mine(frame: pd.DataFrame, layer: LayerInput) -> NDArray[np.bool_]:
        dimension = shapely.get_dimensions(np.asarray(layer.frame.geometry.array, dtype=object))
        own = objects.of_kind(frame, kind.recognises) if wanted is None else wanted(frame, layer.role)
        return np.asarray(own & np.isin(dimension, dimensions))

    found = objects.gather(layers, crs, mine)
    progress(0.4, "hazard_sources")
    footprints = {} if footprints is None else footprints
    distance_m, _ = shared.lines.nearest(found.shape, math.inf)
    records = found.frame.to_dict("records")
    middles = shapely.point_on_surface(found.stored)
    for row, shape, place, away_m in zip(records, found.shape, middles, distance_m.tolist(), strict=True):
        made = stamp_of(pd.Series(row), place.x, place.y, parameters, crs)
        if made is not None:
            sooner = {"line_min": away_m / speed_ms / 60.0} if speed_ms > 0.0 and math.isfinite(away_m) else {}
            arrival = Arrival.spreading(shape, speed_ms * 60.0) if speed_ms > 0.0 else None
            made_of = Footprint(stamp=made[0], facts={**made[1], **sooner}, arrival=arrival)
            footprints.setdefault(str(row["uid"]), made_of)
    band_m = float(kind.number(parameters, "band_m"))
    pieces, whole = objects.pieces(found, shared, band_m, kind.unit)
    pieces = pieces[pieces["object_uid"].isin(list(footprints))].reset_index(drop=True)
    progress(1.0, "hazard_sources")
    return HazardResult(
        hazard=kind.code,
        pieces=pieces,
        whole={uid: shares for uid, shares in whole.items() if uid in footprints},
        reach_m=0.0,
        band_m=band_m,
        unit=kind.unit,
        silent=objects.silent_but(inputs.of_role(kind.role), inputs.counties["code"].astype(str)),
        facts={"without_reach": float(len(found) - len(footprints))},
        footprints=footprints,
    )


def figure(row: pd.Series, name: str) -> float:
    """Return a number of a source above 0: from its column, else as its note says it; nan where neither does.

    A record by hand has a note and no column for every number: ``防护距离 1.5 km；源强 200 g/s`` is heard there.
    """
    value = pd.to_numeric(row.get(name, math.nan), errors="coerce")
    if value is not None and value > 0.0:
        return float(value)
    found = _SAID[name].search(str(row.get("note") or "")) if name in _SAID else None
    return float(found[1]) * _FACTORS[found[2].casefold()] if found and float(found[1]) > 0.0 else math.nan
