"""Rules of patrols are kept with the plan, undone, and survive what cannot be."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from layers.routes.forces import RULES, DangerLevel
from layers.routes.rules import PatrolRules
from tests.layers.plan.builders import make_plan

AGREED = PatrolRules(DangerLevel.RED, {}, 250.0, 0.7, 150.0).with_rounds(DangerLevel.BLUE, 3.0)


def test_only_what_differs_is_kept_and_all_of_it_comes_back() -> None:
    assert PatrolRules().as_dict() == {} and PatrolRules.from_dict({}) == PatrolRules()
    assert AGREED.as_dict() == {
        "level": "red", "rounds": {"blue": 3.0}, "detection_m": 250.0, "pace_share": 0.7, "ranger_ha": 150.0
    }  # fmt: skip
    assert PatrolRules.from_dict(AGREED.as_dict()) == AGREED
    assert AGREED.by_level[DangerLevel.BLUE].rounds_per_week == 3.0 and AGREED.settings.detection_m == 250.0
    back = AGREED.with_rounds(DangerLevel.BLUE, RULES[DangerLevel.BLUE].rounds_per_week)
    assert back.rounds == {}


@pytest.mark.parametrize("per_week", [-1.0, math.nan, 337.0])
def test_a_frequency_that_cannot_be_is_refused(per_week: float) -> None:
    with pytest.raises(ValueError, match="blue"):
        PatrolRules().with_rounds(DangerLevel.BLUE, per_week)


def test_what_a_plan_holds_that_cannot_be_is_as_usual() -> None:
    broken = {"level": "purple", "rounds": {"blue": -4, "red": "x", "moon": 2}, "detection_m": 0, "ranger_ha": "viele"}
    assert PatrolRules.from_dict(broken) == PatrolRules()
    assert PatrolRules.from_dict({"rounds": 7}) == PatrolRules()


def test_they_are_a_step_of_the_plan(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        assert store.patrol_rules() == {}
        with store.change("patrol_rules_set"):
            store.set_patrol_rules(AGREED.as_dict())
        assert PatrolRules.from_dict(store.patrol_rules()) == AGREED
        assert store.undo() and store.patrol_rules() == {}
