"""Colours as eyes see them: published values, then the palettes under every sight."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from layers.styling.colors import Sight, distance, encoded, hex_color, linear, matrix, of_oklab, oklab, rgb, seen
from layers.styling.palettes import KINDS, RAMPS, kind, ramp
from layers.styling.presets import DANGER

#: Two looks are apart when their colours are this far from each other in OKLab, or their patterns differ.
APART = 0.10
#: Neighbours in a ramp of five; 0.02 is about the least step that is seen side by side.
RAMP_STEP = 0.05


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        # CSS Color 4, sample code for OKLab.
        ("#FFFFFF", (1.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#FF0000", (0.62796, 0.22486, 0.12585)),
        ("#00FF00", (0.86644, -0.23389, 0.17950)),
        ("#0000FF", (0.45201, -0.03246, -0.31153)),
    ],
)
def test_oklab_of_known_colours(color, expected):
    assert oklab(color) == pytest.approx(expected, abs=2e-4)
    assert of_oklab(np.array(expected)) == color


def test_light_is_coded_as_the_standard_says():
    assert linear(np.array([0.0, 0.04045, 0.5, 1.0])) == pytest.approx([0, 0.04045 / 12.92, 0.21404, 1], abs=1e-5)
    values = np.linspace(0, 1, 256)
    assert encoded(linear(values)) == pytest.approx(values, abs=1e-12)


@pytest.mark.parametrize("sight", Sight)
def test_greys_stay_greys(sight):
    assert matrix(sight).sum(axis=1) == pytest.approx([1, 1, 1], abs=2e-6)
    for grey in ("#000000", "#777777", "#FFFFFF"):
        assert seen(grey, sight) == grey


def test_red_and_green_of_one_lightness_are_one_to_red_green_blind_eyes():
    full, blind = (distance("#B05050", "#6B7A2C", sight) for sight in (Sight.FULL, Sight.DEUTAN))
    assert blind < full / 3
    assert distance("#B05050", "#6B7A2C", Sight.TRITAN) > blind


def test_in_grey_all_channels_are_one():
    channels = rgb(seen("#D7263D", Sight.GREY))
    assert channels[0] == channels[1] == channels[2]
    # Y of red (IEC 61966-2-1).
    assert seen("#FF0000", Sight.GREY) == hex_color(encoded(np.full(3, 0.2126)))


@pytest.mark.parametrize("sight", Sight)
def test_danger_levels_stay_apart(sight):
    for one, other in combinations(DANGER, 2):
        is_apart = distance(one.look.color, other.look.color, sight) >= APART
        assert is_apart or one.look.pattern != other.look.pattern, (one.zh, other.zh)
        assert one.look.size_px != other.look.size_px, "points have no pattern: they grow"


@pytest.mark.parametrize("sight", [sight for sight in Sight if sight is not Sight.GREY])
def test_danger_colours_alone_stay_apart_but_in_grey(sight):
    for one, other in combinations(DANGER, 2):
        assert distance(one.look.color, other.look.color, sight) >= APART


@pytest.mark.parametrize("name", [name for name in RAMPS if name != "two_ways"])
@pytest.mark.parametrize("sight", Sight)
def test_ramps_climb_evenly_for_every_eye(name, sight):
    colors = ramp(name, 5)
    steps = [distance(a, b) for a, b in pairwise(colors)]
    assert max(steps) / min(steps) < 1.15
    assert min(distance(a, b, sight) for a, b in pairwise(colors)) > RAMP_STEP
    light = [oklab(seen(color, sight))[0] for color in colors]
    assert light == sorted(light) or light == sorted(light, reverse=True), "in grey the order is still seen"


def test_a_ramp_turns_around_and_one_colour_is_its_middle():
    assert ramp("heat", 4, reverse=True) == ramp("heat", 4)[::-1]
    assert ramp("heat", 1) == (ramp("heat", 3)[1],)


def test_kinds_never_look_the_same_before_their_patterns_run_out():
    looks = [kind(number) for number in range(4 * len(KINDS))]
    assert len(set(looks)) == len(looks)
