"""What rivers are to zones, ranking, duties and documents; :mod:`layers.hazards.river` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.hazards import river
from layers.hazards.kind import Assessed, HazardKind, Shared
from layers.kinds import Hazard, Role
from layers.progress import Progress

if TYPE_CHECKING:
    from layers.borders.model import BorderNetwork
    from layers.zones.model import Parameters, ZoneInputs


def _assess(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    return river.assess(inputs, network, parameters, progress, lines=shared.lines)


KIND = HazardKind(
    code=Hazard.RIVER.value,
    title={"zh_CN": "河流", "en": "River"},
    unit="m",
    full_amount=20_000.0,
    role=Role.RIVER,
    assess=_assess,
    least="river_min_m",
    piece_parameters=frozenset(
        {
            *("river_band_m", "provincial_river_band_m", "river_reach_m", "river_width_m"),
            *("bordering_min_m", "bordering_gap_m", "near_parallel_m"),
        }
    ),
    zone_parameters=frozenset({"river_min_m"}),
    pieces_from_rasters=True,  # which way a river runs, by its terrain
    crosses="river_crosses",
    duties={
        "prevention": ("river_prevention", "before_season", "emergency_law_39"),
        "monitoring": ("river_monitoring", "in_season_continuous", "emergency_law_59"),
        "warning": ("river_warning", "notify_blank", "emergency_law_62_64"),
        "response": ("river_response", "at_once", "emergency_law_18"),
        "aftercare": ("river_aftercare", "days_blank", "emergency_law_87_92"),
    },
    legal_prevention=("river_prevention_legal_band", "before_season", "river_regulation_19"),
    color="#2B6CB0",
    glyph="waves",
)
