"""The start page: what one does here, the sample, and the plans opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import theme
from app.actions import Actions
from app.panels.recent import RecentPlans
from app.settings import Settings
from app.widgets.basics import IconLabel, button, label, repolish, tool_button
from app.widgets.text_size import measured

#: Narrower than this, the recent plans stand below; higher than this, then.
_SIDE_BY_SIDE_PX = 820
_RECENT_PX = 160


class StartPage(QWidget):
    """Shown while no plan is open."""

    files_dropped = Signal(list)
    plan_chosen = Signal(object)
    versions_asked = Signal(object)

    def __init__(self, actions: Actions, settings: Settings) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Start page"))
        self._settings = settings
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.accessibleName())
        scroll.setStyleSheet(f"QScrollArea, QWidget#page {{ background: {theme.tokens().window}; }}")
        page = QWidget()
        page.setObjectName("page")
        scroll.setWidget(page)
        outer.addWidget(scroll)

        middle = QHBoxLayout(page)
        middle.setContentsMargins(40, 24, 40, 24)
        column = QVBoxLayout()
        column.setSpacing(0)
        middle.addStretch(1)
        body = QWidget()
        body.setMaximumWidth(1040)
        measured(body).setMinimumWidth(860)  # larger letters take more lines instead
        body.setLayout(column)
        middle.addWidget(body, 10)
        middle.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)

        column.addLayout(self._head(actions))
        column.addSpacing(28)
        column.addLayout(self._verbs())
        column.addSpacing(24)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(24)
        self._lower.addLayout(self._begin(actions), 5)
        self._lower.addLayout(self._recent(), 6)
        column.addLayout(self._lower, 1)
        column.addSpacing(12)
        column.addWidget(
            label(self.tr("Works without a network. Your files are only read, never changed."), "small"),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        self.setAcceptDrops(True)

    def _head(self, actions: Actions) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(label(self.tr("Lianfang"), "hero"))
        words.addWidget(
            label(
                self.tr("Counties on both sides of a line see the same risk and plan the same patrol."),
                "muted",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        for key in ("help_contents", "switch_language", "preferences"):
            plain = tool_button(actions[key], size_px=20)
            plain.setAccessibleName(actions[key].text())
            row.addWidget(plain, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for icon, title, text in (
            (
                "eye",
                self.tr("See"),
                self.tr(
                    "Drop the layers of both counties; the shared-responsibility zones appear, ranked, with reasons."
                ),
            ),
            (
                "waypoints",
                self.tr("Draw"),
                self.tr("Draw the area you will patrol together; area and shares by county follow the cursor."),
            ),
            (
                "handshake",
                self.tr("Agree"),
                self.tr("See which agreement covers which line, and where each zone stands."),
            ),
            (
                "file-text",
                self.tr("Use"),
                self.tr("Take the annex out: document, map plate, coordinates, files for any GIS."),
            ),
        ):
            row.addWidget(_Verb(icon, title, text), 1)
        return row

    def _begin(self, actions: Actions) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(self.tr("Begin"), "heading"))
        sample = button(
            self.tr("Open the sample: the mountains around Beijing"),
            actions["open_sample"].trigger,
            kind="primary",
            icon="map",
        )
        sample.setMinimumHeight(40)
        sample.setToolTip(actions["open_sample"].toolTip())
        column.addWidget(sample)
        pair = QGridLayout()
        pair.setSpacing(8)
        for place, key in enumerate(("new_plan", "open_plan")):
            choice = button(
                actions[key].text(), actions[key].trigger, icon="plus" if key == "new_plan" else "folder-open"
            )
            choice.setMinimumHeight(36)
            choice.setToolTip(actions[key].toolTip())
            pair.addWidget(choice, 0, place)
        column.addLayout(pair)
        walk = button(
            self.tr("New here? A guided walk through the sample"),
            actions["walk"].trigger,
            kind="link",
            icon="milestone",
        )
        walk.setToolTip(actions["walk"].toolTip())
        column.addWidget(walk, alignment=Qt.AlignmentFlag.AlignLeft)
        self._drop = QFrame()
        self._drop.setProperty("kind", "drop")
        drop = QVBoxLayout(self._drop)
        drop.setContentsMargins(16, 20, 16, 20)
        picture = IconLabel("import", theme.tokens().muted, 28, stroke=1.5)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        drop.addStretch(1)
        drop.addWidget(picture)
        text = label(self.tr("Drop files here"))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        drop.addWidget(text)
        for names in (
            "SHP · GPKG · GeoJSON · KML/KMZ · FileGDB · TXT · CSV · XLSX · GeoTIFF",
            "GPX · DXF · MapInfo · FlatGeobuf · ESRI JSON · JPG",
        ):
            kinds = label(names, "small")
            kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
            drop.addWidget(kinds)
        drop.addStretch(1)
        column.addWidget(self._drop, 1)
        return column

    def _recent(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        head = QHBoxLayout()
        heading = label(self.tr("Recent plans"), "heading")
        head.addWidget(heading, 1)
        self.versions = button(
            self.tr("Earlier versions…"), lambda: self.versions_asked.emit(None), kind="heading_link"
        )
        self.versions.setToolTip(self.tr("Also of plans whose file is gone, and of plans that were never saved"))
        measured(self.versions).setMaximumHeight(heading.sizeHint().height())  # in line with the other column
        head.addWidget(self.versions)
        column.addLayout(head)
        self.recent = RecentPlans(self._settings)
        self.recent.plan_chosen.connect(self.plan_chosen.emit)
        self.recent.versions_asked.connect(self.versions_asked.emit)
        column.addWidget(self.recent, 1)
        return column

    def refresh(self) -> None:
        """List the plans opened last."""
        self.recent.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the recent plans below where letters are so large that both do not stand side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(_SIDE_BY_SIDE_PX)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._lower.setDirection(way)
        self.recent.setMinimumHeight(theme.px(_RECENT_PX) if is_narrow else 0)

    # -- drops --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show the field at rest."""
        self._mark_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        self._mark_drop(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _mark_drop(self, active: bool) -> None:
        self._drop.setProperty("active", active)
        repolish(self._drop)


class _Verb(QFrame):
    """One of the four things this program is for."""

    def __init__(self, icon: str, title: str, text: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        picture = IconLabel(icon, theme.tokens().accent, 24)
        head.addWidget(picture)
        head.addWidget(label(title, "title"), 1)
        layout.addLayout(head)
        words = label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setMinimumHeight(54)
        layout.addWidget(words, 1)
