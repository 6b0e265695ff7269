"""Coordinate systems for a file that names none: in plain words, those the numbers allow first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox

from app import words
from layers.crs import central_meridian

#: First EPSG codes of the 3° zones 25–45, the zone number before the easting, and without it.
_PREFIXED, _PLAIN = 4513, 4534
_ZONES = 21


class CrsBox(QComboBox):
    """Nothing is chosen until the planner does."""

    def __init__(self, name: str, offered: Sequence[str], *, near_epsg: int = 0) -> None:
        super().__init__()
        self._near_epsg = near_epsg
        self._first: list[str] | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(QCoreApplication.translate("CrsBox", "Choose…"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view().setMinimumWidth(420)
        self.offer(offered)

    def offer(self, offered: Sequence[str]) -> None:
        """List every system, those the numbers allow first; a choice already made stays."""
        first = self._suggested(offered)
        if first == self._first:
            return
        self._first = first
        kept = self.currentData()
        self.blockSignals(True)
        self.clear()
        for code in first:
            self._add(code, self.tr("{crs} (fits the numbers)").format(crs=crs_in_words(code)))
        if first:
            self.insertSeparator(self.count())
        for code in all_crs():
            if code not in first:
                self._add(code, crs_in_words(code))
        self.setCurrentIndex(self.findData(kept) if kept else -1)
        self.blockSignals(False)

    def _add(self, code: str, text: str) -> None:
        self.addItem(text, code)
        self.setItemData(self.count() - 1, code, Qt.ItemDataRole.ToolTipRole)

    def _suggested(self, offered: Sequence[str]) -> list[str]:
        """Numbers without a zone fit every meridian: then only the plan's own is likely."""
        if len(offered) <= 3:
            return list(offered)
        meridian = plan_meridian(self._near_epsg)
        return [code for code in offered if meridian and plan_meridian(int(code.removeprefix("EPSG:"))) == meridian]


def plan_meridian(epsg: int) -> int:
    """Return the central meridian of a CGCS2000 3° zone, 0 for another CRS."""
    for first in (_PREFIXED, _PLAIN):
        if first <= epsg < first + _ZONES:
            return central_meridian((epsg - first + 25) * 3.0)
    return 0


def crs_in_words(code: str) -> str:
    """Return a CRS offered for choice in plain words."""
    number = int(code.removeprefix("EPSG:"))
    translate = QCoreApplication.translate
    if number == 4490:
        return translate("CrsBox", "CGCS2000 longitude and latitude")
    if number == 4326:
        return translate("CrsBox", "WGS 84 longitude and latitude (GPS)")
    if _PREFIXED <= number < _PREFIXED + _ZONES:
        text = translate("CrsBox", "CGCS2000, 3-degree zone {zone}, central meridian {degrees}°, zone number before Y")
        return text.format(zone=number - _PREFIXED + 25, degrees=plan_meridian(number))
    if _PLAIN <= number < _PLAIN + _ZONES:
        text = translate("CrsBox", "CGCS2000, 3-degree zone, central meridian {degrees}°, Y without zone number")
        return text.format(degrees=plan_meridian(number))
    if 4491 <= number <= 4501:
        text = translate("CrsBox", "CGCS2000, 6-degree zone {zone}, zone number before Y")
        return text.format(zone=number - 4491 + 13)
    return code


def all_crs() -> list[str]:
    """Return every system offered: degrees, then the 3° zones without and with the zone number."""
    plain = [f"EPSG:{_PLAIN + k}" for k in range(_ZONES)]
    prefixed = [f"EPSG:{_PREFIXED + k}" for k in range(_ZONES)]
    return ["EPSG:4490", "EPSG:4326", *plain, *prefixed]


def crs_of_layer(crs: str | None, epsg: int | None) -> str:
    """Return the CRS a file names, in plain words where it is a known one."""
    if epsg is not None and (epsg in {4490, 4326} or plan_meridian(epsg)):
        return crs_in_words(f"EPSG:{epsg}")
    return crs or words.UNKNOWN_SIGN
