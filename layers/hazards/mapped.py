"""Hazard maps: areas of a dangerous class, as the risk census grades them, that go on across the line (危险性分级).

Classes are on one scale, 1 lowest to 4 highest (:mod:`layers.sources.census`).  Areas from the least class on that
touch, whichever county mapped them, are one object: what is contiguous across the line is one hazard.  Maps of
different hazards, told by the names of their layers, are never joined.  An area is what it reaches; a distance may be
added.

A class nobody gave is unknown: such an area is left out here and counted in ``facts["unclassed"]``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.hazards import objects
from layers.hazards.footprint import Footprint
from layers.hazards.kind import Assessed, HazardKind, Number, Shared
from layers.hazards.map_rasters import DOWN, UNSAID, UP, areas
from layers.hazards.model import HazardResult
from layers.hazards.objects import Objects
from layers.kinds import Role
from layers.progress import Progress
from layers.sources import census

if TYPE_CHECKING:
    from layers.borders.model import BorderNetwork
    from layers.zones.model import LayerInput, Parameters, ZoneInputs

CODE = "mapped"

#: What a layer's name says it maps; census products by their own code first.
_WORDS: tuple[tuple[str, str], ...] = (
    (r"地震|断裂|seismic|earthquake", "地震"),
    (r"地质|滑坡|崩塌|泥石流|landslide|debris", "地质灾害"),
    (r"山洪|flash.?flood", "山洪"),
    (r"洪|淹没|内涝|flood|inundation", "洪水"),
    (r"森林|草原|火险|fire", "森林草原火灾"),
    (r"干旱|drought", "干旱"),
    (r"雪|低温|凝冻|snow", "雪灾低温"),
)


_ENGLISH = {
    "地震": "of earthquake",
    "地质灾害": "of landslides and debris flows",
    "山洪": "of flash floods",
    "洪水": "of floods",
    "森林草原火灾": "of wildfire",
    "干旱": "of drought",
    "雪灾低温": "of snow and cold",
    "台风": "of typhoons",
    "暴雨": "of heavy rain",
    "冰雹": "of hail",
    "大风": "of gales",
    "低温": "of cold",
    "高温": "of heat",
    "雷电": "of lightning",
    "雪灾": "of snow",
    "沙尘暴": "of dust storms",
    "综合": "of all hazards",
}


def mapped_hazard(title: str) -> str:
    """Return which hazard a layer maps, by its name; "" where the name does not say."""
    found = census.hazard_of(title)
    return found or next((word for pattern, word in _WORDS if re.search(pattern, title, re.IGNORECASE)), "")


def english_name(what: str) -> str:
    """Return the English words for a mapped hazard, "landslides and debris flows"; its own where there are none."""
    return _ENGLISH.get(what, what).removeprefix("of ")


def assess(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    """Return contiguous areas from the least class on, by county in the band, hm²."""
    least = float(KIND.number(parameters, "least_class"))
    order = str(KIND.number(parameters, "raster_order"))
    rasters = [
        areas(raster, inputs.counties, least=least, order=order)
        for raster in inputs.rasters
        if raster.role is Role.HAZARD_MAP
    ]
    layers = (*inputs.of_role(Role.HAZARD_MAP), *(layer for layer in rasters if layer is not None))
    unclassed = 0

    def wanted(frame: pd.DataFrame, layer: LayerInput) -> NDArray[np.bool_]:
        nonlocal unclassed
        classes = objects.figures(frame, "hazard_class")
        unclassed += int(np.isnan(classes).sum())
        flat = shapely.get_dimensions(np.asarray(layer.frame.geometry.array, dtype=object)) == 2
        return np.asarray((classes >= least) & flat)

    found = objects.gather(layers, shared.partition.crs, wanted)
    progress(0.3, "hazard_map")
    joined = contiguous(found, parameters.snap_m)
    progress(0.6, "hazard_map")
    band_m = float(KIND.number(parameters, "band_m"))
    pieces, whole = objects.pieces(joined, shared, band_m, KIND.unit)
    reach_m = float(KIND.number(parameters, "reach_m"))
    footprints = {
        str(uid): Footprint(
            grow_m=reach_m,
            facts={
                "how": "grown" if reach_m else "reach",
                "what": what,
                "what_en": _ENGLISH.get(what, ""),
                "least_class": least,
            }
            | ({"reach_m": reach_m} if reach_m else {}),
        )
        for uid, what in zip(joined.frame["uid"], joined.frame["what"], strict=True)
    }
    progress(1.0, "hazard_map")
    result = HazardResult(
        hazard=CODE,
        pieces=pieces,
        whole=whole,
        reach_m=reach_m,
        band_m=band_m,
        unit=KIND.unit,
        silent=objects.silent_but(layers, inputs.counties["code"].astype(str)),
        facts={"unclassed": float(unclassed)},
        footprints=footprints,
    )
    return result, None


def contiguous(found: Objects, within_m: float) -> Objects:
    """Return areas that touch and are of one hazard as one object each, named by the lowest uid among them.

    Parameters
    ----------
    within_m : float
        Two maps drawn apart leave gaps along their common line: areas this close touch.
    """
    frame = found.frame
    what = np.array([mapped_hazard(str(title)) for title in objects.texts(frame, "layer_title")], dtype=object)
    if len(found) == 0:
        return Objects(frame.assign(what=what), found.shape, found.stored)
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    a, b = shapely.STRtree(found.shape).query(found.shape, predicate="dwithin", distance=within_m)
    same = what[a] == what[b]
    a, b = a[same], b[same]
    links = coo_matrix((np.ones(len(a)), (a, b)), shape=(len(found), len(found)))
    _, group = connected_components(links, directed=False)
    order = np.lexsort([frame["uid"].to_numpy(dtype=str), group])
    heads = np.flatnonzero(np.r_[True, np.diff(group[order]) > 0])
    first = order[heads]
    shapes = np.empty(len(first), dtype=object)
    for at, members in enumerate(np.split(order, heads[1:])):
        shapes[at] = shapely.union_all(found.shape[members]) if len(members) > 1 else found.shape[members[0]]
    return Objects(frame.iloc[first].assign(what=what[first]).reset_index(drop=True), shapes, found.stored[first])


_OURS = {"zh_CN": "本软件建议值，请与邻县商定", "en": "Our proposal; agree on it with your neighbour"}

KIND = HazardKind(
    code=CODE,
    title={"zh_CN": "灾害区划", "en": "Mapped hazard"},
    unit="ha",
    full_amount=5_000.0,
    role=Role.HAZARD_MAP,
    assess=assess,
    least="least_ha",
    numbers=(
        Number(
            "band_m", 5_000.0, {"zh_CN": "县界两侧分析带宽", "en": "Band on each side of the line"}, "m", source=_OURS
        ),
        Number("least_ha", 1.0, {"zh_CN": "最小面积", "en": "Least area"}, "hm²", decimals=2, source=_OURS),
        Number(
            "least_class",
            3.0,
            {"zh_CN": "最低危险性等级（4 为最高）", "en": "Least class, 4 is the highest"},
            "",
            1.0,
            4.0,
            1,
            source=_OURS,
        ),
        Number(
            "raster_order",
            UNSAID,
            {"zh_CN": "栅格数值 1–4 哪端最高", "en": "Values 1–4 of a raster: which is the highest"},
            source={
                "zh_CN": "数字本身不说明哪端最高；未说明时不使用栅格",
                "en": "Numbers do not say which end is high; until you do, no raster is used",
            },
            choices={
                UNSAID: {"zh_CN": "未说明，不用", "en": "not said, not used"},
                UP: {"zh_CN": "4 最高", "en": "4 is the highest"},
                DOWN: {"zh_CN": "1 最高", "en": "1 is the highest"},
            },
        ),
        Number("reach_m", 0.0, {"zh_CN": "区外影响距离", "en": "Reach beyond the area"}, "m", source=_OURS),
    ),
    sentences={
        "zh_CN": {
            "reach": "区划图{what}危险性 {least_class} 级及以上的连片范围（4 为最高），按区内计",
            "grown": "区划图{what}危险性 {least_class} 级及以上的连片范围（4 为最高）及其外 {reach_m} m",
        },
        "en": {
            "reach": "Contiguous areas of class {least_class} and above (4 is the highest) {what_en}, what lies inside",
            "grown": "Contiguous areas of class {least_class} and above (4 is the highest) {what_en}, and {reach_m} m "
            "around",
        },
    },
    pieces_from_rasters=True,
    color="#A16207",
    glyph="layers",
)
