"""Seasons of the counties and numbers of the calendar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import register_words
from app.dialogs.counties import ok_cancel
from app.widgets.basics import button, label
from app.widgets.fitting import fit
from layers.year.settings import NUMBERS, PROPOSED_SEASONS, Season, SeasonKind, YearSettings, is_month_day

_KIND, _COUNTY, _START, _END, _BASIS = range(5)


class YearSettingsDialog(QDialog):
    """A line for each season, a number for each rule; wrong days are told and cannot be kept."""

    def __init__(self, settings: YearSettings, counties: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Seasons and numbers of the calendar"))
        self._counties = counties
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        about = self.tr(
            "Each county sets and publishes its own fire season; flood seasons are set by the province or the basin. "
            "A season of all counties counts where a county has none of its own. Say who set it."
        )
        column.addWidget(label(about, "small", wrap=True))
        self.seasons = QTableWidget(0, 5)
        self.seasons.setTabKeyNavigation(False)  # Tab leaves; in a cell it goes to the next
        heads = (self.tr("Season"), self.tr("County"), self.tr("From"), self.tr("To"), self.tr("Set by"))
        self.seasons.setHorizontalHeaderLabels(heads)
        self.seasons.verticalHeader().hide()
        self.seasons.setAccessibleName(self.tr("Seasons"))
        header = self.seasons.horizontalHeader()
        for place, width in ((_KIND, 150), (_COUNTY, 140), (_START, 72), (_END, 72)):
            self.seasons.setColumnWidth(place, width)
        header.setSectionResizeMode(_BASIS, QHeaderView.ResizeMode.Stretch)
        self.seasons.itemChanged.connect(lambda _item: self._check())
        self.seasons.setMinimumHeight(170)
        column.addWidget(self.seasons, 1)
        hands = QHBoxLayout()
        self.add_button = button(self.tr("Add a season"), self._add_season, icon="plus")
        self.remove_button = button(self.tr("Remove"), self._remove, icon="trash-2")
        self.usual_button = button(self.tr("As proposed"), self._usual, icon="undo-2")
        for one in (self.add_button, self.remove_button, self.usual_button):
            hands.addWidget(one)
        hands.addStretch(1)
        column.addLayout(hands)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        self.numbers: dict[str, QSpinBox] = {}
        for name, text in (
            ("meetings", self.tr("Meetings a year under each agreement")),
            ("drills", self.tr("Drills a year under each agreement")),
            ("patrols", self.tr("Joint patrols or checks a year under each agreement")),
            ("before_season_days", self.tr("Consultation before a season, days")),
            ("soon_days", self.tr("What is due within so many days is soon")),
            ("renewal_days", self.tr("Talks on renewal before an agreement ends, days")),
        ):
            field = QSpinBox()
            field.setRange(0, NUMBERS[name])
            field.setMaximumWidth(90)
            self.numbers[name] = field
            form.addRow(text, field)
        column.addLayout(form)
        self.wrong = label("", "small", wrap=True)
        column.addWidget(self.wrong)
        self.buttons = ok_cancel(self, self.tr("Keep"))
        column.addWidget(self.buttons)
        self._fill(settings)
        self.resize(680, 620)
        fit(self)

    def settings(self) -> YearSettings:
        """Return what is entered."""
        return YearSettings(tuple(self._seasons()), **{name: field.value() for name, field in self.numbers.items()})

    def _fill(self, settings: YearSettings) -> None:
        self.seasons.setRowCount(0)
        for season in settings.seasons:
            self._put(season)
        for name, field in self.numbers.items():
            field.setValue(getattr(settings, name))
        self._check()

    def _put(self, season: Season) -> None:
        row = self.seasons.rowCount()
        self.seasons.blockSignals(True)
        self.seasons.insertRow(row)
        kinds, counties = QComboBox(), QComboBox()
        for kind in SeasonKind:
            kinds.addItem(register_words.words().code("year_season", kind.value), kind.value)
        kinds.setCurrentIndex(kinds.findData(season.kind.value))
        counties.addItem(self.tr("all counties"), "")
        for code, name in sorted(self._counties.items()):
            counties.addItem(name, code)
        if counties.findData(season.county) < 0:  # of another plan: it stays
            counties.addItem(season.county, season.county)
        counties.setCurrentIndex(counties.findData(season.county))
        for place, box in ((_KIND, kinds), (_COUNTY, counties)):
            box.currentIndexChanged.connect(lambda _place: self._check())
            self.seasons.setCellWidget(row, place, box)
        for place, text in ((_START, season.start), (_END, season.end), (_BASIS, season.basis)):
            self.seasons.setItem(row, place, QTableWidgetItem(text))
        self.seasons.setRowHeight(row, 30)
        self.seasons.blockSignals(False)

    def _seasons(self) -> list[Season]:
        found = []
        for row in range(self.seasons.rowCount()):
            kind, county = (self.seasons.cellWidget(row, place) for place in (_KIND, _COUNTY))
            assert isinstance(kind, QComboBox) and isinstance(county, QComboBox)
            items = (self.seasons.item(row, place) for place in (_START, _END, _BASIS))
            start, end, basis = ("" if item is None else item.text().strip() for item in items)
            found.append(Season(SeasonKind(kind.currentData()), start, end, str(county.currentData()), basis))
        return found

    def _add_season(self) -> None:
        self._put(PROPOSED_SEASONS[0])
        self.seasons.setCurrentCell(self.seasons.rowCount() - 1, _START)
        self._check()

    def _remove(self) -> None:
        rows = {index.row() for index in self.seasons.selectionModel().selectedIndexes()} or {self.seasons.currentRow()}
        for row in sorted(rows, reverse=True):
            self.seasons.removeRow(row)
        self._check()

    def _usual(self) -> None:
        self._fill(YearSettings())

    def _check(self) -> None:
        """Say which days are none, and which county has two seasons of a kind."""
        problems, seen = [], set[tuple[str, str]]()
        for number, season in enumerate(self._seasons(), start=1):
            for day in (season.start, season.end):
                if not is_month_day(day):
                    text = self.tr("Line {number}: {day} is no day of the year; write it like 11-01")
                    problems.append(text.format(number=number, day=day))
            if (season.kind.value, season.county) in seen:
                text = self.tr("Line {number}: this county has a season of this kind already; only the first counts")
                problems.append(text.format(number=number))
            seen.add((season.kind.value, season.county))
        self.wrong.setText("\n".join(problems))
        self.wrong.setVisible(bool(problems))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problems)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a cell ends its editing, not the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.seasons.hasFocus():
            return
        super().keyPressEvent(event)
