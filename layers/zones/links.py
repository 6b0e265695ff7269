"""Whom a hazard reaches by when: the figures of a zone's links, the same for fires, plumes and breaches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.hazards.arrival import Arrival, steps_min

if TYPE_CHECKING:
    from layers.zones.evidence import Places, Setting

#: County a piece lies in, what it reaches, how soon.
Timed = tuple[int, shapely.Geometry, Arrival]


def counted(
    places: Places, place: NDArray[np.int64], minutes: NDArray[np.float64], steps: Sequence[float], *, is_silent: bool
) -> dict[str, Any]:
    """Return people, places without a figure, villages and places reached by each step (keys of ``LINK_KEYS``).

    Parameters
    ----------
    place : int64, (p,)
        Those of one county.
    minutes : float64, (p,)
        When each is reached.
    is_silent : bool
        Nobody says where people live there: they are unknown, not none.
    """
    unknown = places.is_unknown[place]
    known = places.counted[place] & ~np.isnan(places.people[place])
    by_step = minutes[None, :] <= np.asarray(steps)[:, None]
    people = np.where(known, np.nan_to_num(places.people[place]), 0.0)
    return {
        "people": None if is_silent else rounded(by_step @ people),
        "unknown": (by_step @ unknown.astype(np.int64)).tolist(),
        "villages": (by_step @ places.villages[place].astype(np.int64)).tolist(),
        "places": by_step.sum(axis=1).tolist(),
    }


def rounded(values: Any) -> list[float]:
    """Return numbers as they are stored."""
    return [round(float(value), 4) for value in values]


def timed_links(found: Sequence[Timed], place: NDArray[np.int64], setting: Setting) -> list[dict[str, Any]]:
    """Return the links of a zone whose footprints have times: from the county of each piece to all it comes to.

    Parameters
    ----------
    found : sequence of (county, footprint, Arrival)
    place : int64, (p,)
        Places the zone reaches, rising.

    Returns
    -------
    list of dict
        ``LINK_KEYS``; ``area_ha`` is None: how much land is reached by when is not worked out.
    """
    places, partition = setting.places, setting.partition
    points = places.point[place]
    first: dict[tuple[int, int], float] = {}
    minutes: dict[int, NDArray[np.float64]] = {}
    for origin, around, arrival in found:
        soon = minutes.setdefault(origin, np.full(len(place), math.inf))
        inside = shapely.intersects(around, points)
        soon[inside] = np.minimum(soon[inside], arrival.at(points[inside]))
        for county in np.flatnonzero(shapely.intersects(partition.polygons, around)).tolist():
            part = shapely.intersection(partition.polygons[county], around)
            when = 0.0 if county == origin else arrival.into(part)
            first[origin, county] = min(first.get((origin, county), math.inf), when)
    every = [*first.values(), *(soon[np.isfinite(soon)].max(initial=0.0) for soon in minutes.values())]
    steps = steps_min(max((one for one in every if math.isfinite(one)), default=0.0))
    links = []
    for (origin, county), when in sorted(first.items()):
        if not math.isfinite(when):
            continue
        code = str(partition.codes[county])
        mine = (places.county[place] == county) & np.isfinite(minutes[origin])
        links.append(
            {
                "from": str(partition.codes[origin]),
                "to": code,
                "first_min": round(when, 1),
                "minutes": steps,
                "area_ha": None,
                **counted(places, place[mine], minutes[origin][mine], steps, is_silent=code in setting.silent_places),
            }
        )
    return links
