"""A planner's own fit: worked out by hand, there and back, recorded, and never for degrees."""

from __future__ import annotations

import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import UnusableCrs
from layers.sources import ReadChoice, inspect, read
from layers.sources.own_fit import OwnFit, parse_fit
from tests.layers.sources.conftest import square


def test_by_hand() -> None:
    # A quarter turn and twice the size: X₂ = 10 + 2 (0·X − 1·Y), Y₂ = 20 + 2 (1·X + 0·Y), X = 300 north, Y = 100 east.
    fit = OwnFit(4548, 10.0, 20.0, 90 * 3600.0, 1e6)
    assert fit.applied(np.array([[100.0, 300.0]]))[0] == pytest.approx([20 + 2 * 300.0, 10 - 2 * 100.0])
    assert OwnFit(4548, 1.5, -2.5).applied(np.array([[500_000.0, 4_500_000.0]])).tolist() == [[499_997.5, 4_500_001.5]]


def test_a_zone_number_is_taken_off_first() -> None:
    fit = OwnFit(4548, 1.0, 2.0, 3.0, 4.0)
    assert fit.applied(np.array([[39_512_345.0, 4.5e6]])) == pytest.approx(fit.applied(np.array([[512_345.0, 4.5e6]])))


numbers = st.floats(-1e6, 1e6)


@given(st.integers(4534, 4554), numbers, numbers, numbers, numbers)
def test_what_is_written_is_read_back(epsg: int, north: float, east: float, rotation: float, scale: float) -> None:
    fit = OwnFit(epsg, north, east, rotation, scale)
    assert parse_fit(str(fit)) == fit


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "EPSG:4548",
        "fit:EPSG:4548",
        "fit:EPSG:2334,dx=1,dy=1,rotation=0,scale=0",
        "fit:EPSG:4548,dx=e,dy=1,rotation=0,scale=0",
    ],
)
def test_other_choices_are_no_fit(text: str | None) -> None:
    assert parse_fit(text) is None


@given(st.floats(-60, 60), st.floats(-60, 60), st.floats(-30, 30), st.floats(-30, 30))
def test_a_fit_keeps_shape(north: float, east: float, rotation: float, scale: float) -> None:
    points = np.array([[5e5, 4.5e6], [5.1e5, 4.5e6], [5e5, 4.52e6]])
    there = OwnFit(4548, north, east, rotation, scale).applied(points)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        before, after = math.dist(points[a], points[b]), math.dist(there[a], there[b])
        assert after == pytest.approx(before * (1 + scale * 1e-6), rel=1e-9)


def xian(folder: Path) -> Path:
    """A wood in CGCS2000, 12 m south and 34 m west of where it is, called Xi'an 1980."""
    frame = gpd.GeoDataFrame({"name": ["林"]}, geometry=[square(116.5, 40.4)], crs=4490).to_crs(4548)
    moved = frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda xy: xy - (34.0, 12.0)))
    path = folder / "林.gpkg"
    moved.set_crs(2384, allow_override=True).to_file(path)  # Xian 1980 / 3-degree Gauss-Kruger CM 117E
    return path


def test_without_a_fit_it_is_refused_with_one_it_is_read_and_recorded(tmp_path: Path) -> None:
    path = xian(tmp_path)
    with pytest.raises(UnusableCrs):
        read(path)
    (layer,) = read(path, ReadChoice(crs="fit:EPSG:4548, dx=12, dy=34, rotation=0, scale=0"))
    assert layer.frame is not None
    assert layer.frame.total_bounds == pytest.approx((116.5, 40.4, 116.6, 40.5), abs=1e-8)
    assert parse_fit(layer.source.crs_used) == OwnFit(4548, 12.0, 34.0)
    assert "Xian 1980" in layer.source.crs_found
    (note,) = [note for note in layer.source.notes if note["code"] == "own_fit"]
    assert note["used"] == layer.source.crs_used


def test_degrees_cannot_be_fitted_in_the_plane(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["点"]}, geometry=[shapely.Point(116.5, 40.4)], crs=4610)
    frame.to_file(tmp_path / "点.gpkg")
    with pytest.raises(UnusableCrs) as caught:
        read(tmp_path / "点.gpkg", ReadChoice(crs="fit:EPSG:4548,dx=1,dy=1,rotation=0,scale=0"))
    assert caught.value.facts["reason_code"] == "fit_needs_metres"
    (summary,) = inspect(tmp_path / "点.gpkg").layers
    assert not summary.is_usable
