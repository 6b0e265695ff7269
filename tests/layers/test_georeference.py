"""Pictures placed by control points: known transformations, known residuals, and sets that do not place anything."""

from __future__ import annotations

import math

import numpy as np
import pytest

from layers.crs import STORAGE_CRS, transformer
from layers.errors import PictureNotPlaced
from layers.georeference import (
    ControlPoint,
    Placement,
    Transformation,
    fit,
    with_point,
    without_point,
)

EPSG = 4548
SIZE = (1000, 800)
EAST, NORTH = 470_000.0, 4_500_000.0
PIXELS = [(100.0, 100.0), (900.0, 80.0), (880.0, 700.0), (120.0, 720.0), (500.0, 400.0), (300.0, 600.0), (700.0, 250.0)]


def lonlat(east: float, north: float) -> tuple[float, float]:
    lon, lat = transformer(f"EPSG:{EPSG}", STORAGE_CRS).transform(east, north)
    return float(lon), float(lat)


def affine(column: float, row: float) -> tuple[float, float]:
    """20 m to the pixel, turned by 3°, a little sheared."""
    turn = math.radians(3.0)
    x, y = 20.0 * column + 0.6 * row, -19.0 * row
    return EAST + x * math.cos(turn) - y * math.sin(turn), NORTH + x * math.sin(turn) + y * math.cos(turn)


def similarity(column: float, row: float) -> tuple[float, float]:
    turn = math.radians(-12.0)
    x, y = 15.0 * column, -15.0 * row
    return EAST + x * math.cos(turn) - y * math.sin(turn), NORTH + x * math.sin(turn) + y * math.cos(turn)


def bent(column: float, row: float) -> tuple[float, float]:
    u, v = (column - 500) / 500, (400 - row) / 500
    return EAST + 10_000 * u + 300 * u * v + 200 * v * v, NORTH + 9_000 * v - 250 * u * u


def placement(kind: Transformation, truth, pixels=PIXELS, **moved: tuple[float, float]) -> Placement:
    """Points of a known transformation; ``p2=(10, 0)`` moves point 2 ten metres to the east."""
    points = []
    for number, (column, row) in enumerate(pixels):
        east, north = truth(column, row)
        d_east, d_north = moved.get(f"p{number}", (0.0, 0.0))
        points.append(ControlPoint(column, row, *lonlat(east + d_east, north + d_north)))
    return Placement(*SIZE, tuple(points), kind)


CASES = [
    (Transformation.SIMILARITY, similarity),
    (Transformation.AFFINE, affine),
    (Transformation.POLYNOMIAL, bent),
]


@pytest.mark.parametrize(("kind", "truth"), CASES)
def test_a_known_transformation_is_found_again_and_back(kind: Transformation, truth) -> None:
    found = fit(placement(kind, truth), EPSG)
    assert found.lengths_m.max() < 1e-3 and found.rms_m < 1e-3 and found.worst is None
    others = np.array([(0.0, 0.0), (1000.0, 0.0), (1000.0, 800.0), (640.0, 123.0)])
    xy = found.to_map(others)
    assert np.abs(xy - np.array([truth(*one) for one in others])).max() < 1e-2
    assert np.abs(found.to_pixels(xy) - others).max() < 1e-4


def test_a_point_moved_by_ten_metres_leaves_the_residuals_of_least_squares() -> None:
    # Four corners of a square: moving one by d, an affine fit is off by d/4 at each, along ±d (exactly solvable).
    square = [(100.0, 100.0), (700.0, 100.0), (700.0, 700.0), (100.0, 700.0)]
    found = fit(placement(Transformation.AFFINE, affine, square, p2=(10.0, 0.0)), EPSG)
    assert found.lengths_m == pytest.approx([2.5] * 4, abs=2e-3)
    assert found.residuals_m[2, 0] == pytest.approx(-2.5, abs=2e-3) and found.spare == 1
    assert found.rms_m == pytest.approx(2.5, abs=2e-3)
    # A similarity has two unknowns fewer and is off by 10·√(1/2)… at the moved point: d·(1 − 2/4).
    found = fit(placement(Transformation.SIMILARITY, similarity, square, p2=(10.0, 0.0)), EPSG)
    assert found.residuals_m[2] == pytest.approx([-5.0, 0.0], abs=5e-3) and found.worst == 2


