"""Forest within D of a shared border.  How far its fires reach is :mod:`layers.zones.reach`'s matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from layers.borders.coverage import clean_counties
from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition, build_partition
from layers.borders.straddle import CutObjects, cut_objects
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.hazards.band import BorderLines, border_lines
from layers.hazards.kind import Assessed, HazardKind, Reaching, Shared
from layers.hazards.model import HazardResult
from layers.hazards.silence import silent_counties
from layers.kinds import Hazard, ReachMethod, Role
from layers.progress import Progress, silent
from layers.zones.model import Parameters, ZoneInputs

if TYPE_CHECKING:
    from layers.zones.reach import Reach


def assess(
    inputs: ZoneInputs,
    network: BorderNetwork,
    parameters: Parameters,
    progress: Progress = silent,
    *,
    partition: CountyPartition | None = None,
    cut: CutObjects | None = None,
    lines: BorderLines | None = None,
) -> HazardResult:
    """Cut forest to the band around shared borders, by county.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers of role forest; the counties.
    network : BorderNetwork
        Of those counties.
    parameters : Parameters
        ``forest_band_m`` (D), ``forest_reach_m``.
    partition, cut, lines : optional
        Given when the caller has them already.

    Returns
    -------
    HazardResult
        ``pieces`` has one row per patch and county with the patch's nearest border; ``whole`` the
        shares of the uncut patches that have a piece.
    """
    partition = partition or build_partition(clean_counties(inputs.counties), network)
    lines = lines or border_lines(network)
    progress(0.1, "forest_cutting")
    cut = cut or cut_objects(inputs.of_role(Role.FOREST), partition)
    progress(0.5, "forest_band")
    width_m = parameters.forest_band_m
    middle_m, piece = lines.nearest_to_middle(cut.parts)
    near = np.flatnonzero(piece >= 0)
    shapes = lines.band(width_m).clip(cut.parts[near], middle_m[near])
    areas = cut.area_m2[near].copy()
    changed = np.flatnonzero(shapes != cut.parts[near])
    areas[changed] = areas_from_gk_m2(shapes[changed], partition.metric_epsg)
    kept = areas > 0.0
    near, shapes, areas, piece = near[kept], shapes[kept], areas[kept], piece[near][kept]
    source = cut.source[near]
    codes = np.append(partition.codes, "")
    pieces = gpd.GeoDataFrame(
        {
            "object_uid": cut.uids[source],
            "name": cut.names[source],
            "county": codes[cut.county[near]],
            "border": lines.pairs[piece],
            "amount": areas * HA_PER_M2,
            "reach_type": "",
            "legal_band": False,
        },
        geometry=shapes,
        crs=partition.crs,
    )
    progress(1.0, "forest_done")
    return HazardResult(
        hazard=Hazard.FOREST,
        pieces=pieces,
        whole=_whole_shares(cut, partition, source),
        reach_m=parameters.forest_reach_m,
        band_m=parameters.forest_band_m,
        unit="ha",
        silent=silent_counties(inputs, Role.FOREST),
    )


def _whole_shares(cut: CutObjects, partition: CountyPartition, source: np.ndarray) -> dict[str, dict[str, float]]:
    """Return county shares of the uncut objects that have pieces; "" is the part outside every county."""
    wanted = np.zeros(len(cut.uids), dtype=bool)
    wanted[source] = True
    total = cut.total_m2
    codes = np.append(partition.codes, "")
    shares: dict[str, dict[str, float]] = {}
    chosen = np.flatnonzero(wanted[cut.source])
    for at, county, area in zip(cut.source[chosen], cut.county[chosen], cut.area_m2[chosen], strict=True):
        of_object = shares.setdefault(str(cut.uids[at]), {})
        code = str(codes[county])
        of_object[code] = of_object.get(code, 0.0) + float(area / total[at])
    return shares


def _assess(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    result = assess(
        inputs, network, parameters, progress, partition=shared.partition, cut=shared.forest, lines=shared.lines
    )
    return result, None


def _reach(result: HazardResult, needs: Reaching) -> Reach:
    """Return the reach of fires over the land of the inputs, or the stated distance."""
    from layers.spread.cell_land import cell_land
    from layers.spread.settings import fire_settings
    from layers.zones.reach import DistanceReach
    from layers.zones.spread_reach import SpreadReach

    distance = DistanceReach(result.reach_m)
    if needs.parameters.forest_reach != ReachMethod.SPREAD:
        return distance
    settings = fire_settings(needs.parameters)
    epsg = int(needs.counties.crs.to_epsg())
    land = cell_land(needs.inputs, needs.counties, epsg, settings.land, memory=needs.memory, progress=needs.progress)
    unknown = np.isin(needs.counties["code"].to_numpy(dtype=str), sorted(needs.silent_places | land.silent))
    return SpreadReach(land, settings, needs.places, np.flatnonzero(unknown), distance)


#: Parameters that only fires read.
_FIRE = frozenset(
    {
        *("forest_reach", "fire_hours", "fire_cell_m", "fire_river_width_m", "fire_break_width_m"),
        *("wind_ms", "wind_from_deg", "base_rate_m_min", "rate_from_weather", "temperature_c", "humidity_percent"),
        *("rate_per_celsius", "rate_per_force", "rate_per_dryness", "rate_less"),
        *("spread_model", "downslope", "use_slope", "fuel_ks"),
    }
)

KIND = HazardKind(
    code=Hazard.FOREST.value,
    title={"zh_CN": "森林火灾", "en": "Forest fire"},
    unit="ha",
    full_amount=5_000.0,
    role=Role.FOREST,
    assess=_assess,
    reach=_reach,
    least="forest_min_ha",
    piece_parameters=frozenset({"forest_band_m", "forest_reach_m"}),
    zone_parameters=frozenset({"forest_min_ha"}) | _FIRE,
    runs_over_rasters=True,
    crosses="forest_crosses",
    duties={
        "prevention": ("forest_prevention", "before_season", "forest_regulation_7"),
        "monitoring": ("forest_monitoring", "in_season_continuous", "forest_regulation_7"),
        "warning": ("forest_warning", "notify_blank", "emergency_law_62_64"),
        "response": ("forest_response", "at_once", "emergency_law_18"),
        "aftercare": ("forest_aftercare", "days_blank", "emergency_law_87_92"),
    },
    color="#5E8C4A",
    glyph="flame",
)
