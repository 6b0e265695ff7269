"""From an open plan to what exposure is measured with, and to the entries stored with its zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers import workflow
from layers.exposure.cell_layers import with_exposure_layers
from layers.exposure.rasters import CellValue
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from layers.sources.roles import propose_raster
from layers.spread.beverly import DirectionSettings
from layers.spread.directions import direction_land, directions, village_directions
from tests.layers.exposure.test_rasters import raster
from tests.layers.shapes import ORIGIN, box_km, frame

A, B = "110116", "130826"
CODES = frozenset({A, B})


def add(store: PlanStore, role: Role, shape: Shape, features: gpd.GeoDataFrame) -> None:
    features["uid"] = [f"{role.value}-{i}" for i in range(len(features))]
    with store.change("layers_added"):
        store.add_layer(LayerRecord("", role.value, role, shape, Origin.READ, "", speaks_for=CODES), features)


def add_raster(store: PlanStore, role: Role, path: Path, title: str) -> None:
    with store.change("layers_added"):
        store.add_layer(LayerRecord("", title, role, Shape.RASTER, Origin.READ, "", raster_path=path.name), None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    """Two counties of 40 km side by side with the line 40 km east; wood 38–60 km east; two villages near the line."""
    store = PlanStore.create(tmp_path / "e.lianfang.gpkg", title="e", reference_date=date(2026, 4, 1))
    counties = frame([box_km(0, 0, 40, 40), box_km(40, 0, 80, 40)], code=[A, B], name=["怀柔区", "丰宁县"])
    add(store, Role.COUNTY, Shape.POLYGON, counties)
    add(store, Role.FOREST, Shape.POLYGON, frame([box_km(38, 10, 60, 30)], name=["林"], species=["油松"]))
    points = [shapely.Point(39_900, 20_000), shapely.Point(41_000, 20_000)]
    add(store, Role.SETTLEMENT, Shape.POINT, frame(points, name=["西村", "东村"], people=[120.0, 80.0]))
    with store:
        yield store


def people_raster(tmp_path: Path, name: str) -> Path:
    """1 km cells of 5 people over both counties."""
    west, north = ORIGIN[0], ORIGIN[1] + 40_000
    return raster(tmp_path / name, np.full((40, 80), 5.0, dtype=np.float32), west=west, north=north, cell=1000.0)


def test_rasters_come_with_what_their_cells_mean(store: PlanStore, tmp_path: Path) -> None:
    add_raster(store, Role.POPULATION, people_raster(tmp_path, "chn_ppp.tif"), "人口")
    cover = np.full((40, 80), 5, dtype=np.uint8)
    cover[:, :10], cover[:, 10:20] = 12, 14
    path = raster(tmp_path / "igbp.tif", cover, west=ORIGIN[0], north=ORIGIN[1] + 40_000, cell=1000.0, nodata=None)
    add_raster(store, Role.LAND_COVER, path, "MCD12 IGBP")
    inputs = with_exposure_layers(store, workflow.build_inputs(store))
    by_role = {layer.role: layer for layer in inputs.cells}
    assert by_role[Role.POPULATION].value is CellValue.COUNT
    assert by_role[Role.POPULATION].speaks(A)
    assert by_role[Role.LAND_COVER].shares == {12.0: 1.0, 14.0: 0.5}
    assert 255.0 in by_role[Role.LAND_COVER].void


def test_a_missing_file_is_no_source_and_land_cover_polygons_are_fields(store: PlanStore, tmp_path: Path) -> None:
    add_raster(store, Role.POPULATION, tmp_path / "gone.tif", "人口")
    parcels = frame([box_km(1, 1, 2, 2), box_km(3, 3, 4, 4)], DLBM=["0103", "0301"])
    add(store, Role.LAND_COVER, Shape.POLYGON, parcels)
    inputs = with_exposure_layers(store, workflow.build_inputs(store))
    assert inputs.cells == ()
    (fields,) = inputs.of_role(Role.FARMLAND)
    assert len(fields.frame) == 1
    assert fields.speaks_for == CODES


def test_an_analysis_stores_what_is_exposed_and_the_plan_keeps_it(store: PlanStore, tmp_path: Path) -> None:
    add_raster(store, Role.POPULATION, people_raster(tmp_path, "人口.tif"), "人口")
    workflow.analyse(store)
    zone = next(row for row in store.zones().itertuples() if row.hazard == "forest")
    entries = zone.exposures
    assert set(entries) == {A, B}
    parts = store.parts().set_index(["zone_uid", "county"])
    for code, entry in entries.items():
        people = parts.loc[(zone.uid, code), "area_ha"] / 100.0 * 5.0
        assert entry["people"] == pytest.approx(people, rel=2e-3)
        assert entry["people_low"] < entry["people"] < entry["people_high"]
        assert (entry["people_from"], entry["people_source"]) == ("cells", "人口")
        assert entry["villages"] == 1
    again = store.zones()
    workflow.analyse(store)
    assert store.zones()["exposures"].tolist() == again["exposures"].tolist(), "the same to the byte"


def test_population_rasters_are_known_by_their_names() -> None:
    for name in ("chn_ppp_2020", "worldpop2020", "landscan-global-2023", "GHS_POP_E2020", "人口密度", "gpw_v4_count"):
        assert propose_raster((name,), "float32", 1)[0] is Role.POPULATION, name


# --- directions over the same plan ---------------------------------------------------------------------------------


def test_fire_comes_to_the_village_in_the_west_from_the_county_in_the_east(store: PlanStore) -> None:
    land = direction_land(store, DirectionSettings(step_deg=90.0))
    assert land.grid.cell_m == 160.0
    west = next(one for one in village_directions(land) if one.name == "西村")
    east, south, west_line, north = west.viable.tolist()
    assert east == [1, 1, 1], "wood to 60 km"
    assert west_line == [0, 0, 0], "wood ends 1.9 km west"
    assert south[:2] == [1, 1] and south[2] == 0, "wood for 10 km"
    assert north == south
    assert west.source[0] == 1
    assert land.silent == frozenset()


def test_around_one_place_only_what_lines_reach_is_read(store: PlanStore) -> None:
    point = frame([shapely.Point(45_000, 20_000)]).geometry.iloc[0]
    settings = DirectionSettings(distance_m=100.0, step_deg=90.0)
    land = direction_land(store, settings, around=(point.x, point.y))
    assert land.grid.cell_m == 30.0
    assert land.grid.columns * 30.0 < 32_000
    near = directions(land, point.x, point.y)
    whole = directions(direction_land(store, DirectionSettings(step_deg=90.0)), point.x, point.y)
    assert near.viable[0].tolist() == whole.viable[0].tolist() == [1, 1, 1]


def test_grass_counts_or_not(store: PlanStore) -> None:
    add(store, Role.FOREST, Shape.POLYGON, frame([box_km(0, 0, 37, 40)], name=["草"], species=["草地"]))
    point = frame([shapely.Point(10_000, 20_000)]).geometry.iloc[0]
    settings = DirectionSettings(step_deg=90.0)
    assert directions(direction_land(store, settings), point.x, point.y).viable[0, 0] == 1
    without = direction_land(store, settings, with_grass=False)
    assert directions(without, point.x, point.y).viable[0, 0] == 0


def test_coarse_land_cover_is_told(store: PlanStore, tmp_path: Path) -> None:
    cover = np.full((40, 80), 5, dtype=np.uint8)
    cover[:, :10] = 12
    path = raster(tmp_path / "igbp.tif", cover, west=ORIGIN[0], north=ORIGIN[1] + 40_000, cell=1000.0, nodata=None)
    add_raster(store, Role.LAND_COVER, path, "MCD12 IGBP")
    land = direction_land(store, DirectionSettings(step_deg=90.0))
    assert land.coarse == (("MCD12 IGBP", 1000.0),)
