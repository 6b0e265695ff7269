"""Pictures placed by control points: drawn through their transformation, no pixel written anywhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.canvas.rasters import PAD, TILE, RasterLayer, Tile, rgba_image
from app.canvas.view import Box, intersects
from layers.errors import PictureNotPlaced
from layers.georeference import Fit, Placement, fit
from layers.sources.pictures import read_steps

#: Pixels from one exact place of the transformation to the next; between them it is interpolated.
_EXACT_EVERY = 12


class PlacedPicture(RasterLayer):
    """A scanned map as tiles in the plan's metric CRS."""

    def __init__(self, path: Path, epsg: int, placement: Mapping[str, Any], *, is_missing: bool = False) -> None:
        super().__init__(path, epsg, "picture", is_missing=is_missing)
        self._fit: Fit | None = None
        self._steps: list[NDArray[np.uint8]] = []
        self._shrink = 1.0
        self._bands = 4  # drawn smoothly
        try:
            self._fit = fit(Placement.from_stored(placement), epsg)
            self.extent = self._fit.extent()
        except (ValueError, PictureNotPlaced) as error:
            self.problem = self.problem or str(error)

    def _measure(self) -> int:
        if self._fit is None:
            return 0
        # A step finer than a pixel of the scan: what was drawn thin stays readable.
        return math.floor(math.log2(self._fit.metres_per_pixel * self._shrink / 1.5))

    def _read(self, cell: float, column: int, row: int) -> Tile | None:
        if self._fit is None:
            return None
        side, margin = TILE * cell, PAD * cell
        core: Box = (column * side, row * side, (column + 1) * side, (row + 1) * side)
        box = (core[0] - margin, core[1] - margin, core[2] + margin, core[3] + margin)
        if self.extent is None or not intersects(box, self.extent):
            return None
        try:
            if not self._steps:
                self._steps, self._shrink = read_steps(self.path)
        except Exception as error:  # GDAL's own kinds, a file that changed under us
            self.problem = str(error) or type(error).__name__
            return None
        pixels = warped(self._fit, self._steps, self._shrink, box, TILE + 2 * PAD)
        return None if pixels is None else Tile(rgba_image(pixels), box, core)


def warped(fit: Fit, steps: list[NDArray[np.uint8]], shrink: float, box: Box, size: int) -> NDArray[np.uint8] | None:
    """Return a square of the map filled from a placed picture; None where it shows nothing.

    Parameters
    ----------
    fit : Fit
    steps : list of uint8 arrays (rows, columns, 4)
        From :func:`layers.sources.pictures.read_steps`.
    shrink : float
        Pixels of the file to one of the finest step.
    box : metres
    size : int
        Cells to a side.

    Returns
    -------
    uint8 array, shape (size, size, 4), RGBA
    """
    cell = (box[2] - box[0]) / size
    pixels = _pixel_grid(fit, box, size) / shrink
    across = pixels[:, 1:] - pixels[:, :-1]
    per_cell = float(np.nanmedian(np.hypot(across[..., 0], across[..., 1]))) if np.isfinite(across).any() else 0.0
    if per_cell <= 0.0 or cell <= 0.0:
        return None
    step = min(max(math.floor(math.log2(max(per_cell, 1.0)) + 0.3), 0), len(steps) - 1)
    return _sampled(steps[step], pixels / 2.0**step)


def _pixel_grid(fit: Fit, box: Box, size: int) -> NDArray[np.float64]:
    """Return the pixel (column, row) of the middle of each cell, shape (size, size, 2), northernmost row first."""
    cell = (box[2] - box[0]) / size
    knots = np.linspace(0.5, size - 0.5, max(size // _EXACT_EVERY, 2))
    x, y = np.meshgrid(box[0] + knots * cell, box[3] - knots * cell)
    exact = fit.to_pixels(np.column_stack([x.ravel(), y.ravel()])).reshape(len(knots), len(knots), 2)
    at = np.interp(np.arange(size) + 0.5, knots, np.arange(len(knots)))
    low = np.minimum(at.astype(np.intp), len(knots) - 2)
    share = at - low
    rows = exact[low] * (1.0 - share)[:, None, None] + exact[low + 1] * share[:, None, None]
    return rows[:, low] * (1.0 - share)[None, :, None] + rows[:, low + 1] * share[None, :, None]


def _sampled(rgba: NDArray[np.uint8], pixels: NDArray[np.float64]) -> NDArray[np.uint8] | None:
    """Return colours at places in a picture, mixed from the four pixels around each; outside it is transparent."""
    height, width = rgba.shape[:2]
    column, row = pixels[..., 0], pixels[..., 1]
    inside = (column >= 0.0) & (column <= width) & (row >= 0.0) & (row <= height)
    if not inside.any():
        return None
    x = np.clip(column[inside] - 0.5, 0.0, width - 1.0).astype(np.float32)
    y = np.clip(row[inside] - 0.5, 0.0, height - 1.0).astype(np.float32)
    left, top = x.astype(np.int32), y.astype(np.int32)
    right, foot = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    fx, fy = (x - left)[:, None], (y - top)[:, None]
    upper = rgba[top, left] * (1.0 - fx) + rgba[top, right] * fx
    lower = rgba[foot, left] * (1.0 - fx) + rgba[foot, right] * fx
    out = np.zeros((*inside.shape, 4), dtype=np.uint8)
    out[inside] = (upper * (1.0 - fy) + lower * fy + 0.5).astype(np.uint8)
    return out
