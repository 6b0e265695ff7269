"""Rivers and lakes: the large ones from the clip, the rest from where the terrain gathers water."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from resources.sample.generator.terrain import blurred, noise
from resources.sample.generator.window import GRID, VALLEYS, generator

Array = NDArray[np.float64]
#: Streams begin where this much land drains to them.
STREAM_KM2 = 28.0
#: Side streams shorter than this are left out, degrees.
_SHORTEST = 0.035
#: How far a stream may be moved on to a county line that runs beside it, degrees (about 450 m).
_BESIDE = 0.0042


def smooth(points: Array, times: int = 2) -> Array:
    """Return a line with its corners cut (Chaikin), ends kept."""
    for _ in range(times):
        if len(points) < 3:
            return points
        near = 0.75 * points[:-1] + 0.25 * points[1:]
        far = 0.25 * points[:-1] + 0.75 * points[1:]
        points = np.vstack([points[:1], np.column_stack([near, far]).reshape(-1, 2)[1:-1], points[-1:]])
    return points


def streams(receiver: NDArray[np.int64], area_km2: Array, covered: NDArray[np.bool_]) -> list[tuple[float, Array]]:
    """Return streams as (area at the mouth in km², points from source to mouth).

    The main stem goes up the larger branch at every confluence, so that a side valley is its own stream.  Cells of
    ``covered`` (the large rivers, which the clip draws) end a stream.
    """
    area = area_km2.ravel()
    wet = area >= STREAM_KM2
    donors: dict[int, list[int]] = {}
    for cell in np.flatnonzero(wet).tolist():
        to = int(receiver[cell])
        if to != cell:
            donors.setdefault(to, []).append(cell)
    heads = [cell for cell in np.flatnonzero(wet).tolist() if receiver[cell] == cell or not wet[receiver[cell]]]
    big = covered.ravel()
    todo = [(cell, None) for cell in heads if not big[cell]] + [(cell, None) for cell in heads if big[cell]]
    found = []
    while todo:
        cell, mouth = todo.pop()
        path = [cell] if mouth is None else [mouth, cell]
        while True:
            above = sorted(donors.get(path[-1], []), key=lambda one: (-area[one], one))
            if not above:
                break
            main = above[0]
            if big[path[-1]] and not big[main]:
                main = None  # the clip's river ends here; everything above joins it
            for one in above:
                if one != main:
                    todo.append((one, path[-1]))
            if main is None:
                break
            path.append(main)
        own = [one for at, one in enumerate(path) if not big[one] or at == 0]
        if len(own) > 2 and not big[own[1]]:
            points = np.column_stack(
                [GRID.longitudes[np.array(own) % GRID.columns], GRID.latitudes[np.array(own) // GRID.columns]]
            )
            found.append((float(area[own[1]]), points[::-1]))
    found.sort(key=lambda one: (-one[0], one[1][0].tolist()))
    return found


def valley_lines(windings: dict[str, shapely.LineString]) -> list[tuple[str, float, shapely.LineString]]:
    """Return the valleys of the window as rivers: name, width in metres, line."""
    return [(name, float(width), windings[name]) for name, width, _ in VALLEYS]


def rivers(
    clip: dict[str, shapely.LineString],
    windings: dict[str, shapely.LineString],
    receiver: NDArray[np.int64],
    area_km2: Array,
    counties: gpd.GeoDataFrame,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the clipped large rivers and the generated ones: ``name``, ``width_m``, ``directed``, ``order``."""
    region = shapely.union_all(counties.geometry.to_numpy())
    large = [
        {"name": name, "width_m": {"潮白河": 90.0, "温榆河": 60.0}.get(name, 110.0), "order": 6, "geometry": part}
        for name, line in clip.items()
        for part in _parts(line.intersection(region))
    ]
    trunk = list(clip.values())
    rows: list[dict[str, Any]] = []
    for name, width, line in valley_lines(windings):
        curve = shapely.LineString(smooth(shapely.get_coordinates(line)))
        rows += [
            {"name": name, "width_m": width, "order": 4 if width >= 30 else 3, "geometry": part}
            for part in _parts(curve.intersection(region))
        ]
        trunk.append(curve)
    covered = np.zeros((GRID.rows, GRID.columns), dtype=bool)
    for line in trunk:
        points = shapely.get_coordinates(shapely.segmentize(line, GRID.step_lat / 4))
        inside = shapely.intersects_xy(shapely.box(*_bounds()), points)
        row, column = GRID.cells(points[inside, 0], points[inside, 1])
        covered[row, column] = True
    trunks = shapely.union_all(trunk)
    random = generator("streams")
    bends = [noise(f"bend {axis}", GRID, 3.0, 1500.0, 7000.0) for axis in ("lon", "lat")]
    number = 0
    for size, points in streams(receiver, area_km2, covered):
        bend = np.column_stack([GRID.sample(field, points[:, 0], points[:, 1]) for field in bends])
        inner = points + 0.0016 * bend + np.r_[[[0, 0]], random.normal(0, 0.0006, (len(points) - 2, 2)), [[0, 0]]]
        line = shapely.LineString(smooth(inner))
        end = shapely.Point(line.coords[-1])
        if trunks.distance(end) < 0.008:  # let it flow into the drawn river, not into its cell
            mouth = shapely.get_coordinates(shapely.shortest_line(end, trunks))[1]
            line = shapely.LineString(np.vstack([shapely.get_coordinates(line)[:-1], mouth]))
        parts = [part for part in _parts(line.intersection(region)) if part.length > _SHORTEST]
        if not parts:
            continue
        number += 1
        width = round(float(np.clip(1.1 * np.sqrt(size), 4.0, 40.0)))
        order = 1 if size < 80 else 2 if size < 300 else 3
        rows += [
            {
                "name": f"示例{'河' if size >= 300 else '沟'} {number}",
                "width_m": float(width),
                "order": order,
                "geometry": part,
            }
            for part in parts
        ]
    small = gpd.GeoDataFrame(rows, crs=4490)
    small["geometry"] = _on_lines(small, counties)
    for frame in (small, made := gpd.GeoDataFrame(large, crs=4490)):
        frame["directed"] = True
        frame["geometry"] = shapely.set_precision(
            shapely.simplify(frame.geometry.to_numpy(), 0.00012), 1e-5, mode="pointwise"
        )
    columns = ["name", "width_m", "directed", "order", "geometry"]
    return made[columns], small[columns]


