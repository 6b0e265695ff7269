"""Patches cut by a county line: shares and areas of hand-made squares."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition, line_pieces
from layers.borders.straddle import cut_objects, straddling
from layers.zones.model import STRADDLING_COLUMNS
from tests.layers.shapes import box_km, counties, forests

A, B, C = "110116", "130826", "130827"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}


def of(shapes, patches, **options):
    frame = counties(shapes)
    return straddling(forests(patches, **options), frame, build_network(frame))


def test_patch_of_37_to_63():
    patches = of(TWO, [box_km(16.3, 5, 26.3, 15)])
    assert tuple(patches.columns) == STRADDLING_COLUMNS
    row = patches.iloc[0]
    assert f"{100 * row['shares'][A]:.2f}" == "37.00"
    assert f"{100 * row['shares'][B]:.2f}" == "63.00"
    assert row["counties"] == [B, A]
    assert row["area_ha"] == pytest.approx(10_000, rel=1e-5)
    assert sum(row["areas_ha"].values()) == row["area_ha"]


def test_patch_in_one_county_and_patch_that_only_touches_are_not_listed():
    assert len(of(TWO, [box_km(1, 1, 5, 5), box_km(10, 5, 20, 15)])) == 0


def test_part_outside_every_county_has_its_own_entry():
    row = of(TWO, [box_km(15, 15, 25, 25)]).iloc[0]
    assert row["shares"][""] == pytest.approx(0.5, abs=1e-6)
    assert row["shares"][A] == pytest.approx(0.25, abs=1e-6)
    assert row["counties"] == [A, B]
    assert sum(row["areas_ha"].values()) == row["area_ha"]


def test_hole_over_the_line_is_no_forest():
    ring = shapely.difference(box_km(10, 0, 30, 20), box_km(15, 5, 30, 15))
    row = of(TWO, [ring]).iloc[0]
    # west 10×20 − 5×10 = 150 km², east 10×20 − 10×10 = 100 km²
    assert row["areas_ha"][A] == pytest.approx(15_000, rel=1e-5)
    assert row["areas_ha"][B] == pytest.approx(10_000, rel=1e-5)


def test_patch_at_a_tripoint_has_three_shares():
    shapes = {A: box_km(0, 0, 20, 40), B: box_km(20, 0, 40, 20), C: box_km(20, 20, 40, 40)}
    row = of(shapes, [box_km(10, 15, 30, 30)]).iloc[0]
    assert row["shares"] == pytest.approx({A: 0.5, B: 1 / 6, C: 1 / 3}, abs=1e-5)


def test_lines_that_ride_along_in_a_collection_are_no_forest():
    line = shapely.LineString([(0, 1_000), (40_000, 1_000)])
    row = of(TWO, [shapely.GeometryCollection([box_km(16.3, 5, 26.3, 15), line])]).iloc[0]
    assert f"{100 * row['shares'][A]:.2f}" == "37.00"


def test_same_feature_in_two_layers_counts_once():
    frame = counties(TWO)
    layers = [forests([box_km(15, 5, 25, 15)], uid="forest"), forests([box_km(15, 5, 25, 15)], uid="forest")]
    assert len(straddling(layers, frame, build_network(frame))) == 1


def test_strip_claimed_by_both_counts_once():
    """B's version of the line lies 1 km west of A's: the strip is A's in the sums, and disputed."""
    shapes = {A: box_km(0, 0, 20, 20), B: box_km(19, 0, 40, 20)}
    row = of(shapes, [box_km(15, 5, 25, 15)]).iloc[0]
    assert row["area_ha"] == pytest.approx(10_000, rel=1e-5)
    assert row["areas_ha"] == pytest.approx({A: 5_000, B: 5_000}, rel=1e-4)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 34), st.floats(0, 14), st.floats(0.2, 12), st.floats(0.2, 12)), min_size=1, max_size=6
    )
)
def test_parts_sum_to_the_whole(corners):
    frame = counties(TWO)
    network = build_network(frame)
    partition = build_partition(clean_counties(frame), network)
    layer = forests([box_km(x, y, x + w, y + h) for x, y, w, h in corners])
    cut = cut_objects([layer], partition)
    whole = np.array([w * h for _, _, w, h in corners])[np.argsort([f"forest-{k}" for k in range(len(corners))])] * 1e6
    assert cut.total_m2 == pytest.approx(whole, rel=1e-5)
    plane = np.bincount(cut.source, weights=shapely.area(cut.parts), minlength=len(cut.uids))
    assert plane == pytest.approx(shapely.area(cut.shapes), rel=1e-9)


def test_line_pieces_join_end_to_end():
    lines = np.array([shapely.LineString([(k, 0) for k in range(n)]) for n in (2, 5, 9, 10)], dtype=object)
    pieces, line_of = line_pieces(lines, 4)
    assert shapely.get_num_points(pieces).max() == 5
    assert np.bincount(line_of, weights=shapely.length(pieces)) == pytest.approx([1, 4, 8, 9])
