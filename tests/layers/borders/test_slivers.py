"""Gaps and overlaps on squares worked out by hand, seeded into clean coverages, and on real counties."""

from __future__ import annotations

import hashlib

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import box

from layers.borders import build_network
from layers.borders.slivers import SLIVER_COLUMNS, find_slivers, sliver_areas_m2
from layers.borders.verdicts import (
    DISPUTED,
    LINE,
    Verdict,
    applied,
    by_holder,
    by_line,
    disputed_stretches,
    listed,
    matched,
    still_open,
    verdict_rows,
)
from layers.borders.versions import CountyLayer, find_all, own_versions
from layers.crs import STORAGE_CRS, transform
from layers.errors import AnalysisError
from layers.geodesy import areas_m2
from layers.progress import Cancelled
from layers.sources import gazetteer
from tests.layers.shapes import KM, box_km, counties
from tests.layers.sources.conftest import shared

A, B, C = "110116", "110228", "130826"
WHEN = "2026-11-28T08:00:00+00:00"


def east_of(x_of_line: list[tuple[float, float]], to_km: float = 20) -> shapely.Polygon:
    """Return the county east of a line given by (x, y) in kilometres from south to north."""
    return shapely.Polygon([(x * KM, y * KM) for x, y in [*x_of_line, (to_km, 10), (to_km, 0)]])


def judged(found: gpd.GeoDataFrame, *verdicts: Verdict) -> gpd.GeoDataFrame:
    return verdict_rows(found, verdicts, judged_by="王工", judged_at=WHEN)


def area_km2(shape: shapely.Geometry) -> float:
    return float(areas_m2(np.array([shapely.segmentize(shape, 0.002)]))[0]) / 1e6


# --- by hand ----------------------------------------------------------------------------------------


def test_counties_that_fit_have_none() -> None:
    found = find_slivers(counties({A: box_km(0, 0, 10, 10), B: box_km(10, 0, 20, 10)}), narrowest_m=0.0)
    assert len(found) == 0
    assert tuple(found.columns) == SLIVER_COLUMNS and found.crs == STORAGE_CRS


def test_a_gap_has_its_counties_its_area_its_width_and_its_length() -> None:
    # B's own line bulges 30 m to the east over 2 km: a trapezium of 1.9 km and 2 km.
    east = east_of([(10, 0), (10, 4), (10.03, 4.05), (10.03, 5.95), (10, 6), (10, 10)])
    network = build_network(counties({A: box_km(0, 0, 10, 10), B: east}))
    (row,) = find_slivers(counties({A: box_km(0, 0, 10, 10), B: east})).itertuples(index=False)
    assert (row.kind, row.counties, row.pair, row.is_open) == ("gap", [A, B], f"{A}|{B}", False)
    area, perimeter = 30 * (1900 + 2000) / 2, 2000 + 1900 + 2 * np.hypot(30, 50)
    assert row.area_m2 == pytest.approx(area, rel=2e-3)
    assert row.width_m == pytest.approx(2 * area / perimeter, rel=2e-3)
    assert row.length_m == pytest.approx(perimeter / 2, rel=2e-3)
    assert len(network.issues) == 0 or network.issues["kind"].tolist() == ["gap"]


def test_an_overlap_is_found() -> None:
    east = east_of([(10, 0), (10, 4), (9.97, 4), (9.97, 6), (10, 6), (10, 10)])
    (row,) = find_slivers(counties({A: box_km(0, 0, 10, 10), B: east})).itertuples(index=False)
    assert (row.kind, row.counties, row.is_open) == ("overlap", [A, B], False)
    assert row.area_m2 == pytest.approx(30 * 2000, rel=2e-3)


def test_a_gap_between_three_counties_names_all_of_them() -> None:
    middle = shapely.Polygon([(x * KM, y * KM) for x, y in [(10, 0), (20, 0), (20, 5), (10.1, 5), (10, 4.9)]])
    frame = counties({A: box_km(0, 0, 10, 10), B: middle, C: box_km(10, 5, 20, 10)})
    (row,) = find_slivers(frame).itertuples(index=False)
    assert row.kind == "gap" and row.counties == [A, B, C]


