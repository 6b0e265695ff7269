"""Controls that are made when somebody first wants something of them, and at the latest when a plan is opened."""

from __future__ import annotations

import pytest

from app.action_table import SPECS
from app.control.table import BY_ACTION, CONTROLS
from app.control.year import YearControl

WAKES = {name for name, late in CONTROLS.items() if late.wakes}


def made(window) -> set[str]:
    return {name for name in CONTROLS if window.is_made(name)}


def test_what_a_control_does_is_known_without_it(program):
    window = program.window
    assert made(window) == set(), "an empty window has no use for them"
    for name, late in CONTROLS.items():
        control = getattr(window, name)
        assert {action for action in SPECS if hasattr(control, action)} == set(late.does.split()), name
        assert getattr(window, name) is control
    assert set(BY_ACTION) <= set(SPECS)


def test_another_language_makes_nothing(program):
    program.window.rebuild()
    assert made(program.window) == set()


def test_a_misspelt_name_is_told(program):
    with pytest.raises(AttributeError, match=r"MainWindow.*fyre"):
        _ = program.window.fyre


def test_a_plan_finds_all_that_hear_of_it(planned):
    assert made(planned.window) >= WAKES
    assert not planned.window.is_made("yearly") and not planned.window.is_made("signing")


def test_all_are_there_when_the_window_has_stood_a_moment(program, qtbot):
    window = program.window
    window.show()
    qtbot.waitUntil(lambda: made(window) >= WAKES, timeout=20_000)
    assert made(window) == WAKES
    assert not program.document.is_open


def test_an_action_makes_its_control(planned, qtbot):
    window = planned.window
    window.actions_["open_year"].trigger()
    assert window.is_made("yearly")
    qtbot.waitUntil(lambda: window.yearly.year.isVisible())
    control, shown = window.yearly, window.yearly.year
    assert isinstance(control, YearControl)
    window.rebuild()
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert window.yearly is control


def test_a_control_made_between_two_languages_hears_of_the_map_once(planned, qtbot, monkeypatch):
    window = planned.window
    heard = []
    monkeypatch.setattr("app.control.comments.CommentControl.attach", lambda control: heard.append(control))
    window.rebuild()
    assert heard == [window.commenting]


def test_the_window_knows_what_a_control_has_changed(planned, qtbot):
    """Actions are switched by what controls say; they hear of a change after the window does."""
    window = planned.window
    window.actions_["walk"].trigger()
    qtbot.waitUntil(lambda: window.actions_["walk_end"].isEnabled())
    window.plans.close_plan()
    assert not planned.document.is_open and not window.actions_["walk_end"].isEnabled()
