"""Which borders no agreement covers: the classes with their kilometres, the list, and what is known of one border."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app import register_words, theme, words
from app.actions import Actions
from app.canvas.gap_lines import pen_of
from app.document import Document
from app.panels.registers import AgreementsPanel
from app.widgets.basics import EmptyState, WrappedLink, button, label, tool_button
from app.widgets.dimension_grid import DimensionGrid
from app.widgets.table import Column, RowTable
from layers.agreements.celltext import Names
from layers.agreements.dimensions import Cell
from layers.agreements.gaps import GAP_HAZARDS, GapReport, PairGap
from layers.agreements.health import Clash, Health
from layers.register_workflow import RegisterView, facts_shown, pair_name

_SWATCH = QSize(20, 16)
#: The lists ask for no more height: a low window is for the map.
_LEAST_PX = 160
_CARD_PX = 250
#: The page that is shown while the gaps are worked out.
_WAITING = 2


class GapsPanel(QWidget):
    """Borders by urgency; a click shows one on the map and below."""

    wanted = Signal()
    report_shown = Signal(object)  # GapReport, or None
    pair_chosen = Signal(str)
    agreement_chosen = Signal(str)  # uid
    ledger_asked = Signal(str)  # pair

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Gaps between agreements"))
        self._document = document
        self._view: RegisterView | None = None
        self._names = Names()
        self._chosen = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 0, 8, 6)
        self.hazards = QComboBox()
        self.hazards.setAccessibleName(self.tr("Field"))
        for hazard in GAP_HAZARDS:
            self.hazards.addItem(register_words.words().code("agreement_hazard", hazard.value), hazard.value)
        self.hazards.currentIndexChanged.connect(lambda _place: self._show())
        bar.addWidget(self.hazards, 1)
        self.rules_button = tool_button(actions["gap_rules"])
        bar.addWidget(self.rules_button)
        layout.addLayout(bar)
        self.sums = label("", "small", wrap=True)
        self.sums.setContentsMargins(10, 0, 10, 6)
        layout.addWidget(self.sums)
        self.pages = QStackedWidget()
        empty = self.tr(
            "Which border has an agreement, and which has none, is known once zones and borders are derived."
        )
        self.pages.addWidget(EmptyState("handshake", empty, actions["analyse"]))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.card = QScrollArea()
        self.card.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        self.card.setWidgetResizable(True)
        self.card.setFrameShape(QScrollArea.Shape.NoFrame)
        self.card.setMinimumHeight(_CARD_PX)
        self.card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid = DimensionGrid()
        self.grid.cell_chosen.connect(self._show_cell)
        self.card.setWidget(self.grid)
        column.addWidget(self.card, 1)
        self.pages.addWidget(body)
        layout.addWidget(self.pages, 1)
        waiting = label(self.tr("Looking through the register…"), "muted")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(waiting)
        document.opened.connect(self.clear)
        document.closed.connect(self.clear)
        self.clear()

    def _make_table(self) -> RowTable:
        unknown = words.UNKNOWN_SIGN
        table = RowTable(
            [
                Column(
                    self.tr("Border"),
                    lambda one: pair_name(one.pair, self._names, register_words.words()),
                    text=lambda one: (
                        ("! " if one.is_urgent else "") + pair_name(one.pair, self._names, register_words.words())
                    ),
                    tip=self._tip,
                    icon=lambda one: swatch(one.cover.state.value, self.devicePixelRatioF()),
                    width_px=118,
                    stretch=True,
                ),
                Column(self.tr("State"), self._state, tip=self._tip, width_px=64 if words.is_chinese() else 112),
                Column(
                    self.tr("km"),
                    lambda one: one.length_m,
                    text=lambda one: words.number(one.length_m / 1000.0, 1),
                    tip=lambda _one: self.tr("Geodesic length on CGCS2000 of all segments of this border"),
                    is_number=True,
                    width_px=52,
                ),
                Column(
                    self.tr("Forest"),
                    lambda one: float("nan") if one.forest_ha is None else one.forest_ha,
                    text=lambda one: unknown if one.forest_ha is None else words.number(one.forest_ha, 0),
                    tip=lambda _one: self.tr(
                        "hm² of the patches this line cuts; one that several lines cut is divided"
                    ),
                    is_number=True,
                    width_px=66,
                ),
                Column(
                    self.tr("Grade"),
                    lambda one: one.grade or float("nan"),
                    text=lambda one: str(one.grade) if one.grade else unknown,
                    tip=self._tip,
                    is_number=True,
                    width_px=44,
                    is_extra=True,
                ),
                Column(
                    self.tr("Priority"),
                    lambda one: float("nan") if one.priority is None else one.priority,
                    text=lambda one: unknown if one.priority is None else words.number(one.priority, 2),
                    tip=self._tip,
                    is_number=True,
                    width_px=70,
                    is_extra=True,
                ),
                Column(self.tr("Last drill"), lambda one: one.drill or unknown, width_px=90, is_extra=True),
            ],
            self.tr("Borders by urgency"),
            key=lambda one: one.pair,
        )
        table.row_selected.connect(lambda one: self._choose(one))
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # by urgency, as it comes
        return table

    # -- showing ------------------------------------------------------------------------------

    @property
    def report(self) -> GapReport | None:
        """The gap map that is shown."""
        return None if self._view is None else self._view.gaps[self.hazards.currentData()]

    def clear(self) -> None:
        """Show nothing: another plan."""
        self._view, self._chosen = None, ""
        self.table.set_rows([])
        self.sums.setText("")
        has_borders = self._document.is_open and len(self._document.borders()) > 0
        self.pages.setCurrentIndex(_WAITING if has_borders else 0)

    def show_view(self, view: RegisterView) -> None:
        """Show what was worked out."""
        self._view = view
        self._names = register_words.names_of(self._document)
        self._show()

    def _show(self) -> None:
        report = self.report
        if report is None or not report.pairs:
            self.table.set_rows([])
            self.pages.setCurrentIndex(0)
            self.report_shown.emit(None)
            return
        self.pages.setCurrentIndex(1)
        self.sums.setText(self._sums(report))
        self.sums.setToolTip(
            self.tr("Kilometres and forest of all classes add up to those of all borders of the plan.")
        )
        self.table.set_rows(list(report.pairs))
        self.report_shown.emit(report)
        chosen = self._chosen or report.pairs[0].pair
        self.table.select_keys({chosen})
        self._choose(next((one for one in report.pairs if one.pair == chosen), None), zooms=False)

    def _sums(self, report: GapReport) -> str:
        inner_m = sum(one.length_m for one in report.pairs)
        settings = report.settings
        return self.tr(
            "{count} borders, {km} km. Open and much comes across: {first} to take up first (!, the top {share}),"
            " {second} next, {third} later"
        ).format(
            count=len(report.pairs),
            km=words.number(inner_m / 1000.0, 1),
            first=report.graded(1),
            share=words.percent(settings.first_share),
            second=report.graded(2),
            third=report.graded(3),
        )

    def _state(self, one: PairGap) -> str:
        return register_words.words().code("border_state", one.cover.state.value)

    def _tip(self, one: PairGap) -> str:
        return "\n".join(register_words.reason_text(why, self._names) for why in one.reasons)

    def _choose(self, one: PairGap | None, *, zooms: bool = True) -> None:
        if one is None or self._view is None:
            return
        self._chosen = one.pair
        self.card.setWidget(self._make_card(one, self._view))
        if zooms:
            self.pair_chosen.emit(one.pair)

    # -- one border -----------------------------------------------------------------------------

    def _make_card(self, one: PairGap, view: RegisterView) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(label(pair_name(one.pair, self._names, register_words.words()), "heading"))
        column.addWidget(label(self._tip(one), "small", wrap=True, selectable=True))
        account = button(self.tr("Their ledger…"), lambda: self.ledger_asked.emit(one.pair), icon="arrow-left-right")
        account.setToolTip(self.tr("What the two send and give each other, and who would bear which cost"))
        row = QHBoxLayout()
        row.addWidget(account)
        row.addStretch(1)
        column.addLayout(row)
        self.grid = DimensionGrid()
        self.grid.cell_chosen.connect(self._show_cell)
        self.grid.show_cells(view.matrices.get(one.pair, ()))
        column.addWidget(self.grid)
        self.detail = QWidget()
        self._detail = QVBoxLayout(self.detail)
        self._detail.setContentsMargins(0, 0, 0, 0)
        self._detail.setSpacing(2)
        column.addWidget(self.detail)
        named = {*one.cover.agreements, *one.cover.superior}
        for health in view.health:
            if health.uid in named:
                self._add_health(column, health, is_superior=health.uid in one.cover.superior)
        for clash in view.clashes:
            if one.pair in clash.facts.get("borders", ()):
                self._add_clash(column, clash)
        column.addStretch(1)
        return page

    def _link(self, uid: str, text: str = "") -> QWidget:
        name = self._names.references.get(uid, uid)
        return WrappedLink(text or name, lambda: self.agreement_chosen.emit(uid))

    def _add_health(self, column: QVBoxLayout, health: Health, *, is_superior: bool) -> None:
        known = register_words.words()
        name = self._names.references.get(health.uid, health.uid)
        column.addWidget(
            self._link(health.uid, self.tr("{name} (superior's)").format(name=name) if is_superior else name)
        )
        heads = {"meeting": "meeting", "drill": "drill", "patrol": "patrol", "inventory": "inventory"}
        parts = [
            f"{known[f'gap_sheet.{heads[sign.code]}']} {sign.day or known['gap_sheet.not_recorded']}"
            + (" !" if sign.is_old else "")
            for sign in health.signs
        ]
        if health.overdue:
            parts.append(self.tr("%n decision(s) overdue", "", len(health.overdue)))
        column.addWidget(label("；".join(parts) if words.is_chinese() else "; ".join(parts), "small", wrap=True))

    def _add_clash(self, column: QVBoxLayout, clash: Clash) -> None:
        known = register_words.words()
        text = f"{known.code('clash', clash.code)}："
        names = [self._names.references.get(uid, uid) for uid in dict.fromkeys((clash.first, clash.second))]
        said = known.text(f"clash_text.{clash.code}", **facts_shown(clash.facts, self._names, known))
        column.addWidget(label(f"△ {text}{'／'.join(names)}（{said}）", "small", wrap=True, selectable=True))

    def _show_cell(self, cell: Cell) -> None:
        """Name the agreements that have an item, below the matrix."""
        while (item := self._detail.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        known = register_words.words()
        state = known.code("border_state", cell.state.value)
        self._detail.addWidget(label(f"{known.code('dimension_item', cell.item)}：{state}", "small"))
        for uid in cell.agreements:
            self._detail.addWidget(self._link(uid))
        for uid in cell.superior:
            name = self._names.references.get(uid, uid)
            self._detail.addWidget(self._link(uid, self.tr("{name} (superior's)").format(name=name)))


def swatch(code: str, ratio: float) -> QIcon:
    """Return a stroke of a class as the map draws it."""
    picture = QPixmap(_SWATCH * ratio * theme.text_scale())
    picture.setDevicePixelRatio(ratio * theme.text_scale())
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(pen_of(code, is_dark=theme.tokens().is_dark))
    middle = _SWATCH.height() // 2
    painter.drawLine(0, middle, _SWATCH.width(), middle)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QIcon(picture)


class AgreementPages(QWidget):
    """The register's list, or the gaps, by choice."""

    shown = Signal(str)

    def __init__(self, register: AgreementsPanel, gaps: GapsPanel) -> None:
        super().__init__()
        self.register, self.gaps = register, gaps
        self.setAccessibleName(self.tr("Agreements"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("What is listed"))
        self.choice.addItem(self.tr("Agreements on record"), "register")
        self.choice.addItem(self.tr("Gaps: borders and what covers them"), "gaps")
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 6)
        row.addWidget(self.choice)
        column.addLayout(row)
        self.lists = QStackedWidget()
        self.lists.addWidget(register)
        self.lists.addWidget(gaps)
        self.lists.setMinimumHeight(_LEAST_PX)
        column.addWidget(self.lists, 1)
        self.choice.currentIndexChanged.connect(self._on_choice)

    @property
    def current(self) -> str:
        """Which list is shown: ``register`` or ``gaps``."""
        return str(self.choice.currentData())

    def show_list(self, key: str) -> None:
        """Bring one of the lists forward."""
        self.choice.setCurrentIndex(self.choice.findData(key))

    def _on_choice(self, place: int) -> None:
        self.lists.setCurrentIndex(place)
        self.shown.emit(self.current)
