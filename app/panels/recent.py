"""The plans opened last: picture, name, place and date; one that is gone says so."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import icons, theme, thumbnails
from app.settings import Settings
from app.widgets.basics import ElidedLabel, label, put_page, tool_button

_SUFFIX = ".lianfang.gpkg"
_PICTURE_PX = (80, 50)


class RecentPlans(QFrame):
    """A click opens a plan; the cross takes it off the list and leaves the file."""

    plan_chosen = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Recent plans"))
        self._settings = settings
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
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
        self.rows = [RecentRow(path) for path in self._settings.recent_plans()]
        for row in self.rows:
            row.chosen.connect(self.plan_chosen.emit)
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
    """One plan of the list."""

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        name, is_there = path.name.removesuffix(_SUFFIX), path.exists()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(4)
        self.open_button = QPushButton()
        self.open_button.setProperty("kind", "row")
        self.open_button.setEnabled(is_there)
        self.open_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.open_button.setAccessibleName(self.tr("Open {plan}").format(plan=name))
        gone = self.tr("The file is not there; it may have been moved, or its drive is not connected.")
        self.open_button.setToolTip(str(path) if is_there else f"{path}\n{gone}")
        self.open_button.clicked.connect(partial(self._say, self.chosen, path))
        inside = QHBoxLayout(self.open_button)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(12)
        inside.addWidget(self._picture(path))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        state = _when(path) if is_there else self.tr("missing")
        for text, kind in ((name, ""), (str(path.parent), "small"), (state, "small" if is_there else "warning")):
            line = ElidedLabel(text, kind)
            line.setEnabled(is_there or kind == "warning")
            texts.addWidget(line)
        inside.addLayout(texts, 1)
        for child in self.open_button.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self.open_button, 1)
        name_of_cross = self.tr("Take {plan} off the list; the file stays").format(plan=name)
        self.remove_button = tool_button(icon="x", name=name_of_cross, size_px=14)
        self.remove_button.clicked.connect(partial(self._say, self.removed, path))
        row.addWidget(self.remove_button)

    def _picture(self, path: Path) -> QLabel:
        made = QLabel()
        made.setFixedSize(*_PICTURE_PX)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = thumbnails.load(path)
        if picture.isNull():
            made.setPixmap(icons.pixmap("map", theme.tokens().faint, 24, self.devicePixelRatioF()))
        else:
            picture.setDevicePixelRatio(picture.width() / _PICTURE_PX[0])
            made.setPixmap(picture)
        return made

    def _say(self, signal: SignalInstance, path: Path, _checked: bool = False) -> None:
        signal.emit(path)


def _when(path: Path) -> str:
    try:
        changed_s = path.stat().st_mtime
    except OSError:
        return ""
    return datetime.fromtimestamp(changed_s).strftime("%Y-%m-%d %H:%M")
