"""Blocks worked out by hand on two square counties, then what must hold for any lines."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import STORAGE_CRS, transform
from layers.errors import AnalysisError
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, geodesic_area_m2
from layers.kinds import Role
from layers.patrol import faces
from layers.patrol.block_model import ZONES, BlockParameters
from layers.patrol.blocks import joined, make_blocks
from layers.patrol.ridges import Heights
from layers.zones.model import LayerInput, ZoneInputs

EPSG = 4548  # central meridian 117°
X0, Y0 = 500_000.0, 4_430_000.0  # where the line between the two counties begins
SIDE = 8_000.0
BAND = 2_000.0
WHOLE = BlockParameters(band_m=BAND, least_ha=0.0, snap_m=0.0)


def at(*points):
    return [(X0 + x, Y0 + y) for x, y in points]


def to_degrees(shapes):
    return transform(np.array(shapes, dtype=object), f"EPSG:{EPSG}", STORAGE_CRS)


def box(xmin, ymin, xmax, ymax):
    return shapely.box(X0 + xmin, Y0 + ymin, X0 + xmax, Y0 + ymax)


def counties():
    """A west of the line x = 0, B east of it, both 8 km wide and high."""
    shapes = [box(-SIDE, 0, 0, SIDE), box(0, 0, SIDE, SIDE)]
    frame = {"code": ["110116", "130826"], "name": ["怀柔区", "丰宁满族自治县"]}
    return gpd.GeoDataFrame(frame, geometry=to_degrees(shapes), crs=STORAGE_CRS)


def layer(role, shapes, **columns):
    frame = gpd.GeoDataFrame(
        {"uid": [f"{role.value}{i}" for i in range(len(shapes))], **columns},
        geometry=to_degrees(shapes),
        crs=STORAGE_CRS,
    )
    return LayerInput(uid=role.value, role=role, frame=frame)


def line(*points):
    return shapely.LineString(at(*points))


def made(*layers, parameters=WHOLE, **more):
    return make_blocks(ZoneInputs(counties(), tuple(layers), metric_epsg=EPSG), parameters, **more)


def metric(frame):
    return transform(frame.geometry.to_numpy(), STORAGE_CRS, f"EPSG:{EPSG}")


def codes(made_):
    return sorted(one for counties in made_.frame["counties"] for one in counties)


def across(y, margin=500.0):
    """A road across the whole band at a height y."""
    return line((-BAND - margin, y), (BAND + margin, y))


# --- by hand -----------------------------------------------------------------------------------------


def test_without_any_line_the_band_is_one_block_on_each_side():
    found = made().frame
    assert [list(one) for one in found["counties"]] == [["110116"], ["130826"]]
    # 2 km by 8 km; in the middle of the zone the plane and the ellipsoid agree to 1e-7 there.
    assert found["area_ha"].to_numpy() == pytest.approx([1600.0, 1600.0], rel=1e-5)
    assert found["distance_m"].tolist() == [0.0, 0.0]
    assert found["border"].unique().tolist() == ["110116|130826"]


def test_a_grid_of_roads_makes_four_blocks_on_each_side():
    """Two roads across and one along each side at 1 km: three rows of two, and so on each side."""
    roads = [across(2000), across(6000), line((-1000, -500), (-1000, 8500)), line((1000, -500), (1000, 8500))]
    found = made(layer(Role.ROAD, roads)).frame
    assert codes(made(layer(Role.ROAD, roads))) == ["110116"] * 6 + ["130826"] * 6
    areas = sorted(round(one) for one in found["area_ha"])
    assert areas == [200] * 8 + [400] * 4
    touching = found[found["distance_m"] == 0.0]
    assert len(touching) == 6
    assert found[found["distance_m"] > 0]["distance_m"].to_numpy() == pytest.approx([1000.0] * 6, abs=1e-3)


def test_numbers_run_from_the_north_and_then_the_west():
    found = made(layer(Role.ROAD, [across(4000)])).frame
    points = shapely.point_on_surface(metric(found))
    north = [shapely.get_y(one) > Y0 + 4000 for one in points]
    west = [shapely.get_x(one) < X0 for one in points]
    assert found["number"].tolist() == [1, 2, 3, 4]
    assert (north, west) == ([True, True, False, False], [True, False, True, False])


def test_a_road_that_ends_inside_a_block_divides_nothing_and_is_reported():
    result = made(layer(Role.ROAD, [line((-BAND - 100, 4000), (-500, 4000))]))
    assert len(result.frame) == 2
    assert result.dangles == 1 and result.dangles_m == pytest.approx(1500.0, abs=1.0)


def test_an_end_just_short_of_a_line_is_led_on_to_it():
    short = layer(Role.ROAD, [line((-BAND - 100, 4000), (-30, 4000))])
    apart = made(short)
    assert len(apart.frame) == 2 and apart.joined_ends == 0
    near = made(short, parameters=BlockParameters(band_m=BAND, least_ha=0.0, snap_m=40.0))
    assert len(near.frame) == 3 and near.joined_ends == 1 and near.dangles == 0


def test_county_lines_are_not_moved_by_ends_that_are_led_on():
    short = layer(Role.ROAD, [line((-BAND - 100, 4000), (-30, 4010))])
    near = made(short, parameters=BlockParameters(band_m=BAND, least_ha=0.0, snap_m=40.0)).frame
    for shape in metric(near):
        xs = shapely.get_coordinates(shape)[:, 0] - X0
        assert not ((np.abs(xs) > 1e-4) & (np.abs(xs) < 20)).any()


def test_slivers_between_two_roads_join_the_neighbour_with_the_longest_common_line():
    """Two roads 20 m apart: 4 ha between them on each side join the larger common line, the one of full length."""
    roads = layer(Role.ROAD, [across(4000), line((-BAND - 500, 4020), (-300, 4020), (300, 4040), (BAND + 500, 4020))])
    least = BlockParameters(band_m=BAND, least_ha=10.0, snap_m=0.0)
    result = made(roads, parameters=least)
    assert len(made(roads).frame) == 6 and len(result.frame) == 4 and result.merged == 2
    # The northern outline of the sliver is longer (it bends), so the land north of the roads has grown.
    north = result.frame[shapely.get_y(shapely.point_on_surface(metric(result.frame))) > Y0 + 4020]
    assert (north["area_ha"] > 795.9).all() and north["area_ha"].sum() == pytest.approx(2 * 800.0, rel=1e-4)


def test_a_small_piece_never_joins_across_a_county_line():
    """A pocket of 1 ha of B enclosed by A's line and a road has no other neighbour in B but beyond the road."""
    pocket = layer(Role.ROAD, [line((0, 3000), (100, 3000), (100, 3100), (0, 3100))])
    assert len(made(pocket).frame) == 3
    result = made(pocket, parameters=BlockParameters(band_m=BAND, least_ha=5.0, snap_m=0.0))
    assert codes(result) == ["110116", "130826"]
    assert result.frame["area_ha"].to_numpy() == pytest.approx([1600.0, 1600.0], rel=1e-5)


