"""Lines of longitude and latitude on a sheet: which ones, and where they meet the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.canvas.view import Box
from layers.crs import STORAGE_CRS, transformer
from layers.grids import degrees_text, edges_lonlat, graticule_step_deg, multiples


@dataclass(frozen=True)
class Tick:
    """Where a line meets the frame: ``side`` is N, S, W or E, ``at`` the share along it from the west or north."""

    side: str
    at: float
    text: str


@dataclass(frozen=True)
class Graticule:
    """Ticks on the frame and crossings inside it (x, y in metres)."""

    ticks: tuple[Tick, ...]
    crossings: NDArray[np.float64]


def graticule(extent: Box, epsg: int, *, across: float = 4.5) -> Graticule:
    """Return the graticule of a map window.

    Parameters
    ----------
    extent : box in metres, the map's CRS
    epsg : the map's CRS
    across : about so many lines across the wider side
    """
    edges = {side: lonlat[:, 0 if side in "NS" else 1] for side, lonlat in edges_lonlat(extent, epsg).items()}
    step = graticule_step_deg(max(np.ptp(edges["S"]), np.ptp(edges["W"])), across)
    ticks = tuple(tick for side, values in edges.items() for tick in _ticks(side, values, step))
    return Graticule(ticks, _crossings(edges, step, extent, epsg))


def _ticks(side: str, values: NDArray[np.float64], step: float) -> list[Tick]:
    lines = multiples(float(values.min()), float(values.max()), step)
    order = np.argsort(values)
    places = np.interp(lines, values[order], np.linspace(0.0, 1.0, len(values))[order])
    axis = ("E", "W") if side in "NS" else ("N", "S")
    pairs = zip(lines.tolist(), places.tolist(), strict=True)
    return [Tick(side, place, degrees_text(line, axis)) for line, place in pairs]


def _crossings(edges: dict[str, NDArray[np.float64]], step: float, extent: Box, epsg: int) -> NDArray[np.float64]:
    longitudes = np.concatenate([edges["N"], edges["S"]])
    latitudes = np.concatenate([edges["W"], edges["E"]])
    lon = np.arange(np.floor(longitudes.min() / step), np.ceil(longitudes.max() / step) + 1) * step
    lat = np.arange(np.floor(latitudes.min() / step), np.ceil(latitudes.max() / step) + 1) * step
    grid_lon, grid_lat = (grid.ravel() for grid in np.meshgrid(lon, lat))
    x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(grid_lon, grid_lat)
    xmin, ymin, xmax, ymax = extent
    inside = (x > xmin) & (x < xmax) & (y > ymin) & (y < ymax)
    return np.column_stack([x[inside], y[inside]])
