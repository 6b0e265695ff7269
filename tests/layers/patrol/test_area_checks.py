"""Findings between areas, with zones and with a limit, and their fixes, worked out by hand on a kilometre grid."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.crs import transform
from layers.geodesy import HA_PER_M2, geodesic_area_m2
from layers.patrol.area_checks import (
    FIX_CODES,
    PLAN_FINDING_CODES,
    Accepted,
    AreaChecker,
    CheckRules,
    self_crossings,
    uncrossed,
)
from layers.patrol.checks import FINDING_CODES
from layers.patrol.division import CountyIndex

EPSG = 4548
X0, Y0 = 500_000.0, 4_480_000.0


def stored(shape):
    return transform(shape, f"EPSG:{EPSG}", "EPSG:4490")


def box(x1, y1, x2, y2):
    """A box in kilometres, EPSG:4490."""
    return stored(shapely.box(X0 + 1000 * x1, Y0 + 1000 * y1, X0 + 1000 * x2, Y0 + 1000 * y2))


def poly(*corners):
    return stored(shapely.Polygon([(X0 + 1000 * x, Y0 + 1000 * y) for x, y in corners]))


COUNTIES = gpd.GeoDataFrame(
    {"code": ["110101", "110102"], "name": ["西山县", "东河县"]},
    geometry=[box(-20, -20, 0, 20), box(0, -20, 20, 20)],
    crs=4490,
)


@pytest.fixture(scope="module")
def index():
    return CountyIndex(COUNTIES, EPSG)


def checker(index, *zones):
    shapes = np.empty(len(zones), dtype=object)
    shapes[:] = zones
    return AreaChecker(index, index.to_metric(shapes) if len(zones) else shapes)


def check(index, areas, *zones, rules=None):
    return checker(index, *zones).check(areas, rules or CheckRules())


def only(found, code):
    (one,) = [finding for finding in found if finding.code == code]
    facts = {**FINDING_CODES, **PLAN_FINDING_CODES}[code]
    assert set(one.finding.facts) == set(facts) and all(fix.code in FIX_CODES for fix in one.fixes)
    return one


def ha(shape):
    return geodesic_area_m2(shape) * HA_PER_M2


def test_sound_areas_side_by_side_have_nothing_to_say(index):
    assert check(index, {"a": box(-2, 0, 2, 2), "b": box(-2, 2, 2, 4)}) == []


def test_an_overlap_is_named_once_and_cut_off_either(index):
    areas = {"a": box(-2, 0, 2, 2), "b": box(-1, 1, 3, 3)}
    one = only(check(index, areas), "overlap")
    # 3 km × 1 km lie in both.
    assert (one.uid, one.finding.facts["other"]) == ("a", "b")
    assert one.area_ha == pytest.approx(300, rel=1e-3)
    assert ha(shapely.symmetric_difference(one.place, box(-1, 1, 2, 2))) < 0.5
    for fix, uid, other in zip(one.fixes, "ab", "ba", strict=True):
        assert fix.code == "cut_overlap" and tuple(fix.changed) == (uid,)
        assert fix.facts["area_ha"] == pytest.approx(300, rel=1e-3)
        assert fix.facts["after_ha"] == pytest.approx(500, rel=1e-3)
        assert check(index, {**areas, **fix.changed}) == [], "settled, and nothing new"
        both = [transform(one, "EPSG:4490", f"EPSG:{EPSG}") for one in (fix.changed[uid], areas[other])]
        assert shapely.intersection(*both).area < 0.01, "square metres"


def test_an_area_inside_another_can_only_be_cut_out_of_it(index):
    one = only(check(index, {"a": box(-3, 0, 3, 3), "b": box(-1, 1, 1, 2)}), "overlap")
    assert [tuple(fix.changed) for fix in one.fixes] == [("a",)], "the other would be gone"


def test_a_strip_between_two_areas_is_given_to_either(index):
    areas = {"a": box(-2, 0, 2, 2), "b": box(-2, 2.03, 2, 4)}
    one = only(check(index, areas), "gap")
    assert one.finding.facts["width_m"] == pytest.approx(30, rel=0.02)
    assert one.area_ha == pytest.approx(12, rel=0.01), "4 km × 30 m"
    for fix in one.fixes:
        assert fix.code == "give_gap" and check(index, {**areas, **fix.changed}) == []
    assert not [f for f in check(index, {"a": areas["a"], "b": box(-2, 2.06, 2, 4)}) if f.code == "gap"], (
        "60 m are meant"
    )


def test_corners_that_only_come_near_are_no_gap(index):
    assert check(index, {"a": box(-2, 0, 1, 2), "b": box(-2, 2, 2, 4)}) == []
    assert check(index, {"a": box(-2, 0, 1, 2), "b": poly((1.02, 2.02), (3, 2.02), (3, 4), (-1, 4))}) == []


def test_a_strip_in_one_county_is_cut_off(index):
    areas = {"a": box(-2, 0, 0.03, 2)}
    one = only(check(index, areas), "sliver")
    assert one.finding.facts["county"] == "110102"
    (fix,) = one.fixes
    assert fix.code == "cut_sliver" and fix.facts["area_ha"] == pytest.approx(6, rel=0.01), "30 m × 2 km"
    found = check(index, {**areas, **fix.changed})
    assert [finding.code for finding in found] == ["one_county"] and found[0].fixes == ()


def test_holes_are_filled(index):
    area = shapely.difference(box(-2, 0, 2, 2), box(-1, 0.5, 1, 1))
    one = only(check(index, {"a": area}), "hole")
    (fix,) = one.fixes
    assert fix.facts["count"] == 1 and fix.facts["area_ha"] == pytest.approx(100, rel=1e-3)
    assert check(index, {"a": fix.changed["a"]}) == []


def test_what_lies_in_no_county_is_cut_off(index):
    areas = {"a": box(-2, 18, 2, 22)}
    one = only(check(index, areas), "outside_counties")
    (fix,) = one.fixes
    assert fix.code == "clip_counties" and fix.facts["area_ha"] == pytest.approx(800, rel=1e-3)
    assert check(index, fix.changed) == []


def test_a_bow_tie_is_cut_where_it_crosses(index):
    bow = poly((-2, 0), (2, 3), (2, 0), (-2, 1))
    one = only(check(index, {"a": bow}), "self_crossing")
    # The sides y = 0.75 (x + 2) and y = 1 − 0.25 (x + 2) meet at x = −1, y = 0.75: triangles of 4.5 and 0.5 km².
    assert transform(one.place, "EPSG:4490", f"EPSG:{EPSG}").distance(shapely.Point(X0 - 1000, Y0 + 750)) < 1
    larger, every = one.fixes
    assert (larger.code, larger.added) == ("keep_larger", ()) and larger.facts["area_ha"] == pytest.approx(50, rel=1e-3)
    assert every.code == "make_all" and len(every.added) == 1 and ha(every.added[0]) == pytest.approx(50, rel=1e-3)
    assert ha(every.changed["a"]) == pytest.approx(450, rel=1e-3) and every.changed["a"].is_valid
    assert [ha(piece) for piece in uncrossed(bow)] == pytest.approx([450, 50], rel=1e-3)


def test_what_lies_outside_the_zones_is_told_from_a_quarter_on(index):
    areas = {"a": box(-2, 0, 2, 2)}
    assert check(index, areas, box(-2, 0, 1.1, 2)) == []
    one = only(check(index, areas, box(-2, 0, 0.9, 2)), "outside_zone")
    assert one.finding.facts["share"] == pytest.approx(0.275, abs=1e-3) and one.area_ha == pytest.approx(220, rel=1e-3)
    (fix,) = one.fixes
    assert fix.code == "clip_zones" and fix.facts["after_ha"] == pytest.approx(580, rel=1e-3)
    assert only(check(index, areas, box(5, 5, 6, 6)), "no_zone").fixes == ()
    assert check(index, areas) == [], "no zones yet: nothing to lie outside of"


def test_the_limit_of_size(index):
    areas = {"a": box(-4, 0, 4, 8)}
    assert check(index, areas) == [], "6,400 hm², under 30,000"
    one = only(check(index, areas, rules=CheckRules(largest_ha=5000)), "too_large")
    assert one.area_ha == pytest.approx(6400, rel=2e-3) and one.finding.facts["limit_ha"] == 5000


def test_what_is_accepted_is_told_again_when_it_has_grown(index):
    areas = {"a": box(-2, 0, 2, 2), "b": box(-1, 1, 3, 3)}
    one = only(check(index, areas), "overlap")
    rules = CheckRules(accepted=(Accepted(one.key, "两县同意", one.area_ha),))
    assert one.is_accepted(rules) and CheckRules.from_dict(rules.as_dict()) == rules
    grown = only(check(index, {**areas, "b": box(-1, 0.7, 3, 3)}), "overlap")
    assert grown.key == one.key and not grown.is_accepted(rules)
    assert CheckRules.from_dict({}) == CheckRules()


def test_an_area_is_looked_at_again_only_when_it_changes(index, monkeypatch):
    one = checker(index)
    areas = {"a": box(-2, 0, 2, 2), "b": box(-2, 5, 2, 6)}
    one.check(areas, CheckRules())
    asked = []
    divide = CountyIndex.divide
    monkeypatch.setattr(CountyIndex, "divide", lambda self, area: asked.append(area) or divide(self, area))
    one.check({**areas, "b": box(-2, 5, 2, 7)}, CheckRules())
    assert len(asked) == 1


def test_an_outline_in_hand_is_held_against_the_others(index):
    found = checker(index, box(9, 9, 10, 10)).of_hand(
        box(-2, 0, 2, 2), {"b": box(-1, 1, 3, 3)}, CheckRules(largest_ha=100)
    )
    assert {one.code for one in found} == {"overlap", "no_zone", "too_large"}


# -- sides that cross ------------------------------------------------------------------------------


def test_crossing_sides_are_named_with_the_place():
    bow = [(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]
    assert self_crossings(bow, closes=True) == ([0, 2], [(5.0, 5.0)])
    assert self_crossings(bow[:3], closes=True) == ([], [])
    # As a line, nothing closes it.
    assert self_crossings([(0, 0), (10, 0), (10, 5), (0, 5)], closes=False) == ([], [])
    assert self_crossings([(0, 0), (10, 0), (10, 5), (5, -5)], closes=False) == ([0, 2], [(7.5, 0.0)])


def test_the_side_that_closes_a_ring_may_cross_too():
    sides, places = self_crossings([(0, 0), (10, 0), (5, 5), (5, -5), (12, -5)], closes=True)
    assert sides == [0, 2] or 4 in sides
    assert all(len(place) == 2 for place in places)
