"""Rasters on the map: relief from terrain, classes and pictures, read in tiles at the resolution on screen."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.canvas.view import Box, intersects
from layers.sources.raster_blocks import require_modest
from layers.styling.cover import CoverClasses

#: What a raster in a plan is.  GDAL's own guess could be a file that names others, or an address.
_DRIVER = "GTiff"
TILE = 384  # cells to a side
PAD = 2  # cells read around a tile so that slopes and smoothing meet at its edges
_CACHE_TILES = 96
_NO_VALUE = np.iinfo(np.int16).min  # a cell beyond the raster, or of no data
_SUN_AZIMUTH_DEG, _SUN_ALTITUDE_DEG = 315.0, 45.0


@dataclass(frozen=True)
class Tile:
    """A picture of ``box`` of which only ``core`` is to be shown: stretched edges then blend into the next tile's."""

    image: QImage
    box: Box
    core: Box


class RasterLayer:
    """A raster file as tiles of pictures in the plan's metric CRS.

    ``kind`` is ``"terrain"`` (drawn as relief) or ``"picture"`` (own colours, palette, or a grey ramp).
    Only the render worker and the sheets read it; a lock keeps them apart because GDAL handles are not shared.
    """

    def __init__(self, path: Path, epsg: int, kind: str, *, is_missing: bool = False) -> None:
        self.path, self.epsg, self.kind, self.is_missing = path, epsg, kind, is_missing
        self._tiles: OrderedDict[tuple[int, int, int], Tile | None] = OrderedDict()
        self._lock = threading.Lock()
        self._range: tuple[float, float] | None = None
        self._finest: int | None = None
        self._bands = 1
        self.extent: Box | None = None  # where it lies, in metres, once that is known
        self.is_changed = False  # the file has other content than the one that was added
        self.problem = str(path) if is_missing else ""
        self._classes: CoverClasses | None = None
        #: Values of classes in tiles that were drawn: what the legend of a view lists.
        self._values: dict[tuple[int, int, int], NDArray[np.int16]] = {}

    def show_classes(self, classes: CoverClasses | None) -> None:
        """Draw values in the colours of their classes; None in the file's own."""
        if classes == self._classes:
            return
        with self._lock:
            self._classes = classes
            self._tiles.clear()
            self._values.clear()

    @property
    def present(self) -> frozenset[int]:
        """The values of classes found when the file was looked through coarsely."""
        return self._classes.present if self._classes is not None else frozenset()

    @property
    def void(self) -> frozenset[int]:
        """The values of classes that say nothing."""
        return self._classes.void if self._classes is not None else frozenset()

    def values_in(self, extent: Box, metres_per_device_px: float) -> frozenset[int] | None:
        """Return the values of classes that are drawn in an extent; None while nothing of it was drawn."""
        level = max(math.floor(math.log2(metres_per_device_px)), self._finest or 0)
        found: set[int] = set()
        seen = [(key, values) for key, values in list(self._values.items()) if key[0] == level]
        near = [(key, values) for key, values in seen if intersects(_tile_box(*key), extent)]
        for key, values in near:
            left, _, _, top = _tile_box(*key)
            cell = 2.0**level
            rows = slice(max(math.floor((top - extent[3]) / cell), 0), max(math.ceil((top - extent[1]) / cell), 0))
            columns = slice(max(math.floor((extent[0] - left) / cell), 0), max(math.ceil((extent[2] - left) / cell), 0))
            found.update(np.unique(values[rows, columns]).tolist())
        return frozenset(found - {_NO_VALUE}) if near else None

    def tiles(self, extent: Box, metres_per_device_px: float) -> Iterator[Tile]:
        """Yield the tiles that cover an extent."""
        level = max(math.floor(math.log2(metres_per_device_px)), self._finest_level())
        side = TILE * 2.0**level
        for row in range(math.floor(extent[1] / side), math.floor(extent[3] / side) + 1):
            for column in range(math.floor(extent[0] / side), math.floor(extent[2] / side) + 1):
                tile = self._tile(level, column, row)
                if tile is not None:
                    yield tile

    @property
    def is_smooth(self) -> bool:
        """Whether cells blend into each other when stretched; classes must not."""
        return self.kind == "terrain" or self._bands >= 3

    def _finest_level(self) -> int:
        """Return the level below which the file has nothing more to tell: stretching a tile costs less than reading."""
        if self._finest is None and not self.problem:
            with self._lock:
                self._finest = self._measure()
        return self._finest or 0

    def _measure(self) -> int:
        import rasterio
        from rasterio.warp import calculate_default_transform

        try:
            with rasterio.open(self.path, driver=_DRIVER) as source:
                require_modest(source, self.path)
                self._bands = source.count
                transform, _, _ = calculate_default_transform(
                    source.crs, f"EPSG:{self.epsg}", source.width, source.height, *source.bounds
                )
        except Exception as error:  # GDAL's own kinds, a CRS it does not know, a library that is not there
            self.problem = str(error) or type(error).__name__
            return 0
        # A spline read at half the cell size and stretched linearly looks as smooth as one read finer.
        return math.floor(math.log2(abs(transform.a) / (2.0 if self.kind == "terrain" else 1.0)))

    def _tile(self, level: int, column: int, row: int) -> Tile | None:
        key = (level, column, row)
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
                return self._tiles[key]
            if self.problem:
                return None
            tile = self._read(2.0**level, column, row)
            self._tiles[key] = tile
            if len(self._tiles) > _CACHE_TILES:
                gone, _ = self._tiles.popitem(last=False)
                self._values.pop(gone, None)
            return tile

    def _read(self, cell: float, column: int, row: int) -> Tile | None:
        import rasterio
        from rasterio.enums import Resampling
        from rasterio.transform import from_origin
        from rasterio.vrt import WarpedVRT

        side = TILE * cell
        box = (column * side, row * side, (column + 1) * side, (row + 1) * side)
        transform = from_origin(box[0] - PAD * cell, box[3] + PAD * cell, cell, cell)
        size = TILE + 2 * PAD
        try:
            with rasterio.open(self.path, driver=_DRIVER) as source:
                # A spline leaves no creases at the source's cells, which relief would show as a chequerboard.
                resampling = Resampling.nearest if source.count < 3 else Resampling.cubic
                if self.kind == "terrain":
                    resampling = Resampling.cubic_spline
                with WarpedVRT(
                    source,
                    crs=f"EPSG:{self.epsg}",
                    transform=transform,
                    width=size,
                    height=size,
                    add_alpha=True,
                    # Whole metres would turn into terraces when cells are stretched.
                    dtype="float32" if self.kind == "terrain" else None,
                    resampling=resampling,
                ) as warped:
                    bands = warped.read()
                    palette = _palette(source)
                if self._range is None and self.kind != "terrain":
                    self._range = _value_range(source)
        except Exception as error:
            # The map goes on without it; the window says why.
            self.problem = str(error) or type(error).__name__
            return None
        alpha = bands[-1]
        if not alpha.any():
            return None
        if self.kind == "terrain":
            pixels = relief(bands[0].astype(np.float64), alpha > 0, cell)
        elif self._classes is not None and len(bands) == 2:
            values = bands[0].astype(np.int64)
            pixels = self._classes.painted(values)
            pixels[alpha == 0, 3] = 0
            inner = (slice(PAD, -PAD), slice(PAD, -PAD))
            shown = np.where(alpha[inner] > 0, values[inner], _NO_VALUE)
            self._values[(round(math.log2(cell)), column, row)] = shown.astype(np.int16)
        else:
            pixels = _picture(bands[:-1], alpha, palette, self._range or (0.0, 255.0))
        margin = PAD * cell
        padded = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
        return Tile(rgba_image(np.ascontiguousarray(pixels)), padded, box)


