"""Roads, villages, stores and posts: where people would have put them."""

from __future__ import annotations

import heapq
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from resources.sample.generator.terrain import noise
from resources.sample.generator.water import smooth
from resources.sample.generator.window import GRID, Grid, generator

Array = NDArray[np.float64]
#: Seats of the counties, to a few hundred metres, from general knowledge: code → (lon, lat).
SEATS = {
    "110109": (116.096, 39.938),
    "110114": (116.235, 40.216),
    "110116": (116.629, 40.320),
    "110117": (117.109, 40.133),
    "110118": (116.834, 40.370),
    "110119": (115.972, 40.461),
    "120119": (117.405, 40.045),
    "130730": (115.520, 40.404),
    "130731": (115.209, 40.378),
    "130732": (115.824, 40.913),
    "130821": (118.170, 40.768),
    "130822": (117.490, 40.419),
    "130824": (117.332, 40.940),
    "130826": (116.640, 41.211),
    "131082": (117.069, 39.980),
}
#: The county that has given no settlement layer, and the one that has given no depots.
WITHOUT_SETTLEMENTS = "130731"
WITHOUT_DEPOTS = "130732"
PHONE = "010-0000-0000"
#: Ways over county lines that the nearest-neighbour rule leaves out.
ACROSS = (
    ((116.616, 40.898), (116.640, 41.211)),  # 喇叭沟门–丰宁
    ((116.342, 40.695), (115.824, 40.913)),  # 千家店–赤城
    ((117.323, 40.638), (117.490, 40.419)),  # 新城子–兴隆
    ((115.615, 39.944), (115.209, 40.378)),  # 清水–涿鹿
    ((116.061, 40.170), (115.520, 40.404)),  # 流村–怀来
    ((116.742, 40.794), (117.158, 40.690)),  # 长哨营–古北口
    ((116.340, 41.700), (116.640, 41.211)),
    ((118.250, 41.300), (118.170, 40.768)),
    ((117.480, 41.150), (117.332, 40.940)),
    ((115.650, 41.250), (115.824, 40.913)),
    ((117.800, 40.350), (117.490, 40.419)),
    ((115.100, 39.950), (115.209, 40.378)),
)


