"""The pictures of docs/rivers.md: the lists with a mismatch, a spill with its profile, and the flow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.window import MainWindow

#: On the 泃河 of the sample, above 平谷.
_SPILL = "117.33 40.19"


def take(out: Path, window: MainWindow, wait: Callable[[int], None]) -> None:
    """Take them from a window that has the sample open."""
    lists = window.river_lists
    window.actions_["show_rivers"].trigger()
    until(lambda: lists.drawn is not None, wait)
    lists.panel.show_list("standards")
    wait(300)
    lists.panel.tables["standards"].selectRow(1)
    wait(3000)
    window.map.zoom_by(0.4)
    wait(3000)
    window.grab().save(str(out / "rivers-standards.png"))
    window.right.show_page("zones")
    window.actions_["river_flow"].trigger()
    until(lambda: window.map.canvas.beneath("flow") is not None, wait)
    window.actions_["enter_spill"].trigger()
    card = window.spilling.card
    card.where.setText(_SPILL)
    card.place_typed.emit(_SPILL)
    until(lambda: card.profile is not None and card.profile.isVisible(), wait)
    wait(3000)
    card.profile.show_cursor(30_000.0)
    card.distance_pointed.emit(30_000.0)
    wait(500)
    window.grab().save(str(out / "rivers-spill.png"))
    card.close_card()
    window.actions_["river_flow"].trigger()


def until(done: Callable[[], bool], wait: Callable[[int], None]) -> None:
    """Wait for work in the background, a minute at most."""
    for _ in range(120):
        if done():
            return
        wait(500)
    raise TimeoutError("the rivers were not followed within a minute")