def _tile_box(level: int, column: int, row: int) -> Box:
    side = TILE * 2.0**level
    return column * side, row * side, (column + 1) * side, (row + 1) * side


def relief(heights_m: NDArray[np.float64], known: NDArray[np.bool_], cell_m: float) -> NDArray[np.uint8]:
    """Return relief as black or white of varying opacity, shape (rows, cols, 4), RGBA not premultiplied.

    Hillshade by Horn (1981), *Proc. IEEE* 69:14–47, light from the north-west at 45°; flat ground is
    transparent, so that relief darkens and lightens whatever lies below it.
    """
    filled = np.where(known, heights_m, heights_m[known].mean() if known.any() else 0.0)
    p = np.pad(filled, 1, mode="edge")
    west = p[:-2, :-2] + 2 * p[1:-1, :-2] + p[2:, :-2]
    east = p[:-2, 2:] + 2 * p[1:-1, 2:] + p[2:, 2:]
    north = p[:-2, :-2] + 2 * p[:-2, 1:-1] + p[:-2, 2:]
    south = p[2:, :-2] + 2 * p[2:, 1:-1] + p[2:, 2:]
    # Slopes fade when cells grow; a mild exaggeration keeps mountains readable from afar.
    exaggeration = 1.0 + min(max(math.log2(max(cell_m, 1.0) / 30.0), 0.0), 6.0) * 0.6
    dz_dx = exaggeration * (east - west) / (8.0 * cell_m)
    dz_dy = exaggeration * (north - south) / (8.0 * cell_m)
    azimuth, altitude = math.radians(_SUN_AZIMUTH_DEG), math.radians(_SUN_ALTITUDE_DEG)
    light = (math.sin(azimuth) * math.cos(altitude), math.cos(azimuth) * math.cos(altitude), math.sin(altitude))
    shade = (-dz_dx * light[0] - dz_dy * light[1] + light[2]) / np.sqrt(dz_dx**2 + dz_dy**2 + 1.0)
    difference = np.clip(shade, 0.0, 1.0) - light[2]
    out = np.zeros((*heights_m.shape, 4), dtype=np.uint8)
    out[..., :3] = np.where(difference > 0, 255, 0)[..., None]
    strength = np.where(difference > 0, difference / (1.0 - light[2]), -difference / light[2])
    out[..., 3] = np.where(known, np.clip(strength * 255.0, 0, 255), 0)
    return out


