"""The hazards an analysis runs, in order.  A new one is a module with ``assess`` and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd

from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition
from layers.borders.straddle import CutObjects
from layers.hazards import forest, river
from layers.hazards.band import BorderLines
from layers.hazards.model import HazardResult
from layers.kinds import Hazard
from layers.progress import Progress
from layers.zones.model import Parameters, ZoneInputs


@dataclass(frozen=True)
class Shared:
    """What is prepared once for all hazards."""

    partition: CountyPartition
    lines: BorderLines
    forest: CutObjects


#: What a hazard gives: its result, and its reaches if it runs along lines.
Assessed = tuple[HazardResult, gpd.GeoDataFrame | None]
Assess = Callable[[ZoneInputs, BorderNetwork, Parameters, Progress, Shared], Assessed]


def _forest(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    return (
        forest.assess(
            inputs,
            network,
            parameters,
            progress,
            partition=shared.partition,
            cut=shared.forest,
            lines=shared.lines,
        ),
        None,
    )


def _river(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    return river.assess(inputs, network, parameters, progress, lines=shared.lines)


REGISTRY: dict[Hazard, Assess] = {Hazard.FOREST: _forest, Hazard.RIVER: _river}