def test_a_strip_that_is_open_at_the_rim_is_found() -> None:
    east = east_of([(10, 0), (10, 9), (10.02, 9.001), (10.02, 10)])
    (row,) = find_slivers(counties({A: box_km(0, 0, 10, 10), B: east})).itertuples(index=False)
    assert (row.kind, row.counties, row.is_open) == ("gap", [A, B], True)
    assert row.area_m2 == pytest.approx(20 * 1000, rel=0.02)


def test_two_lines_that_never_meet_are_one_open_gap() -> None:
    east = east_of([(10.05, 0), (10.05, 10)])
    (row,) = find_slivers(counties({A: box_km(0, 0, 10, 10), B: east})).itertuples(index=False)
    assert (row.kind, row.is_open) == ("gap", True)
    assert row.area_m2 == pytest.approx(50 * 10_000, rel=0.01)


def test_a_bay_of_the_coast_between_two_counties_is_no_gap() -> None:
    """A wedge of 40 m and 1 km, where a river meets the sea."""
    east = east_of([(10, 0), (10, 9), (10.02, 10)])
    west = shapely.Polygon([(x * KM, y * KM) for x, y in [(0, 0), (10, 0), (10, 9), (9.98, 10), (0, 10)]])
    assert len(find_slivers(counties({A: west, B: east}), narrowest_m=0.0)) == 0


def test_a_county_that_is_not_loaded_is_no_gap_and_an_enclave_no_overlap() -> None:
    frame = counties({A: box_km(0, 0, 10, 10), B: box_km(10, 0, 20, 10), C: box_km(4, 4, 6, 6)})
    assert len(find_slivers(frame)) == 0
    ring = shapely.difference(box_km(0, 0, 10, 10), box_km(9, 4, 10, 6))
    assert len(find_slivers(counties({A: ring, B: box_km(10, 0, 20, 10)}))) == 0


def test_a_hole_inside_one_county_is_its_own_affair() -> None:
    ring = shapely.difference(box_km(0, 0, 10, 10), box_km(4, 4, 4.02, 6))
    assert len(find_slivers(counties({A: ring, B: box_km(10, 0, 20, 10)}))) == 0


def test_a_gap_that_runs_out_into_a_crack_keeps_its_area() -> None:
    """On real counties: the crack, microns wide, comes from a vertex that only one side has."""
    gap = [(114.56904647819087, 38.036275406134166), (114.56906393469157, 38.035747848675406)]
    gap += [(114.57495171101108, 38.03586956964354), (114.57493428163858, 38.03639758474114)]
    whole = shapely.Polygon([(114.5404357, 38.0356817), *gap, (114.585373, 38.0366142)])
    areas = sliver_areas_m2(np.array([shapely.Polygon(gap), whole]))
    assert areas[0] == pytest.approx(30_301, abs=1) and areas[1] == pytest.approx(areas[0], rel=1e-5)
    with_hole = shapely.Polygon(box(116, 40, 116.01, 40.01).exterior, [box(116.002, 40.002, 116.008, 40.008).exterior])
    (left,) = sliver_areas_m2(np.array([with_hole]))
    assert left == pytest.approx(0.64 * 854 * 1110, rel=0.01)


def test_thresholds_leave_the_smaller_ones_out() -> None:
    east = east_of(
        [(10, 0), (10, 1), (10.002, 1), (10.002, 2), (10, 2), (10, 4), (10.03, 4), (10.03, 6), (10, 6), (10, 10)]
    )
    frame = counties({A: box_km(0, 0, 10, 10), B: east})
    assert find_slivers(frame)["area_m2"].round(-2).tolist() == [60_000, 2_000]
    assert len(find_slivers(frame, narrowest_m=5)) == 1
    assert len(find_slivers(frame, smallest_m2=5_000)) == 1


