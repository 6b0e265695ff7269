"""Classes of numbers: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Different values that natural breaks look at one by one; more are gathered into so many neighbours first.
MOST_VALUES = 2000
FEWEST, MOST = 2, 9  # classes that an eye can tell apart


class Method(StrEnum):
    """How breaks are found."""

    EQUAL = "equal"
    QUANTILE = "quantile"
    NATURAL = "natural"
    MANUAL = "manual"


def inner_breaks(values: Floats, method: Method, count: int) -> tuple[float, ...]:
    """Return the upper ends of all classes but the highest, increasing.

    A class holds what is greater than the break below and at most its own (as in QGIS and in mapclassify), so that
    every known value has a class whatever is read later.  Fewer breaks come back when there are too few different
    values; none for no value or one.

    Parameters
    ----------
    values : ndarray of float
        ``nan`` and infinities are left out: unknown is no class.
    method : Method
        ``MANUAL`` has no breaks of its own and gives those of natural breaks.
    count : int
        Classes wanted, 2 to 9.
    """
    known = np.sort(values[np.isfinite(values)])
    distinct = np.unique(known)
    count = min(max(count, FEWEST), MOST, len(distinct))
    if count < FEWEST:
        return ()
    if method is Method.EQUAL:
        found = np.linspace(known[0], known[-1], count + 1)[1:-1]
    elif method is Method.QUANTILE:
        # The least value with at least k/n of all at or below it (Hyndman & Fan 1996, type 1): it is one of them.
        places = np.ceil(np.arange(1, count) * len(known) / count).astype(int) - 1
        found = known[places]
    else:
        found = _natural(known, count)
    found = np.unique(found)
    return tuple(float(value) for value in found[found < known[-1]])


def classes_of(values: Floats, breaks: Sequence[float]) -> NDArray[np.intp]:
    """Return the class of each value, 0 the lowest; −1 where it is unknown."""
    found = np.searchsorted(np.asarray(breaks, dtype=float), values, side="left")
    return np.where(np.isfinite(values), found, -1).astype(np.intp)


def cleaned_breaks(values: Sequence[float]) -> tuple[float, ...]:
    """Return typed breaks in order, each once, at most eight."""
    known = sorted({float(value) for value in values if np.isfinite(value)})
    return tuple(known[: MOST - 1])


def _natural(known: Floats, count: int) -> Floats:
    """Return natural breaks of sorted values: least squares within classes.

    Fisher (1958), "On grouping for maximum homogeneity", J. Am. Stat. Assoc. 53:789–798, by dynamic programming over
    the different values; Jenks (1977) brought it to maps.  Exact up to ``MOST_VALUES`` different values.
    """
    values, weights = np.unique(known, return_counts=True)
    ends = values
    if len(values) > MOST_VALUES:
        edges = np.linspace(0, len(values), MOST_VALUES + 1).round().astype(int)
        starts = edges[:-1]
        total = np.add.reduceat(weights, starts)
        values = np.add.reduceat(values * weights, starts) / total
        weights, ends = total, ends[edges[1:] - 1]
    shifted = values - values.mean()  # squares of large numbers that differ little would cancel
    w = np.concatenate([[0.0], np.cumsum(weights)])
    s = np.concatenate([[0.0], np.cumsum(weights * shifted)])
    q = np.concatenate([[0.0], np.cumsum(weights * shifted**2)])
    n = len(values)
    best = np.full((count, n + 1), np.inf)
    start = np.zeros((count, n + 1), dtype=np.intp)
    i = np.arange(1, n + 1)
    best[0, 1:] = q[i] - s[i] ** 2 / w[i]
    best[0, 0] = 0.0
    for k in range(1, count):
        for end in range(k + 1, n + 1):
            first = np.arange(k, end)  # the class holds values first … end − 1
            inside = q[end] - q[first] - (s[end] - s[first]) ** 2 / (w[end] - w[first])
            cost = best[k - 1, first] + inside
            at = int(np.argmin(cost))
            best[k, end], start[k, end] = cost[at], first[at]
    breaks, end = [], n
    for k in range(count - 1, 0, -1):
        end = int(start[k, end])
        breaks.append(ends[end - 1])
    return np.array(breaks[::-1])
