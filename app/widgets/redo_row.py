"""The foot of a card about fires: the same run again on the land of now, and whether it still holds."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import words
from app.widgets.basics import button, label
from layers.spread.redoing import Redone


class RedoRow(QWidget):
    """A link, and what came out."""

    asked = Signal()
    changed = Signal()  # it may need more room

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.said = label("", "muted", wrap=True, selectable=True)
        row.addWidget(self.said, 1)
        self.link = button(self.tr("Re-derive"), self.asked.emit, kind="link")
        self.link.setToolTip(
            self.tr("Read the land of the plan anew, run the same again, and compare number by number")
        )
        row.addWidget(self.link)
        self.hide()

    def show_fresh(self) -> None:
        """There is something new to work out again."""
        self.said.setText("")
        self.link.setEnabled(True)
        self.show()
        self.changed.emit()

    def show_running(self) -> None:
        """It is under way."""
        self.said.setText(self.tr("working it out…"))
        self.link.setEnabled(False)

    def show_text(self, text: str) -> None:
        """Say why there is no answer."""
        self.said.setText(text)
        self.link.setEnabled(True)
        self.changed.emit()

    def show_redone(self, redone: Redone) -> None:
        """Say what came out."""
        self.show_text(self.sentence(redone))

    def sentence(self, redone: Redone) -> str:
        """Word what came out again."""
        if redone.holds:
            return "✓ " + self.tr("Holds: the same to the last bit.")
        inputs = {
            "cells": self.tr("the land the cells cover"),
            "counties": self.tr("the counties"),
            "fuel": self.tr("fuel or barriers"),
            "height": self.tr("the terrain"),
            "people": self.tr("the people"),
            "places": self.tr("the places"),
        }
        text = self.tr("{figure}: was {was}, is now {now}; {count} numbers differ, because {inputs} changed.")
        if not redone.inputs:
            text = self.tr(
                "{figure}: was {was}, is now {now}; {count} numbers differ, though nothing it rests on changed."
            )
        return text.format(
            figure=self._figure(redone.figure),
            was=self._value(redone.figure, redone.stored),
            now=self._value(redone.figure, redone.now),
            count=words.number(redone.differing),
            inputs=words.joined([inputs[name] for name in redone.inputs]),
        )

    def _figure(self, figure: str) -> str:
        return {
            "across_ha": self.tr("Burnt across the lines by one fire"),
            "burnt_ha": self.tr("Burnt"),
            "line_min": self.tr("Minutes to the next county"),
            "places": self.tr("Places it comes to"),
        }[figure]

    def _value(self, figure: str, value: float) -> str:
        if math.isnan(value):
            return self.tr("none")
        return words.hectares(value) if figure.endswith("_ha") else words.number(value)
