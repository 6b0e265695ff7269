"""Versions and signatures: areas and agreements as they stand, who agreed, what an amendment changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app import register_words, theme, version_rows
from app.ages import local_day
from app.document import Document
from app.tasks.version_view import VersionView
from app.widgets.basics import EmptyState, button, label
from app.widgets.fitting import fit
from app.widgets.narrow import Beside, WrappingRow
from app.widgets.table import Column, RowTable
from layers.export.versions import who_text
from layers.version_workflow import Status
from layers.versions.ledger import LedgerRow, Standing
from layers.versions.model import Act, Thing, ThingKind, VersionState
from layers.versions.paper_code import CodeKind, short_form
from layers.versions.redline import Redline

_LIST_PX, _DETAIL_PX = 430, 640
_OPEN = frozenset({VersionState.DRAFT, VersionState.NEGOTIATED})


class VersionsWindow(QDialog):
    """Stays beside the map; everything that is written down is one step in the plan's history."""

    act_asked = Signal(object, object)  # Thing, Act
    begin_asked = Signal(object)  # Thing
    text_asked = Signal(object)  # Thing
    compare_asked = Signal(object, int, int)  # Thing, before, after
    map_asked = Signal()
    redline_export_asked = Signal(object, int, int)
    ledger_export_asked = Signal()
    check_asked = Signal()
    thing_zoomed = Signal(object)
    left = Signal()

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Versions and signatures"))
        self._document = document
        self._view = VersionView()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._make_bar())
        self.split = Beside()
        self.table = RowTable(self._thing_columns(), self.tr("Areas and agreements"), key=lambda one: one.thing.key)
        self.table.show_as_given()
        self.table.row_selected.connect(self._on_thing)
        self.table.row_activated.connect(lambda one: self.thing_zoomed.emit(one.thing))
        self.table.setMinimumWidth(300)
        self.empty = EmptyState(
            "file-check",
            self.tr(
                "Draw a joint-patrol area or enter an agreement first. Here it becomes a draft, is negotiated and "
                "signed; what is signed stays as it is, and changes by amendments."
            ),
        )
        self.list_pages = QStackedWidget()
        self.list_pages.addWidget(self.empty)
        self.list_pages.addWidget(self.table)
        self.split.addWidget(self.list_pages)
        self.split.addWidget(self._make_detail())
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([_LIST_PX, _DETAIL_PX])
        column.addWidget(self.split, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, document.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, document.redo)
        document.closed.connect(self.close)
        self.resize(1120, 640)
        fit(self)
        self.show_view(VersionView())

    # -- building -----------------------------------------------------------------------------

    def _make_bar(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which"))
        for text, kind in (
            (self.tr("Areas, and agreements spoken to"), "spoken"),
            (self.tr("Joint-patrol areas"), ThingKind.PATROL_AREA),
            (self.tr("All agreements"), ThingKind.AGREEMENT),
        ):
            self.which.addItem(text, kind)
        self.which.currentIndexChanged.connect(self._filter)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name or hash"))
        self.search.setAccessibleName(self.tr("Find an area or agreement"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        row.addWidget(self.which)
        row.addWidget(self.search, 1)
        self.check_button = button(self.tr("Check a paper…"), self.check_asked.emit, icon="shield-check")
        self.export_button = button(self.tr("Export who agreed…"), self.ledger_export_asked.emit, icon="file-output")
        row.addWidget(self.check_button)
        row.addWidget(self.export_button)
        return row

    def _make_detail(self) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(6)
        self.title = label("", "title", wrap=True)
        self.state = label("", "muted", wrap=True, selectable=True)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addLayout(self._make_acts())
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("What is shown of it"))
        for text in (self.tr("Who agreed"), self.tr("Versions"), self.tr("What changes")):
            self.tabs.addTab(text)
        column.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.parties = RowTable(self._party_columns(), self.tr("Who agreed"), key=lambda row: (row.county, row.party))
        self.parties.show_as_given()
        self.versions = RowTable(self._version_columns(), self.tr("Versions"), key=lambda one: one.number)
        self.versions.show_as_given()
        self.pages.addWidget(self.parties)
        self.pages.addWidget(self.versions)
        self.pages.addWidget(self._make_changes())
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.detail = QStackedWidget()
        hint = label(self.tr("Choose an area or an agreement on the left."), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail.addWidget(hint)
        self.detail.addWidget(detail)
        return self.detail

    def _make_acts(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.act_buttons: dict[Act, QPushButton] = {}
        for act, text in (
            (Act.AGREED, self.tr("Agrees…")),
            (Act.DECLINED, self.tr("Declines…")),
            (Act.NEGOTIATED, self.tr("Negotiated…")),
            (Act.SIGNED, self.tr("Sign…")),
            (Act.WITHDRAWN, self.tr("Withdraw…")),
        ):
            made = button(text, partial(self._ask_act, act), kind="primary" if act is Act.SIGNED else "")
            self.act_buttons[act] = made
            row.addWidget(made)
        self.begin_button = button(self.tr("Begin an amendment…"), lambda: self._emit(self.begin_asked))
        self.text_button = button(self.tr("Text and annex…"), lambda: self._emit(self.text_asked))
        row.addWidget(self.begin_button)
        row.addWidget(self.text_button)
        row.addStretch(1)
        return row

    def _make_changes(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = WrappingRow()
        row.setSpacing(6)
        self.before, self.after = QComboBox(), QComboBox()
        self.before.setAccessibleName(self.tr("Version before"))
        self.after.setAccessibleName(self.tr("Version after"))
        for box in (self.before, self.after):
            box.currentIndexChanged.connect(self._compare)
        self.map_button = button(self.tr("On the map"), self.map_asked.emit, icon="map")
        self.save_button = button(self.tr("As a document…"), self._save, icon="file-output")
        row.addWidget(self.before)
        row.addWidget(label("→"))
        row.addWidget(self.after)
        row.addStretch(1)
        row.addWidget(self.map_button)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.changes = QTextBrowser()
        self.changes.setAccessibleName(self.tr("What changes"))
        column.addWidget(self.changes, 1)
        return page

    def _thing_columns(self) -> list[Column]:
        def color(one: Status) -> QColor | None:
            tokens = theme.tokens()
            state = version_rows.state_of(one)
            return QColor(tokens.success if state == "signed" else tokens.warning if one.has_changed else tokens.muted)

        return [
            Column(
                self.tr("Name"),
                lambda one: one.thing.title,
                tip=lambda one: one.thing.title,
                width_px=150,
                stretch=True,
            ),
            Column(self.tr("Stands"), version_rows.state_text, color=color, width_px=128),
            Column(
                self.tr("Agreed"),
                self._agreed,
                width_px=60,
                title_tip=self.tr("Parties that agree to, or signed, what is there now"),
            ),
            Column(self.tr("Hash"), version_rows.short_text, tip=lambda one: one.sha256, width_px=156, is_extra=True),
        ]

    def _party_columns(self) -> list[Column]:
        words = register_words.words()

        def color(row: LedgerRow) -> QColor | None:
            tokens = theme.tokens()
            if row.holds:
                return QColor(tokens.success)
            return QColor(tokens.warning) if row.standing is Standing.EARLIER else QColor(tokens.muted)

        def standing(row: LedgerRow) -> str:
            return words.code("version_standing", row.standing.value)

        return [
            Column(self.tr("Party"), lambda row: row.party, width_px=110, stretch=True),
            Column(self.tr("Stands"), standing, color=color, width_px=136),
            Column(
                self.tr("Version"),
                lambda row: row.version or None,
                text=lambda row: str(row.version or ""),
                is_number=True,
                width_px=56,
            ),
            Column(self.tr("Day"), lambda row: row.consent.on if row.consent else "", width_px=98),
            Column(self.tr("Who"), lambda row: who_text(row.consent) if row.consent else "", width_px=110),
            Column(self.tr("Note"), lambda row: row.consent.note if row.consent else "", width_px=120, is_extra=True),
            Column(
                self.tr("Hash"),
                lambda row: _short(row.consent.sha256 if row.consent else ""),
                width_px=150,
                is_extra=True,
            ),
        ]

    def _version_columns(self) -> list[Column]:
        words = register_words.words()
        return [
            Column(self.tr("No."), lambda one: one.number, is_number=True, width_px=40),
            Column(self.tr("State"), lambda one: words.code("version_state", one.state.value), width_px=80),
            Column(self.tr("Hash"), lambda one: _short(one.sha256), tip=lambda one: one.sha256, width_px=160),
            Column(self.tr("Since"), lambda one: local_day(one.changed_at), width_px=98),
            Column(self.tr("Why"), lambda one: one.note, tip=lambda one: one.note, width_px=120, stretch=True),
        ]

    # -- content ------------------------------------------------------------------------------

    @property
    def chosen(self) -> Status | None:
        """What is in hand."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def show_view(self, view: VersionView) -> None:
        """Show how everything stands; what is in hand stays in hand."""
        self._view = view
        self.list_pages.setCurrentWidget(self.table if view.statuses else self.empty)
        self.export_button.setEnabled(bool(view.statuses))
        self.table.set_rows(view.statuses)
        self._filter()
        if self.chosen is None and self.table.visible_rows():
            self.table.select_keys({self.table.visible_rows()[0].thing.key})
        self._show_detail()

    def choose(self, thing: Thing) -> None:
        """Take a thing in hand."""
        if not any(one.thing.key == thing.key for one in self.table.visible_rows()):
            self.search.clear()
            self.which.setCurrentIndex(max(self.which.findData(thing.kind), 0))
        self.table.select_keys({thing.key})
        self._show_detail()

    def show_redline(self, found: Redline) -> None:
        """Show what changes between the versions that are compared."""
        status = self.chosen
        self.changes.setHtml(version_rows.redline_html(found, status.thing.title if status else ""))
        self.map_button.setEnabled(bool(found.added_m2 or found.removed_m2))
        self.map_button.setToolTip("" if self.map_button.isEnabled() else self.tr("No outline was changed"))

    @property
    def compared(self) -> tuple[int, int]:
        """Numbers of the versions that are compared."""
        return int(self.before.currentData() or 0), int(self.after.currentData() or 0)

    def _filter(self, *_news: object) -> None:
        wanted, part = self.which.currentData(), self.search.text().strip().casefold()
        spoken = {row.thing.key for row in self._view.rows if row.consent is not None}

        def shows(one: Status) -> bool:
            if wanted == "spoken":
                is_wanted = bool(one.versions) or one.thing.kind is ThingKind.PATROL_AREA or one.thing.key in spoken
            else:
                is_wanted = one.thing.kind == wanted
            return is_wanted and part in f"{one.thing.title} {version_rows.short_text(one)} {one.sha256}".casefold()

        self.table.set_filter(shows)

    def _agreed(self, one: Status) -> str:
        own = [row for row in self._view.rows if row.thing.key == one.thing.key]
        return f"{sum(row.holds for row in own)} / {len(own)}" if own else ""

    def _on_thing(self, _status: Status | None) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        status = self.chosen
        self.detail.setCurrentIndex(0 if status is None else 1)
        if status is None:
            return
        words = register_words.words()
        self.title.setText(status.thing.title)
        kind = words.code("version_kind", status.thing.kind.value)
        told = [f"{kind} · {version_rows.state_text(status)}"]
        if status.sha256:
            told.append(version_rows.short_text(status))
        else:
            told.append(self.tr("no longer in the plan"))
        if status.has_changed:
            told.append(self.tr("changed since it was negotiated"))
        self.state.setText("  ·  ".join(told))
        self.parties.set_rows([row for row in self._view.rows if row.thing.key == status.thing.key])
        self.versions.set_rows(status.versions)
        self._enable(status)
        self._fill_compared(status)

    def _enable(self, status: Status) -> None:
        version = status.version
        can_write = not self._document.is_read_only and bool(status.sha256)
        is_open = version is None or version.state in _OPEN
        is_signed = version is not None and version.state is VersionState.SIGNED
        allowed = {
            Act.AGREED: True,
            Act.DECLINED: not is_signed,
            Act.NEGOTIATED: is_open,
            Act.SIGNED: is_open or is_signed,
            Act.WITHDRAWN: is_signed,
        }
        for act, made in self.act_buttons.items():
            made.setVisible(allowed[act])
            made.setEnabled(can_write)
        self.begin_button.setVisible(not is_open)
        self.begin_button.setEnabled(can_write)
        self.text_button.setVisible(status.thing.kind is ThingKind.AGREEMENT and is_open)
        self.text_button.setEnabled(can_write)

    def _fill_compared(self, status: Status) -> None:
        numbers = [one.number for one in status.versions] or [1]
        words = register_words.words()
        states = {one.number: one.state.value for one in status.versions}
        kept = self.compared
        for box, listed in ((self.before, [0, *numbers[:-1]]), (self.after, numbers)):
            box.blockSignals(True)
            box.clear()
            for number in listed:
                state = words.code("version_state", states.get(number, "draft"))
                text = self.tr("Version {number} ({state})").format(number=number, state=state)
                box.addItem(text if number else self.tr("Nothing"), number)
            box.setCurrentIndex(box.count() - 1)
            box.blockSignals(False)
        if kept[1] == numbers[-1] and kept[0] in [0, *numbers[:-1]] and kept[0]:
            self.before.setCurrentIndex(self.before.findData(kept[0]))
        self._compare()

    def _compare(self, *_news: object) -> None:
        status = self.chosen
        self.map_button.setEnabled(False)  # until it is known what changed
        self.changes.clear()
        if status is not None and self.tabs.currentIndex() == 2 and status.sha256:
            self.compare_asked.emit(status.thing, *self.compared)

    def _on_tab(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        self._compare()

    # -- what is asked ----------------------------------------------------------------------------

    def _ask_act(self, act: Act) -> None:
        if self.chosen is not None:
            self.act_asked.emit(self.chosen.thing, act)

    def _emit(self, signal: object) -> None:
        if self.chosen is not None:
            signal.emit(self.chosen.thing)  # type: ignore[attr-defined]

    def _save(self) -> None:
        if self.chosen is not None:
            self.redline_export_asked.emit(self.chosen.thing, *self.compared)

    def hideEvent(self, event: QHideEvent) -> None:
        """What lies over the map goes with the window; a window that is only minimised comes back as it was."""
        if not event.spontaneous():
            self.left.emit()
        super().hideEvent(event)


def _short(sha256: str) -> str:
    return short_form(CodeKind.VERSION, sha256) if sha256 else ""