def test_uids_do_not_depend_on_the_order_of_rows_and_stay_when_others_appear() -> None:
    east = east_of([(10, 0), (10, 4), (10.03, 4), (10.03, 6), (10, 6), (10, 10)])
    frame = counties({A: box_km(0, 0, 10, 10), B: east})
    more = east_of(
        [(10, 0), (10, 1), (9.99, 1), (9.99, 2), (10, 2), (10, 4), (10.03, 4), (10.03, 6), (10, 6), (10, 10)]
    )
    again = counties({B: more, A: box_km(0, 0, 10, 10)})
    (uid,) = find_slivers(frame)["uid"]
    assert find_slivers(frame.iloc[::-1])["uid"].tolist() == [uid]
    assert uid in find_slivers(again)["uid"].tolist() and len(find_slivers(again)) == 2


def test_it_can_be_cancelled_and_says_what_is_missing() -> None:
    def cancel(_fraction: float, step: str) -> None:
        if step == "slivers_gaps":
            raise Cancelled

    with pytest.raises(Cancelled):
        find_slivers(counties({A: box_km(0, 0, 10, 10), B: box_km(10, 0, 20, 10)}), progress=cancel)
    with pytest.raises(AnalysisError):
        find_slivers(gpd.GeoDataFrame({"code": []}, geometry=[], crs=STORAGE_CRS))


# --- seeded -------------------------------------------------------------------------------------------


def seeded(frame: gpd.GeoDataFrame, rng: np.random.Generator, count: int, *, depth_m: tuple[float, float]) -> list:
    """Cut ``count`` gaps into a clean coverage, in place: shapes taken away from one county along a shared line.

    Returns the shapes, well apart from each other and from where counties meet.
    """
    network = build_network(frame)
    shared_lines = network.segments[network.segments["right"].notna()].to_crs(epsg=network.metric_epsg)
    meets = network.tripoints.to_crs(epsg=network.metric_epsg).union_all()
    outer = network.segments[network.segments["right"].isna()].to_crs(epsg=network.metric_epsg).union_all()
    shapes = frame.set_index("code").geometry.copy()
    taken: list[shapely.Geometry] = []
    holes: list[shapely.Geometry] = []
    while len(holes) < count:
        row = shared_lines.iloc[rng.integers(len(shared_lines))]
        if row.geometry.length < 1_000:
            continue
        length = rng.uniform(150, 600)
        start = rng.uniform(100, row.geometry.length - 100 - length)
        stretch = shapely.ops.substring(row.geometry, start, start + length)
        band = shapely.buffer(stretch, rng.uniform(*depth_m), cap_style="flat")
        if any(band.distance(other) < 300 for other in taken):
            continue
        if (not meets.is_empty and band.distance(meets) < 300) or band.distance(outer) < 300:
            continue
        # Cut in degrees, where the shared line is one: in the plane its edges bend by a hair, and a thread would stay.
        stored = transform(band, f"EPSG:{network.metric_epsg}", STORAGE_CRS)
        loser = str(row["left"] if rng.integers(2) else row["right"])
        hole = shapely.intersection(shapes[loser], stored)
        if hole.geom_type != "Polygon":
            continue
        taken.append(band)
        holes.append(hole)
        shapes[loser] = shapely.difference(shapes[loser], stored)
    frame["geometry"] = shapes.loc[frame["code"]].to_numpy()
    return holes


def assert_all_found(frame: gpd.GeoDataFrame, holes: list[shapely.Geometry]) -> None:
    found = find_slivers(frame)
    assert set(found["kind"]) == {"gap"}
    shapes = np.asarray(found.geometry.array)
    at, to = shapely.STRtree(np.array(holes)).query(shapes, predicate="intersects")
    common = shapely.area(shapely.intersection(shapes[at], np.array(holes)[to]))
    hit = common > 0.5 * shapely.area(shapes[at])
    assert set(at[hit]) == set(range(len(found))), "a gap that nobody seeded"
    assert set(to[hit]) == set(range(len(holes))), "a seeded gap was missed"


