"""Two proposals for one patrol area: which, how they are looked at, and what both and only one of them have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QMenu, QToolButton, QWidget

from app import theme, words
from app.canvas.drafts import ink, pen
from app.canvas.proposals import Layout
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import button, label, tool_button
from app.widgets.table import Column, RowTable
from layers.patrol.comparing import Overlap, Piece

WIDTH_PX = 396
#: Sides in their order, and how drafts call them.
SIDES = ("first", "second")
INKS = {"first": "ours", "second": "theirs"}
#: Counties with a column of their own; what lies in further ones is in the whole only.
_COUNTIES = 3
_PIECES = (Piece.FIRST, Piece.SECOND, Piece.COMMON, Piece.ONLY_FIRST, Piece.ONLY_SECOND, Piece.UNION)


@dataclass(frozen=True)
class Entry:
    """One choice of a side: an alternative, or with uid "" the area as it is."""

    uid: str
    text: str
    is_chosen: bool = False


#: Rows of the table that are always seen, its heading among them.
_LEAST_ROWS = 4


class ProposalCard(MapCard):
    """Red against blue; what is pressed goes to the control."""

    sides_changed = Signal()
    layout_changed = Signal()
    side_asked = Signal(str, str)  # what: edit, describe, accept, remove; which side
    table_asked = Signal()
    swap_asked = Signal()

    def __init__(self, host: QWidget, making: Sequence[QAction | None]) -> None:
        super().__init__(host, self.tr("Proposals"), width_px=WIDTH_PX)
        self._found: Overlap | None = None
        self._names: Mapping[str, str] = {}
        self._counties: tuple[str, ...] = ()
        self.combos: dict[str, QComboBox] = {}
        self.buttons: dict[tuple[str, str], QToolButton] = {}
        self._add_sides()
        self._add_view(making)
        self.table = self._make_table()
        self.body.addWidget(self.table)
        self.said = label("", "small", wrap=True)
        self.body.addWidget(self.said)
        row = QHBoxLayout()
        row.addStretch(1)
        self.table_button = button(self.tr("Compare in a table…"), self.table_asked.emit, icon="table-2")
        row.addWidget(self.table_button)
        self.body.addLayout(row)
        self.show_overlap(None, {})

    # -- parts ----------------------------------------------------------------------------------

    def _add_sides(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        names = {"first": self.tr("Red proposal"), "second": self.tr("Blue proposal")}
        acts = (
            ("edit", "pencil", self.tr("Move corners")),
            ("describe", "message-square", self.tr("Letter, county, note…")),
            ("accept", "check", self.tr("Put into the area")),
            ("remove", "trash-2", self.tr("Remove")),
        )
        for place, side in enumerate(SIDES):
            swatch = label()
            swatch.setPixmap(_swatch(INKS[side]).pixmap(theme.px_size(22, 16)))
            swatch.setToolTip(names[side])
            grid.addWidget(swatch, place, 0)
            combo = self.combos[side] = QComboBox()
            combo.setAccessibleName(names[side])
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(6)
            combo.currentIndexChanged.connect(lambda _at: self.sides_changed.emit())
            grid.addWidget(combo, place, 1)
            for column, (key, icon, text) in enumerate(acts, start=2):
                plain = tool_button(icon=icon, name=text, size_px=18)
                plain.setAccessibleName(f"{names[side]}: {text}")
                plain.clicked.connect(partial(self._ask, key, side))
                self.buttons[key, side] = plain
                grid.addWidget(plain, place, column)
        self.body.addLayout(grid)

    def _ask(self, key: str, side: str, _checked: bool = False) -> None:
        self.side_asked.emit(key, side)

    def _add_view(self, making: Sequence[QAction | None]) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.view = QComboBox()
        self.view.setAccessibleName(self.tr("How the two are shown"))
        for text, layout in (
            (self.tr("over each other"), Layout.OVER),
            (self.tr("with a line to move"), Layout.SWIPE),
            (self.tr("side by side"), Layout.SPLIT),
        ):
            self.view.addItem(text, layout.value)
        self.view.currentIndexChanged.connect(lambda _at: self.layout_changed.emit())
        row.addWidget(self.view, 1)
        swap = tool_button(icon="arrow-left-right", name=self.tr("Swap red and blue"), size_px=18)
        swap.clicked.connect(lambda: self.swap_asked.emit())
        row.addWidget(swap)
        self.new_button = QToolButton()
        self.new_button.setText(self.tr("New"))
        self.new_button.setAccessibleName(self.tr("New alternative"))
        self.new_button.setIcon(theme.icon("plus"))
        self.new_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.new_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.new_button)
        menu.setToolTipsVisible(True)
        for action in making:
            menu.addSeparator() if action is None else menu.addAction(action)
        self.new_button.setMenu(menu)
        row.addWidget(self.new_button)
        self.body.addLayout(row)

    def _make_table(self) -> RowTable:
        """Make the table for the counties there are."""
        titles = {
            Piece.FIRST: self.tr("Red"),
            Piece.SECOND: self.tr("Blue"),
            Piece.COMMON: self.tr("Both"),
            Piece.ONLY_FIRST: self.tr("Only red"),
            Piece.ONLY_SECOND: self.tr("Only blue"),
            Piece.UNION: self.tr("Together"),
        }

        def figure(title: str, county: str | None) -> Column:
            def value(piece: Piece) -> float:
                return float("nan") if self._found is None else self._found.area_ha(piece, county)

            return Column(
                title,
                value,
                text=lambda piece: words.number(value(piece), 1),
                tip=lambda _piece: self.tr("Geodesic area on CGCS2000"),
                is_number=True,
                width_px=72,
            )

        table = RowTable(
            [
                Column(self.tr("Part"), lambda piece: titles[piece], stretch=True, width_px=60),
                figure(self.tr("hm²"), None),
                Column(
                    self.tr("mu"),
                    lambda piece: self._found.area_mu(piece) if self._found is not None else float("nan"),
                    text=lambda piece: words.number(None if self._found is None else self._found.area_mu(piece)),
                    is_number=True,
                    width_px=72,
                ),
                *(figure(self._names.get(code, code), code) for code in self._counties),
            ],
            self.tr("What both and only one of them have"),
            key=lambda piece: piece,
        )
        # All of it where there is room; on a low wall it scrolls, rather than lie over the button below.
        table.setSizeAdjustPolicy(RowTable.SizeAdjustPolicy.AdjustToContents)
        table.setMinimumHeight(row_px() * _LEAST_ROWS)
        table.setMaximumHeight(row_px() * (len(_PIECES) + 1) + 4)
        table.show_as_given()
        table.set_rows(_PIECES)
        return table

    # -- state ----------------------------------------------------------------------------------

    def chosen(self, side: str) -> str:
        """Uid of what a side shows; "" is the area as it is."""
        return str(self.combos[side].currentData() or "")

    @property
    def shown_layout(self) -> Layout:
        """How the two are shown."""
        return Layout(self.view.currentData())

    def show_layout(self, layout: Layout) -> None:
        """Choose how the two are shown; tells if it was another."""
        self.view.setCurrentIndex(self.view.findData(layout.value))

    def show_entries(self, title: str, entries: Sequence[Entry], first: str, second: str) -> None:
        """Offer alternatives and choose one on each side; no signal is sent back."""
        self.title.setText(self.tr("Proposals: {area}").format(area=title))
        self.title.setToolTip(title)
        for side, uid in (("first", first), ("second", second)):
            combo = self.combos[side]
            with QSignalBlocker(combo):
                combo.clear()
                for one in entries:
                    mark = theme.icon("check") if one.is_chosen else QIcon()
                    combo.addItem(mark, one.text, one.uid)
                combo.setCurrentIndex(max(combo.findData(uid), 0))
        self.place()

    def enable(self, key: str, side: str, why: str) -> None:
        """Switch a button of a side on, or off with a reason."""
        plain = self.buttons[key, side]
        plain.setEnabled(not why)
        name = plain.accessibleName().split(": ", 1)[1]
        plain.setToolTip(f"{name}\n{why}".strip())

    def show_overlap(self, found: Overlap | None, names: Mapping[str, str]) -> None:
        """Show the figures; None while there are none."""
        counties = () if found is None else tuple(code for code in found.counties if code)[:_COUNTIES]
        is_other = (counties, names) != (self._counties, self._names) and found is not None
        self._found = found
        if is_other:
            self._counties, self._names = counties, names
            old, self.table = self.table, self._make_table()
            self.body.replaceWidget(old, self.table)
            old.hide()
            old.deleteLater()
            self.table.show()  # before the card is measured
            self.place()
        else:
            self.table.set_rows(_PIECES)

    def say(self, text: str) -> None:
        """Say something below the figures."""
        if text != self.said.text():
            self.said.setText(text)
            self.said.setVisible(bool(text))
            self.place()

    def text(self) -> str:
        """Return the figures as lines with tabs."""
        heads = [self.combos[side].currentText() for side in SIDES]
        return "\n".join([self.title.text(), "\t".join(heads), *self.table.lines()])


def _swatch(side: str) -> QIcon:
    """Return a sample of how a side is drawn."""
    picture = QPixmap(theme.px_size(22 * 2, 16 * 2))
    picture.setDevicePixelRatio(2.0 * theme.text_scale())
    picture.fill(Qt.GlobalColor.transparent)
    is_dark = theme.tokens().name == "dark"
    painter = QPainter(picture)
    painter.setPen(pen(side, is_dark))
    painter.setBrush(ink(side, is_dark, 0.2))
    painter.drawRect(2, 2, 18, 12)
    painter.end()
    return QIcon(picture)
