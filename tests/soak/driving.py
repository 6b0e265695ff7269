"""A script that works with the window from inside the main loop, as a person does from outside.

The script is a generator.  What it yields is waited for: ``None`` is one turn of the loop, a number so many seconds,
a function until it is true.  It runs in a slot of the main loop, not around it: what Qt destroys later is destroyed
when it would be in the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QProgressDialog

Awaited: TypeAlias = "Callable[[], Any] | float | None"
Script: TypeAlias = Generator[Awaited, None, None]

#: Waited for longer, it does not come.
PATIENCE_S = 1200.0
_LOOK_EVERY_MS = 5


class Driver(QObject):
    """Runs one script to its end."""

    ended = Signal(object)  # None, or the exception that broke it off

    def __init__(self, script: Script, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._script = script
        self._awaited: Awaited = None
        self._since = 0.0
        self._is_within = False
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        if self._is_within:  # a modal dialog turns the loop inside a step
            return
        self._is_within = True
        try:
            if self._is_there():
                self._awaited, self._since = self._script.send(None), time.monotonic()
        except StopIteration:
            self._end(None)
        except Exception as error:  # whatever it is, the run is over and says so
            self._end(error)
        finally:
            self._is_within = False

    def _is_there(self) -> bool:
        waited_s = time.monotonic() - self._since
        if self._awaited is None:
            return True
        if not callable(self._awaited):
            return waited_s >= self._awaited
        if self._awaited():
            return True
        if waited_s > PATIENCE_S:
            line = self._script.gi_frame
            self._script.throw(TimeoutError(f"did not come in {PATIENCE_S:g} s: {self._awaited}, {line}"))
        return False

    def _end(self, error: BaseException | None) -> None:
        self._timer.stop()
        self.ended.emit(error)


class Answers(QObject):
    """Answers modal dialogs: as was asked for by kind, else with Esc.

    ``messages`` holds what the program had to say for itself.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_kind: dict[type, Callable[[Any], object]] = {}
        self.messages: list[str] = []
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
            return
        if isinstance(dialog, QProgressDialog):  # it goes by itself
            return
        act = next((act for kind, act in self.by_kind.items() if isinstance(dialog, kind)), None)
        if act is not None:
            act(dialog)
        elif isinstance(dialog, QMessageBox) and dialog.objectName() == "unfinished":  # wait
            dialog.defaultButton().click()
        elif isinstance(dialog, QDialog):
            if isinstance(dialog, QMessageBox) and dialog.objectName() in {"message", "rescue"}:
                self.messages.append(f"{dialog.text()} {dialog.informativeText()}")
            dialog.reject()
        else:
            dialog.close()