def test_without_county_lines_a_block_straddles_and_says_so():
    straddling = BlockParameters(band_m=BAND, least_ha=0.0, snap_m=0.0, county_lines=False)
    result = made(layer(Role.ROAD, [across(4000), line((-500, -100), (-500, 8100))]), parameters=straddling).frame
    assert len(result) == 4
    wide = result[result["area_ha"] > 900]
    for areas, whole in zip(wide["areas_ha"], wide["area_ha"], strict=True):
        assert list(areas) == ["130826", "110116"]
        assert areas["130826"] == pytest.approx(800.0, rel=1e-4) and areas["110116"] == pytest.approx(200.0, rel=1e-4)
        assert sum(areas.values()) == pytest.approx(whole, rel=1e-12)


def test_every_kind_of_line_divides_when_it_is_asked_for():
    layers = [
        layer(Role.ROAD, [across(1000)], **{"class": ["国道"]}),
        layer(Role.RIVER, [across(2000)]),
        layer(Role.FIREBREAK, [across(3000)]),
        layer(Role.LAKE, [box(-1500, 5000, -500, 6000)]),
    ]
    assert len(made(*layers).frame) == 9
    off = {"roads": 2, "rivers": 3, "firebreaks": 2}  # a river with the lakes
    for name, fewer in off.items():
        parameters = BlockParameters(band_m=BAND, least_ha=0.0, snap_m=0.0, **{name: False})
        assert len(made(*layers, parameters=parameters).frame) == 9 - fewer
    only = BlockParameters(band_m=BAND, least_ha=0.0, snap_m=0.0, road_classes=("县道",))
    assert len(made(*layers, parameters=only).frame) == 7
    assert made(*layers).used == {"road": 1, "river": 1, "lake": 1, "firebreak": 1}


def test_a_firebreak_drawn_as_an_area_divides_along_its_edge():
    area = layer(Role.FIREBREAK, [box(-3000, 3980, 3000, 4020)])
    assert len(made(area).frame) == 6


