"""What a look has found out about a layer, so that reading it need not find it out again.

A look and a reading walk one path (:mod:`layers.sources.preparing`).  What is kept between them is small beside the
shapes: no second copy of these is held, only those that mending changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import is_not
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from layers.sources.marks import Mark
from layers.sources.mending import Mended
from layers.sources.model import Bounds, Problem

_T = TypeVar("_T")


class Known:
    """Facts about one raw layer by what they depend on beside it."""

    def __init__(self) -> None:
        self._facts: dict[Hashable, Any] = {}

    def once(self, key: Hashable, find: Callable[[], _T]) -> _T:
        """Return the fact under a key, found now if it is not known."""
        if key not in self._facts:
            self._facts[key] = find()
        found: _T = self._facts[key]
        return found

    def forget(self) -> None:
        """Let go of everything."""
        self._facts.clear()


@dataclass(frozen=True, eq=False)
class Checked:
    """What mending made of the shapes of a layer, without the shapes it left alone, and what was found in the outcome.

    Attributes
    ----------
    kept : ndarray of m
        Positions, among the shapes before, of those after.
    changed : ndarray of k
        Positions, among the shapes after, of those that mending changed.
    shapes : ndarray of k shapes
    marks : list of Mark
        Of mending.
    digests : ndarray of m
        As :func:`layers.sources.uids.digest` makes them.
    flaws : list of Mark
        Of :func:`layers.sources.flaws.found`.
    """

    kept: NDArray[np.intp]
    changed: NDArray[np.intp]
    shapes: NDArray[np.object_]
    marks: list[Mark]
    digests: NDArray[np.object_]
    flaws: list[Mark]

    @classmethod
    def of(cls, before: Mended, after: Mended, digests: NDArray[np.object_], flaws: list[Mark]) -> Checked:
        """Return what leads from shapes to what :func:`layers.sources.mending.make_valid` made of them."""
        kept = np.flatnonzero(np.isin(before.rows, after.rows))
        differ = map(is_not, after.geometries.tolist(), before.geometries[kept].tolist())
        changed = np.flatnonzero(np.fromiter(differ, dtype=bool, count=len(kept)))
        marks = after.marks[len(before.marks) :]
        return cls(kept, changed, after.geometries[changed], marks, digests, flaws)

    def applied(self, before: Mended) -> Mended:
        """Return shapes mended that are as those this was found of."""
        shapes = before.geometries[self.kept]
        shapes[self.changed] = self.shapes
        return Mended(before.shape, shapes, before.rows[self.kept], [*before.marks, *self.marks])


@dataclass(frozen=True, eq=False)
class Moved:
    """Shapes of a layer in EPSG:4490, which took the place of the file's own: both would take twice the memory.

    Attributes
    ----------
    by : tuple
        The CRS that the file states and the one that the planner chose, from which they were moved.
    mended : Mended
        The shapes, with the marks of all that was done before.
    bounds : tuple or None
        Extent in the coordinates of the file.
    problems : tuple of Problem
        Whether its axes were swapped.
    """

    by: tuple[str | None, str | None]
    mended: Mended
    bounds: Bounds | None
    problems: tuple[Problem, ...]
