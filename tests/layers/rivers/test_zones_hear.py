"""What a person says about a river reaches the zones: the plan turns stale, and nothing remembered stands in."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from layers import workflow
from layers.kinds import Origin, Role, Shape
from layers.memory import Memory
from layers.plan.model import LayerRecord
from layers.plan.store import PlanStore
from layers.rivers.settings import RiverSettings, Verdict
from layers.zones import derive
from tests.layers.rivers import world
from tests.layers.rivers.world import A, B, place


@pytest.fixture
def store(tmp_path):
    with closing(PlanStore.create(tmp_path / "p.gpkg", title="p", reference_date=date(2026, 5, 1))) as plan:
        river = world.rivers([(-5000, 5000), (5000, 5000)], names=["白河"], directed=None).frame
        river["order"] = np.nan
        counties = world.three()
        counties["uid"] = counties["code"]
        with plan.change("layers_added"):
            plan.add_layer(LayerRecord("", "县", Role.COUNTY, Shape.POLYGON, Origin.READ, ""), counties)
            plan.add_layer(LayerRecord("", "河", Role.RIVER, Shape.LINE, Origin.READ, ""), river)
        yield plan


def settings_with(plan, **changes):
    with plan.change("river_judged"):
        plan.set_river_settings(replace(RiverSettings(), **changes).as_dict())


def crossing(reaches):
    return reaches[reaches["reach_type"] == "crossing"].iloc[0]


def test_a_verdict_makes_the_analysis_stale_and_is_heard_over_what_is_remembered(store):
    memory = Memory()

    def derived():
        return derive(workflow.analysis_inputs(store), store.parameters(), memory=memory)

    first = derived()
    workflow.save_analysis(store, first)
    assert not crossing(first.reaches)["direction_known"] and not store.analysis_is_stale()
    settings_with(store, hours=10.0)
    assert not store.analysis_is_stale(), "how far ahead a spill is followed is nothing to the zones"
    uid = str(world.rivers([(-5000, 5000), (5000, 5000)]).frame["uid"].iloc[0])
    settings_with(store, verdicts=(Verdict(uid, *place(-5000, 5000)),))
    assert store.analysis_is_stale()
    assert (crossing(derived().reaches)["upstream"], crossing(derived().reaches)["downstream"]) == ([A], [B])
    settings_with(store, verdicts=(Verdict(uid, *place(5000, 5000)),))
    assert (crossing(derived().reaches)["upstream"], crossing(derived().reaches)["downstream"]) == ([B], [A])
    settings_with(store)
    assert not store.analysis_is_stale() and not crossing(derived().reaches)["direction_known"]


def test_the_noise_of_the_terrain_counts_too(store):
    workflow.save_analysis(store, derive(workflow.analysis_inputs(store), store.parameters()))
    settings_with(store, dem_noise_m=25.0)
    assert store.analysis_is_stale() and workflow.analysis_inputs(store).river_noise_m == 25.0


def test_an_analysis_keeps_what_its_directions_rest_on(store):
    verdict = Verdict("r0", *place(-5000, 5000))
    settings_with(store, verdicts=(verdict,), dem_noise_m=15.0)
    workflow.save_analysis(store, derive(workflow.analysis_inputs(store), store.parameters()))
    kept = store.result_facts()["rivers"]
    assert kept == {"dem_noise_m": 15.0, "verdicts": [["r0", verdict.lon, verdict.lat]]}
