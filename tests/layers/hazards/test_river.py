"""Rivers drawn by hand against square counties about the corner (X0, Y0) of a 3° zone."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin
from shapely.geometry import LineString, MultiLineString, box

from layers import crs
from layers.borders import build_network
from layers.geodesy import geodesic_lengths_m
from layers.hazards import river
from layers.kinds import ReachType, Role
from layers.zones.model import REACH_COLUMNS, LayerInput, Parameters, RasterInput, ZoneInputs

A, B, C = "110116", "130826", "130828"
EPSG = 4548
METRIC = f"EPSG:{EPSG}"
X0, Y0 = 500_000.0, 4_480_000.0
PARAMETERS = Parameters()


def lonlat(shape):
    return crs.transform(shape, METRIC, crs.STORAGE_CRS)


def at(*xy):
    """Metres from the corner → shape coordinates."""
    return [(X0 + x, Y0 + y) for x, y in xy]


def counties(*rows):
    return gpd.GeoDataFrame(
        {"code": [code for code, _ in rows], "name": [code for code, _ in rows]},
        geometry=gpd.GeoSeries([lonlat(shapely.segmentize(shape, 500.0)) for _, shape in rows], crs=crs.STORAGE_CRS),
    )


def square_pair(a=A, b=B):
    """County a west of x = 0, county b east of it, 20 km × 10 km together."""
    return counties((a, box(X0 - 10_000, Y0, X0, Y0 + 10_000)), (b, box(X0, Y0, X0 + 10_000, Y0 + 10_000)))


def rivers(*lines, directed=None, speaks_for=None, width=None, uid="rivers", name="白河"):
    shapes = [line if isinstance(line, MultiLineString) else LineString(line) for line in lines]
    frame = gpd.GeoDataFrame(
        {"uid": [f"{uid}{i}" for i in range(len(shapes))], "name": name},
        geometry=gpd.GeoSeries([lonlat(shape) for shape in shapes], crs=crs.STORAGE_CRS),
    )
    frame["directed"] = np.array([directed] * len(frame), dtype=object)
    frame["width_m"] = np.nan if width is None else float(width)
    return LayerInput(uid, Role.RIVER, frame, speaks_for)


def classify(layer, frame, parameters=PARAMETERS):
    network = build_network(frame, parameters=parameters, metric_epsg=EPSG)
    return river.classify_reaches(layer, frame, network, parameters, EPSG)


def of_type(reaches, kind):
    return reaches[reaches["reach_type"] == kind.value]


def planar(shape):
    return crs.transform(shape, crs.STORAGE_CRS, METRIC)


ACROSS = at((-4000, 3000), (4000, 3000))
ALONG = at((0, 2000), (0, 7000))


def test_a_straight_river_crosses_once_at_the_exact_place():
    reaches = classify(rivers(ACROSS, directed=True), square_pair())
    assert tuple(reaches.columns) == REACH_COLUMNS
    crossing = of_type(reaches, ReachType.CROSSING)
    assert len(crossing) == 1
    row = crossing.iloc[0]
    assert planar(row.geometry).distance(shapely.Point(at((0, 3000)))) < 1e-3
    assert (row["left"], row["right"], row["upstream"], row["downstream"]) == (A, B, [A], [B])
    assert row["level"] == "province"
    interior = of_type(reaches, ReachType.INTERIOR)
    assert interior["left"].tolist() == [A, B]
    # The central meridian's scale is 1, so the plane's 4 000 m are nearly the ellipsoid's.
    assert interior["length_m"].to_numpy() == pytest.approx([4000.0, 4000.0], abs=0.01)
    assert row["start_m"] == pytest.approx(4000.0, abs=0.01)
    assert len(reaches) == 3


def test_an_oblique_river_crosses_where_centreline_and_line_meet():
    reaches = classify(rivers(at((-3000, 1000), (3000, 5000))), square_pair())
    crossing = of_type(reaches, ReachType.CROSSING)
    assert len(crossing) == 1
    assert planar(crossing.geometry.iloc[0]).distance(shapely.Point(at((0, 3000)))) < 1e-3
    assert len(of_type(reaches, ReachType.BORDERING)) == 0


def test_a_river_along_the_line_is_one_bordering_reach_with_its_banks():
    reaches = classify(rivers(ALONG, directed=True), square_pair())
    assert reaches["reach_type"].tolist() == ["bordering"]
    row = reaches.iloc[0]
    assert (row["left"], row["right"]) == (A, B)  # northward: the west is on the left
    assert (row["upstream"], row["downstream"]) == ([], [])
    assert row["length_m"] == pytest.approx(5000.0, abs=0.01)
    back = classify(rivers(ALONG[::-1], directed=True), square_pair()).iloc[0]
    assert (back["left"], back["right"], back["reach_type"]) == (B, A, "bordering")


@pytest.mark.parametrize("amplitude", [5.0, 20.0, 29.0])
def test_a_boundary_river_that_meanders_is_one_reach_not_a_dozen_crossings(amplitude):
    y = np.arange(2000.0, 7000.1, 5.0)
    meander = at(*zip(amplitude * np.sin(2 * np.pi * y / 400.0), y, strict=True))
    reaches = classify(rivers(meander), square_pair())
    assert reaches["reach_type"].tolist() == ["bordering"]
    assert reaches["left"].iloc[0] == A


def test_wide_meanders_within_the_precision_of_the_data_follow_the_line_too():
    y = np.arange(2000.0, 7000.1, 5.0)
    meander = at(*zip(80.0 * np.sin(2 * np.pi * y / 2000.0), y, strict=True))
    assert len(classify(rivers(meander), square_pair())) > 5
    coarse = classify(rivers(meander), square_pair(), Parameters(bank_offset_m=100.0))
    assert coarse["reach_type"].tolist() == ["bordering"]


def test_a_larger_tolerance_does_not_turn_an_oblique_crossing_into_a_boundary_river():
    oblique = at((-4000, 1000), (4000, 9000))
    for tolerance in (30.0, 300.0):
        reaches = classify(rivers(oblique), square_pair(), Parameters(bank_offset_m=tolerance))
        assert len(of_type(reaches, ReachType.CROSSING)) == 1
        assert len(of_type(reaches, ReachType.BORDERING)) == 0


def test_a_short_touch_is_a_graze_and_splits_nothing_else():
    touch = at((-3000, 1000), (-20, 4000), (-3000, 7000))
    reaches = classify(rivers(touch, directed=True), square_pair())
    assert reaches["reach_type"].tolist() == ["interior", "grazing", "interior"]
    graze = reaches.iloc[1]
    assert (graze["left"], graze["right"]) == (A, B)
    assert graze["length_m"] < PARAMETERS.bordering_min_m
    assert reaches["length_m"].sum() == pytest.approx(shapely.length(LineString(touch)), abs=0.05)


def test_a_river_200_m_from_the_line_is_near_parallel():
    reaches = classify(rivers(at((-200, 2000), (-200, 7000))), square_pair())
    assert reaches["reach_type"].tolist() == ["near_parallel"]
    assert (reaches["left"].iloc[0], reaches["right"].iloc[0], reaches["level"].iloc[0]) == (A, A, "province")
    far = classify(rivers(at((-400, 2000), (-400, 7000))), square_pair())
    assert far["reach_type"].tolist() == ["interior"]


def test_near_parallel_stretch_is_set_apart_from_the_rest():
    reaches = classify(rivers(at((-5000, 2000), (-200, 2000), (-200, 6000), (-5000, 6000))), square_pair())
    assert reaches["reach_type"].tolist() == ["interior", "near_parallel", "interior"]
    assert reaches["length_m"].iloc[1] == pytest.approx(4200.0, abs=11.0)


def test_coming_straight_to_the_line_is_not_near_parallel():
    reaches = classify(rivers(ACROSS), square_pair())
    assert len(of_type(reaches, ReachType.NEAR_PARALLEL)) == 0


@pytest.mark.parametrize("directed", [None, False])
def test_an_unknown_direction_is_not_guessed(directed):
    reaches = classify(rivers(ACROSS, directed=directed), square_pair())
    assert not reaches["direction_known"].any()
    assert reaches["upstream"].tolist() == [[], [], []]
    assert reaches["downstream"].tolist() == [[], [], []]


@pytest.mark.parametrize(
    "line",
    [
        ACROSS,
        ALONG,
        at((-3000, 1000), (-20, 4000), (-3000, 7000)),
        at((-3000, 1000), (0, 2000), (0, 5000), (3000, 7000)),
        at((-3000, 1000), (-900, 3300), (1200, 3500), (-800, 6200), (-150, 8000), (-150, 9000)),
    ],
)
def test_turning_a_line_round_mirrors_everything(line):
    forward = classify(rivers(line), square_pair())
    back = classify(rivers(line[::-1]), square_pair()).iloc[::-1]
    total = forward["end_m"].max()
    assert forward["reach_type"].tolist() == back["reach_type"].tolist()
    assert forward["left"].tolist() == back["right"].tolist()
    assert forward["right"].tolist() == back["left"].tolist()
    assert forward["start_m"].to_numpy() == pytest.approx(total - back["end_m"].to_numpy(), abs=1e-3)


def test_through_the_line_along_it_and_out_on_the_other_side():
    layer = rivers(at((-3000, 2000), (0, 2000), (0, 6000), (3000, 6000)), directed=True)
    reaches = classify(layer, square_pair())
    assert reaches["reach_type"].tolist() == ["interior", "bordering", "interior"]
    bordering = reaches.iloc[1]
    assert (bordering["upstream"], bordering["downstream"]) == ([A], [B])
    assert bordering["length_m"] == pytest.approx(4000.0, abs=80.0)
    assert reaches["length_m"].sum() == pytest.approx(10_000.0, abs=0.05)


def three():
    """A in the north-west, B in the north-east, C along the south."""
    return counties(
        (A, box(X0 - 10_000, Y0, X0, Y0 + 10_000)),
        (B, box(X0, Y0, X0 + 10_000, Y0 + 10_000)),
        (C, box(X0 - 10_000, Y0 - 10_000, X0 + 10_000, Y0)),
    )


def test_three_counties_two_crossings_in_order():
    line = at((-2000, 4000), (2000, 4000), (2000, -4000))
    crossing = of_type(classify(rivers(line, directed=True), three()), ReachType.CROSSING)
    assert list(zip(crossing["upstream"], crossing["downstream"], strict=True)) == [([A], [B]), ([B], [C])]
    assert crossing["level"].tolist() == ["province", "county"]


def test_a_boundary_river_that_ends_in_a_third_county_crosses_at_the_meeting_point():
    reaches = classify(rivers(at((0, 6000), (0, -4000)), directed=True), three())
    assert reaches["reach_type"].tolist() == ["bordering", "crossing", "interior"]
    crossing = reaches.iloc[1]
    assert (crossing["upstream"], crossing["downstream"]) == ([A, B], [C])
    assert planar(crossing.geometry).distance(shapely.Point(at((0, 0)))) < 1e-3


def gapped(gap_m):
    """Two counties whose own versions of the line are ``gap_m`` apart (negative: they overlap)."""
    return counties(
        (A, box(X0 - 10_000, Y0, X0 - gap_m / 2, Y0 + 10_000)),
        (B, box(X0 + gap_m / 2, Y0, X0 + 10_000, Y0 + 10_000)),
    )


@pytest.mark.parametrize("gap_m", [-60.0, -20.0, 5.0, 40.0, 90.0])
def test_lines_that_do_not_fit_still_give_one_crossing_and_one_bordering_reach(gap_m):
    crossing = of_type(classify(rivers(ACROSS), gapped(gap_m)), ReachType.CROSSING)
    assert crossing[["left", "right"]].to_numpy().tolist() == [[A, B]]
    assert planar(crossing.geometry.iloc[0]).distance(shapely.Point(at((0, 3000)))) < 1e-3
    along = classify(rivers(ALONG), gapped(gap_m))
    assert along[["reach_type", "left", "right"]].to_numpy().tolist() == [["bordering", A, B]]


def test_beyond_the_loaded_counties_the_other_side_is_not_known():
    reaches = classify(rivers(at((-9000, 3000), (-12_000, 3000))), square_pair())
    crossing = of_type(reaches, ReachType.CROSSING).iloc[0]
    assert (crossing["left"], crossing["right"], crossing["level"]) == (A, "", "outer")
    along = classify(rivers(at((-10_000, 3000), (-10_000, 8000))), square_pair()).iloc[0]
    assert (along["reach_type"], along["left"], along["right"], along["level"]) == ("bordering", "", A, "outer")


def test_parts_of_a_river_run_on_in_chainage_and_sum_to_it():
    parts = MultiLineString([at((-4000, 3000), (-1000, 3000)), at((-900, 3000), (4000, 3000))])
    reaches = classify(rivers(parts), square_pair())
    lines = reaches[reaches.geom_type == "LineString"]
    assert lines["end_m"].max() == pytest.approx(7900.0, abs=0.05)
    assert lines["length_m"].sum() == pytest.approx(lines["end_m"].max(), abs=1e-6)
    assert geodesic_lengths_m(lines.geometry.to_numpy()) == pytest.approx(lines["length_m"].to_numpy(), abs=1e-3)


def test_uids_are_unique_and_columns_are_plain_data():
    reaches = classify(rivers(ACROSS, ALONG, at((-3000, 1000), (-20, 4000), (-3000, 7000))), three())
    assert reaches["uid"].is_unique
    json.dumps(reaches.drop(columns="geometry").to_dict("records"))


def test_nothing_to_classify():
    layer = rivers(ACROSS)
    empty = LayerInput("none", Role.RIVER, layer.frame.iloc[:0])
    assert len(classify(empty, square_pair())) == 0
    assert tuple(classify(empty, square_pair()).columns) == REACH_COLUMNS
    broken = layer.frame.copy()
    broken.loc[0, "geometry"] = None
    assert len(classify(LayerInput("b", Role.RIVER, broken), square_pair())) == 0


# --- the hazard result -------------------------------------------------------------------------


def assess(frame, *layers, parameters=PARAMETERS):
    network = build_network(frame, parameters=parameters, metric_epsg=EPSG)
    return river.assess(ZoneInputs(frame, layers, metric_epsg=EPSG), network, parameters)


def test_a_crossing_river_gives_its_length_in_the_band_on_each_side():
    result, reaches = assess(square_pair(), rivers(ACROSS, directed=True))
    pieces = result.pieces.set_index("county")
    assert (result.unit, result.band_m, result.legal_band_m) == ("m", 1000.0, 10_000.0)
    assert pieces["amount"].to_dict() == pytest.approx({A: 1000.0, B: 1000.0}, abs=5.0)
    assert set(pieces["reach_type"]) == {"crossing"}
    assert set(pieces["border"]) == {f"{A}|{B}"}
    assert not pieces["legal_band"].any()
    assert result.whole["rivers0"] == pytest.approx({A: 0.5, B: 0.5}, abs=1e-6)
    assert len(of_type(reaches, ReachType.CROSSING)) == 1
    assert result.pieces.crs.to_epsg() == EPSG


def test_both_banks_hold_a_bordering_reach_and_the_law_guards_it():
    result, _ = assess(square_pair(), rivers(ALONG))
    assert result.pieces["county"].tolist() == [A, B]
    assert result.pieces["amount"].tolist() == pytest.approx([2500.0, 2500.0], abs=0.01)
    assert result.pieces["legal_band"].tolist() == [True, True]
    assert result.pieces["reach_type"].tolist() == ["bordering", "bordering"]
    inside_one_province, _ = assess(square_pair(B, C), rivers(ALONG))
    assert not inside_one_province.pieces["legal_band"].any()


def test_river_far_from_every_border_is_no_piece_and_a_near_one_is():
    far, _ = assess(square_pair(), rivers(at((-4000, 2000), (-4000, 7000))))
    assert len(far.pieces) == 0
    assert far.whole == {}
    near, _ = assess(square_pair(), rivers(at((-600, 2000), (-600, 7000))))
    assert near.pieces[["county", "reach_type"]].to_numpy().tolist() == [[A, "interior"]]
    assert near.pieces["amount"].iloc[0] == pytest.approx(5000.0, abs=0.05)
    short = Parameters(river_reach_m=500.0)
    assert len(assess(square_pair(), rivers(at((-600, 2000), (-600, 7000))), parameters=short)[0].pieces) == 0


def test_amounts_are_the_geodesic_lengths_of_the_pieces():
    line = at((-3000, 1000), (-900, 3300), (1200, 3500), (-800, 6200), (-150, 8000), (-150, 9000))
    pieces = assess(square_pair(), rivers(line))[0].pieces
    measured = geodesic_lengths_m(pieces.to_crs(crs.STORAGE_CRS).geometry.to_numpy())
    halves = np.where(pieces["reach_type"] == "bordering", 0.5, 1.0)
    assert pieces["amount"].to_numpy() == pytest.approx(measured * halves, abs=1e-3)


def test_at_a_tripoint_each_piece_has_one_border():
    line = at((-2000, 300), (2000, 300))
    pieces = assess(three(), rivers(line))[0].pieces
    inside = pieces[pieces["reach_type"] != "bordering"]
    assert inside["amount"].sum() == pytest.approx(4000.0, abs=6.0)
    assert set(inside["border"]) == {f"{A}|{B}", f"{A}|{C}", f"{B}|{C}"}
    for row in inside.itertuples():
        assert row.county in row.border.split("|")


def test_a_river_delivered_in_two_halves_still_crosses():
    west = rivers(at((-4000, 3000), (-3, 3000)), speaks_for=frozenset({A}), uid="west")
    east = rivers(at((4, 3000), (5000, 3000)), speaks_for=frozenset({B}), uid="east")
    result, reaches = assess(square_pair(), west, east)
    assert reaches["reach_type"].tolist() == ["interior", "crossing", "interior"]
    assert set(result.pieces["object_uid"]) == {"east0"}
    assert result.pieces["county"].tolist() == [A, B]
    assert result.silent == frozenset()


def test_the_same_river_from_two_counties_counts_once_and_silence_is_told():
    one, two = rivers(ACROSS, speaks_for=frozenset({A})), rivers(ACROSS, speaks_for=frozenset({A}))
    result, _ = assess(square_pair(), one, two)
    assert len(result.pieces) == 2
    assert result.silent == {B}
    nothing, reaches = assess(square_pair())
    assert nothing.silent == {A, B}
    assert len(nothing.pieces) == len(reaches) == 0
    assert set(nothing.pieces.columns) == set(result.pieces.columns)


# --- which way, beyond what a column says ---------------------------------------------------------


def sloping(folder, fall_m):
    """Terrain that falls eastward by so much over the 20 km of the counties."""
    path = folder / f"fall {fall_m}.tif"
    heights = np.repeat(np.linspace(500.0 + fall_m, 500.0, 200)[None, :], 100, axis=0).astype(np.float32)
    profile = {"driver": "GTiff", "height": 100, "width": 200, "count": 1, "dtype": "float32", "crs": f"EPSG:{EPSG}"}
    with rasterio.open(path, "w", transform=from_origin(X0 - 10_000, Y0 + 10_000, 100, 100), **profile) as out:
        out.write(heights, 1)
    return RasterInput("dem", Role.TERRAIN, str(path), str(fall_m))


@pytest.mark.parametrize(("fall_m", "known"), [(100.0, True), (0.0, False)])
def test_terrain_says_which_way_a_river_runs_and_says_nothing_on_the_flat(tmp_path, fall_m, known):
    network = build_network(square_pair(), parameters=PARAMETERS, metric_epsg=EPSG)
    uphill = rivers(at((5000, 5000), (-5000, 5000)), directed=None)  # drawn westward, the ground falls eastward
    inputs = ZoneInputs(square_pair(), (uphill,), metric_epsg=EPSG, rasters=(sloping(tmp_path, fall_m),))
    _, reaches = river.assess(inputs, network, PARAMETERS)
    crossing = of_type(reaches, ReachType.CROSSING).iloc[0]
    assert bool(crossing["direction_known"]) is known
    sides = (crossing["upstream"], crossing["downstream"], crossing["left"], crossing["right"])
    assert sides == (([A], [B], A, B) if known else ([], [], B, A))


def test_water_that_only_comes_to_a_place_leaves_it_by_the_undecided_river():
    # Two rivers flow into the start of a third, of which no column says anything.
    first = rivers(at((-8000, 7000), (-2000, 5000)), at((-8000, 3000), (-2000, 5000)), directed=True)
    third = rivers(at((-2000, 5000), (8000, 5000)), directed=None)
    frame = third.frame.assign(uid=["on"])
    _, reaches = assess(square_pair(), first, LayerInput("on", Role.RIVER, frame))
    crossing = of_type(reaches, ReachType.CROSSING).iloc[0]
    assert (crossing["upstream"], crossing["downstream"]) == ([A], [B])
