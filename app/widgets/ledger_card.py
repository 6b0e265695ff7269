"""The account of one pair: each figure both ways, cost shares by both rules, and what would be paid."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import ledger_words as said
from app import words
from app.widgets.basics import button, label
from app.widgets.narrow import WrappingRow
from app.widgets.way_bars import ShareBar, WayBar
from layers.agreements.cost_shares import RULES, CostShares, cost_shares, settlement
from layers.agreements.ledger import HELP, LOANS, TRANSMISSION, Ledger, PairAccount

_FIGURE_PX = 84


class LedgerCard(QWidget):
    """A figure is a button: it asks for the entries it is a sum of."""

    figure_chosen = Signal(str, str)  # measure, giver

    def __init__(self, book: Ledger, account: PairAccount, names: dict[str, str], measure: str) -> None:
        super().__init__()
        self._account = account
        self._names = names
        self.figures: dict[tuple[str, str], QPushButton] = {}
        self.payments: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(10)
        self.shares = cost_shares(book, account, measure)
        column.addLayout(self._results())
        column.addLayout(self._figures())
        column.addWidget(label(self.tr("Who would bear what of the cost"), "heading"))
        for rule in RULES:
            column.addWidget(self._rule(rule))
        column.addStretch(1)

    @property
    def _both(self) -> tuple[str, str]:
        first, second = self._account.counties
        return self._names[first], self._names[second]

    def _results(self) -> WrappingRow:
        """What would be paid by either rule, on top: the figures below say why."""
        row = WrappingRow()
        row.setSpacing(8)
        for rule in RULES:
            frame = QFrame()
            frame.setProperty("kind", "tint")
            inner = QVBoxLayout(frame)
            inner.setContentsMargins(10, 6, 10, 8)
            inner.setSpacing(4)
            inner.addWidget(label(said.measure_name(rule), "small"))
            settled = settlement(self._account, self.shares, rule)
            own = self.shares.by_net if rule == "net" else self.shares.by_responsibility
            if settled is None or own is None:
                text = self.tr("No shares by this rule")
            else:
                text = said.settlement_text(settled, self._names)
                inner.addWidget(ShareBar(own[self._account.counties[0]]))
                parts = [f"{self._names[code]} {said.percent(own[code])}" for code in self._account.counties]
                inner.addWidget(label("  ·  ".join(parts), "small"))
            self.payments[rule] = label(text, "heading", wrap=True, selectable=True)
            inner.insertWidget(1, self.payments[rule])
            row.addWidget(frame, 1)
        return row

    # -- figures --------------------------------------------------------------------------------

    def _figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for at in (0, 4):
            grid.setColumnMinimumWidth(at, _FIGURE_PX)
        for at in (1, 3):
            grid.setColumnStretch(at, 1)
        first, second = self._both
        for at, (one, other) in ((0, (first, second)), (3, (second, first))):
            head = label(self.tr("{giver} → {receiver}").format(giver=one, receiver=other), "heading")
            head.setAlignment(Qt.AlignmentFlag.AlignRight if at == 0 else Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(head, 0, at, 1, 2)
        row = 1
        groups = (
            (self.tr("What comes across"), TRANSMISSION),
            (self.tr("Help given"), HELP),
            (self.tr("Loans and compensation"), LOANS),
        )
        for title, measures in groups:
            head = label(title, "small")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            head.setMinimumHeight(24)
            grid.addWidget(head, row, 2)
            row += 1
            for measure in measures:
                self._add_row(grid, row, measure)
                row += 1
        return grid

    def _add_row(self, grid: QGridLayout, row: int, measure: str) -> None:
        amounts = [self._account.amount(measure, code) for code in self._account.counties]
        most = max((one.known for one in amounts), default=0.0)
        for place, (code, one) in enumerate(zip(self._account.counties, amounts, strict=True)):
            text = said.amount_text(one, measure)
            made = button(text, partial(self.figure_chosen.emit, measure, code), kind="link")
            made.setEnabled(one.is_said)
            made.setToolTip(said.amount_tip(one, measure))
            way = self.tr("{giver} → {receiver}").format(giver=self._names[code], receiver=self._both[1 - place])
            made.setAccessibleName(f"{said.measure_name(measure)}, {way}: {text}")
            self.figures[measure, code] = made
            side = Qt.AlignmentFlag.AlignRight if place == 0 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(made, row, 0 if place == 0 else 4, side)
            grid.addWidget(WayBar(place, one.known / most if most > 0.0 else 0.0), row, 1 if place == 0 else 3)
        name = label(said.measure_name(measure))
        name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(name, row, 2)

    # -- shares ---------------------------------------------------------------------------------

    def _rule(self, rule: str) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "tint")
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        shares = self.shares.by_net if rule == "net" else self.shares.by_responsibility
        row = QHBoxLayout()
        row.addWidget(label(said.measure_name(rule)))
        row.addStretch(1)
        column.addLayout(row)
        if shares is None:
            why = (
                self.tr("Neither sends more than it receives: the other rule counts.")
                if rule == "net"
                else self.tr("No zone of the two says who is responsible.")
            )
            column.addWidget(label(why, "small", wrap=True))
            return frame
        first, second = self._account.counties
        text = "  ·  ".join(f"{self._names[code]} {said.percent(shares[code])}" for code in (first, second))
        if rule == "net" and not self.shares.is_firm:
            text += self.tr("  (not firm)")
        row.addWidget(label(text, "heading"))
        column.addWidget(ShareBar(shares[first]))
        column.addWidget(label(self._formula(rule, self.shares), "small", wrap=True, selectable=True))
        settled = settlement(self._account, self.shares, rule)
        if settled is not None:
            column.addWidget(label(said.settlement_text(settled, self._names), wrap=True, selectable=True))
            how = said.settlement_formula(settled, self._names)
            column.addWidget(label(how, "small", wrap=True, selectable=True))
        return frame

    def _formula(self, rule: str, shares: CostShares) -> str:
        if rule == "net":
            return said.net_formula(shares, self._both)
        return said.responsibility_formula(shares, self._both)


def across_text(account: PairAccount, measure: str) -> str:
    """Return what comes across both ways, in one cell."""
    first, second = (said.amount_text(account.amount(measure, code), measure) for code in account.counties)
    return f"{first} | {second}" if account.lines else words.UNKNOWN_SIGN
