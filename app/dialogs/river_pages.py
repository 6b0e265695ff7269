"""What rivers are worked out with, in the form of parameters: each number with its unit, default and source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox

from app import i18n, parameter_words, words
from app.i18n import mark
from layers.rivers.settings import PARAMETERS, Method, Parameter, RiverSettings, Stage

if TYPE_CHECKING:
    from app.dialogs.parameters import ParametersDialog

#: The pages: key, title, and the numbers on each.
WATER, FLOOD = "rivers:water", "rivers:flood"
_TITLES: Mapping[str, str] = {
    WATER: mark("RiverPages", "Water: speed and spills"),
    FLOOD: mark("RiverPages", "Floods and low land"),
}
_ON_FLOOD = frozenset(
    {
        *("levee_near_m", "section_m", "yellow_ratio", "orange_ratio", "exceedance_years"),
        *("hand_m", "hand_within_m", "hand_cell_m", "corridor_m", "departure_m"),
    }
)
_DECIMALS: Mapping[str, int] = {
    **dict.fromkeys(("low_ms", "normal_ms", "flood_ms", "hydraulic_radius_m", "leading_edge"), 2),
    **dict.fromkeys(("yellow_ratio", "orange_ratio", "discharge_m3s", "mean_discharge_m3s", "drainage_km2"), 2),
    **dict.fromkeys(("hours", "hand_m"), 1),
    "manning_n": 4,
    "slope_min": 7,
}
Edit = QComboBox | QDoubleSpinBox


class RiverPages:
    """A field for each number, and the choice of method and stage; ``form`` is the dialog."""

    def __init__(self, form: ParametersDialog, settings: RiverSettings) -> None:
        from app.sheets.words import load_words

        self._start, self._usual = settings, RiverSettings()
        self._terms = load_words(i18n.current())
        self.edits: dict[str, QDoubleSpinBox] = {}
        self.method, self.stage = QComboBox(), QComboBox()
        for key, title in _TITLES.items():
            form.add_page(key, QCoreApplication.translate("RiverPages", title))
        self._add_choices(form)
        for one in PARAMETERS:
            self._add(form, one)
        self.show(settings)
        self._first = {name: edit.value() for name, edit in self.edits.items()}

    def _add_choices(self, form: ParametersDialog) -> None:
        for stage in Stage:
            self.stage.addItem(self._terms.code("spill_stage", stage.value), stage)
        for method, text in (
            (Method.GIVEN, _tr("speed by stage")),
            (Method.MANNING, _tr("Manning's formula")),
            (Method.JOBSON, _tr("Jobson 1996")),
        ):
            self.method.addItem(text, method)
        for text, source, box, usual in (
            (_tr("Stage of the rivers"), _tr("How much water they carry; it chooses the given speed"), self.stage,
             self._usual.stage),
            (_tr("Speed of the water by"), _tr("What Manning or Jobson lack is replaced by the given speed, and said"),
             self.method, self._usual.method),
        ):  # fmt: skip
            place = box.findData(usual)
            form.put(
                WATER,
                text,
                source,
                box,
                box.itemText(place),
                box.currentIndexChanged,
                partial(_is_at, box, usual),
                partial(box.setCurrentIndex, place),
            )

    def _add(self, form: ParametersDialog, one: Parameter) -> None:
        usual = getattr(self._usual, one.name)
        edit = QDoubleSpinBox()
        decimals = _DECIMALS.get(one.name, 0)
        edit.setDecimals(decimals)
        least = 0.0 if math.isnan(usual) else one.least
        edit.setRange(least, one.most)
        unit = "" if one.unit == "–" else f" {one.unit}"
        edit.setSuffix(unit)
        if math.isnan(usual):
            edit.setSpecialValueText(_tr("unknown"))  # at 0, which no river that carries anything has
        step = 10.0**-decimals if math.isnan(usual) or not usual else float(f"{usual:.0e}") / 10
        edit.setSingleStep(max(10.0**-decimals, step))
        self.edits[one.name] = edit
        shown = _tr("unknown") if math.isnan(usual) else words.number(usual, decimals) + unit
        source = self._terms.code("river_source", one.source)
        at_rest = 0.0 if math.isnan(usual) else usual
        form.put(
            FLOOD if one.name in _ON_FLOOD else WATER,
            self._terms.code("river_parameter", one.name),
            source,
            edit,
            " · ".join(part for part in (shown, _basis(one.source)) if part),
            edit.valueChanged,
            lambda: abs(edit.value() - at_rest) < 0.5 * 10.0**-decimals,
            partial(edit.setValue, at_rest),
        )

    def show(self, settings: RiverSettings) -> None:
        """Put settings into the fields."""
        self.stage.setCurrentIndex(self.stage.findData(settings.stage))
        self.method.setCurrentIndex(self.method.findData(settings.method))
        for name, edit in self.edits.items():
            value = getattr(settings, name)
            edit.setValue(0.0 if math.isnan(value) else value)

    @property
    def settings(self) -> RiverSettings:
        """The settings as they stand in the form; untouched numbers keep every digit, verdicts stay."""
        changed: dict[str, Any] = {}
        for name, edit in self.edits.items():
            if edit.value() != self._first[name]:
                is_unknown = math.isnan(getattr(self._usual, name)) and edit.value() == 0.0
                changed[name] = math.nan if is_unknown else edit.value()
        method, stage = Method(self.method.currentData()), Stage(self.stage.currentData())
        return replace(self._start, method=method, stage=stage, **changed)


def _basis(source: str) -> str:
    """Return how well a default is founded, in a word; the source in full is said on hover."""
    short = {"chow": "Chow 1959", "jobson": "Jobson 1996", "given": ""}
    return short[source] if source in short else parameter_words.translate(parameter_words.PROPOSAL)


def _is_at(box: QComboBox, value: object) -> bool:
    return bool(box.currentData() == value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RiverPages", text)
