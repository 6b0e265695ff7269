"""The program's own columns, and the names they go by in files.

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

The names come from the layouts that bureaus hand out: 林地一张图 and 国家级公益林区划落界 (YOU_SHI_SZ, XIAO_BAN),
国土调查数据库标准 TD/T 1057 (XZQDM, ZLDWMC), SL/T 809 and the water census (HLMC, 防洪标准), census tables, Tianditu,
OpenStreetMap, GADM and Natural Earth.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from layers.kinds import Role

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
    {"people", "width_m", "order", "stock_m3", "strength", "turnout_min", "flood_standard_years", "hazard_class"}
)
#: Columns without which a role says little: the planner is asked when none is found.
NEEDED: dict[Role, tuple[str, ...]] = {
    Role.COUNTY: ("code",),
    Role.TOWNSHIP: ("code",),
    Role.POPULATION: ("code", "people"),
    Role.LEVEE: ("flood_standard_years",),
}

#: Canonical column → names it goes by, best first, as :func:`key` writes them.
ALIASES: dict[str, tuple[str, ...]] = {
    canonical: tuple(names.split())
    for canonical, names in {
        "code": """
            code adcode 行政区划代码 行政区代码 区划代码 区划码 行政代码 县代码 县级代码 县级行政区代码 区县代码
            乡镇代码 乡代码 乡级代码 统计用区划代码 统计区划代码 地区代码 地区编码 行政区划编码 区划编码 政区代码 代码
            xzqdm xzqhdm xzqhbm xzqbm xzdm qhdm qhbm gb pac adcd addvcd countycode cntycode districtcode divisioncode
            admincode regioncode areacode towncode adcode99 adcode93 xiandm xiandaima xianma xian daima dm xdm xiangdm
            zldwdm qsdwdm gbt2260 gb2260 gbcodexz refcadc citycode bianma id
        """,
        "name": """
            namezh namezhhans namechn namecn namech cname chnname zhname linechin nlname3 nlname4 nlname2 nlname1 名称
            地名 标准名称 标准地名 全称 简称 行政区名称 行政区划名称 政区名称 区县名称 县名 县名称 县级名称 区县名
            县级行政区
            地区名称 地区 乡镇名称 乡镇名 乡名 村名 村庄名称 村名称 村庄 行政村 自然村 居民点名称 小地名 河流名称 河名
            河道名称 河湖名称 水系名称 湖名 湖泊名称 水库名称 库名 仓库名称 物资库名称 储备库名称 库点名称 队伍名称
            队名 站名 瞭望塔名称 地块名称 项目名称 林场名称 林班小班号 小班号 小班 林班号 堤防名称 堤名 堤段名称 桥名
            桥梁名称 隧道名称 矿山名称 公路名称 建筑名称 救援队伍名称 避难场所名称 场所名称 消防站名称 水闸名称 闸名
            道路名称 路名 路线名称 企业名称 单位名称 设施名称 点位名称 取水口名称 界桩编号 界桩号 编号 联防区名称
            xzqmc xzqhmc xzqm mc mingcheng diming hlmc hlmcheng hhmc hkmc hdmc skmc dfmc ckmc dwmc xmc xmingcheng
            xianming cunming cunmc xiangmc zldwmc qsdwmc xdm2 name nameeng name99 name93 name3 name4 name2 name1 name0
            rvname teamname crewname depotname storename warehousename sheltername towername sitename unitname
            forestname standname compartmentname leveename dykename embankmentname bridgename gatename roadname
            streetname facilityname plantname markername rivername lakename resname dikename namechina villagename
            townname countyname cntyname cityname placename stationname localname officialname districtname district
            county admname title label 区县 县 nameen engname 地块编号 xiaoban lbxbh linbanhao
        """,
        "people": """
            people population pop popu persons inhabitants residents 人口 人口数 人口数量 总人口 人口总数 总人口数
            人口合计 常住人口 常住人口数 年末常住人口 年末总人口 户籍人口 户籍人口数 总人数 人数 居民人数 合计人口 rk
            rks rksl rkzs zrk zrks renkou renkoushu zongrenkou czrk czrks hjrk hjrks popsum totpop totalpop poptotal
            poptot popmax popest populationtotal totalpopulation population2020 pop2020
        """,
        "kind": """
            kind 类型 类别 种类 地名类型 居民点类型 仓库类型 储备库类型 库点类型 队伍类型 设施类型 场所类型 性质 type
            category class lx lb leixing leibie featurecla place fclass featureclass featurecode
        """,
        "width_m": """
            widthm width 宽度 河宽 平均宽度 平均河宽 河道宽度 水面宽 水面宽度 宽 kd hk kuandu hekuan pjkd pjhk
            widthmean riverwidth meanwidth avgwidth
        """,
        "directed": "directed 顺流数字化 流向已定 flowdir digitiseddownstream",
        "order": """
            order streamorder strahler strahlerorder 河流级别 河流等级 级别 河级 等级 干支流级别 level levelrive
            levelriver riverorder ordstra hljb hldj heliujibie streamorde
        """,
        "species": """
            species 优势树种 优势树种组 树种 主要树种 树种名称 优势树 树种组 youshisz youshishuzhong youshishuz yssz
            ysszz shuzhong sz szzc treespecies domspecies dominantspecies mainspecies speciesname leadspecies
            foresttype 树种组成 林种 linzhong
        """,
        "stock_m3": """
            stockm3 stock 蓄积 蓄积量 活立木蓄积 活立木总蓄积 活立木蓄积量 总蓄积 总蓄积量 小班蓄积 小班蓄积量
            林分蓄积 森林蓄积 森林蓄积量 乔木蓄积 huolmxj huolmzxj huolmxjl xiaobanxj xiaobanxuji xbxj xbxjl zxj xj
            xjl xuji xujiliang hlmxj hlmxjl volumem3 volume growingstock stockvolume standvolume timbervolume
            totalvolume vol
        """,
        "level": """
            level 级别 等级 仓库级别 库点级别 管理级别 行政级别 层级 隶属级别 jb jibie dengji ckjb grade tier rank
        """,
        "contact": """
            contact 联系人 负责人 责任人 联络人 管理员 管理人 值班人 负责人姓名 联系人姓名 库管员 lxr fzr lianxiren
            fuzeren zrr glr person contactperson contactname manager responsible
        """,
        "phone": """
            phone 电话 联系电话 手机 联系方式 手机号 手机号码 电话号码 值班电话 值守电话 固定电话 应急电话 负责人电话
            联系人电话 tel telephone mobile cell phoneno telno lxdh dh lianxidianhua dianhua sjh zbdh contactphone
        """,
        "items": """
            items 物资 物资清单 储备物资 主要物资 主要储备物资 物资种类 物资名称 储备物资种类 装备 主要装备 装备情况
            物资装备 wz wzqd wuzi chubeiwuzi zbqk goods supplies stockitems equipment materials inventory
        """,
        "strength": """
            strength 队伍人数 队伍总人数 人数 队员数 队员总数 队员人数 总人数 编制 编制人数 在编人数 人员数量 人员数
            现有人数 rs dwrs renshu rysl members headcount staff crew crewsize personnel size
        """,
        "turnout_min": """
            turnoutmin turnout 出动时间 集结时间 响应时间 出动分钟 集结分钟 出警时间 到达时间 cdsj jjsj xysj
            turnouttime responsetime mobilisation mobilization assemblytime
        """,
        "hazard_class": """
            hazardclass hazardlevel 危险性等级 危险等级 危险性分级 风险等级 风险分级 易发程度 易发性等级 危险区等级
            wxxdj wxdj wxxfj fxdj fxfj yfcd risklevel riskclass 等级 级别 class dj gridcode
        """,
        "flood_standard_years": """
            floodstandardyears floodstandard 现状防洪标准 防洪标准 设计防洪标准 规划防洪标准 设防标准 防洪标准年
            防洪标准重现期 防洪能力 现状防洪能力 设计标准 重现期 防洪等级 xzfhbz fhbz sjfhbz ghfhbz fhbzcxq xzfhnl
            fhnl cxq fanghongbiaozhun returnperiod designreturnperiod designflood protectionlevel floodreturn
        """,
    }.items()
}
#: Names of the stock of one hectare or mu, which is not that of the patch; PINGJUN_XJ is the mean diameter (平均胸径).
_PER_AREA = """
    huolmgqxj hlmgqxj gqxj gqxjl gongqingxuji meigqxj 公顷蓄积 公顷蓄积量 每公顷蓄积 每公顷蓄积量 单位蓄积 单位面积蓄积
    亩蓄积 每亩蓄积 活立木公顷蓄积 stockperha stockha volumeha volha volumeperha gsvha
