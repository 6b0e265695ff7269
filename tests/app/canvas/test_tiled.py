"""Tiles of Web Mercator on a map in Gauss–Krüger: each place has the colour of the tile it lies in."""

from __future__ import annotations

import pytest

from app.canvas.tiled import TileArchiveLayer
from layers.crs import STORAGE_CRS, transformer
from tests.layers.sources.tile_files import around, color_of, geopackage, mbtiles, tile_at

EPSG, LON, LAT = 4548, 116.5, 40.65


def color_at(layer: TileArchiveLayer, lon: float, lat: float, mpp: float) -> tuple[int, ...]:
    x, y = transformer(STORAGE_CRS, f"EPSG:{EPSG}").transform(lon, lat)
    for tile in layer.tiles((x - 1, y - 1, x + 1, y + 1), mpp):
        cell = (tile.box[2] - tile.box[0]) / tile.image.width()
        return tile.image.pixelColor(int((x - tile.box[0]) / cell), int((tile.box[3] - y) / cell)).getRgb()
    return (0, 0, 0, 0)


@pytest.mark.parametrize("make", [mbtiles, geopackage])
def test_every_place_shows_its_own_tile(tmp_path, qapp, make):
    layer = TileArchiveLayer(make(tmp_path / "a.gpkg", LON, LAT), EPSG)
    assert not layer.problem and layer.extent is not None
    for column, row in around(LON, LAT, 14, reach=2):
        # The middle of a tile, and two places a tenth of it from its corners.
        for share in (0.5, 0.1, 0.9):
            lon = (column + share) / 2**14 * 360 - 180
            lat = _lat((row + share) / 2**14)
            assert tile_at(lon, lat, 14) == (column, row)
            assert color_at(layer, lon, lat, 9.0) == (*color_of(column, row, 14), 255)
    assert color_at(layer, LON + 1.0, LAT, 9.0)[3] == 0


def test_far_out_the_coarser_level_is_read(tmp_path, qapp):
    layer = TileArchiveLayer(mbtiles(tmp_path / "a.mbtiles", LON, LAT), EPSG)
    column, row = tile_at(LON, LAT, 12)
    assert color_at(layer, LON, LAT, 37.0) == (*color_of(column, row, 12), 255)


def test_a_broken_tile_is_a_gap_and_a_lost_file_a_reason(tmp_path, qapp):
    import sqlite3
    from contextlib import closing

    path = mbtiles(tmp_path / "a.mbtiles", LON, LAT, zooms=(14,))
    column, row = tile_at(LON, LAT, 14)
    with closing(sqlite3.connect(path)) as db, db:
        where = (column, 2**14 - 1 - row)
        db.execute("UPDATE tiles SET tile_data = x'89504E47AA' WHERE tile_column = ? AND tile_row = ?", where)
    layer = TileArchiveLayer(path, EPSG)
    assert color_at(layer, (column + 0.5) / 2**14 * 360 - 180, _lat((row + 0.5) / 2**14), 9.0)[3] == 0
    path.unlink()
    lost = TileArchiveLayer(path, EPSG)
    assert lost.problem and list(lost.tiles((0, 0, 1, 1), 9.0)) == []


def _lat(share: float) -> float:
    import math

    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * share))))
