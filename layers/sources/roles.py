"""Which role a layer probably plays, from its shapes, its names, its columns and their values.

Every hint gives points and leaves a reason; the planner sees the reasons and can choose otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from layers.kinds import ROLE_SHAPES, Role, Shape
from layers.sources import census, fields
from layers.sources.codes import PROVINCES, code_share, digits_of, division_code

#: Kinds of reasons, the part before the colon: what the layer or file is called, a column's name, what cells
#: hold, the geometry type, the raster's cell type; a column whose codes are those of provinces and prefectures.
REASON_KINDS = ("name", "field", "values", "shape", "cells", "larger")


@dataclass(frozen=True)
class Hints:
    """Words that speak for a role: in layer and file names, in column names, at the end of names."""

    names: str = ""
    fields: str = ""
    endings: str = ""


#: Chinese words match anywhere, Latin ones as the beginning of a word; ``=word`` only as a whole word.
_HINTS: dict[Role, Hints] = {
    Role.COUNTY: Hints(
        "区县 县界 县级 县域 区界 行政区 行政区划 county counties district bount xian =xj",
        "县名 区县 区县名称 xzqmc xzqhmc countyname adminlevel pac",
        "县区市旗",
    ),
    Role.TOWNSHIP: Hints("乡镇 街道 镇界 乡界 township town", "乡镇 乡镇名称 乡镇代码 xiangzhen", "镇乡街道"),
    Role.RIVER: Hints(
        "河流 河道 水系 河网 river stream hyd hydro waterway =hl",
        "河流名称 河名 河道名称 hlmc hldm hljb waterway levelrive streamorder 平均河宽 河道宽度",
        "河江沟渠川溪",
    ),
    Role.LAKE: Hints("湖泊 湖 水库 水面 水体 水系 lake reservoir water hyd", "湖名 水库名称 levellake", "湖库淀泊"),
    Role.FOREST: Hints(
        "森林 林地 林班 小班 林场 林斑 公益林 forest wood stand",
        "树种 优势树种 林种 小班 小班号 林班 蓄积 species igbp 郁闭度 起源 youshisz linzhong xiaoban linban yubidu "
        "senlinlb qiyuan pingjunnl huolmgqxj 小班蓄积 公顷蓄积",
        "林",
    ),
    Role.FIREBREAK: Hints("隔离带 防火线 防火道 阻隔 firebreak fuelbreak fireline", "隔离带 防火线"),
    Role.SETTLEMENT: Hints(
        "居民点 村庄 村镇 地名 村 自然村 聚落 settlement village place geonames seat",
        "村名 村庄名称 地名 人口 population people geonameid",
        "村庄屯营堡",
    ),
    Role.DEPOT: Hints(
        "仓库 物资库 储备 库点 避难 救援装备 应急装备 depot warehouse shelter store =wzk wzcbk =bzazcs",
        "仓库名称 物资库名称 储备库名称 避难场所名称 物资 储备物资 仓库类型 储备库类型 items 库点级别 物资种类 ckmc",
        "库",
    ),
    Role.TEAM: Hints(
        "队伍 扑火队 消防队 消防站 救援队 应急力量 中队 大队 team brigade crew yjdw",
        "队伍名称 救援队伍名称 队名 队伍人数 队伍总人数 队伍类型 出动时间 集结时间 队员数 队员人数",
        "队",
    ),
    Role.LOOKOUT: Hints("瞭望 望塔 瞭望塔 lookout watchtower", "瞭望塔名称", "塔"),
    Role.HAZARD_SOURCE: Hints(
        "危险源 风险源 重大危险 危化品 危险化学品 化工 矿山 煤矿 尾矿库 加油站 hazardsource hazmat",
        "危险源 危险化学品 矿山名称 尾矿库名称",
    ),
    Role.BOUNDARY_MARKER: Hints("界桩 界碑 boundarymarker marker", "界桩编号 界桩号 界桩类型"),
    Role.CHECKPOINT: Hints("检查站 卡口 卡点 哨卡 checkpoint", "检查站", "站卡"),
    Role.POPULATION: Hints(
        "人口 census population pop ghs worldpop landscan gpw =ppp", "popu 总人口 常住人口 户籍人口 population"
    ),
    Role.FARMLAND: Hints("耕地 农田 基本农田 farmland cropland farm", "耕地 地类 作物"),
    Role.BUILDING: Hints("房屋 建筑 房屋建筑 building house fwjz", "楼层 层数 地上层数 结构类型 建筑结构 建成年代"),
    Role.INSTALLATION: Hints(
        "设施 重点企业 工业企业 规上企业 电厂 变电站 供水 学校 医院 医疗 福利 养老 通信 installation facility plant",
        "企业名称 学校名称",
    ),
    Role.WATER_INTAKE: Hints("取水口 水源地 水源 取水 intake", "取水口"),
    Role.LEVEE: Hints(
        "堤防 堤坝 大堤 levee dike embankment =dyke",
        "防洪标准 堤防名称 堤防等级 现状防洪标准 xzfhbz sjfhbz ghfhbz dfmc",
        "堤",
    ),
    Role.BRIDGE_GATE: Hints("桥梁 桥 隧道 水闸 闸 bridge gate sluice tunnel", "桥名 桥梁名称 隧道名称 闸名", "桥闸"),
    Role.ROAD: Hints(
        "道路 公路 铁路 路网 road highway rail railway street hsr track",
        "道路名称 highway 路名 技术等级 exsdescri kph",
        "路线",
    ),
    Role.TERRAIN: Hints("高程 地形 dem =elev elevation terrain srtm aster"),
    Role.LAND_COVER: Hints(
        "土地利用 土地覆盖 地表覆盖 地类 三调 国土调查 landcover landuse lulc lucc igbp globeland mcd12 clcd "
        "worldcover fromglc cnlucc globcover esacci dltb =lc",
        "地类 dlbm dlmc 地类编码 地类名称",
    ),
    Role.HAZARD_MAP: Hints(
        "危险性 危险区 淹没 风险区 风险评估 风险等级 区划图 易发 hazard inundation floodmap risk",
        "危险等级 危险性等级 危险性分级 风险等级 风险分级 易发程度 wxxdj wxdj fxdj hazardclass hazardlevel risklevel",
    ),
    Role.HISTORY: Hints(
        "历史 火灾记录 火点 热点 灾情 history hotspot firms burned modisfire",
        "brightness frp acqdate 起火时间 火灾编号 发生时间",
    ),
    Role.OTHER: Hints("流域 界址点 basin catchment watershed subbasin", "界址点数 地块编号"),
    Role.BASEMAP: Hints("底图 影像 界线 basemap imagery ortho coastline border borderpair boundaryline"),
}
_NAME_POINTS, _FIELD_POINTS, _ENDING_POINTS, _CODE_POINTS = 3.0, 2.0, 2.0, 4.0
_ENDING_SHARE = 0.5
#: Prefectures without counties (东莞 441900) stand among counties; a layer of larger divisions has little else.
_LARGER_SHARE = 0.8
#: How many names are looked at for their endings.
SAMPLE = 1000


def propose(
    shape: Shape, names: tuple[str, ...], attributes: pd.DataFrame, sample_names: pd.Series | None = None
) -> tuple[Role, tuple[str, ...]]:
    """Return the role with the most points, and the reasons for it.

    Parameters
    ----------
    shape : Shape
        Only roles that may have it are considered.
    names : tuple of str
        Names of layer, file and folder, the closest first.
    attributes : DataFrame
        Columns of the source.
    sample_names : Series, optional
        Names of features, whose endings speak (…县, …河).
    """
    points: dict[Role, float] = defaultdict(float)
    reasons: dict[Role, list[str]] = defaultdict(list)
    filled = [str(column) for column in attributes.columns if len(attributes) == 0 or attributes[column].notna().any()]
    allowed = [role for role in _HINTS if shape in ROLE_SHAPES[role]]
    for role in allowed:
        hints = _HINTS[role]
        for depth, name in enumerate(names):
            word = _matching_word(hints.names, name)
            if not word and role is Role.HAZARD_MAP:
                word = census.hazard_of(name)
            if word:
                points[role] += _NAME_POINTS * (1.0 + 0.01 * len(word)) / (1 + depth)
                reasons[role].append(f"name:{word}")
                break
        for column in filled:
            own = fields.key(str(column))
            if any(own == word or fields.is_cut(own, word) for word in hints.fields.split()):
                points[role] += _FIELD_POINTS
                reasons[role].append(f"field:{column}")
        share = _ending_share(hints.endings, sample_names)
        if share >= _ENDING_SHARE:
            points[role] += _ENDING_POINTS * share
            reasons[role].append(f"values:{hints.endings}")
    _weigh_codes(shape, attributes, points, reasons)
    if not points:
        return Role.OTHER, (f"shape:{shape.value}",)
    best = max(allowed, key=lambda role: points[role])
    if best in (Role.COUNTY, Role.TOWNSHIP) and (larger := _larger_divisions(attributes)) is not None:
        return Role.OTHER, (f"larger:{larger}",)
    return (best, tuple(reasons[best])) if points[best] > 0 else (Role.OTHER, (f"shape:{shape.value}",))


def propose_raster(names: tuple[str, ...], dtype: str, bands: int) -> tuple[Role, tuple[str, ...]]:
    """Return a raster's role: by name, else pictures are a basemap, and other cells are left to the planner."""
    role, reasons = propose(Shape.RASTER, names, pd.DataFrame())
    if role is not Role.OTHER:
        return role, reasons
    if bands >= 3 and dtype == "uint8":
        return Role.BASEMAP, (f"cells:{bands}×{dtype}",)
    return Role.OTHER, (f"cells:{bands}×{dtype}",)


