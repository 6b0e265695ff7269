"""Lists about hazards beside the map: grades of two counties, past events by side, steps in class along the line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from app import theme, words
from app.cards.rows import RowsCard
from app.widgets.basics import button, label
from app.widgets.table import Column
from layers.hazards.grades import Agreement, Compared

#: The gravest first.
_RANK = {
    Agreement.DIFFERS: 4,
    Agreement.ONLY_FIRST: 3,
    Agreement.ONLY_SECOND: 2,
    Agreement.UNKNOWN: 1,
    Agreement.SAME: 0,
}


class GradesCard(RowsCard):
    """Two counties, their lists side by side."""

    pair_chosen = Signal(str, str)
    list_asked = Signal(str)  # county code: read its list

    def __init__(self, host: QWidget) -> None:
        super().__init__(
            host,
            self.tr("Warning grades of two counties"),
            [
                Column(
                    self.tr("Agree"),
                    lambda one: -_RANK[one.agreement],
                    text=lambda one: self._agreement(one),
                    color=_grade_color,
                    width_px=92,
                ),
                Column(self.tr("Item"), lambda one: one.item, stretch=True),
                Column(self.tr("Grade"), lambda one: one.grade, width_px=56),
                Column(self.tr("One county"), lambda one: one.first or words.UNKNOWN_SIGN, width_px=104),
                Column(self.tr("Other county"), lambda one: one.second or words.UNKNOWN_SIGN, width_px=104),
                Column(
                    self.tr("Ratio"),
                    lambda one: math.nan if one.ratio is None else one.ratio,
                    text=lambda one: "" if one.ratio is None else words.number(one.ratio, 2),
                    is_number=True,
                    width_px=52,
                    title_tip=self.tr("The larger figure by the smaller one"),
                ),
            ],
            width_px=560,
        )
        self._names: Mapping[str, str] = {}
        self.first, self.second = QComboBox(), QComboBox()
        self.reads = []
        for box, text in ((self.first, self.tr("One county")), (self.second, self.tr("Other county"))):
            box.setAccessibleName(text)
            box.currentIndexChanged.connect(lambda _place: self._on_pair())
            read = button(self.tr("Read…"), partial(self._ask_list, box))
            read.setAccessibleName(f"{text}: {read.text()}")
            read.setToolTip(self.tr("Read the list of this county: columns item, grade, value, unit; CSV or XLSX"))
            self.reads.append(read)
            self.fields.addWidget(box, 1)
            self.fields.addWidget(read)

    def show_counties(self, names: Mapping[str, str], pair: tuple[str, str], *, is_read_only: bool) -> None:
        """Offer the counties of the plan."""
        self._names = names
        for box, code in ((self.first, pair[0]), (self.second, pair[1])):
            box.blockSignals(True)
            box.clear()
            for county, name in names.items():
                box.addItem(name, county)
            box.setCurrentIndex(max(box.findData(code), 0))
            box.blockSignals(False)
        for read in self.reads:
            read.setEnabled(not is_read_only)

    @property
    def pair(self) -> tuple[str, str]:
        """The counties chosen."""
        return str(self.first.currentData() or ""), str(self.second.currentData() or "")

    def show_compared(self, rows: Sequence[Compared]) -> None:
        """Show both lists side by side."""
        ordered = sorted(rows, key=lambda one: -_RANK[one.agreement])
        wrong = sum(one.is_mismatch for one in rows)
        lead = self.tr("{wrong} of {count} items do not agree.").format(wrong=wrong, count=len(rows))
        note = self.tr("Red, 一级 and Ⅰ are one grade; figures of one unit are compared as figures, all else as text.")
        heads = [self._names.get(code, code) for code in self.pair]
        for place, head in zip((3, 4), heads, strict=True):
            self.table.rename_column(place, head)
        self.show_list(ordered, note, lead)

    def _ask_list(self, box: QComboBox) -> None:
        self.list_asked.emit(str(box.currentData()))

    def _on_pair(self) -> None:
        self.pair_chosen.emit(*self.pair)

    def _agreement(self, one: Compared) -> str:
        first, second = (self._names.get(code, code) for code in self.pair)
        texts = {
            Agreement.SAME: self.tr("the same"),
            Agreement.DIFFERS: self.tr("differs"),
            Agreement.ONLY_FIRST: self.tr("only {county}").format(county=first),
            Agreement.ONLY_SECOND: self.tr("only {county}").format(county=second),
            Agreement.UNKNOWN: self.tr("left open"),
        }
        return texts[one.agreement]


def _grade_color(one: Compared) -> QColor | None:
    t = theme.tokens()
    if one.agreement is Agreement.DIFFERS:
        return QColor(t.danger)
    return None if one.agreement is Agreement.SAME else QColor(t.warning)


class EventsCard(RowsCard):
    """Past events, the least clear first."""

    wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(
            host,
            self.tr("Past events: on which side"),
            [
                Column(
                    self.tr("Other side"),
                    lambda one: _chance(one),
                    text=lambda one: words.UNKNOWN_SIGN if math.isnan(_chance(one)) else words.percent(_chance(one)),
                    color=_event_color,
                    is_number=True,
                    width_px=76,
                    title_tip=self.tr("Probability that it happened across the nearest shared line"),
                ),
                Column(self.tr("Event"), lambda one: one["name"] or words.UNKNOWN_SIGN, stretch=True),
                Column(self.tr("Lies in"), lambda one: self._name(one["county"]), width_px=84),
                Column(self.tr("Across"), lambda one: self._name(one["other"]), width_px=84),
                Column(
                    self.tr("To the line"),
                    lambda one: one["distance_m"],
                    text=lambda one: words.kilometres(one["distance_m"]) if math.isfinite(one["distance_m"]) else "",
                    is_number=True,
                    width_px=72,
                ),
                Column(
                    "σ",
                    lambda one: one["precision_m"],
                    text=lambda one: words.number(one["precision_m"]) + (" m" if one["precision_stated"] else " m*"),
                    is_number=True,
                    width_px=76,
                    title_tip=self.tr("Standard error of the event; * it does not say, so the usual one stands in"),
                ),
            ],
            width_px=536,
        )
        self._names: Mapping[str, str] = {}
        self.line_m, self.fix_m = self._field(30.0), self._field(100.0)
        for text, field in ((self.tr("σ of the line"), self.line_m), (self.tr("σ of events"), self.fix_m)):
            named = label(text)
            named.setBuddy(field)
            field.setAccessibleName(text)
            self.fields.addWidget(named)
            self.fields.addWidget(field)
        self.fields.addStretch(1)
        self.run_button = button(self.tr("Run"), self.wanted.emit, kind="primary")
        self.fields.addWidget(self.run_button)

    def _field(self, value: float) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setDecimals(0)
        made.setRange(0.0, 100_000.0)
        made.setSuffix(" m")
        made.setValue(value)
        return made

    def show_events(self, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
        """Show them."""
        self._names = names
        if not rows:
            self.show_message(
                self.tr("The plan has no past events. Add a layer and give it the role Past events, or record some.")
            )
            return
        unclear = sum(bool(one["is_unclear"]) for one in rows)
        lead = self.tr("{unclear} of {count} events: nobody can say on which side from the coordinates alone.")
        note = self.tr(
            "Φ(−d/σ), σ² of event and line together. From 5 % to 95 % the place is unclear (交界地着火点位置不清), "
            "and who investigates is the supervising authority's to decide."
        )
        self.show_list(rows, note, lead.format(unclear=unclear, count=len(rows)))

    def _name(self, code: str) -> str:
        return self._names.get(code, code) or words.UNKNOWN_SIGN

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        super().keyPressEvent(event)


def _chance(one: Mapping[str, Any]) -> float:
    return float(one["other_side"])


def _event_color(one: Mapping[str, Any]) -> QColor | None:
    return QColor(theme.tokens().danger) if one["is_unclear"] else None


class StepsCard(RowsCard):
    """Where the classes of hazard maps differ on the two sides of a county line."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(
            host,
            self.tr("Hazard classes across the line"),
            [
                Column(
                    self.tr("Step"),
                    lambda one: one["step"],
                    text=lambda one: words.UNKNOWN_SIGN if math.isnan(one["step"]) else words.number(one["step"]),
                    color=lambda one: QColor(step_color(one)),
                    is_number=True,
                    width_px=52,
                    title_tip=self.tr("Difference of the classes, 4 is the highest; – one side has none"),
                ),
                Column(self.tr("Hazard"), lambda one: self._what(one), stretch=True),
                Column(self.tr("One side"), lambda one: self._side(one["left"], one["left_class"]), width_px=104),
                Column(self.tr("Other side"), lambda one: self._side(one["right"], one["right_class"]), width_px=104),
                Column(
                    self.tr("Length"),
                    lambda one: one["length_m"],
                    text=lambda one: words.kilometres(one["length_m"]),
                    is_number=True,
                    width_px=72,
                ),
            ],
            width_px=536,
        )
        self._names: Mapping[str, str] = {}

    def show_steps(self, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], *, has_map: bool) -> None:
        """Show them."""
        self._names = names
        if not has_map:
            self.show_message(self.tr("The plan has no hazard map. Add one and give it the role Hazard map."))
            return
        if not rows:
            self.show_message(self.tr("The classes on both sides of every county line agree."))
            return
        known = [one for one in rows if not math.isnan(one["step"])]
        length = words.kilometres(sum(one["length_m"] for one in known))
        lead = self.tr("{length} of county line with different classes on its two sides.").format(length=length)
        note = self.tr(
            "The highest class at the bank tolerance to either side, every 50 m; stretches under 100 m are left out. "
            "A hazard rarely ends at a line: ask for method and date of both maps."
        )
        self.show_list(rows, note, lead)

    def _what(self, one: Mapping[str, Any]) -> str:
        from layers.hazards.mapped import english_name

        what = str(one["what"])
        if not what:
            return self.tr("hazard map")
        return what if words.is_chinese() else english_name(what)

    def _side(self, code: str, value: float) -> str:
        name = self._names.get(code, code)
        return f"{name} {words.UNKNOWN_SIGN if math.isnan(value) else words.number(value)}"


def step_color(one: Mapping[str, Any]) -> str:
    """Return the colour of a step: two classes and more, one, unknown."""
    t = theme.tokens()
    if math.isnan(one["step"]):
        return t.muted
    return t.danger if one["step"] >= 2.0 else t.warning
