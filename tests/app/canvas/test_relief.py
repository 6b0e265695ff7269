"""Relief on planes, where the light can be worked out by hand: sun at 315°, 45° high (Horn 1981)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.canvas.rasters import relief

CELL_M = 30.0
KNOWN = np.ones((9, 9), bool)


def plane(slope_deg: float, aspect_deg: float) -> np.ndarray:
    """Heights of a plane that falls towards ``aspect_deg`` (clockwise from north); row 0 is the northernmost."""
    north, east = -np.indices((9, 9))[0] * CELL_M, np.indices((9, 9))[1] * CELL_M
    towards = east * math.sin(math.radians(aspect_deg)) + north * math.cos(math.radians(aspect_deg))
    return 500.0 - math.tan(math.radians(slope_deg)) * towards


def illumination(slope_deg: float, aspect_deg: float) -> float:
    slope, zenith = math.radians(slope_deg), math.radians(45.0)
    turn = math.radians(315.0 - aspect_deg)
    light = math.cos(zenith) * math.cos(slope) + math.sin(zenith) * math.sin(slope) * math.cos(turn)
    return min(max(light, 0.0), 1.0)


@pytest.mark.parametrize("slope_deg", [5.0, 20.0, 30.0, 45.0, 60.0])
@pytest.mark.parametrize("aspect_deg", [0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0, 20.0])
def test_a_plane_is_lit_as_the_formula_says(slope_deg: float, aspect_deg: float) -> None:
    found = relief(plane(slope_deg, aspect_deg), KNOWN, CELL_M)[4, 4]
    flat = math.sin(math.radians(45.0))
    light = illumination(slope_deg, aspect_deg)
    strength = (light - flat) / (1.0 - flat) if light > flat else (flat - light) / flat
    assert found[3] == pytest.approx(255.0 * strength, abs=1.0)
    if found[3] > 1:
        assert found[0] == (255 if light > flat else 0)


def test_the_slope_that_faces_the_sun_is_white_and_the_one_behind_it_black() -> None:
    lit, dark = (relief(plane(45.0, aspect), KNOWN, CELL_M)[4, 4] for aspect in (315.0, 135.0))
    assert tuple(lit[:3]) == (255, 255, 255) and tuple(dark[:3]) == (0, 0, 0)
    assert min(lit[3], dark[3]) >= 254


def test_heights_that_are_not_known_stay_clear() -> None:
    known = KNOWN.copy()
    known[:, :3] = False
    assert (relief(plane(30.0, 135.0), known, CELL_M)[:, :3, 3] == 0).all()
