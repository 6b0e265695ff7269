"""The themes as a room sees them: contrast of what must be read, and patches that hide nothing."""

import pytest
import shapely
from PySide6.QtGui import QColor

from app.canvas import RenderOptions, View, build_scene, render_image
from app.canvas.styles import THEMES, theme

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
