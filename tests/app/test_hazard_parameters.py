"""Hazards in the form of parameters: which are derived, and each one's own numbers, by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app import parameter_words as named
from app import words
from app.dialogs.parameters import ParametersDialog
from layers.hazards.registry import REGISTRY
from layers.zones.model import Parameters


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def dialog_of(parent: QWidget, parameters: Parameters) -> ParametersDialog:
    dialog = ParametersDialog(parameters, parent)
    dialog.show()
    return dialog


def choose_page(dialog: ParametersDialog, title: str, qtbot) -> None:
    (item,) = dialog.groups.findItems(title, Qt.MatchFlag.MatchExactly)
    qtbot.mouseClick(
        dialog.groups.viewport(), Qt.MouseButton.LeftButton, pos=dialog.groups.visualItemRect(item).center()
    )


def test_a_hazard_is_left_out_by_its_box(parent, qtbot) -> None:
    dialog = dialog_of(parent, Parameters())
    assert dialog.parameters == Parameters(), "nothing touched, nothing changed"
    choose_page(dialog, named.translate(named.HAZARDS), qtbot)
    boxes = dialog._hazards.boxes
    assert list(boxes) == list(REGISTRY) and all(box.isVisible() and box.isChecked() for box in boxes.values())
    boxes["river"].setFocus()
    qtbot.keyClick(boxes["river"], Qt.Key.Key_Space)
    assert dialog.parameters.hazards == tuple(code for code in REGISTRY if code != "river")


def test_a_hazards_own_number_is_kept_and_brought_back(parent, qtbot) -> None:
    given = Parameters(hazards=("plume",), hazard_numbers={"plume": {"wind_ms": 3.0}, "swarm": {"radius_m": 5.0}})
    dialog = dialog_of(parent, given)
    assert dialog.parameters == given, "numbers of a hazard this program does not know stay"
    choose_page(dialog, words.hazard("plume"), qtbot)
    edit = dialog._hazards.edits["plume"]["wind_ms"]
    assert edit.isVisible() and edit.value() == 3.0
    edit.selectAll()
    qtbot.keyClicks(edit, "4.5")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert dialog.parameters.hazard_numbers == {"plume": {"wind_ms": 4.5}, "swarm": {"radius_m": 5.0}}
    way = dialog._hazards.edits["plume"]["direction"]
    way.setFocus()
    qtbot.keyClick(way, Qt.Key.Key_Down)
    assert dialog.parameters.hazard_numbers["plume"] == {"wind_ms": 4.5, "direction": "wind"}
