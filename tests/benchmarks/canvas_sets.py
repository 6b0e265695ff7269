"""The sets S and L of the map's benchmark as plans on the disk: counties, forests with holes, rivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from tests.benchmarks import real_data
from tests.benchmarks.generate import METRIC_EPSG, forests

RIVERS, RIVER_VERTICES = 10_000, 105


@dataclass(frozen=True)
class PlanSet:
    """How many forests a set has; counties and rivers are the same in all."""

    name: str
    forests: int


SETS = (PlanSet("S", 20_000), PlanSet("L", 200_000))


def write_plan(path: Path, chosen: PlanSet) -> int:
    """Write the plan of a set and return its vertices."""
    counties = real_data.counties("clean")
    counties = counties.assign(code=counties["code"].astype(str), uid=counties["code"].astype(str))
    layers = (
        (Role.COUNTY, Shape.POLYGON, counties),
        (Role.FOREST, Shape.POLYGON, forests(counties, count=chosen.forests)),
        (Role.RIVER, Shape.LINE, rivers(counties)),
    )
    with PlanStore.create(path, title=f"set {chosen.name}", reference_date=date(2026, 1, 1)) as store:
        for role, shape, frame in layers:
            with store.change("layer_added"):
                store.add_layer(LayerRecord("", role.value, role, shape, Origin.READ, ""), frame)
    return sum(int(shapely.get_num_coordinates(frame.geometry.values).sum()) for _, _, frame in layers)


def rivers(counties: gpd.GeoDataFrame, *, count: int = RIVERS, seed: int = 7) -> gpd.GeoDataFrame:
    """Return wandering lines over the counties; EPSG:4490."""
    random = np.random.default_rng(seed)
    xmin, ymin, xmax, ymax = counties.to_crs(epsg=METRIC_EPSG).total_bounds
    heading = random.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(
        random.normal(0, 0.25, (count, RIVER_VERTICES)), axis=1
    )
    step = random.uniform(60, 200, (count, 1))
    x = random.uniform(xmin, xmax, (count, 1)) + np.cumsum(step * np.cos(heading), axis=1)
    y = random.uniform(ymin, ymax, (count, 1)) + np.cumsum(step * np.sin(heading), axis=1)
    lines = shapely.linestrings(np.stack([x, y], axis=-1))
    frame = gpd.GeoDataFrame(geometry=lines, crs=f"EPSG:{METRIC_EPSG}").to_crs(epsg=4490)
    frame["uid"] = [f"river-{i}" for i in range(count)]
    frame["name"] = ""
    frame["order"] = random.integers(1, 5, count).astype(float)
    return frame
