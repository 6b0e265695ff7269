"""Layers as the census of natural-disaster risk hands them over: roles, columns, and classes on one scale.

The files are made here.  Names and the column ``class`` follow a public checking program of the census's products;
the names of the parts (承灾体, 减灾资源) are those of the census's own lists; their columns are in the usual style of
such tables, for the data dictionary itself is not public.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers.kinds import Role, Shape
from layers.sources import ReadChoice, census, read, roles
from layers.sources.recasting import recast_with_notes
from tests.layers.sources.conftest import square

POLYGONS = [square(116.0 + 0.1 * k, 40.0) for k in range(4)]


def write(path: Path, columns: dict[str, list[object]], geometry: list[shapely.Geometry]) -> Path:
    frame = gpd.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4490")
    frame.to_file(path, encoding="UTF-8") if path.suffix == ".shp" else frame.to_file(path)
    return path


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("低 中 较高 高", [1, 2, 3, 4]),
        ("低 中 高 极高", [1, 2, 3, 4]),
        ("低风险 中低风险 中高风险 高风险", [1, 2, 3, 4]),
        ("低 中 高", [1, 2.5, 4]),
        ("低 中低 中 中高 高", [1, 1.75, 2.5, 3.25, 4]),
        ("高危险区 中危险区 低危险区", [4, 2.5, 1]),
        ("Ⅰ级 Ⅱ级 Ⅲ级 Ⅳ级", [4, 3, 2, 1]),
        ("一级 二级 三级 四级", [4, 3, 2, 1]),
        ("Ⅳ Ⅲ Ⅱ Ⅰ", [1, 2, 3, 4]),
        ("红色 橙色 黄色 蓝色", [4, 3, 2, 1]),
        ("不易发 低易发区 中易发区 高易发区", [1, 2, 3, 4]),
        ("Low Medium High", [1, 2.5, 4]),
        ("高 低", [4, 1]),
    ],
)
def test_words_have_their_place(words: str, places: list[float]) -> None:
    found = census.scale_of(words.split())
    assert found is not None and [found.places[word] for word in words.split()] == places


def test_places_keep_the_order_of_every_scale() -> None:
    for scale in census._SCALES:
        found = census.scale_of(scale)
        assert found is not None
        places = [found.places[word] for word in scale]
        assert places == sorted(places) and (places[0], places[-1]) == (1.0, 4.0)


@pytest.mark.parametrize("words", ["1 2 3 4", "甲 乙", "高 2", ""])
def test_what_does_not_say_its_order_has_no_place(words: str) -> None:
    assert census.scale_of(words.split()) is None


def test_digits_are_unknown_until_words_go_with_them() -> None:
    digits = pd.Series(["1", "2", "4", "2"])
    bare = pd.DataFrame({"class": [1, 2, 4, 2]})
    assert census.placed(bare, "class", digits)[0].isna().all()
    upwards = bare.assign(说明=["低", "中", "高", "中"])
    assert census.placed(upwards, "class", digits)[0].tolist() == [1.0, 2.5, 4.0, 2.5]
    downwards = bare.assign(说明=["高", "中", "低", "中"])
    assert census.placed(downwards, "class", digits)[0].tolist() == [4.0, 2.5, 1.0, 2.5]
    contradicting = bare.assign(说明=["高", "中", "低", "低"])
    assert census.placed(contradicting, "class", digits)[0].isna().all()


def test_a_hazard_layer_gets_its_class_and_keeps_what_was_found(tmp_path: Path) -> None:
    path = write(
        tmp_path / "森林火灾危险性.shp", {"WXXDJ": ["高", "较高", "中", "低"], "MJ": [1.0, 2.0, 3.0, 4.0]}, POLYGONS
    )
    (layer,) = read(path)
    assert layer.role is Role.HAZARD_MAP and layer.frame is not None
    assert layer.frame["hazard_class"].tolist() == [4.0, 3.0, 2.0, 1.0]
    assert layer.frame["WXXDJ"].tolist() == ["高", "较高", "中", "低"]
    note = next(note for note in layer.source.notes if note["code"] == "hazard_scale")
    assert list(note["found"]) == ["低 = 1", "中 = 2", "较高 = 3", "高 = 4"]


def test_a_product_of_the_census_is_known_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "BY_P_10_130131_01.shp", {"class": [1, 2, 3, 4]}, POLYGONS)
    (layer,) = read(path)
    assert layer.role is Role.HAZARD_MAP and layer.frame is not None
    assert layer.frame["hazard_class"].isna().all() and layer.frame["class"].tolist() == [1, 2, 3, 4]
    assert any(note["code"] == "hazard_order_unknown" and note["severity"] == "warning" for note in layer.source.notes)
    assert census.hazard_of("BY_P_10_130131_01") == "暴雨" and census.hazard_of("by_something_01") == ""


@pytest.mark.parametrize(
    ("name", "shape", "columns", "role"),
    [
        ("政府综合性救援队伍", Shape.POINT, "单位名称 队伍总人数 值守电话", Role.TEAM),
        ("社会应急力量", Shape.POINT, "名称 总人数", Role.TEAM),
        ("消防站", Shape.POINT, "消防站名称", Role.TEAM),
        ("企业救援装备", Shape.POINT, "企业名称 主要装备", Role.DEPOT),
        ("应急物资储备库", Shape.POINT, "储备库名称 主要储备物资", Role.DEPOT),
        ("应急避难场所", Shape.POINT, "场所名称 可容纳人数", Role.DEPOT),
        ("城镇房屋建筑", Shape.POLYGON, "建筑名称 地上层数 结构类型", Role.BUILDING),
        ("公路", Shape.LINE, "路线名称 技术等级", Role.ROAD),
        ("公路桥梁", Shape.POINT, "桥梁名称", Role.BRIDGE_GATE),
        ("公路隧道", Shape.LINE, "隧道名称", Role.BRIDGE_GATE),
        ("市政供水厂站", Shape.POINT, "设施名称", Role.INSTALLATION),
        ("非煤矿山", Shape.POINT, "矿山名称", Role.HAZARD_SOURCE),
        ("危化品企业", Shape.POINT, "企业名称", Role.HAZARD_SOURCE),
        ("地质灾害风险评估", Shape.POLYGON, "风险等级", Role.HAZARD_MAP),
    ],
)
def test_parts_of_the_census_are_recognised(name: str, shape: Shape, columns: str, role: Role) -> None:
    frame = pd.DataFrame({column: ["x"] for column in columns.split()})
    assert roles.propose(shape, (name,), frame)[0] is role


def test_rasters_of_the_census_are_recognised() -> None:
    assert roles.propose_raster(("DISA_G_04_110116_01",), "uint8", 1)[0] is Role.HAZARD_MAP
    assert roles.propose_raster(("洪水危险性等级",), "uint8", 1)[0] is Role.HAZARD_MAP
    assert roles.propose_raster(("人口格网30s",), "float32", 1)[0] is Role.POPULATION


def test_teams_and_depots_have_their_columns(tmp_path: Path) -> None:
    points = [shapely.Point(116.1, 40.1), shapely.Point(116.2, 40.2)]
    path = write(
        tmp_path / "政府综合性救援队伍.gpkg",
        {
            "救援队伍名称": ["怀柔大队", "丰宁大队"],
            "队伍总人数": [45, 30],
            "负责人": ["张", "李"],
            "值守电话": ["1", "2"],
        },
        points,
    )
    (team,) = read(path)
    assert team.role is Role.TEAM and team.frame is not None
    assert team.frame["name"].tolist() == ["怀柔大队", "丰宁大队"] and team.frame["strength"].tolist() == [45, 30]
    assert team.frame["contact"].tolist() == ["张", "李"] and team.frame["phone"].tolist() == ["1", "2"]
    path = write(
        tmp_path / "应急物资储备库.gpkg",
        {"储备库名称": ["县库", "镇库"], "储备库类型": ["县级", "乡级"], "主要储备物资": ["帐篷", "水泵"]},
        points,
    )
    (depot,) = read(path)
    assert depot.role is Role.DEPOT and depot.frame is not None
    assert depot.frame["name"].tolist() == ["县库", "镇库"] and depot.frame["items"].tolist() == ["帐篷", "水泵"]
    assert np.isfinite(shapely.get_coordinates(depot.frame.geometry)).all()


# --- bare digits, of which the planner says which end is high -------------------------------------------


def digits(values: list[object]) -> gpd.GeoDataFrame:
    boxes = [shapely.box(116 + k, 40, 117 + k, 41) for k in range(len(values))]
    return gpd.GeoDataFrame({"危险性等级": values}, geometry=boxes, crs=4490)


@pytest.mark.parametrize(
    "order, values, wanted",
    [
        (census.FIRST_LOWEST, [1, 2, 3, 4], [1.0, 2.0, 3.0, 4.0]),
        (census.FIRST_HIGHEST, [1, 2, 3, 4], [4.0, 3.0, 2.0, 1.0]),
        (census.FIRST_HIGHEST, [1, 2], [4.0, 3.0]),  # the others just do not occur
        (census.FIRST_LOWEST, [1, 3, 5], [1.0, 2.5, 4.0]),
        (census.FIRST_HIGHEST, ["1", "4", ""], [4.0, 1.0, None]),
        (census.FIRST_LOWEST, [0, 1, 2], [None, None, None]),
        (census.FIRST_LOWEST, [1, 6], [None, None]),
        ("nonsense", [1, 4], [None, None]),
    ],
)
def test_digits_count_as_the_planner_says(
    tmp_path: Path, order: str, values: list[object], wanted: list[float | None]
) -> None:
    path = tmp_path / "暴雨危险性.gpkg"
    digits(values).to_file(path)
    (layer,) = read(path, ReadChoice(role=Role.HAZARD_MAP, fields={census.ORDER: order}))
    assert layer.frame is not None
    found = [None if np.isnan(place) else place for place in layer.frame["hazard_class"]]
    assert found == wanted
    told = {note["code"] for note in layer.source.notes}
    assert ("hazard_order_given" in told) is any(place is not None for place in wanted)


def test_words_win_over_what_was_said_of_digits(tmp_path: Path) -> None:
    path = tmp_path / "暴雨危险性.gpkg"
    frame = digits([1, 2, 3, 4])
    frame["说明"] = ["低", "中", "较高", "高"]
    frame.to_file(path)
    choice = ReadChoice(role=Role.HAZARD_MAP, fields={census.ORDER: census.FIRST_HIGHEST})
    (layer,) = read(path, choice)
    assert layer.frame is not None and layer.frame["hazard_class"].tolist() == [1.0, 2.0, 3.0, 4.0]
    assert "hazard_order_given" not in {note["code"] for note in layer.source.notes}


def test_what_was_said_of_digits_holds_when_columns_change(tmp_path: Path) -> None:
    path = tmp_path / "暴雨危险性.gpkg"
    digits([1, 4]).assign(名称=["甲", "乙"]).to_file(path)
    (layer,) = read(path, ReadChoice(role=Role.HAZARD_MAP, fields={census.ORDER: census.FIRST_HIGHEST}))
    assert layer.frame is not None
    other, _notes = recast_with_notes(layer.frame, Role.OTHER, Role.HAZARD_MAP, notes=layer.source.notes)
    assert "hazard_class" not in other
    same, again = recast_with_notes(layer.frame, Role.HAZARD_MAP, Role.HAZARD_MAP, notes=layer.source.notes)
    assert same["hazard_class"].tolist() == [4.0, 1.0]
    assert [note["code"] for note in again].count("hazard_order_given") == 1
