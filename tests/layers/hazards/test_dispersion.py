"""Every formula of docs/method, Releases into the air, on figures worked by hand, then what holds for any release."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.hazards.dispersion import (
    STABILITIES,
    CoefficientSet,
    concentration_g_m3,
    isopleth,
    sigma_y_m,
    sigma_z_m,
    stability_class,
)

RURAL, URBAN, GIFFORD = CoefficientSet


@pytest.mark.parametrize(
    ("coefficients", "stability", "sigma_y", "sigma_z"),
    [
        # At 1 km: 0.08 · 1000 / √1.1 and 0.06 · 1000 / √2.5.
        (RURAL, "D", 76.277, 37.947),
        (RURAL, "A", 209.762, 200.0),
        (RURAL, "B", 152.554, 120.0),
        (RURAL, "C", 104.881, 73.030),  # 80 / √1.2
        (RURAL, "E", 57.208, 23.077),  # 30 / 1.3
        (RURAL, "F", 38.139, 12.308),  # 16 / 1.3
        # 160 / √1.4 and 140 / √1.3
        (URBAN, "D", 135.225, 122.788),
        (URBAN, "A", 270.449, 339.411),  # 320 / √1.4; 240 · √2
        (URBAN, "C", 185.934, 200.0),
        (URBAN, "F", 92.967, 50.596),  # 110 / √1.4; 80 / √2.5
        # 465.11628 · tan(8.333°); 32.093 · 1^0.81066
        (GIFFORD, "D", 68.127, 32.093),
        (GIFFORD, "F", 33.884, 13.953),
    ],
)
def test_spread_at_one_kilometre(coefficients, stability, sigma_y, sigma_z):
    assert float(sigma_y_m(1000.0, stability, coefficients)) == pytest.approx(sigma_y, abs=6e-4)
    assert float(sigma_z_m(1000.0, stability, coefficients)) == pytest.approx(sigma_z, abs=6e-4)


def test_the_sets_differ_as_the_domain_rule_says():
    briggs, isc3 = (round(float(sigma_y_m(1000.0, "D", one))) for one in (RURAL, GIFFORD))
    assert (briggs, isc3) == (76, 68)


def test_concentration_by_hand():
    # Q = 100 g/s, u = 4 m/s, class D, 1 km: 100 / (π · 4 · 76.277 · 37.947)
    release = {"release_g_s": 100.0, "wind_ms": 4.0, "stability": "D"}
    centre = 100.0 / (math.pi * 4.0 * 76.277 * 37.947)
    assert float(concentration_g_m3(1000.0, 0.0, **release)) == pytest.approx(centre, rel=1e-4)
    # One σy aside: e^−½ of it; from 50 m above the ground: e^(−H²/2σz²) of it.
    aside = float(concentration_g_m3(1000.0, 76.277, **release))
    assert aside == pytest.approx(centre * math.exp(-0.5), rel=1e-4)
    high = float(concentration_g_m3(1000.0, 0.0, **release, height_m=50.0))
    assert high == pytest.approx(centre * math.exp(-(50.0**2) / (2 * 37.947**2)), rel=1e-4)
    assert float(concentration_g_m3(-10.0, 0.0, **release)) == 0.0


def test_the_isopleth_ends_where_the_threshold_does():
    # Class A rural near the source: C = Q / (π u · 0.22 x · 0.2 x), but for a root near 1, so x = √(Q / (0.044 π u C)).
    release = {"release_g_s": 44.0 * math.pi, "wind_ms": 1.0, "stability": "A"}
    along, half = isopleth(0.1, **release)
    x = along[-1]
    assert x == pytest.approx(100.0 * (1.0 + 0.0001 * 100.0) ** 0.25, rel=2e-3)
    assert half[-1] < 0.1 * half.max()
    middle = len(along) // 2
    on_it = concentration_g_m3(along[middle], half[middle], **release)
    assert float(on_it) == pytest.approx(0.1, rel=1e-9)


def test_a_threshold_that_is_reached_nowhere_gives_nothing():
    along, half = isopleth(1e9, release_g_s=1.0, wind_ms=5.0, stability="D")
    assert len(along) == len(half) == 0


@pytest.mark.parametrize(
    ("wind", "is_day", "level", "found"),
    [
        (1.5, True, "strong", ("A",)),
        (1.9, True, "moderate", ("A", "B")),
        (2.0, True, "strong", ("A", "B")),
        (4.0, True, "moderate", ("B", "C")),
        (5.5, True, "strong", ("C",)),
        (5.5, True, "moderate", ("C", "D")),
        (8.0, True, "slight", ("D",)),
        (2.5, False, "clear", ("F",)),
        (4.0, False, "clear", ("E",)),
        (4.0, False, "cloudy", ("D",)),
        (7.0, False, "clear", ("D",)),
    ],
)
def test_pasquills_table(wind, is_day, level, found):
    assert stability_class(wind, is_day=is_day, level=level) == found


@pytest.mark.parametrize(
    "ask",
    [
        lambda: stability_class(1.0, is_day=False, level="clear"),
        lambda: stability_class(3.0, is_day=True, level="clear"),
        lambda: stability_class(math.nan, is_day=True, level="strong"),
        lambda: sigma_y_m(100.0, "G"),
        lambda: sigma_z_m(100.0, "A", "turner"),
        lambda: concentration_g_m3(1.0, 0.0, release_g_s=1.0, wind_ms=0.0, stability="D"),
        lambda: isopleth(0.0, release_g_s=1.0, wind_ms=1.0, stability="D"),
    ],
)
def test_what_the_tables_do_not_hold_is_refused(ask):
    with pytest.raises(ValueError):
        ask()


ANY = st.sampled_from(STABILITIES)
SETS = st.sampled_from(list(CoefficientSet))


@settings(max_examples=60, deadline=None)
@given(stability=ANY, coefficients=SETS, x=st.floats(50.0, 20_000.0))
def test_a_plume_only_grows_and_a_calmer_class_is_narrower(stability, coefficients, x):
    for spread in (sigma_y_m, sigma_z_m):
        near, far = (float(spread(at, stability, coefficients)) for at in (x, 1.2 * x))
        assert 0.0 < near < far or (coefficients is GIFFORD and far == 5_000.0)
        calmer = STABILITIES[min(STABILITIES.index(stability) + 1, 5)]
        # ISC3's σz of neighbouring classes touches near 100 m.
        assert float(spread(x, calmer, coefficients)) <= near * 1.001


@settings(max_examples=40, deadline=None)
@given(
    stability=ANY,
    coefficients=SETS,
    release=st.floats(1.0, 1e5),
    wind=st.floats(0.5, 20.0),
    x=st.floats(100.0, 10_000.0),
)
def test_what_blows_through_a_plane_is_what_is_released(stability, coefficients, release, wind, x):
    # On the ground C = Q/(π u σy σz); over the half space ∫∫ C·exp(−z²/2σz²) u dy dz = Q.
    sy, sz = (float(spread(x, stability, coefficients)) for spread in (sigma_y_m, sigma_z_m))
    y, z = np.linspace(-6 * sy, 6 * sy, 601), np.linspace(0.0, 6 * sz, 601)
    ground = concentration_g_m3(x, y, release_g_s=release, wind_ms=wind, stability=stability, coefficients=coefficients)
    through = np.trapezoid(ground, y) * np.trapezoid(np.exp(-(z**2) / (2 * sz**2)), z) * wind
    assert through == pytest.approx(release, rel=1e-4)


@settings(max_examples=40, deadline=None)
@given(stability=ANY, release=st.floats(10.0, 1e4), more=st.floats(1.1, 10.0))
def test_more_released_reaches_no_less_far_and_stronger_wind_no_farther(stability, release, more):
    def far(**changes):
        along, _ = isopleth(0.03, **{"release_g_s": release, "wind_ms": 3.0, "stability": stability, **changes})
        return along[-1] if len(along) else 0.0

    assert far(release_g_s=release * more) >= far() >= far(wind_ms=3.0 * more)
