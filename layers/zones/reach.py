"""What a hazard reaches: which places and counties it comes to, and over which land.

Two ways to say it: a stated distance (here), or the spread of fire (:mod:`layers.zones.spread_reach`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.parallel import in_threads, query_pairs
from layers.progress import Progress, silent
from layers.zones.reasons import reason

if TYPE_CHECKING:
    from layers.spread.reaching import Reach as FireReach
    from layers.zones.evidence import Pieces, Setting
    from layers.zones.links import Timed

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]
Pairs = tuple[Integers, Integers]

#: Outlines are simplified by this share of the reach, at most 25 m, before they are buffered.
_SIMPLIFY_SHARE = 0.05
_SIMPLIFY_MOST_M = 25.0
_QUAD_SEGMENTS = 8

NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Contacts:
    """What groups of pieces come to.

    Attributes
    ----------
    group, place : int64, (n,)
        Pairs, each once.
    silent_hazard, silent_places, silent_fuel : pairs of int64 arrays
        County and group, where the county says nothing of the hazard, of its places, of what burns there.
    fires : dict of int to dict of int to Reach
        Group → county of its pieces → the fire from them; empty where reach is a distance.
    facts : dict of int to mapping
        Group → how its footprint was found.
    timed : dict of int to tuple
        Group → county, footprint and times of its pieces; empty where a footprint has no time.
    """

    group: Integers
    place: Integers
    silent_hazard: Pairs = (NONE, NONE)
    silent_places: Pairs = (NONE, NONE)
    silent_fuel: Pairs = (NONE, NONE)
    fires: dict[int, dict[int, FireReach]] = field(default_factory=dict)
    facts: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    timed: dict[int, tuple[Timed, ...]] = field(default_factory=dict)

    def renumbered(self, fresh: Integers) -> Contacts:
        """Return them with new numbers of groups; those that become −1 are left out."""

        def pairs(some: Pairs) -> Pairs:
            kept = fresh[some[1]] >= 0
            return some[0][kept], fresh[some[1][kept]]

        kept = fresh[self.group] >= 0
        return replace(
            self,
            group=fresh[self.group[kept]],
            place=self.place[kept],
            silent_hazard=pairs(self.silent_hazard),
            silent_places=pairs(self.silent_places),
            silent_fuel=pairs(self.silent_fuel),
            fires={int(fresh[group]): fires for group, fires in self.fires.items() if fresh[group] >= 0},
            facts={int(fresh[group]): facts for group, facts in self.facts.items() if fresh[group] >= 0},
            timed={int(fresh[group]): timed for group, timed in self.timed.items() if fresh[group] >= 0},
        )


class Reach(Protocol):
    """How far a hazard reaches."""

    def contacts(self, pieces: Pieces, group: Integers, setting: Setting, progress: Progress = silent) -> Contacts:
        """Return what groups 0 … g−1 of pieces come to."""
        ...

    def shapes(
        self, pieces: Pieces, zone: Integers, reaching: Integers, hazard: Objects, contacts: Contacts
    ) -> Objects:
        """Return what some zones (``reaching``, ascending) reach, the hazard included.

        ``hazard`` has the united pieces of every zone; all in the metric CRS.
        """
        ...

    def reason(self, contacts: Contacts, zone: int) -> dict[str, Any]:
        """Return how the reach of a zone was found, as a reason."""
        ...

    def links(self, contacts: Contacts, zone: int, setting: Setting) -> list[dict[str, Any]]:
        """Return from which county the hazard comes to which, how soon, and whom it reaches by when (``LINK_KEYS``)."""
        ...


@dataclass(frozen=True)
class DistanceReach:
    """Everything within a stated distance."""

    reach_m: float

    def contacts(self, pieces: Pieces, group: Integers, setting: Setting, progress: Progress = silent) -> Contacts:
        """Return places and silent counties within the distance."""
        tree = shapely.STRtree(pieces.shape)
        place, piece = query_pairs(tree, setting.places.point, "dwithin", distance=self.reach_m)
        found = np.unique(np.stack([group[piece], place]), axis=1)
        return Contacts(
            found[0],
            found[1],
            near_counties(tree, group, setting, setting.silent_hazard, setting.touch_m),
            near_counties(tree, group, setting, setting.silent_places, self.reach_m),
        )

    def shapes(
        self, pieces: Pieces, zone: Integers, reaching: Integers, hazard: Objects, contacts: Contacts
    ) -> Objects:
        """Return the hazard and everything within the distance."""
        order = np.argsort(zone, kind="stable")
        order = order[np.isin(zone[order], reaching)]
        tolerance = min(_SIMPLIFY_MOST_M, _SIMPLIFY_SHARE * self.reach_m)
        simple = in_threads(lambda shapes: shapely.simplify(shapes, tolerance), pieces.shape[order])
        outline = np.asarray(
            shapely.geometrycollections(simple, indices=np.searchsorted(reaching, zone[order])), dtype=object
        )
        return in_threads(
            lambda shapes: shapely.buffer(shapes, self.reach_m, quad_segs=_QUAD_SEGMENTS), outline, chunk=512
        )

    def reason(self, contacts: Contacts, zone: int) -> dict[str, Any]:
        """Say that it is a distance."""
        return reason("reach_is_distance", reach_m=self.reach_m)

    def links(self, contacts: Contacts, zone: int, setting: Setting) -> list[dict[str, Any]]:
        """Return none: a distance has no time."""
        return []


def near_counties(
    tree: shapely.STRtree, group: Integers, setting: Setting, codes: frozenset[str], within_m: float
) -> Pairs:
    """Return which of some counties lie within a distance of which groups."""
    chosen = np.flatnonzero(np.isin(setting.partition.codes.astype(str), sorted(codes)))
    if len(chosen) == 0:
        return NONE, NONE
    at, piece = query_pairs(tree, setting.partition.polygons[chosen], "dwithin", distance=within_m)
    found = np.unique(np.stack([chosen[at], group[piece]]), axis=1)
    return found[0], found[1]
