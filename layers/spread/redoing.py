"""A fire or a matrix that was shown, held against the same run again on the land of now; both are exact, so is this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand
    from layers.spread.incident import Incident
    from layers.spread.transmission import Transmission

#: Columns of places that do not say which they are and where.
_BESIDE = ["layer_uid", "people", "counted"]
#: What fires run over and hurt, in the order it is told.
INPUTS = ("cells", "counties", "fuel", "height", "people", "places")


@dataclass(frozen=True)
class Redone:
    """What came out again.

    Attributes
    ----------
    figure : str
        What is told of it: ``across_ha`` (hm² that one fire burns in other counties), ``burnt_ha``, ``line_min``
        (minutes to the first other county) or ``places`` (how many it comes to).
    stored, now : float
        nan: it comes nowhere.
    differing : int
        How many single numbers, cells of the matrix or of the grid, are others; 0: all are the same to the last bit.
    inputs : tuple of str
        Of :data:`INPUTS`, those that are others now.
    """

    figure: str
    stored: float
    now: float
    differing: int
    inputs: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is the same to the last bit."""
        return self.differing == 0


def matrix_again(shown: Transmission, again: Transmission, land: FireLand, land_now: FireLand) -> Redone:
    """Hold a matrix against the same fires on the land of now."""
    same_counties = shown.counties == again.counties
    differing = 0
    if same_counties:
        differing = sum(_differing(matrix, again.sent[name]) for name, matrix in shown.sent.items())
    else:
        differing = max(sum(matrix.size for matrix in shown.sent.values()), 1)
    return Redone("across_ha", _across(shown), _across(again), differing, changed_inputs(land, land_now))


def fire_again(shown: Incident, again: Incident, land: FireLand, land_now: FireLand) -> Redone:
    """Hold a fire against the same fire on the land of now."""
    if shown.minutes.shape == again.minutes.shape:
        differing = _differing(shown.minutes, again.minutes)
    else:
        differing = int(np.isfinite(shown.minutes).sum()) + 1
    told = ("burnt_ha", shown.burnt_ha, again.burnt_ha)
    first = [min((one.minutes for one in of.counties), default=float("nan")) for of in (shown, again)]
    if _is_same(*told[1:]) and not _is_same(*first):
        told = ("line_min", first[0], first[1])
    if _is_same(*told[1:]) and repr(shown.places) != repr(again.places):
        told = ("places", float(len(shown.places)), float(len(again.places)))
    for one, other in ((shown.places, again.places), (shown.counties, again.counties)):
        differing += repr(one) != repr(other)  # unknown people are nan, and the same
    return Redone(*told, differing, changed_inputs(land, land_now))


def changed_inputs(land: FireLand, now: FireLand) -> tuple[str, ...]:
    """Return what of two lands is not the same."""
    here, there = land.landscape, now.landscape
    if here.grid != there.grid:
        return ("cells",)
    height, height_now = here.height_m, there.height_m
    codes, codes_now = tuple(land.counties["code"]), tuple(now.counties["code"])
    same = {
        "counties": codes == codes_now and not _differing(land.county, now.county),
        "fuel": not _differing(here.fuel, there.fuel),
        "height": height is height_now
        or (height is not None and height_now is not None and not _differing(height, height_now)),
        "people": _are_equal(land.exposed.amounts["people"], now.exposed.amounts["people"]),
        "places": land.places.drop(columns=_BESIDE).equals(now.places.drop(columns=_BESIDE)),
    }
    return tuple(name for name in INPUTS if not same.get(name, True))


def _across(matrix: Transmission) -> float:
    area = matrix.sent["area_ha"]
    return float(area.sum() - np.trace(area))


def _differing(one: NDArray[np.generic], other: NDArray[np.generic]) -> int:
    """Return how many numbers are not the same; two that are unknown are."""
    if one.dtype.kind == "f":
        return int((~((one == other) | (np.isnan(one) & np.isnan(other)))).sum())
    return int((one != other).sum())


def _are_equal(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    return one.shape == other.shape and not _differing(one, other)


def _is_same(one: float, other: float) -> bool:
    return one == other or (np.isnan(one) and np.isnan(other))
