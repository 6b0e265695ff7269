"""The words of the card for the look of a layer: ways to tell features apart, to make classes, colours."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.findings import FIELDS
from app.i18n import mark
from layers.styling import presets
from layers.styling.classify import Method
from layers.styling.model import Mode

MODES = {
    Mode.DEFAULT: mark("LookCard", "By its role"),
    Mode.SINGLE: mark("LookCard", "One look"),
    Mode.CATEGORIES: mark("LookCard", "By kind"),
    Mode.CLASSES: mark("LookCard", "By number"),
}
METHODS = {
    Method.NATURAL: mark("LookCard", "Natural breaks"),
    Method.QUANTILE: mark("LookCard", "As many in each"),
    Method.EQUAL: mark("LookCard", "Equal steps"),
    Method.MANUAL: mark("LookCard", "By hand"),
}
PALETTES = {
    presets.BY_KIND: mark("LookCard", "Colours for kinds"),
    presets.BY_DANGER: mark("LookCard", "Danger, lowest first"),
    presets.BY_DANGER_DOWN: mark("LookCard", "Danger, highest first"),
}
RAMP_NAMES = {
    "heat": mark("LookCard", "Heat"),
    "teal": mark("LookCard", "Teal"),
    "blue": mark("LookCard", "Blue"),
    "cividis": mark("LookCard", "Cividis"),
    "viridis": mark("LookCard", "Viridis"),
    "grey": mark("LookCard", "Grey"),
    "two_ways": mark("LookCard", "Two ways"),
}


def translate(text: str) -> str:
    """Return a text of the tables above in the language in force."""
    return QCoreApplication.translate("LookCard", text)


def field_word(column: str) -> str:
    """Return the name of a column in words where it is one of the program's own."""
    return QCoreApplication.translate("Fields", FIELDS[column]) if column in FIELDS else column
