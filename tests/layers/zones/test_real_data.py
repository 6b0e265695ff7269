"""The analysis on real counties, clean and dirty, with a share of the benchmark's forests."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely

from layers.kinds import Role
from layers.zones import REASON_CODES, Parameters, ZoneInputs, derive
from tests.benchmarks import real_data
from tests.benchmarks.generate import forests

pytestmark = pytest.mark.skipif(not real_data.DATA.exists(), reason="shared/data is not beside the repository")

#: Reach by spread on real land has its own test below.
DISTANCE = Parameters(forest_reach="distance")


def some(coverage: str) -> ZoneInputs:
    """Return the benchmark's inputs with 2,000 of its 20,000 forests, around Beijing."""
    given = real_data.inputs(coverage)
    layers = tuple(
        replace(layer, frame=forests(given.counties, count=2_000)) if layer.uid == "forest_generated" else layer
        for layer in given.layers
    )
    return replace(given, layers=layers)


@pytest.fixture(scope="module")
def clean():
    given = some("clean")
    return given, derive(given, DISTANCE)


@pytest.fixture(scope="module", params=["clean", "dirty"])
def analysed(request):
    if request.param == "clean":
        return request.getfixturevalue("clean")
    given = some("dirty")
    return given, derive(given, DISTANCE)


def test_parts_sum_and_zones_do_not_overlap(analysed):
    _, result = analysed
    assert len(result.zones) > 500
    sums = result.parts.groupby("zone_uid")[["area_ha", "forest_ha", "river_m", "villages"]].sum()
    zones = result.zones.set_index("uid")
    assert zones.index.is_unique
    assert set(sums.index) == set(zones.index)
    for name in sums:
        assert zones.loc[sums.index, name].to_numpy(float) == pytest.approx(sums[name].to_numpy(float), rel=1e-9)
    planar = result.zones.to_crs(epsg=result.metric_epsg)
    assert planar.geometry.is_valid.all()
    for _, group in planar.groupby("hazard"):
        shapes = group.geometry.to_numpy()
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        once = a < b
        common = shapely.area(shapely.intersection(shapes[a[once]], shapes[b[once]]))
        assert common.max(initial=0.0) < 5.0  # m²: what reprojection of shared edges leaves


def test_zones_and_parts_are_valid_and_agree_on_the_ground(analysed):
    _, result = analysed
    assert result.zones.geometry.is_valid.all()
    assert result.parts.geometry.is_valid.all()
    hazard = result.parts["zone_uid"].map(result.zones.set_index("uid")["hazard"])
    parts = result.parts.to_crs(epsg=result.metric_epsg)
    assert parts.geometry.is_valid.all()
    for _, group in parts.groupby(hazard.to_numpy()):
        shapes = group.geometry.to_numpy()
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        once = a < b
        common = shapely.area(shapely.intersection(shapes[a[once]], shapes[b[once]]))
        edge_m = np.minimum(shapely.length(shapes[a[once]]), shapely.length(shapes[b[once]]))
        assert (common <= 0.001 * edge_m + 0.01).all()  # lines on a grid of 1 mm part by less than 1 mm
    whole = result.zones.set_index("uid").to_crs(epsg=result.metric_epsg).geometry
    land = parts.geometry.area.groupby(parts["zone_uid"].to_numpy()).sum().reindex(whole.index)
    assert ((whole.area - land).abs() <= 0.001 * whole.length).all()
    exact = {uid: sum(group["area_ha"]) for uid, group in result.parts.groupby("zone_uid")}
    assert exact == dict(zip(result.zones["uid"], result.zones["area_ha"], strict=True))


def test_every_zone_explains_itself(analysed):
    _, result = analysed
    for row in result.zones.itertuples():
        assert row.reasons
        for item in row.reasons:
            assert set(item) - {"code"} == set(REASON_CODES[item["code"]])
        if row.zone_class == "pending":
            assert row.unknown
            assert not row.responsibility
        else:
            assert sum(row.responsibility.values()) == pytest.approx(1.0, abs=1e-12)
            assert row.lead in row.counties
        assert 0.0 <= row.score <= 1.0
        assert math.isfinite(row.area_ha) and row.area_ha > 0
        if row.zone_class != "L":
            assert len(row.counties) >= 2


def test_zones_hold_their_hazard(analysed):
    _, result = analysed
    held = np.where(result.zones["hazard"] == "forest", result.zones["forest_ha"], result.zones["river_m"])
    # Three river layers draw the same rivers: of two lines on one bed the first zone may hold both.
    assert (held <= 0.0).sum() <= 2


def test_numbers_run_along_each_border(analysed):
    _, result = analysed
    for _, group in result.zones.groupby("border"):
        assert sorted(group["number"]) == list(range(1, len(group) + 1))


def test_shuffled_inputs_give_the_same_bytes(clean):
    given, first = clean
    shuffled = tuple(replace(layer, frame=layer.frame.sample(frac=1, random_state=7)) for layer in given.layers[::-1])
    second = derive(replace(given, counties=given.counties.sample(frac=1, random_state=7), layers=shuffled), DISTANCE)
    for name in ("zones", "parts", "straddling", "reaches", "borders", "border_issues"):
        ours, theirs = getattr(first, name), getattr(second, name)
        assert ours.geometry.to_wkb().tolist() == theirs.geometry.to_wkb().tolist(), name
        plain = [frame.drop(columns="geometry").to_dict("records") for frame in (ours, theirs)]
        assert repr(plain[0]) == repr(plain[1]), name


def test_analysing_again_keeps_every_uid(clean):
    given, first = clean
    wider = derive(given, replace(DISTANCE, forest_reach_m=1_050.0), previous=first.zones)
    kept = set(first.zones["uid"]) & set(wider.zones["uid"])
    assert len(kept) > 0.95 * len(first.zones)


def test_without_settlements_nothing_is_zero_people(clean):
    given, _ = clean
    layers = tuple(layer for layer in given.layers if layer.role is not Role.SETTLEMENT)
    bare = derive(replace(given, layers=layers), DISTANCE)
    assert np.isnan(bare.zones["people"]).all()
    assert set(bare.zones["zone_class"]) <= {"S1", "pending", "L"}
    near_line = bare.zones[bare.zones["zone_class"] == "L"]
    assert all(len(row) == 1 for row in near_line["counties"])
