"""Asks what a briefing is about, what may stand in it, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.dialogs.ask import ask_overwrite
from app.dialogs.counties import ok_cancel
from app.dialogs.new_plan import can_become_folder
from app.document import Document
from app.sheets.words import load_words
from app.tasks.briefing import FORMATS, BriefingRequest
from app.widgets.basics import button, label
from app.widgets.fitting import fit
from layers.agreements.gaps import is_inner
from layers.briefing.choice import By, Choice, border_pairs, chosen_zones
from layers.export.job import Stamp
from layers.zones.model import shared_zones

_MOST = 9999


class BriefingDialog(QDialog):
    """Choices, and how many pages they come to; whoever listens writes.

    Parameters
    ----------
    path : Path
        Where the file goes unless something else is typed.
    stamp : mapping
        What was declared the last time.
    """

    def __init__(self, document: Document, path: Path, stamp: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Briefing"))
        self._zones = document.zones().drop(columns="geometry")
        pairs = {str(pair) for pair in document.borders()["pair"]}
        self._pairs = sorted(pair for pair in pairs if is_inner(pair))
        self._agreed: Path | None = None  # the file dialog has asked about it
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._form(document, path, stamp))
        for box in (self.phones, self.drills):
            column.addWidget(box)
        self.told = label("", "small", wrap=True)
        column.addWidget(self.told)
        self.buttons = ok_cancel(self, self.tr("Write"))
        column.addWidget(self.buttons)
        self.setMinimumWidth(560)
        self.resize(600, 540)
        self._connect()
        self._check()
        fit(self)

    def _form(self, document: Document, path: Path, stamp: Mapping[str, str]) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.by = QComboBox()
        self.by.addItem(self.tr("each zone"), By.ZONE.value)
        self.by.addItem(self.tr("each border"), By.BORDER.value)
        self.first = QSpinBox()
        self.first.setRange(0, _MOST)
        self.first.setValue(20)
        self.first.setSpecialValueText(self.tr("all"))
        self.first.setToolTip(self.tr("What ranks first comes first; 0 takes all"))
        self.county, self.border, self.hazard = QComboBox(), QComboBox(), QComboBox()
        self.county.addItem(self.tr("All counties"), "")
        for code in sorted({code for pair in self._pairs for code in pair.split("|")}):
            self.county.addItem(document.county_name(code), code)
        self.border.addItem(self.tr("All borders"), "")
        for pair in self._pairs:
            self.border.addItem("–".join(document.short_county_name(code) for code in pair.split("|")), pair)
        words = load_words(i18n.current())
        self.hazard.addItem(self.tr("All hazards"), "")
        for code in sorted(set(shared_zones(self._zones)["hazard"].astype(str))):  # type: ignore[arg-type]
            self.hazard.addItem(words.code("hazard", code), code)
        for name, field in (
            (self.tr("A page for"), self.by),
            (self.tr("The first"), self.first),
            (self.tr("County"), self.county),
            (self.tr("Border"), self.border),
            (self.tr("Hazard"), self.hazard),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.stamp: dict[str, QLineEdit] = {}
        for key, name in (
            ("maker", self.tr("Prepared by")),
            ("purpose", self.tr("Purpose")),
            ("classification", self.tr("Classification")),
        ):
            self.stamp[key] = QLineEdit(str(stamp.get(key, "")))
            self.stamp[key].setPlaceholderText(words[f"stamp.default_{key}"])
            self.stamp[key].setAccessibleName(name)
            form.addRow(name, self.stamp[key])
        self.kind = QComboBox()
        self.kind.addItem(self.tr("Slides, 16:9, to be edited (.pptx)"), ".pptx")
        self.kind.addItem(self.tr("Pages, A4 (.pdf)"), ".pdf")
        self.kind.setCurrentIndex(max(self.kind.findData(path.suffix.lower()), 0))
        self.kind.setAccessibleName(self.tr("Kind of file"))
        form.addRow(self.tr("Kind of file"), self.kind)
        self.path = QLineEdit(str(path))
        self.path.setAccessibleName(self.tr("File"))
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(button(self.tr("Choose…"), self._choose))
        form.addRow(self.tr("File"), line)
        self.phones = QCheckBox(self.tr("Telephone numbers"))
        self.drills = QCheckBox(self.tr("Layers about drills too"))
        return form

    def _connect(self) -> None:
        for box in (self.by, self.county, self.border, self.hazard):
            box.currentIndexChanged.connect(self._check)
        self.first.valueChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.path.textChanged.connect(self._check)

    # -- answers -------------------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What the briefing is about."""
        return Choice(
            By(self.by.currentData()),
            self.first.value(),
            str(self.county.currentData()),
            str(self.border.currentData()),
            str(self.hazard.currentData()),
            self.phones.isChecked(),
            self.drills.isChecked(),
        )

    @property
    def request(self) -> BriefingRequest:
        """What is to be written."""
        stamp = Stamp(**{key: edit.text().strip() for key, edit in self.stamp.items()})
        return BriefingRequest(self.choice, self._target(), i18n.current(), stamp)

    def _target(self) -> Path:
        """Return the file; without an ending it gets that of its kind."""
        path = Path(self.path.text().strip() or ".").expanduser()
        if path.suffix.lower() in FORMATS or not path.name:  # "/" has no name to put an ending behind
            return path
        return path.with_name(path.name + str(self.kind.currentData()))

    # -- what follows from a choice ------------------------------------------------------------------

    def _on_kind(self, _index: int) -> None:
        path = Path(self.path.text().strip() or ".")
        if path.suffix.lower() in FORMATS:
            self.path.setText(str(path.with_suffix(str(self.kind.currentData()))))

    def _count(self) -> int:
        if self.choice.by is By.ZONE:
            return len(chosen_zones(self._zones, self.choice))
        return len(border_pairs(self._pairs, self.choice))

    def _problem(self, count: int) -> str:
        if not count:
            return self.tr("No zone or border is what you chose")
        text = self.path.text().strip()
        if not text or self._target().is_dir() or Path(text).is_dir() or not can_become_folder(self._target().parent):
            return self.tr("Choose a file in a folder you may write to")
        return ""

    def _check(self, _value: object = None) -> None:
        count = self._count()
        problem = self._problem(count)
        if count and self.choice.by is By.ZONE:
            told = self.tr("%n zone(s), with a cover and a table of all", "", count)
        else:
            told = self.tr("%n border(s), with a cover and a table of all", "", count)
        self.told.setText(problem or told)
        index = self.kind.findData(self._target().suffix.lower())
        if index >= 0 and index != self.kind.currentIndex():
            self.kind.blockSignals(True)
            self.kind.setCurrentIndex(index)
            self.kind.blockSignals(False)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(not problem)
        ok.setToolTip(problem)

    def _choose(self) -> None:
        names = {".pptx": self.tr("Slides (*.pptx)"), ".pdf": self.tr("PDF (*.pdf)")}
        kind = str(self.kind.currentData())
        kinds = [names[kind], *(name for ending, name in names.items() if ending != kind)]
        chosen, told = QFileDialog.getSaveFileName(
            self, self.tr("Save the briefing"), str(self._target()), ";;".join(kinds)
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in FORMATS:
            path = path.with_name(path.name + next(ending for ending, name in names.items() if name == told))
        else:
            self._agreed = path
        self.path.setText(str(path))

    def accept(self) -> None:
        """Close with the answer, once it is said that a file may be replaced."""
        target = self._target()
        if target.exists() and target != self._agreed and not ask_overwrite(self, target):
            return
        super().accept()
