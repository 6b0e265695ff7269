"""What is known about the land of an exercise, ready to be measured: relief, fuel, roads, water, people, times.

A :class:`Ground` is plain data in one metric CRS: checks and suitability need no plan; ``reading`` makes it from one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transformer
from layers.exercise.relief import slope_deg
from layers.spread.landscape import Grid

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]

#: County code → minutes until its first depot or team is at a place (metres); inf when nobody comes in time, nan when
#: nobody knows who could set out.
Arrive = Callable[[float, float], Mapping[str, float]]
#: The same at many places, of some counties: county code → float64, (n,).
ArriveMany = Callable[[Floats, Floats, Sequence[str]], Mapping[str, Floats]]
#: Minutes until fire, water or plume is at places (metres); inf never, nan not known.
Reach = Callable[[Floats, Floats], Floats]


def nothing() -> Objects:
    """Return no shapes."""
    return np.zeros(0, dtype=object)


@dataclass(frozen=True)
class Ground:
    """Land about an exercise.

    Attributes
    ----------
    grid : Grid
        The window that is known in detail.
    height_m : float32, (rows, columns), or None
        Without terrain nothing is known about slopes and sight.
    terrain_m : float
        Side of a cell of the terrain it comes from; nan without.
    fuel : float32, (rows, columns)
        Ks; 0 where nothing burns, nan where it is not known.
    fuel_shapes : ndarray of polygons
        Stands as drawn, for distances finer than a cell.
    roads : ndarray of lines; roads_known : bool
        Whether a layer speaks for every county of the window.
    lakes, rivers : ndarray; river_width_m : float64
        nan where the width of a river is not known.
    houses : ndarray of points; house_names : list; houses_known : bool
    power : ndarray of geometry; power_known : bool
        Lines and plants of power, as far as a layer names them.
    zones : geometry, or None
        Shared-responsibility zones of the exercise's hazard; None while none were derived.
    counties : ndarray of polygons; codes, names : list of str
    arrive, arrive_many : or None
    reach : Reach, or None
        None while there is no start.
    wind_from_deg : float
        nan where wind plays no part.
    head_m_min : float
        Rate of a fire's head on level ground in the reference fuel; nan for others.
    """

    grid: Grid
    height_m: NDArray[np.float32] | None
    terrain_m: float
    fuel: NDArray[np.float32]
    fuel_shapes: Objects = field(default_factory=nothing)
    roads: Objects = field(default_factory=nothing)
    roads_known: bool = True
    lakes: Objects = field(default_factory=nothing)
    rivers: Objects = field(default_factory=nothing)
    river_width_m: Floats = field(default_factory=lambda: np.zeros(0))
    houses: Objects = field(default_factory=nothing)
    house_names: tuple[str, ...] = ()
    houses_known: bool = True
    power: Objects = field(default_factory=nothing)
    power_known: bool = False
    zones: shapely.Geometry | None = None
    counties: Objects = field(default_factory=nothing)
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    arrive: Arrive | None = None
    arrive_many: ArriveMany | None = None
    reach: Reach | None = None
    wind_from_deg: float = math.nan
    head_m_min: float = math.nan

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a place in metres."""
        x, y = transformer(STORAGE_CRS, f"EPSG:{self.grid.epsg}").transform(lon, lat)
        return float(x), float(y)

    def lonlat(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return places in degrees."""
        lon, lat = transformer(f"EPSG:{self.grid.epsg}", STORAGE_CRS).transform(x, y)
        return np.asarray(lon), np.asarray(lat)

    @cached_property
    def slope(self) -> Floats | None:
        """Degrees, (rows, columns); None without terrain."""
        return None if self.height_m is None else slope_deg(self.height_m, self.grid.cell_m)

    def slope_at(self, x: float, y: float) -> float:
        """Return the slope at a place; nan where it is not known."""
        cell = int(self.grid.cell_of(np.array([x]), np.array([y]))[0])
        return math.nan if self.slope is None or cell < 0 else float(self.slope.ravel()[cell])

    def fuel_at(self, x: float, y: float) -> float:
        """Return Ks at a place; nan where it is not known."""
        cell = int(self.grid.cell_of(np.array([x]), np.array([y]))[0])
        return math.nan if cell < 0 else float(self.fuel.ravel()[cell])

    def reach_at(self, x: float, y: float) -> float:
        """Return when it is at a place; nan not known."""
        return math.nan if self.reach is None else float(self.reach(np.array([x]), np.array([y]))[0])

    def to_fuel_m(self, x: float, y: float, within_m: float) -> tuple[float, float]:
        """Return how far the nearest thing that burns is, and its Ks; inf when there is none within a distance.

        Cells count as squares, stands as they are drawn; nan when fuel within the distance found is not known.
        """
        point = shapely.Point(x, y)
        rows, columns = self._around(x, y, within_m)
        if len(rows) == 0 or len(columns) == 0:
            return math.nan, math.nan
        part = self.fuel[np.ix_(rows, columns)]
        half = self.grid.cell_m / 2.0
        east = self.grid.west_m + (columns + 0.5) * self.grid.cell_m
        north = self.grid.north_m - (rows + 0.5) * self.grid.cell_m
        away = np.hypot(
            np.maximum(np.abs(east - x) - half, 0.0)[None, :], np.maximum(np.abs(north - y) - half, 0.0)[:, None]
        )
        by_cell = np.where(np.nan_to_num(part) > 0.0, away, np.inf)
        best = float(by_cell.min())
        ks = float(part.ravel()[int(by_cell.argmin())]) if math.isfinite(best) else math.nan
        if len(self.fuel_shapes):
            # Where stands are drawn their edge is meant, not that of the cells they were turned into.
            near = float(shapely.distance(self.fuel_shapes, point).min())
            if near <= within_m or best <= within_m:
                best = near if math.isfinite(near) else best
            ks = ks if math.isfinite(ks) else 1.0
        unknown = np.where(np.isnan(part), away, np.inf).min()
        if unknown < min(best, within_m):
            return math.nan, math.nan
        return (best, ks) if best <= within_m else (math.inf, math.nan)

    def _around(self, x: float, y: float, within_m: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        grid = self.grid
        left = int((x - within_m - grid.west_m) // grid.cell_m)
        right = int((x + within_m - grid.west_m) // grid.cell_m)
        top = int((grid.north_m - y - within_m) // grid.cell_m)
        bottom = int((grid.north_m - y + within_m) // grid.cell_m)
        return (
            np.arange(max(top, 0), min(bottom, grid.rows - 1) + 1),
            np.arange(max(left, 0), min(right, grid.columns - 1) + 1),
        )

    def county_at(self, x: float, y: float) -> str:
        """Return the code of the county of a place; "" outside all."""
        inside = np.flatnonzero([bool(shapely.intersects_xy(county, x, y)) for county in self.counties])
        return self.codes[int(inside[0])] if len(inside) else ""


def nearest_m(shapes: Objects, x: float, y: float) -> tuple[float, int]:
    """Return how far the nearest shape is, and which; inf and −1 for none."""
    if len(shapes) == 0:
        return math.inf, -1
    away = shapely.distance(shapes, shapely.Point(x, y))
    best = int(np.nanargmin(away))
    return float(away[best]), best


def bearing_deg(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the grid bearing of one place from another, clockwise from north."""
    return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1])) % 360.0


def apart_deg(one: float, other: float) -> float:
    """Return the angle between two bearings, 0 to 180."""
    return abs((one - other + 180.0) % 360.0 - 180.0)
