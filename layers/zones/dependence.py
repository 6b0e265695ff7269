"""What each step of an analysis depends on: the keys under which its result is remembered.

A key names the content of every layer and every parameter that the step reads.  A parameter that no list below names
counts for every step, so a new one can make an analysis slower but never wrong.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from layers.hazards.kind import HazardKind
from layers.hazards.registry import REGISTRY
from layers.kinds import Hazard, Role
from layers.memory import Memory, NoMemory, checksum
from layers.spread.cell_land import layer_keys
from layers.zones.model import Parameters, ZoneInputs

#: Parameters that decide who leads, in which order, and what is exposed, after everything else is known.
AFTERWARDS = frozenset({"origin_weight", "equal_share_tolerance", "weights", "line_precision_m", "people_from_cells"})
#: Parameters that only the times of response read, after the zones are known.
RESPONSE = frozenset(
    {
        *(
            "response_method",
            "response_cell_m",
            "response_limit_min",
            "road_access_m",
            "depot_access_m",
            "ford_width_m",
        ),
        *(name for name in Parameters.__dataclass_fields__ if name.startswith("road_") and name.endswith("_kmh")),
        *("walk_off_path_share", "walk_load_share", "walk_steepest_deg", "depot_turnout_min", "team_turnout_min"),
    }
)
#: Chosen per hazard: which are derived, and the numbers of each (only a hazard's own enter its keys).
_BY_HAZARD = frozenset({"hazards", "hazard_numbers"})
#: Parameters that only roads read.
ROAD = frozenset({"road_follow_m", "road_band_m", "road_corridor_m"})
#: Of the rivers' parameters those that roads have their own for, and those of what roads do not become.
_NOT_OF_ROADS = frozenset(
    {
        *("river_band_m", "provincial_river_band_m", "river_reach_m", "river_width_m", "near_parallel_m"),
        *("cluster_gap_m", "cluster_max_m", "weights"),
    }
)
#: Parameters that the border network reads.
BORDERS = ("snap_m", "gap_width_m", "sliver_report_m")
#: Parameters that decide how pieces become zones, not what the pieces are.
ZONING = frozenset(
    {
        *("hazard_share_min", "exposure_share_min", "people_min", "assets_min"),
        *("cluster_gap_m", "cluster_max_m"),
    }
)
_NO_KEY: Hashable = ()


class Keys:
    """The keys of one analysis; empty where nothing is remembered."""

    def __init__(self, inputs: ZoneInputs, parameters: Parameters, memory: Memory) -> None:
        self.borders = self.forest = self.layers = self.agreements = self._rasters = _NO_KEY
        self._is_kept = not isinstance(memory, NoMemory)
        self._values: dict[str, Any] = parameters.as_dict()
        if not self._is_kept:
            return
        counties = (checksum(inputs.counties), inputs.metric_epsg)
        self.borders = (counties, self._chosen(lambda name: name in BORDERS))
        self.forest = (self.borders, layer_keys(_by_uid(inputs, Role.FOREST)))
        # Layers in the order given: fires run over the first of two stands that overlap.
        self.layers = (self.borders, tuple((layer.role, layer_keys((layer,))) for layer in inputs.layers))
        agreements = () if inputs.agreements is None else (repr(inputs.agreements.to_dict("records")),)
        self.agreements = (agreements, inputs.reference_date)
        rasters = tuple(
            (raster.uid, raster.path, raster.checksum, tuple(raster.fuels.items())) for raster in inputs.rasters
        )
        self._rasters = (rasters, inputs.river_noise_m)

    def hazard(self, kind: HazardKind) -> Hashable:
        """Return the key of a hazard's pieces."""
        if not self._is_kept:
            return _NO_KEY
        unused = AFTERWARDS | RESPONSE | ZONING | ROAD | self._of_others(kind) | kind.zone_parameters
        rasters = self._rasters if kind.pieces_from_rasters else _NO_KEY
        return (self.layers, rasters, self._numbers(kind), self._chosen(lambda name: name not in unused))

    def zones(self, kind: HazardKind) -> Hashable:
        """Return the key of a hazard's zones."""
        if not self._is_kept:
            return _NO_KEY
        unused = AFTERWARDS | RESPONSE | ROAD | self._of_others(kind)
        is_over_rasters = kind.runs_over_rasters or kind.pieces_from_rasters
        rasters = self._rasters if is_over_rasters else _NO_KEY
        return (self.layers, rasters, self._numbers(kind), self._chosen(lambda name: name not in unused))

    def _numbers(self, kind: HazardKind) -> Hashable:
        """Return the numbers a hazard reads that a county changed."""
        changed = self._values["hazard_numbers"]
        return tuple((code, tuple(sorted(changed.get(code, {}).items()))) for code in (kind.code, *kind.also_reads))

    @staticmethod
    def _of_others(kind: HazardKind) -> frozenset[str]:
        """Return the parameters that only other hazards read."""
        others = (one.piece_parameters | one.zone_parameters for one in REGISTRY.values() if one.code != kind.code)
        return _BY_HAZARD.union(*others) - kind.piece_parameters - kind.zone_parameters

    def roads(self) -> Hashable:
        """Return the key of the roads at the lines, with their classes and shares."""
        if not self._is_kept:
            return _NO_KEY
        forest = REGISTRY[Hazard.FOREST]
        unused = forest.piece_parameters | forest.zone_parameters | _BY_HAZARD | _NOT_OF_ROADS | RESPONSE
        return (self.layers, self._chosen(lambda name: name not in unused))

    def _chosen(self, wanted: Any) -> Hashable:
        """Return the values of some parameters."""
        return tuple(
            (name, tuple(sorted(value.items())) if isinstance(value, dict) else value)
            for name, value in sorted(self._values.items())
            if wanted(name)
        )


def _by_uid(inputs: ZoneInputs, role: Role) -> tuple[Any, ...]:
    return tuple(sorted(inputs.of_role(role), key=lambda layer: layer.uid))
