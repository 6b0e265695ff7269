"""What was found about patrol areas: each with its place, the ways to settle it, and a way to let it stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.theme import px, text_scale
from app.widgets.basics import WrappedLink, button, label, repolish, tool_button
from app.widgets.text_size import measured
from app.words import unbroken

if TYPE_CHECKING:
    from layers.patrol.area_checks import AreaFinding, Fix

#: So many cards are made at first, and when the last of them comes into sight: each costs some milliseconds.
_CARDS = 12
#: From letters so large on, a name stands above its field.
_STACKED_FROM = 1.3


@dataclass(frozen=True)
class CheckRow:
    """A finding in words, and its fixes in words: what each does, and the figures before and after."""

    finding: AreaFinding
    text: str
    fixes: tuple[tuple[Fix, str, str], ...] = ()

    @property
    def shown(self) -> tuple[object, ...]:
        """What a card shows of it."""
        return self.finding.key, self.text, tuple((text, tip) for _fix, text, tip in self.fixes)


class FindingCard(QFrame):
    """One finding: click to see where it is, rest on a fix to see what it would change, press it to do it."""

    place_asked = Signal()
    fix_shown = Signal(object)  # Fix under the cursor or with the focus; None when there is none any more
    fix_chosen = Signal(object)
    accepted = Signal(str)  # the reason

    def __init__(self, row: CheckRow, blocked: str = "") -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "banner")
        self.setAccessibleName(row.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(4)
        text = label(unbroken(row.text), wrap=True)
        text.setMinimumWidth(1)
        head.addWidget(text, 1)
        self.look = tool_button(icon="scan", name=self.tr("Show where it is"), size_px=16)
        self.look.clicked.connect(self.place_asked.emit)
        head.addWidget(self.look, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self.fix_buttons: list[QPushButton] = []
        for number, (_fix, words, tip) in enumerate(row.fixes):
            made = WrappedLink(words, partial(self._choose, number))
            made.setToolTip(blocked or tip)
            made.setEnabled(not blocked)
            made.installEventFilter(self)
            self.fix_buttons.append(made)
            layout.addWidget(made)
        self.ignore = button(self.tr("Let it stand…"), self._ask_reason, kind="link")
        self.ignore.setEnabled(not blocked)
        self.ignore.setToolTip(blocked or self.tr("Say why, and it is told again only when it grows"))
        layout.addWidget(self.ignore, alignment=Qt.AlignmentFlag.AlignLeft)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why it may stand; Enter keeps it"))
        self.reason.setAccessibleName(self.tr("Why it may stand"))
        self.reason.returnPressed.connect(self._accept)
        self.reason.hide()
        layout.addWidget(self.reason)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, one after the other."""
        return [self.look, *self.fix_buttons, self.ignore, self.reason]

    def set_chosen(self, chosen: bool) -> None:
        """Show it as the one whose sign was clicked on the map."""
        self.setProperty("chosen", chosen)
        repolish(self)

    def _fix(self, number: int) -> Fix:
        return self.row.fixes[number][0]  # of the last check, whatever the words were made for

    def _choose(self, number: int) -> None:
        self.fix_chosen.emit(self._fix(number))

    def _ask_reason(self) -> None:
        self.show_reason("")
        self.reason.setFocus()

    def show_reason(self, text: str) -> None:
        """Ask why it may stand, with what was typed already."""
        self.ignore.hide()
        self.reason.setText(text)
        self.reason.show()

    def _accept(self) -> None:
        if self.reason.text().strip():
            self.accepted.emit(self.reason.text().strip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show where it is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.place_asked.emit()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which fix is looked at."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn) and isinstance(watched, QPushButton):
            self.fix_shown.emit(self._fix(self.fix_buttons.index(watched)))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.fix_shown.emit(None)
        return False


class AreaChecks(QWidget):
    """All findings about patrol areas, the limit of size, and how many are let stand."""

    place_asked = Signal(object)  # AreaFinding
    fix_shown = Signal(object)  # Fix or None
    fix_chosen = Signal(object, object)  # AreaFinding, Fix
    accepted = Signal(object, str)  # AreaFinding, the reason
    restore_asked = Signal()
    limit_changed = Signal(float)  # hm²
    tells_all = True

    def __init__(self) -> None:
        super().__init__()
        self._reasons: dict[str, str] = {}  # half typed, by the key of a finding whose card is not made yet
        self.setAccessibleName(self.tr("Checks of patrol areas"))
        self.cards: list[FindingCard] = []
        self._rows: list[CheckRow] = []
        self._blocked = ""
        self._wanted = _CARDS
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.title = label("", "heading")
        self.title.setContentsMargins(10, 8, 10, 4)
        layout.addWidget(self.title)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(6, 0, 6, 6)
        self._column.setSpacing(6)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setProperty("kind", "page")
        holder.setLayout(self._column)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(holder)
        self._area.setMinimumHeight(12)
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._more_soon())
        bar.rangeChanged.connect(lambda _least, _most: self._more_soon())
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._make_more)
        layout.addWidget(self._area, 1)
        foot = QVBoxLayout() if text_scale() > _STACKED_FROM else QHBoxLayout()
        foot.setContentsMargins(10, 4, 6, 6)
        foot.setSpacing(8)
        words = label(self.tr("Largest area"), "small")
        measured(words).setMinimumHeight(px(16))  # the list gives way first
        self.limit = QDoubleSpinBox()
        self.limit.setRange(1.0, 1e7)
        self.limit.setDecimals(0)
        self.limit.setSuffix(" hm²")
        self.limit.setSingleStep(500.0)
        self.limit.setGroupSeparatorShown(True)
        self.limit.setKeyboardTracking(False)
        self.limit.setAccessibleName(words.text())
        tip = self.tr(
            "Larger areas are listed. The default is what a team of 30 looks after at one person to 1,000 hm², the "
            "least that Sichuan's standard of 2016 asks for. Agree on your own number."
        )
        for widget in (words, self.limit):
            widget.setToolTip(tip)
        self.limit.valueChanged.connect(self.limit_changed.emit)
        foot.addWidget(words)
        foot.addWidget(self.limit)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.restore = button("", self.restore_asked.emit, kind="link")
        layout.addWidget(self.restore, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_rows(
        self, rows: Sequence[CheckRow], *, limit_ha: float, stands: int, blocked: str, has_areas: bool
    ) -> None:
        """Show findings; ``stands`` is how many are let stand, ``blocked`` says why nothing can be changed now."""
        self.setVisible(has_areas)
        self.limit.blockSignals(True)
        self.limit.setValue(limit_ha)
        self.limit.blockSignals(False)
        self.limit.setEnabled(not blocked)
        self.restore.setText(self.tr("%n let stand: tell again", "", stands))
        self.restore.setVisible(stands > 0)
        self.restore.setEnabled(not blocked)
        count = len(rows)
        self.title.setText(
            self.tr("Patrol areas: %n to settle", "", count) if count else self.tr("Patrol areas: nothing to settle")
        )
        if blocked != self._blocked:
            self._drop(self.cards)
            self.cards = []
        if not rows:
            self._wanted = _CARDS
        self._rows, self._blocked = list(rows), blocked
        self._arrange()
        self._area.setVisible(bool(self.cards))
        policy = QSizePolicy.Policy.Preferred if self.cards else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def typed(self) -> dict[str, str]:
        """Return the reasons that are half typed, by finding."""
        asked = (card for card in self.cards if not card.reason.isHidden())
        return {**self._reasons, **{card.row.finding.key: card.reason.text() for card in asked}}

    def take_typed(self, told: dict[str, str]) -> None:
        """Show them in their cards, also in those that come later."""
        self._reasons = dict(told)
        for card in self.cards:
            self._show_reason(card)

    def _show_reason(self, card: FindingCard) -> None:
        text = self._reasons.pop(card.row.finding.key, None)
        if text is not None:
            card.show_reason(text)

    @property
    def count(self) -> int:
        """How many findings are to be settled, whether they have a card yet or not."""
        return len(self._rows)

    def _arrange(self) -> None:
        """Have a card for each of the first rows; one that says the same stays, it may be typed in just now."""
        there = {card.row.shown: card for card in self.cards}
        cards = []
        for row in self._rows[: self._wanted]:
            card = there.pop(row.shown, None)
            if card is None:
                card = self._card(row)
                self._show_reason(card)
            card.row = row
            cards.append(card)
        self._drop(there.values())
        for at, card in enumerate(cards):
            item = self._column.itemAt(at)
            if item is None or item.widget() is not card:
                self._column.removeWidget(card)
                self._column.insertWidget(at, card)
        self.cards = cards
        # Qt's order of the Tab key is that in which widgets were made.
        stops = [stop for card in cards for stop in card.stops]
        for one, after in pairwise([*stops, self.limit, self.restore]):
            self.setTabOrder(one, after)

    def _drop(self, cards: Iterable[FindingCard]) -> None:
        for card in cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _more_soon(self) -> None:
        """Make further cards once the end of those there are is near."""
        bar = self._area.verticalScrollBar()
        if len(self.cards) < len(self._rows) and bar.value() + 2 * bar.pageStep() >= bar.maximum():
            self._more.start()

    def _make_more(self) -> None:
        self._wanted = len(self.cards) + _CARDS
        self._arrange()

    def show_finding(self, key: str) -> None:
        """Bring one finding into sight, marked, the keyboard on it."""
        place = next((at for at, row in enumerate(self._rows) if row.finding.key == key), None)
        if place is None:
            return
        if place >= len(self.cards):  # it has no card yet
            self._wanted = place + _CARDS
            self._arrange()
        found = self.cards[place]
        for card in self.cards:
            card.set_chosen(card is found)
        found.look.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, found, lambda: self._show_card(found))

    def _show_card(self, card: FindingCard) -> None:
        # A card that was made, or a page that was unfolded, just now has no place yet.
        for holder in (self._area.widget(), self._area):
            QCoreApplication.sendPostedEvents(holder, QEvent.Type.LayoutRequest)
        self._column.activate()
        self._area.ensureWidgetVisible(card, 0, 12)

    def _card(self, row: CheckRow) -> FindingCard:
        card = FindingCard(row, self._blocked)
        card.place_asked.connect(lambda: self.place_asked.emit(card.row.finding))
        card.fix_shown.connect(self.fix_shown.emit)
        card.fix_chosen.connect(lambda fix: self.fix_chosen.emit(card.row.finding, fix))
        card.accepted.connect(lambda reason: self.accepted.emit(card.row.finding, reason))
        return card