def grid(side: int) -> gpd.GeoDataFrame:
    """Return side × side counties of 10 km with wavy shared lines, clean."""
    steps = np.linspace(0, 10, 21)

    def wave(k: float, at: np.ndarray) -> np.ndarray:
        return 0.3 * np.sin(at * 2 + k) * np.sin(np.pi * at / 10)

    shapes = {}
    for i in range(side):
        for j in range(side):
            bottom = np.column_stack([steps + 10 * i, wave(j + 3 * i, steps) * (j > 0) + 10 * j])
            top = np.column_stack([steps + 10 * i, wave(j + 1 + 3 * i, steps) * (j + 1 < side) + 10 * (j + 1)])
            left = np.column_stack([wave(i + 5 * j, steps) * (i > 0) + 10 * i, steps + 10 * j])
            right = np.column_stack([wave(i + 1 + 5 * j, steps) * (i + 1 < side) + 10 * (i + 1), steps + 10 * j])
            ring = np.vstack([bottom, right[1:], top[::-1][1:], left[::-1][1:]])
            shapes[f"{110100 + side * i + j + 1}"] = shapely.Polygon(ring * KM)
    return counties(shapes)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.sampled_from([1, 2, 30]))
def test_every_seeded_gap_is_found_and_no_other(seed: int, count: int) -> None:
    frame = grid(4)
    assert len(find_slivers(frame, narrowest_m=0.5)) == 0
    holes = seeded(frame, np.random.default_rng(seed), count, depth_m=(3, 40))
    assert_all_found(frame, holes)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
@example(seed=1909)  # a strip that runs out into a hair crack
def test_when_all_are_decided_the_parts_make_the_whole_again(seed: int) -> None:
    """Gaps go to one side or the other at random: nothing is left between the counties, nothing counted twice."""
    rng = np.random.default_rng(seed)
    whole = area_km2(grid(3).union_all())
    frame = grid(3)
    seeded(frame, rng, 10, depth_m=(3, 40))
    found = find_slivers(frame)
    verdicts = [by_holder(group, str(rng.choice(group)), "gap") for group in found["counties"]]
    fitted = applied(frame, judged(found, *verdicts), [frame])
    assert len(find_slivers(fitted, narrowest_m=0.05, smallest_m2=1.0)) == 0
    assert sum(map(area_km2, fitted.geometry)) == pytest.approx(whole, abs=1e-4)
    network = build_network(fitted)
    assert network.is_exact and len(network.issues) == 0


def test_thirty_gaps_seeded_into_real_counties_are_all_found() -> None:
    frame = gpd.read_file(shared("boundary/counties_amap_wgs84.gpkg"), layer="county")
    frame = frame.set_crs(STORAGE_CRS, allow_override=True)
    assert len(find_slivers(frame)) == 0
    assert_all_found(frame, seeded(frame, np.random.default_rng(7), 30, depth_m=(5, 60)))


def test_a_single_gap_is_found_where_the_network_stays_exact() -> None:
    east = east_of([(10, 0), (10, 4), (10.005, 4), (10.005, 4.05), (10, 4.05), (10, 10)])
    frame = counties({A: box_km(0, 0, 10, 10), B: east})
    assert build_network(frame).is_exact
    assert find_slivers(frame)["kind"].tolist() == ["gap"]


# --- real -----------------------------------------------------------------------------------------------


def test_the_known_file_gives_the_known_figures_and_stays_as_it_is() -> None:
    """The data pack says 2,307 overlaps in 130 pairs (16.4 km², median 0.58 m) and 2,318 gaps (16.3 km², max 124 m)."""
    path = shared("boundary/counties_datav_wgs84_slivers.geojson")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    frame = gpd.read_file(path).set_crs(STORAGE_CRS, allow_override=True)
    # Pieces of less than half a square metre, where lines cross at a sharp angle, depend on who counts.
    found = find_slivers(frame, narrowest_m=0.0, smallest_m2=0.0)
    overlaps = found[(found["kind"] == "overlap") & (found["area_m2"] > 0.5)]
    gaps = found[(found["kind"] == "gap") & ~found["is_open"]]
    assert len(overlaps) == pytest.approx(2307, abs=5) and overlaps["pair"].nunique() == pytest.approx(130, abs=2)
    assert len(gaps) == pytest.approx(2318, abs=3)
    assert overlaps["area_m2"].sum() / 1e6 == pytest.approx(16.4, abs=0.1)
    assert gaps["area_m2"].sum() / 1e6 == pytest.approx(16.3, abs=0.1)
    assert overlaps["width_m"].max() == pytest.approx(117, abs=1)
    assert gaps["width_m"].max() == pytest.approx(124, abs=1)
    assert gaps["width_m"].median() == pytest.approx(0.57, abs=0.02)
    assert find_slivers(frame)["uid"].tolist() == find_slivers(frame.sample(frac=1, random_state=3))["uid"].tolist()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("name", ["counties_tianditu_cgcs2000.geojson", "counties_amap_gcj02.geojson"])
