"""Spread GEOS work over threads: shapely releases the interpreter lock while GEOS runs.

Two threads give about 1.9 times the speed on buffers, cuts and tree queries; more than that is
rarely there on the laptops this program runs on.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

#: Environment variable: threads of one process.  A worker beside others on one machine is given fewer.
THREADS = "LIANFANG_THREADS"
#: Below this many items a second thread costs more than it brings.
WORTH_SHARING = 256
#: Chunks per thread at least: costs are uneven, and the last chunk runs alone.
_SHARES = 8


def workers() -> int:
    """Return how many threads to use: two where there are two processors, or as many as the environment says."""
    said = os.environ.get(THREADS, "")
    return max(1, int(said)) if said.isdigit() else min(2, os.cpu_count() or 1)


def in_threads(
    function: Callable[..., NDArray[Any]], *arrays: NDArray[Any], chunk: int = 2048, worth: int = WORTH_SHARING
) -> NDArray[Any]:
    """Apply an element-wise function to arrays of one length, in chunks over threads.

    Parameters
    ----------
    function : callable
        Takes slices of ``arrays`` and returns an array of the same length.
    *arrays : ndarray
        All of length n.
    chunk : int
        Items handed to a thread at a time; small enough that uneven chunks even out.
    worth : int
        Fewer items than this are not shared out.

    Returns
    -------
    ndarray of length n, in the order of the input.
    """
    count = len(arrays[0])
    if count < worth or workers() == 1:
        return np.asarray(function(*arrays))
    step = max(1, min(chunk, -(-count // (_SHARES * workers()))))
    slices = [slice(start, start + step) for start in range(0, count, step)]
    with ThreadPoolExecutor(workers()) as pool:
        done = list(pool.map(lambda part: function(*(array[part] for array in arrays)), slices))
    return np.concatenate(done)


def united_by(key: NDArray[np.int64], shapes: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Return the keys that occur, ascending, and the union of the shapes of each, in threads.

    A shape that is alone under its key is returned as it is.
    """
    order = np.argsort(key, kind="stable")
    touched, group, count = np.unique(key[order], return_inverse=True, return_counts=True)
    united = np.empty(len(touched), dtype=object)
    several = count[group] > 1
    united[group[~several]] = shapes[order[~several]]
    at = np.flatnonzero(count > 1)
    if len(at):
        members = np.searchsorted(at, group[several])
        together = np.asarray(shapely.geometrycollections(shapes[order[several]], indices=members), dtype=object)
        united[at] = in_threads(lambda some: shapely.union_all(some[:, None], axis=1), together, chunk=256)
    return touched, united


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cycle collector while very many small rows are made, none of them in a cycle.

    Each of its passes walks every row there is; on 8,000 zones that is a tenth of the whole analysis.
    Reference counting goes on, so nothing is kept longer than it is used.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def query_pairs(
    tree: shapely.STRtree, shapes: NDArray[np.object_], predicate: str, **options: Any
) -> NDArray[np.int64]:
    """Return ``tree.query(shapes, predicate)`` (2 × pairs: shape, tree), asked in threads, both rising."""
    step = max(1, min(WORTH_SHARING, -(-len(shapes) // (_SHARES * workers()))))

    def ask(start: NDArray[np.int64]) -> NDArray[np.object_]:
        found = np.empty(len(start), dtype=object)
        for at, first in enumerate(start.tolist()):
            pairs = tree.query(shapes[first : first + step], predicate=predicate, **options).astype(np.int64)
            # A tree names its hits in an order that its other members decide; nothing that is summed may follow it.
            pairs = pairs[:, np.lexsort([pairs[1], pairs[0]])]
            pairs[0] += first
            found[at] = pairs
        return found

    starts = np.arange(0, len(shapes), step)
    if len(starts) == 0:
        return np.zeros((2, 0), dtype=np.int64)
    return np.concatenate(list(in_threads(ask, starts, chunk=1, worth=2)), axis=1)
