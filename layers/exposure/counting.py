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
    told = tally(areas, places)
    no_figure = (told["known"] == 0) & (told["unknown"] > 0)
    nobody_speaks = np.isin(areas["county"].to_numpy(dtype=object).astype(str), ["", *silent])
    return pd.DataFrame(
        {
            "key": areas["key"].to_numpy(),
            "county": areas["county"].to_numpy(dtype=object),
            "people": np.where(no_figure | nobody_speaks, np.nan, told["people"]),
            "people_unknown_places": told["unknown"],
            "villages": told["villages"],
            "assets": told["assets"],
        },
        index=areas.index,
    )


def tally(areas: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> dict[str, np.ndarray]:
    """Return plain counts of the places in areas, whoever speaks for them; areas and edges as in :func:`summarise`.

    Returns
    -------
    dict of arrays, shape (n,)
        ``people``, the sum of known figures; ``known`` and ``unknown``, places whose people count, with a figure and
        without; ``villages``, ``buildings``, ``installations``, ``intakes``; ``assets``, all but population units.
    """
    size = len(areas)
    metric = places if places.crs == areas.crs or len(places) == 0 else places.to_crs(areas.crs)
    tree = shapely.STRtree(metric.geometry.to_numpy())
    area, place = tree.query(areas.geometry.to_numpy(), predicate="dwithin", distance=ON_EDGE_M)
    same = areas["county"].to_numpy(dtype=object)[area] == metric["county"].to_numpy(dtype=object)[place]
    area, place = area[same], place[same]

    role = metric["role"].to_numpy(dtype=object)[place]
    village = role == Role.SETTLEMENT.value
    unit = role == Role.POPULATION.value
    figure = metric["people"].to_numpy(dtype=float)[place]
    counted = metric["counted"].to_numpy(dtype=bool)[place]
    known = counted & ~np.isnan(figure)

    def count(mask: np.ndarray) -> np.ndarray:
        return np.bincount(area[mask], minlength=size)

    return {
        "people": np.bincount(area[known], weights=figure[known], minlength=size),
        "known": count(known),
        "unknown": count(counted & np.isnan(figure) & (village | unit)),
        "villages": count(village),
        "buildings": count(role == Role.BUILDING.value),
        "installations": count(role == Role.INSTALLATION.value),
        "intakes": count(role == Role.WATER_INTAKE.value),
        "assets": count(~unit),
    }


def total(summary: pd.DataFrame) -> pd.DataFrame:
    """Add the parts of each area up: one row per ``key``; people are nan only when no part knows any."""
    groups = summary.groupby("key", sort=False)
    counts = groups[["people_unknown_places", "villages", "assets"]].sum()
    counts.insert(0, "people", groups["people"].sum(min_count=1))
    return counts
