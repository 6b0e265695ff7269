"""The hazards in the form of parameters: which are derived, and a page with the own numbers of each that has some."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox

from app import i18n, words
from app import parameter_words as named
from app.parameter_words import translate
from app.widgets.hazard_numbers import Edit, field_of, is_same, look_of, set_value, value_of
from layers.hazards.registry import REGISTRY

if TYPE_CHECKING:
    from app.dialogs.parameters import ParametersDialog
    from layers.hazards.kind import HazardKind, Number
    from layers.zones.model import Parameters


class HazardPages:
    """A box for every hazard, and a field for each of its own numbers.

    ``form`` is the dialog, ``number`` makes a field as it makes its own.
    """

    def __init__(self, form: ParametersDialog, number: Any) -> None:
        self._form = form
        self._number = number
        self.boxes: dict[str, QCheckBox] = {}
        self.edits: dict[str, dict[str, Edit]] = {}
        for kind in REGISTRY.values():
            self._add_box(kind)
        for kind in REGISTRY.values():
            if kind.numbers:
                form.add_page(f"hazard:{kind.code}", words.hazard(kind.code))
                self.edits[kind.code] = {one.name: self._add(kind, one) for one in kind.numbers}

    def _add_box(self, kind: HazardKind) -> None:
        box = QCheckBox()
        source = _tr("A hazard that is not ticked gives no zones. At least one is derived")
        name = words.hazard(kind.code)
        self._form.put(
            named.HAZARDS, name, source, box, _tr("on"), box.toggled, box.isChecked, partial(box.setChecked, True)
        )
        self.boxes[kind.code] = box

    def _add(self, kind: HazardKind, one: Number) -> Edit:
        language = i18n.current()
        edit = field_of(one, self._number)
        if isinstance(edit, QComboBox):
            shown, changed = kind.choice(language, one.name, one.usual), edit.currentIndexChanged
        else:
            shown = words.number(float(one.usual), one.decimals) + look_of(one).unit
            changed = edit.valueChanged
        self._form.put(
            f"hazard:{kind.code}",
            one.text.get(language) or one.text["en"],
            one.source.get(language) or one.source.get("en", ""),
            edit,
            f"{shown} · {translate(named.BASES[one.basis])}",
            changed,
            lambda: is_same(value_of(edit), one.usual),
            lambda: set_value(edit, one.usual),
        )
        return edit

    def show(self, parameters: Parameters) -> None:
        """Show what parameters say."""
        for code, box in self.boxes.items():
            box.setChecked(not parameters.hazards or code in parameters.hazards)
        for code, edits in self.edits.items():
            for name, edit in edits.items():
                set_value(edit, REGISTRY[code].number(parameters, name))

    @property
    def hazards(self) -> tuple[str, ...]:
        """The hazards ticked; empty for all of them, and where none is ticked."""
        ticked = tuple(code for code, box in self.boxes.items() if box.isChecked())
        return () if len(ticked) == len(self.boxes) else ticked

    def numbers(self, start: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Return the numbers that are not the usual ones; what has no field here stays."""
        found = {code: dict(values) for code, values in start.items() if code not in self.edits}
        for code, edits in self.edits.items():
            usual = {one.name: one.usual for one in REGISTRY[code].numbers}
            changed = {name: value_of(edit) for name, edit in edits.items() if not is_same(value_of(edit), usual[name])}
            beside = {name: value for name, value in start.get(code, {}).items() if name not in edits}
            if changed or beside:
                found[code] = {**beside, **changed}
        return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("HazardPages", text)
