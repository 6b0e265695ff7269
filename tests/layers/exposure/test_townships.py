"""Townships: their county by code or place, and how much of each an area takes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import transform
from layers.exposure import gather_townships, misplaced_townships, townships_inside
from layers.geodesy import HA_PER_M2, areas_m2

#: Two counties side by side, each of two townships of 0.1° × 0.1°.
BOXES = [shapely.box(116.0 + 0.1 * k, 40.0, 116.1 + 0.1 * k, 40.1) for k in range(4)]
CODES = ["110116100", "110116101", "130826200", "130826201"]
NAMES = ["甲镇", "乙乡", "丙镇", "丁乡"]


def layer(codes: list[str] = CODES, names: list[str] = NAMES) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": codes, "name": names}, geometry=BOXES[: len(codes)], crs=4490)


@pytest.fixture
def counties() -> gpd.GeoDataFrame:
    shapes = [shapely.box(116.0, 40.0, 116.2, 40.1), shapely.box(116.2, 40.0, 116.4, 40.1)]
    return gpd.GeoDataFrame({"code": ["110116", "130826"], "name": ["怀柔区", "丰宁县"]}, geometry=shapes, crs=4490)


def test_the_county_is_what_the_code_says() -> None:
    assert gather_townships([layer()])["county"].tolist() == ["110116", "110116", "130826", "130826"]


def test_without_a_code_it_is_where_the_township_lies(counties: gpd.GeoDataFrame) -> None:
    found = gather_townships([layer(["", "", "", "130826201"])], counties)
    assert found["county"].tolist() == ["110116", "110116", "130826", "130826"]
    assert gather_townships([layer([""] * 4)])["county"].tolist() == [""] * 4, "no county layer, no county"


def test_the_upper_layer_wins_and_nameless_codes_stay() -> None:
    upper = layer([CODES[0], ""], ["甲镇（新）", "无码乡"])
    found = gather_townships([upper, layer()])
    assert found["name"].tolist() == ["甲镇（新）", "无码乡", "乙乡", "丙镇", "丁乡"]
    assert len(gather_townships([])) == 0


def test_half_of_a_township_is_half_of_it() -> None:
    area = shapely.box(116.05, 40.0, 116.25, 40.1)
    found = townships_inside(area, gather_townships([layer()]))
    assert found["name"].tolist() == ["乙乡", "甲镇", "丙镇"]
    assert found["share"].tolist() == pytest.approx([1.0, 0.5, 0.5], abs=1e-3)  # long edges bow by metres
    # 0.1° × 0.1° at 40.05° N is 8.53 km × 11.10 km.
    assert found["inside_ha"].tolist() == pytest.approx([9474, 4737, 4737], rel=2e-3)


def test_a_line_in_common_is_no_touch() -> None:
    area = shapely.box(116.1, 40.0, 116.2, 40.1)
    assert townships_inside(area, gather_townships([layer()]))["name"].tolist() == ["乙乡"]
    assert townships_inside(shapely.box(100, 30, 101, 31), gather_townships([layer()])).empty
    assert townships_inside(area, gather_townships([])).empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(116.01, 116.39), st.floats(40.01, 40.09)), min_size=3, max_size=8, unique=True))
def test_the_parts_of_an_area_within_townships_sum_to_it(corners: list[tuple[float, float]]) -> None:
    area = shapely.MultiPoint(corners).convex_hull
    if area.geom_type != "Polygon" or area.area < 1e-5:
        return
    found = townships_inside(area, gather_townships([layer()]))
    plane = "EPSG:4548"
    drawn = shapely.segmentize(transform(area, "EPSG:4490", plane), 200.0)
    whole = float(areas_m2(np.array([drawn]), plane)[0]) * HA_PER_M2
    assert found["inside_ha"].sum() == pytest.approx(whole, abs=0.31), "but parts under 0.1 ha, which are left out"
    assert ((found["share"] > 0) & (found["share"] <= 1 + 1e-9)).all()


def test_code_and_place_that_disagree_are_told(counties: gpd.GeoDataFrame) -> None:
    assert misplaced_townships(layer(), counties) == []
    swapped = layer(["110116100", "130826999", "130826200", "110116777"])
    assert misplaced_townships(swapped, counties) == ["乙乡", "丁乡"]
    assert misplaced_townships(layer(["999999100"] * 4), counties) == [], "of other counties nothing is known"
    assert misplaced_townships(layer([""] * 4), counties) == []


def test_a_township_across_the_line_by_less_than_half_is_at_home(counties: gpd.GeoDataFrame) -> None:
    frame = gpd.GeoDataFrame(
        {"code": ["110116100"], "name": ["甲镇"]}, geometry=[shapely.box(116.12, 40.0, 116.26, 40.1)], crs=4490
    )
    assert misplaced_townships(frame, counties) == []


def test_a_file_of_townships_is_read_with_the_finding(tmp_path, counties: gpd.GeoDataFrame) -> None:
    from layers.kinds import Role
    from layers.sources import inspect, read

    frame = layer(["110116100", "130826999", "130826200", "130826201"]).rename(
        columns={"code": "乡镇代码", "name": "乡镇名称"}
    )
    path = tmp_path / "乡镇界.gpkg"
    frame.to_file(path)
    (seen,) = inspect(path, counties=counties).layers
    assert seen.proposed_role is Role.TOWNSHIP
    assert {"count": 1, "names": ["乙乡"]} in [p.facts for p in seen.problems if p.code == "townships_elsewhere"]
    (read_layer,) = read(path, counties=counties)
    assert "townships_elsewhere" in {note["code"] for note in read_layer.source.notes}
    assert read_layer.frame is not None and read_layer.frame["code"].tolist()[0] == "110116100"
