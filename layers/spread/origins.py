"""Where a fire must have started to reach a village or a county in time, and what that land comes to by county."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transformer
from layers.errors import FireOutside
from layers.spread.firesheds import fireshed, reachable_rim
from layers.spread.travel import Fire

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand


@dataclass(frozen=True)
class Target:
    """What a fire is to reach: a place of the plan, or a whole county.

    Attributes
    ----------
    name : str
    county : str
        Code; of a place the county it lies in.
    is_county : bool
    lon, lat : float
        Of the place; nan for a county.
    """

    name: str
    county: str
    is_county: bool
    lon: float = float("nan")
    lat: float = float("nan")


@dataclass(frozen=True)
class Origin:
    """Land of one county from which a target is reached within a time.

    Attributes
    ----------
    code : str
        County of origin, "" outside all.
    receiver : str
        County that is reached, where that is the question; else "".
    area_ha : float
        Geodesic, of cells that burn.
    share : float
        Of all that burns in the county of origin.
    first_min, median_min : float
        Of that land; nan when there is none.
    """

    code: str
    receiver: str
    area_ha: float
    share: float
    first_min: float
    median_min: float


def target_at(land: FireLand, lon: float, lat: float, within_m: float) -> Target:
    """Return the place nearest to a point, or the county in which it lies when no place is near.

    Raises
    ------
    FireOutside
        There is neither.
    """
    grid = land.landscape.grid
    x, y = transformer(STORAGE_CRS, f"EPSG:{grid.epsg}").transform(lon, lat)
    if len(land.places):
        points = land.places.geometry.to_crs(epsg=grid.epsg)
        away = np.hypot(points.x.to_numpy() - x, points.y.to_numpy() - y)
        best = int(away.argmin())
        if away[best] <= within_m:
            row, point = land.places.iloc[best], land.places.geometry.iloc[best]
            return Target(str(row["name"]), str(row["county"]), False, float(point.x), float(point.y))
    cell = int(grid.cell_of(np.array([x]), np.array([y]))[0])
    county = int(land.county.ravel()[cell]) if cell >= 0 else -1
    if county < 0:
        raise FireOutside(lon=round(lon, 6), lat=round(lat, 6))
    row = land.counties.iloc[county]
    return Target(str(row["name"]), str(row["code"]), True)


def origin_minutes(fire: Fire, land: FireLand, target: Target, limit_min: float) -> NDArray[np.float64]:
    """Return how long a fire from each cell takes to reach the target; shape (rows, columns).

    A village is reached when something burns in its cell or beside it, as :func:`layers.spread.incident.incident` has
    it.  inf beyond the limit; nan where nothing burns, and inside a county that is the target.

    Raises
    ------
    FireOutside
        The place lies beyond the land of the plan's counties.
    """
    county = land.county
    if target.is_county:
        inside = county == _row_of(land, target.county)
        # Of a county without known fuel its line is all that a fire can be said to come to.
        reached = reachable_rim(inside, land.landscape, 1) if target.county in land.silent else inside
        minutes = fireshed(fire, reached, limit_min)
        return np.where(inside | ~land.landscape.burns, np.nan, minutes)
    grid = land.landscape.grid
    x, y = transformer(STORAGE_CRS, f"EPSG:{grid.epsg}").transform(target.lon, target.lat)
    cell = int(grid.cell_of(np.array([x]), np.array([y]))[0])
    if cell < 0:
        raise FireOutside(lon=round(target.lon, 6), lat=round(target.lat, 6))
    row, column = divmod(cell, grid.columns)
    around = np.zeros(county.shape, dtype=bool)
    around[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2] = True
    minutes = fireshed(fire, around, limit_min)
    return np.where(land.landscape.burns, minutes, np.nan)


@dataclass(frozen=True)
class OriginTimes:
    """Land by county of origin (and county entered), in the order of its minutes: asked again and again, at once.

    Attributes
    ----------
    pairs : tuple of (str, str)
        County of origin and receiver, "" where there is none.
    minutes, area_ha : tuple of float64, (n,)
        Of each pair: minutes in rising order, and the area up to there.
    burning_ha : dict of str to float
        All land of a county that burns.
    """

    pairs: tuple[tuple[str, str], ...]
    minutes: tuple[NDArray[np.float64], ...]
    area_ha: tuple[NDArray[np.float64], ...]
    burning_ha: dict[str, float]

    def within(self, limit_min: float) -> tuple[Origin, ...]:
        """Return what lies within a time, the largest first; counties with nothing are left out."""
        found = []
        for (code, receiver), minutes, area in zip(self.pairs, self.minutes, self.area_ha, strict=True):
            count = int(np.searchsorted(minutes, limit_min, side="right"))
            if count:
                hectares = float(area[count - 1])
                middle = float(minutes[(count - 1) // 2] + minutes[count // 2]) / 2.0
                share = hectares / self.burning_ha[code]
                found.append(Origin(code, receiver, hectares, share, float(minutes[0]), middle))
        return tuple(sorted(found, key=lambda one: (-one.area_ha, one.code, one.receiver)))


def origin_times(
    land: FireLand, minutes: NDArray[np.float64], receiver: NDArray[np.int32] | None = None
) -> OriginTimes:
    """Return land by county of origin in the order of its minutes.

    Parameters
    ----------
    land : FireLand
    minutes : float64, (rows, columns)
        From :func:`origin_minutes`, or ``LeadTime.minutes``; inf and nan are left out.
    receiver : int32, (rows, columns), optional
        Row of the county entered first (``LeadTime.receiver``): then told apart by it too.
    """
    codes = [*land.counties["code"].astype(str), ""]  # −1 is the last
    area, county = land.area_ha.ravel(), land.county.ravel()
    burning = np.bincount(
        np.where(county < 0, len(codes) - 1, county), weights=area * land.landscape.burns.ravel(), minlength=len(codes)
    )
    cells = np.flatnonzero(np.isfinite(minutes.ravel()))
    times = minutes.ravel()[cells]
    entered = np.zeros(len(cells), dtype=np.int64) if receiver is None else receiver.ravel()[cells].astype(np.int64) + 1
    pair = (county[cells].astype(np.int64) + 1) * (len(codes) + 1) + entered
    order = np.lexsort([times, pair])
    cells, times, pair = cells[order], times[order], pair[order]
    edges = [0, *(np.flatnonzero(np.diff(pair)) + 1), len(pair)] if len(pair) else [0]
    spans = [slice(int(first), int(last)) for first, last in pairwise(edges)]
    numbers = [divmod(int(pair[span.start]), len(codes) + 1) for span in spans]
    return OriginTimes(
        pairs=tuple((codes[sender - 1], codes[to - 1] if to > 0 else "") for sender, to in numbers),
        minutes=tuple(times[span] for span in spans),
        area_ha=tuple(np.cumsum(area[cells[span]]) for span in spans),
        burning_ha={code: float(sum_ha) for code, sum_ha in zip(codes, burning, strict=True)},
    )


def _row_of(land: FireLand, code: str) -> int:
    return int(np.flatnonzero(land.counties["code"].astype(str).to_numpy() == code)[0])
