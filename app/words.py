"""Words for every closed list of the program, and its numbers with their units.

``layers`` speaks in codes; this is where a code becomes a word in the planner's language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app import i18n
from app.i18n import mark
from app.numbers import GROUPED_BY as GROUPED_BY
from app.numbers import UNKNOWN_SIGN as UNKNOWN_SIGN
from app.numbers import grouped as grouped
from app.numbers import is_known as is_known
from app.numbers import number as number
from app.numbers import scale as scale
from app.numbers import unbroken as unbroken
from layers.crs import central_meridian
from layers.kinds import BorderLevel, Hazard, ReachType, Role, Shape, ZoneClass, ZoneStatus

if TYPE_CHECKING:
    from layers.plan.model import LayerRecord

#: How many 亩 make one hm².
MU_PER_HA = 15.0

ROLES: Mapping[StrEnum, str] = {
    Role.COUNTY: mark("Words", "Counties"),
    Role.TOWNSHIP: mark("Words", "Townships"),
    Role.RIVER: mark("Words", "Rivers"),
    Role.LAKE: mark("Words", "Lakes and reservoirs"),
    Role.FOREST: mark("Words", "Forest"),
    Role.FIREBREAK: mark("Words", "Firebreaks"),
    Role.SETTLEMENT: mark("Words", "Settlements"),
    Role.DEPOT: mark("Words", "Depots"),
    Role.TEAM: mark("Words", "Teams"),
    Role.LOOKOUT: mark("Words", "Lookouts"),
    Role.HAZARD_SOURCE: mark("Words", "Hazard sources"),
    Role.BOUNDARY_MARKER: mark("Words", "Boundary markers"),
    Role.CHECKPOINT: mark("Words", "Checkpoints"),
    Role.POPULATION: mark("Words", "Population"),
    Role.FARMLAND: mark("Words", "Farmland"),
    Role.BUILDING: mark("Words", "Buildings"),
    Role.INSTALLATION: mark("Words", "Installations"),
    Role.WATER_INTAKE: mark("Words", "Water intakes"),
    Role.LEVEE: mark("Words", "Levees"),
    Role.BRIDGE_GATE: mark("Words", "Bridges and gates"),
    Role.ROAD: mark("Words", "Roads"),
    Role.TERRAIN: mark("Words", "Terrain"),
    Role.LAND_COVER: mark("Words", "Land cover"),
    Role.HAZARD_MAP: mark("Words", "Hazard map"),
    Role.HISTORY: mark("Words", "Past events"),
    Role.BASEMAP: mark("Words", "Base map"),
    Role.OTHER: mark("Words", "Other"),
}

SHAPES: Mapping[StrEnum, str] = {
    Shape.POINT: mark("Words", "points"),
    Shape.LINE: mark("Words", "lines"),
    Shape.POLYGON: mark("Words", "areas"),
    Shape.RASTER: mark("Words", "raster"),
    Shape.TABLE: mark("Words", "table"),
}

HAZARDS: Mapping[StrEnum, str] = {
    Hazard.FOREST: mark("Words", "Forest fire"),
    Hazard.RIVER: mark("Words", "River"),
}

CLASSES: Mapping[StrEnum, str] = {
    ZoneClass.S1: mark("Words", "The hazard crosses the line"),
    ZoneClass.S2: mark("Words", "It starts in one county and reaches several"),
    ZoneClass.S3: mark("Words", "Hazard and those exposed lie in different counties"),
    ZoneClass.LOCAL: mark("Words", "Stays in one county"),
    ZoneClass.PENDING: mark("Words", "Waiting for the neighbour's data"),
}

CLASS_SHORT: Mapping[StrEnum, str] = {
    ZoneClass.S1: mark("Words", "S1"),
    ZoneClass.S2: mark("Words", "S2"),
    ZoneClass.S3: mark("Words", "S3"),
    ZoneClass.LOCAL: mark("Words", "Local"),
    ZoneClass.PENDING: mark("Words", "Pending"),
}

STATUSES: Mapping[StrEnum, str] = {
    ZoneStatus.IDENTIFIED: mark("Words", "Identified"),
    ZoneStatus.ASSESSED: mark("Words", "Analysed and assessed"),
    ZoneStatus.TREATMENT: mark("Words", "Treatment"),
    ZoneStatus.MONITORING: mark("Words", "Monitoring"),
    ZoneStatus.COMMUNICATION: mark("Words", "Communication"),
}

REACHES: Mapping[StrEnum, str] = {
    ReachType.INTERIOR: mark("Words", "inside one county"),
    ReachType.CROSSING: mark("Words", "crosses the line"),
    ReachType.BORDERING: mark("Words", "forms the line"),
    ReachType.GRAZING: mark("Words", "touches the line"),
    ReachType.NEAR_PARALLEL: mark("Words", "runs beside the line"),
}

LEVELS: Mapping[StrEnum, str] = {
    BorderLevel.COUNTY: mark("Words", "County line"),
    BorderLevel.PREFECTURE: mark("Words", "City line"),
    BorderLevel.PROVINCE: mark("Words", "Province line"),
    BorderLevel.OUTER: mark("Words", "Outer line"),
}

#: Layers that no file holds, by their identity on the map.
DERIVED: Mapping[str, str] = {
    "patrol_areas": mark("Words", "Patrol areas"),
    "zones": mark("Words", "Shared zones"),
    "borders": mark("Words", "County lines"),
    "straddling": mark("Words", "Shared patches"),
    "reaches": mark("Words", "Rivers on the line"),
    "border_roads": mark("Words", "Roads at the line"),
}

TABLES: tuple[Mapping[StrEnum, str], ...] = (
    ROLES,
    SHAPES,
    HAZARDS,
    CLASSES,
    CLASS_SHORT,
    STATUSES,
    REACHES,
    LEVELS,
)


def translate(source: str) -> str:
    """Return a word of the tables above in the language in force."""
    return QCoreApplication.translate("Words", source)


def derived(layer: str) -> str:
    """Return the name of a layer that no file holds."""
    return translate(DERIVED.get(layer, layer))


def role(value: Role | str) -> str:
    """Return the name of a role."""
    return translate(ROLES[Role(value)])


def shape(value: Shape | str) -> str:
    """Return the name of a shape."""
    return translate(SHAPES[Shape(value)])


def source_layer(name: str) -> str:
    """Return the name of a layer of a file; the part of a mixed one, ``name|point``, in words."""
    stem, bar, part = name.rpartition("|")
    if not bar or part not in set(Shape):
        return name
    return QCoreApplication.translate("Words", "{layer} ({shape})").format(layer=stem, shape=shape(part))


def hazard(value: Hazard | str) -> str:
    """Return the name of a hazard; those without a word here say their own."""
    if value in set(Hazard):
        return translate(HAZARDS[Hazard(value)])
    from layers.hazards.registry import REGISTRY

    return REGISTRY[value].name(i18n.current()) if value in REGISTRY else str(value)


def zone_class(value: ZoneClass | str) -> str:
    """Return a zone class in words."""
    return translate(CLASSES[ZoneClass(value)])


def zone_class_short(value: ZoneClass | str) -> str:
    """Return a zone class as the tables show it."""
    return translate(CLASS_SHORT[ZoneClass(value)])


def status(value: ZoneStatus | str) -> str:
    """Return the name of a status."""
    return translate(STATUSES[ZoneStatus(value)])


def reach(value: ReachType | str) -> str:
    """Return how a river meets the lines."""
    return translate(REACHES[ReachType(value)])


def level(value: BorderLevel | str) -> str:
    """Return the level of a line."""
    return translate(LEVELS[BorderLevel(value)])


# -- numbers ----------------------------------------------------------------------------------


def at_least(value: float | None, is_partial: object) -> str:
    """Return a count; with something unknown in it, it is a lower bound, and a bound of zero says nothing."""
    if value is None or math.isnan(value) or (is_partial and value == 0):
        return UNKNOWN_SIGN
    return f"≥ {number(value)}" if is_partial else number(value)


def hectares(value: float | None) -> str:
    """Return an area in hm²: one decimal is 0.1 hm², a strip of 1000 m²; small areas get two."""
    if value is None or math.isnan(value):
        return UNKNOWN_SIGN
    decimals = 1 if abs(value) >= 10 else 2
    return f"{number(value, decimals)} hm²"


def mu(area_ha: float) -> str:
    """Return an area in 亩."""
    unit = QCoreApplication.translate("Words", "mu")
    return f"{number(area_ha * MU_PER_HA, 0 if area_ha >= 10 else 1)} {unit}"


def kilometres(value_m: float | None) -> str:
    """Return a length given in metres, in metres below one kilometre."""
    if value_m is None or math.isnan(value_m):
        return UNKNOWN_SIGN
    return f"{number(value_m)} m" if value_m < 1000 else f"{number(value_m / 1000, 1)} km"


def fine_length(value_m: float) -> str:
    """Return a measured length: to 0.1 m below one kilometre, to 1 m above."""
    return f"{number(value_m, 1)} m" if value_m < 999.95 else f"{number(value_m / 1000, 3)} km"


def bearing(degrees: float) -> str:
    """Return a bearing to a tenth of a degree, 0.0°–359.9°."""
    return f"{round(degrees * 10) % 3600 / 10:.1f}°"


#: What titles of sample layers begin with.  Panels say it once for all of them.
SAMPLE_PREFIX = "示例数据："


def is_chinese() -> bool:
    """Whether the window speaks Chinese: names that are data come in both languages."""
    return i18n.current() == "zh_CN"


def layer_title(record: LayerRecord) -> str:
    """Return a layer's title where the window says elsewhere that it is sample data."""
    return record.title.removeprefix(SAMPLE_PREFIX) if record.is_sample else record.title


