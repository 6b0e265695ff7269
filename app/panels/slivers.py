"""Whose sliver is it?  Gaps and overlaps between the counties' own lines, and the verdict on each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import sliver_rows as slivers
from app import theme, words
from app.actions import Actions
from app.document import Change, Document
from app.settings import Settings
from app.sliver_rows import SliverRow
from app.widgets.basics import EmptyState, label, line, tool_button
from app.widgets.sliver_card import Choice, SliverCard
from app.widgets.table import Column, RowTable

#: Thresholds a planner starts with; narrower ones are what rounding of coordinates leaves.
_NARROWEST_M, _SMALLEST_M2 = 1.0, 0.0
#: Five columns need this much.
_LEAST_WIDTH_PX = 324


class SliversPanel(QWidget):
    """List, filters and the card with the verdicts."""

    wanted = Signal(float, float)  # least width in metres, least area in square metres
    row_chosen = Signal(object)  # SliverRow or None
    judged = Signal(object, object)  # list of SliverRow, Choice
    taken_back = Signal(object)  # list of SliverRow
    export_asked = Signal()
    tells_all = False

    def __init__(self, document: Document, actions: Actions, settings: Settings) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Gaps and overlaps of county lines"))
        self._document, self._settings = document, settings
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self._found: Any = None
        self._rows: list[SliverRow] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._bar = self._thresholds()
        layout.addWidget(self._bar)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._filters())
        self.summary = label("", "muted", wrap=True)
        self.summary.setContentsMargins(10, 2, 10, 4)
        column.addWidget(self.summary)
        self.table = RowTable(self._columns(), self.tr("Gaps and overlaps"), key=lambda row: row.uid)
        self.table.sort_by(2, Qt.SortOrder.DescendingOrder)
        self.table.row_selected.connect(self._on_row)
        self.table.row_activated.connect(self.row_chosen.emit)
        column.addWidget(self.table, 1)
        column.addWidget(line())
        self.card = SliverCard(document, settings)
        self.card.chosen.connect(self._judge)
        self.card.taken_back.connect(self._take_back)
        column.addWidget(self.card)
        for digit in range(1, 10):
            key = QShortcut(QKeySequence(str(digit)), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self.card.press, digit))
        self.empty = EmptyState(
            "scissors",
            self.tr(
                "Where two counties' own lines leave a gap or overlap, each strip is listed here with its area and "
                "width. You say whose line holds, or leave it disputed; the files stay as they are."
            ),
            actions["add_layers"],
        )
        self.fits = EmptyState(
            "circle-check", self.tr("The counties' lines fit: no gap and no overlap of this size between them.")
        )
        self.waiting = EmptyState("scissors", self.tr("Comparing the counties' lines…"))
        self.pages = QStackedWidget()
        for page in (self.empty, self.fits, self.waiting, body):
            self.pages.addWidget(page)
        self._body = body
        layout.addWidget(self.pages, 1)
        document.changed.connect(self._on_changed)
        document.opened.connect(self._forget)
        document.closed.connect(self._forget)
        self.set_found(None)

    # -- building -----------------------------------------------------------------------------

    def _thresholds(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 6, 6, 4)
        row.setSpacing(4)
        self.width_box = _metres(self.tr("Wider than, metres"), " m", 0.0, 500.0, 2)
        self.area_box = _metres(self.tr("Larger than, square metres"), " m²", 0.0, 1e7, 0)
        self.width_box.setValue(_stored(self._settings, "width_m", _NARROWEST_M))
        self.area_box.setValue(_stored(self._settings, "area_m2", _SMALLEST_M2))
        row.addWidget(label(self.tr("Wider than"), "small"))
        row.addWidget(self.width_box, 1)
        row.addWidget(label(self.tr("larger than"), "small"))
        row.addWidget(self.area_box, 1)
        for box, key in ((self.width_box, "width_m"), (self.area_box, "area_m2")):
            box.editingFinished.connect(partial(self._on_threshold, box, key))
        self.export_button = tool_button(icon="file-output", name=self.tr("Save the list as a file"), size_px=18)
        self.export_button.clicked.connect(lambda: self.export_asked.emit())
        row.addWidget(self.export_button)
        return holder

    def _filters(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 0, 6, 4)
        row.setSpacing(4)
        self.state_box = QComboBox()
        self.state_box.setAccessibleName(self.tr("Which verdict"))
        for title, states in (
            (self.tr("All"), None),
            (self.tr("Undecided"), {slivers.UNDECIDED, slivers.CHANGED}),
            (self.tr("Decided"), {slivers.LINE}),
            (self.tr("Disputed"), {slivers.DISPUTED}),
        ):
            self.state_box.addItem(title, states)
        self.pair_box = QComboBox()
        self.pair_box.setAccessibleName(self.tr("Which counties"))
        self.pair_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.state_box.currentIndexChanged.connect(self._filter)
        self.pair_box.currentIndexChanged.connect(self._filter)
        row.addWidget(self.state_box)
        row.addWidget(self.pair_box, 1)
        return holder

    def _columns(self) -> list[Column]:
        document = self._document

        def tip(row: SliverRow) -> str:
            return slivers.long_text(row, document)

        def color(row: SliverRow) -> QColor | None:
            tokens = theme.tokens()
            return QColor(tokens.warning) if row.state in (slivers.DISPUTED, slivers.CHANGED) else None

        return [
            Column("", slivers.kind_text, text=slivers.kind_sign, tip=tip, width_px=30),
            Column(
                self.tr("Counties"),
                lambda row: slivers.counties_text(row.counties, document),
                tip=tip,
                width_px=70,
                stretch=True,
            ),
            Column(
                self.tr("m²"),
                lambda row: row.area_m2,
                text=lambda row: words.number(row.area_m2),
                tip=lambda _row: self.tr("Geodesic area on CGCS2000"),
                is_number=True,
                width_px=66,
            ),
            Column(
                self.tr("m"),
                lambda row: row.width_m,
                text=lambda row: words.number(row.width_m, 0 if row.width_m >= 10 else 1),
                tip=lambda _row: self.tr("Mean width: twice the area by the perimeter"),
                is_number=True,
                width_px=44,
                title_tip=self.tr("Mean width in metres"),
            ),
            Column(
                self.tr("Verdict"),
                lambda row: slivers.verdict_text(row, document),
                text=lambda row: (
                    words.UNKNOWN_SIGN if row.state == slivers.UNDECIDED else slivers.verdict_text(row, document)
                ),
                tip=tip,
                color=color,
                width_px=88,
            ),
            Column(
                self.tr("Length m"),
                lambda row: row.length_m,
                text=lambda row: words.number(row.length_m),
                tip=lambda _row: self.tr("Half the perimeter: how far the two lines run apart"),
                is_number=True,
                width_px=64,
                is_extra=True,
            ),
            Column(self.tr("By, on"), slivers.when_text, tip=tip, width_px=150, is_extra=True),
        ]

    # -- content ------------------------------------------------------------------------------

    def want(self) -> None:
        """Ask for the list with the thresholds that are set."""
        self.wanted.emit(self.width_box.value(), self.area_box.value())

    def show_waiting(self) -> None:
        """A search has begun; what is listed stays meanwhile."""
        if self._found is None:
            self.pages.setCurrentWidget(self.waiting)

    def set_found(self, found: Any) -> None:
        """Take what was found (``Slivers``); None when there is nothing to compare."""
        self._found = found
        self.refresh()
        if found is None:
            self.row_chosen.emit(None)  # nothing is compared on the map either

    def _forget(self) -> None:
        self.set_found(None)

    def refresh(self) -> None:
        """Show what was found with what was decided about it."""
        is_open = self._document.is_open
        verdicts = self._document.border_verdicts() if is_open else None
        found = self._found
        self._rows = [] if found is None or verdicts is None else slivers.rows_of(found.found, verdicts)
        self._fill_pairs()
        self._filter()
        self.export_button.setEnabled(bool(self._rows))
        self._bar.setVisible(found is not None)
        page = self.empty if found is None else self._body if self._rows else self.fits
        self.pages.setCurrentWidget(page)

    def _fill_pairs(self) -> None:
        counts: dict[tuple[str, ...], int] = {}
        for row in self._rows:
            counts[row.counties] = counts.get(row.counties, 0) + 1
        kept = self.pair_box.currentData()
        self.pair_box.blockSignals(True)
        self.pair_box.clear()
        self.pair_box.addItem(self.tr("All counties"), None)
        names = {pair: slivers.counties_text(pair, self._document) for pair in counts}
        for pair in sorted(counts, key=lambda one: names[one]):
            text = self.tr("{counties} ({count})").format(counties=names[pair], count=counts[pair])
            self.pair_box.addItem(text, "|".join(pair))
        self.pair_box.setCurrentIndex(max(self.pair_box.findData(kept), 0))
        self.pair_box.blockSignals(False)

    def _filter(self, *_news: object) -> None:
        states, pair = self.state_box.currentData(), self.pair_box.currentData()
        self.table.rows_model.set_filter(
            lambda row: (states is None or row.state in states) and (pair is None or "|".join(row.counties) == pair)
        )
        self.table.set_rows(self._rows)
        self._summarise()
        self._show_card()

    def _summarise(self) -> None:
        shown = self.table.visible_rows()
        waiting = sum(row.is_open_question for row in shown)
        disputed = sum(row.state == slivers.DISPUTED for row in shown)
        self.summary.setText(
            self.tr("{count}, {area} hm² · {waiting} undecided · {disputed} disputed").format(
                count=words.number(len(shown)),
                area=words.number(sum(row.area_m2 for row in shown) / 1e4, 1),
                waiting=words.number(waiting),
                disputed=words.number(disputed),
            )
        )

    # -- choosing and judging --------------------------------------------------------------------

    def typed(self) -> set[str]:
        """Return which slivers are chosen."""
        return {row.uid for row in self.table.selected_rows()}

    def take_typed(self, told: set[str]) -> None:
        """Choose them again, where the map is; what was typed for a verdict comes next."""
        self.table.select_keys(told)
        self._show_card()

    @property
    def chosen(self) -> SliverRow | None:
        """The row chosen, or None."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def choose(self, uid: str) -> None:
        """Choose a row from outside and tell of it."""
        self.table.select_keys({uid} if uid else set())
        self._on_row(self.chosen)

    def choose_first_undecided(self) -> None:
        """Choose the first row that waits for a verdict, when none is chosen."""
        if self.chosen is None:
            row = next((row for row in self.table.visible_rows() if row.is_open_question), None)
            if row is not None:
                self.choose(row.uid)

    def _on_row(self, row: SliverRow | None) -> None:
        self._show_card()
        self.row_chosen.emit(row)

    def _show_card(self) -> None:
        self.card.show_row(self.chosen, self.table.visible_rows())

    def _judge(self, choice: Choice) -> None:
        """Give the verdict to all it is meant for, and go to the next that waits for one."""
        rows = self.card.rows_meant()
        following = self._next_undecided({row.uid for row in rows})
        self.judged.emit(rows, choice)
        if self._document.is_open and following:
            self.choose(following)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_undecided(self, judged: set[str]) -> str:
        rows = self.table.visible_rows()
        at = next((place for place, row in enumerate(rows) if self.chosen is not None and row is self.chosen), 0)
        for row in [*rows[at + 1 :], *rows[:at]]:
            if row.is_open_question and row.uid not in judged:
                return row.uid
        return ""

    def _take_back(self) -> None:
        row = self.chosen
        if row is not None and row.verdict_uid:
            self.taken_back.emit([row])

    def rows(self) -> Sequence[SliverRow]:
        """Return every row, for a file."""
        return self._rows

    def _on_threshold(self, box: QDoubleSpinBox, key: str) -> None:
        self._settings.set_judging(key, str(box.value()))
        self.want()

    def _on_changed(self, change: Change) -> None:
        if change.touches("border_verdict") and self._found is not None:
            self.refresh()


def _metres(name: str, suffix: str, least: float, most: float, decimals: int) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setRange(least, most)
    box.setDecimals(decimals)
    box.setSuffix(suffix)
    box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    box.setMinimumWidth(64)
    return box


def _stored(settings: Settings, key: str, default: float) -> float:
    try:
        return float(settings.judging(key) or default)
    except ValueError:
        return default
