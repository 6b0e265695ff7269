"""GPX, DXF, MapInfo, FlatGeobuf and ESRI JSON: written by hand or by GDAL, expected values known by hand."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.errors import LianfangError, MissingCrs, TruncatedSource, UnsupportedFormat, WrongExtension
from layers.kinds import Shape
from layers.sources import ReadChoice, ReadLayer, inspect, read

GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="40.75" lon="116.5"><ele>812.5</ele><time>2024-05-06T01:02:03Z</time><name>界桩12</name></wpt>
<rte><name>备用路线</name><rtept lat="40.7" lon="116.5"/><rtept lat="40.8" lon="116.6"/></rte>
<trk><name>巡护轨迹</name><trkseg>
<trkpt lat="40.7" lon="116.5"><time>2024-05-06T01:02:03Z</time></trkpt>
<trkpt lat="40.8" lon="116.6"><time>2024-05-06T03:04:05.600Z</time></trkpt></trkseg></trk>
</gpx>
"""


def layers_of(path: Path, choice: ReadChoice | None = None) -> dict[str, ReadLayer]:
    return {layer.title: layer for layer in read(path, choice)}


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# -- GPX ---------------------------------------------------------------------------------------------------


def test_gpx_waypoints_routes_and_tracks_are_layers_with_their_times(tmp_path: Path) -> None:
    path = write(tmp_path / "巡护.gpx", GPX)
    before = sorted(tmp_path.iterdir())
    layers = layers_of(path)
    assert {name: layer.shape for name, layer in layers.items()} == {
        "waypoints": Shape.POINT, "routes": Shape.LINE, "tracks": Shape.LINE
    }  # fmt: skip
    mark = layers["waypoints"].frame.iloc[0]
    assert (mark["name"], mark["time"], mark["ele"]) == ("界桩12", "2024-05-06T01:02:03Z", 812.5)
    assert mark.geometry.equals(shapely.Point(116.5, 40.75))
    track = layers["tracks"].frame.iloc[0]
    assert (track["name"], track["time_begin"], track["time_end"]) == (
        "巡护轨迹", "2024-05-06T01:02:03Z", "2024-05-06T03:04:05Z"
    )  # fmt: skip
    assert not any(name.startswith(("link", "src")) for name in layers["waypoints"].frame.columns)
    assert inspect(path).problems == () and sorted(tmp_path.iterdir()) == before


