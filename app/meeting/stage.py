"""Where things lie on the wall: bar above the map, card on its right, agenda on its left, pens and numbers below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cards.base import MapCard
from app.meeting.agenda import BORDERS, Agenda, Item
from app.meeting.bar import MeetingBar
from app.meeting.card import PointCard
from app.meeting.facts import Facts
from app.meeting.laser import Laser
from app.meeting.live import LiveBoard
from app.meeting.marks import Marks
from app.meeting.pens import KeepBar, PenBar
from app.meeting.strip import AgendaStrip

if TYPE_CHECKING:
    from app.document import Document
    from app.settings import Settings
    from app.window import MainWindow

#: Between things, before it is magnified.
_GAP_PX = 8


class Stage(QObject):
    """Holds the meeting's own widgets while there is one."""

    pointed = Signal(QWidget, QPointF)
    resized = Signal()

    def __init__(self, window: MainWindow, marks: Marks) -> None:
        super().__init__(window)
        self.host: QWidget = window.map
        self._scale = 1.0
        work = window.notice.parentWidget()
        assert work is not None
        self.bar = MeetingBar(work)
        column = work.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.bar)
        self.bar.show()
        self.card = PointCard(self.host)
        self.card.grown.connect(lambda: self.fit(self._scale))
        self.strip = AgendaStrip(self.host)
        self.board = LiveBoard(self.host, window.document)
        self.pens = PenBar(self.host, marks)
        self.words: KeepBar | None = None
        self.laser = Laser(self.host)
        self.shows_card, self._has_point = True, False
        self.board.shown_changed.connect(self.share_column)
        for one in (self.card, self.bar, self.board):
            one.setMouseTracking(True)
            one.installEventFilter(self)
        self.host.installEventFilter(self)
        self._say_keys()

    @property
    def outside(self) -> tuple[QWidget, ...]:
        """What does not lie on the map."""
        return (self.bar,)

    def take_away(self) -> None:
        """The meeting is over."""
        self.host.removeEventFilter(self)
        self.board.shown_changed.disconnect(self.share_column)
        self.close_words()
        for one in (self.bar, self.card, self.strip, self.board, self.pens, self.laser):
            one.hide()
            one.setParent(None)
            one.deleteLater()
        self.deleteLater()

    @property
    def taken_px(self) -> tuple[int, int]:
        """What lies over the map on its left and on its right, widget pixels."""
        gap = round(_GAP_PX * self._scale)
        left = self.strip.width() + 2 * gap if self.strip.isVisible() else 0
        right = self.card.width() + 2 * gap if self.card.isVisible() or self.board.isVisible() else 0
        return left, right

    # -- what is said ---------------------------------------------------------------------------

    def show_point(
        self, agenda: Agenda, item: Item | None, facts: Facts | None, state_of: Callable[[Item], str]
    ) -> None:
        """Show where the meeting is."""
        count = len(agenda.items)
        self.bar.show_point("" if item is None else str(item.number), count, facts)
        title = self.tr("County lines") if agenda.arrangement.kind == BORDERS else self.tr("Zones by rank")
        self.strip.take(agenda, title, state_of)
        if item is not None:
            self.strip.go_to(item.key)
        self._has_point = facts is not None
        if facts is not None and item is not None:
            self.card.show_facts(item.number, facts, state_of(item))
        self.share_column()
        if item is None:
            self._say(self.tr("Nothing on the agenda: derive zones first. Esc ends"))
        else:
            self._say_keys()

    def say_typed(self, text: str, agenda: Agenda, scene: str) -> None:
        """Say what the digits typed so far mean."""
        if not text:
            self._say_keys()
            return
        item = agenda.numbered(int(text))
        said = self.tr("{typed} ⏎ {title}").format(typed=text, title="—" if item is None else item.title)
        if scene:
            said += " · " + self.tr("scene {name}").format(name=scene)
        self._say(said)

    def _say_keys(self) -> None:
        self._say(self.tr("G agenda · L laser · M pen · F1"))

    def _say(self, text: str) -> None:
        self.bar.say_keys(text)

    # -- where things lie -------------------------------------------------------------------------

    def fit(self, scale: float) -> None:
        """Lie where it belongs, at this size of the map."""
        self._scale = self.card.scale = scale
        gap, host = round(_GAP_PX * scale), self.host
        foot, corner = round(26 * scale), round(48 * scale)  # of the map's own line; of its scale and north arrow
        tall = min(self.card.tall_px(), host.height() - gap - corner)
        self.card.setGeometry(host.width() - self.card.width() - gap, gap, self.card.width(), tall)
        self.strip.setGeometry(gap, gap, self.strip.width(), host.height() - gap - foot)
        self.pens.adjustSize()
        left, right = self.taken_px
        self.pens.move(max(left, gap), host.height() - foot - gap - self.pens.height())
        if self.words is not None:
            self.words.adjustSize()
            free = host.width() - max(left, gap) - max(right, gap)
            self.words.resize(max(free, self.words.minimumSizeHint().width()), self.words.height())
            self.words.move(max(left, gap), self.pens.y() - gap - self.words.height())
        if self.board.isVisible():
            self.board.place(host.width() - gap, gap, host.height() - gap - corner)
        if self.laser.is_on:
            self.laser.setGeometry(host.rect())
            self.laser.raise_()

    def toggle_card(self) -> None:
        """Show or hide the card."""
        self.shows_card = not self.shows_card
        self.share_column()

    def share_column(self) -> None:
        """While a hand draws, its numbers stand where the card does, and so does a card of the map that is open."""
        is_taken = self.board.isVisible() or any(one.isVisible() for one in self.host.findChildren(MapCard))
        self.card.setVisible(self.shows_card and self._has_point and not is_taken)
        self.fit(self._scale)

    def open_strip(self, key: str) -> None:
        """Show the agenda with the keyboard on it."""
        self.strip.show()
        self.strip.raise_()
        self.strip.go_to(key)
        self.strip.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(self._scale)

    def ask_words(self, document: Document, settings: Settings) -> KeepBar:
        """Ask for the words of a line."""
        self.close_words()
        self.words = KeepBar(self.host, document, settings)
        self.words.ask()
        QTimer.singleShot(0, self, lambda: self.fit(self._scale))  # it grows to the wall's size first
        return self.words

    def close_words(self) -> None:
        """Nothing is asked any more."""
        if self.words is not None:
            self.words.hide()
            self.words.deleteLater()
            self.words = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the map, and the hand over what lies on it."""
        if watched is self.host and event.type() is QEvent.Type.Resize:
            self.resized.emit()
        elif isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            self.pointed.emit(watched, event.position())
        return False
