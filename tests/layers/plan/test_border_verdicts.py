"""Verdicts on gaps and overlaps as rows of a plan: kept, undone, hashed, upgraded to."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from layers import workflow
from layers.borders.slivers import find_slivers
from layers.borders.verdicts import VERDICT_COLUMNS, Verdict, by_line, verdict_rows
from layers.crs import STORAGE_CRS
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.salvage import salvage
from layers.plan.verify import verify
from tests.layers.plan.builders import county_record, make_plan, make_result, zone_row

A, B = "110116", "130826"
FORMAT_2 = Path(__file__).parent / "data" / "format2.lianfang.gpkg.gz"


def two_counties() -> gpd.GeoDataFrame:
    """A gap of 0.001° × 0.2° between two counties, and an overlap of the same size."""
    west_of_line = [(117, 40), (117, 40.2), (117.001, 40.2), (117.001, 40.4), (117, 40.4), (117, 40.6)]
    more = [(116.999, 40.6), (116.999, 40.8), (117, 40.8), (117, 41), (118, 41), (118, 40)]
    east = shapely.Polygon([*west_of_line, *more])
    return gpd.GeoDataFrame(
        {"uid": ["a", "b"], "code": [A, B], "name": ["怀柔区", "丰宁满族自治县"]},
        geometry=[shapely.box(116, 40, 117, 41), east],
        crs=STORAGE_CRS,
    )


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    plan = make_plan(tmp_path)
    with plan.change("layer_added", title="县界"):
        plan.add_layer(replace(county_record(), speaks_for=frozenset({A, B})), two_counties())
    yield plan
    plan.close()


def rows(*verdicts: Verdict, by: str = "王工") -> gpd.GeoDataFrame:
    found = find_slivers(two_counties())
    return verdict_rows(
        found.iloc[: len(verdicts)],
        verdicts,
        judged_by=by,
        judged_at="2026-11-28T08:00:00+00:00",
        meeting="第一次联席会",
    )


def judge(store: PlanStore, frame: gpd.GeoDataFrame) -> None:
    with store.change("slivers_judged", count=len(frame)):
        store.put_border_verdicts(frame)


def test_verdicts_come_back_exactly_and_a_second_one_replaces_the_first(store: PlanStore) -> None:
    first = rows(by_line("overlap", [A, B], A), Verdict())
    judge(store, first)
    assert_geodataframe_equal(
        store.border_verdicts().sort_values("uid", ignore_index=True), first.sort_values("uid", ignore_index=True),
        check_dtype=False,
    )  # fmt: skip
    again = rows(Verdict(), by="李工")
    judge(store, again)
    kept = store.border_verdicts().set_index("uid")
    assert len(kept) == 2 and kept.loc[again["uid"].iloc[0], ["verdict", "judged_by"]].tolist() == ["disputed", "李工"]


def test_a_gesture_is_undone_and_redone_whole(store: PlanStore) -> None:
    judge(store, rows(Verdict(), Verdict()))
    store.undo()
    assert len(store.border_verdicts()) == 0
    store.redo()
    assert len(store.border_verdicts()) == 2
    with store.change("slivers_unjudged"):
        store.remove_border_verdicts(store.border_verdicts()["uid"].tolist())
    assert len(store.border_verdicts()) == 0
    store.undo()
    assert len(store.border_verdicts()) == 2
    with pytest.raises(KeyError), store.change("slivers_unjudged"):
        store.remove_border_verdicts(["nothing"])


def test_a_verdict_on_whose_line_holds_makes_the_analysis_stale_and_a_dispute_does_not(store: PlanStore) -> None:
    with store.change("analysed"):
        store.save_result(make_result(zone_row()))
    assert not store.analysis_is_stale()
    judge(store, rows(Verdict()))
    assert not store.analysis_is_stale()
    judge(
        store,
        rows(by_line("gap", [A, B], A) if rows(Verdict())["kind"].iloc[0] == "gap" else by_line("overlap", [A, B], A)),
    )
    assert store.analysis_is_stale()
    store.undo()
    assert not store.analysis_is_stale()


def test_every_part_of_a_verdict_is_in_the_content_hash_and_none_leaves_it_as_it_was(store: PlanStore) -> None:
    before = content_hash(store)
    judge(store, rows(by_line("overlap", [A, B], A)))
    seen = {before, content_hash(store)}
    for column in set(VERDICT_COLUMNS) - {"uid", "geometry", "counties", "lines"}:
        value = "1.5" if column.endswith(("_m", "_m2")) else "'x'"
        with store.change("x"):
            store._db.execute(f"UPDATE lf_border_verdict SET {column} = {value}")
        seen.add(content_hash(store))
        store.undo()
    assert len(seen) == len(VERDICT_COLUMNS) - 4 + 2
    store.undo()
    assert content_hash(store) == before


def test_the_coverage_that_is_analysed_follows_and_what_was_read_stays(store: PlanStore) -> None:
    (record,) = store.layers()
    read, sha = store.frame(record.uid), store.features_sha256(record.uid)
    found = workflow.county_slivers(store)
    assert sorted(found["kind"]) == ["gap", "overlap"]
    verdicts = verdict_rows(
        found, [by_line(kind, [A, B], A) for kind in found["kind"]], judged_by="王工", judged_at="2026-11-28T08:00:00Z"
    )
    judge(store, verdicts)
    working = workflow.build_inputs(store).counties.set_index("code").geometry
    assert working[A].symmetric_difference(read.geometry.iloc[0]).area < 1e-12
    assert working[B].symmetric_difference(shapely.box(117, 40, 118, 41)).area < 1e-9
    assert_geodataframe_equal(store.frame(record.uid), read)
    assert store.features_sha256(record.uid) == sha
    assert workflow.county_slivers(store)["uid"].tolist() == found["uid"].tolist()  # still listed, with their verdicts
    result = workflow.analyse(store)
    assert len(result.border_issues) == 0 and set(result.borders["pair"]) == {f"{A}|", f"{A}|{B}", f"{B}|"}


def test_a_plan_with_verdicts_is_sound_can_be_salvaged_and_copied(store: PlanStore, tmp_path: Path) -> None:
    judge(store, rows(by_line("overlap", [A, B], B), Verdict()))
    said = content_hash(store)
    copy = store.save_copy(tmp_path / "copy.lianfang.gpkg")
    store.close()
    assert verify(copy).is_sound and verify(copy).content_hash == said
    report = salvage(copy, tmp_path / "saved.lianfang.gpkg")
    with PlanStore.open(report.out) as saved:
        assert content_hash(saved) == said and len(saved.border_verdicts()) == 2


def test_a_plan_of_format_2_is_upgraded_and_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_2.read_bytes()))
    with PlanStore.open(path) as plan:
        assert plan.original == path.with_name("plan (format 2).lianfang.gpkg")
        assert content_hash(plan) == "6d5375757a332792f09cacaa866bda94688bd6808cb1e617e378791299b4a3e1"
        # Parameters that came later have their defaults: the analysis would come out otherwise now.
        assert len(plan.border_verdicts()) == 0 and plan.analysis_is_stale()
        while plan.redo():
            pass
        while plan.undo():
            pass
        assert plan.layers() == []
    assert verify(path).is_sound
