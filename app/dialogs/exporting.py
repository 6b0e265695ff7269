"""What leaves the program: which area, which files, what must be declared, and what to know before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app import i18n, icons, theme, words
from app.dialogs.counties import ok_cancel
from app.dialogs.new_plan import can_become_folder
from app.document import Document
from app.i18n import mark
from app.settings import Settings
from app.sheets.words import load_words
from app.tasks.exporting import ExportRequest
from app.widgets.basics import button, label
from layers.kinds import ZoneClass

#: format code → words; the register of formats decides which exist.
FORMAT_WORDS: Mapping[str, str] = {
    "docx": mark("Formats", "Annex (DOCX)"),
    "pdf": mark("Formats", "Annex (PDF)"),
    "png": mark("Formats", "Map plate (PNG)"),
    "gpkg": mark("Formats", "GeoPackage"),
    "geojson": mark("Formats", "GeoJSON"),
    "shp": mark("Formats", "Shapefile"),
    "kml": mark("Formats", "KML"),
    "csv": mark("Formats", "Coordinate table (CSV)"),
    "html": mark("Formats", "Offline web map"),
}
_USUAL = frozenset({"docx", "pdf", "gpkg", "html"})


class ExportDialog(QDialog):
    """Choose and declare; the files are written in the background."""

    def __init__(self, document: Document, settings: Settings, area: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.resize(680, 620)
        self._document, self._settings = document, settings
        remembered = settings.export_defaults()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.area = self._area_box(area)
        form.addRow(self.tr("Patrol area"), self.area)
        form.addRow(self.tr("Files"), self._formats(remembered))
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of the documents"))
        for code, name in (("zh_CN", "中文"), ("en", "English")):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(remembered.get("language") or i18n.current()))
        self.language.currentIndexChanged.connect(lambda _index: self._show_defaults())
        form.addRow(self.tr("Language of the documents"), self.language)
        self._fields: dict[str, QLineEdit] = {}
        for key, name in (
            ("purpose", self.tr("Purpose")),
            ("classification", self.tr("Classification")),
            ("review_number", self.tr("Map review number")),
            ("maker", self.tr("Made by")),
        ):
            edit = QLineEdit(remembered.get(key, ""))
            edit.setAccessibleName(name)
            self._fields[key] = edit
            form.addRow(name, edit)
        self.folder = QLineEdit(remembered.get("folder") or self._default_folder())
        self.folder.setAccessibleName(self.tr("Folder"))
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(button(self.tr("Browse…"), self._browse))
        form.addRow(self.tr("Folder"), place)
        layout.addLayout(form)
        layout.addWidget(self._preflight())
        layout.addStretch(1)
        self.buttons = ok_cancel(self, self.tr("Export"))
        layout.addWidget(self.buttons)
        self._show_defaults()
        for box in self.formats.values():
            box.toggled.connect(lambda _on: self._check())
        self.folder.textChanged.connect(lambda _text: self._check())
        self._check()

    def _area_box(self, chosen: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Patrol area"))
        areas = self._document.patrol_areas()
        for uid, name in zip(areas["uid"], areas["name"], strict=True):
            box.addItem(name, (uid,))
        if len(areas) > 1:
            box.addItem(self.tr("All %n area(s)", "", len(areas)), tuple(areas["uid"]))
        place = next((k for k in range(box.count()) if box.itemData(k) == (chosen,)), 0)
        box.setCurrentIndex(place)
        return box

    def _formats(self, remembered: Mapping[str, str]) -> QWidget:
        from layers.export import FORMATS

        usual = set(filter(None, remembered.get("formats", "").split(","))) or set(_USUAL)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        self.formats: dict[str, QCheckBox] = {}
        for place, code in enumerate(FORMATS):
            box = QCheckBox(QCoreApplication.translate("Formats", FORMAT_WORDS.get(code, code)))
            box.setChecked(code in usual)
            self.formats[code] = box
            grid.addWidget(box, place // 3, place % 3)
        return holder

    def _preflight(self) -> QWidget:
        """What the documents will say by themselves, and what to look at before."""
        frame = QFrame()
        frame.setProperty("kind", "tint")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Before it leaves"), "heading"))
        t = theme.tokens()
        for is_warning, text in self.findings():
            row = QHBoxLayout()
            row.setSpacing(8)
            picture = label()
            picture.setPixmap(
                icons.pixmap("triangle-alert", t.warning, 16, 2.0)
                if is_warning
                else icons.pixmap("circle-check", t.success, 16, 2.0)
            )
            row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(text, wrap=True), 1)
            column.addLayout(row)
        return frame

    def findings(self) -> list[tuple[bool, str]]:
        """Return what to know before exporting: (is a warning, sentence)."""
        document = self._document
        found = []
        state = document.analysis_state()
        if state == "stale":
            found.append((True, self.tr("The zones are older than the layers. Derive them again first.")))
        elif state == "none":
            found.append((True, self.tr("No zones were derived yet; the annex will have none.")))
        else:
            found.append((False, self.tr("The zones match the layers.")))
        zones = document.zones()
        pending = int((zones["zone_class"] == ZoneClass.PENDING.value).sum())
        if pending:
            found.append((True, self.tr("%n zone(s) wait for the neighbour's data; the annex says so.", "", pending)))
        if document.info().is_sample or any(record.is_sample for record in document.layers()):
            found.append((True, self.tr("Sample data: every page says so.")))
        found.append((False, self.tr("Every page says that the area is no basis for administrative boundaries.")))
        day = words.short_date(document.info().reference_date)
        found.append((False, self.tr("Reference date: {day}").format(day=day)))
        return found

    # -- answers ------------------------------------------------------------------------------

    def _show_defaults(self) -> None:
        """An empty field takes the default of the document's language, shown pale."""
        texts = load_words(self.language.currentData())
        for key, edit in self._fields.items():
            edit.setPlaceholderText(texts.get(f"stamp.default_{key}", ""))

    def _check(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        folder = Path(self.folder.text().strip() or ".").expanduser()
        problem = ""
        if not any(box.isChecked() for box in self.formats.values()):
            problem = self.tr("Choose at least one kind of file")
        elif not self.folder.text().strip() or not can_become_folder(folder):
            problem = self.tr("Choose a folder you may write to")
        ok.setEnabled(not problem)
        ok.setToolTip(problem)

    def _default_folder(self) -> str:
        from platformdirs import user_documents_path

        base = user_documents_path() if self._document.is_untitled else self._document.path.parent
        return str(base / self.tr("Export"))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    @property
    def request(self) -> ExportRequest:
        """What was asked for; remembered for the next time."""
        formats = tuple(code for code, box in self.formats.items() if box.isChecked())
        declared = {key: edit.text().strip() for key, edit in self._fields.items()}
        language = str(self.language.currentData())
        self._settings.set_export_defaults(
            {**declared, "folder": self.folder.text().strip(), "formats": ",".join(formats), "language": language}
        )
        return ExportRequest(
            areas=tuple(self.area.currentData()),
            formats=formats,
            folder=Path(self.folder.text().strip()).expanduser(),
            language=language,
            **declared,
        )
