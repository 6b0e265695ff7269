"""A meeting in the real window, by keys: begun, decided on, closed, written; the register knows its task."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import shapely
from docx import Document as Docx
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from app.canvas.paper_picture import MOST_BYTES, in_sight, small_png
from app.canvas.view import View
from layers.agreements.books import Book, records
from layers.errors import PlanNotSaved
from layers.minutes import MinuteKind
from tests.app.test_fire_window import chord
from tests.app.test_map_tools import Hand, map_

__all__ = ["map_"]


@pytest.fixture
def met(map_: Hand) -> Hand:
    """A meeting that was begun by keys."""
    chord(map_, "Ctrl+U, M")
    card = map_.window.minutes.card
    map_.qtbot.waitUntil(lambda: card.isVisible() and card.begin.title.hasFocus(), timeout=20_000)
    page = card.begin
    page.title.selectAll()
    map_.qtbot.keyClicks(page.title, "Spring meeting")
    page.day.setText("2026-04-20")
    page.chair.setText("Zhang San (deputy head)")
    tick, names = page.counties["110116"]
    assert tick.isChecked()
    names.setText("王五（主任）、Li Si")
    map_.qtbot.keyClick(page.title, Qt.Key.Key_Return)
    map_.qtbot.waitUntil(lambda: bool(map_.window.minutes.meeting))
    return map_


def say(hand: Hand, keys: str, text: str, *, owner: str = "", due: str = "", county: str = "") -> None:
    """Write something down by its shortcut."""
    chord(hand, keys)
    card = hand.window.minutes.card
    if county:
        card.county.setCurrentIndex(card.county.findData(county))
    if due:
        card.owner.setCurrentText(owner)
        card.due.setText(due)
    hand.qtbot.keyClicks(card.input, text)
    hand.qtbot.keyClick(card.input, Qt.Key.Key_Return)


def meeting(hand: Hand) -> dict:
    [row] = records(hand.document.book(Book.MEETING))
    return row


def test_a_meeting_from_begin_to_paper(met: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, document, card = met.window, met.document, met.window.minutes.card
    assert [(one["name"], one["role"], one["part"]) for one in meeting(met)["attendees"]] == [
        *(("王五", "主任", "present"), ("Li Si", "", "present")),
        ("Zhang San", "deputy head", "chair"),
    ]
    window.zones.table.selectRow(0)
    zone = window.zones.chosen
    say(met, "Ctrl+U, 8", "no road there", county="110116")
    with met.qtbot.waitSignal(window.minutes.pictured, timeout=30_000):
        say(met, "Ctrl+U, 7", "zone is led by Huairou")
    say(met, "Ctrl+U, 0", "mend the break", owner="Forest office", due="2026-06-01")
    assert [one.kind.value for one in document.minutes()] == ["begun", "remark", "decision", "task"]
    decision = document.minutes()[2]
    assert decision.about.key == zone and window.minutes.states() == {zone: "decided"}
    picture = document.on_writer(lambda: document.store.minute_picture(decision.uid))
    image = QImage.fromData(picture.png)
    assert (image.width(), len(picture.png) <= MOST_BYTES) == (picture.width_px, True)

    # An area drawn meanwhile is one step with its line.
    uid = document.add_patrol_area(shapely.box(116.45, 40.6, 116.5, 40.65), "甲")
    assert document.minutes()[-1].kind is MinuteKind.SHAPE and document.minutes()[-1].about.key == uid
    document.undo_stack.undo()
    assert len(document.minutes()) == 4 and document.patrol_areas().empty
    document.undo_stack.redo()

    # Corrected by keys; the register follows.
    card.choose(document.minutes()[3].uid)
    met.qtbot.keyClick(card.list, Qt.Key.Key_Return)
    assert card.input.toPlainText() == "mend the break"
    met.qtbot.keyClicks(card.input, "the wide ")
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
    assert meeting(met)["decisions"][1]["text"] == "the wide mend the break"

    # Done in the register, done in the card.
    row = meeting(met)
    row["decisions"][1]["state"] = "done"
    document.put_year_rows("register_row_changed", {Book.MEETING: [row]}, name="")
    card.choose(document.minutes()[3].uid)
    assert card.entry(card.current).is_done and "2026-06-01" in card.text_lines()[3]

    card.close_button.click()
    assert not window.minutes.meeting and not window.actions_["record_remark"].isEnabled()
    assert not card.input.isVisible() and card.reopen.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_kw: str(tmp_path / "out"))
    window.actions_["write_minutes"].trigger()
    met.qtbot.waitUntil(lambda: (tmp_path / "out").exists() and not window.jobs.active, timeout=60_000)
    [docx_path] = (tmp_path / "out").glob("*.docx")
    [pdf_path] = (tmp_path / "out").glob("*.pdf")
    made = Docx(io.BytesIO(docx_path.read_bytes()))
    assert len(made.inline_shapes) == 1 and pdf_path.read_bytes().startswith(b"%PDF")
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert {"the wide mend the break", "Forest office"} <= set(cells)
    # Again: both are there, and one may have been edited by hand.
    docx_path.write_text("mine")
    asked: list[list] = []
    monkeypatch.setattr("app.control.minutes.ask_overwrite_set", lambda _parent, paths: asked.append(list(paths)))
    window.actions_["write_minutes"].trigger()
    assert asked == [[docx_path, pdf_path]] and not window.jobs.active and docx_path.read_text() == "mine"


def test_what_is_missing_is_said_and_a_step_back_ends_the_meeting(met: Hand) -> None:
    card, document = met.window.minutes.card, met.document
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
    assert card.said.text() and len(document.minutes()) == 1
    met.qtbot.keyClick(card.input, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert card.kind is MinuteKind.REMARK
    card.show_kind(MinuteKind.TASK)
    met.qtbot.keyClicks(card.input, "x")
    card.due.setText("soon")
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
    assert "soon" in card.said.text() and len(document.minutes()) == 1
    document.undo_stack.undo()
    assert not met.window.minutes.meeting and document.book(Book.MEETING).empty
    assert card.pages.shown is card.begin
    document.undo_stack.redo()
    assert card.pages.shown is card.running


def test_words_that_could_not_be_written_are_in_the_field_again(met: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    card, document = met.window.minutes.card, met.document
    say(met, "Ctrl+U, 8", "no road there", county="110116")
    errors: list[Exception] = []
    monkeypatch.setattr(met.window, "show_error", errors.append)

    def full(_minute: object) -> None:
        raise PlanNotSaved(path="x", reason="", reason_code="disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(document, "record_minute", full)
        say(met, "Ctrl+U, 0", "mend the break", owner="Forest office", due="2026-06-01")
        assert len(errors) == 1 and card.kind is MinuteKind.TASK
        assert (card.draft().text, card.draft().owner, card.draft().due) == (
            "mend the break",
            "Forest office",
            "2026-06-01",
        )
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)  # room was made: once more is enough
    assert [one.text for one in document.minutes()[1:]] == ["no road there", "mend the break"]

    # The same for a correction, which stays one.
    card.choose(document.minutes()[1].uid)
    card.correct()
    met.qtbot.keyClicks(card.input, "really ")
    with monkeypatch.context() as patched:
        patched.setattr(document, "correct_minute", full)
        met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
        assert card.input.toPlainText() == "really no road there" and card.cancel.isVisible()
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
    assert [one.text for one in document.minutes()[1:]] == ["really no road there", "mend the break"]


def test_words_of_an_entry_that_is_gone_become_a_new_one(met: Hand) -> None:
    card, document = met.window.minutes.card, met.document
    say(met, "Ctrl+U, 8", "no road there")
    card.choose(document.minutes()[1].uid)
    card.correct()
    met.qtbot.keyClicks(card.input, "really ")
    document.undo_stack.undo()  # somebody takes the entry back meanwhile
    assert card.input.toPlainText() == "really no road there" and not card.cancel.isVisible()
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
    assert [one.text for one in document.minutes()[1:]] == ["really no road there"]


def test_what_is_half_written_is_there_again_after_a_correction(met: Hand) -> None:
    card, document = met.window.minutes.card, met.document
    say(met, "Ctrl+U, 8", "no road there")
    met.qtbot.keyClicks(card.input, "half a sent")
    card.choose(document.minutes()[1].uid)
    card.correct()
    assert card.input.toPlainText() == "no road there"
    met.qtbot.keyClicks(card.input, "really ")
    met.qtbot.keyClick(card.input, Qt.Key.Key_Return)
    assert [one.text for one in document.minutes()[1:]] == ["really no road there"]
    assert card.input.toPlainText() == "half a sent" and not card.cancel.isVisible()
    card.correct()
    met.qtbot.mouseClick(card.cancel, Qt.MouseButton.LeftButton)
    assert card.input.toPlainText() == "half a sent"
    card.correct()
    document.close()
    assert card.draft().text == ""


def test_what_is_decided_on_is_in_the_picture() -> None:
    view = View((0.0, 0.0), 10.0, (100.0, 50.0))  # 1 000 m by 500 m
    assert in_sight(view, (-100.0, -100.0, 100.0, 100.0)) is view
    beside = in_sight(view, (400.0, 0.0, 600.0, 100.0))
    assert (beside.center, beside.metres_per_px) == ((500.0, 50.0), 10.0)
    wide = in_sight(view, (0.0, 0.0, 2_000.0, 100.0))
    assert wide.center == (1_000.0, 50.0) and wide.metres_per_px == pytest.approx(26.0)


def test_a_picture_is_made_smaller_until_it_is_small_enough() -> None:
    import numpy as np

    noise = np.random.default_rng(1).integers(0, 256, (700, 1000, 4), dtype=np.uint8)
    content, image = small_png(QImage(noise.data, 1000, 700, QImage.Format.Format_RGB32))
    assert image.width() == 480 and content.startswith(b"\x89PNG")
    plain = QImage(1000, 700, QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    assert small_png(plain)[1].width() == 1000
