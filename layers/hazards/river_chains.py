"""Sections of one river, put end to end.

Each county's file holds the river as far as its own line, and a survey breaks it at every
confluence.  Left in sections, no section would ever cross a county line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.geodesy import geodesic_lengths_m

FloatArray = NDArray[np.float64]

#: Two sections that leave a meeting point within this angle of each other run side by side: two
#: drawings of one river, not its continuation.
SIDE_BY_SIDE_DEG = 60.0
#: How far along a section its direction at an end is taken, metres.
TANGENT_M = 50.0


@dataclass(frozen=True)
class _End:
    """One end of a section."""

    line: int
    tail: bool  # False: where the section starts, True: where it stops

    @property
    def other(self) -> _End:
        """The far end of the same section."""
        return _End(self.line, not self.tail)


def joined(lines: gpd.GeoDataFrame, *, metric_epsg: int, snap_m: float) -> gpd.GeoDataFrame:
    """Join sections of rivers whose ends meet.

    Two ends closer than ``snap_m`` join when they are the only ones there, or the only two of
    their name, the names agree (an unnamed section takes either), the sections do not run back
    beside each other, and neither contradicts the other's known direction.

    Parameters
    ----------
    lines : GeoDataFrame
        ``layer_uid``, ``object_uid``, ``name``, ``width_m``, ``directed``, LineString (EPSG:4490).
    metric_epsg : int
    snap_m : float

    Returns
    -------
    GeoDataFrame
        The same columns, ``chainage_m`` and ``members``, the features of each line in its order.  A river
        of several features bears ``object_uid``, ``layer_uid`` and ``name`` of its longest (named) one; its
        width is their mean by length.  It runs downstream when any of its sections is known to: water that
        enters a section leaves it into the next.  A gap of less than ``snap_m`` is bridged straight.
    """
    planar = crs.transform(lines.geometry.to_numpy(), crs.STORAGE_CRS, f"EPSG:{metric_epsg}")
    length = geodesic_lengths_m(lines.geometry.to_numpy())
    directed = lines["directed"].to_numpy(dtype=bool)
    links = _links(planar, lines, snap_m)
    turned = [_turned(chain, directed, length) for chain in _chains(len(lines), links)]
    chains = [chain for chain, _ in turned]
    geometry = np.array([_geometry(lines.geometry.to_numpy(), chain) for chain in chains], dtype=object)
    rivers = _rivers(lines, chains)
    width = lines["width_m"].to_numpy(dtype=float)
    members = [[section for section, _ in chain] for chain in chains]
    table = pd.DataFrame(
        {
            "river": rivers,
            "width_m": [float(np.average(width[of], weights=length[of])) for of in members],
            "directed": [known for _, known in turned],
        }
    )
    together = np.array([len(of) > 1 for of in members])
    table["length_m"] = length[[of[0] for of in members]]
    table.loc[together, "length_m"] = geodesic_lengths_m(geometry[together])
    table["chainage_m"] = table.groupby("river")["length_m"].cumsum() - table["length_m"]
    uids = lines["object_uid"].to_numpy(dtype=object)
    table["members"] = [tuple(str(uids[section]) for section in of) for of in members]
    principal = _principal(lines, length, members, rivers)
    for name in ("layer_uid", "object_uid", "name"):
        table[name] = lines[name].to_numpy(dtype=object)[[principal[river] for river in rivers]]
    columns = ["layer_uid", "object_uid", "name", "width_m", "directed", "chainage_m", "members"]
    return gpd.GeoDataFrame(table[columns], geometry=geometry, crs=lines.crs)


def _links(planar: NDArray[np.object_], lines: gpd.GeoDataFrame, snap_m: float) -> dict[_End, _End]:
    """Return which end continues into which, both ways."""
    ends = [_End(line, tail) for line in range(len(planar)) for tail in (False, True)]
    points = np.empty(2 * len(planar), dtype=object)
    points[0::2], points[1::2] = shapely.get_point(planar, 0), shapely.get_point(planar, -1)
    directions = np.empty((2 * len(planar), 2))
    directions[0::2], directions[1::2] = _directions(planar, points[0::2], 1), _directions(planar, points[1::2], -1)
    names = lines["name"].to_numpy(dtype=object)
    directed = lines["directed"].to_numpy(dtype=bool)
    limit = float(np.cos(np.radians(SIDE_BY_SIDE_DEG)))
    links: dict[_End, _End] = {}
    for node in _nodes(points, snap_m):
        for i, j in _pairs(node, ends, names):
            a, b = ends[i], ends[j]
            side_by_side = float(directions[i] @ directions[j]) > limit
            contradicts = directed[a.line] and directed[b.line] and a.tail == b.tail
            if a.line != b.line and not side_by_side and not contradicts:
                links[a], links[b] = b, a
    return links


def _directions(planar: NDArray[np.object_], at: NDArray[np.object_], sign: int) -> FloatArray:
    """Return unit vectors from one end of each line into it."""
    inward = shapely.line_interpolate_point(planar, sign * np.minimum(TANGENT_M, shapely.length(planar)))
    vector = shapely.get_coordinates(inward) - shapely.get_coordinates(at)
    size = np.hypot(vector[:, 0], vector[:, 1])
    return np.asarray(vector / np.where(size > 0, size, 1.0)[:, None])


def _nodes(points: NDArray[np.object_], snap_m: float) -> Iterator[list[int]]:
    """Yield groups of at least two ends that lie together, in order."""
    a, b = shapely.STRtree(points).query(points, predicate="dwithin", distance=snap_m)
    parent = np.arange(len(points))
    for i, j in zip(a[a < b].tolist(), b[a < b].tolist(), strict=True):
        ri, rj = _root(parent, i), _root(parent, j)
        parent[max(ri, rj)] = min(ri, rj)
    groups: dict[int, list[int]] = {}
    for i in range(len(points)):
        groups.setdefault(_root(parent, i), []).append(i)
    yield from (group for group in groups.values() if len(group) > 1)


def _root(parent: NDArray[np.int64], i: int) -> int:
    """Return the representative of i's group, shortening the way to it."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = int(parent[i])
    return i