def _picture(
    bands: NDArray[Any],
    alpha: NDArray[Any],
    palette: NDArray[np.uint8] | None,
    value_range: tuple[float, float],
) -> NDArray[np.uint8]:
    out = np.zeros((*alpha.shape, 4), dtype=np.uint8)
    if len(bands) >= 3:
        out[..., :3] = np.moveaxis(bands[:3].astype(np.uint8), 0, -1)
    elif palette is not None:
        out[..., :3] = palette[np.clip(bands[0].astype(np.int64), 0, 255)]
    else:
        low, high = value_range
        grey = np.clip((bands[0].astype(np.float64) - low) / max(high - low, 1e-9), 0.0, 1.0)
        out[..., :3] = (255.0 - 150.0 * grey)[..., None].astype(np.uint8)
    out[..., 3] = np.where(alpha > 0, 255, 0)
    return out


def _palette(source: Any) -> NDArray[np.uint8] | None:
    try:
        table = source.colormap(1)
    except ValueError:
        return None
    colors = np.zeros((256, 3), dtype=np.uint8)
    for value, rgba in table.items():
        if 0 <= value < 256:
            colors[value] = rgba[:3]
    return colors


def _value_range(source: Any) -> tuple[float, float]:
    sample = source.read(1, masked=True, out_shape=(256, 256)).compressed()
    return (float(sample.min()), float(sample.max())) if sample.size else (0.0, 1.0)


def rgba_image(rgba: NDArray[np.uint8]) -> QImage:
    """Return a picture of its own memory from RGBA values (rows, columns, 4)."""
    height, width, _ = rgba.shape
    image = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
