from __future__ import annotations

import geopandas as gpd
import shapely

from layers.sources import propose_speaks_for
from layers.sources.speaking import speaks_for_box

A, B, C = "110116", "110228", "130826"


def frame(*geometries: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(geometries), crs="EPSG:4490")


def test_a_county_that_holds_a_point(counties: gpd.GeoDataFrame) -> None:
    assert propose_speaks_for(frame(shapely.Point(116.05, 40.05)), counties) == {A}


def test_a_patch_that_reaches_over_the_line_says_nothing_about_the_neighbour(counties: gpd.GeoDataFrame) -> None:
    assert propose_speaks_for(frame(shapely.box(116.02, 40.02, 116.11, 40.05)), counties) == {A}


def test_a_river_speaks_for_every_county_it_runs_through(counties: gpd.GeoDataFrame) -> None:
    assert propose_speaks_for(frame(shapely.LineString([(116.01, 40.05), (116.29, 40.05)])), counties) == {A, B, C}


def test_a_county_inside_the_outline_without_features(counties: gpd.GeoDataFrame) -> None:
    corners = [shapely.Point(x, y) for x in (116.001, 116.299) for y in (40.001, 40.099)]
    assert propose_speaks_for(frame(*corners), counties) == {A, B, C}


def test_two_villages_far_apart_do_not_speak_for_the_county_between(counties: gpd.GeoDataFrame) -> None:
    assert propose_speaks_for(frame(shapely.Point(116.05, 40.05), shapely.Point(116.25, 40.05)), counties) == {A, C}


def test_nothing_speaks_for_nobody(counties: gpd.GeoDataFrame) -> None:
    assert propose_speaks_for(frame(), counties) == frozenset()
    assert propose_speaks_for(frame(shapely.Point()), counties) == frozenset()


def test_rasters_by_their_box(counties: gpd.GeoDataFrame) -> None:
    assert speaks_for_box((115.9, 39.9, 116.16, 40.2), counties) == {A, B}
    assert speaks_for_box((115.9, 39.9, 116.14, 40.2), counties) == {A}


def test_a_single_wood_astride_the_line_speaks_for_both():
    """Its representative point lies on the line: silence about both counties would make every share unknown."""
    import geopandas as gpd
    import shapely

    from layers.sources import propose_speaks_for

    counties = gpd.GeoDataFrame(
        {"code": ["110116", "130826"]},
        geometry=[shapely.box(116, 40, 117, 41), shapely.box(117, 40, 118, 41)],
        crs=4490,
    )
    wood = gpd.GeoDataFrame(geometry=[shapely.box(116.9, 40.4, 117.1, 40.6)], crs=4490)
    assert propose_speaks_for(wood, counties) == {"110116", "130826"}
