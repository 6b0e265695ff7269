"""Zone geometry: hazard and what it reaches, inside the band, each place in one zone of a hazard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.coverage import polygonal
from layers.hazards.band import BorderLines
from layers.hazards.model import HazardResult
from layers.kinds import ZoneClass
from layers.parallel import in_threads, query_pairs, united_by
from layers.zones.evidence import Evidence, Pieces, Setting
from layers.zones.reach import Contacts

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]

#: Where zones of one hazard overlap, the reach belongs to the first of these classes.
PRECEDENCE = (ZoneClass.S1, ZoneClass.S2, ZoneClass.S3, ZoneClass.PENDING, ZoneClass.LOCAL)


@dataclass(frozen=True)
class Outlines:
    """Zones drawn each as if it were alone, metric CRS; they may overlap.

    Attributes
    ----------
    clipped : ndarray of polygons
        What a zone would be without others.
    cores : ndarray of polygons
        The hazard itself, which stays with its zone.
    grade : ndarray of int
        Place of its class in :data:`PRECEDENCE`.
    amount : ndarray of float
        Hazard in it.
    """

    clipped: Objects
    cores: Objects
    grade: Integers
    amount: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.clipped)

    def take(self, at: NDArray[np.int64]) -> Outlines:
        """Return some of them."""
        return Outlines(self.clipped[at], self.cores[at], self.grade[at], self.amount[at])


def outlines(
    pieces: Pieces,
    zone: Integers,
    evidence: Sequence[Evidence],
    contacts: Contacts,
    setting: Setting,
    result: HazardResult,
    lines: BorderLines,
) -> Outlines:
    """Return one polygon per zone, metric CRS, whatever the others are.

    (hazard ∪ its reach) ∩ band, plus the parts of the reach outside the origin's county that hold
    exposure [P].  What stays in one county is no shared zone: it is listed with its
    hazard alone, for its reach concerns nobody else.
    """
    count = len(evidence)
    _, hazard = united_by(zone, pieces.shape)
    cores = _cores(hazard, setting.parameters.bank_offset_m)
    classes = [item.classification.zone_class or ZoneClass.LOCAL for item in evidence]
    reaching = np.flatnonzero(np.array([kind is not ZoneClass.LOCAL for kind in classes], dtype=bool))
    full = cores.copy()
    full[reaching] = setting.reach.shapes(pieces, zone, reaching, hazard, contacts)
    legal = np.zeros(count, dtype=bool)
    legal[zone[pieces.legal_band]] = True
    clipped = full.copy()
    for is_legal, half_width_m in ((False, result.band_m), (True, result.legal_band_m)):
        at = reaching[legal[reaching] == is_legal]
        if len(at):
            middle_m, _ = lines.nearest_to_middle(full[at])
            clipped[at] = lines.band(half_width_m).clip(full[at], middle_m)
    _add_exposed_outside(clipped, full, evidence, contacts, setting)
    return Outlines(
        clipped,
        cores,
        np.array([PRECEDENCE.index(kind) for kind in classes], dtype=np.int64),
        np.array([sum(item.hazard_amount.values()) for item in evidence], dtype=np.float64),
    )


def apart(drawn: Outlines) -> Objects:
    """Return the outlines without overlaps.

    The hazard stays with its own zone and the rest of a reach goes to the zone first in :data:`PRECEDENCE`, then to
    the one with more hazard, then to the first.  What becomes of a zone depends on those it meets alone.
    """
    count = len(drawn)
    rank = np.lexsort([np.arange(count), -drawn.amount, drawn.grade])
    precedence = np.empty(count, dtype=np.int64)
    precedence[rank] = np.arange(count)
    return _apart(drawn.clipped, drawn.cores, precedence)


def _cores(hazard: Objects, bank_m: float) -> Objects:
    """Return the land that stays with its zone: forest itself, a river with its banks."""
    cores = hazard.copy()
    lines = shapely.get_dimensions(hazard) < 2
    cores[lines] = in_threads(lambda shapes: shapely.buffer(shapes, bank_m), hazard[lines], chunk=16, worth=32)
    return cores


def _add_exposed_outside(
    clipped: Objects, full: Objects, evidence: Sequence[Evidence], contacts: Contacts, setting: Setting
) -> None:
    """Add, in place, the parts of a reach beyond the band, outside the origin, that hold a place."""
    if len(contacts.place) == 0:
        return
    at, place = contacts.group, contacts.place
    county = setting.places.county[place]
    codes = setting.partition.codes
    origins = np.array([item.classification.origin for item in evidence], dtype=object)
    foreign = (county >= 0) & (origins[at] != "") & (codes[county] != origins[at])
    at, place, county = at[foreign], place[foreign], county[foreign]
    beyond = ~shapely.intersects(clipped[at], setting.places.point[place])
    at, place, county = at[beyond], place[beyond], county[beyond]
    if len(at) == 0:
        return
    sides, side = np.unique(np.stack([at, county]), axis=1, return_inverse=True)
    zone, holder = sides
    rests = in_threads(
        lambda reach, land, near: shapely.difference(shapely.intersection(reach, land), near),
        full[zone],
        setting.partition.polygons[holder],
        clipped[zone],
        chunk=32,
        worth=2,
    )
    parts, of_side = shapely.get_parts(rests, return_index=True)
    # What each side's points lie in: a part is added once, however many it holds.
    point, held = shapely.STRtree(parts).query(setting.places.point[place], predicate="dwithin", distance=0.01)
    held = np.unique(held[of_side[held] == side.ravel()[point]])
    touched, united = united_by(
        np.concatenate([np.unique(zone[of_side[held]]), zone[of_side[held]]]),
        np.concatenate([clipped[np.unique(zone[of_side[held]])], parts[held]]),
    )
    for index, shape in zip(touched, united, strict=True):
        clipped[index] = polygonal(shape) or clipped[index]


def _apart(shapes: Objects, hazard: Objects, order: Integers) -> Objects:
    """Return shapes without overlaps; ``order`` 0 goes first, hazard cores stay with their zone."""
    a, b = query_pairs(shapely.STRtree(shapes), shapes, "intersects")
    higher = order[b] < order[a]
    c, d = query_pairs(shapely.STRtree(hazard), shapes, "intersects")
    lower = order[d] > order[c]
    touched, taken = united_by(
        np.concatenate([a[higher], c[lower]]), np.concatenate([shapes[b[higher]], hazard[d[lower]]])
    )
    result = shapes.copy()
    result[touched] = in_threads(shapely.difference, shapes[touched], taken, chunk=256)
    kept = np.unique(d[lower])  # zones whose hazard lies in a reach that goes first
    if len(kept):
        own = hazard.copy()
        e, f = query_pairs(shapely.STRtree(hazard), hazard, "intersects")
        first = order[f] < order[e]
        touched, taken = united_by(e[first], hazard[f[first]])
        own[touched] = shapely.difference(hazard[touched], taken)
        inside = shapely.intersection(own[kept], shapes[kept])
        result[kept] = in_threads(shapely.union, result[kept], inside, chunk=256)
    kinds = shapely.get_type_id(result)
    for at in np.flatnonzero((kinds != 3) & (kinds != 6)):
        result[at] = polygonal(result[at]) or shapely.Polygon()
    return result
