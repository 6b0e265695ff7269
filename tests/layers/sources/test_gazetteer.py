"""The country's counties: complete, valid, found by name, and named as people say them."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely

from layers.sources import gazetteer


@pytest.fixture(scope="module")
def counties():
    return gazetteer.all_counties()


def test_every_county_once_with_a_code(counties):
    assert len(counties) == 2891
    assert counties["code"].is_unique
    assert counties["code"].str.fullmatch(r"\d{6}").all()
    assert counties.crs.to_epsg() == 4490
    assert not counties["name"].str.contains("境界线").any()
    assert list(counties["code"]) == sorted(counties["code"])


def test_all_are_valid_multipolygons(counties):
    assert counties.geometry.is_valid.all()
    assert set(counties.geom_type) == {"MultiPolygon"}


def test_mending_neither_loses_nor_adds_land():
    """A ring that touches itself encloses a hole there; the mended shape covers the ring by the even-odd rule."""
    bow = shapely.Polygon([(0, 0), (4, 0), (4, 4), (2, 0), (0, 4)])  # touches its own base at (2, 0)
    assert not bow.is_valid
    [mended] = gazetteer._polygonal([bow])
    assert mended.is_valid
    assert mended.area == pytest.approx(8.0)  # two triangles of 4: by hand ½·2·4 each
    assert not mended.contains(shapely.Point(2, 3))


def test_mended_county_does_not_overlap_its_neighbours(counties):
    mended = counties.loc[counties["code"] == "659006"].geometry.iloc[0]
    others = counties[counties["code"] != "659006"]
    near = others[others.intersects(mended)]
    overlap = shapely.area(shapely.intersection(near.geometry.to_numpy(), mended)).sum()
    assert overlap < 1e-9 * mended.area


def test_parents_are_named(counties):
    by_code = counties.set_index("code")
    assert by_code.loc["130826", ["name", "province", "prefecture"]].tolist() == ["丰宁满族自治县", "河北省", "承德市"]
    assert by_code.loc["110116", ["name", "province", "prefecture"]].tolist() == ["怀柔区", "北京市", "北京市"]
    assert by_code.loc["429004", "prefecture"] == "湖北省"
    assert (counties["province"] != "").all()


def test_reading_is_quick_and_a_copy_is_handed_out():
    gazetteer._all_counties.cache_clear()
    start = time.process_time()
    first = gazetteer.all_counties()
    assert time.process_time() - start < 3.0  # 0.5 s alone; other work may share the machine
    first.loc[0, "name"] = "changed"
    assert gazetteer.all_counties().loc[0, "name"] != "changed"


def test_provinces_and_their_counties():
    provinces = dict(gazetteer.provinces())
    assert len(provinces) == 34
    assert provinces["13"] == "河北省"
    beijing = gazetteer.counties_of("11")
    assert list(beijing.columns) == ["code", "name"]
    assert len(beijing) == 16
    assert gazetteer.counties_of("110000").equals(beijing)


def test_find_prefers_equal_names():
    found = gazetteer.find("兴隆")
    assert found.loc[0, ["name", "match"]].tolist() == ["兴隆县", "exact"]
    assert "兴隆台区" not in set(found["name"])
    assert set(found["match"]) == {"exact"}
    assert gazetteer.find("兴隆县")["code"].tolist() == ["130822"]
    assert gazetteer.find("兴隆台")["name"].tolist() == ["兴隆台区"]
    assert {"兴隆县", "兴隆台区", "兴海县"} <= set(gazetteer.find("兴")["name"]), "while a name is begun all remain"


@pytest.mark.parametrize(
    "typed", ["xinglong", "XingLong", "xinglongxian", "xlx", "xing long", "130822", "hebei xinglong"]
)
def test_find_by_pinyin_initials_and_code(typed):
    found = gazetteer.find(typed)
    assert "兴隆县" in found.loc[found["match"] == "exact", "name"].tolist()
    assert "兴隆台区" not in set(found["name"])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("yuxian", "蔚县"), ("laoting", "乐亭县"), ("leting", "乐亭县"), ("xunxian", "浚县"), ("shanxian", "单县")),
        *(("lushan", "庐山市"), ("lvliang", "离石区"), ("fengning", "丰宁满族自治县"), ("xi'an", "新城区")),
    ],
)
def test_find_by_the_readings_places_have(typed, name):
    assert name in set(gazetteer.find(typed)["name"])


def test_find_lists_a_prefecture_or_province_whole_after_the_county_of_its_name():
    found = gazetteer.find("承德")
    assert found.loc[0, ["name", "match"]].tolist() == ["承德县", "exact"]
    assert set(found["code"].str[:4]) == {"1308"}
    assert set(found["code"]) == set(gazetteer.find("1308")["code"])
    assert set(gazetteer.find("chengde")["code"]) == set(found["code"])
    assert len(gazetteer.find("北京市")) == 16
    assert set(gazetteer.find("河北省")["code"].str[:2]) == {"13"}


def test_every_county_is_found_by_its_name_pinyin_and_code(counties):
    from pypinyin import lazy_pinyin

    for code, name in counties[["code", "name"]].iloc[::61].itertuples(index=False):
        assert code in set(gazetteer.find(name)["code"])
        assert code in set(gazetteer.find("".join(lazy_pinyin(name)))["code"]), name
        assert gazetteer.find(code)["code"].tolist() == [code]


def test_find_narrows_by_place_and_code():
    assert set(gazetteer.find("桥西")["code"]) == {"130104", "130703"}
    assert gazetteer.find("张家口 桥西")["code"].tolist() == ["130703"]
    assert gazetteer.find("1308")["code"].str.startswith("1308").all()
    assert gazetteer.find("丰宁").loc[0, "match"] == "exact"
    assert gazetteer.find("不存在的县").empty
    assert gazetteer.find("  ").empty
    assert gazetteer.find("(").empty  # no pattern characters


def test_polygons_have_uids_from_content():
    frame = gazetteer.polygons(["130826", "110116", "000000"])
    assert frame["code"].tolist() == ["110116", "130826"]
    assert list(frame.columns) == ["uid", "code", "name", "geometry"]
    assert frame["uid"].str.fullmatch(r"[0-9a-f]{16}").all()
    assert frame["uid"].tolist() == gazetteer.polygons(["110116", "130826"])["uid"].tolist()


def test_neighbours_share_their_line_exactly(counties):
    pair = counties[counties["code"].isin(["110116", "130826"])].geometry.to_numpy()
    shared = shapely.intersection(pair[0].boundary, pair[1].boundary)
    assert shared.length > 0.3
    assert np.isclose(shapely.intersection(pair[0], pair[1]).area, 0.0)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("怀柔区", "怀柔"),
        ("三河市", "三河"),
        ("丰宁满族自治县", "丰宁"),
        ("围场满族蒙古族自治县", "围场"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("木垒哈萨克自治县", "木垒"),
        ("隆林各族自治县", "隆林"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("滨海新区", "滨海"),
        ("蔚县", "蔚县"),
        ("郊区", "郊区"),
        ("承德县", "承德县"),  # 承德 alone would mean the prefecture
        ("阿拉善左旗", "阿拉善左旗"),
        ("北京市", "北京"),
        ("", ""),
    ],
)
def test_short_names(name, short):
    assert gazetteer.short_name(name) == short


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("13", "河北省"),
        ("130000", "河北省"),
        ("1308", "承德市"),
        ("130800", "承德市"),
        ("110116", "怀柔区"),
        ("1101", "北京市"),
        ("130824105", "滦平县"),
        ("999999", ""),
    ],
)
def test_division_names(code, name):
    assert gazetteer.division_name(code) == name
