"""A notice cannot tell of what is seen later: said at the field in which the time is entered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDateTimeEdit, QFormLayout, QLabel, QPushButton

from app.widgets.basics import label


def watch_seen(form: QFormLayout, seen: QDateTimeEdit, accept: QPushButton) -> QLabel:
    """Say below a field of a form when its time is still to come, and hold the notice back until then."""
    wrong = label("", "danger", wrap=True)
    rows = range(form.rowCount())
    fields = [form.itemAt(row, QFormLayout.ItemRole.FieldRole) for row in rows]
    row = next(row for row, item in zip(rows, fields, strict=True) if item is not None and item.widget() is seen)
    form.insertRow(row + 1, "", wrong)

    def check() -> None:
        at = seen.dateTime().toPython()
        is_later = isinstance(at, datetime) and at > datetime.now()
        text = QCoreApplication.translate("Seen", "This time is still to come. A notice tells of what was seen before.")
        wrong.setText(text if is_later else "")
        wrong.setVisible(is_later)
        accept.setEnabled(not is_later)
        accept.setToolTip(wrong.text())

    seen.dateTimeChanged.connect(lambda _at: check())
    check()
    return wrong
