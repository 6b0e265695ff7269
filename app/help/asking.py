"""How cards, panels and dialogs ask for help: a small button, and F1 where the window's own does not reach."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMessageBox, QToolButton, QWidget

from app.widgets.basics import tool_button

_NAME = "help_button"


def ask(widget: QWidget) -> None:
    """Open the help at the page about a widget, or about what it stands in."""
    owner: QObject | None = widget
    while owner is not None and not hasattr(owner, "helping"):
        owner = owner.parent()
    tops = QApplication.topLevelWidgets()
    helper = owner or next((one for one in tops if hasattr(one, "helping")), None)
    if helper is not None:
        helper.helping.show_for(widget)  # type: ignore[attr-defined]


def help_button(about: Callable[[], QWidget]) -> QToolButton:
    """Return the small button that opens the page about a widget."""
    made = tool_button(icon="circle-help", name=QCoreApplication.translate("Help", "Help on this (F1)"), size_px=16)
    made.setObjectName(_NAME)
    made.clicked.connect(lambda: ask(about()))
    return made


def give_help(dialog: QWidget) -> None:
    """Give a window the small button, in its line of buttons, where it has one."""
    if isinstance(dialog, QMessageBox) or dialog.findChild(QToolButton, _NAME) is not None:
        return
    box = next((one for one in dialog.findChildren(QDialogButtonBox) if one.isVisibleTo(dialog)), None)
    if box is not None and box.orientation() is Qt.Orientation.Horizontal:
        box.addButton(help_button(lambda: dialog), QDialogButtonBox.ButtonRole.HelpRole)


def give_key(window: QWidget) -> None:
    """Give F1 to a window that keeps keys to itself: a modal dialog, a list that hangs down."""
    key = QShortcut(QKeySequence("F1"), window)
    key.activated.connect(lambda: ask(_focus_in(window)))


def give_modal(dialog: QDialog) -> None:
    """Give a modal dialog button and key."""
    give_help(dialog)
    give_key(dialog)


def _focus_in(window: QWidget) -> QWidget:
    focus = QApplication.focusWidget()
    return focus if focus is not None and window.isAncestorOf(focus) else window
