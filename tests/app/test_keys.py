"""Every action has an icon, a tip and a key; no key is taken twice or from typing; the sheet says them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from app import icons, key_sheet
from app.action_table import SPECS
from app.application import Application
from app.dialogs.help import ShortcutsDialog
from tests.tools import keys

#: Actions that may go without, and why.  None so far.
WITHOUT_KEY: dict[str, str] = {}

#: What a field that is typed in needs for itself.  Undo and redo are taken by a field with something to undo first.
_TYPING = (
    *("Copy", "Cut", "Paste", "SelectAll", "Delete", "Backspace", "MoveToNextWord", "MoveToPreviousWord"),
    *("SelectNextWord", "SelectPreviousWord", "MoveToStartOfLine", "MoveToEndOfLine", "SelectNextChar"),
    *("DeleteStartOfWord", "DeleteEndOfWord", "MoveToNextChar", "MoveToPreviousChar"),
)
_PLAIN = {
    "Space",
    "Return",
    "Enter",
    "Tab",
    "Backspace",
    "Del",
    "Esc",
    "Left",
    "Right",
    "Up",
    "Down",
    "Home",
    "End",
    "F2",
}


@pytest.mark.parametrize("key", SPECS)
def test_an_action_has_icon_tip_and_key(key: str) -> None:
    spec = SPECS[key]
    assert spec.icon and icons.svg(spec.icon, "#000000")
    assert spec.tip
    assert bool(spec.shortcuts) != (key in WITHOUT_KEY)
    assert all(QKeySequence(one).toString() for one in spec.shortcuts)


def test_no_key_is_taken_twice_or_begins_another() -> None:
    taken = [QKeySequence(one) for spec in SPECS.values() for one in spec.shortcuts]
    for place, one in enumerate(taken):
        for other in taken[place + 1 :]:
            nothing = QKeySequence.SequenceMatch.NoMatch
            assert one.matches(other) == nothing and other.matches(one) == nothing, (one.toString(), other.toString())


def test_no_action_takes_a_key_from_typing() -> None:
    typing = {QKeySequence(getattr(QKeySequence.StandardKey, name)).toString() for name in _TYPING} | _PLAIN
    taken = {QKeySequence(one).toString(): key for key, spec in SPECS.items() for one in spec.shortcuts}
    assert {one: taken[one] for one in taken.keys() & typing} == {}


def test_letters_are_typed_into_fields_and_not_taken_for_tools(planned: Application, qtbot) -> None:
    window = planned.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "vhrst")
    assert field.text() == "vhrst" and window.map.canvas.tool.key == "select"
    field.deleteLater()


def test_the_page_of_keys_is_as_the_table_says() -> None:
    assert keys.TARGET.read_text(encoding="utf-8") == key_sheet.as_markdown(), "python -m tests.tools.keys"


def test_the_sheet_finds_and_prints(program: Application, qtbot, tmp_path: Path) -> None:
    dialog = ShortcutsDialog(program.window)
    qtbot.addWidget(dialog)
    dialog.show()
    said = {row.text for row, _, _ in dialog.rows}
    assert {program.window.actions_[key].text().rstrip("…") for key in SPECS} <= said
    dialog.field.insert("属性表")
    shown = [row.text for row, text, _ in dialog.rows if text.isVisibleTo(dialog)]
    assert "属性表" in shown and "撤销" not in shown
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "ctrl+alt+f")
    assert [row.text for row, text, _ in dialog.rows if text.isVisibleTo(dialog)] == ["填补空洞"]
    dialog.field.setText("qqqq")
    assert dialog.nothing.isVisibleTo(dialog)
    dialog.write(tmp_path / "keys.pdf")
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")


def test_a_key_opens_the_sheet(program: Application, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr("app.window.run", lambda dialog: opened.append(type(dialog)))
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    qtbot.keyClick(program.window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert opened == [ShortcutsDialog]
