"""Terrain that rivers could have made.

Heights follow from the drainage: going up a stream, every cell lies ``k · d / √A`` above the one it drains to,
where *A* is the area above it and *k* the steepness of the ground (the steady state of stream-power incision,
Whipple and Tucker 1999, J. Geophys. Res. 104:17661, with concavity 0.5).  Valleys are thus long and gentle, slopes
short and steep, and every cell drains.  Steepness is tuned until the summits stand about where they stand in nature.
"""

from __future__ import annotations

import heapq

import numpy as np
import shapely
from numpy.typing import NDArray

from resources.sample.generator.window import BASINS, GRID, PLAIN_EDGE, SUMMITS, Grid, generator

Array = NDArray[np.float64]
_STEPS = tuple((dr, dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1) if (dr, dc) != (0, 0))


def noise(name: str, grid: Grid, slope: float, shortest_m: float = 0.0, longest_m: float = 60000.0) -> Array:
    """Return fractal noise of mean 0 and deviation 1: power falls with frequency as ``f^-slope``."""
    random = generator(name)
    white = random.standard_normal((grid.rows, grid.columns))
    fy = np.fft.fftfreq(grid.rows, grid.dy_m)[:, None]
    fx = np.fft.rfftfreq(grid.columns, grid.dx_m)[None, :]
    frequency = np.hypot(fx, fy)
    frequency[0, 0] = np.inf
    shape = np.maximum(frequency, 1.0 / longest_m) ** (-slope / 2.0)
    if shortest_m:
        shape *= np.exp(-((frequency * shortest_m) ** 2))
    shape[0, 0] = 0.0
    field = np.fft.irfft2(np.fft.rfft2(white) * shape, s=white.shape)
    return np.asarray((field - field.mean()) / field.std())


def blurred(field: Array, sigma_m: float, grid: Grid = GRID) -> Array:
    """Return a Gaussian average, edges mirrored."""
    pad = int(3 * sigma_m / min(grid.dx_m, grid.dy_m)) + 1
    wide = np.pad(field, pad, mode="symmetric" if pad <= min(field.shape) else "edge")
    fy = np.fft.fftfreq(wide.shape[0], grid.dy_m)[:, None]
    fx = np.fft.rfftfreq(wide.shape[1], grid.dx_m)[None, :]
    kernel = np.exp(-2.0 * (np.pi * sigma_m) ** 2 * (fx**2 + fy**2))
    return np.asarray(np.fft.irfft2(np.fft.rfft2(wide) * kernel, s=wide.shape)[pad:-pad, pad:-pad])


def winding(name: str, points: list[tuple[float, float]]) -> shapely.LineString:
    """Return a line through points that winds between them as valleys do: midpoints displaced, four times over."""
    random = generator(f"course {name}")
    line = np.array(points, dtype=float)
    for _ in range(4):
        middle = (line[1:] + line[:-1]) / 2
        step = line[1:] - line[:-1]
        across = np.column_stack([-step[:, 1] * 1.31, step[:, 0] / 1.31])
        middle += across * random.normal(0.0, 0.13, (len(step), 1)).clip(-0.26, 0.26)
        line = np.insert(line, np.arange(1, len(line)), middle, axis=0)
    return shapely.LineString(np.round(line, 5))


def courses(
    grid: Grid, line: shapely.LineString, stations: tuple[tuple[float, float, float], ...]
) -> list[list[tuple[int, float]]]:
    """Return the cells a river runs through with their heights, falling downstream, as (flat index, metres).

    A river that leaves the grid and comes back gives one list for each stretch inside.
    """
    along = shapely.line_locate_point(line, [shapely.Point(lon, lat) for lon, lat, _ in stations])
    heights = np.array([height for *_, height in stations], dtype=float)
    order = np.argsort(along)
    distance = np.arange(0.0, line.length, grid.step_lat / 4)
    points = shapely.get_coordinates(shapely.line_interpolate_point(line, distance))
    level = np.interp(distance, along[order], np.minimum.accumulate(heights[order]))
    column = np.floor((points[:, 0] - grid.west) / grid.step_lon).astype(int)
    row = np.floor((grid.north - points[:, 1]) / grid.step_lat).astype(int)
    inside = (row >= 0) & (row < grid.rows) & (column >= 0) & (column < grid.columns)
    flat = row * grid.columns + column
    stretches: list[list[tuple[int, float]]] = [[]]
    seen: set[int] = set()
    for cell, height, here in zip(flat.tolist(), level.tolist(), inside.tolist(), strict=True):
        if not here:
            if stretches[-1]:
                stretches.append([])
        elif cell not in seen:
            seen.add(cell)
            stretches[-1].append((cell, height))
    return [stretch for stretch in stretches if len(stretch) > 2]