def lakes(heights: Array) -> gpd.GeoDataFrame:
    """Return two reservoirs: the ground below a level around a point (the real ones stand about there)."""
    from resources.sample.generator.land import contour_polygons

    rows = []
    ground = blurred(heights, 650.0)  # a shore without the narrowest inlets
    west, north = np.meshgrid(GRID.longitudes, GRID.latitudes)
    for name, lon, lat, reach_km, share in (
        ("密云水库（示意）", 116.92, 40.52, 9.5, 0.45),
        ("官厅水库（示意）", 115.575, 40.325, 6.5, 0.42),
    ):
        away = np.hypot((west - lon) * 85.0, (north - lat) * 111.0)
        level = float(np.quantile(ground[away < reach_km], share))
        field = np.where(away < reach_km, level - ground, -50.0 * (away - reach_km) - 1.0).clip(-30, 30)
        polygons = [polygon for polygon in contour_polygons(field, 0.0) if polygon.area > 4e-4]
        if polygons:
            lake = max(polygons, key=lambda polygon: polygon.area)
            rows.append({"name": name, "geometry": shapely.set_precision(shapely.Polygon(lake.exterior), 1e-5)})
    return gpd.GeoDataFrame(rows, columns=["name", "geometry"], crs=4490)


def _on_lines(rivers: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> list[shapely.LineString]:
    """Move streams on to the county lines that they run beside, as lines are often drawn along water.

    A stretch of at least 1.2 km within 450 m of a line is replaced by the line itself: a bordering reach.  Where a
    stream comes near for less, one vertex is set on the line: it grazes it.
    """
    shapes = counties.geometry.to_numpy()
    lines = shapely.line_merge(shapely.union_all([shape.boundary for shape in shapes]))
    tree = shapely.STRtree(shapely.get_parts(lines))
    borders = tree.geometries
    moved = []
    for line in rivers.geometry:
        points = shapely.get_coordinates(shapely.segmentize(line, 0.002))
        spots = shapely.points(points)
        nearest = tree.nearest(spots)
        apart = shapely.distance(spots, borders[nearest])
        points = points.copy()
        for first, last in _runs(apart < _BESIDE):
            border = borders[nearest[(first + last) // 2]]
            if (nearest[first : last + 1] != nearest[(first + last) // 2]).any():
                continue
            along = shapely.line_locate_point(border, spots[first : last + 1])
            one_way = (np.diff(along) > -0.001).all() or (np.diff(along) < 0.001).all()
            if np.ptp(along) > 0.012 and one_way and last - first > 4:
                points = _replace(points, first, last, border, along)
                break
        moved.append(shapely.LineString(points))
    return moved


def _replace(points: Array, first: int, last: int, border: shapely.LineString, along: Array) -> Array:
    """Put the line itself between two vertices of a stream."""
    from shapely.ops import substring

    stretch = shapely.get_coordinates(substring(border, float(along[0]), float(along[-1])))
    return np.vstack([points[:first], stretch, points[last + 1 :]])


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(int), 0]))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _parts(geometry: Any) -> list[shapely.LineString]:
    merged = shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    return [part for part in shapely.get_parts(merged) if part.geom_type == "LineString" and part.length > 0.003]


def _bounds() -> tuple[float, float, float, float]:
    return (GRID.west, GRID.north - GRID.rows * GRID.step_lat, GRID.west + GRID.columns * GRID.step_lon, GRID.north)
