"""Where a layer lies, asked with a picture: as its file states, moved back from a shifted system, or in which zone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app import findings, messages, theme, words
from app.crs_words import crs_in_words, crs_of_layer, meridian_of
from app.dialogs.place_picture import PlacePicture, Places
from app.tasks.importing import PLACE_QUESTIONS
from app.widgets.basics import button, label
from layers.sources.albers import AS_CGCS2000, albers_of
from layers.sources.china_offset import Shift, shift_named
from layers.sources.own_fit import parse_fit
from layers.sources.placing import landings, median_shift, placed

_MOST_BUTTONS = 3
#: The answer that opens the form of four parameters.
OWN_FIT = "own-fit"

#: What a button says, its tooltip, and the code it stands for.
_Answer: TypeAlias = tuple[str, str, str | None]


class StatedBox(QComboBox):
    """The CRS a file states, or a shifted system of web maps that its coordinates are really in."""

    def __init__(self, name: str, summary: Any) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.addItem(crs_of_layer(summary.crs, summary.epsg))
        for shift in Shift:
            self.addItem(crs_in_words(shift.value), shift.value)
        tip = f"{self.itemText(0)}\nEPSG:{summary.epsg}" if summary.epsg else self.itemText(0)  # the box cuts it
        doubts = place_doubts(summary)
        if doubts:
            self.setItemIcon(0, theme.icon("triangle-alert", color=theme.tokens().warning))
            tip = "\n".join([self.itemText(0), *doubts])
        self.setToolTip(tip)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as narrow as the cell: said here, for it styles the box, and most of many are never seen."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().showEvent(event)

    def showPopup(self) -> None:
        """Open the list, wide enough for its longest name; a list that nobody opens is not made."""
        self.view().setMinimumWidth(360)
        super().showPopup()


class PlaceChoice(QFrame):
    """The picture of one layer, what is known about its place, and the answers as buttons."""

    chosen = Signal(object)  # what the planner takes: None as stated, a shifted system, or an EPSG code

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "tint")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(14)
        self.picture = PlacePicture()
        row.addWidget(self.picture, 1)
        column = QVBoxLayout()
        column.setSpacing(6)
        self.head = label("", "question", wrap=True)
        self.text = label("", wrap=True, selectable=True)
        self.key = label("", "muted", wrap=True)
        for part in (self.head, self.text, self.key):
            column.addWidget(part)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(0, 8, 0, 0)
        column.addLayout(self._buttons)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.setMinimumHeight(190)

    @property
    def answers(self) -> list[QPushButton]:
        """The buttons, the answer now taken being checked."""
        found = [self._buttons.itemAt(place).widget() for place in range(self._buttons.count())]
        return [one for one in found if isinstance(one, QPushButton)]

    def show_layer(self, summary: Any, counties: Any, choice: str | None, offered: Sequence[str]) -> None:
        """Show a layer as it would be read with a choice.

        ``offered`` are the systems to choose from by button where the file states none; for a layer that states one
        the buttons offer the shifted systems.
        """
        shapes = None if counties is None else counties.geometry.to_numpy()
        name = words.source_layer(summary.name)
        is_asked = summary.needs_crs or bool(place_doubts(summary))
        head = self.tr("{layer}: where does it lie?") if is_asked else self.tr("{layer}: where it lies")
        self.head.setText(head.format(layer=name))
        if choice is None and (secret := _secret(summary)) is not None:
            self.head.setText(self.tr("{layer}: where does it lie?").format(layer=name))
            self.picture.show_places(Places())
            self.text.setText(secret)
            answers: list[_Answer] = [(self.tr("Own fit…"), "", OWN_FIT)]
        elif choice is not None and parse_fit(choice) is not None:
            self._show_zone(summary, counties, choice, offered)
            answers = [(self.tr("Own fit…"), "", OWN_FIT)]
        elif summary.needs_crs:
            if choice is not None and shift_named(choice) is not None:
                self._show_shift(summary, shapes, choice)
            else:
                self._show_zone(summary, counties, choice, offered)
            answers = [(short_crs(code), crs_in_words(code), code) for code in offered[:_MOST_BUTTONS]]
        else:
            self._show_shift(summary, shapes, choice)
            answers = [(self.tr("As stated"), crs_of_layer(summary.crs, summary.epsg), None)]
            answers += [(short_crs(shift.value), crs_in_words(shift.value), shift.value) for shift in Shift]
        self.key.setVisible(self.picture.places.bounds is not None)
        self._show_answers(answers, choice)

    def _show_shift(self, summary: Any, shapes: Any, choice: str | None) -> None:
        # Before anything is chosen, the picture already shows what the likeliest answer would do.
        shown = choice or likely_shift(summary)
        # A shift is seen from near only; where none is meant, the whole layer tells more.
        sketch = (summary.close_up if shown else None) or summary.sketch
        before, after = placed(sketch), placed(sketch, shown) if shown else None
        self.picture.show_places(_places(before, after, shapes))
        told = place_doubts(summary)
        if summary.lies_right and choice:
            told.append(self.tr("As stated it lies on the county lines: moved back, it would be off."))
        moved = median_shift(summary.sketch, Shift(shown)) if shown else None
        if moved is not None:
            told.append(self._moves(shown or "", moved))
        if not told:
            told.append(
                self.tr("The file says {crs}. Nothing speaks against it.").format(
                    crs=crs_of_layer(summary.crs, summary.epsg)
                )
            )
        self.text.setText("\n".join(told))
        key = self.tr("Coloured: moved back. Thin grey: as stated. Thick grey: county lines.")
        self.key.setText(key if shown else self.tr("Thin grey: as stated. Thick grey: county lines."))

    def _moves(self, system: str, moved: tuple[float, float]) -> str:
        text = self.tr("Moving it back from {system} shifts it {metres} m to the {direction}.")
        azimuth = math.degrees(math.atan2(*moved)) % 360
        metres = words.number(round(math.hypot(*moved)))
        return text.format(system=system, metres=metres, direction=findings.wind(azimuth))

    def _show_zone(self, summary: Any, counties: Any, choice: str | None, offered: Sequence[str]) -> None:
        shapes = None if counties is None else counties.geometry.to_numpy()
        there = placed(summary.sketch, choice) if choice else None
        # A file whose datum alone is in doubt says where it lies before anything is chosen.
        stated = placed(summary.sketch) if summary.sketch.stated is not None and choice is None else None
        self.picture.show_places(_places(stated, there, shapes))
        # A system the numbers did not offer may have been chosen: it is tried like those.
        landed = next(iter(landings(summary.sketch, [choice], counties)), None) if choice else None
        told = place_doubts(summary)
        if choice is None:
            told.insert(0, _question(summary))
        elif there is None:
            told.append(self.tr("Read like this, it would lie nowhere on the earth."))
        elif landed is None:
            told.append(self.tr("Read like this, nothing of it lies in the counties."))
        elif landed.in_counties:
            percent = words.number(round(100 * landed.share))
            told.append(self.tr("Read like this, {percent} % of it lies in the counties.").format(percent=percent))
        else:
            told.append(self.tr("Read like this, it lies in China, as in other zones: only its owner knows."))
        albers = albers_of(choice or "")
        if albers is not None or choice == AS_CGCS2000:
            told.append(self.tr("A picture cannot tell its datum: by another one it would lie 50 to 150 m off. Ask."))
        elif choice is None and "EPSG:4490" in offered:
            told.append(
                self.tr("Ask its owner: of a GPS or a survey take CGCS2000, of a web map the map it was taken from.")
            )
        elif parse_fit(choice) is None and stated is None and shift_named(choice or "") is None:
            told.append(self.tr("Numbers tell the zone, never the datum: ask its owner whether it is CGCS2000."))
        self.text.setText("\n".join(told))
        key = self.tr("Coloured: the layer. Thick grey: county lines.")
        self.key.setText(key if stated is None else self.tr("Thin grey: as stated. Thick grey: county lines."))

    def _show_answers(self, answers: list[_Answer], choice: str | None) -> None:
        for old in self.answers:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        while self._buttons.count():
            self._buttons.takeAt(0)
        for text, tip, code in answers:
            made = button(text, partial(self.chosen.emit, code), kind="answer")
            made.setCheckable(True)
            made.setChecked(code == choice)
            made.setToolTip(tip)
            self._buttons.addWidget(made)
        self._buttons.addStretch(1)


def _question(summary: Any) -> str:
    """Return why a layer's coordinate system must be chosen."""
    problem = next(one for one in summary.problems if one.code == "source_missing_crs")
    if problem.facts.get("found"):
        return messages.finding_text(problem.as_note())
    translate = QCoreApplication.translate
    return translate("PlaceChoice", "The file does not say. Choose where it should lie and look at the picture.")


