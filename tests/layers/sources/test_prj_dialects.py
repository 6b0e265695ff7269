"""The ``.prj`` files that ArcGIS, SuperMap, MapGIS, QGIS, old ArcInfo and people write, on real shapefiles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from layers.crs import transformer
from layers.errors import MissingCrs, UnusableCrs
from layers.sources import LayerSummary, ReadChoice, ReadLayer, inspect, read
from layers.sources.albers import AS_CGCS2000, OLD_SYSTEMS, SYSTEMS

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")

PLACE = (116.6, 40.5)
HALF_M = 3000.0


def geographic(name: str, datum: str, spheroid: str, a: str, rf: str) -> str:
    return (
        f'GEOGCS["{name}",DATUM["{datum}",SPHEROID["{spheroid}",{a},{rf}]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    )


CGCS2000 = geographic(
    "GCS_China_Geodetic_Coordinate_System_2000", "D_China_2000", "CGCS2000", "6378137.0", "298.257222101"
)
CGCS_OLD_NAME = geographic("CGCS_2000", "D_China_2000", "CGCS2000", "6378137.0", "298.257222101")
OWN_DATUM = geographic("GCS_User_Defined", "D_User_Defined", "CGCS2000", "6378137.0", "298.257222101")
WGS84 = geographic("GCS_WGS_1984", "D_WGS_1984", "WGS_1984", "6378137.0", "298.257223563")
XIAN = geographic("GCS_Xian_1980", "D_Xian_1980", "Xian_1980", "6378140.0", "298.257")
MAPGIS_XIAN = geographic("西安80", "西安80", "1975年国际椭球", "6378140.0", "298.257")
BEIJING = geographic("GCS_Beijing_1954", "D_Beijing_1954", "Krasovsky_1940", "6378245.0", "298.3")
KRASOVSKY = geographic("GCS_Krasovsky_1940", "D_Krasovsky_1940", "Krasovsky_1940", "6378245.0", "298.3")
CLARKE = geographic("GCS_Clarke_1866", "D_Clarke_1866", "Clarke_1866", "6378206.4", "294.9786982")
ASSUMED = geographic("GCS_Assumed_Geographic_1", "D_North_American_1927", "Clarke_1866", "6378206.4", "294.9786982")


def projected(name: str, base: str, projection: str, /, **parameters: float) -> str:
    values = ",".join(f'PARAMETER["{key}",{value}]' for key, value in parameters.items())
    return f'PROJCS["{name}",{base},PROJECTION["{projection}"],{values},UNIT["Meter",1.0]]'


def gauss(name: str, base: str, meridian: float, easting: float = 500000.0, *, by: str = "Gauss_Kruger") -> str:
    return projected(
        name, base, by, False_Easting=easting, False_Northing=0.0, Central_Meridian=meridian, Scale_Factor=1.0,
        Latitude_Of_Origin=0.0,
    )  # fmt: skip


def albers(name: str, base: str, meridian: float, origin: float = 0.0, south: float = 25.0, north: float = 47.0) -> str:
    return projected(
        name, base, "Albers", False_Easting=0.0, False_Northing=0.0, Central_Meridian=meridian,
        Standard_Parallel_1=south, Standard_Parallel_2=north, Latitude_Of_Origin=origin,
    )  # fmt: skip


OLD_ARC_ALBERS = """Projection    ALBERS
Datum         NAD27
Spheroid      CLARKE1866
Units         METERS
Parameters
  25  0  0.0 /* 1st standard parallel
  47  0  0.0 /* 2nd standard parallel
 110  0  0.0 /* central meridian
   0  0  0.0 /* latitude of projection's origin
0.0 /* false easting (meters)
0.0 /* false northing (meters)
"""
DEGREES = "+proj=longlat +ellps=GRS80"


@dataclass(frozen=True)
class Dialect:
    """A text, the system its numbers are in, and what is to come of it: "" is read, else the reason of the question."""

    text: str
    numbers: str
    reason: str = ""
    told: str = "crs_reprojected"
    encoding: str = "utf-8"
    words: str = ""


GK114, GK117 = gauss("a", CGCS2000, 114.0), gauss("CGCS2000_3_Degree_GK_CM_117E", CGCS2000, 117.0)
UTM50 = projected(
    "WGS_1984_UTM_Zone_50N", WGS84, "Transverse_Mercator", False_Easting=500000.0, False_Northing=0.0,
    Central_Meridian=117.0, Scale_Factor=0.9996, Latitude_Of_Origin=0.0,
)  # fmt: skip
KRASS_ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0={} +ellps=krass"

DIALECTS: dict[str, Dialect] = {
    "ArcGIS, 3°, by meridian": Dialect(GK117, "EPSG:4548", words="EPSG:4548"),
    "ArcGIS, 3°, by zone": Dialect(
        gauss("CGCS2000_3_Degree_GK_Zone_39", CGCS2000, 117.0, 39500000.0), "EPSG:4527", words="EPSG:4527"
    ),
    "ArcGIS, 6°, by zone": Dialect(gauss("CGCS2000_GK_Zone_20", CGCS2000, 117.0, 20500000.0), "EPSG:4498"),
    "ArcMap 9, before CGCS2000 had a code": Dialect(
        gauss("CGCS2000_114E", CGCS_OLD_NAME, 114.0, by="Transverse_Mercator"), "EPSG:4547", words="CGCS2000_114E"
    ),
    "ArcMap 10, degrees": Dialect(CGCS2000, DEGREES, told=""),
    "a name of its own for the datum": Dialect(OWN_DATUM, DEGREES, told="crs_identical", words="GCS_User_Defined"),
    "SuperMap": Dialect(
        gauss("China_2000_3_DEGREE_GK_39", CGCS_OLD_NAME, 117.0, 39500000.0).replace('"Degree"', '"DEGREE"'),
        "EPSG:4527",
        words="China_2000_3_DEGREE_GK_39",
    ),
    "hand-made, meridian of a city": Dialect(
        gauss("怀柔独立坐标系", CGCS2000, 116.6), "+proj=tmerc +lon_0=116.6 +x_0=500000 +ellps=GRS80"
    ),
    "UTM on WGS 84": Dialect(UTM50, "EPSG:32650", words="EPSG:32650"),
    "Asia North Albers, edited": Dialect(
        albers("Asia_North_Albers_Equal_Area_Conic", WGS84, 105.0), SYSTEMS[0].proj, words="Asia_North_Albers"
    ),
    "Beijing 1954": Dialect(
        gauss("Beijing_1954_3_Degree_GK_Zone_39", BEIJING, 117.0, 39500000.0), "EPSG:4527", "secret_parameters"
    ),
    "Xi'an 1980": Dialect(gauss("Xian_1980_GK_Zone_20", XIAN, 117.0, 20500000.0), "EPSG:4498", "secret_parameters"),
    "MapGIS, in Chinese": Dialect(gauss("高斯大地坐标系", MAPGIS_XIAN, 117.0), "EPSG:4548", "secret_parameters"),
    "Krasovsky in Gauss-Krüger": Dialect(
        gauss("Krasovsky_1940_Transverse_Mercator", KRASOVSKY, 117.0), "EPSG:4548", "secret_parameters"
    ),
    "Krasovsky Albers 105": Dialect(
        albers("Krasovsky_1940_Albers", KRASOVSKY, 105.0), KRASS_ALBERS.format(105), "ellipsoid_only",
        words="Krasovsky_1940_Albers",
    ),
    "Krasovsky Albers 110": Dialect(
        albers("Krasovsky_1940_Albers", KRASOVSKY, 110.0), KRASS_ALBERS.format(110), "ellipsoid_only"
    ),
    "Clarke 1866": Dialect(CLARKE, DEGREES, "other_datum", words="Clarke 1866"),
    "ArcInfo's default": Dialect(
        OLD_ARC_ALBERS, "+proj=aea +lat_1=25 +lat_2=47 +lon_0=110 +ellps=clrk66", "other_datum", words="Clarke 1866"
    ),
    "ArcInfo, geographic": Dialect(
        "Projection    GEOGRAPHIC\nDatum         WGS84\nSpheroid      WGS84\nUnits         DD\nZunits        NO\n"
        "Parameters\n",
        DEGREES,
        told="crs_identical",
    ),
    "ArcGIS does not know": Dialect(ASSUMED, DEGREES, "undeclared"),
    "the word": Dialect("Unknown", DEGREES, "undeclared"),
    "ArcGIS's mark": Dialect("{B286C06B-0879-11D2-AACA-00C04FA33C20}", DEGREES, "undeclared"),
    "a local system without a name": Dialect('LOCAL_CS["Unknown",UNIT["Meter",1.0]]', "EPSG:4548", "undeclared"),
    "a drawing's grid": Dialect('LOCAL_CS["矿区独立网",UNIT["Meter",1.0]]', "EPSG:4548", "local", words="矿区独立网"),
    "empty": Dialect("", "EPSG:4548", "undeclared"),
    "cut off": Dialect(GK117[:150], "EPSG:4548", "not_understood", words="CGCS2000_3_Degree_GK_CM_117E"),
    "not a CRS": Dialect(
        "见说明书", "EPSG:4548", "not_understood", told="prj_recoded", encoding="gb18030", words="见说明书"
    ),
    "UTF-16": Dialect(GK117, "EPSG:4548", told="prj_recoded", encoding="utf-16"),
    "GBK": Dialect(
        gauss("CGCS2000_117E_自定义", CGCS2000, 117.0), "EPSG:4548", told="prj_recoded", encoding="gbk",
        words="CGCS2000_117E_自定义",
    ),
    "PROJ's text": Dialect("+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +ellps=GRS80 +units=m", "EPSG:4548"),
    "a code": Dialect("EPSG:4548", "EPSG:4548", words="EPSG:4548"),
    "the number is in the eastings only": Dialect(GK117, "EPSG:4527", told="zone_number_added"),
    "the number is in the text only": Dialect(
        gauss("CGCS2000_3_Degree_GK_Zone_39", CGCS2000, 117.0, 39500000.0), "EPSG:4548", told="zone_number_absent"
    ),
    "the number is that of another zone": Dialect(GK114, "EPSG:4527", "zone_conflict"),
}  # fmt: skip


def save(folder: Path, one: Dialect) -> Path:
    """Write a square of 6 km around the place, in the system of its numbers, and the text beside it."""
    x, y = transformer("EPSG:4490", one.numbers).transform(*PLACE)
    half = HALF_M if abs(x) > 360 else HALF_M / 1e5
    frame = gpd.GeoDataFrame({"name": ["林"]}, geometry=[shapely.box(x - half, y - half, x + half, y + half)])
    pyogrio.write_dataframe(frame, folder / "林.shp")
    (folder / "林.prj").write_bytes(one.text.encode(one.encoding))
    return folder / "林.shp"


def look(path: Path, **more: object) -> LayerSummary:
    (found,) = inspect(path, **more).layers  # type: ignore[arg-type]
    return found


def off_m(layer: ReadLayer) -> float:
    """Return how far the middle of a layer is from the place, metres."""
    assert layer.frame is not None
    middle = shapely.centroid(layer.frame.geometry.to_numpy()[0])
    return float(np.hypot((middle.x - PLACE[0]) * 84_700, (middle.y - PLACE[1]) * 111_040))


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_is_read_or_asked_about_by_its_name(name: str, tmp_path: Path) -> None:
    one = DIALECTS[name]
    path = save(tmp_path, one)
    found = look(path)
    codes = {problem.code: problem for problem in found.problems}
    assert one.words in (found.crs or "")
    if one.told and (not one.reason or one.told != "crs_reprojected"):
        assert one.told in codes
    if not one.reason:
        (layer,) = read(path)
        assert off_m(layer) < 5.0
        return
    error = codes.get("source_missing_crs") or codes["source_unusable_crs"]
    assert error.facts["reason_code"] == one.reason
    assert one.words in str(error.facts["found"])
    with pytest.raises(UnusableCrs if one.reason == "secret_parameters" else MissingCrs):
        read(path)


@pytest.mark.parametrize(
    "name", [name for name, one in DIALECTS.items() if one.reason in ("ellipsoid_only", "other_datum")]
)
def test_a_datum_in_doubt_is_taken_as_cgcs2000_when_its_owner_confirms(name: str, tmp_path: Path) -> None:
    path = save(tmp_path, DIALECTS[name])
    plan = gpd.GeoDataFrame({"code": ["110116"]}, geometry=[shapely.Point(PLACE).buffer(0.2)], crs=4490)
    found = look(path, counties=plan)
    assert found.landings[0].crs == AS_CGCS2000
    assert found.landings[0].share == 1.0
    (layer,) = read(path, ReadChoice(crs=AS_CGCS2000))
    # The datum's shift of some 100 m is not known, so none is applied: the degrees come out as they went in.
    assert off_m(layer) < 5.0
    (note,) = [note for note in layer.source.notes if note["code"] == "datum_taken"]
    assert note["severity"] == "warning"
    assert layer.source.crs_found == found.crs
    assert layer.source.crs_used == ("EPSG:4490" if DIALECTS[name].numbers == DEGREES else AS_CGCS2000)


@pytest.mark.parametrize("name", ["Beijing 1954", "Xi'an 1980", "MapGIS, in Chinese", "Krasovsky in Gauss-Krüger"])
def test_a_secret_datum_is_not_taken_as_cgcs2000(name: str, tmp_path: Path) -> None:
    path = save(tmp_path, DIALECTS[name])
    with pytest.raises(UnusableCrs) as caught:
        read(path, ReadChoice(crs=AS_CGCS2000))
    assert caught.value.facts["reason_code"] == "secret_parameters"


@pytest.mark.parametrize(
    ("text", "numbers", "offered"),
    [
        (GK117[:150], "EPSG:4548", ["EPSG:4548"]),
        ('PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_Ch', "EPSG:4527", ["EPSG:4527"]),
        ("CGCS2000_114E", "EPSG:4547", ["EPSG:4547"]),
        ("CGCS2000_3_Degree_GK_Zone_39", "EPSG:4526", ["EPSG:4526"]),  # the numbers win
    ],
)
def test_what_is_left_of_a_text_says_which_of_the_zones_is_offered(
    tmp_path: Path, text: str, numbers: str, offered: list[str]
) -> None:
    path = save(tmp_path, Dialect(text, numbers))
    (problem,) = [problem for problem in look(path).problems if problem.code == "source_missing_crs"]
    assert problem.facts["candidates"] == offered
    (tmp_path / "林.qpj").write_text(GK117, encoding="utf-8")
    assert "source_missing_crs" not in {problem.code for problem in look(path).problems} or numbers == "EPSG:4526"


def test_the_source_stays_as_it_is(tmp_path: Path) -> None:
    path = save(tmp_path, DIALECTS["cut off"])
    before = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}
    read(path, ReadChoice(crs="EPSG:4548"))
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == before


# -- unstated Albers ---------------------------------------------------------------------------------


def unsaid(folder: Path, numbers: str) -> Path:
    path = save(folder, Dialect("", numbers))
    path.with_suffix(".prj").unlink()
    return path


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: f"{one.meridian}-{one.origin}")
def test_an_unstated_albers_is_offered_where_it_lands(system, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    plan = gpd.GeoDataFrame({"code": ["110116"]}, geometry=[shapely.Point(PLACE).buffer(0.2)], crs=4490)
    path = unsaid(tmp_path, system.proj)
    found = look(path, counties=plan)
    assert [(one.crs, one.share) for one in found.landings] == [(system.code, 1.0)]
    (layer,) = read(path, ReadChoice(crs=system.code))
    assert off_m(layer) < 5.0
    assert layer.source.crs_used == system.code


@pytest.mark.parametrize("system", OLD_SYSTEMS[:2], ids=lambda one: f"{one.meridian}-{one.origin}")
def test_an_albers_on_the_old_ellipsoid_may_be_chosen_and_says_what_that_means(system, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = unsaid(tmp_path, system.proj)
    (layer,) = read(path, ReadChoice(crs=system.code))
    assert off_m(layer) < 5.0
    assert "datum_taken" in {note["code"] for note in layer.source.notes}
    # Read on the ellipsoid of CGCS2000 the same numbers lie elsewhere, and no picture shows that.
    (other,) = read(path, ReadChoice(crs=SYSTEMS[OLD_SYSTEMS.index(system)].code))
    assert 20 < off_m(other) < 150


# -- beside the file ---------------------------------------------------------------------------------


def test_what_qgis_2_and_3_wrote_beside_a_shapefile_is_taken_and_said(tmp_path: Path) -> None:
    path = unsaid(tmp_path, "EPSG:4548")
    (tmp_path / "林.qpj").write_text(GK117, encoding="utf-8")
    assert look(path).epsg == 4548
    (layer,) = read(path)
    assert off_m(layer) < 5.0
    assert {"code": "crs_from_side", "severity": "warning", "file": "林.qpj"}.items() <= next(
        note for note in layer.source.notes if note["code"] == "crs_from_side"
    ).items()
    (tmp_path / "林.qpj").unlink()
    (tmp_path / "林.qmd").write_text(
        "<qgis><crs><spatialrefsys><wkt>x</wkt><authid>EPSG:4548</authid></spatialrefsys></crs></qgis>",
        encoding="utf-8",
    )
    assert look(path).epsg == 4548


def test_arcgis_metadata_name_the_system(tmp_path: Path) -> None:
    path = unsaid(tmp_path, "EPSG:4548")
    escaped = GK117.replace('"', "&quot;")
    (tmp_path / "林.shp.xml").write_text(f"<metadata><peXml>&lt;WKT&gt;{escaped}&lt;/WKT&gt;</peXml></metadata>")
    assert look(path).epsg == 4548


@pytest.mark.parametrize(
    ("file", "text", "code", "evidence"),
    [
        ("林.txt", "坐标系：西安80，3度带", "datum_mentioned", "西安80"),
        ("林.met", "<p>原图为1954北京坐标系</p>", "datum_mentioned", "北京"),
        ("说明.txt", "底图来自高德地图，2021年", "maybe_gcj02", "高德"),
        ("林.xml", "<md>火星坐标</md>", "maybe_gcj02", "火星坐标"),
        ("readme.txt", "coordinates from Baidu: BD-09", "maybe_bd09", "BD-09"),
        ("林.txt", "CGCS2000国家大地坐标系", "datum_mentioned", "CGCS2000"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_words_beside_a_file_are_evidence(
    tmp_path: Path, file: str, text: str, code: str, evidence: str, encoding: str
) -> None:
    path = unsaid(tmp_path, DEGREES)
    (tmp_path / file).write_bytes(text.encode(encoding))
    found = {problem.code: problem.facts for problem in look(path).problems}
    assert evidence in found[code]["evidence"]
    assert file in (found[code].get("file") or found[code]["evidence"])
    assert "source_missing_crs" in found, "evidence decides nothing"


def test_a_secret_datum_beside_a_file_that_claims_another_is_told(tmp_path: Path) -> None:
    path = save(tmp_path, DIALECTS["ArcGIS, 3°, by meridian"])
    assert "datum_mentioned" not in {problem.code for problem in look(path).problems}
    (tmp_path / "林.txt").write_text("由西安80坐标系成果改名", encoding="utf-8")
    (problem,) = [problem for problem in look(path).problems if problem.code == "datum_mentioned"]
    assert problem.severity == "warning"
    (tmp_path / "林.txt").write_text("CGCS2000", encoding="utf-8")
    assert "datum_mentioned" not in {problem.code for problem in look(path).problems}


@pytest.mark.parametrize("where", ["name", "column", "value"])
def test_a_datum_in_a_name_or_column_is_evidence(tmp_path: Path, where: str) -> None:
    column = "西安80_X" if where == "column" else "x"
    said = "1954北京坐标系" if where == "value" else ""
    frame = gpd.GeoDataFrame(
        {"名称": ["林"], column: [1.0], "坐标系": [said]},
        geometry=[shapely.box(116.5, 40.5, 116.6, 40.6)],
        crs=4490,
    )  # fmt: skip
    path = tmp_path / ("林班_西安80.gpkg" if where == "name" else "林班.gpkg")
    frame.to_file(path)
    found = [problem for problem in look(path).problems if problem.code == "datum_in_name"]
    assert [problem.severity for problem in found] == ["warning"]
    assert ("1954北京" if where == "value" else "西安80") in found[0].facts["evidence"]


# -- GeoPackages -------------------------------------------------------------------------------------


def geopackage(folder: Path, statements: list[tuple[str, tuple[object, ...]]], numbers: str = DEGREES) -> Path:
    import sqlite3
    from contextlib import closing

    x, y = transformer("EPSG:4490", numbers).transform(*PLACE)
    half = HALF_M if abs(x) > 360 else HALF_M / 1e5
    frame = gpd.GeoDataFrame({"name": ["林"]}, geometry=[shapely.box(x - half, y - half, x + half, y + half)], crs=4326)
    path = folder / "林.gpkg"
    frame.to_file(path, layer="lin")
    with closing(sqlite3.connect(path)) as connection:
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()
    return path


def at_srs(number: int) -> list[tuple[str, tuple[object, ...]]]:
    return [
        ("UPDATE gpkg_geometry_columns SET srs_id = ?", (number,)),
        ("UPDATE gpkg_contents SET srs_id = ?", (number,)),
    ]


@pytest.mark.parametrize(("number", "numbers"), [(0, DEGREES), (-1, "EPSG:4548"), (-1, "EPSG:4527")])
def test_an_undefined_system_in_a_geopackage_is_asked_about(tmp_path: Path, number: int, numbers: str) -> None:
    path = geopackage(tmp_path, at_srs(number), numbers)
    (problem,) = [problem for problem in look(path).problems if problem.code == "source_missing_crs"]
    assert problem.facts["reason_code"] == "undeclared"
    expected = {DEGREES: "EPSG:4490", "EPSG:4548": "EPSG:4534", "EPSG:4527": "EPSG:4527"}[numbers]
    assert problem.facts["candidates"][0] == expected


@pytest.mark.parametrize(("organisation", "code"), [("NONE", 100000), ("用户", 4548), ("ESRI", 104000)])
def test_a_custom_code_in_a_geopackage_is_resolved_by_its_definition(
    tmp_path: Path, organisation: str, code: int
) -> None:
    row = ("CGCS2000_117E", 100000, organisation, code, GK117)
    insert = "INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition)"
    path = geopackage(tmp_path, [(f"{insert} VALUES (?, ?, ?, ?, ?)", row), *at_srs(100000)], "EPSG:4548")
    (layer,) = read(path)
    assert off_m(layer) < 5.0


def test_words_in_the_metadata_of_a_geopackage_are_evidence(tmp_path: Path) -> None:
    path = geopackage(tmp_path, [("UPDATE gpkg_contents SET description = ?", ("高德地图采集",))])
    (problem,) = [problem for problem in look(path).problems if problem.code == "maybe_gcj02"]
    assert "高德" in problem.facts["evidence"]


# -- rasters -----------------------------------------------------------------------------------------


def test_a_raster_on_the_old_ellipsoid_is_asked_about_and_confirmed(tmp_path: Path) -> None:
    """Nationwide land-cover rasters come so."""
    import rasterio
    from rasterio.transform import from_origin

    x, y = transformer("EPSG:4490", KRASS_ALBERS.format(105)).transform(*PLACE)
    path = tmp_path / "土地利用.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=20, height=20, count=1, dtype="uint8",
        crs=albers("Krasovsky_1940_Albers", KRASOVSKY, 105.0), transform=from_origin(x - 1e4, y + 1e4, 1e3, 1e3),
    ) as out:  # fmt: skip
        out.write(np.ones((1, 20, 20), dtype="uint8"))
    (problem,) = [problem for problem in look(path).problems if problem.severity == "error"]
    assert (problem.code, problem.facts["reason_code"]) == ("source_missing_crs", "ellipsoid_only")
    assert problem.facts["candidates"][0] == AS_CGCS2000
    (layer,) = read(path, ReadChoice(crs=AS_CGCS2000))
    assert layer.raster is not None
    west, south, east, north = layer.raster.bounds_lonlat
    assert west < PLACE[0] < east and south < PLACE[1] < north
    assert (west + east) / 2 == pytest.approx(PLACE[0], abs=0.01)
    assert layer.source.crs_used == "Krasovsky_1940_Albers"


def test_hostile_side_files_cost_no_time(tmp_path: Path) -> None:
    import time

    path = unsaid(tmp_path, DEGREES)
    (tmp_path / "林.shp.xml").write_text("<" * 300_000 + "PROJCS[" * 20_000)
    (tmp_path / "林.txt").write_text(("西安" + " " * 200) * 2_000, encoding="utf-8")
    (tmp_path / "林.prj").write_bytes(b"PROJCS[" * 20_000)
    start = time.process_time()
    (found,) = inspect(path).layers
    assert time.process_time() - start < 5.0
    assert found.needs_crs
