"""Times by road and on foot, worked out by hand; then against another hand's graph; then what must always hold."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
import shapely.ops
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from layers.response.answers import answers, joint
from layers.response.foot import NOBODY, fastest_m_min, level_pace_min_m
from layers.response.settings import ResponseSettings, RoadClass, road_class
from layers.response.sites import place_minutes
from layers.response.travel import Travel, Window
from tests.layers.response.builders import SIX, SIX_NODES, X, Y, at, land, line, point, with_heights

#: From the depot at A: turn-out 20 minutes, then 6 minutes a stretch, 10 from E to F.
BY_HAND = {"A": 20.0, "B": 26.0, "C": 32.0, "D": 26.0, "E": 32.0, "F": 42.0}
#: With A–D closed: all round by B, C and E.
ROUND = {"A": 20.0, "B": 26.0, "C": 32.0, "D": 44.0, "E": 38.0, "F": 48.0}
SETTINGS = ResponseSettings(cell_m=100.0)


def minutes_at(travel: Travel, x_km: float, y_km: float, who: int = 0) -> float:
    return float(travel.coming(travel.target_at(*at(x_km, y_km))).minutes[who])


@pytest.mark.parametrize(("closed", "expected"), [((), BY_HAND), ([((-0.1, 2), (0.1, 2))], ROUND)])
def test_six_nodes_by_hand(closed: list[list[tuple[float, float]]], expected: dict[str, float]) -> None:
    travel = Travel(land(SIX, depots=[(0, 0)], closed=closed))
    found = {name: minutes_at(travel, *place) for name, place in SIX_NODES.items()}
    assert found == pytest.approx(expected, abs=1e-4)


def test_the_same_by_way_of_everybody_everywhere() -> None:
    travel = Travel(land(SIX, depots=[(0, 0)]))
    ways = travel.ways([point(*place) for place in SIX_NODES.values()])
    found = answers(travel, ways, np.zeros(6, dtype=np.int32))
    assert found.places.own.minutes[:, 0] == pytest.approx(list(BY_HAND.values()), abs=1e-4)
    assert place_minutes(travel, ways, 240.0)[0] == pytest.approx(list(BY_HAND.values()), abs=1e-4)


def test_parts_of_the_way() -> None:
    """200 m from the road at B: 26 minutes by road, the rest on foot; a team 300 m beside A has a way to its road."""
    made = land(SIX, teams=[(-0.3, 0)], turnout=[5])
    travel = Travel(made)
    coming = travel.coming(travel.target_at(*at(6.2, 0)))
    foot = 200.0 * level_pace_min_m(SETTINGS)
    access = 300.0 / (15_000.0 / 60.0)
    assert coming.turnout_min[0] == 5.0
    assert coming.access_min[0] == pytest.approx(access)
    assert coming.road_min[0] == pytest.approx(6.0)
    assert coming.foot_min[0] == pytest.approx(foot)
    assert coming.minutes[0] == pytest.approx(5.0 + access + 6.0 + foot)
    assert coming.back_min[0] == pytest.approx(access + 6.0 + foot)


def test_level_walk_by_hand() -> None:
    """6 exp(−0.175) · 0.6 · 0.6 km/h = 1.813 km/h: a kilometre takes 33.09 minutes."""
    assert level_pace_min_m(SETTINGS) * 1000.0 == pytest.approx(60.0 / (6.0 * math.exp(-0.175) * 0.36))
    travel = Travel(land(depots=[(0.05, 0.05)]))
    assert minutes_at(travel, 1.05, 0.05) == pytest.approx(20.0 + 33.09, abs=0.01)
    # A knight's move each way, straight on: √5 · 100 m.
    assert minutes_at(travel, 0.25, 0.15) == pytest.approx(20.0 + math.sqrt(5.0) * 100.0 * level_pace_min_m(SETTINGS))


def test_walking_back_from_a_slope_is_another_time() -> None:
    """10 % up to the east: 1 km up at 6 exp(−0.525) · 0.36 km/h, down at 6 exp(−0.175) · 0.36."""
    made = land(depots=[(0.05, 0.05)])
    x, _ = made.grid.centers(np.arange(made.grid.cells))
    made = with_heights(made, ((x - X) * 0.1).reshape(made.grid.rows, made.grid.columns))
    travel = Travel(made)
    coming = travel.coming(travel.target_at(*at(1.05, 0.05)))
    up, down = (60.0 / (6.0 * math.exp(-3.5 * abs(slope + 0.05)) * 0.36) for slope in (0.1, -0.1))
    assert coming.minutes[0] - 20.0 == pytest.approx(up, rel=1e-4)
    assert coming.back_min[0] == pytest.approx(down, rel=1e-4)
    assert up - down == pytest.approx(13.87, abs=0.01)


def test_unknown_height_is_level_and_a_cliff_is_not_climbed() -> None:
    made = land(depots=[(0.05, 0.05)], box_km=(-1, -1, 2, 2))
    shape = (made.grid.rows, made.grid.columns)
    level = Travel(made)
    assert minutes_at(Travel(with_heights(made, np.full(shape, np.nan))), 1.05, 0.55) == minutes_at(level, 1.05, 0.55)
    from layers.response.foot import ground

    x, _ = made.grid.centers(np.arange(made.grid.cells))
    wall = np.where(x > X + 500.0, 101.0, 0.0).reshape(shape).astype(np.float32)  # 45.3° between two middles
    cliff = replace(made, ground=ground(made.grid, wall, [], [], SETTINGS))
    assert math.isinf(minutes_at(Travel(cliff), 1.05, 0.55))
    lower = replace(made, ground=ground(made.grid, wall * 0.9, [], [], SETTINGS))
    assert math.isfinite(minutes_at(Travel(lower), 1.05, 0.55))


@pytest.mark.parametrize(
    "river", [((1, -3), (1, 11)), ((-3, -1.07), (11, 3.31)), ((0.5, -3), (0.52, 2), (3, 2.01), (3.3, 11))]
)
def test_no_move_jumps_a_river(river: tuple[tuple[float, float], ...]) -> None:
    made = land(depots=[(0.05, 0.95)], rivers=[(20.0, river)])
    travel = Travel(made)
    found = travel.first(np.array([0]), Window(0, made.grid.rows, 0, made.grid.columns), 1).minutes[:, 0]
    x, y = made.grid.centers(np.arange(made.grid.cells))
    parts = shapely.get_parts(shapely.ops.split(shapely.box(*at(-2, -2), *at(10, 10)), line(river)))
    mine = next(part for part in parts if part.contains(point(0.05, 0.95)))
    same = shapely.contains_xy(mine, x, y)
    assert not np.isfinite(found[~same]).any()
    near = np.hypot(x - X, y - Y - 950.0) < 3000.0
    assert np.isfinite(found[same & near]).all()
    waded = Travel(land(depots=[(0.05, 0.95)], rivers=[(8.0, river)]))
    assert np.isfinite(
        waded.first(np.array([0]), Window(0, made.grid.rows, 0, made.grid.columns), 1).minutes[~same & near]
    ).all()


def test_a_bridge_is_a_road_over_a_river_until_it_is_closed() -> None:
    made = land([("国道", ((0, 0.02), (6, 0.02)))], depots=[(0, 0.02)], rivers=[(50.0, ((3, -5), (3, 12)))])
    foot = 100.0 * level_pace_min_m(SETTINGS)
    assert minutes_at(Travel(made), 4, 0.12) == pytest.approx(24.0 + foot, abs=1e-4)
    closed = Travel(made, np.array([point(3, 0)], dtype=object))
    assert math.isinf(minutes_at(closed, 4, 0.12))
    assert minutes_at(closed, 2, 0.12) == pytest.approx(22.0 + foot, abs=1e-4)


def test_roads_meet_at_crossings_but_not_under_a_motorway() -> None:
    cross = (((0, 0), (8, 0)), ((5, -1), (5, 3)))
    joined = land([("国道", cross[0]), ("国道", cross[1])], depots=[(0, 0)])
    over = land([("高速", cross[0]), ("国道", cross[1])], depots=[(0, 0)])
    assert minutes_at(Travel(joined), 5, 3) == pytest.approx(28.0, abs=1e-4)
    walked = minutes_at(Travel(over), 5, 3)  # one gets off under the bridge and walks
    assert walked > 60.0
    shared = land([("高速", ((0, 0), (5, 0), (8, 0))), ("国道", ((5, -1), (5, 0), (5, 3)))], depots=[(0, 0)])
    assert minutes_at(Travel(shared), 5, 3) == pytest.approx(20.0 + 5.0 / 80.0 * 60.0 + 3.0, abs=1e-4)


def test_an_end_near_a_road_meets_it_and_one_further_does_not() -> None:
    for gap_km, is_met in ((0.008, True), (0.03, False)):
        made = land([("国道", ((0, 0), (6, 0))), ("国道", ((3, gap_km), (3, 3)))], depots=[(0, 0)])
        assert (minutes_at(Travel(made), 3, 3) < 27.0) is is_met


def test_a_recorded_closure_holds_between_its_days() -> None:
    from datetime import date

    from layers.kinds import Role
    from layers.response.roads import closures_of
    from tests.layers.response.builders import frame

    rows = frame(
        [line(((0, 0), (1, 0)))] * 3,
        closed=[True, True, False],
        closed_from=["2026-01-01", "2026-06-01", ""],
        closed_to=["2026-02-01", "", ""],
    )
    assert len(closures_of([rows])) == 2
    assert [len(closures_of([rows], on)) for on in ("2026-01-15", "2026-03-01", "2027-01-01")] == [1, 0, 1]
    assert Role.ROAD and date


def test_words_of_classes() -> None:
    said = {
        "高速公路": RoadClass.MOTORWAY,
        "G111 国道": RoadClass.NATIONAL,
        "tertiary": RoadClass.TOWNSHIP,
        "林道": RoadClass.FOREST,
        "": RoadClass.OTHER,
    }
    assert {text: road_class(text) for text in said} == said
    assert road_class("", "示例乡道 3") is RoadClass.TOWNSHIP


def random_land(seed: int, *, roads: int = 9) -> Travel:
    random = np.random.default_rng(seed)
    kinds = ("国道", "省道", "县道", "乡道", "林道")
    lines = [
        (kinds[random.integers(5)], tuple(map(tuple, random.uniform(-1.5, 9.5, (3, 2)).tolist()))) for _ in range(roads)
    ]
    rivers = [
        (float(random.integers(5, 60)), tuple(map(tuple, random.uniform(-2, 10, (4, 2)).tolist()))) for _ in range(3)
    ]
    made = land(
        lines,
        depots=random.uniform(-1, 9, (3, 2)).tolist(),
        teams=random.uniform(-1, 9, (3, 2)).tolist(),
        rivers=rivers,
        halves=4.0,
    )
    heights = random.uniform(0.0, 120.0, (made.grid.rows // 8 + 2, made.grid.columns // 8 + 2))
    heights = np.kron(heights, np.ones((8, 8)))[: made.grid.rows, : made.grid.columns] * 0.3
    return Travel(with_heights(made, heights))


@pytest.mark.parametrize("seed", [1, 2])
def test_against_a_graph_written_out_by_another_hand(seed: int) -> None:
    """All moves as edges, each tested with GEOS against the rivers, and SciPy's Dijkstra over them."""
    travel = random_land(seed)
    made, grid = travel.land, travel.land.grid
    around = made.ground.around
    cells = np.arange(grid.cells)
    row, column = np.divmod(cells, grid.columns)
    x, y = grid.centers(cells)
    height = made.ground.height_m.ravel().astype(float)
    tails, heads, minutes = [], [], []
    tree = shapely.STRtree(made.ground.barriers)
    for dr, dc in zip(around.rows.tolist(), around.columns.tolist(), strict=True):
        r, c = row + dr, column + dc
        inside = (r >= 0) & (r < grid.rows) & (c >= 0) & (c < grid.columns)
        a, b = cells[inside], (r * grid.columns + c)[inside]
        ways = shapely.linestrings(np.stack([np.column_stack([x[a], y[a]]), np.column_stack([x[b], y[b]])], axis=1))
        crossed = np.unique(tree.query(ways, predicate="intersects")[0])
        free = np.ones(len(a), dtype=bool)
        free[crossed] = False
        a, b = a[free], b[free]
        run = np.hypot(x[b] - x[a], y[b] - y[a])
        slope = (height[b] - height[a]) / run
        kmh = 6.0 * np.exp(-3.5 * np.abs(slope + 0.05)) * 0.36
        tails.append(a)
        heads.append(b)
        minutes.append(run / (kmh * 1000.0 / 60.0))
    graph = coo_matrix(
        (np.concatenate(minutes), (np.concatenate(tails), np.concatenate(heads))), shape=(grid.cells, grid.cells)
    ).tocsr()
    whole = Window(0, grid.rows, 0, grid.columns)
    start = int(grid.cell_of(*(np.array([value]) for value in at(3.0, 3.0)))[0])
    for is_reverse in (False, True):
        expected = dijkstra(graph.T if is_reverse else graph, indices=start, limit=240.0)
        found = travel.walked(
            whole, np.array([start]), np.zeros(1), np.zeros(1, np.int32), 1, is_reverse=is_reverse
        ).minutes[:, 0]
        both = np.isfinite(expected)
        assert (np.isfinite(found) == both).mean() > 0.9999
        assert found[both & np.isfinite(found)] == pytest.approx(expected[both & np.isfinite(found)], rel=2e-5)


