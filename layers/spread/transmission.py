"""What counties send each other: the transmission matrix of fires that start on a lattice.

After Ager et al. 2017 (PLoS ONE 12(3):e0172867) and Palaiologou et al. 2018 (Int. J. Wildland Fire 27:501–513), whose
definitions are kept; their random starts are replaced by a lattice, so that two runs say the same to the last digit.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from layers.parallel import workers
from layers.progress import Progress, silent
from layers.spread.exposed import Exposed, Meeting
from layers.spread.ignitions import Ignitions
from layers.spread.travel import Fire, Runner

#: Starts that are summed up together.  It does not depend on the number of threads, so neither do the sums.
_CHUNK = 64


@dataclass(frozen=True)
class Transmission:
    """County × county: what burns where when a fire starts somewhere.

    Attributes
    ----------
    counties : tuple of str
        Codes, in the order of rows and columns.
    sent : dict of str to float64, (C + 1, C + 1)
        For each value (``area_ha``, ``people``, …), expected amount of one fire: row = where it starts,
        column = where it burns.  The last row and column are land outside every county.
    weight : float64, (C + 1,)
        Share of all fires that start in each county.
    duration_min : float
    step_m : float
        Of the lattice.
    fires : int
        How many were run.
    dark : frozenset of str
        Counties about whose fuel nothing is known: what starts or burns there is not known, whatever is counted.
    unknown : dict of str to frozenset of str
        For a value, further counties about which nothing is known: who lives there, say.
    """

    counties: tuple[str, ...]
    sent: Mapping[str, NDArray[np.float64]]
    weight: NDArray[np.float64]
    duration_min: float
    step_m: float
    fires: int
    dark: frozenset[str] = frozenset()
    unknown: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def silent_in(self, value: str) -> frozenset[str]:
        """Return the counties of which it is not known how much of a value burns in them."""
        return self.dark | self.unknown.get(value, frozenset())

    def known(self, value: str) -> NDArray[np.float64]:
        """Return the matrix of a value with nan where nothing is known: ``sent`` has 0 there, for sums."""
        matrix = self.sent[value].copy()
        codes = (*self.counties, "")
        matrix[:, [code in self.silent_in(value) for code in codes]] = np.nan
        matrix[[code in self.dark for code in codes]] = np.nan
        return matrix

    def flows(self, value: str, *, least_share: float = 0.01) -> Flows:
        """Return the matrix of a value read by county.

        Parameters
        ----------
        value : str
            A key of ``sent``.
        least_share : float
            A neighbour counts in the degrees from this share of the column on (ε, editable).
        """
        matrix = self.sent[value]
        own = np.diag(matrix).copy()
        row, column = matrix.sum(axis=1), matrix.sum(axis=0)
        outgoing, incoming = row - own, column - own
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(column > 0, matrix / column, 0.0)
            logs = np.where(shares > 0, np.log(shares), 0.0)
            export = np.where(row > 0, outgoing / row, np.nan)
            arriving = np.where(column > 0, incoming / column, np.nan)
        counted = (shares >= least_share) & ~np.eye(len(matrix), dtype=bool) & (matrix > 0)
        total = matrix.sum()
        return Flows(
            own=own,
            outgoing=outgoing,
            incoming=incoming,
            net=incoming - outgoing,
            export_rate=export,
            incoming_share=arriving,
            receivers=counted.sum(axis=1),
            sources=counted.sum(axis=0),
            effective_sources=np.where(column > 0, np.exp(-(shares * logs).sum(axis=0)), np.nan),
            nonlocal_share=float(1.0 - own.sum() / total) if total > 0 else float("nan"),
        )


@dataclass(frozen=True)
class Flows:
    """A matrix by county; arrays of shape (C + 1,), nan where nothing burns.

    ``own`` self-burning T[a,a], ``outgoing`` Σ T[a,b≠a], ``incoming`` Σ T[a≠b,b], ``net`` incoming − outgoing,
    ``export_rate`` outgoing / row sum, ``incoming_share`` incoming / column sum, ``receivers`` and ``sources`` out- and
    in-degree, ``effective_sources`` exp of the Shannon entropy over the column; ``nonlocal_share`` 1 − trace / sum.
    """

    own: NDArray[np.float64]
    outgoing: NDArray[np.float64]
    incoming: NDArray[np.float64]
    net: NDArray[np.float64]
    export_rate: NDArray[np.float64]
    incoming_share: NDArray[np.float64]
    receivers: NDArray[np.int64]
    sources: NDArray[np.int64]
    effective_sources: NDArray[np.float64]
    nonlocal_share: float


def transmission(
    fire: Fire,
    ignitions: Ignitions,
    county: NDArray[np.int32],
    counties: Sequence[str],
    values: Mapping[str, NDArray[np.float64]],
    durations_min: Sequence[float],
    progress: Progress = silent,
    *,
    exposed: Exposed | None = None,
) -> tuple[Transmission, ...]:
    """Run a fire from every start and add up what burns, by county of start and county of burning.

    Parameters
    ----------
    fire : Fire
    ignitions : Ignitions
        Of the same landscape.
    county : int32, (rows, columns)
        Index into ``counties`` by the cell's middle; −1 outside every county.
    counties : sequence of str
        Codes.
    values : dict of str to float64, (rows, columns)
        What is counted in a cell that burns: geodesic hectares, people …; nan counts as unknown and is left out.
    durations_min : sequence of float
        One matrix for each duration; the fires run as long as the longest.
    exposed : Exposed, optional
        What counts by place and not by cell; its counties are rows of ``counties``.

    Returns
    -------
    tuple of Transmission, in the order of ``durations_min``

    Raises
    ------
    Cancelled
        By ``progress``.

    Notes
    -----
    T[a,b] = Σ_{i: c(i)=a} w_i · Σ_{x ∈ B_i, c(x)=b} v(x); of places, those in or beside whose cell something burns.
    The sums do not depend on the number of threads.
    """
    durations = np.sort(np.asarray(durations_min, dtype=float))
    places = len(counties) + 1
    where = np.where(county < 0, len(counties), county).ravel().astype(np.int64)
    amounts = {name: np.nan_to_num(np.asarray(value, dtype=float)).ravel() for name, value in values.items()}
    things = {} if exposed is None else dict(exposed.amounts)
    names = [*amounts, *things]
    lying = None if exposed is None else np.where(exposed.county < 0, len(counties), exposed.county).astype(np.int64)
    chunks = [slice(at, at + _CHUNK) for at in range(0, len(ignitions.cells), _CHUNK)]
    stop = np.zeros(1, dtype=np.uint8)
    own = threading.local()

    def binned(minutes: NDArray[np.float64], county: NDArray[np.int64]) -> NDArray[np.int64]:
        if len(durations) == 1:
            return county
        return np.asarray(np.searchsorted(durations, minutes) * places + county, dtype=np.int64)

    def summed(part: slice) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        if not hasattr(own, "runner"):
            own.runner = Runner(fire, stop)
            own.meeting = None if exposed is None else Meeting(exposed, fire.landscape.grid)
        runner: Runner = own.runner
        cells, weights = ignitions.cells[part], ignitions.weight[part]
        rows, row_of = np.unique(where[cells], return_inverse=True)
        sums = np.zeros((len(names), len(rows), len(durations) * places))
        for cell, weight, row in zip(cells, weights, row_of, strict=True):
            burnt = runner.run(np.array([cell]), durations[-1])
            bins = binned(runner.minutes[burnt], where[burnt])
            for i, amount in enumerate(amounts.values()):
                sums[i, row] += weight * np.bincount(bins, weights=amount[burnt], minlength=sums.shape[2])
            if lying is None:
                continue
            place, since = own.meeting.met(burnt, runner.minutes)
            bins = binned(since, lying[place])
            for i, amount in enumerate(things.values(), start=len(amounts)):
                weights = np.nan_to_num(amount[place])
                sums[i, row] += weight * np.bincount(bins, weights=weights, minlength=sums.shape[2])
        return rows, sums

    total = np.zeros((len(names), places, len(durations) * places))
    with ThreadPoolExecutor(workers()) as pool:
        jobs = pool.map(summed, chunks)
        try:
            for done, (rows, sums) in enumerate(jobs, start=1):
                total[:, rows] += sums
                progress(done / len(chunks), "fires")
        except BaseException:
            stop[0] = 1
            pool.shutdown(cancel_futures=True)
            raise
    by_time = total.reshape(len(names), places, len(durations), places).cumsum(axis=2)
    weight = np.bincount(where[ignitions.cells], weights=ignitions.weight, minlength=places).astype(np.float64)
    found = {
        duration: Transmission(
            tuple(counties),
            {name: by_time[i, :, at, :].copy() for i, name in enumerate(names)},
            weight,
            float(duration),
            ignitions.step_m,
            len(ignitions.cells),
        )
        for at, duration in enumerate(durations)
    }
    return tuple(found[float(duration)] for duration in durations_min)


def combined(parts: Sequence[Transmission], frequency: Sequence[float]) -> Transmission:
    """Return the mean of matrices under several winds, weighted by how often each blows (a wind rose).

    Raises
    ------
    ValueError
        Counties, durations or lattices differ, or frequencies do not fit.
    """
    first = parts[0]
    share = np.asarray(frequency, dtype=float)
    if len(share) != len(parts) or not np.all(share >= 0) or share.sum() <= 0:
        raise ValueError(f"{len(parts)} matrices need as many frequencies, not below 0: {list(share)}.")
    for one in parts[1:]:
        if (one.counties, one.duration_min, one.step_m) != (first.counties, first.duration_min, first.step_m):
            raise ValueError("Matrices of other counties, durations or lattices cannot be averaged.")
    share = share / share.sum()
    sent = {name: sum(w * one.sent[name] for w, one in zip(share, parts, strict=True)) for name in first.sent}
    return replace(first, sent=sent, fires=sum(one.fires for one in parts))
