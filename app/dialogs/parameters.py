"""The numbers of the analysis as a form made from :class:`~layers.zones.model.Parameters`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.counties import ok_cancel
from app.i18n import mark
from app.widgets.basics import label
from app.widgets.charts import SCORE_PARTS
from layers.zones.model import Parameters


@dataclass(frozen=True)
class Word:
    """How a parameter is called, and where its default comes from."""

    text: str
    source: str
    group: str


_OURS = mark("Parameters", "Our proposal; agree on it with your neighbour")
_BAND = mark("Parameters", "Band and reach")
_THRESHOLD = mark("Parameters", "Thresholds")
_CLUSTER = mark("Parameters", "Zones")
_RIVER = mark("Parameters", "Rivers on the line")
_FIT = mark("Parameters", "Lines that do not quite fit")
_WEIGHT = mark("Parameters", "Weights of the score")

WORDS: Mapping[str, Word] = {
    "forest_band_m": Word(
        mark("Parameters", "Forest band on each side of the line"),
        mark("Parameters", "The national plan counts foreign fires within 5 km of the frontier; counties choose"),
        _BAND,
    ),
    "river_band_m": Word(mark("Parameters", "River band on each side of the line"), _OURS, _BAND),
    "provincial_river_band_m": Word(
        mark("Parameters", "River band at a province line"),
        mark("Parameters", "Regulations on River Administration, article 19: 10 km outside each bank"),
        _BAND,
    ),
    "forest_reach_m": Word(mark("Parameters", "Reach of a forest fire: a distance, not spread"), _OURS, _BAND),
    "river_reach_m": Word(mark("Parameters", "River corridor: a distance, not flood extent"), _OURS, _BAND),
    "hazard_share_min": Word(mark("Parameters", "Least share of the hazard"), _OURS, _THRESHOLD),
    "exposure_share_min": Word(mark("Parameters", "Least share of those exposed"), _OURS, _THRESHOLD),
    "forest_min_ha": Word(mark("Parameters", "Least forest"), _OURS, _THRESHOLD),
    "river_min_m": Word(mark("Parameters", "Least river length"), _OURS, _THRESHOLD),
    "people_min": Word(mark("Parameters", "Least number of people"), _OURS, _THRESHOLD),
    "assets_min": Word(mark("Parameters", "Least number of assets"), _OURS, _THRESHOLD),
    "cluster_gap_m": Word(mark("Parameters", "Pieces closer than this join"), _OURS, _CLUSTER),
    "cluster_max_m": Word(mark("Parameters", "Zones longer than this are cut"), _OURS, _CLUSTER),
    "origin_weight": Word(mark("Parameters", "Weight of where it starts in the lead share"), _OURS, _CLUSTER),
    "equal_share_tolerance": Word(mark("Parameters", "Lead shares closer than this rotate yearly"), _OURS, _CLUSTER),
    "bank_offset_m": Word(mark("Parameters", "Tolerance of the bank rule"), _OURS, _RIVER),
    "river_width_m": Word(mark("Parameters", "Width of a river without one"), _OURS, _RIVER),
    "bordering_min_m": Word(mark("Parameters", "Least length along the line"), _OURS, _RIVER),
    "bordering_gap_m": Word(mark("Parameters", "Gaps shorter than this are bridged"), _OURS, _RIVER),
    "near_parallel_m": Word(mark("Parameters", "Beside the line up to"), _OURS, _RIVER),
    "snap_m": Word(mark("Parameters", "Vertices closer than this are one"), _OURS, _FIT),
    "gap_width_m": Word(mark("Parameters", "Gaps narrower than this are bridged and reported"), _OURS, _FIT),
    "sliver_report_m": Word(mark("Parameters", "Gaps and overlaps wider than this are reported"), _OURS, _FIT),
}

#: How a value reads, by the end of its name: unit, factor on screen, decimals, most.
_UNITS: tuple[tuple[str, str, float, int, float], ...] = (
    ("_share_min", " %", 100.0, 1, 100.0),
    ("_tolerance", " %", 100.0, 1, 100.0),
    ("origin_weight", "", 1.0, 2, 1.0),
    ("_ha", " hm²", 1.0, 2, 1e6),
    ("_m", " m", 1.0, 0, 1e6),
    ("people_min", "", 1.0, 0, 1e6),
)


class ParametersDialog(QDialog):
    """Every number that a county may change; a change derives the zones again."""

    def __init__(self, parameters: Parameters, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Parameters of the analysis"))
        self.resize(640, 620)
        self._start = parameters
        self._edits: dict[str, QDoubleSpinBox | QSpinBox] = {}
        self._weights: dict[str, QDoubleSpinBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr(
                    "They are stored and printed with every result. Hover a name to see where its default comes from."
                ),
                "muted",
                wrap=True,
            )
        )
        page = QWidget()
        page.setProperty("kind", "page")
        self._grid = QGridLayout(page)
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setContentsMargins(12, 4, 12, 12)
        group = ""
        for field in fields(Parameters):
            if field.name == "weights":
                continue
            word = WORDS[field.name]
            if word.group != group:
                group = word.group
                self._heading(group)
            self._add(field.name, word)
        self._heading(_WEIGHT)
        for code, weight in parameters.weights.items():
            self._add_weight(code, weight)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        layout.addWidget(area, 1)
        self.buttons = ok_cancel(self, self.tr("Apply and derive again"))
        reset = self.buttons.addButton(QDialogButtonBox.StandardButton.RestoreDefaults)
        reset.setAutoDefault(False)
        reset.clicked.connect(lambda: self._show(Parameters()))
        layout.addWidget(self.buttons)
        self._show(parameters)

    def _heading(self, text: str) -> None:
        made = label(_translate(text), "heading")
        made.setContentsMargins(0, 10, 0, 0)
        self._grid.addWidget(made, self._grid.rowCount(), 0, 1, 2)

    def _add(self, name: str, word: Word) -> None:
        text = label(_translate(word.text), wrap=True)
        text.setToolTip(_translate(word.source))
        edit = _edit(name, getattr(self._start, name))
        edit.setAccessibleName(text.text())
        edit.setToolTip(text.toolTip())
        edit.setFixedWidth(140)
        self._edits[name] = edit
        row = self._grid.rowCount()
        self._grid.addWidget(text, row, 0)
        self._grid.addWidget(edit, row, 1)

    def _add_weight(self, code: str, weight: float) -> None:
        name = QCoreApplication.translate("Words", SCORE_PARTS.get(code, code))
        edit = QDoubleSpinBox()
        edit.setRange(0.0, 1.0)
        edit.setSingleStep(0.05)
        edit.setDecimals(2)
        edit.setValue(weight)
        edit.setFixedWidth(140)
        edit.setAccessibleName(name)
        self._weights[code] = edit
        row = self._grid.rowCount()
        self._grid.addWidget(label(name), row, 0)
        self._grid.addWidget(edit, row, 1)

    def _show(self, parameters: Parameters) -> None:
        for name, edit in self._edits.items():
            value = getattr(parameters, name) * _look(name)[1]
            if isinstance(edit, QSpinBox):
                edit.setValue(int(value))
            else:
                edit.setValue(float(value))
        for code, edit in self._weights.items():
            edit.setValue(parameters.weights.get(code, 0.0))

    @property
    def parameters(self) -> Parameters:
        """The numbers as they stand in the form; untouched ones keep every digit."""
        values: dict[str, Any] = {}
        for name, edit in self._edits.items():
            factor, old = _look(name)[1], getattr(self._start, name)
            value = edit.value() / factor
            if abs(value - old) > 1e-9 * max(1.0, abs(old)):
                values[name] = type(old)(value)
        weights = {code: round(edit.value(), 4) for code, edit in self._weights.items()}
        return replace(self._start, **values, weights=weights)


def _translate(text: str) -> str:
    return QCoreApplication.translate("Parameters", text)


def _look(name: str) -> tuple[str, float, int, float]:
    return next(
        (unit, factor, decimals, most)
        for end, unit, factor, decimals, most in (*_UNITS, ("", "", 1.0, 0, 1e6))
        if name.endswith(end)
    )


def _edit(name: str, value: float) -> QDoubleSpinBox | QSpinBox:
    unit, _factor, decimals, most = _look(name)
    if isinstance(value, int):
        whole = QSpinBox()
        whole.setRange(0, int(most))
        return whole
    edit = QDoubleSpinBox()
    edit.setDecimals(decimals)
    edit.setRange(0.0, most)
    edit.setSuffix(unit)
    edit.setSingleStep(max(10.0**-decimals, float(f"{value * _factor:.0e}") / 10 if value else 1.0))
    return edit
