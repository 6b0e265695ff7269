"""The columns of a layer that is in the plan: shown, and changed in one gesture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.dialogs.counties import ok_cancel
from app.dialogs.field_table import FieldTable
from app.widgets.basics import label
from layers.kinds import Role

if TYPE_CHECKING:
    import pandas as pd


class LayerColumnsDialog(QDialog):
    """Which column of its source each of the plan's own is; nothing changes before OK."""

    def __init__(
        self, title: str, rows: pd.DataFrame, role: Role, given: Mapping[str, str | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Columns of {layer}").format(layer=title))
        self.resize(820, 380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        text = self.tr("What the plan reads from which column. An analysis made before is out of date then.")
        layout.addWidget(label(text, "muted", wrap=True))
        self.fields = FieldTable()
        self.fields.show_columns(rows, role, given)
        self.fields.reset.connect(lambda: self.fields.show_columns(rows, role, {}))
        layout.addWidget(self.fields, 1)
        self.buttons = ok_cancel(self, self.tr("Use these columns"))
        layout.addWidget(self.buttons)

    @property
    def given(self) -> dict[str, str | None]:
        """What the planner said: own column → column of the source, None for none."""
        return self.fields.given
