"""A layer in another role keeps its features and finds that role's columns."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord, SourceInfo
from layers.sources.fields import map_fields
from layers.sources.recasting import given_in, recast, recast_record, recast_with_notes, source_columns


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


SOURCE = pd.DataFrame(
    {
        "XZQDM": ["110116", "110119"],
        "XZQMC": ["怀柔区", "延庆区"],
        "简称": ["怀柔", "延庆"],
        "RK": ["44.1万", "不详"],
        "PEOPLE": [1, 2],
    }
)


def in_plan(role: Role, given: dict[str, str | None] | None = None) -> tuple[gpd.GeoDataFrame, tuple]:
    """Return a layer as reading it into a plan leaves it, with its notes."""
    mapped = map_fields(SOURCE, role, given=given)
    columns = pd.concat([pd.DataFrame({"uid": ["a", "b"]}), mapped.canonical, mapped.rest], axis=1)
    notes = [{"code": "crs_identical", "severity": "info", "found": "x"}, *(one.as_note() for one in mapped.told())]
    return gpd.GeoDataFrame(columns, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4490), tuple(notes)


@pytest.mark.parametrize("role", [Role.COUNTY, Role.SETTLEMENT, Role.FOREST, Role.DEPOT])
def test_the_columns_of_the_source_come_back(role: Role) -> None:
    frame, notes = in_plan(role)
    back = source_columns(frame, role, notes)
    assert set(back.columns) == set(SOURCE.columns)
    pd.testing.assert_frame_equal(back[SOURCE.columns], SOURCE, check_dtype=False)


def test_another_column_is_taken_and_the_old_one_is_kept_under_its_own_name() -> None:
    frame, notes = in_plan(Role.COUNTY)
    fresh, told = recast_with_notes(frame, Role.COUNTY, Role.COUNTY, notes=notes, given={"name": "简称"})
    assert fresh["name"].tolist() == ["怀柔", "延庆"] and fresh["XZQMC"].tolist() == ["怀柔区", "延庆区"]
    assert fresh["code"].tolist() == ["110116", "110119"] and "XZQDM" not in fresh.columns
    assert given_in(told) == {"name": "简称"}
    assert told[0]["code"] == "crs_identical", "notes about other things stay"
    assert sum(note["code"] == "field_mapped" for note in told) == 1
    again, _ = recast_with_notes(fresh, Role.COUNTY, Role.COUNTY, notes=told, given={})
    assert list(again.columns) == list(frame.columns), "the proposal comes back"
    assert again["name"].tolist() == frame["name"].tolist()


def test_what_was_said_holds_in_another_role() -> None:
    frame, notes = in_plan(Role.SETTLEMENT, {"name": "简称", "people": "RK"})
    other, told = recast_with_notes(frame, Role.COUNTY, Role.SETTLEMENT, notes=notes)
    assert other["name"].tolist() == ["怀柔", "延庆"] and given_in(told) == {"name": "简称"}
    assert other["RK"].tolist() == ["44.1万", "不详"]


def test_a_table_of_counties_speaks_for_those_its_codes_name() -> None:
    table = gpd.GeoDataFrame(
        {"uid": ["a"], "code": ["110116"], "name": [""], "people": [5.0], "NEU": ["110119"]}, geometry=[None], crs=4490
    )
    source = SourceInfo(notes=({"code": "field_mapped", "field": "DM", "canonical": "code"},))
    record = LayerRecord(
        "t", "人口", Role.POPULATION, Shape.TABLE, Origin.READ, "", speaks_for=frozenset({"110116"}), source=source
    )
    fresh, cast = recast_record(record, table, Role.POPULATION, {"code": "NEU"})
    assert (cast["code"].tolist(), cast["DM"].tolist()) == (["110119"], ["110116"])
    assert fresh.speaks_for == {"110119"}
    chosen, _ = recast_record(
        replace(record, speaks_for=frozenset({"130826"})), table, Role.POPULATION, {"code": "NEU"}
    )
    assert chosen.speaks_for == {"130826"}, "what the planner ticked stays"
