"""The themes as a room sees them: contrast of what must be read, and patches that hide nothing."""

from itertools import combinations

import pytest
import shapely
from PySide6.QtGui import QColor

from app.canvas import RenderOptions, View, build_scene, render_image
from app.canvas.styles import THEMES, theme
from layers.styling.colors import Sight, distance
from layers.styling.presets import DANGER

from .conftest import at, box, frame


def contrast(one, other):
    """The contrast ratio of two colours (WCAG 2.1)."""

    def luminance(color):
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(QColor(c).getRgbF()[:3]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("zone", ["zone_S1", "zone_S2", "zone_S3", "zone_pending"])
@pytest.mark.parametrize("number", ["zone_top", "zone_number", "zone_minor"])
def test_numbers_are_read_on_their_discs(name, zone, number):
    look = theme(name)
    assert contrast(look.style(number).label.color, look.style(zone).line) >= 3.5


@pytest.mark.parametrize("name", THEMES)
def test_names_and_county_lines_stand_off_the_land(name):
    look = theme(name)
    for key in ("settlement", "depot", "zone_name", "patrol"):
        assert contrast(look.style(key).label.color, look.land) >= 4.5, key
    for key in ("border_county", "border_prefecture", "border_province"):
        assert contrast(look.style(key).line, look.land) >= 7.0, key


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("sight", Sight)
def test_zone_classes_stay_apart_for_every_eye(name, sight):
    """At least 0.10 in OKLab between their colours, or patterns that differ; with full sight the colours alone do."""
    classes = [theme(name).style(key) for key in ("zone_S1", "zone_S2", "zone_S3")]
    for one, other in combinations(classes, 2):
        is_apart = distance(one.line, other.line, sight) >= 0.10
        assert is_apart or (one.pattern != other.pattern and sight is not Sight.FULL)


@pytest.mark.parametrize("name", THEMES)
def test_what_is_unknown_is_no_danger_level_in_grey(name):
    patterns = [theme(name).style("unknown").pattern, *(level.look.pattern for level in DANGER)]
    assert len(set(patterns)) == 5


@pytest.mark.parametrize("name", THEMES)
def test_classes_differ_without_colour(name):
    patterns = [theme(name).style(key).pattern for key in ("zone_S1", "zone_S2", "zone_S3", "zone_pending")]
    assert len(set(patterns)) == 4


def test_a_river_is_seen_through_a_patch_and_the_patch_is_deeper_than_its_wood(plan, qapp, family):
    patch = {"uid": "s1", "geometry": box(1, 0.5, 9, 9)}
    view = View(at(3, 1), 20.0, (41.0, 201.0))

    def picture():
        return render_image(build_scene(plan), view, RenderOptions(family, with_labels=False))

    plan.frames["wood"] = frame(("uid", "name"), [{"uid": "f1", "name": "", "geometry": box(1, 0, 9, 9)}])
    wood = picture()
    plan._empty["straddling"] = frame(plan._empty["straddling"].columns, [patch])
    patched = picture()
    assert patched.pixelColor(20, 50).lightness() < wood.pixelColor(20, 50).lightness()
    river, bank = patched.pixelColor(20, 100), patched.pixelColor(20, 92)
    assert (river.blue() - river.red()) - (bank.blue() - bank.red()) > 40
    assert shapely.box(*view.extent).contains(shapely.Point(*at(3, 1)))


# -- county lines as GB/T 20257 draws them: dash and dots tell the level, without colour and without width -------------

LEVELS = {"border_county": "─·", "border_prefecture": "─··", "border_province": "──·"}


def runs_along(theme_name, key, family):
    """Lengths of dashes along a straight line of 300 px drawn to the east, in pixels, from its start."""
    from dataclasses import replace

    import numpy as np

    from app.canvas.scene import Group, Part, Scene, SceneLayer
    from app.canvas.shapes import Shapes

    look = theme(theme_name)
    line = Shapes.of_metric(np.array([shapely.LineString([(10, 0), (310, 0)])], dtype=object))
    style = replace(look.style(key), band="")
    scene = Scene((SceneLayer("b", "", "", Group.BORDER, parts=(Part(key, style, line),)),), 4548, look)
    image = render_image(scene, View((160.0, 0.0), 1.0, (320.0, 21.0)), RenderOptions(family))
    ground = QColor(look.ground).lightnessF()
    # Along the middle of the line, or of the two rows that it covers.
    ink = [max(abs(image.pixelColor(x, y).lightnessF() - ground) for y in (9, 10, 11)) for x in range(320)]
    full = max(ink)
    is_inked = [value > 0.4 * full for value in ink]
    starts = [x for x in range(1, 320) if is_inked[x] and not is_inked[x - 1]]
    ends = [x for x in range(1, 320) if not is_inked[x] and is_inked[x - 1]]
    return starts[0], [b - a for a, b in zip(starts, ends, strict=False)]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("key", LEVELS)
def test_dashes_and_dots_tell_the_level_and_start_with_a_dash(qapp, family, name, key):
    start, runs = runs_along(name, key, family)
    wanted = theme(name).style(key).dash[::2]
    assert start == 10, "the first dash begins where the line does"
    for place in range(3 * len(wanted)):
        # Stated tolerance: one pixel, for edges that fall between two.
        assert runs[place] == pytest.approx(wanted[place % len(wanted)], abs=1.0), (place, runs)
    assert "".join("─" if length > 4 else "·" for length in wanted) == LEVELS[key]


@pytest.mark.parametrize("name", THEMES)
def test_levels_differ_without_colour(name):
    dashes = {theme(name).style(key).dash for key in (*LEVELS, "border_outer")}
    assert len(dashes) == 4
    widths = [theme(name).style(key).width for key in LEVELS]
    assert widths == sorted(widths) and len(set(widths)) == 3
