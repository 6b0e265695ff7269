"""The offer, in a message over the map, to take back what the message speaks of: that and nothing newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.document import Document
    from app.widgets.toast import Toast


class UndoOffer(QObject):
    """Says a message with Undo beside it; the message goes once its gesture is not the newest any more.

    Undo of the menu takes back whatever came last, a corner of a sketch included.  A button beside "the scene was
    removed" must not.
    """

    def __init__(self, toast: Toast, document: Document) -> None:
        super().__init__(toast)
        self._toast, self._document = toast, document
        self._change_id: int | None = None
        document.undo_stack.indexChanged.connect(self._withdraw_when_stale)  # a method: it ends with this object

    def say(self, text: str) -> None:
        """Say what the newest gesture did, and offer to take it back."""
        self._change_id = self._newest()
        if self._change_id is None:
            self._toast.say(text)
        else:
            self._toast.say(text, self.tr("Undo"), self._take_back)

    def _newest(self) -> int | None:
        """Return the change that undo would take back."""
        stack = self._document.undo_stack
        command = stack.command(stack.index() - 1) if stack.index() else None
        return None if command is None else command.change_id  # type: ignore[attr-defined, no-any-return]

    def _withdraw_when_stale(self, _index: int) -> None:
        if self._change_id is None or self._newest() == self._change_id:
            return
        self._change_id = None
        if self._toast.offers(self._take_back):
            self._toast.hide()

    def _take_back(self) -> None:
        """Undo the gesture, unless what was still being written turns out to be newer."""
        wanted = self._change_id
        if wanted is None or not self._document.is_open:
            return
        self._document.catch_up()
        if self._newest() == wanted:
            self._document.undo_stack.undo()
