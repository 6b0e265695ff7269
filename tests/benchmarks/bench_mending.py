"""Mending 200,000 polygons, against ``shapely.make_valid`` on all of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from layers.kinds import Shape
from layers.sources import flaws, mending, quick
from layers.sources.marks import Mark
from tests.benchmarks.timing import alternating, load

NAME = "mending"


def run() -> dict[str, float]:
    """Measure and print; median seconds, from WKB to sound shapes with every mark, as reading does it."""
    shapes, attributes = _dirty()
    wkb = np.asarray(shapely.to_wkb(shapes), dtype=object)

    def mend() -> list[Mark]:
        geometries, marks = mending.decode(wkb)
        geometries, rows, found = mending.clean(mending.without_stray_degrees(geometries))
        (part,) = mending.split(geometries, rows)
        mended = mending.make_valid(part)
        own = quick.digests_of(mended.geometries, mended.rows, None)
        named = attributes if len(mended.rows) == len(attributes) else attributes.iloc[mended.rows]
        return [*marks, *found, *mended.marks, *flaws.found(Shape.POLYGON, mended.geometries, own, named, lonlat=True)]

    found = alternating(
        {
            "layers.sources: mending": mend,
            "shapely.make_valid, structure": lambda: shapely.make_valid(shapes, method="structure"),
            "shapely.make_valid, linework": lambda: shapely.make_valid(shapes),
        },
        runs=3,
    )
    print(f"{len(shapes):,} polygons, {int(shapely.get_num_coordinates(shapes).sum()):,} vertices, {load()}")
    ours = found["layers.sources: mending"]
    print("  marked: " + ", ".join(f"{mark.code} {len(mark.rows):,}" for mark in ours.result))
    for name, one in found.items():
        ratio = "" if one is ours else f"ours is {ours.median_s / one.median_s:.2f} × it"
        print(f"  {name:30}{one}  {ratio}")
    return {name: one.median_s for name, one in found.items()}


def _dirty(count: int = 200_000, vertices: int = 24, seed: int = 7) -> tuple[np.ndarray, pd.DataFrame]:
    """Return polygons of some hundred metres, 2 % of which cross themselves, 1 % of which repeat another."""
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
    names = [f"{number}" for number in range(count)]
    return shapes, pd.DataFrame({"name": names, "species": random.choice(["松", "柏", "杨"], count)})
