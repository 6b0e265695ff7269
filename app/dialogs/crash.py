"""Something unforeseen: what became of the plan, where the report is, and how to go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app import theme
from app.help.asking import give_key, help_button
from app.widgets.basics import IconLabel, button, label

_WIDTH_PX = 600
_DETAILS_PX = 220


@dataclass(frozen=True)
class Crash:
    """What the window says.

    ``plan_state`` is ``saved``, ``slow`` (the last change is still being written), ``reading`` (open for reading only),
    ``none`` (no plan is open) or ``unsaved``; ``saved_at`` the time of the last change, as text.  ``is_native``: it
    happened in the run before, and ``plan`` was open then.
    """

    text: str
    report: Path | None
    plan: Path | None = None
    plan_state: str = "none"
    saved_at: str = ""
    is_native: bool = False
    is_repeated: bool = False


class CrashDialog(QDialog):
    """Keeps nobody: the program goes on behind it, and a second error is a line in it."""

    close_asked = Signal()
    copy_asked = Signal()  # of the plan, elsewhere
    plan_asked = Signal(object)  # Path: to be opened again

    def __init__(self, crash: Crash, parent: QWidget) -> None:
        super().__init__(parent)
        self.crash = crash
        self._more = 0
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Lianfang"))
        self.setMinimumWidth(min(_WIDTH_PX, max(parent.width() - 20, 320)))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(self._title(), "title", wrap=True))
        column.addWidget(label(self._lead(), wrap=True))
        said, icon = self._about_plan()
        if said:
            column.addLayout(_line(icon, said, self._color()))
        column.addLayout(_line("file-text", self._about_report(), theme.tokens().muted))
        if crash.report is not None:
            self.place = label(str(crash.report), "muted", wrap=True, selectable=True)
            self.place.setAccessibleName(self.tr("Where the report is"))
            column.addWidget(self.place)
        column.addLayout(self._report_buttons())
        self.details = QPlainTextEdit(crash.text)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("Report"))
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setMinimumHeight(_DETAILS_PX)
        self.details.hide()
        column.addWidget(self.details, 1)
        self.more = label("", "warning", wrap=True)
        self.more.hide()
        column.addWidget(self.more)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setProperty("kind", "line")
        column.addWidget(rule)
        column.addLayout(self._ways())
        give_key(self)
        next(one for one in (getattr(self, "open_plan", None), self.go_on) if one is not None).setFocus()

    def _color(self) -> str:
        colors = theme.tokens()
        if self.crash.is_native:
            return colors.accent
        return colors.success if self.crash.plan_state in {"saved", "reading"} else colors.danger

    # -- words --------------------------------------------------------------------------------

    def _title(self) -> str:
        if self.crash.is_native:
            return self.tr("Last time the program broke off")
        return self.tr("Something unforeseen happened")

    def _lead(self) -> str:
        if self.crash.is_native:
            return self.tr("What you had finished is in the plan, and so is what was half drawn.")
        if self.crash.is_repeated and self.crash.plan_state not in {"slow", "unsaved"}:
            return self.tr("It keeps happening. Close the program and start it again: the plan opens as it is now.")
        return self.tr("What you asked for last may not have been done. You can go on working.")

    def _about_plan(self) -> tuple[str, str]:
        crash = self.crash
        name = crash.plan.name if crash.plan is not None else ""
        if crash.is_native:
            return (self.tr("Open then: {name}").format(name=name), "folder-open") if name else ("", "")
        said = {
            "saved": self.tr("The plan is saved: everything up to {time} is in {name}."),
            "slow": self.tr("The last change to {name} is still being written. Leave the program open for a moment."),
            "reading": self.tr("{name} is open for reading only; nothing in it was changed."),
            "unsaved": self.tr(
                "The last change could not be written to {name}. Save a copy elsewhere before you go on."
            ),
        }
        icon = "circle-check" if crash.plan_state in {"saved", "reading"} else "triangle-alert"
        return said.get(crash.plan_state, "").format(time=crash.saved_at, name=name), icon

    def _about_report(self) -> str:
        if self.crash.report is None:
            return self.tr("A report could not be written to the disk; copy it from here.")
        return self.tr(
            "A report for whoever looks after the program lies in your own folder. It holds no names, "
            "telephone numbers, coordinates or names of plans, and goes nowhere by itself."
        )

    # -- buttons ------------------------------------------------------------------------------

    def _report_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.show_details = button(self.tr("Show the report"), self._turn_details, icon="eye")
        self.copy = button(self.tr("Copy the report"), self.copy_report, icon="copy")
        row.addWidget(self.show_details)
        row.addWidget(self.copy)
        if self.crash.report is not None:
            self.folder = button(self.tr("Open folder"), self._open_folder, icon="folder-open")
            row.addWidget(self.folder)
        row.addStretch(1)
        return row

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(help_button(lambda: self))
        row.addStretch(1)
        crash = self.crash
        if crash.is_native:
            self.go_on = button(self.tr("Go on"), self.accept, kind="" if crash.plan else "primary")
            row.addWidget(self.go_on)
            if crash.plan is not None:
                self.open_plan = button(self.tr("Open this plan"), self._open_plan, kind="primary")
                row.addWidget(self.open_plan)
                self.open_plan.setDefault(True)
            return row
        if crash.plan_state in {"unsaved", "slow"}:
            self.save_copy = button(self.tr("Save a copy…"), self.copy_asked.emit)
            row.addWidget(self.save_copy)
        self.close_program = button(self.tr("Close the program"), self._close_program)
        row.addWidget(self.close_program)
        self.go_on = button(self.tr("Go on"), self.accept, kind="primary")
        self.go_on.setDefault(True)
        row.addWidget(self.go_on)
        return row

    def _turn_details(self) -> None:
        is_shown = self.details.isHidden()
        self.details.setVisible(is_shown)
        self.show_details.setText(self.tr("Hide the report") if is_shown else self.tr("Show the report"))
        self.adjustSize()

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.crash.text)

    def _open_folder(self) -> None:
        if self.crash.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.crash.report.parent)))

    def _open_plan(self) -> None:
        self.accept()
        self.plan_asked.emit(self.crash.plan)

    def _close_program(self) -> None:
        self.accept()
        self.close_asked.emit()

    # -- what comes after ------------------------------------------------------------------------

    def add_one(self) -> None:
        """Another error while this is open: counted, not shown."""
        self._more += 1
        self.more.setText(self.tr("More errors since: {count}. The log has them.").format(count=self._more))
        self.more.show()

    @property
    def text(self) -> str:
        """Everything it says."""
        return "\n".join(one.text() for one in self.findChildren(QLabel) if one.text() and not one.isHidden())


def _line(icon: str, text: str, color: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(IconLabel(icon, color, 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    return row
