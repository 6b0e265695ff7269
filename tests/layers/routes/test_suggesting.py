"""Suggested routes: on nets whose best is seen, and what must hold on any net."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import LineString

from layers.routes.suggesting import suggest_routes, way_net


def woods(x0: int, x1: int, y0: int, y1: int) -> tuple[np.ndarray, np.ndarray]:
    """Middles of cells of 100 m, one hectare each, and their county: west or east of 2000 m."""
    x, y = np.meshgrid(np.arange(x0 + 50, x1, 100), np.arange(y0 + 50, y1, 100))
    return shapely.points(x.ravel(), y.ravel()), (x.ravel() >= 2000).astype(np.int64)


def suggest(lines, cells, county, count=1, most_m=10_000.0, detection_m=250.0, passed=None):
    net = way_net(lines, cells, detection_m)
    known = np.zeros(len(cells), dtype=bool) if passed is None else passed
    return suggest_routes(
        net, np.ones(len(cells)), county, known, counties=2, count=count, most_m=most_m, least_ha_km=5.0
    )


def test_the_road_through_the_woods_is_taken_not_the_one_through_fields() -> None:
    cells, county = woods(0, 4000, 0, 1000)
    through, beside = LineString([(0, 500), (4000, 500)]), LineString([(0, 5000), (4000, 5000)])
    (found,) = suggest([beside, through], cells, county, count=3)
    assert found.line.equals(through) and found.length_m == 4000.0
    # Cells whose middle lies within 250 m: six rows of the ten, and both ends.
    passed = shapely.dwithin(cells, through, 250.0)
    assert found.gained_ha == passed.sum() == pytest.approx(sum(found.gained_by_county_ha))
    assert found.gained_by_county_ha[0] == pytest.approx(found.gained_by_county_ha[1])


def test_a_round_is_no_longer_than_it_may_be() -> None:
    cells, county = woods(0, 4000, 0, 1000)
    (found, second, *_rest) = suggest([LineString([(0, 500), (4000, 500)])], cells, county, count=9, most_m=1600.0)
    assert found.length_m <= 1600.0 and second.length_m <= 1600.0
    assert second.gained_ha <= found.gained_ha
    assert not found.line.crosses(second.line) and found.line.intersection(second.line).length == 0.0


def test_at_a_fork_the_better_branch_is_walked() -> None:
    cells, county = woods(0, 3000, 0, 1000)
    trunk = LineString([(0, 500), (1500, 500)])
    rich, poor = LineString([(1500, 500), (3000, 500)]), LineString([(1500, 500), (1500, 3000)])
    (found, *_rest) = suggest([trunk, poor, rich], cells, county)
    assert found.line.covers(shapely.Point(2900, 500)) and not found.line.intersects(shapely.Point(1500, 2900))


def test_what_is_passed_already_gains_nothing() -> None:
    cells, county = woods(0, 4000, 0, 1000)
    assert suggest([LineString([(0, 500), (4000, 500)])], cells, county, passed=np.ones(len(cells), dtype=bool)) == []
    assert suggest([], cells, county) == []


def test_suggestions_never_count_a_wood_twice() -> None:
    rng = np.random.default_rng(2)
    cells, county = woods(0, 4000, 0, 4000)
    lines = [LineString(rng.uniform(0, 4000, (4, 2))) for _ in range(12)]
    found = suggest(lines, cells, county, count=6, most_m=5000.0)
    assert len(found) > 2
    together = shapely.union_all([one.line for one in found])
    assert sum(one.gained_ha for one in found) <= shapely.dwithin(cells, together, 251.5).sum()
    for one in found:
        assert one.length_m <= 5000.0 and one.line.is_simple and one.line.geom_type == "LineString"
        near = shapely.union_all(lines).buffer(2.0)
        assert near.covers(one.line)
