"""The card of one layer: role, opacity, the counties it speaks for, and where it came from."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app import messages, words
from app.crs_words import crs_in_words
from app.document import Document
from app.reading_words import short_name
from app.widgets.asks import Ask, AskCard
from app.widgets.basics import CardPages, ElidedLabel, button, label, tool_button
from app.widgets.swatches import ColorButton
from layers.kinds import ROLE_SHAPES, Origin, Role, Shape
from layers.plan.model import LayerLook, LayerRecord
from layers.plan.rasters import is_only_seen
from layers.styling.model import color_of, read_style

#: Keys and wheel that rest this long have ended their gesture.
_PAUSE_MS = 400
#: Codes of counties that are not loaded are listed up to this many.
_MOST_NAMED = 6


class LayerCard(QWidget):
    """Shows and changes one layer."""

    zoom_asked = Signal(str)
    mending_asked = Signal(str)
    forest_asked = Signal(str)
    points_asked = Signal(str)
    look_asked = Signal()
    table_asked = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Layer card"))
        self._document = document
        self._record: LayerRecord | None = None
        self._asks: dict[str, Ask] = {}
        self.ask: AskCard | None = None
        self._derived: tuple[str, LayerLook] | None = None
        self._pending: Callable[[], object] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        document.closing.connect(self._settle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._pages = CardPages(self.tr("Choose a layer to see its role, its counties and its source."))
        self._pages.scroll_area.setAccessibleName(self.accessibleName())
        outer.addWidget(self._pages)

    @property
    def record(self) -> LayerRecord | None:
        """The layer that is shown, when it is one of a file."""
        return self._record

    @property
    def shown(self) -> tuple[LayerRecord | None, str]:
        """The layer that is shown: of a file, or the name of one that no file holds."""
        return self._record, self._derived[0] if self._derived is not None else ""

    @property
    def typed_of(self) -> str:
        """The layer that its fields are about."""
        return self._record.uid if self._record is not None else self.shown[1]

    def show_layer(self, record: LayerRecord | None) -> None:
        """Show a layer, or ask for one."""
        if record is not None and record == self._record:
            return
        if self._settle() and record is not None:
            record = self._document.layer(record.uid)
        self._record, self._derived = record, None
        if record is None:
            self._pages.show_hint()
            return
        self._pages.show_page(self._page(record))

    def show_derived(self, layer: str) -> None:
        """Show how a layer looks that no file holds."""
        look = self._document.look(layer)
        if (layer, look) == self._derived:
            return
        self._settle()
        look = self._document.look(layer)
        self._record, self._derived = None, (layer, look)
        self._pages.show_page(self._derived_page(layer, look))

    def _derived_page(self, layer: str, look: LayerLook) -> QWidget:
        page, column = _blank_page()
        head = QHBoxLayout()
        head.addWidget(label(words.derived(layer), "title", wrap=True), 1)
        zoom = tool_button(icon="scan", name=self.tr("Show on the map"), size_px=16)
        zoom.clicked.connect(lambda: self.zoom_asked.emit(layer))
        head.addWidget(zoom)
        head.addWidget(self._table_button(layer))
        column.addLayout(head)
        column.addWidget(label(self.tr("Derived or drawn in this plan"), "small", wrap=True))
        set_look = self._document.set_derived_look
        column.addLayout(self._opacity(look.opacity, lambda opacity: set_look(layer, opacity=opacity)))
        editable: list[QWidget] = [self.opacity]
        if layer == "zones":
            column.addWidget(label(self.tr("Its colours say which class a zone is."), "small", wrap=True))
            column.addWidget(self._look_button(), alignment=Qt.AlignmentFlag.AlignLeft)
        else:
            column.addLayout(self._color(look.style, lambda color: set_look(layer, color=color)))
            editable.append(self.color)
        column.addStretch(1)
        for widget in editable:
            widget.setEnabled(not self._document.is_read_only)
        return page

    def set_asks(self, asks: Sequence[Ask]) -> None:
        """Take what is the matter with the files of layers; the card shows it at once."""
        before, self._asks = self._asks, {ask.layer: ask for ask in asks}
        record = self._record
        if record is None or not self._document.is_open:
            return
        old, new = before.get(record.uid), self._asks.get(record.uid)
        if old is not new and not (new is not None and new.says_the_same(old)):
            self._pages.show_page(self._page(record))

    def _page(self, record: LayerRecord) -> QWidget:
        page, column = _blank_page()
        head = QHBoxLayout()
        title = ElidedLabel(words.layer_title(record), "title")
        title.setToolTip(record.title)
        head.addWidget(title, 1)
        zoom = tool_button(icon="scan", name=self.tr("Show on the map"), size_px=16)
        zoom.clicked.connect(lambda: self.zoom_asked.emit(record.uid))
        remove = tool_button(icon="trash-2", name=self.tr("Remove from the plan"), size_px=16)
        remove.clicked.connect(lambda: self._document.remove_layer(record.uid))
        head.addWidget(zoom)
        if record.shape is not Shape.RASTER:
            head.addWidget(self._table_button(record.uid))
        head.addWidget(remove)
        column.addLayout(head)
        ask = self._asks.get(record.uid)
        self.ask = AskCard(ask) if ask is not None else None
        if self.ask is not None:
            column.addWidget(self.ask)
        roles = QHBoxLayout()
        roles.addWidget(label(self.tr("Role"), "small"))
        roles.addStretch(1)
        self.columns_button = button(self.tr("Columns…"), self.edit_columns, kind="link")
        self.columns_button.setToolTip(self.tr("Which column of the file is the name, the code, the people …"))
        is_recorded = record.origin is Origin.RECORDED  # its role and its columns are those of its form
        if record.shape is Shape.RASTER or is_recorded:  # never shown here: it would flash as a window of its own
            self.columns_button.hide()
        roles.addWidget(self.columns_button)
        column.addLayout(roles)
        column.addWidget(self._role_box(record))
        forest = button(self.tr("Make forest…"), lambda: self.forest_asked.emit(record.uid), icon="trees")
        forest.setMinimumWidth(1)  # the card is narrow
        if not record.is_land_cover:
            forest.hide()
        self.forest_button = forest
        column.addWidget(forest)
        points = button(self.tr("Control points…"), lambda: self.points_asked.emit(record.uid), icon="map-pinned")
        points.setMinimumWidth(1)
        points.setToolTip(self.tr("Where the picture lies: points in it and on the map, and how far each is off"))
        self.points_button = points
        column.addWidget(points)
        points.setVisible(bool(record.placement))  # in its place by now: it would flash as a window else
        column.addLayout(
            self._opacity(record.opacity, lambda opacity: self._document.set_layer_opacity(record.uid, opacity))
        )
        color = self._color(record.style, lambda color: self._document.set_layer_color(record.uid, color))
        if record.shape is not Shape.RASTER:  # a raster has the colours of its cells
            column.addLayout(color)
        elif record.is_land_cover:
            column.addWidget(self._look_button(), alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._speaks(record))
        column.addWidget(label(self.tr("Source"), "heading"))
        column.addLayout(self._source(record))
        column.addStretch(1)
        editable = not self._document.is_read_only
        can_make = editable and self._document.has_counties()
        forest.setEnabled(can_make)
        forest.setToolTip("" if can_make or not editable else self.tr("Add county boundaries first"))
        for widget in (
            points,
            remove,
            self.role_box,
            self.columns_button,
            self.opacity,
            self.color,
            self.speaks_button,
        ):
            widget.setEnabled(editable)
        if is_recorded:
            self.role_box.setEnabled(False)
            self.role_box.setToolTip(self.tr("What is recorded by hand keeps its role"))
        return page

    def _table_button(self, layer: str) -> QWidget:
        made = tool_button(icon="sheet", name=self.tr("Attribute table (F6)"), size_px=16)
        made.clicked.connect(lambda: self.table_asked.emit(layer))
        return made

    def _role_box(self, record: LayerRecord) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Role of the layer"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        for role in Role:
            if record.shape in ROLE_SHAPES[role] and (role is Role.BASEMAP or not is_only_seen(record)):
                box.addItem(words.role(role), role.value)
        box.setCurrentIndex(box.findData(record.role.value))
        box.activated.connect(lambda _place: self._document.set_layer_role(record.uid, Role(box.currentData())))
        self.role_box = box
        return box

    def _opacity(self, opacity: float, choose: Callable[[float], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Opacity"), "small"))
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(self.tr("Opacity of the layer"))
        slider.setRange(5, 100)
        slider.setMinimumWidth(48)
        slider.setSingleStep(5)
        slider.setValue(round(opacity * 100))
        figure = label(words.percent(opacity), "small")
        slider.valueChanged.connect(lambda value: figure.setText(words.percent(value / 100)))
        commit = lambda: choose(slider.value() / 100)  # noqa: E731
        slider.sliderReleased.connect(commit)
        slider.actionTriggered.connect(lambda _action: None if slider.isSliderDown() else self._after_pause(commit))
        row.addWidget(slider, 1)
        row.addWidget(figure)
        self.opacity = slider
        return row

    def _color(self, style: Mapping[str, Any], choose: Callable[[str], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Colour"), "small"))
        self.color = ColorButton(color_of(style), self.tr("Colour of the layer"))
        self.color.color_chosen.connect(lambda color: self._later(lambda: choose(color)))
        row.addWidget(self.color)
        if read_style(style).is_split:  # each kind or class has a colour of its own
            self.color.hide()
            row.addWidget(label(self.tr("by kind or class"), "small"))
        row.addStretch(1)
        row.addWidget(self._look_button())
        return row

    def _look_button(self) -> QPushButton:
        made = button(self.tr("Look…"), self.look_asked.emit, kind="link")
        made.setToolTip(self.tr("Kinds, classes, patterns, widths, symbols and labels (F7)"))
        self.look_button = made
        return made

    def _later(self, act: Callable[[], object]) -> None:
        """Act when the widget that asks is done: the act replaces it."""
        QTimer.singleShot(0, self, act)

    def _after_pause(self, act: Callable[[], object]) -> None:
        """Act when keys or wheel have come to rest: many small steps are one gesture."""
        self._pending = act
        self._pause.start()

    def _settle(self) -> bool:
        """Do what waits for a pause; return whether something did."""
        self._pause.stop()
        act, self._pending = self._pending, None
        if act is None:
            return False
        with contextlib.suppress(KeyError):  # the layer was removed meanwhile
            act()
        return True

    def _speaks(self, record: LayerRecord) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        names = self._counties_in_words(record.speaks_for - record.verified_none)
        none = self._counties_in_words(record.verified_none)
        parts = [self.tr("Speaks for: {counties}").format(counties=names or self.tr("no county yet"))]
        if none:
            parts.append(self.tr("Verified, nothing there: {counties}").format(counties=none))
        text = label("\n".join(parts), "" if record.speaks_for else "warning", wrap=True)
        text.setToolTip(
            self.tr(
                "Inside these counties, where the layer shows nothing there is nothing. For all others it is unknown."
            )
        )
        row.addWidget(text, 1)
        self.speaks_button = tool_button(icon="pencil", name=self.tr("Choose the counties it speaks for"), size_px=16)
        self.speaks_button.clicked.connect(self.edit_speaks_for)
        row.addWidget(self.speaks_button, alignment=Qt.AlignmentFlag.AlignTop)
        if record.role is Role.COUNTY or is_only_seen(record):
            holder.hide()
        return holder

    def _counties_in_words(self, codes: Set[str]) -> str:
        """Return the plan's counties by name; a census of the province names two hundred others, which are counted."""
        loaded = set(self._document.county_names())
        ours = [self._document.short_county_name(code) for code in sorted(codes & loaded)]
        others = len(codes - loaded)
        if others and ours:
            return self.tr("{counties} and {count} not loaded").format(counties=words.joined(ours), count=others)
        if others > _MOST_NAMED:
            return self.tr("{count} counties not loaded").format(count=others)
        return words.joined(ours or [self._document.short_county_name(code) for code in sorted(codes)])

    def edit_speaks_for(self) -> None:
        """Let the planner tick the counties the layer speaks for."""
        from app.dialogs.ask import run
        from app.dialogs.counties import SpeaksForDialog

        record = self._record
        if record is None:
            return
        dialog = SpeaksForDialog(record, self._document.county_names(), self.window())
        if run(dialog):
            self._document.set_layer_speaks_for(record.uid, dialog.speaks_for, dialog.verified_none)

    def edit_columns(self) -> None:
        """Let the planner say which columns of the source the plan's own are."""
        from app.dialogs.ask import run
        from app.dialogs.layer_columns import LayerColumnsDialog
        from layers.sources.choosing import sample_rows
        from layers.sources.recasting import given_in, source_columns

        record = self._record
        if record is None:
            return
        notes = record.source.notes
        rows = sample_rows(source_columns(self._document.frame(record.uid), record.role, notes))
        dialog = LayerColumnsDialog(record.title, rows, record.role, given_in(notes), self.window())
        if run(dialog):
            self._document.set_layer_fields(record.uid, dialog.given)

    def _source(self, record: LayerRecord) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        source = record.source
        rows = [
            (self.tr("File"), Path(source.path).name if source.path else words.UNKNOWN_SIGN, source.path),
            (self.tr("Date"), source.file_date or words.UNKNOWN_SIGN, ""),
            (self.tr("Features"), words.number(record.feature_count), ""),
            (self.tr("CRS"), source.crs_found or words.UNKNOWN_SIGN, ""),
            (self.tr("Read as"), _read_as(source.crs_found, source.crs_used), source.crs_used),
            (self.tr("Encoding"), short_name(source.encoding), ""),
            (self.tr("Credit"), source.credit, ""),
            (self.tr("Checksum"), source.sha256[:16], source.sha256),
        ]
        if record.origin is Origin.RECORDED:  # no file: the note below says so
            rows = [(self.tr("Last change"), source.file_date, ""), rows[2]]
        for place, (name, text, tip) in enumerate(row for row in rows if row[1]):
            grid.addWidget(label(name, "small"), place, 0, Qt.AlignmentFlag.AlignTop)
            is_file = place == 0  # one word without a place to break: its middle is left out
            value = ElidedLabel(text) if is_file else label(text, wrap=True, selectable=True)
            value.setToolTip(tip)
            value.setMinimumWidth(1)  # a long value must not widen the card
            grid.addWidget(value, place, 1)
        if source.mending:
            report = button(self.tr("Mending report…"), lambda: self.mending_asked.emit(record.uid), kind="link")
            report.setToolTip(self.tr("Every feature in which something was found; a click shows it on the map"))
            grid.addWidget(report, grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        for note in source.notes:
            said = label(messages.finding_text(note), "small", wrap=True)
            grid.addWidget(said, grid.rowCount(), 0, 1, 2)
        if record.is_sample:
            grid.addWidget(
                label(self.tr("Sample data; lines are illustrative"), "warning", wrap=True), grid.rowCount(), 0, 1, 2
            )
        return grid


def _read_as(found: str, used: str) -> str:
    """Return what coordinates were read as, "" where that is what the file says."""
    return "" if not used or used == found or used in found else crs_in_words(used)


def _blank_page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("kind", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setContentsMargins(10, 8, 10, 12)
    column.setSpacing(6)
    return page, column