def _secret(summary: Any) -> str | None:
    """Return why a layer of a datum without public parameters cannot be placed, None for any other layer."""
    found = next((one for one in summary.problems if one.code == "source_unusable_crs"), None)
    return None if found is None else messages.finding_text(found.as_note())


def place_doubts(summary: Any) -> list[str]:
    """Return what was noticed about where a layer lies, in words."""
    return [
        messages.finding_text(problem.as_note())
        for problem in summary.problems
        if problem.code in PLACE_QUESTIONS and problem.severity != "error"
    ]


def likely_shift(summary: Any) -> str | None:
    """Return the shifted system that a layer's place or name speaks for; its place is the better witness."""
    by_code = {problem.code: problem for problem in summary.problems}
    if "lies_shifted" in by_code:
        return str(by_code["lies_shifted"].facts["system"])
    if "maybe_gcj02" in by_code:
        return Shift.GCJ02.value
    return Shift.BD09.value if "maybe_bd09" in by_code else None


def short_crs(code: str) -> str:
    """Return a CRS in the few words of a button."""
    translate = QCoreApplication.translate
    shift = shift_named(code)
    if shift is not None:
        names = {
            Shift.GCJ02: translate("PlaceChoice", "Amap, Tencent (GCJ-02)"),
            Shift.BD09: translate("PlaceChoice", "Baidu (BD-09)"),
        }
        return names[shift]
    if code == "EPSG:4490":
        return translate("PlaceChoice", "GPS, survey (CGCS2000)")
    if code == AS_CGCS2000:
        return translate("PlaceChoice", "As stated, as CGCS2000")
    albers = albers_of(code)
    if albers is not None:
        text = translate("PlaceChoice", "Albers {degrees}°, {origin}° N")
        return text.format(degrees=albers.meridian, origin=albers.origin)
    meridian = meridian_of(code)
    if not meridian:
        return crs_in_words(code)
    return QCoreApplication.translate("PlaceChoice", "Central meridian {degrees}°").format(degrees=meridian)


def _places(before: Any, after: Any, shapes: Any) -> Places:
    facts: dict[str, Any] = {"counties": shapes}
    if before is not None:
        facts |= {"before": before.lines, "dots_before": before.points}
    if after is not None:
        facts |= {"after": after.lines, "dots_after": after.points}
    return Places(**facts)
