"""The whole analysis on squares worked out by hand."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers.kinds import Role
from layers.progress import Cancelled
from layers.zones import (
    PART_COLUMNS,
    REACH_COLUMNS,
    REASON_CODES,
    STRADDLING_COLUMNS,
    ZONE_COLUMNS,
    Parameters,
    ZoneInputs,
    derive,
)
from tests.layers.shapes import EPSG, KM, box_km, counties, depots, forests, frame, rivers, settlements

A, B, C = "110116", "130826", "130827"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}
THREE = {A: box_km(0, 0, 20, 40), B: box_km(20, 0, 40, 20), C: box_km(20, 20, 40, 40)}

#: What is worked out by hand here is worked out by distance; spread has its own tests (test_spread_reach.py).
DISTANCE = Parameters(forest_reach="distance")


def run(shapes, *layers, agreements=None, previous=None, **numbers):
    return derive(
        ZoneInputs(counties(shapes), layers, agreements),
        Parameters(**{"forest_reach": "distance", **numbers}),
        previous=previous,
    )


def only(result) -> pd.Series:
    assert len(result.zones) == 1, result.zones[["zone_class", "border"]]
    return result.zones.iloc[0]


NOBODY = settlements([], [])


def test_forest_of_37_to_63_is_s1():
    result = run(TWO, forests([box_km(19.63, 9, 20.63, 10)], names=["North Wood"]), NOBODY)
    zone = only(result)
    assert (zone["zone_class"], zone["border"], zone["hazard"]) == ("S1", f"{A}|{B}", "forest")
    assert f"{100 * zone['hazard_share'][A]:.2f}" == "37.00"
    assert f"{100 * zone['hazard_share'][B]:.2f}" == "63.00"
    assert zone["forest_ha"] == pytest.approx(100, rel=1e-4)
    # Square of 1 km and 1 km around it: 1 + 4 + π km² on the polygon of 8 segments a quarter.
    quarter = 0.5 * 32 * math.sin(2 * math.pi / 32)
    assert zone["area_ha"] == pytest.approx(100 * (1 + 4 + quarter), rel=1e-4)
    assert (zone["lead"], zone["supports"], zone["rotation"]) == (B, [A], False)
    assert zone["names"] == ["North Wood"]
    assert zone["level"] == "province"
    assert (zone["number"], zone["rank"], zone["status"]) == (1, 1, "identified")
    assert zone["people"] == 0.0
    assert zone["geometry"].geom_type == "MultiPolygon"


@pytest.mark.parametrize(
    ("villages", "expected", "border"),
    [
        ([(19.0, 9.5), (20.3, 9.5)], "S2", f"{A}|{B}"),
        ([(20.3, 9.5)], "S3", f"{A}|{B}"),
        ([(19.0, 9.5)], "L", A),
        ([(20.9, 9.5)], "L", A),  # 1.1 km away: out of reach
        ([], "L", A),
    ],
)
def test_class_follows_the_villages(villages, expected, border):
    result = run(TWO, forests([box_km(18.8, 9, 19.8, 10)]), settlements(villages, [100.0] * len(villages)))
    zone = only(result)
    assert (zone["zone_class"], zone["border"]) == (expected, border)
    if expected != "L":
        assert (zone["lead"], zone["supports"]) == (A, [B])
    assert zone["villages"] == sum(x < 20.8 for x, _ in villages)


def test_small_forest_is_no_zone():
    assert len(run(TWO, forests([box_km(19.96, 9, 20.04, 9.1)]), NOBODY).zones) == 0  # 0.4 hm² a side


def test_no_neighbour_no_zone():
    result = run({A: box_km(0, 0, 20, 20)}, forests([box_km(15, 5, 20, 15)]), NOBODY)
    assert len(result.zones) == len(result.parts) == 0
    assert tuple(result.zones.columns) == ZONE_COLUMNS
    assert tuple(result.reaches.columns) == REACH_COLUMNS


def test_counties_alone_give_borders():
    result = run(TWO)
    assert len(result.borders) == 3
    assert tuple(result.parts.columns) == PART_COLUMNS
    assert tuple(result.straddling.columns) == STRADDLING_COLUMNS


def test_forest_of_a_silent_neighbour_is_unknown_not_zero():
    knows = frozenset({A})
    result = run(TWO, forests([box_km(19, 9, 20, 10)], speaks_for=knows), settlements([], [], speaks_for=None))
    zone = only(result)
    assert zone["zone_class"] == "pending"
    assert zone["counties"] == [A, B]
    assert zone["hazard_share"][B] is None
    assert {"county": B, "role": "forest"} in zone["unknown"]
    assert (zone["lead"], zone["responsibility"]) == ("", {})
    assert "waits_for_hazard_layer" in [item["code"] for item in zone["reasons"]]
    part = result.parts.set_index("county").loc[B]
    assert math.isnan(part["hazard_share"])


def test_silent_neighbour_out_of_touch_changes_nothing():
    result = run(TWO, forests([box_km(16, 9, 17, 10)], speaks_for=frozenset({A})), NOBODY)
    assert only(result)["zone_class"] == "L"


def test_silent_neighbour_across_a_gap_between_two_versions_of_the_line():
    """The forest ends at A's own line; B's line runs 60 m further east."""
    shapes = {A: box_km(0, 0, 20, 20), B: box_km(20.06, 0, 40, 20)}
    result = run(shapes, forests([box_km(19, 9, 20, 10)], speaks_for=frozenset({A})), NOBODY)
    assert only(result)["zone_class"] == "pending"


def test_silent_villages_within_reach_make_it_wait():
    known = settlements([(19.0, 9.5)], [100.0], speaks_for=frozenset({A}))
    zone = only(run(TWO, forests([box_km(18.8, 9, 19.8, 10)]), known))
    assert zone["zone_class"] == "pending"
    assert zone["exposure_share"][B] is None
    assert {"county": B, "role": "settlement"} in zone["unknown"]
    crossing = only(run(TWO, forests([box_km(19, 9, 21, 10)]), known))
    assert crossing["zone_class"] == "S1"  # exposure cannot change it; the fact is still carried
    assert {"county": B, "role": "settlement"} in crossing["unknown"]
    assert crossing["people"] == 100.0


def test_village_without_a_figure_is_there_with_people_unknown():
    result = run(TWO, forests([box_km(18.8, 9, 19.8, 10)]), settlements([(19.0, 9.5), (20.3, 9.5)], [100.0, np.nan]))
    zone = only(result)
    assert zone["zone_class"] == "pending"  # one person or a thousand: S3, S2 or L
    assert (zone["villages"], zone["people"], zone["people_unknown_places"]) == (2, 100.0, 1)
    assert {"county": B, "role": "population"} in zone["unknown"]
    assert "waits_for_people" in [item["code"] for item in zone["reasons"]]


def test_unknown_people_that_cannot_change_the_class_leave_it():
    zone = only(run(TWO, forests([box_km(18.8, 9, 19.8, 10)]), settlements([(20.3, 9.5)], [np.nan])))
    assert zone["zone_class"] == "S3"
    assert math.isnan(zone["people"])


def test_tripoint_has_one_zone_with_three_counties():
    result = run(THREE, forests([box_km(18, 19, 22, 21)]), settlements([(20.5, 20.5)], [50.0]))
    zone = only(result)
    assert zone["counties"] == [A, B, C]
    assert zone["border"] == f"{A}|{B}|{C}"
    assert zone["hazard_share"] == pytest.approx({A: 0.5, B: 0.25, C: 0.25}, abs=1e-4)
    assert zone["lead"] == A
    assert zone["people"] == 50.0


def test_enclave_shares_its_zone_with_its_host():
    host = shapely.difference(box_km(0, 0, 30, 30), box_km(10, 10, 20, 20))
    zone = only(run({A: host, B: box_km(10, 10, 20, 20)}, forests([box_km(9, 14, 11, 15)]), NOBODY))
    assert zone["border"] == f"{A}|{B}"
    assert zone["hazard_share"] == pytest.approx({A: 0.5, B: 0.5}, abs=1e-6)
    assert zone["rotation"]


def test_close_pieces_join_and_far_ones_do_not():
    patches = [box_km(19.5, y, 20.5, y + 0.5) for y in (2, 2.9, 8)]  # 400 m and 4.6 km apart
    result = run(TWO, forests(patches), NOBODY)
    assert len(result.zones) == 2
    assert sorted(result.zones["forest_ha"].round()) == [50, 100]


def test_forest_that_crosses_two_borders_far_apart_is_two_zones():
    """One forest, an arch that crosses A|B in the south and A|C in the north and is far from lines between."""
    arch = shapely.union_all([box_km(10, 5, 21, 6), box_km(10, 5, 11, 36), box_km(10, 35, 21, 36)])
    result = run(THREE, forests([arch]), NOBODY)
    assert sorted(result.zones["border"]) == [f"{A}|{B}", f"{A}|{C}"]
    assert set(result.zones["zone_class"]) == {"S1"}


def test_different_classes_are_never_merged():
    patches = [box_km(19.5, 5, 20.5, 6), box_km(18.0, 5, 19.4, 6)]  # S1, and L 100 m beside it
    result = run(TWO, forests(patches), NOBODY)
    assert sorted(result.zones["zone_class"]) == ["L", "S1"]
    shapes = result.zones.to_crs(epsg=EPSG).geometry
    assert shapely.intersection(*shapes).area < 1.0  # each place in one zone
    local = result.zones.set_index("zone_class").loc["L"]
    assert local["forest_ha"] == pytest.approx(140, rel=1e-3)  # its own forest stays its own


def test_long_cluster_is_cut_in_equal_lengths_and_the_cuts_are_kept():
    long = {A: box_km(0, 0, 20, 40), B: box_km(20, 0, 40, 40)}
    result = run(long, forests([box_km(19, 5, 21, 35)]), NOBODY)  # 30 km of border
    assert len(result.zones) == 3
    assert sum(result.zones["forest_ha"]) == pytest.approx(6_000, rel=1e-3)
    cuts = {tuple(round(value, 4) for value in cut) for row in result.zones["cuts"] for cut in row}
    assert len(cuts) == 2
    planar = gpd.GeoSeries.from_xy(*zip(*cuts, strict=True), crs=4490).to_crs(EPSG)
    assert sorted((planar.y - 4_430_000) / KM) == pytest.approx([15, 25], abs=0.2)
    assert [row["number"] for _, row in result.zones.sort_values("number").iterrows()] == [1, 2, 3]
    north = result.zones.sort_values("number").to_crs(epsg=EPSG).geometry.centroid.y
    assert north.is_monotonic_decreasing  # from the north-west


def test_cut_moves_to_a_river_that_crosses_the_border():
    long = {A: box_km(0, 0, 20, 40), B: box_km(20, 0, 40, 40)}
    line = shapely.LineString([(10 * KM, 16.5 * KM), (30 * KM, 16.5 * KM)])
    road = replace(forests([]), uid="road", role=Role.ROAD, frame=frame([line], uid=["r"], name=["road"]))
    result = run(long, forests([box_km(19, 5, 21, 35)]), road, NOBODY)
    cuts = {tuple(cut) for row in result.zones["cuts"] for cut in row}
    planar = gpd.GeoSeries.from_xy(*zip(*cuts, strict=True), crs=4490).to_crs(EPSG)
    assert np.unique(((planar.y - 4_430_000) / KM).round(1)).tolist() == [16.5, 25.0]


def test_reach_beyond_the_band_counts_where_it_holds_exposure():
    """Band 500 m: the village lies 800 m across, outside the band, inside the reach."""
    patch = forests([box_km(19.7, 9, 20, 10)])
    zone = only(run(TWO, patch, settlements([(20.8, 9.5)], [70.0]), forest_band_m=500.0))
    assert zone["zone_class"] == "S3"
    assert zone["people"] == 70.0
    without = only(run(TWO, patch, settlements([(30, 5)], [70.0]), forest_band_m=500.0))
    assert zone["area_ha"] > without["area_ha"]


def test_parts_sum_to_zones():
    random = np.random.default_rng(3)
    patches = [box_km(x, y, x + 1.5, y + 1) for x, y in random.uniform((12, 2), (26, 36), (25, 2))]
    villages = [tuple(place) for place in random.uniform((10, 0), (30, 40), (60, 2))]
    people = random.integers(0, 500, 60).astype(float)
    result = run(THREE, forests(patches), settlements(villages, list(people)), depots([(5, 5), (35, 5), (30, 30)]))
    sums = result.parts.groupby("zone_uid")[["area_ha", "forest_ha", "river_m", "people", "villages"]].sum()
    zones = result.zones.set_index("uid").loc[sums.index]
    for name in sums:
        assert zones[name].to_numpy(dtype=float) == pytest.approx(sums[name].to_numpy(dtype=float), rel=1e-12)
    assert zones["people"].sum() <= people.sum()  # nobody counts twice
    shapes = result.zones.to_crs(epsg=EPSG).geometry.to_numpy()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    assert shapely.area(shapely.intersection(shapes[a[a < b]], shapes[b[a < b]])).max(initial=0) < 1.0
    for row in result.zones.itertuples():
        if row.responsibility:
            assert math.fsum(row.responsibility.values()) == 1.0
    assert sorted(result.zones["rank"]) == list(range(1, len(result.zones) + 1))
    assert (result.parts["depot_own_km"] > 0).all()


def test_rows_say_what_json_can_carry_and_only_listed_reasons():
    result = run(
        THREE,
        forests([box_km(18, 19, 22, 21), box_km(18.2, 5, 19.7, 6)], speaks_for=frozenset({A, B})),
        settlements([(20.3, 5.5), (19, 5.5)], [10.0, np.nan]),
        depots([(5, 5)], speaks_for=frozenset({A})),
    )
    plain = pd.DataFrame(result.zones.drop(columns="geometry"))
    for record in plain.to_dict("records"):
        json.dumps({name: value for name, value in record.items() if not isinstance(value, np.generic)})
        for item in record["reasons"]:
            assert set(item) - {"code"} == set(REASON_CODES[item["code"]])
        assert [item["code"] for item in record["score_parts"]] == list(Parameters().weights)
        assert {"county": B, "role": "depot"} in record["unknown"] or B not in record["counties"]


def test_order_of_rows_and_layers_does_not_matter():
    random = np.random.default_rng(5)
    patches = [box_km(x, y, x + 1.5, y + 1) for x, y in random.uniform((12, 2), (26, 36), (20, 2))]
    villages = [tuple(place) for place in random.uniform((10, 0), (30, 40), (40, 2))]
    layers = [
        forests(patches[:10], uid="one"),
        forests(patches[10:], uid="two"),
        settlements(villages, [50.0] * 40),
        depots([(5, 5), (35, 5), (30, 30)]),
    ]
    first = derive(ZoneInputs(counties(THREE), tuple(layers)))
    for seed in range(3):
        shuffled = [replace(layer, frame=layer.frame.sample(frac=1, random_state=seed)) for layer in layers]
        second = derive(ZoneInputs(counties(THREE).sample(frac=1, random_state=seed), tuple(shuffled[::-1])))
        for name in ("zones", "parts", "straddling", "borders"):
            ours, theirs = getattr(first, name), getattr(second, name)
            assert _same(ours, theirs), name


def _same(ours: gpd.GeoDataFrame, theirs: gpd.GeoDataFrame) -> bool:
    same_rows = repr(ours.drop(columns="geometry").to_dict("records")) == repr(
        theirs.drop(columns="geometry").to_dict("records")
    )
    return same_rows and ours.geometry.to_wkb().tolist() == theirs.geometry.to_wkb().tolist()


def test_inputs_are_left_as_they_were():
    layer, county_frame = forests([box_km(19, 9, 21, 10)]), counties(TWO)
    before = layer.frame.to_wkb().to_csv(), county_frame.to_wkb().to_csv()
    derive(ZoneInputs(county_frame, (layer, NOBODY)))
    assert (layer.frame.to_wkb().to_csv(), county_frame.to_wkb().to_csv()) == before


def test_uid_and_status_are_kept_under_a_small_change():
    villages = settlements([(20.3, 9.5)], [10.0])
    first = run(TWO, forests([box_km(19.5, 2, 20.5, 3), box_km(19.5, 9, 20.5, 10)]), villages)
    first.zones.loc[0, "status"] = "monitoring"
    moved = forests([box_km(19.5, 2.05, 20.55, 3), box_km(19.4, 9, 20.5, 10.1), box_km(19.5, 15, 20.5, 16)], uid="new")
    again = run(TWO, moved, villages, previous=first.zones)
    kept = set(first.zones["uid"])
    assert kept < set(again.zones["uid"])
    assert len(again.zones) == 3
    signed = again.zones[again.zones["status"] == "monitoring"]
    assert signed["uid"].tolist() == [first.zones.loc[0, "uid"]]
    assert again.zones["uid"].is_unique
    # Without the earlier zones the uid comes from content, and the content changed.
    assert not kept & set(run(TWO, moved, villages).zones["uid"])


def test_an_old_uid_goes_to_the_greater_part_when_a_zone_splits():
    first = run(TWO, forests([box_km(19.5, 2, 20.5, 8)]), NOBODY)
    again = run(TWO, forests([box_km(19.5, 2, 20.5, 3), box_km(19.5, 5, 20.5, 8)]), NOBODY, previous=first.zones)
    heir = again.zones.set_index("uid").loc[first.zones.loc[0, "uid"]]
    assert heir["forest_ha"] == pytest.approx(300, rel=1e-3)


def test_depots_own_and_across():
    result = run(TWO, forests([box_km(19.5, 9, 20.5, 10)]), NOBODY, depots([(2, 9.5), (24, 9.5)]))
    part = result.parts.set_index("county")
    assert part.loc[A, ["depot_own", "depot_across", "depot_across_county"]].tolist() == ["depot 0", "depot 1", B]
    assert part.loc[A, "depot_across_km"] < 6 < part.loc[A, "depot_own_km"]
    codes = [item["code"] for item in only(result)["reasons"]]
    assert "depot_across_nearer" in codes
    assert "depot_own_nearest" in codes


def test_missing_depots_leave_only_the_response_unknown():
    result = run(TWO, forests([box_km(19.5, 9, 20.5, 10)]), NOBODY)
    zone = only(result)
    assert zone["zone_class"] == "S1"
    response = next(part for part in zone["score_parts"] if part["code"] == "response")
    assert (response["weight"], response["raw"]) == (0.0, None)
    assert {item["role"] for item in zone["unknown"]} == {"depot"}


def test_overlapping_forest_layers_do_not_count_land_twice():
    result = run(
        TWO, forests([box_km(19, 9, 21, 10)], uid="one"), forests([box_km(19, 9, 21, 10.2)], uid="two"), NOBODY
    )
    assert result.zones["forest_ha"].sum() == pytest.approx(240, rel=1e-3)


def test_dirty_counties_still_have_zones_that_add_up():
    """B's own line runs 20 m east of A's: a gap that belongs to nobody."""
    result = run({A: box_km(0, 0, 20, 20), B: box_km(20.02, 0, 40, 20)}, forests([box_km(19, 9, 21.02, 10)]), NOBODY)
    zone = only(result)
    assert zone["zone_class"] == "S1"
    assert zone["hazard_share"] == pytest.approx({A: 0.5, B: 0.5}, abs=1e-3)
    assert zone["area_ha"] == result.parts["area_ha"].sum()


def test_progress_rises_and_cancelling_stops():
    seen: list[float] = []
    inputs = ZoneInputs(counties(TWO), (forests([box_km(19, 9, 21, 10)]), NOBODY))
    derive(inputs, progress=lambda fraction, step: seen.append(fraction))
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)

    def cancel(fraction: float, step: str) -> None:
        if fraction > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        derive(inputs, progress=cancel)


def agreement(**fields) -> pd.DataFrame:
    from layers.agreements import normalised

    row = {
        "name": "mutual aid",
        "year": 2024,
        "hazards": ["forest"],
        "parties": [
            {"code": A, "name": "", "level": "county", "kind": ""},
            {"code": B, "name": "", "level": "county", "kind": ""},
        ],
        "state": "signed",
        "start": "2024-01-01",
        "end": "2026-12-31",
        "uid": "agreement",
    }
    return normalised(pd.DataFrame([{**row, **fields}]))


@pytest.mark.parametrize(
    ("fields", "on", "code", "value"),
    [
        ({}, date(2026, 1, 1), "agreement_covers", 0.0),
        ({}, date(2027, 1, 1), "agreement_lapsed", 1.0),
        ({"end": ""}, date(2026, 1, 1), "agreement_undated", 0.5),
        ({}, None, "agreement_undated", 0.5),  # no reference date: nothing is said about today
        ({"hazards": ["river"]}, date(2026, 1, 1), "agreement_missing", 1.0),
        (
            {
                "parties": [
                    {"code": "110000", "name": "", "level": "province", "kind": ""},
                    {"code": "130000", "name": "", "level": "province", "kind": ""},
                ]
            },
            date(2026, 1, 1),
            "agreement_superior_only",
            0.5,
        ),
    ],
)
def test_agreements_that_cover_a_zone(fields, on, code, value):
    given = ZoneInputs(
        counties(TWO), (forests([box_km(19, 9, 21, 10)]), NOBODY), agreement(**fields), reference_date=on
    )
    zone = only(derive(given, DISTANCE))
    assert code in [item["code"] for item in zone["reasons"]]
    part = next(part for part in zone["score_parts"] if part["code"] == "agreement")
    assert part["value"] == value
    assert zone["agreements"] == ([] if code == "agreement_missing" else ["agreement"])


def test_agreement_with_a_closer_tie_lowers_the_rank_of_its_zone():
    patches = forests([box_km(19, 9, 21, 10)])
    open_zone = only(run(TWO, patches, NOBODY))
    given = ZoneInputs(counties(TWO), (patches, NOBODY), agreement(), reference_date=date(2026, 1, 1))
    covered = only(derive(given, DISTANCE))
    assert covered["score"] < open_zone["score"]


def test_river_across_the_line_is_s1_with_its_length_on_both_sides():
    result = run(
        {A: box_km(0, 0, 20, 20), "110117": box_km(20, 0, 40, 20)}, rivers([[(5, 9), (35, 9)]], names=["R"]), NOBODY
    )
    zone = only(result)
    assert (zone["hazard"], zone["zone_class"], zone["names"]) == ("river", "S1", ["R"])
    assert zone["reach_type"] == "crossing"
    assert zone["hazard_share"] == pytest.approx({A: 0.5, "110117": 0.5}, abs=0.01)
    assert zone["river_m"] == pytest.approx(2_000, rel=0.01)  # 1 km of band on each side
    assert zone["rotation"]
    assert not zone["legal_band"]
    assert result.parts["river_m"].sum() == zone["river_m"]


def test_bordering_river_of_two_provinces_has_the_legal_band():
    zone = run(TWO, rivers([[(20, 5), (20, 12)]]), NOBODY).zones.iloc[0]
    assert (zone["zone_class"], zone["reach_type"], zone["legal_band"]) == ("S1", "bordering", True)
    assert "legal_band" in [item["code"] for item in zone["reasons"]]


def test_two_rivers_side_by_side_each_keep_their_own_length():
    """Their corridors overlap; the second river's core stays with its own zone."""
    near = [[(19.2, 9), (20.8, 9)], [(17, 9.2), (19.7, 9.2)]]
    result = run({A: box_km(0, 0, 20, 20), "110117": box_km(20, 0, 40, 20)}, rivers(near), NOBODY)
    assert (result.zones["river_m"] > 0).all()
    shapes = result.zones.to_crs(epsg=EPSG).geometry.to_numpy()
    if len(shapes) > 1:
        assert shapely.intersection(shapes[0], shapes[1]).area < 1.0


def test_a_local_zone_is_its_hazard_alone_and_takes_nothing_from_a_shared_reach():
    astride = box_km(19.5, 9, 20.5, 10)
    local = box_km(17.6, 9, 18.2, 10)  # 1.3 km from the first wood, within the band: stays in its county
    result = run(TWO, forests([astride, local]), NOBODY)
    classes = dict(zip(result.zones["zone_class"], result.zones["area_ha"], strict=True))
    assert classes["L"] == pytest.approx(60, rel=1e-4)
    alone = run(TWO, forests([astride]), NOBODY)
    assert classes["S1"] == pytest.approx(only(alone)["area_ha"], rel=1e-9)
