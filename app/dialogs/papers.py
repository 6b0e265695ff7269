"""What leaves the program, in one place: an agreement, its annexes, files of the areas, and what they would lack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.dialogs.ask import ask_overwrite_set
from app.dialogs.counties import ok_cancel
from app.dialogs.new_plan import can_become_folder
from app.dialogs.paper_review import PaperReview
from app.document import Document
from app.format_words import format_name
from app.jobs import Job, Jobs
from app.messages import error_message
from app.settings import Settings
from app.sheets.words import load_words
from app.tasks.agreement import AgreementRequest, Preview, files_of, preview
from app.widgets.basics import button, label
from app.widgets.check_list import CheckList
from app.widgets.narrow import Beside, WrappingRow
from layers.documents.gather import PaperPlan
from layers.documents.kinds import ANNEXES, CLAUSES, FIXED, Annex, Choices, DocumentKind
from layers.export.job import Stamp

#: After the last change of a choice the preview is worked out anew.
_WAIT_MS = 250
#: In place of a kind: no agreement, only annexes and files.  In place of an agreement: all of the register.
NO_TEXT, EVERY = "", "*"
_USUAL_FILES = frozenset({"docx", "pdf", "gpkg", "html"})


class PapersDialog(QDialog):
    """Choose on the left; on the right what the paper would lack, worked out in the background.

    Parameters
    ----------
    with_text : bool
        Begin with an agreement and its annexes; without, with files of the areas.
    area : str
        Uid of the area that files begin with; "" takes all.
    """

    briefing_asked = Signal()

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        settings: Settings,
        plan: PaperPlan,
        parent: QWidget,
        *,
        with_text: bool = True,
        area: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Documents and files"))
        self.resize(1080, 680)
        self._document, self._jobs, self._settings, self._plan = document, jobs, settings, plan
        self._remembered = settings.export_defaults()
        self._job: Job | None = None
        self._words = load_words(i18n.current())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._work_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        sides = Beside()
        choosing = QWidget()
        choosing.setLayout(self._choosing(with_text, area))
        choosing.setContentsMargins(0, 0, 12, 0)
        sides.addWidget(choosing)
        self.review = PaperReview(plan)
        self.review.setContentsMargins(12, 0, 0, 0)
        sides.addWidget(self.review)
        for side, share in enumerate((5, 6)):
            sides.setStretchFactor(side, share)
        layout.addWidget(sides, 1)
        self.buttons = ok_cancel(self, self.tr("Write"))
        self.briefing = button(self.tr("Briefing instead…"), self._ask_briefing, icon="presentation")
        self.briefing.setToolTip(self.tr("One page for each zone or border, as slides or PDF"))
        self.briefing.setAutoDefault(False)
        self.briefing.setEnabled(len(document.zones()) > 0)
        self.buttons.addButton(self.briefing, QDialogButtonBox.ButtonRole.ResetRole)
        layout.addWidget(self.buttons)
        self._fill_clauses()
        self._check_annexes(with_text)
        self._set_enabled()
        self._show_defaults()
        self._connect()
        self._check()
        self._timer.start()

    def _ask_briefing(self) -> None:
        self.reject()
        self.briefing_asked.emit()

    # -- left: choices --------------------------------------------------------------------------

    def _choosing(self, with_text: bool, area: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._form(with_text))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.parties, self.areas, self.clauses, self.annexes, self.files = (CheckList() for _ in range(5))
        for title, page in (
            (self.tr("Parties"), self.parties),
            (self.tr("Areas"), self.areas),
            (self.tr("Clauses"), self.clauses),
            (self.tr("Annexes"), self.annexes),
            (self.tr("Files of areas"), self.files),
        ):
            page.setAccessibleName(title)
            page.setMinimumHeight(96)
            self.tabs.addTab(page, title)
        self._fill_lists(with_text, area)
        self.tabs.setCurrentWidget(self.parties if with_text else self.files)
        column.addWidget(self.tabs, 1)
        column.addLayout(self._places())
        return column

    def _form(self, with_text: bool) -> QFormLayout:
        words = self._words
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.kind = QComboBox()
        self.kind.addItem(self.tr("No agreement: annexes and files only"), NO_TEXT)
        for kind in DocumentKind:
            self.kind.addItem(words[f"paper_title.{kind.value}"], kind.value)
        wanted = self._remembered.get("kind") or DocumentKind.FOREST.value
        self.kind.setCurrentIndex(max(0, self.kind.findData(wanted if with_text else NO_TEXT)))
        self.agreement = QComboBox()
        self.agreement.addItem(self.tr("A new one"), "")
        count = len(self._plan.agreements)
        if count:
            self.agreement.addItem(self.tr("All %n of the register, each in the kind that suits it", "", count), EVERY)
        for uid, name in zip(self._plan.agreements["uid"], self._plan.agreements["name"], strict=True):
            self.agreement.addItem(str(name), str(uid))
        self.title, self.number = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(self.tr("that of the kind"))
        self.number.setPlaceholderText(self.tr("left blank"))
        self.language = QComboBox()
        for code, name in (("zh_CN", "中文"), ("en", "English")):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(self._remembered.get("language") or i18n.current()))
        self._declared = {
            key: QLineEdit(self._remembered.get(key, ""))
            for key in ("purpose", "classification", "review_number", "maker")
        }
        declared = self._declared
        rows: list[tuple[str, list[tuple[str, QWidget]]]] = [
            (self.tr("Kind"), [(self.tr("Kind"), self.kind)]),
            (self.tr("Agreement"), [(self.tr("Agreement"), self.agreement)]),
            (self.tr("Title, number"), [(self.tr("Title"), self.title), (self.tr("Number"), self.number)]),
            (
                self.tr("Purpose, classification"),
                [
                    (self.tr("Purpose"), declared["purpose"]),
                    (self.tr("Classification"), declared["classification"]),
                ],
            ),
            (
                self.tr("Review number, maker"),
                [(self.tr("Map review number"), declared["review_number"]), (self.tr("Made by"), declared["maker"])],
            ),
            (self.tr("Language"), [(self.tr("Language of the documents"), self.language)]),
        ]
        for caption, fields in rows:
            row = QHBoxLayout()
            row.setSpacing(8)
            for name, widget in fields:
                widget.setAccessibleName(name)
                widget.setToolTip(name)
                if isinstance(widget, QComboBox):  # long names are cut, they do not widen the window
                    widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                    widget.setMinimumContentsLength(14)
                row.addWidget(widget, 2 if widget is self.title else 1)
            form.addRow(caption, row)
        return form

    def _fill_lists(self, with_text: bool, area: str) -> None:
        from layers.export import FORMATS

        material = self._plan.material
        touched = dict(self._plan.counties_of(None))
        counties = sorted(zip(material.inputs.counties["code"], material.inputs.counties["name"], strict=True))
        for code, name in counties:
            self.parties.add(f"{name}　{code}", (str(code), str(name)), str(code) in touched)
        for uid, name in zip(material.areas["uid"], material.areas["name"], strict=True):
            self.areas.add(str(name), str(uid), with_text or area in ("", str(uid)))
        for number, annex in enumerate(ANNEXES, start=1):
            self.annexes.add(f"{number}　{self._words[f'annex.{annex.value}']}", annex.value, with_text)
        usual = set(filter(None, self._remembered.get("formats", "").split(","))) or set(_USUAL_FILES)
        for code in FORMATS:
            self.files.add(format_name(code), code, not with_text and code in usual)
        if self.areas.count() == 0:
            self.files.setEnabled(False)
            self.files.setToolTip(self.tr("Draw or import a patrol area first"))

    def _fill_clauses(self) -> None:
        """List the clauses of the kind; a one-page covenant has none to choose."""
        kind = str(self.kind.currentData())
        self.clauses.blockSignals(True)
        self.clauses.clear()
        for code in CLAUSES[DocumentKind(kind)] if kind else ():
            item = self.clauses.add(self._words[f"clause.{code}"], code, True)
            if code in FIXED:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.clauses.blockSignals(False)

    def _check_annexes(self, are_on: bool) -> None:
        """Begin with all annexes or none; a one-page covenant has none."""
        state = are_on and self.kind.currentData() != DocumentKind.VILLAGE.value
        self.annexes.check_all(state)

    def _places(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        row = WrappingRow()
        row.setSpacing(16)
        self.docx, self.pdf = QCheckBox("DOCX"), QCheckBox("PDF")
        self.alone = QCheckBox(self.tr("Each annex alone too"))
        self.phones = QCheckBox(self.tr("Telephone numbers"))
        for box, is_on in ((self.docx, True), (self.pdf, True), (self.alone, True), (self.phones, False)):
            box.setChecked(is_on)
            row.addWidget(box)
        row.addStretch(1)
        column.addLayout(row)
        self.templates, templates = self._place(self.tr("Own templates"), self._remembered.get("templates", ""))
        self.templates.setPlaceholderText(self.tr("those of the program"))
        self.copy_out = button(self.tr("Copy out"), self._copy_out)
        templates.addWidget(self.copy_out)
        self.folder, folder = self._place(self.tr("Folder"), self._remembered.get("folder") or self._usual_folder())
        column.addLayout(templates)
        column.addLayout(folder)
        return column

    def _usual_folder(self) -> str:
        from platformdirs import user_documents_path

        base = user_documents_path() if self._document.is_untitled else self._document.path.parent
        return str(base / self.tr("Export"))

    def _place(self, name: str, text: str) -> tuple[QLineEdit, QHBoxLayout]:
        edit = QLineEdit(text)
        edit.setAccessibleName(name)
        row = QHBoxLayout()
        row.setSpacing(8)
        caption = label(name)
        caption.setMinimumWidth(96)
        row.addWidget(caption)
        row.addWidget(edit, 1)
        row.addWidget(button(self.tr("Browse…"), lambda: self._browse(edit, name)))
        return edit, row

    # -- what follows from a choice -------------------------------------------------------------

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.agreement.currentIndexChanged.connect(self._on_agreement)
        for edit in (self.title, self.number, *self._declared.values(), self.templates, self.folder):
            edit.textChanged.connect(self._on_changed)
        for page in (self.parties, self.areas, self.clauses, self.annexes, self.files):
            page.itemChanged.connect(self._on_changed)
        self.language.currentIndexChanged.connect(self._show_defaults)
        self.language.currentIndexChanged.connect(self._on_changed)
        for box in (self.docx, self.pdf, self.alone, self.phones):
            box.toggled.connect(self._on_changed)

    def _on_kind(self, _index: int) -> None:
        self._fill_clauses()
        if self.kind.currentData() != NO_TEXT:
            self._check_annexes(are_on=True)
        self._set_enabled()
        self._on_changed()

    def _on_agreement(self, _index: int) -> None:
        self._set_enabled()
        self._on_changed()

    def _set_enabled(self) -> None:
        """A registered agreement has its parties; all of them have their own kinds, titles and numbers."""
        which, has_text = self.agreement.currentData(), self.kind.currentData() != NO_TEXT
        for page, is_on in (
            (self.parties, not which),
            (self.areas, which != EVERY),
            (self.clauses, has_text and which != EVERY),
        ):
            page.setEnabled(is_on)
        self.kind.setEnabled(which != EVERY)
        for edit in (self.title, self.number):
            edit.setEnabled(which != EVERY)

    def _show_defaults(self, _index: int = 0) -> None:
        """An empty field takes the default of the document's language, shown pale."""
        texts = load_words(str(self.language.currentData()))
        for key, edit in self._declared.items():
            edit.setPlaceholderText(texts.get(f"stamp.default_{key}", ""))

    def _on_changed(self, _value: object = None) -> None:
        self._check()
        self._timer.start()

    def _work_out(self) -> None:
        if self._job is not None:
            self._job.cancel()
        if self._jobs.is_shut_down or self._problem(ignore_places=True):
            return
        self.review.keep_limits()
        self._job = Job(preview, self._plan, self.request, title=self.tr("Looking at the documents"))
        self._job.finished.connect(self._show)
        self._job.failed.connect(lambda error: self.review.say(error_message(error).sentence))
        self._jobs.start(self._job)

    def _show(self, found: Preview) -> None:
        self.review.show_preview(found, str(self.language.currentData()), is_document=self.request.has_document)

    def accept(self) -> None:
        """Close with the answer, once it is said that files may be replaced: an office edits its agreements by hand."""
        if ask_overwrite_set(self, files_of(self._plan, self.request)):
            super().accept()

    def done(self, result: int) -> None:
        """Close; what is being worked out for the preview is not wanted any more."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # -- may it be written ----------------------------------------------------------------------

    def _has_parties(self) -> bool:
        which = self.agreement.currentData()
        if which == EVERY or self.kind.currentData() == NO_TEXT:
            return True
        if not which:
            return len(self.parties.checked) >= 2
        return len(self._plan.agreement(which)["parties"]) >= 2

    def _problem(self, *, ignore_places: bool = False) -> str:
        """Return why nothing can be written; "" when it can."""
        request = self.request
        folder = self.folder.text().strip()
        if not self._has_parties():
            return self.tr("An agreement needs two parties")
        if not request.has_document and not request.files:
            return self.tr("Choose an agreement, annexes or files")
        if request.files and not self.areas.checked:
            return self.tr("Choose an area for the files")
        if ignore_places:
            return ""
        if request.has_document and not request.formats:
            return self.tr("Choose DOCX or PDF for the documents")
        if not folder or not can_become_folder(Path(folder).expanduser()):
            return self.tr("Choose a folder you may write to")
        return ""

    def _check(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        problem = self._problem()
        ok.setEnabled(not problem)
        ok.setToolTip(problem)
        has_document = self.request.has_document
        for widget in (self.docx, self.pdf, self.alone, self.templates, self.copy_out):
            widget.setEnabled(has_document)

    def _browse(self, edit: QLineEdit, title: str) -> None:
        chosen = QFileDialog.getExistingDirectory(self, title, edit.text())
        if chosen:
            edit.setText(chosen)

    def _copy_out(self) -> None:
        """Put the program's templates where the office can edit them."""
        from layers.documents.library import copy_out

        place = self.templates.text().strip() or str(Path(self.folder.text().strip()) / self.tr("Templates"))
        try:
            copy_out(Path(place).expanduser())
        except OSError as error:
            self.review.say(error_message(error).sentence)
            return
        self.templates.setText(place)

    # -- answers --------------------------------------------------------------------------------

    @property
    def request(self) -> AgreementRequest:
        """What was asked for."""
        kind, which = str(self.kind.currentData()), str(self.agreement.currentData())
        chosen_areas, is_every = self.areas.checked, which == EVERY
        templates = self.templates.text().strip()
        return AgreementRequest(
            choices=Choices(
                DocumentKind(kind) if kind else DocumentKind.FOREST,
                agreement="" if is_every else which,
                parties=() if which else tuple((code, name) for code, name in self.parties.checked),
                areas=None if is_every or len(chosen_areas) == self.areas.count() else tuple(chosen_areas),
                clauses=tuple(self.clauses.checked) if kind else None,
                annexes=tuple(one for one in Annex if one.value in self.annexes.checked),
                title=self.title.text().strip(),
                number=self.number.text().strip(),
                with_phones=self.phones.isChecked(),
                with_text=bool(kind) or is_every,
            ),
            stamp=Stamp(**self._said),
            folder=Path(self.folder.text().strip() or ".").expanduser(),
            language=str(self.language.currentData()),
            formats=tuple(code for code, box in (("docx", self.docx), ("pdf", self.pdf)) if box.isChecked()),
            alone=self.alone.isChecked(),
            files=tuple(self.files.checked),
            each=is_every,
            templates=Path(templates).expanduser() if templates else None,
            limits=self.review.all_limits,
            answers=self.review.answers,
        )

    @property
    def _said(self) -> Mapping[str, str]:
        return {key: edit.text().strip() for key, edit in self._declared.items()}

    def remember(self) -> None:
        """Keep what was declared for the next time."""
        kept = {**self._said, "folder": self.folder.text().strip(), "templates": self.templates.text().strip()}
        kept["language"] = str(self.language.currentData())
        if self.kind.currentData() != NO_TEXT:
            kept["kind"] = str(self.kind.currentData())
        if self.files.checked:
            kept["formats"] = ",".join(self.files.checked)
        self._settings.set_export_defaults(kept)
