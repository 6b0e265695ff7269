"""Controls that are made when somebody first wants something of them."""

from __future__ import annotations

import pytest

from app.action_table import SPECS
from app.control.late import LateControl
from app.control.versions import VersionControl
from app.control.year import YearControl


@pytest.mark.parametrize(("place", "kind"), [("yearly", YearControl), ("signing", VersionControl)])
def test_what_a_late_control_does_is_known_without_it(program, place, kind):
    late = getattr(program.window, place)
    assert isinstance(late, LateControl) and late.made is None
    assert {key for key in SPECS if late.slot(key)} == {key for key in SPECS if hasattr(kind, key)}
    assert late.made is None, "asking what it does makes nothing"
    program.window.rebuild()
    assert late.made is None, "another language makes nothing either"
    assert isinstance(late.task.parent(), kind) and late.made is late.task.parent()
    with pytest.raises(AttributeError):
        _ = late.nothing_of_the_kind


def test_an_action_makes_its_control(planned, qtbot):
    window = planned.window
    assert window.yearly.made is None
    window.actions_["open_year"].trigger()
    qtbot.waitUntil(lambda: window.yearly.year.isVisible())
    made = window.yearly.made
    assert isinstance(made, YearControl)
    shown = window.yearly.year
    window.rebuild()
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert window.yearly.made is made
