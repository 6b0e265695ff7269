"""The history: every change of the plan, and the way to any of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.actions import Actions
from app.document import Change, Document
from app.widgets.basics import EmptyState, label, tool_button
from app.widgets.history_list import HistoryList, HistoryModel


class HistoryPanel(QWidget):
    """A click on a line goes there: everything after it is undone, or everything up to it redone."""

    jump_asked = Signal(int)  # id of a change; 0 is the plan before its first change
    refused = Signal(str)  # why nobody can go anywhere

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("History"))
        self._document = document
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(2)
        for key in ("undo", "redo"):
            made = tool_button(actions[key], size_px=18)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            made.setAccessibleName(actions[key].text())
            bar.addWidget(made)
        bar.addStretch(1)
        self.discarded = QCheckBox(self.tr("Show discarded"))
        self.discarded.setToolTip(
            self.tr("Also list what was undone before something else was done; it cannot be brought back")
        )
        bar.addWidget(self.discarded)
        layout.addWidget(self._bar)
        self.note = label("", "warning", wrap=True)
        self.note.setContentsMargins(11, 2, 8, 6)
        layout.addWidget(self.note)

        self.model = HistoryModel(self)
        self.list = HistoryList(self.model, self.tr("Changes, the newest first"))
        self.list.row_chosen.connect(self._on_chosen)
        self.discarded.toggled.connect(self._on_discarded)
        self.empty = EmptyState(
            "clock",
            self.tr("Every change of the plan is listed here. A click on one goes back to it, also tomorrow."),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.list)
        layout.addWidget(self.pages, 1)
        document.changed.connect(self._on_changed)
        for news in (document.opened, document.closed, document.past_read):
            news.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the history of the plan that is open."""
        self.model.set_past(self._document.past, self._reason)
        self.note.setText(self._reason)
        self.note.setVisible(bool(self._reason))
        self._show_what_there_is()
        self.show_current()

    @property
    def _reason(self) -> str:
        if not self._document.is_read_only:
            return ""
        return self.tr("Read-only: you can look at the history, but not go back in it.")

    def show_current(self) -> None:
        """Scroll to where the plan is now."""
        index = self.model.index(self.model.row_of(self._document.past.position))
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def take_focus(self) -> None:
        """Let the keyboard walk the list."""
        self.show_current()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_chosen(self, change_id: int) -> None:
        if self._reason:
            self.refused.emit(self._reason)
        else:
            self.jump_asked.emit(change_id)

    def _on_discarded(self, shown: bool) -> None:
        self.model.show_discarded(shown)
        self.show_current()

    def _on_changed(self, change: Change) -> None:
        if change.record is None:
            return
        self.model.follow(change.record, change.direction)
        self._show_what_there_is()
        if self.isVisible():
            self.show_current()

    def _show_what_there_is(self) -> None:
        past = self._document.past
        self.pages.setCurrentIndex(1 if past.records else 0)
        self._bar.setVisible(bool(past.records))
        self.discarded.setVisible(past.has_discarded)