"""
PER_AREA = frozenset(_PER_AREA.split())
#: Names that say nothing about whose name it is: two of them side by side are a question.
PLAIN_NAMES = frozenset(
    ["名称", "地名", "标准名称", "标准地名", "全称", "mc", "name", "namezh", "namecn", "namechn", "xzqmc", "xzqhmc"]
)
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:末|底)?")


def canonical_columns(role: Role) -> tuple[str, ...]:
    """Return the canonical columns of a role, ``uid`` and ``geometry`` apart."""
    return CANONICAL.get(role, _DEFAULT)


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return a column name without case, spaces, punctuation, brackets and units, for comparing."""
    text = unicodedata.normalize("NFKC", name).strip().lower()
    text = re.sub(r"[(\[【].*?[)\]】]", "", text)
    return re.sub(r"[\s_\-./:·、，,'\"]+", "", text)


def is_cut(own: str, alias: str) -> bool:
    """Return True when a key is what a shapefile leaves of a Chinese name: 3 characters in UTF-8, 5 in GBK."""
    own = own.rstrip("0123456789")
    return not own.isascii() and 3 <= len(own) <= 5 and alias.startswith(own) and alias != own


def named(columns: Iterable[str], canonical: str) -> list[tuple[str, str]]:
    """Return the columns that may be a canonical one by name, best first, with how the name says so.

    Returns
    -------
    list of (column, how)
        ``name``: it is called so; ``like``: apart from a year, a unit or a number at its end, the newest year and
        the deepest number first (GADM's NAME_3 before NAME_2); ``cut``: what a shapefile leaves of the name.
    """
    if canonical == "stock_m3":
        columns = [column for column in columns if not is_per_area(column)]
    aliases = ALIASES[canonical]
    keys = {column: key(column) for column in columns}
    places = {alias: place for place, alias in reversed(list(enumerate(aliases)))}
    found = [(0, places[own], 0, column, "name") for column, own in keys.items() if own in places]
    for column, own in keys.items():
        if own in places:
            continue
        bare, number = _bare(own)
        if bare in places:
            found.append((1, places[bare], -number, column, "like"))
            continue
        cut = _cut_place(column, own, canonical)
        if cut is not None:
            found.append((2, cut, 0, column, "cut"))
    return [(column, how) for *_, column, how in sorted(found, key=lambda one: one[:3])]


