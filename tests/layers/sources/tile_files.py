# ruff: noqa: E501
"""Small files of tiles made by hand: each tile has a colour of its own, so that a place tells which tile it is in."""

from __future__ import annotations

import math
import sqlite3
import struct
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

MERCATOR_M = 20037508.342789244


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row (from the north) of the tile a place lies in (OGC WMTS, GoogleMapsCompatible)."""
    count = 2**zoom
    row = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * count
    return int((lon + 180) / 360 * count), int(row)


def color_of(column: int, row: int, zoom: int) -> tuple[int, int, int]:
    return 40 + column * 37 % 200, 40 + row * 53 % 200, zoom * 10


def png(color: tuple[int, int, int], px: int = 256) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\x00" + bytes(color) * px) * px
    head = struct.pack(">IIBBBBB", px, px, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def around(lon: float, lat: float, zoom: int, reach: int = 3) -> list[tuple[int, int]]:
    middle = tile_at(lon, lat, zoom)
    span = range(-reach, reach + 1)
    return [(middle[0] + dx, middle[1] + dy) for dx in span for dy in span]


def mbtiles(path: Path, lon: float, lat: float, zooms: Iterable[int] = (12, 13, 14), **metadata: str) -> Path:
    said = {"name": "天地图影像", "format": "png", "attribution": "© 测绘院", **metadata}
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        db.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        db.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        for zoom in zooms:
            for column, row in around(lon, lat, zoom):
                data = png(color_of(column, row, zoom))
                db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, 2**zoom - 1 - row, data))
    return path


def geopackage(path: Path, lon: float, lat: float, zoom: int = 14, *, with_features: bool = False) -> Path:
    """Tiles of Web Mercator in a GeoPackage, rows counted from the top of a matrix of their own."""
    cells = around(lon, lat, zoom)
    first, upper = min(column for column, _ in cells), min(row for _, row in cells)
    side = 2 * MERCATOR_M / 2**zoom
    left, top = -MERCATOR_M + first * side, MERCATOR_M - upper * side
    count = int(math.sqrt(len(cells)))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA application_id = {0x47504B47}")
        db.execute(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition, description)"
        )
        db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('m', 3857, 'EPSG', 3857, '', '')")
        db.execute(
            "CREATE TABLE gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)"
        )
        box = (left, top - count * side, left + count * side, top)
        db.execute("INSERT INTO gpkg_contents VALUES ('img', 'tiles', '影像', '', '', ?, ?, ?, ?, 3857)", box)
        db.execute("CREATE TABLE gpkg_tile_matrix_set (table_name, srs_id, min_x, min_y, max_x, max_y)")
        db.execute("INSERT INTO gpkg_tile_matrix_set VALUES ('img', 3857, ?, ?, ?, ?)", box)
        db.execute(
            "CREATE TABLE gpkg_tile_matrix (table_name, zoom_level, matrix_width, matrix_height, tile_width, tile_height, pixel_x_size, pixel_y_size)"
        )
        db.execute(
            "INSERT INTO gpkg_tile_matrix VALUES ('img', ?, ?, ?, 256, 256, ?, ?)",
            (zoom, count, count, side / 256, side / 256),
        )
        db.execute(
            "CREATE TABLE img (id INTEGER PRIMARY KEY, zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)"
        )
        for column, row in cells:
            data = png(color_of(column, row, zoom))
            db.execute("INSERT INTO img VALUES (NULL, ?, ?, ?, ?)", (zoom, column - first, row - upper, data))
        if with_features:
            db.execute("INSERT INTO gpkg_contents VALUES ('林', 'features', '林', '', '', 0, 0, 1, 1, 4326)")
    return path
