"""The shared vocabulary: roles of layers, hazards, scenario classes, states.

Every closed list of the program has its home here; ``app`` supplies the words for each code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a layer is to the plan.  The value is stored in files: never rename one."""

    COUNTY = "county"
    TOWNSHIP = "township"
    RIVER = "river"
    LAKE = "lake"
    FOREST = "forest"
    FIREBREAK = "firebreak"
    SETTLEMENT = "settlement"
    DEPOT = "depot"
    TEAM = "team"
    LOOKOUT = "lookout"
    HAZARD_SOURCE = "hazard_source"
    BOUNDARY_MARKER = "boundary_marker"
    CHECKPOINT = "checkpoint"
    POPULATION = "population"
    FARMLAND = "farmland"
    BUILDING = "building"
    INSTALLATION = "installation"
    WATER_INTAKE = "water_intake"
    LEVEE = "levee"
    BRIDGE_GATE = "bridge_gate"
    ROAD = "road"
    TERRAIN = "terrain"
    LAND_COVER = "land_cover"
    HAZARD_MAP = "hazard_map"
    HISTORY = "history"
    BASEMAP = "basemap"
    OTHER = "other"


class Shape(StrEnum):
    """What the features of a layer are made of."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"
    RASTER = "raster"
    TABLE = "table"


#: The shapes each role may have, the usual one first.
ROLE_SHAPES: dict[Role, tuple[Shape, ...]] = {
    Role.COUNTY: (Shape.POLYGON,),
    Role.TOWNSHIP: (Shape.POLYGON,),
    Role.RIVER: (Shape.LINE,),
    Role.LAKE: (Shape.POLYGON,),
    Role.FOREST: (Shape.POLYGON,),
    Role.FIREBREAK: (Shape.LINE, Shape.POLYGON),
    Role.SETTLEMENT: (Shape.POINT, Shape.POLYGON),
    Role.DEPOT: (Shape.POINT,),
    Role.TEAM: (Shape.POINT,),
    Role.LOOKOUT: (Shape.POINT,),
    Role.HAZARD_SOURCE: (Shape.POINT, Shape.LINE, Shape.POLYGON),
    Role.BOUNDARY_MARKER: (Shape.POINT,),
    Role.CHECKPOINT: (Shape.POINT,),
    Role.POPULATION: (Shape.POINT, Shape.POLYGON, Shape.RASTER, Shape.TABLE),
    Role.FARMLAND: (Shape.POLYGON,),
    Role.BUILDING: (Shape.POLYGON, Shape.POINT),
    Role.INSTALLATION: (Shape.POINT, Shape.POLYGON, Shape.LINE),
    Role.WATER_INTAKE: (Shape.POINT,),
    Role.LEVEE: (Shape.LINE,),
    Role.BRIDGE_GATE: (Shape.POINT, Shape.LINE),
    Role.ROAD: (Shape.LINE,),
    Role.TERRAIN: (Shape.RASTER,),
    Role.LAND_COVER: (Shape.RASTER, Shape.POLYGON),
    Role.HAZARD_MAP: (Shape.POLYGON, Shape.RASTER),
    Role.HISTORY: (Shape.POINT, Shape.POLYGON, Shape.LINE),
    Role.BASEMAP: (Shape.RASTER, Shape.LINE, Shape.POLYGON, Shape.POINT),
    Role.OTHER: (Shape.POINT, Shape.LINE, Shape.POLYGON, Shape.RASTER, Shape.TABLE),
}


#: Roles whose features an analysis reads; the others are shown and exported only.
ANALYSED = frozenset(
    {
        Role.FOREST,
        Role.RIVER,
        Role.LAKE,
        Role.ROAD,
        Role.FIREBREAK,
        Role.SETTLEMENT,
        Role.DEPOT,
        Role.TEAM,
        Role.BUILDING,
        Role.INSTALLATION,
        Role.WATER_INTAKE,
        Role.POPULATION,
        Role.FARMLAND,
        Role.HAZARD_SOURCE,
        Role.HAZARD_MAP,
    }
)


class RecordKind(StrEnum):
    """What can be recorded by hand; :mod:`layers.recording` says role, shape and fields of each.

    The value is stored in files: never rename one.
    """

    DEPOT = "depot"
    TEAM = "team"
    VILLAGE = "village"
    MARKER = "marker"  # 界桩
    CHECKPOINT = "checkpoint"
    LOOKOUT = "lookout"
    HAZARD_SOURCE = "hazard_source"
    CLOSED_ROAD = "closed_road"
    PATROL_ROUTE = "patrol_route"  # 巡护路线
    FIREBREAK = "firebreak"
    ROAD = "road"
    RIVER = "river"
    FOREST = "forest"
    HAZARD_AREA = "hazard_area"
    HAZARD_LINE = "hazard_line"  # 危险路段
    NOTE = "note"
    NOTE_LINE = "note_line"


class Origin(StrEnum):
    """How a layer came to be in the plan."""

    READ = "read"
    DERIVED = "derived"
    DRAWN = "drawn"
    RECORDED = "recorded"


class Hazard(StrEnum):
    """What can cross a county line."""

    FOREST = "forest"
    RIVER = "river"


class ReachMethod(StrEnum):
    """How far a forest fire is taken to reach.  The value is stored with parameters: never rename one."""

    SPREAD = "spread"  # travel time over fuel, slope and barriers
    DISTANCE = "distance"


class ResponseMethod(StrEnum):
    """How soon help is taken to be there.  The value is stored with parameters: never rename one."""

    TRAVEL = "travel"  # by road and on foot
    STRAIGHT = "straight"  # as the crow flies


class ZoneClass(StrEnum):
    """Scenario class of a zone (the three situations of 张小明, 城市跨域风险协同治理), or why it has none."""

    S1 = "S1"  # the hazard itself crosses the line
    S2 = "S2"  # it starts in one county, its exposure is spread over several
    S3 = "S3"  # hazard and exposure lie in different counties
    LOCAL = "L"  # stays in one county: in the table, never highlighted
    PENDING = "pending"  # 待邻县资料: a missing layer of one county could change the class


class ZoneStatus(StrEnum):
    """Where the counties are with a zone: 识别、分析与评估、处置、监控、沟通.

    The steps of the risk management process (ISO 31000:2018 clause 6, adopted as GB/T 24353).  A zone may go
    through them more than once and in any order; :mod:`layers.zones.states` keeps the log.
    """

    IDENTIFIED = "identified"
    ASSESSED = "assessed"
    TREATMENT = "treatment"
    MONITORING = "monitoring"
    COMMUNICATION = "communication"

    @classmethod
    def _missing_(cls, value: object) -> ZoneStatus | None:
        # Plans up to format 4 spoke of negotiation, signature and review.  Their rows and the changesets of their
        # history stay as they were written, so that undo still fits; the words are understood here.
        return _FORMER_STATUS.get(str(value))


_FORMER_STATUS = {
    "negotiating": ZoneStatus.COMMUNICATION,  # communication and consultation
    "signed": ZoneStatus.TREATMENT,  # an agreement is how a shared risk is treated
    "review": ZoneStatus.MONITORING,  # monitoring and review
}


class ReachType(StrEnum):
    """How a river meets the county lines."""

    INTERIOR = "interior"
    CROSSING = "crossing"  # 跨界断面
    BORDERING = "bordering"  # 左右岸
    GRAZING = "grazing"
    NEAR_PARALLEL = "near_parallel"


class BorderLevel(StrEnum):
    """The highest division that a border segment separates."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    OUTER = "outer"  # coast, frontier or a neighbour that is not loaded


@dataclass(frozen=True)
class Extent:
    """A box ``xmin, ymin, xmax, ymax`` in one CRS."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
