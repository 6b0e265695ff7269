"""What is exposed in a zone, county by county: figures with their range, where they come from, what is not known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app import words
from app.document import Document
from app.widgets.basics import label
from layers.exposure.by_county import AMOUNTS, CELLS, PLACES, by_side
from layers.kinds import Role

_RIGHT = Qt.AlignmentFlag.AlignRight
_TOP_RIGHT = _RIGHT | Qt.AlignmentFlag.AlignTop
#: Amounts shown whatever is known of them; the others only where some county's figure is.
_ALWAYS = ("people", "villages")
#: More counties than this, and words wrap and units stand once in the row's title: all columns are to be seen.
_ROOMY = 2
#: Amounts whose zero says something.
_COUNTED = ("farmland_ha", "buildings", "installations", "intakes")


class ExposureTable(QWidget):
    """Rows are what is exposed, columns the counties and their sum."""

    def __init__(self, document: Document, zone: Any, parts: Sequence[Any]) -> None:
        super().__init__()
        self._document = document
        self._entries: Mapping[str, Mapping[str, Any]] = zone.exposures
        self._codes = [part.county for part in parts if part.county in self._entries]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid(zone, parts))
        for text in (*self._sides(zone), *self._notes()):
            column.addWidget(label(text, "small", wrap=True, selectable=True))

    def _grid(self, zone: Any, parts: Sequence[Any]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 if self._is_narrow else 10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        # A row of its own: beside many counties the heading would push the last column out.
        grid.addWidget(label(self.tr("Who is affected"), "heading"), 0, 0, 1, -1)
        heads = [self._document.short_county_name(code) for code in self._codes]
        is_whole = len(self._codes) > 1
        for place, head in enumerate((*heads, *([self.tr("Together")] if is_whole else [])), start=1):
            head_label = label(head, "small", wrap=self._is_narrow)
            head_label.setAlignment(_RIGHT)
            grid.addWidget(head_label, 1, place, _RIGHT | Qt.AlignmentFlag.AlignBottom)
        row = 2
        for name, title in self._titles().items():
            values = [self._entries[code].get(name) for code in self._codes]
            # Ground and lines of things only where there are some; what is counted shows its zero.
            if name not in _ALWAYS and not any(value or (value == 0 and name in _COUNTED) for value in values):
                continue
            grid.addWidget(self._title(title, name), row, 0, Qt.AlignmentFlag.AlignTop)
            for place, code in enumerate(self._codes, start=1):
                grid.addWidget(self._cell(name, self._entries[code]), row, place, _TOP_RIGHT)
            if is_whole:
                grid.addWidget(self._sum(name), row, len(self._codes) + 1, _TOP_RIGHT)
            row += 1
        grid.addWidget(self._title(self.tr("Area"), "area_ha"), row, 0, Qt.AlignmentFlag.AlignTop)
        areas = {part.county: part.area_ha for part in parts}
        for place, code in enumerate(self._codes, start=1):
            grid.addWidget(label(self._figure("area_ha", areas[code]), selectable=True), row, place, _TOP_RIGHT)
        if is_whole:
            whole = label(self._figure("area_ha", zone.area_ha), selectable=True)
            grid.addWidget(whole, row, len(self._codes) + 1, _TOP_RIGHT)
        return grid

    @property
    def _is_narrow(self) -> bool:
        return len(self._codes) > _ROOMY

    def _title(self, title: str, name: str) -> QWidget:
        has_unit = self._is_narrow and name.endswith("_ha")
        return label(f"{title}\nhm²" if has_unit else title, wrap=self._is_narrow)

    def _figure(self, name: str, value: float) -> str:
        text = _figure(name, value)
        return text.removesuffix(" hm²") if self._is_narrow else text

    def _titles(self) -> dict[str, str]:
        return {
            "people": self.tr("People"),
            "villages": self.tr("Villages"),
            "farmland_ha": self.tr("Farmland"),
            "buildings": self.tr("Buildings"),
            "buildings_ha": self.tr("Built ground"),
            "installations": self.tr("Installations"),
            "lines_m": self.tr("Their lines"),
            "intakes": self.tr("Water intakes"),
        }

    def _cell(self, name: str, entry: Mapping[str, Any]) -> QWidget:
        value = entry.get(name)
        places = int(entry.get("people_unknown_places", 0)) if name == "people" else 0
        if value is None:
            text = self.tr("unknown")
        elif places:
            figure = words.at_least(value, True)
            text = self.tr("unknown") if figure == words.UNKNOWN_SIGN else figure
        else:
            text = self._figure(name, value)
        low, high = entry.get(f"{name}_low"), entry.get(f"{name}_high")
        if value is not None and (low, high) != (value, value):
            text += f"\n{_bare(name, low)}–{_bare(name, high)}"
        made = label(text, selectable=True)
        made.setAlignment(_RIGHT)
        tips = [self.tr("%n place(s) without a figure", "", places)] if places else []
        if name == "farmland_ha" and value is not None:
            tips.append(words.mu(value))
        made.setToolTip("\n".join(tips))
        return made

    def _sum(self, name: str) -> QWidget:
        """Return the sum over the counties: with an unknown one among them what is known is a least figure."""
        values = [self._entries[code].get(name) for code in self._codes]
        known = [value for value in values if value is not None]
        places = sum(int(self._entries[code].get("people_unknown_places", 0)) for code in self._codes)
        is_partial = len(known) < len(values) or (name == "people" and places > 0)
        total = math.fsum(known)
        if not known or (is_partial and total == 0):
            return label(self.tr("unknown"), selectable=True)
        return label(f"≥ {self._figure(name, total)}" if is_partial else self._figure(name, total), selectable=True)

    def _sides(self, zone: Any) -> list[str]:
        """Say what is exposed on each side of a higher line, where a side has several counties."""
        sides = by_side({code: self._entries[code] for code in self._codes}, zone.level)
        if len(sides) < 2 or all(len(side["counties"]) == 1 for side in sides.values()):
            return []
        told = []
        for side in sides.values():
            names = words.joined([self._document.short_county_name(code) for code in side["counties"]])
            people, villages = (
                self.tr("unknown") if side[name] is None else words.number(side[name]) for name in _ALWAYS
            )
            text = self.tr("{counties}: people {people}, villages {villages}")  # one is not several
            told.append(text.format(counties=names, people=people, villages=villages))
        return [self.tr("By side of the line: {sides}.").format(sides=words.listed(told))]

    def _notes(self) -> list[str]:
        notes = []
        if any(self._has_range(self._entries[code]) for code in self._codes):
            used = self._document.result_facts().get("parameters", {}).get("line_precision_m")
            text = self.tr("Second line: the range when the county line moves by its precision, ± {p}.")
            notes.append(text.format(p=words.kilometres(used)))
        for code in self._codes:
            notes += self._sources(code)
        return list(dict.fromkeys(notes))

    def _sources(self, code: str) -> list[str]:
        entry, county = self._entries[code], self._document.short_county_name(code)
        said = []
        if entry.get("people_from") == CELLS:
            said.append(
                self.tr("{county}: people from the raster {title}, not from villages.").format(
                    county=county, title=entry["people_source"]
                )
            )
        if entry.get("people_from") == PLACES and any(
            self._entries[other].get("people_from") == CELLS for other in self._codes
        ):
            said.append(self.tr("{county}: people of villages; the raster has no cells there.").format(county=county))
        if entry.get("farmland_from") == CELLS:
            text = self.tr("{county}: farmland from the land cover {title}.")
            said.append(text.format(county=county, title=entry["farmland_source"]))
        ground = entry.get("people_unknown_ha", 0.0)
        if ground:
            text = self.tr("{county}: {area} have no cells; who lives there is not known.")
            said.append(text.format(county=county, area=words.hectares(ground)))
        silent = [role for role in entry.get("unknown", ()) if role not in (Role.SETTLEMENT.value,)]
        if silent:
            roles = words.joined([words.role(role) for role in silent])
            said.append(self.tr("{county}: not known, no layer: {roles}.").format(county=county, roles=roles))
        said += [
            self.tr("The raster {title} cannot be read and is left out.").format(title=title)
            for title in entry.get("unread", ())
        ]
        return said

    @staticmethod
    def _has_range(entry: Mapping[str, Any]) -> bool:
        return any(
            entry.get(name) is not None and (entry.get(f"{name}_low"), entry.get(f"{name}_high")) != (entry[name],) * 2
            for name in AMOUNTS
        )


def _figure(name: str, value: float) -> str:
    if name.endswith("_ha"):
        return words.hectares(value)
    return words.kilometres(value) if name == "lines_m" else words.number(value)


def _bare(name: str, value: float | None) -> str:
    """Return a bound of a range without its unit; one that is not known is open."""
    if value is None:
        return "?"
    if name.endswith("_ha"):
        return words.number(value, 1 if value >= 10 else 2)
    return words.number(value / 1000, 1) if name == "lines_m" and value >= 1000 else words.number(value)
