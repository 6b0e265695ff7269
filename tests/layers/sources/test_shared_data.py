"""Every file of the shared data pack: what it is, what is wrong with it, what comes out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import shapely

from layers.errors import MissingCrs, SourceError, UnusableCrs
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, ReadLayer, inspect, read
from tests.layers.sources.conftest import shared

GIVEN = ReadChoice(crs="EPSG:4490")

WGS84, CGCS2000 = "WGS 84 (EPSG:4326)", "China Geodetic Coordinate System 2000 (EPSG:4490)"
ASKED = "source_missing_crs"


@dataclass(frozen=True)
class Layer:
    """What is expected of one layer of a file.

    ``told`` are findings that must be among those of the inspection; errors must be exactly those of ``told``.
    ``crs`` are the words shown, None where the file does not say.  ``names`` are the first ones read.
    """

    name: str
    role: Role
    shape: Shape
    count: int
    names: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    crs: str | None = WGS84
    encoding: str = "UTF-8"


def layer(
    name: str,
    role: Role,
    shape: Shape,
    count: int,
    names: str = "",
    told: str = "",
    crs: str | None = WGS84,
    encoding: str = "UTF-8",
) -> Layer:
    """Write a row of the table below; names and findings are parted by spaces."""
    return Layer(name, role, shape, count, tuple(names.split()), frozenset(told.split()), crs, encoding)


@dataclass(frozen=True)
class Source:
    """A file or folder, how it is read (None: as proposed), its format and its layers."""

    format: str
    choice: ReadChoice | None
    layers: tuple[Layer, ...]


LINE, POLYGON, POINT, TABLE, RASTER = Shape.LINE, Shape.POLYGON, Shape.POINT, Shape.TABLE, Shape.RASTER
AS_IS, BY_FORMAT = "crs_identical", "crs_by_format crs_identical"
OSM = f"{BY_FORMAT} split_mixed"

#: Every file of the pack.  A file without a row here fails ``test_no_file_is_without_expectation``.
EXPECTED: dict[str, Source] = {
    "boundary/border_pairs_amap_wgs84.gpkg": Source(
        "geopackage", None, (layer("border_pair", Role.BASEMAP, LINE, 132, told=AS_IS),)
    ),
    "boundary/counties_amap_gcj02.geojson": Source(
        "geojson",
        None,
        (
            layer(
                "counties_amap_gcj02", Role.COUNTY, POLYGON, 199, "东城区 西城区 朝阳区",
                f"{BY_FORMAT} maybe_gcj02 lies_shifted",
            ),
        ),
    ),
    "boundary/counties_amap_wgs84.gpkg": Source(
        "geopackage",
        None,
        (
            layer("county", Role.COUNTY, POLYGON, 199, "东城区 西城区 朝阳区", AS_IS),
            layer("county_outer_neighbour", Role.COUNTY, POLYGON, 43, "阳高县 天镇县 广灵县", AS_IS),
        ),
    ),
    "boundary/counties_datav_wgs84_slivers.geojson": Source(
        "geojson",
        None,
        (layer("counties_datav_wgs84_slivers", Role.COUNTY, POLYGON, 199, "东城区 西城区 朝阳区", BY_FORMAT),),
    ),
    "boundary/counties_tianditu_cgcs2000.geojson": Source(
        "geojson",
        None,
        (layer("counties_tianditu_cgcs2000", Role.COUNTY, POLYGON, 242, "东城区 西城区 朝阳区", crs=CGCS2000),),
    ),
    "hydro/hydro.gpkg": Source(
        "geopackage",
        None,
        (
            layer("ne10m_rivers", Role.RIVER, LINE, 11, "Yi Huang Zhang", AS_IS),
            layer("ne10m_lakes", Role.LAKE, POLYGON, 3, told=AS_IS),
            layer("ne10m_coastline", Role.BASEMAP, LINE, 2, told=AS_IS),
            layer("wdbii_rivers", Role.RIVER, LINE, 86, told=AS_IS),
            layer("nfgis4m_hyd1_4l", Role.RIVER, LINE, 12, "黄河 南运河(卫运河、小运河) 北运河", AS_IS),
            layer("nfgis4m_hyd2_4l", Role.RIVER, LINE, 114, "黄河 南运河(卫运河、小运河) 卫河(大沙河)", AS_IS),
            layer("nfgis4m_hyd2_4p", Role.LAKE, POLYGON, 17, "黄河", AS_IS),
            layer("haihe_subbasin", Role.OTHER, POLYGON, 10, "滦河 潮白河下游 永定河山区", AS_IS),
        ),
    ),
    "terrain/dem_30s_wgs84.tif": Source(
        "geotiff", None, (layer("dem_30s_wgs84", Role.TERRAIN, RASTER, 1, told=AS_IS, encoding=""),)
    ),
    "landcover/mcd12c1_2019_igbp_wgs84.tif": Source(
        "geotiff", None, (layer("mcd12c1_2019_igbp_wgs84", Role.LAND_COVER, RASTER, 1, told=AS_IS, encoding=""),)
    ),
    "landcover/forest_mcd12c1_2019.gpkg": Source(
        "geopackage", None, (layer("forest_igbp2019", Role.FOREST, POLYGON, 99, "落叶阔叶林 混交林 多树草原", AS_IS),)
    ),
    "population/census2020_county.csv": Source(
        "csv",
        None,
        (
            layer(
                "census2020_county", Role.POPULATION, TABLE, 222, "东城区 西城区 朝阳区",
                "codes_mended table_without_geometry", None,
            ),
        ),
    ),
    "settlement/geonames_places.geojson": Source(
        "geojson",
        None,
        (layer("geonames_places", Role.SETTLEMENT, POINT, 965, "涿州 砖路镇", f"{BY_FORMAT} people_unknown"),),
    ),
    "settlement/cma_stations_altitude.csv": Source(
        "csv", GIVEN, (layer("cma_stations_altitude", Role.OTHER, POINT, 270, "镶黄旗 商都 化德", ASKED, None),)
    ),
    "settlement/admin_seats_gcj02_gbk.csv": Source(
        "csv",
        GIVEN,
        (
            layer(
                "admin_seats_gcj02_gbk", Role.SETTLEMENT, POINT, 227, "北京市 北京市市辖区 东城区",
                f"{ASKED} maybe_gcj02 people_unknown duplicate_geometry", None, "GBK",
            ),
        ),
    ),
    "fire/firms_modis_hotspots.csv": Source(
        "csv", GIVEN, (layer("firms_modis_hotspots", Role.HISTORY, POINT, 723, told=ASKED, crs=None),)
    ),
    "transport/rail.gpkg": Source(
        "geopackage",
        None,
        (
            layer("rail_dcw", Role.ROAD, LINE, 383, told=AS_IS),
            layer("hsr_line", Role.ROAD, LINE, 10, "京港通道 京沪客运专线 胶济", f"{AS_IS} dropped_z"),
            layer("hsr_station", Role.OTHER, POINT, 59, "安阳东 高密 昌邑", f"{AS_IS} dropped_z"),
        ),
    ),
    "depot/beijing_shelters_gcj02.csv": Source(
        "csv",
        GIVEN,
        (
            layer(
                "beijing_shelters_gcj02", Role.DEPOT, POINT, 1181,
                told=f"{ASKED} maybe_gcj02 duplicate_geometry", crs=None,
            ),
        ),
    ),
    "osm/osm_sanhe_pinggu_2023.geojson": Source(
        "geojson",
        None,
        (
            layer("osm_sanhe_pinggu_2023|point", Role.SETTLEMENT, POINT, 324, "四福庄村 许各庄村 西曹庄村", OSM),
            layer("osm_sanhe_pinggu_2023|line", Role.RIVER, LINE, 42, told=OSM),
            layer("osm_sanhe_pinggu_2023|polygon", Role.OTHER, POLYGON, 1, told=OSM),
        ),
    ),
    "dirty/nfgis_county1999_gbk_noprj": Source(
        "folder",
        GIVEN,
        (
            layer(
                "BOUNT_poly", Role.COUNTY, POLYGON, 189, "围场满族蒙古族自治县 康保县 丰宁满族自治县",
                f"{ASKED} encoding_detected", None, "GBK",
            ),
        ),
    ),
    "dirty/county_lines_xian80prj/County.shp": Source(
        "shapefile", GIVEN, (layer("County", Role.OTHER, LINE, 910, told="source_unusable_crs", crs="GCS_XiAn_1980"),)
    ),
    "dirty/hyd1_4l_gbk_noprj/hyd1_4l.shp": Source(
        "shapefile",
        GIVEN,
        (
            layer(
                "hyd1_4l", Role.RIVER, LINE, 12, "北运河 黄河 南运河(卫运河、小运河)",
                f"{ASKED} encoding_detected", None, "GBK",
            ),
        ),
    ),
    "dirty/hyd2_4l_gbk_noprj": Source(
        "folder",
        GIVEN,
        (layer("hyd2_4l", Role.RIVER, LINE, 114, "老哈河 滦河 闪电河", f"{ASKED} encoding_detected", None, "GBK"),),
    ),
    "dirty/hyd2_4p_gbk_noprj": Source(
        "folder", GIVEN, (layer("hyd2_4p", Role.LAKE, POLYGON, 17, "黄河", f"{ASKED} encoding_detected", None, "GBK"),)
    ),
    "dirty/osm_unclosed_rings.geojson": Source(
        "geojson",
        None,
        (
            layer("osm_unclosed_rings|point", Role.SETTLEMENT, POINT, 324, "四福庄村 许各庄村 西曹庄村", OSM),
            layer("osm_unclosed_rings|line", Role.RIVER, LINE, 42, told=OSM),
            layer(
                "osm_unclosed_rings|polygon", Role.COUNTY, POLYGON, 9, "北京市 河北省 平谷区",
                f"{OSM} rings_closed mended_invalid duplicate_geometry",
            ),
        ),
    ),
    "dirty/firms_us_date_format.csv": Source(
        "csv", GIVEN, (layer("firms_us_date_format", Role.HISTORY, POINT, 18, told=ASKED, crs=None),)
    ),
}  # fmt: skip


def test_no_file_is_without_expectation() -> None:
    """Walk the pack: a file that is neither expected nor part of what is (its folder, a side file) fails."""
    root = shared("README.md").parent
    missing = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or name == "README.md":
            continue
        is_part = path.suffix != ".shp" and path.with_suffix(".shp").exists()
        of_folder = path.parent.relative_to(root).as_posix() in EXPECTED
        if name not in EXPECTED and not is_part and not of_folder:
            missing.append(name)
    assert missing == []
    assert [name for name in EXPECTED if not (root / name).exists()] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_every_file(name: str) -> None:
    source = EXPECTED[name]
    seen = inspect(shared(name))
    assert seen.format == source.format
    assert [one.name for one in seen.layers] == [one.name for one in source.layers]
    for summary, one in zip(seen.layers, source.layers, strict=True):
        assert (summary.proposed_role, summary.shape, summary.features) == (one.role, one.shape, one.count)
        assert summary.crs == one.crs
        assert _family(summary.encoding) == one.encoding
        assert summary.sample_names[: len(one.names)] == one.names
        assert bool(summary.sample_names) or not one.names
        found = {problem.code for problem in summary.problems}
        assert one.told <= found
        errors = {problem.code for problem in summary.problems if problem.severity == "error"}
        assert errors == {code for code in one.told if code.startswith("source_")}
    layers = read(shared(name), source.choice)
    found_layers = [(one.title, one.role, one.shape, 1 if one.frame is None else len(one.frame)) for one in layers]
    assert found_layers == [(one.name, one.role, one.shape, one.count) for one in source.layers]
    for read_layer, one in zip(layers, source.layers, strict=True):
        check(read_layer)
        assert read_layer.source.crs_found == ("" if one.crs is None else one.crs)
        if read_layer.frame is not None and one.names:
            names = [name for name in read_layer.frame["name"] if name]
            assert tuple(dict.fromkeys(names))[: len(one.names)] == one.names


def _family(encoding: str) -> str:
    """Return an encoding without its variant: which of two that agree on all of a file is named is no matter."""
    return {"GB18030": "GBK", "GB2312": "GBK", "UTF-8-SIG": "UTF-8"}.get(encoding.upper(), encoding.upper())


def check(layer: ReadLayer) -> None:
    assert layer.source.sha256
    if layer.frame is None:
        assert layer.raster is not None
        return
    frame = layer.frame
    assert frame.crs.to_epsg() == 4490
    assert frame["uid"].is_unique
    assert frame.columns.str.lower().is_unique
    geometries = frame.geometry.to_numpy()
    if layer.shape is not Shape.TABLE:
        assert shapely.is_valid(geometries).all()
        assert not shapely.is_empty(geometries).any()
        xmin, ymin, xmax, ymax = shapely.total_bounds(geometries)
        assert 112 < xmin < xmax < 121
        assert 34 < ymin < ymax < 45


MISSING = [name for name, one in EXPECTED.items() if one.choice is GIVEN and "xian80" not in name]


@pytest.mark.parametrize("name", MISSING)
def test_files_that_do_not_say_their_crs_are_asked_about(name: str) -> None:
    with pytest.raises(MissingCrs) as caught:
        read(shared(name))
    assert caught.value.facts["candidates"] == ["EPSG:4490"]


def test_xian_1980_is_refused_unless_the_planner_knows_better() -> None:
    path = shared("dirty/county_lines_xian80prj/County.shp")
    with pytest.raises(UnusableCrs) as caught:
        read(path)
    assert "XiAn_1980" in caught.value.facts["found"]


def test_counties_have_codes_and_names() -> None:
    for name in (
        "boundary/counties_amap_wgs84.gpkg",
        "boundary/counties_datav_wgs84_slivers.geojson",
        "boundary/counties_tianditu_cgcs2000.geojson",
    ):
        frame = read(shared(name))[0].frame
        assert frame is not None
        assert frame["code"].str.fullmatch(r"\d{6}").all()
        assert frame.set_index("code")["name"]["110116"] == "怀柔区"


def test_tianditu_gb_column_is_understood_when_it_is_the_only_one(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import geopandas as gpd

    raw = gpd.read_file(shared("boundary/counties_tianditu_cgcs2000.geojson")).drop(columns="code")
    raw.to_file(tmp_path / "a.gpkg")
    frame = read(tmp_path / "a.gpkg")[0].frame
    assert frame is not None
    assert "110116" in set(frame["code"])


def test_gbk_names_of_the_1999_counties() -> None:
    layer = read(shared("dirty/nfgis_county1999_gbk_noprj"), GIVEN)[0]
    assert layer.frame is not None
    assert layer.source.encoding == "GBK"
    assert layer.frame["code"].nunique() == 164
    assert "围场满族蒙古族自治县" in set(layer.frame["name"])


def test_rivers_without_names_stay_nameless() -> None:
    for name, empty in (("hyd1_4l", 2), ("hyd2_4l", 4), ("hyd2_4p", 16)):
        frame = read(shared(f"dirty/{name}_gbk_noprj"), GIVEN)[0].frame
        assert frame is not None
        assert (frame["name"] == "").sum() == empty


def test_unclosed_rings_are_closed_and_counted() -> None:
    polygons = read(shared("dirty/osm_unclosed_rings.geojson"))[2]
    assert polygons.shape is Shape.POLYGON
    assert next(note["count"] for note in polygons.source.notes if note["code"] == "rings_closed") == 8


def test_unknown_population_is_not_zero() -> None:
    frame = read(shared("settlement/geonames_places.geojson"))[0].frame
    assert frame is not None
    assert np.isnan(frame["people"]).sum() == 662
    assert (frame["name"] != "").all()


def test_duplicate_shelters_are_reported_and_kept() -> None:
    (layer,) = inspect(shared("depot/beijing_shelters_gcj02.csv")).layers
    facts = {problem.code: problem.facts for problem in layer.problems}
    assert facts["duplicate_geometry"] == {"count": 108}
    assert "gcj02" in facts["maybe_gcj02"]["evidence"]


def test_raster_headers() -> None:
    raster = read(shared("terrain/dem_30s_wgs84.tif"))[0].raster
    assert raster is not None
    assert (raster.width, raster.height, raster.dtype, raster.nodata) == (792, 804, "int16", -32768.0)


def test_depots_speak_for_beijing_only() -> None:
    counties = read(shared("boundary/counties_amap_wgs84.gpkg"), ReadChoice(layer="county"))[0].frame
    (depots,) = read(shared("depot/beijing_shelters_gcj02.csv"), GIVEN, counties=counties)
    assert {code[:2] for code in depots.proposed_speaks_for} == {"11"}
    assert {"110109", "110116", "110118", "110119"} <= depots.proposed_speaks_for


def test_the_whole_pack_as_one_folder_is_told_apart() -> None:
    seen = inspect(shared("boundary"))
    assert len(seen.layers) == 6
    with pytest.raises(SourceError):
        read(shared("dirty"))  # only folders and a table without CRS
