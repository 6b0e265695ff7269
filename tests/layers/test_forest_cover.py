"""From the land cover of a plan to its forest: looked at, made, made again, undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine

from layers import forest_cover, workflow
from layers.errors import AnalysisError, NoGeometry, UnclearClasses
from layers.kinds import Role, Shape
from layers.plan.store import PlanStore
from layers.sources import ReadChoice
from layers.sources.land_forest import ForestOptions
from layers.sources.landcover import CrosswalkRow

#: Two counties of ten by ten cells each; a wood of 2 across their line, shrub of 3 in the east.
CELLS = np.full((10, 20), 1, dtype=np.uint8)
CELLS[2:8, 6:14] = 2
CELLS[2:8, 16:19] = 3
OPTIONS = ForestOptions(min_ha=0.0, buffer_m=0.0)


def write_cover(path: Path, cells: np.ndarray = CELLS) -> Path:
    with rasterio.open(
        path, "w", driver="GTiff", width=20, height=10, count=1, dtype="uint8", crs="EPSG:4490",
        transform=Affine(0.01, 0, 116.4, 0, -0.01, 40.7), nodata=0,
    ) as dataset:  # fmt: skip
        dataset.write(cells, 1)
    return path


def write_counties(path: Path) -> Path:
    frame = gpd.GeoDataFrame(
        {"code": ["110116", "130826"], "name": ["怀柔区", "丰宁满族自治县"]},
        geometry=[shapely.box(116.4, 40.6, 116.5, 40.7), shapely.box(116.5, 40.6, 116.6, 40.7)],
        crs=4490,
    )
    frame.to_file(path)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    made = PlanStore.create(tmp_path / "a.lianfang.gpkg", title="a", reference_date=date(2026, 5, 1))
    yield made
    if made.is_open:
        made.close()


def add(store: PlanStore, *paths: Path) -> dict[str, str]:
    choices = {path: ReadChoice(role=Role.LAND_COVER) for path in paths if path.suffix != ".geojson"}
    layers = workflow.read_files(list(paths), choices, counties=workflow.counties_frame(store))
    return {record.title: record.uid for record in workflow.add_layers(store, layers)}


def test_a_raster_becomes_forest_and_zones_in_one_gesture(store: PlanStore, tmp_path: Path) -> None:
    counties, cover = write_counties(tmp_path / "县界.geojson"), write_cover(tmp_path / "CLCD_v01_2023.tif")
    uid = add(store, counties, cover)["CLCD_v01_2023"]
    look = forest_cover.look(store, uid)
    assert (look.code, look.survey.values, look.column, look.made) == ("clcd", ("1", "2", "3"), "", None)
    assert look.picture is not None and look.picture.values.shape == (10, 20) and len(look.picture.lines) == 2
    before = len(store.history())
    layer = forest_cover.make(store, uid, look.crosswalk(look.require_code()), OPTIONS, title="森林")
    assert len(store.history()) == before, "making only reads"
    record = forest_cover.put(store, uid, layer)
    assert len(store.history()) == before + 1
    assert (record.role, record.shape, record.feature_count) == (Role.FOREST, Shape.POLYGON, 1)
    assert record.speaks_for == {"110116", "130826"}
    frame = store.frame(record.uid)
    assert frame["name"].tolist() == ["森林"] and frame["fuel_ks"].tolist() == [1.0]
    assert frame.geometry.iloc[0].symmetric_difference(shapely.box(116.46, 40.62, 116.54, 40.68)).area < 1e-12
    zones = workflow.analyse(store).zones
    assert (zones["zone_class"] == "S1").any()
    store.undo()
    store.undo()
    assert all(layer.role is not Role.FOREST for layer in store.layers())


def test_provenance_is_enough_to_make_it_again(store: PlanStore, tmp_path: Path) -> None:
    cover = write_cover(tmp_path / "CLCD_v01_2023.tif")
    uid = add(store, write_counties(tmp_path / "县界.geojson"), cover)["CLCD_v01_2023"]
    crosswalk = (
        forest_cover.look(store, uid).crosswalk("clcd").with_row(CrosswalkRow("3", "灌木林", True, "sedge_birch", 1.7))
    )
    options = ForestOptions(min_ha=0.5, buffer_m=0.0, smooth=False)
    record = forest_cover.put(store, uid, forest_cover.make(store, uid, crosswalk, options, title="森林"))
    assert record.source.sha256 == store.layer(uid).raster_sha256 != ""
    note = next(note for note in record.source.notes if note["code"] == "landcover_forest")
    assert note["classes"] == ["森林 Ks 1", "灌木林 Ks 1.7"]
    assert record.source.credit == (
        "Yang & Huang 2021, Earth Syst. Sci. Data 13:3907–3925; 森林 Ks 1, 灌木林 Ks 1.7; Ks: 王正非"
    )
    assert note["settings"] == {"min_ha": 0.5, "buffer_m": 0.0, "smooth": False, "connectivity": 4, "column": ""}
    path = store.path
    store.close()
    with PlanStore.open(path) as again:
        look = forest_cover.look(again, uid)
        assert look.made is not None and look.earlier == crosswalk and look.code == "clcd"
        assert look.crosswalk("clcd") == crosswalk and look.options["min_ha"] == 0.5
        made = forest_cover.make(again, uid, look.crosswalk("clcd"), options, title="森林").frame
        assert made is not None and made["uid"].tolist() == again.frame(record.uid)["uid"].tolist()


def test_a_second_run_takes_the_place_of_the_first(store: PlanStore, tmp_path: Path) -> None:
    uid = add(store, write_counties(tmp_path / "县界.geojson"), write_cover(tmp_path / "CLCD.tif"))["CLCD"]
    crosswalk = forest_cover.look(store, uid).crosswalk("clcd")
    first = forest_cover.put(store, uid, forest_cover.make(store, uid, crosswalk, OPTIONS, title="森林"))
    with store.change("layer_opacity", title="森林"):
        store.update_layer(first.uid, opacity=0.4, title="我的森林")
    order = [record.role for record in store.layers()]
    wider = crosswalk.with_row(CrosswalkRow("3", "灌木", True, "sedge_birch", 1.8))
    second = forest_cover.put(store, uid, forest_cover.make(store, uid, wider, OPTIONS, title="森林"))
    assert [record.role for record in store.layers()] == order
    assert (second.title, second.opacity, second.feature_count) == ("我的森林", 0.4, 2)
    store.undo()
    (back,) = [record for record in store.layers() if record.role is Role.FOREST]
    assert (back.uid, back.feature_count) == (first.uid, 1)
    assert len(store.frame(back.uid)) == 1
    store.redo()
    (again,) = [record for record in store.layers() if record.role is Role.FOREST]
    assert (again.uid, len(store.frame(again.uid))) == (second.uid, 2)


def test_polygons_of_land_cover_go_the_same_way(store: PlanStore, tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"DLBM": ["0301", "0103"], "DLMC": ["乔木林地", "旱地"]},
        geometry=[shapely.box(116.48, 40.63, 116.52, 40.66), shapely.box(116.52, 40.63, 116.55, 40.66)],
        crs=4490,
    )
    frame.to_file(tmp_path / "DLTB.shp", encoding="UTF-8")
    uid = add(store, write_counties(tmp_path / "县界.geojson"), tmp_path / "DLTB.shp")["DLTB"]
    look = forest_cover.look(store, uid)
    assert (look.column, look.code, look.picture) == ("DLBM", "gbt21010", None)
    record = forest_cover.put(store, uid, forest_cover.make(store, uid, look.crosswalk("gbt21010"), title="森林"))
    assert store.frame(record.uid)["species"].tolist() == ["乔木林地"]


def test_what_is_missing_is_named(store: PlanStore, tmp_path: Path) -> None:
    cells = CELLS.copy()
    cells[0, 0] = 3  # as in no other file: a raster that is gone is looked for in the folders around
    cover = write_cover(tmp_path / "cover.tif", cells)
    uid = add(store, cover)["cover"]
    with pytest.raises(AnalysisError):
        forest_cover.look(store, uid)
    add(store, write_counties(tmp_path / "县界.geojson"))
    look = forest_cover.look(store, uid)
    assert look.code is None and len(look.matches) > 1
    with pytest.raises(UnclearClasses) as caught:
        look.require_code()
    assert "clcd" in caught.value.facts["candidates"]
    nothing = look.crosswalk("own")
    assert not nothing.forest and [row.value for row in nothing.rows] == ["1", "2", "3"]
    with pytest.raises(NoGeometry):
        forest_cover.make(store, uid, nothing.with_row(CrosswalkRow("9", "林", True, "woodland", 1.0)), title="森林")
    cover.unlink()
    with pytest.raises(FileNotFoundError):
        forest_cover.look(store, uid)
