"""Seeded data for benchmarks: forest patches scattered over counties.

Nothing here looks like a real place; it only has realistic counts, sizes and shapes.
"""

from __future__ import annotations

import hashlib

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

METRIC_EPSG = 4547


def forests(
    counties: gpd.GeoDataFrame,
    *,
    count: int = 20_000,
    vertices: int = 50,
    seed: int = 20260101,
    metric_epsg: int = METRIC_EPSG,
) -> gpd.GeoDataFrame:
    """Return ``count`` forest polygons of about ``vertices`` vertices in some counties.

    Patches gather in clumps, as forest does in mountains; radii are log-normal, median 400 m;
    outlines are smooth with a little noise; a tenth have a clearing (a hole).

    Parameters
    ----------
    counties : GeoDataFrame
        Any geographic CRS.

    Returns
    -------
    GeoDataFrame
        ``uid``, ``name``, ``species``, ``stock_m3``, ``geometry``; EPSG:4490.
    """
    random = np.random.default_rng(seed)
    planar = counties.to_crs(epsg=metric_epsg).geometry
    xmin, ymin, xmax, ymax = planar.total_bounds
    wanted = max(1, count // 25)
    tried = random.uniform((xmin, ymin), (xmax, ymax), (wanted * 8, 2))
    inside = np.unique(shapely.STRtree(planar.to_numpy()).query(shapely.points(tried), predicate="within")[0])
    clumps = tried[inside][:wanted]
    centres = clumps[random.integers(len(clumps), size=count)] + random.normal(0, 6_000, (count, 2))
    radius = np.clip(random.lognormal(np.log(400), 0.5, count), 80, 4_000)
    angle = np.linspace(0, 2 * np.pi, vertices - 1, endpoint=False)
    lobes = random.integers(2, 6, (count, 1))
    phase = random.uniform(0, 2 * np.pi, (count, 1))
    outline = 1 + 0.2 * np.sin(lobes * angle + phase) + random.uniform(-0.03, 0.03, (count, len(angle)))
    stretch = random.uniform(0.5, 1.0, (count, 1))
    x = centres[:, :1] + radius[:, None] * outline * np.cos(angle)
    y = centres[:, 1:] + radius[:, None] * outline * np.sin(angle) * stretch
    shells = np.stack([x, y], axis=-1)
    shells = np.concatenate([shells, shells[:, :1]], axis=1)
    shapes = shapely.polygons(shells)
    holed = random.random(count) < 0.1
    holes = centres[holed][:, None, :] + 0.25 * (shells[holed] - centres[holed][:, None, :])
    shapes[holed] = shapely.polygons(shells[holed], holes=[[ring] for ring in shapely.linearrings(holes)])
    frame = gpd.GeoDataFrame(geometry=shapes, crs=f"EPSG:{metric_epsg}").to_crs(epsg=4490)
    stems = [hashlib.sha1(f"{seed} {index}".encode()).hexdigest()[:16] for index in range(count)]
    frame.insert(0, "uid", stems)
    frame.insert(1, "name", "")
    frame.insert(2, "species", "")
    frame.insert(3, "stock_m3", np.nan)
    return frame


def smooth(coarse: NDArray[np.float64], side: int, step: int = 50) -> NDArray[np.float64]:
    """Return ``side`` × ``side`` values between coarse ones that stand ``step`` cells apart."""
    at = np.arange(side) / step
    rows = np.array([np.interp(at, np.arange(coarse.shape[1]), row) for row in coarse])
    return np.array([np.interp(at, np.arange(coarse.shape[0]), column) for column in rows.T]).T