@pytest.mark.parametrize("seed", [3, 4])
def test_first_three_are_the_least_of_each_alone(seed: int) -> None:
    travel = random_land(seed)
    whole = Window(0, travel.land.grid.rows, 0, travel.land.grid.columns)
    every = np.arange(len(travel.land.who))
    together = travel.first(every, whole, 3).minutes
    alone = np.column_stack([travel.first(np.array([one]), whole, 1).minutes[:, 0] for one in every])
    expected = np.sort(alone, axis=1)[:, :3]
    assert np.isfinite(expected).sum() > 5000
    np.testing.assert_allclose(together, expected, rtol=1e-5)


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_closing_a_road_never_shortens_a_time(seed: int) -> None:
    travel = random_land(seed)
    random = np.random.default_rng(seed)
    places = [point(*one) for one in random.uniform(-1, 9, (25, 2)).tolist()]
    closed = replace(
        travel, closed=np.array([point(*one).buffer(600.0) for one in random.uniform(0, 8, (4, 2))], dtype=object)
    )
    before, after = (
        joint(found.places.own, found.places.across)
        for found in (answers(one, one.ways(places), np.zeros(25, np.int32)) for one in (travel, closed))
    )
    assert (after.minutes >= before.minutes - 1e-4).all()
    assert (after.minutes > before.minutes + 1.0).any()
    for place in places[:6]:
        open_, shut = (one.coming(one.target_at(place.x, place.y)) for one in (travel, closed))
        assert (shut.minutes >= open_.minutes - 1e-4).all()
        assert (shut.back_min >= open_.back_min - 1e-4)[np.isfinite(open_.back_min)].all()


