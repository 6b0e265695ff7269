"""What the fire runs over: fuel and height on one square grid in a metric CRS."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Grid:
    """A north-up grid of square cells in a metric CRS.

    ``west_m`` and ``north_m`` are the outer corner of the first cell (easting, northing in EPSG ``epsg``).
    """

    epsg: int
    west_m: float
    north_m: float
    cell_m: float
    rows: int
    columns: int

    def __post_init__(self) -> None:
        if not (math.isfinite(self.cell_m) and self.cell_m > 0.0 and self.rows > 0 and self.columns > 0):
            raise ValueError(f"{self.rows} × {self.columns} cells of {self.cell_m} m: that is no grid.")

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.rows * self.columns

    def cell_of(self, x_m: NDArray[np.float64], y_m: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the flat index of the cell at each easting and northing; −1 outside."""
        column = np.floor((np.asarray(x_m) - self.west_m) / self.cell_m)
        row = np.floor((self.north_m - np.asarray(y_m)) / self.cell_m)
        inside = (row >= 0) & (row < self.rows) & (column >= 0) & (column < self.columns)
        return np.where(inside, row * self.columns + column, -1).astype(np.int64)

    def centers(self, cells: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return easting and northing of the middles of cells."""
        row, column = np.divmod(np.asarray(cells), self.columns)
        return self.west_m + (column + 0.5) * self.cell_m, self.north_m - (row + 0.5) * self.cell_m


@dataclass(frozen=True)
class Landscape:
    """Fuel and height.

    Attributes
    ----------
    grid : Grid
    fuel : float32, (rows, columns)
        Ks of the fuel; 0 where nothing burns, nan where it is not known, which does not burn either.
    height_m : float32, (rows, columns), or None
        Elevation; nan where it is not known: there the ground is taken as level.
    """

    grid: Grid
    fuel: NDArray[np.float32]
    height_m: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        shape = (self.grid.rows, self.grid.columns)
        for name, values in (("fuel", self.fuel), ("height_m", self.height_m)):
            if values is not None and values.shape != shape:
                raise ValueError(f"{name} has {values.shape} cells, the grid {shape}.")

    def steeper(self, tangent: float) -> NDArray[np.bool_]:
        """Return where the ground rises or falls more than ``tangent`` (tan φ) to one of the eight cells around."""
        is_steep = np.zeros((self.grid.rows, self.grid.columns), dtype=bool)
        if self.height_m is None:
            return is_steep
        rows, columns = is_steep.shape
        for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
            here = (slice(0, rows - down), slice(max(-right, 0), columns - max(right, 0)))
            there = (slice(down, rows), slice(max(right, 0), columns - max(-right, 0)))
            drop = np.abs(self.height_m[there] - self.height_m[here])
            over = drop > tangent * self.grid.cell_m * math.hypot(down, right)  # unknown height: level
            is_steep[here] |= over
            is_steep[there] |= over
        return is_steep

    @property
    def burns(self) -> NDArray[np.bool_]:
        """Where fire can be; shape (rows, columns)."""
        return np.nan_to_num(self.fuel) > 0.0
