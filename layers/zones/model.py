"""What an analysis returns: typed results whose frames have fixed columns.

Frames are EPSG:4490 with a plain ``RangeIndex``.  County codes are GB/T 2260 strings.  ``nan`` in a
number column means *unknown*, never zero.  List and dict columns hold plain Python data that
``json.dumps`` takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from layers.crs import STORAGE_CRS
from layers.kinds import ReachMethod, ResponseMethod, Role, ZoneClass

if TYPE_CHECKING:  # the exposure room imports this one
    from layers.exposure.cell_layers import CellLayer

#: Columns of :attr:`ZoneResult.zones`.
ZONE_COLUMNS = (
    "uid",  # str; kept across re-derivation by greatest overlap
    "number",  # int, along the border of its county set, from the north-west, 1…
    "hazard",  # str, code of a kind in layers.hazards.registry
    "zone_class",  # ZoneClass value
    "counties",  # list[str], codes in GB/T 2260 order
    "border",  # str, "110116|130826": the county set joined by |
    "level",  # BorderLevel value of the highest border it touches
    "area_ha",  # float, geodesic; equals the sum over its parts
    "people",  # float; sum of the known figures; nan when none is known
    "people_unknown_places",  # int, settlements inside without a figure
    "villages",  # int
    "forest_ha",  # float, forest inside the zone
    "river_m",  # float, river length inside the zone
    "lead",  # str, county code; "" when pending
    "supports",  # list[str]
    "rotation",  # bool: equal shares, lead rotates yearly (轮值)
    "rank",  # int, 1 = first; local zones rank after all others
    "score",  # float 0–1
    "reasons",  # list[dict]: {"code": str, **facts}; facts are numbers, codes, names
    "score_parts",  # list[dict]: {"code": str, "value": float 0–1, "weight": float, "raw": float | None, "unit": str}
    "hazard_share",  # dict[county code, float | None] of what is known in the band; None = unknown
    "exposure_share",  # dict[county code, float | None] of what is known within reach
    "whole_share",  # dict[county code, float | None] of the uncut hazard objects
    "responsibility",  # dict[county code, float], sums to 1 exactly; {} when pending
    "unknown",  # list[dict]: {"county": code, "role": Role value}: files to ask the neighbour for
    "agreements",  # list[str], uids of agreements that cover it, superior ones included
    "cuts",  # list[list[float]]: lon, lat of where a long cluster was cut
    "status",  # ZoneStatus value
    "names",  # list[str]: names of the hazard objects (forest, river), most important first
    "reach_type",  # ReachType value for river zones, "" otherwise
    "legal_band",  # bool: 10 km band of a provincial-boundary river (河道管理条例第十九条)
    "links",  # list[dict], see LINK_KEYS: from which county it comes to which, how soon, and who is there by when
    "evidence",  # dict: what class, lead and shares follow from (layers.zones.rederivation)
    "exposures",  # dict: county code → what is exposed there (layers.exposure.by_county.exposures)
    "stability",  # dict: how rank and class stand when weights and lines move
    "states",  # list[dict]: what happened to the zone, the latest last
    "edited",  # dict: what a hand changed; {} for a zone as it was derived
    "geometry",  # MultiPolygon
)

#: Keys of one of the ``links`` of a zone: what starts in its hazard in county ``from`` and comes to county ``to``.
LINK_KEYS = (
    "from",  # county code
    "to",  # county code; the same county too
    "first_min",  # float, minutes until something burns in ``to`` or beside a place of it, or it is there; 0 within one
    "minutes",  # list[float]: the times of the lists below
    "area_ha",  # list[float], burnt by then; None where no layer tells what burns in ``to``, and where nothing burns
    "people",  # list[float], known people reached by then; None where no layer tells where people live
    "unknown",  # list[int], places reached by then whose number of people is unknown
    "villages",  # list[int], settlements reached by then
    "places",  # list[int], all that can be hurt, reached by then
)

#: Columns of :attr:`ZoneResult.parts`: one row per zone and county; parts sum to their zone.
PART_COLUMNS = (
    "zone_uid",
    "county",
    "area_ha",
    "forest_ha",
    "river_m",
    "people",  # float, nan unknown
    "people_unknown_places",
    "villages",
    "hazard_share",  # float, nan unknown
    "exposure_share",  # float, nan unknown
    "depot_own",  # str, name of the first (or nearest) depot of this county; "" none known
    "depot_own_km",  # float, nan none or unknown
    "depot_across",  # str, first (or nearest) depot of any other county of the plan
    "depot_across_county",  # str, its county code
    "depot_across_km",
    "depot_method",  # str code: "travel" = by road and on foot, "geodesic" = straight line on the ellipsoid
    "depots_unknown",  # bool: no depot layer speaks for this county
    "response",  # dict, keys of layers.response.zone_parts: minutes of both depots; {} where nobody asked for times
    "geometry",
)

#: Columns of :attr:`ZoneResult.straddling`: forest patches cut by a county line.
STRADDLING_COLUMNS = (
    "uid",
    "layer_uid",
    "object_uid",
    "name",
    "counties",  # list[str], largest share first
    "area_ha",  # whole patch
    "shares",  # dict[code, share 0–1]; "" is the part outside every county
    "areas_ha",  # dict[code, hm²]; sums to area_ha
    "geometry",
)

#: Columns of :attr:`ZoneResult.reaches`: rivers against the lines.
REACH_COLUMNS = (
    "uid",
    "layer_uid",
    "object_uid",
    "name",
    "reach_type",  # ReachType value
    "start_m",  # chainage along its river
    "end_m",
    "length_m",
    "left",  # county on the left bank, looking downstream, or along the line as drawn; "" outside
    "right",
    "upstream",  # county codes, list; [] when the direction is not known
    "downstream",
    "direction_known",  # bool
    "level",  # BorderLevel value of the line it crosses or follows
    "geometry",  # LineString, or Point for a crossing
)

#: Columns of :attr:`ZoneResult.roads`: roads that cross or follow a line between counties.
ROAD_COLUMNS = (
    "uid",
    "layer_uid",
    "object_uid",  # the feature at this place
    "road_uid",  # the road: sections put end to end bear the uid of the longest
    "name",
    "road_class",  # as its layer says it, "" where it does not
    "kind",  # "crossing" | "following"
    "counties",  # list[str], the two on either side of the line, in GB/T 2260 order
    "border",  # "110116|130826"
    "level",  # BorderLevel value
    "length_m",  # of the stretch that follows; 0 for a crossing
    "hazard",  # what the data says it carries; "" when nothing does
    "hazard_from",  # "attribute" | "source" | ""
    "zone_class",  # ZoneClass value it has once it carries a hazard; "" with too little of it in the band
    "lead",  # county code, "" when pending
    "supports",  # list[str]
    "hazard_share",  # dict[county code, float | None] of its length in the band; None = unknown
    "exposure_share",  # dict[county code, float | None] of who lives within the corridor
    "responsibility",  # dict[county code, float], sums to 1 exactly; {} when pending
    "geometry",  # LineString, or Point for a crossing
)


def no_roads() -> gpd.GeoDataFrame:
    """Return an empty frame of roads."""
    columns = {name: pd.Series(dtype=object) for name in ROAD_COLUMNS[:-1]}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=STORAGE_CRS))


@dataclass(frozen=True)
class Parameters:
    """Every number of the analysis that a county may change; stored and printed with the result.

    Sources stand beside the values; [P] marks our own proposals.  How they are used: docs/method, docs/rivers.md.
    """

    forest_band_m: float = 5000.0  # D for forest: the national plan's 5 km frontier rule; counties choose
    river_band_m: float = 1000.0  # [P]
    provincial_river_band_m: float = 10000.0  # 河道管理条例第十九条: 10 km outside each bank
    forest_reach: str = ReachMethod.SPREAD.value  # a ReachMethod value
    forest_reach_m: float = 1000.0  # [P] where reach is a distance: chosen, or no cell of the forest burns
    river_reach_m: float = 1000.0  # [P] corridor, not flood extent
    hazard_share_min: float = 0.05  # θ_H [P]
    exposure_share_min: float = 0.05  # θ_E [P]
    forest_min_ha: float = 1.0  # A_min [P]
    river_min_m: float = 100.0  # [P]
    people_min: float = 1.0  # P_min [P]
    assets_min: int = 1
    cluster_gap_m: float = 500.0  # pieces closer than this join
    cluster_max_m: float = 10000.0  # longer clusters are cut
    origin_weight: float = 0.6  # α in R = α·O + (1−α)·I [P]
    equal_share_tolerance: float = 0.05  # lead shares closer than this rotate yearly
    bank_offset_m: float = 30.0  # tol of the bank rule, or the data's precision
    river_width_m: float = 10.0  # bankfull width where the layer has none
    bordering_min_m: float = 200.0  # L_min
    bordering_gap_m: float = 100.0  # g
    near_parallel_m: float = 300.0  # tol_near
    road_follow_m: float = 100.0  # [P] a road this close beside a line follows it
    road_band_m: float = 1000.0  # [P] D for roads
    road_corridor_m: float = 500.0  # [P] who lives this close to a road with dangerous goods is exposed; no plume
    snap_m: float = 30.0  # coverages that do not quite fit: vertices closer than this are one
    gap_width_m: float = 100.0  # gaps narrower than this are bridged for the network only, and reported
    sliver_report_m: float = 1.0  # gaps and overlaps wider than this are reported
    line_precision_m: float = 50.0  # p [P]: exposure is told for the lines moved this far to either side
    people_from_cells: bool = True  # a population raster counts before places where it has cells
    fire_hours: float = 6.0  # T: how long fires run [P]
    wind_ms: float = 8.0  # at 10 m [P]
    wind_from_deg: float = 315.0  # where it comes from [P]: the dry north-west wind of spring
    base_rate_m_min: float = 1.5  # R0 [P]
    rate_from_weather: bool = False  # R0 from the two below and the wind, by 王正非's regression [M]
    temperature_c: float = 25.0  # daily maximum [P]
    humidity_percent: float = 30.0  # daily minimum [P]
    rate_per_celsius: float = 0.03  # a, b, c, d of R0 = a T + b W + c (100 − h) − d, to be fitted to the region [M]
    rate_per_force: float = 0.05
    rate_per_dryness: float = 0.01
    rate_less: float = 0.3
    spread_model: str = "wang_mao"  # a layers.spread.rates.Model value
    downslope: str = "mao"  # a layers.spread.rates.Downslope value
    use_slope: bool = True
    fire_cell_m: float = 200.0  # side of a cell [P]
    fire_river_width_m: float = 20.0  # rivers from this width on hold a fire [P]
    fire_break_width_m: float = 10.0  # so do fuel breaks [P]
    fuel_ks: Mapping[str, float] = field(default_factory=dict)  # changed Ks by fuel code; else layers.sources.landcover
    response_method: str = ResponseMethod.TRAVEL.value  # a ResponseMethod value
    response_cell_m: float = 250.0  # side of a cell of the ground that is walked over [P]
    response_limit_min: float = 240.0  # later than this is not looked for [P]
    road_motorway_kmh: float = 80.0  # [P], and so are all speeds
    road_national_kmh: float = 60.0
    road_provincial_kmh: float = 50.0
    road_county_kmh: float = 40.0
    road_township_kmh: float = 30.0
    road_forest_kmh: float = 15.0
    road_other_kmh: float = 30.0  # the layer does not say its class
    road_access_m: float = 1000.0  # a place this close to a road is reached straight from it [P]
    depot_access_m: float = 3000.0  # a depot this close to a known road drives to it [P]: there is some road
    walk_off_path_share: float = 0.6  # of Tobler's speed off the path (Tobler 1993)
    walk_load_share: float = 0.6  # and of that with gear [P]: 0.5 to 0.7
    walk_steepest_deg: float = 45.0  # nobody walks what is steeper [P]
    ford_width_m: float = 10.0  # rivers from this width on are crossed on bridges only [P]
    depot_turnout_min: float = 20.0  # where the layer does not say [P]
    team_turnout_min: float = 10.0  # [P]
    hazards: tuple[str, ...] = ()  # codes of the hazards to derive; none named: all of them
    hazard_numbers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # hazard → its own changed numbers
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "transmission": 0.25,
            "hazard": 0.10,
            "people": 0.30,
            "crossing": 0.10,
            "response": 0.15,
            "agreement": 0.10,
        }
    )

    def as_dict(self) -> dict[str, Any]:
        """Return the values as plain data for storing and printing."""
        return {
            **asdict(self),
            "weights": dict(self.weights),
            "fuel_ks": dict(self.fuel_ks),
            "hazards": list(self.hazards),
            "hazard_numbers": {code: dict(numbers) for code, numbers in self.hazard_numbers.items()},
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Parameters:
        """Build parameters from stored values; unknown names are ignored, missing ones take the default."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        if "hazards" in known:
            known["hazards"] = tuple(known["hazards"])
        if "weights" in known:  # a part of the score that came later has its default weight
            known["weights"] = {**cls().weights, **known["weights"]}
        return cls(**known)

    @classmethod
    def used(cls, values: Mapping[str, Any]) -> Parameters:
        """Build the parameters that a stored analysis was made with.

        Before format 5 reach was always a distance, before format 6 the way of help a straight line.
        """
        before = {"forest_reach": ReachMethod.DISTANCE.value, "response_method": ResponseMethod.STRAIGHT.value}
        return cls.from_dict({**before, **values})


