"""Workbooks: asking where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.control.plans import file_name
from app.control.writing import ask_target

if TYPE_CHECKING:
    from app.window import MainWindow


def ask_book(window: MainWindow, title: str) -> Path | None:
    """Ask where a workbook goes; None when nowhere."""
    translate = QCoreApplication.translate
    kinds = {translate("Books", "Workbook (*.xlsx)"): ".xlsx"}
    proposed = window.plans.folder() / f"{file_name(title)}.xlsx"
    return ask_target(window, translate("Books", "Save as a workbook"), proposed, kinds)
