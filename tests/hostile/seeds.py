"""Sound files of every kind that is read, small enough to be changed a thousand times a second."""

from __future__ import annotations

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.layers.sources import tile_files
from tests.layers.sources.test_more_formats import GPX, SQUARE, drawing, entity, outline
from tests.layers.sources.test_parcels import HEAD as PARCEL_HEAD
from tests.layers.sources.test_parcels import SQUARE as PARCEL
from tests.layers.sources.test_pdf_pages import TWO, pdf
from tests.layers.sources.test_photos import HERE, WHEN, photo

SAMPLES = Path(__file__).parents[1] / "layers" / "sources" / "samples"
#: The ending of a file's name, and what is in it.
Seed = tuple[str, bytes]


def workbook(rows: list[list[Any]], title: str = "Sheet1") -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A4:A5")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return stream.getvalue()


def written(make: Callable[[Path], object], ending: str) -> bytes:
    """What somebody else writes into a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"林{ending}"
        make(path)
        return path.read_bytes()


def beside(make: Callable[[Path], object], ending: str) -> dict[str, bytes]:
    """All that somebody else writes, by name, where one file is not enough."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / f"林{ending}")
        return {
            one.relative_to(folder).as_posix(): one.read_bytes() for one in Path(folder).rglob("*") if one.is_file()
        }


@cache
def maps() -> tuple[Seed, ...]:
    """Every format of :data:`layers.sources.sniff.FORMATS`; those of many files are in an archive."""
    import geopandas as gpd
    import shapely

    shapes = [shapely.box(116 + 0.1 * i, 40, 116.05 + 0.1 * i, 40.1) for i in range(3)]
    table: dict[str, list[Any]] = {"名称": ["甲", "乙", "丙"], "code": ["110116", "110228", "130826"], "n": [1, 2, 3]}
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4490")

    def saved(driver: str, ending: str, **options: Any) -> bytes:
        return written(lambda path: frame.to_file(path, driver=driver, **options), ending)

    shapefile = beside(lambda path: frame.to_file(path, encoding="gbk"), ".shp")
    kml = (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>'
        "<name>甲</name><Polygon><outerBoundaryIs><LinearRing><coordinates>116,40 116.1,40 116.1,40.1 116,40"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
    ).encode()
    ring = [[116.0, 40.0], [116.1, 40.0], [116.1, 40.1], [116.0, 40.0]]
    esri = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4490},
        "fields": [{"name": "a", "type": "esriFieldTypeString"}],
        "features": [{"attributes": {"a": "甲"}, "geometry": {"rings": [ring]}}],
    }
    labels = entity("TEXT", "注记", (10, 500_050.0), (20, 4_450_050.0), (40, 5.0), (1, "汤河口"))
    dxf = drawing(outline("林班线", SQUARE, closed=True), labels).encode("gbk")
    places = "名称,经度,纬度\n甲,116.5,40.5\n乙,116°38′12.5″E,40.6\n".encode()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        geodatabase = beside(lambda path: frame.to_file(path, driver="OpenFileGDB", layer="lin"), ".gdb")
    rows = [["名称", "经度", "纬度"], ["甲", 116.5, 40.5], ["乙", 116.6, 40.6]]
    mapinfo = beside(lambda path: frame.drop(columns="名称").to_file(path, driver="MapInfo File"), ".tab")
    return (
        (".zip", packed(shapefile)),
        (".shp", shapefile["林.shp"]),
        (".dbf", shapefile["林.dbf"]),
        (".gpkg", saved("GPKG", ".gpkg", layer="林")),
        (".geojson", saved("GeoJSON", ".geojson")),
        (".kml", kml),
        (".kmz", packed({"doc.kml": kml})),
        (".zip", packed(geodatabase)),
        (".gpx", GPX.encode()),
        (".dxf", dxf),
        (".zip", packed(mapinfo)),
        (".fgb", saved("FlatGeobuf", ".fgb")),
        (".esrijson", json.dumps(esri).encode()),
        (".parquet", (SAMPLES / "geopandas_wkb.parquet").read_bytes()),
        (".txt", (PARCEL_HEAD + "\n".join(PARCEL)).encode()),
        (".csv", places),
        (".xlsx", workbook(rows)),
        (".tif", terrain()),
        (".mbtiles", written(lambda path: tile_files.mbtiles(path, 116.5, 40.5, (3,)), ".mbtiles")),
        (".jpg", photo(HERE, WHEN)),
    )


