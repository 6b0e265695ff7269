"""Zones by spread on squares whose times are worked out by hand, and what holds on any land."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.features import geometry_mask
from rasterio.transform import from_origin

from layers.errors import LandTooLarge, NothingSpreads
from layers.kinds import Role
from layers.memory import Memory
from layers.progress import Cancelled
from layers.spread.assembling import transform_of
from layers.spread.beside import cells_inside
from layers.spread.landscape import Grid, Landscape
from layers.spread.rates import Weather
from layers.spread.reaching import Targets, reach
from layers.spread.travel import Fire, travel
from layers.zones import LayerInput, Parameters, ZoneInputs, derive
from layers.zones.dependence import RESPONSE
from layers.zones.model import LINK_KEYS, RasterInput
from layers.zones.spread_reach import outline
from tests.layers.shapes import EPSG, ORIGIN, box_km, counties, depots, forests, frame, rivers, settlements
from tests.layers.zones.test_derivation import agreement

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}
#: Woodland burns 1 m/min on every side: 100 m from middle to middle of a cell take 100 min.
CALM = Parameters(base_rate_m_min=1.0, wind_ms=0.0, fire_hours=21.0, fire_cell_m=100.0)
#: It ends 1 km before the line; the last middle of a cell in it lies at 18.95 km.
WOOD = [box_km(17, 9, 19, 11)]


def land_cover(folder: Path, west_km: float, east_km: float, name: str = "cover") -> RasterInput:
    """Return land cover that burns like woodland between two lines, and of which nothing is known beyond."""
    path = folder / f"{name}.tif"
    values = np.ones((210, round((east_km - west_km) * 10)), dtype="uint8")
    profile = {"driver": "GTiff", "width": values.shape[1], "height": 210, "count": 1, "dtype": "uint8", "nodata": 0}
    corner = from_origin(ORIGIN[0] + west_km * 1000, ORIGIN[1] + 20_500, 100, 100)
    with rasterio.open(path, "w", crs=f"EPSG:{EPSG}", transform=corner, **profile) as cover:
        cover.write(values, 1)
    return RasterInput(name, Role.LAND_COVER, str(path), f"{west_km} {east_km}", fuels={1.0: ("woodland", 1.0)})


@pytest.fixture
def cover(tmp_path: Path) -> RasterInput:
    return land_cover(tmp_path, 0, 40)


@pytest.fixture
def terrain(tmp_path: Path) -> RasterInput:
    """Hills of 60 m, 2 km from top to top."""
    x, y = np.meshgrid(np.arange(400) * 100.0, np.arange(210) * 100.0)
    path = tmp_path / "terrain.tif"
    profile = {"driver": "GTiff", "width": 400, "height": 210, "count": 1, "dtype": "float32"}
    corner = from_origin(ORIGIN[0], ORIGIN[1] + 20_500, 100, 100)
    with rasterio.open(path, "w", crs=f"EPSG:{EPSG}", transform=corner, **profile) as dem:
        dem.write((60 * np.sin(x / 318) * np.cos(y / 318)).astype("float32"), 1)
    return RasterInput("terrain", Role.TERRAIN, str(path), "hills")


def run(rasters, *layers, parameters=CALM, memory=None, progress=None):
    given = ZoneInputs(counties(TWO), layers, rasters=tuple(rasters))
    return derive(given, parameters, memory=memory, **({"progress": progress} if progress else {}))


def only(result):
    assert len(result.zones) == 1, result.zones[["zone_class", "border"]]
    return result.zones.iloc[0]


def link(zone, origin, to):
    return next(one for one in zone["links"] if (one["from"], one["to"]) == (origin, to))


def test_minutes_people_and_class_follow_from_the_spread(cover: RasterInput) -> None:
    """The village lies in the cell from 20.2 km on: it is reached when the cell before it burns, 1,200 m on."""
    zone = only(run([cover], forests(WOOD), settlements([(20.25, 10.05)], [80.0])))
    assert (zone["zone_class"], zone["lead"], zone["supports"]) == ("S3", A, [B])
    across = link(zone, A, B)
    assert set(across) == set(LINK_KEYS)
    assert across["first_min"] == pytest.approx(1100.0, abs=0.1)  # 18.95 → 20.05 km
    assert across["minutes"] == [210.0, 420.0, 840.0, 1260.0]
    assert across["people"] == [0.0, 0.0, 0.0, 80.0]
    assert across["villages"] == across["places"] == [0, 0, 0, 1] and across["unknown"] == [0, 0, 0, 0]
    assert across["area_ha"][2] == 0.0 and across["area_ha"][3] > 0.0
    assert link(zone, A, A)["first_min"] == 0.0
    assert zone["reasons"][-1] == {
        "code": "reach_is_spread",
        "wind_ms": 0.0,
        "wind_from_deg": 315.0,
        "rate_m_min": 1.0,
        "hours": 21.0,
        "cell_m": 100.0,
    }
    assert zone["geometry"].contains(frame([shapely.Point(20_250, 10_050)]).geometry.iloc[0])
    assert zone["people"] == 80.0


def test_an_hour_less_and_nobody_across_is_reached(cover: RasterInput) -> None:
    layers = (forests(WOOD), settlements([(20.25, 10.05)], [80.0]))
    zone = only(run([cover], *layers, parameters=replace(CALM, fire_hours=19.9)))
    assert zone["zone_class"] == "L" and link(zone, A, B)["people"] == [0.0] * 4
    zone = only(run([cover], *layers, parameters=replace(CALM, fire_hours=18.0)))
    assert [(one["from"], one["to"]) for one in zone["links"]] == [(A, A)]


def test_wind_and_weather_decide_how_soon(cover: RasterInput) -> None:
    layers = (forests(WOOD), settlements([(20.25, 10.05)], [80.0]))
    west = replace(CALM, wind_ms=5.0, wind_from_deg=270.0)
    assert link(only(run([cover], *layers, parameters=west)), A, B)["first_min"] == pytest.approx(
        1100.0 / math.exp(0.1783 * 5.0), abs=0.1
    )
    east = replace(west, wind_from_deg=90.0)
    assert only(run([cover], *layers, parameters=east))["zone_class"] == "L"
    # R0 = 0.03 · 30 + 0.05 · 0 + 0.01 · 80 − 0.3 = 1.4 m/min
    dry = replace(CALM, rate_from_weather=True, temperature_c=30.0, humidity_percent=20.0)
    assert link(only(run([cover], *layers, parameters=dry)), A, B)["first_min"] == pytest.approx(1100 / 1.4, abs=0.1)
    # … and with the coefficients of another region 0.05 · 30 + 0.02 · 80 − 1.1 = 2.0 m/min.
    elsewhere = replace(dry, rate_per_celsius=0.05, rate_per_force=9.0, rate_per_dryness=0.02, rate_less=1.1)
    assert link(only(run([cover], *layers, parameters=elsewhere)), A, B)["first_min"] == pytest.approx(550.0, abs=0.1)
    with pytest.raises(NothingSpreads):
        run([cover], *layers, parameters=replace(dry, temperature_c=-30.0, humidity_percent=100.0))
    with pytest.raises(LandTooLarge):
        run([cover], *layers, parameters=replace(CALM, fire_cell_m=1.0))


def test_a_lake_across_holds_the_fire(cover: RasterInput) -> None:
    lake = LayerInput("lake", Role.LAKE, frame([box_km(19.3, 0, 19.5, 20)], uid=["lake-0"], name=["湖"]))
    zone = only(run([cover], forests(WOOD), lake, settlements([(20.25, 10.05), (18.0, 10.0)], [80.0, 5.0])))
    assert zone["zone_class"] == "L" and {one["to"] for one in zone["links"]} == {A}


def test_a_slower_fuel_takes_longer(cover: RasterInput) -> None:
    layers = (forests(WOOD), settlements([(20.25, 10.05)], [80.0]))
    half = replace(CALM, fuel_ks={"woodland": 0.5}, fire_hours=42.0)
    assert link(only(run([cover], *layers, parameters=half)), A, B)["first_min"] == pytest.approx(2200.0, abs=0.1)


def test_a_county_whose_fuel_nobody_knows_is_unknown(tmp_path: Path) -> None:
    """Land cover ends at the line, and no forest layer speaks for B: fire comes to its line after 1,000 m."""
    half = land_cover(tmp_path, 0, 20)
    wood = forests(WOOD, speaks_for=frozenset({A}))
    zone = only(run([half], wood, settlements([(18.0, 10.0)], [50.0])))
    assert (zone["zone_class"], zone["lead"], zone["exposure_share"][B]) == ("pending", "", None)
    assert {"county": B, "role": "forest"} in zone["unknown"]
    assert {"code": "waits_for_fuel", "county": B, "role": "forest"} in zone["reasons"]
    across = link(zone, A, B)
    assert across["first_min"] == pytest.approx(1000.0, abs=0.1) and across["area_ha"] is None
    # An hour less and it does not come there: then nothing is unknown.
    zone = only(run([half], wood, settlements([(18.0, 10.0)], [50.0]), parameters=replace(CALM, fire_hours=16.0)))
    assert zone["zone_class"] == "L" and zone["exposure_share"] == {A: 1.0}


def test_a_county_whose_villages_nobody_knows_is_unknown(cover: RasterInput) -> None:
    known = settlements([(18.0, 10.0)], [50.0], speaks_for=frozenset({A}))
    zone = only(run([cover], forests(WOOD), known))
    assert zone["zone_class"] == "pending" and zone["exposure_share"][B] is None
    assert {"county": B, "role": "settlement"} in zone["unknown"]
    assert link(zone, A, B)["people"] is None and link(zone, A, B)["area_ha"][3] > 0.0


def test_forest_smaller_than_the_cells_reaches_a_distance_and_says_so() -> None:
    """1.44 hm² with no middle of a cell of 400 m in it, and no other fuel."""
    small = forests([box_km(19.63, 9.63, 19.75, 9.75)])
    zone = only(run([], small, settlements([(20.3, 9.7)], [80.0]), parameters=replace(CALM, fire_cell_m=400.0)))
    assert (zone["zone_class"], zone["links"]) == ("S3", [])
    assert zone["reasons"][-1] == {"code": "reach_is_distance", "reach_m": 1000.0}


def test_longer_fires_never_reach_fewer(cover: RasterInput) -> None:
    random = np.random.default_rng(11)
    villages = [tuple(place) for place in random.uniform((15, 5), (25, 15), (60, 2))]
    layers = (forests([*WOOD, box_km(20.5, 7, 22, 8)]), settlements(villages, [10.0] * 60))
    before: dict[str, float] = {}
    for hours in (3.0, 9.0, 21.0):
        result = run([cover], *layers, parameters=replace(CALM, fire_hours=hours))
        now: dict[str, float] = {}
        for links in result.zones["links"]:
            for one in links:
                assert all(np.diff(one["people"]) >= 0) and all(np.diff(one["area_ha"]) >= 0)
                now[one["to"]] = max(now.get(one["to"], 0.0), one["people"][-1])
        assert all(now.get(code, 0.0) >= people for code, people in before.items())
        before = now


# -- the engine below ----------------------------------------------------------------------------------


def test_cells_inside_are_those_of_rasterizing_shape_by_shape() -> None:
    random = np.random.default_rng(3)
    grid = Grid(EPSG, 0.0, 1000.0, 10.0, 100, 120)
    shapes = []
    for _ in range(40):
        x, y, size = *random.uniform(0, 1100, 2), random.uniform(5, 300)
        ring = shapely.Point(x, y).buffer(size, quad_segs=int(random.integers(1, 9)))
        shapes.append(ring.difference(shapely.Point(x + 0.3 * size, y).buffer(0.4 * size)))
    shapes.append(shapely.MultiPolygon([shapely.box(1, 1, 99, 55), shapely.box(301, 1, 402, 55)]))
    cells, shape, is_lone = cells_inside(np.array(shapes, dtype=object), grid)
    assert (np.diff(shape) >= 0).all()
    for at, one in enumerate(shapes):
        expected = np.flatnonzero(geometry_mask([one], (100, 120), transform_of(grid), invert=True))
        found = np.sort(cells[(shape == at) & ~is_lone])
        assert list(found) == list(expected), at
        assert len(expected) or (shape == at).sum() <= 1


def test_a_shape_without_a_middle_has_the_cell_it_lies_in() -> None:
    grid = Grid(EPSG, 0.0, 1000.0, 100.0, 10, 10)
    cells, shape, is_lone = cells_inside(np.array([shapely.box(110, 810, 120, 820)], dtype=object), grid)
    assert (list(cells), list(shape), list(is_lone)) == ([11], [0], [True])


def test_an_outline_holds_exactly_its_cells() -> None:
    grid = Grid(EPSG, 500.0, 1000.0, 100.0, 10, 10)
    cells = np.array([11, 12, 22, 33, 99])
    shape = outline(cells, grid)
    assert shape.is_valid and shape.area == 5 * 100.0**2
    x, y = grid.centers(np.arange(100))
    assert list(np.flatnonzero(shapely.contains_xy(shape, x, y))) == list(cells)


def test_what_fires_come_to_is_the_least_travel_time_beside_it() -> None:
    random = np.random.default_rng(8)
    fuel = np.where(random.uniform(size=(40, 50)) < 0.25, 0.0, random.uniform(0.4, 2.0, (40, 50))).astype(np.float32)
    height = random.uniform(0, 60, (40, 50)).astype(np.float32)
    grid = Grid(EPSG, 0.0, 0.0, 100.0, 40, 50)
    fire = Fire(Landscape(grid, fuel, height), Weather(2.0, 6.0, 200.0))
    county = np.repeat(np.array([0, 1], dtype=np.int32), 25)[None, :].repeat(40, axis=0)
    area = np.ones((40, 50))
    places = random.integers(0, 2000, 60)
    targets, target = Targets.of(np.append(places, -1), grid)
    assert target[-1] == -1
    starts = [random.choice(2000, 5, replace=False) for _ in range(70)]
    for cells, found in zip(starts, reach(fire, starts, targets, county, area, [60.0, 240.0]), strict=True):
        minutes = travel(fire, cells, 240.0).minutes
        padded = np.pad(minutes, 1, constant_values=np.inf)
        near = np.min([padded[i : i + 40, j : j + 50] for i in range(3) for j in range(3)], axis=0).ravel()
        expected = {int(t): near[p] for p, t in zip(places, target[:-1], strict=True) if np.isfinite(near[p])}
        assert dict(zip(found.target.tolist(), found.minutes, strict=True)) == expected
        assert list(found.grown) == list(np.flatnonzero(np.isfinite(near)))
        for code, first, burnt in zip(found.county, found.first_min, found.area_ha, strict=True):
            mine = minutes[county == code]
            assert first == mine.min()
            assert list(burnt) == [(mine <= 60).sum(), np.isfinite(mine).sum()]
        assert found.burns == (fuel.ravel()[cells] > 0).any()


# -- again after a change ------------------------------------------------------------------------------


def _said(result) -> list:
    frames = (result.zones, result.parts, result.straddling, result.reaches, result.borders)
    return [(repr(one.drop(columns="geometry").to_dict("records")), one.geometry.to_wkb().tolist()) for one in frames]


def _other(name: str, value):
    """Return another value of a parameter."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return {"spread": "distance", "wang_mao": "ellipse", "mao": "table", "travel": "straight"}[value]
    if name == "fuel_ks":
        return {"woodland": 0.7}
    if name == "weights":
        return {**value, "people": 0.9}
    if name == "hazards":
        return ("forest",)
    if name == "hazard_numbers":
        return {"forest": {"reach_m": 750.0}}
    return type(value)(value * 1.5)


