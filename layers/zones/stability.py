"""How firm a rank is: where each zone comes when the weights of the score are a fifth larger or smaller.

Weights are a judgement, so a rank that turns on them should say so.  Nothing is drawn by lot: the weights as they are,
each one alone 20 % up and down, and every corner (all of them up or down at once) are tried, 1 + 2n + 2ⁿ combinations
of n weights.  One-at-a-time and full factorial designs are those of sensitivity analysis of composite indicators
(Saisana, Saltelli and Tarantola 2005, J. R. Stat. Soc. A 168:307–323; OECD/JRC 2008, Handbook on Constructing Composite
Indicators, step 7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.kinds import ZoneClass
from layers.zones.ranking import SCORE_DECIMALS

#: How far a weight is moved, as a share of itself.
SWING = 0.2
#: "Among the first": a plan seldom treats more places at once [P].
TOP = 10

#: Zones that several counties share, zones of one county, and zones that no analysis derives any more but a hand kept.
SHARED, LOCAL, KEPT = 0, 1, 2

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Stability:
    """Where one zone comes under all combinations of weights.

    Attributes
    ----------
    low, high : int
        Best and worst rank; ``low`` ≤ rank ≤ ``high``.
    keeps : float
        Share of the combinations in which the zone keeps its rank, 0–1.
    in_top : float
        Share of the combinations in which it is among the first ``top``, 0–1.
    top : int
    swing : float
        How far weights were moved, as a share of themselves.
    combinations : int
        How many were tried, the weights as they are included.
    """

    low: int
    high: int
    keeps: float
    in_top: float
    top: int
    swing: float
    combinations: int

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for storing."""
        return asdict(self)


@dataclass(frozen=True)
class ScoreTable:
    """The parts of the scores of n zones as arrays: what any weights rank by.

    Attributes
    ----------
    codes : tuple of str, p
        Of the parts, in the order they are added up in.
    value : float64, (n, p)
        0–1; 0 where unknown.
    known : bool, (n, p)
    group : int64, (n,)
        Zones of a lower group come first, whatever their scores (:data:`SHARED`, :data:`LOCAL`, :data:`KEPT`).
    turn : int64, (n,)
        Who comes first of equal scores.
    """

    codes: tuple[str, ...]
    value: Floats
    known: NDArray[np.bool_]
    group: Integers
    turn: Integers

    @classmethod
    def of(cls, parts: Sequence[Sequence[Mapping[str, Any]]], groups: Sequence[int], ties: Sequence[Any]) -> ScoreTable:
        """Read the parts of scores (:func:`layers.zones.ranking.score_parts`); ``raw`` None is unknown.

        ``ties`` are all different; of equal scores the lesser comes first.
        """
        codes = tuple(dict.fromkeys(str(part["code"]) for of_zone in parts for part in of_zone))
        place = {code: at for at, code in enumerate(codes)}
        value, known = np.zeros((len(parts), len(codes))), np.zeros((len(parts), len(codes)), dtype=bool)
        for row, of_zone in enumerate(parts):
            for part in of_zone:
                if part["raw"] is not None:
                    at = place[str(part["code"])]
                    value[row, at], known[row, at] = float(part["value"]), True
        turn = np.empty(len(parts), dtype=np.int64)
        turn[sorted(range(len(parts)), key=lambda at: ties[at])] = np.arange(len(parts))
        return cls(codes, value, known, np.array(groups, dtype=np.int64), turn)

    def weights(self, weights: Mapping[str, float]) -> Floats:
        """Return weights in the order of ``codes``, 0 where none is named; shape (p,)."""
        return np.array([float(weights.get(code, 0.0)) for code in self.codes], dtype=np.float64)

    def scores(self, weights: Floats) -> Floats:
        """Return the weighted means of what is known under combinations of weights.

        Parameters
        ----------
        weights : float64, (combinations, p)

        Returns
        -------
        float64, (combinations, n)
            s_j = Σ_k w_k v_jk / Σ_k w_k over the parts k known of zone j, 0 where none weighs anything; equal to
            :func:`layers.zones.ranking.score` to the last bit.
        """
        given = np.zeros((len(weights), len(self.value)))
        whole = np.zeros_like(given)
        for at in range(len(self.codes)):
            of_part = weights[:, at, None] * self.known[None, :, at]
            whole += of_part
            given += of_part * self.value[None, :, at]
        means: Floats = np.divide(given, whole, out=np.zeros_like(given), where=whole > 0.0)
        return np.asarray(np.round(means, SCORE_DECIMALS), dtype=np.float64)

    def ranks(self, scores: Floats) -> Integers:
        """Return ranks 1…n by scores of shape (combinations, n)."""
        found = np.empty(scores.shape, dtype=np.int64)
        for row, of_row in zip(found, scores, strict=True):
            row[np.lexsort((self.turn, -of_row, self.group))] = np.arange(1, len(row) + 1)
        return found

    def stabilities(self, weights: Mapping[str, float], *, swing: float = SWING, top: int = TOP) -> list[Stability]:
        """Return how firm the rank of each zone is.

        Parameters
        ----------
        weights : mapping of part code → weight
        swing : float
            Share of itself by which a weight is moved, above 0 and below 1.
        top : int
            What counts as among the first.

        Raises
        ------
        ValueError
            ``swing`` or ``top`` is out of range.

        Notes
        -----
        Between two zones with the same known parts the sign of s_i − s_j is that of a linear function of the weights,
        which is least and greatest at corners; between zones of different known parts the range may be wider than what
        is tried.
        """
        if not 0.0 < swing < 1.0 or top < 1:
            raise ValueError(f"weights moved by {swing:g}, the first {top}: a share above 0 and below 1, and 1 or more")
        if len(self.value) == 0:
            return []
        own = self.weights(weights)
        # Moving a weight that weighs nothing, or of a part that nobody knows, changes nothing.
        moved = np.flatnonzero((own > 0.0) & self.known.any(axis=0))
        found = self.ranks(self.scores(own * _factors(len(self.codes), moved, swing)))
        low, high = found.min(axis=0), found.max(axis=0)
        keeps, in_top = (found == found[0]).mean(axis=0), (found <= top).mean(axis=0)
        columns = (low.tolist(), high.tolist(), keeps.round(4).tolist(), in_top.round(4).tolist())
        return [Stability(*of_zone, top, swing, len(found)) for of_zone in zip(*columns, strict=True)]


def group_of(zone_class: ZoneClass) -> int:
    """Return the group of a zone as an analysis derives it."""
    return LOCAL if zone_class is ZoneClass.LOCAL else SHARED


def _factors(count: int, moved: Integers, swing: float) -> Floats:
    """Return what weights are multiplied with: shape (combinations, count), the first row all 1."""
    up, down = 1.0 + swing, 1.0 - swing
    alone = [(at, factor) for at in moved for factor in (down, up)]
    corners = list(product((down, up), repeat=len(moved))) if len(moved) > 1 else []  # of one weight they are there
    table = np.ones((1 + len(alone) + len(corners), count))
    for row, (at, factor) in enumerate(alone, start=1):
        table[row, at] = factor
    if corners:
        table[1 + len(alone) :, moved] = corners
    return table
