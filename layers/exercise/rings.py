"""Safe distances about starts and landing sites, and who stands inside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from layers.exercise import flame
from layers.exercise.ground import Ground
from layers.exercise.measures import flame_height_m
from layers.exercise.model import PEOPLED, Exercise, Physics, Site, SiteKind


@dataclass(frozen=True)
class Ring:
    """A safe distance about a site, and who is inside: names of sites and villages.

    ``is_broken`` is what turns a ring red.
    """

    uid: str
    kind: SiteKind
    lon: float
    lat: float
    radius_m: float
    inside: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        """Whether anybody is inside."""
        return bool(self.inside)


#: Nobody but the crew stands closer to a landing site: half of the largest pad and the 30 m free of obstacles.
LANDING_RING_M = 70.0


def rings(ground: Ground, exercise: Exercise, sites: Sequence[Site]) -> list[Ring]:
    """Return the rings about ignitions and landing sites, each with the people's places inside."""
    at = {site.uid: ground.xy(site.lon, site.lat) for site in sites}
    made = []
    for site in sites:
        if site.kind is SiteKind.IGNITION:
            radius = exercise.number("ring_m") or 0.0
            if exercise.physics is Physics.FIRE:
                height = flame_height_m(ground, exercise, *at[site.uid], 1.0)
                radius = max(radius, flame.safe_from_flame_m(height) if math.isfinite(height) else 0.0)
        elif site.kind is SiteKind.LANDING:
            radius = LANDING_RING_M
        else:
            continue
        x, y = at[site.uid]
        inside = [
            one.name
            for one in sites
            if one.uid != site.uid
            and one.kind in PEOPLED
            and math.hypot(at[one.uid][0] - x, at[one.uid][1] - y) < radius
        ]
        if len(ground.houses):
            near = np.flatnonzero(shapely.dwithin(ground.houses, shapely.Point(x, y), radius))
            inside += [ground.house_names[int(row)] for row in near]
        made.append(Ring(site.uid, site.kind, site.lon, site.lat, radius, tuple(inside)))
    return made
