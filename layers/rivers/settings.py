"""What rivers are worked out with: every number a county may change, its unit, its limits and where it comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Method(StrEnum):
    """How fast the water runs."""

    GIVEN = "given"  # a speed for the stage of the river
    MANNING = "manning"
    JOBSON = "jobson"


class Stage(StrEnum):
    """How much water the river carries."""

    LOW = "low"
    NORMAL = "normal"
    FLOOD = "flood"


@dataclass(frozen=True)
class Verdict:
    """A person said which way a river runs.

    Attributes
    ----------
    object_uid : str
        The feature.
    lon, lat : float
        The end the water comes from; the nearer end of the feature is meant, so a line drawn anew stays judged.
    """

    object_uid: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Parameter:
    """One number: its unit, the least and the most it may be, and the code of its source."""

    name: str
    unit: str
    least: float
    most: float
    source: str  # words: ``river_source.<source>``


#: Every number of :class:`RiverSettings`, in the order it is asked for and printed.
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("low_ms", "m/s", 0.01, 10.0, "proposal"),
    Parameter("normal_ms", "m/s", 0.01, 10.0, "proposal"),
    Parameter("flood_ms", "m/s", 0.01, 10.0, "proposal"),
    Parameter("manning_n", "s/m^(1/3)", 0.005, 0.5, "chow"),
    Parameter("hydraulic_radius_m", "m", 0.01, 50.0, "proposal"),
    Parameter("slope_min", "m/m", 1e-7, 0.5, "proposal"),
    Parameter("discharge_m3s", "m³/s", 0.0, 2e5, "given"),
    Parameter("mean_discharge_m3s", "m³/s", 0.0, 2e5, "given"),
    Parameter("drainage_km2", "km²", 0.0, 2e6, "given"),
    Parameter("leading_edge", "–", 0.1, 1.0, "jobson"),
    Parameter("dem_noise_m", "m", 0.0, 500.0, "proposal"),
    Parameter("to_river_m", "m", 0.0, 50_000.0, "proposal"),
    Parameter("near_m", "m", 0.0, 20_000.0, "proposal"),
    Parameter("hours", "h", 0.1, 2_000.0, "proposal"),
    Parameter("notify_margin_min", "min", 0.0, 10_000.0, "proposal"),
    Parameter("levee_near_m", "m", 1.0, 10_000.0, "proposal"),
    Parameter("section_m", "m", 1.0, 50_000.0, "proposal"),
    Parameter("yellow_ratio", "–", 1.0, 100.0, "proposal"),
    Parameter("orange_ratio", "–", 1.0, 100.0, "proposal"),
    Parameter("exceedance_years", "a", 1.0, 1_000.0, "proposal"),
    Parameter("hand_m", "m", 0.1, 100.0, "proposal"),
    Parameter("hand_within_m", "m", 100.0, 50_000.0, "proposal"),
    Parameter("hand_cell_m", "m", 5.0, 2_000.0, "proposal"),
    Parameter("corridor_m", "m", 1.0, 20_000.0, "proposal"),
    Parameter("departure_m", "m", 1.0, 5_000.0, "proposal"),
)


@dataclass(frozen=True)
class RiverSettings:
    """All that rivers are worked out with beside the layers of the plan.  [P] marks our own proposals.

    Attributes
    ----------
    method, stage : Method, Stage
    low_ms, normal_ms, flood_ms : float
        Level 1: speed of the peak by stage, m/s [P].
    manning_n, hydraulic_radius_m, slope_min : float
        Level 2.  n of natural streams is 0.03–0.05 (Chow 1959, table 5-6); where terrain shows less slope than
        ``slope_min``, that stands in.
    discharge_m3s, mean_discharge_m3s, drainage_km2 : float
        Level 3, of the event; nan is unknown.
    leading_edge : float
        Time of the leading edge over time of the peak: 0.89 (Jobson 1996, USGS WRIR 96-4013).
    dem_noise_m : float
        A drop must exceed it to tell which way a river runs [P].
    to_river_m : float
        Farther than this from every river nothing is said [P].
    near_m : float
        Villages and intakes this close to the river are told [P].
    hours : float
        How far ahead [P].
    notify_margin_min : float
        A county is to be told so long before the water is there [P].
    levee_near_m, section_m : float
        A levee this close belongs to the river; so far from a section its standards are compared [P].
    yellow_ratio, orange_ratio : float
        Of the two standards [P].
    exceedance_years : float
        Years of the exceedance probability that is printed [P].
    hand_m : float
        Height above the nearest drainage up to which places count as exposed [P].
    hand_within_m, hand_cell_m : float
        Only land this close to the rivers is looked at, on cells of this side or larger [P].
    corridor_m : float
        Where no terrain is known: distance from the river [P].
    departure_m : float
        Farther than this from the line a boundary river has departed from it [P]: the precision of 1:50,000 data.
    verdicts : tuple of Verdict
    """

    method: Method = Method.GIVEN
    stage: Stage = Stage.NORMAL
    low_ms: float = 0.5
    normal_ms: float = 1.0
    flood_ms: float = 2.0
    manning_n: float = 0.035
    hydraulic_radius_m: float = 1.0
    slope_min: float = 1e-4
    discharge_m3s: float = math.nan
    mean_discharge_m3s: float = math.nan
    drainage_km2: float = math.nan
    leading_edge: float = 0.89
    dem_noise_m: float = 10.0
    to_river_m: float = 2000.0
    near_m: float = 1000.0
    hours: float = 72.0
    notify_margin_min: float = 60.0
    levee_near_m: float = 1000.0
    section_m: float = 2000.0
    yellow_ratio: float = 1.5
    orange_ratio: float = 2.5
    exceedance_years: float = 30.0
    hand_m: float = 5.0
    hand_within_m: float = 3000.0
    hand_cell_m: float = 100.0
    corridor_m: float = 500.0
    departure_m: float = 50.0
    verdicts: tuple[Verdict, ...] = ()

    @property
    def given_ms(self) -> float:
        """The given speed of the chosen stage."""
        return {Stage.LOW: self.low_ms, Stage.NORMAL: self.normal_ms, Stage.FLOOD: self.flood_ms}[self.stage]

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for storing; unknown numbers are None."""
        values = asdict(self)
        plain = {name: None if isinstance(one, float) and math.isnan(one) else one for name, one in values.items()}
        plain["method"], plain["stage"] = self.method.value, self.stage.value
        plain["verdicts"] = [[one.object_uid, one.lon, one.lat] for one in self.verdicts]
        return plain

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RiverSettings:
        """Build settings from stored values; what is missing, unknown or impossible takes the default."""
        limits = {one.name: one for one in PARAMETERS}
        taken: dict[str, Any] = {}
        for field in fields(cls):
            value = values.get(field.name)
            if field.name == "method" and value in list(Method):
                taken["method"] = Method(value)
            elif field.name == "stage" and value in list(Stage):
                taken["stage"] = Stage(value)
            elif field.name == "verdicts" and isinstance(value, list):
                taken["verdicts"] = tuple(Verdict(str(uid), float(lon), float(lat)) for uid, lon, lat in value)
            elif field.name in limits and isinstance(value, int | float) and not isinstance(value, bool):
                limit = limits[field.name]
                if limit.least <= value <= limit.most:
                    taken[field.name] = float(value)
        return cls(**taken)
