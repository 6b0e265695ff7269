"""Earlier versions of the plans: choose one to open as a new plan, to look at, or to delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import ages
from app.dialogs.ask import run
from app.widgets.basics import EmptyState, button, label
from app.widgets.versions import PlanDelegate, VersionList

if TYPE_CHECKING:
    from layers.plan.backups import Backup

NEVER_SAVED = ("", "untitled")
_SUFFIX = ".lianfang.gpkg"


class EarlierVersionsDialog(QDialog):
    """Plans on the left, the versions of one on the right; after it, ``choice`` says what is wanted of which."""

    def __init__(
        self,
        versions: Callable[[], Sequence[Backup]],
        parent: QWidget,
        *,
        plan_path: Path | None = None,
        forget: Callable[[Backup], object],
        is_keeping: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Earlier versions"))
        self.resize(880, 560)
        self._read, self._forget = versions, forget
        self.choice: tuple[str, Backup] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        said = self.tr(
            "A version is kept soon after a plan is opened, every ten minutes of work, and when it is closed. "
            "None of these replaces your plan: a version opens beside it."
        )
        if not is_keeping:
            said = self.tr("No versions are kept at present: that is switched off in the settings.")
        layout.addWidget(label(said, "muted" if is_keeping else "warning", wrap=True))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._lists())
        empty = EmptyState("archive-restore", self.tr("No earlier version has been kept yet."))
        self.pages.addWidget(empty)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._foot())
        self._groups: dict[tuple[str, str], list[Backup]] = {}
        self._fill(plan_path)
        self.list.setFocus()  # a plan is chosen already

    # -- building -----------------------------------------------------------------------------

    def _lists(self) -> QWidget:
        both = QFrame()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.plans = QListWidget()
        self.plans.setAccessibleName(self.tr("Plans"))
        self.plans.setFixedWidth(264)
        self.plans.setItemDelegate(PlanDelegate(self.plans))
        self.plans.setMouseTracking(True)
        self.plans.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.plans.currentRowChanged.connect(self._on_plan)
        self.list = VersionList()
        for one in (self.plans, self.list):
            one.setProperty("kind", "framed")
        self.list.doubleClicked.connect(lambda _index: self._choose("look"))
        self.list.delete_asked.connect(self.delete_chosen)
        row.addWidget(self.plans)
        row.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._refresh_buttons())
        return both

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.delete = button(self.tr("Delete…"), self.delete_chosen, icon="trash-2")
        self.room = label("", "small")
        self.look = button(self.tr("Open for a look"), lambda: self._choose("look"), icon="eye")
        self.restore = button(
            self.tr("Open as a new plan…"), lambda: self._choose("restore"), kind="primary", icon="file-plus"
        )
        self.restore.setDefault(True)
        close = button(self.tr("Close"), self.reject)
        row.addWidget(self.delete)
        row.addWidget(self.room, 1)
        for one in (self.look, self.restore, close):
            row.addWidget(one)
        return row

    # -- what is shown ------------------------------------------------------------------------

    def _fill(self, plan_path: Path | None) -> None:
        """Group the versions by plan, the one worked on last first, and show the plan asked for."""
        found = sorted(self._read(), key=lambda one: one.when, reverse=True)
        self._groups = {}
        for one in found:
            self._groups.setdefault(NEVER_SAVED if one.reason == "untitled" else one.line, []).append(one)
        for members in self._groups.values():
            members.sort(key=lambda one: (-one.generation, -one.when.timestamp()))
        self.plans.clear()
        wanted = 0
        for number, (line, members) in enumerate(self._groups.items()):
            title, place = self._names(line, members)
            item = QListWidgetItem(f"{title}\n{place}")
            item.setToolTip(str(members[0].plan_path or place))
            self.plans.addItem(item)
            if plan_path is not None and members[0].plan_path == plan_path:
                wanted = number
        self.plans.setCurrentRow(wanted if self._groups else -1)
        total = sum(one.size_bytes for one in found)
        self.room.setText(self.tr("All versions take {size}").format(size=ages.file_size(total)) if found else "")
        self.pages.setCurrentIndex(0 if found else 1)
        self._refresh_buttons()

    def _names(self, line: tuple[str, str], members: Sequence[Backup]) -> tuple[str, str]:
        if line == NEVER_SAVED:
            return self.tr("Never saved"), self.tr("Plans: {count}").format(count=len(members))
        newest = members[0]
        title = newest.title or self.tr("Unknown plan")
        place = str(newest.plan_path or newest.path.parent)
        return title, place.removesuffix(_SUFFIX)  # there is little room, and what differs stands at the end

    def _on_plan(self, number: int) -> None:
        groups = list(self._groups.values())
        self.list.set_versions(groups[number] if 0 <= number < len(groups) else [])
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        chosen = self.list.chosen
        self.delete.setEnabled(chosen is not None)
        for one in (self.look, self.restore):
            one.setEnabled(chosen is not None and not chosen.is_damaged)
        for one in (self.delete, self.look, self.restore):  # without any version there is nothing to do but close
            one.setVisible(bool(self._groups))

    # -- acting -------------------------------------------------------------------------------

    def _choose(self, what: str) -> None:
        chosen = self.list.chosen
        if chosen is not None and not chosen.is_damaged:
            self.choice = (what, chosen)
            self.accept()

    def delete_chosen(self) -> None:
        """Remove the version for good, when the question is answered so."""
        chosen = self.list.chosen
        if chosen is None or not ask_delete(self, chosen):
            return
        group, row = self.plans.currentRow(), self.list.currentIndex().row()
        self._forget(chosen)
        self._fill(None)
        if self._groups:
            self.plans.setCurrentRow(min(group, len(self._groups) - 1))
            rows = self.list.model().rowCount()
            self.list.setCurrentIndex(self.list.model().index(min(row, rows - 1), 0))


def ask_delete(parent: QWidget, version: Backup) -> bool:
    """Ask whether a version may go; it cannot be brought back."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("EarlierVersionsDialog", "Earlier versions"))
    box.setText(
        translate("EarlierVersionsDialog", "Delete the version of {when}?").format(when=ages.moment(version.when))
    )
    box.setInformativeText(translate("EarlierVersionsDialog", "It cannot be brought back. Your plan is not touched."))
    yes = box.addButton(translate("EarlierVersionsDialog", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(no)
    run(box)
    return box.clickedButton() is yes
