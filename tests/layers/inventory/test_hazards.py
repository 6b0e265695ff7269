"""Hazard sources near the line: distances by hand on the ellipsoid, what is late, and what the plan says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from layers.geodesy import distance_m, geodesic_area_m2
from layers.inventory import gathering, hazards
from layers.inventory.gathering import Source, Surroundings, surroundings
from layers.inventory.model import HazardCheck, InventorySettings, Rectification
from layers.kinds import Origin, Role, Shape
from layers.plan import PlanStore
from layers.plan.model import LayerRecord
from tests.layers.inventory.rows import ON, A, B
from tests.layers.plan.builders import REFERENCE

#: Two counties that share the meridian 116.5.
WEST, EAST = shapely.box(116.4, 40.6, 116.5, 40.7), shapely.box(116.5, 40.6, 116.6, 40.7)
WOODS = [shapely.box(116.42, 40.62, 116.44, 40.64), shapely.box(116.49, 40.65, 116.51, 40.66)]


def layer(title: str, role: Role, shape: Shape, *counties: str) -> LayerRecord:
    return LayerRecord("", title, role, shape, Origin.READ, "", speaks_for=frozenset(counties))


def points(names: list[str], places: list[tuple[float, float]], **columns: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"uid": names, "name": names, **columns}, geometry=[shapely.Point(*one) for one in places], crs=4490
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    path = tmp_path_factory.mktemp("plan") / "p.lianfang.gpkg"
    land = gpd.GeoDataFrame(
        {"uid": ["a", "b"], "code": [A, B], "name": ["怀柔区", "丰宁满族自治县"]}, geometry=[WEST, EAST], crs=4490
    )
    with PlanStore.create(path, title="t", reference_date=REFERENCE) as store:
        with store.change("filled"):
            store.add_layer(layer("县", Role.COUNTY, Shape.POLYGON), land)
            # What is added later lies above.
            again = gpd.GeoDataFrame({"uid": ["h"], "name": ["丙"]}, geometry=[WEST], crs=4490)
            store.add_layer(layer("另一份", Role.FOREST, Shape.POLYGON, A), again)
            woods = gpd.GeoDataFrame({"uid": ["f", "g"], "name": ["甲", "乙"]}, geometry=WOODS, crs=4490)
            store.add_layer(layer("林", Role.FOREST, Shape.POLYGON, A), woods)
            store.add_layer(
                layer("库", Role.DEPOT, Shape.POINT, A, B),
                points(["西库", "东库"], [(116.45, 40.65), (116.55, 40.65)], contact=["赵", ""], phone=["1", None]),
            )
            store.add_layer(
                layer("险", Role.HAZARD_SOURCE, Shape.POINT, A, B),
                points(
                    ["近", "远", "界上"], [(116.49, 40.65), (116.41, 40.65), (116.5, 40.62)],
                    kind=["油库", "尾矿库", ""], inspected=["2026-03-01", "", ""],
                ),
            )  # fmt: skip
        return surroundings(store)


def test_distances_are_geodesics_to_the_line_and_say_across_which(found: Surroundings) -> None:
    near, far, on_line = found.sources
    # The line is a meridian: the way to it runs along a parallel, on 900 m of which the geodesic differs by nothing.
    assert near.distance_m == pytest.approx(distance_m(116.49, 40.65, 116.5, 40.65), abs=0.05)
    assert far.distance_m == pytest.approx(distance_m(116.41, 40.65, 116.5, 40.65), abs=0.5)
    assert (near.county, near.other) == (A, B) and near.kind == "油库"
    assert on_line.distance_m == pytest.approx(0.0, abs=0.05) and on_line.county == A, "the lowest code takes it"


def test_holders_and_bases_of_the_plan(found: Surroundings) -> None:
    assert [(one.name, one.county, one.contact, one.phone) for one in found.holders] == [
        ("西库", A, "赵", "1"),
        ("东库", B, "", ""),
    ]
    length_km = distance_m(116.5, 40.6, 116.5, 40.7) / 1000
    assert found.bases[A]["border_km"] == pytest.approx(length_km, rel=1e-6) == found.bases[B]["border_km"]
    # Of the wood across the line the western half; the lower layer, which says the whole county is wood, not at all.
    half = shapely.box(116.49, 40.65, 116.5, 40.66)
    expected = (geodesic_area_m2(WOODS[0]) + geodesic_area_m2(half)) / 1e4
    assert found.bases[A]["forest_ha"] == pytest.approx(expected, rel=1e-5)
    assert "forest_ha" not in found.bases[B], "no layer speaks for it: unknown"


def test_only_those_within_reach_are_listed_the_nearest_first(found: Surroundings) -> None:
    def names(within_m: float) -> list[str]:
        return [row.source.name for row in hazards.listed(found.sources, [], InventorySettings(within_m=within_m), ON)]

    assert names(1000.0) == ["界上", "近"] and names(20_000.0) == ["界上", "近", "远"] and names(1.0) == ["界上"]
    nowhere = [replace(found.sources[0], distance_m=None)]
    assert hazards.listed(nowhere, [], InventorySettings(), ON) == []


def test_what_was_recorded_counts_before_what_the_layer_says(found: Surroundings) -> None:
    source = found.sources[0]
    assert hazards.merged(source, None).inspected == "2026-03-01"
    check = HazardCheck(uid=source.uid, inspected="2026-04-30", owner="甲公司")
    merged = hazards.merged(source, check)
    assert (merged.inspected, merged.owner, merged.hazard_type, merged.layer_uid) == (
        "2026-04-30",
        "甲公司",
        "油库",
        source.layer_uid,
    )


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (HazardCheck(inspected="2026-04-01"), ()),
        (HazardCheck(), ("inspection",)),
        (HazardCheck(inspected="2025-11-02"), ()),  # 180 days before 2026-05-01
        (HazardCheck(inspected="2025-11-01"), ("inspection",)),
        (HazardCheck(inspected="2026-04-01", due="2026-04-30", rectification="doing"), ("rectification",)),
        (HazardCheck(inspected="2026-04-01", due="2026-05-01", rectification="open"), ()),  # the day itself is left
        (HazardCheck(inspected="2026-04-01", due="2026-04-30", rectification="done"), ()),
        (HazardCheck(inspected="2026-04-01", due="2026-04-30"), ("rectification",)),  # nobody says that it is done
        (HazardCheck(inspected="2026-04-01", next_joint="2026-04-30"), ("joint",)),
    ],
)
def test_what_is_late(check: HazardCheck, expected: tuple[str, ...]) -> None:
    assert hazards.late(check, ON, 180) == expected
    row = hazards.HazardRow(Source("u", "l", "n", "", A, B, 1.0, 116.0, 40.0), check, expected)
    assert row.is_overdue is bool(set(expected) & {"rectification", "joint"})


def test_a_plan_without_counties_has_no_lines_and_says_nothing(tmp_path: Path) -> None:
    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="t", reference_date=date(2026, 1, 1)) as store:
        with store.change("filled"):
            store.add_layer(layer("险", Role.HAZARD_SOURCE, Shape.POINT), points(["甲"], [(116.4, 40.6)]))
        found = gathering.surroundings(store)
    assert found.sources[0].distance_m is None and found.sources[0].county == "" and not found.bases
    assert Rectification("done") is Rectification.DONE