def percent(share: float | None) -> str:
    """Return a share 0–1 as per cent."""
    if share is None or math.isnan(share):
        return UNKNOWN_SIGN
    return f"{share * 100:.0f} %" if share >= 0.1 or share == 0 else f"{share * 100:.1f} %"


def joined(items: list[str]) -> str:
    """Join a list the way the language does."""
    return ("、" if i18n.current() == "zh_CN" else ", ").join(items)


def listed(items: list[str]) -> str:
    """Join clauses, which have commas of their own, the way the language does."""
    return ("；" if i18n.current() == "zh_CN" else "; ").join(items)


def short_date(when: object) -> str:
    """Return a date in the language's short form."""
    from datetime import date

    from PySide6.QtCore import QDate

    if not isinstance(when, date):
        return str(when)
    return QLocale().toString(QDate(when.year, when.month, when.day), "yyyy-MM-dd")


# -- coordinates --------------------------------------------------------------------------------


def dms(degrees: float, positive: str, negative: str) -> str:
    """Return an angle in degrees, minutes and seconds to 0.1″ (3 m)."""
    tenths = round(abs(degrees) * 36000)
    whole, rest = divmod(tenths, 36000)
    minutes, tenths = divmod(rest, 600)
    return f"{whole}°{minutes:02d}′{tenths / 10:04.1f}″{positive if degrees >= 0 else negative}"


