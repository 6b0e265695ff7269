"""Larger letters by a setting: at once, everywhere, on the wall too, and back to the pixel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from app import theme
from app.application import Application
from app.widgets.announcing import announce
from app.widgets.spoken import Spoken, give_label, has_label


def _sizes(program: Application) -> tuple[int, int, float]:
    window = program.window
    rows = window.zones.table.verticalHeader()
    return rows.defaultSectionSize(), window.left._rail.minimumWidth(), window.map.canvas.magnification


def test_letters_grow_at_once_also_on_a_wall_and_shrink_back(planned: Application) -> None:
    usual = _sizes(planned)
    assert usual == (28, 40, 1.0)
    planned.settings.set("text", "200")
    assert _sizes(planned) == (56, 80, 2.0) and QApplication.font().pixelSize() == 26
    window = planned.window
    assert window.zones.table.rowHeight(0) == 56 and theme.row_px() == 56
    window.meeting_mode()
    assert window.meeting.screen.scale >= 2.0, "a wall is never smaller than the desk"
    assert window.map.canvas.magnification == window.meeting.screen.scale
    window.leave_meeting()
    assert _sizes(planned) == (56, 80, 2.0)
    planned.settings.set("text", "100")
    assert _sizes(planned) == usual and planned._text_size is None


def test_a_box_of_choices_gets_a_label_for_ears_once(qtbot, qapp) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    box, seen = QComboBox(room), QComboBox(room)
    box.setAccessibleName("A & B")
    label = QLabel("Seen", room)
    label.setBuddy(seen)
    for _ in range(2):
        give_label(box)
        give_label(seen)
    near = Qt.FindChildOption.FindDirectChildrenOnly
    unseen = [one for one in room.findChildren(QLabel, options=near) if one is not label]
    assert has_label(box) and [one.isHidden() for one in unseen] == [True]
    spoken = Spoken(qapp)
    spoken.begin()
    try:
        later = QComboBox(room)
        later.setAccessibleName("Later")
        room.show()
        assert has_label(later)
    finally:
        qapp.removeEventFilter(spoken)


def test_messages_and_the_end_of_work_are_read_out(
    planned: Application, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.widgets.toast.announce", lambda _widget, text: said.append(text))
    monkeypatch.setattr("app.control.access.announce", lambda _widget, text: said.append(text))
    planned.window.toast.say("Kept")
    with qtbot.waitSignal(planned.window.analysis.finished):
        planned.window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: not planned.jobs.active)
    assert said[0] == "Kept" and any("推导" in one or "Deriv" in one for one in said[1:])
    announce(planned.window, "at once", at_once=True)  # Qt takes it
    announce(planned.window, "")
