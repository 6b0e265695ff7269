"""Taking another county's plan in: the list of differences, what holds for each, and the button that writes it all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import exchange_words, theme, words
from app.actions import Actions
from app.ages import local_day
from app.exchange_rows import Deciding, ExchangeRow
from app.widgets.basics import ElidedLabel, EmptyState, button, label, line, tool_button
from app.widgets.field_choices import FieldChoices, decision_text
from app.widgets.table import Column, RowTable
from layers.exchange.journal import GIVEN, Handover
from layers.exchange.model import Choice, State
from layers.exchange.model import Column as ValueColumn

_LEAST_WIDTH_PX = 340
#: Of the list and the card below it, at first.
_HEIGHTS_PX = (230, 350)
#: Lower than this, list and card are scrolled.
_LEAST_LIST_PX, _LEAST_CARD_PX = 40, 40
#: Choices on buttons, by the digit that does the same.
_DIGITS = (Choice.OURS, Choice.THEIRS, Choice.UNION, Choice.INTERSECTION, Choice.DRAWN, Choice.PARTS, Choice.LATER)


_ICONS = {
    Choice.OURS: "arrow-left",
    Choice.THEIRS: "arrow-right",
    Choice.UNION: "squares-unite",
    Choice.INTERSECTION: "layers-2",
    Choice.DRAWN: "pencil",
    Choice.PARTS: "puzzle",
    Choice.LATER: "clock",
}


class ExchangePanel(QWidget):
    """Everything about the exchange of this plan."""

    row_chosen = Signal(object)  # ExchangeRow or None
    decided = Signal()
    draw_asked = Signal(object)  # ExchangeRow
    place_asked = Signal(object)  # a shape
    finish_asked = Signal()
    leave_asked = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Exchange with another county"))
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self.deciding = Deciding()
        self._rows: tuple[ExchangeRow, ...] = ()
        self._states: tuple[State, ...] = ()
        self._actions = actions
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.pages = QStackedWidget()
        layout.addWidget(self.pages)
        self._idle = self._make_idle()
        self._work = self._make_work()
        for page in (self._idle, self._work):
            self.pages.addWidget(page)
        for digit, choice in enumerate(_DIGITS[:-1], start=1):
            self._key(str(digit), choice)
        self._key("0", Choice.LATER)
        self.show_idle(())

    def _key(self, digit: str, choice: Choice) -> None:
        key = QShortcut(QKeySequence(digit), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(partial(self.choose, choice))

    # -- building -----------------------------------------------------------------------------

    def _make_idle(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.empty = EmptyState(
            "arrow-left-right",
            self.tr(
                "Hand this plan over on a stick and take in what the other county sends back: every difference is "
                "listed here, shape by shape, and nothing changes before you say so."
            ),
            self._actions["take_in"],
            self._actions["hand_over"],
        )
        column.addWidget(self.empty, 1)
        self._journal_title = label(self.tr("Handed over and taken in"), "heading")
        self._journal_title.setContentsMargins(10, 6, 10, 4)
        column.addWidget(self._journal_title)
        self.journal = RowTable(self._journal_columns(), self.tr("Handed over and taken in"))
        self.journal.setMinimumHeight(_LEAST_LIST_PX)
        column.addWidget(self.journal, 1)
        return holder

    def _journal_columns(self) -> list[Column]:
        def tip(one: Handover) -> str:
            told = [one.title, one.to and self.tr("for {whom}").format(whom=one.to), one.note, one.content_hash[:16]]
            return "\n".join(filter(None, told))

        return [
            Column("", lambda one: one.what, text=lambda one: "→" if one.what == GIVEN else "←", tip=tip, width_px=30),
            Column(
                self.tr("County"), lambda one: one.county_name or one.county or "–", tip=tip, width_px=90, stretch=True
            ),
            Column(self.tr("Who"), lambda one: one.person, tip=tip, width_px=70),
            Column(
                self.tr("When"),
                lambda one: one.at,
                text=lambda one: local_day(one.at),
                tip=tip,
                width_px=96,
            ),
        ]

    def _make_work(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        top = QHBoxLayout(head)
        top.setContentsMargins(10, 6, 6, 2)
        top.setSpacing(4)
        self.title = ElidedLabel("", "heading")
        top.addWidget(self.title, 1)
        for key in ("exchange_blink", "exchange_swap"):
            shown = QToolButton()
            shown.setDefaultAction(self._actions[key])
            shown.setAutoRaise(True)
            top.addWidget(shown)
        leave = tool_button(icon="x", name=self.tr("Put it away; nothing is taken in"), size_px=18)
        leave.clicked.connect(lambda: self.leave_asked.emit())
        top.addWidget(leave)
        column.addWidget(head)
        self.summary = label("", "muted", wrap=True)
        self.summary.setContentsMargins(10, 0, 10, 4)
        column.addWidget(self.summary)
        self.findings = label("", "warning", wrap=True)
        self.findings.setContentsMargins(10, 0, 10, 4)
        column.addWidget(self.findings)
        column.addWidget(self._filters())
        self.table = RowTable(self._columns(), self.tr("Differences"), key=lambda row: row.key)
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(self._zoom_to)
        self.table.setMinimumHeight(_LEAST_LIST_PX)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self._card())
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setSizes(list(_HEIGHTS_PX))
        column.addWidget(parts, 1)
        column.addWidget(line())
        column.addWidget(self._foot())
        return holder

    def _filters(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 0, 6, 4)
        row.setSpacing(4)
        self.state_box, self.table_box = QComboBox(), QComboBox()
        self.state_box.setAccessibleName(self.tr("Which differences"))
        self.table_box.setAccessibleName(self.tr("Of what"))
        for title, key in (
            (self.tr("All"), "all"),
            (self.tr("To decide"), "open"),
            (self.tr("Changed by both"), "both"),
            (self.tr("With a place"), "place"),
        ):
            self.state_box.addItem(title, key)
        self.state_box.currentIndexChanged.connect(self._filter)
        self.table_box.currentIndexChanged.connect(self._filter)
        row.addWidget(self.state_box)
        row.addWidget(self.table_box, 1)
        return holder

    def _columns(self) -> list[Column]:
        def tip(row: ExchangeRow) -> str:
            one = row.difference
            told = [self._kind(row), exchange_words.change_text(one), exchange_words.matched_text(one)]
            return f"{exchange_words.row_title(one)}\n" + ", ".join(filter(None, told))

        def color(row: ExchangeRow) -> QColor | None:
            return None if self.deciding.is_decided(row) else QColor(theme.tokens().warning)

        def area(name: str) -> Any:
            return lambda row: None if row.change is None else getattr(row.change, name)

        def area_text(name: str) -> Any:
            def shown(row: ExchangeRow) -> str:
                value = None if row.change is None else getattr(row.change, name)
                return words.number(value, 2 if value < 10 else 1 if value < 1000 else 0) if value else ""

            return shown

        return [
            Column("", lambda row: exchange_words.sign(row.difference), tip=tip, color=color, width_px=28),
            Column(
                self.tr("What"),
                lambda row: exchange_words.row_title(row.difference),
                tip=tip,
                color=color,
                width_px=80,
                stretch=True,
            ),
            Column(
                self.tr("+ hm²"),
                area("added_ha"),
                text=area_text("added_ha"),
                tip=lambda row: self._mu(row),
                is_number=True,
                width_px=58,
                title_tip=self.tr("Area that is in theirs and not in ours, geodesic on CGCS2000"),
            ),
            Column(
                self.tr("− hm²"),
                area("removed_ha"),
                text=area_text("removed_ha"),
                tip=lambda row: self._mu(row),
                is_number=True,
                width_px=58,
                title_tip=self.tr("Area that is in ours and not in theirs, geodesic on CGCS2000"),
            ),
            Column(
                self.tr("Holds"),
                lambda row: decision_text(row, self.deciding),
                text=lambda row: decision_text(row, self.deciding) or self.tr("decide"),
                tip=tip,
                color=color,
                width_px=66,
            ),
            Column(self.tr("Of"), lambda row: self._kind(row), tip=tip, width_px=110, is_extra=True),
        ]

    def _mu(self, row: ExchangeRow) -> str:
        if row.change is None:
            return ""
        text = self.tr("+{added} mu, −{removed} mu (1 hm² = 15 mu)")
        return text.format(added=words.number(row.change.added_mu, 1), removed=words.number(row.change.removed_mu, 1))

    def _kind(self, row: ExchangeRow) -> str:
        return exchange_words.table_title(row.difference.table, *self._states)

    def _card(self) -> QWidget:
        self.card = QFrame()
        column = QVBoxLayout(self.card)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        self.row_title = label("", "heading", wrap=True)
        self.row_text = label("", "muted", wrap=True)
        column.addWidget(self.row_title)
        column.addWidget(self.row_text)
        self.buttons: dict[Choice, QToolButton] = {}
        first, second = QHBoxLayout(), QHBoxLayout()
        for choice in _DIGITS:
            is_of_all = choice in (Choice.OURS, Choice.THEIRS, Choice.LATER)
            self.buttons[choice] = self._choice_button(choice)
            self.buttons[choice].clicked.connect(partial(self._on_button, choice))
            (first if is_of_all else second).addWidget(self.buttons[choice])
        for row in (first, second):
            row.setSpacing(4)
            row.addStretch(1)
            column.addLayout(row)
        self.fields = FieldChoices()
        self.fields.field_chosen.connect(self._on_field)
        self.fields.parts_chosen.connect(self._on_parts)
        self.fields.place_asked.connect(self.place_asked.emit)
        column.addWidget(self.fields, 1)
        self.card.setProperty("kind", "page")
        scroll = QScrollArea()  # all of it: in a low window the buttons are scrolled to as well
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setMinimumHeight(_LEAST_CARD_PX)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.card)
        return scroll

    @staticmethod
    def _choice_button(choice: Choice) -> QToolButton:
        digit = 0 if choice is Choice.LATER else _DIGITS.index(choice) + 1
        name = exchange_words.choice_title(choice)
        made = QToolButton()
        made.setIcon(theme.icon(_ICONS[choice]))
        made.setText(name)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setAutoRaise(True)
        made.setToolTip(f"{name}  ({digit})")
        made.setAccessibleName(name)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        return made

    def _foot(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self.left_text = label("", "muted", wrap=True)
        row.addWidget(self.left_text, 1)
        self.finish = button(self.tr("Take in"), lambda: self.finish_asked.emit(), kind="primary", icon="check")
        row.addWidget(self.finish)
        return holder

    # -- content ------------------------------------------------------------------------------

    def show_idle(self, every: Sequence[Handover]) -> None:
        """No plan is being taken in: say what the exchange is for, and what there was."""
        self._rows = ()
        self.deciding = Deciding()
        self.table.set_rows([])
        self.journal.set_rows(list(reversed(every)))
        for widget in (self.journal, self._journal_title):
            widget.setVisible(bool(every))
        self.pages.setCurrentWidget(self._idle)

    def show_rows(
        self, rows: Sequence[ExchangeRow], deciding: Deciding, states: Sequence[State], title: str, text: str, odd: str
    ) -> None:
        """Show what was found, with decisions made already."""
        self._rows, self.deciding, self._states = tuple(rows), deciding, tuple(states)
        self.title.full_text = title
        self.title.setToolTip(title)
        self.title._elide()
        self.summary.setText(text)
        self.findings.setText(odd)
        self.findings.setVisible(bool(odd))
        kinds = list(dict.fromkeys(row.difference.table for row in rows))
        self.table_box.blockSignals(True)
        self.table_box.clear()
        self.table_box.addItem(self.tr("Everything"), "")
        for kind in kinds:
            self.table_box.addItem(exchange_words.table_title(kind, *states), kind)
        self.table_box.blockSignals(False)
        self._filter()
        self.pages.setCurrentWidget(self._work)
        self._select_next_open()
        self.refresh()

    @property
    def is_working(self) -> bool:
        """Whether a plan is being taken in."""
        return self.pages.currentWidget() is self._work

    @property
    def row(self) -> ExchangeRow | None:
        """The difference that is chosen."""
        rows = self.table.selected_rows() if self.is_working else []
        return rows[0] if len(rows) == 1 else None

    @property
    def undecided(self) -> list[ExchangeRow]:
        """What still has to be decided."""
        return [row for row in self._rows if not self.deciding.is_decided(row)]

    def _filter(self, *_news: object) -> None:
        state, kind = self.state_box.currentData(), self.table_box.currentData()

        def is_shown(row: ExchangeRow) -> bool:
            if kind and row.difference.table != kind:
                return False
            if state == "open":
                return not self.deciding.is_decided(row)
            if state == "both":
                return row.difference.is_conflict
            return state != "place" or row.place is not None

        self.table.rows_model.set_filter(is_shown)
        self.table.set_rows(list(self._rows))

    def select(self, key: tuple[str, str]) -> None:
        """Choose a difference in the list."""
        self.table.select_keys({key})
        self._on_row(self.row)

    def _select_next_open(self) -> None:
        """Go on to the next row that has to be decided; stay where there is none."""
        shown = self.table.visible_rows()
        here = next((place for place, row in enumerate(shown) if self.row is not None and row.key == self.row.key), -1)
        order = [*shown[here + 1 :], *shown[: here + 1]]
        target = next((row for row in order if not self.deciding.is_decided(row)), None)
        if target is None and self.row is None and shown:
            target = shown[0]
        if target is not None:
            self.select(target.key)

    # -- deciding -----------------------------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """Decide the rows that are chosen, as a button or a digit says."""
        rows = self.table.selected_rows() if self.is_working else []
        if choice is Choice.DRAWN:
            if len(rows) == 1 and self._can_draw(rows[0]):
                self.draw_asked.emit(rows[0])
            return
        was_open = any(not self.deciding.is_decided(row) for row in rows)
        for row in rows:
            self.deciding.choose(row, choice)
        self._after(go_on=was_open and choice is not Choice.PARTS)

    def accept_rest(self) -> None:
        """Accept everything of theirs that nobody else changed and that is not accepted yet."""
        for row in self._rows:
            if not row.difference.is_conflict:
                self.deciding.choose(row, Choice.THEIRS)
        self._after(go_on=False)

    def set_drawn(self, key: tuple[str, str], shape: Any) -> None:
        """The shape of a row was drawn."""
        row = next((row for row in self._rows if row.key == key), None)
        if row is not None:
            self.deciding.draw(row, shape)
            self._after(go_on=False)

    def _on_button(self, choice: Choice, _checked: bool = False) -> None:
        self.choose(choice)
        self.refresh()

    def _on_field(self, field: Any, choice: Choice) -> None:
        row = self.row
        if row is None:
            return
        if choice is Choice.DRAWN:
            self.draw_asked.emit(row)
            self.refresh()  # nothing is decided before it is drawn
        else:
            self.deciding.choose_field(row, field, choice)
            self._after(go_on=False)

    def _on_parts(self, parts: frozenset[int]) -> None:
        row = self.row
        if row is not None:
            self.deciding.take_parts(row, parts)
            self._after(go_on=False)

    def _after(self, *, go_on: bool) -> None:
        keys = {row.key for row in self.table.selected_rows()}
        self._filter()
        self.table.select_keys(keys)
        if go_on and self.undecided:
            self._select_next_open()
        self.refresh()
        self.decided.emit()

    def _can_draw(self, row: ExchangeRow) -> bool:
        change = row.difference.shape
        return change is not None and change.is_shape and change.who != "ours"

    # -- showing ------------------------------------------------------------------------------

    def _zoom_to(self, row: ExchangeRow) -> None:
        if row.place is not None:
            self.place_asked.emit(row.place)

    def _on_row(self, row: ExchangeRow | None) -> None:
        self.refresh()
        self.row_chosen.emit(row)

    def refresh(self) -> None:
        """Show the chosen row, and how many are left."""
        row, rows = self.row, self.table.selected_rows() if self.is_working else []
        left = len(self.undecided)
        self.left_text.setText(
            self.tr("{count} left to decide").format(count=left) if left else self.tr("Everything is decided")
        )
        self.finish.setEnabled(self.is_working and not left)
        self.finish.setToolTip(
            self.tr("Decide what both changed first, or leave it for later")
            if left
            else self.tr("Write it into the plan: one step, which undo takes back")
        )
        if row is None:
            several = self.tr("{count} differences chosen: a button decides them together").format(count=len(rows))
            self.row_title.setText(several if len(rows) > 1 else self.tr("Choose a difference in the list"))
            self.row_text.setText("")
        else:
            one = row.difference
            self.row_title.setText(f"{exchange_words.sign(one)} {exchange_words.row_title(one)}")
            told = [self._kind(row), exchange_words.change_text(one), exchange_words.matched_text(one)]
            if row.change is not None and not one.fields:
                told.append(f"{words.hectares(row.change.added_ha + row.change.removed_ha)}")
            self.row_text.setText(" · ".join(filter(None, told)))
        self.row_text.setVisible(row is not None)
        self.fields.show_row(row, self.deciding, self._columns_of(row))
        chosen = self.deciding.chosen(row) if row is not None else frozenset()
        fits = self._fitting(rows)
        for choice, made in self.buttons.items():
            made.setVisible(choice in fits or choice in (Choice.OURS, Choice.THEIRS, Choice.LATER))
            made.setEnabled(bool(rows) and choice in fits)
            made.setChecked(choice in chosen)

    def _columns_of(self, row: ExchangeRow | None) -> tuple[ValueColumn, ...]:
        if row is None:
            return ()
        return next((table.columns for one in self._states if (table := one.table(row.difference.table)).columns), ())

    def _fitting(self, rows: Sequence[ExchangeRow]) -> set[Choice]:
        """Return the choices that fit at least one of the rows."""
        from layers.exchange.resolving import choices_for

        found: set[Choice] = set()
        for row in rows:
            found |= {Choice.OURS, Choice.THEIRS, Choice.LATER}
            for field in row.difference.open_fields:
                found |= set(choices_for(row.difference, field))
        if len(rows) != 1:
            found -= {Choice.DRAWN, Choice.PARTS}
        return found - {Choice.BOTH}
