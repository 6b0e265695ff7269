"""Layers as cells, fuels by name, and a fire at a place: a small world whose figures are known."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin
from scipy.stats import norm

from layers.errors import FireOutside
from layers.geodesy import geodesic_area_m2
from layers.kinds import Role, Shape
from layers.memory import Memory
from layers.plan import PlanStore
from layers.spread import assembling
from layers.spread.arrivals import write_arrivals
from layers.spread.fire_land import fire_land
from layers.spread.fuels import fuel_of, ks_of_stands
from layers.spread.incident import county_probabilities, incident
from layers.spread.landscape import Grid
from layers.spread.rates import Weather
from layers.spread.settings import LandSettings
from tests.layers.shapes import EPSG, ORIGIN, box_km, frame
from tests.layers.spread.conftest import add

CALM = Weather(1.0)


def at(x_m: float, y_m: float) -> tuple[float, float]:
    point = frame([shapely.Point(x_m, y_m)]).geometry.iloc[0]
    return point.x, point.y


def test_species_are_read_as_fuels_and_what_land_cover_said_counts_first() -> None:
    assert [fuel_of(one) for one in ("油松", "山杨×白桦", "荆条灌丛", "茅草", "Larix larch", "不明", None)] == [
        "needle_litter",
        "leaf_litter",
        "sedge_birch",
        "tall_grass",
        "needle_litter",
        "woodland",
        "woodland",
    ]
    stands = gpd.GeoDataFrame(
        {"fuel": ["pasture", "", ""], "fuel_ks": [1.7, math.nan, math.nan], "species": ["", "油松", None]},
        geometry=[shapely.Point(0, 0)] * 3,
    )
    assert list(ks_of_stands(stands)) == [1.7, 0.8, 1.0]
    assert list(ks_of_stands(stands, {"pasture": 2.2, "woodland": 0.9})) == [2.2, 0.8, 0.9]


def test_a_plan_becomes_fuel_barriers_counties_and_people(store: PlanStore) -> None:
    land = fire_land(store, LandSettings(cell_m=100.0))
    grid = land.landscape.grid

    def fuel(x: float, y: float) -> float:
        cell = grid.cell_of(np.array([ORIGIN[0] + x]), np.array([ORIGIN[1] + y]))
        return float(land.landscape.fuel.ravel()[cell[0]])

    assert fuel(6_050, 5_050) == pytest.approx(0.8)
    assert fuel(7_550, 4_550) == fuel(2_050, 5_050) == 0.0  # lake, fields
    assert fuel(12_050, 5_050) == 0.0 or fuel(11_950, 5_050) == 0.0  # the break
    assert list(land.exposed.amounts["people"]) == [120.0, 80.0] and list(land.exposed.county) == [1, 1]
    assert not land.silent and not land.has_height
    assert land.area_ha[land.county >= 0].sum() == pytest.approx(20_000.0, rel=2e-3)


def test_another_factor_changes_only_its_fuel_and_nothing_is_read_again(store: PlanStore) -> None:
    memory, usual = Memory(), LandSettings(cell_m=100.0)
    other = replace(usual, ks={"needle_litter": 1.6, "pasture": 0.5})
    land = fire_land(store, usual, memory=memory)
    changed = fire_land(store, other, memory=memory)
    read = fire_land(store, other)
    assert np.array_equal(changed.landscape.fuel, read.landscape.fuel, equal_nan=True)
    assert changed.settings == other and changed.county is land.county, "counties were not drawn again"
    burns = land.landscape.burns
    assert np.all(changed.landscape.fuel[burns] == np.float32(1.6)) and np.array_equal(changed.landscape.burns, burns)


def test_who_lives_in_a_county_without_settlements_is_unknown(store: PlanStore) -> None:
    villages = next(one for one in store.layers() if one.role is Role.SETTLEMENT)
    with store.change("layer_speaks_for"):
        store.update_layer(villages.uid, speaks_for=frozenset({"110116"}))
    land = fire_land(store, LandSettings(cell_m=100.0))
    assert land.people_silent == frozenset({"130826"})
    (other,) = incident(land, CALM, *at(9_050, 5_050), 1e4).counties
    assert other.area_ha > 0 and math.isnan(other.people)


def test_the_county_of_a_cell_is_that_of_its_middle_and_areas_are_geodesic() -> None:
    counties = frame([box_km(0, 0, 3, 3)], code=["1"])
    grid = assembling.grid_around(counties, EPSG, 250.0)
    areas = assembling.cell_areas_ha(grid)
    inside = assembling.counties_in(counties, grid) == 0
    whole = geodesic_area_m2(counties.geometry.iloc[0]) / 1e4
    assert areas[inside].sum() == pytest.approx(whole, rel=1e-5)
    far = Grid(EPSG, 700_000.0, 4_430_000.0, 250.0, 40, 40)  # 200 km off the meridian the plane is 0.1 % too large
    assert assembling.cell_areas_ha(far)[20, 20] == pytest.approx(6.25 / (1 + 205_000**2 / 6_371_000**2), rel=1e-4)


def test_heights_are_those_of_the_raster_and_unknown_beyond_it(tmp_path: Path) -> None:
    path = tmp_path / "dem.tif"
    rows = np.arange(100, dtype="float32")[:, None].repeat(100, axis=1)
    profile = {"driver": "GTiff", "width": 100, "height": 100, "count": 1, "dtype": "float32", "nodata": -999.0}
    with rasterio.open(
        path, "w", crs=f"EPSG:{EPSG}", transform=from_origin(480_000, 4_440_000, 100, 100), **profile
    ) as dem:
        dem.write(rows, 1)
    found = assembling.heights_in(path, Grid(EPSG, 482_000.0, 4_438_000.0, 200.0, 30, 60))
    assert found[0, 0] == pytest.approx(20.5)
    assert found[10, 0] == pytest.approx(40.5)
    assert np.isnan(found[0, 45:]).all()


def test_probabilities_along_a_straight_line_are_those_of_the_normal_distribution() -> None:
    shapes = np.array([shapely.box(-1e5, -1e5, 0, 1e5), shapely.box(0, -1e5, 1e5, 1e5)])
    codes = np.array(["a", "b"], dtype=object)
    for offset in (0.0, 30.0, 70.0, 150.0, 500.0):
        found = county_probabilities(-offset, 0.0, 70.0, shapes, codes)
        assert sum(found.values()) == pytest.approx(1.0)
        assert found["a"] == pytest.approx(norm.cdf(offset / 70.0), abs=0.012)


def test_a_fire_at_a_place(store: PlanStore) -> None:
    land = fire_land(store, LandSettings(cell_m=100.0))
    lon, lat = at(9_050, 5_050)
    found = incident(land, CALM, lon, lat, 1e4, fix_m=30.0, line_m=40.0)
    assert found.probabilities["110116"] == pytest.approx(1.0, abs=1e-6)
    assert found.line_m == pytest.approx(950.0, abs=1.0)
    assert found.start_moved_m == 0.0
    (other,) = found.counties
    # From the middle of one cell to that of the first beyond the line: 1 km of pine at 0.8 m/min
    assert (other.code, other.minutes) == ("130826", pytest.approx(1000 / 0.8))
    near = found.places[0]
    assert (near.name, near.code, near.people) == ("近村", "130826", 120.0)
    assert near.minutes == pytest.approx(1400 / 0.8, abs=150)
    assert [one.name for one in found.places] == ["近村"]  # the break holds it off the other
    east, west = found.teams
    assert (east.name, east.county, east.phone) == ("东队", "130826", "") and (west.name, west.phone) == ("西队", "110")
    assert east.distance_m == pytest.approx(1_950.0, abs=3.0) and west.distance_m == pytest.approx(6_050.0, abs=5.0)
    assert land.team_silent == frozenset()
    burnt = np.isfinite(found.minutes)
    assert found.burnt_ha == pytest.approx(land.area_ha[burnt].sum())


def test_a_county_of_two_rows_is_one_county(tmp_path: Path) -> None:
    """Its other half is its own, not a neighbour to be told."""
    shapes = [box_km(0, 0, 5, 10), box_km(5, 0, 10, 10), box_km(10, 0, 20, 10)]
    with PlanStore.create(tmp_path / "f.lianfang.gpkg", title="火", reference_date=date(2026, 4, 1)) as store:
        counties = frame(shapes, code=["110116", "110116", "130826"], name=["怀柔区", "怀柔区", "丰宁县"])
        add(store, Role.COUNTY, Shape.POLYGON, counties)
        add(store, Role.FOREST, Shape.POLYGON, frame([box_km(1, 2, 15, 8)], name=["林"], species=["油松"]))
        land = fire_land(store, LandSettings(cell_m=100.0))
        assert land.counties["code"].tolist() == ["110116", "130826"]
        found = incident(land, CALM, *at(4_550, 5_050), 1e4)
        assert [one.code for one in found.counties] == ["130826"] and found.line_m == pytest.approx(5_450.0, abs=5.0)


def test_a_fire_in_the_fields_starts_where_something_burns_near_or_not_at_all(store: PlanStore) -> None:
    land = fire_land(store, LandSettings(cell_m=100.0))
    near = incident(land, CALM, *at(4_650, 5_050), 60.0)
    assert near.start_moved_m == pytest.approx(400.0, abs=60.0)
    far = incident(land, CALM, *at(1_000, 5_000), 60.0)
    assert math.isnan(far.start_moved_m) and far.burnt_ha == 0.0 and far.places == ()
    with pytest.raises(FireOutside):
        incident(land, CALM, 100.0, 30.0, 60.0)


def test_arrivals_are_a_raster_other_programs_read(store: PlanStore, tmp_path: Path) -> None:
    land = fire_land(store, LandSettings(cell_m=100.0))
    found = incident(land, CALM, *at(9_050, 5_050), 600.0)
    path = write_arrivals(tmp_path / "arrival.tif", land.landscape.grid, found.minutes)
    with rasterio.open(path) as source:
        assert source.crs.to_epsg() == land.landscape.grid.epsg
        assert next(iter(source.sample([(ORIGIN[0] + 9_050, ORIGIN[1] + 5_050)])))[0] == 0.0
        assert (source.read(1, masked=True).count()) == np.isfinite(found.minutes).sum()
