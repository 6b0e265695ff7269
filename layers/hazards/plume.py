"""Releases into the air from plants, tanks and stores: what lies downwind.

Four ways to say how far, and each result says which was used:

- the **distance of the source itself**: columns ``isolation_m`` and ``protective_m`` of its record;
- the **protective-action table**: initial isolation circle, and a square with side D whose upwind edge is centred at
  the spill (ERG; first 30 minutes);
- a **Gaussian plume** down to a threshold, with the coefficient set named;
- a **sector** of stated radius and half angle.

Where no wind is chosen the release may go anywhere: the footprint is the disc that all directions sweep.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.hazards import protective_actions
from layers.hazards.dispersion import STABILITIES, VALID_M, CoefficientSet, isopleth
from layers.hazards.footprint import geodesic_stamp
from layers.hazards.kind import Assessed, HazardKind, Number, Shared
from layers.hazards.sourced import Stamped, figure, sourced
from layers.kinds import Role
from layers.progress import Progress

if TYPE_CHECKING:
    from layers.borders.model import BorderNetwork
    from layers.zones.model import Parameters, ZoneInputs

CODE = "plume"
#: Beside its numbers: a county's own protective-action table as text, where the plan keeps one.
TABLE = "table_csv"
#: Bearings of circles and sectors, degrees apart.
_STEP_DEG = 2.0
_CIRCLE = np.arange(0.0, 360.0, _STEP_DEG)


def sector(
    lon: float, lat: float, *, towards_deg: float, half_angle_deg: float, radius_m: float, crs: str
) -> shapely.Polygon:
    """Return a sector about the origin of a metric CRS: geodesic corners every 2°, closed at the source.

    Its area is (2·half angle / 360)·π·r², but for the chords: 0.02 % less.
    """
    if half_angle_deg >= 180.0:
        return circle(lon, lat, radius_m, crs)
    count = max(2, math.ceil(2.0 * half_angle_deg / _STEP_DEG) + 1)
    bearings = towards_deg + np.linspace(-half_angle_deg, half_angle_deg, count)
    return geodesic_stamp(lon, lat, np.append(bearings, 0.0), np.append(np.full(count, radius_m), 0.0), crs)


def circle(lon: float, lat: float, radius_m: float, crs: str) -> shapely.Polygon:
    """Return a circle about the origin of a metric CRS, geodesic corners every 2°."""
    return geodesic_stamp(lon, lat, _CIRCLE, np.full(len(_CIRCLE), radius_m), crs)


def protective_square(lon: float, lat: float, *, towards_deg: float, side_m: float, crs: str) -> shapely.Polygon:
    """Return the protective-action zone: a square of side D downwind, its upwind edge centred at the source."""
    half = side_m / 2.0
    across, along = np.array([-half, -half, half, half]), np.array([0.0, side_m, side_m, 0.0])
    return _downwind(lon, lat, along, across, towards_deg, crs)


def plume(lon: float, lat: float, *, towards_deg: float, threshold_g_m3: float, crs: str, **release: Any) -> Any:
    """Return what gets at least a concentration, about the origin; an empty polygon where nothing does.

    Parameters
    ----------
    release : as :func:`layers.hazards.dispersion.concentration_g_m3`
    """
    along, half = isopleth(threshold_g_m3, **release)
    if len(along) == 0:
        return shapely.Polygon()
    along, half = np.concatenate([along, along[::-1]]), np.concatenate([half, -half[::-1]])
    return shapely.convex_hull(_downwind(lon, lat, along, half, towards_deg, crs))


def _downwind(
    lon: float,
    lat: float,
    along_m: NDArray[np.float64],
    across_m: NDArray[np.float64],
    towards_deg: float,
    crs: str,
) -> shapely.Polygon:
    bearings = towards_deg + np.degrees(np.arctan2(across_m, along_m))
    return geodesic_stamp(lon, lat, bearings, np.hypot(along_m, across_m), crs)


def stamp(row: pd.Series, lon: float, lat: float, parameters: Parameters, crs: str) -> Stamped | None:
    """Return what a release at a place reaches, as convex shapes, and how that was found; None where nothing says.

    Parameters
    ----------
    row : Series
        Attributes of the source: ``isolation_m``, ``protective_m``, ``release_g_s``, ``kind``, ``name`` are looked at.
    """
    numbers = {one.name: KIND.number(parameters, one.name) for one in KIND.numbers}
    any_way = numbers["direction"] == "any"
    towards = (float(numbers["wind_from_deg"]) + 180.0) % 360.0
    wind = {} if any_way else {"wind_from_deg": float(numbers["wind_from_deg"])}
    isolation, protective = figure(row, "isolation_m"), figure(row, "protective_m")
    how, facts = "own", dict[str, Any]()
    if math.isnan(protective):
        method = str(numbers["method"])
        said = f"{row.get('substance') or ''} {row.get('kind') or ''} {row.get('name') or ''}"
        own_table = str(parameters.hazard_numbers.get(CODE, {}).get(TABLE, ""))
        action = protective_actions.find(protective_actions.of_plan(own_table), said) if method == "table" else None
        if action is not None:
            found = action.distances_m(is_large=numbers["spill"] == "large", is_night=numbers["time"] == "night")
            if not math.isnan(found[1]):
                isolation, protective = found
                how = "plan_table" if own_table else "table"
                facts = {"substance": action.names_zh[0], "substance_en": action.name_en, "un": action.un}
    if not math.isnan(protective):
        found_facts = {"distance_m": protective, **facts}
        # A square turned every way sweeps the disc to its far corners, √(D² + (D/2)²) away.
        shapes = (
            [circle(lon, lat, math.hypot(protective, protective / 2.0), crs)]
            if any_way
            else [protective_square(lon, lat, towards_deg=towards, side_m=protective, crs=crs)]
        )
        if isolation > 0.0:
            shapes.append(circle(lon, lat, isolation, crs))
        return tuple(shapes), {"how": _how(how, any_way), **found_facts, **wind}
    if numbers["method"] == "gaussian":
        return _gaussian(row, lon, lat, numbers, towards, any_way, wind, crs)
    radius, half = float(numbers["radius_m"]), float(numbers["half_angle_deg"])
    facts = {"how": _how("sector", any_way), "radius_m": radius, **wind}
    if any_way:
        return (circle(lon, lat, radius, crs),), facts
    shape = sector(lon, lat, towards_deg=towards, half_angle_deg=half, radius_m=radius, crs=crs)
    return (shape,), {**facts, "half_angle_deg": half}


def _gaussian(
    row: pd.Series,
    lon: float,
    lat: float,
    numbers: dict[str, Any],
    towards: float,
    any_way: bool,
    wind: dict[str, float],
    crs: str,
) -> Stamped | None:
    release = figure(row, "release_g_s")
    release = float(numbers["release_g_s"]) if math.isnan(release) else release
    given: dict[str, Any] = {
        "release_g_s": release,
        "wind_ms": float(numbers["wind_ms"]),
        "stability": str(numbers["stability"]),
        "coefficients": str(numbers["coefficients"]),
        "height_m": float(numbers["height_m"]),
    }
    threshold = float(numbers["threshold_mg_m3"])
    along, _ = isopleth(threshold / 1000.0, **given)
    if len(along) == 0:
        return None
    farthest = float(along[-1])
    facts = {"how": _how("gaussian", any_way), **given, "threshold_mg_m3": threshold, "distance_m": farthest, **wind}
    if farthest >= VALID_M[1] * 0.999:
        facts["how"] += "_cut"
    if any_way:
        return (circle(lon, lat, farthest, crs),), facts
    return (plume(lon, lat, towards_deg=towards, threshold_g_m3=threshold / 1000.0, crs=crs, **given),), facts


def _how(method: str, any_way: bool) -> str:
    return f"{method}_any" if any_way else method


def assess(
    inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
) -> Assessed:
    """Return the hazard sources that may release something into the air, by county in the band.

    A source is one when a word of ``KIND.recognises`` is in its kind, or in its name where it has no kind.  Lines are
    :mod:`layers.hazards.corridor`'s.
    """
    wind_ms = float(KIND.number(parameters, "wind_ms"))
    result = sourced(KIND, stamp, inputs, parameters, progress, shared, dimensions=(0, 2), speed_ms=wind_ms)
    return result, None


_DIRECTIONS = {"any": {"zh_CN": "任意方向", "en": "any way"}, "wind": {"zh_CN": "按风向", "en": "with the wind"}}
_METHODS = {
    "table": {"zh_CN": "防护距离表，或扇形", "en": "table, or a sector"},
    "sector": {"zh_CN": "扇形", "en": "sector"},
    "gaussian": {"zh_CN": "高斯烟羽", "en": "Gaussian plume"},
}
_SETS = {
    CoefficientSet.BRIGGS_RURAL.value: {"zh_CN": "Briggs 乡村", "en": "Briggs, rural"},
    CoefficientSet.BRIGGS_URBAN.value: {"zh_CN": "Briggs 城市", "en": "Briggs, urban"},
    CoefficientSet.PASQUILL_GIFFORD.value: {"zh_CN": "P–G（ISC3 乡村）", "en": "P–G (ISC3, rural)"},
}
_OURS = {"zh_CN": "本软件建议值，请与邻县商定", "en": "Our proposal; agree on it with your neighbour"}
_TABLE = {
    "zh_CN": "随附表为凭记忆录入，非权威；请换成现行 ERG 或本地规定",
    "en": "The table that comes with the program is from memory, not authoritative: replace it",
}


def _sentences(language: str) -> dict[str, str]:
    if language == "zh_CN":
        way, anywhere = "，风来自 {wind_from_deg}°", "，风向未定，按各方向合并"
        texts = {
            "own": "按登记的防护距离 {distance_m} m 划定（初始隔离圈加下风向方形）",
            "table": "按防护距离表（非权威，UN{un} {substance}）取 {distance_m} m（初始隔离圈加下风向方形）",
            "plan_table": "按本规划的防护距离表（UN{un} {substance}）取 {distance_m} m（初始隔离圈加下风向方形）",
            "sector": "按半径 {radius_m} m 的扇形划定，不是扩散模拟",
            "gaussian": "高斯烟羽（{coefficients}，稳定度 {stability}，风速 {wind_ms} m/s，源强 {release_g_s} g/s），"
            "浓度 {threshold_mg_m3} mg/m³ 达 {distance_m} m",
        }
        soon = "；最快约 {line_min} 分钟到县界"
        cut = "；公式只在 10 km 内有效，更远处不详"
    else:
        way, anywhere = ", wind from {wind_from_deg}°", ", whatever the wind: all directions together"
        texts = {
            "own": "By the source's own protective distance of {distance_m} m: isolation circle and square downwind",
            "table": "By the protective-action table (not authoritative; UN{un} {substance_en}): {distance_m} m, "
            "isolation circle and square downwind",
            "plan_table": "By the plan's own protective-action table (UN{un} {substance_en}): {distance_m} m, "
            "isolation circle and square downwind",
            "sector": "A sector of {radius_m} m, not simulated dispersion",
            "gaussian": "Gaussian plume ({coefficients}, stability {stability}, wind {wind_ms} m/s, release "
            "{release_g_s} g/s): {threshold_mg_m3} mg/m³ reach {distance_m} m",
        }
        soon = "; at the county line after {line_min} min at the earliest"
        cut = "; the formulas hold to 10 km only, farther out is unknown"
    found = {}
    for code, text in texts.items():
        found[code], found[f"{code}_any"] = text + way + soon, text + anywhere + soon
    for code in ("gaussian", "gaussian_any"):
        found[f"{code}_cut"] = found[code] + cut
    return found


KIND = HazardKind(
    code=CODE,
    title={"zh_CN": "有毒有害气体泄漏", "en": "Toxic release"},
    unit="count",
    full_amount=10.0,
    role=Role.HAZARD_SOURCE,
    assess=assess,
    least="least_count",
    numbers=(
        Number(
            "band_m", 5_000.0, {"zh_CN": "县界两侧分析带宽", "en": "Band on each side of the line"}, "m", source=_OURS
        ),
        Number(
            "least_count", 0.05, {"zh_CN": "最小份额（处）", "en": "Least share of a source"}, decimals=2, source=_OURS
        ),
        Number("method", "table", {"zh_CN": "影响范围算法", "en": "How far by"}, source=_TABLE, choices=_METHODS),
        Number("direction", "any", {"zh_CN": "方向", "en": "Which way"}, source=_OURS, choices=_DIRECTIONS),
        Number("wind_from_deg", 315.0, {"zh_CN": "风来自", "en": "Wind from"}, "°", most=360.0, source=_OURS),
        Number("wind_ms", 2.0, {"zh_CN": "10 m 高风速", "en": "Wind at 10 m"}, "m/s", 0.5, 40.0, 1, source=_OURS),
        Number(
            "stability",
            "D",
            {"zh_CN": "大气稳定度", "en": "Stability"},
            source=_OURS,
            choices={letter: {"zh_CN": letter, "en": letter} for letter in STABILITIES},
        ),
        Number(
            "coefficients",
            CoefficientSet.BRIGGS_RURAL.value,
            {"zh_CN": "扩散系数", "en": "Coefficient set"},
            source={"zh_CN": "Briggs 1973；ISC3 用户手册", "en": "Briggs 1973; ISC3 user's guide"},
            basis="published",
            choices=_SETS,
        ),
        Number("release_g_s", 1_000.0, {"zh_CN": "源强", "en": "Release"}, "g/s", 0.1, 1e7, 1, source=_OURS),
        Number("height_m", 0.0, {"zh_CN": "释放高度", "en": "Height of release"}, "m", most=500.0, source=_OURS),
        Number("threshold_mg_m3", 30.0, {"zh_CN": "浓度阈值", "en": "Threshold"}, "mg/m³", 0.01, 1e6, 2, source=_OURS),
        Number(
            "radius_m", 1_000.0, {"zh_CN": "扇形半径", "en": "Radius of the sector"}, "m", 10.0, 50_000.0, source=_OURS
        ),
        Number(
            "half_angle_deg",
            15.0,
            {"zh_CN": "扇形半角", "en": "Half angle of the sector"},
            "°",
            1.0,
            180.0,
            source={"zh_CN": "风向稳定取 15°，微风取 30°", "en": "15° in steady, 30° in light wind"},
        ),
        Number(
            "spill",
            "small",
            {"zh_CN": "泄漏规模", "en": "Spill"},
            source=_TABLE,
            basis="memory",
            choices={
                "small": {"zh_CN": "小量（≤ 约 200 L）", "en": "small"},
                "large": {"zh_CN": "大量", "en": "large"},
            },
        ),
        Number(
            "time",
            "night",
            {"zh_CN": "时段", "en": "Time"},
            source=_TABLE,
            basis="memory",
            choices={"day": {"zh_CN": "白天", "en": "day"}, "night": {"zh_CN": "夜间", "en": "night"}},
        ),
    ),
    sentences={language: _sentences(language) for language in ("zh_CN", "en")},
    emergency="accident",
    recognises=(
        *("危化", "危险化学品", "化工", "化学品", "液氨", "氯气", "液氯", "氟化氢", "毒气", "有毒", "制药", "农药厂"),
        *("chemical", "chlorine", "ammonia", "toxic", "hazmat", "hydrogen fluoride"),
    ),
    color="#7A3E9D",
    glyph="triangle-alert",
)