@pytest.mark.parametrize("seed", [8, 9])
def test_one_place_and_all_places_say_the_same(seed: int) -> None:
    travel = random_land(seed)
    places = [point(*one) for one in np.random.default_rng(seed).uniform(-1, 9, (12, 2)).tolist()]
    ways = travel.ways(places)
    matrix = place_minutes(travel, ways, 240.0)
    county = np.array([0 if one.x < X + 4000.0 else 1 for one in places], dtype=np.int32)
    found = answers(travel, ways, county).places
    for row, place in enumerate(places):
        one = travel.coming(travel.target_at(place.x, place.y))
        np.testing.assert_allclose(one.minutes, matrix[:, row], rtol=1e-4)
        parts = one.turnout_min + one.access_min + one.road_min + one.foot_min
        there = np.isfinite(one.minutes)
        np.testing.assert_allclose(parts[there], one.minutes[there], rtol=1e-6)
        side = travel.land.who["county"].to_numpy() == ["110101", "110102"][county[row]]
        for of, chosen in ((found.own, side), (found.across, ~side)):
            expected = np.sort(one.minutes[chosen])[:3]
            np.testing.assert_allclose(of.minutes[row][: len(expected)], expected, rtol=1e-4)


def test_cells_nobody_can_be_in_are_not_walked_through() -> None:
    made = land(depots=[(0.05, 0.05)], box_km=(-1, -1, 2, 2))
    shut = made.ground.shut.copy()
    shut[:, 15] = NOBODY
    travel = Travel(replace(made, ground=replace(made.ground, shut=shut)))
    found = travel.first(np.array([0]), Window(0, made.grid.rows, 0, made.grid.columns), 1).minutes[:, 0]
    assert math.isinf(found.reshape(made.grid.rows, made.grid.columns)[:, 15].min())
    assert fastest_m_min(SETTINGS) == pytest.approx(36.0)
