"""Undo commands: each is a view on one change row of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from app.undoing import PlanUndoing


class ChangeCommand(QUndoCommand):
    """One committed gesture.  The store has it already, so the redo that ``push`` calls does nothing."""

    def __init__(self, document: PlanUndoing, change_id: int, text: str) -> None:
        super().__init__(text)
        self._document = document
        self.change_id = change_id
        self._pushed = False

    def redo(self) -> None:
        """Apply the change again, except the first time."""
        if self._pushed:
            self._document.apply_redo(self.change_id)
        self._pushed = True

    def undo(self) -> None:
        """Take the change back."""
        self._document.apply_undo(self.change_id)
