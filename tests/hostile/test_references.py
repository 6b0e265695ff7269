"""Files that point to other files: what they point to is never opened, in this process or in the reader."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from layers import sources
from layers.errors import LianfangError
from layers.sources.child import Reader

SECRET = "机密"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


@pytest.fixture(params=["here", "reader"])
def read(request: pytest.FixtureRequest, reader: Reader) -> Callable[[Path], Any]:
    return sources.read if request.param == "here" else reader.read


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that nobody chose to open."""
    folder = tmp_path / "别人的"
    folder.mkdir()
    path = folder / "secret.geojson"
    gpd.GeoDataFrame({"name": [SECRET]}, geometry=[shapely.box(116, 40, 117, 41)], crs=4326).to_file(path)
    return path


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    path = tmp_path / "grid.tif"
    raster(path, 4242)
    return path


def raster(path: Path, value: int) -> None:
    profile: dict[str, Any] = {"driver": "GTiff", "width": 64, "height": 64, "count": 1, "dtype": "int16"}
    with rasterio.open(path, "w", crs="EPSG:4490", transform=from_origin(116, 41, 0.01, 0.01), **profile) as sink:
        sink.write(np.full((64, 64), value, dtype="int16"), 1)


def told(read: Callable[[Path], Any], path: Path) -> str:
    """Return all that reading a file gives away, as text; an error gives nothing away but itself."""
    try:
        layers = read(path)
    except LianfangError as error:
        return str(error)
    return "\n".join(layer.frame.to_csv() for layer in layers if layer.frame is not None)


def geopackage(folder: Path, *statements: str) -> Path:
    path = folder / "林.gpkg"
    frame = gpd.GeoDataFrame({"name": ["甲"]}, geometry=[shapely.box(116, 40, 116.1, 40.1)], crs=4490)
    frame.to_file(path, layer="林")
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            base.execute(statement)
    return path


_LISTED = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('v', 'features', 'v', 4490)",
    "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'GEOMETRY', 4490, 0, 0)",
)


def test_a_geopackage_with_a_virtual_table_over_another_file(
    read: Callable[[Path], Any], tmp_path: Path, secret: Path
) -> None:
    create = f"CREATE VIRTUAL TABLE v USING VirtualOGR(''{secret}'')"
    path = geopackage(
        tmp_path,
        f"INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', 'v', 'v', 0, '{create}')",
        *_LISTED,
    )
    assert SECRET not in told(read, path)


def test_a_geopackage_with_a_view_that_asks_another_raster(
    read: Callable[[Path], Any], tmp_path: Path, grid: Path
) -> None:
    path = geopackage(
        tmp_path,
        "CREATE VIEW v AS SELECT fid, geom, "
        f"gdal_get_pixel_value('{grid}', 1, 'georef', 116.1, 40.9) AS stolen FROM 林",
        *_LISTED,
    )
    assert "4242" not in told(read, path)


def test_a_geopackage_that_would_load_a_library(read: Callable[[Path], Any], tmp_path: Path) -> None:
    path = geopackage(
        tmp_path, "CREATE VIEW v AS SELECT fid, geom, load_extension('/tmp/evil.so') AS stolen FROM 林", *_LISTED
    )
    assert "evil" not in told(read, path).replace(str(path), "")


def test_kml_that_links_to_another(read: Callable[[Path], Any], tmp_path: Path) -> None:
    inner = tmp_path / "inner.kml"
    place = "<Placemark><name>{}</name><Point><coordinates>116.5,40.5</coordinates></Point></Placemark>"
    head = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
    inner.write_text(head.format(place.format(SECRET)), encoding="utf-8")
    links = f"<NetworkLink><Link><href>{inner}</href></Link></NetworkLink>"
    links += f"<NetworkLink><Link><href>file://{inner}</href></Link></NetworkLink>"
    outer = tmp_path / "outer.kml"
    outer.write_text(head.format(place.format("甲") + links), encoding="utf-8")
    text = told(read, outer)
    assert "甲" in text and SECRET not in text


def test_a_drawing_that_refers_to_another(read: Callable[[Path], Any], tmp_path: Path) -> None:
    inner = tmp_path / "inner.dxf"

    def text_at(words: str) -> str:
        return f"0\nTEXT\n8\n0\n10\n116.5\n20\n40.5\n40\n1\n1\n{words}\n"

    def drawing(blocks: str, entities: str) -> str:
        return f"0\nSECTION\n2\nBLOCKS\n{blocks}0\nENDSEC\n0\nSECTION\n2\nENTITIES\n{entities}0\nENDSEC\n0\nEOF\n"

    inner.write_text(drawing("", text_at(SECRET)), encoding="utf-8")
    block = f"0\nBLOCK\n8\n0\n2\nX\n70\n4\n10\n0\n20\n0\n3\nX\n1\n{inner}\n0\nENDBLK\n"
    insert = "0\nINSERT\n8\n0\n2\nX\n10\n0\n20\n0\n"
    outer = tmp_path / "outer.dxf"
    outer.write_text(drawing(block, insert + text_at("甲")), encoding="utf-8")
    assert SECRET not in told(lambda path: read(path, sources.ReadChoice(crs="EPSG:4490")), outer)  # type: ignore[call-arg]


@pytest.mark.parametrize("extension", [".tif", ".gpkg", ".shp", ".kml", ".geojson", ".vrt"])
def test_virtual_layers_by_any_name(
    read: Callable[[Path], Any], tmp_path: Path, secret: Path, grid: Path, extension: str
) -> None:
    source = f"<SrcDataSource>{secret}</SrcDataSource>"
    vector = f'<OGRVRTDataSource><OGRVRTLayer name="secret">{source}</OGRVRTLayer></OGRVRTDataSource>'
    source = f"<SimpleSource><SourceFilename>{grid}</SourceFilename></SimpleSource>"
    band = f'<VRTRasterBand dataType="Int16" band="1">{source}</VRTRasterBand>'
    for number, text in enumerate((vector, f'<VRTDataset rasterXSize="64" rasterYSize="64">{band}</VRTDataset>')):
        path = tmp_path / f"虚{number}{extension}"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LianfangError):
            read(path)


def test_side_files_of_a_raster_do_not_speak_for_it(read: Callable[[Path], Any], tmp_path: Path, grid: Path) -> None:
    path = tmp_path / "地.tif"
    raster(path, 7)
    Path(f"{path}.aux.xml").write_text(
        "<PAMDataset><SRS>EPSG:32650</SRS><GeoTransform>0,1,0,0,0,-1</GeoTransform>"
        f'<Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">{grid}</MDI></Metadata></PAMDataset>',
        encoding="utf-8",
    )
    (layer,) = read(path)
    assert layer.raster.epsg == 4490
    assert layer.raster.bounds == pytest.approx((116.0, 40.36, 116.64, 41.0))


def test_a_folder_that_links_to_another(read: Callable[[Path], Any], tmp_path: Path, secret: Path) -> None:
    import zipfile

    path = tmp_path / "包.zip"
    info = zipfile.ZipInfo("link.geojson")
    info.external_attr = 0o120777 << 16  # a symbolic link
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, str(secret))
    assert SECRET not in told(read, path)
