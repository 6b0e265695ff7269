"""Coordinate systems for a file that names none: in plain words, those the numbers allow first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox

from app.crs_words import all_crs, crs_in_words, meridian_of, plan_meridian
from layers.sources.albers import AS_CGCS2000
from layers.sources.china_offset import Shift


class CrsBox(QComboBox):
    """Nothing is chosen until the planner does."""

    def __init__(self, name: str, offered: Sequence[str], *, near_epsg: int = 0, landed: Sequence[str] = ()) -> None:
        super().__init__()
        self._landed = list(landed)
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
            fits = self.tr("{crs} (lands on the counties)") if self._landed else self.tr("{crs} (fits the numbers)")
            text = crs_in_words(code)
            self._add(code, text if code == AS_CGCS2000 else fits.format(crs=text))
        if "EPSG:4490" in first:  # degrees may as well be those of a web map
            for shift in Shift:
                self._add(shift.value, crs_in_words(shift.value))
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

    @property
    def first(self) -> list[str]:
        """The systems offered before all others, best first."""
        first = list(self._first or ())
        return [*first, *(shift.value for shift in Shift)] if "EPSG:4490" in first else first

    def _suggested(self, offered: Sequence[str]) -> list[str]:
        """Numbers without a zone fit every meridian: then only the plan's own is likely."""
        as_stated = [code for code in offered if code == AS_CGCS2000]
        if self._landed:
            return [*as_stated, *(code for code in self._landed if code not in as_stated)]
        if len(offered) <= 3:
            return list(offered)
        meridian = plan_meridian(self._near_epsg)
        return [*as_stated, *(code for code in offered if meridian and meridian_of(code) == meridian)]
