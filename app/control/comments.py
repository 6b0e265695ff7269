"""Comments: the tool that pins them, the pins on the map, and what the panel asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QObject

from app.canvas.comment_pins import CommentPins, Pin
from app.canvas.hit import hits
from app.canvas.scene import PATROL, ZONES
from app.panels.comments import CommentsPanel
from layers.comments import CommentState, TargetKind, Thread
from layers.crs import STORAGE_CRS, transform, transformer
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.document import Change
    from app.window import MainWindow

_KINDS = {PATROL: TargetKind.PATROL_AREA, ZONES: TargetKind.ZONE}
#: What is shown around a pin that is gone to, metres.
_AROUND_M = 1_500.0


class CommentControl(QObject):
    """One comment is written at a time; each word is one gesture."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel: CommentsPanel | None = None
        self._at: shapely.Point | None = None  # where the comment in hand is pinned, EPSG:4490
        self._target: tuple[TargetKind, str, str] = (TargetKind.PLACE, "", "")
        self._shown: Sequence[Thread] = ()
        window.document.opened.connect(self._look)
        window.document.closed.connect(self._on_closed)
        window.document.changed.connect(self._on_changed)

    @property
    def panel(self) -> CommentsPanel:
        """The panel of the window as it is built now."""
        self._window.right.page("comments")
        assert self._panel is not None
        return self._panel

    def make_panel(self) -> CommentsPanel:
        """Make the panel; the window does so again in another language or theme."""
        window = self._window
        panel = CommentsPanel(window.document, window.actions_, window.settings)
        panel.thread_chosen.connect(self._choose)
        panel.thread_zoomed.connect(self._zoom)
        panel.written.connect(self._pin)
        panel.replied.connect(self._reply)
        panel.state_asked.connect(
            lambda uid, state: self._do(lambda: window.document.set_comment_state(uid, CommentState(state)))
        )
        panel.removal_asked.connect(lambda uid: self._do(lambda: window.document.remove_thread(uid)))
        panel.given_up.connect(self._forget)
        panel.shown_changed.connect(self._show_pins)
        self._panel = panel
        panel.refresh()
        return panel

    def attach(self) -> None:
        """Listen to the tool and the pins of a new map."""
        side = self._window.map
        side.comment_tool.placed.connect(self._place)
        side.canvas.clicked_comment.connect(self._open)
        side.scene_changed.connect(lambda _scene: self._draw())
        self._look()

    def carry_over(self) -> Callable[[], None] | None:
        """What is being written is about the same place, or in the same thread; its words are in the panel."""
        if not self._window.right.is_made("comments"):
            return None
        at, target, chosen = self._at, self._target, self.panel.chosen

        def back() -> None:
            if at is not None:
                self._at, self._target = at, target
                self.panel.write_about(target[2] or self.tr("this place"))
                self._window.carrying.when_drawn(self._show_place)
            elif chosen:
                self.panel.choose(chosen)

        return back

    def _show_place(self) -> None:
        """Mark where the comment in hand is pinned."""
        canvas = self._window.map.canvas
        if self._at is not None:
            place = transform(self._at, STORAGE_CRS, f"EPSG:{canvas.scene.metric_epsg}")
            canvas.set_pin((place.x, place.y))

    def _look(self) -> None:
        """See whether there is a comment to be pinned to the map: the panel says which are shown."""
        if self._window.document.is_open and self._window.document.comments():
            self._window.right.page("comments")

    def _on_changed(self, change: Change) -> None:
        if change.touches("comment"):
            self._look()

    def _on_closed(self) -> None:
        """What was being written was about a place of the plan that is gone."""
        self._at = None
        self._window.map.canvas.set_pin(None)

    # -- actions ------------------------------------------------------------------------------

    def new_comment(self, _checked: bool = True) -> None:
        """Ask what it is about: a click on the map."""
        self._window.hands.use_tool("new_comment")
        self._window.right.show_page("comments")

    def show_comments(self) -> None:
        """Bring the list forward."""
        self._window.right.show_page("comments")
        self.panel.table.setFocus()

    # -- what they ask --------------------------------------------------------------------------

    def _place(self, x: float, y: float) -> None:
        """A pin under the cursor is opened; else a comment begins on the area, the zone or the place that is there."""
        canvas = self._window.map.canvas
        there = canvas.comments.at(canvas.view, x, y)
        if there:
            self._open(there)
            return
        to_degrees = transformer(f"EPSG:{canvas.scene.metric_epsg}", STORAGE_CRS)
        self._at = shapely.Point(*to_degrees.transform(x, y))
        self._target = self._under(x, y)
        canvas.set_pin((x, y))
        self._window.right.show_page("comments")
        self.panel.write_about(self._target[2] or self.tr("this place"))

    def _under(self, x: float, y: float) -> tuple[TargetKind, str, str]:
        canvas, document = self._window.map.canvas, self._window.document
        for found in hits(canvas.scene, canvas.view, x, y):
            kind = _KINDS.get(found.layer_uid)
            if kind is TargetKind.PATROL_AREA:
                return kind, found.feature_uid, document.patrol_name(found.feature_uid)
            if kind is TargetKind.ZONE:
                return kind, found.feature_uid, document.zone_names().get(found.feature_uid, "")
        return TargetKind.PLACE, "", ""

    def _pin(self, text: str, author: str, county: str) -> None:
        at, target = self._at, self._target
        if at is None:
            return
        made: list[str] = []
        if not self._do(lambda: made.append(self._window.document.add_comment(text, author, county, at, target))):
            self.panel.put_back(text, target[2] or self.tr("this place"))
            return
        self._forget()
        self.panel.choose(made[0])
        self._choose(made[0])

    def _reply(self, uid: str, text: str, author: str, county: str) -> None:
        if not self._do(lambda: self._window.document.reply_to(uid, text, author, county)):
            self.panel.put_back(text)

    def _forget(self) -> None:
        """The comment in hand is kept or given up: its mark goes, and the hand is free."""
        self._at = None
        self._window.map.canvas.set_pin(None)
        if self._window.map.canvas.tool.key == "new_comment":
            self._window.hands.use_tool("select")

    def _open(self, uid: str) -> None:
        self._window.right.show_page("comments")
        self.panel.choose(uid)
        self._choose(uid)

    def _choose(self, uid: str) -> None:
        canvas = self._window.map.canvas
        canvas.comments.chosen = uid
        if uid and self._at is not None:
            self._forget()
        canvas.update()

    def _zoom(self, uid: str) -> None:
        thread = self._window.document.comment_thread(uid)
        place = thread.place if thread is not None else None
        if place is None:
            return
        canvas = self._window.map.canvas
        x, y = transformer(STORAGE_CRS, f"EPSG:{canvas.scene.metric_epsg}").transform(place.x, place.y)
        canvas.zoom_to((x - _AROUND_M, y - _AROUND_M, x + _AROUND_M, y + _AROUND_M), animated=True)

    def _do(self, step: Callable[[], object]) -> bool:
        """Do it and return whether it is done; why not is shown."""
        try:
            step()
        except LianfangError as error:
            self._window.show_error(error)
            return False
        return True

    # -- pins -----------------------------------------------------------------------------------

    def _show_pins(self, threads: Sequence[Thread]) -> None:
        self._shown = list(threads)
        self._draw()
        self._window.right.set_title("comments", self._title())

    def _title(self) -> str:
        count = self.panel.open_count
        return self.tr("Comments {count}").format(count=count) if count else self.tr("Comments")

    def _draw(self) -> None:
        canvas = self._window.map.canvas
        epsg = canvas.scene.metric_epsg
        pins = []
        for thread in self._shown if epsg else ():
            place = thread.place
            if place is not None:
                at = transform(place, STORAGE_CRS, f"EPSG:{epsg}")
                count = 1 + len(thread.replies)
                text = " ".join(thread.first.text.split())[:80]
                pins.append(Pin(thread.uid, at.x, at.y, count, thread.state.value, text))
        canvas.set_comments(CommentPins(pins, chosen=self.panel.chosen if self._shown else ""))
