"""The calendar page: a year at a glance beside the list of its entries, and what can be done with one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import register_words, theme
from app.widgets.agreement_form import AgreementForm
from app.widgets.basics import EmptyState, button, label
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.table import Column, RowTable
from app.widgets.year_detail import EntryDetail
from app.widgets.year_view import Legend, YearView, draw_mark, marks_of
from layers.agreements.books import Book, new_row
from layers.agreements.celltext import Names
from layers.export.year_texts import day_text, pair_text, title_text, who_text, why_text
from layers.year.calendar import Calendar, calendar
from layers.year.material import YearMaterial
from layers.year.model import Entry, Kind, Standing

_SHOWN = (Standing.OVERDUE, Standing.SOON, Standing.UNKNOWN, Standing.COMING, Standing.FACT, Standing.DONE)
_LIST_PX, _DETAIL_PX = 520, 190


class CalendarPage(QWidget):
    """Asks for changes by signals; the plan makes them and the page shows what it then says."""

    moved = Signal(object, object)  # Entry, date
    done = Signal(object)  # Entry
    dropped = Signal(object)
    restored = Signal(object)
    entered = Signal(object)  # into the register
    row_kept = Signal(object)  # a row of the calendar's own
    register_asked = Signal(object)  # Entry
    map_asked = Signal(object)
    tells_all = False

    def __init__(self) -> None:
        super().__init__()
        self._material: YearMaterial | None = None
        self.calendar: Calendar | None = None
        self._names, self._known = Names(), dict[Book, set[str]]()
        self._is_read_only = False
        self._day: date | None = None  # the list shows only this day
        self._is_leaving = False  # it is asked what becomes of a half-typed entry
        self._form_stays = False  # another state of the plan is shown beneath a form in which somebody writes
        self._expected = ""  # the key of an entry that is chosen once the plan has it
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.split = Beside()
        row.addWidget(self.split)
        self.split.addWidget(self._make_year())
        self.split.addWidget(self._make_side())
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self._show_entry(None)

    # -- building -----------------------------------------------------------------------------

    def _make_year(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.view = YearView()
        self.view.day_chosen.connect(self._on_day)
        self.view.day_opened.connect(self.add_entry)
        self.view.day_dragged.connect(self._on_dragged)
        column.addWidget(self.view, 1)
        words = register_words.words()
        texts: dict[Standing, str] = {
            one: words.code("year_standing", one.value) for one in _SHOWN if one is not Standing.UNKNOWN
        }
        seasons = {kind: words.code("year_season", kind) for kind in ("fire", "flood")}
        column.addWidget(Legend(texts, seasons))
        return page

    def _make_side(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        bar = WrappingRow()
        bar.setSpacing(6)
        self.pairs, self.kinds, self.standings = QComboBox(), QComboBox(), QComboBox()
        for box, name in (
            (self.pairs, self.tr("Border")),
            (self.kinds, self.tr("Kind")),
            (self.standings, self.tr("Standing")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(lambda _place: self._arrange())
            bar.addWidget(box, 1)
        words = register_words.words()
        self.kinds.addItem(self.tr("All kinds"), "")
        for kind in Kind:
            self.kinds.addItem(words.code("year_kind", kind.value), kind.value)
        self.standings.addItem(self.tr("All but dropped"), "")
        self.standings.addItem(self.tr("Open"), "open")
        for standing in Standing:
            self.standings.addItem(words.code("year_standing", standing.value), standing.value)
        self.pairs.addItem(self.tr("All borders"), "")
        column.addLayout(bar)
        self.count = label("", "small", wrap=True)
        self.whole_year = button(self.tr("Whole year"), lambda: self._on_day(None))
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.whole_year)
        column.addLayout(line)
        self.pages = QStackedWidget()
        self.pages.addWidget(
            EmptyState(
                "calendar",
                self.tr("Nothing is due here. Enter meetings and agreements in the register, or add an entry."),
            )
        )
        self.table = self._make_table()
        self.pages.addWidget(self.table)
        column.addWidget(self.pages, 1)
        self.side = QStackedWidget()
        self.detail = EntryDetail()
        self.detail.moved.connect(self._on_moved)
        for mine, its in (
            (self.done, self.detail.done),
            (self.dropped, self.detail.dropped),
            (self.restored, self.detail.restored),
            (self.entered, self.detail.entered),
            (self.register_asked, self.detail.register_asked),
            (self.map_asked, self.detail.map_asked),
        ):
            its.connect(mine.emit)
        self.side.addWidget(self.detail)
        self.form = AgreementForm()
        self.form.kept.connect(self.row_kept.emit)
        self.form.cancelled.connect(self._on_cancelled)
        self.side.addWidget(self.form)
        self.side.setMinimumHeight(_DETAIL_PX)
        column.addWidget(self.side)
        page.setMinimumWidth(_LIST_PX)
        return page

    def _make_table(self) -> RowTable:
        words = register_words.words()

        def shown(entry: Entry) -> Standing:
            return self.calendar.standing(entry) if self.calendar is not None else Standing.COMING

        table = RowTable(
            [
                Column(
                    self.tr("Date"),
                    lambda one: one.day or date.min,
                    text=lambda one: one.day.isoformat() if one.day is not None else words["year_paper.no_day"],
                    tip=lambda one: day_text(one, words),
                    icon=lambda one: sign(shown(one), self.devicePixelRatioF()),
                    width_px=118,
                ),
                Column(
                    self.tr("What"),
                    lambda one: title_text(one, words),
                    tip=lambda one: f"{title_text(one, words)}\n{why_text(one, words)}",
                    width_px=170,
                    stretch=True,
                ),
                Column(
                    self.tr("Who"),
                    lambda one: who_text(one, words),
                    tip=lambda one: words.join(list(one.who)),
                    width_px=110,
                ),
                Column(
                    self.tr("Standing"),
                    lambda one: words.code("year_standing", shown(one).value),
                    color=lambda one: _color(shown(one)),
                    width_px=72,
                ),
                Column(self.tr("Kind"), lambda one: words.code("year_kind", one.kind.value), width_px=96,
                       is_extra=True),
                Column(self.tr("Why"), lambda one: why_text(one, words), tip=lambda one: why_text(one, words),
                       width_px=240, is_extra=True),
            ],
            self.tr("Entries of the year"),
            key=lambda one: one.key,
        )  # fmt: skip
        table.show_as_given()
        table.row_selected.connect(self._show_entry)
        table.row_activated.connect(self.register_asked.emit)
        return table

    # -- showing ------------------------------------------------------------------------------

    def show_year(
        self,
        material: YearMaterial,
        year: int,
        names: Names,
        known: Mapping[Book, set[str]],
        *,
        is_read_only: bool,
    ) -> None:
        """Show a year; what was chosen stays chosen, and a form in which somebody writes stays as it is."""
        chosen = self.chosen
        self._form_stays = self.side.currentIndex() == 1 and self.form.is_edited
        self._material, self._names, self._known = material, names, dict(known)
        self._is_read_only = is_read_only
        self.calendar = calendar(material, year)
        if self._day is not None and self._day.year != year:
            self._day = None
        self._fill_pairs()
        self._arrange()
        key, self._expected = self._expected or (chosen.key if chosen is not None else ""), ""
        if key:
            self.choose(key)
        self._form_stays = False

    def typed(self) -> tuple[str, date | None, dict[str, Any] | None]:
        """Return what is chosen, and the row whose form is shown."""
        row = self.form.shown_row if self.side.currentIndex() == 1 else None
        return self.chosen.key if self.chosen is not None else "", self._day, row

    def take_typed(self, told: tuple[str, date | None, dict[str, Any] | None]) -> None:
        """Show it again; filters, and what was typed into the form, come next."""
        key, self._day, row = told
        if self._material is None:
            return
        self._arrange()
        if row is not None:
            self.edit_row(row)
        elif key:
            self.choose(key)

    def expect(self, key: str) -> None:
        """Choose an entry as soon as the plan has it."""
        self._expected = key

    @property
    def chosen(self) -> Entry | None:
        """The entry that is shown below the list."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    @property
    def pair(self) -> str:
        """The border that is shown; "" for all."""
        return str(self.pairs.currentData() or "")

    def shown_entries(self) -> list[Entry]:
        """Return the entries as filtered, whatever day is chosen."""
        return [] if self.calendar is None else [one for one in self.calendar.entries if self._accepts(one)]

    def choose(self, key: str) -> None:
        """Select an entry and show it."""
        self.table.select_keys({key})
        self._show_entry(self.chosen)

    def add_entry(self, day: date | None = None) -> None:
        """Show the form of a new entry, on a day."""
        if self._is_read_only or self._material is None:
            return
        row = {**new_row(Book.YEAR), "date": day.isoformat() if day is not None else self._usual_day().isoformat()}
        if self.pair:
            row["borders"] = [self.pair]
        if self.kinds.currentData():
            row["kind"] = self.kinds.currentData()
        if self.edit_row(row):
            self.form.fields["title"].setFocus()

    def edit_row(self, row: Mapping[str, Any]) -> bool:
        """Show the form of an entry of the calendar's own, unless somebody stays with one that is half typed."""
        if self._is_half_typed:
            if row["uid"] and str(row["uid"]) == self.form.uid:
                return True  # it is written in already
            if not self._may_leave():
                return False
            self._expected = ""  # saved, it is not chosen: this form is shown
        self.form.show_row(Book.YEAR, row, self._names, self._known, is_read_only=self._is_read_only)
        self.side.setCurrentIndex(1)
        self.side.setMinimumHeight(2 * _DETAIL_PX)
        return True

    @property
    def _is_half_typed(self) -> bool:
        return self.side.currentIndex() == 1 and self.form.is_edited

    def _may_leave(self) -> bool:
        """Ask about a half-typed entry; what is chosen meanwhile stays chosen, and saving does not show its own."""
        self._is_leaving = True
        try:
            return self.form.may_leave()
        finally:
            self._is_leaving = False

    def _usual_day(self) -> date:
        assert self._material is not None and self.calendar is not None
        on = self._material.on
        return self.view.chosen or (on if on.year == self.calendar.year else date(self.calendar.year, 1, 1))

    def _fill_pairs(self) -> None:
        assert self._material is not None
        wanted, words = self.pair, register_words.words()
        self.pairs.blockSignals(True)
        while self.pairs.count() > 1:
            self.pairs.removeItem(1)
        named = sorted((pair_text(pair, self._material.counties, words), pair) for pair in self._material.borders)
        for name, pair in named:
            self.pairs.addItem(name, pair)
        self.pairs.setCurrentIndex(max(0, self.pairs.findData(wanted)))
        self.pairs.blockSignals(False)

    def _accepts(self, entry: Entry) -> bool:
        assert self.calendar is not None
        standing, wanted = self.calendar.standing(entry), self.standings.currentData()
        if wanted == "open":
            is_wanted = standing in (Standing.OVERDUE, Standing.SOON, Standing.UNKNOWN, Standing.COMING)
        else:
            is_wanted = standing.value == wanted if wanted else standing is not Standing.DROPPED
        kind = self.kinds.currentData()
        return is_wanted and (not kind or entry.kind.value == kind) and (not self.pair or self.pair in entry.pairs)

    def _arrange(self) -> None:
        """Show what the filters let through."""
        year = self.calendar
        if year is None or self._material is None:
            return
        words = register_words.words()
        entries = self.shown_entries()
        self.view.show_year(year.year, year.on, marks_of(entries, year), year.seasons, self._season_tips(year))
        self.view.choose(self._day)
        listed = [one for one in entries if self._day is None or _covers(one, self._day)]
        self.table.set_rows(listed)
        self.pages.setCurrentIndex(1 if listed else 0)
        found = {one: sum(year.standing(entry) is one for entry in entries) for one in Standing}
        counted = [f"{words.code('year_standing', one.value)} {found[one]}" for one in _SHOWN[:3] if found[one]]
        total = self.tr("{count} entries").format(count=len(listed))
        on = self.tr("on {date}").format(date=year.on.isoformat())
        self.count.setText("  ·  ".join([total, *counted, on] if self._day is None else [self._day.isoformat(), total]))
        self.whole_year.setVisible(self._day is not None)
        self._show_entry(self.chosen)

    def _season_tips(self, year: Calendar) -> dict[str, str]:
        assert self._material is not None
        words, tips = register_words.words(), dict[str, list[str]]()
        for span in year.seasons:
            names = [self._material.county(code) for code in span.counties]
            named = words.join(names[:4]) + (words.text("year_paper.more", count=len(names)) if len(names) > 4 else "")
            text = f"{span.start:%m-%d} – {span.end:%m-%d}  {named}"
            tips.setdefault(span.kind.value, []).append(text)
        return {kind: f"{words.code('year_season', kind)}: " + "; ".join(texts) for kind, texts in tips.items()}

    def _show_entry(self, entry: Entry | None) -> None:
        if self._form_stays or self._is_leaving or (self.side.currentIndex() == 1 and entry is None):
            return  # a form is filled in
        if self._is_half_typed:
            if entry is not None and entry.own and entry.own == self.form.uid:
                return  # it is the one that is written in
            if not self._may_leave():
                self.table.select_keys(set())
                return
            if self._expected:  # the half-typed entry was saved; what was chosen is shown, and stays so
                self._expected = entry.key if entry is not None else ""
        self._leave_form(keep_choice=True)
        self.detail.show_entry(entry, self.calendar, self._material, is_read_only=self._is_read_only)

    # -- hands --------------------------------------------------------------------------------

    def _on_day(self, day: date | None) -> None:
        if self._is_half_typed and not self._may_leave():
            return
        self._day = day if day is not None and any(_covers(one, day) for one in self.shown_entries()) else None
        self._arrange()
        self.view.choose(day)
        if self._day is not None and self.table.visible_rows():
            self.choose(self.table.visible_rows()[0].key)

    def _on_dragged(self, start: date, end: date) -> None:
        """Move the chosen entry when it is on the day, else the first that can be moved."""
        there = [one for one in self.shown_entries() if one.day == start and one.can_move]
        chosen = self.chosen
        entry = chosen if chosen in there else next(iter(there), None)
        if entry is not None and not self._is_read_only:
            self._day = None
            self.moved.emit(entry, end)

    def _on_moved(self, entry: Entry, day: date) -> None:
        self._day = None
        self.moved.emit(entry, day)

    def leave_form(self) -> None:
        """The row is kept: leave its form."""
        self.form.let_go()
        self._leave_form(keep_choice=True)

    def _on_cancelled(self) -> None:
        self.form.let_go()
        self._leave_form()

    def _leave_form(self, *, keep_choice: bool = False) -> None:
        was_form = self.side.currentIndex() == 1
        self.side.setCurrentIndex(0)
        self.side.setMinimumHeight(_DETAIL_PX)
        if was_form and not keep_choice:
            self._show_entry(self.chosen)


def _covers(entry: Entry, day: date) -> bool:
    return entry.day is not None and entry.day <= day <= (entry.end or entry.day)


def _color(standing: Standing) -> QColor | None:
    look = theme.tokens()
    known = {Standing.OVERDUE: look.danger, Standing.SOON: look.warning, Standing.UNKNOWN: look.warning,
             Standing.FACT: look.muted, Standing.DONE: look.muted, Standing.DROPPED: look.muted}  # fmt: skip
    return QColor(known[standing]) if standing in known else None


def sign(standing: Standing, ratio: float) -> QIcon:
    """Return the sign of a standing as an icon for lists."""
    size = QSize(14, 14)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, QPointF(7, 7), standing)
    painter.end()
    return QIcon(picture)
