"""Rings around a place: animal disease with its infected and threatened areas, and whatever a radius says.

Rings are geodesic circles.  For animal disease the usual radii are 3 km (疫区) and 10 km (受威胁区 outside it); the
technical specifications of single diseases differ, so both are numbers a county sets.  What is reached is the outer
ring: there movement is controlled.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from layers.hazards.kind import Assessed, HazardKind, Number, Shared
from layers.hazards.plume import circle
from layers.hazards.sourced import Stamped, figure, sourced
from layers.kinds import Role
from layers.progress import Progress

if TYPE_CHECKING:
    import shapely

    from layers.borders.model import BorderNetwork
    from layers.zones.model import Parameters, ZoneInputs

CODE = "radius"


def rings(lon: float, lat: float, inner_m: float, outer_m: float, crs: str) -> tuple[shapely.Polygon, shapely.Geometry]:
    """Return the inner circle and the ring outside it, about the origin of a metric CRS.

    Raises
    ------
    ValueError
        The outer radius is not larger than the inner one, or the inner one not above 0.
    """
    if not 0.0 < inner_m < outer_m:
        raise ValueError(f"Radii rise from above 0: {inner_m:g} m inside, {outer_m:g} m outside.")
    inner, outer = circle(lon, lat, inner_m, crs), circle(lon, lat, outer_m, crs)
    return inner, outer.difference(inner)


def stamp(row: pd.Series, lon: float, lat: float, parameters: Parameters, crs: str) -> Stamped:
    """Return the outer circle of a source; ``radius_m`` of its own record goes first."""
    own = figure(row, "radius_m")
    inner = float(KIND.number(parameters, "inner_m"))
    outer = max(float(KIND.number(parameters, "outer_m")), inner)
    if not math.isnan(own):
        return (circle(lon, lat, own, crs),), {"how": "own", "radius_m": own}
    return (circle(lon, lat, outer, crs),), {"how": "reach", "inner_m": inner, "outer_m": outer}


def assess(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    """Return the hazard sources that rings are drawn around, by county in the band."""
    return sourced(KIND, stamp, inputs, parameters, progress, shared, dimensions=(0, 2)), None


_SPECIFICATION = {
    "zh_CN": "动物疫病常用半径；各病种防治技术规范不同，请核对",
    "en": "Usual for animal disease; specifications of single diseases differ, check them",
}
_OURS = {"zh_CN": "本软件建议值，请与邻县商定", "en": "Our proposal; agree on it with your neighbour"}

KIND = HazardKind(
    code=CODE,
    title={"zh_CN": "动物疫病", "en": "Animal disease"},
    unit="count",
    full_amount=10.0,
    role=Role.HAZARD_SOURCE,
    assess=assess,
    least="least_count",
    numbers=(
        Number(
            "band_m", 10_000.0, {"zh_CN": "县界两侧分析带宽", "en": "Band on each side of the line"}, "m", source=_OURS
        ),
        Number(
            "least_count", 0.05, {"zh_CN": "最小份额（处）", "en": "Least share of a source"}, decimals=2, source=_OURS
        ),
        Number(
            "inner_m",
            3_000.0,
            {"zh_CN": "疫区半径", "en": "Infected area, radius"},
            "m",
            1.0,
            100_000.0,
            source=_SPECIFICATION,
            basis="memory",
        ),
        Number(
            "outer_m",
            10_000.0,
            {"zh_CN": "受威胁区外半径", "en": "Threatened area, outer radius"},
            "m",
            1.0,
            100_000.0,
            source=_SPECIFICATION,
            basis="memory",
        ),
    ),
    sentences={
        "zh_CN": {
            "reach": "以疫点为圆心，疫区半径 {inner_m} m，受威胁区至 {outer_m} m（大地线距离）",
            "own": "按登记的半径 {radius_m} m（大地线距离）",
        },
        "en": {
            "reach": "Rings about the source: infected area {inner_m} m, threatened area to {outer_m} m, geodesic",
            "own": "By the source's own radius of {radius_m} m, geodesic",
        },
    },
    emergency="public_health",
    recognises=(
        *("疫点", "疫病", "疫情", "养殖", "畜禽", "屠宰", "活禽", "猪场", "禽流感", "非洲猪瘟", "口蹄疫"),
        *("livestock", "poultry", "disease", "outbreak", "slaughter"),
    ),
    color="#B45309",
    glyph="circle",
)
