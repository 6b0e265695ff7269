"""The seam for models of spread: what any model has to say, ``ros(cell, direction, weather)``, in the kernel's form.

The shipped models (:class:`layers.spread.rates.Spread`) say it as a product: a rate of the cell, a factor of the
direction, a factor of the slope, a few numbers in all.  A model in which the wind pushes one fuel more than another
gives each kind of cell its own factors (:class:`RateTable`).  A model that is only a function is wrapped whole:
``Fire(landscape, weather, RateByCell(ros))``, and everything that runs fires takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from layers.spread.landscape import Landscape
from layers.spread.neighbours import Neighbours

if TYPE_CHECKING:
    from layers.spread.rates import Weather


@dataclass(frozen=True)
class RateTable:
    """How fast a fire runs in each cell and direction: directions[kind, k] · slope(tan φ) / slow, metres a minute.

    Attributes
    ----------
    slow : float64, (rows, columns)
        Minutes per metre at the factor 1; inf where nothing burns.
    directions : float64, (Z, K)
        Factor of each move for each kind of cell; 0: it does not run there.
    kind : int32, (rows, columns), or None
        Row of ``directions`` of each cell; None: all cells have the first.
    slope : float64, (S,), or None
        Factors over tan φ along the move in equal steps from −``slope_limit`` to ``slope_limit``, beyond which nothing
        runs; None: the slope is in ``directions`` already, or does not count.
    slope_limit : float
    """

    slow: NDArray[np.float64]
    directions: NDArray[np.float64]
    kind: NDArray[np.int32] | None = None
    slope: NDArray[np.float64] | None = None
    slope_limit: float = 1.0


class SpreadModel(Protocol):
    """A model of spread; hashable, so that what was run with it can be kept."""

    def table(self, landscape: Landscape, weather: Weather, around: Neighbours) -> RateTable:
        """Return how fast a fire runs over a landscape in one weather, for the moves of ``around``."""
        ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class RateByCell:
    """Any model that is a function of cell, direction and weather.

    Attributes
    ----------
    ros : callable (cells int64 (n,), bearing_deg float, weather) → float (n,)
        Rate of spread in m/min of flat cells of the grid towards a bearing, clockwise from the grid's north; whatever
        the model knows of a cell (fuel load, moisture, slope) it looks up by its number.  0 or less, or nan: it does
        not run that way.

    Notes
    -----
    Every cell is its own kind: 8 · K bytes a burnable cell, a gigabyte for four million cells in 32 directions.
    """

    ros: Callable[[NDArray[np.int64], float, Weather], NDArray[np.float64]]

    def table(self, landscape: Landscape, weather: Weather, around: Neighbours) -> RateTable:
        """Return the function's rates for all cells that burn."""
        burns = landscape.burns
        cells = np.flatnonzero(burns)
        rates = np.zeros((len(cells), len(around)))
        for move, bearing in enumerate(around.bearing_deg):
            rates[:, move] = np.nan_to_num(self.ros(cells, float(bearing), weather), nan=0.0)
        kind = np.zeros(burns.shape, dtype=np.int32)
        kind.ravel()[cells] = np.arange(len(cells), dtype=np.int32)
        return RateTable(np.where(burns, 1.0, np.inf), np.maximum(rates, 0.0), kind)
