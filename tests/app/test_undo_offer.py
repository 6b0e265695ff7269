"""Undo beside a message takes back what the message speaks of, and goes when that is not the newest any more."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtTest import QTest

from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["map_"]
AREA = shapely.box(116.48, 40.63, 116.50, 40.65)


@pytest.fixture
def removed(map_: Hand) -> Hand:
    """A scene was made and taken out again; the message offers to undo that."""
    map_.document.add_scene("全图", (116.5, 40.65), (30_000.0, 20_000.0), derived={})
    (scene,) = map_.document.scenes()
    map_.document.remove_scene(scene.uid)
    map_.window.undo_offer.say("取景已删除。")
    assert map_.window.toast.isVisible() and map_.window.toast.button.isVisible()
    return map_


def test_it_takes_back_what_it_speaks_of(removed: Hand, qtbot) -> None:
    QTest.mouseClick(removed.window.toast.button, LEFT)
    assert len(removed.document.scenes()) == 1 and not removed.window.toast.isVisible()


def test_it_goes_when_something_newer_is_done(removed: Hand) -> None:
    removed.document.add_patrol_area(AREA)
    assert not removed.window.toast.isVisible()
    removed.window.toast.button.click()  # by whoever still holds it
    assert len(removed.areas()) == 1 and not removed.document.scenes()


def test_it_goes_when_undo_took_it_back(removed: Hand) -> None:
    removed.document.undo_stack.undo()
    assert not removed.window.toast.isVisible() and len(removed.document.scenes()) == 1
    removed.window.toast.button.click()
    assert len(removed.document.scenes()) == 1


def test_another_message_stays(removed: Hand) -> None:
    removed.window.toast.say("别的话")
    removed.document.add_patrol_area(AREA)
    assert removed.window.toast.isVisible() and removed.window.toast.text == "别的话"


def test_it_leaves_a_sketch_alone(removed: Hand) -> None:
    removed.window.hands.draw_patrol()
    for place in ((116.45, 40.64), (116.47, 40.66)):
        removed.click(*place)
    corners = list(removed.canvas.tool.corners)
    assert len(corners) == 2
    removed.window.toast.button.click()
    assert removed.canvas.tool.corners == corners and len(removed.document.scenes()) == 1
