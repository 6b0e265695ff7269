"""Which column is which: the layouts of bureaus written down by hand, and the real shared files."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.kinds import Role, Shape
from layers.sources import inspect
from layers.sources.aliases import ALIASES, key
from layers.sources.choosing import choices_by_role, choose, samples_of
from tests.layers.sources.conftest import shared


def columns_of(frame: pd.DataFrame, role: Role) -> dict[str, str | None]:
    return {choice.canonical: choice.column for choice in choose(frame, role)}


#: Role, a row as the layout has it, and where each canonical column comes from.
LAYOUTS = {
    "林地一张图 小班": (
        Role.FOREST,
        {
            "SHENG": "11", "XIAN": "110116", "XIANG": "103", "CUN": "200", "LIN_BAN": "0012", "XIAO_BAN": "00034",
            "DI_LEI": "0111", "LIN_ZHONG": "114", "QI_YUAN": "11", "SEN_LIN_LB": "11", "YOU_SHI_SZ": "120",
            "PINGJUN_NL": 35, "PINGJUN_XJ": 14.2, "YU_BI_DU": 0.7, "HUO_LMGQXJ": 48.5, "MIAN_JI": 3.2,
        },
        {"name": "XIAO_BAN", "species": "YOU_SHI_SZ", "stock_m3": None},  # 平均胸径 and 每公顷蓄积 are no stock
    ),
    "二类调查 with the stock of the patch": (
        Role.FOREST,
        {"XIAO_BAN": "34", "YSSZ": "油松", "LIN_ZHONG": "114", "HUO_LMGQXJ": 48.5, "XIAO_BAN_X": 155.0},
        {"name": "XIAO_BAN", "species": "YSSZ", "stock_m3": "XIAO_BAN_X"},
    ),
    "二类调查 in Chinese": (
        Role.FOREST,
        {"小班号": "34", "优势树种": "油松", "林种": "水源涵养林", "公顷蓄积(m3/hm2)": 48.5, "小班蓄积": 155.0},
        {"name": "小班号", "species": "优势树种", "stock_m3": "小班蓄积"},
    ),
    "国土三调 行政区": (
        Role.COUNTY,
        {"BSM": "110116191000000001", "YSDM": "1000600100", "XZQDM": "110116", "XZQMC": "怀柔区", "DCMJ": 2.1e9},
        {"code": "XZQDM", "name": "XZQMC"},
    ),
    "国土三调 村级调查区": (
        Role.TOWNSHIP,
        {"ZLDWDM": "1101161032000000000", "ZLDWMC": "汤河口村", "DLBM": "0307", "DLMC": "其他林地"},
        {"code": "ZLDWDM", "name": "ZLDWMC"},
    ),
    "ESRI 行政区": (Role.COUNTY, {"PAC": 110116, "NAME": "怀柔区"}, {"code": "PAC", "name": "NAME"}),
    "县界 XZQH": (Role.COUNTY, {"XZQHDM": "110116", "XZQHMC": "怀柔区"}, {"code": "XZQHDM", "name": "XZQHMC"}),
    "Tianditu": (Role.COUNTY, {"name": "怀柔区", "gb": "156110116"}, {"code": "gb", "name": "name"}),
    "GADM": (
        Role.COUNTY,
        {"GID_3": "CHN.2.1.5_1", "NAME_0": "China", "NAME_1": "Beijing", "NAME_3": "Huairou", "NL_NAME_3": "怀柔区"},
        {"code": None, "name": "NL_NAME_3"},
    ),
    "GADM without Chinese names": (
        Role.COUNTY,
        {"NAME_0": "China", "NAME_1": "Beijing", "NAME_2": "Beijing", "NAME_3": "Huairou"},
        {"code": None, "name": "NAME_3"},
    ),
    "OpenStreetMap": (
        Role.SETTLEMENT,
        {"name": "Tanghekou", "name:en": "Tanghekou", "name:zh": "汤河口", "place": "village", "population": "812"},
        {"name": "name:zh", "people": "population", "kind": "place"},
    ),
    "seventh census": (
        Role.POPULATION,
        {"地区编码": "110116000000", "地区": "怀柔区", "常住人口（万人）": 44.1, "户籍人口（万人）": 44.1},
        {"code": "地区编码", "name": "地区", "people": "常住人口（万人）"},
    ),
    "people by years": (
        Role.SETTLEMENT,
        {"村名": "甲村", "2010年人口": 900, "2020年人口": 812, "面积": 3.2},
        {"name": "村名", "people": "2020年人口", "kind": None},
    ),
    "river": (
        Role.RIVER,
        {"HLDM": "FE1A0000000L", "HLMC": "白河", "HLJB": "2", "平均河宽(m)": 42},
        {"name": "HLMC", "width_m": "平均河宽(m)", "directed": None, "order": "HLJB"},
    ),
    "levee": (
        Role.LEVEE,
        {"DFMC": "潮白河左堤", "XZFHBZ": "20年一遇", "SJFHBZ": "50年一遇"},
        {"name": "DFMC", "flood_standard_years": "XZFHBZ"},
    ),
    "emergency store": (
        Role.DEPOT,
        {"仓库名称": "甲库", "所属区县": "怀柔区", "库点级别": "县级", "负责人": "张三", "值班电话": "010"}
        | {"物资种类": "油锯"},
        {"name": "仓库名称", "kind": None, "level": "库点级别", "contact": "负责人", "phone": "值班电话"}
        | {"items": "物资种类"},
    ),
    "team in pinyin": (
        Role.TEAM,
        {"MINGCHENG": "一中队", "RENSHU": "25人", "LIANXIREN": "李四", "DIANHUA": "139", "集结时间(小时)": 0.5},
        {"name": "MINGCHENG", "strength": "RENSHU", "turnout_min": "集结时间(小时)", "contact": "LIANXIREN"}
        | {"phone": "DIANHUA"},
    ),
    "cut to ten characters": (
        Role.LEVEE,
        {"levee_name": "x", "NAME": "左堤", "flood_stan": 20},
        {"name": "NAME", "flood_standard_years": "flood_stan"},
    ),
    "English": (
        Role.TEAM,
        {"Team name": "A", "Headcount": 25, "Response time (min)": 15, "Contact person": "B", "Telephone": "1"},
        {"name": "Team name", "strength": "Headcount", "turnout_min": "Response time (min)"}
        | {"contact": "Contact person", "phone": "Telephone"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_of_bureaus(layout: str) -> None:
    role, row, expected = LAYOUTS[layout]
    assert columns_of(pd.DataFrame([row, row]), role) == expected


def test_two_columns_that_differ_are_a_question_and_two_that_agree_are_none() -> None:
    frame = pd.DataFrame({"名称": ["甲村", "乙村"], "常住人口": [100, 200], "户籍人口": [130, 260]})
    name, people, _kind = choose(frame, Role.SETTLEMENT)
    assert (people.column, people.rival, people.asks) == ("常住人口", "户籍人口", "rival")
    assert name.asks == ""
    frame["户籍人口"] = frame["常住人口"]
    assert choose(frame, Role.SETTLEMENT)[1].asks == ""


def test_names_that_are_both_filled_and_differ_are_a_question() -> None:
    frame = pd.DataFrame(
        {"NAME": ["怀柔区", "延庆区"], "NAME_1": ["密云区", "平谷区"], "NAME_EN": ["Huairou", "Yanqing"]}
    )
    (_code, name) = choose(frame, Role.COUNTY)
    assert (name.column, name.rival) == ("NAME", "NAME_1")
    frame["NAME_1"] = ["怀柔", "延庆"]
    assert choose(frame, Role.COUNTY)[1].rival is None, "the short form of the same name"
    frame["NAME_1"] = "北京市"
    assert choose(frame, Role.COUNTY)[1].rival is None, "the name of something larger"


def test_a_county_layer_without_codes_asks_and_what_the_planner_said_does_not() -> None:
    frame = pd.DataFrame({"name": ["甲"], "nummer": ["110116"]})
    code, _name = choose(frame.assign(nummer="x"), Role.COUNTY)
    assert (code.column, code.asks) == (None, "missing")
    code, _name = choose(frame, Role.COUNTY, {"code": None})
    assert (code.column, code.how, code.asks) == (None, "given", "")


def test_a_column_full_of_codes_is_found_whatever_it_is_called() -> None:
    frame = pd.DataFrame({"nummer": ["110116", "110119"], "id": [1, 2]})
    code, _name = choose(frame, Role.COUNTY)
    assert (code.column, code.how) == ("nummer", "values")
    made_up = pd.DataFrame({"nummer": ["110199", "110198"]})
    assert choose(made_up, Role.COUNTY)[0].column is None, "numbers of six digits are not counties"


def test_a_column_given_to_one_is_not_proposed_for_another() -> None:
    frame = pd.DataFrame({"name": ["甲"], "level": ["县级"]})
    chosen = {one.canonical: one.column for one in choose(frame, Role.DEPOT, {"kind": "level"})}
    assert chosen["kind"] == "level" and chosen["level"] is None


def test_samples_show_what_becomes_of_cells_and_what_cannot_be_read() -> None:
    frame = pd.DataFrame(
        {"人口": ["1.2万", "300余", "120", "不详", "120"], "代码": [110116.0, None, 110119, 0, 1]}, dtype=object
    )
    assert samples_of(frame, Role.SETTLEMENT, "people", "人口") == (("1.2万", "12000"), ("300余", "300"), ("不详", ""))
    assert samples_of(frame, Role.COUNTY, "code", "代码")[0] == ("110116", "110116")
    assert samples_of(frame, Role.COUNTY, "code", None) == ()


def test_every_role_of_a_shape_is_proposed_at_once() -> None:
    found = choices_by_role(pd.DataFrame({"name": ["甲"]}), Shape.LINE)
    assert {"river", "levee", "road"} <= set(found) and "county" not in found


_HYD = {"name": "NAME", "width_m": None, "directed": None, "order": "LEVEL_RIVE"}


@pytest.mark.parametrize("canonical", sorted(ALIASES))
def test_every_column_goes_by_english_and_chinese_names(canonical: str) -> None:
    assert sum(alias.isascii() for alias in ALIASES[canonical]) >= 3
    assert sum(not alias.isascii() for alias in ALIASES[canonical]) >= 2
    assert all(key(alias) == alias for alias in ALIASES[canonical]), "aliases are written as keys"
    assert len(set(ALIASES[canonical])) == len(ALIASES[canonical])


#: Shared file, layer, role proposed, and the columns that are found.
REAL = [
    ("boundary/counties_tianditu_cgcs2000.geojson", "", "county", {"code": "code", "name": "name"}),
    ("dirty/nfgis_county1999_gbk_noprj", "", "county", {"code": "ADCODE99", "name": "NAME99"}),
    ("population/census2020_county.csv", "", "population", {"code": "CODE", "name": "NAME", "people": "POPU"}),
    ("settlement/geonames_places.geojson", "", "settlement", {"name": "name_zh", "people": "population", "kind": None}),
    ("settlement/cma_stations_altitude.csv", "", "other", {"name": "站名"}),
    ("dirty/hyd2_4l_gbk_noprj", "", "river", _HYD),
    ("transport/rail.gpkg", "hsr_station", "other", {"name": "NAME_ZH"}),
]  # fmt: skip


@pytest.mark.parametrize(("file", "layer", "role", "expected"), REAL)
def test_real_files(file: str, layer: str, role: str, expected: dict[str, str | None]) -> None:
    summary = next(one for one in inspect(shared(file)).layers if layer in ("", one.name))
    assert {one.canonical: one.column for one in summary.fields_as[role]} == expected


def test_old_codes_of_a_real_file_are_told_with_their_successors() -> None:
    (summary,) = inspect(shared("dirty/nfgis_county1999_gbk_noprj")).layers
    found = {problem.code: problem.facts for problem in summary.problems}
    assert "130823 平泉县 → 130881 平泉市" in found["codes_superseded"]["examples"]
    (census,) = inspect(shared("population/census2020_county.csv")).layers
    told = {problem.code: problem.facts["count"] for problem in census.problems if problem.code.startswith("codes_")}
    assert told == {"codes_mended": 222, "codes_unlisted": 23}, "23 development zones are no counties"
