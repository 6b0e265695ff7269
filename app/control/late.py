"""Cards that are made when they are first wanted: a window has some thirty, a person opens two or three.

A control declares its card as a ``functools.cached_property``; the functions look at it without making it.  Controls
themselves are made late by :mod:`app.control.table`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


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
