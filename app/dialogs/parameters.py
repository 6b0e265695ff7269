"""The numbers of the analysis as a form made from :class:`~layers.zones.model.Parameters`: a page for each group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import fire_words, i18n, rank_words, words
from app import parameter_words as named
from app.dialogs.counties import ok_cancel
from app.dialogs.hazard_pages import HazardPages
from app.dialogs.river_pages import RiverPages
from app.parameter_words import WORDS, Look, Word, translate
from app.widgets.basics import label, tool_button
from layers.rivers.settings import RiverSettings
from layers.sources.landcover import FUELS, LITERATURE
from layers.spread.choices import BOUNDS, FireChoices
from layers.zones.model import Parameters

__all__ = ["WORDS", "ParametersDialog"]

_EDIT_PX = 150
_WEIGHT = Look(decimals=2, most=1.0)
_FACTOR = Look(decimals=2, most=10.0)
Edit = QDoubleSpinBox | QSpinBox | QComboBox | QCheckBox


class ParametersDialog(QDialog):
    """Every number that a county may change; a change derives the zones again."""

    def __init__(
        self,
        parameters: Parameters,
        parent: QWidget,
        *,
        fires: FireChoices | None = None,
        rivers: RiverSettings | None = None,
        group: str = "",
    ) -> None:
        """Show parameters, and what fires and rivers need beside them; ``group`` is the page to begin with."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Parameters of the analysis"))
        self.resize(820, 600)
        self._start = parameters
        self._usual = Parameters()
        self._edits: dict[str, Edit] = {}
        self._weights: dict[str, QDoubleSpinBox] = {}
        self._factors: dict[str, QDoubleSpinBox] = {}
        self._fires = fires or FireChoices()
        self._kept: dict[str, QDoubleSpinBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        said = self.tr(
            "They are stored and printed with every result. Hover a name to see where its default comes from."
        )
        layout.addWidget(label(said, "muted", wrap=True))
        self.groups = QListWidget()
        self.groups.setAccessibleName(self.tr("Groups of parameters"))
        self.groups.setFixedWidth(180)
        self._pages = QStackedWidget()
        self._grids: dict[str, QGridLayout] = {}
        for title in named.GROUPS:
            self.add_page(title, translate(title))
        self.groups.currentRowChanged.connect(self._pages.setCurrentIndex)
        for field in fields(Parameters):
            if field.name in WORDS:
                self._add(field.name)
        for code, fuel in FUELS.items():
            if fuel.ks > 0.0:
                word = named.FUEL_WORD if fuel.basis == LITERATURE else named.PROGRAM_FUEL_WORD
                text = fuel.en if i18n.current() == "en" else fuel.zh
                self._factors[code] = self._add_number(text, word, fuel.ks, _FACTOR)
        for name, kept_word in fire_words.WORDS.items():
            bound = BOUNDS[name]
            look = Look(f" {bound.unit}", 1.0, bound.decimals, bound.low, bound.high)
            usual = getattr(FireChoices(), name)
            text, said = fire_words.translate(kept_word.text), fire_words.translate(kept_word.source)
            self._kept[name] = self._add_number(text, kept_word, usual, look, said)
        for code in parameters.weights:
            text = rank_words.part_name(code)
            usual = self._usual.weights.get(code, 0.0)
            self._weights[code] = self._add_number(text, named.WEIGHT_WORD, usual, _WEIGHT)
        self._hazards = HazardPages(self, _number)
        self._rivers = RiverPages(self, rivers or RiverSettings())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.groups)
        row.addWidget(self._pages, 1)
        layout.addLayout(row, 1)
        self.buttons = ok_cancel(self, self.tr("Apply and derive again"))
        reset = self.buttons.addButton(QDialogButtonBox.StandardButton.RestoreDefaults)
        reset.setAutoDefault(False)
        reset.clicked.connect(self._restore)
        layout.addWidget(self.buttons)
        for edit in self._weights.values():
            edit.valueChanged.connect(self._refuse_no_weight)
        self._show(parameters, self._fires)
        # A field shows fewer digits than a number may have: what it showed at first stands for the number itself.
        self._first = {
            **{name: self._value(name) for name in self._edits},
            **{f"weight {code}": edit.value() for code, edit in self._weights.items()},
            **{f"factor {code}": edit.value() for code, edit in self._factors.items()},
        }
        self.groups.setCurrentRow(list(self._grids).index(group) if group in self._grids else 0)

    # -- the form -----------------------------------------------------------------------------

    def add_page(self, group: str, title: str) -> None:
        """Add a page for a group of rows."""
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 12)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setAccessibleName(title)
        self._pages.addWidget(area)
        self.groups.addItem(title)
        self._grids[group] = grid

    def _add(self, name: str) -> None:
        word, usual = WORDS[name], getattr(self._usual, name)
        edit: Edit
        if word.choices:
            edit = QComboBox()
            for value, text in word.choices.items():
                edit.addItem(translate(text), value)
            shown = translate(word.choices[usual])
            changed = edit.currentIndexChanged
        elif isinstance(usual, bool):
            edit = QCheckBox()
            shown = self.tr("on") if usual else self.tr("off")
            changed = edit.toggled
        else:
            edit = _number(usual, named.look(name))
            shown = _shown(usual, named.look(name))
            changed = edit.valueChanged
        self._edits[name] = edit

        def is_usual() -> bool:
            return self._value(name) == usual or _is_close(self._value(name), usual)

        said = f"{shown} · {translate(word.basis)}"
        restore = partial(self._set, name, usual)
        self.put(word.group, translate(word.text), translate(word.source), edit, said, changed, is_usual, restore)

    def _add_number(self, text: str, word: Word, usual: float, look: Look, source: str = "") -> QDoubleSpinBox:
        edit = _number(usual, look)
        assert isinstance(edit, QDoubleSpinBox)

        def is_usual() -> bool:
            return _is_close(edit.value(), usual)

        restore = partial(edit.setValue, usual)
        said = f"{_shown(usual, look)} · {translate(word.basis)}"
        tip = source or translate(word.source)
        self.put(word.group, text, tip, edit, said, edit.valueChanged, is_usual, restore)
        return edit

    def put(
        self,
        group: str,
        text: str,
        source: str,
        edit: Edit,
        usual: str,
        changed: Any,
        is_usual: Callable[[], bool],
        restore: Callable[[], None],
    ) -> None:
        """Add a row: name, field, default, and a button that brings it back."""
        grid = self._grids[group]
        row = grid.rowCount()
        name = label(text, wrap=True)
        default = label(usual, "small")
        back = tool_button(icon="undo-2", name=self.tr("Default of “{name}”: {value}").format(name=text, value=usual))
        back.clicked.connect(lambda: restore())
        keeps = back.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        back.setSizePolicy(keeps)
        changed.connect(lambda *_: back.setVisible(not is_usual()))
        back.setVisible(False)
        for widget in (name, edit, default):
            widget.setToolTip(source)
        edit.setAccessibleName(text)
        edit.setFixedWidth(_EDIT_PX)
        in_row: tuple[QWidget, ...] = (name, edit, default, back)
        for column, part in enumerate(in_row):
            grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)

    # -- values -------------------------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        edit = self._edits[name]
        if isinstance(edit, QComboBox):
            edit.setCurrentIndex(max(edit.findData(value), 0))
        elif isinstance(edit, QCheckBox):
            edit.setChecked(bool(value))
        elif isinstance(edit, QSpinBox):
            edit.setValue(int(value))
        else:
            edit.setValue(float(value) * named.look(name).factor)

    def _value(self, name: str) -> Any:
        edit = self._edits[name]
        if isinstance(edit, QComboBox):
            return edit.currentData()
        if isinstance(edit, QCheckBox):
            return edit.isChecked()
        return edit.value() / named.look(name).factor

    def _refuse_no_weight(self, *_news: object) -> None:
        """Weights of 0 rank nothing."""
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(any(edit.value() > 0.0 for edit in self._weights.values()))
        ok.setToolTip("" if ok.isEnabled() else self.tr("All weights are 0: give one of them a weight."))

    def _show(self, parameters: Parameters, fires: FireChoices) -> None:
        for name in self._edits:
            self._set(name, getattr(parameters, name))
        for code, edit in self._weights.items():
            edit.setValue(parameters.weights.get(code, 0.0))
        for code, edit in self._factors.items():
            edit.setValue(parameters.fuel_ks.get(code, FUELS[code].ks))
        self._hazards.show(parameters)
        for name, edit in self._kept.items():
            edit.setValue(getattr(fires, name))

    def _restore(self) -> None:
        self._show(Parameters(), FireChoices())
        self._rivers.show(RiverSettings())

    @property
    def rivers(self) -> RiverSettings:
        """What rivers are worked out with, as it stands in the form."""
        return self._rivers.settings

    @property
    def fires(self) -> FireChoices:
        """What fires need beside the parameters, as it stands in the form; untouched numbers keep every digit."""
        changed: dict[str, Any] = {
            name: edit.value()
            for name, edit in self._kept.items()
            if abs(edit.value() - getattr(self._fires, name)) >= 0.5 * 10.0 ** -BOUNDS[name].decimals
        }
        return replace(self._fires, **changed)

    @property
    def parameters(self) -> Parameters:
        """The numbers as they stand in the form; untouched ones keep every digit."""
        values: dict[str, Any] = {}
        for name in self._edits:
            value = self._value(name)
            if value != self._first[name]:
                values[name] = type(getattr(self._start, name))(value)
        weights = {
            code: self._start.weights[code] if edit.value() == self._first[f"weight {code}"] else round(edit.value(), 4)
            for code, edit in self._weights.items()
        }
        factors = {
            code: self._start.fuel_ks.get(code, FUELS[code].ks)
            if edit.value() == self._first[f"factor {code}"]
            else round(edit.value(), 4)
            for code, edit in self._factors.items()
        }
        # Factors of fuels that the form does not know stay as they are.
        others = {code: ks for code, ks in self._start.fuel_ks.items() if code not in factors}
        changed = {code: ks for code, ks in factors.items() if not _is_close(ks, FUELS[code].ks)}
        return replace(
            self._start,
            **values,
            weights=weights,
            fuel_ks={**others, **changed},
            hazards=self._hazards.hazards,
            hazard_numbers=self._hazards.numbers(self._start.hazard_numbers),
        )


def _is_close(one: Any, other: Any) -> bool:
    return not isinstance(one, str) and abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(other)))


def _shown(value: float, look: Look) -> str:
    return words.number(value * look.factor, look.decimals) + look.unit


def _number(value: float, look: Look) -> QDoubleSpinBox | QSpinBox:
    edit: QDoubleSpinBox | QSpinBox
    if isinstance(value, int):
        edit = QSpinBox()
        edit.setRange(int(look.least), int(look.most))
    else:
        edit = QDoubleSpinBox()
        edit.setDecimals(look.decimals)
        edit.setRange(look.least, look.most)
        step = float(f"{value * look.factor:.0e}") / 10 if value else 1.0
        edit.setSingleStep(max(10.0**-look.decimals, step))
    edit.setSuffix(look.unit)
    return edit
