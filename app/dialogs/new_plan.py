"""Begin a plan: title, reference date, counties, and where it is kept.  No file is needed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.counties import CountyPicker, ok_cancel
from app.reads import short_names
from app.widgets.basics import button, label

_SUFFIX = ".lianfang.gpkg"
_MOST_IN_TITLE = 3


@dataclass(frozen=True)
class NewPlan:
    """What was asked for."""

    title: str
    reference_date: date
    path: Path
    counties: tuple[str, ...]


def date_edit(day: date) -> QDateEdit:
    """Return a date field with a calendar."""
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd")
    return made


def day_of(edit: QDateEdit) -> date:
    """Return the day of a date field."""
    return date(edit.date().year(), edit.date().month(), edit.date().day())


def can_become_folder(folder: Path) -> bool:
    """Whether a folder exists, or can be made, and may be written to."""
    nearest = next((place for place in (folder, *folder.parents) if place.exists()), None)
    return nearest is not None and nearest.is_dir() and os.access(nearest, os.W_OK)


class NewPlanDialog(QDialog):
    """All that a plan begins with."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New plan"))
        self.resize(620, 640)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("For example: Huairou–Fengning joint plan 2026"))
        self.title.setAccessibleName(self.tr("Title"))
        self.date = date_edit(date.today())
        self.date.setAccessibleName(self.tr("Reference date"))
        self.date.setToolTip(self.tr("Documents, expiry and staleness are reckoned from this day"))
        self.folder = QLineEdit(str(user_documents_path()))
        self.folder.setAccessibleName(self.tr("Folder"))
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(button(self.tr("Browse…"), self._browse))
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Reference date"), self.date)
        form.addRow(self.tr("Folder"), place)
        layout.addLayout(form)
        layout.addWidget(label(self.tr("Counties (you can add them later)"), "heading"))
        self.picker = CountyPicker()
        layout.addWidget(self.picker, 1)
        self.problem = label("", "danger", wrap=True)
        layout.addWidget(self.problem)
        self.buttons = ok_cancel(self, self.tr("Create the plan"))
        layout.addWidget(self.buttons)
        self._proposed_title = ""
        self.picker.changed.connect(self._propose_title)
        self.title.textChanged.connect(lambda _text: self._check())
        self.folder.textChanged.connect(lambda _text: self._check())
        self._check()

    @property
    def facts(self) -> NewPlan:
        """What was asked for."""
        return NewPlan(self.title.text().strip(), day_of(self.date), self._path(), tuple(self.picker.chosen))

    def _propose_title(self) -> None:
        """Name the plan after its counties until somebody types a title."""
        if self.title.text().strip() not in ("", self._proposed_title):
            return
        names = list(short_names(self.picker.chosen_names).values())
        counties = "–".join(names[:_MOST_IN_TITLE])
        year = day_of(self.date).year
        text = self.tr("{counties} joint plan {year}")
        if len(names) > _MOST_IN_TITLE:
            text = self.tr("{counties} and others, joint plan {year}")
        self._proposed_title = text.format(counties=counties, year=year) if names else ""
        self.title.setText(self._proposed_title)

    def _path(self) -> Path:
        name = "".join("_" if character in '\\/:*?"<>|' else character for character in self.title.text().strip())
        return Path(self.folder.text().strip()).expanduser() / f"{name}{_SUFFIX}"

    def _check(self) -> None:
        path = self._path()
        problem = ""
        if path.exists():
            problem = self.tr("{name} exists already. Choose another title or folder.").format(name=path.name)
        elif not can_become_folder(path.parent):
            problem = self.tr("Nothing can be written to {folder}").format(folder=path.parent)
        has_title = bool(self.title.text().strip())
        self.problem.setText(problem if has_title else "")
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(has_title and not problem)
        ok.setToolTip("" if has_title else self.tr("Give the plan a title first"))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)


class FactsDialog(QDialog):
    """Title and reference date of a plan that is open."""

    def __init__(self, title: str, reference_date: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Title and reference date"))
        self.resize(460, 160)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        form = QFormLayout()
        self._title = QLineEdit(title)
        self._title.setAccessibleName(self.tr("Title"))
        self._date = date_edit(reference_date)
        self._date.setAccessibleName(self.tr("Reference date"))
        form.addRow(self.tr("Title"), self._title)
        form.addRow(self.tr("Reference date"), self._date)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(ok_cancel(self, self.tr("OK")))

    @property
    def title(self) -> str:
        """The title; an empty one leaves the plan's as it is."""
        return self._title.text().strip()

    @property
    def reference_date(self) -> date:
        """The reference date."""
        return day_of(self._date)
