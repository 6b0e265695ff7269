"""Where a table begins: title rows, heads of several rows with merged cells, and the names that come of them.

Workbooks are read as streams, which do not tell what was merged; a merged cell is one that is filled and followed, to
the right or below, by empty ones.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from layers.sources.angles import parse_angle, parse_pair

Row = Sequence[Any]
#: Rows in which the head is looked for.
_ROWS = 10
#: Heads of columns that hold the three parts of one angle.
PARTS = {"度": "°", "°": "°", "分": "′", "′": "′", "'": "′", "秒": "″", "″": "″", '"': "″"}


def filled(cell: Any) -> bool:
    """Return True for a cell with something in it."""
    if type(cell) is str:  # most are, of very many
        return cell != "" and not cell.isspace()
    return cell is not None and cell == cell and str(cell).strip() != ""


def read_header(rows: Sequence[Row], is_head: Callable[[Row], bool]) -> tuple[list[str], int]:
    """Return the names of the columns and the place of the first row below the head.

    Parameters
    ----------
    rows : sequence of rows
        Without empty ones.
    is_head : callable
        Whether a row names coordinates; without such a row the head is the first of at least two cells.

    Notes
    -----
    A column is called by its lowest filled head; 度, 分 and 秒 keep the name above them: ``经度°``.
    """
    at = _find(rows, is_head)
    top = at
    while top > 0 and _is_text(rows[top - 1]):
        top -= 1
    bottom = at
    while bottom + 1 < len(rows) and bottom < at + 2 and _goes_on(rows[bottom], rows[bottom + 1]):
        bottom += 1
    block = rows[top : bottom + 1]
    width = max(len(row) for row in block)
    return [_name(block, column) for column in range(width)], bottom + 1


def _find(rows: Sequence[Row], is_head: Callable[[Row], bool]) -> int:
    for position, row in enumerate(rows[:_ROWS]):
        if is_head(row):
            return position
    wide = (position for position, row in enumerate(rows[:_ROWS]) if sum(map(filled, row)) > 1)
    return next(wide, 0)


def _is_text(row: Row) -> bool:
    """Return True for a row of a head: at least two cells, none a number, none a note such as ``填报单位：…``."""
    cells = [str(cell).strip() for cell in row if filled(cell)]
    return len(cells) > 1 and not any(_is_number(cell) or re.search(r"[:：]", cell) for cell in cells)


def _goes_on(head: Row, below: Row) -> bool:
    """Return True when a row is a second row of the head: it only fills what merged cells above it span."""
    width = max(len(head), len(below))
    above = [filled(cell) for cell in _padded(head, width)]
    cells = [column for column, cell in enumerate(below) if filled(cell)]
    if not any(not above[column] for column in cells):
        return False
    if any(_is_number(str(below[column]).strip()) for column in cells):
        return False
    return all(
        any(above[: column + 1]) and (not above[column] or (column + 1 < width and not above[column + 1]))
        for column in cells
    )


def _name(block: Sequence[Row], column: int) -> str:
    own = [str(row[column]).strip() for row in block if column < len(row) and filled(row[column])]
    if not own:
        return ""
    part = PARTS.get(own[-1])
    if part is None:
        return re.sub(r"\s+", "", own[-1]) if re.search(r"[\u4e00-\u9fff]", own[-1]) else own[-1]
    above = [
        str(cell).strip()
        for row in block[:-1]
        if (cell := next((c for c in reversed(_padded(row, column + 1)[: column + 1]) if filled(c)), None)) is not None
    ]
    return (above[-1] if above else "") + part


def _padded(row: Row, width: int) -> list[Any]:
    return [*row, *[None] * max(0, width - len(row))]


def _is_number(text: str) -> bool:
    return not (math.isnan(parse_angle(text)) and math.isnan(parse_pair(text)[0]))
