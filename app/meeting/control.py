"""The meeting: the agenda goes on at a key, the map follows, and what is drawn or pointed at stays off the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTabletEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.canvas.tools.base import ToolEvent
from app.canvas.tools.corners import CornerTool
from app.cards.base import MapCard
from app.document import Change
from app.meeting import agenda as points
from app.meeting.agenda import Agenda, Arrangement, Item
from app.meeting.digits import Digits
from app.meeting.facts import Facts, facts_of
from app.meeting.keeping import MarkKeeper
from app.meeting.keys import Do, asked
from app.meeting.marks import MarkTool
from app.meeting.numbers import HandNumbers
from app.meeting.screen import Screen
from app.meeting.stage import Stage
from layers.minutes.model import About, AboutKind
from layers.styling.colors import Sight

if TYPE_CHECKING:
    from app.window import MainWindow

#: Around what is talked about, share of its size.
_MARGIN = 0.12
#: The least width that is shown, metres.
_LEAST_M = 600.0


def _about(item: Item | None) -> About | None:
    """What the minutes write about while a point is talked about."""
    if item is None:
        return None
    return About(AboutKind.ZONE if item.kind == points.ZONES else AboutKind.BORDER, item.key, item.title)


class MeetingControl(QObject):
    """Made when the first meeting begins; ``window.meeting`` is the door."""

    item_changed = Signal(object)  # Item | None
    toggled = Signal(bool)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self.screen = Screen(window)
        self.agenda = Agenda()
        #: How a point stands: "decided", "open" or "", for whoever keeps minutes to say.
        self.agenda_state: Callable[[Item], str] = lambda item: window.minutes.states().get(item.key, "")
        self.keeper = MarkKeeper(window, self)
        self.marks = self.keeper.marks
        self.stage: Stage | None = None
        self._numbers = HandNumbers(window, self)
        self.digits = Digits(window.document, self)
        self.digits.changed.connect(self._say_typed)
        self.digits.scene_meant.connect(lambda place: window.scenes.go_to_place(place))
        self._key = ""  # of the point talked about
        self._facts: Facts | None = None
        self._pointed_while_held = False
        self.marks.changed.connect(self._draw_marks)
        self._document.changed.connect(self._on_changed)
        window.minutes.changed.connect(self.refresh)
        self.item_changed.connect(lambda item: window.minutes.show_subject(_about(item)))

    # -- on and off -----------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """Whether the window hangs on the wall."""
        return self.stage is not None

    def current_item(self) -> Item | None:
        """The point that is talked about."""
        return self.agenda.item(self._key) if self.is_on else None

    def toggle(self) -> None:
        """Begin, or end."""
        self.leave() if self.is_on else self.enter()

    def enter(self, key: str = "") -> None:
        """Begin with a point, by default with the first."""
        window = self._window
        if self.is_on or not self._document.is_open:
            return
        self.agenda = self._made(self._arrangement())
        self.stage = stage = Stage(window, self.marks)
        self.screen.take_in(*stage.outside)
        self._connect(stage)
        self.screen.enter()
        stage.fit(self.screen.scale)
        side = window.map
        side.canvas.installEventFilter(self)
        side.canvas.tool_changed.connect(self._on_tool)
        side.feature_clicked.connect(self._on_clicked)
        self._numbers.begin(stage.board)
        side.canvas.pen.taker = self._on_pen
        side.canvas.lay_on_top(self.marks)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        window.actions_["meeting_mode"].setChecked(True)
        side.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.toggled.emit(True)
        first = self.agenda.item(key) or next(iter(self.agenda.taken), None)
        self._go(first, animated=False)

    def leave(self) -> None:
        """End: the window is as it was, and lines that nobody kept are gone."""
        stage, window = self.stage, self._window
        if stage is None:
            return
        side = window.map
        self.digits.forget()
        if side.canvas.tool.key == MarkTool.key:
            window.hands.use_tool("select")
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)
        side.canvas.removeEventFilter(self)
        side.canvas.tool_changed.disconnect(self._on_tool)
        side.feature_clicked.disconnect(self._on_clicked)
        self._numbers.end()
        side.canvas.pen.taker = None
        side.canvas.lay_on_top(None)
        self.keeper.give_up()
        self.marks.clear()
        self.stage = None
        self.screen.cards_changed.disconnect(stage.share_column)
        stage.take_away()
        self.screen.leave()
        window.actions_["meeting_mode"].setChecked(False)
        side.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._key, self._facts = "", None
        self.toggled.emit(False)
        self.item_changed.emit(None)

    def _connect(self, stage: Stage) -> None:
        stage.strip.chosen.connect(self.go_to)
        stage.strip.left_out.connect(self.leave_out)
        stage.strip.moved.connect(self._move)
        stage.strip.closed.connect(self._close_strip)
        stage.pens.undo_asked.connect(self.marks.undo)
        stage.pens.clear_asked.connect(self.marks.clear)
        stage.pens.comment_asked.connect(self.keeper.ask_comment)
        stage.pens.area_asked.connect(self.keeper.keep_area)
        stage.pointed.connect(self._point)
        stage.resized.connect(lambda: stage.fit(self.screen.scale))
        self.screen.cards_changed.connect(stage.share_column)

    # -- agenda -----------------------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Talk about a point of the agenda."""
        self._go(self.agenda.item(key))

    def go_by(self, by: int) -> None:
        """Go on, or back."""
        item = self.agenda.step(self._key, by)
        if item is not None:
            self._go(item)

    def go_to_number(self, number: int) -> bool:
        """Talk about the zone of a rank, also one that is left out; return whether there is one."""
        item = self.agenda.numbered(number)
        if item is None:
            text = self.tr("There is no number {number} on the agenda.").format(number=number)
            self._window.toast.say(text)
            return False
        self._go(item)
        return True

    def set_kind(self, kind: str) -> None:
        """Go through the zones, or through the lines between counties."""
        # What was left out and moved of the one agenda is still so when the meeting comes back to it.
        self._arrange(replace(self.agenda.arrangement, kind=kind))
        self._go(next(iter(self.agenda.taken), None))

    def leave_out(self, key: str, is_out: bool = True) -> None:
        """Pass a point over in this meeting, or no longer."""
        self._arrange(self.agenda.with_left_out(key, is_out).arrangement)

    def _move(self, key: str, by: int) -> None:
        self._arrange(self.agenda.with_moved(key, by).arrangement)

    def refresh(self) -> None:
        """Say again how the points stand."""
        if self.is_on:
            before = self.current_item()
            self.agenda = self._made(self.agenda.arrangement)
            self._show()
            now = self.current_item()
            if (before is None) != (now is None):  # derived away, or there again: the minutes must not go on about it
                self.item_changed.emit(now)

    def _arrange(self, arrangement: Arrangement) -> None:
        """Take an order, and keep it for this plan: in the settings, since the plan says nothing about meetings."""
        self._window.settings.set_arrangement(str(self._document.info().uid), arrangement.as_text())
        self.agenda = self._made(arrangement)
        self._show()

    def _arrangement(self) -> Arrangement:
        return Arrangement.of_text(self._window.settings.arrangement(str(self._document.info().uid)))

    def _made(self, arrangement: Arrangement) -> Agenda:
        return points.arranged(points.points(self._document, arrangement.kind), arrangement)

    def _on_clicked(self, layer: str, uid: str) -> None:
        """A zone that is clicked or tapped is talked about; the map stays where the hand is."""
        item = self.agenda.item(uid) if layer == "zones" else None
        if item is not None and item.key != self._key:
            self._go(item, frames=False)

    def _go(self, item: Item | None, *, animated: bool = True, frames: bool = True) -> None:
        self._key = "" if item is None else item.key
        if item is not None and item.kind == points.ZONES:
            self._window.map.select("zones", item.key)
        else:
            self._window.map.select("", "")
        self._show()
        if item is not None and frames:
            self._frame(item, animated=animated)
        self.item_changed.emit(item)

    def _show(self) -> None:
        stage, item = self.stage, self.current_item()
        if stage is None:
            return
        self._facts = None if item is None else facts_of(self._document, item)
        stage.show_point(self.agenda, item, self._facts, self._state)

    def _state(self, item: Item) -> str:
        """How a point stands, in words; what is not known by name is said as it is."""
        state = self.agenda_state(item)
        return {"decided": self.tr("decided"), "open": self.tr("open")}.get(state, state)

    def _frame(self, item: Item, *, animated: bool = True) -> None:
        """Show what is talked about in the part of the map that nothing lies over."""
        canvas = self._window.map.canvas
        shape = self._shape(item)
        if shape is None or shape.is_empty or self.stage is None:
            return
        xmin, ymin, xmax, ymax = canvas.to_metric(shape).bounds
        grow = max(_LEAST_M - max(xmax - xmin, ymax - ymin), 0.0) / 2.0
        wide = (xmax - xmin + 2.0 * grow) * (1.0 + 2.0 * _MARGIN)
        high = (ymax - ymin + 2.0 * grow) * (1.0 + 2.0 * _MARGIN)
        room_w, room_h = canvas.view.size_px
        left, right = (taken / canvas.magnification for taken in self.stage.taken_px)
        mpp = max(wide / max(room_w - left - right, room_w * 0.2), high / room_h)
        x = (xmin + xmax) / 2.0 + (right - left) / 2.0 * mpp
        y = (ymin + ymax) / 2.0
        half_w, half_h = room_w * mpp / 2.0, room_h * mpp / 2.0
        canvas.zoom_to((x - half_w, y - half_h, x + half_w, y + half_h), margin=0.0, animated=animated)

    def _shape(self, item: Item) -> Any:
        if item.kind == points.ZONES:
            return self._document.zone_shape(item.key)
        borders = self._document.borders()
        lines = borders.geometry[borders["pair"] == item.key]
        return None if lines.empty else lines.union_all()

    def _on_changed(self, change: Change) -> None:
        if self.is_on and change.touches(
            *("zone", "zone_part", "border", "agreement", "patrol_area", "layer", "plan", "minutes")
        ):
            self.refresh()

    # -- keys ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys of the map before anybody else does, and where the hand is."""
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._asked(event) is not None:
                event.accept()
                return True
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(event)
        elif kind is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._key_released(event)
        elif isinstance(event, QMouseEvent | QTabletEvent) and isinstance(watched, QWidget):
            self._point(watched, event.position())
        return False

    def _asked(self, event: QKeyEvent) -> tuple[Do, int] | None:
        found = asked(event, is_drawing=self._is_drawing)
        if found is None:
            return None
        about_marks = (Do.COLOR, Do.UNDO, Do.WIPE, Do.COMMENT, Do.AREA)
        if found[0] in about_marks and not self.has_pen and not self.marks.all:
            return None
        if found[0] is Do.TAKE and not self.digits.typed and isinstance(self._window.map.canvas.tool, CornerTool):
            return None
        if found[0] is Do.RUB_OUT and not self.digits.typed:
            return Do.BEFORE, 0
        return found

    @property
    def _is_drawing(self) -> bool:
        return self._window.map.canvas.tool.has_sketch or self.marks.in_hand is not None

    @property
    def has_pen(self) -> bool:
        """Whether the mouse draws lines."""
        return self._window.map.canvas.tool.key == MarkTool.key

    def _key_pressed(self, event: QKeyEvent) -> bool:
        found = self._asked(event)
        if found is None:
            return False
        what, digit = found
        if event.isAutoRepeat() and what in (Do.LASER, Do.PEN, Do.STRIP, Do.CARD, Do.KIND, Do.DIGIT, Do.OUT):
            return True
        if what not in (Do.DIGIT, Do.TAKE, Do.RUB_OUT, Do.OUT):
            self.digits.forget()
        return self._do(what, digit)

    def _do(self, what: Do, digit: int) -> bool:
        stage = self.stage
        assert stage is not None
        taken = self.agenda.taken
        steps: dict[Do, Callable[[], object]] = {
            Do.NEXT: lambda: self.go_by(1),
            Do.BEFORE: lambda: self.go_by(-1),
            Do.FIRST: lambda: self._go(taken[0] if taken else None),
            Do.LAST: lambda: self._go(taken[-1] if taken else None),
            Do.HERE: lambda: self.go_to(self._key),
            Do.TAKE: self._take_digits,
            Do.LASER: self._laser_down,
            Do.PEN: self.toggle_pen,
            Do.COLOR: self.marks.next_color,
            Do.UNDO: self.marks.undo,
            Do.WIPE: self.marks.clear,
            Do.COMMENT: self.keeper.ask_comment,
            Do.AREA: self.keeper.keep_area,
            Do.STRIP: self.toggle_strip,
            Do.CARD: self.toggle_card,
            Do.KIND: lambda: self.set_kind(
                points.BORDERS if self.agenda.arrangement.kind == points.ZONES else points.ZONES
            ),
            Do.DIGIT: lambda: self.digits.type(digit),
            Do.RUB_OUT: self.digits.rub_out,
        }
        if what is Do.OUT:
            return self._one_step_out()
        steps[what]()
        return True

    def _key_released(self, event: QKeyEvent) -> bool:
        if self._asked(event) != (Do.LASER, 0):
            return False
        if not event.isAutoRepeat() and self._pointed_while_held and self.stage is not None:
            self.stage.laser.switch(False)  # it was held to point; a tap leaves it on
        return True

    def _one_step_out(self) -> bool:
        """Esc puts away one thing at a time, and ends the meeting when nothing is left."""
        stage, canvas = self.stage, self._window.map.canvas
        assert stage is not None
        if canvas.sight is not Sight.FULL and not self.digits.typed:
            return False  # the map puts a preview of colours away itself
        cards = [one for one in stage.host.findChildren(MapCard) if one.isVisible()]
        if self.digits.typed:
            self.digits.forget()
        elif cards:
            cards[0].close_card()
        elif stage.laser.is_on:
            stage.laser.switch(False)
        elif stage.board.isVisible() and not self._is_drawing and not isinstance(canvas.tool, CornerTool):
            stage.board.hide()  # of an area that is finished
        elif self.has_pen:
            self.toggle_pen()
        elif canvas.tool.key != "select":
            self._window.hands.use_tool("select")
        elif stage.strip.isVisible():
            self._close_strip()
        else:
            self.leave()
        return True

    def _take_digits(self) -> None:
        if self.digits.typed:
            self.go_to_number(self.digits.take())
        else:
            self.go_to(self._key)

    def _say_typed(self, text: str, scene: str) -> None:
        if self.stage is not None:
            self.stage.say_typed(text, self.agenda, scene)

    # -- what lies over the map -------------------------------------------------------------------------

    def toggle_strip(self) -> None:
        """Show the agenda, or put it away."""
        stage = self.stage
        if stage is None:
            return
        if stage.strip.isVisible():
            self._close_strip()
        else:
            stage.open_strip(self._key)

    def _close_strip(self) -> None:
        if self.stage is not None:
            self.stage.strip.hide()
            self._window.map.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_card(self) -> None:
        """Show the card of the point, or give its room to the map."""
        if self.stage is not None:
            self.stage.toggle_card()
            item = self.current_item()
            if item is not None:
                self._frame(item)

    def toggle_pen(self) -> None:
        """Take the pen, or put it away; lines stay."""
        self._window.hands.use_tool("select" if self.has_pen else self.keeper.tool_key())

    def _on_tool(self, tool: Any) -> None:
        stage = self.stage
        if stage is None:
            return
        stage.pens.setVisible(tool.key == MarkTool.key or bool(self.marks.all))
        stage.fit(self.screen.scale)
        self._numbers.follow(tool)

    def _draw_marks(self) -> None:
        self._window.map.canvas.update()
        if self.stage is not None:
            is_wanted = self.has_pen or bool(self.marks.all)
            if is_wanted == self.stage.pens.isHidden():
                self.stage.pens.setVisible(is_wanted)
                self.stage.fit(self.screen.scale)

    def _laser_down(self) -> None:
        stage = self.stage
        assert stage is not None
        self._pointed_while_held = False
        canvas = self._window.map.canvas
        at = canvas.mapTo(stage.host, canvas.mapFromGlobal(canvas.cursor().pos()))
        stage.laser.scale = self.screen.scale
        stage.laser.switch(not stage.laser.is_on, QPointF(at))

    def _point(self, watched: QWidget, at: QPointF) -> None:
        if self.stage is not None and self.stage.laser.is_on:
            self._pointed_while_held = True
            self.stage.laser.point(watched.mapTo(self.stage.host, at))

    def _on_pen(self, kind: QEvent.Type, event: ToolEvent, is_eraser: bool) -> bool:
        """A pen writes on the wall where the mouse would only move it; its other end wipes."""
        canvas = self._window.map.canvas
        is_down = bool(event.buttons & Qt.MouseButton.LeftButton)
        mpp = canvas.view.metres_per_px
        if is_eraser:
            if is_down:
                self.marks.erase((event.x, event.y), mpp)
            return True
        if not (self.has_pen or canvas.tool.pans_by_drag):
            return False
        if kind is QEvent.Type.TabletPress and event.button == Qt.MouseButton.LeftButton:
            self.marks.begin((event.x, event.y), mpp)
        elif kind is QEvent.Type.TabletMove and is_down:
            self.marks.go_on((event.x, event.y))
        elif kind is QEvent.Type.TabletRelease and self.marks.in_hand is not None:
            self.marks.end()
        else:
            return False
        return True

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keys lead the meeting whenever nothing else has them."""
        if now is None and self.is_on and QApplication.activePopupWidget() is None and self._window.isActiveWindow():
            QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if self.is_on and QApplication.focusWidget() is None and QApplication.activeModalWidget() is None:
            self._window.map.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