def test_what_is_remembered_changes_nothing(cover: RasterInput, terrain: RasterInput) -> None:
    """Whatever parameter or layer changes, an analysis that remembers says what one that does not says."""
    random = np.random.default_rng(2)
    villages = [tuple(place) for place in random.uniform((16, 6), (24, 14), (30, 2))]
    layers = (
        forests([*WOOD, box_km(19.5, 6, 21, 7.5)]),
        settlements(villages, [30.0] * 30),
        depots([(5, 5), (35, 5)]),
        rivers([[(15, 3), (25, 4)], [(20.1, 12), (20.1, 16)]]),
    )
    start = replace(CALM, fire_hours=15.0, wind_ms=2.0, rate_from_weather=True, fire_cell_m=200.0)
    memory, rasters = Memory(), (cover, terrain)
    # One change upon another, so that each time exactly one parameter differs from what is remembered.
    last = ("use_slope", "rate_from_weather", "base_rate_m_min", "forest_reach", "forest_reach_m")
    names = sorted(
        # Those of response have a test of their own (test_response_times).
        (field.name for field in fields(Parameters) if field.name not in RESPONSE),
        key=lambda name: last.index(name) if name in last else -1,
    )
    before = _said(run(rasters, *layers, parameters=start, memory=memory))
    moved = set()
    for name in names:
        start = replace(start, **{name: _other(name, getattr(start, name))})
        now = _said(run(rasters, *layers, parameters=start, memory=memory))
        assert now == _said(run(rasters, *layers, parameters=start)), name
        if now != before:
            moved.add(name)
        before = now
    assert moved >= {"wind_ms", "wind_from_deg", "temperature_c", "humidity_percent", "base_rate_m_min", "fire_hours"}
    assert moved >= {"use_slope", "downslope", "spread_model", "fire_cell_m", "fuel_ks", "origin_weight"}
    assert moved >= {"rate_from_weather", "forest_reach", "forest_reach_m", "weights"}
    for other in (
        (forests(WOOD), *layers[1:]),
        (layers[0], settlements(villages[:10], [30.0] * 10), *layers[2:]),
        (*layers[:2], depots([(18, 9)]), layers[3]),
    ):
        assert _said(run([cover], *other, memory=memory)) == _said(run([cover], *other))
    assert _said(run([], *layers, memory=memory)) == _said(run([], *layers))
    given = ZoneInputs(counties(TWO), layers, rasters=(cover,))
    for register in (agreement(), agreement(hazards=["river"]), None):
        signed = replace(given, agreements=register)
        assert _said(derive(signed, CALM, memory=memory)) == _said(derive(signed, CALM))


def test_another_weight_of_the_origin_runs_no_fire(cover: RasterInput) -> None:
    layers, memory, steps = (forests(WOOD), settlements([(20.25, 10.05)], [80.0])), Memory(), []
    run([cover], *layers, memory=memory)
    run(
        [cover],
        *layers,
        memory=memory,
        parameters=replace(CALM, origin_weight=0.4),
        progress=lambda _, s: steps.append(s),
    )
    assert "fires" not in steps and steps[-1] == "done"


def test_cancelling_while_fires_run(cover: RasterInput) -> None:
    def cancel(fraction: float, step: str) -> None:
        if step == "fires":
            raise Cancelled

    with pytest.raises(Cancelled):
        run([cover], forests(WOOD), settlements([], []), progress=cancel)
