from __future__ import annotations

import pandas as pd
import pytest

from layers.kinds import ROLE_SHAPES, Role, Shape
from layers.sources.roles import REASON_KINDS, propose, propose_raster

NOTHING = pd.DataFrame(index=range(2))


@pytest.mark.parametrize(
    ("shape", "name", "role"),
    [
        (Shape.POLYGON, "县界", Role.COUNTY),
        (Shape.POLYGON, "怀柔区_乡镇界", Role.TOWNSHIP),
        (Shape.LINE, "主要河流", Role.RIVER),
        (Shape.LINE, "rivers_2020", Role.RIVER),
        (Shape.POLYGON, "水库", Role.LAKE),
        (Shape.POLYGON, "林班2023", Role.FOREST),
        (Shape.LINE, "防火隔离带", Role.FIREBREAK),
        (Shape.POINT, "村庄", Role.SETTLEMENT),
        (Shape.POINT, "森林防火物资库", Role.DEPOT),
        (Shape.POINT, "扑火队伍", Role.TEAM),
        (Shape.POINT, "瞭望塔", Role.LOOKOUT),
        (Shape.POINT, "界桩", Role.BOUNDARY_MARKER),
        (Shape.POINT, "检查站", Role.CHECKPOINT),
        (Shape.POLYGON, "耕地", Role.FARMLAND),
        (Shape.POLYGON, "房屋建筑", Role.BUILDING),
        (Shape.POINT, "取水口", Role.WATER_INTAKE),
        (Shape.LINE, "堤防", Role.LEVEE),
        (Shape.LINE, "道路", Role.ROAD),
        (Shape.POINT, "桥梁", Role.BRIDGE_GATE),
        (Shape.POINT, "modis_hotspots", Role.HISTORY),
        (Shape.LINE, "coastline", Role.BASEMAP),
        (Shape.POINT, "abc", Role.OTHER),
        (Shape.LINE, "broad", Role.OTHER),  # "road" inside a word is no hint
    ],
)
def test_layer_names(shape: Shape, name: str, role: Role) -> None:
    found, reasons = propose(shape, (name,), NOTHING)
    assert found is role
    assert all(reason.split(":")[0] in REASON_KINDS for reason in reasons)
    assert reasons


def test_columns_and_values_speak_when_names_do_not() -> None:
    counties = pd.DataFrame({"dm": [110116, 110228, 130826]})
    assert propose(Shape.POLYGON, ("export_1",), counties)[0] is Role.COUNTY
    townships = pd.DataFrame({"dm": ["110116103", "110116104"]})
    assert propose(Shape.POLYGON, ("export_1",), townships)[0] is Role.TOWNSHIP
    forest = pd.DataFrame({"小班号": [1, 2], "优势树种": ["油松", "栎类"], "县代码": ["110116", "110116"]})
    assert propose(Shape.POLYGON, ("data",), forest)[0] is Role.FOREST
    levee = pd.DataFrame({"防洪标准": ["20年一遇"] * 2})
    assert propose(Shape.LINE, ("data",), levee)[0] is Role.LEVEE
    names = pd.Series(["潮河", "白河", "汤河"])
    assert propose(Shape.LINE, ("data",), NOTHING, names)[0] is Role.RIVER


def test_a_forest_layer_with_unique_codes_of_other_kinds_is_no_county() -> None:
    frame = pd.DataFrame({"小班号": ["0001", "0002"], "树种": ["油松", "侧柏"]})
    assert propose(Shape.POLYGON, ("林地",), frame)[0] is Role.FOREST


@pytest.mark.parametrize("shape", list(Shape))
def test_a_proposed_role_can_have_the_shape(shape: Shape) -> None:
    for name in ("县界 河流 湖泊 森林 村庄 仓库 道路 dem 土地利用 人口 危险性 历史 底图", ""):
        role, _ = propose(shape, (name,), pd.DataFrame({"code": ["110116"], "人口": [1]}))
        assert shape in ROLE_SHAPES[role]


@pytest.mark.parametrize(
    ("name", "dtype", "bands", "role"),
    [
        ("dem_30s", "int16", 1, Role.TERRAIN),
        ("高程", "float32", 1, Role.TERRAIN),
        ("landcover_2020", "uint8", 1, Role.LAND_COVER),
        ("worldpop", "float32", 1, Role.POPULATION),
        ("影像", "uint8", 3, Role.BASEMAP),
        ("x", "uint8", 3, Role.BASEMAP),
        ("x", "float32", 1, Role.OTHER),
    ],
)
def test_rasters(name: str, dtype: str, bands: int, role: Role) -> None:
    assert propose_raster((name,), dtype, bands)[0] is role
