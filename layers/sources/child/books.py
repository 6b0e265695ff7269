"""Workbooks parsed in the reader's process: a million cells hold the window's language for seconds at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from layers.progress import Progress, silent
from layers.sources.office import BookSheet, OfficeRefused, sheets_of

_LINE = "line"


def sheets_apart(path: Path, *, most_rows: int, most_columns: int, progress: Progress = silent) -> list[BookSheet]:
    """Return the sheets of a workbook as :func:`layers.sources.office.sheets_of`, read by the shared reader.

    Raises
    ------
    OSError, OfficeRefused
        As there.
    ReadingTooSlow, ReadingTooHungry, ReaderCrashed
        The workbook had to be given up.
    """
    from layers.sources.child import shared

    found = shared().ask("office_sheets", path, progress=progress, most_rows=most_rows, most_columns=most_columns)
    if "refused" in found:
        code, detail = found["refused"]
        raise OfficeRefused(str(code), str(detail))
    return [
        BookSheet(str(title), bool(is_visible), _rows(frame), [(a, b, c, d) for a, b, c, d in merged.tolist()])
        for title, is_visible, frame, merged in found["sheets"]
    ]


def sent(path: Path, most_rows: int, most_columns: int) -> dict[str, Any]:
    """Return, in the reader's process, sheets as what may cross: a table each, so that none of its texts is long."""
    try:
        sheets = sheets_of(path, most_rows=most_rows, most_columns=most_columns)
    except OfficeRefused as error:
        return {"refused": [error.code, error.detail]}
    return {"sheets": [[one.title, one.is_visible, _frame(one), _merged(one)] for one in sheets]}


def _merged(sheet: BookSheet) -> Any:
    return np.array(sheet.merged, dtype=np.int64).reshape(-1, 4)


def _frame(sheet: BookSheet) -> pd.DataFrame:
    width = max((len(cells) for _, cells in sheet.rows), default=0)
    columns: dict[str, Any] = {_LINE: np.array([line for line, _ in sheet.rows], dtype=np.int64)}
    for at in range(width):
        made = np.empty(len(sheet.rows), dtype=object)
        made[:] = [cells[at] if at < len(cells) else None for _, cells in sheet.rows]
        columns[str(at)] = pd.Series(made, dtype=object)
    return pd.DataFrame(columns)


def _rows(frame: pd.DataFrame) -> list[tuple[int, list[Any]]]:
    """Return rows with their lines, each as long as it is filled."""
    lines = frame[_LINE].tolist()
    cells = [frame[str(at)].tolist() for at in range(frame.shape[1] - 1)]
    rows = []
    for line, *values in zip(lines, *cells, strict=True):
        while values and values[-1] is None:
            values.pop()
        rows.append((int(line), values))
    return rows