def roads(
    heights: Array, counties: gpd.GeoDataFrame, towns: gpd.GeoDataFrame, lakes: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return roads between seats and towns, along the ways of least climbing: ``name``, ``class``."""
    coarse = Grid(GRID.west, GRID.north, GRID.step_lon * 2, GRID.step_lat * 2, GRID.columns // 2, GRID.rows // 2)
    ground = heights.reshape(coarse.rows, 2, coarse.columns, 2).mean(axis=(1, 3))
    region = shapely.union_all(counties.geometry.to_numpy()).buffer(0.01)
    lon, lat = np.meshgrid(coarse.longitudes, coarse.latitudes)
    water = shapely.union_all(lakes.geometry.to_numpy())
    allowed = shapely.contains_xy(region, lon, lat) & ~shapely.contains_xy(water.buffer(0.006), lon, lat)
    seats = np.array(list(SEATS.values()))
    links = [(seats[a], seats[b], "国道") for a, b in _links(seats, 1.35)]
    spots = np.column_stack([towns.geometry.x, towns.geometry.y])
    links += [(spot, other, "县道") for spot, other in _town_links(spots, seats, 2.5)]
    links += [(np.array(a), np.array(b), "县道") for a, b in ACROSS]
    cheaper = np.ones(ground.shape)
    rows: list[dict[str, Any]] = []
    taken = np.zeros(ground.shape, dtype=bool)
    bends = [noise(f"road {axis}", GRID, 3.0, 1200.0, 5000.0) for axis in ("lon", "lat")]
    for start, end, kind in links:
        path = _least_climb(ground, allowed, cheaper, coarse, start, end)
        if path is None:
            continue
        cells = np.array(path)
        fresh = ~taken.ravel()[cells]
        taken.ravel()[cells] = True
        cheaper.ravel()[cells] = 0.45
        for first, last in _stretches(fresh):
            part = cells[max(0, first - 1) : last + 2]
            points = np.column_stack(
                [coarse.longitudes[part % coarse.columns], coarse.latitudes[part // coarse.columns]]
            )
            bend = np.column_stack([GRID.sample(field, points[:, 0], points[:, 1]) for field in bends])
            if len(points) > 2:
                line = shapely.simplify(shapely.LineString(smooth(points + 0.0018 * bend)), 0.0003)
                rows.append({"class": kind, "geometry": line})
    frame = gpd.GeoDataFrame(rows, crs=4490)
    frame["geometry"] = shapely.set_precision(frame.geometry.to_numpy(), 1e-5, mode="pointwise")
    frame.insert(0, "name", [f"示例{kind} {number}" for number, kind in enumerate(frame["class"], 1)])
    return frame


def villages(
    heights: Array,
    area_km2: Array,
    plain: Array,
    roads_: gpd.GeoDataFrame,
    lakes: gpd.GeoDataFrame,
    counties: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Return generated villages: ``name``, ``people`` (a fifth unknown), ``code``; none where no layer was given."""
    random = generator("villages")
    up, across = np.gradient(heights, GRID.dy_m, GRID.dx_m)
    slope = np.hypot(up, across)
    low = np.clip(np.log10(np.maximum(area_km2, 0.3)) / 2.2, 0.0, 1.0)
    lon, lat = np.meshgrid(GRID.longitudes, GRID.latitudes)
    roadside = np.zeros(heights.shape)
    points = shapely.get_coordinates(shapely.segmentize(roads_.geometry.to_numpy(), GRID.step_lat / 2))
    row, column = GRID.cells(points[:, 0], points[:, 1])
    roadside[row, column] = 1.0
    worth = (0.55 * low + 0.85 * roadside + 0.55 * plain) * np.exp(-((slope / 0.22) ** 2)) * np.exp(-heights / 2600.0)
    worth *= 0.75 + 0.5 * random.random(worth.shape)
    water = shapely.union_all(lakes.geometry.to_numpy()) if len(lakes) else shapely.Point()
    shapes = counties[counties["code"] != WITHOUT_SETTLEMENTS].geometry.to_numpy()
    region = shapely.union_all(shapes).buffer(-0.001)
    worth[~shapely.contains_xy(region, lon, lat) | shapely.contains_xy(water.buffer(0.004), lon, lat)] = 0.0
    spacing = 0.025 + 0.006 * np.clip(heights / 900.0, 0.0, 1.5)
    chosen: list[tuple[float, float]] = []
    for cell in np.argsort(-worth.ravel(), kind="stable")[: worth.size // 3].tolist():
        r, c = divmod(cell, GRID.columns)
        if worth[r, c] < 0.24:
            break
        x, y = float(lon[r, c]), float(lat[r, c])
        if all(abs(x - a) * 0.77 > spacing[r, c] or abs(y - b) > spacing[r, c] for a, b in chosen):
            chosen.append((x, y))
    spots = np.array(chosen) + random.uniform(-0.0016, 0.0016, (len(chosen), 2))
    spots = spots[np.lexsort((spots[:, 0], -np.round(spots[:, 1], 1)))]
    flat = GRID.sample(plain, spots[:, 0], spots[:, 1])
    people = np.round(np.exp(random.normal(5.75 + 0.9 * flat, 0.55)), 0).clip(30, 6000)
    people[random.random(len(spots)) < 0.2] = np.nan
    frame = gpd.GeoDataFrame(
        {"name": [f"示例村 {n:04d}" for n in range(1, len(spots) + 1)], "people": people, "kind": "村"},
        geometry=shapely.points(np.round(spots, 5)),
        crs=4490,
    )
    return (
        frame.sjoin(counties[["code", "geometry"]], predicate="within")
        .drop(columns="index_right")
        .reset_index(drop=True)
    )


def _links(points: Array, detour: float) -> list[tuple[int, int]]:
    """Return the pairs for which no way over a third point is less than ``√detour`` times as long."""
    away = np.hypot((points[:, None, 0] - points[None, :, 0]) * 85, (points[:, None, 1] - points[None, :, 1]) * 111)
    pairs = []
    for a in range(len(points)):
        for b in range(a + 1, len(points)):
            via = [away[a, c] + away[c, b] for c in range(len(points)) if c not in (a, b)]
            if min(via) > away[a, b] * detour**0.5:
                pairs.append((a, b))
    return sorted(pairs, key=lambda pair: float(away[pair]))


def _town_links(spots: Array, seats: Array, nearest_km: float) -> list[tuple[Array, Array]]:
    """Join every town to the nearest seat or to a town that is already joined."""
    joined = list(seats)
    rest = list(spots)
    links = []
    while rest:
        table = np.hypot(
            (np.array(rest)[:, None, 0] - np.array(joined)[None, :, 0]) * 85,
            (np.array(rest)[:, None, 1] - np.array(joined)[None, :, 1]) * 111,
        )
        a, b = np.unravel_index(int(table.argmin()), table.shape)
        if table[a, b] > nearest_km:
            links.append((rest[a], joined[b]))
            joined.append(rest[a])
        rest.pop(int(a))
    return links


def _least_climb(
    ground: Array, allowed: NDArray[np.bool_], cheaper: Array, grid: Grid, start: Array, end: Array
) -> list[int] | None:
    """Return the cells of the cheapest way (Dijkstra with a straight-line bound); slopes cost eightfold at 10 %."""
    rows, columns = ground.shape
    row, column = grid.cells(np.array([start[0], end[0]]), np.array([start[1], end[1]]))
    first, goal = int(row[0] * columns + column[0]), int(row[1] * columns + column[1])
    level, may, factor = ground.ravel(), allowed.ravel(), cheaper.ravel()
    steps = [
        (dr, dc, float(np.hypot(dr * grid.dy_m, dc * grid.dx_m)))
        for dr in (-1, 0, 1)
        for dc in (-1, 0, 1)
        if (dr, dc) != (0, 0)
    ]
    goal_row, goal_column = divmod(goal, columns)
    best = {first: 0.0}
    came: dict[int, int] = {}
    queue = [(0.0, first)]
    done: set[int] = set()
    while queue:
        _, cell = heapq.heappop(queue)
        if cell == goal:
            path = [cell]
            while path[-1] in came:
                path.append(came[path[-1]])
            return path[::-1]
        if cell in done:
            continue
        done.add(cell)
        r, c = divmod(cell, columns)
        for dr, dc, length in steps:
            if not (0 <= r + dr < rows and 0 <= c + dc < columns):
                continue
            other = cell + dr * columns + dc
            if not may[other] or other in done:
                continue
            grade = abs(float(level[other] - level[cell])) / length
            cost = best[cell] + length * (1.0 + 70.0 * grade + 500.0 * grade * grade) * float(factor[other])
            if cost < best.get(other, np.inf):
                best[other] = cost
                came[other] = cell
                bound = 0.45 * float(np.hypot((r + dr - goal_row) * grid.dy_m, (c + dc - goal_column) * grid.dx_m))
                heapq.heappush(queue, (cost + bound, other))
    return None


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(int), 0]))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 2]
