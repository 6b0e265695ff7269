"""Corridors along lines: roads that carry dangerous goods, and roads that ice over.

Dangerous goods: what a release at any place of the road reaches, all together (the protective-action
zone of the ERG moved along the line).  Of an edge that is exactly the hull of the zones at its two ends.  Wind and
method are those of :mod:`layers.hazards.plume`; by default no wind is chosen and the corridor is as wide on both sides.

Ice and other stretches of road: a stated distance on each side; who is on the road is what is exposed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.hazards import objects, plume
from layers.hazards.kind import Assessed, HazardKind, Number, Shared
from layers.hazards.road_marks import hazards_in
from layers.hazards.sourced import Stamped, figure, sourced
from layers.kinds import Role
from layers.progress import Progress

if TYPE_CHECKING:
    from layers.borders.model import BorderNetwork
    from layers.zones.model import Parameters, ZoneInputs

CODE = "corridor"

_GOODS = ("危化", "危险化学品", "危险品", "危险货物", "hazmat", "dangerous", "液氨", "液氯", "油罐")
_ICE = ("结冰", "冰雪", "凝冻", "团雾", "icy", "black ice", "snow", "fog")


def wanted(frame: pd.DataFrame, role: Role) -> NDArray[np.bool_]:
    """Return the lines that are a hazard: recorded ones by their kind, roads by what their data says they carry."""
    if role is Role.ROAD:
        return np.array([any(word in text for word in (*_GOODS, *_ICE)) for text in hazards_in(frame)], dtype=bool)
    return objects.of_kind(frame, KIND.recognises)


def stamp(row: pd.Series, lon: float, lat: float, parameters: Parameters, crs: str) -> Stamped | None:
    """Return what one place of a line reaches.

    Notes
    -----
    ``reach_m`` of its own record goes first; then ice by its distance; dangerous goods as a release does.
    """
    own = figure(row, "reach_m")
    if not math.isnan(own):
        return (plume.circle(lon, lat, own, crs),), {"how": "own", "reach_m": own}
    said = f"{row.get('kind') or ''} {row.get('name') or ''} {hazards_in(pd.DataFrame([row]))[0]}".casefold()
    if any(word in said for word in _ICE):
        reach = float(KIND.number(parameters, "ice_reach_m"))
        return (plume.circle(lon, lat, reach, crs),), {"how": "ice", "reach_m": reach}
    made = plume.stamp(row, lon, lat, parameters, crs)
    if made is None:
        return None
    facts = dict(made[1])
    far = float(facts.get("distance_m", facts.get("radius_m", math.nan)))
    way = "any" if str(facts["how"]).removesuffix("_cut").endswith("_any") else "wind"
    told = {"wind_from_deg": facts["wind_from_deg"]} if way == "wind" else {}
    return made[0], {"how": f"goods_{way}", "distance_m": far, **told}


def assess(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    """Return the lines that are a hazard, by county in the band, metres."""
    roles = (Role.HAZARD_SOURCE, Role.ROAD)
    result = sourced(KIND, stamp, inputs, parameters, progress, shared, dimensions=(1,), roles=roles, wanted=wanted)
    return result, None


_OURS = {"zh_CN": "本软件建议值，请与邻县商定", "en": "Our proposal; agree on it with your neighbour"}

KIND = HazardKind(
    code=CODE,
    title={"zh_CN": "危险路段", "en": "Dangerous road"},
    unit="m",
    full_amount=20_000.0,
    role=Role.HAZARD_SOURCE,
    assess=assess,
    least="least_m",
    numbers=(
        Number(
            "band_m", 2_000.0, {"zh_CN": "县界两侧分析带宽", "en": "Band on each side of the line"}, "m", source=_OURS
        ),
        Number("least_m", 100.0, {"zh_CN": "最小长度", "en": "Least length"}, "m", source=_OURS),
        Number(
            "ice_reach_m",
            200.0,
            {"zh_CN": "结冰路段两侧距离", "en": "Icy stretch: distance on each side"},
            "m",
            1.0,
            10_000.0,
            source=_OURS,
        ),
    ),
    sentences={
        "zh_CN": {
            "own": "沿线两侧 {reach_m} m（登记值）",
            "ice": "结冰等路段，沿线两侧 {reach_m} m",
            "goods_any": "危化品运输路段：任一点泄漏影响 {distance_m} m，沿线合并，风向未定",
            "goods_wind": "危化品运输路段：任一点泄漏影响 {distance_m} m，沿线合并，风来自 {wind_from_deg}°",
        },
        "en": {
            "own": "{reach_m} m on each side of the line, as recorded",
            "ice": "Ice and the like: {reach_m} m on each side of the road",
            "goods_any": "Dangerous goods: a release at any place reaches {distance_m} m, all places together, "
            "any wind",
            "goods_wind": "Dangerous goods: a release at any place reaches {distance_m} m, all places together, "
            "wind from {wind_from_deg}°",
        },
    },
    also_reads=(plume.CODE,),
    emergency="accident",
    recognises=(*_GOODS, *_ICE, "危险路段", "事故多发", "隧道"),
    color="#9F1239",
    glyph="route",
)
