"""The choices of a map plate: what it shows, on what paper, at what scale, and what is declared on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.numbers import scale as scale_text
from app.widgets.basics import button, label, tool_button
from layers.plates.model import MOST_OVERLAP, Paper, PlateSpec, Series, Subject
from layers.plates.scales import SCALES, typed_scale

_USER = Qt.ItemDataRole.UserRole
_LIST_PX = 168
_DECLARED = ("maker", "purpose", "classification", "review_number")


@dataclass(frozen=True)
class PlateOffers:
    """What there is to choose from in a plan.

    Attributes
    ----------
    subjects : (subject, words) in their order
    layers : (uid, title, whether the plan shows it)
    gaps : (hazard, words)
    """

    subjects: Sequence[tuple[Subject, str]]
    layers: Sequence[tuple[str, str, bool]]
    gaps: Sequence[tuple[str, str]]


class PlateForm(QWidget):
    """Shows a plate's choices and says what they are now."""

    changed = Signal()
    frame_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = PlateSpec()
        self._quiet = True  # until all of it is made
        self._shown: Mapping[str, bool] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.subject = self._combo(self.tr("Shows"))
        self.series = self._combo(self.tr("Sheets"))
        for value, text in (
            (Series.NONE, self.tr("One sheet")),
            (Series.ZONES, self.tr("A sheet for each zone")),
            (Series.AREAS, self.tr("A sheet for each patrol area")),
            (Series.BORDERS, self.tr("A sheet for each border")),
            (Series.GRID, self.tr("Sheets side by side")),
        ):
            self.series.addItem(text, value.value)
        self.most = QSpinBox()
        self.most.setRange(0, 2000)
        self.most.setSpecialValueText(self.tr("all"))
        self.most.setAccessibleName(self.tr("Zones at most"))
        self.most.valueChanged.connect(self._tell)
        self.overlap = QSpinBox()
        self.overlap.setRange(0, round(MOST_OVERLAP * 100))
        self.overlap.setSuffix(" %")
        self.overlap.setAccessibleName(self.tr("Overlap"))
        self.overlap.valueChanged.connect(self._tell)
        self.paper = self._combo(self.tr("Paper"))
        for paper in Paper:
            self.paper.addItem(paper.value, paper.value)
        self.turned = self._combo(self.tr("Orientation"))
        self.turned.addItem(self.tr("Landscape"), False)
        self.turned.addItem(self.tr("Portrait"), True)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.paper)
        both.addWidget(self.turned, 1)
        self.scale = self._combo(self.tr("Scale"))
        self.scale.setEditable(True)
        self.scale.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.scale.addItem(self.tr("as large as fits"), 0)
        for scale in SCALES:
            self.scale.addItem(scale_text(scale), scale)
        edit = self.scale.lineEdit()
        assert edit is not None
        edit.editingFinished.connect(self._on_typed)
        self.scale_hint = label("", "small", wrap=True)
        self.scale_hint.hide()
        frame = QHBoxLayout()
        frame.setSpacing(8)
        self.frame = button(self.tr("On the map…"), self.frame_asked.emit, icon="move")
        self.frame.setToolTip(self.tr("Drag the frame over the map; dragging in the preview moves it too"))
        self.centre = tool_button(icon="crosshair", name=self.tr("Put what is shown back into the middle"))
        self.centre.clicked.connect(self._centre)
        frame.addWidget(self.frame, 1)
        frame.addWidget(self.centre)
        self.language = self._combo(self.tr("Language"))
        for code, name in (("zh_CN", "中文"), ("en", "English")):
            self.language.addItem(name, code)
        form.addRow(self.tr("Shows"), self.subject)
        form.addRow(self.tr("Sheets"), self.series)
        self.most_label, self.overlap_label = label(self.tr("Zones at most")), label(self.tr("Overlap"))
        form.addRow(self.most_label, self.most)
        form.addRow(self.overlap_label, self.overlap)
        form.addRow(self.tr("Paper"), both)
        form.addRow(self.tr("Scale"), self.scale)
        form.addRow("", self.scale_hint)
        form.addRow(self.tr("Frame"), frame)
        self.edits: dict[str, QLineEdit] = {}
        for key, name in (
            ("title", self.tr("Title")),
            ("parties", self.tr("Parties")),
            ("maker", self.tr("Prepared by")),
            ("purpose", self.tr("Purpose")),
            ("classification", self.tr("Classification")),
            ("review_number", self.tr("Map review number")),
        ):
            edit = QLineEdit()
            edit.setAccessibleName(name)
            edit.textChanged.connect(self._tell)
            self.edits[key] = edit
            form.addRow(name, edit)
        form.addRow(self.tr("Language"), self.language)
        self.gaps = self._combo(self.tr("Gap map"))
        form.addRow(self.tr("Gap map"), self.gaps)
        column.addLayout(form)
        self._boxes: dict[str, QCheckBox] = {}
        for key, name in (
            ("graticule", self.tr("Longitude and latitude")),
            ("grid", self.tr("Kilometre grid")),
            ("inset", self.tr("Overview of the counties")),
            ("code", self.tr("QR code and content hash")),
            ("marks_subject", self.tr("Pale what lies around")),
            ("grey", self.tr("In grey")),
        ):
            box = QCheckBox(name)
            box.toggled.connect(self._tell)
            self._boxes[key] = box
            column.addWidget(box)
        column.addWidget(label(self.tr("Layers on the plate"), "muted"))
        self.layers = QListWidget()
        self.layers.setAccessibleName(self.tr("Layers on the plate"))
        self.layers.setMinimumHeight(_LIST_PX)
        self.layers.itemChanged.connect(self._tell)
        column.addWidget(self.layers, 1)
        self._quiet = False

    def _combo(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(3)
        box.setMinimumWidth(72)
        box.setMaxVisibleItems(20)
        box.currentIndexChanged.connect(self._tell)
        return box

    # -- shown -----------------------------------------------------------------------------------------

    def offer(self, offers: PlateOffers) -> None:
        """Take what there is to choose from; what was chosen stays as far as it is still there."""
        spec = self.spec
        self._quiet = True
        self.subject.clear()
        for subject, text in offers.subjects:
            self.subject.addItem(text, str(subject))
        self.gaps.clear()
        self.gaps.addItem(self.tr("not shown"), "")
        for hazard, text in offers.gaps:
            self.gaps.addItem(text, hazard)
        self.layers.clear()
        self._shown = {uid: is_shown for uid, _title, is_shown in offers.layers}
        for uid, title, _is_shown in offers.layers:
            item = QListWidgetItem(title, self.layers)
            item.setData(_USER, uid)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self._quiet = False
        self.show_spec(spec)

    def show_spec(self, spec: PlateSpec) -> None:
        """Show a plate's choices."""
        self._spec, self._quiet = spec, True
        for box, value in (
            (self.subject, str(spec.subject)),
            (self.series, spec.series.value),
            (self.paper, spec.paper.value),
            (self.turned, spec.portrait),
            (self.language, spec.language),
            (self.gaps, spec.gaps),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        place = self.scale.findData(spec.scale)
        self.scale.setCurrentIndex(place)
        if place < 0:
            self.scale.setEditText(scale_text(spec.scale))
        self.most.setValue(spec.most)
        self.overlap.setValue(round(spec.overlap * 100))
        for key, edit in self.edits.items():
            edit.setText(getattr(spec, key))
        for key, check in self._boxes.items():
            check.setChecked(getattr(spec, key))
        for row in range(self.layers.count()):
            item = self.layers.item(row)
            uid = str(item.data(_USER))
            is_on = spec.layers.get(uid, self._shown.get(uid, True))
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self._quiet = False
        self._show_needs()

    def show_defaults(self, texts: Mapping[str, str]) -> None:
        """Show pale in the empty fields what stands on the plate instead."""
        for key, edit in self.edits.items():
            edit.setPlaceholderText(texts.get(key, ""))

    def show_center(self, center: tuple[float, float] | None) -> None:
        """Put the middle of the map (degrees) elsewhere."""
        self._spec = replace(self._spec, center=center)
        self._tell()

    def show_scale(self, scale: int) -> None:
        """Choose a scale."""
        self.scale.setCurrentIndex(self.scale.findData(scale))

    # -- said ------------------------------------------------------------------------------------------

    @property
    def spec(self) -> PlateSpec:
        """Return the plate as it is set up now."""
        if self.subject.count() == 0:
            return self._spec
        subject = Subject.of(str(self.subject.currentData()))
        return replace(
            self._spec,
            subject=subject,
            series=Series(self.series.currentData()),
            paper=Paper(self.paper.currentData()),
            portrait=bool(self.turned.currentData()),
            scale=self._scale(),
            center=self._spec.center if subject == self._spec.subject else None,
            layers=self._layers(),
            gaps=str(self.gaps.currentData() or ""),
            most=self.most.value(),
            overlap=self.overlap.value() / 100.0,
            language=str(self.language.currentData()),
            **{key: edit.text().strip() for key, edit in self.edits.items()},  # type: ignore[arg-type]
            **{key: check.isChecked() for key, check in self._boxes.items()},  # type: ignore[arg-type]
        )

    @property
    def declared(self) -> dict[str, str]:
        """Return what is declared, to be remembered for other documents too."""
        return {key: self.edits[key].text().strip() for key in _DECLARED}

    def _scale(self) -> int:
        text = self.scale.currentText()
        if text == self.scale.itemText(0):
            return 0
        typed = typed_scale(text)
        return self._spec.scale if typed is None else typed

    def _layers(self) -> dict[str, bool]:
        """Return the layers that are shown otherwise than in the plan; those that are gone are remembered."""
        found = {uid: on for uid, on in self._spec.layers.items() if uid not in self._shown}
        for row in range(self.layers.count()):
            item = self.layers.item(row)
            uid, is_on = str(item.data(_USER)), item.checkState() is Qt.CheckState.Checked
            if is_on != self._shown[uid]:
                found[uid] = is_on
        return found

    def _on_typed(self) -> None:
        text = self.scale.currentText().strip()
        is_wrong = text != self.scale.itemText(0) and typed_scale(text) is None
        self.scale_hint.setVisible(is_wrong)
        if is_wrong:
            said = self.tr("“{text}” is no scale. Type 1:50 000, 50000 or 5万, from 1:500 to 1:10 000 000.")
            self.scale_hint.setText(said.format(text=text))
            return
        self._tell()

    def _centre(self) -> None:
        self.show_center(None)

    def _tell(self, *_value: object) -> None:
        if self._quiet:
            return
        self._spec = self.spec
        self._show_needs()
        self.changed.emit()

    def _show_needs(self) -> None:
        """Show only what the series asks for."""
        series = self._spec.series
        for shown, widgets in (
            (series is Series.ZONES, (self.most, self.most_label)),
            (series is Series.GRID, (self.overlap, self.overlap_label)),
        ):
            for widget in widgets:
                widget.setVisible(shown)
        is_single = series is Series.NONE
        for one in (self.frame, self.centre):
            one.setEnabled(is_single)
        self.centre.setEnabled(is_single and self._spec.center is not None)
