"""The sides of the window give their room to what needs it, and take it back when nobody does."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from app import theme
from app.widgets.sidebar import RAIL_PX, Sidebar

#: More than any window has.
_ALL_PX = 1 << 24
#: A side that is folded before it was ever seen.
_USUAL_PX = 260


class SideRoom(QObject):
    """Folds the sides for whoever borrows their room, and unfolds those it folded when the last one has given back.

    What a hand has folded stays folded, and what a hand has unfolded is not folded again for the same borrower.
    """

    def __init__(self, split: QSplitter, sides: Sequence[Sidebar]) -> None:
        super().__init__(split)
        self._split, self._sides = split, tuple(sides)
        self._borrowers: list[object] = []
        self._lent: dict[Sidebar, int] = {}  # → what folding it gave
        self._lent_of_px = 0  # when all three were so wide
        self._insisted: list[tuple[object, Sidebar]] = []
        for side in self._sides:
            side.folded_by_hand.connect(lambda collapsed, side=side: self._on_hand(side, collapsed=collapsed))

    def borrow(self, borrower: object, *, until_px: int = _ALL_PX) -> None:
        """Fold the sides, the left one first, until what lies between them is wide enough.

        Ask again when sizes have changed: room that is not needed any more is given back.
        """
        if self._between_px() - sum(self._lent.values()) >= until_px:
            if borrower in self._borrowers:
                QTimer.singleShot(0, self, lambda: self.give_back(borrower))
            return
        if borrower not in self._borrowers:
            self._borrowers.append(borrower)
        for side in self._sides:
            if self._between_px() >= until_px:
                return
            if not side.is_collapsed and (borrower, side) not in self._insisted:
                if not self._lent:
                    self._lent_of_px = self._split.width()
                self._lent[side] = (side.width() if side.isVisible() else theme.px(_USUAL_PX)) - theme.px(RAIL_PX)
                side.set_collapsed(True)
                self._split.refresh()  # at once, for what needs the room is placed now

    def _between_px(self) -> int:
        return self._split.width() - sum(side.width() for side in self._sides)

    def give_back(self, borrower: object) -> None:
        """Unfold what was folded, once nobody needs the room any more."""
        self._insisted = [one for one in self._insisted if one[0] is not borrower]
        if borrower not in self._borrowers:
            return
        self._borrowers.remove(borrower)
        if self._borrowers:
            return
        lent, self._lent = self._lent, {}
        for side in lent:
            side.set_collapsed(False)
        if self._split.width() == self._lent_of_px:  # else the window shares its width anew
            self._widen(lent)

    def folded_by_hand(self) -> tuple[bool, ...]:
        """Return which sides would be folded if nobody needed their room."""
        return tuple(side.is_collapsed and side not in self._lent for side in self._sides)

    def give_back_soon(self, card: QWidget) -> None:
        """Take back what a card borrowed that was closed, unless it, or another in its place, is open in a moment."""

        def see() -> None:
            if not shiboken6.isValid(card):
                self._borrowers = [one for one in self._borrowers if one is not card] + [None]
                self.give_back(None)
            elif card.isHidden():
                self.give_back(card)

        QTimer.singleShot(0, self, see)

    def _widen(self, widths: dict[Sidebar, int]) -> None:
        """Give the sides the widths they had; the map, the one that stretches, pays."""
        sizes = self._split.sizes()
        for side, given in widths.items():
            at, width = self._split.indexOf(side), given + theme.px(RAIL_PX)
            sizes[1] += sizes[at] - width
            sizes[at] = width
        if sizes[1] > 0:
            self._split.setSizes(sizes)

    def _on_hand(self, side: Sidebar, *, collapsed: bool) -> None:
        self._lent.pop(side, None)
        if not collapsed:
            self._insisted += [(one, side) for one in self._borrowers]
