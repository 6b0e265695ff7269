"""Standards on both banks and across a section, by hand."""

from __future__ import annotations

import math

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.rivers.settings import RiverSettings
from layers.rivers.standards import MISMATCH_COLUMNS, Severity, compare, exceedance, mismatches
from layers.zones.model import LayerInput
from tests.layers.rivers import world
from tests.layers.rivers.world import A, B, at, lonlat, rivers

USUAL = RiverSettings()


def levees(*rows):
    """Lines in metres with their years."""
    frame = gpd.GeoDataFrame(
        {
            "uid": [f"levee{k}" for k in range(len(rows))],
            "name": "",
            "flood_standard_years": [years for _, years in rows],
        },
        geometry=gpd.GeoSeries([lonlat(LineString(at(*line))) for line, _ in rows], crs=STORAGE_CRS),
    )
    return LayerInput("levees", Role.LEVEE, frame)


def found(*layers, settings=USUAL):
    return mismatches(world.land(*layers, settings=settings), settings)


def test_probabilities_by_hand():
    # T = 20, 30 years: 1 − 0.95^30 = 0.7854; T = 50: 1 − 0.98^30 = 0.4545; T = 1: certain.
    assert exceedance(20.0, 30.0) == pytest.approx(0.7854, abs=1e-4)
    assert exceedance(50.0, 30.0) == pytest.approx(0.4545, abs=1e-4)
    assert exceedance(1.0, 1.0) == 1.0
    assert math.isnan(exceedance(math.nan, 30.0)) and math.isnan(exceedance(0.0, 30.0))


@pytest.mark.parametrize(
    ("a", "b", "ratio", "severity", "only"),
    [
        (20, 20, 1.0, Severity.NONE, 0.0),
        (20, 29, 1.45, Severity.NONE, 1 / 20 - 1 / 29),
        (30, 20, 1.5, Severity.YELLOW, 1 / 20 - 1 / 30),
        (20, 50, 2.5, Severity.ORANGE, 0.03),
        (100, 10, 10.0, Severity.ORANGE, 0.09),
    ],
)
def test_severity_by_the_ratio(a, b, ratio, severity, only):
    one = compare(a, b)
    assert (one.difference, one.severity) == (abs(a - b), severity)
    assert (one.ratio, one.only_weaker) == pytest.approx((ratio, only))


def test_an_unknown_standard_is_not_a_low_one():
    assert compare(math.nan, 50.0).severity is Severity.UNKNOWN
    assert math.isnan(compare(0.0, 50.0).only_weaker)


@given(st.floats(1, 500), st.floats(1, 500), st.floats(1, 200))
def test_sides_may_be_exchanged_and_more_years_never_lower_the_chance(a, b, years):
    assert compare(a, b) == compare(b, a)
    assert 0.0 <= exceedance(a, years) <= exceedance(a, years + 1) <= 1.0


def test_both_banks_of_a_boundary_river():
    # Northward along x = 0 from 500 m to 9 500 m; A on the left.  The left levee changes from 50 to 20 at y = 5 km.
    river = rivers([(0, 500), (0, 9500)], names=["白河"])
    guarded = levees(
        ([(-200, 0), (-200, 5000)], 50.0), ([(-200, 5000), (-200, 10_000)], 20.0), ([(300, 0), (300, 10_000)], 20.0)
    )
    people = world.points(Role.SETTLEMENT, (500, 2000, "east"), (-500, 2000, "west"))
    table = found(river, guarded, people)
    assert tuple(table.columns) == MISMATCH_COLUMNS
    first, second = table.to_dict("records")
    assert (first["county_a"], first["county_b"], first["weaker"]) == (A, B, B)
    assert (first["standard_a"], first["standard_b"], first["severity"]) == (50.0, 20.0, "orange")
    assert first["length_m"] == pytest.approx(4500.0, abs=50.0) and first["people"] == 100.0
    assert (second["severity"], second["weaker"]) == ("none", "")
    assert table["length_m"].sum() == pytest.approx(9000.0, abs=1.0)
    assert first["only_weaker"] == pytest.approx(0.03) and first["chance_b"] == pytest.approx(0.7854, abs=1e-4)


def test_left_and_right_follow_the_water_not_the_drawing():
    guarded = levees(([(-200, 0), (-200, 10_000)], 50.0), ([(300, 0), (300, 10_000)], 20.0))
    row = found(rivers([(0, 9500), (0, 500)]), guarded).iloc[0]
    assert (row["county_a"], row["standard_a"], row["county_b"], row["standard_b"]) == (B, 20.0, A, 50.0)


def test_water_pushed_onto_the_lower_side_of_a_section():
    river = rivers([(-8000, 5000), (9000, 5000)])
    guarded = levees(([(-3000, 5200), (-100, 5200)], 50.0), ([(100, 5200), (3000, 5200)], 20.0))
    table = found(river, guarded)
    crossing = table[table["kind"] == "crossing"].set_index("bank")
    assert crossing.loc["left", ["standard_a", "standard_b", "weaker", "severity"]].tolist() == [
        50.0,
        20.0,
        B,
        "orange",
    ]
    assert bool(crossing.loc["left", "pushed_down"])
    assert crossing.loc["right", "severity"] == "unknown"
    turned = found(rivers([(9000, 5000), (-8000, 5000)]), guarded)
    upward = turned[turned["severity"] == "orange"].iloc[0]
    assert (upward["bank"], upward["standard_a"], upward["standard_b"]) == ("right", 20.0, 50.0)
    assert not upward["pushed_down"]


def test_where_a_river_crosses_aslant_the_levee_of_the_other_county_is_not_taken_for_ones_own():
    # North-east across x = 0 at 45°, levees 200 m off and each cut at the line: on the right bank B's begins beside
    # the river 200 m before the section.
    river = rivers([(-4000, 1000), (4000, 9000)])
    right = [(-3859, 859), (0, 4717)], [(0, 4717), (3859, 8576)]
    table = found(river, levees((right[0], 50.0), (right[1], 20.0)))
    bank = table[(table["kind"] == "crossing") & (table["bank"] == "right")].iloc[0]
    assert bank[["county_a", "standard_a", "county_b", "standard_b"]].tolist() == [A, 50.0, B, 20.0]
    assert bank["severity"] == "orange" and bank["pushed_down"]


def test_without_levees_everything_is_unknown_and_listed():
    table = found(rivers([(0, 500), (0, 9500)]))
    assert table["severity"].tolist() == ["unknown"]
    assert math.isnan(table["standard_a"].iloc[0])