def _weigh_codes(
    shape: Shape, attributes: pd.DataFrame, points: dict[Role, float], reasons: dict[Role, list[str]]
) -> None:
    """Division codes speak for counties or townships when they mostly differ from row to row."""
    if len(attributes) == 0:
        return
    column = fields.find_code(attributes)
    if column is None:
        return
    values = attributes[column].dropna()
    if len(values) == 0 or values.nunique() < 0.6 * len(values):
        return
    nine = code_share(values[~values.map(_is_whole_county)], 9)
    if shape is Shape.POLYGON:
        role = Role.TOWNSHIP if nine >= 0.8 else Role.COUNTY
        points[role] += _CODE_POINTS
        reasons[role].append(f"values:{column}")
    elif shape is Shape.TABLE and fields.find(attributes, "people"):
        points[Role.POPULATION] += _CODE_POINTS
        reasons[Role.POPULATION].append(f"values:{column}")


def _larger_divisions(attributes: pd.DataFrame) -> str | None:
    """Return the column whose codes are mostly those of provinces or prefectures (``130000``, ``130800``, ``1308``)."""
    for column in fields.find(attributes, "code"):
        digits = [text for value in attributes[column].dropna().tolist() if (text := digits_of(value))]
        whole = [text for text in digits if text[:2] in PROVINCES and (len(text) in (2, 4) or _is_larger(text))]
        if digits and len(whole) >= _LARGER_SHARE * len(digits):
            return column
    return None


def _is_larger(text: str) -> bool:
    code = division_code(text)
    return code.endswith("00") and set(text[6:]) <= {"0"}


def _is_whole_county(value: object) -> bool:
    """Return True for a code of nine or twelve digits that names no township: ``130822000000`` is a county."""
    return division_code(value, 9).endswith("000")


def _matching_word(words: str, name: str) -> str:
    lowered = name.lower()
    tokens = [token for token in re.split(r"[^a-z]+", lowered) if token]
    joined = "".join(tokens)
    for word in words.split():
        if word.startswith("="):
            if word[1:] in tokens:
                return word[1:]
        elif word.isascii():
            if any(token.startswith(word) for token in tokens) or (len(word) >= 8 and word in joined):
                return word
        elif word in lowered:
            return word
    return ""


def _ending_share(endings: str, names: pd.Series | None) -> float:
    if not endings or names is None:
        return 0.0
    filled = names[names != ""].iloc[:SAMPLE]
    if len(filled) == 0:
        return 0.0
    return float(filled.astype(str).str[-1].isin(list(endings)).mean())
