"""Rivers become a network: nodes, directions, and everything that is wrong with it, on shapes drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from layers.rivers.directions import Evidence, told
from layers.rivers.graph import bridges, components, strong_components
from layers.rivers.problems import Problem, find, outlets, pieces
from layers.rivers.settings import RiverSettings, Verdict
from tests.layers.hazards.test_river import X0, Y0
from tests.layers.rivers import world
from tests.layers.rivers.world import MAIN, TRIBUTARY, network, rivers


def kinds(net, **given):
    found = find(net, snap_m=30.0, dem_noise_m=10.0, **given)
    return found["problem"].value_counts().to_dict()


def falling(lon, lat):
    """Land that falls 1 m a kilometre eastward, about."""
    return -(np.asarray(lon) - 117.0) * 85.0


def test_a_tributary_that_ends_on_a_river_joins_it_there():
    net = network(rivers(MAIN, TRIBUTARY, names=["main", "side"]))
    assert (net.edges, net.nodes) == (3, 4)
    joint = np.flatnonzero(net.degree() == 3)
    assert len(joint) == 1
    assert (net.x[joint[0]], net.y[joint[0]]) == pytest.approx((505_000.0, 4_485_000.0), abs=1e-3)
    assert net.length_m.sum() == pytest.approx(net.course.length_m.sum())
    assert net.target[net.name == "side"].tolist() == joint.tolist()
    assert outlets(net).sum() == 1


def test_an_end_within_the_precision_of_the_data_is_joined_and_one_beyond_is_told():
    near = network(rivers(MAIN, [(5000, 9000), (5000, 5029)]))
    assert near.degree().max() == 3
    far = network(rivers(MAIN, [(5000, 9000), (5000, 5040)]))
    assert far.degree().max() == 1
    found = find(far, snap_m=30.0, dem_noise_m=10.0)
    gap = found[found["problem"] == Problem.DANGLING.value]
    assert gap["amount_m"].tolist() == pytest.approx([40.0], abs=0.1)


def test_without_a_word_and_without_terrain_no_direction_is_guessed():
    net = network(rivers(MAIN, TRIBUTARY, names=["main", "side"], directed=None))
    assert not net.direction.any()
    assert set(net.evidence) == {Evidence.NONE.value}
    assert kinds(net)[Problem.UNKNOWN.value] == 2


@pytest.mark.parametrize(("noise", "directions"), [(10.0, {1}), (50.0, {0})])
def test_terrain_decides_only_beyond_its_noise(noise, directions):
    net = network(rivers(MAIN, directed=None), heights=falling, dem_noise_m=noise)
    assert net.drop_m[0] == pytest.approx(26.0, abs=2.0)
    assert set(net.direction.tolist()) == directions


def test_terrain_turns_a_line_that_was_drawn_uphill():
    net = network(rivers(MAIN[::-1], directed=None), heights=falling)
    assert (net.direction == -1).all() and set(net.evidence) == {Evidence.TERRAIN.value}
    assert net.x[net.source[0]] < net.x[net.target[0]]


def test_a_stated_direction_that_runs_uphill_is_kept_and_told():
    net = network(rivers(MAIN[::-1]), heights=falling)
    assert (net.direction == 1).all()
    found = find(net, snap_m=30.0, dem_noise_m=10.0)
    against = found[found["problem"] == Problem.AGAINST.value]
    assert against["amount_m"].tolist() == pytest.approx([26.0], abs=2.0)


@pytest.mark.parametrize(("value", "first"), [("顺", -8000), ("逆", 18000), ("-1", 18000), (1, -8000), ("双向", None)])
def test_a_column_of_flow_is_heard(value, first):
    layers, _ = told((rivers(MAIN, directed=None, 流向=[value]),))
    net = network(layers[0])
    if first is None:
        assert not net.direction.any()
    else:
        assert net.x[net.source[0]] == pytest.approx(500_000 + first, abs=1.0)


def test_what_was_heard_once_is_not_heard_again():
    once, _ = told((rivers(MAIN, directed=None, 流向=["逆"]),))
    twice, _ = told(once)
    assert twice[0].frame.geometry.iloc[0].equals_exact(once[0].frame.geometry.iloc[0], 0.0)
    assert "流向" not in once[0].frame.columns
    plain = rivers(MAIN)
    assert told((plain,))[0][0] is plain


def test_from_and_to_nodes_say_which_end_the_water_comes_from():
    layer = rivers(MAIN[:2], MAIN[2:0:-1], TRIBUTARY, directed=None, from_node=["1", "2", "9"], to_node=["2", "3", "2"])
    net = network(told((layer,))[0][0])
    assert net.edges == 3 and (net.direction != 0).all()
    assert outlets(net).sum() == 1
    assert net.x[outlets(net)][0] == pytest.approx(518_000.0, abs=1.0)


def test_a_person_goes_before_the_column():
    layer = rivers(MAIN)
    lon, lat = world.place(18000, 5000)
    layers, judged = told((layer,), (Verdict("r0", lon, lat),))
    net = network(layers[0], judged=judged)
    assert net.evidence.tolist() == [Evidence.USER.value]
    assert net.x[net.source[0]] == pytest.approx(518_000.0, abs=1.0)


def test_verdicts_outlive_storing():
    settings = RiverSettings(flood_ms=3.0, verdicts=(Verdict("r0", 117.1, 40.2),))
    assert RiverSettings.from_dict(settings.as_dict()) == settings
    assert RiverSettings.from_dict({"flood_ms": -1.0, "hours": "x", "method": "?"}) == RiverSettings()


def test_water_that_only_comes_to_a_node_leaves_it_by_the_undecided_edge():
    layer = rivers(MAIN[:2], MAIN[1:], TRIBUTARY, names=["a", "b", "c"])
    layer.frame["directed"] = np.array([True, None, True], dtype=object)
    net = network(layer)
    assert net.evidence[net.name == "b"].tolist() == [Evidence.CONTINUITY.value]
    assert net.direction[net.name == "b"].tolist() == [1]
    layer.frame["directed"] = np.array([True, None, None], dtype=object)
    assert (network(layer).direction != 0).sum() == 1


def test_loops_cycles_and_rivers_that_meet_head_on_are_told_together():
    ring = [(0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0)]
    around = rivers([(0, 0), (1000, 0), (1000, 1000)], [(1000, 1000), (0, 1000), (0, 0)], names=["p", "q"])
    assert kinds(network(around)) == {Problem.CYCLE.value: 1, Problem.LOOP.value: 1}
    assert kinds(network(rivers(ring)))[Problem.LOOP.value] == 1
    island = rivers([(0, 0), (1000, 0), (1000, 1000)], [(0, 0), (0, 1000), (1000, 1000)], names=["p", "q"])
    found = find(network(island), snap_m=30.0, dem_noise_m=10.0)
    assert found["problem"].tolist()[0] == Problem.LOOP.value and found["number"].tolist()[0] == 1
    meeting = rivers([(0, 0), (1000, 0)], [(2000, 0), (1000, 0)], names=["p", "q"])
    assert kinds(network(meeting)) == {Problem.HEAD_ON.value: 1}


def test_several_outlets_pieces_and_crossings_without_a_node():
    fork = rivers([(0, 0), (1000, 0)], [(1000, 0), (2000, 500)], [(1000, 0), (2000, -500)], names=["a", "b", "c"])
    found = find(network(fork), snap_m=30.0, dem_noise_m=10.0)
    assert found.loc[found["problem"] == Problem.OUTLETS.value, "number"].tolist() == [2]
    apart = network(rivers(MAIN, [(0, 500), (3000, 500)]))
    assert pieces(apart).tolist() == [0, 1]
    assert kinds(apart) == {Problem.PIECE.value: 1}
    crossed = network(rivers(MAIN, [(0, 4000), (0, 6000)], names=["a", "b"]))
    assert kinds(crossed)[Problem.CROSSES.value] == 1


def test_water_that_ends_in_the_middle_of_a_county_is_told():
    area = world.three().to_crs(epsg=world.EPSG).union_all()
    assert Problem.ENDS_INSIDE.value in kinds(network(rivers([(-8000, 5000), (5000, 5000)])), inside=area)
    out = network(rivers([(-8000, 5000), (19_950, 5000)]))
    assert Problem.ENDS_INSIDE.value not in kinds(out, inside=area)


def test_water_goes_on_through_a_lake():
    parts = rivers([(-8000, 5000), (0, 5000)], [(2000, 5000), (9000, 5000)], [(1000, 9000), (1000, 6000)])
    lake = shapely.box(X0 - 10, Y0 + 4000, X0 + 2010, Y0 + 6010)
    dry, wet = network(parts), network(parts, lakes=np.array([lake], dtype=object))
    assert pieces(dry).max() == 2 and pieces(wet).max() == 0
    assert outlets(wet).sum() == 1 and wet.degree().max() == 3


def test_graphs_by_hand():
    assert components(5, np.array([3, 1]), np.array([4, 2])).tolist() == [0, 1, 1, 3, 3]
    strong = strong_components(4, np.array([0, 1, 2, 2]), np.array([1, 2, 0, 3]))
    assert strong[0] == strong[1] == strong[2] != strong[3]
    assert bridges(4, np.array([0, 1, 2, 0]), np.array([1, 2, 0, 3])).tolist() == [False, False, False, True]
    assert bridges(2, np.array([0, 0]), np.array([1, 1])).tolist() == [False, False]
