"""The guided walk in the real window, by keys: real actions end its steps, nothing is covered, own plans stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.walk.steps import STEPS
from layers.plan.content_hash import content_hash
from tests.app.conftest import fill, shows_zones

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONG_MS = 60_000


def small_sample(reference_date: date, progress: Any):
    """A sample that is built in no time."""
    from layers import workflow
    from layers.plan.store import PlanStore

    store = PlanStore.temporary(title="示例", reference_date=reference_date, is_sample=True)
    fill(store)
    workflow.analyse(store)
    return store


@pytest.fixture
def walked(program: Application, qtbot, monkeypatch: pytest.MonkeyPatch) -> Application:
    """The walk at its first step, begun by its key on the start page."""
    monkeypatch.setattr("app.tasks.opening._build_sample", small_sample)
    begin(program, qtbot)
    return program


def begin(program: Application, qtbot) -> None:
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: window.walking.is_on, timeout=LONG_MS)
    qtbot.waitUntil(lambda: shows_zones(program), timeout=LONG_MS)


def on_step(program: Application, qtbot, key: str) -> None:
    qtbot.waitUntil(lambda: program.window.walking.is_on and program.window.walking.step.key == key, timeout=LONG_MS)
    qtbot.waitUntil(lambda: covers_nothing(program), timeout=LONG_MS)


def covers_nothing(program: Application) -> bool:
    """Whether the card is in sight and beside what it speaks of, with the ring around that."""
    walking = program.window.walking
    card, ring = walking.card, walking.ring
    about = ring.rect_about
    is_pointing = walking.step.key == "begin" or (ring.isVisible() and ring.geometry().intersects(about))
    return is_pointing and program.window.rect().contains(card.geometry()) and not card.geometry().intersects(about)


def press(program: Application, qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(program.window, key, modifier)


def test_what_is_done_by_hand_leads_on(walked: Application, qtbot) -> None:
    window, walking = walked.window, walked.window.walking
    assert walking.step.key == "begin" and walked.document.info().is_sample
    press(walked, qtbot, Qt.Key.Key_F9)
    on_step(walked, qtbot, "layers")
    window.layers.tree.setFocus()
    window.actions_["hide_all_layers"].trigger()
    on_step(walked, qtbot, "zones")
    table = window.zones.table
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(0, 1)).center())
    on_step(walked, qtbot, "card")
    press(walked, qtbot, Qt.Key.Key_F9)
    on_step(walked, qtbot, "analyse")
    press(walked, qtbot, Qt.Key.Key_F9)
    on_step(walked, qtbot, "draw")
    assert len(walked.document.patrol_areas()) == 0
    press(walked, qtbot, Qt.Key.Key_F9, CONTROL)  # the program does it
    on_step(walked, qtbot, "patrol")
    assert len(walked.document.patrol_areas()) == 1 and window.right.current == "patrol"
    press(walked, qtbot, Qt.Key.Key_F9, SHIFT)
    on_step(walked, qtbot, "draw")


def test_it_can_be_left_and_taken_up_and_leaves_nothing_behind(walked: Application, qtbot) -> None:
    window, walking = walked.window, walked.window.walking
    for step in STEPS[1:4]:
        press(walked, qtbot, Qt.Key.Key_F9)
        on_step(walked, qtbot, step.key)
    card = walking.card
    card.next_button.setFocus()
    qtbot.keyClick(card.next_button, Qt.Key.Key_Escape)
    assert not walking.is_on and walking.card is None and not window.actions_["walk_next"].isEnabled()
    begin(walked, qtbot)
    on_step(walked, qtbot, "card")
    assert walking.card.restart.isVisible()
    while walking.is_on and walking.step is not STEPS[-1]:
        if walking.step.key == "drill":
            press(walked, qtbot, Qt.Key.Key_F9, CONTROL)
            qtbot.waitUntil(lambda: window.exercising.is_open and covers_nothing(walked), timeout=LONG_MS)
        if walking.step.key == "meeting":
            press(walked, qtbot, Qt.Key.Key_F9, CONTROL)
            assert window.in_meeting and not window.left.isVisible()
            press(walked, qtbot, Qt.Key.Key_F9)
            on_step(walked, qtbot, "help")
            assert not window.in_meeting and window.left.isVisible()
        at = STEPS.index(walking.step)
        press(walked, qtbot, Qt.Key.Key_F9)
        on_step(walked, qtbot, STEPS[at + 1].key)
    assert not window.exercising.is_open
    press(walked, qtbot, Qt.Key.Key_F9)
    assert not walking.is_on
    walking.walk()
    assert walking.step.key == "begin"


def test_it_fits_small_windows_and_speaks_the_language_in_force(walked: Application, qtbot) -> None:
    window = walked.window
    for width, height in ((1280, 720), (683, 384)):  # the second is 1366 × 768 at 200 %
        window.resize(width, height)
        window.walking._go(0)
        for step in STEPS[1:]:
            window.walking.walk_next()
            on_step(walked, qtbot, step.key)
    window.walking._go(2)
    walked.settings.set("language", "en")
    on_step(walked, qtbot, "zones")
    assert window.walking.card.title.text() == "Shared-responsibility zones"
    assert window.walking.ring.about is window.zones.table
    window.left.set_collapsed(True)
    window.walking.walk_back()
    on_step(walked, qtbot, "layers")  # what was folded away is shown first
    assert not window.left.is_collapsed


def test_the_mouse_goes_through_the_ring(walked: Application, qtbot) -> None:
    window = walked.window
    window.walking._go(2)
    on_step(walked, qtbot, "zones")
    ring = window.walking.ring
    below = window.childAt(ring.geometry().center())
    assert below is not ring and is_inside(below, window.zones.table)


def is_inside(one: QWidget | None, outer: QWidget) -> bool:
    return one is not None and (one is outer or outer.isAncestorOf(one))


def test_a_plan_of_ones_own_is_kept(planned: Application, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.tasks.opening._build_sample", small_sample)
    own = planned.document.path
    before = planned.document.on_writer(lambda: content_hash(planned.document.store))
    begin(planned, qtbot)
    assert planned.document.path != own and Path(own).exists()
    planned.window.walking._go(5)
    planned.window.walking.walk_do()
    qtbot.waitUntil(lambda: len(planned.document.patrol_areas()) == 1)
    planned.window.plans.may_leave = lambda: True  # type: ignore[method-assign]
    planned.window.plans.open_path(own)
    assert not planned.window.walking.is_on  # another plan ends the walk
    assert planned.document.on_writer(lambda: content_hash(planned.document.store)) == before
