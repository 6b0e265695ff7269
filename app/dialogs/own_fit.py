"""A layer in Xi'an 1980 or Beijing 1954: read only with four parameters that the planner's surveyors fitted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
)

from app.crs_words import crs_in_words, plan_meridian
from app.dialogs.ask import run
from app.dialogs.counties import ok_cancel
from app.widgets.basics import label
from layers.sources.own_fit import OwnFit

UNUSABLE_CRS = "source_unusable_crs"
_PLAIN = range(4534, 4555)


def can_be_fitted(summary: Any) -> bool:
    """Return True for plane coordinates in a datum whose parameters are not public."""
    is_secret = any(
        problem.code == UNUSABLE_CRS and problem.facts.get("reason_code") == "secret_parameters"
        for problem in summary.problems
    )
    return is_secret and summary.sketch is not None and summary.bounds is not None and summary.bounds[3] > 1e5


class FitButton(QPushButton):
    """Stands where other layers have a list of systems; nothing is chosen until a fit is entered."""

    currentIndexChanged = Signal(int)  # noqa: N815 (the name a list of systems gives it)

    def __init__(self, summary: Any, *, near_epsg: int = 0) -> None:
        super().__init__(self.tr("Own fit…"))
        self._summary, self._near_epsg = summary, near_epsg
        self._fit: OwnFit | None = None
        self.setAutoDefault(False)
        self.setAccessibleName(self.tr("Own fit of {layer}").format(layer=summary.name))
        tip = self.tr("The parameters of this datum are not public. With four parameters of your own it can be read.")
        self.setToolTip(tip)
        self.clicked.connect(self._ask)

    def currentIndex(self) -> int:
        """Return -1 until there is a fit, as a list without a choice does."""
        return -1 if self._fit is None else 0

    def currentData(self) -> str | None:
        """Return the fit as a choice of CRS."""
        return None if self._fit is None else str(self._fit)

    def _ask(self) -> None:
        dialog = OwnFitDialog(self._summary, self._fit, near_epsg=self._near_epsg, parent=self)
        if not run(dialog):
            return
        self._fit = dialog.fit
        numbers = f"{self._fit.north_m:g}, {self._fit.east_m:g}, {self._fit.rotation_arcsec:g}″"
        self.setText(self.tr("Own fit: {parameters}").format(parameters=numbers))
        self.setToolTip(str(self._fit))
        self.currentIndexChanged.emit(0)


class OwnFitDialog(QDialog):
    """Four parameters and the zone they lead to."""

    def __init__(self, summary: Any, fit: OwnFit | None, *, near_epsg: int, parent: QPushButton) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Own fit to CGCS2000"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        text = self.tr(
            "{found}: the program has no parameters from it to CGCS2000, since they are not public. Enter the four "
            "parameters that your surveyors fitted; they are recorded with the layer."
        )
        layout.addWidget(label(text.format(found=summary.crs), wrap=True))
        form = QFormLayout()
        self.zone = QComboBox()
        self.zone.setAccessibleName(self.tr("Zone of the result"))
        for number in _PLAIN:
            self.zone.addItem(crs_in_words(f"EPSG:{number}"), number)
        self.zone.setPlaceholderText(self.tr("Choose the zone your surveyors’ fit leads to…"))
        meridian = plan_meridian(fit.epsg if fit is not None else near_epsg)
        self.zone.setCurrentIndex((meridian - 75) // 3 if meridian else -1)
        self.zone.currentIndexChanged.connect(self._check)
        form.addRow(self.tr("Zone of the result"), self.zone)
        given = (0.0,) * 4 if fit is None else (fit.north_m, fit.east_m, fit.rotation_arcsec, fit.scale_ppm)
        names = (
            self.tr("ΔX, north (m)"),
            self.tr("ΔY, east (m)"),
            self.tr("Rotation α (″)"),
            self.tr("Scale m (ppm)"),
        )
        self.boxes = [self._box(name, value) for name, value in zip(names, given, strict=True)]
        for name, box in zip(names, self.boxes, strict=True):
            form.addRow(name, box)
        layout.addLayout(form)
        formula = self.tr(
            "X₂ = ΔX + (1 + m)(X₁ cos α − Y₁ sin α),  Y₂ = ΔY + (1 + m)(X₁ sin α + Y₁ cos α); "
            "X north, Y east without zone number."
        )
        layout.addWidget(label(formula, "muted", wrap=True))
        self.buttons = ok_cancel(self, self.tr("Use this fit"))
        layout.addWidget(self.buttons)
        self.resize(560, self.sizeHint().height())
        self._check()

    def _box(self, name: str, value: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setAccessibleName(name)
        box.setDecimals(6)
        box.setRange(-1e7, 1e7)
        box.setGroupSeparatorShown(False)
        box.setValue(value)
        box.valueChanged.connect(self._check)
        return box

    @property
    def fit(self) -> OwnFit:
        """What was entered."""
        north, east, rotation, scale = (box.value() for box in self.boxes)
        return OwnFit(int(self.zone.currentData()), north, east, rotation, scale)

    def _check(self, *_news: object) -> None:
        if not hasattr(self, "buttons"):
            return
        # All zero would call the datum CGCS2000, which it is not.
        is_complete = self.zone.currentIndex() >= 0 and any(box.value() for box in self.boxes)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(is_complete)
        missing = self.tr("Enter at least one parameter") if self.zone.currentIndex() >= 0 else self.tr("Choose a zone")
        ok.setToolTip("" if is_complete else missing)
