"""The form of parameters by mouse and keyboard, and what the zone card says of fires by time and by county."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QToolButton

from app.application import Application
from app.dialogs.parameters import ParametersDialog
from app.parameter_words import FUEL, GROUPS, WEATHER, WORDS, translate
from layers.zones.model import Parameters


@pytest.fixture
def form(qtbot, request):
    """The form of some parameters, shown."""
    made = ParametersDialog(getattr(request, "param", Parameters()), None)
    qtbot.addWidget(made)
    made.show()
    return made


def show(form: ParametersDialog, qtbot, group: str) -> None:
    row = list(GROUPS).index(group)
    place = form.groups.visualItemRect(form.groups.item(row)).center()
    qtbot.mouseClick(form.groups.viewport(), Qt.MouseButton.LeftButton, pos=place)


def back(form: ParametersDialog, name: str) -> QToolButton:
    """The button that brings the default of a parameter back."""
    return next(one for one in form.findChildren(QToolButton) if f"“{name}”" in one.accessibleName())


def type_into(qtbot, edit, text: str) -> None:
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)


def test_untouched_it_says_what_it_was_given(qtbot) -> None:
    odd = Parameters(
        forest_reach="distance", wind_from_deg=123.456, origin_weight=0.61234, fuel_ks={"igbp_5": 1.1, "pasture": 2.2}
    )
    form = ParametersDialog(odd, None)
    qtbot.addWidget(form)
    assert form.parameters == odd


def test_untouched_weights_and_factors_keep_every_digit(qtbot) -> None:
    weights = {code: weight / 3.0 for code, weight in Parameters().weights.items()}
    odd = Parameters(weights=weights, fuel_ks={"igbp_5": 1.234567})
    form = ParametersDialog(odd, None)
    qtbot.addWidget(form)
    assert form.parameters == odd
    code = next(iter(weights))
    form._weights[code].setValue(0.5)
    assert form.parameters == replace(odd, weights={**weights, code: 0.5})


def test_a_number_a_choice_and_a_factor_are_taken_and_brought_back(form: ParametersDialog, qtbot) -> None:
    show(form, qtbot, WEATHER)
    wind = form._edits["wind_ms"]
    name = translate(WORDS["wind_ms"].text)
    assert wind.isVisible() and not back(form, name).isVisible()
    type_into(qtbot, wind, "12.5")
    assert form.parameters == replace(Parameters(), wind_ms=12.5)
    assert back(form, name).isVisible()
    qtbot.mouseClick(back(form, name), Qt.MouseButton.LeftButton)
    assert form.parameters == Parameters() and not back(form, name).isVisible()

    qtbot.mouseClick(form._edits["rate_from_weather"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert form.parameters.rate_from_weather
    show(form, qtbot, FUEL)
    type_into(qtbot, form._factors["needle_litter"], "0.95")
    assert dict(form.parameters.fuel_ks) == {"needle_litter": 0.95}
    model = form._edits["spread_model"]
    show(form, qtbot, GROUPS[0])
    qtbot.keyClick(model, Qt.Key.Key_Down)
    assert form.parameters.spread_model == "ellipse"
    button = form.buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.parameters == Parameters()


def test_every_parameter_has_a_row_with_unit_default_and_source(form: ParametersDialog) -> None:
    assert set(form._edits) == set(WORDS)
    for name, edit in form._edits.items():
        assert edit.toolTip() == translate(WORDS[name].source) != ""
    assert form._edits["base_rate_m_min"].suffix() == " m/min" and form._edits["fire_hours"].suffix() == " h"
    defaults = [one.text() for one in form.findChildren(QLabel) if "·" in one.text()]
    ways_back = [one for one in form.findChildren(QToolButton) if "“" in one.accessibleName()]
    assert min(len(defaults), len(ways_back)) >= len(WORDS) + len(form._factors) + len(form._weights)
    assert sum(one.startswith("8.0 m/s · ") for one in defaults) == 1


def test_the_card_says_whom_fire_reaches_in_which_county_by_when(planned: Application) -> None:
    planned.window.zones.table.selectRow(0)
    card = planned.window.zones.card
    zone = planned.document.zones().iloc[0]
    lines = card.text.split("\n")
    assert "火势何时波及谁" in lines and "6 h" in lines
    # Each village lies beside its own county's part of the wood; the wind is from the north-west, so within six hours
    # the fire of the western part comes to the village in the east, and not the other way.
    reached = {(one["from"], one["to"]): one["people"][-1] for one in zone["links"]}
    west, east = "110116", "130826"
    assert reached == {(west, west): 120.0, (west, east): 80.0, (east, west): 0.0, (east, east): 80.0}
    assert "120 (1)" in lines and "80 (1)" in lines and "0 (0)" in lines
    assert any(line.startswith("怀柔 → 丰宁") for line in lines)


def test_after_a_small_change_only_what_depends_on_it_is_done_again(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    seconds = []
    for weight in (0.4, 0.3):
        document.set_parameters(replace(document.parameters(), origin_weight=weight))
        with qtbot.waitSignal(window.analysis.finished, timeout=60_000):
            window.actions_["analyse"].trigger()
        seconds.append(document.result_facts()["seconds"])
    before, after = seconds
    assert "forest_reach" in before and "forest_reach" not in after
    assert document.result_facts()["parameters"]["origin_weight"] == 0.3
