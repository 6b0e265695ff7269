"""Counting places inside areas."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.exposure.location import ON_EDGE_M
from layers.kinds import Role

#: Columns of :func:`summarise` beside ``key`` and ``county``.
SUMMARY_COLUMNS = ("people", "people_unknown_places", "villages", "assets")


def summarise(
    areas: gpd.GeoDataFrame, places: gpd.GeoDataFrame, *, silent: Collection[str] = frozenset()
) -> pd.DataFrame:
    """Count people and places in areas, county by county.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        Columns ``key``, ``county`` and ``geometry`` (polygons, metric CRS): an area cut by county.
        A row takes only places of its own county, and an area's edge counts in, so a village on a
        county line is counted once and the parts of an area sum to the whole.
    places : GeoDataFrame
        From :func:`layers.exposure.places`, any CRS.
    silent : collection of str
        Counties whose people are unknown (:func:`layers.exposure.silent_counties`).

    Returns
    -------
    DataFrame, indexed like ``areas``
        ``key``, ``county``; ``people``, sum of the known figures: nan when places are there and none
        has a figure, when the county is silent, and outside every county; 0.0 only when a layer
        speaks and nobody lives there; ``people_unknown_places`` (settlements and population units
        without a figure), ``villages`` (settlements), ``assets`` (all places, a population unit
        excepted: it is people, not a thing).
    """
    size = len(areas)
    metric = places if places.crs == areas.crs or len(places) == 0 else places.to_crs(areas.crs)
    tree = shapely.STRtree(metric.geometry.to_numpy())
    area, place = tree.query(areas.geometry.to_numpy(), predicate="dwithin", distance=ON_EDGE_M)
    of_area = areas["county"].to_numpy(dtype=object)
    same = of_area[area] == metric["county"].to_numpy(dtype=object)[place]
    area, place = area[same], place[same]

    role = metric["role"].to_numpy(dtype=object)[place]
    village = role == Role.SETTLEMENT.value
    unit = role == Role.POPULATION.value
    figure = metric["people"].to_numpy(dtype=float)[place]
    counted = metric["counted"].to_numpy(dtype=bool)[place]
    known = counted & ~np.isnan(figure)
    unknown = counted & np.isnan(figure) & (village | unit)

    def count(mask: np.ndarray) -> np.ndarray:
        return np.bincount(area[mask], minlength=size)

    people = np.bincount(area[known], weights=figure[known], minlength=size)
    no_figure = (count(known) == 0) & (count(unknown) > 0)
    nobody_speaks = np.isin(of_area.astype(str), ["", *silent])
    return pd.DataFrame(
        {
            "key": areas["key"].to_numpy(),
            "county": of_area,
            "people": np.where(no_figure | nobody_speaks, np.nan, people),
            "people_unknown_places": count(unknown),
            "villages": count(village),
            "assets": count(~unit),
        },
        index=areas.index,
    )


def total(summary: pd.DataFrame) -> pd.DataFrame:
    """Add the parts of each area up: one row per ``key``; people are nan only when no part knows any."""
    groups = summary.groupby("key", sort=False)
    counts = groups[["people_unknown_places", "villages", "assets"]].sum()
    counts.insert(0, "people", groups["people"].sum(min_count=1))
    return counts
