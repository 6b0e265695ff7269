"""How soon a fire that starts in a block (联防单元) is another county's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from layers.spread.assembling import burned_in
from layers.spread.firesheds import LeadTime

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand


@dataclass(frozen=True)
class BlockTime:
    """Minutes to the line from the burnable cells of a block.

    Attributes
    ----------
    first_min, median_min : float
        The quickest, and the middle one; inf beyond the limit, nan when nothing burns there or that is not known.
    cells : int
        Burnable cells whose middle lies in the block.
    unknown_share : float
        Of the block's cells, how many nothing is known about; 1 when none of its cells' middles lies in it.
    """

    first_min: float
    median_min: float
    cells: int
    unknown_share: float

    @property
    def is_unknown(self) -> bool:
        """Whether what would burn there is not known at all, which is not the same as that nothing burns."""
        return self.cells == 0 and self.unknown_share > 0.0


@dataclass(frozen=True)
class BlockTimes:
    """The minutes of all blocks, each block's in rising order behind one another; :meth:`of` says what was asked for.

    ``rows`` uid → place; ``edges`` int64, (n + 1,) into ``minutes``; ``count`` and ``unknown`` cells of each block.
    """

    rows: Mapping[str, int]
    edges: NDArray[np.int64]
    minutes: NDArray[np.float64]
    count: NDArray[np.int64]
    unknown: NDArray[np.int64]

    def of(self, *uids: str) -> BlockTime:
        """Return one block, or several as if they were one; those that are not known here count as unknown."""
        at = [self.rows[uid] for uid in uids if uid in self.rows]
        parts = [self.minutes[self.edges[place] : self.edges[place + 1]] for place in at]
        minutes = np.sort(np.concatenate(parts)) if parts else np.empty(0)
        cells = int(self.count[at].sum())
        unknown = float(self.unknown[at].sum() / cells) if cells else 1.0
        if len(minutes) == 0:
            return BlockTime(math.nan, math.nan, 0, unknown)
        # The upper of the two in the middle: between a time and "not within the limit" there is no mean.
        return BlockTime(float(minutes[0]), float(minutes[len(minutes) // 2]), len(minutes), unknown)

    def quickest(self, count: int) -> list[str]:
        """Return the uids of the blocks from which it is soonest there, at most so many; where nothing burns, last."""
        burns = self.edges[1:] > self.edges[:-1]
        first = np.full(len(self.count), np.inf)
        first[burns] = self.minutes[self.edges[:-1][burns]]
        order = np.lexsort([~burns, first])[:count]
        uids = list(self.rows)
        return [uids[place] for place in order]


def block_times(land: FireLand, lead: LeadTime, blocks: gpd.GeoDataFrame) -> BlockTimes:
    """Return the time to the line of blocks.

    Parameters
    ----------
    land : FireLand
    lead : LeadTime
        Of the same land (:func:`layers.spread.firesheds.lead_times`).
    blocks : GeoDataFrame
        ``uid``, ``geometry``; any CRS.  A cell belongs to the block in which its middle lies.
    """
    row = burned_in(blocks, np.arange(len(blocks), dtype=float), land.landscape.grid, np.nan).ravel()
    cells = np.flatnonzero(~np.isnan(row))
    block = row[cells].astype(np.int64)
    minutes = lead.minutes.ravel()[cells]
    unknown = np.isnan(land.landscape.fuel.ravel()[cells])
    burns = ~np.isnan(minutes)
    order = np.lexsort([minutes[burns], block[burns]])
    return BlockTimes(
        rows={uid: place for place, uid in enumerate(blocks["uid"].astype(str))},
        edges=np.searchsorted(block[burns][order], np.arange(len(blocks) + 1)),
        minutes=minutes[burns][order],
        count=np.bincount(block, minlength=len(blocks)),
        unknown=np.bincount(block[unknown], minlength=len(blocks)),
    )