def test_clean_real_counties_have_none(name: str) -> None:
    frame = gpd.read_file(shared(f"boundary/{name}")).set_crs(STORAGE_CRS, allow_override=True)
    column = next(column for column in ("code", "adcode", "gb") if column in frame)
    assert len(find_slivers(frame.assign(code=frame[column].astype(str)))) == 0


def test_the_packaged_counties_of_one_province_have_none() -> None:
    every = gazetteer.all_counties()
    assert len(find_slivers(every[every["code"].str.startswith("11")])) == 0


# --- two versions -----------------------------------------------------------------------------------------

WEST, EAST = box_km(0, 0, 10, 10), box_km(10, 0, 20, 10)
#: The other version gives A 30 m more over 2 km, and B 20 m more over 1 km.
WEST_2 = shapely.union(WEST, box_km(10, 4, 10.03, 6)).difference(box_km(9.98, 7, 10, 8))
EAST_2 = shapely.difference(EAST, box_km(10, 4, 10.03, 6)).union(box_km(9.98, 7, 10, 8))


def layer(title: str, frame: gpd.GeoDataFrame, speaks_for: set[str] | None = None) -> CountyLayer:
    return CountyLayer(title, frozenset(frame["code"] if speaks_for is None else speaks_for), frame)


def sides(found: gpd.GeoDataFrame) -> dict[str, float]:
    return {kind: round(float(area), -3) for kind, area in zip(found["kind"], found["area_m2"], strict=True)}


def test_each_county_brings_its_own_file() -> None:
    versions = own_versions([layer("甲", counties({A: WEST_2})), layer("乙", counties({B: EAST}))])
    assert versions.layer_of == {A: 0, B: 1} and versions.rivals == ()
    assert sides(find_all(versions)) == {"overlap": 60_000, "gap": 20_000}


@pytest.mark.parametrize("upper_is_first", [True, False])
def test_both_files_hold_both_counties_and_say_whom_they_speak_for(upper_is_first: bool) -> None:
    mine, theirs = counties({A: WEST_2, B: EAST_2}), counties({A: WEST, B: EAST})
    layers = [layer("甲", mine, {A}), layer("乙", theirs, {B})]
    versions = own_versions(layers if upper_is_first else layers[::-1])
    assert versions.layer_of == ({A: 0, B: 1} if upper_is_first else {A: 1, B: 0})
    assert sides(find_all(versions)) == {"overlap": 60_000, "gap": 20_000}


def test_a_title_tells_whose_file_it_is() -> None:
    layers = [
        layer("怀柔区界", counties({A: WEST_2, B: EAST_2})),
        layer("密云区界", counties({A: WEST, B: EAST})),
    ]
    versions = own_versions(layers, {A: "怀柔", B: "密云"})
    assert versions.layer_of == {A: 0, B: 1}
    assert own_versions(layers[::-1], {A: "怀柔", B: "密云"}).layer_of == {A: 1, B: 0}


def test_the_own_file_of_one_county_goes_before_a_collection() -> None:
    layers = [layer("全市", counties({A: WEST, B: EAST})), layer("界", counties({A: WEST_2}))]
    versions = own_versions(layers)
    assert versions.layer_of == {A: 1, B: 0}
    assert sides(find_all(versions)) == {"overlap": 60_000, "gap": 20_000}


