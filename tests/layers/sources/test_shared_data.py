"""Every file of the shared data pack: what it is, what is wrong with it, what comes out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from layers.errors import MissingCrs, SourceError, UnusableCrs
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, ReadLayer, inspect, read
from tests.layers.sources.conftest import shared

GIVEN = ReadChoice(crs="EPSG:4490")

#: file, choice, (layer, role, shape, features) …
EXPECTED = [
    ("boundary/border_pairs_amap_wgs84.gpkg", None, [("border_pair", Role.BASEMAP, Shape.LINE, 132)]),
    ("boundary/counties_amap_gcj02.geojson", None, [("counties_amap_gcj02", Role.COUNTY, Shape.POLYGON, 199)]),
    (
        "boundary/counties_amap_wgs84.gpkg",
        None,
        [("county", Role.COUNTY, Shape.POLYGON, 199), ("county_outer_neighbour", Role.COUNTY, Shape.POLYGON, 43)],
    ),
    (
        "boundary/counties_datav_wgs84_slivers.geojson",
        None,
        [("counties_datav_wgs84_slivers", Role.COUNTY, Shape.POLYGON, 199)],
    ),
    (
        "boundary/counties_tianditu_cgcs2000.geojson",
        None,
        [("counties_tianditu_cgcs2000", Role.COUNTY, Shape.POLYGON, 242)],
    ),
    (
        "hydro/hydro.gpkg",
        None,
        [
            ("ne10m_rivers", Role.RIVER, Shape.LINE, 11),
            ("ne10m_lakes", Role.LAKE, Shape.POLYGON, 3),
            ("ne10m_coastline", Role.BASEMAP, Shape.LINE, 2),
            ("wdbii_rivers", Role.RIVER, Shape.LINE, 86),
            ("nfgis4m_hyd1_4l", Role.RIVER, Shape.LINE, 12),
            ("nfgis4m_hyd2_4l", Role.RIVER, Shape.LINE, 114),
            ("nfgis4m_hyd2_4p", Role.LAKE, Shape.POLYGON, 17),
            ("haihe_subbasin", Role.OTHER, Shape.POLYGON, 10),
        ],
    ),
    ("terrain/dem_30s_wgs84.tif", None, [("dem_30s_wgs84", Role.TERRAIN, Shape.RASTER, 0)]),
    ("landcover/mcd12c1_2019_igbp_wgs84.tif", None, [("mcd12c1_2019_igbp_wgs84", Role.LAND_COVER, Shape.RASTER, 0)]),
    ("landcover/forest_mcd12c1_2019.gpkg", None, [("forest_igbp2019", Role.FOREST, Shape.POLYGON, 99)]),
    ("population/census2020_county.csv", None, [("census2020_county", Role.POPULATION, Shape.TABLE, 222)]),
    ("settlement/geonames_places.geojson", None, [("geonames_places", Role.SETTLEMENT, Shape.POINT, 965)]),
    ("settlement/cma_stations_altitude.csv", GIVEN, [("cma_stations_altitude", Role.OTHER, Shape.POINT, 270)]),
    ("settlement/admin_seats_gcj02_gbk.csv", GIVEN, [("admin_seats_gcj02_gbk", Role.SETTLEMENT, Shape.POINT, 227)]),
    ("fire/firms_modis_hotspots.csv", GIVEN, [("firms_modis_hotspots", Role.HISTORY, Shape.POINT, 723)]),
    (
        "transport/rail.gpkg",
        None,
        [
            ("rail_dcw", Role.ROAD, Shape.LINE, 383),
            ("hsr_line", Role.ROAD, Shape.LINE, 10),
            ("hsr_station", Role.OTHER, Shape.POINT, 59),
        ],
    ),
    ("depot/beijing_shelters_gcj02.csv", GIVEN, [("beijing_shelters_gcj02", Role.DEPOT, Shape.POINT, 1181)]),
    (
        "osm/osm_sanhe_pinggu_2023.geojson",
        None,
        [
            ("osm_sanhe_pinggu_2023|point", Role.SETTLEMENT, Shape.POINT, 324),
            ("osm_sanhe_pinggu_2023|line", Role.RIVER, Shape.LINE, 42),
            ("osm_sanhe_pinggu_2023|polygon", Role.OTHER, Shape.POLYGON, 1),
        ],
    ),
    ("dirty/nfgis_county1999_gbk_noprj", GIVEN, [("BOUNT_poly", Role.COUNTY, Shape.POLYGON, 189)]),
    ("dirty/county_lines_xian80prj/County.shp", GIVEN, [("County", Role.OTHER, Shape.LINE, 910)]),
    ("dirty/hyd1_4l_gbk_noprj/hyd1_4l.shp", GIVEN, [("hyd1_4l", Role.RIVER, Shape.LINE, 12)]),
    ("dirty/hyd2_4l_gbk_noprj", GIVEN, [("hyd2_4l", Role.RIVER, Shape.LINE, 114)]),
    ("dirty/hyd2_4p_gbk_noprj", GIVEN, [("hyd2_4p", Role.LAKE, Shape.POLYGON, 17)]),
    (
        "dirty/osm_unclosed_rings.geojson",
        None,
        [
            ("osm_unclosed_rings|point", Role.SETTLEMENT, Shape.POINT, 324),
            ("osm_unclosed_rings|line", Role.RIVER, Shape.LINE, 42),
            ("osm_unclosed_rings|polygon", Role.COUNTY, Shape.POLYGON, 9),
        ],
    ),
    ("dirty/firms_us_date_format.csv", GIVEN, [("firms_us_date_format", Role.HISTORY, Shape.POINT, 18)]),
]


@pytest.mark.parametrize(("name", "choice", "expected"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_every_file(name: str, choice: ReadChoice | None, expected: list[tuple[str, Role, Shape, int]]) -> None:
    layers = read(shared(name), choice)
    found = [(one.title, one.role, one.shape, 0 if one.frame is None else len(one.frame)) for one in layers]
    assert found == expected
    for one in layers:
        check(one)
    assert [layer.name for layer in inspect(shared(name)).layers] == [row[0] for row in expected]


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


MISSING = [name for name, choice, _ in EXPECTED if choice is GIVEN and "xian80" not in name]


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
