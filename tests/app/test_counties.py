"""Choosing counties without any file: by name, pinyin and code, with mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from app.dialogs.counties import CountiesDialog, CountyPicker


@pytest.fixture
def dialog(qtbot) -> CountiesDialog:
    made = CountiesDialog(None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(picker: CountyPicker) -> list[str]:
    return [picker.list.item(place).text().split()[0] for place in range(picker.list.count())]


@pytest.mark.parametrize("typed", ["兴隆", "xinglong", "130822"])
def test_a_county_is_found_and_ticked_from_the_keyboard_alone(qtbot, dialog: CountiesDialog, typed: str) -> None:
    search = dialog.picker.search
    search.setFocus()
    if typed.isascii():
        qtbot.keyClicks(search, typed)
    else:
        search.insert(typed)  # as an input method does
    assert names(dialog.picker) == ["兴隆县"], "and not 兴隆台区"
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert dialog.chosen == ["130822"]
    assert dialog.isVisible(), "Enter in the search does not close the dialog"
    qtbot.keyClicks(search, "110116")
    assert search.text() == "110116", "the next name replaces the last"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert dialog.picker.list.hasFocus()
    qtbot.keyClick(dialog.picker.list, Qt.Key.Key_Space)
    assert dialog.chosen == ["110116", "130822"]
    qtbot.keyClick(dialog.picker.list, Qt.Key.Key_Space)
    assert dialog.chosen == ["130822"]
    qtbot.keyClick(dialog.picker.list, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_whole_province_or_prefecture_is_ticked_at_once(qtbot, dialog: CountiesDialog) -> None:
    picker = dialog.picker
    picker.province.setCurrentIndex(picker.province.findData("11"))
    qtbot.mouseClick(picker.all_button, Qt.MouseButton.LeftButton)
    assert len(dialog.chosen) == 16
    qtbot.keyClicks(picker.search, "chengde")
    assert not picker.province.isEnabled(), "a search goes over the whole country"
    qtbot.mouseClick(picker.all_button, Qt.MouseButton.LeftButton)
    assert len(dialog.chosen) == 16 + 11
    assert "27" in picker.summary.text(), "many are counted, not all listed"
    qtbot.mouseClick(picker.none_button, Qt.MouseButton.LeftButton)
    assert dialog.chosen == [] and not picker.none_button.isEnabled()


def test_nothing_found_ticks_nothing(qtbot, dialog: CountiesDialog) -> None:
    qtbot.keyClicks(dialog.picker.search, "zzzz")
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    assert dialog.chosen == [] and dialog.isVisible()
    assert not dialog.picker.all_button.isEnabled()