def test_two_whole_versions_that_nothing_assigns_are_compared_all_the_same() -> None:
    layers = [layer("一", counties({A: WEST_2, B: EAST_2})), layer("二", counties({A: WEST, B: EAST}))]
    versions = own_versions(layers)
    assert versions.layer_of == {A: 0, B: 0} and versions.rivals == ((0, 1, frozenset({A, B})),)
    assert sides(find_all(versions)) == {"overlap": 60_000, "gap": 20_000}
    assert len(find_all(own_versions([layers[0], layers[0]]))) == 0


# --- verdicts -----------------------------------------------------------------------------------------------


def test_whose_line_holds_decides_who_gets_the_strip() -> None:
    assert by_line("overlap", [A, B], A) == Verdict((A,), A)
    assert by_line("gap", [A, B], A) == Verdict((A,), B)
    assert by_holder([A, B], A, "gap") == Verdict((B,), A)
    assert by_holder([A, B, C], B, "gap") == Verdict((A, C), B)
    assert Verdict().is_disputed
    for kind, group, code in (("gap", [A, B, C], A), ("gap", [A, B], C)):
        with pytest.raises(ValueError):
            by_line(kind, group, code)


@pytest.mark.parametrize("kind", ["gap", "overlap"])
@pytest.mark.parametrize("line", [A, B])
def test_a_verdict_makes_the_counties_fit_along_the_line_that_holds(kind: str, line: str) -> None:
    shift = 0.03 if kind == "gap" else -0.03
    east = east_of([(10, 0), (10, 4), (10 + shift, 4.05), (10 + shift, 5.95), (10, 6), (10, 10)])
    frame = counties({A: WEST, B: east})
    kept = frame.copy(deep=True)
    found = find_slivers(frame)
    rows = judged(found, by_line(kind, [A, B], line))
    fitted = applied(frame, rows, [frame])
    shapes = fitted.set_index("code").geometry
    mine, other = (A, B) if line == A else (B, A)
    before = frame.set_index("code").geometry
    assert shapes[mine].symmetric_difference(before[mine]).area < 1e-12, "the line that holds stays where it is"
    strip = float(found["area_m2"].iloc[0]) / 1e6
    change = area_km2(shapes[other]) - area_km2(before[other])
    assert change == pytest.approx(strip if kind == "gap" else -strip, abs=1e-5)
    assert len(find_slivers(fitted, narrowest_m=0.01, smallest_m2=0.1)) == 0
    assert build_network(fitted).is_exact
    assert frame.equals(kept), "what was read stays as it was"


def test_disputed_and_unjudged_strips_stay_as_they_are() -> None:
    east = east_of([(10, 0), (10, 4), (10.03, 4), (10.03, 6), (10, 6), (10, 10)])
    frame = counties({A: WEST, B: east})
    rows = judged(find_slivers(frame), Verdict())
    assert applied(frame, rows, [frame]) is frame
    assert applied(frame, rows.iloc[:0], [frame]) is frame


def test_an_open_strip_can_be_given_away_too() -> None:
    frame = counties({A: WEST, B: east_of([(10.05, 0), (10.05, 10)])})
    found = find_slivers(frame)
    fitted = applied(frame, judged(found, by_line("gap", [A, B], B)), [frame])
    assert len(find_slivers(fitted)) == 0
    network = build_network(fitted)
    shared_m = network.segments.loc[network.segments["pair"] == f"{A}|{B}", "length_m"].sum()
    assert network.is_exact and shared_m == pytest.approx(10_000, rel=2e-3)


def test_two_whole_versions_follow_the_verdict() -> None:
    first, second = counties({A: WEST_2, B: EAST_2}), counties({A: WEST, B: EAST})
    found = find_all(own_versions([layer("一", first), layer("二", second)]))
    rows = judged(found, *(by_line(kind, [A, B], B) for kind in found["kind"]))
    fitted, theirs = (f.set_index("code").geometry for f in (applied(first, rows, [first, second]), second))
    assert all(fitted[code].symmetric_difference(theirs[code]).area < 1e-11 for code in (A, B))
    rows = judged(found, *(by_line(kind, [A, B], A) for kind in found["kind"]))
    fitted, mine = (f.set_index("code").geometry for f in (applied(first, rows, [first, second]), first))
    assert all(fitted[code].symmetric_difference(mine[code]).area < 1e-11 for code in (A, B))