def fine_dms(degrees: float, positive: str, negative: str) -> str:
    """Return an angle in degrees, minutes and seconds to 0.001″ (3 cm)."""
    thousandths = round(abs(degrees) * 3_600_000)
    whole, rest = divmod(thousandths, 3_600_000)
    minutes, thousandths = divmod(rest, 60_000)
    return f"{whole}°{minutes:02d}′{thousandths / 1000:06.3f}″{positive if degrees >= 0 else negative}"


def coordinates(lon: float, lat: float, x_north: float, y_east: float, style: str) -> str:
    """Return a position as the status bar shows it: ``dms``, ``degrees`` or ``xy``."""
    if style == "degrees":
        return f"{lon:.6f}°E  {lat:.6f}°N"
    if style == "xy":
        return f"X {x_north:.1f}  Y {y_east:.1f}"
    return f"{dms(lon, 'E', 'W')}  {dms(lat, 'N', 'S')}"


def metric_crs(epsg: int) -> str:
    """Return the planar CRS of a plan in plain words."""
    template = QCoreApplication.translate(
        "Words", "China Geodetic Coordinate System 2000, 3-degree zone, central meridian {degrees}°"
    )
    return template.format(degrees=_meridian(epsg))


def metric_crs_short(epsg: int) -> str:
    """Return the planar CRS in the form the status bar has room for."""
    return QCoreApplication.translate("Words", "CGCS2000 3° zone {degrees}°E").format(degrees=_meridian(epsg))


def _meridian(epsg: int) -> int:
    zone = epsg - (4513 if epsg < 4534 else 4534) + 25
    return central_meridian(zone * 3.0)
