"""What a year came to: indicators counted from the register, and below them what was counted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app import register_words
from app.widgets.basics import label
from app.widgets.table import Column, RowTable
from layers.export.year_texts import indicator_texts, pair_text
from layers.year.evaluation import JUDGED, Evaluation, Evidence, Indicator


class EvaluationPage(QWidget):
    """Only tells; people give marks on the written sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._counties: Mapping[str, str] = {}
        self._chosen = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.about = label("", "small", wrap=True)
        column.addWidget(self.about)
        words = register_words.words()
        self.table = RowTable(
            [
                Column(self.tr("Indicator"), lambda one: words.code("year_indicator", one.code), width_px=190),
                Column(self.tr("Done of due"), lambda one: indicator_texts(one, words)[0], width_px=170),
                Column(
                    self.tr("Share"),
                    lambda one: one.share,
                    text=lambda one: indicator_texts(one, words)[1],
                    is_number=True,
                    width_px=72,
                ),
                Column(
                    self.tr("How it is counted"),
                    lambda one: words.code("year_rule", one.code),
                    tip=lambda one: words.code("year_rule", one.code),
                    width_px=320,
                    stretch=True,
                ),
            ],
            self.tr("Indicators"),
            key=lambda one: one.code,
        )
        self.table.show_as_given()
        self.table.row_selected.connect(self._show)
        self.evidence = RowTable(
            [
                Column(self.tr("What was counted"), self._text, tip=self._text, width_px=320, stretch=True),
                Column(self.tr("Date"), lambda one: one.day, width_px=100),
                Column(
                    self.tr("Counts as done"),
                    lambda one: words["year_paper.counts_yes" if one.counts else "year_paper.counts_no"],
                    width_px=110,
                ),
            ],
            self.tr("What was counted"),
        )
        self.evidence.show_as_given()
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.evidence)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column.addWidget(split, 1)

    def show_evaluation(self, found: Evaluation, counties: Mapping[str, str]) -> None:
        """Show a year."""
        self._counties = counties
        words = register_words.words()
        judged = words["year_paper.gap"].join(words.code("year_judged", code) for code in JUDGED)
        self.about.setText(
            self.tr("Counted up to {date}. The written sheet has blanks for marks on: {items}").format(
                date=found.until.isoformat(), items=judged
            )
        )
        self.table.set_rows(list(found.indicators))
        code = self._chosen or found.indicators[0].code
        self.table.select_keys({code})
        self._show(next((one for one in found.indicators if one.code == code), None))

    def _show(self, one: Indicator | None) -> None:
        if one is not None:
            self._chosen = one.code
        self.evidence.set_rows([] if one is None else list(one.evidence))

    def _text(self, one: Evidence) -> str:
        if self._chosen in ("agreements", "boundary"):
            return pair_text(one.text, self._counties, register_words.words())
        return one.text