def test_gpx_in_gbk_with_only_waypoints(tmp_path: Path) -> None:
    head, tail = GPX.split("<rte>")[0], "</gpx>"
    path = write(tmp_path / "点.gpx", head.replace("UTF-8", "GBK") + tail, "gbk")
    assert [layer.title for layer in read(path)] == ["waypoints"]
    assert read(path)[0].frame["name"].tolist() == ["界桩12"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_entities_that_unfold_are_refused(tmp_path: Path, encoding: str) -> None:
    bomb = '<!DOCTYPE gpx [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    padding = f"<!-- {'x' * 70_000} -->"  # beyond what is looked at first
    body = GPX.split("?>", 1)[1].replace("界桩12", "&b;")
    for text in (bomb + body, body[:80] + body[80:120] + padding + bomb + body[120:]):
        path = write(tmp_path / "b.gpx", '<?xml version="1.0"?>' + text, encoding)
        with pytest.raises(UnsupportedFormat) as caught:
            read(path)
        assert caught.value.facts["reason_code"] == "xml_doctype"
    outside = body[:200].encode() + b"\xff\xfe\x80" + bomb.encode()  # no text at all, and a bomb
    (tmp_path / "c.gpx").write_bytes(outside)
    assert not inspect(tmp_path / "c.gpx").is_usable


def test_gpx_cut_off_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpx", GPX[:500])
    with pytest.raises(TruncatedSource):
        read(path)


# -- DXF ---------------------------------------------------------------------------------------------------


def entity(kind: str, layer: str, *pairs: tuple[int, object]) -> str:
    return "".join(f"{code}\n{value}\n" for code, value in [(0, kind), (8, layer), *pairs])


def outline(layer: str, points: list[tuple[float, float]], *, closed: bool) -> str:
    pairs = [pair for x, y in points for pair in ((10, x), (20, y))]
    return entity("LWPOLYLINE", layer, (90, len(points)), (70, int(closed)), *pairs)


SQUARE = [(500_000.0, 4_450_000.0), (500_100.0, 4_450_000.0), (500_100.0, 4_450_100.0), (500_000.0, 4_450_100.0)]


def drawing(*entities: str, header: str = "", blocks: str = "") -> str:
    text = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n" + header + "0\nENDSEC\n"
    if blocks:
        text += "0\nSECTION\n2\nBLOCKS\n" + blocks + "0\nENDSEC\n"
    return text + "0\nSECTION\n2\nENTITIES\n" + "".join(entities) + "0\nENDSEC\n0\nEOF\n"


@pytest.mark.parametrize("header", ["", "9\n$DWGCODEPAGE\n3\nANSI_936\n", "9\n$DWGCODEPAGE\n3\nANSI_1252\n"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_dxf_outlines_lines_and_labels(tmp_path: Path, header: str, encoding: str) -> None:
    text = entity("TEXT", "注记", (10, 500_050.0), (20, 4_450_050.0), (40, 5.0), (1, "汤河口林班"))
    content = drawing(
        outline("林班线", SQUARE, closed=True), outline("道路", SQUARE[:2], closed=False), text, header=header
    )
    path = write(tmp_path / "图.dxf", content, encoding)
    with pytest.raises(MissingCrs) as caught:
        read(path)
    assert "EPSG:4548" in caught.value.facts["candidates"]
    layers = {layer.shape: layer for layer in read(path, ReadChoice(crs="EPSG:4548"))}
    area = layers[Shape.POLYGON].frame
    assert area["Layer"].tolist() == ["林班线"]
    (back,) = transform(area.geometry.to_numpy(), STORAGE_CRS, "EPSG:4548")
    assert shapely.set_precision(back, 0.001).equals(shapely.box(500_000, 4_450_000, 500_100, 4_450_100))
    assert layers[Shape.LINE].frame["Layer"].tolist() == ["道路"]
    assert layers[Shape.POINT].frame["name"].tolist() == ["汤河口林班"]
    assert "SubClasses" not in area.columns


def test_dxf_blocks_that_hold_themselves_or_multiply_without_end(tmp_path: Path) -> None:
    def block(name: str, *entities: str) -> str:
        return entity("BLOCK", "0", (2, name), (70, 0), (10, 0), (20, 0)) + "".join(entities) + entity("ENDBLK", "0")

    def insert(name: str) -> str:
        return entity("INSERT", "0", (2, name), (10, 0.0), (20, 0.0))

    own = block("A", insert("A"), outline("x", SQUARE, closed=True))
    deep = block("B0", outline("x", SQUARE, closed=True)) + "".join(
        block(f"B{k}", *[insert(f"B{k - 1}")] * 50) for k in range(1, 12)
    )
    grid = entity("INSERT", "0", (2, "B0"), (10, 0), (20, 0), (70, 30_000), (71, 30_000), (44, 1), (45, 1))
    for blocks, use in (
        (own, insert("A")),
        (deep, insert("B11")),
        (block("B0", outline("x", SQUARE, closed=True)), grid),
    ):
        path = write(tmp_path / "a.dxf", drawing(outline("林", SQUARE, closed=True), use, blocks=blocks))
        with pytest.raises(UnsupportedFormat) as caught:
            read(path, ReadChoice(crs="EPSG:4548"))
        assert caught.value.facts["reason_code"] == "dxf_blocks"
    few = drawing(insert("T"), insert("T"), blocks=block("T", outline("树", SQUARE, closed=True)))
    (layer,) = read(write(tmp_path / "b.dxf", few), ReadChoice(crs="EPSG:4548"))
    assert (layer.shape, len(layer.frame)) == (Shape.POLYGON, 2)


def test_drawings_that_are_not_read_say_how_to_save_them(tmp_path: Path) -> None:
    for name, content, code in (
        ("a.dwg", b"AC1032\0\0\0\0", "dwg"),
        ("a.dxf", b"AutoCAD Binary DXF\r\n\x1a\0", "dxf_binary"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnsupportedFormat) as caught:
            read(tmp_path / name)
        assert caught.value.facts["reason_code"] == code


# -- MapInfo -----------------------------------------------------------------------------------------------

MIF = """Version 300
Charset "{charset}"
Delimiter ","
CoordSys Earth Projection 8, 104, "m", 117, 0, 1, 500000, 0
Columns 2
  NAME Char(20)
  RK Integer
Data

Region 1
  5
500000 4450000
500100 4450000
500100 4450100
500000 4450100
500000 4450000
    Pen (1,2,0)
    Brush (1,0,16777215)
"""


@pytest.mark.parametrize("charset", ["WindowsSimpChinese", "WindowsLatin1", "Neutral", "UTF-8"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_mif_text_is_told_by_its_bytes(tmp_path: Path, charset: str, encoding: str) -> None:
    write(tmp_path / "村庄.mif", MIF.replace("{charset}", charset))
    write(tmp_path / "村庄.mid", '"汤河口村",812\n', encoding)
    (layer,) = read(tmp_path / "村庄.mif")
    assert layer.frame["name"].tolist() == ["汤河口村"] and layer.source.encoding == encoding.upper()
    assert layer.frame.total_bounds[0] == pytest.approx(117.0, abs=1e-9)
    codes = {note["code"] for note in layer.source.notes}
    is_true = (charset, encoding) in (("WindowsSimpChinese", "gbk"), ("UTF-8", "utf-8"))
    expected = set() if is_true else {"encoding_detected"} if charset == "Neutral" else {"encoding_cpg_wrong"}
    assert codes & {"encoding_detected", "encoding_cpg_wrong"} == expected
    chosen = read(tmp_path / "村庄.mif", ReadChoice(encoding=encoding))[0]
    assert chosen.frame["name"].tolist() == ["汤河口村"]


def save_tab(folder: Path) -> Path:
    frame = gpd.GeoDataFrame(
        {"NAME": ["A" * 8, "B" * 6], "RK": [812, 0]}, geometry=shapely.points([[116.5, 40.7], [116.6, 40.8]])
    )
    frame.set_crs(4326).to_file(folder / "村庄.tab", driver="MapInfo File")
    dat = folder / "村庄.dat"
    raw = dat.read_bytes().replace(b"A" * 8, "汤河口村".encode("gbk")).replace(b"B" * 6, "石城子".encode("gbk"))
    dat.write_bytes(raw)
    return folder / "村庄.tab"


def test_tab_in_gbk_alone_in_a_folder_and_in_a_zip(tmp_path: Path) -> None:
    inner = tmp_path / "数据"
    inner.mkdir()
    path = save_tab(inner)
    before = {file.name: file.read_bytes() for file in inner.iterdir()}
    for source in (path, inner):
        (layer,) = read(source)
        assert layer.frame["name"].tolist() == ["汤河口村", "石城子"]
        assert layer.frame.geometry.x.tolist() == [116.5, 116.6]
    assert {file.name: file.read_bytes() for file in inner.iterdir()} == before
    with zipfile.ZipFile(tmp_path / "数据.zip", "w") as archive:
        for file in inner.iterdir():
            archive.write(file, f"深/层/{file.name}")
    assert [layer.title for layer in read(tmp_path / "数据.zip")] == ["村庄"]
    assert inspect(inner).problems == ()


def test_parts_of_a_table_alone_or_missing_are_named(tmp_path: Path) -> None:
    path = save_tab(tmp_path)
    with pytest.raises(UnsupportedFormat) as refused:
        read(tmp_path / "村庄.dat")
    assert refused.value.facts["reason_code"] == "mapinfo_part"
    (tmp_path / "村庄.map").unlink()
    with pytest.raises(TruncatedSource) as caught:
        read(path)
    assert caught.value.facts["missing"] == "村庄.map"
    linked = write(tmp_path / "底图.tab", '!table\n!version 300\nDefinition Table\n  File "x.tif"\n  Type "RASTER"\n')
    with pytest.raises(UnsupportedFormat) as pointing:
        read(linked)
    assert pointing.value.facts["reason_code"] == "mapinfo_linked"


def test_a_mif_nowhere_on_earth_is_asked_for(tmp_path: Path) -> None:
    text = MIF.replace(
        'Earth Projection 8, 104, "m", 117, 0, 1, 500000, 0', 'NonEarth Units "m" Bounds (0, 0) (9e6, 9e6)'
    )
    write(tmp_path / "a.mif", text.replace("{charset}", "Neutral"))
    write(tmp_path / "a.mid", '"x",1\n')
    assert inspect(tmp_path / "a.mif").layers[0].needs_crs
    assert read(tmp_path / "a.mif", ReadChoice(crs="EPSG:4548"))[0].source.crs_used == "EPSG:4548"


@pytest.mark.parametrize("count", ["2000000000", "-1", "99999999999999999999"])
def test_mif_that_claims_billions_of_points(tmp_path: Path, count: str) -> None:
    write(tmp_path / "a.mif", MIF.replace("{charset}", "Neutral").replace("\n  5\n", f"\n  {count}\n"))
    write(tmp_path / "a.mid", '"x",1\n')
    found = inspect(tmp_path / "a.mif")
    assert all(layer.features <= 1 for layer in found.layers)


# -- FlatGeobuf, ESRI JSON ---------------------------------------------------------------------------------


def test_flatgeobuf(tmp_path: Path, villages: gpd.GeoDataFrame) -> None:
    villages.to_file(tmp_path / "村庄.fgb", driver="FlatGeobuf")
    (layer,) = read(tmp_path / "村庄.fgb")
    assert (layer.title, sorted(layer.frame["name"])) == ("村庄", sorted(villages["村名"]))
    assert layer.source.crs_used == "EPSG:4490"
    villages.to_crs(4548).set_crs(None, allow_override=True).to_file(tmp_path / "无.fgb", driver="FlatGeobuf")
    assert inspect(tmp_path / "无.fgb").layers[0].needs_crs


def test_flatgeobuf_damaged_anywhere_is_a_clear_error(tmp_path: Path, villages: gpd.GeoDataFrame) -> None:
    villages.to_file(tmp_path / "a.fgb", driver="FlatGeobuf")
    whole = (tmp_path / "a.fgb").read_bytes()
    for place in range(8, len(whole), max(1, len(whole) // 60)):
        for content in (whole[:place], whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4 :]):
            (tmp_path / "b.fgb").write_bytes(content)
            try:
                read(tmp_path / "b.fgb")
            except LianfangError as error:
                assert error.facts["path"]


ESRI = {
    "geometryType": "esriGeometryPolygon",
    "spatialReference": {"wkid": 4490},
    "fields": [{"name": "NAME", "type": "esriFieldTypeString", "alias": "名称", "length": 50}],
    "features": [
        {
            "attributes": {"NAME": "汤河口镇"},
            "geometry": {
                "rings": [
                    [[116.5, 40.5], [116.5, 40.6], [116.6, 40.6], [116.6, 40.5], [116.5, 40.5]],
                    [[116.52, 40.52], [116.54, 40.52], [116.54, 40.54], [116.52, 40.54], [116.52, 40.52]],
                ]
            },
        }
    ],
}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_esri_json(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "乡镇.json", json.dumps(ESRI, ensure_ascii=False), encoding)
    assert inspect(path).format == "esrijson"
    (layer,) = read(path)
    assert layer.frame["name"].tolist() == ["汤河口镇"]
    assert layer.frame.geometry[0].area == pytest.approx(0.01 - 0.0004)
    assert layer.source.crs_used == "EPSG:4490"


def test_esri_json_without_reference_is_asked_and_broken_is_told(tmp_path: Path) -> None:
    without = {key: value for key, value in ESRI.items() if key != "spatialReference"}
    path = write(tmp_path / "a.json", json.dumps(without))
    assert inspect(path).layers[0].needs_crs
    write(tmp_path / "b.json", json.dumps(ESRI)[:-40])
    with pytest.raises(TruncatedSource):
        read(tmp_path / "b.json")


@pytest.mark.parametrize("start", ['{"type":"Feature","x":', '{"geometryType":"esriGeometryPolygon","features":'])
def test_json_without_end_of_depth(tmp_path: Path, start: str) -> None:
    for depth in (30_000, 300_000):
        path = write(tmp_path / "a.json", start + "[" * depth + "]" * depth + "}")
        assert not inspect(path).is_usable


# -- containers --------------------------------------------------------------------------------------------


def test_a_gdb_folder_deep_in_a_zip(tmp_path: Path, villages: gpd.GeoDataFrame) -> None:
    villages.to_file(tmp_path / "数据.gdb", layer="村庄", driver="OpenFileGDB")
    with zipfile.ZipFile(tmp_path / "交换.zip", "w") as archive:
        for file in (tmp_path / "数据.gdb").iterdir():
            archive.write(file, f"2024/汇交/数据.gdb/{file.name}")
    assert [layer.title for layer in read(tmp_path / "交换.zip")] == ["村庄"]


def test_a_zip_of_many_kinds_gives_all_of_them(tmp_path: Path, villages: gpd.GeoDataFrame) -> None:
    folder = tmp_path / "汇交"
    folder.mkdir()
    villages.to_file(folder / "库.shp", encoding="GBK")
    villages.to_file(folder / "村.fgb", driver="FlatGeobuf")
    write(folder / "轨迹.gpx", GPX)
    shutil.make_archive(str(tmp_path / "汇交"), "zip", folder)
    names = {layer.title for layer in read(tmp_path / "汇交.zip")}
    assert names == {"库", "村", "轨迹/waypoints", "轨迹/routes", "轨迹/tracks"}


@pytest.mark.parametrize(("name", "content"), [("a.kml", GPX), ("a.gpx", drawing()), ("a.txt", MIF)])
def test_names_that_lie_are_told(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(WrongExtension):
        read(write(tmp_path / name, content))


def test_a_chinese_byte_that_looks_like_a_line_end_hides_no_block(tmp_path: Path) -> None:
    own = entity("BLOCK", "0", (2, "A"), (70, 0), (10, 0), (20, 0)) + entity("INSERT", "0", (2, "A"), (10, 0), (20, 0))
    text = drawing(outline("林", SQUARE, closed=True), blocks=own + entity("ENDBLK", "0"))
    path = tmp_path / "a.dxf"
    raw = text.encode("utf-8").replace("林".encode(), "入".encode())  # e5 85 a5: 0x85 ends a line of text
    assert b"\x85" in raw
    path.write_bytes(b"0\nSECTION\n2\nHEADER\n999\n\x85\n0\nENDSEC\n" + raw)
    with pytest.raises(UnsupportedFormat) as caught:
        read(path, ReadChoice(crs="EPSG:4548"))
    assert caught.value.facts["reason_code"] == "dxf_blocks"


@pytest.mark.parametrize("tail", ['begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n', "create view v as\n"])
def test_a_table_that_leads_to_other_files_is_not_followed(tmp_path: Path, tail: str) -> None:
    path = save_tab(tmp_path)
    path.write_bytes(path.read_bytes() + tail.encode("ascii"))
    with pytest.raises(UnsupportedFormat) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "mapinfo_linked"
