"""Shared borders of 199 clean counties against a vectorised intersection and ``geopandas.overlay``.

Each in the same process, in turn; all find the same pairs.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from layers.borders import build_network, clean_counties
from layers.borders.slivers import find_slivers
from layers.borders.verdicts import applied, by_holder, listed, verdict_rows
from tests.benchmarks import bench_zones
from tests.benchmarks.timing import alternating, load, timed

NAME = "borders"


def by_network(counties: gpd.GeoDataFrame) -> set[frozenset[str]]:
    """Pairs of counties by the program's own border network (lines, points, levels and lengths too)."""
    segments = build_network(counties).segments
    shared = segments[segments["right"].notna()]
    return {frozenset(pair) for pair in zip(shared["left"], shared["right"], strict=True)}


def by_intersection(counties: gpd.GeoDataFrame) -> set[frozenset[str]]:
    """Pairs by an STRtree and one vectorised intersection: lines only."""
    shapes, codes = counties.geometry.to_numpy(), counties["code"].astype(str).to_numpy()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = a[a < b], b[a < b]
    lines = shapely.intersection(shapes[a], shapes[b])
    long = shapely.length(lines) > 0.0
    return {frozenset(pair) for pair in np.stack([codes[a[long]], codes[b[long]]], axis=1).tolist()}


def by_overlay(counties: gpd.GeoDataFrame) -> set[frozenset[str]]:
    """Pairs by ``geopandas.overlay`` of the outlines with the counties."""
    outlines = counties[["code", "geometry"]].set_geometry(counties.boundary)
    found = gpd.overlay(outlines, counties[["code", "geometry"]], how="intersection", keep_geom_type=True)
    other = found[(found["code_1"] != found["code_2"]) & (shapely.length(found.geometry.to_numpy()) > 0.0)]
    return {frozenset(pair) for pair in other[["code_1", "code_2"]].astype(str).to_numpy().tolist()}


def run() -> dict[str, float]:
    """Measure and print; median seconds."""
    if not bench_zones.DATA.exists():
        print(f"skipped: {bench_zones.DATA} is not here")
        return {}
    counties = bench_zones.counties("clean")
    found = alternating(
        {
            "build_network": lambda: by_network(counties),
            "STRtree + intersection": lambda: by_intersection(counties),
            "geopandas.overlay": lambda: by_overlay(counties),
        }
    )
    print(f"{len(counties)} counties, {load()}")
    own = found["build_network"]
    for name, one in found.items():
        ratio = f"{own.median_s / one.median_s:.2f} of it" if one is not own else ""
        print(f"  {name:24}{one}   {len(one.result)} pairs  {ratio}")
    return {name: one.median_s for name, one in found.items()} | _slivers(counties)


def _slivers(clean: gpd.GeoDataFrame) -> dict[str, float]:
    """Find, judge and apply: every gap and overlap of the file that does not fit, and none in the one that does."""
    dirty = bench_zones.counties("dirty")
    found = find_slivers(dirty)
    kinds, groups = found["kind"], found["counties"]
    choices = [by_holder(group, group[0], kind) for group, kind in zip(groups, kinds, strict=True)]
    rows = verdict_rows(found, choices, judged_by="bench", judged_at="")
    layers = [clean_counties(dirty)]
    calls = {
        "find_slivers, dirty": lambda: find_slivers(dirty),
        "find_slivers, clean": lambda: find_slivers(clean),
        "listed (verdict on each)": lambda: listed(found, rows),
        "applied (all judged)": lambda: applied(layers[0][["code", "name", "geometry"]], rows, layers),
    }
    figures = {}
    for name, call in calls.items():
        one = timed(call)
        figures[name] = one.median_s
        print(f"  {name:26}{one}   {len(one.result)} rows")
    return figures
