"""The actions of a window, made from the table of all (:mod:`app.action_table`), each on or off with its reason.

The window connects an id to a method of the same name; menus, the toolbar, the start page and the
command search all show the same QAction.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from app import theme
from app.action_table import SPECS, Spec, State


def translate(text: str) -> str:
    """Return a text of the table in the language in force."""
    return QCoreApplication.translate("Actions", text)


class Actions(QObject):
    """The QActions of one window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._by_id: dict[str, QAction] = {}
        self._shown: tuple[State, str, str] | None = None
        self._said: dict[str, tuple[str, str]] = {}  # why an action is off, and a detail of its title
        groups: dict[str, QActionGroup] = {}
        for key, spec in SPECS.items():
            action = QAction(translate(spec.text), self)
            action.setObjectName(key)
            action.setIconText(translate(spec.short or spec.text).rstrip("…"))
            action.setCheckable(spec.checkable)
            action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
            if spec.icon:
                action.setIcon(theme.icon(spec.icon))
            if spec.group:
                groups.setdefault(spec.group, QActionGroup(self)).addAction(action)
            self._by_id[key] = action
        self.refresh(State())

    def __getitem__(self, key: str) -> QAction:
        return self._by_id[key]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._by_id.items())

    def connect_to(self, doer: Callable[[str], Callable[..., object]]) -> None:
        """Connect each action to what does it."""
        for key, action in self._by_id.items():
            slot = doer(key)
            if SPECS[key].checkable:
                action.triggered.connect(lambda checked, slot=slot: slot(checked))
            else:
                action.triggered.connect(lambda _checked=False, slot=slot: slot())

    def reason(self, key: str) -> str:
        """Return why an action is off, or an empty text."""
        return self._said.get(key, ("", ""))[0]

    def refresh(self, state: State, *, undo_text: str = "", redo_text: str = "") -> None:
        """Switch each action on or off, and say why in its tooltip."""
        if (state, undo_text, redo_text) == self._shown:
            return
        self._shown = (state, undo_text, redo_text)
        details = {"undo": undo_text, "redo": redo_text}
        for key, action in self._by_id.items():
            spec = SPECS[key]
            reason = next((translate(why) for holds, why in spec.needs if not holds(state)), "")
            said = (reason, details.get(key, ""))
            if self._said.get(key) == said:
                continue
            self._said[key] = said
            action.setEnabled(not reason)
            action.setToolTip(_tooltip(spec, *said))


def _tooltip(spec: Spec, reason: str, detail: str) -> str:
    keys = spec.shortcuts[0] if spec.shortcuts else ""
    title = translate(spec.text).rstrip("…")
    if detail:
        title = f"{title}: {detail}"
    head = f"{title}  ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})" if keys else title
    body = reason or (translate(spec.tip) if spec.tip else "")
    return f"{head}\n{body}" if body else head
