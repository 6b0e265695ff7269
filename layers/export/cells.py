"""Texts for table cells: numbers with their digits, unknown as a word and never as zero."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from layers.export.words import Words

#: What no XML file may hold, escaped or not: control characters but tab and line ends.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: A number as people write it: nothing a spreadsheet would run.
_NUMBER = re.compile(r"[-+]?\d[\d., ]*(?:[eE][-+]?\d+)?\s?[%‰°]?|[-+]")


def without_control(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def not_a_formula(text: str) -> str:
    """Return a text with an apostrophe before it when a spreadsheet would take it for a formula."""
    bare = text.lstrip()
    is_one = text.startswith(("=", "+", "-", "@", "\t", "\r")) or bare[:1] in ("=", "@")
    # Spreadsheets in Chinese and Japanese take full-width signs as well; one alone is how tables say "nothing".
    is_one = is_one or (len(bare) > 1 and bare[0] in "＝＋－＠")
    return f"'{text}" if is_one else text


def pasted(text: str) -> str:
    """Return tab-separated lines in which no cell but a number begins as a formula does: for the clipboard."""
    return "\n".join("\t".join(map(_pasted_cell, line.split("\t"))) for line in text.split("\n"))


def _pasted_cell(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else not_a_formula(text)


def is_unknown(value: object) -> bool:
    """Return whether a value is missing: None, nan, NaT or an empty text."""
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return isinstance(value, str) and not value.strip()


def text_of(row: Mapping[str, Any] | pd.Series, name: str) -> str:
    """Return a text field of a row, "" when it is missing."""
    value = row.get(name)
    return "" if is_unknown(value) else str(value).strip()


def number_text(value: object, decimals: int, unknown: str) -> str:
    """Return a number with fixed decimals, or the word for unknown."""
    if is_unknown(value):
        return unknown
    return f"{float(value):.{decimals}f}"  # type: ignore[arg-type]


def plain_number(value: float) -> str:
    """Return a number as short as it can be said: ``5000``, ``0.05``."""
    return f"{value:.10g}"


def date_text(day: date, words: Words) -> str:
    """Return a date the way the language writes it."""
    return words.text("document.date_format", year=day.year, month=day.month, day=day.day)


def records(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """Return the rows of a frame as plain mappings, geometry left out."""
    columns = [name for name in frame.columns if name != "geometry"]
    return ({str(k): v for k, v in row.items()} for row in pd.DataFrame(frame[columns]).to_dict("records"))
