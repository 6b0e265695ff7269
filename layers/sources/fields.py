"""Attributes under the program's own names: the alias tables, and how a column becomes canonical.

Canonical columns by role (``nan`` is unknown, never zero; text that is missing is "")::

    every role      uid, …, geometry (EPSG:4490, 2-D)
    county          code (6 digits), name
    township        code (9 digits), name
    settlement      name, people, kind
    population      code, name, people
    river           name, width_m, directed (nullable bool: digitised downstream?), order
    forest          name, species, stock_m3
    depot           name, kind, level, contact, phone, items
    team            name, strength, turnout_min, contact, phone
    levee           name, flood_standard_years
    hazard_map      name, hazard_class (1 lowest … 4 highest, nan where the file does not say which end is high)
    all others      name

A column that was mapped without loss is not kept twice; every other column of the source follows under
its own name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from layers.kinds import Role
from layers.sources import census
from layers.sources.codes import code_share, digits_of, division_codes
from layers.sources.model import Problem

#: Role → its canonical columns, in order, ``uid`` and ``geometry`` apart.
CANONICAL: dict[Role, tuple[str, ...]] = {
    Role.COUNTY: ("code", "name"),
    Role.TOWNSHIP: ("code", "name"),
    Role.SETTLEMENT: ("name", "people", "kind"),
    Role.POPULATION: ("code", "name", "people"),
    Role.RIVER: ("name", "width_m", "directed", "order"),
    Role.FOREST: ("name", "species", "stock_m3"),
    Role.DEPOT: ("name", "kind", "level", "contact", "phone", "items"),
    Role.TEAM: ("name", "strength", "turnout_min", "contact", "phone"),
    Role.LEVEE: ("name", "flood_standard_years"),
    Role.HAZARD_MAP: ("name", "hazard_class"),
}
_DEFAULT = ("name",)
NUMBERS = frozenset(
    {"people", "width_m", "order", "stock_m3", "strength", "turnout_min", "flood_standard_years"} | {"hazard_class"}
)

#: Canonical column → names it goes by, best first, as :func:`key` writes them.
ALIASES: dict[str, tuple[str, ...]] = {
    canonical: tuple(names.split())
    for canonical, names in {
        "code": """
            code adcode 行政区划代码 行政区代码 区划代码 区划码 县代码 县级代码 区县代码 乡镇代码 乡代码 代码
            xzqdm xzdm qhdm gb pac countycode cntycode districtcode adcode99 adcode93 dm xdm zldwdm gbt2260 citycode id
        """,
        "name": """
            namezh namechn namecn zhname linechin 名称 地名 标准名称 标准地名 全称 简称 行政区名称 区县名称 县名
            县名称 区县名 乡镇名称 乡镇名 村名 村庄名称 村名称 河流名称 河名 河道名称 湖名 水库名称 库名 仓库名称
            物资库名称 队伍名称 队名 站名 瞭望塔名称
            救援队伍名称 避难场所名称 场所名称 储备库名称 消防站名称 桥梁名称 隧道名称 矿山名称 公路名称 建筑名称
            地块名称 项目名称 林场名称 小班号 堤防名称 桥名 道路名称 企业名称 单位名称 点位名称
            界桩编号 界桩号 编号 联防区名称
            xzqmc mc hlmc xmc zldwmc name name99 name93 countyname cntyname cityname districtname district
            title label 区县 县 nameen 地块编号
        """,
        "people": """
            people population pop popu 人口 人口数 人口数量 总人口 常住人口 常住人口数 户籍人口 人数
            rk rks rksl zrk popsum totpop poptotal pop2020 poptot
        """,
        "kind": """
            kind 类型 类别 种类 地名类型 居民点类型 仓库类型 储备库类型 场所类型 队伍类型 性质
            type category class lx lb featurecla place
        """,
        "width_m": "widthm width 宽度 河宽 平均宽度 水面宽 河道宽度 kd hk",
        "directed": "directed 顺流数字化 流向已定 flowdir",
        "order": "order streamorder strahler 河流级别 河流等级 级别 河级 level levelrive riverorder",
        "species": "species 树种 优势树种 主要树种 yssz sz treespecies foresttype 林种",
        "stock_m3": "stockm3 stock 蓄积 蓄积量 活立木蓄积 总蓄积 xjl volumem3 volume",
        "level": "level 级别 等级 仓库级别 管理级别 层级 jb",
        "contact": "contact 联系人 负责人 责任人 联络人 管理员 lxr fzr person",
        "phone": "phone 电话 联系电话 手机 联系方式 手机号 值班电话 值守电话 固定电话 tel telephone mobile lxdh dh",
        "items": "items 物资 物资清单 储备物资 主要储备物资 主要物资 物资种类 主要装备 装备 wz goods supplies",
        "strength": "strength 队伍人数 队伍总人数 总人数 队员总数 人数 队员数 编制 人员数量 rs members headcount",
        "turnout_min": "turnoutmin turnout 出动时间 集结时间 响应时间 出动分钟",
        "hazard_class": """
            hazardclass hazardlevel 危险性等级 危险等级 危险性分级 风险等级 风险分级 易发程度 易发性等级 危险区等级
            wxxdj wxdj wxxfj fxdj fxfj yfcd risklevel riskclass 等级 级别 class dj gridcode
        """,
        "flood_standard_years": """
            floodstandardyears floodstandard 防洪标准 设防标准 防洪标准年 防洪等级 fhbz 现状防洪标准 returnperiod
        """,
    }.items()
}
#: Names a stored table keeps for itself.
_RESERVED = {"fid", "ogc_fid", "uid", "geometry", "geom"}
#: Columns that only describe how KML looks.
_KML_CLUTTER = frozenset(
    {"id", "timestamp", "begin", "end", "altitudemode", "tessellate", "extrude", "visibility", "draworder", "icon"}
    | {"snippet"}
)
_UNITS = r"(?:人|口|户|米|m|km|公里|立方米|m3|m³|方|分钟|分|min|年一遇|年|名|级)"


@dataclass
class Mapped:
    """Canonical columns, the columns left over, and what was found on the way."""

    canonical: pd.DataFrame
    rest: pd.DataFrame
    sources: dict[str, str] = field(default_factory=dict)  # canonical → column it came from
    problems: list[Problem] = field(default_factory=list)


def canonical_columns(role: Role) -> tuple[str, ...]:
    """Return the canonical columns of a role, ``uid`` and ``geometry`` apart."""
    return CANONICAL.get(role, _DEFAULT)


def key(name: str) -> str:
    """Return a column name without case, spaces, punctuation, brackets and units, for comparing."""
    text = unicodedata.normalize("NFKC", name).strip().lower()
    text = re.sub(r"[(\[【].*?[)\]】]", "", text)
    return re.sub(r"[\s_\-./:·]+", "", text)


def find(frame: pd.DataFrame, canonical: str) -> list[str]:
    """Return the columns that may be a canonical one, best first."""
    keys = {str(column): key(str(column)) for column in frame.columns}
    exact = [column for alias in ALIASES[canonical] for column, own in keys.items() if own == alias]
    cut = [column for alias in ALIASES[canonical] for column, own in keys.items() if is_cut(own, alias)]
    return list(dict.fromkeys([*exact, *cut]))


def is_cut(own: str, alias: str) -> bool:
    """Return True when a key is what a shapefile leaves of a Chinese name: 3 characters in UTF-8, 5 in GBK."""
    own = own.rstrip("0123456789")
    return not own.isascii() and 3 <= len(own) <= 5 and alias.startswith(own) and alias != own


def map_fields(frame: pd.DataFrame, role: Role, *, by_format: str = "") -> Mapped:
    """Return a role's canonical columns from a source's attributes, and the rest of them."""
    frame = _without_clutter(frame, by_format)
    wanted = canonical_columns(role)
    mapped = Mapped(pd.DataFrame(index=frame.index), frame)
    used: set[str] = set()
    for name in wanted:
        taken = used | ({mapped.sources["code"]} if "code" in mapped.sources else set())
        options = [column for column in find(frame, name) if column not in taken]
        values, consumed = _convert(frame, options, name, role, mapped)
        mapped.canonical[name] = values
        used.update(consumed)
    if "people" in wanted and len(frame):
        unknown = int(mapped.canonical["people"].isna().sum())
        if unknown:
            mapped.problems.append(Problem("people_unknown", "info", {"count": unknown}))
    mapped.rest = frame.drop(columns=[column for column in used if column in frame.columns])
    mapped.rest, renamed = _distinct_names(mapped.rest, mapped.canonical.columns)
    known = {*mapped.sources.values(), *find(frame, "name")}
    mapped.problems.extend(problem for problem in renamed if problem.facts["field"] not in known)
    return mapped


def find_code(frame: pd.DataFrame, digits: int = 6) -> str | None:
    """Return the column that holds division codes: named so, and at least 80 % of its cells are codes."""
    options = find(frame, "code")
    shares = {column: code_share(frame[column], digits) for column in options}
    good = [column for column in options if shares[column] >= 0.8]
    return good[0] if good else None


def to_numbers(values: pd.Series) -> tuple[pd.Series, int]:
    """Return numbers and how many filled cells are none; units, separators and full-width digits are understood."""
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    text = values.notna() & numbers.isna()
    unreadable = 0
    for position in map(int, np.flatnonzero(text.to_numpy())):
        number = parse_number(values.iloc[position])
        numbers.iloc[position] = number
        unreadable += bool(np.isnan(number) and str(values.iloc[position]).strip())
    return numbers.where(np.isfinite(numbers)), unreadable


def parse_number(value: Any) -> float:
    """Return the number in a cell such as ``1,200人``, ``约300``, ``20年一遇`` or ``5%``; nan when there is none."""
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(",", "").replace(" ", "")
    match = re.fullmatch(rf"(?:约|近|≈|~)?([+-]?\d+(?:\.\d+)?){_UNITS}?", text)
    if match:
        return float(match.group(1))
    return float("nan")


def flood_standard(value: Any) -> float:
    """Return years of return period from ``20``, ``20年一遇``, ``1/20`` or ``P=5%``; nan when it is none."""
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(" ", "")
    percent = re.fullmatch(r"(?:[Pp]=)?(\d+(?:\.\d+)?)%", text)
    if percent and float(percent.group(1)) > 0:
        return 100.0 / float(percent.group(1))
    ratio = re.fullmatch(r"1/(\d+)", text)
    if ratio:
        return float(ratio.group(1))
    number = parse_number(text)
    return number if number > 0 else float("nan")


def texts(values: pd.Series) -> pd.Series:
    """Return trimmed text, "" for missing; whole floats lose their ``.0``."""
    return pd.Series([_text(value) for value in values.tolist()], index=values.index, dtype=object)


def _convert(
    frame: pd.DataFrame, options: list[str], name: str, role: Role, mapped: Mapped
) -> tuple[pd.Series, list[str]]:
    if name == "code":
        return _code(frame, role, mapped)
    if name == "name":
        return _coalesced(frame, options, mapped)
    if not options:
        return _unknown(frame, name), []
    column = options[0]
    mapped.sources[name] = column
    if name == "hazard_class":
        return _hazard_class(frame, column, mapped), []
    if name == "directed":
        return frame[column].map(_truth).astype("boolean"), [column]
    if name not in NUMBERS:
        return texts(frame[column]), [column]
    if name == "flood_standard_years":
        numbers = frame[column].map(flood_standard, na_action="ignore").astype(float)
        unreadable = int((numbers.isna() & (texts(frame[column]) != "")).sum())
    else:
        numbers, unreadable = to_numbers(frame[column])
    if name in ("people", "strength", "width_m", "stock_m3"):
        negative = numbers < 0
        unreadable += int(negative.sum())
        numbers = numbers.mask(negative)
    if unreadable:
        mapped.problems.append(Problem("numbers_unreadable", "warning", {"count": unreadable, "field": column}))
    is_plain = pd.api.types.is_numeric_dtype(frame[column])
    return numbers, [column] if is_plain and not unreadable else []


def _hazard_class(frame: pd.DataFrame, column: str, mapped: Mapped) -> pd.Series:
    """Return classes of hazard on one scale; the column itself stays, for the scale is an interpretation."""
    found = texts(frame[column])
    places, scale = census.placed(frame, column, found)
    if scale is not None:
        mapped.problems.append(Problem("hazard_scale", "info", {"field": column, "found": scale.told}))
    elif (found != "").any():
        values = tuple(sorted(found[found != ""].unique())[:8])
        mapped.problems.append(Problem("hazard_order_unknown", "warning", {"field": column, "values": values}))
    return places


def _code(frame: pd.DataFrame, role: Role, mapped: Mapped) -> tuple[pd.Series, list[str]]:
    digits = 9 if role is Role.TOWNSHIP else 6
    column = find_code(frame, digits)
    if column is None:
        return pd.Series("", index=frame.index, dtype=object), []
    codes, mended, unknown = division_codes(frame[column], digits)
    mapped.sources["code"] = column
    if mended:
        mapped.problems.append(Problem("codes_mended", "info", {"count": mended, "field": column}))
    if unknown:
        mapped.problems.append(Problem("codes_unrecognised", "warning", {"count": unknown, "field": column}))
    same = not unknown and all(digits_of(value) in ("", code) for value, code in zip(frame[column], codes, strict=True))
    return pd.Series(codes, index=frame.index, dtype=object), [column] if same else []


def _coalesced(frame: pd.DataFrame, options: list[str], mapped: Mapped) -> tuple[pd.Series, list[str]]:
    """Return names: the first filled cell of the name columns, Chinese ones first."""
    names = pd.Series("", index=frame.index, dtype=object)
    consumed: list[str] = []
    for column in options:
        blank = names == ""
        if not blank.any():
            break
        values = texts(frame[column])
        fills = blank & (values != "")
        if not fills.any():
            continue
        names = names.where(~fills, values)
        mapped.sources.setdefault("name", column)
        if (names == values).all():
            consumed = [column]
    return names, consumed


def _unknown(frame: pd.DataFrame, name: str) -> pd.Series:
    if name == "directed":
        return pd.Series(pd.NA, index=frame.index, dtype="boolean")
    if name in NUMBERS:
        return pd.Series(np.nan, index=frame.index, dtype=float)
    return pd.Series("", index=frame.index, dtype=object)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        if value is None or value is pd.NA or value is pd.NaT:
            return ""
        if isinstance(value, float | np.floating):
            if not np.isfinite(value):
                return ""
            return str(int(value)) if value == int(value) else str(value)
    text = unicodedata.normalize("NFC", str(value)).strip(" \t\r\n\0\ufeff　")
    return "" if text.lower() in ("nan", "none", "<null>", "null") else text


def _truth(value: Any) -> Any:
    text = _text(value).lower()
    if text in ("1", "true", "t", "yes", "y", "是", "顺流"):
        return True
    if text in ("0", "false", "f", "no", "n", "否", "逆流"):
        return False
    return pd.NA


def _without_clutter(frame: pd.DataFrame, by_format: str) -> pd.DataFrame:
    if by_format != "kml":
        return frame
    drop = [c for c in frame.columns if str(c).lower() in _KML_CLUTTER and _says_nothing(frame[c])]
    return frame.drop(columns=drop)


def _says_nothing(column: pd.Series) -> bool:
    return len(set(column.dropna().astype(str).str.strip())) <= 1


def _distinct_names(frame: pd.DataFrame, taken: Iterable[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Rename columns that differ only in case or bear a reserved name: tables do not tell them apart."""
    seen = {str(name).lower() for name in taken} | _RESERVED
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for column in map(str, frame.columns):
        new = column or "column"
        number = 1
        while new.lower() in seen:
            number += 1
            new = f"{column}_{'source' if number == 2 else number}"
        seen.add(new.lower())
        names[column] = new
        if new != column:
            problems.append(Problem("field_renamed", "info", {"field": column, "renamed": new}))
    return frame.set_axis(list(names.values()), axis=1) if problems else frame, problems
