"""What lookouts see of whose woods: two counties on a plain, worked out by counting cells; parts sum to wholes."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
from shapely import box

from layers.lookout.study import Lookout, LookoutLand, LookoutSettings, LookoutStudy, study
from layers.spread.landscape import Grid

#: 40 × 40 cells of 100 m, one hectare each; the line between west and east is at column 20.
GRID = Grid(4548, 0.0, 4000.0, 100.0, 40, 40)
WEST, EAST = 0, 1


def lookout(uid: str, county: int, x: float, y: float, eye_m: float = 10.0) -> Lookout:
    return Lookout(uid, uid, county, x, y, 0.0, eye_m)


def land(*lookouts: Lookout, height: np.ndarray | None = None, range_m: float = 1000.0, **changes) -> LookoutLand:
    county = np.where(np.arange(40) < 20, WEST, EAST)[None, :].repeat(40, axis=0).astype(np.int32)
    made = LookoutLand(
        grid=GRID,
        height_m=np.zeros((40, 40), dtype=np.float32) if height is None else height,
        county=county,
        area_ha=np.ones((40, 40)),
        watched=np.ones((40, 40), dtype=bool),
        counties=gpd.GeoDataFrame(
            {"code": ["110116", "130826"], "name": ["西县", "东县"]},
            geometry=[box(0, 0, 2000, 4000), box(2000, 0, 4000, 4000)],
            crs=GRID.epsg,
        ),
        lookouts=lookouts,
        silent=frozenset(),
        unheard=frozenset(),
        settings=LookoutSettings(range_m=range_m),
    )
    return replace(made, **changes)


def cells_within(x: float, y: float, range_m: float) -> np.ndarray:
    row, column = np.indices((40, 40))
    return np.hypot((column + 0.5) * 100.0 - x, 4000.0 - (row + 0.5) * 100.0 - y) <= range_m


def test_a_plain_is_seen_as_far_as_the_range_on_both_sides() -> None:
    found = study(land(lookout("a", WEST, 1950.0, 2050.0)))
    disc = cells_within(1950.0, 2050.0, 1000.0)
    np.testing.assert_array_equal(found.count() > 0, disc)
    table = found.by_county().set_index("county")
    assert table.loc[WEST, "own_ha"] == table.loc[WEST, "seen_ha"] == disc[:, :20].sum()
    assert table.loc[EAST, "own_ha"] == 0 and table.loc[EAST, "across_only_ha"] == disc[:, 20:].sum() > 100
    (pair,) = found.across().itertuples()
    assert (pair.eye, pair.seen, pair.seen_ha, pair.only_ha) == (WEST, EAST, disc[:, 20:].sum(), disc[:, 20:].sum())


def test_what_only_the_neighbour_sees_is_less_once_one_looks_oneself() -> None:
    found = study(land(lookout("a", WEST, 1950.0, 2050.0), lookout("b", EAST, 2550.0, 2050.0)))
    a, b = cells_within(1950.0, 2050.0, 1000.0), cells_within(2550.0, 2050.0, 1000.0)
    east = np.zeros((40, 40), dtype=bool)
    east[:, 20:] = True
    table = found.by_county().set_index("county")
    assert table.loc[EAST, "own_ha"] == (b & east).sum()
    assert table.loc[EAST, "across_only_ha"] == (a & ~b & east).sum()
    assert table.loc[EAST, "twice_ha"] == (a & b & east).sum()
    across = found.across().set_index(["eye", "seen"])
    assert across.loc[(WEST, EAST), "seen_ha"] == (a & east).sum()
    assert across.loc[(WEST, EAST), "only_ha"] == (a & ~b & east).sum()
    assert across.loc[(EAST, WEST), "only_ha"] == (b & ~a & ~east).sum()
    alone = found.by_lookout()
    assert alone["alone_ha"].tolist() == [(a & ~b).sum(), (b & ~a).sum()]


@pytest.fixture
def hilly() -> LookoutStudy:
    height = np.random.default_rng(5).normal(0.0, 8.0, (40, 40)).astype(np.float32)
    some = [lookout(f"t{k}", k % 2, 300.0 + 480.0 * k, 500.0 + 390.0 * k) for k in range(7)]
    return study(land(*some, height=height, range_m=1500.0))


def test_parts_sum_to_the_whole(hilly: LookoutStudy) -> None:
    table = hilly.by_county()
    np.testing.assert_allclose(table["seen_ha"] + table["blind_ha"], table["watched_ha"])
    np.testing.assert_allclose(table["own_ha"] + table["across_only_ha"], table["seen_ha"])
    assert (table["twice_ha"] <= table["seen_ha"]).all() and table["blind_ha"].min() > 0
    assert table["seen_ha"].sum() == (hilly.count() > 0).sum()
    once = (hilly.count() == 1).sum()
    assert hilly.by_lookout()["alone_ha"].sum() == once


def test_the_order_of_lookouts_does_not_matter(hilly: LookoutStudy) -> None:
    turned = study(replace(hilly.land, lookouts=hilly.land.lookouts[::-1]))
    assert turned.by_county().equals(hilly.by_county())
    assert turned.across().equals(hilly.across())
    assert turned.by_lookout()[::-1].reset_index(drop=True).equals(hilly.by_lookout())


def test_another_lookout_never_shows_less(hilly: LookoutStudy) -> None:
    more = study(replace(hilly.land, lookouts=(*hilly.land.lookouts, lookout("new", EAST, 3500.0, 500.0))))
    assert (more.by_county()["seen_ha"] >= hilly.by_county()["seen_ha"]).all()


def test_only_woods_count_and_what_is_unknown_stays_so() -> None:
    woods = np.zeros((40, 40), dtype=bool)
    woods[:, 18:22] = True
    found = study(
        land(
            lookout("a", WEST, 1950.0, 2050.0),
            watched=woods,
            silent=frozenset({"130826"}),
            unheard=frozenset({"110116"}),
        )
    )
    west, east = found.by_county().itertuples(index=False)
    assert west.watched_ha == 80 and np.isnan(west.own_ha) and west.seen_ha > 0
    assert np.isnan(east.watched_ha) and np.isnan(east.seen_ha)


def test_a_tower_where_ground_is_unknown_sees_nothing() -> None:
    height = np.zeros((40, 40), dtype=np.float32)
    height[19:22, 18:21] = np.nan
    found = study(land(lookout("a", WEST, 1950.0, 2050.0), height=height))
    assert [len(cells) for cells in found.cells] == [0]


def test_suggestions_are_summits_that_see_what_nobody_sees() -> None:
    height = np.zeros((40, 40), dtype=np.float32)
    height[5, 30], height[30, 10], height[20, 20] = 200.0, 150.0, 100.0
    height[:, 20] += 40.0  # a ridge along the line: one summit does not see both sides to the foot
    here = land(height=height, range_m=1600.0)
    # The answer lies among the summits; the rest of a flat plain has summits too, of no height.
    found = study(replace(here, lookouts=(lookout("a", WEST, 1050.0, 950.0),)))
    first, second = found.suggest(2)
    assert first.gained_ha >= second.gained_ha > 0
    assert first.gained_ha == pytest.approx(sum(first.gained_by_county_ha))
    for one in (first, second):
        more = study(
            replace(found.land, lookouts=(*found.land.lookouts, lookout("n", one.county, one.x_m, one.y_m, 15.0)))
        )
        gained = more.by_county()["seen_ha"].sum() - found.by_county()["seen_ha"].sum()
        if one is first:
            assert gained == pytest.approx(first.gained_ha)
    # No other summit gains more than the first.
    for other in found.suggest(6)[1:]:
        assert other.gained_ha <= first.gained_ha
    assert found.suggest(0) == []


def test_nothing_is_suggested_where_all_is_seen() -> None:
    here = land(lookout("a", WEST, 1950.0, 2050.0, eye_m=50.0), range_m=10_000.0)
    assert study(here).by_county()["blind_ha"].sum() == 0 and study(here).suggest(3) == []
