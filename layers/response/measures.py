"""What times of arrival say: coverage, depth, mutual aid, the loss of one depot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.response.answers import Demand

Floats = NDArray[np.float64]

#: Minutes that coverage is told for: no Chinese standard sets them for forest fires; editable.
BANDS_MIN = (15.0, 30.0, 60.0, 120.0)


@dataclass(frozen=True)
class MutualAid:
    """What the neighbours' help is worth.

    Attributes
    ----------
    helped : float64, (C, C)
        M[s, a]: weighted minutes that county s saves county a; the diagonal is 0.
    benefit : float64, (C,)
        B_a, the sum of column a.
    weight : float64, (C,)
        What was weighed in each county.
    """

    helped: Floats
    benefit: Floats
    weight: Floats

    @property
    def mean_saved_min(self) -> Floats:
        """Minutes saved for each unit of weight; nan where there is none."""
        out = np.full(len(self.weight), np.nan)
        np.divide(self.benefit, self.weight, out=out, where=self.weight > 0.0)
        return out


def rows_of(table: pd.DataFrame) -> list[Any]:
    """Return the rows of a table as named tuples."""
    return list(table.itertuples(index=False))


def coverage(demand: Demand, weight: Floats, counties: int, bands: Sequence[float] = BANDS_MIN) -> pd.DataFrame:
    """Return what is reached in time, by county.

    Parameters
    ----------
    demand : Demand
    weight : float64, (n,)
        People, hm²; nan counts for nothing.
    counties : int
        How many there are.
    bands : sequence of float
        Minutes.

    Returns
    -------
    DataFrame
        ``county`` (row), ``minutes``, ``whole``, ``own``, ``joint``: sums of weight.
    """
    weight = np.nan_to_num(weight)
    whole = _by_county(demand, weight, counties)
    first = np.minimum(demand.own.minutes[:, 0], demand.across.minutes[:, 0])
    rows = []
    for band in bands:
        own = _by_county(demand, np.where(demand.own.minutes[:, 0] <= band, weight, 0.0), counties)
        both = _by_county(demand, np.where(first <= band, weight, 0.0), counties)
        rows.append(
            pd.DataFrame({"county": range(counties), "minutes": band, "whole": whole, "own": own, "joint": both})
        )
    return pd.concat(rows, ignore_index=True)


def depth(
    demand: Demand, weight: Floats, counties: int, within_min: float, *, is_joint: bool = True
) -> NDArray[np.float64]:
    """Return how much of each county is reached by 0, 1, 2, … k and more responders within some minutes.

    Returns
    -------
    float64, (counties, k + 1)
        Rows sum to the weight of the county; the last column is *k or more*.
    """
    minutes = demand.joint.minutes if is_joint else demand.own.minutes
    how_many = (minutes <= within_min).sum(axis=1)
    inside = demand.county >= 0
    out = np.zeros((counties, minutes.shape[1] + 1))
    np.add.at(out, (demand.county[inside], how_many[inside]), np.nan_to_num(weight[inside]))
    return out


def mutual_aid(
    demand: Demand, weight: Floats, who_county: NDArray[np.int64], counties: int, limit_min: float
) -> MutualAid:
    """Return who helps whom.

    B_a = Σ_i w_i · max(0, t_own − t_joint) over what lies in county a, and M[s, a] the same where the first to come
    is of county s.  A time beyond the limit counts as the limit, so that help to what nobody of its own reaches counts.

    Parameters
    ----------
    demand : Demand
    weight : float64, (n,)
    who_county : int64, (S,)
        Row of the county of each responder.
    counties : int
    limit_min : float
    """
    weight = np.nan_to_num(weight)
    own = np.minimum(demand.own.minutes[:, 0], limit_min).astype(np.float64)
    across = np.minimum(demand.across.minutes[:, 0], limit_min).astype(np.float64)
    saved = np.where((across < own) & (demand.county >= 0), (own - across) * weight, 0.0)
    at = np.flatnonzero(saved > 0.0)
    helped = np.zeros((counties, counties))
    np.add.at(helped, (who_county[demand.across.who[at, 0]], demand.county[at]), saved[at])
    return MutualAid(helped, helped.sum(axis=0), _by_county(demand, weight, counties))


def without_each(
    demand: Demand, weight: Floats, responders: int, limit_min: float, bands: Sequence[float] = BANDS_MIN
) -> pd.DataFrame:
    """Return what the loss of each responder costs (N − 1), whoever comes first now from either side.

    Returns
    -------
    DataFrame, one row a responder
        ``first_for``: weight it is the first to reach; ``later_min``: mean minutes that weight waits longer for the
        next, a time beyond the limit being the limit; ``lost_<band>``: weight no longer reached within the band.
    """
    weight = np.nan_to_num(weight)
    both = demand.joint
    first, second = both.minutes[:, 0].astype(np.float64), both.minutes[:, 1].astype(np.float64)
    at = np.flatnonzero((both.who[:, 0] >= 0) & (weight > 0.0))
    who, amount = both.who[at, 0].astype(np.int64), weight[at]
    later = np.minimum(second[at], limit_min) - np.minimum(first[at], limit_min)
    share = np.bincount(who, weights=amount, minlength=responders)
    waited = np.bincount(who, weights=amount * later, minlength=responders)
    columns = {
        "first_for": share,
        "later_min": np.divide(waited, share, out=np.full(responders, np.nan), where=share > 0.0),
    }
    for band in bands:
        lost = (first[at] <= band) & (second[at] > band)
        columns[f"lost_{band:.0f}"] = np.bincount(who, weights=np.where(lost, amount, 0.0), minlength=responders)
    return pd.DataFrame(columns)


def _by_county(demand: Demand, weight: Floats, counties: int) -> Floats:
    inside = demand.county >= 0
    return np.bincount(demand.county[inside], weights=weight[inside], minlength=counties).astype(np.float64)
