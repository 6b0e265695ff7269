"""Which key means what in a meeting: those of slide shows and of presenters, and a few letters."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEY = Qt.Key


class Do(Enum):
    """What a key asks for."""

    NEXT = auto()
    BEFORE = auto()
    FIRST = auto()
    LAST = auto()
    HERE = auto()
    TAKE = auto()
    OUT = auto()
    LASER = auto()
    PEN = auto()
    COLOR = auto()
    UNDO = auto()
    WIPE = auto()
    COMMENT = auto()
    AREA = auto()
    STRIP = auto()
    CARD = auto()
    KIND = auto()
    DIGIT = auto()
    RUB_OUT = auto()


_PLAIN = {
    _KEY.Key_Right: Do.NEXT,
    _KEY.Key_Down: Do.NEXT,
    _KEY.Key_PageDown: Do.NEXT,
    _KEY.Key_Space: Do.NEXT,
    _KEY.Key_N: Do.NEXT,
    _KEY.Key_Forward: Do.NEXT,
    _KEY.Key_MediaNext: Do.NEXT,
    _KEY.Key_Left: Do.BEFORE,
    _KEY.Key_Up: Do.BEFORE,
    _KEY.Key_PageUp: Do.BEFORE,
    _KEY.Key_P: Do.BEFORE,
    _KEY.Key_Back: Do.BEFORE,
    _KEY.Key_MediaPrevious: Do.BEFORE,
    _KEY.Key_Home: Do.FIRST,
    _KEY.Key_End: Do.LAST,
    _KEY.Key_F5: Do.HERE,  # the start button of a presenter must not set off an analysis
    _KEY.Key_Return: Do.TAKE,
    _KEY.Key_Enter: Do.TAKE,
    _KEY.Key_Escape: Do.OUT,
    _KEY.Key_L: Do.LASER,
    _KEY.Key_M: Do.PEN,
    _KEY.Key_C: Do.COLOR,
    _KEY.Key_U: Do.UNDO,
    _KEY.Key_X: Do.WIPE,
    _KEY.Key_K: Do.COMMENT,
    _KEY.Key_A: Do.AREA,
    _KEY.Key_G: Do.STRIP,
    _KEY.Key_I: Do.CARD,
    _KEY.Key_O: Do.KIND,
    _KEY.Key_Backspace: Do.RUB_OUT,
}
_SHIFTED = {_KEY.Key_Space: Do.BEFORE}
#: Keys that go on leading the meeting while something is half drawn: the others are for the tool.
_WHILE_DRAWING = frozenset({_KEY.Key_PageDown, _KEY.Key_PageUp, _KEY.Key_L, _KEY.Key_F5, _KEY.Key_G, _KEY.Key_I})
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def asked(event: QKeyEvent, *, is_drawing: bool) -> tuple[Do, int] | None:
    """Return what a key asks of the meeting, with the digit; None for a key that is somebody else's."""
    key, modifiers = _KEY(event.key()), event.modifiers() & ~_KEYPAD
    if modifiers == _SHIFT:
        found = _SHIFTED.get(key)
        return None if found is None or is_drawing else (found, 0)
    if modifiers != Qt.KeyboardModifier.NoModifier or (is_drawing and key not in _WHILE_DRAWING):
        return None
    if _KEY.Key_0 <= key <= _KEY.Key_9:
        return Do.DIGIT, key - _KEY.Key_0
    found = _PLAIN.get(key)
    return None if found is None else (found, 0)