def test_a_point_that_is_left_out_shows_its_whole_error_and_changes_nothing() -> None:
    one = placement(Transformation.AFFINE, affine, p4=(10.0, 0.0))
    left_out = with_point(one, 4, ControlPoint(*PIXELS[4], one.points[4].lon, one.points[4].lat, is_used=False))
    found = fit(left_out, EPSG)
    assert found.residuals_m[4] == pytest.approx([-10.0, 0.0], abs=2e-3)
    assert found.rms_m < 1e-3 and found.worst is None
    assert fit(one, EPSG).worst == 4
    assert fit(without_point(one, 4), EPSG).coefficients == pytest.approx(found.coefficients)


@pytest.mark.parametrize(("kind", "truth"), CASES)
def test_with_no_point_to_spare_the_residuals_are_zero_and_nothing_is_the_worst(kind: Transformation, truth) -> None:
    least = {Transformation.SIMILARITY: 2, Transformation.AFFINE: 3, Transformation.POLYNOMIAL: 6}[kind]
    found = fit(placement(kind, truth, PIXELS[:least], p1=(10.0, 0.0)), EPSG)
    assert found.spare == 0 and found.rms_m < 1e-3 and found.worst is None
    with pytest.raises(PictureNotPlaced) as refused:
        fit(placement(kind, truth, PIXELS[: least - 1]), EPSG)
    assert refused.value.facts == {"reason_code": "too_few", "count": least - 1, "least": least}


LINE = [(100.0, 100.0), (300.0, 200.0), (500.0, 300.0), (900.0, 500.0), (700.0, 400.0), (200.0, 150.0)]
CIRCLE = [(500 + 300 * math.cos(k), 400 + 300 * math.sin(k)) for k in range(7)]


@pytest.mark.parametrize(
    ("kind", "pixels", "reason"),
    [
        (Transformation.AFFINE, LINE, "on_a_line"),
        (Transformation.POLYNOMIAL, LINE, "on_a_line"),
        (Transformation.POLYNOMIAL, CIRCLE, "not_determined"),
        (Transformation.SIMILARITY, [(5.0, 5.0)] * 3, "same_place"),
    ],
)
def test_points_that_determine_nothing_are_refused_by_name(kind: Transformation, pixels, reason: str) -> None:
    with pytest.raises(PictureNotPlaced) as refused:
        fit(placement(kind, affine, pixels), EPSG)
    assert refused.value.facts["reason_code"] == reason


def test_a_mirror_image_is_refused() -> None:
    with pytest.raises(PictureNotPlaced) as refused:
        fit(placement(Transformation.AFFINE, lambda column, row: affine(-column, row)), EPSG)
    assert refused.value.facts["reason_code"] == "mirrored"


def test_points_on_a_line_place_a_picture_that_keeps_its_shape() -> None:
    assert fit(placement(Transformation.SIMILARITY, similarity, LINE), EPSG).rms_m < 1e-3


def test_the_extent_holds_the_whole_picture_and_the_pixel_has_its_size() -> None:
    found = fit(placement(Transformation.SIMILARITY, similarity), EPSG)
    corners = np.array([similarity(*one) for one in ((0, 0), (1000, 0), (1000, 800), (0, 800))])
    assert found.extent() == pytest.approx((*corners.min(axis=0), *corners.max(axis=0)), abs=0.01)
    assert found.metres_per_pixel == pytest.approx(15.0, abs=1e-4)


def test_where_a_bent_picture_has_no_place_there_are_no_pixels() -> None:
    found = fit(placement(Transformation.POLYNOMIAL, bent), EPSG)
    assert np.isnan(found.to_pixels(np.array([[EAST, NORTH + 1e7]]))).all()


def test_a_placement_comes_back_from_plain_data_and_nonsense_is_told() -> None:
    one = placement(Transformation.POLYNOMIAL, bent)
    assert Placement.from_stored(one.as_stored()) == one
    bad_points = ([[1, 2]], [[math.nan, 1, 2, 3, True]], 5)
    wrong = [{"size": [0, 5]}, {"transformation": "x"}, *({"points": points} for points in bad_points)]
    for values in ({}, *({**one.as_stored(), **change} for change in wrong)):
        with pytest.raises(ValueError, match=r"placement|Transformation"):
            Placement.from_stored(values)
