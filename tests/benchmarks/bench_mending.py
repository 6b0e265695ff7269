"""Mending 200,000 polygons, from WKB to sound shapes with every mark, as reading does it; others mark nothing."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.kinds import Shape
from layers.sources import flaws, mending, quick
from tests.benchmarks import file_names as names
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.measured import Calls, Setting

NAME = "mending"


def prepare(setting: Setting) -> None:
    shapes, attributes = _faulty(setting)
    gpd.GeoDataFrame(attributes, geometry=shapes, crs=4490).to_file(setting.folder / names.FAULTY)


def mended(setting: Setting) -> Calls:
    shapes, attributes = _faulty(setting)
    wkb = np.asarray(shapely.to_wkb(shapes), dtype=object)

    def mend() -> str:
        geometries, marks = mending.decode(wkb)
        geometries, rows, found = mending.clean(mending.without_stray_degrees(geometries))
        (part,) = mending.split(geometries, rows)
        made = mending.make_valid(part)
        own = quick.digests_of(made.geometries, made.rows, None)
        named = attributes if len(made.rows) == len(attributes) else attributes.iloc[made.rows]
        more = flaws.found(Shape.POLYGON, made.geometries, own, named, lonlat=True)
        return ", ".join(f"{mark.code} {len(mark.rows):,}" for mark in [*marks, *found, *made.marks, *more])

    return {"mending": mend}


def nested(_: Setting) -> Calls:
    """3,000 rings one in another."""
    ring = shapely.get_coordinates(shapely.box(-1, -1, 1, 1))
    rings = [np.array([116.0, 40.0]) + ring * (0.5 - 0.0001 * number) for number in range(3_000)]
    shape = shapely.Polygon(rings[0], rings[1:])
    given = mending.Mended(Shape.POLYGON, np.array([shape], dtype=object), np.arange(1))
    return {"mending 3,000 nested rings": lambda: len(mending.make_valid(given).geometries)}


def _faulty(setting: Setting, vertices: int = 24, seed: int = 7) -> tuple[np.ndarray, pd.DataFrame]:
    """Return polygons of some hundred metres, 2 % of which cross themselves, 1 % of which repeat another."""
    count = setting.size(200_000, 5_000)
    random = np.random.default_rng(seed)
    centres = random.uniform((114.0, 38.0), (119.0, 42.0), (count, 2))
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    radius = random.uniform(0.6, 1.0, (count, vertices)) * 0.002
    ring = centres[:, None, :] + radius[:, :, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    crossed = random.random(count) < 0.02
    ring[crossed, 3], ring[crossed, 9] = ring[crossed, 9].copy(), ring[crossed, 3].copy()
    again = np.flatnonzero(random.random(count) < 0.01)
    ring[again] = ring[again - 1]
    shapes = shapely.polygons(np.concatenate([ring, ring[:, :1]], axis=1))
    texts = [f"{number}" for number in range(count)]
    return shapes, pd.DataFrame({"name": texts, "species": random.choice(["松", "柏", "杨"], count)})


COMPARISONS = (
    Comparison(
        (
            ours("every mark of reading", mended),
            other("shapely.make_valid, structure", "shapely_ways:made_valid_by_structure"),
            other("shapely.make_valid, linework", "shapely_ways:made_valid"),
            qgis("fix geometries", "qgis_ways:mending"),
        ),
        prepare,
    ),
    Comparison((ours("every mark of reading", nested),)),
)