def plain_share(grid: Grid) -> Array:
    """Return 1 in the plain and in the middle of basins, 0 on the mountains, blended over a few kilometres."""
    lon, lat = np.meshgrid(grid.longitudes, grid.latitudes)
    edge = np.array(PLAIN_EDGE)
    below = (np.interp(lon, edge[:, 0], edge[:, 1]) - lat) * 111.0
    warp = noise("plain", grid, 3.0, 1500.0, 25000.0)
    share = 1.0 / (1.0 + np.exp(-(below + 1.6 * warp) / 1.1))
    share[:, grid.longitudes < 115.95] = np.minimum(share[:, grid.longitudes < 115.95], 0.02)
    for west, north, radius_km in BASINS:
        away = np.hypot((lon - west) * 85.0, (lat - north) * 111.0)
        share = np.maximum(share, 0.97 / (1.0 + np.exp((away - radius_km * 0.72 + 2.2 * warp) / 1.3)))
    return np.asarray(share)


def summit_level(grid: Grid) -> Array:
    """Return the height that crests reach: a smooth surface through the known summits."""
    lon, lat = np.meshgrid(grid.longitudes, grid.latitudes)
    weight = np.full(lon.shape, 1e-6)
    total = weight * 900.0
    for west, north, height, radius_km in SUMMITS:
        away = np.hypot((lon - west) * 85.0, (lat - north) * 111.0)
        share = np.exp(-0.5 * (away / (radius_km * 0.9)) ** 2) + 0.02 / (1.0 + (away / 25.0) ** 2)
        weight, total = weight + share, total + share * height
    return np.asarray(total / weight)


