"""Woods by county and by whose eyes are on them: what lookouts see and what patrols pass are told alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Woods:
    """The cells that are to be watched.

    Attributes
    ----------
    county : int32, (n,)
        Row of the county of each cell; none lies outside.
    area_ha : float64, (n,)
    codes : tuple of str
        County codes by row.
    silent : frozenset of str
        Counties whose woods are not known.
    unheard : frozenset of str
        Counties of which it is not known who watches.
    """

    county: NDArray[np.int32]
    area_ha: Floats
    codes: tuple[str, ...]
    silent: frozenset[str]
    unheard: frozenset[str]


def by_county(woods: Woods, seen: NDArray[np.bool_], count: NDArray[np.integer]) -> pd.DataFrame:
    """Return how much of each county's woods is watched.

    Parameters
    ----------
    woods : Woods
    seen : bool, (C + 1, n)
        Whether each county watches each cell; the last row is of those who belong to none.
    count : int, (n,)
        How many watch it.

    Returns
    -------
    DataFrame
        ``county`` (row), ``watched_ha`` (all that is to be watched), and of it ``seen_ha``, ``own_ha`` (by the county
        itself), ``across_only_ha`` (by others alone), ``blind_ha`` (by nobody), ``twice_ha`` (by two or more).
        ``seen_ha`` + ``blind_ha`` is ``watched_ha``, ``own_ha`` + ``across_only_ha`` is ``seen_ha``.  nan where the
        woods, or for ``own_ha`` and ``across_only_ha`` those who watch, are not known.
    """
    size = len(woods.codes)
    own = seen[woods.county, np.arange(len(woods.county))]

    def total(mask: NDArray[np.bool_]) -> Floats:
        sums = np.bincount(woods.county[mask], weights=woods.area_ha[mask], minlength=size)
        return sums.astype(np.float64)

    any_ = count > 0
    table = pd.DataFrame(
        {
            "county": np.arange(size),
            "watched_ha": total(np.ones(len(any_), dtype=bool)),
            "seen_ha": total(any_),
            "own_ha": total(own),
            "across_only_ha": total(any_ & ~own),
            "blind_ha": total(~any_),
            "twice_ha": total(count > 1),
        }
    )
    codes = np.array(woods.codes)
    table.loc[np.isin(codes, list(woods.silent)), table.columns[1:]] = np.nan
    table.loc[np.isin(codes, list(woods.unheard)), ["own_ha", "across_only_ha"]] = np.nan
    return table


def across(woods: Woods, seen: NDArray[np.bool_]) -> pd.DataFrame:
    """Return what one county watches of another's woods.

    Returns
    -------
    DataFrame
        ``eye`` and ``seen`` (rows), ``seen_ha``, ``only_ha``: of it what no other county watches.  Only pairs of which
        something is watched; the most that is watched alone first.
    """
    sides = seen.sum(axis=0)
    size = len(woods.codes)
    rows = []
    for eye in range(size):
        mask = seen[eye] & (woods.county != eye)
        if not mask.any():
            continue
        whole = np.bincount(woods.county[mask], weights=woods.area_ha[mask], minlength=size)
        alone = mask & (sides == 1)
        only = np.bincount(woods.county[alone], weights=woods.area_ha[alone], minlength=size)
        rows += [(eye, int(other), whole[other], only[other]) for other in np.flatnonzero(whole)]
    rows.sort(key=lambda row: (-row[3], -row[2], row[0], row[1]))
    return pd.DataFrame(rows, columns=["eye", "seen", "seen_ha", "only_ha"])
