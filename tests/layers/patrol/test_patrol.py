"""Patrol areas on squares: 0.1° of longitude and latitude, west 110116, east 130826, south-east 130824."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.agreements import normalised
from layers.geodesy import distance_m, geodesic_area_m2
from layers.kinds import Origin, Role, Shape
from layers.patrol import (
    BASES,
    FINDING_CODES,
    TIME_LIMITS,
    CountyIndex,
    LiveIndex,
    PatrolArea,
    check_area,
    corners,
    report,
    responsibility,
    tasks,
)
from layers.plan.model import LayerRecord, SourceInfo
from layers.zones.model import ZONE_COLUMNS, LayerInput, ZoneInputs
from tests.layers.plan.builders import spatial, zone_row

ON = date(2026, 4, 1)
COUNTIES = gpd.GeoDataFrame(
    {
        "code": ["110116", "130826", "130824"],
        "name": ["怀柔区", "丰宁满族自治县", "滦平县"],
        "geometry": [
            # With a vertex where the three meet: neighbours share every vertex.
            shapely.Polygon(
                [(117.0, 40.0), (117.1, 40.0), (117.1, 40.1), (117.1, 40.14), (117.1, 40.2), (117.0, 40.2)]
            ),
            shapely.Polygon([(117.1, 40.1), (117.2, 40.1), (117.2, 40.2), (117.1, 40.2), (117.1, 40.14)]),
            shapely.box(117.1, 40.0, 117.2, 40.1),
        ],
    },
    crs=4490,
)
#: Half in the west, half in the north-east.
ACROSS = shapely.box(117.08, 40.12, 117.12, 40.16)


def points(rows: list[tuple[Any, ...]], columns: list[str]) -> gpd.GeoDataFrame:
    table = pd.DataFrame([row[:-1] for row in rows], columns=columns)
    return gpd.GeoDataFrame(table, geometry=[shapely.Point(*row[-1]) for row in rows], crs=4490)


SETTLEMENTS = points(
    [
        ("v1", "西村", 100.0, (117.09, 40.14)),
        ("v2", "界村", 50.0, (117.1, 40.14)),  # on the county line: belongs to the lower code
        ("v3", "东村", math.nan, (117.12, 40.14)),  # on the edge of the area: inside
        ("v4", "远村", 900.0, (117.19, 40.19)),
    ],
    ["uid", "name", "people"],
)
DEPOTS = points(
    [
        ("d1", "东库", "仓库", "县级", "王五", "0314-1", "水泵", (117.15, 40.14)),
        ("d2", "西库", "仓库", "县级", "赵六", "010-1", "风机", (117.09, 40.14)),
    ],
    ["uid", "name", "kind", "level", "contact", "phone", "items"],
)
BOTH = frozenset({"110116", "130826"})


def make_inputs(**speaks: frozenset[str] | None) -> ZoneInputs:
    return ZoneInputs(
        counties=COUNTIES,
        layers=(
            LayerInput("villages", Role.SETTLEMENT, SETTLEMENTS, speaks.get("settlement", BOTH)),
            LayerInput("depots", Role.DEPOT, DEPOTS, speaks.get("depot", BOTH)),
        ),
        agreements=normalised(
            pd.DataFrame(
                [
                    {
                        "name": "怀丰防火协议",
                        "number": "1号",
                        "year": 2025,
                        "hazards": ["forest"],
                        "phases": ["prevention"],
                        "parties": [{"code": "110116"}, {"code": "130826"}],
                        "start": "2025-01-01",
                        "end": "2027-12-31",
                        "state": "signed",
                    },
                    {
                        "name": "怀滦防火协议",
                        "year": 2025,
                        "hazards": ["forest"],
                        "parties": [{"code": "110116"}, {"code": "130824"}],
                        "state": "signed",
                    },
                ]
            )
        ),
        metric_epsg=4548,
    )


def multi_box(*bounds: float) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.box(*bounds)])


ZONES = spatial(
    [
        zone_row(uid="zz000002far", rank=2, geometry=shapely.MultiPolygon([shapely.box(117.12, 40.12, 117.14, 40.16)])),
        zone_row(
            uid="zz000001near", rank=1, geometry=shapely.MultiPolygon([shapely.box(117.09, 40.13, 117.11, 40.15)])
        ),
        zone_row(
            uid="zz000003local",
            rank=3,
            zone_class="L",
            counties=["110116"],
            supports=[],
            geometry=multi_box(117.08, 40.12, 117.085, 40.125),
        ),
    ],
    ZONE_COLUMNS,
)


def make_report(polygon: shapely.Geometry = ACROSS, **changes: Any) -> Any:
    return report(PatrolArea("a1", "一号", polygon), changes.pop("inputs", make_inputs()), ZONES, on=ON, **changes)


# --- areas -----------------------------------------------------------------------------------------


def test_shares_of_a_square_cut_in_half() -> None:
    made = make_report()
    assert [share.county for share in sorted(made.shares, key=lambda s: s.county)] == ["110116", "130826"]
    half = geodesic_area_m2(shapely.box(117.08, 40.12, 117.10, 40.16)) / 1e4
    for share in made.shares:
        # The square's edges are straight in the projection, those of the check geodesic: 4 km apart by 0.2 m.
        assert share.area_ha == pytest.approx(half, rel=1e-4)
        assert share.share == pytest.approx(0.5, abs=1e-4)
    assert made.outside_ha == 0.0
    assert {share.name for share in made.shares} == {"怀柔区", "丰宁满族自治县"}


def test_parts_sum_to_the_whole_exactly_with_land_outside() -> None:
    made = make_report(shapely.box(116.95, 40.05, 117.25, 40.15))
    assert math.fsum([*(share.area_ha for share in made.shares), made.outside_ha]) == made.area_ha
    assert made.outside_ha > 0
    whole = geodesic_area_m2(shapely.segmentize(shapely.box(116.95, 40.05, 117.25, 40.15), 0.002)) / 1e4
    assert made.area_ha == pytest.approx(whole, rel=3e-4)


def test_area_is_ellipsoidal_not_planar() -> None:
    far = COUNTIES.copy()
    far["geometry"] = far.geometry.translate(1.4, 0)  # 1.5° off the central meridian
    square = shapely.segmentize(shapely.box(118.55, 40.05, 118.56, 40.06), 0.0005)
    division = CountyIndex(far, 4548).divide(square)
    planar = CountyIndex(far, 4548).outline(square).area / 1e4
    assert division.total_ha == pytest.approx(geodesic_area_m2(square) / 1e4, rel=1e-7)
    assert planar / division.total_ha - 1 > 2e-4


def test_an_overlap_of_two_counties_is_counted_once() -> None:
    wide = COUNTIES.copy()
    wide.loc[0, "geometry"] = shapely.box(117.0, 40.0, 117.11, 40.2)
    forward = CountyIndex(wide).divide(ACROSS)
    backward = CountyIndex(wide.iloc[::-1]).divide(ACROSS)
    assert forward.total_ha == pytest.approx(CountyIndex(COUNTIES).divide(ACROSS).total_ha, rel=1e-9)
    assert dict(zip(forward.counties, forward.areas_m2, strict=True)) == pytest.approx(
        dict(zip(backward.counties, backward.areas_m2, strict=True))
    )
    assert forward.counties[0] == "110116"  # the lower code takes the strip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(116.95, 117.25), st.floats(39.95, 40.25)), min_size=3, max_size=8),
)
def test_any_outline_divides_into_its_whole(corner: list[tuple[float, float]]) -> None:
    """Even one that crosses itself: the parts are disjoint and cover what it encloses."""
    index = CountyIndex(COUNTIES, 4548)
    division = index.divide(shapely.Polygon(corner))
    whole = float(index.areas_m2(np.array([division.whole], dtype=object))[0])
    assert math.fsum(division.areas_m2) == pytest.approx(whole, abs=0.5 * 4 + whole * 1e-9)


def test_corners_are_the_outermost_vertices() -> None:
    found = corners(shapely.Polygon([(117.0, 40.5), (117.5, 40.0), (118.0, 40.5), (117.5, 41.0)]))
    assert found == {"west": (117.0, 40.5), "south": (117.5, 40.0), "east": (118.0, 40.5), "north": (117.5, 41.0)}
    assert corners(shapely.box(0, 0, 1, 1))["east"] == (1, 1)  # of two the northern one


def test_perimeter_is_geodesic() -> None:
    x1, y1, x2, y2 = ACROSS.bounds
    around = distance_m(x1, y1, x2, y1) + distance_m(x1, y2, x2, y2) + 2 * distance_m(x1, y1, x1, y2)
    assert make_report().perimeter_m == pytest.approx(around, abs=0.01)


# --- what lies inside ---------------------------------------------------------------------------------


def test_shared_zones_by_rank_and_touching_is_not_overlap() -> None:
    zones = make_report().zones
    assert list(zones["uid"]) == ["zz000001near"]  # one only touches, one stays in its county
    inside = geodesic_area_m2(shapely.box(117.09, 40.13, 117.11, 40.15)) / 1e4
    assert zones["inside_ha"][0] == pytest.approx(inside, rel=1e-4)


def test_a_zone_that_touches_itself_is_no_obstacle() -> None:
    bow = shapely.Polygon([(117.085, 40.13), (117.115, 40.15), (117.115, 40.13), (117.085, 40.15)])
    zones = ZONES.iloc[[1]].set_geometry([shapely.MultiPolygon([bow])], crs=4490)
    made = report(PatrolArea("a", "一号", ACROSS), make_inputs(), zones, on=ON)
    halves = [
        [(117.085, 40.13), (117.1, 40.14), (117.085, 40.15)],
        [(117.115, 40.13), (117.1, 40.14), (117.115, 40.15)],
    ]
    inside = sum(geodesic_area_m2(shapely.Polygon(half)) for half in halves) / 1e4
    assert made.zones["inside_ha"][0] == pytest.approx(inside, rel=1e-4)
    assert LiveIndex.build(make_inputs(), zones).numbers(ACROSS).zones == ("zz000001near",)


def test_villages_with_the_edge_and_each_once() -> None:
    made = make_report()
    assert dict(zip(made.villages["name"], made.villages["county"], strict=True)) == {
        "西村": "110116",
        "界村": "110116",
        "东村": "130826",
    }
    assert made.people == 150.0
    assert made.people_unknown_places == 1


def test_people_are_unknown_where_nobody_speaks() -> None:
    made = make_report(inputs=make_inputs(settlement=frozenset({"130826"})))
    assert {"county": "110116", "role": "settlement"} in made.unknown
    assert math.isnan(made.people)  # the only place of 130826 has no figure


def test_depots_nearest_first_on_the_ellipsoid() -> None:
    depots = make_report().depots
    assert list(depots["name"]) == ["西库", "东库"]
    assert depots["distance_km"][0] == pytest.approx(distance_m(117.1, 40.14, 117.09, 40.14) / 1000, abs=0.01)
    assert set(depots["method"]) == {"geodesic"}
    assert list(depots["contact"]) == ["赵六", "王五"]


def test_agreements_of_the_borders_inside_only() -> None:
    found = make_report().agreements
    assert list(found["name"]) == ["怀丰防火协议"]
    row = found.iloc[0]
    assert row["in_force"] is True
    assert (row["number"], row["end"], row["how"]) == ("1号", "2027-12-31", "party")
    assert row["borders"] == ["110116|130826"]
    assert list(make_report(shapely.box(117.08, 40.04, 117.12, 40.08)).agreements["name"]) == ["怀滦防火协议"]


def test_a_tripoint_gives_every_line_that_meets_there() -> None:
    around = shapely.box(117.08, 40.08, 117.12, 40.12)
    assert set(make_report(around).agreements["name"]) == {"怀丰防火协议", "怀滦防火协议"}


def test_unknown_names_each_missing_file_once() -> None:
    unknown = make_report().unknown
    assert {"county": "130826", "role": "settlement"} in unknown  # told by the zone
    assert {"county": "110116", "role": "forest"} in unknown  # nobody speaks
    assert {"county": "110116", "role": "depot"} not in unknown
    assert len({tuple(item.items()) for item in unknown}) == len(unknown)


def test_sources_come_from_the_layers() -> None:
    source = SourceInfo("a.shp", "ab", "2025-01-01", "CGCS2000", "EPSG:4490", "GBK", "credit")
    layer = LayerRecord("l", "县界", Role.COUNTY, Shape.POLYGON, Origin.READ, "t", source=source)
    assert make_report(layers=[layer]).sources.to_dict("records") == [
        {
            "title": "县界",
            "role": "county",
            "path": "a.shp",
            "date": "2025-01-01",
            "crs": "EPSG:4490",
            "crs_found": "CGCS2000",
            "sha256": "ab",
            "credit": "credit",
            "notes": (),
        }
    ]


def test_an_area_outside_every_county_still_has_a_report() -> None:
    made = make_report(shapely.box(110.0, 35.0, 110.1, 35.1))
    assert made.shares == () and made.outside_ha == made.area_ha > 0
    assert len(made.zones) == 0 and len(made.villages) == 0
    assert len(made.responsibility) == 0


def test_a_plan_without_layers_or_zones() -> None:
    bare = ZoneInputs(counties=COUNTIES)
    made = report(PatrolArea("a", "空", ACROSS), bare, ZONES.iloc[:0], on=ON)
    assert len(made.depots) == 0 and len(made.agreements) == 0
    assert math.isnan(made.people)
    assert {item["role"] for item in made.unknown} == {"settlement", "depot", "forest", "river"}


# --- responsibility -----------------------------------------------------------------------------------


def test_five_phases_for_each_shared_zone() -> None:
    duties = make_report().responsibility
    assert list(duties["phase"]) == ["prevention", "monitoring", "warning", "response", "aftercare"]
    assert set(duties["zone"]) == {"zz000001near"}  # the local zone is one county's own
    assert set(duties["lead"]) == {"110116"}
    assert duties["supports"][0] == ["130826"]
    assert set(duties["evidence"]) == {"Z-ZZ000001"}


def test_a_provincial_river_asks_for_the_river_regulation() -> None:
    river = pd.DataFrame([zone_row(hazard="river", legal_band=True), zone_row(uid="z2", hazard="river")])
    first = responsibility(river).groupby("zone", sort=False)["basis"].first()
    assert first["z1"] == "river_regulation_19"
    assert first["z2"] == "emergency_law_39"


def test_a_zone_that_waits_has_no_lead() -> None:
    duties = responsibility(pd.DataFrame([zone_row(zone_class="pending", lead="", supports=[])]))
    assert set(duties["lead"]) == {""} and len(duties) == 5


def test_every_code_is_in_its_list() -> None:
    rows = [
        zone_row(),
        *(zone_row(hazard=name) for name in ("river", "plume")),
        zone_row(hazard="river", legal_band=True),
    ]
    duties = responsibility(pd.DataFrame(rows))
    assert set(duties["task"]) == set(tasks())
    assert set(duties["basis"]) <= set(BASES)
    assert set(duties["time_limit"]) <= set(TIME_LIMITS)


# --- live numbers -------------------------------------------------------------------------------------


def test_live_numbers_are_those_of_the_report() -> None:
    live = LiveIndex.build(make_inputs(settlement=frozenset({"110116"})), ZONES).numbers(ACROSS)
    made = make_report()
    assert live.area_ha == made.area_ha
    assert live.area_mu == pytest.approx(15 * made.area_ha)
    assert live.shares == made.shares
    assert live.zones == tuple(made.zones["uid"])
    assert live.villages == 3
    assert live.silent == ("130826",)


def test_live_numbers_without_zones_or_villages() -> None:
    live = LiveIndex.build(ZoneInputs(counties=COUNTIES)).numbers(ACROSS)
    assert live.zones == () and live.villages == 0
    assert live.silent == ("110116", "130826")


# --- checks -------------------------------------------------------------------------------------------


def codes(polygon: shapely.Geometry) -> list[str]:
    found = check_area(polygon, COUNTIES)
    for finding in found:
        assert set(finding.facts) == set(FINDING_CODES[finding.code])
    return [finding.code for finding in found]


def test_a_good_area_has_no_findings() -> None:
    assert codes(ACROSS) == []


def test_a_gap_between_two_versions_of_a_line_is_no_land_outside() -> None:
    apart = COUNTIES.copy()
    apart.loc[1, "geometry"] = shapely.box(117.1003, 40.1, 117.2, 40.2)  # 26 m off the line
    assert CountyIndex(apart).divide(ACROSS).outside_ha > 1
    assert check_area(ACROSS, apart) == []


@pytest.mark.parametrize(
    ("polygon", "expected"),
    [
        (shapely.Polygon(), ["empty"]),
        (shapely.box(110, 35, 110.1, 35.1), ["no_county"]),
        (shapely.box(117.02, 40.02, 117.05, 40.05), ["one_county"]),
        (shapely.box(117.05, 40.12, 117.25, 40.16), ["outside_counties"]),
        (ACROSS.difference(shapely.box(117.09, 40.13, 117.095, 40.135)), ["hole"]),
        (shapely.box(117.05, 40.12, 117.1003, 40.16), ["sliver"]),  # 26 m into the neighbour
    ],
)
def test_each_finding(polygon: shapely.Geometry, expected: list[str]) -> None:
    assert codes(polygon) == expected


def test_a_self_crossing_outline_says_where() -> None:
    bow = shapely.Polygon([(117.05, 40.12), (117.15, 40.18), (117.15, 40.12), (117.05, 40.18)])
    found = {finding.code: finding for finding in check_area(bow, COUNTIES)}
    facts = found["self_crossing"].facts
    assert (facts["lon"], facts["lat"]) == pytest.approx((117.1, 40.15), abs=1e-6)


def test_numbers_stay_fast_with_many_vertices() -> None:
    """Fifteen counties with 20,000 vertices each; the target is under 5 ms a call on an idle machine."""
    import time

    angle = np.linspace(0, 2 * np.pi, 20_000, endpoint=False)
    rows = []
    for k in range(15):
        x, y = 116 + (k % 5) * 0.4, 40 + (k // 5) * 0.4
        radius = 0.2 + 0.005 * np.sin(40 * angle)
        ring = np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])
        rows.append({"code": f"1300{k:02d}", "name": str(k), "geometry": shapely.Polygon(ring)})
    index = LiveIndex.build(ZoneInputs(counties=gpd.GeoDataFrame(rows, crs=4490)))
    polygon = shapely.box(116.1, 40.0, 116.3, 40.15)
    index.numbers(polygon)
    times = []
    for _ in range(20):
        started = time.process_time()
        index.numbers(polygon)
        times.append(time.process_time() - started)
    print(f"median {np.median(times) * 1e3:.2f} ms")
    assert np.median(times) < 0.05