def route(heights: Array, fixed: NDArray[np.bool_], grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for every cell the cell it drains to, and an order in which receivers come first.

    Priority flood (Barnes, Lehman and Mulla 2014, Computers & Geosciences 62:117): water in a hollow leaves over
    the lowest rim.  ``fixed`` cells are where water leaves; they drain to themselves.
    """
    rows, columns = heights.shape
    wide = columns + 2
    padded = np.full((rows + 2, wide), np.inf)
    padded[1:-1, 1:-1] = heights
    level = padded.ravel().tolist()
    closed = np.ones((rows + 2, wide), dtype=bool)
    closed[1:-1, 1:-1] = fixed
    done = closed.ravel().tolist()
    receiver = list(range((rows + 2) * wide))
    steps = [dr * wide + dc for dr, dc in _STEPS]
    queue = [(level[cell], cell) for cell in np.flatnonzero(np.pad(fixed, 1)).tolist()]
    heapq.heapify(queue)
    order = []
    while queue:
        height, cell = heapq.heappop(queue)
        order.append(cell)
        for step in steps:
            other = cell + step
            if not done[other]:
                done[other] = True
                receiver[other] = cell
                if level[other] <= height:
                    level[other] = height + 1e-4
                heapq.heappush(queue, (level[other], other))
    # Where the flooded surface offers a steeper way than the flood's own, take it; order keeps receivers first.
    flooded = np.array(level).reshape(rows + 2, wide)
    best = np.zeros((rows, columns))
    chosen = np.array(receiver).reshape(rows + 2, wide)[1:-1, 1:-1].copy()
    own = np.arange((rows + 2) * wide).reshape(rows + 2, wide)
    for dr, dc in _STEPS:
        length = np.hypot(dr * grid.dy_m, dc * grid.dx_m)
        view = (slice(1 + dr, rows + 1 + dr), slice(1 + dc, columns + 1 + dc))
        fall = (flooded[1:-1, 1:-1] - np.where(np.isinf(flooded[view]), 1e9, flooded[view])) / length
        better = (fall > best) & ~fixed
        best[better] = fall[better]
        chosen[better] = own[view][better]
    to_flat = np.full((rows + 2) * wide, -1)
    to_flat[own[1:-1, 1:-1].ravel()] = np.arange(rows * columns)
    rank = to_flat[np.argsort(flooded.ravel(), kind="stable")]
    return to_flat[chosen.ravel()], rank[rank >= 0]


def accumulated(receiver: NDArray[np.int64], order: NDArray[np.int64], own: Array) -> Array:
    """Return what drains through every cell: its own amount and everything above."""
    total = own.ravel().tolist()
    to = receiver.tolist()
    for cell in order[::-1].tolist():
        if to[cell] != cell:
            total[to[cell]] += total[cell]
    return np.array(total).reshape(own.shape)


def make(grid: Grid, courses: list[list[tuple[int, float]]], rounds: int = 9) -> tuple[Array, NDArray[np.int64], Array]:
    """Return heights in metres, the receiver of every cell, and the area in km² above every cell.

    Parameters
    ----------
    courses : list of list of (flat index, metres)
        The rivers whose heights are given; trunks before tributaries.
    """
    plain = plain_share(grid)
    summits = summit_level(grid)
    fixed, level, downstream = _fixed(grid, courses)
    start = np.where(fixed, level, 0.0)
    floor = _floor(grid, fixed, level)
    rough = noise("relief", grid, 2.6, 900.0, 30000.0)
    heights = np.where(
        fixed, start, floor + (1 - plain) * (0.55 * (summits - floor).clip(50) + 160.0 * rough) + 3.0 * rough
    )
    rim = np.minimum(1 - plain, blurred(1 - plain, 2500.0)).clip(0.0) ** 1.5
    steepness = rim * 140.0 * np.exp(0.25 * noise("rock", grid, 3.0, 3000.0, 40000.0)) + 0.6 + 2.0 * plain
    cell_m2 = np.full(heights.shape, grid.dx_m * grid.dy_m)
    for number in range(rounds):
        receiver, order = route(heights, fixed, grid)
        receiver = np.where(downstream >= 0, downstream, receiver)
        area = accumulated(receiver, order, cell_m2)
        fresh = _climb(grid, receiver, order, fixed, start, steepness, area)
        if number < rounds - 1:
            reached = blurred(np.maximum(fresh - floor, 1.0), 7000.0)
            wanted = blurred(np.maximum(0.52 * (summits - floor), 1.0), 7000.0)
            tuned = np.minimum(steepness * np.clip(wanted / reached, 0.75, 1.3), 215.0 * rim + 3.0)
            steepness = np.where(plain > 0.6, steepness, tuned)
            heights = np.where(
                fixed,
                start,
                0.55 * fresh + 0.45 * heights + 18.0 * (1 - plain) * noise(f"again{number}", grid, 2.0, 800.0, 9000.0),
            )
        else:
            heights = fresh
    return heights, receiver, area / 1e6


def _fixed(grid: Grid, courses: list[list[tuple[int, float]]]) -> tuple[NDArray[np.bool_], Array, NDArray[np.int64]]:
    size = grid.rows * grid.columns
    fixed = np.zeros(size, dtype=bool)
    level = np.zeros(size)
    downstream = np.full(size, -1)
    for cells in courses:
        joined = next((at for at, (cell, _) in enumerate(cells) if fixed[cell] and at > 0), None)
        own = cells if joined is None else cells[: joined + 1]
        own = [one for at, one in enumerate(own) if at == len(own) - 1 or not fixed[one[0]]]
        end = level[own[-1][0]] if joined is not None else own[-1][1]
        climb = end
        for (cell, height), (below, _) in zip(own[-2::-1], own[:0:-1], strict=True):
            climb = max(height, climb + 0.05)
            fixed[cell], level[cell], downstream[cell] = True, climb, below
        if joined is None:
            fixed[own[-1][0]], level[own[-1][0]], downstream[own[-1][0]] = True, end, own[-1][0]
    # Water also leaves over the southern edge of the plain.
    lon = np.tile(grid.longitudes, grid.rows)
    south = np.zeros(size, dtype=bool)
    south[-grid.columns :] = True
    south &= (lon > 116.1) & ~fixed
    fixed |= south
    level[south] = 4.0 + np.abs(lon[south] - 117.4) * 12.0
    downstream[south] = np.flatnonzero(south)
    shape = (grid.rows, grid.columns)
    return fixed.reshape(shape), level.reshape(shape), downstream


def _floor(grid: Grid, fixed: NDArray[np.bool_], level: Array) -> Array:
    """Return a smooth surface through the rivers: the height of valley floors, spread over the land between them."""
    total, weight = np.zeros(level.shape), np.zeros(level.shape)
    for sigma, share in ((2500.0, 1.0), (8000.0, 0.05), (25000.0, 0.002), (80000.0, 0.00005)):
        total += share * blurred(np.where(fixed, level, 0.0), sigma)
        weight += share * blurred(fixed.astype(float), sigma)
    return total / np.maximum(weight, 1e-12)


def _climb(
    grid: Grid,
    receiver: NDArray[np.int64],
    order: NDArray[np.int64],
    fixed: NDArray[np.bool_],
    start: Array,
    steepness: Array,
    area: Array,
) -> Array:
    cells = np.arange(receiver.size)
    columns = grid.columns
    span = np.hypot(
        (cells // columns - receiver // columns) * grid.dy_m, (cells % columns - receiver % columns) * grid.dx_m
    )
    rise = (steepness.ravel() * span / np.sqrt(area.ravel())).clip(0.0, 0.75 * np.maximum(span, 1.0)).tolist()
    heights = start.ravel().tolist()
    keep = fixed.ravel().tolist()
    to = receiver.tolist()
    for cell in order.tolist():  # by flooded height, so that receivers come first
        if not keep[cell]:
            heights[cell] = heights[to[cell]] + rise[cell]
    return np.array(heights).reshape(area.shape)
