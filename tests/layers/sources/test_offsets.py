"""Shifted layers are recognised by where they lie against trusted county lines, and right ones never accused."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.kinds import Role, Shape
from layers.sources import ReadChoice, inspect, read
from layers.sources.china_offset import Shift, shifted
from layers.sources.offsets import against_counties, measured, noticed
from layers.sources.placing import metres_per_degree
from tests.layers.sources.conftest import shared


def jagged(x: float, y: float, seed: int = 1) -> shapely.Polygon:
    """A county of some 40 km with an irregular outline, a vertex every kilometre or so."""
    random = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    radius = 0.2 + 0.02 * np.cumsum(random.normal(0, 0.4, 160)).clip(-4, 4) / 4
    return shapely.Polygon(np.column_stack([x + 1.3 * radius * np.cos(angle), y + radius * np.sin(angle)]))


@pytest.fixture
def plan() -> gpd.GeoDataFrame:
    shapes = [jagged(116.5, 40.5, 1), jagged(117.2, 40.5, 2)]
    return gpd.GeoDataFrame({"code": ["110116", "130824"]}, geometry=shapes, crs=4490)


def moved(shapes: np.ndarray, shift: Shift) -> np.ndarray:
    return shapely.transform(shapes, lambda lonlat: shifted(lonlat, shift))


def translated(shapes: np.ndarray, east_m: float, north_m: float) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: xy + np.array([east_m, north_m]) / metres_per_degree(40.5))


def test_a_known_translation_is_found_to_the_metre(plan: gpd.GeoDataFrame) -> None:
    found = measured(translated(plan.geometry.to_numpy(), 300.0, -400.0), plan)
    assert found is not None
    assert (found.east_m, found.north_m) == pytest.approx((300.0, -400.0), abs=2.0)
    assert found.length_m == pytest.approx(500.0, abs=3.0)
    assert found.azimuth_deg == pytest.approx(143.13, abs=0.5)  # atan2(3, −4)
    assert found.left_m < 2.0
    assert (found.shift, found.reverse, found.agrees) == (None, None, False)


@pytest.mark.parametrize("shift", Shift)
def test_each_system_is_known_by_its_shift(plan: gpd.GeoDataFrame, shift: Shift) -> None:
    shapes = plan.geometry.to_numpy()
    there = measured(moved(shapes, shift), plan)
    assert there is not None
    assert (there.shift, there.reverse) == (shift, None)
    shifted_plan = plan.set_geometry(moved(shapes, shift), crs=4490)
    back = measured(shapes, shifted_plan)
    assert back is not None
    assert (back.shift, back.reverse) == (None, shift)


def test_what_lies_right_agrees(plan: gpd.GeoDataFrame) -> None:
    found = measured(plan.geometry.to_numpy(), plan)
    assert found is not None
    assert found.agrees
    assert noticed((found, "plan")) == []


@pytest.mark.parametrize(("east_m", "north_m"), [(-550.0, -120.0), (120.0, -550.0), (300.0, 70.0), (900.0, 200.0)])
def test_another_direction_or_length_is_no_shifted_system(
    plan: gpd.GeoDataFrame, east_m: float, north_m: float
) -> None:
    found = measured(translated(plan.geometry.to_numpy(), east_m, north_m), plan)
    assert found is not None
    assert found.shift is None


def test_points_and_far_away_layers_say_nothing(plan: gpd.GeoDataFrame) -> None:
    assert measured(shapely.points([[116.5, 40.5]] * 30), plan) is None
    assert measured(translated(plan.geometry.to_numpy(), 90_000, 0), plan) is None
    frame = gpd.GeoDataFrame(geometry=shapely.points([[116.5, 40.5]]), crs=4490)
    assert against_counties(frame, Role.DEPOT, Shape.POINT, plan) is None


def save(folder: Path, plan: gpd.GeoDataFrame, shapes: np.ndarray) -> Path:
    frame = gpd.GeoDataFrame({"code": plan["code"], "name": ["怀柔区", "滦平县"]}, geometry=shapes, crs=4326)
    frame.to_file(folder / "县.gpkg")
    return folder / "县.gpkg"


def test_finding_conversion_and_a_second_conversion(tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    path = save(tmp_path, plan, moved(plan.geometry.to_numpy(), Shift.GCJ02))
    (summary,) = inspect(path, counties=plan).layers
    (found,) = [problem for problem in summary.problems if problem.code == "lies_shifted"]
    assert found.facts["system"] == "GCJ-02"
    assert found.facts["against"] == "plan"
    assert 540 < found.facts["length_m"] < 600
    assert 68 <= found.facts["azimuth_deg"] <= 84  # east-north-east
    (right,) = read(path, ReadChoice(crs="gcj02"), counties=plan)
    assert right.frame is not None
    assert "lies_shifted" not in {note["code"] for note in right.source.notes}
    assert shapely.equals_exact(right.frame.geometry.to_numpy(), plan.geometry.to_numpy(), 1e-8).all()


def test_data_that_lie_right_and_are_converted_all_the_same_are_told(tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    path = save(tmp_path, plan, plan.geometry.to_numpy())
    (summary,) = inspect(path, counties=plan).layers
    assert summary.lies_right
    (layer,) = read(path, ReadChoice(crs="gcj02"), counties=plan)
    (note,) = [note for note in layer.source.notes if note["code"] == "shift_contradicted"]
    assert note["severity"] == "warning"
    assert 248 <= note["azimuth_deg"] <= 264


def test_counties_that_are_themselves_shifted_are_named(tmp_path: Path, plan: gpd.GeoDataFrame) -> None:
    path = save(tmp_path, plan, plan.geometry.to_numpy())
    shifted_plan = plan.set_geometry(moved(plan.geometry.to_numpy(), Shift.GCJ02), crs=4490)
    (summary,) = inspect(path, counties=shifted_plan).layers
    assert "counties_shifted" in {problem.code for problem in summary.problems}


# -- the shared pack -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tianditu() -> gpd.GeoDataFrame:
    frame = read(shared("boundary/counties_tianditu_cgcs2000.geojson"))[0].frame
    assert frame is not None
    return frame


@pytest.mark.parametrize(
    ("name", "layer", "expected"),
    [
        ("boundary/counties_amap_gcj02.geojson", None, "lies_shifted"),
        ("boundary/counties_amap_wgs84.gpkg", "county", None),
        ("boundary/counties_amap_wgs84.gpkg", "county_outer_neighbour", None),
        ("boundary/counties_datav_wgs84_slivers.geojson", None, None),
        ("boundary/border_pairs_amap_wgs84.gpkg", "border_pair", None),
    ],
)
@pytest.mark.parametrize("against", ["plan", "built_in"])
def test_real_county_lines(
    tianditu: gpd.GeoDataFrame, name: str, layer: str | None, expected: str | None, against: str
) -> None:
    summaries = inspect(shared(name), counties=tianditu if against == "plan" else None).layers
    summary = next(one for one in summaries if layer in (None, one.name))
    found = {p.code: p for p in summary.problems if p.code in ("lies_shifted", "counties_shifted")}
    assert set(found) == ({expected} - {None})
    if expected:
        facts = found[expected].facts
        assert (facts["system"], facts["against"]) == ("GCJ-02", against)
        assert 530 < facts["length_m"] < 565
        assert 70 <= facts["azimuth_deg"] <= 84


def test_one_county_at_a_time_none_that_lies_right_is_accused(tianditu: gpd.GeoDataFrame) -> None:
    raw = gpd.read_file(shared("boundary/counties_amap_gcj02.geojson")).geometry.to_numpy()
    right = gpd.read_file(shared("boundary/counties_amap_wgs84.gpkg"), layer="county").geometry.to_numpy()
    chosen = range(0, len(raw), 30)
    accused = [measured(right[k : k + 1], tianditu) for k in chosen]
    known = [measured(raw[k : k + 1], tianditu) for k in chosen]
    assert all(found is None or found.shift is None for found in accused)
    assert sum(found is not None and found.shift is Shift.GCJ02 for found in known) >= 0.8 * len(known)


def test_rivers_and_railways_are_no_county_lines(tianditu: gpd.GeoDataFrame) -> None:
    for name, layer in (("hydro/hydro.gpkg", "nfgis4m_hyd2_4l"), ("transport/rail.gpkg", "rail_dcw")):
        shapes = gpd.read_file(shared(name), layer=layer).to_crs(4490).geometry.to_numpy()
        found = measured(shapes, tianditu)
        assert found is None or (found.shift is None and not found.agrees)


def test_a_parcel_fits_on_any_line_and_says_nothing(plan: gpd.GeoDataFrame) -> None:
    x, y = shapely.get_coordinates(plan.geometry.iloc[0].exterior)[0]
    parcel = np.array([shapely.box(x - 0.011, y - 0.011, x - 0.01, y - 0.01)], dtype=object)
    assert measured(parcel, plan) is None
