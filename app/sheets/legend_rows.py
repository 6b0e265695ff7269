"""A legend whose long entries are broken into lines, where on one line each they would be too small to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.sheets.paging import Type, width_of, wrapped

#: Where an entry would be set smaller than this on one line, all are broken into lines instead, as large as fits.
LEAST_LEGEND_PT = 6.0
_LEGEND_PT = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
#: From the edge of a column to its words, and between entries of broken lines; mm.
SWATCH_MM, _BETWEEN_MM = 11.5, 0.9


@dataclass(frozen=True)
class LegendRow:
    """An entry of a legend whose texts are broken into lines; mm from the corner of the legend."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class WrappedLegend:
    """Where the entries of a legend go, in the type that all of them have."""

    kind: Type
    rows: tuple[LegendRow, ...]


def wrapped_legend(
    texts: Sequence[str], size: tuple[float, float], columns: Iterable[int], family: str
) -> WrappedLegend | None:
    """Return a legend of broken lines in the largest type and the fewest columns with room for it; None for none.

    Parameters
    ----------
    texts : sequence of str
    size : (width, height)
        Of the room, mm.
    columns : iterable of int
        How many there may be, the liked first.
    family : str
    """
    width, height = size
    numbers = list(columns)
    for size_pt in _LEGEND_PT:
        kind = Type(size_pt, leading=1.15)
        for count in numbers:
            wide = width / count - SWATCH_MM - 1.0
            broken = [tuple(wrapped(text, wide, kind, family)) for text in texts]
            if any(width_of(word, kind, family) > wide for text in texts for word in text.split()):
                continue  # a word would be broken
            heights = [len(lines) * kind.line_mm + _BETWEEN_MM for lines in broken]
            limit = max(sum(heights) / count, max(heights))
            while limit <= height and len(places := _stacked(heights, limit)) > count:
                limit += 0.5
            if limit > height:
                continue
            spare = min((height - limit) / max(map(len, places)), 1.5)
            rows, at = [], 0
            for column, those in enumerate(places):
                y = 0.0
                for each in those:
                    rows.append(LegendRow(column * width / count, y, each, broken[at]))
                    y, at = y + each + spare, at + 1
            return WrappedLegend(kind, tuple(rows))
    return None


def _stacked(heights: Sequence[float], limit: float) -> list[list[float]]:
    """Return the heights in columns, each filled up to a limit."""
    columns: list[list[float]] = [[]]
    for height in heights:
        if columns[-1] and sum(columns[-1]) + height > limit + 1e-9:
            columns.append([])
        columns[-1].append(height)
    return columns
