"""The look of a layer: how features are told apart, how each kind or class looks, labels.  The map follows at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import theme, words
from app.canvas.scene import Scene
from app.cards.base import MapCard
from app.cards.look_fields import ClassForm, CoverForm, add_ramps, add_row, combo
from app.cards.look_words import MODES, PALETTES, field_word, translate
from app.document import Document
from app.tasks.looks import LookFacts, LookTask, Make
from app.widgets.basics import button, label, tool_button
from app.widgets.label_form import LabelForm
from app.widgets.look_form import LookForm
from app.widgets.look_rows import LookRows, row_of, with_row
from app.widgets.text_size import measured
from layers.kinds import Role, Shape
from layers.plan.model import LayerRecord
from layers.styling import presets
from layers.styling.classify import Method
from layers.styling.members import Column, Members
from layers.styling.model import LayerStyle, Look, Mode, read_style, write_style

_PAUSE_MS = 350
_SWATCH = QSize(22, 14)
_RAMP = QSize(56, 12)
_MOST_ROWS_SHOWN = 8
#: Marks a look on the clipboard.
_CLIP = "lianfang_look"
#: A look with all its classes has some tens of thousands of letters.
_MOST_CLIPPED = 1_000_000
#: Layers that no file holds, and what they are made of; zones keep the colours of their class.
_DERIVED_SHAPES: Mapping[str, Shape | None] = {
    "patrol_areas": Shape.POLYGON,
    "zones": None,
    "borders": Shape.LINE,
    "straddling": Shape.POLYGON,
    "reaches": Shape.LINE,
    "border_roads": Shape.LINE,
}


class LookCard(MapCard):
    """Edits the look of the layer that is chosen in the list."""

    said = Signal(str)

    def __init__(self, host: QWidget, document: Document, task: LookTask) -> None:
        super().__init__(host, "", width_px=318, has_copy=True)
        self.setAccessibleName(self.tr("Look of the layer"))
        self.copy_button.setToolTip(self.tr("Copy the look (Ctrl+C)"))
        self.copy_button.setAccessibleName(self.tr("Copy the look (Ctrl+C)"))
        self._document, self._task = document, task
        self._record: LayerRecord | None = None
        self._derived = ""
        self._facts = LookFacts("", LayerStyle())
        self._scene: Scene | None = None
        self._filling = False
        self._pending: LayerStyle | None = None
        self._written: LayerStyle | None = None  # what this card wrote last
        self._chosen_row = 0
        self._wants_focus = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.settle)
        document.closing.connect(self.settle)
        document.changed.connect(self._on_changed)
        task.ready.connect(self._show)
        task.made.connect(self._apply_made)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        self.reset_button = button(self.tr("Reset"), self.reset, kind="link")
        self.reset_button.setToolTip(self.tr("Back to the look that the role gives"))
        self.paste_button = tool_button(icon="clipboard-paste", name=self.tr("Paste a look (Ctrl+V)"), size_px=16)
        self.paste_button.clicked.connect(self.paste)
        bar.addWidget(self.reset_button)
        bar.addStretch(1)
        bar.addWidget(self.paste_button)
        self.body.addLayout(bar)
        self.scroll_area = QScrollArea()
        self.scroll_area.setProperty("kind", "bare")
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.scroll_area)
        keys = QShortcut(QKeySequence.StandardKey.Paste, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.paste)
        self.mode: QComboBox | None = None
        self.rows: LookRows | None = None
        self.form: LookForm | None = None

    # -- which layer --------------------------------------------------------------------------

    def show_layer(self, record: LayerRecord | None, derived: str = "") -> None:
        """Show the look of a layer; what waited to be written of another is written first."""
        self.settle()
        is_same = record is not None and self._record is not None and record.uid == self._record.uid
        if not is_same:
            self._chosen_row = 0
        self._record, self._derived, self._written = record, derived, None
        name = words.layer_title(record) if record is not None else words.derived(derived)
        self.title.setText(self.tr("Look: {layer}").format(layer=name))
        if record is None:
            self._show(LookFacts(derived, read_style(self._document.look(derived).style)))
        else:
            self._task.look(record)

    def focus_first(self) -> None:
        """Put the keyboard on the first field, as soon as there is one."""
        self._wants_focus = True

    def set_scene(self, scene: Scene) -> None:
        """Take how rows look on the map, for their swatches."""
        self._scene = scene
        if self.isVisible():
            self._dress_rows()

    @property
    def layer(self) -> str:
        """The layer whose look is shown."""
        return self._record.uid if self._record is not None else self._derived

    @property
    def style_shown(self) -> LayerStyle:
        """The style in the fields."""
        return self._pending or self._facts.style

    @property
    def _shape(self) -> Shape | None:
        return self._record.shape if self._record is not None else _DERIVED_SHAPES.get(self._derived)

    def _on_changed(self, change: Any) -> None:
        if not self.isVisible() or not change.touches("layer", "look"):
            return
        if self._derived:
            if read_style(self._document.look(self._derived).style) != self._written:
                self._pending = None
                self.show_layer(None, self._derived)
            return
        uid = self._record.uid if self._record is not None else ""
        record = next((one for one in self._document.layers() if one.uid == uid), None)
        if record is None:
            self.close_card()
        elif record != self._record and (record.style, record.table, record.role) != (
            self._record and (self._record.style, self._record.table, self._record.role)
        ):
            is_own = read_style(record.style) == self._written
            self._record = record
            if not is_own:
                self._pending = None
                self._pause.stop()
                self._task.look(record)

    def close_card(self) -> None:
        """Write what waits, and go away."""
        self.settle()
        super().close_card()

    # -- changes ------------------------------------------------------------------------------

    def _change(self, style: LayerStyle, *, soon: bool = False) -> None:
        """Take a new style: into the plan at once, or when quick changes in a row have come to rest."""
        self._facts = replace(self._facts, style=style)
        self._pending = style
        if soon:
            self._pause.start()
        else:
            self.settle()

    def settle(self) -> None:
        """Write what waits: one step to undo."""
        self._pause.stop()
        style, self._pending = self._pending, None
        if style is None or not self._document.is_open or self._document.is_read_only:
            return
        self._written = style
        if self._derived:
            self._document.set_derived_look(self._derived, style=style)
        elif self._record is not None and any(one.uid == self._record.uid for one in self._document.layers()):
            self._document.set_layer_style(self._record.uid, style)
            self._record = self._document.layer(self._record.uid)

    def _make(self, make: Make) -> None:
        """Have a style made from the columns, then show and keep it."""
        self.settle()
        if self._record is not None:
            self._task.look(self._record, make)

    def _apply_made(self, facts: LookFacts) -> None:
        if self._record is not None and facts.uid == self._record.uid:
            self._facts, self._pending = facts, facts.stored
            self.settle()
            self._show(facts)

    def reset(self) -> None:
        """Give the layer back what its role gives."""
        self.settle()
        style = LayerStyle(foreign=self.style_shown.foreign)
        if self._record is None:
            self._show(LookFacts(self._derived, style))
            self._change(style)
        else:
            self._make(lambda _frame, _style: style)

    def text(self) -> str:
        """Return the look as it is copied."""
        shape = self._shape.value if self._shape is not None else ""
        return json.dumps({_CLIP: 1, "shape": shape, "style": write_style(self.style_shown)}, ensure_ascii=False)

    def copy(self) -> None:
        """Copy the look, to be pasted on another layer."""
        super().copy()
        self.said.emit(self.tr("The look is copied. Choose another layer and paste it there."))

    def paste(self) -> None:
        """Take over a look that was copied from a layer of the same kind."""
        if self._document.is_read_only:
            return
        data = _clipped(QGuiApplication.clipboard().text())
        if data is None:
            self.said.emit(self.tr("There is no copied look to paste."))
            return
        shape = self._shape.value if self._shape is not None else ""
        style = read_style(data["style"])
        if data["shape"] != shape:
            self.said.emit(self.tr("That look is of a layer of another kind: areas, lines and points differ."))
        elif style.is_split and style.column not in {column.name for column in self._facts.columns}:
            self.said.emit(self.tr("This layer has no column “{column}”.").format(column=style.column))
        elif self._record is None:
            self._show(LookFacts(self._derived, style))
            self._change(style)
        else:
            self._make(lambda _frame, _style: style)

    # -- the page -----------------------------------------------------------------------------

    def _show(self, facts: LookFacts) -> None:
        if self._record is not None and facts.uid != self._record.uid:
            return
        focus = self._focus_name()
        self._facts = facts
        self.mode = self.rows = self.form = None
        self._filling = True
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        if self._shape is Shape.RASTER:
            self._raster_page(column)
        else:
            self._vector_page(column)
        column.addStretch(1)
        page.setEnabled(not self._document.is_read_only)
        for widget in (self.reset_button, self.paste_button):
            widget.setEnabled(not self._document.is_read_only)
        old = self.scroll_area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.scroll_area.setWidget(page)
        self._filling = False
        self._dress_rows()
        self._fit(page)
        if self._wants_focus or focus:
            self._wants_focus = False
            self._give_focus(page, focus)

    def _focus_name(self) -> str:
        here = self.focusWidget()
        return here.accessibleName() if here is not None and self.isAncestorOf(here) and here.hasFocus() else ""

    def _give_focus(self, page: QWidget, name: str) -> None:
        """Keep the keyboard where it was when the page is made anew."""
        fields = [one for one in page.findChildren(QWidget) if one.accessibleName() and one.isVisibleTo(page)]
        found = next((one for one in fields if one.accessibleName() == name), fields[0] if fields else None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self, page: QWidget) -> None:
        page.ensurePolished()
        room = max(self._host.height() - theme.px(150), 140)
        measured(self.scroll_area).setFixedHeight(min(page.sizeHint().height() + 2, room))
        if self.isVisible():
            self.place()

    def _raster_page(self, column: QVBoxLayout) -> None:
        facts = self._facts
        if self._record is None or self._record.role is not Role.LAND_COVER:
            column.addWidget(label(self.tr("A picture has the colours of its cells."), "small", wrap=True))
            return
        form = CoverForm(facts)
        form.chosen.connect(lambda code: self._change_raster(replace(self.style_shown, classification=code)))
        column.addWidget(form)

    def _change_raster(self, style: LayerStyle) -> None:
        self._change(style)
        if self._record is not None:
            self._task.look(self._record)

    def _vector_page(self, column: QVBoxLayout) -> None:
        style, shape = self._facts.style, self._shape
        if self._record is not None and self._record.role is not Role.COUNTY:
            self.mode = self._mode_box(style)
            add_row(column, self.tr("Tell apart"), self.mode)
        if style.is_split:
            self._split_page(column, style)
        elif shape is not None:
            self.form = LookForm(shape)
            self.form.show_look(style.look)
            self.form.changed.connect(lambda look: self._change(replace(self.style_shown, look=look), soon=True))
            column.addWidget(self.form)
        else:
            column.addWidget(label(self.tr("Its colours say which class a zone is."), "small", wrap=True))
        column.addWidget(label(self.tr("Labels"), "heading"))
        self._labels(column, style)

    def _mode_box(self, style: LayerStyle) -> QComboBox:
        box = combo(self.tr("Tell apart"))
        kinds, numbers = self._kind_columns(), self._number_columns()
        for mode, text in MODES.items():
            if (mode is Mode.CATEGORIES and not kinds) or (mode is Mode.CLASSES and not numbers):
                continue
            box.addItem(translate(text), mode.value)
        stored = read_style(self._record.style).mode if self._record is not None else style.mode
        mode = stored if self._pending is None else self._pending.mode
        box.setCurrentIndex(max(box.findData(mode.value), 0))
        box.activated.connect(lambda _place: self._choose_mode(Mode(box.currentData())))
        return box

    def _choose_mode(self, mode: Mode) -> None:
        style = self.style_shown
        if mode in (Mode.DEFAULT, Mode.SINGLE):
            plain = LayerStyle(mode, style.look, style.labels, foreign=style.foreign)
            self._make(lambda _frame, _style: plain)
            return
        columns = self._kind_columns() if mode is Mode.CATEGORIES else self._number_columns()
        names = [column.name for column in columns]
        name = style.column if style.column in names else _first_choice(columns, mode)
        self._make(lambda frame, _style: presets.style_by(frame, name, mode, style))

    def _kind_columns(self) -> list[Column]:
        return [column for column in self._facts.columns if presets.can_be_kinds(column.kinds)]

    def _number_columns(self) -> list[Column]:
        return [column for column in self._facts.columns if column.is_number and column.kinds > 1]

    # -- kinds and classes --------------------------------------------------------------------

    def _split_page(self, column: QVBoxLayout, style: LayerStyle) -> None:
        is_classes = style.mode is Mode.CLASSES
        columns = self._number_columns() if is_classes else self._kind_columns()
        box = combo(self.tr("Column"))
        for one in columns:
            box.addItem(f"{field_word(one.name)} ({words.number(one.kinds)})", one.name)
        if box.findData(style.column) < 0:
            box.addItem(field_word(style.column), style.column)
        box.setCurrentIndex(box.findData(style.column))
        box.activated.connect(lambda _place: self._choose_column(box.currentData()))
        add_row(column, self.tr("Column"), box)
        if is_classes:
            classes = ClassForm(style)
            classes.divided.connect(self._divide)
            classes.colored.connect(self._color_classes)
            column.addWidget(classes)
        else:
            palette = combo(self.tr("Colours"))
            palette.addItem(self.tr("Choose…"), "")
            for key, text in PALETTES.items():
                palette.addItem(translate(text), key)
            add_ramps(palette)
            palette.activated.connect(lambda _place: self._choose_palette(palette.currentData()))
            add_row(column, self.tr("Colours"), palette)
        self.rows = LookRows(self._facts, self._chosen_row)
        self.rows.row_chosen.connect(self._choose_row)
        # Later, when the cell that asks is done: the act replaces its table.
        self.rows.edited.connect(lambda *row: self._later(partial(self._edit_row, *row)))
        self.rows.break_typed.connect(lambda number, text: self._later(partial(self._type_break, number, text)))
        column.addWidget(self.rows)
        self.form = LookForm(self._shape or Shape.POLYGON)
        self.form.changed.connect(self._on_row_look)
        column.addWidget(self.form)
        self._show_row()

    def _divide(self, method: Method, count: int) -> None:
        if not self._filling:
            self._make(lambda frame, _style: presets.reclassified(self.style_shown, frame, method, count))

    def _color_classes(self, name: str, is_turned: bool) -> None:
        other = replace(self.style_shown, ramp=name, reverse=is_turned)
        self._replace_style(presets.with_breaks(other, other.breaks))

    def _choose_column(self, name: str) -> None:
        style = self.style_shown
        self._make(lambda frame, _style: presets.style_by(frame, name, style.mode, style))

    def _choose_palette(self, key: str) -> None:
        if key:
            self._replace_style(presets.recolored_rows(self.style_shown, key))

    def _replace_style(self, style: LayerStyle) -> None:
        self._facts = replace(self._facts, style=style)
        self._show(self._facts)
        self._change(style)

    def _dress_rows(self) -> None:
        if self.rows is not None and self._record is not None and self._scene is not None:
            self.rows.dress(self._scene.layer(self._record.uid))

    def _choose_row(self) -> None:
        if not self._filling and self.rows is not None:
            self._chosen_row = max(self.rows.currentRow(), 0)
            self._show_row()

    def _show_row(self) -> None:
        if self.form is None or self.rows is None:
            return
        number = self.rows.number
        is_fixed = number is None or number == Members.UNKNOWN
        self.form.setEnabled(not is_fixed)
        self.form.setToolTip(
            self.tr("What is not known is always grey hatch, never a value") if number == Members.UNKNOWN else ""
        )
        self.form.show_look(Look() if number is None or is_fixed else row_of(self.style_shown, number).look)

    def _on_row_look(self, look: Look) -> None:
        number = self.rows.number if self.rows is not None else None
        if self.rows is not None and number is not None and number != Members.UNKNOWN:
            self._change(with_row(self.style_shown, number, look=look), soon=True)

    def _edit_row(self, number: int, title: str, shown: bool) -> None:
        self._replace_style(with_row(self.style_shown, number, title=title, shown=shown))

    def _type_break(self, number: int, text: str) -> None:
        style = self.style_shown
        try:
            value = float(text.replace(",", "").replace("−", "-"))
        except ValueError:
            self.said.emit(self.tr("“{text}” is no number.").format(text=text))
            self._show(self._facts)
            return
        below = style.breaks[number - 1] if number > 0 else None
        above = style.breaks[number + 1] if number + 1 < len(style.breaks) else None
        if (below is not None and value <= below) or (above is not None and value >= above):
            self.said.emit(self.tr("A class must end above the one below it and below the one above it."))
            self._show(self._facts)
            return
        breaks = (*style.breaks[:number], value, *style.breaks[number + 1 :])
        made = presets.with_breaks(replace(style, method=Method.MANUAL), breaks)
        self._make(lambda _frame, _style: made)

    def _later(self, act: Callable[[], object]) -> None:
        """Act when the cell that asks is done: the act replaces its table."""
        QTimer.singleShot(0, self, act)

    def _labels(self, column: QVBoxLayout, style: LayerStyle) -> None:
        columns = [(one.name, field_word(one.name)) for one in self._facts.columns if one.name != "name"]
        form = LabelForm(style.labels, columns if self._record is not None else None)
        form.changed.connect(lambda labels: self._change(replace(self.style_shown, labels=labels), soon=True))
        column.addWidget(form)


def _first_choice(columns: list[Column], mode: Mode) -> str:
    """Return the column that most likely tells kinds or amounts: few kinds, not a name for each feature."""
    if mode is Mode.CLASSES:
        return max(columns, key=lambda column: column.kinds).name
    few = [column for column in columns if 2 <= column.kinds <= 20 and column.name != "name"]
    return (few or columns)[0].name


def _clipped(text: str) -> dict[str, Any] | None:
    """Return a look that was copied, None when the clipboard has something else."""
    if len(text) > _MOST_CLIPPED:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    ok = isinstance(data, dict) and data.get(_CLIP) == 1 and isinstance(data.get("style"), dict)
    return data if ok and isinstance(data.get("shape"), str) else None
