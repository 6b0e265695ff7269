"""Digits typed in a meeting: a number and Enter is a zone, one digit alone a scene."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Document

#: A digit alone is the number of a scene when none follows within this time.
_ALONE_MS = 900
#: What a digit more would make too long to be a number of anything.
_MOST = 5


class Digits(QObject):
    """What has been typed so far."""

    changed = Signal(str, str)  # what is typed; the name of the scene it would be
    scene_meant = Signal(int)  # its place, 0 is the first

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.typed = ""
        self._alone = QTimer(self, singleShot=True, interval=_ALONE_MS)
        self._alone.timeout.connect(self.rest)

    def type(self, digit: int) -> None:
        """Add a digit; no number begins with 0."""
        self._set((self.typed + str(digit)).lstrip("0")[:_MOST])

    def rub_out(self) -> None:
        """Take the last digit away."""
        self._set(self.typed[:-1])

    def forget(self) -> None:
        """Nothing is typed."""
        self._set("")

    def take(self) -> int:
        """Return the number, and forget it."""
        number = int(self.typed)
        self.forget()
        return number

    def rest(self) -> None:
        """No digit followed: a single one means the scene of that number, as far as there is one."""
        self._alone.stop()
        if self._scene:
            place = int(self.typed) - 1
            self.forget()
            self.scene_meant.emit(place)

    @property
    def _scene(self) -> str:
        if len(self.typed) != 1 or not self._document.is_open:
            return ""
        scenes = self._document.scenes()
        return scenes[int(self.typed) - 1].name if int(self.typed) <= len(scenes) else ""

    def _set(self, text: str) -> None:
        self.typed = text
        if len(text) == 1:
            self._alone.start()
        else:
            self._alone.stop()
        self.changed.emit(text, self._scene)
