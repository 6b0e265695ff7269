"""A whole meeting from the keyboard: on the wall, begun, decided, proposals weighed, closed, written, taken down."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as Docx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from layers.agreements.books import Book, records
from layers.minutes import MinuteKind
from tests.app.test_fire_window import chord
from tests.app.test_map_tools import Hand, map_
from tests.app.test_meeting_window import LOOP, drag, stage

__all__ = ["map_"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def write(hand: Hand, keys: str, text: str) -> None:
    """Write something into the minutes by its keys."""
    chord(hand, keys)
    card = hand.window.minutes.card
    hand.qtbot.waitUntil(lambda: card.isVisible() and card.input.hasFocus())
    hand.qtbot.keyClicks(card.input, text)
    hand.qtbot.keyClick(card.input, Qt.Key.Key_Return)


def test_a_whole_meeting_from_the_keyboard(map_: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, document, qtbot = map_.window, map_.document, map_.qtbot
    map_.key(Qt.Key.Key_F5, SHIFT)
    meeting = window.meeting
    point = meeting.current_item()
    assert meeting.is_on and point is not None

    # Begun on the wall; what is written is about the point that is talked about.
    chord(map_, "Ctrl+U, M")
    begin = window.minutes.card.begin
    qtbot.waitUntil(lambda: begin.title.hasFocus())
    qtbot.keyClick(begin.title, Qt.Key.Key_Return)
    assert window.minutes.meeting
    write(map_, "Ctrl+U, 8", "no road there")
    assert meeting.agenda_state(point) == "open"
    with qtbot.waitSignal(window.minutes.pictured):
        write(map_, "Ctrl+U, 7", "Huairou leads")
    assert meeting.agenda_state(point) == "decided" and "已议定" in stage(map_).card.text()
    qtbot.keyClick(window.minutes.card, Qt.Key.Key_Escape)
    assert meeting.is_on and not window.minutes.card.isVisible(), "a card goes before the meeting does"

    # Drawn by hand and kept: in the plan and in the minutes with one key.
    map_.canvas.setFocus()
    map_.key(Qt.Key.Key_M)
    drag(map_, *LOOP)
    map_.key(Qt.Key.Key_A)
    (area,) = document.patrol_areas()["uid"]
    assert document.minutes()[-1].kind is MinuteKind.SHAPE and document.minutes()[-1].about.key == area

    # Two proposals of it, one taken: the minutes say which.
    window.hands.choose_area(area)
    window.patrol.choose(area)
    chord(map_, "Ctrl+9, C")
    (alternative,) = document.alternatives(area)
    assert window.proposing.card.isVisible() and meeting.is_on
    document.set_patrol_geometry(area, document.patrol_shape(area).buffer(0.002))
    chord(map_, "Ctrl+9, 2")
    assert document.patrol_shape(area).equals(alternative.outline)
    assert alternative.label in document.minutes()[-1].text or document.minutes()[-1].act == "alternative"
    qtbot.keyClick(window.proposing.card, Qt.Key.Key_Escape)

    # A step back takes the shape and its line; the meeting is closed, written and taken down.
    lines = len(document.minutes())
    document.undo_stack.undo()
    assert len(document.minutes()) == lines - 1
    document.undo_stack.redo()
    chord(map_, "Ctrl+U, M")
    card = window.minutes.card
    card.close_button.setFocus()
    qtbot.keyClick(card.close_button, Qt.Key.Key_Space)
    assert not window.minutes.meeting
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: str(tmp_path / "out"))
    chord(map_, "Ctrl+U, D")
    qtbot.waitUntil(lambda: (tmp_path / "out").exists() and not window.jobs.active)
    (paper,) = (tmp_path / "out").glob("*.docx")
    made = Docx(io.BytesIO(paper.read_bytes()))
    said = "\n".join(one.text for one in made.paragraphs) + "\n".join(
        cell.text for table in made.tables for row in table.rows for cell in row.cells
    )
    assert "Huairou leads" in said and "no road there" in said and len(made.inline_shapes) >= 1
    assert [one["text"] for one in records(document.book(Book.MEETING))[0]["decisions"]] == ["Huairou leads"]
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    map_.canvas.setFocus()
    for _ in range(3):
        if meeting.is_on:
            map_.key(Qt.Key.Key_Escape)
    assert not meeting.is_on and window.bar.isVisible() and window.left.isVisible()