@cache
def terrain() -> bytes:
    """A GeoTIFF of elevations."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    def make(path: Path) -> None:
        profile: dict[str, Any] = {"driver": "GTiff", "width": 40, "height": 30, "count": 1, "dtype": "int16"}
        where = from_origin(116, 41, 0.01, 0.01)
        with rasterio.open(path, "w", crs="EPSG:4490", transform=where, **profile) as sink:
            sink.write(np.arange(1200, dtype="int16").reshape(1, 30, 40))

    return written(make, ".tif")


def pictures() -> tuple[Seed, ...]:
    """Scanned maps."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return (".png", tile_files.png((1, 2, 3), 40)), (".jpg", bytes(buffer.data().data())), (".tif", terrain())


def scans() -> tuple[Seed, ...]:
    """PDFs of a drawn page, and of a page that is a picture."""
    scan = [(72.0, 72.0, "72 0 0 72 0 0 cm /Im Do")]
    drawn = written(lambda path: pdf(path, TWO), ".pdf")
    return (".pdf", drawn), (".pdf", written(lambda path: pdf(path, scan, scan=(40, 40)), ".pdf"))


def tiles() -> tuple[Seed, ...]:
    """Maps of tiles."""
    return (
        (".mbtiles", written(lambda path: tile_files.mbtiles(path, 116.5, 40.5, (3,)), ".mbtiles")),
        (".gpkg", written(lambda path: tile_files.geopackage(path, 116.5, 40.5), ".gpkg")),
    )


@cache
def document() -> bytes:
    """A DOCX with a hash of ours and a table."""
    from docx import Document

    made = Document()
    made.add_paragraph("LF1:V:" + "ab" * 32)
    made.add_table(1, 2).cell(0, 0).text = "甲县"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def papers() -> tuple[Seed, ...]:
    """Papers to be checked."""
    simple = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    simple += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    return (".docx", document()), (".pdf", simple), (".txt", ("LF1:V:" + "ab" * 32).encode())


def template() -> tuple[Seed, ...]:
    """A template of an office."""
    from docx import Document

    made = Document()
    for text in ("{{ title }}", "{%p for one in rows %}", "{{ one.name }}", "{%p endfor %}", "{{ '%s' % title }}"):
        made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return ((".docx", stream.getvalue()),)


def inventories() -> tuple[Seed, ...]:
    """What depots hold."""
    heads = ["物资名称", "数量", "单位", "存放单位", "所属县", "检查日期"]
    rows = [["灭火水枪", "12", "支", "甲站", "甲县", "2024-5-6"], ["风力灭火机", "约20台", "", "甲站", "甲县", "45000"]]
    rows += [["铁锹", "x", "把", "乙站", "甲县", ""], ["", "1", "", "", "", ""]]
    return ((".xlsx", workbook([heads, *rows], "物资")),)


def registers() -> tuple[Seed, ...]:
    """Agreements."""
    body = [["协议名称", "年度"], ["甲乙联防", "2024"]]
    return (".xlsx", workbook(body, "协议")), (".xlsx", workbook(body, "agreement"))


def grades() -> tuple[Seed, ...]:
    """Warning grades of a county."""
    text = "项目,等级,数值,单位\n雨量,红,100,mm\n雨量,橙,50,mm\n".encode()
    return (".csv", text), (".xlsx", workbook([["项目", "等级", "数值", "单位"], ["雨量", "红", 100, "mm"]]))


def receptors() -> tuple[Seed, ...]:
    """Which county's smoke reaches which."""
    text = "# 来源：某研究\n源地,受体,贡献率\n甲县,乙县,12\n乙县,甲县,30\n".encode()
    return (".csv", text), (
        ".xlsx",
        workbook([["# 来源：x"], ["", "甲县", "乙县"], ["甲县", 1, 2], ["乙县", 3, 4]]),
    )


def actions() -> tuple[Seed, ...]:
    """Protective distances."""
    distances = [f"{size}_{name}" for size in ("small", "large") for name in ("isolation_m", "day_km", "night_km")]
    heads = ",".join(["un", "name_zh", "name_en", *distances, "basis"])
    return ((".csv", f"# note\n{heads}\n1005,氨,Ammonia,30,0.1,0.2,150,0.8,2,x\n".encode()),)