def test_a_verdict_on_a_line_that_was_drawn_anew_moves_nothing() -> None:
    east = east_of([(10, 0), (10, 4), (10.03, 4), (10.03, 6), (10, 6), (10, 10)])
    frame = counties({A: WEST, B: east})
    rows = judged(find_slivers(frame), by_line("gap", [A, B], A))
    assert still_open(rows, [frame]).tolist() == [True]
    agreed = counties({A: WEST_2, B: EAST_2})  # both now say that the strip is A's
    assert still_open(rows, [agreed]).tolist() == [False]
    assert applied(agreed, rows, [agreed]) is agreed
    half = counties({A: shapely.union(WEST, box_km(10, 4, 10.03, 5)), B: east})
    assert still_open(rows, [half]).tolist() == [False]


def test_verdicts_find_their_slivers_again() -> None:
    east = east_of([(10, 0), (10, 4), (10.03, 4), (10.03, 6), (10, 6), (10, 10)])
    found = find_slivers(counties({A: WEST, B: east}))
    rows = judged(found, by_line("gap", [A, B], A))
    assert matched(found, rows).iloc[0].tolist() == [rows["uid"].iloc[0], 1.0]
    # The same gap, drawn a little differently: recognised, but no longer taken as judged.
    moved = find_slivers(
        counties({A: WEST, B: east_of([(10, 0), (10, 4), (10.03, 4), (10.03, 5.5), (10, 5.5), (10, 10)])})
    )
    (match,) = matched(moved, rows).itertuples(index=False)
    assert match.verdict == rows["uid"].iloc[0] and match.likeness == pytest.approx(0.75, abs=0.01)
    assert listed(moved, rows)[["state", "is_found"]].to_numpy().tolist() == [["changed", True]]
    assert listed(found, rows)[["state", "judged_by", "holder"]].to_numpy().tolist() == [[LINE, "王工", B]]
    assert listed(found, rows.iloc[:0])["state"].tolist() == ["undecided"]
    assert listed(found, judged(found, Verdict()))["state"].tolist() == [DISPUTED]
    assert listed(found.iloc[:0], rows)[["state", "is_found"]].to_numpy().tolist() == [[LINE, False]]
    elsewhere = find_slivers(
        counties({A: WEST, B: east_of([(10, 0), (10, 8), (10.03, 8), (10.03, 9), (10, 9), (10, 10)])})
    )
    assert matched(elsewhere, rows)["verdict"].tolist() == [""]


def test_border_along_a_disputed_strip_is_named() -> None:
    east = east_of([(10, 0), (10, 4), (9.97, 4), (9.97, 6), (10, 6), (10, 10)])
    frame = counties({A: WEST, B: east})
    found = find_slivers(frame)
    network = build_network(frame)
    assert not network.is_exact
    (row,) = disputed_stretches(network.segments, judged(found, Verdict())).itertuples(index=False)
    assert row.pair == f"{A}|{B}" and row.length_m == pytest.approx(2_000, rel=0.05)
    assert len(disputed_stretches(network.segments, judged(found, by_line("overlap", [A, B], A)))) == 0


def test_all_slivers_of_the_known_file_can_be_judged_and_then_it_fits() -> None:
    frame = gpd.read_file(shared("boundary/counties_datav_wgs84_slivers.geojson"))
    frame = frame.set_crs(STORAGE_CRS, allow_override=True)
    found = find_slivers(frame, narrowest_m=0.0)
    rows = judged(
        found, *(by_holder(group, group[0], kind) for group, kind in zip(found["counties"], found["kind"], strict=True))
    )
    fitted = applied(frame, rows, [frame])
    left = find_slivers(fitted, narrowest_m=0.2, smallest_m2=1.0)
    assert build_network(fitted).is_exact
    assert len(left) <= len(found) // 100 and left["area_m2"].sum() < 0.001 * found["area_m2"].sum()
    assert sum(map(area_km2, fitted.geometry)) == pytest.approx(area_km2(frame.union_all()) + 16.3, abs=0.3)
