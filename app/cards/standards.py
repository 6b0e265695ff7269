"""Flood standards across county lines: a table whose rows show their place on the map."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from app import theme, words
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import label
from app.widgets.table import Column, RowTable
from layers.rivers.settings import RiverSettings

_MOST_ROWS = 12
_RANK = {"orange": 3, "yellow": 2, "none": 1, "unknown": 0}


class StandardsCard(MapCard):
    """One row for each stretch of both banks, and for each bank of a section; the gravest first."""

    row_chosen = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Flood standards across the line"), width_px=632)
        self._names: Mapping[str, str] = {}
        self.message = label("", wrap=True)
        self.body.addWidget(self.message)
        self.table = RowTable(
            [
                Column(
                    self.tr("Severity"),
                    lambda one: _RANK[one["severity"]],
                    text=self._severity,
                    color=_color,
                    width_px=60,
                ),
                Column(self.tr("River"), lambda one: one["name"], stretch=True),
                Column(self.tr("Where"), lambda one: one["kind"], text=self._where, width_px=96),
                Column(self.tr("One side"), lambda one: one["standard_a"], text=self._side_a, width_px=82),
                Column(self.tr("Other side"), lambda one: one["standard_b"], text=self._side_b, width_px=82),
                Column(
                    self.tr("Exceeded, %"),
                    lambda one: -1.0 if math.isnan(one["chance_a"]) else one["chance_a"],
                    text=self._chances,
                    is_number=True,
                    width_px=80,
                    title_tip=self.tr("At least one higher flood in the years named below, on either side"),
                ),
                Column(
                    self.tr("Weaker, %/a"),
                    lambda one: one["only_weaker"],
                    text=lambda one: words.number(100 * one["only_weaker"], 1),
                    is_number=True,
                    width_px=72,
                    title_tip=self.tr("Yearly probability of a flood that overtops only the weaker side"),
                ),
            ],
            self.tr("Flood standards across the line"),
        )
        self.table.row_selected.connect(lambda row: self.row_chosen.emit(row) if row is not None else None)
        self.body.addWidget(self.table)
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.show_message("")

    def show_message(self, text: str) -> None:
        """Say something instead of the table."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.table.setVisible(False)
        self.note.setVisible(False)
        self.place()

    def show_rows(self, rows: list[dict[str, Any]], names: Mapping[str, str], settings: RiverSettings) -> None:
        """Show the comparison and what it was made with."""
        self._names = names
        if not rows:
            self.show_message(self.tr("No river follows or crosses a line between the plan's counties."))
            return
        self.message.setVisible(False)
        self.table.setVisible(True)
        self.table.set_rows(rows)
        self.table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * row_px() + 4)
        unknown = sum(row["severity"] == "unknown" for row in rows)
        told = self.tr(
            "Yellow from a ratio of {yellow}, orange from {orange}. {unknown} of {count} lack a standard. "
            "Exceeded: at least one higher flood in {years} years."
        )
        ratios = {
            "yellow": f"{settings.yellow_ratio:g}",
            "orange": f"{settings.orange_ratio:g}",
            "years": f"{settings.exceedance_years:g}",
        }
        self.note.setText(told.format(unknown=unknown, count=len(rows), **ratios))
        self.note.setVisible(True)
        self.place()

    def text(self) -> str:
        """Return the table as a spreadsheet takes it."""
        heads = [column.title for column in self.table.rows_model.columns]
        lines = ["\t".join(heads)]
        for row in self.table.visible_rows():
            only = "" if math.isnan(row["only_weaker"]) else f"{100 * row['only_weaker']:.2f}"
            where = (self._where(row), self._side_a(row), self._side_b(row), self._chances(row))
            cells = (self._severity(row), row["name"], *where, only)
            lines.append("\t".join(cells))
        return "\n".join(lines)

    def _severity(self, one: Mapping[str, Any]) -> str:
        texts = {
            "orange": self.tr("orange"),
            "yellow": self.tr("yellow"),
            "none": self.tr("alike"),
            "unknown": self.tr("unknown"),
        }
        return texts[one["severity"]]

    def _where(self, one: Mapping[str, Any]) -> str:
        if one["kind"] == "bordering":
            return self.tr("banks, {length}").format(length=words.kilometres(one["length_m"]))
        return self.tr("section, left") if one["bank"] == "left" else self.tr("section, right")

    def _side_a(self, one: Mapping[str, Any]) -> str:
        return self._side(one["county_a"], one["standard_a"])

    def _side_b(self, one: Mapping[str, Any]) -> str:
        return self._side(one["county_b"], one["standard_b"])

    def _chances(self, one: Mapping[str, Any]) -> str:
        chances = (one["chance_a"], one["chance_b"])
        return " | ".join(words.UNKNOWN_SIGN if math.isnan(share) else f"{100 * share:.0f}" for share in chances)

    def _side(self, code: str, years: float) -> str:
        name = self._names.get(code, code)
        return f"{name} {words.UNKNOWN_SIGN}" if math.isnan(years) else f"{name} {years:.0f}"


def _color(one: Mapping[str, Any]) -> QColor | None:
    t = theme.tokens()
    return {"orange": QColor(t.danger), "yellow": QColor(t.warning)}.get(one["severity"])
