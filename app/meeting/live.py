"""The numbers everybody cares about while somebody draws: large, beside the map, and never gone while a hand moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import words
from app.document import Document
from app.meeting.card import WIDTH_PX
from app.meeting.facts import response_lines
from app.widgets.basics import label
from layers.agreements.cost_shares import RULES, cost_shares
from layers.agreements.ledger import TRANSMISSION, Ledger

if TYPE_CHECKING:
    from app.tasks.measuring import AreaFigures


class LiveBoard(QFrame):
    """Area, shares, villages, minutes and who would bear what; what is not known is a dash with its reason."""

    shown_changed = Signal()

    def __init__(self, host: QWidget, document: Document) -> None:
        super().__init__(host)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Numbers of the area in hand"))
        self.setFixedWidth(WIDTH_PX)
        self._document = document
        self.ledger: Ledger | None = None
        self.figures: AreaFigures | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(3)
        self.name = label("", "question", wrap=True)
        column.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.area, self.mu = label("", "hero"), label("", "title")
        row.addWidget(self.area)
        row.addWidget(self.mu, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.shares, self.villages, self.minutes, self.costs = (label("", wrap=True) for _ in range(4))
        titles = (self.tr("Shares"), self.tr("Villages"), self.tr("Minutes"), self.tr("Costs"))
        values = (self.shares, self.villages, self.minutes, self.costs)
        for place, (title, value) in enumerate(zip(titles, values, strict=True)):
            grid.addWidget(label(title, "heading"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1)
        column.addLayout(grid)
        self.hint = label(self.tr("Three corners make an area."), wrap=True)
        column.addWidget(self.hint)
        self.hide()

    def wait(self) -> None:
        """Nothing can be measured yet."""
        self.figures = None
        self._fill(self.name, "")
        for one in (self.area, self.mu):
            one.setText(words.UNKNOWN_SIGN)
        for one in (self.shares, self.villages, self.minutes, self.costs):
            self._fill(one, words.UNKNOWN_SIGN)
        self.hint.show()
        self._open()

    def show_figures(self, figures: AreaFigures, name: str = "") -> None:
        """Show what an area covers."""
        self.figures = figures
        document = self._document
        self._fill(self.name, name)
        self.area.setText(words.hectares(figures.area_ha))
        self.mu.setText(words.mu(figures.area_ha))
        shares = [
            f"{document.short_county_name(one.county)} {words.hectares(one.area_ha)} · {words.percent(one.share)}"
            for one in figures.shares
        ]
        if figures.outside_ha > 0.005:
            shares.append(self.tr("outside {area}").format(area=words.hectares(figures.outside_ha)))
        self._fill(self.shares, "\n".join(shares) or words.UNKNOWN_SIGN)
        villages = words.at_least(figures.villages, figures.silent)
        if figures.silent:
            names = words.joined([document.short_county_name(code) for code in figures.silent])
            villages = self.tr("{villages} (not known in {counties})").format(villages=villages, counties=names)
        self._fill(self.villages, villages)
        self._fill(self.minutes, "\n".join(response_lines(document, figures.zone_names)))
        self._fill(self.costs, "\n".join(self._cost_lines(figures)))
        self.hint.hide()
        self._open()

    def text(self) -> str:
        """Return all that is said."""
        said = (self.name, self.area, self.mu, self.shares, self.villages, self.minutes, self.costs)
        return "\n".join(one.text() for one in said)

    def place(self, right: int, top: int, most: int) -> None:
        """Lie where the card of the point does, as high as the numbers need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self.width())
            height = height if height > 0 else layout.totalSizeHint().height()
            self.setGeometry(right - self.width(), top, self.width(), min(height, most))

    def showEvent(self, event: QShowEvent) -> None:
        """Say so: the card gives its place."""
        super().showEvent(event)
        self.shown_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the place back."""
        super().hideEvent(event)
        self.shown_changed.emit()

    def _open(self) -> None:
        self.show()
        self.raise_()
        self.shown_changed.emit()

    @staticmethod
    def _fill(one: Any, text: str) -> None:
        one.setText(text)
        one.setVisible(bool(text))

    def _cost_lines(self, figures: AreaFigures) -> list[str]:
        """Who would bear what of a common cost, by both rules; for the two counties with most of the area."""
        from app import ledger_words

        codes = [one.county for one in sorted(figures.shares, key=lambda one: -one.share)[:2] if one.county]
        if len(codes) < 2:
            return [self.tr("{unknown} (one county only)").format(unknown=words.UNKNOWN_SIGN)]
        if self.ledger is None:
            return [self.tr("{unknown} (the ledger is being worked out)").format(unknown=words.UNKNOWN_SIGN)]
        account = self.ledger.account("|".join(sorted(codes)))
        if account is None:
            return [self.tr("{unknown} (nothing on record between the two)").format(unknown=words.UNKNOWN_SIGN)]
        found = cost_shares(self.ledger, account, TRANSMISSION[0])
        reasons = {
            "net": self.tr("neither sends more than it receives"),
            "responsibility": self.tr("no zone says who is responsible"),
        }
        lines = []
        for rule, parts in zip(RULES, (found.by_net, found.by_responsibility), strict=True):
            said = self.tr("{unknown} ({why})").format(unknown=words.UNKNOWN_SIGN, why=reasons[rule])
            if parts is not None:
                said = " · ".join(
                    f"{self._document.short_county_name(code)} {words.percent(share)}".replace(" %", "\u00a0%")
                    for code, share in parts.items()
                )
                if rule == "net" and not found.is_firm:
                    said = f"≈ {said}"
            lines.append(self.tr("{rule}: {said}").format(rule=ledger_words.measure_name(rule), said=said))
        return lines
