"""Where another route would pass most woods that no route passes: along roads, ridges and lines between counties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.ops import substring

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]

#: Stretches between two choices are no longer than this.
_PIECE_M = 500.0
#: Ends of lines this close are one place.
_JOIN_M = 1.0
#: A suggestion is grown from this many of the best stretches, and the best of them is taken.
_SEEDS = 24


@dataclass(frozen=True)
class SuggestedRoute:
    """One suggestion; ``gained_ha`` are woods no route and no suggestion before it passes."""

    line: shapely.LineString
    length_m: float
    gained_ha: float
    gained_by_county_ha: tuple[float, ...]


@dataclass(frozen=True)
class WayNet:
    """Stretches one can walk, and the woods along each.

    Attributes
    ----------
    pieces : ndarray of LineString, (n,)
    ends : int64, (n, 2)
        Places at which each begins and ends.
    length_m : float64, (n,)
    cells : tuple of int64 arrays
        Woods within the detection distance of each.
    """

    pieces: Objects
    ends: NDArray[np.int64]
    length_m: Floats
    cells: tuple[NDArray[np.int64], ...]


def way_net(lines: Sequence[shapely.Geometry], woods: Objects, detection_m: float) -> WayNet:
    """Return lines as a net of short stretches.

    Parameters
    ----------
    lines : sequence of lines
        Metric CRS; where two cross one can change from one to the other.
    woods : ndarray of Point, (w,)
        Middles of the cells of woods.
    detection_m : float
    """
    flat = [part for part in shapely.get_parts(np.array(list(lines), dtype=object)) if part.length > 0.0]
    if not flat:
        return WayNet(np.empty(0, dtype=object), np.empty((0, 2), dtype=np.int64), np.empty(0), ())
    noded = shapely.get_parts(shapely.node(shapely.set_precision(shapely.MultiLineString(flat), _JOIN_M)))
    pieces: list[shapely.LineString] = []
    for line in noded:
        count = max(int(np.ceil(line.length / _PIECE_M)), 1)
        cuts = np.linspace(0.0, line.length, count + 1)
        pieces += [substring(line, float(a), float(b)) for a, b in pairwise(cuts)]
    shapes = np.array(pieces, dtype=object)
    ends = np.array([[one.coords[0], one.coords[-1]] for one in pieces]).reshape(-1, 2)
    _places, where = np.unique(np.round(ends / _JOIN_M).astype(np.int64), axis=0, return_inverse=True)
    tree = shapely.STRtree(woods)
    of_piece, cell = tree.query(shapes, predicate="dwithin", distance=detection_m)
    order = np.argsort(of_piece, kind="stable")
    splits = np.searchsorted(of_piece[order], np.arange(1, len(shapes)))
    return WayNet(
        shapes, where.reshape(-1, 2).astype(np.int64), shapely.length(shapes), tuple(np.split(cell[order], splits))
    )


def suggest_routes(
    net: WayNet,
    area_ha: Floats,
    county: NDArray[np.integer],
    passed: NDArray[np.bool_],
    *,
    counties: int,
    count: int,
    most_m: float,
    least_ha_km: float = 5.0,
) -> list[SuggestedRoute]:
    """Suggest routes, the one that gains most first.

    A route grows from a stretch at both its ends, each time by the stretch that gains most woods a kilometre, until it
    is as long as a round may be or gains less than ``least_ha_km``; it takes no stretch twice.  This is a heuristic
    of nearest insertion: nothing is promised about the best.

    Parameters
    ----------
    net : WayNet
    area_ha : float64, (w,)
        Of the cells of woods.
    county : int, (w,)
    passed : bool, (w,)
        Cells that a route passes already.
    counties : int
        How many there are.
    count : int
        How many are wanted.
    most_m : float
        A route is no longer.
    least_ha_km : float
        Woods gained for each kilometre, below which it is not worth walking on.
    """
    left = np.where(passed, 0.0, area_ha)
    at_place: dict[int, list[int]] = {}
    for piece, (a, b) in enumerate(net.ends.tolist()):
        at_place.setdefault(a, []).append(piece)
        at_place.setdefault(b, []).append(piece)
    found: list[SuggestedRoute] = []
    for _ in range(count):
        gains = np.array([left[cells].sum() for cells in net.cells])
        rate = np.divide(gains, net.length_m, out=np.zeros(len(gains)), where=net.length_m > 0.0)
        seeds = [int(one) for one in np.argsort(-rate, kind="stable")[:_SEEDS] if rate[one] * 1000.0 >= least_ha_km]
        grown = [_grown(net, left, at_place, seed, most_m, least_ha_km) for seed in seeds]
        grown = [one for one in grown if one[0]]
        if not grown:
            break
        path, _gain = max(grown, key=lambda one: one[1])
        cells = np.unique(np.concatenate([net.cells[piece] for piece in path]))
        line = _joined(net, path)
        by = np.bincount(county[cells], weights=left[cells], minlength=counties)
        found.append(SuggestedRoute(line, float(line.length), float(left[cells].sum()), tuple(by.tolist())))
        left[cells] = 0.0
    return found


def _grown(
    net: WayNet, left: Floats, at_place: dict[int, list[int]], seed: int, most_m: float, least_ha_km: float
) -> tuple[list[int], float]:
    """Return the stretches of a route in order, and what it gains."""
    if net.length_m[seed] > most_m:
        return [], 0.0
    here = left.copy()
    path, used = [seed], {seed}
    head, tail = (int(one) for one in net.ends[seed])
    length, gain = float(net.length_m[seed]), float(here[net.cells[seed]].sum())
    here[net.cells[seed]] = 0.0
    visited = {head, tail}
    while True:
        best: tuple[float, int, bool] | None = None
        for place, is_head in ((head, True), (tail, False)):
            for piece in at_place[place]:
                if piece in used or length + net.length_m[piece] > most_m:
                    continue
                a, b = (int(one) for one in net.ends[piece])
                far = b if a == place else a
                if far in visited:  # a route does not cross itself
                    continue
                rate = float(here[net.cells[piece]].sum()) / max(float(net.length_m[piece]), 1.0)
                if best is None or rate > best[0]:
                    best = (rate, piece, is_head)
        if best is None or best[0] * 1000.0 < least_ha_km:
            return path, gain
        _rate, piece, is_head = best
        a, b = (int(one) for one in net.ends[piece])
        if is_head:
            path.insert(0, piece)
            head = b if a == head else a
            visited.add(head)
        else:
            path.append(piece)
            tail = b if a == tail else a
            visited.add(tail)
        used.add(piece)
        length += float(net.length_m[piece])
        gain += float(here[net.cells[piece]].sum())
        here[net.cells[piece]] = 0.0


def _joined(net: WayNet, path: list[int]) -> shapely.LineString:
    """Return stretches that follow each other as one line."""
    if len(path) == 1:
        line: shapely.LineString = net.pieces[path[0]]
        return line
    coords: list[tuple[float, float]] = []
    first, second = net.ends[path[0]], net.ends[path[1]]
    place = int(first[0]) if int(first[1]) in second.tolist() else int(first[1])
    for piece in path:
        a, b = (int(one) for one in net.ends[piece])
        some = list(net.pieces[piece].coords)
        if a != place:
            some.reverse()
        coords += some if not coords else some[1:]
        place = b if a == place else a
    return shapely.LineString(coords)
