"""Coverage, mutual aid, the loss of one, reinforcements, sites and catchments: by hand, then what must always hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.response.answers import Demand, answers
from layers.response.border_lines import border_targets, reinforcements
from layers.response.foot import level_pace_min_m
from layers.response.measures import coverage, depth, mutual_aid, without_each
from layers.response.settings import ResponseSettings
from layers.response.sites import best_sites, catchments, place_minutes, with_candidates
from layers.response.travel import First, Travel
from tests.layers.response.builders import EPSG, Road, at, land, line, point
from tests.layers.response.test_travel import random_land

LIMIT = 240.0
INF = np.inf


def first(rows: list[list[float]], who: list[list[int]]) -> First:
    return First(np.array(rows), np.array(who, dtype=np.int32))


#: Three places of county 0, one of county 1; responders 0 and 1 are county 0's, 2 is county 1's.
DEMAND = Demand(
    np.array([0, 0, 0, 1], dtype=np.int32),
    own=first([[10, 50], [70, INF], [INF, INF], [20, INF]], [[0, 1], [1, -1], [-1, -1], [2, -1]]),
    across=first([[30, INF], [40, INF], [100, INF], [25, 90]], [[2, -1], [2, -1], [2, -1], [0, 1]]),
)
PEOPLE = np.array([100.0, 10.0, 1.0, 1000.0])


def test_coverage_by_hand() -> None:
    table = coverage(DEMAND, PEOPLE, 2, (15.0, 60.0, 120.0)).set_index(["county", "minutes"])
    assert table.loc[(0, 15.0)].tolist() == [111.0, 100.0, 100.0]
    assert table.loc[(0, 60.0)].tolist() == [111.0, 100.0, 110.0]
    assert table.loc[(0, 120.0)].tolist() == [111.0, 110.0, 111.0]
    assert table.loc[(1, 15.0)].tolist() == [1000.0, 0.0, 0.0]


def test_depth_by_hand() -> None:
    assert depth(DEMAND, PEOPLE, 2, 60.0).tolist() == [[1.0, 10.0, 100.0], [0.0, 0.0, 1000.0]]
    assert depth(DEMAND, PEOPLE, 2, 60.0, is_joint=False).tolist() == [[11.0, 0.0, 100.0], [0.0, 1000.0, 0.0]]


def test_who_helps_whom_by_hand() -> None:
    """County 1 saves county 0 30 minutes for ten people and 240 − 100 for one whom nobody of its own reaches."""
    aid = mutual_aid(DEMAND, PEOPLE, np.array([0, 0, 1]), 2, LIMIT)
    assert aid.helped.tolist() == [[0.0, 0.0], [30.0 * 10 + 140.0, 0.0]]
    assert aid.benefit.tolist() == [440.0, 0.0]
    assert aid.mean_saved_min[0] == pytest.approx(440.0 / 111.0)


def test_the_loss_of_each_by_hand() -> None:
    table = without_each(DEMAND, PEOPLE, 3, LIMIT, (15.0, 60.0))
    # 0 is first for 100 people, who wait 20 minutes longer for 2; 2 for 10 (30 longer), 1 (140 longer), 1000 (5).
    assert table["first_for"].tolist() == [100.0, 0.0, 1011.0]
    assert table["later_min"].tolist()[0] == 20.0
    assert np.isnan(table["later_min"].tolist()[1])
    assert table["later_min"].tolist()[2] == pytest.approx((10 * 30 + 140 + 1000 * 5) / 1011.0)
    assert table["lost_15"].tolist() == [100.0, 0.0, 0.0]
    assert table["lost_60"].tolist() == [0.0, 0.0, 10.0]


@pytest.mark.parametrize("seed", [11, 12])
def test_parts_sum_to_wholes(seed: int) -> None:
    travel = random_land(seed)
    made = travel.land
    random = np.random.default_rng(seed)
    places = [point(*one) for one in random.uniform(-1, 9, (40, 2)).tolist()]
    county = np.array([0 if one.x < at(4, 0)[0] else 1 for one in places], dtype=np.int32)
    found = answers(travel, travel.ways(places), county).places
    people = random.integers(1, 500, 40).astype(float)
    who_county = np.array([["110101", "110102"].index(code) for code in made.who["county"]])
    aid = mutual_aid(found, people, who_county, 2, LIMIT)
    own, joint_ = found.own.minutes[:, 0], found.joint.minutes[:, 0]
    saved = people * (np.minimum(own, LIMIT) - np.minimum(joint_, LIMIT))
    assert aid.benefit.sum() == pytest.approx(saved.sum(), rel=1e-6)
    assert aid.helped.sum(axis=0) == pytest.approx(aid.benefit)
    assert np.diag(aid.helped).tolist() == [0.0, 0.0]
    assert aid.benefit.sum() > 0.0
    table = coverage(found, people, 2)
    assert (table["joint"] >= table["own"]).all() and (table["joint"] <= table["whole"]).all()
    assert table.groupby("minutes")["whole"].sum().tolist() == [people.sum()] * 4
    assert depth(found, people, 2, 60.0).sum() == pytest.approx(people.sum())
    # What is lost without somebody is what a run without them does not reach.
    lost = without_each(found, people, len(made.who), LIMIT, (60.0,))
    one = int(lost["lost_60"].argmax())
    silent = made.who.copy()
    silent.loc[one, "turnout_min"] = 1e6
    without = Travel(replace(made, who=silent))
    again = answers(without, without.ways(places), county).places.joint.minutes[:, 0]
    reached = people[(found.joint.minutes[:, 0] <= 60.0) & (again > 60.0)].sum()
    assert lost["lost_60"][one] == pytest.approx(reached)


def test_counties_do_not_depend_on_their_order() -> None:
    travel = random_land(13)
    places = [point(*one) for one in np.random.default_rng(13).uniform(-1, 9, (10, 2)).tolist()]
    ways = travel.ways(places)
    county = np.array([0 if one.x < at(4, 0)[0] else 1 for one in places], dtype=np.int32)
    flipped = replace(
        travel.land,
        counties=travel.land.counties.iloc[::-1].reset_index(drop=True),
        county=np.where(travel.land.county >= 0, 1 - travel.land.county, -1).astype(np.int32),
    )
    one, other = answers(travel, ways, county).places, answers(Travel(flipped), ways, 1 - county).places
    np.testing.assert_array_equal(one.own.minutes, other.own.minutes)
    np.testing.assert_array_equal(one.across.who, other.across.who)


def test_minutes_to_a_line_by_hand() -> None:
    """A road from 甲 crosses the line at x = 4 km: 4 minutes at 60 km/h. A team in 乙 walks 550 m."""
    road: Road = ("国道", ((0, 0), (8, 0)))
    made = land([road], depots=[(0, 0)], teams=[(4.55, 6.05)], turnout=[7], halves=4.0)
    segments = gpd.GeoDataFrame(
        {"left": ["110101"], "right": ["110102"]}, geometry=[line(((4, -2), (4, 10)))], crs=EPSG
    )
    travel = Travel(made)
    table = reinforcements(travel, border_targets(made, segments)).set_index("who")
    names = made.who["role"].tolist()
    depot, team = names.index("depot"), names.index("team")
    assert table.loc[depot, "minutes"] == pytest.approx(24.0, abs=1e-4)
    assert table.loc[depot, "road_min"] == pytest.approx(4.0, abs=1e-4)
    assert table.loc[team, "foot_min"] == pytest.approx(550.0 * level_pace_min_m(ResponseSettings()), rel=1e-6)
    assert table.loc[team, "minutes"] == pytest.approx(7.0 + table.loc[team, "foot_min"])


def test_best_sites_by_hand_and_against_all_choices() -> None:
    reaches = np.array([[1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 1, 1]], dtype=bool)
    weight = np.array([4.0, 1.0, 3.0, 3.0, 5.0])
    found = best_sites(reaches, weight, np.zeros(5, dtype=bool), 2)
    assert (found.chosen, found.is_exact) == ((0, 2), True)  # 13; the best alone, 2, and then 0
    assert sum(found.gained) == 13.0
    held = best_sites(reaches, weight, np.array([0, 0, 0, 0, 1], dtype=bool), 1)
    assert (held.chosen, held.gained, held.already) == ((1,), (7.0,), 5.0)
    random = np.random.default_rng(5)
    for _ in range(5):
        reaches, weight = random.random((9, 60)) < 0.2, random.random(60)
        best = max(weight[reaches[list(some)].any(axis=0)].sum() for some in combinations(range(9), 3))
        assert sum(best_sites(reaches, weight, np.zeros(60, dtype=bool), 3).gained) == pytest.approx(best)
        many = best_sites(np.vstack([reaches] * 3), weight, np.zeros(60, dtype=bool), 3)
        assert not many.is_exact and sum(many.gained) >= (1.0 - 1.0 / np.e) * best


def test_catchments_keep_the_supply() -> None:
    minutes = np.array([[5.0, 20.0, INF], [50.0, 10.0, 15.0]])
    access, ratio = catchments(minutes, np.array([10.0, 6.0]), np.array([100.0, 100.0, 20.0]), 30.0)
    assert ratio.tolist() == [10.0 / 200.0, 6.0 / 120.0]
    assert access == pytest.approx([0.05, 0.1, 0.05])
    random = np.random.default_rng(2)
    minutes, supply, people = random.uniform(0, 60, (8, 50)), random.uniform(1, 30, 8), random.integers(1, 900, 50)
    access, ratio = catchments(minutes, supply, people.astype(float), 30.0)
    assert np.isfinite(ratio).all()
    assert float(access @ people) == pytest.approx(supply.sum())


def test_a_candidate_reaches_what_a_depot_there_would() -> None:
    travel = random_land(14)
    places = np.array([point(*one) for one in np.random.default_rng(14).uniform(-1, 9, (8, 2)).tolist()], dtype=object)
    candidate = with_candidates(travel.land, places[:3], 20.0)
    ways = travel.ways(places)
    minutes = place_minutes(Travel(candidate), Travel(candidate).ways(places), 120.0)
    assert minutes.shape == (3, 8)
    assert np.isfinite(np.diag(minutes)).all() and (np.diag(minutes) >= 20.0).all()
    one = Travel(candidate).coming(Travel(candidate).target_at(places[5].x, places[5].y)).minutes
    np.testing.assert_allclose(np.where(one <= 120.0, one, INF), minutes[:, 5], rtol=1e-4)
    assert ways.count == 8 and shapely.get_type_id(places).max() == 0


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


def test_a_county_nobody_speaks_for_has_no_figure_of_its_own() -> None:
    """乙's depots and teams are not known: what its own reach, and what help saves it, is unknown, and not nothing."""
    from layers.kinds import Role
    from layers.response.book import aid_sheets
    from layers.response.study import basis_from, study
    from layers.zones.model import LayerInput, ZoneInputs
    from tests.layers.response.builders import frame

    made = land([("国道", ((0, 0), (8, 0)))], depots=[(0, 0)], halves=4.0)
    roads = frame([line(((0, 0), (8, 0)))])
    depots = frame([point(0, 0)], name=["depot"])
    villages = frame([point(2, 0), point(6, 0)], name=["甲村", "乙村"], people=[10.0, 20.0])
    given = ZoneInputs(
        made.counties.to_crs(4490),
        (
            LayerInput("r", Role.ROAD, roads.assign(**{"class": "国道"})),
            LayerInput("d", Role.DEPOT, depots, frozenset({"110101"})),
            LayerInput("t", Role.TEAM, frame([]), frozenset({"110101"})),
            LayerInput("v", Role.SETTLEMENT, villages.to_crs(4490)),
        ),
        metric_epsg=EPSG,
    )
    found = study(basis_from(given, ResponseSettings(cell_m=100.0)))
    assert found.unheard == {"110102"}
    own = found.coverage("people", (60.0,)).set_index("county")
    assert own.loc[0, ["whole", "own", "joint"]].tolist() == [10.0, 10.0, 10.0]
    assert np.isnan(own.loc[1, "own"]) and own.loc[1, "joint"] == 20.0
    assert found.unknown_of("forest_ha") == {"110101", "110102"}
    given = {row[0]: row[2] for row in aid_sheets(found, {}, _Words(), "people")[1].rows}
    assert given["110101"] == 0.0, "what it saves 乙 is not known, so it is in no sum either"
