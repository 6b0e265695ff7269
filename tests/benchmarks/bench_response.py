"""Who gets there first: the sample, and the region of 199 counties at 250 m with generated roads and 500 depots.

Roads are generated from one seed: Delaunay edges between 25 points of each county, bent, of classes by chance; depots
stand on 500 of the points.  Terrain, rivers, forest and places are the region's own.
"""

from __future__ import annotations

import resource
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from scipy.spatial import Delaunay

from layers.kinds import Role
from layers.response.settings import ResponseSettings
from layers.response.study import Basis, Study, basis_from, basis_of, study
from layers.sample import build_sample_plan
from layers.zones import LayerInput, ZoneInputs
from tests.benchmarks import bench_fire, bench_zones

NAME = "response"
SEED, POINTS, DEPOTS, EPSG = 20261129, 25, 500, 4547
_CLASSES = np.array(["国道", "省道", "县道", "乡道"], dtype=object)


def run() -> dict[str, float]:
    """Measure and print; seconds."""
    _compile()
    figures = _sample()
    if bench_zones.DATA.exists():
        figures |= _region()
    else:
        print(f"region skipped: {bench_zones.DATA} is not there")
    for name, value in figures.items():
        print(f"{name:<64}{value:>10.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return figures


def _compile() -> None:
    """Let the kernels be compiled (kept on disk after the first time), so that they are not measured."""
    from tests.layers.response.test_travel import random_land

    travel = random_land(1)
    travel.coming(travel.target_at(500_000.0, 4_500_000.0))


def _sample() -> dict[str, float]:
    figures: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        build_sample_plan(Path(folder) / "sample.lianfang.gpkg", date(2026, 4, 1)) as store,
    ):
        at = _now()
        basis = basis_of(store)
        at = _took(figures, "sample, 250 m: land", at)
        found = study(basis)
        at = _took(figures, "sample, 250 m: who comes when", at)
        found.prepare()
        at = _took(figures, "sample, 250 m: measures", at)
        found.reinforcements()
        at = _took(figures, "sample, 250 m: reinforcements of all lines", at)
        point = basis.land.who.geometry.iloc[0]
        found.coming(point.x + 3000.0, point.y)
        _took(figures, "sample, 250 m: one click", at)
    return figures


def _region() -> dict[str, float]:
    figures: dict[str, float] = {}
    land = bench_zones.DATA / "landcover" / "mcd12c1_2019_igbp_wgs84.tif"
    height = bench_zones.DATA / "terrain" / "dem_30s_wgs84.tif"
    given = with_roads(bench_fire.region_inputs(land, height))
    at = start = _now()
    basis: Basis = basis_from(replace(given, metric_epsg=EPSG), ResponseSettings())
    at = _took(figures, "region, 250 m: land", at)
    found: Study = study(basis)
    at = _took(figures, "region, 250 m: who comes when", at)
    found.prepare()
    at = _took(figures, "region, 250 m: measures", at)
    found.reinforcements()
    at = _took(figures, "region, 250 m: reinforcements of all lines", at)
    _took(figures, "region, 250 m: all", start)
    point = basis.land.who.geometry.iloc[0]
    at = _now()
    found.coming(point.x + 3000.0, point.y)
    _took(figures, "region, 250 m: one click", at)
    figures["region: million cells"] = basis.land.grid.cells / 1e6
    figures["region: thousand km of road"] = basis.land.roads.length_m / 1e6
    figures["region: thousand pieces of road"] = len(basis.land.roads.piece_line) / 1e3
    return figures


def with_roads(given: ZoneInputs) -> ZoneInputs:
    """Return inputs with generated roads and depots."""
    random = np.random.default_rng(SEED)
    counties = given.counties.to_crs(epsg=EPSG)
    points = []
    for shape in counties.geometry:
        xmin, ymin, xmax, ymax = shape.bounds
        some = random.uniform((xmin, ymin), (xmax, ymax), (POINTS * 8, 2))
        points.append(some[shapely.contains_xy(shape, some[:, 0], some[:, 1])][:POINTS])
    xy = np.concatenate(points)
    triangles = Delaunay(xy).simplices
    edges = np.unique(
        np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])), axis=0
    )
    metres = np.hypot(*(xy[edges[:, 0]] - xy[edges[:, 1]]).T)
    edges = edges[metres < 40_000.0]
    share = np.linspace(0.0, 1.0, 21)
    lines = []
    for a, b in edges:
        way = xy[a] + (xy[b] - xy[a]) * share[:, None]
        bend = random.normal(0.0, 0.02, (21, 2)) * np.hypot(*(xy[b] - xy[a])) * np.sin(np.pi * share)[:, None]
        lines.append(shapely.LineString(way + bend))
    roads = gpd.GeoDataFrame(
        {"uid": [f"road-{at}" for at in range(len(lines))], "name": ""}, geometry=lines, crs=EPSG
    ).assign(**{"class": random.choice(_CLASSES, len(lines), p=[0.1, 0.2, 0.3, 0.4])})
    chosen = random.choice(len(xy), DEPOTS, replace=False)
    depots = gpd.GeoDataFrame(
        {"uid": [f"depot-{at}" for at in chosen], "name": [f"depot {at}" for at in chosen]},
        geometry=gpd.points_from_xy(*xy[chosen].T),
        crs=EPSG,
    )
    more = (LayerInput("roads", Role.ROAD, roads), LayerInput("depots", Role.DEPOT, depots))
    return replace(given, layers=(*given.layers, *more))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _took(figures: dict[str, float], step: str, since: tuple[float, float]) -> tuple[float, float]:
    figures[f"{step}, s"] = time.perf_counter() - since[0]
    figures[f"{step}, processor s"] = time.process_time() - since[1]
    return _now()
