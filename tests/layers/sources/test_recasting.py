"""A layer in another role keeps its features and finds that role's columns."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely import box

from layers.kinds import Role
from layers.sources.recasting import recast


@pytest.fixture
def areas() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"uid": ["a", "b"], "name": ["怀柔区", "丰宁县"], "adcode": ["110116", "130826"], "人口": ["1200", ""]},
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)],
        crs=4490,
    )


def test_the_columns_of_the_new_role_are_found(areas: gpd.GeoDataFrame) -> None:
    counties = recast(areas, Role.COUNTY)
    assert list(counties["code"]) == ["110116", "130826"]
    assert list(counties["uid"]) == ["a", "b"]
    assert counties.geometry.geom_equals(areas.geometry).all() and counties.crs == areas.crs
    assert list(areas.columns) == ["uid", "name", "adcode", "人口", "geometry"], "the layer itself is left alone"


def test_unknown_is_never_zero_and_the_way_back_loses_nothing(areas: gpd.GeoDataFrame) -> None:
    places = recast(areas, Role.SETTLEMENT)
    assert places["people"].iloc[0] == 1200.0 and places["people"].isna().iloc[1]
    again = recast(recast(places, Role.OTHER), Role.SETTLEMENT)
    assert again["people"].iloc[0] == 1200.0 and again["people"].isna().iloc[1]
