"""Every row of the truth table, and what unknown values do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.kinds import Hazard, ZoneClass
from layers.zones import REASON_CODES, classify
from layers.zones.model import Parameters
from layers.zones.ranking import ranks
from layers.zones.reasons import reason
from layers.zones.responsibility import responsibility

A, B, C = "110116", "130826", "130827"
S1, S2, S3, L, P = ZoneClass.S1, ZoneClass.S2, ZoneClass.S3, ZoneClass.LOCAL, ZoneClass.PENDING


def judge(hazard, exposure, *, ha=1_000.0, people=1_000.0, **numbers):
    """Classify shares of a total of ``ha`` and ``people``."""
    return classify(
        hazard,
        exposure,
        {code: (share or 0.0) * ha for code, share in hazard.items()},
        {code: (share or 0.0) * people for code, share in exposure.items()},
        Parameters(**numbers),
    )


@pytest.mark.parametrize(
    ("hazard", "exposure", "expected", "origin", "counties"),
    [
        # S1: two or more pass the hazard threshold, whatever the exposure
        ({A: 0.37, B: 0.63}, {}, S1, B, (A, B)),
        ({A: 0.95, B: 0.05}, {A: 1.0}, S1, A, (A, B)),  # exactly at the threshold
        ({A: 0.5, B: 0.5}, {A: 0.5, B: 0.5}, S1, A, (A, B)),  # tie: lowest code
        ({A: 0.4, B: 0.3, C: 0.3}, {}, S1, A, (A, B, C)),
        ({A: 0.48, B: 0.48, C: 0.04}, {C: 1.0}, S1, A, (A, B)),
        # S2: one hazard county, exposed there and elsewhere
        ({A: 1.0}, {A: 0.5, B: 0.5}, S2, A, (A, B)),
        ({A: 0.96, B: 0.04}, {A: 0.95, B: 0.05}, S2, A, (A, B)),
        ({B: 1.0}, {A: 0.3, B: 0.3, C: 0.4}, S2, B, (A, B, C)),
        # S3: exposed only elsewhere
        ({A: 1.0}, {B: 1.0}, S3, A, (A, B)),
        ({A: 1.0}, {A: 0.049, B: 0.951}, S3, A, (A, B)),
        ({A: 1.0}, {B: 0.5, C: 0.5}, S3, A, (A, B, C)),
        # L: the rest
        ({A: 1.0}, {}, L, A, (A,)),
        ({A: 1.0}, {A: 1.0}, L, A, (A,)),
        ({A: 0.951, B: 0.049}, {A: 0.951, B: 0.049}, L, A, (A,)),
        # no hazard to speak of
        ({}, {A: 1.0}, None, "", ()),
    ],
)
def test_truth_table(hazard, exposure, expected, origin, counties):
    found = judge(hazard, exposure)
    assert found.zone_class is expected
    assert found.origin == origin
    assert found.counties == counties
    assert found.waiting_for == ()


@pytest.mark.parametrize(
    ("hazard", "exposure", "expected", "waiting"),
    [
        # the neighbour's forest could make it cross
        ({A: 1.0, B: None}, {}, P, ((B, "hazard"),)),
        # it crosses already: more forest changes nothing
        ({A: 0.5, B: 0.5, C: None}, {}, S1, ()),
        # the neighbour's villages could make it S2 or S3
        ({A: 1.0}, {A: 1.0, B: None}, P, ((B, "exposure"),)),
        ({A: 1.0}, {A: None, B: 1.0}, P, ((A, "exposure"),)),  # S3 or S2
        ({A: 1.0}, {B: None}, P, ((B, "exposure"),)),
        # the class does not look at exposure when the hazard crosses
        ({A: 0.5, B: 0.5}, {A: None, B: None}, S1, ()),
        # nobody else is in reach: unknown people at home stay local
        ({A: 1.0}, {A: None}, L, ()),
        ({A: 1.0, B: None}, {B: None}, P, ((B, "hazard"), (B, "exposure"))),
    ],
)
def test_unknown_is_never_zero(hazard, exposure, expected, waiting):
    found = judge(hazard, exposure)
    assert found.zone_class is expected
    assert found.waiting_for == waiting
    if expected is P:
        assert found.origin == ""
        assert {code for code, _ in waiting} <= set(found.counties)
        assert A in found.counties


def test_absolute_minimums_apply_beside_the_shares():
    few = {A: 0.5, B: 0.5}
    assert judge(few, {}, ha=1.9).zone_class is None  # 0.95 hm² on each side
    assert judge(few, {}, ha=2.0).zone_class is S1
    assert judge({A: 0.9, B: 0.1}, {}, ha=9.0).zone_class is L  # B has 0.9 hm²
    assert judge({A: 1.0}, {B: 1.0}, people=0.5).zone_class is L
    assert judge({A: 1.0}, {B: 1.0}, people=1.0).zone_class is S3


def test_river_minimum_is_a_length():
    amounts = {A: 99.0, B: 99.0}
    shares = {A: 0.5, B: 0.5}
    assert classify(shares, {}, amounts, {}, Parameters(), hazard=Hazard.RIVER).zone_class is None
    amounts = {A: 100.0, B: 100.0}
    assert classify(shares, {}, amounts, {}, Parameters(), hazard=Hazard.RIVER).zone_class is S1


def test_thresholds_are_parameters():
    assert judge({A: 0.92, B: 0.08}, {}, hazard_share_min=0.1).zone_class is L
    assert judge({A: 1.0}, {A: 0.9, B: 0.1}, exposure_share_min=0.2).zone_class is L


shares_of_three = (
    st.lists(st.integers(0, 20), min_size=3, max_size=3)
    .filter(sum)
    .map(lambda parts: {code: part / sum(parts) for code, part in zip((A, B, C), parts, strict=True)})
)


@given(shares_of_three, shares_of_three)
def test_table_agrees_with_its_definition(hazard, exposure):
    found = judge(hazard, exposure, ha=10_000.0, people=10_000.0)
    with_hazard = [code for code in hazard if hazard[code] >= 0.05 - 1e-12]
    origin = max(sorted(hazard), key=lambda code: hazard[code])
    elsewhere = [code for code in exposure if code != origin and exposure[code] >= 0.05 - 1e-12]
    if len(with_hazard) >= 2:
        expected = S1
    elif elsewhere:
        expected = S2 if exposure[origin] >= 0.05 - 1e-12 else S3
    else:
        expected = L
    assert (found.zone_class, found.origin) == (expected, origin)


@given(shares_of_three, shares_of_three, st.permutations([A, B, C]))
def test_renaming_keeps_order_does_not_matter(hazard, exposure, order):
    turned = judge({code: hazard[code] for code in order}, {code: exposure[code] for code in reversed(order)})
    assert turned == judge(hazard, exposure)


@given(shares_of_three, shares_of_three)
def test_responsibility_sums_to_one_exactly(hazard, exposure):
    found = judge(hazard, exposure, ha=10_000.0, people=10_000.0)
    given_to = responsibility(found, hazard, exposure, Parameters())
    total = 0.0
    for share in given_to.shares.values():
        total += share
    assert total == 1.0
    assert given_to.lead in found.counties
    assert set(given_to.supports) == set(found.counties) - {given_to.lead}


def test_responsibility_by_hand():
    found = judge({A: 0.37, B: 0.63}, {A: 0.8, B: 0.2})
    given_to = responsibility(found, {A: 0.37, B: 0.63}, {A: 0.8, B: 0.2}, Parameters())
    # R_A = 0.6 · 0.37 + 0.4 · 0.80
    assert given_to.shares == pytest.approx({A: 0.542, B: 0.458})
    assert (given_to.lead, given_to.supports, given_to.rotation) == (B, (A,), False)


def test_origin_leads_s2_and_s3_and_the_exposed_support():
    for exposure in ({A: 0.5, B: 0.2, C: 0.3}, {B: 0.4, C: 0.6}):
        given_to = responsibility(judge({A: 1.0}, exposure), {A: 1.0}, exposure, Parameters())
        assert (given_to.lead, given_to.supports) == (A, (B, C))


def test_equal_shares_rotate_in_code_order():
    for a, rotates in ((0.5, True), (0.525, True), (0.475, True), (0.53, False)):
        hazard = {A: a, B: 1 - a}
        given_to = responsibility(judge(hazard, {}), hazard, {}, Parameters())
        assert given_to.rotation is rotates
    hazard = {A: 0.475, B: 0.525}
    assert responsibility(judge(hazard, {}), hazard, {}, Parameters()).lead == A


def test_nobody_leads_while_data_are_missing():
    found = judge({A: 1.0, B: None}, {})
    given_to = responsibility(found, {A: 1.0, B: None}, {}, Parameters())
    assert (given_to.lead, given_to.supports, dict(given_to.shares)) == ("", (), {})


def test_local_zones_rank_after_all_others():
    assert ranks([L, S1, L, P], [0.9, 0.2, 0.8, 0.5], ["a", "b", "c", "d"]) == [3, 2, 4, 1]
    assert ranks([S1, S1], [0.5, 0.5], ["b", "a"]) == [2, 1]


def test_reasons_take_exactly_their_facts():
    assert reason("stays_local", county=A) == {"code": "stays_local", "county": A}
    with pytest.raises(ValueError, match="stays_local"):
        reason("stays_local")
    with pytest.raises(ValueError, match="unheard_of"):
        reason("unheard_of")
    assert all(code.isidentifier() and code.islower() for code in REASON_CODES)