def _pairs(node: list[int], ends: list[_End], names: NDArray[np.object_]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of ends at a meeting point that are one river."""
    if len(node) == 2:
        first, second = (names[ends[i].line] for i in node)
        if first == second or not first or not second:
            yield node[0], node[1]
        return
    by_name: dict[str, list[int]] = {}
    for i in node:
        by_name.setdefault(str(names[ends[i].line]), []).append(i)
    for name, same in by_name.items():
        if name and len(same) == 2:
            yield same[0], same[1]


def _chains(size: int, links: dict[_End, _End]) -> Iterator[list[tuple[int, bool]]]:
    """Yield each chain as (section, reversed) in order; a section without neighbours is a chain of one."""
    seen: set[int] = set()
    # Chains with a free end first, from their lowest section; what is left is closed rings.
    free = [_End(i, tail) for i in range(size) for tail in (False, True) if _End(i, tail) not in links]
    for start in [*free, *(_End(i, False) for i in range(size))]:
        if start.line in seen:
            continue
        chain: list[tuple[int, bool]] = []
        end: _End | None = start
        while end is not None and end.line not in seen:
            seen.add(end.line)
            chain.append((end.line, end.tail))  # entered by its tail: it runs the other way
            end = links.get(end.other)
        yield chain


def _geometry(lines: NDArray[np.object_], chain: list[tuple[int, bool]]) -> shapely.LineString:
    """Return one line along a chain."""
    if len(chain) == 1 and not chain[0][1]:
        return lines[chain[0][0]]
    parts = [shapely.get_coordinates(lines[line])[:: -1 if back else 1] for line, back in chain]
    return shapely.LineString(np.concatenate(parts))


def _turned(
    chain: list[tuple[int, bool]], directed: NDArray[np.bool_], length: FloatArray
) -> tuple[list[tuple[int, bool]], bool]:
    """Return a chain in its river's direction and whether that is known.

    Sections known to run downstream decide; if they contradict each other nothing is known.  Then
    the longest section keeps the way it was digitised.
    """
    told = {back for line, back in chain if directed[line]}
    known = len(told) == 1
    back = told.pop() if known else max(chain, key=lambda section: length[section[0]])[1]
    return ([(line, not turn) for line, turn in reversed(chain)] if back else chain), known


def _rivers(lines: gpd.GeoDataFrame, chains: list[list[tuple[int, bool]]]) -> list[int]:
    """Number the rivers: chains that share a feature of several parts are one."""
    parent = np.arange(len(chains))
    first: dict[str, int] = {}
    uids = lines["object_uid"].to_numpy(dtype=object)
    for i, chain in enumerate(chains):
        for line, _ in chain:
            a, b = _root(parent, i), _root(parent, first.setdefault(str(uids[line]), i))
            parent[max(a, b)] = min(a, b)
    return [_root(parent, i) for i in range(len(chains))]


def _principal(
    lines: gpd.GeoDataFrame, length: FloatArray, members: list[list[int]], rivers: list[int]
) -> dict[int, int]:
    """Return, for each river, the section whose feature stands for it: the longest feature, named ones first."""
    rows = [(river, section) for river, of in zip(rivers, members, strict=True) for section in of]
    table = pd.DataFrame(rows, columns=["river", "section"])
    table["uid"] = lines["object_uid"].to_numpy(dtype=object)[table["section"]]
    table["named"] = lines["name"].to_numpy(dtype=object)[table["section"]] != ""
    table["length_m"] = length[table["section"]]
    table["length_m"] = table.groupby(["river", "uid"])["length_m"].transform("sum").round(3)
    table = table.sort_values(["named", "length_m", "uid"], ascending=[False, False, True], kind="stable")
    table = table.drop_duplicates("river")
    return dict(zip(table["river"].tolist(), table["section"].tolist(), strict=True))
