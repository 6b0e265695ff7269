"""A window of sets side by side: made when it is asked for, following the plan, gone with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.control.carrying import carry_window
from app.document import Change

if TYPE_CHECKING:
    from app.dialogs.side_by_side import SideBySide
    from app.window import MainWindow


class SideControl(QObject):
    """A subclass makes the window and its task, and says what the plan keeps."""

    task: Any  # with ``stop``
    dialog: Any = None  # a SideBySide, once it was asked for

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.document.closed.connect(self.close)
        window.document.changed.connect(self._on_changed)

    def make_dialog(self) -> SideBySide:
        """Make the window and listen to it."""
        raise NotImplementedError

    def show_settings(self) -> None:
        """Show what the plan keeps."""
        raise NotImplementedError

    def write_book(self) -> None:
        """Write what is shown as a workbook."""
        raise NotImplementedError

    def keep(self, members: tuple[Any, ...]) -> None:
        """Keep the members with the plan."""
        raise NotImplementedError

    def attach(self) -> None:
        """Leave the window to be made anew, in the language and theme now in force."""
        self.close()

    def open(self) -> None:
        """Show the window, in front when it is there already."""
        shown = self._made()
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def _made(self) -> SideBySide:
        """Return the window with what the plan keeps, made when it is first wanted."""
        if self.dialog is None:
            self.dialog = self.make_dialog()
            self.dialog.kept.connect(self.keep)
            self.dialog.book_asked.connect(self.write_book)
            self.dialog.closed.connect(self.task.stop)
        self.show_settings()
        made: SideBySide = self.dialog
        return made

    def carry_over(self) -> Callable[[], None] | None:
        """The window comes back with what stands in its form and what is ticked."""
        return carry_window(self.dialog, self._made, self.open)

    def close(self, *_unused: Any) -> None:
        """Take the window away: another plan, language or theme."""
        if self.dialog is not None:
            self.task.stop()
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None

    def _on_changed(self, change: Change) -> None:
        if change.touches("parameter") and self.dialog is not None and self._window.document.is_open:
            self.show_settings()
