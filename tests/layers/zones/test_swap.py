"""Origin and affected exchanged, on shares whose answer is worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.kinds import ZoneClass
from layers.zones.model import Parameters
from layers.zones.swap import as_derived, differences, exchanged, of_shares

A, B, C = "110116", "130826", "130827"
PLAIN = Parameters()


def test_an_origin_that_exposes_both_becomes_a_hazard_on_both_sides():
    hazard, exposed = {A: 1.0, B: 0.0}, {A: 0.25, B: 0.75}
    now = as_derived("S2", [A, B], hazard, exposed, PLAIN)
    # R_A = 0.6 · 1 + 0.4 · 0.25
    assert (now.lead, now.supports, now.origin) == (A, (B,), A)
    assert now.shares == pytest.approx({A: 0.7, B: 0.3})
    then = exchanged(hazard, exposed, PLAIN)
    # R_A = 0.6 · 0.25 + 0.4 · 1; hazard on both sides is S1, and B holds more of it
    assert (then.zone_class, then.lead, then.supports, then.rotation) == (ZoneClass.S1, B, (A,), False)
    assert then.shares == pytest.approx({A: 0.55, B: 0.45})
    assert differences(now, then) == ("zone_class", "origin", "lead", "supports", "shares")


def test_hazard_here_and_exposed_there_stays_s3_with_the_roles_the_other_way_round():
    now = as_derived("S3", [A, B], {A: 1.0}, {B: 1.0}, PLAIN)
    then = exchanged({A: 1.0}, {B: 1.0}, PLAIN)
    assert (now.lead, then.lead) == (A, B)
    assert (then.zone_class, then.supports) == (ZoneClass.S3, (A,))
    assert now.shares == pytest.approx({A: 0.6, B: 0.4})
    assert then.shares == pytest.approx({B: 0.6, A: 0.4})


def test_equal_exposure_would_make_the_lead_rotate():
    then = exchanged({A: 1.0}, {A: 0.49, B: 0.51}, PLAIN)
    assert (then.zone_class, then.lead, then.rotation) == (ZoneClass.S1, A, True)


def test_where_nobody_is_exposed_nothing_could_start():
    then = exchanged({A: 0.37, B: 0.63}, {A: 0.0, B: 0.0}, PLAIN)
    assert (then.zone_class, then.lead, dict(then.shares)) == (None, "", {})


def test_what_is_unknown_stays_unknown_in_the_other_role():
    then = exchanged({A: 1.0, B: None}, {A: 0.5, B: 0.5}, PLAIN)
    assert then.zone_class is ZoneClass.S1  # both sides hold what starts it now; the unknown exposure changes nothing
    waits = exchanged({A: 1.0}, {A: 1.0, B: None}, PLAIN)
    assert waits.zone_class is ZoneClass.PENDING
    assert (waits.lead, dict(waits.shares)) == ("", {})


@pytest.mark.parametrize(("alpha", "share"), [(0.0, 0.25), (0.5, 0.625), (1.0, 1.0)])
def test_alpha_moves_the_shares_and_nothing_else(alpha, share):
    hazard, exposed = {A: 1.0, B: 0.0}, {A: 0.25, B: 0.75}
    now = as_derived("S2", [A, B], hazard, exposed, PLAIN, alpha=alpha)
    assert now.shares[A] == pytest.approx(share)
    assert differences(as_derived("S2", [A, B], hazard, exposed, PLAIN, alpha=0.3), now) == ("shares",)


def test_alpha_is_a_weight():
    with pytest.raises(ValueError, match=r"between 0 and 1, not 1\.2"):
        exchanged({A: 1.0}, {B: 1.0}, PLAIN, alpha=1.2)


amounts = st.lists(st.integers(0, 20), min_size=3, max_size=3)


# A machine that is busy with something else says nothing about the rule.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(amounts, amounts, st.floats(0, 1))
def test_exchanging_twice_changes_nothing_and_shares_sum_to_one(one, other, alpha):
    def shares(values):
        return {code: value / (sum(values) or 1) for code, value in zip((A, B, C), values, strict=True)}

    hazard, exposed = shares(one), shares(other)
    then = exchanged(hazard, exposed, PLAIN, alpha=alpha)
    back = exchanged(exposed, hazard, PLAIN, alpha=alpha)
    assert back == of_shares(hazard, exposed, PLAIN, alpha=alpha)
    for roles in (then, back):
        if roles.shares:
            assert sum(roles.shares.values()) == pytest.approx(1.0, abs=1e-12)
            assert roles.lead in roles.shares
            assert set(roles.supports) == set(roles.shares) - {roles.lead}
