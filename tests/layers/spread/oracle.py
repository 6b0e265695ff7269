"""The travel-time graph written out edge by edge for SciPy's Dijkstra: slow, plain, and independent of the kernel."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from layers.spread.rates import Weather, slope_factor


def graph(
    fuel: np.ndarray, height: np.ndarray | None, weather: Weather, cell_m: float, reach: int, *, has_wind: bool = True
) -> csr_array:
    """Return minutes of every edge; cells that a move crosses are found by walking it in small steps."""
    rows, columns = fuel.shape
    steps = [(dr, dc) for dr in range(-reach, reach + 1) for dc in range(-reach, reach + 1) if math.gcd(dr, dc) == 1]
    ways = {step: _walk(*step) for step in steps}
    tails, heads, costs = [], [], []
    for row in range(rows):
        for column in range(columns):
            for dr, dc in steps:
                if not (0 <= row + dr < rows and 0 <= column + dc < columns):
                    continue
                cost = _cost(fuel, height, weather, cell_m, row, column, dr, dc, ways[dr, dc], has_wind=has_wind)
                if math.isfinite(cost):
                    tails.append(row * columns + column)
                    heads.append((row + dr) * columns + column + dc)
                    costs.append(cost)
    return csr_array((costs, (tails, heads)), shape=(fuel.size, fuel.size))


def times(edges: csr_array, starts: list[int], limit: float) -> np.ndarray:
    """Return minutes to every cell from the nearest start."""
    return dijkstra(edges, indices=starts, limit=limit, min_only=True)


def _walk(dr: int, dc: int, parts: int = 30_000) -> dict[tuple[int, int], float]:
    """Share of a move by cell; the sampling misses a corner by less than any tolerance here."""
    at = (np.arange(parts) + 0.5) / parts
    cells, counts = np.unique(np.column_stack([np.rint(at * dr), np.rint(at * dc)]), axis=0, return_counts=True)
    return {(int(r), int(c)): n / parts for (r, c), n in zip(cells, counts, strict=True)}


def _cost(fuel, height, weather, cell_m, row, column, dr, dc, way, *, has_wind) -> float:
    run = 0.0
    for (r, c), share in way.items():
        ks = fuel[row + r, column + c]
        if not ks > 0:
            return math.inf
        run += share / ks
    if abs(dr) == abs(dc) == 1 and not fuel[row + dr, column] > 0 and not fuel[row, column + dc] > 0:
        return math.inf
    if {abs(dr), abs(dc)} == {1, 3}:  # goes through the corner half way
        beside = (
            [(dr // abs(dr) * 2, 0), (dr // abs(dr), dc)]
            if abs(dr) == 3
            else [(0, dc // abs(dc) * 2), (dr, dc // abs(dc))]
        )
        if all(not fuel[row + r, column + c] > 0 for r, c in beside):
            return math.inf
    length = math.hypot(dr, dc) * cell_m
    speed = weather.base_rate_m_min
    if has_wind:
        to = math.radians(weather.wind_from_deg + 180.0)
        bearing = math.atan2(dc, -dr)
        speed *= math.exp(0.1783 * weather.wind_ms * math.cos(bearing - to))
    if height is not None:
        rise = float(height[row + dr, column + dc]) - float(height[row, column])
        if math.isfinite(rise):
            if abs(rise / length) > math.tan(math.radians(60.0)):
                return math.inf
            speed *= float(slope_factor(np.array([rise / length]))[0])
    return run * length / speed
