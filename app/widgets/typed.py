"""What stands in the fields of a form, to be put into the form that takes its place.

The window is made anew in another language, look or size of text, and every form with it.  Fields are known by where
they stand in their form: the same form of the same thing has the same fields in any language.  A widget that must first
be told what it shows, or whose fields come and go, says so itself with :class:`Telling`; one that shows now this thing
and now that one says with ``typed_of`` which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollBar,
    QSlider,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.widgets.whole_scroll import WholeScroll

#: Where a widget stands in a form: for each widget on the way its name, or its kind and the how many-th of it it is.
Place = tuple[tuple[str, int], ...]


@runtime_checkable
class Telling(Protocol):
    """A widget that tells more than its fields do."""

    #: Its fields are in what it tells: nobody else looks at them.
    tells_all: bool

    def typed(self) -> Any:
        """Return what must be shown before its fields are those that were typed in."""

    def take_typed(self, told: Any) -> None:
        """Show it again."""


class Typed:
    """What stands in the fields of a form, and where the cursor is.

    Parameters
    ----------
    words_only : bool
        Of a page whose numbers, ticks and choices apply at once: keep what is typed, and what is listed; nothing is
        told of as a choice of a hand.
    """

    def __init__(self, form: QWidget, *, words_only: bool = False) -> None:
        self._words_only = words_only
        self._kept: dict[Place, Any] = {}
        self._focus: Place | None = None
        focus = QApplication.focusWidget()
        for place, widget in _places(form):
            state = state_of(widget) if not words_only or isinstance(widget, _WORDS) else None
            if state is not None:
                self._kept[place] = state
            if widget is focus:
                self._focus = place

    def put_into(self, form: QWidget) -> None:
        """Put everything into a form as if a hand had typed it; what stands there already stays untouched."""
        _let_go_of_what_goes(form)
        for is_first in (True, False):  # a choice may fill other fields, and what was in them comes after it
            for place, widget in _places(form):
                if place in self._kept and (is_first or not isinstance(widget, Telling)):
                    if self._words_only and isinstance(widget, QComboBox):
                        _show_choice(widget, self._kept[place])
                    else:
                        put_state(widget, self._kept[place])
        focus = next((widget for place, widget in _places(form) if place == self._focus), None)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)


def finish_cell() -> None:
    """Have a table take what is being typed in one of its cells, as a click elsewhere does."""
    above = QApplication.focusWidget()
    while above is not None and not isinstance(above, QAbstractItemView):
        above = above.parentWidget()
    if above is not None and above is not QApplication.focusWidget():
        above.setFocus(Qt.FocusReason.OtherFocusReason)


def _places(form: QWidget) -> Iterator[tuple[Place, QWidget]]:
    """Go through a form: each field, and each widget that tells, before what is in it."""
    names: dict[int, Place] = {}
    if isinstance(form, Telling):
        yield (), form
    if not (isinstance(form, Telling) and form.tells_all):
        yield from _within(form, _about(form), names, Counter())


def _within(form: QWidget, at: Place, names: dict[int, Place], seen: Counter[str]) -> Iterator[tuple[Place, QWidget]]:
    """Go through what is in a widget: by the name its code gives it, else as the how many-th of its kind."""
    for name, widget in _named(form):
        names.setdefault(id(widget), (*at, (name, 0)))
    for child in form.children():
        if not isinstance(child, QWidget) or not shiboken6.isValid(child):
            continue
        if isinstance(child, WholeScroll):  # a card scrolls where there is no room: its fields are its own
            yield from _within(child.widget(), at, names, seen)
            continue
        kind = type(child).__name__
        place = (*names.get(id(child), (*at, (kind, seen[kind]))), *_about(child))
        seen[kind] += 1
        if isinstance(child, Telling):
            yield place, child
            if not child.tells_all and shiboken6.isValid(child):
                yield from _within(child, place, names, Counter())
        elif any(isinstance(child, one) for one, _read, _put in _FIELDS):
            yield place, child
        elif not isinstance(child, QScrollBar):
            yield from _within(child, place, names, Counter())


def _about(form: QWidget) -> Place:
    """Return which thing a form is about: what was typed about one is not put where another is shown."""
    about = getattr(form, "typed_of", None)
    return () if about is None else ((f"of {about}", 0),)


def _named(form: QWidget) -> Iterator[tuple[str, QWidget]]:
    """What a form calls its widgets, one by one or in a table."""
    for name, value in list(vars(form).items()):
        if isinstance(value, QWidget):
            yield f".{name}", value
        elif isinstance(value, dict):
            yield from ((f".{name}[{key}]", one) for key, one in value.items() if isinstance(one, QWidget))


def _let_go_of_what_goes(form: QWidget) -> None:
    """Have what is to be deleted in a form deleted now: it would be counted among the fields."""
    for widget in form.findChildren(QWidget):
        if shiboken6.isValid(widget):
            QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)


# -- fields ---------------------------------------------------------------------------------------


def state_of(widget: QWidget) -> Any:
    """Return what stands in a field; None when it is none, or only shows."""
    if isinstance(widget, Telling):
        return widget.typed()
    return next((read(widget) for kind, read, _put in _FIELDS if isinstance(widget, kind)), None)


def put_state(widget: QWidget, state: Any) -> None:
    """Put into a field what stood in another, and tell of it as of typing."""
    if isinstance(widget, Telling):
        widget.take_typed(state)
    elif state_of(widget) != state:
        next(put for kind, _read, put in _FIELDS if isinstance(widget, kind))(widget, state)


def _line(widget: QLineEdit) -> Any:
    return None if widget.isReadOnly() else (widget.text(), widget.cursorPosition())


def _put_line(widget: QLineEdit, state: Any) -> None:
    text, cursor = state
    if widget.text() != text:
        widget.setText(text)
        widget.textEdited.emit(text)
    widget.setCursorPosition(cursor)


def _text(widget: QPlainTextEdit | QTextEdit) -> Any:
    return None if widget.isReadOnly() else (widget.toPlainText(), widget.textCursor().position())


def _put_text(widget: QPlainTextEdit | QTextEdit, state: Any) -> None:
    text, position = state
    if widget.toPlainText() != text:
        widget.setPlainText(text)
    cursor = widget.textCursor()
    cursor.setPosition(min(position, len(widget.toPlainText())))
    widget.setTextCursor(cursor)


def _choice(widget: QComboBox) -> Any:
    """What is chosen: its words are others in another language."""
    at = widget.currentIndex()
    if widget.isEditable() and widget.currentText() != widget.itemText(at):
        return ("typed", widget.currentText())
    value = widget.currentData()
    return ("at", at) if value is None else ("value", value)


def _put_choice(widget: QComboBox, state: Any) -> None:
    how, what = state
    if how == "typed":
        widget.setEditText(what)
        line = widget.lineEdit()
        if line is not None:
            line.textEdited.emit(what)
        return
    if _show_choice(widget, state):
        widget.activated.emit(widget.currentIndex())


def _show_choice(widget: QComboBox, state: Any) -> bool:
    """Choose what was chosen; return whether it is there."""
    how, what = state
    places = [what] if how == "at" else [at for at in range(widget.count()) if widget.itemData(at) == what]
    is_there = bool(places) and how != "typed" and 0 <= places[0] < widget.count()
    if is_there:
        widget.setCurrentIndex(places[0])
    return is_there


def _number(widget: QAbstractSpinBox) -> Any:
    widget.interpretText()
    if isinstance(widget, QDateTimeEdit):
        return widget.dateTime()
    return widget.value() if isinstance(widget, QSpinBox | QDoubleSpinBox) else None


def _put_number(widget: QAbstractSpinBox, state: Any) -> None:
    if isinstance(widget, QDateTimeEdit):
        widget.setDateTime(state)
    elif isinstance(widget, QSpinBox | QDoubleSpinBox):
        widget.setValue(state)


def _tick(widget: QAbstractButton) -> Any:
    is_action = isinstance(widget, QToolButton) and widget.defaultAction() is not None
    return widget.isChecked() if widget.isCheckable() and not is_action else None


def _put_tick(widget: QAbstractButton, state: Any) -> None:
    if state or not widget.autoExclusive():  # of several only one is on: it switches the others off
        widget.setChecked(state)


def _ticks(widget: QListWidget) -> Any:
    """The ticks of a list, by what its items stand for."""
    items = (widget.item(at) for at in range(widget.count()))
    found = {
        item.data(Qt.ItemDataRole.UserRole) or at: item.checkState()
        for at, item in enumerate(items)
        if item.data(Qt.ItemDataRole.CheckStateRole) is not None
    }
    return found or None


def _put_ticks(widget: QListWidget, state: Any) -> None:
    for at in range(widget.count()):
        item = widget.item(at)
        wanted = state.get(item.data(Qt.ItemDataRole.UserRole) or at)
        if wanted is not None and item.checkState() != wanted:
            item.setCheckState(wanted)


#: What a page's typed words are in, with what says itself what it tells.
_WORDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, Telling)
_FIELDS: tuple[tuple[type[QWidget], Callable[[Any], Any], Callable[[Any, Any], None]], ...] = (
    (QLineEdit, _line, _put_line),
    (QPlainTextEdit, _text, _put_text),
    (QTextEdit, _text, _put_text),
    (QComboBox, _choice, _put_choice),
    (QAbstractSpinBox, _number, _put_number),
    (QAbstractButton, _tick, _put_tick),
    (QSlider, QSlider.value, QSlider.setValue),
    (QTabBar, QTabBar.currentIndex, QTabBar.setCurrentIndex),
    (QListWidget, _ticks, _put_ticks),
)
