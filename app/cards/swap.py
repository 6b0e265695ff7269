"""The card that asks what a zone would be if origin and affected changed places.  It shows; adopting it is an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from app import words
from app.cards.base import MapCard
from app.document import Document
from app.widgets.basics import button, label, repolish
from layers.kinds import ZoneClass
from layers.zones import swap
from layers.zones.model import Parameters

_STEPS = 100


class SwapCard(MapCard):
    """Two columns, as it is and exchanged; the slider is the weight of the origin, α."""

    adopted = Signal(str, object)  # uid, field → value

    def __init__(self, host: QWidget, document: Document) -> None:
        super().__init__(host, self.tr("Swap origin and affected"), width_px=360)
        self._document = document
        self._zone: Any = None
        self._used = Parameters()
        self.hint = label("", "muted", wrap=True)
        self.body.addWidget(self.hint)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        self._cells: dict[tuple[int, int], QLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        self.alpha_text = label("")
        row.addWidget(self.alpha_text)
        self.alpha = QSlider(Qt.Orientation.Horizontal)
        self.alpha.setRange(0, _STEPS)
        self.alpha.setAccessibleName(self.tr("Weight of the origin"))
        self.alpha.setToolTip(self.tr("1: only where it starts counts; 0: only who is affected counts"))
        self.alpha.valueChanged.connect(lambda _value: self._show())
        row.addWidget(self.alpha, 1)
        self.body.addLayout(row)
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.adopt = button(self.tr("Adopt by hand"), self._adopt, icon="check")
        self.adopt.setToolTip(self.tr("Write the exchanged class, lead, support and shares on the zone, as an edit"))
        self.body.addWidget(self.adopt, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_zone(self, zone: Any, used: Parameters) -> None:
        """Compare a zone with its exchanged self, under the parameters it was derived with."""
        self._zone, self._used = zone, used
        self.title.setText(self.tr("Swap: {zone}").format(zone=self._document.zone_name(zone)))
        self.alpha.blockSignals(True)
        self.alpha.setValue(round(used.origin_weight * _STEPS))
        self.alpha.blockSignals(False)
        self._show()

    @property
    def weight(self) -> float:
        """The weight of the origin, as the slider stands."""
        return self.alpha.value() / _STEPS

    @property
    def roles(self) -> tuple[swap.Roles, swap.Roles]:
        """The roles as they are, and exchanged, at the slider's weight."""
        zone = self._zone
        now = swap.as_derived(
            zone.zone_class, zone.counties, zone.hazard_share, zone.exposure_share, self._used, alpha=self.weight
        )
        # What is in force is shown, by hand or derived; only the shares follow the slider.
        now = replace(now, lead=zone.lead, supports=tuple(zone.supports), rotation=bool(zone.rotation))
        then = swap.exchanged(zone.hazard_share, zone.exposure_share, self._used, hazard=zone.hazard, alpha=self.weight)
        return now, then

    def _show(self) -> None:
        if self._zone is None:
            return
        now, then = self.roles
        changed = set(swap.differences(now, then))
        self.hint.setText(self.tr("Hazard and exposure trade places. Nothing changes until you adopt it."))
        self.alpha_text.setText(self.tr("Origin weight {weight}").format(weight=words.number(self.weight, 2)))
        self._put(0, 1, self.tr("As it is"), "small")
        self._put(0, 2, self.tr("Exchanged"), "small")
        rows = self._rows(now, then)
        for place, (title, one, other, name) in enumerate(rows, start=1):
            self._put(place, 0, title, "small")
            self._put(place, 1, one)
            self._put(place, 2, other, "heading" if name in changed else "")
        for (row, _column), cell in self._cells.items():
            cell.setVisible(row <= len(rows))
        told = []
        if not now.shares or not then.shares:
            told.append(self.tr("Where a share is unknown or nobody is exposed, no county can be named."))
        told.append(self.tr("The plan's own weight is changed in the parameters."))
        self.note.setText("\n".join(told))
        self.adopt.setEnabled(bool(then.lead and changed) and not self._document.is_read_only)
        if self.isVisible():
            self.place()

    def _rows(self, now: swap.Roles, then: swap.Roles) -> list[tuple[str, str, str, str]]:
        codes = sorted({*now.shares, *then.shares, *self._zone.counties})
        short = self._document.short_county_name
        rows = [
            (self.tr("Class"), _class(now), _class(then), "zone_class"),
            (self.tr("Lead"), self._lead(now), self._lead(then), "lead"),
            (self.tr("Support"), self._many(now), self._many(then), "supports"),
        ]
        rows += [
            (
                self.tr("Share of {county}").format(county=short(code)),
                _share(now.shares, code),
                _share(then.shares, code),
                "shares",
            )
            for code in codes
        ]
        return rows

    def _lead(self, roles: swap.Roles) -> str:
        if not roles.lead:
            return words.UNKNOWN_SIGN
        name = self._document.short_county_name(roles.lead)
        return self.tr("{county}, yearly in turn").format(county=name) if roles.rotation else name

    def _many(self, roles: swap.Roles) -> str:
        return words.joined([self._document.short_county_name(code) for code in roles.supports]) or words.UNKNOWN_SIGN

    def _put(self, row: int, column: int, text: str, kind: str = "") -> None:
        cell = self._cells.get((row, column))
        if cell is None:
            cell = self._cells[row, column] = label("", wrap=True, selectable=column > 0)
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        cell.setText(text)
        if cell.property("kind") != kind:
            cell.setProperty("kind", kind)
            repolish(cell)

    def _adopt(self) -> None:
        _, then = self.roles
        if then.zone_class is None:
            return
        values = {
            "zone_class": then.zone_class.value,
            "lead": then.lead,
            "supports": list(then.supports),
            "responsibility": dict(then.shares),
        }
        self.close_card()
        self.adopted.emit(self._zone.uid, values)

    def text(self) -> str:
        """Return the comparison as a spreadsheet takes it."""
        if self._zone is None:
            return ""
        now, then = self.roles
        lines = ["\t".join(("", self.tr("As it is"), self.tr("Exchanged")))]
        lines += ["\t".join(row[:3]) for row in self._rows(now, then)]
        return "\n".join([*lines, self.alpha_text.text()])


def _class(roles: swap.Roles) -> str:
    return words.UNKNOWN_SIGN if roles.zone_class is None else words.zone_class_short(ZoneClass(roles.zone_class))


def _share(shares: Mapping[str, float], code: str) -> str:
    return words.percent(shares[code]) if code in shares else words.UNKNOWN_SIGN
