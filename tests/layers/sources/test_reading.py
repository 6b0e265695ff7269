"""Every format, read from files made here; what comes out has the promised columns and is EPSG:4490."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from layers.errors import MissingCrs, NoGeometry, UnsupportedFormat
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, inspect, propose_speaks_for, read, read_patrol_areas
from layers.sources.fields import canonical_columns

Villages = gpd.GeoDataFrame


def save_shapefile(folder: Path, frame: Villages) -> Path:
    frame.to_file(folder / "村庄.shp", encoding="UTF-8")
    return folder / "村庄.shp"


def save_folder(folder: Path, frame: Villages) -> Path:
    (folder / "部门数据").mkdir()
    save_shapefile(folder / "部门数据", frame)
    return folder / "部门数据"


def save_zip(folder: Path, frame: Villages) -> Path:
    inner = save_folder(folder, frame)
    with zipfile.ZipFile(folder / "村庄.zip", "w") as archive:
        for part in inner.iterdir():
            archive.write(part, f"数据/{part.name}")
    shutil.rmtree(inner)
    return folder / "村庄.zip"


def save_gpkg(folder: Path, frame: Villages) -> Path:
    frame.to_file(folder / "数据.gpkg", layer="村庄")
    return folder / "数据.gpkg"


def save_geojson(folder: Path, frame: Villages) -> Path:
    frame.to_file(folder / "村庄.geojson", driver="GeoJSON")
    return folder / "村庄.geojson"


def save_gdb(folder: Path, frame: Villages) -> Path:
    frame.to_file(folder / "数据.gdb", layer="村庄", driver="OpenFileGDB")
    return folder / "数据.gdb"


def save_kml(folder: Path, frame: Villages) -> Path:
    marks = "".join(
        f"<Placemark><name>{row.村名}</name><description>{row.备注}</description>"
        f"<Point><coordinates>{row.geometry.x},{row.geometry.y},0</coordinates></Point></Placemark>"
        for row in frame.itertuples()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document><name>村庄</name><Folder><name>村庄</name>{marks}</Folder></Document></kml>"
    )
    (folder / "村庄.kml").write_text(text, encoding="utf-8")
    return folder / "村庄.kml"


def save_kmz(folder: Path, frame: Villages) -> Path:
    inner = save_kml(folder, frame)
    with zipfile.ZipFile(folder / "村庄.kmz", "w") as archive:
        archive.write(inner, "doc.kml")
    inner.unlink()
    return folder / "村庄.kmz"


SAVERS: list[Callable[[Path, Villages], Path]] = [
    save_shapefile,
    save_folder,
    save_zip,
    save_gpkg,
    save_geojson,
    save_gdb,
    save_kml,
    save_kmz,
]


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("save", SAVERS, ids=lambda save: save.__name__[5:])
def test_every_format_gives_the_same_layer_and_stays_untouched(
    tmp_path: Path, villages: Villages, save: Callable[[Path, Villages], Path]
) -> None:
    path = save(tmp_path, villages)
    before = state(tmp_path)
    seen = inspect(path)
    (layer,) = read(path)
    assert state(tmp_path) == before  # bytes unchanged, and nothing new beside them

    (summary,) = seen.layers
    assert seen.is_usable
    assert summary.proposed_role is Role.SETTLEMENT
    assert summary.features == 3
    assert summary.sample_names == tuple(villages["村名"])
    assert summary.bounds == pytest.approx(tuple(villages.total_bounds))

    frame = layer.frame
    assert frame is not None
    assert (layer.role, layer.shape, layer.raster) == (Role.SETTLEMENT, Shape.POINT, None)
    assert frame.columns.tolist()[:4] == ["uid", "name", "people", "kind"]
    assert frame.crs.to_epsg() == 4490
    assert frame["name"].tolist() == villages["村名"].tolist()
    assert shapely.get_coordinates(frame.geometry.to_numpy()) == pytest.approx(
        shapely.get_coordinates(villages.geometry.to_numpy())
    )
    assert not shapely.has_z(frame.geometry.to_numpy()).any()
    assert frame["uid"].is_unique
    if save.__name__ not in ("save_kml", "save_kmz"):
        assert frame["people"].tolist()[0::2] == [812.0, 95.0]
    assert np.isnan(frame["people"][1])
    assert layer.source.sha256
    assert layer.source.crs_used == "EPSG:4490"


def test_uids_come_from_content_not_from_format_or_order(tmp_path: Path, villages: Villages) -> None:
    path = save_gpkg(tmp_path, villages)
    (one,) = read(path)
    path.unlink()
    turned = save_gpkg(tmp_path, villages.iloc[::-1])
    (two,) = read(turned)
    assert one.frame is not None
    assert two.frame is not None
    assert dict(zip(one.frame["name"], one.frame["uid"], strict=True)) == dict(
        zip(two.frame["name"], two.frame["uid"], strict=True)
    )


def test_single_file_checksum_is_the_one_any_tool_gives(tmp_path: Path, villages: Villages) -> None:
    path = save_geojson(tmp_path, villages)
    (layer,) = read(path)
    assert layer.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_geojson_without_crs_is_wgs84_by_standard_and_says_so(tmp_path: Path, villages: Villages) -> None:
    path = tmp_path / "a.geojson"
    villages.to_crs(4326).to_file(path, driver="GeoJSON", RFC7946="YES")
    codes = {problem.code for problem in inspect(path).layers[0].problems}
    assert {"crs_by_format", "crs_identical"} <= codes
    assert read(path)[0].source.crs_found.startswith("WGS 84")


def test_geojson_with_a_crs_member_is_believed(tmp_path: Path, villages: Villages) -> None:
    path = save_geojson(tmp_path, villages)
    assert "crs_by_format" not in {problem.code for problem in inspect(path).layers[0].problems}
    text = path.read_text().replace("EPSG::4490", "EPSG::4214")
    path.write_text(text)
    assert inspect(path).layers[0].problems[0].code == "source_unusable_crs"


@pytest.mark.parametrize("epsg", [4548, 4527])
def test_projected_coordinates_come_home(tmp_path: Path, villages: Villages, epsg: int) -> None:
    path = save_shapefile(tmp_path, villages.to_crs(epsg))
    (layer,) = read(path)
    assert layer.frame is not None
    moved = shapely.get_coordinates(layer.frame.geometry.to_numpy())
    assert moved == pytest.approx(shapely.get_coordinates(villages.geometry.to_numpy()), abs=1e-9)
    assert layer.source.crs_used == f"EPSG:{epsg}"


def test_missing_prj_is_asked_for_and_the_answer_kept(tmp_path: Path, villages: Villages) -> None:
    path = save_shapefile(tmp_path, villages)
    path.with_suffix(".prj").unlink()
    with pytest.raises(MissingCrs) as caught:
        read(path)
    assert caught.value.facts["hint"] == "EPSG:4490"
    seen = inspect(path)
    assert seen.layers[0].crs is None
    assert not seen.is_usable
    assert inspect(path, crs="EPSG:4490").is_usable
    (layer,) = read(path, ReadChoice(crs="EPSG:4490"))
    assert layer.source.crs_found == ""
    assert "crs_given" in {note["code"] for note in layer.source.notes}


def test_lone_shp_is_read_and_nothing_is_written_beside_it(tmp_path: Path, villages: Villages) -> None:
    path = save_shapefile(tmp_path, villages)
    for suffix in (".shx", ".dbf", ".cpg"):
        path.with_suffix(suffix).unlink()
    before = state(tmp_path)
    (layer,) = read(path)
    assert state(tmp_path) == before
    assert layer.frame is not None
    assert len(layer.frame) == 3
    assert {"shx_rebuilt", "dbf_missing"} <= {note["code"] for note in layer.source.notes}


def test_damaged_shx_is_rebuilt_on_a_copy(tmp_path: Path, villages: Villages) -> None:
    path = save_shapefile(tmp_path, villages)
    shx = path.with_suffix(".shx")
    shx.write_bytes(shx.read_bytes()[:104])
    before = state(tmp_path)
    assert len(read(path)[0].frame) == 3
    assert state(tmp_path) == before


def test_geopackage_in_wal_mode_is_read_from_a_copy(tmp_path: Path, villages: Villages) -> None:
    path = save_gpkg(tmp_path, villages)
    connection = sqlite3.connect(path)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')  # they call functions that only GDAL has
    connection.commit()
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE 村庄 SET 村名='改名村' WHERE fid=1")
    connection.commit()  # still in the -wal file
    before = state(tmp_path)
    assert any(name.endswith("-wal") for name in before)
    (layer,) = read(path)
    inspect(path)
    after = state(tmp_path)
    connection.close()
    assert after == before
    assert layer.frame is not None
    assert "改名村" in layer.frame["name"].tolist()


def test_layers_of_one_geopackage(tmp_path: Path, villages: Villages, counties: gpd.GeoDataFrame) -> None:
    path = save_gpkg(tmp_path, villages)
    counties.to_file(path, layer="县界")
    assert {layer.title: layer.role for layer in read(path)} == {"村庄": Role.SETTLEMENT, "县界": Role.COUNTY}
    (only,) = read(path, ReadChoice(layer="县界", title="三县"))
    assert only.title == "三县"
    assert only.proposed_speaks_for == {"110116", "110228", "130826"}
    with pytest.raises(NoGeometry):
        read(path, ReadChoice(layer="没有"))


def test_folder_with_several_files(tmp_path: Path, villages: Villages, counties: gpd.GeoDataFrame) -> None:
    save_shapefile(tmp_path, villages)
    save_gpkg(tmp_path, counties).rename(tmp_path / "县界.gpkg")
    (tmp_path / "目录.csv").write_text("文件,说明\n村庄,点\n", encoding="utf-8")
    (tmp_path / "说明.txt").write_text("请查收", encoding="utf-8")
    seen = inspect(tmp_path)
    assert seen.format == "folder"
    assert {layer.name for layer in seen.layers} == {"村庄", "县界"}
    assert "files_skipped" in {problem.code for problem in seen.problems}
    assert {layer.title for layer in read(tmp_path)} == {"村庄", "县界"}
    assert [layer.title for layer in read(tmp_path, ReadChoice(layer="县界"))] == ["县界"]


def test_role_can_be_chosen_and_keeps_only_fitting_shapes(tmp_path: Path) -> None:
    mixed = gpd.GeoDataFrame(
        {"name": ["a", "b", "c"]},
        geometry=[shapely.Point(116, 40), shapely.LineString([(116, 40), (117, 40)]), shapely.box(116, 40, 117, 41)],
        crs="EPSG:4490",
    )
    mixed.to_file(tmp_path / "m.geojson", driver="GeoJSON")
    path = tmp_path / "m.geojson"
    assert {layer.name for layer in inspect(path).layers} == {"m|point", "m|line", "m|polygon"}
    assert len(read(path)) == 3
    (river,) = read(path, ReadChoice(role=Role.RIVER))
    assert (river.role, river.shape) == (Role.RIVER, Shape.LINE)
    assert river.frame is not None
    assert set(canonical_columns(Role.RIVER)) <= set(river.frame.columns)
    lost = next(note for note in river.source.notes if note["code"] == "dropped_other_shape")
    assert lost["count"] == 2
    (points,) = read(path, ReadChoice(layer="m|point"))
    assert points.shape is Shape.POINT
    with pytest.raises(NoGeometry):
        read(path, ReadChoice(layer="m|raster"))


def test_speaks_for_is_proposed_from_the_plans_counties(tmp_path: Path, counties: gpd.GeoDataFrame) -> None:
    depots = gpd.GeoDataFrame({"库名": ["甲库"]}, geometry=[shapely.Point(116.05, 40.05)], crs="EPSG:4490")
    depots.to_file(tmp_path / "物资库.gpkg")
    (layer,) = read(tmp_path / "物资库.gpkg", counties=counties)
    assert layer.role is Role.DEPOT
    assert layer.proposed_speaks_for == {"110116"} == propose_speaks_for(layer.frame, counties)
    assert read(tmp_path / "物资库.gpkg")[0].proposed_speaks_for == frozenset()


def test_all_findings_come_together(tmp_path: Path) -> None:
    bow = "[[116,40],[116.1,40.1],[116.1,40],[116,40.1],[116,40]]"
    unclosed = "[[117,40],[117.1,40],[117.1,40.1]]"
    box = "[[118,40],[118.1,40],[118.1,40.1],[118,40.1],[118,40]]"
    odd = "[[119,40],[119.1,40],[1e999,40.05],[119.1,40.1],[119,40.1],[119,40]]"
    shapes = [f'{{"type":"Polygon","coordinates":[{ring}]}}' for ring in (bow, unclosed, box, box, odd)] + ["null"]
    features = ",".join(f'{{"type":"Feature","properties":{{"name":"p"}},"geometry":{shape}}}' for shape in shapes)
    path = tmp_path / "林地.geojson"
    path.write_text(f'{{"type":"FeatureCollection","features":[{features}]}}', encoding="utf-8")
    found = {p.code: p.facts.get("count") for p in inspect(path).layers[0].problems}
    assert found["mended_invalid"] == 1
    assert found["rings_closed"] == 1
    assert found["duplicate_feature"] == 1
    assert found["mended_non_finite"] == 1
    assert found["dropped_empty"] == 1
    (layer,) = read(path)
    assert layer.frame is not None
    assert len(layer.frame) == 5
    assert layer.frame.is_valid.all()
    assert layer.frame["uid"].is_unique
    again = read(path)[0].frame
    assert again is not None
    assert (
        shapely.to_wkb(again.geometry.to_numpy()).tolist() == shapely.to_wkb(layer.frame.geometry.to_numpy()).tolist()
    )


def test_raster_stays_outside(tmp_path: Path, counties: gpd.GeoDataFrame) -> None:
    path = tmp_path / "dem.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=30, height=10, count=1, dtype="int16", crs="EPSG:4490", nodata=-999,
        transform=from_origin(116.0, 40.1, 0.01, 0.01),
    ) as dataset:  # fmt: skip
        dataset.write(np.ones((1, 10, 30), dtype="int16"))
    before = state(tmp_path)
    (summary,) = inspect(path).layers
    (layer,) = read(path, counties=counties)
    assert state(tmp_path) == before
    assert (summary.shape, summary.proposed_role) == (Shape.RASTER, Role.TERRAIN)
    raster = layer.raster
    assert layer.frame is None
    assert raster is not None
    assert (raster.width, raster.height, raster.nodata, raster.epsg) == (30, 10, -999.0, 4490)
    assert raster.bounds == pytest.approx((116.0, 40.0, 116.3, 40.1))
    assert raster.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert layer.proposed_speaks_for == {"110116", "110228", "130826"}


def test_raster_without_crs_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "dem.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=5,
        height=5,
        count=1,
        dtype="int16",
        transform=from_origin(39.5e6, 4.5e6, 30, 30),
    ) as dataset:
        dataset.write(np.ones((1, 5, 5), dtype="int16"))
    with pytest.raises(MissingCrs) as caught:
        read(path)
    assert caught.value.facts["candidates"] == ["EPSG:4527"]
    (layer,) = read(path, ReadChoice(crs="EPSG:4527", role=Role.TERRAIN))
    assert layer.raster is not None
    assert 116 < layer.raster.bounds_lonlat[0] < 118


@pytest.mark.parametrize("by", ["name", "table"])
def test_a_plan_is_recognised_and_not_read_as_a_layer(tmp_path: Path, villages: Villages, by: str) -> None:
    path = save_gpkg(tmp_path, villages)
    if by == "name":
        path = path.rename(tmp_path / "三县.lianfang.gpkg")
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE lf_plan (uid TEXT)")
        connection.commit()
        connection.close()
    assert inspect(path).is_plan
    with pytest.raises(UnsupportedFormat, match="plan"):
        read(path)


def test_a_plan_in_a_folder_is_left_alone(tmp_path: Path, villages: Villages) -> None:
    save_gpkg(tmp_path, villages).rename(tmp_path / "三县.lianfang.gpkg")
    save_shapefile(tmp_path, villages)
    seen = inspect(tmp_path)
    assert not seen.is_plan
    assert [layer.name for layer in seen.layers] == ["村庄"]
    assert seen.problems[0].facts["names"] == ["三县.lianfang.gpkg"]


def test_our_own_uids_survive_a_round_trip(tmp_path: Path, villages: Villages) -> None:
    (first,) = read(save_gpkg(tmp_path, villages))
    assert first.frame is not None
    moved = first.frame.copy()
    moved["name"] = "改"
    moved.to_file(tmp_path / "b.gpkg", layer="村庄")
    (second,) = read(tmp_path / "b.gpkg")
    assert second.frame is not None
    assert second.frame["uid"].tolist() == first.frame["uid"].tolist()
    assert "uid_source" not in second.frame


def test_patrol_areas_from_any_polygon_file(tmp_path: Path) -> None:
    areas = gpd.GeoDataFrame(
        {"联防区名称": ["云蒙山联防区", ""], "备注": ["春防", None]},
        geometry=[shapely.box(116, 40, 116.1, 40.1), shapely.box(117, 40, 117.1, 40.1)],
        crs="EPSG:4490",
    )
    areas.to_file(tmp_path / "a.shp", encoding="UTF-8")
    out = read_patrol_areas(tmp_path / "a.shp")
    assert out.columns.tolist() == ["uid", "name", "note", "geometry"]
    assert out["name"].tolist() == ["云蒙山联防区", ""]
    assert out["note"].tolist() == ["春防", ""]
    assert out.crs.to_epsg() == 4490


def test_patrol_areas_need_polygons(tmp_path: Path, villages: Villages) -> None:
    with pytest.raises(NoGeometry):
        read_patrol_areas(save_gpkg(tmp_path, villages))


def test_progress_runs_from_nothing_to_all_and_can_cancel(tmp_path: Path, villages: Villages) -> None:
    from layers.progress import Cancelled

    path = save_gpkg(tmp_path, villages)
    seen: list[float] = []
    read(path, progress=lambda fraction, step: seen.append(fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(fraction: float, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_geojson_and_kml_in_other_encodings(tmp_path: Path, villages: Villages, encoding: str) -> None:
    for save in (save_geojson, save_kml):
        path = save(tmp_path, villages)
        text = path.read_text(encoding="utf-8").replace("UTF-8", encoding.upper())
        path.write_bytes(text.encode(encoding))
        before = state(tmp_path)
        (layer,) = read(path)
        assert state(tmp_path) == before
        assert layer.frame is not None
        assert layer.frame["name"].tolist() == villages["村名"].tolist()
        recoded = [note for note in layer.source.notes if note["code"] == "text_recoded"]
        assert len(recoded) == (0 if encoding == "utf-8-sig" else 1)


def test_empty_layer_and_plain_table_beside_a_real_layer_are_told_but_no_fault(
    tmp_path: Path, villages: Villages
) -> None:
    import pandas as pd
    import pyogrio

    path = save_gpkg(tmp_path, villages)
    villages.iloc[:0].to_file(path, layer="空层")
    pyogrio.write_dataframe(pd.DataFrame({"a": [1]}), path, layer="附表", driver="GPKG", append=True)
    seen = inspect(path)
    assert seen.is_usable
    told = {problem.facts["layer"]: problem.severity for problem in seen.problems}
    assert told == {"空层": "warning", "附表": "info"}
    assert [layer.title for layer in read(path)] == ["村庄"]


def test_names_cut_by_a_shapefile_are_recognised(tmp_path: Path) -> None:
    stands = gpd.GeoDataFrame(
        {"优势树种": ["油松", "栎类"], "林场名称": ["甲林场", "乙林场"]},
        geometry=[shapely.box(116, 40, 116.1, 40.1), shapely.box(117, 40, 117.1, 40.1)],
        crs="EPSG:4490",
    )
    stands.to_file(tmp_path / "x.shp", encoding="UTF-8")
    (layer,) = read(tmp_path / "x.shp")
    assert layer.role is Role.FOREST
    assert layer.frame is not None
    assert layer.frame["species"].tolist() == ["油松", "栎类"]
    assert layer.frame["name"].tolist() == ["甲林场", "乙林场"]
