"""A plan's patrols as a whole: routes with their figures, woods along them, entrances, gaps of firebreaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.kinds import Hazard, RecordKind, Role, Shape
from layers.lookout import shares
from layers.lookout.shares import Woods
from layers.progress import Progress, part, silent
from layers.response.settings import RoadClass
from layers.routes.checkpoints import BreakGap, Entrance, break_gaps, entrances
from layers.routes.effort import Effort, Track, effort
from layers.routes.measuring import RouteFigures, RouteSettings, measure, stations
from layers.routes.suggesting import SuggestedRoute, suggest_routes, way_net
from layers.spread.landscape import Grid

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]


@dataclass(frozen=True)
class Route:
    """One planned route; ``county`` is the row of the county most of it lies in, −1 outside all."""

    uid: str
    name: str
    team: str
    county: int
    line: shapely.LineString
    figures: RouteFigures


@dataclass(frozen=True)
class PatrolStudy:
    """What was found.

    Attributes
    ----------
    epsg : int
        Metric CRS of all shapes.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; metric CRS.
    routes : tuple of Route
    areas : GeoDataFrame
        What is to be watched over: ``uid``, ``name``, ``geometry`` of the joint-patrol areas, of the zones where no
        area is drawn; metric CRS.  ``is_zones`` says which.
    is_zones : bool
    woods : Woods
        Woods inside ``areas``.
    at : int64, (cells of woods,)
        Flat indices of the cells of ``woods`` in ``grid``.
    grid : Grid
    seen : bool, (counties + 1, cells of woods)
        Whether a route of each county passes within the detection distance.
    entrances : tuple of Entrance
    gaps : tuple of BreakGap
    lengths : tuple of (float, float)
        Metres in woods, and of them with a firebreak, by border.
    borders : tuple of str
        Names of the borders, in the order of ``gaps``' segments.
    villages : GeoDataFrame
        ``name``, ``people`` (nan unknown), ``county`` (row), and the nearest route: ``route`` (row, −1 without
        routes), ``distance_m``; metric CRS.
    ways : ndarray of lines
        Roads that are no motorways, and the lines between counties.
    terrain : tuple of str
        Rasters of heights.
    has_terrain, has_roads : bool
    teams : dict of str to tuple of str
        County code → teams of the plan.
    settings : RouteSettings
    """

    epsg: int
    counties: gpd.GeoDataFrame
    routes: tuple[Route, ...]
    areas: gpd.GeoDataFrame
    is_zones: bool
    woods: Woods
    at: NDArray[np.int64]
    grid: Grid
    seen: NDArray[np.bool_]
    entrances: tuple[Entrance, ...]
    gaps: tuple[BreakGap, ...]
    lengths: tuple[tuple[float, float], ...]
    borders: tuple[tuple[str, str], ...]
    villages: gpd.GeoDataFrame
    ways: Objects
    terrain: tuple[str, ...]
    has_terrain: bool
    has_roads: bool
    teams: dict[str, tuple[str, ...]]
    settings: RouteSettings

    @property
    def codes(self) -> list[str]:
        """County codes, in the order of all rows."""
        return [str(code) for code in self.counties["code"]]

    def by_county(self) -> pd.DataFrame:
        """Return how much of each county's woods in the areas is passed, as :func:`layers.lookout.shares.by_county`.

        ``twice_ha`` is passed by routes of two sides.
        """
        return shares.by_county(self.woods, self.seen, self.seen.sum(axis=0))

    def across(self) -> pd.DataFrame:
        """Return what one side's routes watch of the other's woods; see :func:`layers.lookout.shares.across`."""
        return shares.across(self.woods, self.seen)

    def suggest(self, count: int, *, most_m: float, progress: Progress = silent) -> list[SuggestedRoute]:
        """Suggest routes along roads, ridges and lines in the areas (:func:`layers.routes.suggesting.suggest_routes`).

        Parameters
        ----------
        count : int
        most_m : float
            A round is no longer.
        progress : Progress
        """
        if not len(self.areas) or not len(self.at):
            return []
        around = shapely.union_all(self.areas.geometry.to_numpy())
        lines = list(self.ways)
        for at, path in enumerate(self.terrain):
            report = part(progress, 0.6 * at / len(self.terrain), 0.6 * (at + 1) / len(self.terrain))
            lines += _ridges_of(path, around, self.epsg, report)
        shapely.prepare(around)
        inside = shapely.intersection(np.array(lines, dtype=object), around) if lines else np.empty(0, dtype=object)
        x, y = self.grid.centers(self.at)
        net = way_net(list(inside), shapely.points(x, y), self.settings.detection_m)
        progress(0.8, "patrol_suggest")
        found = suggest_routes(
            net,
            self.woods.area_ha,
            self.woods.county,
            np.asarray(self.seen.any(axis=0)),
            counties=len(self.counties),
            count=count,
            most_m=most_m,
        )
        progress(1.0, "patrol_suggest")
        return found

    def efforts(self, tracks: Sequence[Track]) -> list[Effort]:
        """Return what tracks (in the metric CRS) walked of each route."""
        return [effort(one.line, tracks, near_m=self.settings.track_m) for one in self.routes]


def patrol_study(
    store: PlanStore, settings: RouteSettings | None = None, *, progress: Progress = silent
) -> PatrolStudy:
    """Read a plan and work its patrols out.

    Routes are the recorded patrol routes; several parts of one row are several routes of one name.

    Parameters
    ----------
    store : PlanStore
    settings : RouteSettings, optional
    progress : Progress

    Raises
    ------
    AnalysisError
        The plan has no counties.
    LandTooLarge
        The counties have more cells than memory holds.
    """
    from layers import workflow
    from layers.borders import build_network, clean_counties
    from layers.crs import metric_epsg
    from layers.response.roads import road_lines
    from layers.spread import assembling
    from layers.spread.cell_land import heights

    chosen = settings or RouteSettings()
    inputs = workflow.with_terrain(store, workflow.build_inputs(store))
    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    epsg = inputs.metric_epsg or metric_epsg((xmin, ymin, xmax, ymax))
    planar = counties.reset_index(drop=True).to_crs(epsg=epsg)
    grid = assembling.grid_around(counties, epsg, chosen.cell_m)
    progress(0.1, "patrol_land")
    height = heights([raster for raster in inputs.rasters if raster.role is Role.TERRAIN], grid)
    roads = road_lines([layer.frame for layer in inputs.of_role(Role.ROAD)], epsg)
    network = build_network(counties, metric_epsg=epsg)
    segments = network.segments.to_crs(epsg=epsg)
    inner = segments[segments["right"].notna()]
    progress(0.4, "patrol_land")
    markers = _named_points(store, Role.BOUNDARY_MARKER, epsg)
    crossings = shapely.unary_union(inner.geometry.to_numpy()) if len(inner) else None
    ground = None if height is None else (np.ascontiguousarray(height, dtype=np.float32), grid)
    routes = []
    for uid, name, team, line, length_m in _routes(store, epsg):
        figures = measure(
            line,
            length_m,
            settings=chosen,
            ground=ground,
            roads=(roads[0], roads[1]),
            markers=markers,
            crossings=crossings,
        )
        routes.append(Route(uid, name, team, _county_of(line, planar), line, figures))
    progress(0.6, "patrol_land")
    areas, is_zones = _areas(store, epsg)
    forest = _forest_mask(inputs, grid)
    woods, at = _woods(inputs, forest, grid, planar, areas)
    seen = _passed(routes, grid, at, len(planar), chosen.detection_m)
    progress(0.8, "patrol_land")
    posts = _named_points(store, Role.CHECKPOINT, epsg)
    found = entrances(list(areas.geometry), roads[0], roads[1], roads[2], posts)
    lines = [shapely.line_merge(one) for one in inner.geometry]
    parts, of_line = shapely.get_parts(np.array(lines, dtype=object), return_index=True)
    breaks = [layer.frame.geometry.to_crs(epsg=epsg).to_numpy() for layer in inputs.of_role(Role.FIREBREAK)]
    gaps, lengths = break_gaps(
        list(parts),
        np.concatenate(breaks) if breaks else np.empty(0, dtype=object),
        [_on_mask(part, forest, grid) for part in parts],
    )
    pairs = [tuple(pair.split("|")) for pair in inner["pair"]]
    progress(1.0, "patrol_land")
    return PatrolStudy(
        epsg=epsg,
        counties=planar,
        routes=tuple(routes),
        areas=areas,
        is_zones=is_zones,
        woods=woods,
        at=at,
        grid=grid,
        seen=seen,
        entrances=tuple(found),
        gaps=tuple(gaps),
        lengths=tuple(lengths),
        borders=tuple((pairs[row][0], pairs[row][1]) for row in of_line.tolist()),
        villages=_villages(inputs, planar, areas, routes, chosen.village_m),
        ways=np.concatenate([roads[0][roads[1] != _MOTORWAY], inner.geometry.to_numpy()]),
        terrain=tuple(raster.path for raster in inputs.rasters if raster.role is Role.TERRAIN),
        has_terrain=height is not None,
        has_roads=len(roads[0]) > 0,
        teams=_teams(inputs, planar),
        settings=chosen,
    )


def tracks_of(frames: Sequence[gpd.GeoDataFrame], epsg: int) -> list[Track]:
    """Return the lines of layers that were read from GPX files as tracks in a metric CRS."""
    found = []
    for frame in frames:
        shapes = frame.geometry.to_crs(epsg=epsg)
        for row in range(len(frame)):
            shape = shapes.iloc[row]
            if shape is None or shape.is_empty or "LineString" not in shape.geom_type:
                continue
            told = [str(frame[name].iloc[row] or "") if name in frame.columns else "" for name in _TRACK_COLUMNS]
            found.append(Track(told[0], shapely.force_2d(shape), *("" if one == "nan" else one for one in told[1:])))
    return found


_TRACK_COLUMNS = ("name", "time_begin", "time_end")


# -- inner workings ----------------------------------------------------------------------------------------

_MOTORWAY = tuple(RoadClass).index(RoadClass.MOTORWAY)


def _ridges_of(path: str, around: shapely.Geometry, epsg: int, progress: Progress) -> list[shapely.Geometry]:
    from layers.patrol.block_model import RidgeParameters
    from layers.patrol.ridges import MARGIN_M, read_heights, ridge_lines

    xmin, ymin, xmax, ymax = around.bounds
    extent = (xmin - MARGIN_M, ymin - MARGIN_M, xmax + MARGIN_M, ymax + MARGIN_M)
    heights = read_heights(Path(path), extent, epsg=epsg)
    return [] if heights is None else list(ridge_lines(heights, RidgeParameters(), progress=progress))


def _routes(store: PlanStore, epsg: int) -> list[tuple[str, str, str, shapely.LineString, float]]:
    from layers.geodesy import geodesic_length_m
    from layers.recording.inventory import kind_of

    out = []
    for record in store.layers():
        if kind_of(record) is not RecordKind.PATROL_ROUTE:
            continue
        frame = store.frame(record.uid)
        metric = frame.geometry.to_crs(epsg=epsg)
        for row in range(len(frame)):
            stored = shapely.get_parts(np.array([frame.geometry.iloc[row]], dtype=object))
            planar = shapely.get_parts(np.array([metric.iloc[row]], dtype=object))
            name, team = (_text(frame, column, row) for column in ("name", "team"))
            for at, (degrees, line) in enumerate(zip(stored, planar, strict=True)):
                if line.length > 0.0:
                    uid = str(frame["uid"].iloc[row]) + (f"-{at + 1}" if at else "")
                    out.append((uid, name, team, shapely.force_2d(line), geodesic_length_m(degrees)))
    return out


def _text(frame: gpd.GeoDataFrame, column: str, row: int) -> str:
    value = frame[column].iloc[row] if column in frame.columns else ""
    return value if isinstance(value, str) else ""


def _named_points(store: PlanStore, role: Role, epsg: int) -> list[tuple[str, float, float]]:
    found = []
    for record in store.layers():
        if record.role is not role or record.shape is not Shape.POINT:
            continue
        frame = store.frame(record.uid)
        for row, shape in enumerate(frame.geometry.to_crs(epsg=epsg)):
            if shape is None or shape.is_empty:
                continue
            found += [(_text(frame, "name", row), x, y) for x, y in shapely.get_coordinates(shape).tolist()]
    return found


def _county_of(line: shapely.LineString, counties: gpd.GeoDataFrame) -> int:
    inside = shapely.length(shapely.intersection(counties.geometry.to_numpy(), line))
    return int(np.argmax(inside)) if len(inside) and inside.max() > 0.0 else -1


def _areas(store: PlanStore, epsg: int) -> tuple[gpd.GeoDataFrame, bool]:
    """Return the joint-patrol areas, or the zones of forest fire where none is drawn."""
    areas = store.patrol_areas()[["uid", "name", "geometry"]]
    if len(areas):
        return areas.reset_index(drop=True).to_crs(epsg=epsg), False
    zones = store.zones()
    zones = zones[zones["hazard"] == Hazard.FOREST] if len(zones) else zones
    names = zones["name"] if "name" in zones.columns else zones["uid"]
    frame = gpd.GeoDataFrame({"uid": zones["uid"], "name": names}, geometry=zones.geometry, crs=zones.crs or 4490)
    return frame.reset_index(drop=True).to_crs(epsg=epsg), True


def _forest_mask(inputs: ZoneInputs, grid: Grid) -> NDArray[np.bool_]:
    from layers.spread import assembling

    mask = np.zeros((grid.rows, grid.columns), dtype=bool)
    for layer in inputs.of_role(Role.FOREST):
        if len(layer.frame):
            mask |= assembling.burned_in(layer.frame, np.ones(len(layer.frame)), grid, 0.0) > 0
    return mask


def _woods(
    inputs: ZoneInputs, forest: NDArray[np.bool_], grid: Grid, counties: gpd.GeoDataFrame, areas: gpd.GeoDataFrame
) -> tuple[Woods, NDArray[np.int64]]:
    from layers.exposure.location import speaking_counties
    from layers.spread import assembling

    county = assembling.counties_in(counties, grid)
    inside = np.zeros(county.shape, dtype=bool)
    if len(areas):
        inside = assembling.burned_in(areas, np.ones(len(areas)), grid, 0.0) > 0
    at = np.flatnonzero(((county >= 0) & inside & forest).ravel())
    codes = tuple(str(code) for code in counties["code"])
    silent = frozenset(codes) - speaking_counties(inputs.of_role(Role.FOREST), codes)
    area_ha = assembling.cell_areas_ha(grid).ravel()[at]
    return Woods(county.ravel()[at], area_ha, codes, silent, frozenset()), at


def _passed(
    routes: Sequence[Route], grid: Grid, at: NDArray[np.int64], counties: int, detection_m: float
) -> NDArray[np.bool_]:
    seen = np.zeros((counties + 1, len(at)), dtype=bool)
    if not routes or not len(at):
        return seen
    x, y = grid.centers(at)
    points = shapely.points(x, y)
    tree = shapely.STRtree(points)
    for one in routes:
        seen[one.county, tree.query(one.line, predicate="dwithin", distance=detection_m)] = True
    return seen


def _on_mask(line: shapely.LineString, mask: NDArray[np.bool_], grid: Grid) -> NDArray[np.bool_]:
    along, _xy = stations(line, 50.0)
    xy = shapely.get_coordinates(shapely.line_interpolate_point(line, (along[1:] + along[:-1]) / 2.0))
    cells = grid.cell_of(xy[:, 0], xy[:, 1])
    return np.where(cells >= 0, mask.ravel()[np.maximum(cells, 0)], False)


def _villages(
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    routes: Sequence[Route],
    near_m: float,
) -> gpd.GeoDataFrame:
    """Return the villages in and around the areas, each with the nearest route."""
    found = []
    around = shapely.union_all(areas.geometry.to_numpy()) if len(areas) else shapely.Polygon()
    shapely.prepare(around)
    lines = shapely.STRtree(np.array([one.line for one in routes], dtype=object))
    for layer in inputs.of_role(Role.SETTLEMENT):
        points = layer.frame.geometry.to_crs(counties.crs)
        for row, shape in enumerate(points):
            if shape is None or shape.is_empty or not around.dwithin(shape, near_m):
                continue
            inside = np.flatnonzero(shapely.intersects(counties.geometry.to_numpy(), shape))
            route, distance = -1, np.nan
            if routes:
                at, metres = lines.query_nearest(shape, return_distance=True, all_matches=False)
                route, distance = int(at[0]), float(metres[0])
            people = layer.frame["people"].iloc[row] if "people" in layer.frame.columns else np.nan
            county = int(inside[0]) if len(inside) else -1
            found.append((_text(layer.frame, "name", row), float(people), county, route, distance, shape))
    columns = ["name", "people", "county", "route", "distance_m", "geometry"]
    frame = gpd.GeoDataFrame(found, columns=columns, geometry="geometry", crs=counties.crs)
    return frame.sort_values(["county", "distance_m", "name"], kind="stable").reset_index(drop=True)


def _teams(inputs: ZoneInputs, counties: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Return the teams of the plan by the county they stand in."""
    found: dict[str, list[str]] = {}
    for layer in inputs.of_role(Role.TEAM):
        points = layer.frame.geometry.to_crs(counties.crs)
        for row, shape in enumerate(points):
            if shape is None or shape.is_empty:
                continue
            inside = np.flatnonzero(shapely.intersects(counties.geometry.to_numpy(), shape))
            name = _text(layer.frame, "name", row)
            if len(inside) and name:
                found.setdefault(str(counties["code"].iloc[int(inside[0])]), []).append(name)
    return {code: tuple(names) for code, names in found.items()}
