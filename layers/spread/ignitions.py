"""Where fires start: a regular lattice, each start standing for the burnable land around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.spread.landscape import Landscape


@dataclass(frozen=True)
class Ignitions:
    """Starts and how much each counts.

    Attributes
    ----------
    cells : int64, (I,)
        Flat cells, rising.
    weight : float64, (I,)
        Share of all fires; sums to 1 (all 0 when nothing burns).
    step_cells : int
        Distance of the lattice in cells.
    step_m : float
        The same in metres: to be stated with every figure, for it decides how fine the result is.
    """

    cells: NDArray[np.int64]
    weight: NDArray[np.float64]
    step_cells: int
    step_m: float


def lattice(
    landscape: Landscape, step_m: float, *, density: NDArray[np.float64] | None = None, is_shifted: bool = False
) -> Ignitions:
    """Return one start for each square of ``step_m``: the burnable cell nearest its middle.

    No chance is involved (other programs draw thousands of random starts, and two runs differ).  A start weighs what
    burns in its square, so every burnable cell counts exactly once; squares in which nothing burns have no start.

    Parameters
    ----------
    landscape : Landscape
    step_m : float
        Side of a square; rounded to whole cells, at least one.
    density : float64, (rows, columns), optional
        Relative frequency of fires in each cell, for instance by the distance to roads; 1 by default.
    is_shifted : bool
        Squares moved by half their side, for a second opinion on the lattice's error.
    """
    grid = landscape.grid
    step = max(1, round(step_m / grid.cell_m))
    rows, columns = np.nonzero(landscape.burns)
    shift = step // 2 if is_shifted else 0
    square_row, square_column = (rows + shift) // step, (columns + shift) // step
    square = square_row.astype(np.int64) * (grid.columns // step + 2) + square_column
    off = (rows + shift - square_row * step - (step - 1) / 2) ** 2
    off += (columns + shift - square_column * step - (step - 1) / 2) ** 2
    flat = rows.astype(np.int64) * grid.columns + columns
    order = np.lexsort((flat, off, square))
    _, first, which = np.unique(square[order], return_index=True, return_inverse=True)
    counted = np.ones(len(flat)) if density is None else np.asarray(density, dtype=float)[rows, columns]
    weight = np.bincount(which, weights=counted[order], minlength=len(first)).astype(np.float64)
    cells = flat[order][first]
    by_cell = np.argsort(cells)
    total = weight.sum()
    return Ignitions(
        cells[by_cell], weight[by_cell] / total if total > 0 else weight[by_cell], step, step * grid.cell_m
    )
