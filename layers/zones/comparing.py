"""A fresh analysis held against the stored one, zone by zone, before anything is replaced."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import HA_PER_M2
from layers.zones.carrying import derived_outline
from layers.zones.causes import Basis, Cause, Changes, changes
from layers.zones.edits import as_derived
from layers.zones.figures import GROUPS, Figure, Row, Stored, ZoneCheck, is_same, why
from layers.zones.model import ZoneResult

#: Land that may lie between two outlines that are one: share of the zone, and least amount in hm².
_OUTLINE_SHARE, _OUTLINE_HA = 1e-6, 0.01
#: Fires of a fresh analysis are run again; those of a stored zone are its links.
_ZONE_FIGURES = (
    *((group, name) for group, names in GROUPS.items() if group != "response" for name in names),
    ("fire", "links"),
)


def compared(stored: Stored, fresh: ZoneResult, now: Basis) -> list[ZoneCheck]:
    """Return what a fresh analysis says otherwise.

    Parameters
    ----------
    stored : Stored
    fresh : ZoneResult
        Derived with the stored zones as ``previous``, so that a zone has its uid again.
    now : Basis
        What it was made from.

    Returns
    -------
    list of ZoneCheck
        One for each stored zone in their order, then one for each that is new.  A zone that is not there any more, and
        one that is new, has one figure ``zone`` of the group ``outline``; else ``geometry`` is the land between both
        outlines in hm², stored as 0.
    """
    changed = changes(stored.basis, now)
    others = [changed.others[name] for name in ("register", "date") if name in changed.others]
    reasons = (*(one for _, one in changed.layers), *changed.parameters.values(), *others)
    rows = {row["uid"]: row for row in fresh.zones.to_dict("records")}
    apart = _apart_ha(stored, fresh)
    found = [
        ZoneCheck(zone["uid"], _figures(zone, rows.get(zone["uid"]), apart, reasons, changed))
        for zone in stored.zones.to_dict("records")
    ]
    known = {*stored.zones["uid"], *stored.aside}
    new = Figure("outline", "zone", "", False, True, why({}, "zone", reasons, changed))
    return found + [ZoneCheck(uid, (new,)) for uid in fresh.zones["uid"] if uid not in known]


def _figures(
    zone: Row,
    fresh: Row | None,
    apart: Mapping[str, float],
    reasons: tuple[Cause, ...],
    changed: Changes,
) -> tuple[Figure, ...]:
    if fresh is None:
        return (Figure("outline", "zone", "", True, False, why(zone, "geometry", reasons, changed)),)
    land = apart[zone["uid"]]
    is_one = land <= max(_OUTLINE_HA, _OUTLINE_SHARE * float(zone["area_ha"]))
    figures = [Figure("outline", "geometry", "", 0.0, land, () if is_one else why(zone, "geometry", reasons, changed))]
    said = as_derived(zone)  # what a hand wrote is not derived
    for group, name in _ZONE_FIGURES:
        old, new = said[name], fresh[name]
        causes = () if is_same(name, old, new) else why(zone, name, reasons, changed)
        figures.append(Figure(group, name, "", old, new, causes))
    return tuple(figures)


def _apart_ha(stored: Stored, fresh: ZoneResult) -> dict[str, float]:
    """Return the land that lies in only one of both outlines, by uid; planar hm²."""
    crs = f"EPSG:{stored.metric_epsg}"
    now = dict(zip(fresh.zones["uid"], fresh.zones.geometry, strict=True))
    uids = [uid for uid in stored.zones["uid"] if uid in now]
    old = {row["uid"]: derived_outline(row) for row in stored.zones.to_dict("records")}
    one = transform(np.array([old[uid] for uid in uids], dtype=object), STORAGE_CRS, crs)
    other = transform(np.array([now[uid] for uid in uids], dtype=object), STORAGE_CRS, crs)
    land = np.zeros(len(uids))
    differ = np.flatnonzero(~shapely.equals_exact(one, other, tolerance=0.0))
    land[differ] = shapely.area(shapely.symmetric_difference(one[differ], other[differ]))
    return dict(zip(uids, (land * HA_PER_M2).tolist(), strict=True))
