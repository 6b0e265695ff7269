"""The measure card: length, area, and every leg with its bearing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app import words
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import label
from app.widgets.table import Column, RowTable
from layers.measuring import LineMeasure

_MOST_ROWS = 8


class MeasureCard(MapCard):
    """What was measured last; it goes when the line goes."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Measured"), width_px=320)
        self._found: LineMeasure | None = None
        self.length = label("", "number", selectable=True)
        self.area = label("", selectable=True)
        method = self.tr("Shortest way on the CGCS2000 ellipsoid, level ground; bearings from true north")
        for widget in (self.length, self.area):
            widget.setToolTip(method)
            self.body.addWidget(widget)
        self.table = RowTable(
            [
                Column(self.tr("Leg"), lambda row: row[0], is_number=True, width_px=40),
                Column(
                    self.tr("Length (m)"),
                    lambda row: row[1],
                    text=lambda row: words.number(row[1], 1),
                    is_number=True,
                    stretch=True,
                ),
                Column(
                    self.tr("Bearing (°)"),
                    lambda row: row[2],
                    text=lambda row: words.bearing(row[2]),
                    is_number=True,
                    width_px=90,
                ),
            ],
            self.tr("Legs"),
        )
        self.body.addWidget(self.table)
        self.method = label(method, "small", wrap=True)
        self.body.addWidget(self.method)

    def show_measure(self, found: LineMeasure) -> None:
        """Show the figures of a line."""
        self._found = found
        self.length.setText(words.fine_length(found.length_m))
        if found.area_ha is not None:
            closed = self.tr("Closed: {area}, {mu}, perimeter {length}")
            length = words.fine_length(found.length_m + found.closing_m)
            self.area.setText(
                closed.format(area=words.hectares(found.area_ha), mu=words.mu(found.area_ha), length=length)
            )
        self.area.setWordWrap(True)
        self.area.setVisible(found.area_ha is not None)
        rows = [
            (k + 1, metres, bearing)
            for k, (metres, bearing) in enumerate(zip(found.legs_m, found.bearings_deg, strict=True))
        ]
        self.table.set_rows(rows)
        self.table.setFixedHeight((min(len(rows), _MOST_ROWS) + 1) * row_px() + 4)
        self.open_card()

    def text(self) -> str:
        """Return every figure plain, so that a spreadsheet can add them up."""
        found = self._found
        if found is None:
            return ""
        lines = [self.tr("Length (m)") + f"\t{found.length_m:.3f}"]
        if found.area_ha is not None:
            lines += [
                self.tr("Closed area (hm²)") + f"\t{found.area_ha:.4f}",
                self.tr("Closed area (mu)") + f"\t{found.area_ha * words.MU_PER_HA:.3f}",
                self.tr("Perimeter (m)") + f"\t{found.length_m + found.closing_m:.3f}",
            ]
        lines += ["", "\t".join((self.tr("Leg"), self.tr("Length (m)"), self.tr("Bearing (°)")))]
        lines += [
            f"{k + 1}\t{metres:.3f}\t{bearing:.4f}"
            for k, (metres, bearing) in enumerate(zip(found.legs_m, found.bearings_deg, strict=True))
        ]
        return "\n".join([*lines, "", self.method.text()])
