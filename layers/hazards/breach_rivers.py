"""The river network of :mod:`layers.rivers` as what a breach runs down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from layers.errors import AnalysisError, RiverTooFar
from layers.hazards import breach
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.hazards.kind import HazardKind
    from layers.zones.model import Parameters, ZoneInputs


def network(inputs: ZoneInputs, parameters: Parameters, kind: HazardKind) -> breach.Tracer | None:
    """Return how to follow a breach down the rivers of some inputs; None where they have none.

    Parameters
    ----------
    inputs : ZoneInputs
        Rivers run as their data, a person, or the terrain says; where none does, nothing is traced.
    kind : HazardKind
        Whose numbers say how fast the wave is and how far from a river a dam may lie.

    Notes
    -----
    t = L / v with one stated speed [P] (docs/hazards/breach.md): no routing, no attenuation.  The leading edge of a
    dissolved substance (0.89 of the time to the peak) is not that of a wave, so it does not count here.
    """
    from layers.rivers.land import assemble
    from layers.rivers.settings import RiverSettings, Stage

    wave_ms = float(kind.number(parameters, "wave_ms"))
    settings = RiverSettings(
        stage=Stage.FLOOD, flood_ms=wave_ms, leading_edge=1.0, to_river_m=float(kind.number(parameters, "to_river_m"))
    )
    terrain = [raster.path for raster in inputs.rasters if raster.role is Role.TERRAIN]
    try:
        land = assemble(inputs, parameters, settings, terrain=terrain)
    except AnalysisError:
        return None

    def trace(lon: float, lat: float, longest_m: float) -> breach.Trace | None:
        from dataclasses import replace

        from layers.rivers.spill import spill

        far = replace(settings, hours=longest_m / wave_ms / 3600.0)
        try:
            traced = spill(land, lon, lat, far).traced
        except RiverTooFar:
            return None
        stretches = traced.stretches
        if len(stretches) == 0:
            return None
        minutes = tuple(zip(stretches["from_min"].tolist(), stretches["to_min"].tolist(), strict=True))
        return breach.Trace(
            line=shapely.MultiLineString(list(stretches.geometry)),
            length_m=traced.length_m,
            minutes=float(stretches["to_min"].max()),
            part_min=minutes,
            wave_ms=wave_ms,
        )

    return trace


KIND = breach.kind(network)
