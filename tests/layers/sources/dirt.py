"""Hand-made dirty layers whose flaws and areas can be worked out on paper."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

#: Metre coordinates of the 3° zone 39 (central meridian 117°), with zone prefix.
CRS, X0, Y0 = 4527, 39_500_000.0, 4_500_000.0


def at(shape: shapely.Geometry) -> shapely.Geometry:
    """Move a shape in metres about 0, 0 to the zone's middle."""
    return shapely.transform(shape, lambda xy: xy + np.array([X0, Y0]))


def bow_tie() -> shapely.Geometry:
    """Two triangles of 2,500 m² each that meet in a point; the naive area is 0."""
    return at(shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)]))


def spike() -> shapely.Geometry:
    """A square of 100 m with a spike of no width: 10,000 m²."""
    return at(shapely.Polygon([(500, 0), (600, 0), (600, 100), (550, 100), (550, 150), (550, 100), (500, 100)]))


def hole_outside() -> shapely.Geometry:
    return at(shapely.Polygon(shapely.box(1000, 0, 1100, 100).exterior, [shapely.box(1200, 0, 1210, 10).exterior]))


def nested_shells() -> shapely.Geometry:
    return at(shapely.MultiPolygon([shapely.box(2000, 0, 2100, 100), shapely.box(2040, 40, 2060, 60)]))


def duplicate_ring() -> shapely.Geometry:
    hole = shapely.box(3040, 40, 3060, 60).exterior
    return at(shapely.Polygon(shapely.box(3000, 0, 3100, 100).exterior, [hole, hole]))


def sliver() -> shapely.Geometry:
    """400 m long and 0.5 m wide: 200 m², mean width 2 · 200 / 801 m."""
    return at(shapely.box(4000, 0, 4400, 0.5))


def stutter() -> shapely.Geometry:
    return at(shapely.Polygon([(5000, 0), (5100, 0), (5100, 0), (5100, 100), (5000, 100)]))


def sound(number: int) -> shapely.Geometry:
    return at(shapely.box(6000 + 200 * number, 0, 6100 + 200 * number, 100))


def dirty(sound_count: int = 12) -> gpd.GeoDataFrame:
    """Rows: 0 bow tie, 1 spike, 2 hole outside, 3 nested shells, 4 duplicate ring, 5 sliver, 6 stutter, 7 empty,
    8 like 9 in all, 9 sound, 10 like 9 in shape only, 11 far, then sound ones."""
    shapes = [
        *(bow_tie(), spike(), hole_outside(), nested_shells(), duplicate_ring(), sliver(), stutter(), None),
        *(sound(0), sound(0), sound(0), at(shapely.box(600_000, 0, 600_100, 100))),
        *(sound(number) for number in range(1, sound_count + 1)),
    ]
    names = [f"小班{number:02d}" for number in range(len(shapes))]
    names[8] = names[9]
    codes = np.arange(len(shapes), dtype=np.int32)
    codes[8] = codes[9]
    return gpd.GeoDataFrame({"名称": names, "树种": ["油松"] * len(shapes), "序号": codes}, geometry=shapes, crs=CRS)


def write(frame: gpd.GeoDataFrame, path: Path, **options: object) -> Path:
    pyogrio.write_dataframe(frame, path, **options)
    return path


def with_curves(path: Path) -> Path:
    """A GeoPackage of a square and a circle of 500 m radius, drawn as a CurvePolygon of two arcs."""
    frame = gpd.GeoDataFrame({"name": ["方", "圆"]}, geometry=[sound(0), sound(1)], crs=CRS)
    pyogrio.write_dataframe(frame, path, layer="curves", geometry_type="Unknown")
    ring = [(-500, 0), (0, 500), (500, 0), (0, -500), (-500, 0)]
    arcs = struct.pack("<BII", 1, 8, 5) + b"".join(struct.pack("<dd", x + X0, y + Y0) for x, y in ring)
    with closing(sqlite3.connect(path)) as db:
        srs = db.execute("SELECT srs_id FROM gpkg_geometry_columns").fetchone()[0]
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')  # they call functions that only GDAL has
        blob = b"GP\x00\x01" + struct.pack("<i", srs) + struct.pack("<BII", 1, 10, 1) + arcs
        db.execute("UPDATE curves SET geom = ? WHERE fid = 2", (blob,))
        db.commit()
    return path
