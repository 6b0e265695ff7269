"""A stored zone judged again from what it holds says what the analysis said, and what other numbers would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from layers.errors import AnalysisError
from layers.plan import PlanStore
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.rederivation import can_rederive, rederive, swapped
from tests.benchmarks import real_data
from tests.layers.shapes import box_km, counties, depots, forests, settlements
from tests.shared_sample import copied

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}
#: 30 hm² of forest in A, 70 in B; 300 people reached in A, 100 in B.
WOOD = forests([box_km(19.7, 9, 20.7, 10)])
VILLAGES = settlements([(19.5, 9.5), (20.9, 9.5)], [300.0, 100.0])


def only(parameters: Parameters, *layers) -> dict:
    zones = derive(ZoneInputs(counties(TWO), layers), parameters).zones
    assert len(zones) == 1
    return zones.iloc[0].to_dict()


@pytest.fixture(scope="module")
def sample(analysed_sample: Path, tmp_path_factory: pytest.TempPathFactory):
    """The sample, analysed and stored: zones as they are read from the plan, and the parameters."""
    with PlanStore.open(copied(analysed_sample, tmp_path_factory.mktemp("sample")), read_only=True) as store:
        yield store.zones(), Parameters.from_dict(store.result_facts()["parameters"])


def test_shares_lead_and_class_follow_from_what_is_stored() -> None:
    parameters = Parameters(forest_reach="distance")
    zone = only(parameters, WOOD, VILLAGES, depots([(19, 9)]))
    assert zone["evidence"]["reached"] == {
        A: {"people": 300.0, "unknown": 0, "assets": 1},
        B: {"people": 100.0, "unknown": 0, "assets": 1},
    }
    again = rederive(zone, parameters)
    assert again.differing(zone) == ()
    assert (again.zone_class, again.lead, again.supports) == ("S1", B, (A,))
    # R_A = 0.6 · 0.3 + 0.4 · 0.75
    assert again.responsibility[A] == pytest.approx(0.48, abs=1e-4)


def test_swapping_origin_and_affected_changes_shares_and_nothing_else() -> None:
    parameters = Parameters(forest_reach="distance")
    zone = only(parameters, WOOD, VILLAGES)
    again = rederive(zone, swapped(parameters))
    assert again.differing(zone) == ("responsibility",)
    assert again.responsibility[A] == pytest.approx(0.4 * 0.3 + 0.6 * 0.75, abs=1e-4)
    assert swapped(swapped(parameters)).origin_weight == pytest.approx(parameters.origin_weight)


def test_a_higher_threshold_changes_the_class_and_the_supports() -> None:
    parameters = Parameters(forest_reach="distance")
    zone = only(parameters, WOOD, VILLAGES)
    again = rederive(zone, replace(parameters, hazard_share_min=0.4))
    assert (again.zone_class, again.lead, again.supports) == ("S2", B, (A,))
    assert rederive(zone, replace(parameters, forest_min_ha=1000.0)).zone_class is None


def test_weights_move_the_score_and_what_is_unknown_keeps_none() -> None:
    parameters = Parameters(forest_reach="distance")
    zone = only(parameters, WOOD, settlements([(19.5, 9.5)], [300.0], speaks_for=frozenset({A})))
    weights = {**parameters.weights, "people": 0.9, "response": 0.9}
    again = rederive(zone, replace(parameters, weights=weights))
    parts = {part["code"]: part for part in again.score_parts}
    assert parts["people"]["weight"] == 0.9
    assert parts["response"]["weight"] == 0.0 and parts["response"]["raw"] is None  # no depot layer
    assert "score" in again.differing(zone)


def test_a_figure_that_was_changed_no_longer_holds() -> None:
    parameters = Parameters(forest_reach="distance")
    zone = only(parameters, WOOD, VILLAGES)
    assert rederive(zone, parameters).differing({**zone, "lead": A, "score": zone["score"] + 0.01}) == ("lead", "score")


def test_a_zone_of_an_older_program_says_that_it_cannot() -> None:
    zone = {**only(Parameters(forest_reach="distance"), WOOD, VILLAGES), "evidence": {}}
    assert not can_rederive(zone)
    with pytest.raises(AnalysisError):
        rederive(zone, Parameters())


def test_every_zone_of_the_sample_holds(sample) -> None:
    zones, parameters = sample
    assert len(zones) > 600 and parameters.forest_reach == "spread"
    for zone in zones.drop(columns="geometry").to_dict("records"):
        assert rederive(zone, parameters).differing(zone) == (), zone["uid"]


@pytest.mark.skipif(not real_data.DATA.exists(), reason="the public data pack is not here")
def test_every_zone_of_the_region_holds() -> None:
    parameters = Parameters(forest_reach="distance")
    zones = derive(real_data.inputs("clean"), parameters).zones
    assert len(zones) > 5000
    for zone in zones.drop(columns="geometry").to_dict("records"):
        assert rederive(zone, parameters).differing(zone) == (), zone["uid"]
