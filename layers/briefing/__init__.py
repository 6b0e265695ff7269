"""Briefings for a consultation before a season (会商材料): one page per zone or per border, with what a committee asks.

``choice`` says what is briefed on, ``gather`` reads a plan into the frozen facts of ``model``, ``wording`` makes
sections of them in the words of a language, ``layout`` says where on a page everything lies, and ``pptx`` writes
slides with editable text and native tables.  Maps are pictures that the drawing side makes.
"""

from __future__ import annotations

from layers.briefing.choice import By, Choice
from layers.briefing.gather import gather
from layers.briefing.layout import PAPER, SLIDE, Page, PageSize, lay_out
from layers.briefing.model import BorderFacts, Briefing, ZoneFacts
from layers.briefing.sheet import Sheet
from layers.briefing.wording import compose

__all__ = [
    "PAPER",
    "SLIDE",
    "BorderFacts",
    "Briefing",
    "By",
    "Choice",
    "Page",
    "PageSize",
    "Sheet",
    "ZoneFacts",
    "compose",
    "gather",
    "lay_out",
]
