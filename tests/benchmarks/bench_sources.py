"""Reading 20,000 polygons from a GeoPackage, against ``pyogrio.read_dataframe`` on the same file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyogrio
import shapely

from layers import sources
from tests.benchmarks import bench_zones
from tests.benchmarks.generate import forests
from tests.benchmarks.timing import alternating, load

NAME = "sources"


def run() -> dict[str, float]:
    """Measure and print; median seconds."""
    if not bench_zones.DATA.exists():
        print(f"skipped: {bench_zones.DATA} is not here")
        return {}
    frame = forests(bench_zones.counties("clean")).drop(columns="uid")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forest.gpkg"
        pyogrio.write_dataframe(frame, path, layer="forest")
        found = alternating(
            {
                "layers.sources.read": lambda: sources.read(path)[0].frame,
                "pyogrio.read_dataframe": lambda: pyogrio.read_dataframe(path),
            }
        )
        vertices = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())
        print(f"{len(frame):,} polygons, {vertices:,} vertices, {path.stat().st_size / 1e6:.0f} MB, {load()}")
    bare = found["pyogrio.read_dataframe"]
    for name, one in found.items():
        assert len(one.result) == len(frame)
        ratio = f"{one.median_s / bare.median_s:.2f} × it" if one is not bare else ""
        print(f"  {name:24}{one}  {ratio}")
    return {name: one.median_s for name, one in found.items()}
