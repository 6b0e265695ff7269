from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

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


def plainly(features: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> set[str]:
    """Return the answer by its definition, every marker and every vertex at once."""
    from layers.sources import speaking

    shapes, lands = features.geometry.to_numpy(), counties.geometry.to_numpy()
    holding = shapely.intersects(lands[:, None], speaking._markers(shapes)[None, :]).any(axis=1)
    hull = shapely.convex_hull(shapely.multipoints(shapely.get_coordinates(shapes)))
    share = shapely.area(shapely.intersection(lands, hull)) / shapely.area(lands)
    return set(counties["code"][holding | (share >= 0.5)])


@given(st.integers(0, 10**6), st.sampled_from([1, 7, 60, 400]), st.floats(0.02, 0.6))
@settings(max_examples=60, deadline=None)
def test_shortcuts_give_the_answer_of_the_definition(seed: int, count: int, reach: float) -> None:
    from layers.sources import speaking

    random = np.random.default_rng(seed)
    edges = [116 + 0.1 * k for k in range(7)]
    lands = [shapely.box(x, y, x + 0.1, y + 0.1) for x in edges for y in (40.0, 40.1, 40.2)]
    counties = gpd.GeoDataFrame({"code": [f"{k:06d}" for k in range(len(lands))]}, geometry=lands, crs=4490)
    centres = random.uniform((116, 40), (116 + reach, 40 + 0.3 * random.random()), (count, 2))
    shapes = shapely.buffer(shapely.points(centres), random.uniform(0.001, 0.03, count), quad_segs=2)
    shapes[::5] = shapely.linestrings(np.stack([centres, centres[::-1]], axis=1))[::5]
    features = gpd.GeoDataFrame(geometry=shapes, crs=4490)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speaking, "_FEW", 20)  # so that few features answer for a part only
        assert propose_speaks_for(features, counties) == plainly(features, counties)
