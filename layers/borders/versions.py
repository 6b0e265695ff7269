"""Two counties' own files of one line: which layer is whose version.

A county's own version is that of the layer that speaks for it.  The rule, for a county that several layers
carry, in this order; the first step that leaves one layer decides:

1. the layer whose *speaks for* names the county;
2. the layer whose title names the county (short name or code);
3. the layer that carries the fewest counties: a county's own file is about that county;
4. the uppermost layer.

Where two counties both come to step 4, the two layers are two whole versions of their line and nothing says
whose is whose: the upper one is taken for the county with the lower code, the other for its neighbour.
The planner changes that on the layer's card (*speaks for*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.borders import slivers
from layers.borders.coverage import clean_counties
from layers.progress import Progress, part, silent


@dataclass(frozen=True)
class CountyLayer:
    """A county layer of a plan: whom it speaks for, and its counties (``code``, ``name``, ``geometry``; EPSG:4490)."""

    title: str
    speaks_for: frozenset[str]
    frame: gpd.GeoDataFrame


@dataclass(frozen=True)
class Versions:
    """Each county's own version of its outline."""

    own: gpd.GeoDataFrame  # code, name, geometry: one row per county, clean, in code order
    layer_of: Mapping[str, int]  # county code → position of the layer it is taken from
    #: Pairs of layers (upper, lower) that are two whole versions, with the counties that nothing assigns.
    rivals: tuple[tuple[int, int, frozenset[str]], ...]
    clean: tuple[gpd.GeoDataFrame, ...]  # the layers, cleaned, in the order they came


def own_versions(layers: Sequence[CountyLayer], short_names: Mapping[str, str] | None = None) -> Versions:
    """Return each county's own version by the rule above.

    Parameters
    ----------
    layers : sequence of CountyLayer
        From the top down.
    short_names : mapping, optional
        County code → short name, e.g. 怀柔, to be looked for in titles.

    Raises
    ------
    AnalysisError
        A layer has no county polygon with a code.
    """
    clean = tuple(clean_counties(layer.frame) for layer in layers)
    carried = [frozenset(frame["code"]) for frame in clean]
    layer_of: dict[str, int] = {}
    unsaid: set[str] = set()
    for code in sorted(frozenset().union(*carried)):
        candidates = [at for at, codes in enumerate(carried) if code in codes]
        names = tuple(name for name in (code, (short_names or {}).get(code, "")) if name)
        for step in (
            [at for at in candidates if code in layers[at].speaks_for],
            [at for at in candidates if any(name in layers[at].title for name in names)],
        ):
            if len(candidates) > 1 and step:
                candidates = step
        fewest = min(len(carried[at]) for at in candidates)
        candidates = [at for at in candidates if len(carried[at]) == fewest]
        layer_of[code] = candidates[0]
        if len(candidates) > 1:
            unsaid.add(code)
    rows = [
        frame.loc[[layer_of[code] == at for code in frame["code"]], ["code", "name", "geometry"]]
        for at, frame in enumerate(clean)
    ]
    own = gpd.GeoDataFrame(pd.concat(rows, ignore_index=True), geometry="geometry", crs=clean[0].crs)
    own = own.sort_values("code", kind="stable").reset_index(drop=True)
    rivals = []
    for upper in range(len(layers)):
        mine = frozenset(code for code in unsaid if layer_of[code] == upper)
        for lower in range(upper + 1, len(layers)):
            both = mine & carried[lower]
            if len(both) > 1:
                rivals.append((upper, lower, both))
    return Versions(own, layer_of, tuple(rivals), clean)


def lines_of(versions: Versions, counties: Sequence[str]) -> dict[str, shapely.Geometry]:
    """Return each county's own outline (EPSG:4490), as the slivers between these counties were found with."""
    group = sorted(counties)
    for upper, lower, codes in versions.rivals:
        if set(group) <= codes:
            frames = [versions.clean[upper], *[versions.clean[lower]] * (len(group) - 1)]
            return {
                code: frame.geometry[frame["code"] == code].iloc[0] for code, frame in zip(group, frames, strict=True)
            }
    shapes = versions.own.set_index("code").geometry
    return {code: shapes[code] for code in group if code in shapes.index}


def find_all(
    versions: Versions,
    *,
    narrowest_m: float = 1.0,
    smallest_m2: float = 0.0,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """Return the slivers between the counties' own versions, columns ``SLIVER_COLUMNS``, the largest first.

    Between two whole versions of a line (:attr:`Versions.rivals`) what the first gives to the county of the
    lower code and the second to its neighbour is claimed twice, an overlap; the other way round neither county
    claims it in its own version, and it is listed as a gap.
    """
    found = [
        slivers.measured([], [], [], np.zeros(0, dtype=bool))
        if len(versions.own) == 0
        else slivers.find_slivers(
            versions.own, narrowest_m=narrowest_m, smallest_m2=smallest_m2, progress=part(progress, 0.0, 0.8)
        )
    ]
    for upper, lower, codes in versions.rivals:
        progress(0.85, "slivers_versions")
        frame = _differences(versions.clean[upper], versions.clean[lower], codes)
        found.append(frame[(frame["width_m"] > narrowest_m) & (frame["area_m2"] > smallest_m2)])
    progress(1.0, "slivers_done")
    if len(found) == 1:
        return found[0]
    every = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=found[0].crs)
    every = every.drop_duplicates("uid").sort_values(["area_m2", "uid"], ascending=[False, True], kind="stable")
    return every.reset_index(drop=True)


def _differences(upper: gpd.GeoDataFrame, lower: gpd.GeoDataFrame, codes: frozenset[str]) -> gpd.GeoDataFrame:
    """Return where two whole versions give land to different counties of a set."""
    upper, lower = upper[upper["code"].isin(codes)], lower[lower["code"].isin(codes)]
    theirs, mine = np.asarray(lower.geometry.array, dtype=object), np.asarray(upper.geometry.array, dtype=object)
    code_above, code_below = upper["code"].to_numpy(dtype=object), lower["code"].to_numpy(dtype=object)
    a, b = shapely.STRtree(theirs).query(mine, predicate="intersects")
    other = code_above[a] != code_below[b]
    a, b = a[other], b[other]
    pieces, owner = slivers.polygons_of(shapely.intersection(mine[a], theirs[b]))
    kinds, counties = [], []
    for at in owner:
        above, below = str(code_above[a[at]]), str(code_below[b[at]])
        kinds.append(slivers.OVERLAP if above < below else slivers.GAP)
        counties.append(sorted((above, below)))
    return slivers.measured(kinds, counties, list(pieces), np.zeros(len(pieces), dtype=bool))
