"""The import dialog as tests hold it in hand: shown for some files, clicked, confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from app.dialogs.importing import ImportDialog
from app.tasks.importing import _look

if TYPE_CHECKING:
    import geopandas as gpd
    from PySide6.QtWidgets import QPushButton, QWidget

    from app.settings import Settings


def shown(
    qtbot, files: list[Path], counties: gpd.GeoDataFrame | None = None, *, settings: Settings | None = None
) -> ImportDialog:
    """Return the dialog for files that were just looked at, on the screen."""
    dialog = ImportDialog(_look(files, lambda *_: None, counties), settings=settings, parent=None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def click(qtbot, widget: QWidget) -> None:
    """Click the middle of a widget."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def ok_of(dialog: ImportDialog) -> QPushButton:
    """Return the button that reads what is ticked."""
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
