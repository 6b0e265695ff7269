"""Maps kept as tiles (MBTiles, GeoPackage), reprojected into the plan's metric CRS piece by piece."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.canvas.rasters import PAD, TILE, RasterLayer, Tile, rgba_image
from app.canvas.view import Box, intersects
from app.decoding import decoded
from layers.crs import transformer
from layers.sources import tiles

#: Most tiles of a file put together for one of ours: more would mean a level far finer than the screen.
_MOST_TILES = 400
#: Most pixels of them, and to a side of one: a file may say of itself what it likes.
_MOST_PIXELS, _MOST_SIDE_PX = 32_000_000, 4096
_EDGE_SAMPLES = 9


class TileArchiveLayer(RasterLayer):
    """A file of tiles as tiles of the map; only what is seen is read."""

    def __init__(self, path: Path, epsg: int, table: str = "", *, is_missing: bool = False) -> None:
        super().__init__(path, epsg, "picture", is_missing=is_missing)
        self._bands = 4  # drawn smoothly
        self._archive: tiles.TileArchive | None = None
        if not is_missing:
            try:
                self._archive = tiles.describe(path, table)
                self.extent = self._box(self._archive.bounds, self._archive.crs, f"EPSG:{epsg}")
            except Exception as error:  # a refusal, a disk that fails, a place where its CRS has no metres
                self._archive, self.problem = None, str(error) or type(error).__name__

    def _measure(self) -> int:
        archive = self._archive
        if archive is None or self.extent is None:
            return 0
        finest = archive.levels[-1].tile_width / archive.tile_px
        wide = archive.bounds[2] - archive.bounds[0]
        return math.floor(math.log2(finest * (self.extent[2] - self.extent[0]) / max(wide, 1e-12)))

    def _read(self, cell: float, column: int, row: int) -> Tile | None:
        archive = self._archive
        if archive is None or self.extent is None:
            return None
        side, margin = TILE * cell, PAD * cell
        core: Box = (column * side, row * side, (column + 1) * side, (row + 1) * side)
        box = (core[0] - margin, core[1] - margin, core[2] + margin, core[3] + margin)
        if not intersects(box, self.extent):
            return None
        try:
            pixels = self._pixels(archive, box, TILE + 2 * PAD)
        except Exception as error:  # SQLite's own kinds, a file that went away, GDAL's
            self.problem = str(error) or type(error).__name__
            return None
        return None if pixels is None else Tile(rgba_image(pixels), box, core)

    def _pixels(self, archive: tiles.TileArchive, box: Box, size: int) -> NDArray[np.uint8] | None:
        from affine import Affine
        from rasterio.enums import Resampling
        from rasterio.warp import reproject

        own = self._box(box, f"EPSG:{self.epsg}", archive.crs)
        if own is None:
            return None
        level = archive.level_for((own[2] - own[0]) / size)
        found = self._mosaic(archive, level, own)
        if found is None:
            return None
        mosaic, left, top = found
        cell = (box[2] - box[0]) / size
        own_cell = (level.tile_width / archive.tile_px, level.tile_height / archive.tile_px)
        out = np.zeros((4, size, size), dtype=np.uint8)
        reproject(
            np.ascontiguousarray(np.moveaxis(mosaic, -1, 0)),
            out,
            src_transform=Affine(own_cell[0], 0.0, left, 0.0, -own_cell[1], top),
            src_crs=archive.crs,
            dst_transform=Affine(cell, 0.0, box[0], 0.0, -cell, box[3]),
            dst_crs=f"EPSG:{self.epsg}",
            resampling=Resampling.bilinear,
        )
        return np.ascontiguousarray(np.moveaxis(out, 0, -1)) if out[3].any() else None

    def _mosaic(
        self, archive: tiles.TileArchive, level: tiles.TileLevel, own: Box
    ) -> tuple[NDArray[np.uint8], float, float] | None:
        """Return the tiles that a box of the file's CRS needs as one picture, and its upper left corner."""
        first = max(math.floor((own[0] - archive.left) / level.tile_width), 0)
        last = min(math.floor((own[2] - archive.left) / level.tile_width), level.columns - 1)
        upper = max(math.floor((archive.top - own[3]) / level.tile_height), 0)
        lower = min(math.floor((archive.top - own[1]) / level.tile_height), level.rows - 1)
        wide, high = last - first + 1, lower - upper + 1
        if wide <= 0 or high <= 0 or wide * high > _MOST_TILES:
            return None
        px = archive.tile_px
        if wide * high * px * px > _MOST_PIXELS:
            return None
        mosaic = np.zeros((high * px, wide * px, 4), dtype=np.uint8)
        for column, row, data in tiles.read(archive, level, (first, last), (upper, lower)):
            rgba = _decoded(data, px)
            x, y = (column - first) * px, (row - upper) * px
            if rgba is not None and 0 <= x < wide * px and 0 <= y < high * px:
                mosaic[y : y + px, x : x + px] = rgba
        if not mosaic[..., 3].any():
            return None
        return mosaic, archive.left + first * level.tile_width, archive.top - upper * level.tile_height

    @staticmethod
    def _box(box: Box, source: str, target: str) -> Box | None:
        """Return the box around a box in another CRS, from an outline of points; None where it has none."""
        share = np.linspace(0.0, 1.0, _EDGE_SAMPLES)
        x, y = np.meshgrid(box[0] + share * (box[2] - box[0]), box[1] + share * (box[3] - box[1]))
        tx, ty = transformer(source, target).transform(x.ravel(), y.ravel())
        known = np.isfinite(tx) & np.isfinite(ty)
        if not known.any():
            return None
        tx, ty = np.asarray(tx)[known], np.asarray(ty)[known]
        return float(tx.min()), float(ty.min()), float(tx.max()), float(ty.max())


def _decoded(data: bytes, px: int) -> NDArray[np.uint8] | None:
    """Return a tile as RGBA, px × px; one that cannot be read is left out."""
    image = decoded(data, _MOST_SIDE_PX * _MOST_SIDE_PX)
    if image.isNull():
        return None
    if image.width() != px or image.height() != px:
        image = image.scaled(px, px)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(px, image.bytesPerLine() // 4, 4)[:, :px].copy()