def shared_zones(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the zones that concern more than one county, pending ones included, in the order given."""
    return zones[zones["zone_class"] != ZoneClass.LOCAL.value]


@dataclass(frozen=True)
class LayerInput:
    """One layer as an analysis sees it: features and the counties it speaks for.

    ``frame`` is EPSG:4490 with the columns of its role (see :mod:`layers.sources.fields`) and a
    unique text column ``uid``.  ``speaks_for`` is None when the layer speaks for every county.
    """

    uid: str
    role: Role
    frame: gpd.GeoDataFrame
    speaks_for: frozenset[str] | None = None
    title: str = ""
    checksum: str = ""  # of the features, where it is known: it spares looking whether they changed


@dataclass(frozen=True)
class RasterInput:
    """A raster that fires run over: terrain, or land cover with fuel code and Ks of each cell value."""

    uid: str
    role: Role
    path: str
    checksum: str
    title: str = ""
    fuels: Mapping[float, tuple[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class ZoneInputs:
    """Everything a zone analysis reads.  Frames are left as they were."""

    counties: gpd.GeoDataFrame  # columns code, name, geometry; one row per county (parts are dissolved by code)
    layers: tuple[LayerInput, ...] = ()
    agreements: pd.DataFrame | None = None  # columns of layers.agreements.register.AGREEMENT_COLUMNS
    metric_epsg: int | None = None  # chosen from the counties when None
    reference_date: date | None = None  # 基准日: whether an agreement is in force; None leaves it unsaid
    cells: tuple[CellLayer, ...] = ()  # rasters that exposure is measured with (layers.exposure.cell_layers)
    rasters: tuple[RasterInput, ...] = ()  # the topmost first
    river_noise_m: float = 10.0  # a drop must exceed it to tell which way a river runs (layers.rivers.settings)

    def of_role(self, role: Role) -> tuple[LayerInput, ...]:
        """Return the layers that play a role."""
        return tuple(layer for layer in self.layers if layer.role is role)


@dataclass(frozen=True)
class ZoneResult:
    """Zones with all that explains them."""

    zones: gpd.GeoDataFrame
    parts: gpd.GeoDataFrame
    straddling: gpd.GeoDataFrame
    reaches: gpd.GeoDataFrame
    borders: gpd.GeoDataFrame  # columns of layers.borders.network.SEGMENT_COLUMNS
    border_issues: gpd.GeoDataFrame  # gaps and overlaps between the counties' own lines
    parameters: Parameters
    metric_epsg: int
    roads: gpd.GeoDataFrame = field(default_factory=no_roads)
    seconds: Mapping[str, float] = field(default_factory=dict)  # measured per step; not part of the result's identity
