"""Keeps what is half drawn in the plan, and puts it back in hand when the plan is opened again.

The tools say when their sketch changes; a fifth of a second later it is handed to the writer thread,
without waiting for it, and is on the disk long before a second has passed.  A gesture takes the sketch
along in its own transaction (see :meth:`app.document.Document.sketch_source`), so that a finished area and
the sketch it came from are never both in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import Document

if TYPE_CHECKING:
    from app.mapside import MapSide

#: Quick changes in a row are written as one.
KEEP_AFTER_MS = 200
#: After a failed write (a full disk) it is tried again this often.
RETRY_AFTER_MS = 2000


class SketchTask(QObject):
    """Carries sketches between the tools of the map and the plan.

    A kept state is ``{"active": key of the tool in use, "tools": {key: state of the tool}}``.
    """

    restored = Signal(str)  # key of the tool that has its sketch in hand again
    outdated = Signal(str)  # key of the tool whose sketch no longer fits the plan
    emptied = Signal()  # nothing is half drawn any more

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._side: MapSide | None = None
        self._take_up: Callable[[str, str], None] | None = None
        self._waiting: Mapping[str, Any] = {}  # for the first scene of the plan
        self._carried: dict[str, Any] = {}  # to the plan that is opened next
        self._is_quiet = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._keep)
        document.sketch_source = self.state
        document.opened.connect(self._on_opened)
        document.closing.connect(self._keep)
        document.closed.connect(self._on_closed)
        document.sketch_failed.connect(lambda _error: self._soon.start(RETRY_AFTER_MS))

    def attach(self, side: MapSide, take_up: Callable[[str, str], None]) -> None:
        """Listen to the tools of a map; ``take_up(key, area)`` makes a tool the active one."""
        self._side, self._take_up = side, take_up
        for tool in side.tools.values():
            tool.sketched.connect(self._on_sketched)
        side.scene_changed.connect(lambda _scene: self._restore())

    def leave(self) -> None:
        """The map is about to be made anew: its sketches wait for the new one."""
        self._waiting, self._is_quiet = self.state(), True
        self._side = None

    def state(self) -> dict[str, Any]:
        """Return what is half drawn now, coordinates in EPSG:4490; {} for nothing."""
        if self._waiting or self._side is None:
            return dict(self._waiting)
        tools = {key: state for key, tool in self._side.tools.items() if (state := tool.sketch_state())}
        return {"active": self._side.canvas.tool.key, "tools": tools} if tools else {}

    @property
    def has_sketch(self) -> bool:
        """Whether anything is half drawn."""
        if self._waiting or self._side is None:
            return bool(self._waiting)
        return any(tool.has_sketch for tool in self._side.tools.values())

    def carry(self, wanted: bool = True) -> None:
        """The plan is about to be opened again: what is in hand now goes along, also when it could not be written."""
        self._carried = self.state() if wanted else {}

    def keep_again(self) -> None:
        """The plan goes on in another file: see that the sketch is in it."""
        self._on_sketched()

    def keep_now(self) -> None:
        """Hand what is in hand to the writer at once."""
        self._keep()

    def discard(self) -> None:
        """Drop the sketch in hand; undo brings it back."""
        if self._side is not None:
            self._side.canvas.tool.discard()

    # -- writing ------------------------------------------------------------------------------

    def _on_sketched(self) -> None:
        if not self._soon.isActive():
            self._soon.start(KEEP_AFTER_MS)
        if not self.has_sketch:
            self.emptied.emit()

    def _keep(self) -> None:
        self._soon.stop()
        self._document.keep_sketch(self.state())

    # -- back in hand -------------------------------------------------------------------------

    def _on_opened(self) -> None:
        carried, self._carried = self._carried, {}
        self._waiting = {} if self._document.is_read_only else carried or self._document.kept_sketch()
        self._is_quiet = bool(carried)

    def _on_closed(self) -> None:
        self._soon.stop()
        self._waiting = {}
        for tool in self._side.tools.values() if self._side is not None else ():
            tool.forget()
        self._soon.stop()

    def _restore(self) -> None:
        """Give each tool its sketch; the one that was in use first, for the others let go when it begins."""
        if not self._waiting or self._side is None or self._take_up is None:
            return
        waiting, self._waiting = self._waiting, {}
        active, states = str(waiting.get("active", "")), _states(waiting.get("tools"))
        if active in states and active in self._side.tools:
            state = states[active]
            self._take_up(active, str(state.get("area", "")))
        for key, state in states.items():
            tool = self._side.tools.get(key)
            if tool is None:  # of a newer program
                continue
            try:
                is_back = tool.restore_sketch(state)
            except (ValueError, TypeError, KeyError):  # another program wrote it
                is_back = False
            if not is_back:
                self.outdated.emit(key)
            elif tool.has_sketch and not self._is_quiet:
                self.restored.emit(key)
        self._keep()


def _states(tools: Any) -> dict[str, Any]:
    """Return the states of the tools; a plan that another program wrote into may hold anything."""
    return {key: state for key, state in tools.items() if isinstance(state, dict)} if isinstance(tools, dict) else {}
