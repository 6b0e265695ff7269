"""Brings the numbers of what is drawn, dragged or just finished to the board on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.canvas.tools.base import Tool
from app.canvas.tools.corners import CornerTool
from app.meeting.live import LiveBoard
from app.tasks.ledger import LedgerTask

if TYPE_CHECKING:
    from app.window import MainWindow


class HandNumbers(QObject):
    """Listens to what the window measures anyway, while there is a board."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._board: LiveBoard | None = None
        self._ledger = LedgerTask(window.document, window.jobs, self)
        self._ledger.ready.connect(self._take_ledger)

    def begin(self, board: LiveBoard) -> None:
        """Show numbers on a board from now on."""
        window = self._window
        self._board = board
        window.map.drawing_progressed.connect(self._on_drawing)
        window.measuring.hand_measured.connect(self._on_hand)
        window.measuring.measured.connect(self._on_areas)
        self._ledger.want("", "")

    def end(self) -> None:
        """The board is taken down."""
        window = self._window
        self._board = None
        window.map.drawing_progressed.disconnect(self._on_drawing)
        window.measuring.hand_measured.disconnect(self._on_hand)
        window.measuring.measured.disconnect(self._on_areas)
        self._ledger.rest()

    def follow(self, tool: Tool) -> None:
        """A tool that draws has its numbers in sight before it has any; others have none."""
        if self._board is None:
            return
        if isinstance(tool, CornerTool) and tool.key.startswith("draw_"):
            self._board.wait()
        elif not tool.has_sketch:
            self._board.hide()

    def _on_drawing(self, polygon: Any) -> None:
        tool = self._window.map.canvas.tool
        if self._board is None or polygon is not None:
            return
        if tool.key.startswith("draw_") or tool.has_sketch:
            self._board.wait()
        else:
            self._board.hide()

    def _on_hand(self, figures: Any) -> None:
        if self._board is not None:
            self._board.show_figures(figures)

    def _on_areas(self, figures: dict[str, Any]) -> None:
        """What was just drawn keeps its numbers on the wall."""
        uid = self._window.patrol.chosen
        if self._board is not None and uid in figures and self._window.map.chosen == [("patrol_areas", uid)]:
            self._board.show_figures(figures[uid], self._window.document.patrol_name(uid))

    def _take_ledger(self, view: Any) -> None:
        if self._board is not None:
            self._board.ledger = view.ledger
