"""The plans opened last: picture, name, place and date; one that is gone says so."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import ages, theme, thumbnails
from app.settings import Settings, backups_dir
from app.widgets.basics import ElidedLabel, IconLabel, label, put_page, tool_button

if TYPE_CHECKING:
    from layers.plan.backups import Backup

_SUFFIX = ".lianfang.gpkg"
_PICTURE_PX = (80, 50)


class RecentPlans(QFrame):
    """A click opens a plan, the box shows what was kept, the cross takes it off the list and leaves the file."""

    plan_chosen = Signal(object)
    versions_asked = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Recent plans"))
        self._settings = settings
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.accessibleName())
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self._area)
        self.rows: list[RecentRow] = []
        self.refresh()

    def refresh(self) -> None:
        """List the plans opened last."""
        page = QWidget()
        page.setProperty("kind", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        from layers.plan import backups

        kept = backups.newest_by_place(backups_dir())
        plans = self._settings.recent_plans()
        thumbnails.keep_only(plans)
        self.rows = [RecentRow(path, kept.get(path)) for path in plans]
        for row in self.rows:
            row.chosen.connect(self.plan_chosen.emit)
            row.versions_asked.connect(self.versions_asked.emit)
            row.removed.connect(self._forget)
            column.addWidget(row)
        if self.rows:
            column.addStretch(1)
        else:
            empty = label(self.tr("Plans you open are listed here."), "muted")
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(empty, 1)
        put_page(self._area, page)

    def _forget(self, path: Path) -> None:
        self._settings.forget_recent(path)
        thumbnails.forget(path)
        self.refresh()


class RecentRow(QWidget):
    """One plan of the list; where its file is gone, a click shows the versions that were kept of it."""

    chosen = Signal(object)
    removed = Signal(object)
    versions_asked = Signal(object)

    def __init__(self, path: Path, newest: Backup | None = None) -> None:
        super().__init__()
        name, is_there = path.name.removesuffix(_SUFFIX), path.exists()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(4)
        self.open_button = QPushButton()
        self.open_button.setProperty("kind", "row")
        self.open_button.setEnabled(is_there or newest is not None)
        self.open_button.setCursor(Qt.CursorShape.PointingHandCursor)
        name_of_versions = self.tr("Earlier versions of {plan}").format(plan=name)
        self.open_button.setAccessibleName(
            self.tr("Open {plan}").format(plan=name) if is_there or newest is None else name_of_versions
        )
        gone = self.tr("The file is not there; it may have been moved, or its drive is not connected.")
        self.open_button.setToolTip(str(path) if is_there else f"{path}\n{gone}")
        asked = self.chosen if is_there else self.versions_asked
        self.open_button.clicked.connect(partial(self._say, asked, path))
        inside = QHBoxLayout(self.open_button)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(12)
        inside.addWidget(self._picture(path, newest))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        state = self._state(path, is_there, newest)
        for text, kind in ((name, ""), (str(path.parent), "small"), (state, "small" if is_there else "warning")):
            line = ElidedLabel(text, kind)
            line.setEnabled(is_there or newest is not None or kind == "warning")
            texts.addWidget(line)
        inside.addLayout(texts, 1)
        for child in self.open_button.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self.open_button, 1)
        self.versions_button = tool_button(icon="archive-restore", name=name_of_versions, size_px=14)
        self.versions_button.clicked.connect(partial(self._say, self.versions_asked, path))
        row.addWidget(self.versions_button)
        self.versions_button.setVisible(newest is not None)  # in the row by now: it would flash as a window else
        name_of_cross = self.tr("Take {plan} off the list; the file stays").format(plan=name)
        self.remove_button = tool_button(icon="x", name=name_of_cross, size_px=14)
        self.remove_button.clicked.connect(partial(self._say, self.removed, path))
        row.addWidget(self.remove_button)

    def _state(self, path: Path, is_there: bool, newest: Backup | None) -> str:
        if is_there:
            return _when(path)
        if newest is None:
            return self.tr("missing")
        return self.tr("missing; click for its version of {when}").format(when=ages.moment(newest.when))

    def _picture(self, path: Path, newest: Backup | None) -> QLabel:
        picture = thumbnails.load(path)
        if picture.isNull() and newest is not None:
            picture = QPixmap(str(newest.thumbnail))
        made = IconLabel("map", theme.tokens().faint, 24) if picture.isNull() else QLabel()
        if not picture.isNull():
            picture.setDevicePixelRatio(picture.width() / _PICTURE_PX[0])
            made.setPixmap(picture)
        made.setFixedSize(*_PICTURE_PX)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    def _say(self, signal: SignalInstance, path: Path, _checked: bool = False) -> None:
        signal.emit(path)


def _when(path: Path) -> str:
    try:
        changed_s = path.stat().st_mtime
    except OSError:
        return ""
    return datetime.fromtimestamp(changed_s).strftime("%Y-%m-%d %H:%M")
