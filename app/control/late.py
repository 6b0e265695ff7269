"""Cards and controls that are made when they are first wanted: a window has some thirty, a person opens two or three.

A control declares its card as a ``functools.cached_property``; the functions look at it without making it.  A control
that hears of nothing but its own actions is given to the window as a :class:`LateControl`, and its modules are loaded
with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.window import MainWindow


class LateControl:
    """Stands for a control of a window until somebody wants something of it.

    Parameters
    ----------
    window : MainWindow
    module, name : str
        Where the class is.
    does : str
        The actions it has a method for, apart by blanks; known without its module.
    """

    def __init__(self, window: MainWindow, module: str, name: str, does: str) -> None:
        self._window, self._place = window, (module, name)
        self._does = frozenset(does.split())
        self._made: Any = None

    @property
    def made(self) -> Any:
        """The control, if anybody has wanted it yet, else None."""
        return self._made

    def slot(self, action: str) -> Callable[..., object] | None:
        """Return what does an action; the control is made when it is called."""
        return partial(self._call, action) if action in self._does else None

    def _call(self, method: str, *arguments: object) -> object:
        return getattr(self, method)(*arguments)

    def attach(self) -> None:
        """Tell the control, if there is one, that the window was built anew."""
        if self._made is not None:
            self._made.attach()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._made is None:
            module, kind = self._place
            self._made = getattr(import_module(module), kind)(self._window)
            self._made.attach()
        return getattr(self._made, name)


def forget(control: QObject, *names: str) -> None:
    """Let go of the cards of the last map, which went with it."""
    for name in names or ("card",):
        control.__dict__.pop(name, None)


def is_shown(control: QObject, name: str = "card") -> bool:
    """Whether a card is there to be seen."""
    card = control.__dict__.get(name)
    return card is not None and card.isVisible()


def is_made(control: QObject, name: str = "card") -> bool:
    """Whether anybody has wanted a card of this map yet."""
    return name in control.__dict__


def put_away(control: QObject, name: str = "card") -> None:
    """Close a card that was made."""
    if is_made(control, name):
        control.__dict__[name].close_card()
