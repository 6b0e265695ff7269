"""Writing a year: which files, of which border, where to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
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
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.dialogs.ask import ask_overwrite_set
from app.dialogs.counties import ok_cancel
from app.dialogs.new_plan import can_become_folder
from app.tasks.year_writing import FORMATS, YearRequest, files_of
from app.widgets.basics import button, label
from app.widgets.fitting import fit
from layers.export.job import Stamp


class YearExport(QDialog):
    """Asks; the control writes."""

    def __init__(
        self, year: int, borders: Mapping[str, str], pair: str, folder: Path, stamp: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write the year {year}").format(year=year))
        self._year = year
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        self.formats: dict[str, QCheckBox] = {}
        names = {
            "ics": self.tr("Calendar file (.ics), for calendars of any program"),
            "xlsx": self.tr("Workbooks: plan and evaluation with what was counted (.xlsx)"),
            "docx": self.tr("Annual plan and evaluation sheet (.docx)"),
            "pdf": self.tr("Annual plan and evaluation sheet (.pdf)"),
        }
        for code in FORMATS:
            box = QCheckBox(names[code])
            box.setChecked(code != "pdf")
            box.toggled.connect(lambda _on: self._check())
            self.formats[code] = box
            column.addWidget(box)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.border = QComboBox()
        self.border.addItem(self.tr("All borders"), "")
        for code, name in sorted(borders.items(), key=lambda item: item[1]):
            self.border.addItem(name, code)
        self.border.setCurrentIndex(max(0, self.border.findData(pair)))
        form.addRow(self.tr("Border"), self.border)
        self.stamp: dict[str, QLineEdit] = {}
        for name, text in (
            ("maker", self.tr("Made by")),
            ("classification", self.tr("Classification")),
        ):
            self.stamp[name] = QLineEdit(str(stamp.get(name, "")))
            form.addRow(text, self.stamp[name])
        self.folder, self.templates = QLineEdit(str(folder)), QLineEdit()
        self.templates.setPlaceholderText(self.tr("the program's own"))
        self.folder.textChanged.connect(lambda _text: self._check())
        for name, field in ((self.tr("Folder"), self.folder), (self.tr("Own templates"), self.templates)):
            line = QHBoxLayout()
            line.addWidget(field, 1)
            choose = button(self.tr("Choose…"), partial(self._choose, field))
            choose.setAccessibleName(f"{name}: {choose.text()}")
            line.addWidget(choose)
            field.setAccessibleName(name)
            form.addRow(name, line)
        column.addLayout(form)
        column.addWidget(label(self.tr("Telephone numbers stay in the register."), "small"))
        self.wrong = label("", "small", wrap=True)
        column.addWidget(self.wrong)
        self.buttons = ok_cancel(self, self.tr("Write"))
        column.addWidget(self.buttons)
        self.setMinimumWidth(560)
        self._check()
        fit(self)

    def request(self) -> YearRequest:
        """Return what is asked for."""
        templates = self.templates.text().strip()
        return YearRequest(
            self._year,
            Path(self.folder.text().strip()),
            i18n.current(),
            Stamp(maker=self.stamp["maker"].text(), classification=self.stamp["classification"].text()),
            tuple(code for code, box in self.formats.items() if box.isChecked()),
            pair=str(self.border.currentData() or ""),
            templates=Path(templates) if templates else None,
        )

    def accept(self) -> None:
        """Close with the answer, once it is said that files may be replaced: no file dialog has asked."""
        if ask_overwrite_set(self, files_of(self.request(), self._plan_title())):
            super().accept()

    def _plan_title(self) -> str:
        """Return the title of the plan, which the names of the files begin with."""
        above = self.parentWidget()
        while above is not None and not hasattr(above, "document"):
            above = above.parentWidget()
        return "" if above is None else str(above.document.info().title)

    def _choose(self, field: QLineEdit) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), field.text())
        if chosen:
            field.setText(chosen)

    def _check(self) -> None:
        text = self.folder.text().strip()
        problem = ""
        if not any(box.isChecked() for box in self.formats.values()):
            problem = self.tr("Choose at least one kind of file.")
        elif not text or not can_become_folder(Path(text)):
            problem = self.tr("This folder cannot be written to.")
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)
