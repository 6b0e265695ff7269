"""What blocks are: parameters, columns, kinds of ground.  Light to import: the window asks for these when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

#: Columns of :attr:`Blocks.frame`.  ``nan`` is unknown, never zero.
BLOCK_COLUMNS = (
    "uid",  # str; the same for the same outline
    "number",  # int, from the north, 1…
    "counties",  # list[str], largest share first
    "areas_ha",  # dict[code, hm²]; sums to area_ha
    "area_ha",  # float, geodesic
    "people",
    "people_unknown_places",
    "villages",
    "assets",
    "forest_ha",
    "distance_m",  # to the nearest line between two counties; 0 where it touches one
    "border",  # str, the pair of that line, "110116|130826"
    "geometry",  # Polygon, EPSG:4490
)

#: Names a column of road classes goes by, in this order.
ROAD_CLASS_COLUMNS = ("class", "fclass", "highway", "道路等级", "技术等级", "等级")

#: Which ground is divided: within a distance of the lines between counties, or the shared zones and what is near them.
BORDERS, ZONES = "borders", "zones"


@dataclass(frozen=True)
class RidgeParameters:
    """What counts as a ridge."""

    catchment_ha: float = 500.0  # a divide parts the catchments of streams that drain at least this
    fall_m: float = 25.0  # the land falls by this much on both sides …
    within_m: float = 500.0  # … within this distance, or two cells of a coarse raster


@dataclass(frozen=True)
class BlockParameters:
    """What divides, where, and how small a block may be.  [P] marks our own proposals."""

    roads: bool = True
    road_classes: tuple[str, ...] | None = None  # values of the column of classes; None: all
    rivers: bool = True  # and the shores of lakes
    ridges: bool = True
    firebreaks: bool = True
    county_lines: bool = True  # a block then lies in one county
    around: str = BORDERS
    band_m: float = 5000.0  # to each side of a line between counties: the national plan's 5 km
    zone_margin_m: float = 500.0  # around the shared zones [P]
    least_ha: float = 50.0  # smaller pieces join the neighbour with the longest common line [P]
    snap_m: float = 50.0  # an end this close to another line is led on to it [P]
    ridge: RidgeParameters = field(default_factory=RidgeParameters)

    def as_dict(self) -> dict[str, Any]:
        """Return the values as plain data for storing and printing."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> BlockParameters:
        """Build parameters from stored values; unknown names are ignored, missing ones take the default."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        if known.get("road_classes") is not None:
            known["road_classes"] = tuple(known["road_classes"])
        if "ridge" in known:
            own = RidgeParameters.__dataclass_fields__
            known["ridge"] = RidgeParameters(**{name: value for name, value in known["ridge"].items() if name in own})
        return cls(**known)


def road_class_column(frame: pd.DataFrame) -> str:
    """Return the column that tells the class of a road; "" when there is none: such roads always divide."""
    return next((name for name in ROAD_CLASS_COLUMNS if name in frame.columns), "")
