"""How firm the rank of a zone is, on its card."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel

from app import rank_words
from app.widgets.basics import label


def rank_note(zone: Any) -> QLabel:
    """Return the line below the heading of a zone's rank; how many combinations it rests on is on hover."""
    made = label(rank_words.range_sentence(zone), "small", wrap=True, selectable=True)
    made.setToolTip(rank_words.range_details(zone))
    return made
