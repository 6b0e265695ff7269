"""Stored figures worked out again: what holds, what does not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely

from layers import figure_workflow, workflow, zone_workflow
from layers.errors import AnalysisError
from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from layers.plan.schema import Table
from layers.zones.causes import CAUSE_CODES, Basis, cause, changes
from layers.zones.figures import GROUPS, is_same
from layers.zones.model import Parameters
from tests.layers.shapes import box_km, frame
from tests.shared_sample import copied

A, B = "110116", "130826"
CODES = frozenset({A, B})


def add(store: PlanStore, role: Role, shape: Shape, features, title: str) -> str:
    features["uid"] = [f"{title}-{i}" for i in range(len(features))]
    with store.change("layers_added"):
        record = LayerRecord("", title, role, shape, Origin.READ, "", speaks_for=CODES)
        return store.add_layer(record, features).uid


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    """A wood of 1 km² across the line, a village on each side, a depot on each side."""
    store = PlanStore.create(tmp_path / "figures.lianfang.gpkg", title="数", reference_date=date(2026, 4, 1))
    lands = frame([box_km(0, 0, 20, 20), box_km(20, 0, 40, 20)], code=[A, B], name=["甲县", "乙县"])
    add(store, Role.COUNTY, Shape.POLYGON, lands, "县界")
    wood = frame([box_km(19.6, 9, 20.6, 10)], name=["林"], species=["油松"])
    add(store, Role.FOREST, Shape.POLYGON, wood, "森林")
    points = [shapely.Point(19_500, 9_500), shapely.Point(20_700, 9_500)]
    add(store, Role.SETTLEMENT, Shape.POINT, frame(points, name=["甲村", "乙村"], people=[300.0, 100.0]), "村庄")
    depots = frame([shapely.Point(15_000, 9_500), shapely.Point(30_000, 9_500)], name=["甲库", "乙库"])
    add(store, Role.DEPOT, Shape.POINT, depots, "物资库")
    workflow.analyse(store)
    with store:
        yield store


def differing(store: PlanStore, **how) -> dict[tuple[str, str], tuple[object, object, list[str]]]:
    (found,) = figure_workflow.check_figures(store, **how)
    return {
        (one.name, one.county): (one.stored, one.now, [item["code"] for item in one.causes])
        for one in found.figures
        if not one.holds
    }


def test_all_figures_of_a_fresh_analysis_hold_and_each_group_can_be_asked_alone(store: PlanStore) -> None:
    (found,) = figure_workflow.check_figures(store)
    assert found.holds and {one.group for one in found.figures} == set(GROUPS)
    names = {(one.name, one.county) for one in found.figures}
    assert {("area_ha", ""), ("area_ha", A), ("forest_ha", B), ("people", A), ("depot_own_km", B)} <= names
    assert {("lead", ""), ("score.transmission", ""), ("score", ""), ("rank", "")} <= names
    for group in GROUPS:
        (alone,) = figure_workflow.check_figures(store, groups=[group])
        assert [repr(one) for one in alone.figures] == [repr(one) for one in found.of_group(group)]
    assert [one for check in figure_workflow.compare_figures(store) for one in check.figures if not one.holds] == []


def test_another_village_changes_people_and_score_and_is_named(store: PlanStore) -> None:
    add(
        store,
        Role.SETTLEMENT,
        Shape.POINT,
        frame([shapely.Point(20_400, 9_500)], name=["新村"], people=[50.0]),
        "新增村庄",
    )
    found = differing(store)
    stored, now, causes = found["people", B]
    assert (stored, now, causes) == (100.0, 150.0, ["layer_added"])
    assert found["villages", ""][:2] == (2, 3)
    assert found["score.people", ""][:2] == (400.0, 450.0)
    assert found["score", ""][2] == ["layer_added"]
    assert ("area_ha", "") not in found and ("forest_ha", "") not in found and ("zone_class", "") not in found
    # Deriving again would also change the shares: the village is within reach.
    again = {one.name for check in figure_workflow.compare_figures(store) for one in check.figures if not one.holds}
    assert {"exposure_share", "people", "responsibility"} <= again and "geometry" not in again


def test_a_layer_taken_away_is_named_and_what_it_said_is_unknown(store: PlanStore) -> None:
    uid = next(one.uid for one in store.layers() if one.role is Role.DEPOT)
    with store.change("layer_removed"):
        store.remove_layer(uid)
    found = differing(store, groups=["response", "score"])
    assert found["depots_unknown", A] == (False, True, ["layer_removed"])
    stored, now, causes = found["score.response", ""]
    assert stored == pytest.approx(9.5, abs=0.6) and now is None and causes == ["layer_removed"]


def test_a_changed_parameter_is_named_where_it_counts(store: PlanStore) -> None:
    with store.change("parameters_set"):
        store.set_parameters(replace(store.parameters(), origin_weight=0.9))
    found = differing(store)
    assert set(found) == {("responsibility", "")} and found["responsibility", ""][2] == ["parameter_changed"]
    with store.change("parameters_set"):
        store.set_parameters(replace(store.parameters(), origin_weight=0.6, hazard_share_min=0.5))
    found = differing(store)
    assert found["zone_class", ""] == ("S1", "S2", ["parameter_changed"])


def test_another_wind_changes_the_fires_and_what_follows_from_them(store: PlanStore) -> None:
    with store.change("parameters_set"):
        store.set_parameters(replace(store.parameters(), wind_from_deg=135.0))
    assert differing(store) == {}, "the stored outline and evidence are those of the stored wind"
    (again,) = figure_workflow.compare_figures(store)
    (links,) = again.of_group("fire")
    assert not links.holds and [one["name"] for one in links.causes] == ["wind_from_deg"]
    before, after = (
        {(one["from"], one["to"]): one["area_ha"][-1] for one in links_} for links_ in (links.stored, links.now)
    )
    assert set(before) == set(after) and before != after


def test_an_agreement_and_another_day_change_the_score(store: PlanStore) -> None:
    from tests.layers.zones.test_derivation import agreement

    with store.change("agreements_changed"):
        store.put_agreements(agreement())
    found = differing(store, groups=["score"])
    assert found["score.agreement", ""] == (0.0, 1.0, ["register_changed"])
    workflow.analyse(store)
    assert differing(store) == {}
    store.set_info(reference_date=date(2030, 1, 1))
    found = differing(store, groups=["score"])
    assert found["score", ""][2] == ["date_changed"]


def test_a_figure_that_was_tampered_with_is_not_explained(store: PlanStore) -> None:
    with store.change("zone_status"):
        store._db.execute(f"UPDATE {Table.ZONE} SET area_ha = area_ha * 1.001, lead = ?, rank = 7", (A,))
        store._db.execute(f"UPDATE {Table.ZONE_PART} SET forest_ha = forest_ha + 0.5 WHERE county = ?", (A,))
    found = differing(store)
    assert set(found) == {("area_ha", ""), ("lead", ""), ("rank", ""), ("forest_ha", A)}
    assert all(causes == ["unexplained"] for _, _, causes in found.values())


def test_what_a_hand_wrote_is_no_derived_figure_and_its_outline_moves_the_score(store: PlanStore) -> None:
    uid = store.zones()["uid"].iloc[0]
    with store.change("zone_edited"):
        zone_workflow.edit(store, uid, {"lead": A, "name": "老林"}, at="2026-11-29T12:00:00Z", by="甲")
    assert store.zones()["lead"].iloc[0] == A and differing(store) == {}
    small = frame([box_km(19.6, 9, 20.6, 9.6)]).geometry.iloc[0]
    with store.change("zone_edited"):
        outline = zone_workflow.counted(store, uid, small)
        zone_workflow.set_outline(store, uid, outline, at="2026-11-29T12:01:00Z", by="甲")
    found = differing(store)
    # The hand's outline was measured when it was drawn; the score is still that of the derived one.
    assert {name for name, _ in found} <= {"score.people", "score.response", "score"}
    assert found["score.people", ""][2] == ["by_hand"]
    assert [
        one for check in figure_workflow.compare_figures(store) for one in check.of_group("outline") if not one.holds
    ] == []


def test_zones_set_aside_are_no_fault_and_the_others_are_ranked_anew(store: PlanStore) -> None:
    add(store, Role.FOREST, Shape.POLYGON, frame([box_km(19.6, 3, 20.6, 4)], name=["南林"], species=["油松"]), "南")
    workflow.analyse(store)
    first, second = store.zones()["uid"]
    with store.change("zones_dropped"):
        zone_workflow.drop(store, [first], at="2026-11-29T12:00:00Z", by="甲")
    (row,) = store.zones().to_dict("records")
    assert row["rank"] == row["stability"]["weights"]["high"] == 1 and differing(store) == {}
    assert "zone" not in {one.name for check in figure_workflow.compare_figures(store) for one in check.figures}
    workflow.analyse(store)
    (row,) = store.zones().to_dict("records")
    assert row["uid"] == second and row["rank"] == row["stability"]["weights"]["high"] == 1


def test_a_zone_of_an_older_program_says_what_cannot_be_said(store: PlanStore) -> None:
    with store.change("zone_status"):
        store._db.execute(f"UPDATE {Table.ZONE} SET evidence = '{{}}'")
    (found,) = figure_workflow.check_figures(store)
    assert all(one.is_open for group in ("class", "lead") for one in found.of_group(group))
    assert all(one.holds for group in ("area", "people", "response") for one in found.of_group(group))


def test_a_plan_without_zones_is_refused(tmp_path: Path) -> None:
    with (
        PlanStore.create(tmp_path / "e.lianfang.gpkg", title="空", reference_date=date(2026, 4, 1)) as empty,
        pytest.raises(AnalysisError),
    ):
        figure_workflow.check_figures(empty)


def test_unknown_is_never_the_same_as_zero() -> None:
    nan = float("nan")
    assert is_same("people", nan, nan) and is_same("people", None, nan)
    assert not is_same("people", 0.0, nan) and not is_same("people", nan, 0.0)
    assert not is_same("hazard_share", {A: 0.0}, {A: None})
    assert not is_same("supports", [A], [A, B])
    assert is_same("score", 0.5, 0.5000015) and not is_same("score", 0.5, 0.50001)


def test_causes_take_exactly_their_facts() -> None:
    assert cause("layer_added", title="x", role="forest")["code"] == "layer_added"
    with pytest.raises(ValueError, match="takes facts"):
        cause("layer_added", title="x")
    assert set(CAUSE_CODES) >= {"unexplained", "by_hand", "not_kept"}


def test_counties_a_layer_speaks_for_count_only_where_they_were_noted() -> None:
    layer = {"uid": "l", "title": "村", "role": "settlement", "content_sha256": "1", "raster_sha256": ""}
    old, new = Basis(Parameters(), (layer,)), Basis(Parameters(), ({**layer, "speaks_for": [A]},))
    assert changes(old, new).layers == ()
    other = Basis(Parameters(), ({**layer, "speaks_for": [A, B]},))
    assert [one["code"] for one in changes(new, other).of_layers("people")] == ["counties_changed"]


def test_every_figure_of_the_sample_holds(analysed_sample: Path, tmp_path: Path) -> None:
    with PlanStore.open(copied(analysed_sample, tmp_path)) as sample:
        found = figure_workflow.check_figures(sample)
    assert len(found) > 600
    assert [(check.uid, one) for check in found for one in check.figures if not one.holds] == []
