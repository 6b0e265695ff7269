"""What a response is worked out with: speeds, load, barriers, turn-out, cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.zones.model import Parameters


class RoadClass(StrEnum):
    """Classes of roads by administration (公路法 article 6; JTG B01 for 高速); the value names a parameter."""

    MOTORWAY = "motorway"  # 高速公路
    NATIONAL = "national"  # 国道
    PROVINCIAL = "provincial"  # 省道
    COUNTY = "county"  # 县道
    TOWNSHIP = "township"  # 乡道, 村道
    FOREST = "forest"  # 林道, 机耕路
    OTHER = "other"  # the layer does not say


#: Usual speeds of response vehicles, km/h: proposals, to be agreed on.
SPEEDS_KMH: Mapping[RoadClass, float] = MappingProxyType(
    {
        RoadClass.MOTORWAY: 80.0,
        RoadClass.NATIONAL: 60.0,
        RoadClass.PROVINCIAL: 50.0,
        RoadClass.COUNTY: 40.0,
        RoadClass.TOWNSHIP: 30.0,
        RoadClass.FOREST: 15.0,
        RoadClass.OTHER: 30.0,
    }
)

#: Words in class or name → class; the first that is in the text counts.
_WORDS: tuple[tuple[RoadClass, tuple[str, ...]], ...] = (
    (RoadClass.MOTORWAY, ("高速", "motorway", "expressway", "freeway")),
    (RoadClass.NATIONAL, ("国道", "国家级", "trunk", "national")),
    (RoadClass.PROVINCIAL, ("省道", "省级", "primary", "provincial")),
    (RoadClass.COUNTY, ("县道", "县级", "secondary", "county")),
    (RoadClass.FOREST, ("林道", "林区", "机耕", "防火道", "防火路", "便道", "track", "forest")),
    (
        RoadClass.TOWNSHIP,
        ("乡道", "村道", "乡", "村", "tertiary", "unclassified", "residential", "township", "village"),
    ),
)


def road_class(*texts: str) -> RoadClass:
    """Return the class that the texts of a road (class first, then name) speak of; OTHER when none does."""
    for text in texts:
        lowered = text.lower()
        for found, words in _WORDS:
            if any(word in lowered for word in words):
                return found
    return RoadClass.OTHER


@dataclass(frozen=True)
class ResponseSettings:
    """Everything that times depend on.

    Attributes
    ----------
    cell_m : float
        Side of a cell of the ground that is walked over.
    limit_min : float
        Times beyond it are not looked for, turn-out included.
    speeds_kmh : mapping of RoadClass to float
    load_factor : float
        Share of the speed that is left with gear on one's back.
    off_path_factor : float
        Share of the speed that is left off the path (Tobler 1993: 0.6).
    steep_deg : float
        Nobody walks up or down what is steeper.
    ford_width_m : float
        Rivers from this width on are crossed on bridges only; narrower ones are waded.
    river_width_m : float
        Width of a river whose layer has none.
    access_m : float
        A place this close to a road is reached from it straight.
    depot_access_m : float
        A depot this close to a known road drives to it: every depot has some road, known or not.
    depot_turnout_min, team_turnout_min : float
        From the alarm to setting out, where the layer does not say.
    closed_m : float
        A road this close to a closure is closed there.
    join_m : float
        Ends of roads this close to another road meet it.
    """

    cell_m: float = 250.0
    limit_min: float = 240.0
    speeds_kmh: Mapping[RoadClass, float] = field(default_factory=lambda: dict(SPEEDS_KMH))
    load_factor: float = 0.6
    off_path_factor: float = 0.6
    steep_deg: float = 45.0
    ford_width_m: float = 10.0
    river_width_m: float = 10.0
    access_m: float = 1000.0
    depot_access_m: float = 3000.0
    depot_turnout_min: float = 20.0
    team_turnout_min: float = 10.0
    closed_m: float = 25.0
    join_m: float = 10.0

    @classmethod
    def of(cls, parameters: Parameters) -> ResponseSettings:
        """Return the settings among the parameters of an analysis."""
        return cls(
            cell_m=parameters.response_cell_m,
            limit_min=parameters.response_limit_min,
            speeds_kmh={kind: float(getattr(parameters, f"road_{kind.value}_kmh")) for kind in RoadClass},
            load_factor=parameters.walk_load_share,
            off_path_factor=parameters.walk_off_path_share,
            steep_deg=parameters.walk_steepest_deg,
            ford_width_m=parameters.ford_width_m,
            river_width_m=parameters.river_width_m,
            access_m=parameters.road_access_m,
            depot_access_m=parameters.depot_access_m,
            depot_turnout_min=parameters.depot_turnout_min,
            team_turnout_min=parameters.team_turnout_min,
        )
