"""Maps kept as tiles in one SQLite file: MBTiles 1.3, and the tile tables of a GeoPackage (OGC 12-128r18).

Read with SQLite itself, never through GDAL: the file may have many gigabytes and lie on a stick, nothing may be
written beside it, and a view in it must not run for ever.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyproj

from layers.errors import NoGeometry, TruncatedSource, UnsupportedFormat, UnusableCrs
from layers.sources.sniff import refuse, sqlite_tables
from layers.sources.sqlite_views import asked

#: Half the side of the square of Web Mercator, metres: π · 6 378 137.
MERCATOR_M = math.pi * 6378137.0
_MERCATOR = "EPSG:3857"
_MERCATOR_CODES = {3857, 900913, 3785, 102100, 102113}
#: Longest the file may take to answer, and what one tile may weigh.
_ANSWER_S = 3.0
_MOST_TILE_BYTES = 8 << 20
_MOST_ZOOM = 25
#: Rows that are taken of tables that describe: a view can have rows without end.
_MOST_SAID = 2_000
#: Pixels to a side of a tile, and the longest row or column of tiles: 2²⁵ tiles go around the earth.
_MOST_SIDE_PX, _MOST_ALONG = 4096, 1 << 26

_PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp"}


@dataclass(frozen=True)
class TileLevel:
    """One zoom level: the ground size of a tile and how many there are at most, in units of the CRS."""

    zoom: int
    tile_width: float
    tile_height: float
    columns: int
    rows: int


@dataclass(frozen=True)
class TileArchive:
    """What a file of tiles holds.

    Attributes
    ----------
    path, table : the file, and the table in it
    title : str
    crs : str
        ``EPSG:3857`` or what a GeoPackage says.
    left, top : float
        The corner tiles are counted from, units of the CRS; rows of an archive ``from_south`` count upwards.
    levels : coarse first
    bounds : xmin, ymin, xmax, ymax of what is filled, units of the CRS
    tile_px : pixels to a side of a tile
    format : ``png``, ``jpg`` or ``webp``
    credit : str
    """

    path: str
    table: str
    title: str
    crs: str
    left: float
    top: float
    levels: tuple[TileLevel, ...]
    bounds: tuple[float, float, float, float]
    tile_px: int
    format: str
    credit: str = ""
    from_south: bool = False

    def level_for(self, units_per_px: float) -> TileLevel:
        """Return the coarsest level at least as fine as asked for, or the finest there is."""
        fine = [level for level in self.levels if level.tile_width / self.tile_px <= units_per_px * 1.001]
        return fine[0] if fine else self.levels[-1]


def kind_of(path: Path) -> str:
    """Return ``mbtiles``, ``gpkg`` (tiles and no features), or "" for a SQLite file that is neither."""
    tables = sqlite_tables(path) or frozenset()
    if {"tiles", "metadata"} <= tables and "gpkg_contents" not in tables:
        return "mbtiles"
    if "gpkg_contents" in tables and "gpkg_tile_matrix_set" in tables:
        try:
            with _asked(path) as db:
                kinds = {str(kind) for (kind,) in _few(db.execute("SELECT data_type FROM gpkg_contents"))}
        except (sqlite3.Error, ValueError):  # damaged, or a view that computes for ever; ValueError: names not in UTF-8
            return ""
        if "tiles" in kinds and not kinds & {"features", "attributes"}:
            return "gpkg"
    return ""


def tile_tables(path: Path) -> list[str]:
    """Return the names of the tile tables of a GeoPackage, none when it cannot say; of MBTiles ``["tiles"]``."""
    if "gpkg_contents" not in (sqlite_tables(path) or frozenset()):
        return ["tiles"]
    try:
        with _asked(path) as db:
            rows = _few(db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'tiles'"))
            return [str(name) for (name,) in rows]
    except (sqlite3.Error, ValueError):
        return []


def describe(path: Path, table: str = "") -> TileArchive:
    """Return what an archive of tiles holds; the first table of a GeoPackage unless one is named.

    Raises
    ------
    UnsupportedFormat
        The tiles are vectors, or no pictures that can be read.
    NoGeometry
        There is no tile in it.
    UnusableCrs
        A GeoPackage's tiles are in a system that is not in the EPSG list.
    TruncatedSource
        It cannot be read.
    """
    try:
        with _asked(path) as db:
            tables = {str(name).lower() for (name,) in db.execute("SELECT name FROM sqlite_master")}
            if "gpkg_contents" in tables:
                return _describe_geopackage(path, db, table)
            return _describe_mbtiles(path, db)
    except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:  # numbers that are none, too
        raise refuse(TruncatedSource, path, "gdal", detail=str(error)[:200]) from error


def read(
    archive: TileArchive, level: TileLevel, columns: tuple[int, int], rows: tuple[int, int]
) -> Iterator[tuple[int, int, bytes]]:
    """Yield column, row (from the top) and the encoded picture of the tiles of a window, both ends included.

    Raises
    ------
    sqlite3.Error
        The file is damaged, is gone, or takes too long to answer.
    """
    low, high = rows
    if archive.from_south:
        low, high = level.rows - 1 - rows[1], level.rows - 1 - rows[0]
    name = archive.table.replace('"', '""')
    with _asked(Path(archive.path)) as db:
        found = db.execute(
            f'SELECT tile_column, tile_row, tile_data FROM "{name}" WHERE zoom_level = ?'
            " AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?",
            (level.zoom, *columns, low, high),
        )
        for column, row, data in found:
            if isinstance(data, bytes) and len(data) <= _MOST_TILE_BYTES:
                yield int(column), level.rows - 1 - int(row) if archive.from_south else int(row), data


# --- inner workings ---------------------------------------------------------------------------------------


def _asked(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    return asked(path, _ANSWER_S, 2 * _MOST_TILE_BYTES)


def _few(rows: sqlite3.Cursor) -> list[tuple[Any, ...]]:
    return rows.fetchmany(_MOST_SAID)


def _describe_mbtiles(path: Path, db: sqlite3.Connection) -> TileArchive:
    rows = _few(db.execute("SELECT name, value FROM metadata"))
    said = {str(name).lower(): str(value or "") for name, value in rows}
    if said.get("format", "").lower() in ("pbf", "mvt"):
        raise refuse(UnsupportedFormat, path, "vector_tiles")
    zooms = _zooms(db, "tiles")
    if not zooms:
        raise refuse(NoGeometry, path, "no_tiles")
    form, size = _first_tile(path, db, "tiles")
    levels = []
    for zoom in zooms:
        count = 1 << zoom
        levels.append(TileLevel(zoom, 2 * MERCATOR_M / count, 2 * MERCATOR_M / count, count, count))
    bounds = _mercator_bounds(said.get("bounds", "")) or _filled(db, levels[0])
    return TileArchive(
        str(path.absolute()),
        "tiles",
        said.get("name", "").strip() or path.stem,
        _MERCATOR,
        -MERCATOR_M,
        MERCATOR_M,
        tuple(levels),
        bounds,
        size,
        form,
        said.get("attribution", "").strip()[:200],
        from_south=True,
    )


def _describe_geopackage(path: Path, db: sqlite3.Connection, table: str) -> TileArchive:
    found = db.execute(
        "SELECT c.table_name, c.identifier, m.srs_id, m.min_x, m.min_y, m.max_x, m.max_y, c.min_x, c.min_y, c.max_x,"
        " c.max_y FROM gpkg_contents c JOIN gpkg_tile_matrix_set m USING (table_name) WHERE c.data_type = 'tiles'"
    )
    rows = _few(found)
    row = next((one for one in rows if not table or one[0] == table), None)
    if row is None:
        raise refuse(NoGeometry, path, "no_tiles")
    name, title, srs, left, bottom, right, top = row[:7]
    system = db.execute(
        "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs,)
    ).fetchone()
    if system is None or str(system[0]).upper() != "EPSG":
        raise refuse(UnusableCrs, path, "not_understood", layer=name, found=str(srs))
    crs = _MERCATOR if int(system[1]) in _MERCATOR_CODES else f"EPSG:{int(system[1])}"
    try:
        pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise refuse(UnusableCrs, path, "not_understood", layer=name, found=crs) from error
    filled = set(_zooms(db, name))
    levels = []
    tile_px = 256
    matrices = db.execute(
        "SELECT zoom_level, matrix_width, matrix_height, tile_width, pixel_x_size, pixel_y_size"
        " FROM gpkg_tile_matrix WHERE table_name = ? ORDER BY zoom_level",
        (name,),
    )
    for zoom, columns, lines, width, px_x, px_y in _few(matrices):
        level = TileLevel(int(zoom), float(width * px_x), float(width * px_y), int(columns), int(lines))
        if zoom in filled and 0 < width <= _MOST_SIDE_PX and _is_usable(level):
            levels.append(level)
            tile_px = int(width)
    if not levels:
        raise refuse(NoGeometry, path, "no_tiles")
    form, _size = _first_tile(path, db, name)
    whole = (float(left), float(bottom), float(right), float(top))
    if not all(map(math.isfinite, whole)):
        raise ValueError("the matrix lies nowhere")
    stated = row[7:11]
    is_stated = all(isinstance(one, int | float) and math.isfinite(one) for one in stated)
    bounds = tuple(map(float, stated)) if is_stated else whole
    return TileArchive(
        str(path.absolute()),
        str(name),
        str(title or "").strip() or path.stem,
        crs,
        float(left),
        float(top),
        tuple(levels),
        (bounds[0], bounds[1], bounds[2], bounds[3]),
        tile_px,
        form,
    )


def _is_usable(level: TileLevel) -> bool:
    sizes = (level.tile_width, level.tile_height)
    return all(math.isfinite(one) and one > 0.0 for one in sizes) and (
        0 < level.columns <= _MOST_ALONG and 0 < level.rows <= _MOST_ALONG
    )


def _zooms(db: sqlite3.Connection, table: str) -> list[int]:
    """Return the zoom levels that have tiles: asked one by one, which the index answers at once."""
    name = table.replace('"', '""')
    return [
        zoom
        for zoom in range(_MOST_ZOOM + 1)
        if db.execute(f'SELECT 1 FROM "{name}" WHERE zoom_level = ? LIMIT 1', (zoom,)).fetchone()
    ]


def _first_tile(path: Path, db: sqlite3.Connection, table: str) -> tuple[str, int]:
    """Return what the pictures are, and how many pixels a side has."""
    name = table.replace('"', '""')
    row = db.execute(f'SELECT tile_data FROM "{name}" LIMIT 1').fetchone()
    data = row[0] if row is not None and isinstance(row[0], bytes) else b""
    form = next((form for magic, form in _PICTURES.items() if data.startswith(magic)), "")
    if not form:
        # Vectors are packed: gzip, zlib, or a bare message of layers.
        is_vector = data[:2] in (b"\x1f\x8b", b"\x78\x9c", b"\x78\x01", b"\x78\xda") or data[:1] == b"\x1a"
        raise refuse(UnsupportedFormat, path, "vector_tiles" if is_vector else "tiles_unknown")
    return form, _width(data, form)


def _width(data: bytes, form: str) -> int:
    """Return the width of a picture from its head; 256 where that is not told in a few bytes."""
    if form == "png" and len(data) > 24:
        return min(max(int.from_bytes(data[16:20], "big"), 1), _MOST_SIDE_PX)
    if form == "jpg":
        at = 2
        while at + 9 < len(data) and data[at] == 0xFF:
            marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                return min(max(int.from_bytes(data[at + 7 : at + 9], "big"), 1), _MOST_SIDE_PX)
            at += 2 + length
    return 256


def _mercator_bounds(text: str) -> tuple[float, float, float, float] | None:
    """Return ``left,bottom,right,top`` in degrees as Web Mercator (EPSG Guidance Note 7-2, method 1024)."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (-180.0 <= west < east <= 180.0 and -86.0 <= south < north <= 86.0):
        return None

    def northing(lat: float) -> float:
        lat = min(max(lat, -85.0511), 85.0511)
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * 6378137.0

    return math.radians(west) * 6378137.0, northing(south), math.radians(east) * 6378137.0, northing(north)


def _filled(db: sqlite3.Connection, level: TileLevel) -> tuple[float, float, float, float]:
    """Return the box of the tiles of the coarsest level, which are few."""
    left, right, low, high = db.execute(
        "SELECT min(tile_column), max(tile_column), min(tile_row), max(tile_row) FROM tiles WHERE zoom_level = ?",
        (level.zoom,),
    ).fetchone()
    side = level.tile_width
    return (
        -MERCATOR_M + left * side,
        -MERCATOR_M + low * side,
        -MERCATOR_M + (right + 1) * side,
        -MERCATOR_M + (high + 1) * side,
    )