def preferences() -> tuple[Seed, ...]:
    """Settings as Qt writes them."""
    text = (
        "[General]\nlanguage=zh_CN\nrecent=/a/b.lianfang.gpkg, /c/d.lianfang.gpkg\nfinds=map, zones\n"
        'readings="k=gbk", "q=utf-8"\n[landcover]\nigbp="{\\"classification\\": \\"igbp\\", \\"rows\\": '
        '[[\\"1\\", \\"a\\", true, \\"f\\", 1.0]]}"\n'
        '[meetings]\np="{\\"kind\\": \\"zones\\", \\"order\\": [\\"a\\"]}"\n'
        "[drawing]\noff=snap_midpoint together\n[export]\nfolder=/a\n[judging]\nwidth_m=2\n"
        "x=@Variant(\\0\\0\\0\\x6\\0\\0\\0\\x6\\0x\\0y\\0z)\ny=@ByteArray(\\x1\\xd9)\n"
    )
    return ((".ini", text.encode()),)


def field_memory() -> tuple[Seed, ...]:
    """Columns as they were chosen."""
    one = {"role": "county", "fields": {"name": "名称"}, "on": "2024-05-06"}
    return ((".json", json.dumps({"version": 1, "layouts": {"a" * 24: one}}).encode()),)


def corners() -> tuple[Seed, ...]:
    """Tables that are pasted over corners."""
    texts = (
        "点号\t经度\t纬度\n1\t116.5\t40.5\n2\t116°30′5″\t40°1′\n",
        "116.5,40.5\n１１６．５，４０．５\n",
        "N40°45′ E116°45′",
    )
    return tuple((".txt", text.encode()) for text in texts)


def styles() -> tuple[Seed, ...]:
    """Looks of layers that are pasted."""
    row = {"value": "松", "color": "#336699", "line": "dash"}
    style = {"mode": "categories", "column": "树种", "rows": [row], "breaks": [1, 2.5], "labels": {"size": 9}}
    style |= {"color": "#112233", "opacity": 0.5, "width_px": 2, "ramp": "greens", "method": "equal", "reverse": True}
    return ((".json", json.dumps({"lianfang_look": 1, "shape": "polygon", "style": style}).encode()),)


def backups() -> tuple[Seed, ...]:
    """What stands beside an earlier version."""
    facts: dict[str, Any] = {"title": "x", "plan_path": "/a/b", "when": "2024-05-06T00:00:00+00:00", "reason": "kept"}
    facts |= {"program": "1", "changes": 3, "last_change": {"a": 1}, "state": "s", "size_bytes": 16}
    return ((".json", json.dumps(facts).encode()),)


def locks() -> tuple[Seed, ...]:
    """Who has a plan open."""
    return ((".lock", b'{"pid": 5, "user": "a", "host": "b", "since": "2024-05-06T01:02:03+00:00"}'),)


def answers() -> tuple[Seed, ...]:
    """What a reader that was taken over might say: the pieces of a message."""
    tree = {"is": "data", "class": "layers.sources.pdf_pages:PdfPage", "fields": {"number": 1, "pages": 1}}
    table = {"is": "table", "columns": [], "index": None, "crs": None}
    return tuple((".json", json.dumps(one).encode()) for one in (tree, table, {"is": "tuple", "items": [1, "a", None]}))


#: What decides which cells of a plan are changed, and how: any bytes will do.
INSTRUCTIONS: tuple[Seed, ...] = tuple((".bin", bytes(range(number, 256, 7)) * 2) for number in range(8))


def plans() -> Sequence[Seed]:
    """A plan as bytes, and the one row in it that names a file."""
    from tests.layers.exchange.counties import first_plan

    return ((".lianfang.gpkg", written(lambda path: first_plan(path.parent, areas=1).rename(path), ".gpkg")),)


def packages() -> Sequence[Seed]:
    """A plan packed for a neighbour."""
    from layers.plan import PlanStore
    from layers.plan.package import pack
    from tests.layers.exchange.counties import first_plan

    def make(path: Path) -> None:
        plan = first_plan(path.parent / "x", areas=1)
        with PlanStore.open(plan, read_only=True) as store:
            pack(store, path)

    return ((".联防包", written(make, ".联防包")),)
