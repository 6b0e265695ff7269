"""The GIS files, read again with other programs' eyes."""

import io
import json
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree as ET

import numpy as np
import pyogrio
import pytest
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.export import gis
from layers.export.coordinates import parse_table
from layers.export.job import Stamp

from .conftest import AREA, PLANE, make_job, make_report, zone

LEGAL = "本图联防区域不作为行政区域界线依据"
HOLED = shapely.Polygon(AREA.exterior, [shapely.box(116.66, 40.74, 116.67, 40.75).exterior])
TWO_PARTS = shapely.MultiPolygon([HOLED, shapely.box(116.8, 40.7, 116.85, 40.75)])
WRITERS = [gis.geopackage, gis.geojson, gis.shapefile, gis.shapefile_gbk, gis.kml, gis.coordinates_csv]


def saved(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_job_gives_the_same_bytes(write):
    assert write(make_job()) == write(make_job())


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("write", WRITERS)
def test_every_file_carries_the_legal_sentence_and_the_review_number(write, language):
    content = write(make_job(language, stamp=Stamp(review_number="GS京(2026)1234号")))
    if write in (gis.shapefile, gis.shapefile_gbk):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read("README.txt")
    text = content.decode("gbk" if write is gis.shapefile_gbk else "utf-8", errors="ignore")
    assert LEGAL in text
    assert "GS京(2026)1234号" in text
    assert "示例数据" in text


def test_verified_lines_of_real_data_need_no_illustrative_note():
    text = gis.coordinates_csv(make_job(is_sample=False, lines_verified=True)).decode()
    assert LEGAL in text
    assert "界线示意" not in text
    assert "示例数据" not in text


@pytest.mark.parametrize("area", [AREA, HOLED, TWO_PARTS])
class TestShapesSurvive:
    def check(self, frame, area):
        assert frame.crs.to_epsg() in (4490, 4326)
        assert shapely.equals(shapely.normalize(frame.geometry.iloc[0]), shapely.normalize(area)) or (
            shapely.hausdorff_distance(frame.geometry.iloc[0], area) < 1e-8
        )

    def test_geopackage(self, tmp_path, area):
        path = saved(tmp_path, "a.gpkg", gis.geopackage(make_job(area=area)))
        frame = pyogrio.read_dataframe(path, layer="area")
        assert frame.crs.to_epsg() == 4490
        self.check(frame, area)
        parts = pyogrio.read_dataframe(path, layer="parts")
        assert parts["area_m2"].sum() == frame["area_m2"].iloc[0]
        # Edges are straight in the plane: that is where parts and whole agree.
        union = shapely.union_all(transform(parts.geometry.values, STORAGE_CRS, PLANE))
        assert shapely.symmetric_difference(union, transform(area, STORAGE_CRS, PLANE)).area < 10.0

    def test_shapefile(self, tmp_path, area):
        path = saved(tmp_path, "a.shp.zip", gis.shapefile(make_job(area=area)))
        frame = pyogrio.read_dataframe(f"/vsizip/{path}/area.shp")
        self.check(frame, area)
        assert frame.crs.to_epsg() == 4490
        assert frame["name"].iloc[0] == "喇叭沟门"

    def test_geojson(self, tmp_path, area):
        path = saved(tmp_path, "a.geojson", gis.geojson(make_job(area=area)))
        frame = pyogrio.read_dataframe(path)
        self.check(frame[frame["layer"] == "area"], area)
        first = shapely.get_parts(frame.geometry.iloc[0])[0]
        assert first.exterior.is_ccw

    def test_kml(self, tmp_path, area):
        path = saved(tmp_path, "a.kml", gis.kml(make_job(area=area)))
        self.check(pyogrio.read_dataframe(path, layer="联防区").set_geometry("geometry").pipe(drop_z), area)

    def test_csv(self, area):
        again = parse_table(gis.csv_rows(gis.coordinates_csv(make_job(area=area))))
        metres = 111_000 * shapely.hausdorff_distance(again, area)
        assert metres < 0.01


def drop_z(frame):
    return frame.set_geometry(shapely.force_2d(frame.geometry.values), crs=frame.crs)


def test_points_and_zones_are_there(tmp_path):
    path = saved(tmp_path, "a.gpkg", gis.geopackage(make_job()))
    points = pyogrio.read_dataframe(path, layer="points")
    assert list(points["point"]) == [f"J{i}" for i in range(1, 6)]
    assert (points["y_east_m"] // 1e6 == 39).all()
    zones = pyogrio.read_dataframe(path, layer="zones")
    assert list(zones["title"]) == ["怀柔–丰宁 07", "怀柔–丰宁 08"]
    assert shapely.covers(AREA.buffer(1e-9), zones.geometry.values).all()
    readme = pyogrio.read_dataframe(path, layer="readme", read_geometry=False)
    assert LEGAL in readme["value"].iloc[0]


def test_an_area_without_zones_still_exports(tmp_path):
    report = make_report(zones=make_report().zones.iloc[:0])
    for write in WRITERS:
        assert write(make_job(report=report))


def test_shapefile_names_and_side_files(tmp_path):
    with zipfile.ZipFile(io.BytesIO(gis.shapefile(make_job()))) as archive:
        names = archive.namelist()
        assert {
            f"{layer}.{end}"
            for layer in ("area", "parts", "points", "zones")
            for end in ("shp", "shx", "dbf", "prj", "cpg")
        } < set(names)
        assert archive.read("area.cpg").strip() == b"UTF-8"
        assert b"China_2000" in archive.read("area.prj") or b"CGCS" in archive.read("area.prj")
        readme = archive.read("README.txt").decode("utf-8-sig")
    path = saved(tmp_path, "a.shp.zip", gis.shapefile(make_job()))
    for layer in ("area", "parts", "points", "zones"):
        for field in pyogrio.read_info(f"/vsizip/{path}/{layer}.shp")["fields"]:
            assert field.isascii()
            assert len(field) <= 10
            assert f"{field}\t" in readme


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_shapefile_in_gbk_is_what_it_says(tmp_path, language):
    job = make_job(language, note="面积 12 hm²，龘䶮𠮷")
    content = gis.shapefile_gbk(job)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("area.cpg").strip() == b"GBK"
        readme = archive.read("README.txt").decode("gbk")
        raw = archive.read("area.dbf")
    assert "怀柔区".encode("gbk") in raw and "怀柔区".encode() not in raw
    path = saved(tmp_path, "a.shp.zip", content)
    for layer in ("area", "parts", "points", "zones"):
        for field in pyogrio.read_info(f"/vsizip/{path}/{layer}.shp")["fields"]:
            assert len(field.encode("gbk")) <= 10 and f"{field}\t" in readme
    frame = pyogrio.read_dataframe(f"/vsizip/{path}/area.shp")
    names = ("名称", "备注", "面积公顷") if language == "zh_CN" else ("name", "note", "area_ha")
    assert frame[names[0]].iloc[0] == "喇叭沟门" and frame[names[1]].iloc[0].startswith("面积 12 hm2，")
    assert frame[names[2]].iloc[0] == pytest.approx(job.figures.total_m2 / 1e4)
    assert shapely.hausdorff_distance(frame.geometry.iloc[0], AREA) * 111_000 < 0.001


def test_long_text_in_gbk_is_cut_between_characters(tmp_path):
    path = saved(tmp_path, "a.shp.zip", gis.shapefile_gbk(make_job(note="密林深处" * 60)))
    assert pyogrio.read_dataframe(f"/vsizip/{path}/area.shp")["备注"].iloc[0] == ("密林深处" * 60)[:127]


def test_long_chinese_text_is_cut_between_characters(tmp_path):
    job = make_job(note="密林深处" * 60)
    path = saved(tmp_path, "a.shp.zip", gis.shapefile(job))
    note = pyogrio.read_dataframe(f"/vsizip/{path}/area.shp")["note"].iloc[0]
    assert note == ("密林深处" * 60)[:84]
    path = saved(tmp_path, "a.gpkg", gis.geopackage(job))
    assert pyogrio.read_dataframe(path, layer="area")["note"].iloc[0] == job.note


def test_hostile_names_are_escaped(tmp_path):
    report = make_report(name='=cmd|"/c calc"!A1 <b>&\x07')
    root = ET.fromstring(gis.kml(make_job(report=report)))
    assert '=cmd|"/c calc"!A1 <b>&' in "".join(root.itertext())
    sources = report.sources.assign(title="=1+1")
    table = gis.coordinates_csv(make_job(report=make_report(sources=sources), plan_title="=SUM(A1)"))
    for row in gis.csv_rows(table):
        assert not any(cell.startswith(("=", "@", "+")) for cell in row)
    assert "'=SUM(A1)" in table.decode()


def test_csv_opens_in_a_spreadsheet(job):
    assert gis.coordinates_csv(job).startswith(b"\xef\xbb\xbf")


def test_geojson_follows_its_standard(job):
    collection = json.loads(gis.geojson(job))
    assert "crs" not in collection
    assert "WGS 84" in collection["note"]
    assert {feature["properties"]["layer"] for feature in collection["features"]} == {
        "area",
        "parts",
        "points",
        "zones",
    }
    assert collection["statement"][0] == LEGAL


def test_pending_zone_says_so(tmp_path):
    path = saved(tmp_path, "a.gpkg", gis.geopackage(make_job()))
    zones = pyogrio.read_dataframe(path, layer="zones")
    assert zones["lead"].iloc[1] == "待邻县资料"


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed")
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.gpkg", gis.geopackage),
        ("a.geojson", gis.geojson),
        ("a.shp.zip", gis.shapefile),
        ("b.shp.zip", gis.shapefile_gbk),
        ("a.kml", gis.kml),
    ],
)
def test_ogrinfo_reads_it(tmp_path, name, write):
    path = saved(tmp_path, name, write(make_job()))
    done = subprocess.run(["ogrinfo", "-ro", "-al", "-so", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Feature Count" in done.stdout
    assert "ERROR" not in done.stderr
    if name == "b.shp.zip":
        said = subprocess.run(["ogrinfo", "-ro", str(path), "area"], capture_output=True, text=True, check=False).stdout
        assert "名称 (String) = 喇叭沟门" in said and "涉及县 (String) = 怀柔区" in said


def test_zone_outside_the_area_is_left_out(tmp_path):
    report = make_report()
    far = zone("z9", 9, 3, ["110116", "130826"], shapely.box(117, 41, 117.1, 41.1))
    frame = report.zones.copy()
    frame.loc[len(frame)] = far
    path = saved(tmp_path, "a.gpkg", gis.geopackage(make_job(report=make_report(zones=frame))))
    assert "z9" not in set(pyogrio.read_dataframe(path, layer="zones")["uid"])
    assert np.isfinite(pyogrio.read_dataframe(path, layer="zones")["inside_ha"]).all()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("code", ["gpkg", "geojson", "shp", "shp_gbk", "kml"])
def test_an_exported_area_comes_back_as_one_area(tmp_path, code, language):
    from layers.export import FORMATS
    from layers.sources import read_patrol_areas

    job = make_job(language, report=make_report(uid="b" * 32))
    path = FORMATS[code].write(job, tmp_path / f"a{FORMATS[code].extension}")
    areas = read_patrol_areas(path)
    assert list(areas["name"]) == ["喇叭沟门"]
    assert 111_000 * shapely.hausdorff_distance(areas.geometry.iloc[0], job.area) < 0.01
    if code != "kml":  # whose data have names in the reader's language only
        assert list(areas["uid"]) == ["b" * 32]
