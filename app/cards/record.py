"""The card of one record: what it is, where it lies, what is known about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app import record_words, theme
from app.canvas.tools.record import Draft
from app.cards.base import MapCard
from app.widgets.basics import button, label, repolish, tool_button
from app.widgets.text_size import measured
from layers.kinds import RecordKind, Shape
from layers.recording import FORMS, FieldKind, FormField, coordinates_text

_WIDTH_PX = 312
#: Lines of coordinates that show at once.
_PLACE_ROWS = 4
_TICKED = "1"


class RecordCard(MapCard):
    """Shows a draft and takes what is typed; whoever listens keeps the record."""

    kind_chosen = Signal(object)  # RecordKind
    typed = Signal(dict)  # field → text
    place_typed = Signal(str)
    confirmed = Signal()
    removal_asked = Signal()
    copy_asked = Signal()
    redraw_asked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Record"), width_px=_WIDTH_PX, has_copy=False)
        self._kind: RecordKind | None = None
        self._is_quiet = False
        self._shown_place = ""
        self.fields: dict[str, QLineEdit | QCheckBox] = {}
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("What is recorded"))
        self.kinds.setMaxVisibleItems(len(record_words.KINDS))
        for kind in FORMS:
            self.kinds.addItem(theme.icon(record_words.ICONS[kind]), record_words.kind(kind), kind.value)
        self.kinds.activated.connect(lambda _row: self.kind_chosen.emit(RecordKind(self.kinds.currentData())))
        self.body.addWidget(self.kinds)
        self._add_place()
        self._form = QWidget()
        self.body.addWidget(self._form)
        self.findings = label("", wrap=True)
        self.body.addWidget(self.findings)
        self._add_foot()
        # The map follows what is typed, but not every key of it.
        self._place_pause = QTimer(self)
        self._place_pause.setSingleShot(True)
        self._place_pause.setInterval(250)
        self._place_pause.timeout.connect(self.settle)

    def _add_place(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Place"), "small"))
        head.addStretch(1)
        self.redraw_button = tool_button(icon="pencil", name=self.tr("Draw it anew"), size_px=16)
        self.redraw_button.clicked.connect(self.redraw_asked.emit)
        head.addWidget(self.redraw_button)
        self.body.addLayout(head)
        self.point = QLineEdit()
        self.point.setAccessibleName(self.tr("Coordinates"))
        self.point.setPlaceholderText(self.tr("Click on the map, or type 116.6368, 40.75"))
        notations = self.tr(
            "Degrees (116.6368, 40.75 or 116°38′12.5″E 40°45′N) or grid metres (X, Y; with or without the zone number)"
        )
        self.points = QPlainTextEdit()
        self.points.setAccessibleName(self.tr("Coordinates"))
        self.points.setPlaceholderText(self.tr("Click on the map, or type coordinates, one point on each line"))
        self.points.setTabChangesFocus(True)
        measured(self.points).setFixedHeight(self.points.fontMetrics().lineSpacing() * _PLACE_ROWS + 14)
        for widget in (self.point, self.points):
            widget.setToolTip(notations)
            widget.textChanged.connect(self._on_place)
            self.body.addWidget(widget)
        self.where = label("", "muted", wrap=True, selectable=True)
        self.body.addWidget(self.where)

    def _add_foot(self) -> None:
        row = QHBoxLayout()
        self.remove_button = tool_button(icon="trash-2", name=self.tr("Delete this record"), size_px=16)
        self.remove_button.clicked.connect(self.removal_asked.emit)
        self.again_button = tool_button(icon="copy-plus", name=self.tr("Another one like this"), size_px=16)
        self.again_button.clicked.connect(self.copy_asked.emit)
        row.addWidget(self.remove_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), self.close_card))
        self.keep_button = button(self.tr("Record"), self.confirm, kind="primary")
        self.keep_button.setToolTip(self.tr("Keep it in the plan (Enter)"))
        row.addWidget(self.keep_button)
        self.body.addLayout(row)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def kind(self) -> RecordKind | None:
        """The kind whose form is shown."""
        return self._kind

    def show_draft(self, kind: RecordKind, draft: Draft | None) -> None:
        """Show a record in hand, or the empty form of a kind; what has the cursor is not written over."""
        self._is_quiet = True
        is_new = draft is None or draft.is_new
        if kind is not self._kind:
            self._make_form(kind)
        self.kinds.setCurrentIndex(self.kinds.findData(kind.value))
        self.kinds.setEnabled(is_new)
        values: Mapping[str, str] = {} if draft is None else draft.values
        for name, widget in self.fields.items():
            _show_value(widget, values.get(name, ""))
        self._show_place(None if draft is None else draft.shape)
        self.title.setText(self.tr("Record by hand") if is_new else self.tr("Change a record"))
        text = self.tr("Record") if is_new else self.tr("Save")
        self.keep_button.setText(text)
        self.keep_button.setAccessibleName(text)
        self.remove_button.setVisible(not is_new)
        self.again_button.setVisible(not is_new)
        self.redraw_button.setVisible(
            FORMS[kind].shape is not Shape.POINT and draft is not None and draft.shape is not None
        )
        self._is_quiet = False

    def _make_form(self, kind: RecordKind) -> None:
        self._kind = kind
        self.fields = {}
        form, fresh = FORMS[kind], QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(form.fields):
            widget = self._field(one)
            named = label(record_words.field(one.word) + (" *" if one.name == "name" and form.needs_name else ""))
            named.setBuddy(widget)
            grid.addWidget(named, row, 0)
            grid.addWidget(widget, row, 1)
            self.fields[one.name] = widget
        self.body.replaceWidget(self._form, fresh)
        self._form.hide()
        self._form.deleteLater()
        self._form = fresh
        fresh.show()  # in a card that is open it would count for its height only later
        is_point = form.shape is Shape.POINT
        self.point.setVisible(is_point)
        self.points.setVisible(not is_point)

    def _field(self, one: FormField) -> QLineEdit | QCheckBox:
        if one.kind is FieldKind.YES:
            box = QCheckBox()
            box.setAccessibleName(record_words.field(one.word))
            box.toggled.connect(lambda _on: self._on_typed())
            return box
        edit = QLineEdit()
        edit.setAccessibleName(record_words.field(one.word))
        if one.kind is FieldKind.DATE:
            edit.setPlaceholderText(self.tr("2026-05-01"))
        elif one.kind is FieldKind.NUMBER:
            edit.setPlaceholderText(self.tr("not known"))
        edit.textEdited.connect(lambda _text: self._on_typed())
        return edit

    def _show_place(self, shape: shapely.Geometry | None) -> None:
        text = "" if shape is None else coordinates_text(shape)
        if text == self._shown_place:
            return
        self._shown_place = text
        if self._place_edit.hasFocus() and self._place_pause.isActive():
            return
        if self.place_text() != text:
            self.point.setText(text if "\n" not in text else "")
            self.points.setPlainText(text)

    @property
    def _place_edit(self) -> QLineEdit | QPlainTextEdit:
        return self.points if self.points.isVisibleTo(self) else self.point

    def show_where(self, text: str) -> None:
        """Say in which county the place lies, and how long or large it is."""
        self.where.setText(text)
        self.where.setVisible(bool(text))

    def show_findings(self, texts: Sequence[str], *, is_wrong: bool) -> None:
        """Say what was noticed; what is wrong must be put right before the record is kept."""
        self.findings.setText("\n".join(texts))
        self.findings.setVisible(bool(texts))
        self.findings.setProperty("kind", "danger" if is_wrong else "warning")
        repolish(self.findings)
        self.place()

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is typed ----------------------------------------------------------------------------

    def place_text(self) -> str:
        """Return the coordinates as they stand in the card."""
        edit = self._place_edit
        return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()

    def texts(self) -> dict[str, str]:
        """Return what is typed, by field."""
        return {
            name: (_TICKED if widget.isChecked() else "") if isinstance(widget, QCheckBox) else widget.text()
            for name, widget in self.fields.items()
        }

    def settle(self) -> None:
        """Tell of coordinates that were typed and not yet told of."""
        if self._place_pause.isActive():
            self._place_pause.stop()
        text = self.place_text()
        if text.strip() != self._shown_place.strip():
            self._shown_place = text
            self.place_typed.emit(text)

    def confirm(self) -> None:
        """Ask for the record to be kept, with everything that is typed."""
        self.settle()
        self.confirmed.emit()

    def _on_place(self) -> None:
        if not self._is_quiet:
            self._place_pause.start()

    def _on_typed(self) -> None:
        if not self._is_quiet:
            self.typed.emit(self.texts())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the record, Esc closes; several lines of coordinates keep their own Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        super().keyPressEvent(event)


def _show_value(widget: QLineEdit | QCheckBox, text: str) -> None:
    if isinstance(widget, QCheckBox):
        widget.setChecked(bool(text))
    elif widget.text() != text:
        widget.setText(text)
