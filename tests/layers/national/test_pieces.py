"""A run in pieces gives what one run gives, however it is cut and however often it is broken off."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from layers.errors import SharedFolderUnseen, SharedPieceDamaged, WorkerDiffers
from layers.kinds import ReachMethod
from layers.national import results, running, steps
from layers.national.assembling import digests
from layers.national.cutting import blocks, regions
from layers.national.folder import RunFolder
from layers.national.model import Here, Job, Piece, Step
from layers.progress import Cancelled
from layers.zones import derive
from layers.zones.model import Parameters, ZoneInputs, ZoneResult
from tests.layers.national import land

SMALL = running.Sizes(block_counties=2)
BY_DISTANCE = Parameters(forest_reach=ReachMethod.DISTANCE.value)


@pytest.fixture(scope="module")
def given() -> ZoneInputs:
    return land.inputs()


@pytest.fixture(scope="module")
def single(given: ZoneInputs) -> ZoneResult:
    return derive(given, BY_DISTANCE)


@pytest.fixture(scope="module")
def done(given: ZoneInputs, tmp_path_factory: pytest.TempPathFactory) -> tuple[ZoneResult, running.Report, Path]:
    shared = tmp_path_factory.mktemp("shared")
    report = running.Report()
    return running.run(given, BY_DISTANCE, shared, sizes=SMALL, report=report), report, shared


def test_pieces_give_what_one_run_gives(single: ZoneResult, done: tuple[ZoneResult, running.Report, Path]) -> None:
    result, report, _ = done
    blocks_cut = {record.piece for record in report.records if "/cut/" in record.piece}
    assert len(blocks_cut) >= 5  # it was cut at all
    hazards = set(result.zones["hazard"])
    assert hazards == {"forest", "river"}
    assert (result.zones["counties"].map(len) > 2).any()  # zones of three counties meet others of any block
    assert digests(result) == digests(single)


@pytest.mark.parametrize("counties", [1, 9])
def test_the_size_of_pieces_does_not_show(given: ZoneInputs, single: ZoneResult, tmp_path: Path, counties: int) -> None:
    result = running.run(given, BY_DISTANCE, tmp_path, sizes=running.Sizes(block_counties=counties))
    assert digests(result) == digests(single)


def test_fires_that_spread_go_in_pieces_too(given: ZoneInputs, tmp_path: Path) -> None:
    parameters = Parameters(fire_cell_m=500.0)
    assert running.spreads(parameters)
    result = running.run(given, parameters, tmp_path, sizes=SMALL)
    assert digests(result) == digests(derive(given, parameters))


def test_the_order_of_rows_and_jobs_does_not_show(given: ZoneInputs, single: ZoneResult, tmp_path: Path) -> None:
    class Backwards(Here):
        def run(self, jobs, work, done):  # type: ignore[no-untyped-def]
            super().run(list(jobs)[::-1], work, done)

    turned = replace(
        given,
        counties=given.counties.iloc[::-1],
        layers=tuple(replace(layer, frame=layer.frame.iloc[::-1]) for layer in given.layers[::-1]),
    )
    result = running.run(turned, BY_DISTANCE, tmp_path, sizes=SMALL, executor=Backwards())
    assert digests(result) == digests(single)


def test_what_was_broken_off_goes_on(given: ZoneInputs, single: ZoneResult, tmp_path: Path) -> None:
    def until_zones(fraction: float, step: str) -> None:
        if step == "national_divide":
            raise Cancelled

    first = running.Report()
    with pytest.raises(Cancelled):
        running.run(given, BY_DISTANCE, tmp_path, sizes=SMALL, progress=until_zones, report=first)
    again = running.Report()
    result = running.run(given, BY_DISTANCE, tmp_path, sizes=SMALL, report=again)
    assert again.resumed == len(first.records) > 0
    assert len(again.records) > again.resumed
    assert digests(result) == digests(single)


def test_damaged_pieces_are_made_anew(
    given: ZoneInputs, single: ZoneResult, done: tuple[ZoneResult, running.Report, Path]
) -> None:
    _, before, shared = done
    files = sorted(shared.rglob("*/cut/*.land.pkl"))
    files[0].write_bytes(files[0].read_bytes()[:-1] + b"?")
    sorted(shared.rglob("*/outline/*.drawn.pkl"))[0].unlink()
    report = running.Report()
    result = running.run(given, BY_DISTANCE, shared, sizes=SMALL, report=report)
    assert len(report.records) - report.resumed == 2  # the same bytes come back, so nothing after them is done again
    assert len(report.records) == len(before.records)
    assert digests(result) == digests(single)


def test_other_numbers_are_another_run(given: ZoneInputs, done: tuple[ZoneResult, running.Report, Path]) -> None:
    _, before, _ = done
    other = running.run_key(given, replace(BY_DISTANCE, forest_band_m=3000.0), None)
    assert other != running.run_key(given, BY_DISTANCE, None)
    assert Path(before.run).name == f"run-{running.run_key(given, BY_DISTANCE, None)[:12]}"


def test_a_worker_says_what_is_wrong_with_it(tmp_path: Path, done: tuple[ZoneResult, running.Report, Path]) -> None:
    piece = Piece(Step.CUT, 0, "forest", 0)
    with pytest.raises(SharedFolderUnseen, match="does not see"):
        steps.do(Job(str(tmp_path / "elsewhere"), piece, "k", "f"))
    with pytest.raises(WorkerDiffers, match="not the one this run was started with"):
        steps.do(Job(done[1].run, piece, "k", "another version"))
    with pytest.raises(SharedPieceDamaged, match="missing or was changed"):
        RunFolder(tmp_path).get("nothing.pkl")


def test_a_province_has_its_file_and_the_summary_counts_once(
    done: tuple[ZoneResult, running.Report, Path], tmp_path: Path
) -> None:
    from datetime import date

    result = done[0]
    paths = results.write(result, tmp_path, {}, date(2026, 1, 1))
    provinces = [path for path in paths if path.name.startswith("province-")]
    assert [path.stem for path in provinces] == ["province-11", "province-12", "province-13"]
    counted = 0
    for path in provinces:
        zones = gpd.read_file(path, layer="zones")
        code = path.stem[-2:]
        assert all(code in told.split(",") for told in zones["provinces"])
        counted += int((zones["home"] == code).sum())
        assert {"zones", "parts", "straddling", "borders", "reaches"} == {name for name, _ in pyogrio.list_layers(path)}
    assert counted == len(result.zones)
    facts = json.loads((tmp_path / "national.json").read_text(encoding="utf-8"))
    assert facts["content_sha256"] == results.content_sha256(result)
    pairs = gpd.read_file(tmp_path / "national.gpkg", layer="pairs")
    assert len(pairs) == result.borders["right"].notna().sum()  # squares: one line each
    again = {path.name: path.read_bytes() for path in paths}
    results.write(result, tmp_path, {}, date(2026, 1, 1))
    assert {path.name for path in paths if path.read_bytes() != again[path.name]} == set()


def test_blocks_hold_every_county_once_and_none_weighs_too_much() -> None:
    random = np.random.default_rng(1)
    x, y, weight = random.uniform(0, 1e6, 400), random.uniform(0, 1e6, 400), random.uniform(1, 100, 400)
    found = blocks(x, y, weight, most=1000.0, counties=30)
    assert np.array_equal(np.unique(found), np.arange(found.max() + 1))
    assert np.bincount(found, weights=weight).max() <= 1000.0
    assert np.bincount(found).max() <= 30
    alone = blocks(x, y, np.full(400, 5000.0), most=1000.0)
    assert len(np.unique(alone)) == 400  # a county is never cut


def test_a_wide_country_has_regions_that_share_no_county() -> None:
    boxes = [shapely.box(75 + 2 * at, 35, 77 + 2 * at, 36) for at in range(20)]
    codes = [f"{11 + at}0101" for at in range(20)]
    country = gpd.GeoDataFrame({"code": codes, "name": codes}, geometry=boxes, crs="EPSG:4490")
    found = regions(country)
    assert len(found) == 5
    assert sorted(code for region in found for code in region.own) == codes
    assert all(region.own < set(region.counties) for region in found)  # and sees its neighbours
    assert len({region.epsg for region in found}) == 5
    assert len(regions(country.iloc[:4])) == 1


def test_regions_give_each_zone_once(tmp_path: Path) -> None:
    given = land.inputs(120)
    far = replace(
        given,
        counties=_moved(given.counties, 0.0),
        layers=given.layers,
    )
    shifted = land.inputs(120)
    other = _moved(shifted.counties, 12.0)
    other["code"] = ["4" + code[1:] for code in other["code"]]
    both = replace(
        far,
        counties=_together(far.counties, other),
        layers=tuple(
            replace(layer, speaks_for=None, frame=_together(layer.frame, _renamed(_moved(layer.frame, 12.0))))
            for layer in given.layers
        ),
    )
    result = running.run(both, BY_DISTANCE, tmp_path, sizes=SMALL)
    alone = running.run(
        replace(far, layers=tuple(replace(one, speaks_for=None) for one in far.layers)), BY_DISTANCE, tmp_path
    )
    assert result.zones["uid"].is_unique
    assert sorted(result.zones["rank"]) == list(range(1, len(result.zones) + 1))
    mine = result.zones[result.zones["counties"].map(lambda codes: codes[0][0] == "1")]
    assert set(mine["uid"]) == set(alone.zones["uid"])
    assert set(result.parts["zone_uid"]) == set(result.zones["uid"])


def _moved(frame: gpd.GeoDataFrame, degrees: float) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.geometry.translate(degrees)).set_crs(frame.crs, allow_override=True)


def _renamed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.assign(uid=[f"east-{uid}" for uid in frame["uid"]])


def _together(a: gpd.GeoDataFrame, b: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    import pandas as pd

    return gpd.GeoDataFrame(pd.concat([a, b], ignore_index=True), geometry="geometry", crs=a.crs)
