"""What is open and half typed goes along when the window is made anew: another language, look or size of text.

The one home of that: before the window is built, every control with a form says with ``carry_over()`` how it comes
back, and the pages at the sides are read; afterwards each is brought back where it was, with what was typed.
Half-drawn sketches are the tools' own and wait for the first scene (:class:`~app.tasks.sketching.SketchTask`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.control.late import is_shown
from app.widgets.typed import Typed, finish_cell

if TYPE_CHECKING:
    from app.widgets.sidebar import Sidebar
    from app.window import MainWindow

#: Brings a form back.
Back = Callable[[], None]


class Carrying(QObject):
    """Asks before the window is built anew, and brings back afterwards."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._backs: list[Back] = []
        self._waiting: list[Back] = []  # for the first scene of the map
        window.document.closed.connect(self._waiting.clear)

    def attach(self) -> None:
        """Listen to a new map."""
        self._window.map.scene_changed.connect(lambda _scene: self._on_scene())

    def leave(self) -> None:
        """The window is about to be made anew: see what is open and half typed."""
        finish_cell()
        waiting, self._waiting = self._waiting, []
        self._backs = [self._pages("left"), self._pages("right"), *(partial(self.when_drawn, one) for one in waiting)]
        for control in list(vars(self._window).values()):
            carry_over = getattr(control, "carry_over", None)
            back = carry_over() if carry_over is not None else None
            if back is not None:
                self._backs.append(back)

    def come_back(self) -> None:
        """Bring it back into the window that was made."""
        backs, self._backs = self._backs, []
        for back in backs:
            back()

    def when_drawn(self, act: Back) -> None:
        """Do something as soon as the map has its scene; what waits for it goes along too."""
        if self._window.map.is_drawn:
            act()
        else:
            self._waiting.append(act)

    def _on_scene(self) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _pages(self, name: str) -> Back:
        side: Sidebar = getattr(self._window, name)
        # What applies at once has nothing half typed in it, and may not show yet what the plan says.
        kept = {key: Typed(side.page(key), words_only=True) for key in side.keys if side.is_made(key)}

        def back() -> None:
            fresh: Sidebar = getattr(self._window, name)
            for key, typed in kept.items():
                typed.put_into(fresh.page(key))

        return back


def carry_window(made: QWidget | None, make: Callable[[], QWidget], show: Callable[[], object]) -> Back | None:
    """Carry over a window that stays beside the map, also one that was closed with something typed in it.

    Parameters
    ----------
    made : QWidget or None
        The window, if anybody has wanted it yet.
    make : callable
        Makes it anew, or returns it, with what the plan holds.
    show : callable
        Shows it.
    """
    if made is None:
        return None
    typed, was_shown, geometry = Typed(made), made.isVisible(), made.saveGeometry()

    def back() -> None:
        fresh = make()
        if was_shown:
            show()
            fresh.restoreGeometry(geometry)
        typed.put_into(fresh)

    return back


def carry_card(
    window: MainWindow,
    control: QObject,
    reopen: Callable[[], object],
    run: Callable[[], object] = lambda: None,
    *,
    tool: str = "",
) -> Back | None:
    """Carry over a card over the map that is open.

    Parameters
    ----------
    reopen : callable
        Opens the card again, once there is a map to lie over.
    run : callable
        Works out what it showed, with what was typed into it.
    tool : str
        The tool of the card: it is in hand again if it was.
    """
    if not is_shown(control):
        return None
    typed, had_tool = Typed(control.__dict__["card"]), window.map.canvas.tool.key == tool

    def back() -> None:
        if had_tool:
            window.hands.use_tool(tool)
        reopen()
        typed.put_into(control.__dict__["card"])
        run()

    return partial(window.carrying.when_drawn, back)


def together(backs: Iterable[Back | None]) -> Back | None:
    """Return what does all of several, None for nothing."""
    real = [back for back in backs if back is not None]

    def back() -> None:
        for one in real:
            one()

    return back if real else None
