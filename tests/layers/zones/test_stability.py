"""Where a zone comes when weights move: by hand first, then what must hold for any zones and weights."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.kinds import ZoneClass
from layers.zones.ranking import ranks, score
from layers.zones.reranking import RANK_COLUMNS, reranked, reweighted
from layers.zones.stability import ScoreTable, Stability, group_of

CODES = ("hazard", "people", "response")


def part(code: str, value: float | None) -> dict[str, Any]:
    return {"code": code, "value": value or 0.0, "weight": 0.0 if value is None else 1.0, "raw": value, "unit": "ha"}


def two(values: list[tuple[float | None, float | None]]) -> list[Any]:
    return [[part("a", one), part("b", other)] for one, other in values]


def of(parts: list[Any], classes: list[ZoneClass] | None = None, **how: Any) -> list[Stability]:
    groups = [group_of(one) for one in classes or [ZoneClass.S1] * len(parts)]
    table = ScoreTable.of(parts, groups, list(range(len(parts))))
    return table.stabilities({"a": 1.0, "b": 1.0}, **how)


def test_two_zones_that_change_places_by_hand() -> None:
    # 0.50 and 0.60 against 0.624 and 0.50, equal weights: 0.55 and 0.562, so the second comes first.
    # Nine combinations: as they are; a 0.8, a 1.2, b 0.8, b 1.2; corners 0.8/0.8, 0.8/1.2, 1.2/0.8, 1.2/1.2.
    # The first is ahead where 0.10·w_b > 0.124·w_a, that is w_b > 1.24·w_a: at 1/0.8 and 1.2/0.8; 1.2/1 is not enough.
    first, second = of(two([(0.50, 0.60), (0.624, 0.50)]), top=1)
    assert (second.low, second.high, first.low, first.high) == (1, 2, 1, 2)
    assert first.combinations == 9
    assert first.keeps == second.keeps == pytest.approx(7 / 9, abs=1e-4)
    assert second.in_top == pytest.approx(7 / 9, abs=1e-4)
    assert first.in_top == pytest.approx(2 / 9, abs=1e-4)


def test_a_zone_ahead_in_every_part_never_loses_its_rank() -> None:
    ahead, behind = of(two([(0.6, 0.6), (0.5, 0.5)]))
    assert (ahead.low, ahead.high, ahead.keeps) == (1, 1, 1.0)
    assert (behind.low, behind.high, behind.keeps) == (2, 2, 1.0)


def test_one_weight_alone_moves_nothing() -> None:
    found = of([[part("a", value)] for value in (0.1, 0.9, 0.5)])
    assert [(one.low, one.high) for one in found] == [(3, 3), (1, 1), (2, 2)]
    assert found[0].combinations == 3


def test_local_zones_stay_behind_whatever_the_weights() -> None:
    local, shared = of(two([(1.0, 1.0), (0.0, 0.1)]), [ZoneClass.LOCAL, ZoneClass.S1])
    assert (local.low, local.high) == (2, 2)
    assert (shared.low, shared.high) == (1, 1)


def test_an_unknown_part_is_no_part_of_the_mean() -> None:
    # The first zone's second part is unknown: 0.5 whatever the weights; the second has 0.4 and 0.6.
    first, second = of(two([(0.5, None), (0.4, 0.6)]))
    assert (first.low, first.high, second.low, second.high) == (1, 2, 1, 2)


def test_nothing_known_and_no_zones_at_all() -> None:
    assert of([]) == []
    found = of(two([(None, None), (None, None)]))
    assert [(one.low, one.high, one.keeps, one.combinations) for one in found] == [(1, 1, 1.0, 1), (2, 2, 1.0, 1)]


@pytest.mark.parametrize("how", [{"swing": 0.0}, {"swing": 1.0}, {"top": 0}])
def test_swings_that_make_no_sense_are_refused(how: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="share above 0"):
        of(two([(0.1, 0.2)]), **how)


_VALUE = st.one_of(st.none(), st.integers(0, 20).map(lambda n: n / 20))
_ZONES = st.lists(
    st.tuples(st.lists(_VALUE, min_size=3, max_size=3), st.sampled_from([ZoneClass.S1, ZoneClass.S3, ZoneClass.LOCAL])),
    min_size=1,
    max_size=9,
)
_WEIGHTS = st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(any)


def table(zones: list[tuple[list[float | None], ZoneClass]], weights: list[float]) -> pd.DataFrame:
    rows = [
        {
            "uid": f"z{at}",
            "hazard": "forest",
            "border": "1|2",
            "number": at + 1,
            "zone_class": zone_class.value,
            "score_parts": [part(code, value) for code, value in zip(CODES, values, strict=True)],
        }
        for at, (values, zone_class) in enumerate(zones)
    ]
    return reranked(pd.DataFrame(rows), dict(zip(CODES, weights, strict=True)))


@settings(max_examples=60, deadline=None)
@given(_ZONES, _WEIGHTS)
def test_ranks_are_a_permutation_inside_their_range(zones: list[Any], weights: list[float]) -> None:
    found = table(zones, weights)
    assert list(found.columns) == list(RANK_COLUMNS)
    assert sorted(found["rank"]) == list(range(1, len(zones) + 1))
    for row in found.itertuples():
        firm = row.stability["weights"]
        assert 1 <= firm["low"] <= row.rank <= firm["high"] <= len(zones)
        assert 0.0 < firm["keeps"] <= 1.0
        assert (firm["keeps"] == 1.0) == (firm["low"] == firm["high"])
    firms = [one["weights"] for one in found["stability"]]
    # In each combination just so many are among the first.
    assert sum(firm["in_top"] for firm in firms) == pytest.approx(min(10, len(zones)), abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(_ZONES, _WEIGHTS, st.sampled_from([0.125, 0.5, 2.0, 1024.0]))
def test_scaling_all_weights_changes_nothing(zones: list[Any], weights: list[float], factor: float) -> None:
    plain, scaled = table(zones, weights), table(zones, [weight * factor for weight in weights])
    for name in ("rank", "score", "stability"):
        assert list(plain[name]) == list(scaled[name])


@settings(max_examples=60, deadline=None)
@given(_ZONES, _WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_zones_does_not_matter(zones: list[Any], weights: list[float], chance: Any) -> None:
    plain = table(zones, weights)
    order = list(range(len(zones)))
    chance.shuffle(order)
    rows = plain.drop(columns=["rank", "score", "stability"])
    rows = rows.assign(
        hazard="forest", border="1|2", number=range(1, len(rows) + 1), zone_class=[one.value for _, one in zones]
    )
    turned = reranked(rows.iloc[order], dict(zip(CODES, weights, strict=True)))
    pd.testing.assert_frame_equal(
        turned.sort_values("uid", ignore_index=True), plain.sort_values("uid", ignore_index=True)
    )


@settings(max_examples=40, deadline=None)
@given(_ZONES, _WEIGHTS)
def test_the_range_is_what_trying_every_corner_one_by_one_gives(zones: list[Any], weights: list[float]) -> None:
    found = table(zones, weights)
    classes = [one for _, one in zones]
    seen: list[list[int]] = []
    corners = list(itertools.product((0.8, 1.2), repeat=3))
    alone = [tuple(f if k == at else 1.0 for k in range(3)) for at in range(3) for f in (0.8, 1.2)]
    for factors in [(1.0, 1.0, 1.0), *alone, *corners]:
        moved = {code: w * f for code, w, f in zip(CODES, weights, factors, strict=True)}
        rows = [[part(code, value) for code, value in zip(CODES, values, strict=True)] for values, _ in zones]
        scores = [score(reweighted(row, moved)) for row in rows]
        seen.append(ranks(classes, scores, list(range(len(zones)))))
    by_zone = list(zip(*seen, strict=True))
    firm = [one["weights"] for one in found["stability"]]
    assert [(one["low"], one["high"]) for one in firm] == [(min(of), max(of)) for of in by_zone]


def test_weights_that_rank_nothing_are_refused() -> None:
    zones = [([0.1, 0.2, 0.3], ZoneClass.S1)]
    with pytest.raises(ValueError, match="all weights are 0"):
        table(zones, [0.0, 0.0, 0.0])
    with pytest.raises(ValueError, match="people"):
        table(zones, [1.0, -1.0, 0.0])
