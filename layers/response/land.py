"""From the layers of a plan to what is driven and walked over: one land for all questions about who comes when."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.kinds import Role
from layers.memory import Memory, NoMemory, checksum
from layers.progress import Progress, silent
from layers.response.foot import Ground, ground
from layers.response.responders import responders, silent_counties
from layers.response.roads import NOWHERE, Exits, Positions, Roads, closures_of, exits, joined, road_lines
from layers.response.settings import ResponseSettings
from layers.spread import assembling
from layers.spread.cell_land import layer_keys
from layers.spread.landscape import Grid

if TYPE_CHECKING:
    from layers.zones.model import ZoneInputs

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Ways to a road that are kept for one place at most: the nearest lines.
_MOST_WAYS = 8


@dataclass(frozen=True)
class RoadLinks:
    """Straight ways between places and roads: ``place`` (n,) rows, ``at`` on the roads, ``metres`` (n,)."""

    place: Integers
    at: Positions
    metres: Floats


@dataclass(frozen=True)
class CellLinks:
    """Straight ways between places and the middles of cells."""

    place: Integers
    cell: Integers
    metres: Floats


@dataclass(frozen=True)
class ResponseLand:
    """What is driven and walked over, and who sets out.

    Attributes
    ----------
    ground : Ground
    county : int32, (rows, columns)
        Row of ``counties``; −1 outside all.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; metric CRS.
    roads : Roads
    exits : Exits
        From roads to cells; those that a barrier shuts are left out.
    who : GeoDataFrame
        :data:`layers.response.responders.RESPONDER_COLUMNS`.
    by_road : RoadLinks
        From responders to roads.
    by_foot : CellLinks
        From responders to cells.
    closed : GeoDataFrame
        Recorded closures that hold, ``name`` and shape; metric CRS.
    silent : mapping of Role to frozenset of str
        Counties no depot (or team) layer speaks for.
    has_roads, has_height : bool
    settings : ResponseSettings
    key : hashable
    """

    ground: Ground
    county: NDArray[np.int32]
    counties: gpd.GeoDataFrame
    roads: Roads
    exits: Exits
    who: gpd.GeoDataFrame
    by_road: RoadLinks
    by_foot: CellLinks
    closed: gpd.GeoDataFrame
    silent: dict[Role, frozenset[str]]
    settings: ResponseSettings
    key: Hashable = None

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self.ground.grid

    @property
    def has_roads(self) -> bool:
        """Whether any road is known."""
        return len(self.roads.lines) > 0

    @property
    def has_height(self) -> bool:
        """Whether terrain is known."""
        return self.ground.height_m is not None


def response_land(
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    epsg: int,
    settings: ResponseSettings,
    *,
    roles: tuple[Role, ...] = (Role.DEPOT, Role.TEAM),
    memory: Memory | None = None,
    progress: Progress = silent,
) -> ResponseLand:
    """Turn layers into roads and ground.

    Parameters
    ----------
    inputs : ZoneInputs
        Roads, rivers, lakes, depots and teams among its layers, terrain among its rasters.  Recorded closed roads
        hold on its reference date; without a date they all hold.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; any CRS.
    epsg : int
        Metric CRS of the cells.
    settings : ResponseSettings
    roles : tuple of Role
        Who sets out.
    memory : Memory, optional
        What was made before.

    Raises
    ------
    LandTooLarge
        The counties have more cells than memory holds.
    """
    memory = memory or NoMemory()
    keyed = not isinstance(memory, NoMemory)
    planar = counties.reset_index(drop=True).to_crs(epsg=epsg)
    place = (checksum(counties) if keyed else "", epsg, settings.cell_m)

    def base() -> tuple[Grid, NDArray[np.int32]]:
        grid = assembling.grid_around(counties, epsg, settings.cell_m)
        return grid, assembling.counties_in(counties, grid)

    grid, county = memory.get("response_grid", place, base)
    progress(0.1, "response_land")
    terrain = [raster for raster in inputs.rasters if raster.role is Role.TERRAIN]
    water = (settings.ford_width_m, settings.river_width_m, settings.steep_deg)
    shut = tuple(layer_keys(inputs.of_role(role)) if keyed else () for role in (Role.RIVER, Role.LAKE))
    ground_key = (place, water, shut, tuple((one.uid, one.path, one.checksum) for one in terrain))

    def walked() -> Ground:
        from layers.spread.cell_land import heights

        rivers = [layer.frame for layer in inputs.of_role(Role.RIVER)]
        lakes = [layer.frame for layer in inputs.of_role(Role.LAKE)]
        return ground(grid, heights(terrain, grid), rivers, lakes, settings)

    over = memory.get("response_ground", ground_key, walked)
    progress(0.5, "response_land")
    who = responders(inputs, planar, settings, roles)
    frames = [layer.frame for layer in inputs.of_role(Role.ROAD)]
    road_key = (
        place,
        ground_key,
        settings.join_m,
        settings.depot_access_m,
        layer_keys(inputs.of_role(Role.ROAD)) if keyed else (),
        tuple(shapely.to_wkb(who.geometry.to_numpy(), output_dimension=2).tolist()) if keyed else (),
    )

    def driven() -> tuple[Roads, Exits, RoadLinks]:
        lines, kind, name = road_lines(frames, epsg)
        links = road_links(lines, over, who.geometry.to_numpy(), settings.depot_access_m)
        roads = joined(lines, kind, name, settings.join_m, links.at)
        return roads, _open_exits(exits(roads, grid), over), links

    roads, ways, by_road = memory.get("response_roads", road_key, driven)
    progress(0.9, "response_land")
    xy = shapely.get_coordinates(who.geometry.to_numpy()).reshape(-1, 2)
    on = inputs.reference_date.isoformat() if inputs.reference_date is not None else ""
    closed = closures_of(frames, on).to_crs(epsg=epsg)
    found = ResponseLand(
        ground=over,
        county=county,
        counties=planar,
        roads=roads,
        exits=ways,
        who=who,
        by_road=by_road,
        by_foot=CellLinks(*over.links(xy[:, 0], xy[:, 1])),
        closed=closed,
        silent={role: silent_counties(inputs, planar["code"], role) for role in roles},
        settings=settings,
        key=road_key,
    )
    progress(1.0, "response_land")
    return found


def road_links(lines: NDArray[np.object_], over: Ground, points: NDArray[np.object_], access_m: float) -> RoadLinks:
    """Return the straight ways from points to roads within a distance that cross no barrier: one a road."""
    none = np.zeros(0, dtype=np.int64)
    if len(lines) == 0 or len(points) == 0:
        return RoadLinks(none, NOWHERE, np.zeros(0))
    place, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=access_m)
    along = shapely.line_locate_point(lines[line], points[place])
    foot = shapely.line_interpolate_point(lines[line], along)
    metres = shapely.distance(points[place], foot)
    order = np.lexsort((line, metres, place))
    place, line, along, foot, metres = (one[order] for one in (place, line, along, foot, metres))
    ends = np.column_stack([shapely.get_coordinates(points[place]), shapely.get_coordinates(foot)])
    # A road on a bridge is over the water: a way of no length crosses nothing.
    free = (metres < 0.01) | over.is_open(ends)
    place, line, along, metres = place[free], line[free], along[free], metres[free]
    turn = np.arange(len(place)) - np.searchsorted(place, place)
    near = turn < _MOST_WAYS
    return RoadLinks(place[near].astype(np.int64), Positions(line[near].astype(np.int64), along[near]), metres[near])


def _open_exits(found: Exits, over: Ground) -> Exits:
    """Return exits that no barrier shuts; a place from which the own middle cannot be reached is led to others."""
    if len(found.cell) == 0:
        return found
    place, cell, metres = over.links(found.x_m, found.y_m)
    # An exit's cell is the one it was made for, which its foot may lie just outside of.
    own = over.grid.cell_of(found.x_m, found.y_m)
    x, y = over.grid.centers(found.cell)
    foreign = np.flatnonzero(own != found.cell)
    ends = np.column_stack([found.x_m[foreign], found.y_m[foreign], x[foreign], y[foreign]])
    from layers.response.foot import NOBODY

    seen = foreign[over.is_open(ends) & (over.shut.ravel()[found.cell[foreign]] != NOBODY)]
    kept = np.isin(place, foreign, invert=True)
    place, cell, metres = place[kept], cell[kept], metres[kept]
    place = np.concatenate([place, seen])
    cell = np.concatenate([cell, found.cell[seen]])
    metres = np.concatenate([metres, found.metres[seen]])
    return Exits(found.at[place], cell, metres, found.x_m[place], found.y_m[place])
