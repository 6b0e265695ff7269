"""One release at a place, worked out by hand: shapes, who is reached, by when."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition
from layers.crs import STORAGE_CRS, transform
from layers.geodesy import geodesic_area_m2
from layers.hazards.release import COUNTY_COLUMNS, PLACE_COLUMNS, release
from layers.zones import Parameters, ZoneInputs
from tests.layers.hazards.test_sources import TWO, A, B, sources
from tests.layers.shapes import EPSG, counties, placed, settlements

TANK = sources([(19.0, 10.0)], ["化工厂"], protective_m=[2_000.0], isolation_m=[100.0])
VILLAGES = settlements([(20.5, 10.0), (20.5, 11.5), (19.2, 10.5)], [200.0, math.nan, 30.0])


def at(x_km, y_km):
    place = transform(placed(shapely.Point(x_km * 1_000.0, y_km * 1_000.0)), f"EPSG:{EPSG}", STORAGE_CRS)
    return place.x, place.y


def run(layers=(TANK, VILLAGES), place=(19.0, 10.0), near_m=500.0, **numbers):
    inputs = ZoneInputs(counties(TWO), layers)
    land = clean_counties(inputs.counties)
    network = build_network(land, parameters=Parameters(), metric_epsg=EPSG)
    wanted = {"direction": "wind", "wind_from_deg": 270.0, "wind_ms": 2.0, **numbers}
    return release(
        inputs, build_partition(land, network), Parameters(hazard_numbers={"plume": wanted}), *at(*place), near_m=near_m
    )


def test_the_square_goes_downwind_and_says_who_is_in_it_by_when():
    found = run()
    assert found.uid == "source-0" and found.county == A
    assert geodesic_area_m2(found.shapes["protective"]) == pytest.approx(4e6, rel=1e-3)
    assert set(found.shapes) == {"protective", "isolation", "sector"}
    # A sector of 30° of 2 km, its chords 0.02 % less.
    assert geodesic_area_m2(found.shapes["sector"]) == pytest.approx(math.pi * 4e6 / 12, rel=1e-3)
    assert list(found.counties.columns) == list(COUNTY_COLUMNS)
    rows = found.counties.set_index("code")
    # 1 km to the line at 2 m/s; the square has 1 km × 2 km on either side, a half disc of 100 m behind it.
    assert rows.loc[B, "first_min"] == pytest.approx(1_000 / 2 / 60, abs=0.05) and rows.loc[A, "first_min"] == 0.0
    assert rows.loc[B, "area_ha"] == pytest.approx(200.0, rel=1e-3)
    assert rows.loc[A, "area_ha"] == pytest.approx(200.0 + math.pi / 2, rel=2e-3)
    # The village 1.5 km to the north-east is beyond the square's edge, 1 km from its axis.
    assert found.places["name"].tolist() == ["village 2", "village 0"]
    assert found.places["minutes"].tolist() == pytest.approx([math.hypot(200, 500) / 120, 1_500 / 120], abs=0.02)
    assert rows.loc[B, "people"] == 200.0 and rows.loc[A, "people"] == 30.0
    assert [name for name in PLACE_COLUMNS if name not in found.places.columns] == []


def test_any_wind_is_a_disc_without_a_sector():
    found = run(direction="any")
    assert "sector" not in found.shapes
    far = math.hypot(2_000.0, 1_000.0)
    assert geodesic_area_m2(found.reached) == pytest.approx(math.pi * far**2, rel=1e-3)
    assert math.isnan(found.places.set_index("name").loc["village 1", "people"])
    assert found.counties.set_index("code").loc[B, "unknown"] == 1


def test_a_light_wind_has_a_wider_sector():
    assert geodesic_area_m2(run(wind_ms=1.0).shapes["sector"]) == pytest.approx(math.pi * 4e6 / 6, rel=1e-3)


def test_a_free_place_has_no_distances_of_its_own():
    found = run(place=(10.0, 10.0), method="gaussian")
    assert found.uid == "" and found.facts["how"].startswith("gaussian") and "coefficients" in found.facts
    assert "protective" not in found.shapes
    assert run(place=(10.0, 10.0), method="gaussian", threshold_mg_m3=1e6, height_m=300.0) is None


def test_where_nobody_says_who_lives_there_people_are_unknown():
    known = settlements([(19.2, 10.5)], [30.0], speaks_for=frozenset({A}))
    rows = run((TANK, known)).counties.set_index("code")
    assert math.isnan(rows.loc[B, "people"]) and rows.loc[A, "people"] == 30.0


def test_places_of_which_no_figure_is_known_are_not_nobody():
    rows = run((TANK, settlements([(20.5, 10.0), (19.2, 10.5)], [math.nan, 30.0]))).counties.set_index("code")
    assert math.isnan(rows.loc[B, "people"]) and rows.loc[B, "unknown"] == 1 and rows.loc[A, "people"] == 30.0


def test_what_is_reached_is_what_the_zone_of_it_is():
    from layers.zones import derive

    numbers = {"direction": "wind", "wind_from_deg": 270.0, "wind_ms": 2.0}
    zones = derive(
        ZoneInputs(counties(TWO), (TANK, VILLAGES)),
        Parameters(hazards=("plume",), hazard_numbers={"plume": numbers}),
    ).zones
    found = run()
    (zone,) = zones.geometry
    assert shapely.symmetric_difference(zone, found.reached).area < 0.01 * found.reached.area
    link = next(one for one in zones["links"].iloc[0] if one["to"] == B)
    assert link["first_min"] == pytest.approx(found.counties.set_index("code").loc[B, "first_min"], abs=0.3)
    assert np.max(link["people"]) == 200.0
