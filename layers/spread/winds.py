"""What counties send each other under one wind or a rose of winds, with the lattice's error and the worst wind."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.progress import Progress, part, silent
from layers.spread.ignitions import Ignitions, lattice
from layers.spread.models import SpreadModel
from layers.spread.rates import Weather
from layers.spread.transmission import Transmission, combined, transmission
from layers.spread.travel import Fire

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand

#: Winds and the share of each.
Winds = Sequence[tuple[Weather, float]]
#: What was run before, by everything it depends on but the land: whoever keeps it forgets it when the land changes.
Memory = MutableMapping[tuple[Weather, SpreadModel, float, float], Transmission]


@dataclass(frozen=True)
class Sending:
    """A matrix, the same with starts twice as far apart, and what crosses the lines in each wind.

    Attributes
    ----------
    winds : tuple of (Weather, share)
    fine, coarse : Transmission
        On the lattice asked for, and on one of twice the step: their difference is the lattice's error.
    across_ha : tuple of float
        For each wind, hm² that one fire burns in other counties.
    """

    winds: tuple[tuple[Weather, float], ...]
    fine: Transmission
    coarse: Transmission
    across_ha: tuple[float, ...]

    @property
    def worst(self) -> Weather:
        """The wind in which most burns across the lines."""
        return self.winds[max(range(len(self.winds)), key=lambda place: self.across_ha[place])][0]


def sending(
    land: FireLand,
    winds: Winds,
    spread: SpreadModel,
    hours: float,
    step_m: float,
    *,
    memory: Memory | None = None,
    progress: Progress = silent,
) -> Sending:
    """Let fires start on a lattice and on one of twice its step, in each wind, and average by how often each blows.

    Parameters
    ----------
    land : FireLand
    winds : sequence of (Weather, share)
        One wind has the share 1; those of a rose come from :func:`layers.spread.settings.rose_winds`.
    spread : SpreadModel
    hours : float
    step_m : float
    memory : mapping, optional
        Matrices of this land that were run before; new ones are put in.

    Raises
    ------
    NothingSpreads, Cancelled

    Notes
    -----
    T = Σ_k f_k T_k over winds k with frequencies f_k, Σ f_k = 1; every wind's own matrix is exact on its lattice.
    """
    memory = {} if memory is None else memory
    starts = {step: lattice(land.landscape, step) for step in (step_m, 2 * step_m)}
    cost = {step: len(one.cells) for step, one in starts.items()}
    total, done = max(len(winds) * sum(cost.values()), 1), 0
    found: dict[float, list[Transmission]] = {step: [] for step in starts}
    for weather, _ in winds:
        for step, ignitions in starts.items():
            key = (weather, spread, hours, step)
            told = part(progress, done / total, (done + cost[step]) / total)
            if key not in memory:
                memory[key] = _matrix(land, weather, spread, ignitions, hours, told)
            found[step].append(memory[key])
            done += cost[step]
            progress(done / total, "fires")
    shares = [share for _, share in winds]
    fine, coarse = (combined(one, shares) for one in found.values())
    across = tuple(float(one.flows("area_ha").outgoing.sum()) for one in found[step_m])
    return Sending(tuple(winds), fine, coarse, across)


def _matrix(
    land: FireLand, weather: Weather, spread: SpreadModel, starts: Ignitions, hours: float, progress: Progress
) -> Transmission:
    (found,) = matrices(land, weather, spread, starts, [hours], progress)
    return found


def matrices(
    land: FireLand,
    weather: Weather,
    spread: SpreadModel,
    starts: Ignitions,
    hours: Sequence[float],
    progress: Progress = silent,
) -> tuple[Transmission, ...]:
    """Return what counties of a plan send each other in one weather, by area, people and villages, after each time.

    Raises
    ------
    NothingSpreads, Cancelled
    """
    found = transmission(
        Fire(land.landscape, weather, spread),
        starts,
        land.county,
        list(land.counties["code"]),
        {"area_ha": land.area_ha},
        [60.0 * one for one in hours],
        progress,
        exposed=land.exposed,
    )
    unknown = dict.fromkeys(land.exposed.amounts, land.people_silent)
    return tuple(replace(one, dark=land.silent, unknown=unknown) for one in found)