def test_a_ridge_of_the_terrain_divides():
    step = 100.0
    x, y = np.meshgrid(np.arange(-60, 60) + 0.5, np.arange(140, -20, -1) - 0.5)
    heights = Heights(
        (500.0 - 0.3 * np.abs(y * step - 4000.0)).astype(np.float32),
        np.ones(x.shape, dtype=bool),
        X0 - 60 * step,
        Y0 + 140 * step,
        step,
    )
    asked = []

    def terrain(extent, epsg):
        asked.append((extent, epsg))
        return [heights]

    result = made(terrain=terrain)
    assert len(result.frame) == 4 and result.terrain_step_m == step and result.used["ridge"] >= 1
    assert asked[0][1] == EPSG and asked[0][0][0] < X0 - BAND - 1000
    off = BlockParameters(band_m=BAND, least_ha=0.0, snap_m=0.0, ridges=False)
    assert len(made(terrain=terrain, parameters=off).frame) == 2 and len(asked) == 1


def test_what_lies_in_a_block_is_counted_and_unknown_is_not_zero():
    villages = gpd.GeoDataFrame(
        {"uid": ["v1", "v2", "v3"], "name": list("甲乙丙"), "people": [100.0, np.nan, 30.0]},
        geometry=to_degrees([shapely.Point(p) for p in at((-500, 5000), (-700, 5000), (-500, 1000))]),
        crs=STORAGE_CRS,
    )
    speaks = frozenset({"110116"})
    settlement = LayerInput("v", Role.SETTLEMENT, villages, speaks_for=speaks)
    trees = layer(Role.FOREST, [box(-1000, 4000, 0, 8000), box(-600, 4000, 0, 8000)])
    forest = LayerInput("f", Role.FOREST, trees.frame, speaks_for=speaks)
    found = made(settlement, forest, layer(Role.ROAD, [across(4000)])).frame.set_index("number")
    assert found.loc[1, "people"] == 100.0 and found.loc[1, "people_unknown_places"] == 1
    assert found.loc[1, "villages"] == 2 and found.loc[3, "people"] == 30.0
    assert found.loc[1, "forest_ha"] == pytest.approx(400.0, rel=1e-4)  # two layers' claims count once
    assert found.loc[3, "forest_ha"] == 0.0
    assert np.isnan(found.loc[2, "people"]) and np.isnan(found.loc[2, "forest_ha"])


def test_a_village_on_the_road_between_two_blocks_counts_once():
    road = across(4000)
    on_it = shapely.Point(at((-500, 4000))[0])
    villages = gpd.GeoDataFrame(
        {"uid": ["v"], "name": ["甲"], "people": [100.0]}, geometry=to_degrees([on_it]), crs=STORAGE_CRS
    )
    found = made(LayerInput("v", Role.SETTLEMENT, villages), layer(Role.ROAD, [road])).frame
    assert found["villages"].tolist() == [1, 0, 0, 0]
    assert found["people"].tolist() == [100.0, 0.0, 0.0, 0.0]


def test_an_enclosed_loop_is_a_block_and_a_hole_of_the_one_around_it():
    ring = layer(Role.ROAD, [line((-1500, 3000), (-500, 3000), (-500, 4000), (-1500, 4000), (-1500, 3000))])
    found = made(ring).frame
    assert sorted(round(one) for one in found["area_ha"]) == [100, 1500, 1600]
    assert max(len(shape.interiors) for shape in found.geometry) == 1


def test_a_plan_without_two_counties_that_meet_has_no_blocks():
    one = ZoneInputs(counties().iloc[:1], metric_epsg=EPSG)
    with pytest.raises(AnalysisError) as error:
        make_blocks(one)
    assert error.value.facts["reason_code"] == "no_shared_line"
    with pytest.raises(AnalysisError) as error:
        made(parameters=BlockParameters(around=ZONES))
    assert error.value.facts["reason_code"] == "no_zones"


def test_parameters_survive_being_stored():
    chosen = BlockParameters(road_classes=("国道", "省道"), around=ZONES, band_m=1234.0)
    import json

    assert BlockParameters.from_dict(json.loads(json.dumps(chosen.as_dict()))) == chosen
    assert BlockParameters.from_dict({"of_a_later_program": 1}) == BlockParameters()


# --- joining -----------------------------------------------------------------------------------------


