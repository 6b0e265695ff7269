"""What becomes of a line drawn in a meeting when somebody says: keep it.  One gesture, and undo takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QObject

from app.meeting.marks import Mark, Marks, MarkTool
from layers.comments import TargetKind
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.meeting.control import MeetingControl
    from app.window import MainWindow


class MarkKeeper(QObject):
    """Turns the newest line into a comment at its place, or a closed one into a joint-patrol area."""

    def __init__(self, window: MainWindow, meeting: MeetingControl) -> None:
        super().__init__(meeting)
        self._window, self._meeting = window, meeting
        self.marks = Marks(self)
        self._tool: MarkTool | None = None
        self._asked_about: Mark | None = None

    def tool_key(self) -> str:
        """Return the key of the pen, once the map of now has it."""
        tools = self._window.map.tools
        if MarkTool.key not in tools:
            self._tool = MarkTool(self.marks, self._window.map)
            tools[MarkTool.key] = self._tool
        return MarkTool.key

    @property
    def _newest(self) -> Mark | None:
        return self.marks.all[-1] if self.marks.all else None

    def ask_comment(self) -> None:
        """Ask for the words of the newest line."""
        stage, mark = self._meeting.stage, self._newest
        if stage is None or mark is None or self._refuses():
            return
        self._asked_about = mark
        bar = stage.ask_words(self._window.document, self._window.settings)
        bar.kept.connect(self._keep_comment)
        bar.given_up.connect(self.give_up)

    def give_up(self) -> None:
        """The line stays as it is, on the wall and not in the plan."""
        self._asked_about = None
        if self._meeting.stage is not None:
            self._meeting.stage.close_words()
            self._window.map.canvas.setFocus()

    def keep_area(self) -> None:
        """Make a joint-patrol area of what the newest line goes around."""
        mark = self._newest
        if mark is None or self._refuses():
            return
        area = mark.area()
        if area is None:
            self._window.toast.say(self.tr("The line is open or crosses itself: an area is what a line goes around."))
            return
        try:
            uid = self._window.document.add_patrol_area(self._window.map.canvas.to_storage(area))
        except LianfangError as error:
            self._window.show_error(error)
            return
        self.marks.remove(mark)
        self._window.patrol.choose(uid)
        self._window.map.select("patrol_areas", uid)
        text = self.tr("Kept as the patrol area {name}.").format(name=self._window.document.patrol_name(uid))
        self._window.undo_offer.say(text)

    def _keep_comment(self, text: str, author: str, county: str) -> None:
        mark = self._asked_about
        if mark is None:
            return
        at = self._window.map.canvas.to_storage(shapely.Point(mark.place()))
        item = self._meeting.current_item()
        target = (TargetKind.PLACE, "", "")
        if item is not None and item.kind == "zones":
            shape = self._window.document.zone_shape(item.key)
            if shape is not None and shape.covers(at):
                target = (TargetKind.ZONE, item.key, item.title)
        try:
            self._window.document.add_comment(text, author, county, at, target)
        except LianfangError as error:
            self._window.show_error(error)
            return
        self.marks.remove(mark)
        self.give_up()
        said = self.tr("Kept as a comment on the map.")
        self._window.undo_offer.say(said)

    def _refuses(self) -> bool:
        """Say why nothing can be kept, if so."""
        if self._window.document.is_read_only:
            self._window.toast.say(self.tr("This plan is open for reading only: lines stay on the wall."))
            return True
        return False
