"""The numbers by which gaps and the health of agreements are judged."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.dialogs.counties import ok_cancel
from app.widgets.basics import button, label
from app.widgets.fitting import fit
from layers.agreements.settings import BOUNDS, RegisterSettings


class GapRules(QDialog):
    """A form of :class:`RegisterSettings`; shares are entered as per cent."""

    def __init__(self, settings: RegisterSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How gaps are judged"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        text = self.tr(
            "Of the borders that are open and across which much comes, the top by priority is grade 1, what follows"
            " grade 2, the rest grade 3. Priority = pressure × (0.7 × what the agreement leaves open + 0.3 without a"
            " drill that counts)."
        )
        column.addWidget(label(text, "muted", wrap=True))
        names: dict[str, str] = {
            "first_share": self.tr("Grade 1: the first … of them"),
            "second_share": self.tr("Grade 2: up to … of them"),
            "least_pressure": self.tr("Least pressure for a grade (0–1)"),
            "drill_days": self.tr("A drill counts for"),
            "yearly_days": self.tr("Meetings, patrols, stock lists are fresh for"),
        }
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        self.edits: dict[str, QSpinBox | QDoubleSpinBox] = {}
        for one in fields(RegisterSettings):
            self.edits[one.name] = self._edit(one.name)
            form.addRow(names[one.name], self.edits[one.name])
        column.addLayout(form)
        tip = self.tr("0.5 is about 100 hm² of forest on the ranking's logarithmic scale")
        self.edits["least_pressure"].setToolTip(tip)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Usual values"), lambda: self._show(RegisterSettings()), kind="flat"))
        row.addStretch(1)
        row.addWidget(ok_cancel(self, self.tr("Save")))
        column.addLayout(row)
        self._show(settings)
        self.resize(460, self.sizeHint().height())
        fit(self)

    def settings(self) -> RegisterSettings:
        """Return what is entered; grade 2 begins where grade 1 ends at the least."""
        values: dict[str, Any] = {
            name: edit.value() / 100.0 if name.endswith("_share") else edit.value() for name, edit in self.edits.items()
        }
        values["second_share"] = max(values["first_share"], values["second_share"])
        return RegisterSettings(**values)

    def _edit(self, name: str) -> QSpinBox | QDoubleSpinBox:
        low, high = BOUNDS[name]
        if name.endswith("_days"):
            made: QSpinBox | QDoubleSpinBox = QSpinBox()
            made.setRange(int(low), int(high))
            made.setSuffix(self.tr(" days"))
        elif name.endswith("_share"):
            made = QSpinBox()
            made.setRange(round(low * 100), round(high * 100))
            made.setSuffix(" %")
        else:
            made = QDoubleSpinBox()
            made.setRange(low, high)
            made.setSingleStep(0.05)
        return made

    def _show(self, settings: RegisterSettings) -> None:
        for name, edit in self.edits.items():
            value = getattr(settings, name)
            edit.setValue(round(value * 100) if name.endswith("_share") else value)