@lru_cache(maxsize=4096)
def _cut_place(column: str, own: str, canonical: str) -> int | None:
    """Return the place of the best alias of which a column's name is what a shapefile leaves."""
    if own.isascii() and len(column) != 10:
        return None
    aliases = enumerate(ALIASES[canonical])
    return next((place for place, alias in aliases if is_cut(own, alias) or _is_short(column, alias)), None)


def is_per_area(column: str) -> bool:
    """Return True for a column whose name says that its numbers are of one hectare or mu."""
    text = unicodedata.normalize("NFKC", column).lower()
    return key(column) in PER_AREA or re.search(r"/\s*(?:hm2|hm²|ha|公顷|亩)|每公顷|每亩", text) is not None


def _bare(own: str) -> tuple[str, int]:
    """Return a key without year, Chinese unit and number, and the year or number that was in it."""
    year = _YEAR.search(own)
    number = int(year.group()[:4]) if year else 0
    text = _YEAR.sub("", own) if year else own
    text = re.sub(r"(?:万人|万|人)$", "", text) if text not in ("人", "万人") else text
    tail = re.search(r"\d{1,2}$", text)
    if tail and not year:
        number = int(tail.group())
    return re.sub(r"\d{1,2}$", "", text), number


def _is_short(column: str, alias: str) -> bool:
    """Return True when a Latin name has just the 10 characters that a shapefile leaves of a longer one."""
    if len(column.encode("utf-8", "replace")) != 10:  # nearly all: tables of 2,000 columns are looked at
        return False
    own = key(re.sub(r"_\d$", "", column))
    return own.isascii() and len(own) >= 7 and len(alias) > len(own) and alias.startswith(own)