def test_blocks_join_without_slivers_into_an_area_of_their_sum():
    roads = [across(2000), across(6000), line((-1000, -500), (-1000, 8500)), line((1000, -500), (1000, 8500))]
    found = made(layer(Role.ROAD, roads)).frame
    inner = found[found["distance_m"] == 0.0]
    whole = joined(list(inner.geometry), epsg=EPSG)
    assert isinstance(whole, shapely.Polygon) and whole.is_valid and len(whole.interiors) == 0
    assert whole.area == pytest.approx(float(shapely.area(inner.geometry.to_numpy()).sum()), rel=1e-12)
    assert geodesic_area_m2(whole) * HA_PER_M2 == pytest.approx(inner["area_ha"].sum(), rel=1e-6)


def test_blocks_that_only_touch_in_a_corner_stay_two_pieces_of_one_area():
    roads = layer(Role.ROAD, [across(4000)])
    found = made(roads).frame.set_index("number")
    corner = joined([found.geometry[1], found.geometry[4]], epsg=EPSG)
    assert isinstance(corner, shapely.MultiPolygon) and len(corner.geoms) == 2


def test_blocks_of_two_makings_join_too():
    first = made(layer(Role.ROAD, [across(4000)])).frame.geometry.iloc[0]
    second = made(layer(Role.ROAD, [across(3000)])).frame.geometry.iloc[0]  # overlaps the first
    whole = joined([first, second], epsg=EPSG)
    assert whole.is_valid
    assert geodesic_area_m2(whole) * HA_PER_M2 == pytest.approx(1000.0, rel=1e-4)


# --- what must always hold ----------------------------------------------------------------------------

_coordinate = st.integers(-30, 30).map(lambda value: value * 100.0)
_point = st.tuples(_coordinate, st.integers(-10, 90).map(lambda value: value * 100.0))
_lines = st.lists(st.lists(_point, min_size=2, max_size=5, unique=True), min_size=0, max_size=9)


@settings(max_examples=40, deadline=None)
@given(_lines, st.sampled_from([0.0, 30.0]), st.sampled_from([0.0, 40.0]), st.booleans(), st.randoms())
def test_blocks_cover_the_band_once_whatever_the_lines(points, least_ha, snap_m, county_lines, random):
    parameters = BlockParameters(band_m=BAND, least_ha=least_ha, snap_m=snap_m, county_lines=county_lines)
    lines = [line(*one) for one in points]
    found = made(layer(Role.ROAD, lines), parameters=parameters).frame
    shapes = metric(found)
    assert shapely.is_valid(shapes).all()
    band = shapely.union_all([box(-BAND, 0, BAND, SIDE)])
    assert float(shapely.area(shapes).sum()) == pytest.approx(band.area, rel=1e-6)
    # No two overlap: the union has the area of the sum.
    assert shapely.union_all(shapes).area == pytest.approx(float(shapely.area(shapes).sum()), rel=1e-9)
    if county_lines:
        assert all(len(one) == 1 for one in found["counties"])
        assert (found.groupby(found["counties"].str[0])["area_ha"].sum() - 1600.0).abs().max() < 0.1
    random.shuffle(lines)
    again = made(layer(Role.ROAD, [one.reverse() for one in lines]), parameters=parameters).frame
    assert again["uid"].tolist() == found["uid"].tolist()
    assert again["area_ha"].to_numpy() == pytest.approx(found["area_ha"].to_numpy(), rel=1e-9)


def test_small_faces_go_to_the_longest_neighbour_one_after_another():
    """Three cells in a row, 1, 2 and 9 high: the first joins the second, both together then the third."""
    cells = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(2, 0, 11, 1)], dtype=object)
    areas = shapely.area(cells)
    shapes, of_face = faces.without_small(cells, np.zeros(3, dtype=np.int64), areas, 3.0)
    assert of_face.tolist() == [0, 0, 0] and shapes[0].area == 11.0
    shapes, of_face = faces.without_small(cells, np.array([0, 0, 1]), areas, 3.0)
    assert of_face.tolist() == [0, 0, 1] and shapely.area(shapes).tolist() == [2.0, 9.0]


def test_areas_of_blocks_are_those_of_the_ellipsoid():
    found = made(layer(Role.ROAD, [across(4000)])).frame
    own = areas_from_gk_m2(metric(found), EPSG) * HA_PER_M2
    assert found["area_ha"].to_numpy() == pytest.approx(own, rel=1e-9)
    karney = [geodesic_area_m2(shape) * HA_PER_M2 for shape in found.geometry]
    assert found["area_ha"].to_numpy() == pytest.approx(karney, rel=2e-6)


def test_edges_are_drawn_once():
    """Two squares side by side: seven sides, not eight."""
    cells = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)
    lines = faces.edges(cells)
    assert lines.length == 7.0 and shapely.union_all(shapely.boundary(cells)).equals(lines)
