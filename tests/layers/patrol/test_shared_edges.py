"""Edges that areas share, worked out by hand in metres, and the laws that must hold whatever is moved."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import transform
from layers.patrol.shared_edges import SharedEdges

EPSG = 4548
X0, Y0 = 500_000.0, 4_500_000.0


def stored(*corners, holes=()):
    """A polygon of corners in metres from the corner of the tests, as it is stored."""
    shape = shapely.Polygon([(X0 + x, Y0 + y) for x, y in corners], [[(X0 + x, Y0 + y) for x, y in h] for h in holes])
    return transform(shape, f"EPSG:{EPSG}", "EPSG:4490")


def box(x1, y1, x2, y2):
    return stored((x1, y1), (x2, y1), (x2, y2), (x1, y2))


def metres(shape):
    """The corners in metres, each ring from its least one."""
    flat = transform(shape, "EPSG:4490", f"EPSG:{EPSG}")
    return [(round(x - X0, 3) + 0.0, round(y - Y0, 3) + 0.0) for x, y in shapely.get_coordinates(flat)[:-1]]


def edit(shape, change):
    """The outline after a change of its corners in metres, through metres and back as a tool does it."""
    return stored(*change(metres(shape)))


def moved(shape, *pairs):
    goals = dict(pairs)
    return edit(shape, lambda corners: [goals.get(one, one) for one in corners])


def inserted(shape, after, place):
    return edit(shape, lambda corners: [p for one in corners for p in ([one, place] if one == after else [one])])


def deleted(shape, *places):
    return edit(shape, lambda corners: [one for one in corners if one not in places])


def follow(areas, uid, edited):
    return SharedEdges(areas, uid, epsg=EPSG).follow(edited)


@pytest.fixture
def pair():
    """Two squares of a kilometre side by side."""
    return {"a": box(0, 0, 1000, 1000), "b": box(1000, 0, 2000, 1000)}


def has_no_gap(*shapes):
    """Whether shapes lie side by side: what they cover together is the sum, and has no holes."""
    whole = shapely.union_all(shapes)
    parts = sum(shape.area for shape in shapes)
    return abs(whole.area - parts) <= 1e-9 * parts and len(shapely.get_parts(whole)) == 1 and not whole.interiors


def flat(areas):
    return [transform(shape, "EPSG:4490", f"EPSG:{EPSG}") for shape in areas.values()]


def test_a_shared_corner_moves_in_both_to_the_same_bits(pair):
    made = follow(pair, "a", moved(pair["a"], ((1000, 1000), (900, 1100))))
    assert tuple(made.changed) == ("a", "b") and made.neighbours == ("b",) and made.broken == ()
    assert set(metres(made.changed["a"])) == {(0, 0), (1000, 0), (900, 1100), (0, 1000)}
    assert set(metres(made.changed["b"])) == {(1000, 0), (2000, 0), (2000, 1000), (900, 1100)}
    ours, theirs = ({tuple(xy) for xy in shapely.get_coordinates(made.changed[one])} for one in "ab")
    assert len(ours & theirs) == 2, "both ends of the shared side, bit for bit"


def test_what_is_not_touched_keeps_every_bit(pair):
    # Through metres and back the other corners differ in the last digit; they are taken as they were.
    made = follow(pair, "a", moved(pair["a"], ((1000, 1000), (900, 1100))))
    for one in "ab":
        before, after = (
            {tuple(xy) for xy in shapely.get_coordinates(shape)} for shape in (pair[one], made.changed[one])
        )
        assert len(before & after) == 3


def test_a_corner_of_its_own_moves_alone(pair):
    made = follow(pair, "a", moved(pair["a"], ((0, 0), (-50, -50))))
    assert made.neighbours == ()
    assert set(metres(made.changed["a"])) == {(-50, -50), (1000, 0), (1000, 1000), (0, 1000)}


def test_areas_that_are_a_metre_apart_are_not_joined(pair):
    apart = {**pair, "b": box(1001, 0, 2000, 1000)}
    assert follow(apart, "a", moved(pair["a"], ((1000, 1000), (900, 1100)))).neighbours == ()
    within = {**pair, "b": box(1000.0005, 0, 2000, 1000)}
    assert follow(within, "a", moved(pair["a"], ((1000, 1000), (900, 1100)))).neighbours == ("b",), "half a millimetre"


def test_a_corner_inserted_on_a_shared_side_comes_into_both(pair):
    made = follow(pair, "a", inserted(pair["a"], (1000, 0), (1100, 500)))
    assert metres(made.changed["a"]).count((1100, 500)) == 1
    assert set(metres(made.changed["b"])) == {(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1100, 500)}
    assert has_no_gap(*made.changed.values())
    alone = follow(pair, "a", inserted(pair["a"], (0, 0), (500, -80)))
    assert alone.neighbours == () and len(metres(alone.changed["a"])) == 5


def test_a_corner_deleted_on_a_shared_line_goes_from_both(pair):
    bent = follow(pair, "a", inserted(pair["a"], (1000, 0), (1100, 500))).changed
    made = follow(bent, "b", deleted(bent["b"], (1100, 500)))
    assert set(metres(made.changed["a"])) == {(0, 0), (1000, 0), (1000, 1000), (0, 1000)}
    assert has_no_gap(*made.changed.values())


def test_a_corner_where_a_shared_side_ends_cannot_go_from_one_area_alone(pair):
    made = follow(pair, "a", deleted(pair["a"], (1000, 1000)))
    assert made.holding == ("b",) and not made.can_be
    touching = {**pair, "b": box(1000, 1000, 2000, 2000)}
    made = follow(touching, "a", deleted(touching["a"], (1000, 1000)))
    assert made.can_be and made.neighbours == (), "they have only that one place in common"


def test_a_corner_where_three_meet_cannot_go_from_one_area_alone(three):
    bent = {**three, **follow(three, "left", moved(three["left"], ((1000, 0), (1000, 200)))).changed}
    made = follow(bent, "below", deleted(bent["below"], (1000, 200)))
    assert set(made.holding) == {"left", "right"}


def test_corners_of_a_box_move_a_shared_side(pair):
    made = follow(pair, "a", moved(pair["a"], ((1000, 0), (1200, 0)), ((1000, 1000), (1200, 1000))))
    assert set(metres(made.changed["b"])) == {(1200, 0), (2000, 0), (2000, 1000), (1200, 1000)}


# -- T-junctions ----------------------------------------------------------------------------------


@pytest.fixture
def three():
    """A long area below, two above it: their common corner (1000, 0) lies on the long side, where below has none."""
    return {
        "below": box(0, -500, 2000, 0),
        "left": box(0, 0, 1000, 1000),
        "right": box(1000, 0, 2000, 1000),
    }


def test_a_corner_on_the_side_of_another_is_given_to_it_first(three):
    made = follow(three, "left", moved(three["left"], ((1000, 0), (1000, 200))))
    assert set(made.changed) == {"left", "right", "below"}
    assert set(metres(made.changed["below"])) == {(0, -500), (2000, -500), (2000, 0), (1000, 200), (0, 0)}
    assert has_no_gap(*made.changed.values())


def test_a_side_that_bends_keeps_to_the_corners_that_lie_on_it(three):
    made = follow(three, "below", moved(three["below"], ((2000, 0), (2000, -100))))
    # The common corner stays, so right's lower side bends with it and left is as it was.
    assert set(metres(made.changed["below"])) == {(0, -500), (2000, -500), (2000, -100), (1000, 0), (0, 0)}
    assert set(metres(made.changed["right"])) == {(1000, 0), (2000, -100), (2000, 1000), (1000, 1000)}
    assert "left" not in made.changed
    assert has_no_gap(made.changed["below"], made.changed["right"], three["left"])


def test_a_corner_between_two_that_move_goes_along_in_proportion(three):
    made = follow(three, "below", moved(three["below"], ((0, 0), (0, 100)), ((2000, 0), (2000, 300))))
    assert (1000, 200) in metres(made.changed["left"]) and (1000, 200) in metres(made.changed["right"])
    assert has_no_gap(*made.changed.values())


def test_a_corner_inserted_between_corners_of_neighbours(three):
    made = follow(three, "below", inserted(three["below"], (2000, 0), (1000, 150)))
    # The middle of the long side is the common corner itself: that one moves.
    assert metres(made.changed["below"]).count((1000, 150)) == 1 and len(metres(made.changed["below"])) == 5
    assert (1000, 150) in metres(made.changed["left"]) and (1000, 150) in metres(made.changed["right"])
    assert has_no_gap(*made.changed.values())


def test_a_shorter_side_on_a_longer_one():
    areas = {"long": box(0, 0, 3000, 1000), "short": box(1000, 1000, 2000, 1500)}
    made = follow(areas, "short", moved(areas["short"], ((2000, 1000), (2000, 900))))
    assert {(1000, 1000), (2000, 900)} <= set(metres(made.changed["long"]))
    assert has_no_gap(*made.changed.values())


def test_neighbours_of_neighbours_stay_joined(three):
    # "far" touches right's upper side, where right has no corner for it; right's corner there is moved by left.
    areas = {**three, "far": box(0, 1000, 2500, 1400)}
    made = follow(areas, "left", moved(areas["left"], ((1000, 1000), (1000, 1100))))
    assert {(0, 1000), (1000, 1100), (2000, 1000)} <= set(metres(made.changed["far"]))
    assert set(made.changed) == {"left", "right", "far"} and has_no_gap(*made.changed.values())


def test_a_neighbour_in_a_hole_follows():
    areas = {
        "ring": stored(
            (0, 0), (3000, 0), (3000, 3000), (0, 3000), holes=[[(1000, 1000), (2000, 1000), (2000, 2000), (1000, 2000)]]
        ),
        "core": box(1000, 1000, 2000, 2000),
    }
    made = follow(areas, "core", moved(areas["core"], ((2000, 2000), (2200, 2100))))
    assert set(metres(shapely.Polygon(made.changed["ring"].interiors[0]))) == {
        (1000, 1000),
        (2000, 1000),
        (2200, 2100),
        (1000, 2000),
    }
    assert shapely.intersection(made.changed["ring"], made.changed["core"]).area == 0


# -- what cannot be followed ----------------------------------------------------------------------


def test_a_neighbour_whose_sides_would_cross_is_named(pair):
    narrow = {**pair, "b": box(1000, 0, 1100, 1000)}
    made = follow(narrow, "a", moved(pair["a"], ((1000, 1000), (1300, 500))))
    assert made.broken == ("b",)


def test_a_neighbour_that_would_lose_its_last_corners_is_named(pair):
    areas = {**pair, "b": stored((1000, 0), (2000, 500), (1000, 1000))}
    bent = follow(areas, "a", inserted(areas["a"], (1000, 0), (1000, 500))).changed
    gone = follow(bent, "a", deleted(bent["a"], (1000, 500)))
    assert gone.broken == () and len(metres(gone.changed["b"])) == 3


def test_an_outline_drawn_anew_changes_no_neighbour(pair):
    made = follow(pair, "a", stored((0, 0), (700, 0), (900, 300), (700, 900), (0, 1000), (-300, 500)))
    assert made.neighbours == ()
    assert follow(pair, "a", shapely.MultiPolygon([pair["a"], box(5000, 0, 6000, 1000)])).neighbours == ()


def test_it_says_who_shares_a_corner(three):
    shared = SharedEdges(three, "left", epsg=EPSG)
    corner = shapely.get_coordinates(three["right"])
    place = min(map(tuple, corner), key=lambda xy: (round(xy[0], 7), xy[1]))
    assert set(shared.shared_by(place)) == {"below", "right"}


# -- laws -----------------------------------------------------------------------------------------

STEP = st.tuples(
    st.integers(0, 2), st.integers(0, 10_000), st.integers(-60, 60), st.integers(-60, 60), st.sampled_from("mmid")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=8))
def test_whatever_is_done_to_the_shared_line_the_areas_cover_the_same_ground(steps):
    """Inner corners only: then the union is the same ground, each point of it once."""
    areas = {
        "below": stored((0, -600), (2000, -600), (2000, 0), (0, 0)),
        "left": stored((0, 0), (500, 0), (1000, 0), (1000, 1000), (0, 1000)),
        "right": box(1000, 0, 2000, 1000),
    }
    ground = shapely.union_all(flat(areas))  # in metres, where sides are straight
    rim = {(0, -600), (2000, -600), (2000, 1000), (0, 1000), (1000, 1000), (0, 0), (2000, 0)}
    for which, pick, dx, dy, what in steps:
        uid = list(areas)[which]
        corners = metres(areas[uid])
        inner = [one for one in corners if one not in rim]
        if what == "i":
            k = pick % len(corners)
            (x1, y1), (x2, y2) = corners[k], corners[(k + 1) % len(corners)]
            middle = (round((x1 + x2) / 2), round((y1 + y2) / 2))
            others = [transform(shape, "EPSG:4490", f"EPSG:{EPSG}") for one, shape in areas.items() if one != uid]
            at = shapely.Point(X0 + (x1 + x2) / 2, Y0 + (y1 + y2) / 2)
            if min(other.boundary.distance(at) for other in others) > 0.001:
                continue  # not on a line that is shared
            edited = inserted(areas[uid], corners[k], (middle[0] + dx / 2, middle[1] + dy / 2))
        elif not inner:
            continue
        elif what == "d":
            if len(corners) <= 3:
                continue
            edited = deleted(areas[uid], inner[pick % len(inner)])
        else:
            x, y = inner[pick % len(inner)]
            edited = moved(areas[uid], ((x, y), (x + dx, y + dy)))
        made = follow(areas, uid, edited)
        if not made.can_be:
            continue
        areas = {**areas, **made.changed}
        assert all(shape.is_valid for shape in areas.values())
        assert shapely.symmetric_difference(shapely.union_all(flat(areas)), ground).area < 1e-3, "square metres"
        assert sum(shape.area for shape in flat(areas)) == pytest.approx(ground.area, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-90, 90), st.integers(-90, 90)), min_size=1, max_size=6))
def test_whatever_shared_corners_move_there_is_neither_gap_nor_overlap(steps):
    areas = {"a": box(0, 0, 1000, 1000), "b": stored((1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1000, 400))}
    line = {(1000.0, 0.0), (1000.0, 1000.0), (1000.0, 400.0)}
    for which, dx, dy in steps:
        uid = "ab"[which % 2]
        shared = sorted(line & set(metres(areas[uid])))
        at = shared[which % len(shared)]
        goal = (at[0] + dx, at[1] + dy)
        made = follow(areas, uid, moved(areas[uid], (at, goal)))
        if made.can_be:
            areas = {**areas, **made.changed}
            line = (line - {at}) | {goal}
        one, other = flat(areas)
        assert shapely.intersection(one, other).area < 1e-3, "square metres"
        along = shapely.LineString([(X0 + x, Y0 + y) for x, y in sorted(line, key=lambda place: place[1])])
        assert (
            max(shape.boundary.hausdorff_distance(shapely.union(shape.boundary, along)) for shape in (one, other))
            < 1e-3
        )


def test_ten_thousand_corners_follow_in_time():
    import time

    circle = shapely.Point(X0, Y0).buffer(8000, quad_segs=2500)
    cut = shapely.box(X0 - 9000, Y0, X0 + 9000, Y0 + 9000)
    areas = {
        "north": transform(shapely.intersection(circle, cut), f"EPSG:{EPSG}", "EPSG:4490"),
        "south": transform(shapely.difference(circle, cut), f"EPSG:{EPSG}", "EPSG:4490"),
    }
    shared = SharedEdges(areas, "north", epsg=EPSG)
    corners = shapely.get_coordinates(areas["north"]).copy()
    k = int(np.argmin(np.hypot(*(corners - shapely.get_coordinates(areas["south"]).max(axis=0)).T)))
    corners[k, 1] += 1e-4
    if k in (0, len(corners) - 1):
        corners[0] = corners[-1] = corners[k]
    began = time.process_time()
    made = shared.follow(shapely.Polygon(corners))
    assert time.process_time() - began < 0.1, "a frame or two, on a machine that others use too"
    assert "north" in made.changed
