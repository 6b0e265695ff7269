"""Reach of hazards that say for every object which land it comes to: plumes, rings, corridors, mapped areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.coverage import polygonal
from layers.hazards.footprint import Footprint
from layers.parallel import query_pairs
from layers.progress import Progress, silent
from layers.zones.links import Timed, timed_links
from layers.zones.reach import NONE, Contacts, Pairs, near_counties
from layers.zones.reasons import reason

if TYPE_CHECKING:
    from layers.zones.evidence import Pieces, Setting

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class FootprintReach:
    """Everything inside the footprints of the objects.

    Attributes
    ----------
    hazard : str
        Code of the kind: its own sentence says how the footprints were found.
    footprints : dict of uid to Footprint
        One for every object that has pieces.
    """

    hazard: str
    footprints: Mapping[str, Footprint]

    def contacts(self, pieces: Pieces, group: Integers, setting: Setting, progress: Progress = silent) -> Contacts:
        """Return places and silent counties inside the footprints, and which footprint says how it was found."""
        if len(pieces) == 0:
            return Contacts(NONE, NONE)
        shapes = self._around(pieces)
        tree = shapely.STRtree(shapes)
        place, piece = query_pairs(tree, setting.places.point, "intersects")
        found = np.unique(np.stack([group[piece], place]), axis=1)
        return Contacts(
            found[0],
            found[1],
            near_counties(shapely.STRtree(pieces.shape), group, setting, setting.silent_hazard, setting.touch_m),
            _inside(tree, group, setting),
            facts=self._facts(pieces, group),
            timed=self._timed(pieces, group, shapes),
        )

    def shapes(
        self, pieces: Pieces, zone: Integers, reaching: Integers, hazard: Objects, contacts: Contacts
    ) -> Objects:
        """Return the hazard and its footprints."""
        around = self._around(pieces)
        result = np.full(len(reaching), None, dtype=object)
        for at, number in enumerate(reaching.tolist()):
            joined = shapely.union_all([*around[zone == number], hazard[number]])
            result[at] = polygonal(joined) or shapely.Polygon()
        return result

    def reason(self, contacts: Contacts, zone: int) -> dict[str, Any]:
        """Say how the footprint of the zone's first object was found."""
        return reason("hazard_reach", hazard=self.hazard, facts=dict(contacts.facts.get(zone, {})))

    def links(self, contacts: Contacts, zone: int, setting: Setting) -> list[dict[str, Any]]:
        """Return from which county it comes to which, how soon, and whom it reaches by when; none without times."""
        found = contacts.timed.get(zone, ())
        place = np.unique(contacts.place[contacts.group == zone])
        return timed_links(found, place, setting) if found else []

    def _timed(self, pieces: Pieces, group: Integers, shapes: Objects) -> dict[int, tuple[Timed, ...]]:
        """Return by group where each footprint comes from and how soon; none of a group in which one has no time."""
        found: dict[int, dict[tuple[int, int], Timed]] = {}
        untimed = set()
        for at, uid, county, shape in zip(
            group.tolist(), pieces.uid.tolist(), pieces.county.tolist(), shapes, strict=True
        ):
            arrival = self.footprints[str(uid)].arrival
            if arrival is None:
                untimed.add(at)
            else:
                found.setdefault(at, {})[county, id(shape)] = (county, shape, arrival)
        return {at: tuple(timed.values()) for at, timed in found.items() if at not in untimed}

    def _around(self, pieces: Pieces) -> Objects:
        known: dict[tuple[str, bytes], shapely.Geometry] = {}
        found = np.full(len(pieces), None, dtype=object)
        for at, (uid, shape) in enumerate(zip(pieces.uid.tolist(), pieces.shape, strict=True)):
            key = (str(uid), shapely.to_wkb(shape))
            if key not in known:
                known[key] = self.footprints[str(uid)].around(shape)
            found[at] = known[key]
        return found

    def _facts(self, pieces: Pieces, group: Integers) -> dict[int, Mapping[str, Any]]:
        """Return by group the facts of the object with most in it, ties to the lower uid."""
        most: dict[int, tuple[float, str]] = {}
        for at, uid, amount in zip(group.tolist(), pieces.uid.tolist(), pieces.amount.tolist(), strict=True):
            best = (-round(amount, 6), str(uid))
            most[at] = min(most.get(at, best), best)
        return {at: self.footprints[uid].facts for at, (_, uid) in most.items()}


def _inside(tree: shapely.STRtree, group: Integers, setting: Setting) -> Pairs:
    """Return which silent counties the footprints come into."""
    chosen = np.flatnonzero(np.isin(setting.partition.codes.astype(str), sorted(setting.silent_places)))
    if len(chosen) == 0:
        return NONE, NONE
    at, piece = query_pairs(tree, setting.partition.polygons[chosen], "intersects")
    found = np.unique(np.stack([chosen[at], group[piece]]), axis=1)
    return found[0], found[1]
